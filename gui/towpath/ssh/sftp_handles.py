"""How many files may be open at once on one SFTP server."""

from __future__ import annotations

import asyncio
import threading
from collections import deque

from towpath.ssh.mailbox import Mailbox

UNKNOWN_MOST = 100
"""Where the server does not tell (limits@openssh.com)."""
SPARE = 8
"""Left for others: OpenSSH's server counts its own open files among them."""

_Place = tuple["asyncio.Future[None]", Mailbox]


class Handles:
    """Counts the open handles of one channel; who wants one more than allowed waits. Any thread, any loop."""

    def __init__(self, most: int) -> None:
        self._lock = threading.Lock()
        self._free = max(1, most - SPARE) if most else UNKNOWN_MOST
        self._waiting: deque[_Place] = deque()

    async def take(self, mailbox: Mailbox) -> None:
        """Count one more. `mailbox` is that of the running loop."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            place = asyncio.get_running_loop().create_future(), mailbox
            self._waiting.append(place)
        try:
            await place[0]
        except asyncio.CancelledError:
            with self._lock:
                given = place not in self._waiting
                if not given:
                    self._waiting.remove(place)
            if given:
                self.give_back()
            raise

    def give_back(self) -> None:
        """One less: it is closed."""
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            future, mailbox = self._waiting.popleft()
        mailbox.post(_complete, future)


def _complete(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
