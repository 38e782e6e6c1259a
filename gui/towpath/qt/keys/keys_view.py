"""The keys: search, the list, the chosen one, and the agents."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from towpath.model.keys import KeyInfo, KeysListed, ListKeys
from towpath.model.state import Status
from towpath.model.words import Words
from towpath.qt.bridge import Bridge
from towpath.qt.empty_page import EmptyPage
from towpath.qt.files.notice import WayOut
from towpath.qt.hosts.host_files import HostFiles
from towpath.qt.icons import icon
from towpath.qt.keys.agents_strip import AgentsStrip
from towpath.qt.keys.key_acts import KeyActs
from towpath.qt.keys.key_detail import KeyDetail
from towpath.qt.keys.key_model import Column, KeyModel
from towpath.qt.keys.key_words import shown_path
from towpath.qt.keys.marks_delegate import MarksDelegate
from towpath.qt.list_parts import ListPage, ListPages, ListTable, side_by_side
from towpath.qt.listed_view import ListedView
from towpath.qt.search_field import SearchField
from towpath.qt.theme import SPACE
from towpath.qt.tool_button import tool_button

_SHARES = {Column.NAME: 20, Column.TYPE: 14, Column.FINGERPRINT: 18, Column.COMMENT: 14}
"""Of the width; the state has the rest."""
_LEAST_LETTERS = {Column.TYPE: 40, Column.COMMENT: 55, Column.FINGERPRINT: 70}
"""How wide the table is at least, when it has these columns as well: the panel beside it tells the same."""
_LOOK_MS = 15_000
"""Agents forget keys by themselves, and files are made by others."""


class KeysView(ListedView[KeysListed]):
    """The first tab of the Keys page."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, KeysListed, _LOOK_MS, parent)
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
        self.agents = AgentsStrip()
        self.stack = ListPages(
            side_by_side("keys-and-detail", self.table, self.detail),
            self.tr("No key has these words"),
            self._empty_page(),
            self.tr("Looking for keys…"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self._header())
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.agents)

    # --- building

    def _header(self) -> QWidget:
        self.search = SearchField(self._bridge, "search-keys", self.tr("Search keys"), self)
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

    def _make_table(self) -> ListTable:
        do = self.acts
        acts = (do.install, do.test, do.copy, do.add, do.forget, do.passphrase, do.convert)
        table = ListTable("key-menu", acts, _SHARES.items(), _LEAST_LETTERS.items())
        table.setObjectName("keys")
        table.setAccessibleName(self.tr("Keys"))
        table.setModel(self.model)
        table.setItemDelegateForColumn(Column.STATE, MarksDelegate(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.selectionModel().selectionChanged.connect(self.show_chosen)
        return table

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
        (self.first_button if self.stack.currentIndex() == ListPage.NONE else self.table).setFocus()

    def question(self, request: str) -> ListKeys:
        return ListKeys(request=request, asker=self._bridge.asker)

    def _look_for(self, path: str) -> None:
        """A key may have been made there."""
        self._wanted = path or self._wanted
        self.look_anew()

    def show_listed(self, listed: KeysListed) -> None:
        self.acts.show_listed(listed)
        self.agents.show_agents(listed.agents)
        wanted = self._wanted if any(key.path == self._wanted for key in listed.keys) else ""
        chosen = wanted or self.detail.shown
        self._wanted = "" if wanted else self._wanted
        if wanted:
            self.search.clear()
        self.model.take(listed.keys)
        self._choose(chosen)

    def show_remarks(self, listed: KeysListed) -> None:
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
        return self.model.value(self.table.chosen)

    def choose(self, name: str) -> None:
        """Select the key with this path or fingerprint, if it is there; now, or when the keys are listed."""
        self._wanted = name
        self._choose(name)

    def _choose(self, name: str) -> None:
        self.table.choose(self.model.index_of(name))
        self.show_chosen()

    def _search(self) -> None:
        chosen = self.detail.shown
        self.model.look_for(self.search.words)
        self._choose(chosen)

    def show_chosen(self) -> None:
        key = self.chosen
        self.acts.show_key(key)
        if key is not None:
            self.detail.show_key(key, self._bridge.snapshot)
            self.detail.show_acts()
        some = self._listed is not None and bool(self._listed.keys)
        self.stack.show_page(read=self._listed is not None, some=some, found=self.model.rowCount() > 0)
        self.header.setVisible(some)
