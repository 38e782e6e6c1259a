"""A client that waits while the connection that it needs is brought up."""

from __future__ import annotations

import selectors
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from towpath.net.front import Caller
from towpath.net.reset import reset

if TYPE_CHECKING:
    from towpath.net.branch import Branch
    from towpath.net.relay import Timer

READ_SIZE = 16_384
MOST_SAID = 65_536
"""Bytes of what it says meanwhile that are kept; no more is read."""


class Parked:
    """Hears when the client goes away, which is what the end of what it says is taken for.

    `cut` may come from any thread, the rest runs in the relay's.
    """

    def __init__(self, branch: Branch, caller: Caller, gone: Callable[[], None]) -> None:
        """`gone` is called once the client, or the branch, does not want any more; not after `leave`."""
        self.branch = branch
        self.sock = caller.sock
        self.watching = 0
        self._caller = caller
        self._gone = gone
        self._said = bytearray(caller.first)
        self._timer: Timer | None = None
        self._lock = threading.Lock()
        self._left = False  # the socket is closed, or somebody else's
        self._over = False

    def begin(self, seconds: float, too_long: Callable[[], None]) -> None:
        """Wait for so long at most."""
        if not self.branch.relay.add(self):
            self.abort()
            return
        self._timer = self.branch.relay.later(seconds, self, too_long)
        self._watch()

    def leave(self) -> Caller | None:
        """It, with what it has said meanwhile; None when it has gone."""
        self._let_go()
        with self._lock:
            left, self._left = self._left, True
        return None if left else self._caller._replace(first=bytes(self._said))

    def ready(self, _events: int) -> None:
        try:
            with self._lock:
                if self._left:
                    return
                data = self.sock.recv(READ_SIZE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._said += data
        if data:
            self._watch()
        else:
            self.abort()

    def cut(self) -> None:
        with self._lock:
            if not self._left:
                self._left = True
                reset(self.sock)

    def abort(self) -> None:
        """The client is let down, or has gone."""
        self.cut()
        if not self._over:
            self._let_go()
            self._gone()

    def _watch(self) -> None:
        with self._lock:
            if not self._left:
                self.branch.relay.watch(self, selectors.EVENT_READ if len(self._said) < MOST_SAID else 0)

    def _let_go(self) -> None:
        self._over = True
        if self._timer:
            self._timer.cancel()
        self.branch.relay.watch(self, 0)
        self.branch.relay.drop(self)
