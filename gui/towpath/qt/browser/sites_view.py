"""The live list of the sites that browsers asked for, and what to do with one of them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from towpath.model.browsing import ForgetSites, SiteSeen
from towpath.model.command import SaveSettings
from towpath.model.error import Problem
from towpath.model.words import as_sentence
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.browser.send_site import SendSite
from towpath.qt.browser.site_model import SITE_ROLE, Column, SiteFilter, SiteModel, failure, key, site_text
from towpath.qt.icons import icon
from towpath.qt.row_tree import FlatTree
from towpath.qt.theme import SPACE, MutedLabel, plain_label, take_any_width
from towpath.qt.tool_button import name_button, tool_button

_SHARES = {Column.SITE: 22, Column.WAY: 20, Column.RULE: 20, Column.REQUESTS: 11, Column.BYTES: 16}
"""Of the width."""
_CLOCK_MS = 10_000


class SitesView(QWidget):
    """Follows the snapshot once a second, unless it is paused; a row keeps its selection wherever it goes."""

    failed = Signal(object)
    show_rule = Signal(str)
    """The user wants to see the rule with this id."""
    explain = Signal(str)
    """The user wants to know why this site went its way."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.filter = QLineEdit()
        self.filter.setObjectName("filter-sites")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the sites just seen"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.pause = tool_button("pause-sites", "pause", "", self._pause, checkable=True)
        self.clear = tool_button("clear-sites", "clear-done", self.tr("Empty the list"), self._clear)
        self.model = SiteModel(self)
        self.sorted = SiteFilter(self.model, self)
        self.filter.textChanged.connect(lambda text: self._keep_chosen(lambda: self.sorted.look_for(text)))
        self.table = self._make_table()
        self.send = SendSite(bridge)
        self.send.failed.connect(self.failed)
        self.problem = plain_label()
        self.problem.setObjectName("fieldMessage")
        self.problem.setVisible(False)
        take_any_width(self.problem)

        top = QHBoxLayout()
        top.setSpacing(SPACE // 2)
        top.addWidget(self.filter, 1)
        top.addWidget(self.pause)
        top.addWidget(self.clear)
        self.pages = QStackedWidget()
        for page in (self.table, self._make_empty(), self._make_off()):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.send)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self.model.tell_time)
        bridge.changed.connect(self._refresh)
        self._name_pause()
        self._show_all()

    def _make_table(self) -> FlatTree:
        table = _SiteTable(self._context_menu)
        table.setObjectName("sites")
        table.setAccessibleName(self.tr("Sites just seen"))
        table.setModel(self.sorted)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSortingEnabled(True)
        table.sortByColumn(Column.SEEN, Qt.SortOrder.DescendingOrder)
        table.selectionModel().selectionChanged.connect(self._show_chosen)
        table.activated.connect(self._explain)
        table.viewport().installEventFilter(self)
        return table

    def _make_empty(self) -> QWidget:
        self.nothing = MutedLabel(self.tr("None yet. A site appears here as soon as a browser asks Towpath for it."))
        return _message(self.nothing)

    def _make_off(self) -> QWidget:
        self.remember = QPushButton(self.tr("Show sites from &now on"))
        self.remember.setObjectName("log-sites")
        self.remember.clicked.connect(self._remember)
        return _message(MutedLabel(self.tr("Sites are not remembered, as you chose in the settings.")), self.remember)

    # --- showing

    @property
    def chosen(self) -> SiteSeen | None:
        """The site of the selected row."""
        rows = self.table.selectionModel().selectedRows()
        site = rows[0].data(SITE_ROLE) if rows else None
        return site if isinstance(site, SiteSeen) else None

    def choose(self, host: str) -> None:
        """Select a site by its host."""
        for row in range(self.sorted.rowCount()):
            index = self.sorted.index(row, 0)
            site = index.data(SITE_ROLE)
            if isinstance(site, SiteSeen) and site.host == host:
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                return

    def _refresh(self, changes: Changes) -> None:
        if changes.sites or changes.browser or changes.connections or self._is_off != self._off_is_shown:
            self._show_all()

    @property
    def _is_off(self) -> bool:
        return not self._bridge.snapshot.settings.browser.log_sites

    @property
    def _off_is_shown(self) -> bool:
        return self.pages.currentIndex() == 2

    def _show_all(self) -> None:
        snapshot = self._bridge.snapshot
        if not self.pause.isChecked():
            self._keep_chosen(lambda: self.model.show(snapshot.sites, snapshot))
        is_empty = not self.model.rowCount()
        self.pages.setCurrentIndex(2 if self._is_off else 1 if is_empty else 0)
        self.send.setVisible(not self._is_off and not is_empty)
        self.clear.setEnabled(not is_empty)
        self.pause.setEnabled(not self._is_off)
        self._show_chosen()

    def _keep_chosen(self, change: Callable[[], None]) -> None:
        """When the chosen row goes, none is chosen: Qt would choose its neighbour, and a click would send that away."""
        before = self.chosen
        change()
        after = self.chosen
        if before is not None and (after is None or key(after) != key(before)):
            self.table.selectionModel().clear()

    def _show_chosen(self) -> None:
        site = self.chosen
        self.send.show_site(site, self._bridge.snapshot)
        problem = failure(site) if site else None
        self.problem.setText(as_sentence(problem) if problem else "")
        self.problem.setVisible(problem is not None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.tell_time()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self.sorted.hold(held=True)
        elif event.type() == QEvent.Type.Leave:
            self.sorted.hold(held=False)
        return super().eventFilter(watched, event)

    # --- acts

    def _pause(self) -> None:
        self._name_pause()
        self._show_all()

    def _name_pause(self) -> None:
        paused = self.pause.isChecked()
        self.pause.setIcon(icon("play" if paused else "pause"))
        name_button(self.pause, self.tr("Go on showing new sites") if paused else self.tr("Pause the list"))

    def _clear(self) -> None:
        self.pause.setChecked(False)
        self._name_pause()
        self._bridge.submit(ForgetSites(), self._done)

    def _remember(self) -> None:
        settings = self._bridge.snapshot.settings
        browser = replace(settings.browser, log_sites=True)
        self._bridge.submit(SaveSettings(settings=replace(settings, browser=browser)), self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)

    def _explain(self) -> None:
        if site := self.chosen:
            self.explain.emit(site_text(site))

    def _context_menu(self, where: QPoint) -> None:
        site = self.chosen
        if site is None:
            return
        menu = QMenu(self)
        menu.setObjectName("site-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Why does it go that way?"), self._explain)
        if any(rule.id == site.rule for rule in self._bridge.snapshot.browser.rules):
            menu.addAction(self.tr("Show the &rule"), lambda: self.show_rule.emit(site.rule))
        menu.addSeparator()
        self.send.fill_ways(menu, whole=True)
        menu.popup(where)


class _SiteTable(FlatTree):
    """Asks for its menu with a place, whether by mouse or by key."""

    def __init__(self, asked: Callable[[QPoint], None]) -> None:
        super().__init__(_SHARES.items())
        self._asked = asked

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._asked(self.menu_place(event))


def _message(text: MutedLabel, *widgets: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    text.setWordWrap(True)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    layout.addWidget(text)
    for widget in widgets:
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    return page
