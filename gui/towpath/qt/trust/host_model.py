"""Lines of known_hosts as Qt wants them: a row each, in the order of the files."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from towpath.model.text import printable
from towpath.model.trust import HostMarker, KnownHostLine, LineNamed
from towpath.qt.icons import icon
from towpath.qt.keys.key_model import MARKS_ROLE
from towpath.qt.keys.key_words import short_fingerprint
from towpath.qt.theme import tool_tip
from towpath.qt.trust.host_words import full_place_text, hosts_text, marks, named, place_text, type_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SIGNS = {HostMarker.PLAIN: "server", HostMarker.AUTHORITY: "certificate", HostMarker.REVOKED: "way-block"}


class Column(enum.IntEnum):
    """From left to right."""

    HOSTS = 0
    TYPE = 1
    FINGERPRINT = 2
    PLACE = 3
    STATE = 4


class HostModel(QAbstractTableModel):
    """Main thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[KnownHostLine, ...] = ()
        self._texts: tuple[str, ...] = ()
        """What is searched, for each line."""
        self._rows: list[KnownHostLine] = []
        self._filter: list[str] = []
        self._found: frozenset[LineNamed] = frozenset()

    def show(self, lines: tuple[KnownHostLine, ...], names: dict[str, str]) -> None:
        """Take up what stands there now; `names` are those of connections, and whereto they lead, by id."""
        self._all = lines
        self._texts = tuple(_searched(line, names) for line in lines)
        self._settle()

    def look_for(self, words: Sequence[str], found: Collection[LineNamed]) -> None:
        """Show only lines in which each word occurs, and those `found` by the engine, which knows hashed names."""
        self._filter, self._found = list(words), frozenset(found)
        self._settle()

    def line(self, index: Index) -> KnownHostLine | None:
        """The line of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, line: LineNamed) -> QModelIndex:
        """The row of a line; invalid when it is not shown."""
        row = next((number for number, one in enumerate(self._rows) if named(one) == line), -1)
        return self.index(row, 0)

    def _settle(self) -> None:
        rows = [
            line
            for line, text in zip(self._all, self._texts, strict=True)
            if all(word in text for word in self._filter) or named(line) in self._found
        ]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    # --- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.HOSTS: self.tr("Hosts"),
            Column.TYPE: self.tr("Key"),
            Column.FINGERPRINT: self.tr("Fingerprint"),
            Column.PLACE: self.tr("Line"),
            Column.STATE: self.tr("State"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == MARKS_ROLE and column is Column.STATE:
            return marks(line)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.HOSTS:
            return icon(_SIGNS[line.marker])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._told(line, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(line) if column is Column.HOSTS else self._text(line, column)
        return None

    def _text(self, line: KnownHostLine, column: Column) -> str:
        match column:
            case Column.HOSTS:
                return hosts_text(line)
            case Column.TYPE:
                return type_text(line)
            case Column.FINGERPRINT:
                return short_fingerprint(line.fingerprint)
            case Column.PLACE:
                return place_text(line)
            case Column.STATE:
                return ", ".join(mark.word for mark in marks(line))

    def _told(self, line: KnownHostLine, column: Column) -> str:
        match column:
            case Column.FINGERPRINT:
                return printable(line.fingerprint)
            case Column.PLACE:
                return full_place_text(line)
            case Column.STATE:
                return ". ".join(mark.said for mark in marks(line))
            case _:
                return self._text(line, column)

    def _said(self, line: KnownHostLine) -> str:
        """All of a row, as a screen reader says it."""
        return ", ".join(part for column in Column if (part := self._text(line, column)))


def _searched(line: KnownHostLine, names: dict[str, str]) -> str:
    """All that is found of a line."""
    users = (names.get(one, "") for one in line.used_by)
    own = (line.hosts, line.comment, type_text(line), line.fingerprint, place_text(line), line.marker)
    return " ".join((*own, *users)).casefold()
