"""The port of a dynamic forward, or of the router: finds out which dialect a client speaks and where it wishes to go.

`ProxyHandshake` reads without any socket; `Front` is the socket around it.
"""

from __future__ import annotations

import functools
import selectors
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from towpath.model.forward import Endpoint
from towpath.model.ports import OpenStream
from towpath.net.handshake import Account, Reading, Request, Talk, TurnedAway
from towpath.net.http_connect import Page, read_http
from towpath.net.socks import read_socks4, read_socks5

if TYPE_CHECKING:
    from towpath.net.branch import Branch
    from towpath.net.relay import Timer

HANDSHAKE_SECONDS = 20.0
READ_SIZE = 16_384


class Caller(NamedTuple):
    """A client whose wish is known. Its socket belongs to whoever gets this."""

    sock: socket.socket
    origin: Endpoint
    """Where it connected from."""
    request: Request
    first: bytes
    """What it has said to its target already."""

    def join(self, branch: Branch, open_stream: OpenStream) -> None:
        """Have it joined with a stream to its target, in any thread."""
        request = self.request
        opened = functools.partial(open_stream, request.target, self.origin)
        branch.join(self.sock, opened, first=self.first, replies=request.replies, length=request.length)


class ProxyHandshake:
    """Reads one client's wish, in whatever pieces it comes."""

    def __init__(self, account: Account | None, page: Page | None = None) -> None:
        self.request: Request | None = None
        """What it wishes, when that is known."""
        self.over = False
        """It is turned away, after it was told what `feed` returned."""
        self._talk = Talk()
        self._dialect = self._read(account, page)

    def feed(self, data: bytes) -> bytes:
        """Understand what has come, and return what to tell the client now."""
        talk = self._talk
        talk.unread += data
        try:
            next(self._dialect)
        except StopIteration as understood:
            self.request = understood.value
        except TurnedAway as turned_away:
            self.over = True
            talk.say(turned_away.reply)
        replies = bytes(talk.replies)
        talk.replies.clear()
        return replies

    @property
    def unread(self) -> bytes:
        """What came after the request: the beginning of what the client says to its target."""
        return bytes(self._talk.unread)

    def _read(self, account: Account | None, page: Page | None) -> Reading:
        while not self._talk.unread:
            yield
        first = self._talk.unread[0]
        if first in (4, 5):
            del self._talk.unread[0]
            return (yield from (read_socks4 if first == 4 else read_socks5)(self._talk, account))
        if first < 128 and (chr(first).isalpha() or chr(first) in "\r\n"):
            return (yield from read_http(self._talk, account, page))
        raise TurnedAway(b"")  # no dialect known, so no words it would understand


class Front:
    """One client until its request is known. `cut` may come from any thread, the rest runs in the relay's."""

    def __init__(
        self,
        branch: Branch,
        local: socket.socket,
        origin: Endpoint,
        admit: Callable[[Caller], None],
        *,
        account: Account | None = None,
        page: Page | None = None,
        first: bytes = b"",
    ) -> None:
        """`admit` gets the client when its request is known; it never waits. `page` answers requests that are for
        this port itself. `first` was read from the socket already."""
        self.branch = branch
        self.sock = local
        self.watching = 0
        self._relay = branch.relay
        self._origin = origin
        self._admit = admit
        self._handshake = ProxyHandshake(account, page)
        self._first = first
        self._timer: Timer | None = None
        self._lock = threading.Lock()
        self._left = False  # the socket is closed, or somebody else's

    def begin(self) -> None:
        """Listen to the client; it is dropped when it does not come to the point."""
        if not self._relay.add(self):
            self.cut()
            return
        self._timer = self._relay.later(HANDSHAKE_SECONDS, self, self.abort)
        self.ready(0)

    def ready(self, _events: int) -> None:
        reply = b""
        try:
            with self._lock:
                if self._left:
                    return
                self._relay.watch(self, selectors.EVENT_READ)
                data, self._first = self._first or self.sock.recv(READ_SIZE), b""
                reply = self._handshake.feed(data)
                if reply and not self._handshake.over and self.sock.send(reply) < len(reply):
                    data = b""  # it does not listen
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if self._handshake.over:
            if self._leave():
                self.branch.dismiss(self.sock, reply)
        elif not data:
            self.abort()
        elif (request := self._handshake.request) and self._leave():
            self._admit(Caller(self.sock, self._origin, request, self._handshake.unread))

    def cut(self) -> None:
        with self._lock:
            if not self._left:
                self._left = True
                self.sock.close()

    def abort(self) -> None:
        self._let_go()
        self.cut()

    def _leave(self) -> bool:
        """Hand the socket on; False when it has been closed meanwhile."""
        self._let_go()
        with self._lock:
            left, self._left = self._left, True
        return not left

    def _let_go(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._relay.watch(self, 0)
        self._relay.drop(self)
