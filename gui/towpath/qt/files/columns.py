"""The columns of a folder's list: what stands in them, and what they are sorted by."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from towpath.model.filesystem import SECOND, Entry, FileKind
from towpath.model.text import printable, size
from towpath.qt.amounts import clock
from towpath.qt.files.comparison import Mark
from towpath.qt.files.file_types import type_word
from towpath.qt.files.file_words import moment, permissions_text, shown
from towpath.qt.files.row import Row


class Column(enum.IntEnum):
    """From left to right."""

    NAME = 0
    COMPARISON = 1
    """Only while two folders are compared."""
    SIZE = 2
    TYPE = 3
    MODIFIED = 4
    PERMISSIONS = 5
    OWNER = 6

    @property
    def key(self) -> str:
        """As `RememberedPane` calls it."""
        return self.name.lower()


CHOICE = (Column.SIZE, Column.TYPE, Column.MODIFIED, Column.PERMISSIONS, Column.OWNER)
"""Those that can be hidden."""
RIGHT = frozenset({Column.SIZE})
"""Those whose texts stand at their right."""
FIXED_WIDTH = frozenset({Column.PERMISSIONS})
"""Those whose letters stand below each other."""


def column_called(key: str) -> Column:
    """The name column for a key that nobody knows."""
    return next((column for column in Column if column.key == key), Column.NAME)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Columns", text)


def title(column: Column) -> str:
    """What stands in the header."""
    return {
        Column.NAME: _tr("Name"),
        Column.COMPARISON: _tr("Compared"),
        Column.SIZE: _tr("Size"),
        Column.TYPE: _tr("Type"),
        Column.MODIFIED: _tr("Modified"),
        Column.PERMISSIONS: _tr("Permissions"),
        Column.OWNER: _tr("Owner"),
    }[column]


def widest(column: Column) -> str:
    """A text that the column should have room for."""
    return {
        Column.NAME: "a-name-of-usual-length.tar.gz",
        Column.COMPARISON: mark_text(Mark.ONLY_HERE),
        Column.SIZE: "888 MB",
        Column.TYPE: type_word(FileKind.FILE, "index.html"),
        Column.MODIFIED: "2026-08-28 18:58",
        Column.PERMISSIONS: "rwxr-xr-x",
        Column.OWNER: "www-data:admin",
    }[column]


def sign(mark: Mark) -> str:
    """A mark's shape, so that its colour does not stand alone."""
    return {Mark.ONLY_HERE: "+", Mark.NEWER: "↑", Mark.OLDER: "↓", Mark.DIFFERENT: "≠", Mark.SAME: "="}[mark]


def mark_word(mark: Mark) -> str:
    """A mark in a word or two."""
    return {
        Mark.ONLY_HERE: _tr("only here"),
        Mark.NEWER: _tr("newer"),
        Mark.OLDER: _tr("older"),
        Mark.DIFFERENT: _tr("different"),
        Mark.SAME: _tr("same"),
    }[mark]


def mark_text(mark: Mark | None) -> str:
    """Both, for the cell."""
    return f"{sign(mark)} {mark_word(mark)}" if mark else ""


def cells(row: Row) -> list[str]:
    """The texts of a row by column, every one of them safe to show; made once."""
    if row.cells is None:
        entry = row.entry
        known = entry.attributes
        row.cells = [
            row.text,
            mark_text(row.mark),
            "" if row.is_folder else size(known.size),
            type_word(known.kind, row.text),
            time_text(known.mtime),
            permissions_text(known.mode),
            owner_text(entry),
        ]
    return row.cells


def time_text(mtime: int | None) -> str:
    """On this machine's clock; empty where it is not told."""
    return "" if mtime is None else clock(mtime / SECOND, time.time())


def owner_text(entry: Entry) -> str:
    """`ann:staff`, with the numbers where the machine tells no names."""
    known = entry.attributes
    return _owner(entry.owner or _number(known.uid), entry.group or _number(known.gid))


def _number(id_: int | None) -> str:
    return "" if id_ is None else str(id_)


@lru_cache(maxsize=1024)
def _owner(owner: str, group: str) -> str:
    return printable(f"{owner}:{group}" if group else owner)


def target_text(entry: Entry) -> str:
    """Where a link leads; empty where that is not known."""
    return shown(entry.target) if entry.target is not None else ""


def description(row: Row) -> str:
    """A row as a screen reader says it."""
    texts = cells(row)
    parts = [texts[Column.NAME], texts[Column.TYPE], texts[Column.SIZE], texts[Column.MODIFIED]]
    if target := target_text(row.entry):
        parts.insert(2, _tr("leads to {target}").format(target=target))
    if row.mark:
        parts.append(mark_word(row.mark))
    return ", ".join(part for part in parts if part)


def hint(row: Row, column: int) -> str:
    """What a cell has no room for; empty where it shows all."""
    known = row.entry.attributes
    if column == Column.NAME:
        target = target_text(row.entry)
        return f"{row.text} → {target}" if target else row.text
    if column == Column.SIZE and not row.is_folder:
        return _tr("{n} bytes").format(n=f"{known.size:,}")
    if column == Column.MODIFIED:
        return moment(known.mtime)
    if column == Column.PERMISSIONS and known.mode is not None:
        return f"{known.mode:04o}"
    return cells(row)[column]


_MARK_ORDER = {mark: number for number, mark in enumerate(Mark)}


def sort_key(column: Column) -> Callable[[Row], str] | Callable[[Row], float]:
    """What rows are sorted by; equal ones stay in the order of their names."""
    match column:
        case Column.SIZE:
            return lambda row: row.bytes
        case Column.TYPE:
            return lambda row: type_word(row.entry.attributes.kind, row.text)
        case Column.MODIFIED:
            # Floats are compared faster than numbers beyond 2**60.
            return lambda row: (row.entry.attributes.mtime or 0) / SECOND
        case Column.PERMISSIONS:
            return lambda row: row.entry.attributes.mode or 0
        case Column.OWNER:
            return lambda row: owner_text(row.entry)
        case Column.COMPARISON:
            return lambda row: _MARK_ORDER[row.mark] if row.mark else len(_MARK_ORDER)
        case _:
            return lambda row: row.key
