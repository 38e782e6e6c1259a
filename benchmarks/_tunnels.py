"""The tunnels that are compared, each in a process of its own. All lead to the same target by the same sshd."""

from __future__ import annotations

import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import paramiko
import sshtunnel

from benchmarks._client import PATIENCE, connect
from benchmarks._processes import Role, role, running
from benchmarks._rules import site_rules
from tests.support.forwards import Told
from tests.support.sshd import Sshd, free_port
from towpath.model.connection import Keepalive
from towpath.model.error import Problem
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.ports import Stream, StreamEvents
from towpath.routing.pac import pac_text
from towpath.routing.router import Carrier, Router
from towpath.routing.rules import RuleBook
from towpath.ssh.forwards import make_forward
from towpath.ssh.liveness import Liveness
from towpath.ssh.session import Session
from towpath.ssh.transport import Transport

RULES = 1_000


class Way(NamedTuple):
    """What every tunnel needs to know."""

    sshd: Sshd
    key: Path
    target_port: int


@contextmanager
def tunnel(kind: str, way: Way) -> Iterator[Role]:
    """Runs one of `towpath -L`, `ssh -L`, `towpath -D`, `ssh -D`, `towpath router`, `sshtunnel`."""
    program, _, option = kind.partition(" ")
    if program == "ssh":
        with openssh(option, way) as started:
            yield started
        return
    arguments = (str(way.sshd.port), way.sshd.user, str(way.key), str(way.target_port))
    with role("_tunnels", program, option, *arguments) as started:
        yield started


@contextmanager
def openssh(option: str, way: Way) -> Iterator[Role]:
    """With its defaults."""
    port = free_port()
    place = f"127.0.0.1:{port}"
    checked = ["-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"]
    login = ["-p", str(way.sshd.port), "-i", str(way.key), "-o", "IdentitiesOnly=yes", f"{way.sshd.user}@127.0.0.1"]
    forward = ["-N", option, f"{place}:127.0.0.1:{way.target_port}" if option == "-L" else place]
    with running(["ssh", *checked, *forward, *login]) as process:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connect(port).close()
                break
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield Role(port, process.pid)


# --- in the process of its own


def logged_in(ssh_port: int, user: str, key: str) -> Session:
    carrier = socket.create_connection(("127.0.0.1", ssh_port))
    transport = Transport(carrier, name=f"{user}@127.0.0.1:{ssh_port}")
    transport.start_client(timeout=PATIENCE)
    transport.auth_publickey(user, paramiko.Ed25519Key.from_private_key_file(key))
    session = Session(transport, name=transport.name, liveness=Liveness())
    session.watch(Keepalive())
    return session


def run_towpath(option: str, ssh_port: int, user: str, key: str, target_port: int) -> None:
    session = logged_in(ssh_port, user, key)
    target = Endpoint("127.0.0.1", target_port) if option == "-L" else None
    kind = ForwardKind.LOCAL if target else ForwardKind.DYNAMIC
    forward = Forward(id="bench", kind=kind, listen=Endpoint("127.0.0.1", 0), target=target)
    told = Told()
    make_forward(session, forward, told).start()
    print(told.wait_bound().port, flush=True)
    wait_for_end(session)


def run_router(ssh_port: int, user: str, key: str) -> None:
    """With RULES rules, one of which is for SITE."""
    session = logged_in(ssh_port, user, key)
    router = Router(OneCarrier(session), token=secrets.token_urlsafe())
    here = router.start(0)
    book = RuleBook(site_rules(RULES))
    router.follow(book, pac_text(book, here))
    print(here.port, flush=True)
    wait_for_end(session)


def wait_for_end(session: Session) -> None:
    ended = threading.Event()
    session.on_closed(lambda _: ended.set())
    ended.wait()


class OneCarrier:
    """A session for every connection, whose far end knows every name as its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def now(self, _connection: str) -> Carrier:
        return Carrier(relay=self._session.relay(), open_stream=self._open_stream)

    def reach(self, _connection: str, _done: Callable[[Carrier | Problem], None]) -> None:
        raise AssertionError("it is up")

    def _open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream:
        return self._session.open_stream(Endpoint("127.0.0.1", target.port), origin, events)


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


if __name__ == "__main__":
    program, option, ssh_port, user, key, target_port = sys.argv[1:]
    if option == "router":
        run_router(int(ssh_port), user, key)
    elif program == "towpath":
        run_towpath(option, int(ssh_port), user, key, int(target_port))
    else:
        run_sshtunnel(int(ssh_port), user, key, int(target_port))
