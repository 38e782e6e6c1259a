"""What happened, as Qt wants it: a row for each entry that is looked for, the newest at the end."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from towpath.model.activity import Activity, Level
from towpath.model.sentences.activity import reason, short_reason, told
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.qt.activity.activity_words import clock_text, full_time, level_text, sign
from towpath.qt.icons import icon, status_icon
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MOST_KEPT = 2000
_ORDER = list(Level)


class Column(enum.IntEnum):
    """From left to right."""

    TIME = 0
    CONNECTION = 1
    WHAT = 2
    WHY = 3


class Wanted(msgspec.Struct, frozen=True):
    """Which entries are shown."""

    words: tuple[str, ...] = ()
    """All of these are somewhere in it, whatever their case."""
    connection: str = ""
    """Its name; empty for all."""
    level: Level = Level.DETAIL
    """At least."""


class _Row(msgspec.Struct, frozen=True):
    """An entry with its texts, which are made once."""

    entry: Activity
    what: str
    why: str
    searched: str


class ActivityModel(QAbstractTableModel):
    """Main thread only. A new entry is one new row: nothing else is made anew, and the selection stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[int, _Row] = {}
        """By number, the latest last."""
        self._rows: list[_Row] = []
        self._wanted = Wanted()

    # --- what is shown

    def take(self, entries: Iterable[Activity]) -> None:
        """These and no others."""
        self.beginResetModel()
        self._all = {entry.number: _row(entry) for entry in entries}
        self._rows = [row for row in self._all.values() if self._fits(row)]
        self.endResetModel()

    def add(self, entry: Activity) -> None:
        """It has just happened; or it goes on, and takes the place of what was known of it."""
        if self._all.pop(entry.number, None) is not None:
            self._drop(next((n for n, row in enumerate(self._rows) if row.entry.number == entry.number), -1))
        row = self._all[entry.number] = _row(entry)
        if self._fits(row):
            end = len(self._rows)
            self.beginInsertRows(QModelIndex(), end, end)
            self._rows.append(row)
            self.endInsertRows()
        if len(self._all) > MOST_KEPT:
            oldest = self._all.pop(next(iter(self._all)))
            if self._rows and self._rows[0] is oldest:
                self._drop(0)

    def look_for(self, wanted: Wanted) -> None:
        """Show only these."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.beginResetModel()
            self._rows = [row for row in self._all.values() if self._fits(row)]
            self.endResetModel()

    @property
    def connections(self) -> list[str]:
        """The names of those that something is known of."""
        return sorted({row.entry.connection for row in self._all.values()} - {""}, key=str.casefold)

    @property
    def is_empty(self) -> bool:
        """Nothing has happened, whatever is looked for."""
        return not self._all

    def value(self, index: Index) -> Activity | None:
        """That of a row."""
        return self._rows[index.row()].entry if index.isValid() else None

    def index_of(self, number: int) -> QModelIndex:
        """The row of this entry; invalid when it is not shown."""
        row = next((place for place, row in enumerate(self._rows) if row.entry.number == number), -1)
        return self.index(row, 0)

    def _drop(self, row: int) -> None:
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()

    def _fits(self, row: _Row) -> bool:
        wanted = self._wanted
        return (
            _ORDER.index(row.entry.level) >= _ORDER.index(wanted.level)
            and wanted.connection in ("", row.entry.connection)
            and all(word in row.searched for word in wanted.words)
        )

    # --- what Qt asks

    def headings(self) -> Sequence[str]:
        """Of the columns."""
        return self.tr("Time"), self.tr("Connection"), self.tr("What happened"), self.tr("Why")

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.WHAT:
            return _icon(row.entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(full_time(row.entry) if column is Column.TIME else _text(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _said(row) if column is Column.TIME else _text(row, column)
        return None


def _row(entry: Activity) -> _Row:
    what = told(entry)
    searched = " ".join((entry.connection, what, reason(entry), level_text(entry.level))).casefold()
    return _Row(entry, what, short_reason(entry), searched)


def _text(row: _Row, column: Column) -> str:
    match column:
        case Column.TIME:
            return clock_text(row.entry)
        case Column.CONNECTION:
            return printable(row.entry.connection)
        case Column.WHAT:
            return row.what
        case Column.WHY:
            return row.why


def _said(row: _Row) -> str:
    """All of it, as a screen reader says it."""
    parts = (clock_text(row.entry), level_text(row.entry.level), printable(row.entry.connection), row.what, row.why)
    return ", ".join(part for part in parts if part)


def _icon(entry: Activity) -> QIcon:
    shape = sign(entry)
    return status_icon(shape) if isinstance(shape, Status) else icon(shape)
