"""Does a browser look names up on this machine? It is sent to one that is no site, and the router sees how it asks."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from towpath.engine.browser_parts import SiteRouter
from towpath.engine.loop import Loop, Timer
from towpath.model.browsing import CheckLeaks, Leak, LeakChecked
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, Reported
from towpath.model.parse import invalid
from towpath.model.ports import Done
from towpath.model.site_rule import SiteRule
from towpath.routing.leak_page import LEAK_NAME

WAIT_SECONDS = 30.0
SETTLE_SECONDS = 1.5
"""Browsers need a moment to follow the desktop's proxy setting."""
PAGE_SECONDS = 10.0
"""How long the page is there once the outcome is known: some browsers ask by https first, which it does not speak."""


class _Check(msgspec.Struct, eq=False):
    command: CheckLeaks
    done: Done
    timer: Timer | None = None


class LeakChecks:
    """One at a time. Engine thread only; never waits."""

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
        self._check: _Check | None = None
        self._shown: _Check | None = None
        """Whose page is there, which may be longer than the check lasts."""

    @property
    def rules(self) -> tuple[SiteRule, ...]:
        """What the PAC file needs so that browsers ask the router for the name."""
        return (SiteRule(id="", pattern=f"={LEAK_NAME}"),) if self._shown else ()

    def begin(self, command: CheckLeaks, router: SiteRouter, done: Done) -> None:
        """Have a browser open the page, and tell what it asked the router for. Raises INVALID."""
        if self._check:
            raise invalid("this check", "another one is under way", "wait for its end")
        check = self._check = self._shown = _Check(command, done)
        router.expect_leak_check(LEAK_NAME, lambda leak: self._loop.post(lambda: end(leak)))

        def end(outcome: Leak | Problem | None) -> None:
            if self._check is check and outcome is not None:
                self._end(check, outcome)
                shown = 0.0 if outcome is Leak.NOT_ASKED or isinstance(outcome, Problem) else PAGE_SECONDS
                self._loop.later(shown, take_page_away)

        def take_page_away() -> None:
            if self._shown is check:
                self._shown = None
                router.forget_leak_check(LEAK_NAME)
                if command.browser is None:
                    self._pac_changed(_nothing)

        def open_page() -> None:
            if self._check is check:
                check.timer = self._loop.later(WAIT_SECONDS, lambda: end(Leak.NOT_ASKED))
                self._open_page(command.browser, f"http://{LEAK_NAME}/", end)

        def open_page_later(_: Problem | None) -> None:
            check.timer = self._loop.later(SETTLE_SECONDS, open_page)

        if command.browser is None:
            self._pac_changed(open_page_later)
        else:
            open_page()

    def stop(self) -> None:
        """The engine ends."""
        if self._check:
            self._finished(self._check.done, Problem(ProblemKind.CANCELLED))
            self._check = None

    def _end(self, check: _Check, outcome: Leak | Problem) -> None:
        self._check = None
        if check.timer:
            check.timer.cancel()
        if isinstance(outcome, Leak):
            report = LeakChecked(leak=outcome, name=LEAK_NAME)
            self._publish(Reported(check.command.asker, check.command.request, report))
        self._finished(check.done, outcome if isinstance(outcome, Problem) else None)


def _nothing(_: Problem | None) -> None:
    """Nobody waits until browsers know that the check is over."""
