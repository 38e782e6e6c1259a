"""Local forwards: a port of this machine leads to a target behind the session, as with ssh(1)'s `-L`.

The listeners, addresses and lifecycle are sshtunnel's. Its own connecting, threads and copying are not used: it
would log in once per forward without checking the host key, start threads per connection, and lose what a server
says after the client's end of file. It is given our session, which it can neither open nor close, and our relay.
"""

from __future__ import annotations

import errno
import functools
import logging
import os
import socket
from collections.abc import Callable
from typing import Any, Protocol

import sshtunnel

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import Stream, StreamEvents
from towpath.net.dial import resolve
from towpath.net.ports import holder_of
from towpath.net.relay import Relay

BACKLOG = 512

Report = Callable[[Problem | None], None]


class ForwardingSession(Protocol):
    """What a forward needs of a session."""

    name: str

    @property
    def alive(self) -> bool: ...
    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream: ...
    def relay(self) -> Relay: ...


class LocalForward(sshtunnel.SSHTunnelForwarder):
    """One local forward on a shared session.

    `report` hears, in the session's or the relay's thread, why the target or this machine refuses connections,
    and None when one works again; each only when it changes. It must not wait.
    """

    def __init__(self, session: ForwardingSession, forward: Forward, report: Report) -> None:
        self._session = session
        self._transport = _SharedSession(session)
        self._target = forward.target or Endpoint("", 0)
        self._listen = forward.listen
        self._report = report
        self._reported: Problem | None = None
        self._stopped = True
        super().__init__(
            ssh_address_or_host=(session.name, 22),
            ssh_config_file=None,
            ssh_username=session.name,
            local_bind_address=(forward.listen.host, forward.listen.port),
            remote_bind_address=(self._target.host, self._target.port),
            host_pkey_directories=[],
            allow_agent=False,
            set_keepalive=0,
            # Its messages speak of logins that do not happen; errors come as exceptions and reports instead.
            logger=logging.Logger("towpath.sshtunnel", logging.CRITICAL + 1),  # noqa: LOG001  # attached to nothing
        )

    def start(self) -> Endpoint:  # type: ignore[override]  # says where it listens
        """Listen, and return where.

        Raises PORT_IN_USE, PORT_PRIVILEGED or ADDRESS_NOT_LOCAL, and LOST when the session is gone. May ask the
        resolver when the listening host is a name.
        """
        self._branch = self._session.relay().branch(self._tell)
        self._create_tunnels()
        [listener] = self._server_list
        self.is_alive = True
        self._stopped = False
        self._reported = None
        bound = Endpoint(listener.local_host, listener.local_port)
        failed = functools.partial(self._cannot_accept, bound)
        self._branch.listen(listener.socket, self._taken, failed)
        return bound

    def stop(self, force: bool = False) -> None:
        """Free the port and reset the connections through it. Any thread; never waits for the link."""
        self._stopped = True
        super().stop(force)

    def _connect_to_gateway(self) -> None:
        """sshtunnel calls this when the session is not active; opening one is not a forward's business."""
        raise TowpathError(Problem(ProblemKind.LOST, self._session.name))

    def _stop_transport(self, force: bool = False) -> None:
        """sshtunnel would end the listeners' threads and then the session; the session stays."""
        if self._server_list:
            self._branch.close()
        self.is_alive = False

    @staticmethod
    def _consolidate_auth(**_kwargs: Any) -> tuple[str, list[Any]]:
        """sshtunnel would collect keys to log in with."""
        return "", []

    def _make_ssh_forward_server_class(
        self, _remote_address: tuple[str, int]
    ) -> Callable[..., sshtunnel._ForwardServer]:
        return _Listener

    def _taken(self, local: socket.socket, origin: Endpoint) -> None:
        def open_stream(events: StreamEvents) -> Stream:
            return self._session.open_stream(self._target, origin, events)

        self._branch.join(local, open_stream)

    def _cannot_accept(self, bound: Endpoint, error: OSError) -> None:
        detail = os.strerror(error.errno or 0)
        self._tell(Problem(ProblemKind.TOO_MANY_OPEN_FILES, str(bound), {"detail": detail}))

    def _tell(self, problem: Problem | None) -> None:
        if problem != self._reported and not self._stopped:
            self._reported = problem
            self._report(problem)


class _SharedSession:
    """What sshtunnel takes for its transport."""

    def __init__(self, session: ForwardingSession) -> None:
        self._session = session

    def is_active(self) -> bool:
        return self._session.alive


class _Listener(sshtunnel._ForwardServer):
    """A bound, listening socket; connections are accepted by the relay and never by socketserver's own loop."""

    allow_reuse_address = os.name != "nt"  # on Windows it would let two programs share a port
    request_queue_size = BACKLOG

    def __init__(
        self,
        address: tuple[str, int],
        handler: Any,
        *,
        logger: logging.Logger,
    ) -> None:
        wished = Endpoint(*address)
        try:
            self.address_family, literal = _resolve(wished)
            super().__init__(literal, handler, logger=logger)
        except OSError as error:
            # Not an OSError any more: sshtunnel would log those instead of raising them.
            raise TowpathError(_problem_of_listening(wished, error)) from error

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        super().server_bind()


def _resolve(wished: Endpoint) -> tuple[int, tuple[str, int]]:
    """Family and literal address to bind; IPv4 where a name has both, as most clients' `localhost`."""
    family, address = min(resolve(wished.host, wished.port), key=lambda found: found[0] != socket.AF_INET)
    return family, (str(address[0]), int(address[1]))


def _problem_of_listening(wished: Endpoint, error: OSError) -> Problem:
    subject, detail = str(wished), {"detail": error.strerror or str(error)}
    if isinstance(error, socket.gaierror):
        return Problem(ProblemKind.ADDRESS_NOT_LOCAL, subject, detail)
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return Problem(ProblemKind.ADDRESS_NOT_LOCAL, subject, detail)
    if error.errno in (errno.EACCES, errno.EPERM) and wished.port < 1024:
        return Problem(ProblemKind.PORT_PRIVILEGED, subject)
    if error.errno in (errno.EADDRINUSE, errno.EACCES):  # Windows: EACCES where the holder insists on being alone
        holder = holder_of(wished.host, wished.port)
        return Problem(ProblemKind.PORT_IN_USE, subject, {"holder": holder} if holder else {})
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return Problem(ProblemKind.TOO_MANY_OPEN_FILES, subject, detail)
    return Problem(ProblemKind.INTERNAL, subject, detail)
