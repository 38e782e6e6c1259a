"""The stored secrets as Qt wants them: a row each. There is no column for what they say."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from towpath.model.state import Snapshot
from towpath.model.trust import SecretPlace, StoredSecret
from towpath.qt.icons import icon
from towpath.qt.searched_model import Index, SearchedModel
from towpath.qt.secrets.secret_words import kind_text, since, users, where, whose


class Column(enum.IntEnum):
    """From left to right."""

    WHOSE = 0
    KIND = 1
    WHERE = 2
    USED_BY = 3
    SINCE = 4


class SecretModel(SearchedModel[StoredSecret]):
    """Main thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot = Snapshot()

    def show(self, secrets: tuple[StoredSecret, ...], snapshot: Snapshot) -> None:
        """Take up how they are now; the snapshot tells of their connections."""
        self._snapshot = snapshot
        self.take(secrets)

    def headings(self) -> Sequence[str]:
        return self.tr("For"), self.tr("What"), self.tr("Kept"), self.tr("Used by"), self.tr("Stored")

    def searched(self, value: StoredSecret) -> str:
        return self.said(value)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        secret = self.value(index)
        if secret is not None and role == Qt.ItemDataRole.DecorationRole:
            if index.column() == Column.WHOSE:
                return icon("key" if secret.kind == "passphrase" else "permissions")
            if index.column() == Column.WHERE:
                return icon("clock" if secret.place is SecretPlace.SESSION else "info" if secret.missing else "shield")
        return super().data(index, role)

    def text(self, value: StoredSecret, column: int) -> str:
        match Column(column):
            case Column.WHOSE:
                return whose(value, self._snapshot)
            case Column.KIND:
                return kind_text(value)
            case Column.WHERE:
                return where(value)
            case Column.USED_BY:
                return users(value, self._snapshot)
            case Column.SINCE:
                return since(value)
