"""What local and dynamic forwards share: a place on this machine that listens, and a session that carries.

The listeners, addresses and lifecycle are sshtunnel's. Its own connecting, threads and copying are not used: it
would log in once per forward without checking the host key, start threads per connection, and lose what a server
says after the client's end of file. It is given our session, which it can neither open nor close, and our relay.
"""

from __future__ import annotations

import abc
import errno
import functools
import logging
import os
import socket
import threading
from collections.abc import Callable
from typing import Any, Protocol

import sshtunnel
from msgspec.structs import replace

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import ForwardEvents, Stream, StreamEvents
from towpath.model.state import Traffic
from towpath.net.branch import Branch
from towpath.net.cannot_listen import problem_of_listening
from towpath.net.dial import resolve, resolve_at_once
from towpath.net.ports import holder_of, holder_of_socket
from towpath.net.relay import Relay
from towpath.ssh.listeners import ALL_ADDRESSES, CannotListen, PathListener, TcpListener
from towpath.ssh.stream_check import StreamCheck

UNUSED = ("127.0.0.1", 0)
"""For what sshtunnel insists on and is not asked for."""


class ForwardingSession(Protocol):
    """What a forward needs of a session."""

    name: str

    @property
    def alive(self) -> bool: ...
    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream: ...
    def relay(self) -> Relay: ...


class ListeningForward(sshtunnel.SSHTunnelForwarder, abc.ABC):
    """A `model.ports.RunningForward` that listens here. Starts once; after `stop` another one is made."""

    def __init__(self, session: ForwardingSession, forward: Forward, events: ForwardEvents) -> None:
        self._session = session
        self._transport = _SharedSession(session)
        self._listen = forward.listen
        self._events = events
        self._lifecycle = threading.Lock()
        self._stopped = False
        self._branch: Branch | None = None
        self._telling = threading.Lock()
        self._told: Problem | None = None
        self._tellings = 0
        super().__init__(
            ssh_address_or_host=(session.name, 22),
            ssh_config_file=None,
            ssh_username=session.name,
            local_bind_address=UNUSED,
            remote_bind_address=UNUSED,
            host_pkey_directories=[],
            allow_agent=False,
            set_keepalive=0,
            # Its messages speak of logins that do not happen; errors come as exceptions and events instead.
            logger=logging.Logger("towpath.sshtunnel", logging.CRITICAL + 1),  # noqa: LOG001  # attached to nothing
        )

    def __del__(self) -> None:
        """sshtunnel would stop it again. That takes locks, which the thread that happens to collect it may have."""

    # --- RunningForward

    def start(self) -> None:
        """Listen; only a name that must be looked up first takes another thread.

        Fails with PORT_IN_USE, PORT_PRIVILEGED, ADDRESS_NOT_LOCAL, TOO_MANY_OPEN_FILES, FILE_UNWRITABLE (a Unix
        socket), and LOST when the session is gone.
        """
        wished = self._listen
        if wished.path or wished.host == ALL_ADDRESSES:
            self._begin(wished.host)
        elif found := resolve_at_once(wished.host, wished.port):
            self._begin(_preferred(found))
        else:
            threading.Thread(target=self._look_up, name=f"towpath-resolve-{wished.host}", daemon=True).start()

    def stop(self, force: bool = False) -> None:
        """Free the place and reset the connections through it. Any thread; never waits for the link."""
        with self._lifecycle:
            self._stopped = True
            super().stop(force)

    def check(self, done: Callable[[Problem | None], None]) -> None:
        """Open a stream and close it as soon as it is open. A connection that is open now tells as much."""
        branch = self._branch
        finished = functools.partial(self._checked, done, self._tellings)
        if branch and branch.carries:
            finished(None)
            return
        target = self._check_target
        try:
            relay = self._session.relay()
        except TowpathError as error:
            finished(error.problem)
        else:
            StreamCheck(relay, target, finished).start(self._session.open_stream)

    def traffic(self) -> Traffic:
        branch = self._branch
        return branch.meter.traffic() if branch else Traffic()

    # --- what the kinds differ in

    @property
    @abc.abstractmethod
    def _check_target(self) -> Endpoint:
        """What `check` opens a stream to."""

    @abc.abstractmethod
    def _serve(self, branch: Branch, local: socket.socket, origin: Endpoint) -> None:
        """Take a connection. The relay's thread."""

    @abc.abstractmethod
    def _report(self, problem: Problem | None) -> None:
        """A stream was opened, or refused. The session's or the relay's thread."""

    def _verdict(self, problem: Problem | None) -> Problem | None:
        """What the outcome of a check says of this forward."""
        return problem

    # --- telling

    def _tell(self, problem: Problem | None) -> None:
        with self._telling:  # which keeps the order
            self._tellings += 1
            if problem != self._told and not self._stopped:
                self._told = problem
                self._events.told(problem)

    def _checked(self, done: Callable[[Problem | None], None], tellings: int, problem: Problem | None) -> None:
        """Who asked tells, unless more was told than the `tellings` when the check began; from here on only a change
        is news."""
        with self._telling:
            if tellings == self._tellings:
                self._told = self._verdict(problem)
            done(self._told)

    def _cannot_accept(self, bound: Endpoint, error: OSError) -> None:
        detail = os.strerror(error.errno or 0)
        self._tell(Problem(ProblemKind.TOO_MANY_OPEN_FILES, str(bound), {"detail": detail}))

    def _failed(self, problem: Problem) -> None:
        if not self._stopped:
            self._events.failed(problem)

    # --- listening

    def _look_up(self) -> None:
        try:
            found = resolve(self._listen.host, self._listen.port)
        except (OSError, UnicodeError) as error:
            detail = {"detail": str(error)}
            self._failed(Problem(ProblemKind.ADDRESS_NOT_LOCAL, str(self._listen), detail))
        else:
            self._begin(_preferred(found))

    def _begin(self, host: str) -> None:
        try:
            bound = self._open_listener(host)
        except TowpathError as error:
            self._failed(error.problem)
        except CannotListen as failure:
            problem = problem_of_listening(self._listen, failure.error)
            if problem.kind is ProblemKind.PORT_IN_USE:
                holder = functools.partial(self._failed_by_holder, host, problem)
                threading.Thread(target=holder, name="towpath-port-holder", daemon=True).start()
            else:
                self._failed(problem)
        else:
            if bound:
                self._events.listening(bound)

    def _open_listener(self, host: str) -> Endpoint | None:
        """Where it listens; None when it was stopped meanwhile."""
        with self._lifecycle:
            if self._stopped:
                return None
            branch = self._session.relay().branch(self._report)
            self._local_binds = [self._listen.path or (host, self._listen.port)]
            self._create_tunnels()
            [listener] = self._server_list
            assert isinstance(listener, TcpListener | PathListener)
            self.is_alive = True
            self._branch = branch
            serve = functools.partial(self._serve, branch)
            branch.listen(listener.socket, serve, functools.partial(self._cannot_accept, listener.bound))
            return listener.bound

    def _failed_by_holder(self, host: str, problem: Problem) -> None:
        """Beside the caller, as it takes a while to find out who it is."""
        path = self._listen.path
        holder = holder_of_socket(path) if path else holder_of(host, self._listen.port)
        self._failed(replace(problem, facts={"holder": holder} if holder else {}))

    # --- what sshtunnel calls

    def _connect_to_gateway(self) -> None:
        """It does when the session is not active; opening one is not a forward's business."""
        raise TowpathError(Problem(ProblemKind.LOST, self._session.name))

    def _stop_transport(self, force: bool = False) -> None:
        """It would end the listeners' threads and then the session; the session stays."""
        if self._branch:
            self._branch.close()
        for listener in self._server_list:
            assert isinstance(listener, TcpListener | PathListener)
            listener.free()
        self.is_alive = False

    @staticmethod
    def _consolidate_auth(**_kwargs: Any) -> tuple[str, list[Any]]:
        """It would collect keys to log in with."""
        return "", []

    def _make_ssh_forward_server_class(
        self, _remote_address: tuple[str, int]
    ) -> Callable[..., sshtunnel._ForwardServer]:
        return TcpListener

    def _make_stream_ssh_forward_server_class(
        self, _remote_address: tuple[str, int]
    ) -> Callable[..., sshtunnel._StreamForwardServer]:
        if not hasattr(socket, "AF_UNIX"):
            raise CannotListen(OSError(errno.EAFNOSUPPORT, "this system has no Unix sockets"))
        return PathListener


class _SharedSession:
    """What sshtunnel takes for its transport."""

    def __init__(self, session: ForwardingSession) -> None:
        self._session = session

    def is_active(self) -> bool:
        return self._session.alive


def _preferred(found: Any) -> str:
    """The address to bind; IPv4 where a name has both, as most clients' `localhost`."""
    _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    return str(address[0])
