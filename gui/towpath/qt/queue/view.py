"""The list of the queue: a tree with one column whose keys are those of its actions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QWidget

from towpath.model.transfer import TransferState
from towpath.qt.queue.model import QueueModel
from towpath.qt.queue.row_delegate import QueueDelegate


class QueueView(QTreeView):
    """While it has the focus, its keys mean what the actions added to it say, whatever they mean elsewhere."""

    chosen_changed = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = model
        self.setObjectName("transfers")
        self.setAccessibleName(self.tr("Transfers"))
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(22)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setTabKeyNavigation(False)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self._menu = QMenu(self)

    @property
    def chosen(self) -> list[TransferState]:
        """The transfers of the selected rows, in the order of the list."""
        found: dict[int, TransferState] = {}
        for index in self.selectionModel().selectedRows():
            batch = index.parent() if index.parent().isValid() else index
            if state := self._queue.transfer(batch):
                found[batch.row()] = state
        return [found[place] for place in sorted(found)]

    def choose(self, batch_id: str) -> None:
        """Select one transfer."""
        index = self._queue.index_of(batch_id)
        if index.isValid():
            self.setCurrentIndex(index)

    @property
    def menu(self) -> QMenu:
        """The context menu, to be filled."""
        return self._menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self._menu.popup(where)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._action_of(event):
            event.accept()  # the page's own shortcuts do not get this key
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if action := self._action_of(event):
            action.trigger()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        """Also while it is disabled: nothing else shall happen then. Of two with the same key, the one that can act."""
        keys = QKeySequence(event.keyCombination())
        fitting = [action for action in self.actions() if keys in action.shortcuts()]
        return next((action for action in fitting if action.isEnabled()), fitting[0] if fitting else None)
