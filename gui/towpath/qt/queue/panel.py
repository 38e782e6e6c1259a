"""The queue panel: every transfer, those of terminals too, with what can be done about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from towpath.model.command import ExportTransfers, ImportTransfers
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.icons import icon
from towpath.qt.queue.acts import QueueActs
from towpath.qt.queue.header import QueueHeader
from towpath.qt.queue.model import QueueModel, Shown
from towpath.qt.queue.progress import Stretch
from towpath.qt.queue.view import QueueView
from towpath.qt.theme import SPACE, MutedLabel

_TICK_MS = 1000


class QueuePanel(QWidget):
    """Lives on the Files page. Everything it does goes through the bridge; what comes of it is in the next snapshot."""

    show_place = Signal(object)
    """A `Place` to be shown in a pane."""
    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self._bridge = bridge
        self._stretch = Stretch()
        self._known = {state.batch.id for state in bridge.snapshot.transfers}
        self.model = QueueModel(self)
        self.view = QueueView(self.model)
        self.acts = QueueActs(bridge, self.model, self.view)
        self.header = QueueHeader(bridge, self.acts.submit)
        self.empty = MutedLabel()
        self.empty.setObjectName("no-transfers")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.header)
        layout.addWidget(self.stack, 1)
        self._fill_more()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.model.tick)
        self.acts.show_place.connect(self.show_place)
        self.acts.failed.connect(self.failed)
        self.header.pause_all.clicked.connect(self.acts.pause_all)
        self.header.resume_all.clicked.connect(self.acts.resume_all)
        self.header.go_on.clicked.connect(self.acts.resume_interrupted)
        self.header.clear_ended.clicked.connect(self.acts.clear_ended)
        self.header.filtered.connect(self._filter)
        bridge.changed.connect(self._refresh)
        self._show_transfers()
        self._show_names()

    def _fill_more(self) -> None:
        menu = self.header.more.menu()
        export = menu.addAction(icon("export"), self.tr("&Export the queue…"), self._export)
        export.setObjectName("export-queue")
        import_ = menu.addAction(icon("import"), self.tr("&Import a queue…"), self._import)
        import_.setObjectName("import-queue")

    # --- showing

    def _refresh(self, changes: Changes) -> None:
        if changes.transfers:
            self._show_transfers()
        elif changes.connections:
            self._show_names()
        self.header.show_settings(self._bridge.snapshot.settings.files)

    def _show_names(self) -> None:
        self._show_model()
        self.header.show_settings(self._bridge.snapshot.settings.files)

    def _show_transfers(self) -> None:
        transfers = self._bridge.snapshot.transfers
        self._show_model()
        self.header.show_counts(transfers)
        self.header.show_overall(self._stretch.follow(transfers))
        self.acts.refresh()
        new = [state.batch.id for state in transfers if state.batch.id not in self._known]
        self._known = {state.batch.id for state in transfers}
        if new:  # what was started just now is what one looks for
            self.view.scrollTo(self.model.index_of(new[-1]))

    def _show_model(self) -> None:
        self.model.show(self._bridge.snapshot)
        self._show_emptiness()

    def _filter(self, shown: Shown) -> None:
        self.model.filter(shown)
        self._show_emptiness()
        self.acts.refresh()

    def _show_emptiness(self) -> None:
        """Words in place of a list without rows; the list keeps the focus while it has some."""
        is_empty = not self.model.rowCount()
        if is_empty:
            nothing = self.tr("Nothing to transfer. Drag files from one pane to the other.")
            self.empty.setText(self.tr("None of the transfers.") if self._bridge.snapshot.transfers else nothing)
        self.stack.setCurrentWidget(self.empty if is_empty else self.view)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    # --- the queue in a file

    def _export(self) -> None:
        dialog = self._file_dialog(self.tr("Export the queue"), "export-queue-dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("towpath-queue.json")
        dialog.fileSelected.connect(lambda path: self.acts.submit(ExportTransfers(path=path)))
        dialog.open()

    def _import(self) -> None:
        dialog = self._file_dialog(self.tr("Import a queue"), "import-queue-dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.acts.submit(ImportTransfers(path=path)))
        dialog.open()

    def _file_dialog(self, title: str, name: str) -> QFileDialog:
        dialog = QFileDialog(self, title, str(Path.home()), self.tr("Queues (*.json);;All files (*)"))
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog
