"""How many programs one session runs at once on its server: OpenSSH's MaxSessions."""

from __future__ import annotations

import threading
from collections.abc import Callable

MOST_CHANNELS = 10
"""OpenSSH's default of MaxSessions, by channels of kind `session` on one connection."""


class SessionBudget:
    """Counts the channels of kind `session`. Any thread; nothing waits.

    One is kept for commands, so that what streams files never keeps the last one. A server that allows fewer says so by
    refusing one: from then on as many are asked for as were open at that moment.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._most = MOST_CHANNELS
        self._streams = 0
        self._commands = 0
        self._waiting: list[Callable[[], None]] = []

    @property
    def running(self) -> int:
        """How many there are."""
        return self._streams + self._commands

    @property
    def most(self) -> int:
        """How many at once, as far as is known."""
        return self._most

    def take_stream(self) -> bool:
        """One more channel that stays; the first one may be tried in any case."""
        with self._lock:
            if self._streams and self._streams + self._commands >= max(1, self._most - 1):
                return False
            self._streams += 1
            return True

    def take_command(self) -> bool:
        """One more channel that ends soon."""
        with self._lock:
            if self._streams + self._commands >= self._most:
                return False
            self._commands += 1
            return True

    def give_back(self, *, command: bool, refused: bool) -> None:
        """That channel has ended, or was `refused` from the start."""
        with self._lock:
            if command:
                self._commands -= 1
            else:
                self._streams -= 1
            if refused:
                self._most = max(1, min(self._most, self._streams + self._commands))
            waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()

    def when_given_back(self, call: Callable[[], None]) -> bool:
        """Call `call` once when a command has ended, in the thread that tells; False when none runs that could."""
        with self._lock:
            if not self._commands:
                return False
            self._waiting.append(call)
            return True
