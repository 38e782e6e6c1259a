"""What is said of files and machines, where it is said more than once."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Measured
from towpath.model.filesystem import SECOND
from towpath.model.state import Snapshot
from towpath.model.text import path_text, printable, size
from towpath.model.transfer import HERE


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileWords", text)


def shown(name: bytes) -> str:
    """A name or path, safe to be shown as plain text."""
    return printable(path_text(name))


def machine_name(snapshot: Snapshot, connection_id: str) -> str:
    """`this computer`, or what the user calls the connection."""
    if connection_id == HERE:
        return _tr("this computer")
    state = snapshot.by_id(connection_id)
    return printable(state.connection.name) if state else _tr("a connection that was removed")


def several(names: Sequence[bytes]) -> str:
    """`“notes.txt”`, or `3 things`."""
    if len(names) == 1:
        return _tr("“{name}”").format(name=shown(names[0]))
    return _tr("{n} things").format(n=f"{len(names):,}")


def without_overwriting(problem: Problem) -> Problem:
    """The same, of an act that never replaces a file: its advice is not to overwrite."""
    if problem.kind is not ProblemKind.FILE_EXISTS:
        return problem
    return replace(problem, facts={**problem.facts, "hint": _tr("choose another name")})


def counted(measured: Measured) -> str:
    """`12 files, 3 folders, 4.5 MB`."""
    files = _tr("1 file") if measured.files == 1 else _tr("{n} files").format(n=f"{measured.files:,}")
    folders = _tr("1 folder") if measured.folders == 1 else _tr("{n} folders").format(n=f"{measured.folders:,}")
    parts = [*([files] if measured.files or not measured.folders else []), *([folders] if measured.folders else [])]
    return ", ".join([*parts, size(measured.bytes)])


def permissions_text(mode: int | None) -> str:
    """`rwxr-x---`; empty where the machine does not tell."""
    return "" if mode is None else stat.filemode(mode & 0o7777)[1:]


def moment(nanoseconds: int | None) -> str:
    """Date and time on this machine's clock; empty where it is not told, or no date we know."""
    if nanoseconds is None:
        return ""
    try:
        return dt.datetime.fromtimestamp(nanoseconds // SECOND).strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ006
    except (OverflowError, ValueError, OSError):  # a server may send any number
        return ""
