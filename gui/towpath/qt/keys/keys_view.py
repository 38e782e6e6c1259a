"""The keys: search, the list, the chosen one, and the agents."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.keys import KeyInfo, KeysListed, ListKeys
from towpath.model.state import Status
from towpath.model.words import Words, explain
from towpath.qt.bridge import Answer, Bridge, Changes
from towpath.qt.empty_page import EmptyPage
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.notice import Notice, WayOut
from towpath.qt.hosts.host_files import HostFiles
from towpath.qt.icons import icon
from towpath.qt.keys.agents_strip import AgentsStrip
from towpath.qt.keys.key_acts import KeyActs
from towpath.qt.keys.key_detail import KeyDetail
from towpath.qt.keys.key_model import Column, KeyModel
from towpath.qt.keys.key_words import shown_path
from towpath.qt.keys.marks_delegate import MarksDelegate
from towpath.qt.row_tree import FlatTree
from towpath.qt.search_field import SearchField
from towpath.qt.theme import SPACE, MutedLabel
from towpath.qt.tool_button import tool_button

_SHARES = {Column.NAME: 20, Column.TYPE: 14, Column.FINGERPRINT: 18, Column.COMMENT: 14}
"""Of the width; the state has the rest."""
_LEAST_LETTERS = {Column.TYPE: 40, Column.COMMENT: 55, Column.FINGERPRINT: 70}
"""How wide the table is at least, when it has these columns as well: the panel beside it tells the same."""
_LOOK_MS = 15_000
"""Agents forget keys by themselves, and files are made by others."""
_LIST, _NOTHING_FOUND, _NONE, _READING = range(4)


class KeysView(QWidget):
    """Lists the keys whenever it is shown, after each act, and now and then."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    show_connection = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._listed: KeysListed | None = None
        self._request = ""
        self._wanted = ""
        """Path of a new key, to be chosen when it is listed."""
        self.acts = KeyActs(bridge, self)
        self.acts.failed.connect(self.failed)
        self.acts.changed.connect(self._look_for)
        self.addAction(self.acts.new)
        self.files = HostFiles(bridge, self)
        self.files.failed.connect(self.failed)
        self.model = KeyModel(self)
        self.table = self._make_table()
        self.detail = KeyDetail(self.acts)
        self.detail.show_connection.connect(self.show_connection)
        self.notice = Notice()
        self.agents = AgentsStrip()
        self.stack = QStackedWidget()
        nothing_found = MutedLabel(self.tr("No key has these words"))
        nothing_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        reading = MutedLabel(self.tr("Looking for keys…"))
        reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self._full_page(), nothing_found, self._empty_page(), reading):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self._header())
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.agents)
        self.stack.setCurrentIndex(_READING)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)
        bridge.changed.connect(self._refresh)

    # --- building

    def _header(self) -> QWidget:
        self.search = SearchField("search-keys", self.tr("Search keys"), self)
        self.search.textChanged.connect(self._search)
        self.new_button = QPushButton(icon("add"), self.acts.new.text())
        self.new_button.setObjectName("new-key-button")
        self.new_button.clicked.connect(self.acts.new.trigger)
        self.more = tool_button("keys-more", "more", self.tr("More for keys and agents"))
        menu = QMenu(self.more)
        for action in (self.acts.convert_file, self.acts.repair, self.acts.forget_all):
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.files.backup_action)
        menu.addAction(self.files.restore_action)
        self.more.setMenu(menu)
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.search, 1)
        row.addWidget(self.new_button)
        row.addWidget(self.more)
        return self.header

    def _make_table(self) -> FlatTree:
        table = _KeyTable(self.acts)
        table.setObjectName("keys")
        table.setAccessibleName(self.tr("Keys"))
        table.setModel(self.model)
        table.setItemDelegateForColumn(Column.STATE, MarksDelegate(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.selectionModel().selectionChanged.connect(self._show_chosen)
        return table

    def _full_page(self) -> QSplitter:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setObjectName("keys-and-detail")
        halves.setHandleWidth(SPACE)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self.detail)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setSizes([600, 400])
        return halves

    def _empty_page(self) -> QWidget:
        self.first_button = QPushButton(icon("add", on_accent=True), self.acts.new.text())
        self.first_button.setObjectName("new-first-key")
        self.first_button.setProperty("primary", True)
        self.first_button.clicked.connect(self.acts.new.trigger)
        convert = QPushButton(icon("import"), self.acts.convert_file.text())
        convert.setObjectName("convert-first-key")
        convert.clicked.connect(self.acts.convert_file.trigger)
        return EmptyPage(
            "key",
            self.tr("No keys yet"),
            self.tr(
                "A key logs you in without a password: its public part is put on servers,"
                " its private part stays on this machine, locked by a passphrase."
            ),
            (self.first_button, convert),
        )

    # --- listing

    def enter(self) -> None:
        """Give the keys of the keyboard to the list, or to what makes the first key."""
        (self.first_button if self.stack.currentIndex() == _NONE else self.table).setFocus()

    def look(self) -> None:
        """Have the keys listed, unless they are just being listed."""
        if not self._request:
            self._request = new_request()
            self._bridge.ask(ListKeys(request=self._request, asker=self._bridge.asker), self._hear, self._looked)

    def _look_for(self, path: str) -> None:
        """Something was done, so what is just being listed may be out of date already."""
        self._wanted = path or self._wanted
        if self._request:
            self._bridge.withdraw(self._request)
            self._request = ""
        self.look()

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, KeysListed):
            self._listed = answer.report

    def _looked(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is not None:
            again = WayOut("list-keys-again", "retry", self.tr("&Try again"), self.look)
            self.notice.say(Status.FAILED, explain(problem), (again,), above=True)
        if self._listed is None:
            return
        if problem is None:
            self._say_what_is_open(self._listed)
        self.acts.show_listed(self._listed)
        self.agents.show_agents(self._listed.agents)
        wanted = self._wanted if any(key.path == self._wanted for key in self._listed.keys) else ""
        chosen = wanted or self.detail.shown
        self._wanted = "" if wanted else self._wanted
        if wanted:
            self.search.clear()
        self.model.take(self._listed.keys)
        self._choose(chosen)

    def _say_what_is_open(self, listed: KeysListed) -> None:
        names = [shown_path(key.path) for key in listed.keys if key.too_open]
        folder = [shown_path(listed.folder)] if listed.folder_too_open else []
        if not names and not folder:
            self.notice.setVisible(False)
            return
        words = Words(
            self.tr("others on this machine can get at {files}").format(files=", ".join(folder + names[:3])),
            self.tr("they can look into that folder, or even put keys there") if folder else "",
            self.tr("a key that others can read is refused by ssh") if names else "",
        )
        repair = WayOut("repair-all", "permissions", self.acts.repair.text(), self.acts.repair.trigger)
        self.notice.say(Status.DEGRADED, words, (repair,), above=True)

    # --- showing

    @property
    def chosen(self) -> KeyInfo | None:
        """The key of the selected row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.value(rows[0]) if rows else None

    def choose(self, name: str) -> None:
        """Select the key with this path or fingerprint, if it is there; now, or when the keys are listed."""
        self._wanted = name
        self._choose(name)

    def _choose(self, name: str) -> None:
        index = self.model.index_of(name)
        if not index.isValid():
            index = self.model.index(0, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_chosen()

    def _search(self) -> None:
        chosen = self.detail.shown
        self.model.look_for(self.search.words)
        self._choose(chosen)

    def _show_chosen(self) -> None:
        key = self.chosen
        self.acts.show_key(key)
        if key is not None:
            self.detail.show_key(key, self._bridge.snapshot)
            self.detail.show_acts()
        some = self._listed is not None and bool(self._listed.keys)
        found = _LIST if self.model.rowCount() else _NOTHING_FOUND
        self.stack.setCurrentIndex(_READING if self._listed is None else found if some else _NONE)
        self.header.setVisible(some)

    def _refresh(self, changes: Changes) -> None:
        if changes.connections and self.isVisible():
            self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


class _KeyTable(FlatTree):
    """Its menu has what can be done with the key."""

    def __init__(self, acts: KeyActs) -> None:
        super().__init__(_SHARES.items(), least_letters=_LEAST_LETTERS.items())
        self.menu = QMenu(self)
        self.menu.setObjectName("key-menu")
        for action in (acts.install, acts.test, acts.copy, acts.add, acts.forget, acts.passphrase, acts.convert):
            self.menu.addAction(action)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selectionModel().hasSelection():
            self.menu.popup(self.menu_place(event))
