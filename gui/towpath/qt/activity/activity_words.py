"""What the page says of an entry besides its sentences, and the sign before it. All of it is safe to be shown."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication

from towpath.model.activity import Activity, Happening, Level
from towpath.model.sentences.activity import advice, reason, told
from towpath.model.state import Status
from towpath.model.text import printable

_STATES = {
    Happening.CONNECTING: Status.CONNECTING,
    Happening.UP: Status.UP,
    Happening.LOST: Status.DEGRADED,
    Happening.RETRYING: Status.RETRYING,
    Happening.WAITS_FOR_USER: Status.WAITING_FOR_USER,
    Happening.WAITS_FOR_NETWORK: Status.WAITING_FOR_NETWORK,
    Happening.FAILED: Status.FAILED,
    Happening.DOWN: Status.OFF,
    Happening.FORWARD_UP: Status.UP,
    Happening.FORWARD_DOWN: Status.OFF,
}
_SIGNS = {
    Happening.ASKED: "permissions",
    Happening.ANSWERED: "permissions",
    Happening.TRANSFER_BEGAN: "files",
    Happening.TRANSFER_ENDED: "files",
    Happening.BROWSER_SWITCHED: "compass",
    Happening.PROXY_TAKEN: "compass",
    Happening.APP_OPENED: "web-app",
    Happening.APP_ENDED: "web-app",
    Happening.NETWORK_CHANGED: "globe",
    Happening.WOKE_UP: "clock",
}
_LOUD = {Level.WARNING: Status.DEGRADED, Level.FAILURE: Status.FAILED}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActivityWords", text)


def sign(entry: Activity) -> str | Status:
    """The shape that says at a glance what it was: that of a state, or an icon."""
    return _STATES.get(entry.what) or _LOUD.get(entry.level) or _SIGNS.get(entry.what, "info")


def level_text(level: Level) -> str:
    """How much it matters."""
    return {
        Level.DETAIL: _tr("Detail"),
        Level.NOTE: _tr("Note"),
        Level.WARNING: _tr("Warning"),
        Level.FAILURE: _tr("Failure"),
    }[level]


def clock_text(entry: Activity) -> str:
    """The time of day, with the day where that is another one than today."""
    at = _moment(entry)
    return at.strftime("%H:%M:%S") if at.date() == dt.datetime.now().astimezone().date() else at.strftime("%m-%d %H:%M")


def full_time(entry: Activity) -> str:
    """Date and time."""
    return _moment(entry).strftime("%Y-%m-%d %H:%M:%S")


def whole_text(entry: Activity) -> str:
    """Everything about it, to be pasted somewhere else."""
    head = "  ".join(part for part in (full_time(entry), level_text(entry.level), printable(entry.connection)) if part)
    return "\n".join(part for part in (head, told(entry), reason(entry), advice(entry)) if part)


def _moment(entry: Activity) -> dt.datetime:
    return dt.datetime.fromtimestamp(entry.at).astimezone()
