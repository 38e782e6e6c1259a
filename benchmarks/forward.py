"""One local forward, measured beside `ssh -L` with its defaults and beside stock sshtunnel.

All go to the same sshd and the same target on this machine, in turn, round by round; and compared round by round.
Each tunnel and the target have a process of their own.

    python -m benchmarks.forward [--rounds N] [--megabytes N] [--seconds S] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import paramiko
import sshtunnel

from tests.support.keys import KeyMaker
from tests.support.sshd import Sshd, free_port
from towpath.model.forward import Endpoint, Forward
from towpath.ssh.liveness import Liveness
from towpath.ssh.local import LocalForward
from towpath.ssh.session import Session
from towpath.ssh.transport import Transport

CHUNK = 1 << 18
PATIENCE = 20.0
TUNNELS = ("towpath", "ssh -L", "sshtunnel")
FIGURES = ("down MB/s", "up MB/s", "round trips/s", "connections/s")
TARGETS = {"down MB/s": 1.0, "up MB/s": 1.0, "round trips/s": 0.75, "connections/s": 0.4}
"""What towpath should reach, as a part of what `ssh -L` does in the same run."""

Figures = dict[str, float]


# --- the target: `D` count sends, `U` count receives and answers one byte, `E` echoes one byte


def serve_target() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve_client, args=(client,), daemon=True).start()


def serve_client(client: socket.socket) -> None:
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    buffer = bytearray(CHUNK)
    with client:
        try:
            while order := client.recv(1):
                if order == b"E":
                    client.sendall(b"e")
                    continue
                (left,) = struct.unpack(">Q", client.recv(8, socket.MSG_WAITALL))
                while left and order == b"D":
                    left -= client.send(buffer[: min(left, CHUNK)])
                while left and order == b"U":
                    left -= client.recv_into(buffer, min(left, CHUNK))
                if order == b"U":
                    client.sendall(b"u")
        except OSError:
            pass  # the client has what it wanted


# --- the measuring client


def measure(port: int, *, size: int, seconds: float) -> Figures:
    with connect(port) as client:
        repeat(lambda: echo(client), 0.2)  # everybody warms up
        return {
            "down MB/s": size / 1e6 / timed(lambda: download(client, size)),
            "up MB/s": size / 1e6 / timed(lambda: upload(client, size)),
            "round trips/s": repeat(lambda: echo(client), seconds),
            "connections/s": repeat(lambda: visit(port), seconds),
        }


def connect(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def download(client: socket.socket, size: int) -> None:
    client.sendall(b"D" + struct.pack(">Q", size))
    buffer = bytearray(CHUNK)
    while size:
        count = client.recv_into(buffer)
        if not count:
            raise RuntimeError("the tunnel closed in the midst of a download")
        size -= count


def upload(client: socket.socket, size: int) -> None:
    client.sendall(b"U" + struct.pack(">Q", size))
    chunk = memoryview(bytes(CHUNK))
    for begin in range(0, size, CHUNK):
        client.sendall(chunk[: min(CHUNK, size - begin)])
    client.recv(1)


def echo(client: socket.socket) -> None:
    client.sendall(b"E")
    client.recv(1)


def visit(port: int) -> None:
    with connect(port) as client:
        echo(client)


def timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def repeat(work: Callable[[], None], seconds: float) -> float:
    """How often a second."""
    begun = time.perf_counter()
    count = 0
    while time.perf_counter() - begun < seconds:
        work()
        count += 1
    return count / (time.perf_counter() - begun)


# --- the tunnels


def run_towpath(ssh_port: int, user: str, key: str, target_port: int) -> None:
    carrier = socket.create_connection(("127.0.0.1", ssh_port))
    transport = Transport(carrier, name=f"{user}@127.0.0.1:{ssh_port}")
    transport.start_client(timeout=PATIENCE)
    transport.auth_publickey(user, paramiko.Ed25519Key.from_private_key_file(key))
    session = Session(transport, name=transport.name, liveness=Liveness())
    wish = Forward(id="bench", listen=Endpoint("127.0.0.1", 0), target=Endpoint("127.0.0.1", target_port))
    print(LocalForward(session, wish, lambda _: None).start().port, flush=True)
    ended = threading.Event()
    session.on_closed(lambda _: ended.set())
    ended.wait()


def run_sshtunnel(ssh_port: int, user: str, key: str, target_port: int) -> None:
    forwarder = sshtunnel.SSHTunnelForwarder(
        ("127.0.0.1", ssh_port),
        ssh_config_file=None,
        ssh_username=user,
        ssh_pkey=key,
        allow_agent=False,
        host_pkey_directories=[],
        local_bind_address=("127.0.0.1", 0),
        remote_bind_address=("127.0.0.1", target_port),
    )
    forwarder.start()
    print(forwarder.local_bind_port, flush=True)
    threading.Event().wait()


@contextmanager
def tunnel(kind: str, sshd: Sshd, key: Path, target_port: int) -> Iterator[int]:
    """Runs one; gives the port it listens on."""
    if kind != "ssh -L":
        with role(kind, str(sshd.port), sshd.user, str(key), str(target_port)) as port:
            yield port
        return
    port = free_port()
    checked = ["-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"]
    login = ["-p", str(sshd.port), "-i", str(key), "-o", "IdentitiesOnly=yes", f"{sshd.user}@127.0.0.1"]
    forward = ["-N", "-L", f"127.0.0.1:{port}:127.0.0.1:{target_port}"]
    with running(["ssh", *checked, *forward, *login]):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connect(port).close()
                break
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield port


@contextmanager
def role(*arguments: str) -> Iterator[int]:
    """This script in a process of its own; gives the port it prints."""
    with running([sys.executable, "-m", "benchmarks.forward", *arguments]) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


# --- the comparison


def compare(directory: Path, *, rounds: int, size: int, seconds: float) -> dict[str, list[Figures]]:
    measured: dict[str, list[Figures]] = {kind: [] for kind in TUNNELS}
    key = KeyMaker(directory / "keys").key()
    with ExitStack() as stack:
        sshd = stack.enter_context(Sshd(directory, authorized=[key]))
        target_port = stack.enter_context(role("target"))
        ports = {kind: stack.enter_context(tunnel(kind, sshd, key.path, target_port)) for kind in TUNNELS}
        for _ in range(rounds):
            for kind, port in ports.items():
                measured[kind].append(measure(port, size=size, seconds=seconds))
    return measured


def report(measured: dict[str, list[Figures]]) -> None:
    """Medians over the rounds. Ratios are taken within each round, when the machine was equally busy otherwise."""
    print(f"{'':16}" + "".join(f"{figure:>16}" for figure in FIGURES))
    for kind, rounds in measured.items():
        print(f"{kind:16}" + "".join(f"{statistics.median(one[figure] for one in rounds):16.0f}" for figure in FIGURES))
    for kind in TUNNELS[1:]:
        ratios = ratios_to(measured["towpath"], measured[kind])
        print(f"{'/ ' + kind:16}" + "".join(f"{ratios[figure]:16.2f}" for figure in FIGURES))
    print(f"{'wanted / ssh -L':16}" + "".join(f"{TARGETS[figure]:16.2f}" for figure in FIGURES))


def ratios_to(ours: list[Figures], theirs: list[Figures]) -> Figures:
    pairs = list(zip(ours, theirs, strict=True))
    return {figure: statistics.median(our[figure] / their[figure] for our, their in pairs) for figure in FIGURES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="towpath-bench-"))
    try:
        measured = compare(directory, rounds=options.rounds, size=options.megabytes << 20, seconds=options.seconds)
    finally:
        shutil.rmtree(directory)
    report(measured)
    if options.json:
        ratios = {kind: ratios_to(measured["towpath"], measured[kind]) for kind in TUNNELS[1:]}
        options.json.write_text(json.dumps({"ratios": ratios, "rounds": measured}, indent=2) + "\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["target"]:
            serve_target()
        case ["towpath", ssh_port, user, key, target_port]:
            run_towpath(int(ssh_port), user, key, int(target_port))
        case ["sshtunnel", ssh_port, user, key, target_port]:
            run_sshtunnel(int(ssh_port), user, key, int(target_port))
        case _:
            main()
