"""The plan's tree as Qt sees it: ticks, both sides, what is done and why."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon

from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.text import path_text, printable, size
from towpath.model.transfer import Act, Differ
from towpath.qt.amounts import clock
from towpath.qt.icons import entry_icon, icon
from towpath.qt.synchronise.plan_tree import DELETIONS, Node, PlanTree
from towpath.qt.synchronise.reasons import ACT_ICONS, act_text, overwrites_newer, reason
from towpath.qt.theme import colours

NAME, LEFT, ACT, RIGHT, REASON = range(5)
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TICK_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsUserCheckable


class PlanModel(QAbstractItemModel):
    """Of one tree, which is complete before it is shown."""

    chosen = Signal()
    """Something else is to be done."""

    def __init__(self, tree: PlanTree, differ: Differ, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = tree
        self._differ = differ
        self._now = time.time()
        self._icons = {act: icon(name) for act, name in ACT_ICONS.items()}
        self._entry_icons = {kind: entry_icon(kind) for kind in FileKind}
        self._titles = (
            self.tr("Name"),
            self.tr("On the left"),
            self.tr("What is done"),
            self.tr("On the right"),
            self.tr("Why"),
        )

    def node(self, index: Index) -> Node:
        """That of a row; the root's for no row."""
        return self.tree.nodes[index.internalId()] if index.isValid() else self.tree.root

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        below = self.node(parent).below
        if 0 <= row < len(below) and 0 <= column <= REASON:
            return self.createIndex(row, column, below[row].key)
        return QModelIndex()

    def index_of(self, node: Node, column: int = NAME) -> QModelIndex:
        """Where a node is shown."""
        return self.createIndex(node.place, column, node.key) if node.above else QModelIndex()

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]  # QObject has another parent()
        above = self.node(index).above if index.isValid() else None
        return self.index_of(above) if above else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self.node(parent).below) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return REASON + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TICK_FLAGS if index.column() == NAME and self.node(index).can_be_ticked else _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME and node.can_be_ticked:
            return _tick(node)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._decoration(node, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(node, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NAME:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node) if index.column() == NAME else self._text(node, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        node = self.node(index)
        self.tree.tick(node, on=_tick(node) != Qt.CheckState.Checked)
        self.dataChanged.emit(index, index)
        self.repaint()
        return True

    def decide(self, node: Node, act: Act) -> None:
        """Do something else with one step."""
        self.tree.decide(node, act)
        self.repaint()

    def repaint(self) -> None:
        """Anything may look different; what is where has not changed."""
        self.chosen.emit()

    def _text(self, node: Node, column: int) -> str:
        step = node.step
        if column == NAME:
            return printable(path_text(node.name)) or self.tr("The folder itself")
        if step is None:
            return ""
        if column == ACT:
            return self.tr("Overwrite newer") if overwrites_newer(step, node.act) else act_text(node.act)
        if column == REASON:
            return reason(step, self._differ)
        return self._side(step.first if column == LEFT else step.second)

    def _side(self, attributes: Attributes | None) -> str:
        if attributes is None:
            return self.tr("not there")
        if attributes.kind is FileKind.FOLDER:
            return self.tr("Folder")
        if attributes.kind is FileKind.LINK:
            return self.tr("Link")
        if attributes.mtime is None:
            return size(attributes.size)
        return f"{size(attributes.size)}, {clock(attributes.mtime / SECOND, self._now)}"

    def _decoration(self, node: Node, column: int) -> QIcon | None:
        if column == NAME:
            return self._entry_icons[FileKind.FOLDER if node.is_folder else FileKind.FILE]
        if column == ACT and node.step is not None:
            return self._icons[node.act]
        return None

    def _colour(self, node: Node, column: int) -> QColor | None:
        palette = QGuiApplication.palette()
        if node.step is not None and node.act is Act.NOTHING:
            return QColor(colours(palette).muted)
        if column != ACT:
            return None
        if node.act in DELETIONS:
            return QColor(colours(palette).bad)
        if node.step is not None and overwrites_newer(node.step, node.act):
            return QColor(colours(palette).warning)
        return QColor(colours(palette).asking) if node.act is Act.CONFLICT else None

    def _spoken(self, node: Node) -> str:
        """A row as a screen reader says it."""
        parts = [self._text(node, column) for column in (NAME, ACT, REASON)]
        return ", ".join(part for part in parts if part)


def _tick(node: Node) -> Qt.CheckState:
    if node.chosen == 0:
        return Qt.CheckState.Unchecked
    return Qt.CheckState.Checked if node.chosen == node.in_all else Qt.CheckState.PartiallyChecked
