"""The list of connections as Qt wants it: one row each, grouped, and searchable."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from towpath.model.state import ConnectionState, Snapshot
from towpath.model.text import printable
from towpath.qt.forward_words import shared_text
from towpath.qt.hosts.candidates import short_path
from towpath.qt.icons import status_icon
from towpath.qt.status import reason, word
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex


class GroupHeading(msgspec.Struct, frozen=True):
    """A row that names the group of the rows below it."""

    name: str


Row = GroupHeading | ConnectionState
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_SELECTABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NOT_SELECTABLE = Qt.ItemFlag.ItemNeverHasChildren


class ConnectionList(QAbstractListModel):
    """Rows of the latest snapshot that match the search text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._snapshot = Snapshot()
        self._search = ""

    def show(self, snapshot: Snapshot) -> None:
        """Take over a new snapshot. Rows that stay are changed in place, so that a selection stays too."""
        self._snapshot = snapshot
        self._rebuild()

    def search(self, text: str) -> None:
        """Show only connections in which every word of `text` occurs."""
        self._search = text
        self._rebuild()

    def row_of(self, connection_id: str) -> int:
        """The row of a connection, -1 when it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, ConnectionState) and row.connection.id == connection_id:
                return number
        return -1

    def first(self) -> int:
        """The first row that is a connection, -1 when there is none."""
        return next((number for number, row in enumerate(self._rows) if isinstance(row, ConnectionState)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, never changed
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], GroupHeading):
            return _NOT_SELECTABLE
        return _SELECTABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, GroupHeading):
            return row.name if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.connection.name
        if role == Qt.ItemDataRole.DecorationRole:
            return status_icon(row.status)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip("; ".join(part for part in (reason(row), shared_text(row), self._follows(row)) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            favourite = self.tr("favourite") if row.connection.favourite else ""
            said = (row.connection.name, favourite, word(row.status), reason(row), shared_text(row), self._follows(row))
            return ", ".join(part for part in said if part)
        return None

    def _follows(self, row: ConnectionState) -> str:
        """The mark of one that lives in an ssh_config."""
        if (link := row.connection.link) is None:
            return ""
        return self.tr("follows {file}").format(file=printable(short_path(link.file or "~/.ssh/config")))

    def _rebuild(self) -> None:
        rows = self._wanted()
        if [_key(row) for row in rows] != [_key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            self._rows[number] = new
            if old is not new and _looks(old) != _looks(new):
                self.dataChanged.emit(self.index(number), self.index(number))

    def _wanted(self) -> list[Row]:
        words = self._search.casefold().split()
        found = [state for state in self._snapshot.connections if all(w in _haystack(state) for w in words)]
        found.sort(key=lambda s: (_natural(s.connection.group), s.connection.group, _natural(s.connection.name)))
        rows: list[Row] = []
        group = ""
        for state in found:
            if state.connection.group != group:
                group = state.connection.group
                rows.append(GroupHeading(group))
            rows.append(state)
        return rows


def _key(row: Row) -> str:
    return f"group {row.name}" if isinstance(row, GroupHeading) else f"connection {row.connection.id}"


def _looks(row: Row) -> tuple[object, ...]:
    """All of a row that can be seen in the list: bytes that go through its forwards cannot."""
    if isinstance(row, GroupHeading):
        return (row.name,)
    return row.connection, row.status, row.problem, row.retry_at, shared_text(row)


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """Sorts `machine 3` before `machine 12`, and numbers before letters."""
    parts = re.findall(r"\d+|\D+", text.casefold())
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts]


def _haystack(state: ConnectionState) -> str:
    connection = state.connection
    parts = [connection.name, connection.group, *(str(hop) for hop in connection.hops)]
    parts += [f"{forward.forward.name} {forward.forward.spec}" for forward in state.forwards]
    return " ".join(parts).casefold()
