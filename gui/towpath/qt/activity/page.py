"""The Activity page: what happened and why, the newest at the bottom, and what there is for who looks for a fault."""

from __future__ import annotations

import os
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from towpath.model.activity import Activity, ActivityRead, ForgetActivity, Happening, Level, ReadActivity
from towpath.model.command import SaveSettings
from towpath.model.editing import Opener, OpenFile
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.file_work import Content, Peek
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.model.transfer import HERE, Place
from towpath.model.words import Words
from towpath.qt.activity.activity_detail import ActivityDetail
from towpath.qt.activity.activity_model import ActivityModel, Column, Wanted
from towpath.qt.activity.activity_words import whole_text
from towpath.qt.activity.export_dialog import ExportDialog
from towpath.qt.bridge import Answer, Bridge, Changes
from towpath.qt.confirm import confirm
from towpath.qt.empty_page import EmptyPage
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.dialogs.viewer import Viewer
from towpath.qt.files.notice import Notice, WayOut
from towpath.qt.icons import icon
from towpath.qt.list_parts import ListPages, ListTable, side_by_side
from towpath.qt.reading_order import focus_next
from towpath.qt.search_field import SearchField
from towpath.qt.theme import SPACE
from towpath.qt.tool_button import tool_button

_SHARES = {Column.TIME: 15, Column.CONNECTION: 16, Column.WHAT: 37}
"""Of the width; the reason has the rest."""
_LEAST_LETTERS = {Column.WHY: 60, Column.CONNECTION: 45}
"""How wide the table is at least, when it has these columns as well: the panel beside it tells the same."""
_MOST_BYTES = 1 << 20
"""Of a crash report that is copied."""


class ActivityPage(QWidget):
    """Lives in the main window. Asks for what was before when it is first seen, and hears of everything after."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    told = Signal(str)
    """What came of one that was not."""
    show_connection = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._read: ActivityRead | None = None
        self._request = ""
        self.setObjectName("activity-page")
        self.model = ActivityModel(self)
        self._make_acts()
        self.table = self._make_table()
        self.detail = ActivityDetail()
        self.detail.show_connection.connect(self.show_connection)
        self.notice = Notice()
        self.stack = ListPages(
            side_by_side("activity-and-detail", self.table, self.detail),
            self.tr("Nothing that happened is like that"),
            EmptyPage(
                "activity",
                self.tr("Nothing has happened yet"),
                self.tr(
                    "Here you will see when connections come up, are lost and come back, and why; what was asked, what"
                    " was transferred, and what went wrong."
                ),
            ),
            self.tr("Reading…"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self._make_header())
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        bridge.happened.connect(self._happened)
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())
        self._show()

    # --- building

    def _make_acts(self) -> None:
        tr = self.tr
        self.copy = self._act("copy-activity-lines", "copy", tr("&Copy"), self._copy_chosen)
        self._bridge.shortcuts.bind("activity.copy", self.copy)
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.export = self._act("export-activity-act", "export", tr("&Export…"), self._ask_to_export)
        self.open_folder = self._act("open-log-folder", "folder", tr("Open the &log folder"), self._open_folder)
        self.forget = self._act("forget-activity", "clear-done", tr("&Forget all of it…"), self._ask_to_forget)
        self.detailed = QAction(tr("Log &details, too"), self)
        self.detailed.setObjectName("detailed-log")
        self.detailed.setCheckable(True)
        self.detailed.triggered.connect(self._set_detailed)

    def _act(self, name: str, sign: str, text: str, triggered: Callable[[], None]) -> QAction:
        action = QAction(icon(sign), text, self)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: triggered())
        return action

    def _make_header(self) -> QWidget:
        tr = self.tr
        self.search = SearchField(self._bridge, "search-activity", tr("Search what happened"), self)
        self.search.textChanged.connect(self._filter)
        self.connection = _box("activity-connection", tr("Of which connection"))
        self.connection.addItem(tr("All connections"), "")
        self.level = _box("activity-level", tr("How much it matters"))
        self.level.addItem(tr("Everything"), Level.DETAIL.value)
        self.level.addItem(tr("Warnings and failures"), Level.WARNING.value)
        self.level.addItem(tr("Failures only"), Level.FAILURE.value)
        for box in (self.connection, self.level):
            box.currentIndexChanged.connect(self._filter)
        self.export_button = QPushButton(self.export.icon(), self.export.text())
        self.export_button.setObjectName("export-activity-button")
        self.export_button.clicked.connect(self.export.trigger)
        self.more = tool_button("activity-more", "more", tr("More for the log"))
        menu = QMenu(self.more)
        menu.addActions([self.open_folder, self.detailed])
        menu.addSeparator()
        menu.addAction(self.forget)
        self.more.setMenu(menu)
        header = QWidget()
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.search, 1)
        for widget in (self.connection, self.level, self.export_button, self.more):
            row.addWidget(widget)
        return header

    def _make_table(self) -> ListTable:
        table = ListTable("activity-menu", (self.copy,), _SHARES.items(), _LEAST_LETTERS.items())
        table.setObjectName("activity")
        table.setAccessibleName(self.tr("What happened"))
        table.setModel(self.model)
        table.addAction(self.copy)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.selectionModel().selectionChanged.connect(self._show_chosen)
        table.doubleClicked.connect(lambda _index: self.detail.connection_button.click())
        return table

    # --- listing

    def enter(self) -> None:
        """Give the keys of the keyboard to the list; its newest entry is chosen, unless another one is."""
        if not self.chosen and self.model.rowCount():
            self.table.choose(self.model.index(self.model.rowCount() - 1, 0))
        (self.search if self.model.is_empty else self.table).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._read is None:
            self.look()

    def look(self) -> None:
        """Ask for all that happened."""
        if not self._request:
            self._request = new_request()
            self._bridge.ask(ReadActivity(request=self._request, asker=self._bridge.asker), self._hear, self._looked)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, ActivityRead):
            self._read = answer.report
            self.model.take(answer.report.entries)

    def _looked(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is not None:
            self.failed.emit(problem)
        self._name_connections()
        self._tell_of_crash()
        self._show()
        self.table.scrollToBottom()

    def _happened(self, entry: Activity) -> None:
        """What comes before the answer is in the answer."""
        if self._read is None:
            return
        bar = self.table.verticalScrollBar()
        follows = bar.value() >= bar.maximum()
        chosen = self.detail.shown
        self.model.add(entry)
        if entry.connection and self.connection.findData(entry.connection) < 0:
            self._name_connections()
        if chosen == entry.number:
            self._choose(chosen)
        self._show_page()
        if follows:
            self.table.scrollToBottom()

    def _name_connections(self) -> None:
        chosen = self.connection.currentData()
        self.connection.blockSignals(True)
        while self.connection.count() > 1:
            self.connection.removeItem(1)
        for name in self.model.connections:
            self.connection.addItem(printable(name), name)
        self.connection.setCurrentIndex(max(0, self.connection.findData(chosen)))
        self.connection.blockSignals(False)

    def _filter(self) -> None:
        chosen = self.detail.shown
        level = Level(self.level.currentData())
        self.model.look_for(Wanted(tuple(self.search.words), self.connection.currentData(), level))
        self._choose(chosen)
        self._show()
        self.table.scrollToBottom()

    # --- showing

    @property
    def chosen(self) -> list[Activity]:
        """The entries of the selected rows, from top to bottom."""
        rows = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return [entry for index in rows if (entry := self.model.value(index)) is not None]

    def _choose(self, number: int) -> None:
        index = self.model.index_of(number)
        if index.isValid():
            self.table.choose(index)

    def _show(self) -> None:
        self._show_page()
        self._show_chosen()

    def _show_page(self) -> None:
        found = self.model.rowCount() > 0
        self.stack.show_page(read=self._read is not None, some=not self.model.is_empty, found=found)

    def _show_chosen(self) -> None:
        chosen = self.chosen
        self.copy.setEnabled(bool(chosen))
        self.detail.show_entry(chosen[0] if len(chosen) == 1 else None, self._bridge.snapshot)

    def _refresh(self, _changes: Changes) -> None:
        self.detailed.setChecked(self._bridge.snapshot.settings.general.detailed_log)

    def _tell_of_crash(self) -> None:
        read = self._read
        crashed = [one for one in read.entries if one.what is Happening.CRASHED_BEFORE] if read else []
        report = crashed[-1].subject if crashed else ""
        if read is None or report not in read.crash_reports:
            self.notice.setVisible(False)
            return
        words = Words(
            self.tr("Towpath ended unexpectedly the last time"),
            self.tr("a crash report is kept on this computer; nothing was sent"),
            "",
        )
        ways = (
            WayOut("view-crash", "view", self.tr("&View the report"), lambda: self._view(report)),
            WayOut("copy-crash", "copy", self.tr("C&opy it"), lambda: self._copy_report(report)),
        )
        self.notice.say(Status.DEGRADED, words, ways, above=True)

    # --- acts

    def _copy_chosen(self) -> None:
        QApplication.clipboard().setText("\n\n".join(map(whole_text, self.chosen)))

    def _view(self, path: str) -> None:
        Viewer(self._bridge, _here(path), self.window()).show()

    def _copy_report(self, path: str) -> None:
        def hear(answer: Answer) -> None:
            if isinstance(answer, Reported) and isinstance(answer.report, Content):
                QApplication.clipboard().setText(answer.report.content.decode("utf-8", "replace"))

        peek = Peek(request=new_request(), place=_here(path), most=_MOST_BYTES, asker=self._bridge.asker)
        self._bridge.ask(peek, hear, self._done)

    def _ask_to_export(self) -> None:
        dialog = ExportDialog(self._bridge, self.window())
        dialog.exported.connect(self.told)
        dialog.open()

    def _open_folder(self) -> None:
        if self._read is not None:
            command = OpenFile(place=_here(self._read.log_folder), opener=Opener.APPLICATION, asker=self._bridge.asker)
            self._bridge.submit(command, self._done)

    def _set_detailed(self, detailed: bool) -> None:
        settings = self._bridge.snapshot.settings
        general = replace(settings.general, detailed_log=detailed)
        self._bridge.submit(SaveSettings(settings=replace(settings, general=general)), self._done)

    def _ask_to_forget(self) -> None:
        confirm(
            self.window(),
            "confirm-forget-activity",
            self.tr("Forget what happened"),
            self.tr("Forget all that happened?"),
            self.tr("The list is emptied; log files and crash reports are deleted."),
            act=self.tr("&Forget"),
            acted=lambda: self._bridge.submit(ForgetActivity(), self._forgotten),
        )

    def _forgotten(self, problem: Problem | None) -> None:
        self._done(problem)
        self.look()

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
            self._refresh(Changes())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return focus_next(self, forward=forward) or super().focusNextPrevChild(forward)


def _here(path: str) -> Place:
    return Place(HERE, os.fsencode(path))


def _box(name: str, spoken: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMaximumWidth(26 * box.fontMetrics().averageCharWidth())
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box
