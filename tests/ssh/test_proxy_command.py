"""Commands as the way to a hop: real ssh inside, its questions, its end."""

import ast
import os
import shlex
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import paramiko
import psutil
import pytest

from tests.support.keys import KeyFile, KeyMaker
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.connection import Hop
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.prompt import (
    Accept,
    Answer,
    Asked,
    CodeAsked,
    HostKeyAsked,
    Line,
    PassphraseAsked,
    PasswordAsked,
    Refuse,
    Secrets,
)
from towpath.ssh.askpass import AskpassServer
from towpath.ssh.proxy_command import ProxyCommand, expand_tokens

HOP = Hop(host="inner.example", port=2200, user="ada")


class Person:
    """Answers each question in its turn; keeps what was asked."""

    def __init__(self, *answers: Answer | TowpathError) -> None:
        self.answers = list(answers)
        self.asked: list[Asked] = []

    def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        answer = self.answers.pop(0)
        if isinstance(answer, TowpathError):
            raise answer
        return answer


Run = Callable[..., ProxyCommand]


@pytest.fixture
def run() -> Iterator[Run]:
    """Starts commands, and closes them."""
    started: list[ProxyCommand] = []

    def start(command: str, *answers: Answer | TowpathError, hop: Hop = HOP, **environment: str) -> ProxyCommand:
        command_running = ProxyCommand(
            command,
            hop,
            local_user="me",
            environment={**os.environ, "SHELL": "/bin/sh", **environment},
            ask=Person(*answers),
        )
        command_running.settimeout(10)
        started.append(command_running)
        return command_running

    yield start
    for one in started:
        one.close()


def received(command: socket.socket) -> bytes:
    with command.makefile("rb") as stream:
        return stream.read()


# --- the shell


def test_tokens_are_expanded_once() -> None:
    assert expand_tokens("x %h %p %r %n %% %%h", HOP, "me") == "x inner.example 2200 ada inner.example % %h"
    assert expand_tokens("%r", Hop(host="a"), "me") == "me"


@pytest.mark.parametrize("command", ["%C", "%h %", "%d/x"])
def test_unknown_tokens_are_said(command: str) -> None:
    with pytest.raises(TowpathError) as raised:
        expand_tokens(command, HOP, "me")
    assert raised.value.problem.kind is ProblemKind.INVALID


@pytest.mark.parametrize("host", ["`id`", "$(id)", "a;b", "a b", "-oProxyCommand=x", "a'b", 'a"b', "a\nb", "a|b"])
def test_a_host_that_the_shell_would_run_is_refused(host: str) -> None:
    with pytest.raises(TowpathError) as raised:
        expand_tokens("nc %h", Hop(host=host), "me")
    assert raised.value.problem.kind is ProblemKind.INVALID
    assert expand_tokens("nc fixed", Hop(host=host), "me") == "nc fixed"


def test_runs_in_the_users_shell_with_its_syntax(run: Run) -> None:
    assert received(run("echo `echo one` $(echo two) $THREE '%h'", THREE="three")) == b"one two three inner.example\n"


def test_bytes_go_both_ways_and_eof_ends_it(run: Run) -> None:
    command = run("cat")
    blob = os.urandom(100_000)
    with command.makefile("rwb") as stream:
        stream.write(blob)
        stream.flush()
        assert stream.read(len(blob)) == blob
    command.shutdown(socket.SHUT_WR)
    assert command.recv(1) == b""
    assert command.failure() == Problem(
        ProblemKind.PROXY_COMMAND_FAILED, "ada@inner.example:2200", {"detail": "exit status 0"}
    )


@pytest.mark.parametrize(
    ("command", "detail"),
    [
        ("sh -c 'echo first >&2; echo why >&2; echo >&2; exit 3'", "why"),
        ("sh -c 'exit 3'", "exit status 3"),
        ("sh -c 'kill -9 $$'", "Killed"),
        ("/nowhere/nc %h %p", "/nowhere/nc"),
        ("(", "yntax error"),
    ],
)
def test_its_end_is_noticed_and_explained(command: str, detail: str, run: Run) -> None:
    running = run(command)
    assert received(running) == b""
    problem = running.failure()
    assert problem
    assert problem.kind is ProblemKind.PROXY_COMMAND_FAILED
    assert detail in problem.facts["detail"]


def test_a_shell_that_is_not_there_is_said(run: Run) -> None:
    with pytest.raises(TowpathError) as raised:
        run("cat", SHELL="/nowhere/shell")
    assert raised.value.problem.kind is ProblemKind.PROXY_COMMAND_FAILED
    assert "No such file" in str(raised.value)


def test_running_is_no_failure(run: Run) -> None:
    assert run("cat").failure() is None


def test_closing_ends_the_whole_group(run: Run, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    stubborn = "trap '' TERM HUP; echo $$ >> " + shlex.quote(str(pids)) + "; while :; do sleep 1000; done"
    command = run(f"sh -c {shlex.quote(f'({stubborn}) & {stubborn}')}")
    wait_for(lambda: pids.exists() and len(pids.read_text().split()) == 2, what="both to trap the signals")
    leader = psutil.Process(int(pids.read_text().split()[0]))  # $$ is the leader's in its subshell, too
    family = [leader, *leader.children(recursive=True)]
    assert len(family) >= 3
    command.close()
    command.close()
    wait_for(lambda: not any(one.is_running() for one in family), what="the whole group to end")


def test_reads_no_more_than_is_kept_from_a_chatty_command(run: Run) -> None:
    command = run("sh -c 'i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done'")
    assert received(command) == b""
    problem = command.failure()
    assert problem
    assert problem.facts["detail"] == "line 2999"


# --- real ssh inside


def ssh_command(server: Sshd, known_hosts: Path, *options: str) -> str:
    words = ["ssh", "-F", "none", "-o", f"UserKnownHostsFile={known_hosts}", "-o", "GlobalKnownHostsFile=none"]
    words += [*options, "-p", str(server.port), "-l", server.user, "-W", "%h:%p", "127.0.0.1"]
    return " ".join(word if word.startswith("%") else shlex.quote(word) for word in words)


def greeting(command: ProxyCommand) -> bytes:
    with command.makefile("rb") as stream:
        return stream.readline()


def with_key(key: KeyFile) -> Sequence[str]:
    return ["-o", "IdentitiesOnly=yes", "-o", "PreferredAuthentications=publickey", "-i", str(key.path)]


@pytest.fixture
def known_hosts(tmp_path: Path) -> Path:
    return tmp_path / "known_hosts"


def test_a_session_runs_over_it(sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, known_hosts: Path, run: Run) -> None:
    known_hosts.write_text(sshd.known_hosts_lines())
    hop = Hop(host="127.0.0.1", port=inner_sshd.port)
    command = run(ssh_command(sshd, known_hosts, *with_key(user_key)), hop=hop)
    with closing(paramiko.Transport(command)) as transport:
        transport.start_client(timeout=10)
        assert transport.get_remote_server_key().get_base64() == inner_sshd.host_key_line().split()[1]
        transport.auth_publickey(inner_sshd.user, paramiko.Ed25519Key.from_private_key_file(str(user_key.path)))
        with closing(transport.open_session(timeout=10)) as channel:
            channel.exec_command("echo inside")
            assert channel.makefile("rb").read() == b"inside\n"
    assert not command.asked_person
    wait_for(lambda: command.failure() is not None, what="ssh to end with its socket")


def test_its_refusal_is_what_is_said(sshd: Sshd, keys: KeyMaker, known_hosts: Path, run: Run) -> None:
    known_hosts.write_text(sshd.known_hosts_lines())
    command = run(ssh_command(sshd, known_hosts, *with_key(keys.key(name="stranger")), "-o", "BatchMode=yes"))
    assert received(command) == b""
    problem = command.failure()
    assert problem
    assert "Permission denied" in problem.facts["detail"]


def test_its_password_is_asked_for(
    password_sshd: Sshd, inner_sshd: Sshd, known_hosts: Path, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    assert password_sshd.pam
    known_hosts.write_text(password_sshd.known_hosts_lines())
    hop = Hop(host="127.0.0.1", port=inner_sshd.port)
    person = Person(Secrets(values=("wrong",)), Secrets(values=(password_sshd.pam.password,)))
    command = ProxyCommand(
        ssh_command(password_sshd, known_hosts, "-o", "PreferredAuthentications=password"),
        hop,
        local_user="me",
        environment=os.environ,
        ask=person,
    )
    with closing(command):
        command.settimeout(20)
        assert greeting(command).startswith(b"SSH-2.0-")
    assert person.asked == [PasswordAsked(account=f"{password_sshd.user}@127.0.0.1")] * 2
    assert command.asked_person
    assert password_sshd.pam.password not in caplog.text


def test_its_code_is_asked_for(otp_sshd: Sshd, inner_sshd: Sshd, known_hosts: Path) -> None:
    assert otp_sshd.pam
    known_hosts.write_text(otp_sshd.known_hosts_lines())
    person = Person(Secrets(values=(otp_sshd.pam.password,)), Secrets(values=(otp_sshd.pam.code(),)))
    command = ProxyCommand(
        ssh_command(otp_sshd, known_hosts, "-o", "PreferredAuthentications=keyboard-interactive"),
        Hop(host="127.0.0.1", port=inner_sshd.port),
        local_user="me",
        environment=os.environ,
        ask=person,
    )
    with closing(command):
        command.settimeout(20)
        assert greeting(command).startswith(b"SSH-2.0-")
    assert all(isinstance(asked, CodeAsked) for asked in person.asked)
    assert [asked.account for asked in person.asked if isinstance(asked, CodeAsked)] == [
        f"{otp_sshd.user}@127.0.0.1"
    ] * 2


def test_its_host_key_and_passphrase_are_asked_for(
    sshd: Sshd, inner_sshd: Sshd, keys: KeyMaker, known_hosts: Path
) -> None:
    key = keys.key(passphrase="open sesame", name="locked")
    sshd.authorize(key)
    person = Person(Accept(), Secrets(values=("open sesame",)))
    command = ProxyCommand(
        ssh_command(sshd, known_hosts, *with_key(key), "-o", "VisualHostKey=yes"),
        Hop(host="127.0.0.1", port=inner_sshd.port),
        local_user="me",
        environment={name: value for name, value in os.environ.items() if name != "SSH_AUTH_SOCK"},
        ask=person,
    )
    with closing(command):
        command.settimeout(20)
        assert greeting(command).startswith(b"SSH-2.0-")
    host_key = sshd.host_key()
    assert person.asked == [
        HostKeyAsked(
            host=f"[127.0.0.1]:{sshd.port}",
            key_type="ED25519",
            fingerprint=host_key.fingerprint,
            randomart=host_key.randomart,
        ),
        PassphraseAsked(file=str(key.path)),
    ]


def test_a_refused_host_key_ends_it(sshd: Sshd, user_key: KeyFile, known_hosts: Path, run: Run) -> None:
    command = run(ssh_command(sshd, known_hosts, *with_key(user_key)), Refuse())
    assert received(command) == b""
    problem = command.failure()
    assert problem
    assert "Host key verification failed" in problem.facts["detail"]
    assert not command.asked_person


def test_with_nobody_to_ask_that_is_what_is_said(password_sshd: Sshd, known_hosts: Path, run: Run) -> None:
    known_hosts.write_text(password_sshd.known_hosts_lines())
    nobody = TowpathError(Problem(ProblemKind.NEEDS_ANSWER, "gate", {"question": "password"}))
    options = ["-o", "PreferredAuthentications=password", "-o", "NumberOfPasswordPrompts=1"]
    command = run(ssh_command(password_sshd, known_hosts, *options), nobody)
    assert received(command) == b""
    assert command.failure() == nobody.problem


# --- the program that asks


def test_nobody_else_can_reach_the_socket_and_nothing_stays() -> None:
    server = AskpassServer(Person(), about="gate")
    script = Path(server.environment["SSH_ASKPASS"])
    assert stat.S_IMODE(script.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(script.with_name("socket").stat().st_mode) == 0o600
    server.close()
    server.close()
    wait_for(lambda: not script.parent.exists(), what="its folder to be removed")


def test_a_program_that_ends_leaves_no_folder_behind() -> None:
    program = "from towpath.ssh.askpass import AskpassServer; print(AskpassServer(None, about='x').environment)"
    argv = [sys.executable, "-c", program]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not Path(ast.literal_eval(done.stdout)["SSH_ASKPASS"]).parent.exists()


def ask_through(server: AskpassServer, tmp_path: Path, prompt: str, kind: str = "") -> tuple[int | None, str]:
    """What ssh would get."""
    with psutil.Popen(
        [server.environment["SSH_ASKPASS"], prompt],
        env={**server.environment, "SSH_ASKPASS_PROMPT": kind, "PATH": "/usr/bin:/bin"},
        stdout=-1,
        text=True,
    ) as process:
        said, _ = process.communicate(timeout=20)
        return process.returncode, said


@pytest.mark.parametrize(
    ("prompt", "kind", "answer", "asked", "given"),
    [
        (
            "What is\nyour quest?",
            "",
            Secrets(values=('Ürchin\'s "grail" $1',)),
            CodeAsked(account="gate", lines=(Line("What is\nyour quest?", echo=False),)),
            (0, 'Ürchin\'s "grail" $1\n'),
        ),
        ("Code: ", "", Refuse(), CodeAsked(account="gate", lines=(Line("Code: ", echo=False),)), (1, "")),
        ("Code: ", "", Cancelled(), CodeAsked(account="gate", lines=(Line("Code: ", echo=False),)), (1, "")),
        (
            "Allow use?",
            "confirm",
            Secrets(values=("Yes",)),
            CodeAsked(account="gate", lines=(Line("Allow use? (yes/no) ", echo=True),)),
            (0, "Yes\n"),
        ),
        (
            "Allow use?",
            "confirm",
            Secrets(values=("no",)),
            CodeAsked(account="gate", lines=(Line("Allow use? (yes/no) ", echo=True),)),
            (1, ""),
        ),
        ("Touch your key", "none", Refuse(), None, (0, "\n")),
    ],
)
def test_passes_questions_and_answers_on(
    prompt: str, kind: str, answer: Answer | TowpathError, asked: Asked | None, given: tuple[int, str], tmp_path: Path
) -> None:
    person = Person(answer)
    server = AskpassServer(person, about="gate")
    with closing(server):
        assert ask_through(server, tmp_path, prompt, kind) == given
    assert person.asked == ([asked] if asked else [])


def test_an_installed_bundle_asks_by_a_verb_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What sys.executable names there is Towpath, and runs no scripts."""
    bundle = tmp_path / "towpath"
    bundle.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m towpath "$@"\n')
    bundle.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bundle))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with closing(AskpassServer(Person(Secrets(values=("sesame",))), about="gate")) as server:
        assert ask_through(server, tmp_path, "-h, really? ") == (0, "sesame\n")


def test_damaged_requests_do_not_stop_it(tmp_path: Path) -> None:
    server = AskpassServer(Person(Secrets(values=("still here",))), about="gate")
    path = server.environment["TOWPATH_ASKPASS_SOCKET"]
    with closing(server):
        for rubbish in (b"", b"{", b"[]", b"{}", b"\xff", b"x" * 100_000):
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(path)
                try:
                    client.sendall(rubbish)
                except BrokenPipeError:
                    pass  # it had enough
        assert ask_through(server, tmp_path, "Code: ") == (0, "still here\n")
