"""What happened, and why: plain data that `sentences/activity.py` puts into words. No secret is in here."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.error import Problem


class Level(enum.StrEnum):
    """How much it matters to a person."""

    DETAIL = "detail"
    """For who looks for a fault: kept only where the settings say so."""
    NOTE = "note"
    WARNING = "warning"
    FAILURE = "failure"


class Happening(enum.StrEnum):
    """What it was. Which facts belong to each, `sentences/activity.py` says."""

    STARTED = "started"
    ENDED = "ended"
    CRASHED_BEFORE = "crashed-before"
    CONNECTING = "connecting"
    UP = "up"
    LOST = "lost"
    RETRYING = "retrying"
    WAITS_FOR_USER = "waits-for-user"
    WAITS_FOR_NETWORK = "waits-for-network"
    FAILED = "failed"
    DOWN = "down"
    FORWARD_UP = "forward-up"
    FORWARD_TROUBLE = "forward-trouble"
    FORWARD_DOWN = "forward-down"
    ASKED = "asked"
    ANSWERED = "answered"
    TRANSFER_BEGAN = "transfer-began"
    TRANSFER_ENDED = "transfer-ended"
    EDIT_TROUBLE = "edit-trouble"
    BROWSER_SWITCHED = "browser-switched"
    PROXY_TAKEN = "proxy-taken"
    APP_OPENED = "app-opened"
    APP_ENDED = "app-ended"
    WOKE_UP = "woke-up"
    NETWORK_CHANGED = "network-changed"
    NETWORK_GONE = "network-gone"
    NOTICE = "notice"
    LOGGED = "logged"
    """A line of the program's own log."""


class Activity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that happened."""

    number: int
    """Grows; unique while the engine runs."""
    at: float
    """Wall-clock time."""
    what: Happening
    level: Level = Level.NOTE
    connection: str = ""
    """Its name then; empty for what concerns the whole program."""
    subject: str = ""
    """The forward, the machine, the file, the page: see the sentences."""
    problem: Problem | None = None
    """Why."""
    facts: dict[str, str] = {}


class ReadActivity(msgspec.Struct, frozen=True, kw_only=True, tag="read-activity"):
    """All that is kept in memory, the oldest first. `ActivityRead`. What comes after is told by `Happened`."""

    request: str
    asker: str = ""


class ExportActivity(msgspec.Struct, frozen=True, kw_only=True, tag="export-activity"):
    """Write what is needed to find a fault into a file of this machine: activity, log files, crash reports, versions
    and settings, with secrets removed. FILE_UNWRITABLE. `ActivityExported`."""

    request: str
    path: str
    """Absolute; replaced if it is there."""
    hide_names: bool = False
    """Machines, users and paths become `host-1`, `user-1`, …"""
    asker: str = ""


class ForgetActivity(msgspec.Struct, frozen=True, kw_only=True, tag="forget-activity"):
    """Empty the list and delete the log files and crash reports."""


ActivityQuestion = ReadActivity | ExportActivity
ActivityCommand = ActivityQuestion | ForgetActivity


class ActivityRead(msgspec.Struct, frozen=True, kw_only=True, tag="activity-read"):
    """For `ReadActivity`."""

    entries: tuple[Activity, ...]
    log_folder: str = ""
    """Where the log files and crash reports are."""
    crash_reports: tuple[str, ...] = ()
    """Paths, the latest first."""


class ActivityExported(msgspec.Struct, frozen=True, kw_only=True, tag="activity-exported"):
    """For `ExportActivity`."""

    removed: int
    """How many secrets (tokens, passwords in addresses, keys) were in the log and are not in the file."""


ActivityReport = ActivityRead | ActivityExported
