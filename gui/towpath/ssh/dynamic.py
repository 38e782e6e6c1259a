"""Dynamic forwards: a SOCKS and HTTP proxy on this machine whose connections go out behind the session (`-D`)."""

from __future__ import annotations

import socket

from msgspec.structs import replace

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import ForwardEvents
from towpath.net.branch import Branch
from towpath.net.front import Caller, Front
from towpath.net.handshake import Account
from towpath.ssh.listening import ForwardingSession, ListeningForward

SOMEWHERE = Endpoint("127.0.0.1", 1)
"""A place that hardly ever answers: whether the server lets us try is what a check asks."""

_REACHED_NOTHING = (ProblemKind.TARGET_REFUSES, ProblemKind.NAME_UNKNOWN)


class DynamicForward(ListeningForward):
    """Many targets: one that refuses is noted. Only a server that prohibits all of them makes it useless."""

    def __init__(self, session: ForwardingSession, forward: Forward, events: ForwardEvents, password: str = "") -> None:
        self._account = Account(forward.user, password) if forward.user else None
        self._ever_opened = False
        super().__init__(session, forward, events)

    @property
    def _check_target(self) -> Endpoint:
        return SOMEWHERE

    def _serve(self, branch: Branch, local: socket.socket, origin: Endpoint) -> None:
        def admit(caller: Caller) -> None:
            caller.join(branch, self._session.open_stream)

        Front(branch, local, origin, admit, account=self._account).begin()

    def _report(self, problem: Problem | None) -> None:
        if problem is None:
            self._ever_opened = True
            self._tell(None)
        elif self._verdict(problem):
            self._tell(problem)
        elif not self._stopped:
            self._events.noted(problem)

    def _verdict(self, problem: Problem | None) -> Problem | None:
        """A server may prohibit some targets and allow others. What else goes wrong where nobody wanted to go is said
        of the machine that was asked to go there."""
        if problem is None or problem.kind in _REACHED_NOTHING:
            return None
        if problem.kind is ProblemKind.FORWARDING_PROHIBITED and self._ever_opened:
            return None
        return replace(problem, subject=self._session.name) if problem.subject == str(SOMEWHERE) else problem
