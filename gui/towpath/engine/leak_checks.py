"""Does a browser look names up on this machine? It is sent to a name that nobody but the router knows."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import msgspec

from towpath.engine.browser_parts import SiteRouter
from towpath.engine.loop import Loop, Timer
from towpath.model.browsing import CheckLeaks, Leak, LeakChecked
from towpath.model.error import Problem
from towpath.model.event import Event, Reported
from towpath.model.ports import Done
from towpath.model.site_rule import SiteRule

ZONE = "towpath.invalid"
"""No name of it ever exists (RFC 6761, 6.4)."""
WAIT_SECONDS = 30.0
SETTLE_SECONDS = 1.5
"""Browsers need a moment to follow the desktop's proxy setting."""


class _Check(msgspec.Struct, eq=False):
    command: CheckLeaks
    done: Done
    timer: Timer | None = None


class LeakChecks:
    """Engine thread only; never waits."""

    def __init__(
        self,
        loop: Loop,
        *,
        pac_changed: Callable[[Done], None],
        open_page: Callable[[str | None, str, Done], None],
        publish: Callable[[Event], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        """`pac_changed`: `rules` are others, which belong into the PAC file; ends when browsers are told. `open_page`:
        a URL, in this browser or the desktop's."""
        self._loop = loop
        self._pac_changed = pac_changed
        self._open_page = open_page
        self._publish = publish
        self._finished = finished
        self._checks: dict[str, _Check] = {}
        """By the names that are expected."""

    @property
    def rules(self) -> tuple[SiteRule, ...]:
        """What the PAC file needs so that browsers ask the router for the names."""
        return tuple(SiteRule(id=name, pattern=f"={name}") for name in self._checks)

    def begin(self, command: CheckLeaks, router: SiteRouter, done: Done) -> None:
        """Have a browser open the page, and tell what it asked the router for."""
        name = f"check-{secrets.token_hex(6)}.{ZONE}"
        check = self._checks[name] = _Check(command, done)
        router.expect_leak_check(name, lambda leak: self._loop.post(lambda: self._end(name, router, leak)))

        def opened(problem: Problem | None) -> None:
            if problem:
                self._end(name, router, problem)

        def open_page() -> None:
            if name in self._checks:
                check.timer = self._loop.later(WAIT_SECONDS, lambda: self._end(name, router, Leak.NOT_ASKED))
                self._open_page(command.browser, f"http://{name}/", opened)

        if command.browser is None:
            self._pac_changed(lambda _: self._later(check, open_page))
        else:
            open_page()

    def _later(self, check: _Check, open_page: Callable[[], None]) -> None:
        check.timer = self._loop.later(SETTLE_SECONDS, open_page)

    def _end(self, name: str, router: SiteRouter, outcome: Leak | Problem) -> None:
        check = self._checks.pop(name, None)
        if check is None:
            return
        if check.timer:
            check.timer.cancel()
        router.forget_leak_check(name)
        if check.command.browser is None:
            self._pac_changed(_nothing)
        if isinstance(outcome, Leak):
            self._publish(Reported(check.command.asker, check.command.request, LeakChecked(leak=outcome, name=name)))
        self._finished(check.done, outcome if isinstance(outcome, Problem) else None)


def _nothing(_: Problem | None) -> None:
    """Nobody waits until browsers know that the check is over."""
