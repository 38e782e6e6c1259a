"""`up` and the verbs that talk to it, as processes of their own, with real servers."""

import contextlib
import json
import os
import re
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.verbs import Here
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import TOWPATH, AtTerminal, Started, towpath
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for

STAYS = "Ctrl-C takes it down."


@pytest.fixture
def lab(sshd: Sshd, user_key: KeyFile, site: HttpServer) -> int:
    """A saved connection `lab` with the forwards `web` and `spare`; returns the port on which `web` will listen."""
    port = free_port()
    know(sshd)
    save(
        connection("lab", hop(sshd, user_key), forward("web", site.port, listen=port), forward("spare", site.port)),
        connection("plain", hop(sshd, user_key)),
    )
    return port


def page(port: int) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as reply:
        return bytes(reply.read())


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def status(here: Here) -> dict[str, Any]:
    """Each connection's state, and each forward's as `NAME:LABEL`."""
    done = here("status", "--json")
    assert done.code == 0, done.err
    states = {}
    for found in json.loads(done.out):
        states[found["name"]] = found["state"]
        states |= {f"{found['name']}:{one['label']}": one["state"] for one in found["forwards"]}
    return states


def nothing_left_in_the_runtime_folder() -> bool:
    return not [path for path in Path(os.environ["XDG_RUNTIME_DIR"]).rglob("*") if not path.is_dir()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_up_says_where_it_listens_and_a_signal_leaves_nothing(
    lab: int, site: HttpServer, number: signal.Signals
) -> None:
    with Started("up", "lab") as up:
        lines = up.wait_for(STAYS).splitlines()
        assert lines[0] == f"lab: web: 127.0.0.1:{lab} -> 127.0.0.1:{site.port}"
        spare = re.fullmatch(rf"lab: spare: 127\.0\.0\.1:([1-9]\d+) -> 127\.0\.0\.1:{site.port}", lines[1])
        assert spare
        assert lines[2:] == [STAYS]
        assert page(lab) == page(int(spare[1])) == site.pages["/"]
        done = up.end(number)
    assert (done.code, done.err) == (0, "")
    assert not listens(lab)
    assert nothing_left_in_the_runtime_folder()


def test_nohup_keeps_it_up_when_its_terminal_is_closed(here: Here, lab: int) -> None:
    with Started("up", "lab", program=("nohup", *TOWPATH)) as up:
        up.wait_for(STAYS)
        up.send(signal.SIGHUP)
        assert status(here)["lab"] == "up"
        assert up.end(signal.SIGTERM).code == 0


def test_ctrl_c_at_the_terminal_takes_it_down(lab: int) -> None:
    with AtTerminal("up", "lab") as up:
        up.wait_for(STAYS)
        assert listens(lab)
        up.press("\x03")
        done = up.end()
    assert (done.code, done.err) == (0, "")
    assert not listens(lab)


def test_ctrl_c_works_as_soon_as_it_is_offered(here: Here, lab: int, monkeypatch: pytest.MonkeyPatch) -> None:
    echo = click.echo

    def press_at_once(text: str, **how: Any) -> None:
        echo(text, **how)
        if text == STAYS:
            raise KeyboardInterrupt

    monkeypatch.setattr(click, "echo", press_at_once)
    done = here("up", "lab")
    assert (done.code, done.err) == (0, "")
    assert not listens(lab)


def test_a_single_forward_and_a_connection_without_any(here: Here, lab: int) -> None:
    with Started("up", "plain", "lab:spare") as up:
        lines = up.wait_for(STAYS).splitlines()
        assert lines[0] == "plain: connected"
        assert lines[1].startswith("lab: spare: ")
        assert len(lines) == 3
        assert status(here) == {"lab": "up", "lab:web": "off", "lab:spare": "up", "plain": "up"}
        assert not listens(lab)


def test_whoever_comes_second_uses_the_first_ones_session(here: Here, lab: int, sshd: Sshd, site: HttpServer) -> None:
    mark = sshd.mark()
    with Started("up", "plain") as up:
        up.wait_for(STAYS)
        joined = here("up", "lab:web")
        assert (joined.code, joined.err) == (0, "")
        assert joined.out == f"lab: web: 127.0.0.1:{lab} -> 127.0.0.1:{site.port}\n"
        assert page(lab) == site.pages["/"], "it stays up in the first one"
        assert here("up", "lab:web").code == 0, "it is up already"

        port = free_port()
        spec = f"extra={port}:127.0.0.1:{site.port}"
        added = here("forward", "lab", "-L", spec)
        assert (added.code, added.out) == (0, f"lab: extra: 127.0.0.1:{port} -> 127.0.0.1:{site.port}\n")
        assert page(port) == site.pages["/"]
        assert status(here) == {"lab": "up", "lab:web": "up", "lab:spare": "off", "lab:extra": "up", "plain": "up"}
        assert here("unforward", "lab", "extra").code == 0
        assert not listens(port)
        assert len(sshd.logins(since=mark)) == 1

        assert here("down", "lab:web").code == 0
        assert not listens(lab)
        assert status(here)["lab"] == "off", "it was its last forward"
        assert here("down", "lab", "plain").code == 0
        done = up.end()
    assert (done.code, done.err) == (0, ""), "nothing is left that could come back"
    assert status(here) == {"lab": "off", "lab:web": "off", "lab:spare": "off", "plain": "off"}
    assert len(sshd.logins(since=mark)) == 1


def test_forward_alone_brings_the_connection_up_and_save_keeps_it(here: Here, lab: int, site: HttpServer) -> None:
    port = free_port()
    with Started("forward", "plain", "-L", f"kept={port}:127.0.0.1:{site.port}", "--save") as started:
        started.wait_for(STAYS)
        assert page(port) == site.pages["/"]
        assert started.end(signal.SIGINT).code == 0
    assert not listens(port)
    assert "plain:kept" in status(here)
    with Started("forward", "plain", "-L", f"passing={port}:127.0.0.1:{site.port}") as started:
        started.wait_for(STAYS)
        assert status(here)["plain:passing"] == "up"
        started.end(signal.SIGINT)
    assert "plain:passing" not in status(here)


def test_connections_share_a_gateway_and_come_up_through_three_hops(
    hop_sshds: list[Sshd], user_key: KeyFile, site: HttpServer
) -> None:
    know(*hop_sshds)
    gate, middle, inner = (hop(server, user_key) for server in hop_sshds)
    save(
        connection("far", inner, forward("web", site.port), jumps=(gate, middle)),
        connection("near", middle, forward("web", site.port), jumps=(gate,)),
    )
    marks = [server.mark() for server in hop_sshds]
    with Started("up", "far", "near") as up:
        for line in up.wait_for(STAYS).splitlines()[:2]:
            assert page(int(line.split()[2].rpartition(":")[2])) == site.pages["/"]
        logins = [len(server.logins(since=mark)) for server, mark in zip(hop_sshds, marks, strict=True)]
        assert logins == [1, 1, 1]
        assert up.end(signal.SIGTERM).code == 0


def test_after_a_kill_the_next_one_works(here: Here, lab: int, site: HttpServer) -> None:
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        up.end(signal.SIGKILL)
    assert status(here)["lab"] == "off", "its lock and socket mislead nobody"
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        assert page(lab) == site.pages["/"]
        assert up.end(signal.SIGINT).code == 0
    assert nothing_left_in_the_runtime_folder()


def test_a_lost_connection_that_may_not_come_back_ends_it(lab: int, sshd: Sshd) -> None:
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        sshd.drop_sessions()
        done = up.end()
    assert done.code == 1
    assert re.fullmatch(r"towpath: connection to \S+ lost: .+ \(connect again\)\n", done.err), done.err
    assert not listens(lab)


def test_a_lost_connection_comes_back_by_itself(here: Here, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    know(sshd)
    port = free_port()
    save(connection("lab", hop(sshd, user_key), forward("web", site.port, listen=port), reconnect=True))
    mark = sshd.mark()
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        sshd.drop_sessions()

        def back() -> bool:
            with contextlib.suppress(OSError, urllib.error.URLError):
                return len(sshd.logins(since=mark)) == 2 and page(port) == site.pages["/"]
            return False

        wait_for(back, what=lambda: f"the tunnel to come back: {status(here)}")
        assert up.end(signal.SIGINT).code == 0


def test_what_fails_ends_with_its_reason_and_leaves_nothing(lab: int, site: HttpServer) -> None:
    """One connection of two fails: the other one is not left behind by a command that has failed."""
    with socket.create_server(("127.0.0.1", lab)):
        done = towpath("up", "plain", "lab")
    assert (done.code, done.out) == (1, "plain: connected\n")
    assert re.fullmatch(
        rf"towpath: cannot listen on 127\.0\.0\.1:{lab}: \S+ \(process {os.getpid()}\) already listens there"
        r" \(stop it, or choose another port\)\n",
        done.err,
    )
    assert nothing_left_in_the_runtime_folder()
