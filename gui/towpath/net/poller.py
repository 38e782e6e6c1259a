"""Which of many sockets are ready. Event masks are those of `selectors`."""

from __future__ import annotations

import contextlib
import select
import selectors
import socket
import sys
from typing import Generic, Protocol, TypeVar

AT_ONCE = 256
"""Sockets that one call tells of at most; the others come with the next."""


class _HasSocket(Protocol):
    sock: socket.socket


Owner = TypeVar("Owner", bound=_HasSocket)


class SelectorPoller(Generic[Owner]):
    """By `selectors`: kqueue on macOS, select on Windows."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()

    def watch(self, owner: Owner, before: int, events: int) -> None:
        """Wait for `events` on the owner's socket instead of those `before`; 0 is nothing at all."""
        if not events:
            with contextlib.suppress(KeyError, ValueError):  # closed, and its number replaced, see below
                self._selector.unregister(owner.sock)
        elif before:
            self._selector.modify(owner.sock, events, owner)
        else:
            try:
                self._selector.register(owner.sock, events, owner)
            except KeyError:
                # The system reused the number of a socket that was closed before it was taken out here.
                self._selector.unregister(owner.sock)
                self._selector.register(owner.sock, events, owner)

    def poll(self, seconds: float | None) -> list[tuple[Owner, int]]:
        """Who is ready for what, after at most `seconds` (None: for ever)."""
        return [(key.data, events) for key, events in self._selector.select(seconds)]

    def close(self) -> None:
        self._selector.close()


if sys.platform == "linux":

    class EpollPoller(Generic[Owner]):
        """epoll(7) itself: what `selectors` makes of it takes as long as the system call."""

        def __init__(self) -> None:
            self._epoll = select.epoll()
            self._owners: dict[int, Owner] = {}
            self._numbers: dict[Owner, int] = {}

        def watch(self, owner: Owner, before: int, events: int) -> None:
            """As `SelectorPoller`. A socket may have been closed, and its number reused, before it is taken out."""
            if not events:
                self._forget(owner)
                return
            number = owner.sock.fileno()
            mask = (select.EPOLLIN if events & selectors.EVENT_READ else 0) | (
                select.EPOLLOUT if events & selectors.EVENT_WRITE else 0
            )
            if before:
                self._epoll.modify(number, mask)
            else:
                self._epoll.register(number, mask)
                self._owners[number] = owner
                self._numbers[owner] = number

        def _forget(self, owner: Owner) -> None:
            number = self._numbers.pop(owner, -1)
            if self._owners.get(number) is owner:
                del self._owners[number]
                with contextlib.suppress(OSError):  # closed: the system has taken it out
                    self._epoll.unregister(number)

        def poll(self, seconds: float | None) -> list[tuple[Owner, int]]:
            ready = []
            for number, mask in self._epoll.poll(seconds, AT_ONCE):
                owner = self._owners.get(number)
                if owner is not None:
                    ready.append((owner, _EVENTS[mask] if mask < _PLAIN else _events(mask)))
            return ready

        def close(self) -> None:
            self._epoll.close()

    def _events(mask: int) -> int:
        """An error makes it ready for whatever was asked for: trying tells which."""
        read = mask & ~select.EPOLLOUT
        write = mask & ~select.EPOLLIN
        return (selectors.EVENT_READ if read else 0) | (selectors.EVENT_WRITE if write else 0)

    _PLAIN = select.EPOLLERR
    _EVENTS = [_events(mask) for mask in range(_PLAIN)]

    Poller = EpollPoller
else:
    Poller = SelectorPoller
