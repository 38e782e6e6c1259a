"""A message of the desktop, as data."""

from __future__ import annotations

import enum

import msgspec


class Act(enum.StrEnum):
    """What a person can choose in one. The names are those that travel over D-Bus."""

    OPEN = "default"
    """A click on the message itself."""
    LOG_IN = "log-in"
    CONNECT = "connect"
    RETRY = "retry"
    SHOW_QUEUE = "show-queue"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message. All texts are plain."""

    title: str
    text: str = ""
    acts: tuple[tuple[Act, str], ...] = ()
    """With the words on their buttons; that of a click is among them."""
    subject: str = ""
    """Id of the connection that a click leads to; empty when it leads to none."""
    category: str = ""
    """Of the Desktop Notifications Specification: `network.disconnected`."""
    sound: str = ""
    """A name of the Sound Naming Specification, played where the desktop does that."""
    urgent: bool = False
    """Somebody waits for an answer this minute: it stays on top of everything."""
    stands: bool = False
    """It tells how things are, and stays until that is over."""
