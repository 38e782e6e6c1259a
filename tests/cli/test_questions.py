"""Questions at a real terminal, and what happens where nobody can be asked."""

import os
import pty
import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support import process
from tests.support.agent import Agent
from tests.support.http import HttpServer
from tests.support.keys import KeyFile, KeyMaker, hashed_known_hosts
from tests.support.profile import connection, forward, hop, know, known_hosts, save
from tests.support.program import TOWPATH, AtTerminal, Started, towpath
from tests.support.recorder import Recorder
from tests.support.security_key import Ed25519SecurityKey, SecurityKeyAgent
from tests.support.sshd import Sshd
from towpath.cli.terminal import Terminal
from towpath.model.connection import AuthMethod, HostKeyPolicy
from towpath.model.prompt import PasswordAsked, Secrets

STAYS = "Ctrl-C takes it down."
TRUST = "(yes/no/fingerprint): "
PASSWORD = "'s password: "
CODE = "One-time password"
PASSPHRASE = "Passphrase of"
HIDDEN = "canary-passphrase-71"


@pytest.fixture(scope="module")
def locked_key(keys: KeyMaker) -> KeyFile:
    return keys.key(passphrase=HIDDEN, name="locked")


@pytest.fixture(scope="module")
def locked_sshd(tmp_path_factory: pytest.TempPathFactory, locked_key: KeyFile) -> Iterator[Sshd]:
    with Sshd(tmp_path_factory.mktemp("locked"), authorized=[locked_key]) as server:
        yield server


def take_down(running: AtTerminal) -> None:
    """It is up: end it by Ctrl-C, in peace."""
    running.wait_for(STAYS)
    running.press("\x03")
    done = running.end()
    assert (done.code, done.err) == (0, "")


# --- host keys


@pytest.mark.parametrize("by_fingerprint", [False, True], ids=["yes", "fingerprint"])
def test_an_unknown_host_key_is_shown_and_remembered(sshd: Sshd, user_key: KeyFile, by_fingerprint: bool) -> None:
    save(connection("lab", hop(sshd, user_key)))
    mark, key = sshd.mark(), sshd.host_key()
    with AtTerminal("up", "lab") as up:
        up.wait_for(TRUST)
        assert f"The host key of [127.0.0.1]:{sshd.port} is not known yet." in up.screen
        assert key.fingerprint in up.screen
        assert key.randomart in up.screen
        assert str(known_hosts()) in up.screen
        up.type("perhaps")
        up.wait_for(TRUST, times=2)
        assert "Please type yes, no, or the whole fingerprint." in up.screen
        assert sshd.auth_requests(since=mark) == []
        up.type(key.fingerprint if by_fingerprint else "yes")
        take_down(up)
    assert known_hosts().read_text() == sshd.known_hosts_lines()
    with Started("up", "lab") as again:
        again.wait_for(STAYS)


def test_known_hosts_is_the_old_file_and_a_line_for_each_accepted_key(
    hop_sshds: Sequence[Sshd], user_key: KeyFile, keys: KeyMaker, tmp_path: Path
) -> None:
    first, second, third = hop_sshds
    other = " ".join(keys.key(name="other-host").public_line.split()[:2])
    known_hosts().parent.mkdir(mode=0o700)
    before = (
        f"# a comment, and a line that is none of ours\n\n  \t\nnonsense\n*.corp,!bad.corp {other} with a comment  \n"
        f"@revoked * {other}\n|1|AAAA|broken {other}\n[127.0.0.1]:1 {other}\r\n"
        + hashed_known_hosts(second.known_hosts_lines(), tmp_path)
        + f"10.0.0.* {other}\xa0\n"
    ).encode("latin-1")
    known_hosts().write_bytes(before)
    known_hosts().chmod(0o644)
    save(connection("far", hop(third, user_key), jumps=[hop(first, user_key), hop(second, user_key)]))
    with AtTerminal("up", "far") as up:
        up.answer(TRUST, "yes")
        up.wait_for(TRUST, times=2)
        assert f"The host key of [127.0.0.1]:{third.port} is not known yet." in up.screen
        up.type("yes")
        take_down(up)
    lines = first.known_hosts_lines() + third.known_hosts_lines()
    assert known_hosts().read_bytes() == before + lines.encode()
    assert known_hosts().stat().st_mode & 0o777 == 0o644
    options = ["-F", "none", "-o", "StrictHostKeyChecking=yes", "-o", f"UserKnownHostsFile={known_hosts()}"]
    argv = ["ssh", *options, "-o", "BatchMode=yes", "-p", str(first.port), "-i", str(user_key.path)]
    done = subprocess.run([*argv, f"{first.user}@127.0.0.1", "true"], capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr


def test_a_declined_host_key_sends_and_writes_nothing(sshd: Sshd, user_key: KeyFile) -> None:
    save(connection("lab", hop(sshd, user_key)))
    mark = sshd.mark()
    with AtTerminal("up", "lab") as up:
        up.answer(TRUST, "no")
        done = up.end()
    assert done.code == 1
    assert done.err == (
        f"towpath: not connected to {sshd.user}@127.0.0.1:{sshd.port}: its host key was not accepted"
        " (compare the fingerprint with the administrator's, then connect again)\n"
    )
    assert sshd.auth_requests(since=mark) == []
    assert not known_hosts().exists()


def test_a_plain_host_key_where_a_certificate_is_expected_warns_loudly(
    sshd: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    know(sshd)
    authority = " ".join(keys.key("rsa", name="host-ca").public_line.split()[:2])
    known_hosts().write_text(f"@cert-authority [127.0.0.1]:{sshd.port} {authority}\n")
    save(connection("lab", hop(sshd, user_key)))
    with AtTerminal("up", "lab") as up:
        up.wait_for(TRUST)
        assert "WARNING: other keys of this host ARE known (ssh-rsa)" in up.screen
        up.type("no")
        assert up.end().code == 1


def test_policies_without_questions(sshd: Sshd, user_key: KeyFile) -> None:
    save(
        connection("strict", hop(sshd, user_key, policy=HostKeyPolicy.STRICT)),
        connection("new", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)),
    )
    refused = towpath("up", "strict")
    assert refused.code == 1
    assert "is in no known_hosts file and the policy is strict" in refused.err
    assert not known_hosts().exists()
    with Started("up", "new") as up:
        up.wait_for(STAYS)
    assert known_hosts().read_text() == sshd.known_hosts_lines()


# --- secrets


def test_a_password_is_asked_unseen_and_asked_again_when_it_is_refused(password_sshd: Sshd) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd, methods=[AuthMethod.PASSWORD])))
    with AtTerminal("up", "lab") as up:
        up.answer_secret(f"{password_sshd.user}@127.0.0.1:{password_sshd.port}{PASSWORD}", "wr0ng-canary")
        up.answer_secret(PASSWORD, password_sshd.pam.password, times=2)
        assert "That was refused; try again." in up.screen
        take_down(up)
        assert "wr0ng-canary" not in up.screen
        assert password_sshd.pam.password not in up.screen


def test_it_is_said_that_a_password_is_not_kept(password_sshd: Sshd) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd, methods=[AuthMethod.PASSWORD])))
    with AtTerminal("up", "lab") as up:
        up.answer_secret(PASSWORD, "wrong")
        up.answer_secret(PASSWORD, password_sshd.pam.password, times=2)
        take_down(up)
        assert up.screen.count("The keyring cannot keep it: no system keyring that encrypts was found.") == 1


def test_an_answer_typed_at_once_is_neither_seen_nor_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard, tty = pty.openpty()
    write = os.write

    def write_and_be_answered(descriptor: int, data: bytes) -> int:
        written = write(descriptor, data)
        if descriptor == tty and data.endswith(PASSWORD.encode()):
            write(keyboard, b"canary\n")
        return written

    looks = iter([True] * 5)
    monkeypatch.setattr(os, "write", write_and_be_answered)
    try:
        answer = Terminal(tty).answer(PasswordAsked(account="me@host:22"), lambda: next(looks, False))
        assert answer == Secrets(values=("canary",))
        assert b"canary" not in os.read(keyboard, 4096)
    finally:
        os.close(keyboard)
        os.close(tty)


def test_password_and_code_are_asked_as_the_server_asks(otp_sshd: Sshd) -> None:
    assert otp_sshd.pam
    know(otp_sshd)
    save(connection("lab", hop(otp_sshd)))
    with AtTerminal("up", "lab") as up:
        up.answer_secret(PASSWORD, otp_sshd.pam.password)
        up.answer(f"\n({otp_sshd.user}@127.0.0.1:{otp_sshd.port}) {CODE}", otp_sshd.pam.wrong_code())
        up.answer_secret(PASSWORD, otp_sshd.pam.password, times=2)
        up.wait_for(CODE, times=2)
        code = otp_sshd.pam.code()
        up.type(code)
        take_down(up)
        assert otp_sshd.pam.password not in up.screen
        assert code not in up.screen, "the server asked for it without echo"


def test_a_passphrase_is_asked_for_the_key_the_server_takes(locked_sshd: Sshd, locked_key: KeyFile) -> None:
    know(locked_sshd)
    save(connection("lab", hop(locked_sshd, locked_key)))
    with AtTerminal("up", "lab") as up:
        up.answer_secret(f"{PASSPHRASE} {locked_key.path}", "wrong")
        up.answer_secret(PASSPHRASE, HIDDEN, times=2)
        assert "That was refused; try again." in up.screen
        take_down(up)
        assert HIDDEN not in up.screen


def test_questions_go_to_the_terminal_whatever_the_streams_are(
    password_sshd: Sshd, tmp_path: Path, site: HttpServer
) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd), forward("web", site.port)))
    script = f'exec "$@" </dev/null >{tmp_path}/out 2>{tmp_path}/err'
    with AtTerminal("up", "lab", program=("sh", "-c", script, "sh", *TOWPATH)) as up:
        up.answer_secret(PASSWORD, password_sshd.pam.password)
        up.wait_until(lambda: STAYS in (tmp_path / "out").read_text())
        up.press("\x03")
        assert up.end().code == 0
    assert (tmp_path / "out").read_text().startswith("lab: web: 127.0.0.1:")
    assert (tmp_path / "err").read_text() == ""


def test_the_terminal_that_starts_the_work_is_asked(password_sshd: Sshd, sshd: Sshd, user_key: KeyFile) -> None:
    assert password_sshd.pam
    know(password_sshd, sshd)
    save(connection("lab", hop(sshd, user_key)), connection("asks", hop(password_sshd)))
    with AtTerminal("up", "lab") as first:
        first.wait_for(STAYS)
        with AtTerminal("up", "asks") as second:
            second.answer_secret(PASSWORD, password_sshd.pam.password)
            assert second.end().code == 0
        assert PASSWORD not in first.screen
        take_down(first)


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_a_question_cancels(password_sshd: Sshd, key: str) -> None:
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    mark = password_sshd.mark()
    with AtTerminal("up", "lab") as up:
        up.wait_for(PASSWORD)
        up.press(key)
        done = up.end()
    assert (done.code, done.err) == (1, "towpath: cancelled\n")
    assert done.out.endswith("\n"), "the shell's prompt begins on a line of its own"
    assert password_sshd.logins(since=mark) == []


def test_several_lines_of_a_prompt_stay_lines_and_escapes_stay_harmless(keys: KeyMaker) -> None:
    with Recorder(keys.key(name="host"), prompts=[("\x1b[2J1. Push\n2. Call\nYour choice: ", True)]) as recorder:
        target = f"me@127.0.0.1:{recorder.port}"
        assert towpath("add", "lab", target, "--host-keys", "accept-new").code == 0
        with AtTerminal("up", "lab") as up:
            up.wait_for(f"({target}) \\x1b[2J1. Push\n2. Call\nYour choice: ")
            up.press("\x03")
            assert up.end().code == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_a_question_leaves_the_terminal_as_it_was(password_sshd: Sshd, number: signal.Signals) -> None:
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    script = '"$@"; echo "left $?"; stty -a'
    with AtTerminal("up", "lab", program=("bash", "-c", script, "sh", *TOWPATH)) as shell:
        shell.wait_for(PASSWORD)
        (towpath_pid,) = process.children(shell.pid)
        os.kill(towpath_pid, number)
        shell.wait_for("left 1")
        assert " echo " in shell.end().out
        assert shell.err == "towpath: cancelled\n"


# --- nobody to ask

CLOSED_STDIN = ("sh", "-c", 'exec "$@" <&-', "sh", *TOWPATH)


@pytest.mark.parametrize("program", [TOWPATH, CLOSED_STDIN], ids=["no terminal", "stdin closed"])
@pytest.mark.parametrize("what", ["host key", "password", "code", "passphrase"])
def test_where_nobody_can_answer_it_exits_3(
    what: str,
    program: Sequence[str],
    sshd: Sshd,
    user_key: KeyFile,
    password_sshd: Sshd,
    otp_sshd: Sshd,
    locked_sshd: Sshd,
    locked_key: KeyFile,
) -> None:
    server, used = {
        "host key": (sshd, (user_key,)),
        "password": (password_sshd, ()),
        "code": (otp_sshd, ()),
        "passphrase": (locked_sshd, (locked_key,)),
    }[what]
    question = {
        "host key": rf"is {re.escape(server.host_key().fingerprint)} the host key of \[127\.0\.0\.1\]:{server.port}\?",
        "password": r"the password of \S+",
        "code": r"the password of \S+",
        "passphrase": rf"the passphrase of {re.escape(str(locked_key.path))}",
    }[what]
    if what != "host key":
        know(server)
    save(connection("lab", hop(server, *used)))
    mark = server.mark()
    done = towpath("up", "lab", program=program)
    assert (done.code, done.out) == (3, "")
    assert re.fullmatch(
        rf"towpath: cannot go on with \S+: it needs an answer \({question}\) and there is nobody to ask"
        r" \(run it in a terminal, or connect from the window\)\n",
        done.err,
    )
    assert server.logins(since=mark) == []


def test_another_ones_terminal_does_not_answer_for_one_without(
    password_sshd: Sshd, sshd: Sshd, user_key: KeyFile
) -> None:
    know(password_sshd, sshd)
    save(connection("lab", hop(sshd, user_key)), connection("asks", hop(password_sshd)))
    with Started("up", "lab") as first:
        first.wait_for(STAYS)
        assert towpath("up", "asks").code == 3


def test_an_agent_is_used_without_a_question(locked_sshd: Sshd, locked_key: KeyFile) -> None:
    know(locked_sshd)
    assert towpath("add", "lab", f"{locked_sshd.user}@127.0.0.1:{locked_sshd.port}").code == 0
    with Agent() as agent:
        agent.add(locked_key)
        with Started("up", "lab", env={**os.environ, "SSH_AUTH_SOCK": str(agent.socket)}) as up:
            up.wait_for(STAYS)


def test_a_security_key_that_waits_for_a_finger_is_told(servers_directory: Path, tmp_path: Path) -> None:
    with (
        SecurityKeyAgent(Ed25519SecurityKey()) as token,
        Sshd(servers_directory, name="touched", authorized=[token.public_key(tmp_path)]) as server,
    ):
        know(server)
        place = f"{server.user}@127.0.0.1:{server.port}"
        assert towpath("add", "lab", place, "--identity-agent", str(token.socket)).code == 0
        with AtTerminal("up", "lab") as up:
            assert token.asked.wait(20)
            up.wait_until(lambda: "security key" in up.err, what="the advice")
            assert up.err == f"Touch your security key to log in to {place}.\n"
            token.touch()
            up.wait_for(STAYS)
            up.press("\x03")
            assert up.end().code == 0
