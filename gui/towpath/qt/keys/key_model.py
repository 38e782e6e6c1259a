"""The keys as Qt wants them: a row each, in the engine's order."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import Qt

from towpath.model.keys import KeyInfo
from towpath.model.text import printable
from towpath.qt.icons import icon
from towpath.qt.keys.key_words import identity, key_name, marks, short_fingerprint, shown_path, type_text
from towpath.qt.searched_model import Index, SearchedModel

MARKS_ROLE = Qt.ItemDataRole.UserRole
"""What the `MarksDelegate` paints."""


class Column(enum.IntEnum):
    """From left to right."""

    NAME = 0
    TYPE = 1
    FINGERPRINT = 2
    COMMENT = 3
    STATE = 4


class KeyModel(SearchedModel[KeyInfo]):
    """Main thread only."""

    def headings(self) -> Sequence[str]:
        return self.tr("Key"), self.tr("Type"), self.tr("Fingerprint"), self.tr("Comment"), self.tr("State")

    def identity(self, value: KeyInfo) -> str:
        return identity(value)

    def searched(self, value: KeyInfo) -> str:
        return f"{value.path} {value.comment} {type_text(value)} {value.fingerprint} {value.public_line}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        key = self.value(index)
        if key is not None and role == MARKS_ROLE and index.column() == Column.STATE:
            return marks(key)
        if key is not None and role == Qt.ItemDataRole.DecorationRole and index.column() == Column.NAME:
            return icon("key" if key.path else "agent")
        return super().data(index, role)

    def text(self, value: KeyInfo, column: int) -> str:
        match Column(column):
            case Column.NAME:
                return key_name(value)
            case Column.TYPE:
                return type_text(value)
            case Column.FINGERPRINT:
                return short_fingerprint(value.fingerprint)
            case Column.COMMENT:
                return printable(value.comment)
            case Column.STATE:
                return ", ".join(mark.word for mark in marks(value))

    def told(self, value: KeyInfo, column: int) -> str:
        match Column(column):
            case Column.NAME:
                return shown_path(value.path) if value.path else self.tr("Only the agent has it")
            case Column.FINGERPRINT:
                return printable(value.fingerprint)
            case Column.STATE:
                return ". ".join(mark.said for mark in marks(value))
            case _:
                return self.text(value, column)
