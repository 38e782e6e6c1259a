"""What the tables of the Keys page show: a row for each value that has the searched words, told in columns."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")
_NOWHERE = QModelIndex()


class SearchedModel(QAbstractTableModel, Generic[Value]):
    """Main thread only. Its heirs say what the columns tell of a value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Value, ...] = ()
        self._texts: tuple[str, ...] = ()
        """What is searched, for each."""
        self._rows: list[Value] = []
        self._words: tuple[str, ...] = ()

    # --- what the heirs say

    @abstractmethod
    def headings(self) -> Sequence[str]:
        """Of the columns, from left to right."""

    @abstractmethod
    def text(self, value: Value, column: int) -> str:
        """What stands in a cell."""

    def told(self, value: Value, column: int) -> str:
        """The tool tip of a cell."""
        return self.text(value, column)

    @abstractmethod
    def searched(self, value: Value) -> str:
        """All texts in which words are looked for."""

    def identity(self, value: Value) -> object:
        """By what a row is known to be about the same thing as before, although something of it has changed."""
        return value

    def fits(self, value: Value, text: str) -> bool:
        """Whether the value, of which this is searched, has what is looked for."""
        return all(word in text for word in self._words)

    # --- what is shown

    def take(self, values: Iterable[Value]) -> None:
        """Take up how they are now."""
        self._all = tuple(values)
        self._texts = tuple(self.searched(value).casefold() for value in self._all)
        self._settle()

    def look_for(self, words: Sequence[str]) -> None:
        """Show only those in whose texts each of these occurs."""
        self._words = tuple(words)
        self._settle()

    def shown(self) -> list[Value]:
        """Those that are shown, in their order."""
        return list(self._rows)

    def value(self, index: Index) -> Value | None:
        """That of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, identity: object) -> QModelIndex:
        """The row with this identity; invalid when it is not shown."""
        row = next((number for number, value in enumerate(self._rows) if self.identity(value) == identity), -1)
        return self.index(row, 0)

    def said(self, value: Value) -> str:
        """All of a row, as a screen reader says it."""
        texts = (self.text(value, column) for column in range(self.columnCount()))
        return ", ".join(text for text in texts if text)

    def _settle(self) -> None:
        rows = [value for value, text in zip(self._all, self._texts, strict=True) if self.fits(value, text)]
        if rows == self._rows:
            return
        if list(map(self.identity, rows)) == list(map(self.identity, self._rows)):
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    # --- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value, column = self.value(index), index.column()
        if value is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(value, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self.told(value, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(value) if column == 0 else self.text(value, column)
        return None
