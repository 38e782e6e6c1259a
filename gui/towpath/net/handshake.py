"""What the dialects of a proxy port have in common: bytes in, replies and at last a request out. No sockets here."""

from __future__ import annotations

import hmac
from collections.abc import Generator

import msgspec

from towpath.model.forward import Endpoint
from towpath.net.joint import Replies

Reading = Generator[None, None, "Request"]
"""A dialect: yields while it needs more bytes, returns the request."""


class Account(msgspec.Struct, frozen=True):
    """What clients must give before they are served."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Account({self.user!r}, <hidden>)"

    def matches(self, user: bytes, password: bytes) -> bool:
        """Takes equally long whatever is wrong with them."""
        same_user = hmac.compare_digest(user, self.user.encode())
        return hmac.compare_digest(password, self.password.encode()) and same_user


class Request(msgspec.Struct, frozen=True):
    """Where a client wishes to be connected, and how it is told what came of that."""

    target: Endpoint
    """As the client named it: names are for the far side to look up."""
    replies: Replies
    length: int | None = None
    """Bytes for the target, the unread ones first; None for all that the client will say."""


class TurnedAway(Exception):  # noqa: N818 - the client is wrong, or wants what is not offered
    """The client is not served; `reply` is the last it hears."""

    def __init__(self, reply: bytes) -> None:
        super().__init__()
        self.reply = reply


class Talk:
    """What has been read from the client and not been understood yet, and what it is to be told."""

    def __init__(self) -> None:
        self.unread = bytearray()
        self.replies = bytearray()

    def say(self, reply: bytes) -> None:
        """Tell the client, when the dialect next needs more bytes or is done."""
        self.replies += reply

    def take(self, count: int) -> Generator[None, None, bytes]:
        """Exactly so many bytes."""
        while len(self.unread) < count:
            yield
        taken = bytes(self.unread[:count])
        del self.unread[:count]
        return taken

    def take_byte(self) -> Generator[None, None, int]:
        """One byte as a number."""
        return (yield from self.take(1))[0]

    def take_until(self, end: bytes, most: int, too_long: bytes) -> Generator[None, None, bytes]:
        """What comes before `end`, at most so many bytes; else the client is turned away with `too_long`."""
        searched = 0
        while (found := self.unread.find(end, searched, most + len(end))) < 0:
            if len(self.unread) >= most + len(end):
                raise TurnedAway(too_long)
            searched = max(0, len(self.unread) - len(end) + 1)
            yield
        taken = bytes(self.unread[:found])
        del self.unread[: found + len(end)]
        return taken


def host_of(name: bytes) -> str | None:
    """A host's name as text; None for what cannot be one. It may be an address literal."""
    try:
        host = name.decode()
    except UnicodeDecodeError:
        return None
    return host if host and host.isprintable() and " " not in host else None
