"""Looking at files again and again, to see when others have changed them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from towpath.engine.aside import Aside
from towpath.engine.loop import Loop


class Polling:
    """Engine thread; `look` is called on a thread beside it, which is there from `start` to `stop`."""

    def __init__(self, loop: Loop, name: str, seconds: float, look: Callable[[], None]) -> None:
        self._loop = loop
        self._name = name
        self._seconds = seconds
        self._look = look
        self._aside: Aside | None = None

    def start(self) -> None:
        """Look at once, and from then on; nothing changes if it does already."""
        if self._aside is None:
            self._aside = Aside(self._loop, self._name, self._poll, lambda _: None)

    def stop(self) -> None:
        """End the thread; does not wait."""
        if self._aside:
            self._aside.stop()
            self._aside = None

    async def _poll(self) -> None:
        while True:
            self._look()
            await asyncio.sleep(self._seconds)
