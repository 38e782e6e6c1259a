"""A gateway that wants a one-time code is logged in to once, whatever is done through it."""

import hashlib
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.desktop import missing_programs
from tests.support.keys import KeyFile
from tests.support.pattern import Pattern
from tests.support.profile import connection, forward, hop, know, known_hosts, save
from tests.support.program import AtTerminal
from tests.support.sshd import Sshd, free_port
from tests.support.streams import connect, connect_by_socks, receive_exactly
from tests.support.tcp import Received, TcpServers, receive_pattern
from towpath.demo.accounts import KEY_USER, PASSWORD
from towpath.demo.intranet import INNER_NAME, INTRANET_NAME, THIS_COMPUTER
from towpath.demo.lab import Lab
from towpath.model.connection import Connection, HostKeyPolicy
from towpath.model.forward import Endpoint, Forward, ForwardKind

INNER = ("one", "two", "three", "four", "five")
SECONDS = 30.0


@pytest.fixture(scope="module")
def inner_machines(tmp_path_factory: pytest.TempPathFactory, user_key: KeyFile) -> Iterator[Sequence[Sshd]]:
    directory = tmp_path_factory.mktemp("inner")
    with ExitStack() as running:
        yield [running.enter_context(Sshd(directory, name=name, authorized=[user_key])) for name in INNER]


@pytest.fixture
def ports() -> Sequence[int]:
    """Where the gateway's five forwards listen."""
    return [free_port() for _ in range(5)]


@pytest.fixture
def gateway(
    otp_sshd: Sshd, inner_machines: Sequence[Sshd], user_key: KeyFile, tcp_servers: TcpServers, ports: Sequence[int]
) -> Sshd:
    """Three local forwards, a dynamic and a remote one end at it, and five machines are behind it."""
    know(otp_sshd, *inner_machines)
    echo = Endpoint("127.0.0.1", tcp_servers.echo_port)
    gate = hop(otp_sshd)
    forwards = [forward(f"local-{port}", tcp_servers.echo_port, listen=port) for port in ports[:3]]
    forwards.append(Forward(id="dynamic", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", ports[3])))
    forwards.append(Forward(id="remote", kind=ForwardKind.REMOTE, listen=Endpoint("localhost", ports[4]), target=echo))
    machines = [
        connection(name, hop(machine, user_key), forward("stream", tcp_servers.stream_port), jumps=[gate])
        for name, machine in zip(INNER, inner_machines, strict=True)
    ]
    save(connection("gate", gate, *forwards), *machines)
    return otp_sshd


def test_one_code_for_everything(
    gateway: Sshd, inner_machines: Sequence[Sshd], user_key: KeyFile, tcp_servers: TcpServers, ports: Sequence[int]
) -> None:
    assert gateway.pam
    mark = gateway.mark()
    with AtTerminal("up", "gate", *INNER) as up:
        up.answer_secret("'s password: ", gateway.pam.password)
        up.answer("One-time password", gateway.pam.code())
        up.wait_for("Ctrl-C takes it down.")
        _all_forwards_carry(ports, tcp_servers)
        for name in INNER:
            [line] = [line for line in up.screen.splitlines() if line.startswith(f"{name}: stream: ")]
            port = int(line.split("127.0.0.1:")[1].split()[0])
            assert receive_pattern(port, 100_000, seed=1) == Received(100_000, None)
        _openssh_copies(inner_machines[0], user_key)
        assert len(gateway.logins(since=mark)) == 1
        methods = [method for _, method in gateway.auth_requests(since=mark)]
        assert methods.count("keyboard-interactive") == 1
        assert gateway.refusals(since=mark) == []
        assert up.screen.count("One-time password") == 1


def test_one_code_for_everything_with_the_embedded_server(tmp_path: Path) -> None:
    """The demo's machines, whose names only its gateway knows. They run no rsync."""
    with Lab() as lab:
        codes = lab.gateway.accounts.codes
        gate, inner, *_ = (_trusting(made) for made in lab.config().connections)
        page, dynamic, remote = gate.forwards
        [notebook] = inner.forwards
        pages = [replace(page, id=f"page-{number}", label=f"page-{number}", listen=_anywhere()) for number in range(3)]
        notebooks = [replace(notebook, listen=_anywhere()) for _ in INNER]
        machines = [
            replace(inner, id=name, name=name, forwards=(forward,))
            for name, forward in zip(INNER, notebooks, strict=True)
        ]
        save(replace(gate, id="gate", name="gate", forwards=(*pages, dynamic, remote)), *machines)
        with AtTerminal("up", "gate", *INNER) as up:
            up.answer("Password: ", PASSWORD)
            up.answer("One-time code: ", codes.current())
            up.wait_for("Ctrl-C takes it down.")
            assert all(INTRANET_NAME in _page(connect(forward.listen)) for forward in pages)
            assert all(INNER_NAME in _page(connect(forward.listen)) for forward in notebooks)
            assert INTRANET_NAME in _page(connect_by_socks(dynamic.listen, Endpoint(INTRANET_NAME, 80)))
            assert THIS_COMPUTER in _page(lab.gateway.connect(remote.listen.host, remote.listen.port))
            options = _openssh_options(lab.key_file)
            _run("scp", *options, f"{KEY_USER}@{INNER_NAME}:readme.txt", str(tmp_path))
            assert "demo" in (tmp_path / "readme.txt").read_text()
            assert (codes.used, lab.gateway.logins) == (1, 1)
            assert up.screen.count("One-time code: ") == 1


def _trusting(made: Connection) -> Connection:
    """As if the user had said yes to every host key."""
    new = HostKeyPolicy.ACCEPT_NEW
    hops = [replace(hop, host_key_policy=new) for hop in made.hops]
    return replace(made, jumps=tuple(hops[:-1]), target=hops[-1])


def _anywhere() -> Endpoint:
    return Endpoint("127.0.0.1", free_port())


def _page(stream: socket.socket) -> str:
    with stream:
        stream.sendall(b"GET / HTTP/1.0\r\n\r\n")
        with stream.makefile("rb") as answer:
            return answer.read().decode()


def _all_forwards_carry(ports: Sequence[int], servers: TcpServers) -> None:
    clients = [connect(Endpoint("127.0.0.1", port)) for port in (*ports[:3], ports[4])]
    clients.append(connect_by_socks(Endpoint("127.0.0.1", ports[3]), Endpoint("127.0.0.1", servers.echo_port)))
    for client in clients:
        with client:
            client.sendall(b"over?")
            assert receive_exactly(client, 5) == b"over?"


def _openssh_copies(machine: Sshd, key: KeyFile) -> None:
    """With the system's own scp and rsync, whose bytes go through `towpath stdio`."""
    if missing := missing_programs("scp", "rsync"):
        pytest.skip(missing)
    original = Path.home() / "original"
    original.write_bytes(b"".join(Pattern(5).chunks(3_000_001)))
    options = _openssh_options(key.path)
    to = f"{machine.user}@127.0.0.1:{machine.home}"
    _run("scp", *options, "-P", str(machine.port), str(original), f"{to}/by-scp")
    quoted = " ".join(f"'{option}'" for option in ["ssh", *options, "-p", str(machine.port)])
    _run("rsync", "-a", "-e", quoted, str(original), f"{to}/by-rsync")
    for name in ("by-scp", "by-rsync"):
        assert _digest(machine.home / name) == _digest(original), name
    _run("scp", *options, "-P", str(machine.port), f"{to}/by-rsync", str(Path.home() / "back"))
    assert _digest(Path.home() / "back") == _digest(original)


def _openssh_options(key: Path) -> list[str]:
    command = f"{sys.executable} -m towpath stdio gate %h %p"
    options = ["-F", "none", "-i", str(key), "-o", f"UserKnownHostsFile={known_hosts()}"]
    return [*options, "-o", f"ProxyCommand={command}", "-o", "IdentitiesOnly=yes"]


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stderr) == (0, ""), command


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
