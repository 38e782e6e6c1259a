"""What `up` says and offers while tunnels are up: taken ports, losses, logins that need their person; check, retry."""

import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.cli.verbs import Here
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import AtTerminal, Started
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from tests.support.wait import wait_for
from towpath.model.forward import Endpoint

STAYS = "Ctrl-C takes it down."
TIME = r"\d\d:\d\d:\d\d"


@pytest.fixture
def taken(sshd: Sshd, user_key: KeyFile, site: HttpServer) -> socket.socket:
    """`lab` has two forwards, and the port of `web` is taken by the tests."""
    know(sshd)
    holder = socket.create_server(("127.0.0.1", 0))
    port = holder.getsockname()[1]
    save(connection("lab", hop(sshd, user_key), forward("web", site.port, listen=port), forward("spare", site.port)))
    return holder


def test_another_port_is_offered_where_one_is_taken(taken: socket.socket, site: HttpServer) -> None:
    with taken, AtTerminal("up", "lab") as up:
        up.wait_for("[y/N]")
        assert re.search(
            rf"Cannot listen on 127\.0\.0\.1:{taken.getsockname()[1]}: \S+ \(process \d+.*\) already listens there\."
            r" Listen on a free port instead\? \[y/N\]",
            up.screen,
        ), up.screen
        up.type("y")
        up.wait_for(STAYS)
        found = re.search(rf"lab: web: 127\.0\.0\.1:(\d+) -> 127\.0\.0\.1:{site.port}", up.screen)
        assert found
        assert int(found[1]) != taken.getsockname()[1]
        assert "lab: spare: 127.0.0.1:" in up.screen
        socket.create_connection(("127.0.0.1", int(found[1]))).close()
        up.press("\x03")
        assert up.end().code == 0


@pytest.mark.parametrize("answer", ["n", ""])
def test_who_declines_another_port_gets_the_reason(taken: socket.socket, answer: str) -> None:
    with taken, AtTerminal("up", "lab:web") as up:
        up.answer("[y/N]", answer)
        done = up.end()
    assert done.code == 1
    assert "already listens there (stop it, or choose another port)" in done.err


def test_losses_and_comebacks_are_lines_with_their_time(sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key), forward("web", site.port, listen=free_port()), reconnect=True))
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        sshd.drop_sessions()
        wait_for(lambda: "lab: up again" in up.err, timeout=30, what=lambda: up.err)
        assert up.end(signal.SIGTERM).code == 0
        lines = up.err.splitlines()
    assert re.fullmatch(rf"{TIME} lab: connection to \S+ lost: .+; next try in \d+ s(, .*)?", lines[0]), lines
    assert re.fullmatch(rf"{TIME} lab: up again", lines[-1]), lines


def test_a_target_that_refuses_is_told_and_checked(here: Here, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    know(sshd)
    dead = free_port()
    port = free_port()
    save(connection("lab", hop(sshd, user_key), forward("web", site.port), forward("dead", dead, listen=port)))
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        fine = here("check", "lab:web")
        assert (fine.code, fine.out, fine.err) == (0, "lab: web: accepts connections\n", "")
        bad = here("check", "lab")
        assert bad.code == 1
        assert re.match(rf"lab: web: accepts connections\nlab: dead: degraded: .*{dead}.*refused", bad.out)
        wait_for(lambda: re.search(rf"{TIME} lab: dead: .*refused", up.err), what=lambda: up.err)
        with socket.create_server(("127.0.0.1", dead)):
            again = here("check", "lab:dead")
            assert (again.code, again.out) == (0, "lab: dead: accepts connections\n")
            wait_for(lambda: "lab: dead: up again" in up.err, what=lambda: up.err)
        shown = here("status")
        assert re.search(r"dead .* up .*last error \d\d:\d\d:\d\d: .*refused", shown.out), shown.out
    idle = here("check", "lab:web")
    assert (idle.code, idle.out) == (1, "lab: web: off\n")


def test_what_ails_several_is_told_once(here: Here, user_key: KeyFile, site: HttpServer, tmp_path: Path) -> None:
    dead = free_port()
    with Sshd(tmp_path, port=free_port(), authorized=[user_key]) as server:
        know(server)
        save(connection("lab", hop(server, user_key), forward("web", site.port), forward("dead", dead), reconnect=True))
        with Started("up", "lab") as up:
            up.wait_for(STAYS)
            assert here("check", "lab").code == 1
            for listing in (["status"], ["show", "lab"]):
                assert here(*listing).out.count(f"127.0.0.1:{dead} does not answer") == 1
            server.stop()
            wait_for(lambda: "lab: cannot reach" in up.err, timeout=30, what=lambda: up.err)
            for listing in (["status"], ["show", "lab"]):
                assert here(*listing).out.count("next try in") == 1
                assert len(re.findall("cannot reach|lost", here(*listing).out)) == 1


def test_a_program_that_cannot_be_started_is_told(here: Here, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key), forward("web", site.port)))
    assert here("edit", "lab", "--program", "web=no-such-viewer %p").code == 0
    with Started("up", "lab") as up:
        wait_for(lambda: "lab: web: cannot start no-such-viewer %p: it is not found" in up.err, what=lambda: up.err)


def test_retry_now_does_not_wait_for_the_next_try(here: Here, user_key: KeyFile, tmp_path: Path) -> None:
    server = Sshd(tmp_path, port=free_port(), authorized=[user_key])
    know(server)
    slow = connection("lab", hop(server, user_key), reconnect=True)
    save(slow)
    assert here("edit", "lab", "--check-interval", "0").code == 0
    with Started("up", "--unattended", "lab") as up:
        wait_for(lambda: "lab: cannot reach" in up.err, timeout=30, what=lambda: up.err)
        refused = here("retry", "lab")
        assert refused.code == 1
        assert "refused" in refused.err
        with server:
            assert here("retry").code in (0, 1), "it may be up by now"
            wait_for(lambda: "lab: up" in up.err, timeout=30, what=lambda: up.err)


def test_a_lost_login_waits_for_enter(otp_sshd: Sshd) -> None:
    assert otp_sshd.pam
    know(otp_sshd)
    save(connection("otp", hop(otp_sshd), reconnect=True))
    with AtTerminal("up", "otp") as up:
        log_in(up, otp_sshd, 1)
        up.wait_for(STAYS)
        mark = otp_sshd.mark()
        otp_sshd.drop_sessions()
        wait_for(lambda: "Press Enter to log in again." in up.err, timeout=30, what=lambda: up.err)
        assert re.search(rf"{TIME} otp: connection to \S+ lost: .*a password or code was given for it", up.err)
        assert otp_sshd.auth_requests(since=mark) == [], "no try without its person"
        up.type("")
        log_in(up, otp_sshd, 2)
        wait_for(lambda: "otp: up again" in up.err, timeout=30, what=lambda: up.err)
        up.press("\x03")
        assert up.end().code == 0


def log_in(up: AtTerminal, server: Sshd, times: int) -> None:
    assert server.pam
    up.answer_secret("assword: ", server.pam.password, times=times)
    up.wait_for("One-time password", times=times)
    up.type(server.pam.code())


def test_a_lost_login_ends_with_3_where_nobody_is(otp_sshd: Sshd) -> None:
    """The terminal that logged in has gone; the engine goes on without one."""
    know(otp_sshd)
    save(connection("otp", hop(otp_sshd), reconnect=True), connection("idle", hop(otp_sshd)))
    with AtTerminal("up", "otp") as up:
        log_in(up, otp_sshd, 1)
        up.wait_for(STAYS)
        with Started("up", "--unattended", "otp") as service:
            service.wait_for("otp: connected")
            otp_sshd.drop_sessions()
            done = service.end()
        up.press("\x03")
        up.end()
    assert done.code == 3
    assert "a password or code was given for it" in done.err


def test_clients_of_a_proxy_must_give_the_password_that_was_typed(
    sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    know(sshd)
    port = free_port()
    save(connection("lab", hop(sshd, user_key)))

    def fetch(user: str) -> int:
        argv = ["curl", "-sS", "--max-time", "20", "-o", "/dev/null", "--proxy-user", user, "--socks5-hostname"]
        url = f"http://127.0.0.1:{site.port}/"
        return subprocess.run([*argv, f"127.0.0.1:{port}", url], check=False, capture_output=True).returncode

    with AtTerminal("forward", "lab", "-D", f"socks={port}", "--user", "me") as up:
        up.answer(f"me@127.0.0.1:{port}'s password: ", "s3cret")
        up.wait_for(STAYS)
        assert f"lab: socks: SOCKS proxy 127.0.0.1:{port} for me" in up.screen
        assert "s3cret" not in up.screen
        assert fetch("me:s3cret") == 0
        assert fetch("me:wrong") != 0
        up.press("\x03")
        assert up.end().code == 0


def test_a_forward_that_cannot_listen_is_not_left_behind(here: Here, taken: socket.socket, site: HttpServer) -> None:
    port = taken.getsockname()[1]
    with taken, Started("up", "lab:spare") as up:
        up.wait_for(STAYS)
        failed = here("forward", "lab", "-L", f"extra={port}:127.0.0.1:{site.port}")
        assert (failed.code, failed.out) == (1, "")
        assert "already listens there" in failed.err
        assert "extra" not in here("list").out


def test_what_came_up_beside_a_failure_is_told_where_it_stays_up(
    here: Here, taken: socket.socket, site: HttpServer
) -> None:
    port = taken.getsockname()[1]
    with taken, Started("forward", "lab", "-L", f"first=0:127.0.0.1:{site.port}") as first:
        first.wait_for(STAYS)
        found = here("up", "lab")
        assert found.code == 1
        assert re.fullmatch(
            rf"lab: spare: 127\.0\.0\.1:\d+ -> 127\.0\.0\.1:{site.port}\n(lab: first: .*\n)?", found.out
        )
        assert f"cannot listen on 127.0.0.1:{port}" in found.err


def test_a_range_is_one_command_and_comes_up_as_many(
    here: Here, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        low = next(port for port in iter(free_port, None) if is_free(Endpoint("127.0.0.1", port + 1)))
        added = here("forward", "lab", "-L", f"web={low}-{low + 1}:127.0.0.1:{site.port}-{site.port + 1}")
        assert added.out.splitlines() == [
            f"lab: web-{low}: 127.0.0.1:{low} -> 127.0.0.1:{site.port}",
            f"lab: web-{low + 1}: 127.0.0.1:{low + 1} -> 127.0.0.1:{site.port + 1}",
        ]
        remote = here("forward", "lab", "-R", f"back={free_port()}:127.0.0.1:{site.port}")
        assert (remote.code, remote.err) == (0, "")
        assert re.fullmatch(rf"lab: back: localhost:\d+ on 127\.0\.0\.1 -> 127\.0\.0\.1:{site.port}\n", remote.out)
