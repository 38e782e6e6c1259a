"""The keys as Qt wants them: a row each, in the engine's order."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from towpath.model.keys import KeyInfo
from towpath.model.text import printable
from towpath.qt.icons import icon
from towpath.qt.keys.key_words import identity, key_name, marks, short_fingerprint, shown_path, type_text
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
KEY_ROLE = Qt.ItemDataRole.UserRole
MARKS_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(enum.IntEnum):
    """From left to right."""

    NAME = 0
    TYPE = 1
    FINGERPRINT = 2
    COMMENT = 3
    STATE = 4


class KeyModel(QAbstractTableModel):
    """Main thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[KeyInfo, ...] = ()
        self._rows: list[KeyInfo] = []
        self._filter: list[str] = []

    def show(self, keys: tuple[KeyInfo, ...]) -> None:
        """Take up how they are now."""
        self._all = keys
        self._settle()

    def look_for(self, words: Sequence[str]) -> None:
        """Show only keys in whose texts each of these occurs."""
        self._filter = list(words)
        self._settle()

    def key(self, index: Index) -> KeyInfo | None:
        """The key of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def shown(self) -> list[KeyInfo]:
        """Those that are shown."""
        return list(self._rows)

    def index_of(self, name: str) -> QModelIndex:
        """The row of the key with this identity; invalid when it is not shown."""
        row = next((number for number, key in enumerate(self._rows) if identity(key) == name), -1)
        return self.index(row, 0)

    def _settle(self) -> None:
        rows = [key for key in self._all if self._fits(key)]
        if rows == self._rows:
            return
        if [identity(key) for key in rows] == [identity(key) for key in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _fits(self, key: KeyInfo) -> bool:
        texts = f"{key.path} {key.comment} {type_text(key)} {key.fingerprint} {key.public_line}".casefold()
        return all(word in texts for word in self._filter)

    # --- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.NAME: self.tr("Key"),
            Column.TYPE: self.tr("Type"),
            Column.FINGERPRINT: self.tr("Fingerprint"),
            Column.COMMENT: self.tr("Comment"),
            Column.STATE: self.tr("State"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        key = self.key(index)
        if key is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(key, column)
        if role == KEY_ROLE:
            return key
        if role == MARKS_ROLE and column is Column.STATE:
            return marks(key)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.NAME:
            return icon("key" if key.path else "agent")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._told(key, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(key) if column is Column.NAME else self._text(key, column)
        return None

    def _text(self, key: KeyInfo, column: Column) -> str:
        match column:
            case Column.NAME:
                return key_name(key)
            case Column.TYPE:
                return type_text(key)
            case Column.FINGERPRINT:
                return short_fingerprint(key.fingerprint)
            case Column.COMMENT:
                return printable(key.comment)
            case Column.STATE:
                return ", ".join(mark.word for mark in marks(key))

    def _told(self, key: KeyInfo, column: Column) -> str:
        match column:
            case Column.NAME:
                return shown_path(key.path) if key.path else self.tr("Only the agent has it")
            case Column.FINGERPRINT:
                return printable(key.fingerprint)
            case Column.STATE:
                return ". ".join(mark.said for mark in marks(key))
            case _:
                return self._text(key, column)

    def _said(self, key: KeyInfo) -> str:
        """All of a row, as a screen reader says it."""
        return ", ".join(part for column in Column if (part := self._text(key, column)))
