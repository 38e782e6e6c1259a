"""Showing a web application in the desktop's browser, or a screen in its viewer, with no secret in a command line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from towpath.engine.aside import Aside
from towpath.engine.browser_parts import Browsers
from towpath.engine.loop import Loop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done
from towpath.model.web_address import WebAddress, has_secrets, rewritten
from towpath.model.web_app import WebAppKind
from towpath.net.shown_once import ShownOnce

FOLLOW_SECONDS = 120.0
"""For a browser that is just starting."""


class Showing:
    """Engine thread only; never waits."""

    def __init__(self, loop: Loop, browsers: Callable[[], Browsers]) -> None:
        """`browsers` is called beside the engine's thread."""
        self._loop = loop
        self._browsers = browsers
        self._running: set[Aside] = set()

    def show(self, address: WebAddress, port: int, done: Done) -> None:
        """`address` is reached at `port` of this machine. `done` comes, on the engine thread, when the program is
        started, or with BROWSER_NOT_STARTED."""
        told: list[Problem | None] = []

        def tell(problem: Problem | None) -> None:
            if not told:
                told.append(problem)
                done(problem)

        async def show() -> None:
            if address.kind in (WebAppKind.VNC, WebAppKind.RDP):
                self._browsers().open_viewer(f"{address.scheme}://127.0.0.1:{port}")
            elif not has_secrets(address):
                self._browsers().open_default(rewritten(address, port).value)
            else:
                await self._show_once(address, port, lambda: self._loop.post(lambda: tell(None)))

        def ended(problem: Problem | None) -> None:
            self._running.discard(aside)
            tell(problem)

        aside = Aside(self._loop, "web-app", show, ended)
        self._running.add(aside)

    def stop(self) -> None:
        """The engine ends."""
        for aside in self._running:
            aside.stop()

    async def _show_once(self, address: WebAddress, port: int, started: Callable[[], None]) -> None:
        once = ShownOnce(rewritten(address, port))
        try:
            async with once.serve():
                await asyncio.to_thread(self._browsers().open_default, once.url)
                started()
                async with asyncio.timeout(FOLLOW_SECONDS):
                    await once.followed.wait()
        except TimeoutError:
            pass  # the browser was closed before it came to it
        except OSError as error:
            facts = {"detail": error.strerror or str(error)}
            raise TowpathError(Problem(ProblemKind.BROWSER_NOT_STARTED, "the desktop's browser", facts)) from error
