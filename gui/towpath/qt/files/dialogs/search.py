"""Finds names below a folder: the finds come in while it looks, and each is a double click away."""

from __future__ import annotations

import posixpath

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Reported
from towpath.model.file_work import Found, Left, Search
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.found_model import FOLDER, MODIFIED, MOST_SHOWN, NAME, SIZE, FoundModel
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.file_words import machine_name, shown
from towpath.qt.files.places import parent as folder_of
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel


class SearchDialog(ActDialog):
    """Not modal: the panes stay usable, and follow when a find is gone to."""

    gone_to = Signal(object, bytes)
    """Carries the folder's Place and the name that is to be selected there."""
    wanted = Signal(object)
    """Places that are to be transferred to the other pane."""

    def __init__(self, bridge: Bridge, folder: Place, parent: QWidget) -> None:
        super().__init__(bridge, "search-dialog", parent)
        self._folder = folder
        self._request = ""
        self._folders = self._unreadable = 0
        machine = machine_name(bridge.snapshot, folder.connection)
        below = self.tr("Search below {folder} on {machine}")
        self.entitle(self.tr("Search"), below.format(folder=shown(folder.path), machine=machine))
        self.body.addLayout(self._fields())
        self._add_table()
        self.body.addLayout(self._foot())
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.fit(760, 480)
        header = self.table.horizontalHeader()
        metrics = QFontMetrics(self.table.font())
        header.resizeSection(SIZE, metrics.horizontalAdvance("888.8 MB") + 3 * SPACE)
        header.resizeSection(MODIFIED, metrics.horizontalAdvance("2026-12-28 28:88") + 3 * SPACE)
        for column in (NAME, FOLDER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.pattern.setFocus()

    def _fields(self) -> QVBoxLayout:
        self.pattern = QLineEdit()
        self.pattern.setObjectName("search-pattern")
        self.pattern.setAccessibleName(self.tr("Name to search for"))
        self.pattern.setPlaceholderText(self.tr("A part of the name, or a pattern like *.log"))
        self.pattern.setClearButtonEnabled(True)
        self.pattern.textChanged.connect(self._refresh)
        self.match_case = QCheckBox(self.tr("&Match case"))
        self.match_case.setObjectName("match-case")
        self.find_button = QPushButton()
        self.find_button.setObjectName("find")
        self.find_button.clicked.connect(self._find_or_stop)
        self.make_default(self.find_button)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.pattern, 1)
        row.addWidget(self.match_case)
        row.addWidget(self.find_button)
        self.looking_at = MutedLabel(self.tr("Links are not followed."))
        self.looking_at.setObjectName("looking-at")
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addLayout(row)
        return column

    def _add_table(self) -> None:
        self.model = FoundModel(self)
        self.table = QTableView()
        self.table.setObjectName("finds")
        self.table.setAccessibleName(self.tr("Found"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + SPACE)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.doubleClicked.connect(self._go)
        self.go_action = QAction(icon("folder"), self.tr("&Go there"), self.table)
        self._bridge.shortcuts.bind("search.go", self.go_action)
        self.go_action.triggered.connect(self._go)
        self.transfer_action = QAction(icon("right"), self.tr("&Transfer to the other pane"), self.table)
        self._bridge.shortcuts.bind("search.transfer", self.transfer_action)
        self.transfer_action.triggered.connect(lambda: self.wanted.emit(self.selected()))
        for action in (self.go_action, self.transfer_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(action)
        self.table.selectionModel().selectionChanged.connect(self._refresh)
        self.body.addWidget(self.table, 1)

    def _foot(self) -> QHBoxLayout:
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(10 * SPACE)
        self.bar.setAccessibleName(self.tr("Searching"))
        self.bar.setVisible(False)
        self.count_label = QLabel()
        self.count_label.setObjectName("found-count")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.count_label)
        row.addWidget(self.bar)
        row.addWidget(self.looking_at, 1)
        self._refresh()
        return row

    # --- looking

    def _find_or_stop(self) -> None:
        if self._request:
            self.withdraw(self._request)
            self._rest()
            self.looking_at.setText(self.tr("Stopped."))
        elif self.pattern.text():
            self._find()

    def _find(self) -> None:
        command = Search(
            request=new_request(),
            place=self._folder,
            pattern=self.pattern.text(),
            match_case=self.match_case.isChecked(),
        )
        self._request = command.request
        self._folders = self._unreadable = 0
        self.model.begin(self._folder.path)
        self.say(None)
        self.bar.setVisible(True)
        self.looking_at.setText("")
        self._refresh()
        self.ask(command, self._hear, self._end)

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=Found() as found):
                self.model.add(found.entries)
                self._folders = found.folders
                metrics = self.looking_at.fontMetrics()
                room = max(20 * SPACE, self.looking_at.width())
                path = shown(found.current)
                self.looking_at.setText(metrics.elidedText(path, Qt.TextElideMode.ElideMiddle, room))
                self._refresh()
            case Reported(report=Left(results=results)):
                self._unreadable += len(results)

    def _end(self, problem: Problem | None) -> None:
        self._rest()
        done = self.tr("Done: {n} folders looked at.").format(n=f"{self._folders:,}")
        if self._unreadable:
            done += " " + self.tr("{n} cannot be listed.").format(n=f"{self._unreadable:,}")
        self.looking_at.setText(done)
        if problem is not None and problem.kind not in (ProblemKind.FILES_LEFT, ProblemKind.CANCELLED):
            self.say(problem)

    def _rest(self) -> None:
        self._request = ""
        self.bar.setVisible(False)
        self._refresh()

    def _refresh(self) -> None:
        self.find_button.setText(self.tr("&Stop") if self._request else self.tr("&Find"))
        self.find_button.setEnabled(bool(self._request or self.pattern.text()))
        count = self.model.count
        text = self.tr("1 found") if count == 1 else self.tr("{n} found").format(n=f"{count:,}")
        if count > MOST_SHOWN:
            text = self.tr("{n} found, the first {most} shown").format(n=f"{count:,}", most=f"{MOST_SHOWN:,}")
        self.count_label.setText(text)
        chosen = self.table.selectionModel().hasSelection()
        self.go_action.setEnabled(chosen)
        self.transfer_action.setEnabled(chosen)

    # --- what one does with finds

    def selected(self) -> tuple[Place, ...]:
        """The finds that are selected."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(Place(self._folder.connection, self.model.finds[row].path) for row in rows)

    def _go(self) -> None:
        current = self.table.currentIndex()
        if not current.isValid():
            return
        place = Place(self._folder.connection, self.model.finds[current.row()].path)
        if (folder := folder_of(place)) is not None:
            self.gone_to.emit(folder, posixpath.basename(place.path))

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.go_action, self.transfer_action])
        menu.popup(self.table.viewport().mapToGlobal(where))
