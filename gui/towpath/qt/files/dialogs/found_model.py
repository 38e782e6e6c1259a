"""The finds of a search as a table that grows: a row each, made into text only when it is painted."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from towpath.model.file_work import FoundEntry
from towpath.model.filesystem import FileKind
from towpath.model.text import size
from towpath.qt.files.columns import time_text
from towpath.qt.files.file_words import shown
from towpath.qt.icons import entry_icon
from towpath.qt.theme import tool_tip

MOST_SHOWN = 50_000
NAME, FOLDER, MODIFIED, SIZE = range(4)
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FoundModel(QAbstractTableModel):
    """In the order in which they were found. Takes MOST_SHOWN and counts the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.finds: list[FoundEntry] = []
        self.count = 0
        """Of all, those not shown too."""
        self._base = b""
        self._titles = (self.tr("Name"), self.tr("In"), self.tr("Modified"), self.tr("Size"))
        self._icons = {kind: entry_icon(kind) for kind in FileKind}

    def begin(self, base: bytes) -> None:
        """Empty, for a search below `base`."""
        self.beginResetModel()
        self.finds, self.count, self._base = [], 0, base.rstrip(b"/")
        self.endResetModel()

    def add(self, found: Sequence[FoundEntry]) -> None:
        """Append what was found."""
        self.count += len(found)
        taken = found[: MOST_SHOWN - len(self.finds)]
        if taken:
            self.beginInsertRows(_ROOT, len(self.finds), len(self.finds) + len(taken) - 1)
            self.finds.extend(taken)
            self.endInsertRows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.finds)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return _RIGHT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        find, column = self.finds[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(find, column)
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            return self._icons[find.entry.attributes.kind]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(shown(find.path))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SIZE:
            return _RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown(find.path) if column == NAME else self._text(find, column)
        return None

    def _text(self, find: FoundEntry, column: int) -> str:
        known = find.entry.attributes
        if column == NAME:
            return shown(posixpath.basename(find.path))
        if column == FOLDER:
            return shown(posixpath.dirname(find.path)[len(self._base) :].lstrip(b"/") or b".")
        if column == SIZE:
            return size(known.size) if known.kind is FileKind.FILE else ""
        return time_text(known.mtime)
