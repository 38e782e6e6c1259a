"""Local forwards: a place on this machine leads to a target behind the session, as with ssh(1)'s `-L`."""

from __future__ import annotations

import functools
import socket

from towpath.model.error import Problem
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import ForwardEvents
from towpath.net.branch import Branch
from towpath.ssh.listening import ForwardingSession, ListeningForward


class LocalForward(ListeningForward):
    """One target, so that what one connection meets goes for all."""

    def __init__(self, session: ForwardingSession, forward: Forward, events: ForwardEvents) -> None:
        assert forward.target
        self._target = forward.target
        super().__init__(session, forward, events)

    @property
    def _check_target(self) -> Endpoint:
        return self._target

    def _serve(self, branch: Branch, local: socket.socket, origin: Endpoint) -> None:
        branch.join(local, functools.partial(self._session.open_stream, self._target, origin))

    def _report(self, problem: Problem | None) -> None:
        self._tell(problem)
