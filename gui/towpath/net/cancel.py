"""Ending work that blocks in another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from towpath.model.error import Cancelled


class Cancel:
    """Shared by one piece of work (a login, a dial) and whoever may end it. Any thread may call any method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._event = threading.Event()
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next = 0

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """End the work: runs each registered callback once, in the caller's thread."""
        with self._lock:
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
        for callback in callbacks:
            callback()

    def check(self, subject: str = "") -> None:
        """Raise `Cancelled` if the work has been ended."""
        if self._event.is_set():
            raise Cancelled(subject)

    def wait(self, seconds: float) -> bool:
        """Wait up to `seconds`; True as soon as the work was ended."""
        return self._event.wait(seconds)

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` when the work is ended (at once if it already was). Returns a function that forgets it.

        The callback must not block: typically it shuts a socket.
        """
        with self._lock:
            if not self._event.is_set():
                number = self._next
                self._next += 1
                self._callbacks[number] = callback
                return lambda: self._forget(number)
        callback()
        return lambda: None

    def _forget(self, number: int) -> None:
        with self._lock:
            self._callbacks.pop(number, None)
