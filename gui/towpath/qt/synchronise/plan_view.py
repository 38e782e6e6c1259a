"""Shows a plan: tick rows off, decide what is undecided, by mouse and by keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from towpath.model.transfer import Act
from towpath.qt.icons import icon
from towpath.qt.row_tree import RowTree
from towpath.qt.synchronise.plan_model import NAME, PlanModel
from towpath.qt.synchronise.plan_tree import Node, choices
from towpath.qt.synchronise.reasons import ACT_ICONS, act_text

MOST_OPENED = 2_000
"""Rows of a plan that is shown with all its folders open."""


class PlanView(RowTree):
    """Space ticks the chosen rows; the menu key and a right click offer what else can be done with them."""

    chosen = Signal()
    """Something else is to be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("synchronise-plan")
        self.setAccessibleName(self.tr("What will be done"))
        self.setUniformRowHeights(True)
        self.setSelectionMode(RowTree.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(False)
        self.header().setStretchLastSection(True)

    def show_model(self, model: PlanModel) -> None:
        """In place of what was shown."""
        old = self.model()
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        model.chosen.connect(self.viewport().update)
        model.chosen.connect(self.chosen)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics().horizontalAdvance("m")
        for column, letters in enumerate((18, 15, 13, 15)):
            header.resizeSection(column, letter * letters)
        if model.tree.size <= MOST_OPENED:
            self.expandAll()
        else:
            self.expandToDepth(0)
        self.setCurrentIndex(model.index(0, 0))

    def plan(self) -> PlanModel | None:
        """What is shown."""
        model = self.model()
        return model if isinstance(model, PlanModel) else None

    def nodes(self) -> list[Node]:
        """Of the chosen rows."""
        model = self.plan()
        rows = self.selectionModel().selectedRows(NAME) if model else []
        return [model.node(row) for row in rows] if model else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.plan()
        if event.key() == Qt.Key.Key_Space and model is not None and (nodes := self.nodes()):
            on = not all(node.chosen == node.in_all for node in nodes)
            for node in nodes:
                if node.can_be_ticked:
                    model.tree.tick(node, on=on)
            model.repaint()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.offer(self.viewport().mapToGlobal(place + QPoint(24, 0)))
        else:
            self.offer(event.globalPos())

    def offer(self, where: QPoint) -> QMenu | None:
        """A menu with what all the chosen rows can be made to do."""
        model, nodes = self.plan(), self.nodes()
        offered = [act for act in Act if nodes and all(act in choices(node) for node in nodes)]
        if model is None or not offered:
            return None
        menu = QMenu(self)
        menu.setObjectName("synchronise-choices")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in offered:
            menu.addAction(icon(ACT_ICONS[act]), act_text(act)).triggered.connect(partial(self._decide, nodes, act))
        menu.popup(where)
        return menu

    def _decide(self, nodes: list[Node], act: Act) -> None:
        model = self.plan()
        if model is not None:
            for node in nodes:
                model.tree.decide(node, act)
            model.repaint()
