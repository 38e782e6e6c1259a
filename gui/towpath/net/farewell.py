"""The end of a local connection that is turned away with some last words."""

from __future__ import annotations

import selectors
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from towpath.net.branch import Branch
    from towpath.net.relay import Timer

LINGER_SECONDS = 2.0
"""How long the other side may take to hear them."""
_DISCARDED_AT_ONCE = 65536


class Farewell:
    """Says the words, ends its side, and closes when the other side has ended as well.

    Closing at once would reset the connection if the client has sent anything more meanwhile, and a reset can
    destroy words that are still on their way.
    """

    def __init__(self, branch: Branch, local: socket.socket, words: bytes) -> None:
        self.branch = branch
        self.sock = local
        self.watching = 0
        self._words = words
        self._all_said = False
        self._timer: Timer | None = None
        self._lock = threading.Lock()
        self._closed = False

    def begin(self) -> None:
        """The relay's thread."""
        self._timer = self.branch.relay.later(LINGER_SECONDS, self, self.abort)
        self.ready(0)

    def ready(self, _events: int) -> None:
        with self._lock:
            if self._closed:
                return
            try:
                over = self._go_on()
            except BlockingIOError:
                over = False
            except OSError:  # it has gone
                over = True
            if not over:
                self.branch.relay.watch(self, selectors.EVENT_WRITE if self._words else selectors.EVENT_READ)
        if over:
            self.abort()

    def cut(self) -> None:
        with self._lock:
            self._closed = True
            self.sock.close()

    def abort(self) -> None:
        if self._timer:
            self._timer.cancel()
        self.branch.relay.watch(self, 0)
        self.cut()
        self.branch.relay.drop(self)

    def _go_on(self) -> bool:
        """Whether all has been said and heard."""
        if self._words:
            self._words = self._words[self.sock.send(self._words) :]
            if self._words:
                return False
        if not self._all_said:
            self._all_said = True
            self.sock.shutdown(socket.SHUT_WR)
        return not self.sock.recv(_DISCARDED_AT_ONCE)
