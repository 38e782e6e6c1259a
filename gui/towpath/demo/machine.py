"""One SSH machine of the demo, on paramiko's server side: logins, forwarding into the intranet and out of it, SFTP."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from typing import Any

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_FAILED_CONNECT_FAILED,
    OPEN_SUCCEEDED,
)
from paramiko.server import InteractiveQuery

from towpath.demo.accounts import PASSWORD, Accounts, load_key, new_key
from towpath.demo.intranet import Intranet, Service, UnknownNameError
from towpath.demo.sftp_subsystem import VISITOR_LEFT, SftpSubsystem
from towpath.demo.sftp_tree import Tree

log = logging.getLogger(__name__)
LOOPBACK = "localhost"
NOBODY = ("127.0.0.1", 0)
"""Who connected to a port of the machine: its connections have no address."""
OPEN_LIMIT = 10.0
"""Seconds a visitor has to take a connection to a port that the machine listens on for them."""
LOGIN_LIMIT = 120.0
"""Seconds a visitor has for the login; sshd's LoginGraceTime."""


class Machine:
    """Serves SSH on sockets it is given. One thread per visitor and two per forwarded connection: it is a demo."""

    def __init__(self, name: str, accounts: Accounts, intranet: Intranet, files: Tree) -> None:
        self.name = name
        self.accounts = accounts
        self.host_key = load_key(new_key())
        self._intranet = intranet
        self._files = files
        self._lock = threading.Lock()
        self._transports: set[paramiko.Transport] = set()
        self._past_logins = 0

    @property
    def logins(self) -> int:
        """How many visitors have logged in."""
        with self._lock:
            return self._past_logins + sum(map(_logged_in, self._transports))

    def serve(self, connection: socket.socket) -> None:
        """Serve one visitor until they leave. Blocks; an `intranet.Service`."""
        transport = paramiko.Transport(connection)
        transport.add_server_key(self.host_key)
        transport.set_subsystem_handler("sftp", SftpSubsystem, self._files)
        with self._lock:
            self._transports.add(transport)
        visit = _Visit(self, transport)
        try:
            transport.start_server(server=visit, event=(ready := threading.Event()))
            if ready.wait(LOGIN_LIMIT):
                visit.hand_out_channels()
        finally:
            transport.close()
            visit.listen_no_more()
            with self._lock:
                self._transports.discard(transport)
                self._past_logins += _logged_in(transport)

    def close(self) -> None:
        """Send every visitor away."""
        with self._lock:
            transports = list(self._transports)
        for transport in transports:
            transport.close()

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect into the intranet, or to a port of this machine's loopback, for a visitor."""
        return self._intranet.connect(LOOPBACK if _is_loopback(host) else host, port)

    def free_port(self) -> int:
        """A port of this machine's loopback where nothing answers."""
        return self._intranet.free_port(LOOPBACK)

    def listen(self, port: int, service: Service) -> bool:
        """Let `service` answer on this machine's loopback. False when the port is taken."""
        return self._intranet.add(LOOPBACK, port, service)

    def listen_no_more(self, port: int) -> None:
        """Let nothing answer there any more."""
        self._intranet.remove(LOOPBACK, port)


class _Visit(paramiko.ServerInterface):
    """What one visitor may do. Called in the visitor's transport thread, which must not block."""

    def __init__(self, machine: Machine, transport: paramiko.Transport) -> None:
        self._machine = machine
        self._transport = transport
        self._user = ""
        self._waiting: dict[int, socket.socket] = {}
        self._ports: set[int] = set()

    def get_allowed_auths(self, username: str) -> str:
        return self._machine.accounts.methods(username)

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return _outcome(self._machine.accounts.check_key(username, key))

    def check_auth_interactive(self, username: str, submethods: str) -> int | InteractiveQuery:
        if "keyboard-interactive" not in self._machine.accounts.methods(username):
            return AUTH_FAILED
        self._user = username
        code = self._machine.accounts.codes.current()
        hint = f"This is the demo: your password is {PASSWORD}, and your one-time code is {code}."
        query = InteractiveQuery(f"{self._machine.name} wants a second factor", hint)
        query.add_prompt("Password: ", echo=False)
        query.add_prompt("One-time code: ", echo=True)
        return query

    def check_auth_interactive_response(self, responses: list[str]) -> int:
        return _outcome(self._machine.accounts.check_answers(self._user, responses))

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED if kind == "session" else OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED

    def check_channel_direct_tcpip_request(
        self, chanid: int, origin: tuple[str, int], destination: tuple[str, int]
    ) -> int:
        try:
            self._waiting[chanid] = self._machine.connect(*destination)
        except (UnknownNameError, ConnectionRefusedError):
            return OPEN_FAILED_CONNECT_FAILED
        return OPEN_SUCCEEDED

    def check_port_forward_request(self, address: str, port: int) -> int:
        """As with sshd's `GatewayPorts no`, nobody else can connect; unlike there, asking for more is refused."""
        if address and not _is_loopback(address):
            return 0
        bound = port or self._machine.free_port()
        if not self._machine.listen(bound, lambda visitor: self._forward(visitor, address, bound)):
            return 0
        self._ports.add(bound)
        return bound

    def cancel_port_forward_request(self, address: str, port: int) -> None:
        if port in self._ports:
            self._ports.remove(port)
            self._machine.listen_no_more(port)

    def listen_no_more(self) -> None:
        """Free the ports of this visitor, who has left."""
        while self._ports:
            self._machine.listen_no_more(self._ports.pop())

    def _forward(self, visitor: socket.socket, address: str, port: int) -> None:
        """Join a connection to one of those ports to a channel. An `intranet.Service`."""
        try:
            channel = self._transport.open_channel("forwarded-tcpip", (address, port), NOBODY, timeout=OPEN_LIMIT)
        except paramiko.SSHException as error:
            log.debug("the visitor does not take the connection: %s", error)
            visitor.close()
        else:
            _join(channel, visitor)

    def hand_out_channels(self) -> None:
        """Join each forwarded channel to its inner machine until the visitor leaves."""
        while self._transport.is_active():
            channel: Any = self._transport.accept(timeout=1.0)
            inner = self._waiting.pop(channel.chanid, None) if channel is not None else None
            if inner is not None:
                threading.Thread(
                    target=_join, args=(channel, inner), name=f"towpath-demo-join-{channel.chanid}", daemon=True
                ).start()
        for inner in self._waiting.values():
            inner.close()


def _is_loopback(host: str) -> bool:
    return host in (LOOPBACK, "127.0.0.1", "::1")


def _outcome(right: bool) -> int:
    return AUTH_SUCCESSFUL if right else AUTH_FAILED


def _logged_in(transport: paramiko.Transport) -> bool:
    """Whether this visitor has logged in, also after they left. A key that is only offered is no login."""
    return transport.auth_handler is not None and transport.auth_handler.is_authenticated()


def _join(channel: paramiko.Channel, inner: socket.socket) -> None:
    """Pump both ways with half-close; one thread closes the channel, after both directions are done."""

    def to_visitor() -> None:
        try:
            while piece := inner.recv(65536):
                channel.sendall(piece)
            channel.shutdown_write()
        except VISITOR_LEFT:
            channel.shutdown_read()

    back = threading.Thread(target=to_visitor, name=threading.current_thread().name + "-back", daemon=True)
    back.start()
    try:
        while piece := channel.recv(65536):
            inner.sendall(piece)
        inner.shutdown(socket.SHUT_WR)
    except OSError:
        log.debug("the inner machine hung up")
    back.join()
    with contextlib.suppress(*VISITOR_LEFT):
        channel.close()
    inner.close()
