"""The stored secrets as Qt wants them: a row each. There is no column for what they say."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from towpath.model.state import Snapshot
from towpath.model.trust import SecretPlace, StoredSecret
from towpath.qt.icons import icon
from towpath.qt.secrets.secret_words import kind_text, since, users, where, whose
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(enum.IntEnum):
    """From left to right."""

    WHOSE = 0
    KIND = 1
    WHERE = 2
    USED_BY = 3
    SINCE = 4


class SecretModel(QAbstractTableModel):
    """Main thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[StoredSecret, ...] = ()
        self._rows: list[StoredSecret] = []
        self._snapshot = Snapshot()
        self._filter: list[str] = []

    def show(self, secrets: tuple[StoredSecret, ...], snapshot: Snapshot) -> None:
        """Take up how they are now; the snapshot tells of their connections."""
        self._all, self._snapshot = secrets, snapshot
        self._settle()

    def look_for(self, words: Sequence[str]) -> None:
        """Show only those in whose texts each of these occurs."""
        self._filter = list(words)
        self._settle()

    def shown(self) -> list[StoredSecret]:
        """Those that are shown, in their order."""
        return list(self._rows)

    def _settle(self) -> None:
        rows = [one for one in self._all if all(word in self._said(one).casefold() for word in self._filter)]
        if rows == self._rows:
            return
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
            Column.WHOSE: self.tr("For"),
            Column.KIND: self.tr("What"),
            Column.WHERE: self.tr("Kept"),
            Column.USED_BY: self.tr("Used by"),
            Column.SINCE: self.tr("Stored"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        secret, column = self._rows[index.row()], Column(index.column())
        text = self._text(secret, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(text)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.WHOSE:
            return icon("key" if secret.kind == "passphrase" else "permissions")
        if role == Qt.ItemDataRole.DecorationRole and column is Column.WHERE:
            return icon("clock" if secret.place is SecretPlace.SESSION else "info" if secret.missing else "shield")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(secret) if column is Column.WHOSE else text
        return None

    def _text(self, secret: StoredSecret, column: Column) -> str:
        match column:
            case Column.WHOSE:
                return whose(secret, self._snapshot)
            case Column.KIND:
                return kind_text(secret)
            case Column.WHERE:
                return where(secret)
            case Column.USED_BY:
                return users(secret, self._snapshot)
            case Column.SINCE:
                return since(secret)

    def _said(self, secret: StoredSecret) -> str:
        """All of a row, as a screen reader says it."""
        return ", ".join(part for column in Column if (part := self._text(secret, column)))
