"""The desktop's proxy setting, changed beside the engine's thread: one call at a time, and the latest wish counts."""

from __future__ import annotations

import enum
import logging
import threading
from collections.abc import Callable
from functools import partial

import msgspec

from towpath.engine.browser_parts import SystemProxy
from towpath.engine.loop import Loop
from towpath.model.browsing import SystemProxyState, SystemProxyStatus
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done

log = logging.getLogger(__name__)


class _Kind(enum.Enum):
    BEGIN = enum.auto()
    TURN_ON = enum.auto()
    FOLLOW = enum.auto()
    TURN_OFF = enum.auto()


class _Call(msgspec.Struct):
    kind: _Kind
    url: str = ""
    waiting: list[Done] = []


class DesktopProxy:
    """Engine thread only, but for `close`; never waits but there."""

    def __init__(self, make: Callable[[], SystemProxy], loop: Loop, changed: Callable[[], None]) -> None:
        """`changed`: `state` has."""
        self.state = SystemProxyState()
        self._make = make
        self._loop = loop
        self._changed = changed
        self._lock = threading.Lock()
        self._calls: list[_Call] = []
        """What is to be done; at most one of these but BEGIN."""
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._system: SystemProxy | None = None
        """Made, used and closed by whoever does the calls."""
        self._watches = False
        self._may_be_ours = False
        self._has_begun = False
        self._goes_on = False

    def begin(self) -> None:
        """Put back what a Towpath that was killed has left, and see what is set."""
        self._has_begun = True
        self._add(_Call(_Kind.BEGIN))

    def turn_on(self, pac_url: str, done: Done) -> None:
        """`done` is told on the engine thread, as it is by `turn_off`, when the latest wish is fulfilled."""
        self._may_be_ours = self._has_begun = True
        self._add(_Call(_Kind.TURN_ON, pac_url, [done]))

    def follow(self, pac_url: str, done: Done) -> None:
        """The PAC file is another one."""
        if self._may_be_ours:
            self._add(_Call(_Kind.FOLLOW, pac_url, [done]))
        else:
            self._loop.post(lambda: done(None))

    def turn_off(self, done: Done) -> None:
        """Put back what was there, also what a Towpath that was killed has left."""
        self._may_be_ours = False
        if not self._has_begun:  # the engine of a single command
            self.begin()
        self._add(_Call(_Kind.TURN_OFF, "", [done]))

    def end(self, *, goes_on: bool) -> None:
        """The engine ends: put back what was there, if it was touched at all; or leave it to the engine that goes on,
        lest ruled sites go direct meanwhile."""
        self._goes_on = self._goes_on or goes_on  # whoever has handed over ends, too
        if self._may_be_ours and not self._goes_on:
            self._add(_Call(_Kind.TURN_OFF))

    def close(self, seconds: float) -> None:
        """Wait until that is done, for at most so long. Any thread."""
        if self._at_rest.wait(seconds) and self._system:
            self._system.close(leaves=self._goes_on)

    def _add(self, call: _Call) -> None:
        with self._lock:
            if self._calls and self._calls[-1].kind is not _Kind.BEGIN:
                before = self._calls.pop()
                call.waiting = [*before.waiting, *call.waiting]
                if call.kind is _Kind.FOLLOW:  # what was wished by the user is more than that
                    call.kind = before.kind
            self._calls.append(call)
            if self._at_rest.is_set():
                self._at_rest.clear()
                self._loop.aside("system-proxy", self._work)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._calls:
                    self._at_rest.set()
                    return
                call = self._calls.pop(0)
            state = self._state_after(call)
            self._loop.post(partial(self._ended, call, state))

    def _state_after(self, call: _Call) -> SystemProxyState:
        try:
            if self._system is None:
                self._system = self._make()
            return self._do(call, self._system)
        except TowpathError as error:
            return SystemProxyState(status=SystemProxyStatus.FAILED, problem=error.problem)
        except Exception as error:
            log.exception("unexpected error about the desktop's proxy setting")
            problem = Problem(ProblemKind.INTERNAL, "", {"detail": type(error).__name__})
            return SystemProxyState(status=SystemProxyStatus.FAILED, problem=problem)

    def _do(self, call: _Call, system: SystemProxy) -> SystemProxyState:
        match call.kind:
            case _Kind.BEGIN:
                return system.recover() or system.look()
            case _Kind.TURN_OFF:
                return system.turn_off()
            case _Kind.FOLLOW:
                return system.follow(call.url)
            case _Kind.TURN_ON:
                state = system.turn_on(call.url)
                if state.status is SystemProxyStatus.OURS and not self._watches:
                    self._watches = True
                    system.watch(lambda seen: self._loop.post(lambda: self._show(seen)))
                return state

    def _ended(self, call: _Call, state: SystemProxyState) -> None:
        self._show(state)
        for done in call.waiting:
            done(state.problem if state.status is SystemProxyStatus.FAILED else None)

    def _show(self, state: SystemProxyState) -> None:
        if state != self.state:
            self.state = state
            self._changed()
