"""`towpath stdio`: OpenSSH's programs, rsync and git through the session of a running Towpath."""

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from tests.support import process
from tests.support.keys import KeyFile
from tests.support.pattern import Pattern
from tests.support.profile import connection, hop, know, known_hosts, save
from tests.support.program import TOWPATH, Started, towpath
from tests.support.sshd import Sshd, free_port
from tests.support.streams import Family, Target, exchange, send_and_end
from tests.support.tcp import TcpServers, answer_to
from tests.support.wait import wait_for
from towpath.engine import control_address
from towpath.engine.lock import LOCK_FILE, ProfileLock
from towpath.engine.protocol import VERSION, Opened, Stdio, decode_stdio_reply, encode
from towpath.model.forward import Endpoint
from towpath.store.paths import find_profile

MUCH = 100_000_000
SECONDS = 60


@pytest.fixture
def gate(sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile) -> Iterator[Started]:
    """A running Towpath that is connected to `gate`."""
    know(sshd, inner_sshd)
    save(connection("gate", hop(sshd, user_key)), connection("other", hop(inner_sshd, user_key)))
    with Started("up", "gate") as up:
        up.wait_for("gate: connected")
        yield up


@pytest.fixture
def ssh(gate: Started, inner_sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> list[str]:
    """ssh options with which `inner` is a machine behind the gate."""
    config = tmp_path / "ssh_config"
    config.write_text(
        f"""Host inner
    HostName 127.0.0.1
    Port {inner_sshd.port}
    User {inner_sshd.user}
    IdentityFile {user_key.path}
    IdentityAgent none
    UserKnownHostsFile {known_hosts()}
    BatchMode yes
    ProxyCommand {shlex.join(TOWPATH)} stdio gate %h %p
"""
    )
    return ["-F", str(config)]


class Piped:
    """`towpath stdio` whose stdin and stdout are `near`, one end of a socket pair."""

    def __init__(self, *arguments: object) -> None:
        self.near, its = socket.socketpair()
        self.near.settimeout(SECONDS)
        argv = [*TOWPATH, "stdio", *map(str, arguments)]
        with its:
            self.process = subprocess.Popen(
                argv,
                stdin=its.fileno(),
                stdout=its.fileno(),
                stderr=subprocess.PIPE,
                cwd=process.ROOT,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.near.close()
        process.stop(self.process)
        assert self.process.stderr
        self.process.stderr.close()

    def end(self) -> tuple[int, str]:
        """Wait for it; its status and what it said on stderr."""
        _, said = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, said.decode()


def run(*argv: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(list(map(str, argv)), capture_output=True, timeout=SECONDS, check=False, **options)  # type: ignore[call-overload]  # passed on
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    return done


def noise(path: Path, count: int) -> Path:
    with path.open("wb") as file:
        file.writelines(Pattern(1).chunks(count))
    return path


def test_ssh_scp_and_sftp_use_the_session(ssh: list[str], sshd: Sshd, tmp_path: Path) -> None:
    mark = sshd.mark()
    text = b"through the gate\n"
    assert run("ssh", *ssh, "inner", "cat", input=text).stdout == text
    big = noise(tmp_path / "big", 20_000_000)
    run("scp", *ssh, big, f"inner:{tmp_path}/copy")
    run("scp", *ssh, f"inner:{tmp_path}/copy", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == big.read_bytes()
    run("sftp", *ssh, "-b", "-", "inner", input=f"put {big} {tmp_path}/by-sftp\n".encode())
    assert (tmp_path / "by-sftp").stat().st_size == 20_000_000
    assert sshd.logins(since=mark) == [], "no login of their own at the gate"


@pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
def test_rsync_uses_the_session(ssh: list[str], tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for number in range(20):
        noise(source / str(number), 100_000 + number)
    run("rsync", "-a", "-e", shlex.join(["ssh", *ssh]), f"{source}/", f"inner:{tmp_path}/copy/")
    assert {p.name: p.read_bytes() for p in (tmp_path / "copy").iterdir()} == {
        p.name: p.read_bytes() for p in source.iterdir()
    }


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_git_uses_the_session(ssh: list[str], tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    run("git", "init", "-q", origin)
    noise(origin / "file", 1_000_000)
    run("git", "-C", origin, "add", ".")
    run("git", "-C", origin, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "One")
    env = {**os.environ, "GIT_SSH_COMMAND": shlex.join(["ssh", *ssh])}
    run("git", "clone", "-q", f"ssh://inner{origin}", tmp_path / "clone", env=env)
    assert (tmp_path / "clone" / "file").read_bytes() == (origin / "file").read_bytes()


def test_the_snippet_that_show_prints_works(gate: Started, user_key: KeyFile, tmp_path: Path) -> None:
    config = tmp_path / "snippet"
    config.write_text(towpath("show", "gate", "--as-ssh-config").out)
    options = [f"-oUserKnownHostsFile={tmp_path}/known", "-oStrictHostKeyChecking=accept-new", f"-i{user_key.path}"]
    done = run("ssh", "-F", config, "-oBatchMode=yes", *options, "gate", "echo", "there")
    assert done.stdout == b"there\n"


def test_a_hundred_megabytes_each_way_at_once_and_every_end_in_its_time(gate: Started) -> None:
    with Target(Family.IPV4.anywhere(Path(), "")) as target, Piped("gate", "127.0.0.1", target.endpoint.port) as piped:
        with target.accept() as far:
            exchange(piped.near, far, MUCH)
        assert piped.end() == (0, "")


def test_the_end_of_stdin_is_passed_on_and_the_answer_comes_back(gate: Started, tcp_servers: TcpServers) -> None:
    question = b"x" * 300_000
    done = subprocess.run(
        [*TOWPATH, "stdio", "gate", "127.0.0.1", str(tcp_servers.answer_port)],
        input=question,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        cwd=process.ROOT,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, answer_to(question), b"")


def test_the_end_of_the_target_is_passed_on_while_stdin_goes_on(gate: Started) -> None:
    with Target(Family.IPV4.anywhere(Path(), "")) as target, Piped("gate", "127.0.0.1", target.endpoint.port) as piped:
        with target.accept() as far:
            far.sendall(b"bye")
            far.shutdown(socket.SHUT_WR)
            assert piped.near.recv(10) == b"bye"
            assert piped.near.recv(10) == b""
            piped.near.sendall(b"still here")
            assert far.recv(100) == b"still here"
            piped.near.shutdown(socket.SHUT_WR)
            assert far.recv(100) == b""
        assert piped.end() == (0, "")


def test_a_reader_that_has_enough_is_no_noise(gate: Started) -> None:
    with Target(Family.IPV4.anywhere(Path(), "")) as target, Piped("gate", "127.0.0.1", target.endpoint.port) as piped:
        with target.accept() as far:
            piped.near.close()
            with pytest.raises(ConnectionError):
                send_and_end(far, MUCH, seed=1)
        _, said = piped.end()
    assert said == ""


def test_it_ends_when_towpath_is_killed(gate: Started) -> None:
    with Target(Family.IPV4.anywhere(Path(), "")) as target, Piped("gate", "127.0.0.1", target.endpoint.port) as piped:
        with target.accept():
            gate.end(signal.SIGKILL)
            piped.end()
        assert piped.near.recv(10) == b""


def test_bytes_sent_right_behind_the_request_are_not_lost(gate: Started, tcp_servers: TcpServers) -> None:
    """ssh speaks first, and need not wait for an answer that it does not know of."""
    holder = ProfileLock(find_profile().folder / LOCK_FILE).holder()
    assert holder
    request = encode(Stdio(VERSION, "gate", Endpoint("127.0.0.1", tcp_servers.answer_port), holder.token))
    early = b"early" * 10_000
    with control_address.connect(holder.address, holder.token, SECONDS) as stream, stream.makefile("rb") as lines:
        stream.sendall(request + b"\n" + early)
        stream.shutdown(socket.SHUT_WR)
        assert isinstance(decode_stdio_reply(lines.readline()), Opened)
        assert lines.read() == answer_to(early)


def test_a_connection_that_is_down_is_brought_up(gate: Started, inner_sshd: Sshd, tcp_servers: TcpServers) -> None:
    mark = inner_sshd.mark()
    with Piped("other", "127.0.0.1", tcp_servers.echo_port) as piped:
        piped.near.sendall(b"hello")
        assert piped.near.recv(100) == b"hello"
    assert len(inner_sshd.logins(since=mark)) == 1
    states = {c["name"]: c["state"] for c in json.loads(towpath("status", "--json").out)}
    assert states == {"gate": "up", "other": "up"}


def test_what_is_refused_is_one_line(gate: Started) -> None:
    refused = towpath("stdio", "gate", "127.0.0.1", str(free_port()))
    assert (refused.code, refused.out) == (1, "")
    assert "refused" in refused.err
    assert refused.err.count("\n") == 1
    unknown = towpath("stdio", "nowhere", "127.0.0.1", "22")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err == ("towpath: nowhere: no connection has this name; there is gate, other (see `towpath list`)\n")
    for place in (["-x", "22"], ["host", "0"], ["host", "ssh"]):
        assert towpath("stdio", "gate", "--", *place).code == 2


def test_without_a_running_towpath_it_says_what_to_do(sshd: Sshd, user_key: KeyFile) -> None:
    save(connection("gate", hop(sshd, user_key)))
    advice = (
        "towpath: cannot go through gate: Towpath is not running"
        " (start it, or run `towpath up gate` in another terminal)\n"
    )
    assert towpath("stdio", "gate", "host", "22") == (3, "", advice)
    know(sshd)
    with Started("up", "gate") as up:
        up.wait_for("gate: connected")
        up.end(signal.SIGKILL)
    assert towpath("stdio", "gate", "host", "22") == (3, "", advice), "nor with what a killed one left"


def test_what_needs_a_person_fails_where_no_window_is(sshd: Sshd, password_sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd, password_sshd)
    save(connection("gate", hop(sshd, user_key)), connection("asks", hop(password_sshd)))
    with Started("up", "gate") as up:
        up.wait_for("gate: connected")
        done = towpath("stdio", "asks", "127.0.0.1", "22")
    assert (done.code, done.out) == (3, "")
    assert "there is nobody to ask" in done.err


def test_it_loads_little() -> None:
    argv = [sys.executable, "-X", "importtime", "-m", "towpath", "stdio", "gate", "host", "22"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=SECONDS, check=False, cwd=process.ROOT)
    assert done.returncode == 3
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert not loaded & {"PySide6", "keyring", "paramiko", "psutil", "rich", "sshtunnel", "cryptography"}


def test_ssh_ends_with_the_status_of_the_remote_command(ssh: list[str]) -> None:
    done = subprocess.run(["ssh", *ssh, "inner", "exit 7"], capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 7
    assert done.stderr == b""


def test_a_login_that_takes_its_time_is_waited_for(gate: Started, tcp_servers: TcpServers) -> None:
    """Several at once, none of which waits for another."""
    many = [Piped("other", "127.0.0.1", tcp_servers.echo_port) for _ in range(5)]
    for number, piped in enumerate(many):
        piped.near.sendall(f"{number}".encode())
    for number, piped in enumerate(many):
        with piped:
            assert piped.near.recv(100) == f"{number}".encode()
            piped.near.shutdown(socket.SHUT_WR)
            wait_for(lambda piped=piped: piped.process.poll() is not None, what="it to end")  # type: ignore[misc]  # no name for its type
