"""Known hosts: search, the lines of all files, and the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.state import Status
from towpath.model.trust import KnownHostLine, KnownHostsListed, LineNamed, ListKnownHosts
from towpath.model.words import Words, explain
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.empty_page import EmptyPage
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.icons import icon
from towpath.qt.keys.marks_delegate import MarksDelegate
from towpath.qt.list_parts import ListPage, ListPages, ListTable, side_by_side
from towpath.qt.listed_view import ListedView
from towpath.qt.search_field import SearchField
from towpath.qt.theme import SPACE
from towpath.qt.tool_button import tool_button
from towpath.qt.trust.host_acts import HostActs
from towpath.qt.trust.host_detail import HostDetail
from towpath.qt.trust.host_model import Column, HostModel
from towpath.qt.trust.host_words import named

_SHARES = {Column.HOSTS: 30, Column.TYPE: 13, Column.FINGERPRINT: 19, Column.PLACE: 16}
"""Of the width; the state has the rest."""
_LEAST_LETTERS = {Column.TYPE: 40, Column.PLACE: 55, Column.FINGERPRINT: 70}
"""How wide the table is at least, when it has these columns as well: the panel beside it tells the same."""
_LOOK_MS = 60_000
"""Each login may add a line, be it of ssh's."""
_ASK_MS = 250
"""How long nobody has typed when the engine is asked whom hashes are about."""


class KnownHostsView(ListedView[KnownHostsListed]):
    """The second tab of the Keys page."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, KnownHostsListed, _LOOK_MS, parent)
        self._question = ""
        self._found: tuple[LineNamed, ...] = ()
        """Lines that the engine knows to be about the host that was typed."""
        self._wanted: tuple[str, int] | None = None
        """File and number of a line that is to be chosen when they are listed."""
        self.acts = HostActs(bridge, self)
        self.acts.failed.connect(self.failed)
        self.acts.changed.connect(self.look_anew)
        self.model = HostModel(self)
        self.table = self._make_table()
        self.detail = HostDetail(self.acts)
        self.detail.show_connection.connect(self.show_connection)
        self.stack = ListPages(
            side_by_side("hosts-and-detail", self.table, self.detail),
            self.tr("No line has these words. A hashed name is found when it is typed in full, with its port."),
            self._empty_page(),
            self.tr("Reading known hosts…"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self._header())
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        self._typed = QTimer(self)
        self._typed.setInterval(_ASK_MS)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self._ask_for_host)

    # --- building

    def _header(self) -> QWidget:
        self.search = SearchField(self._bridge, "search-hosts", self.tr("Search known hosts"), self)
        self.search.setPlaceholderText(self.tr("Search; a whole host name also finds hashed lines"))
        self.search.textChanged.connect(self._search)
        self.compare_button = QPushButton(self.acts.compare.icon(), self.acts.compare.text())
        self.compare_button.setObjectName("compare-fingerprint-button")
        self.compare_button.clicked.connect(self.acts.compare.trigger)
        self.more = tool_button("hosts-more", "more", self.tr("More for known hosts"))
        menu = QMenu(self.more)
        for action in (self.acts.authority, self.acts.revoke):
            menu.addAction(action)
        self.more.setMenu(menu)
        header = QWidget()
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.search, 1)
        row.addWidget(self.compare_button)
        row.addWidget(self.more)
        return header

    def _make_table(self) -> ListTable:
        acts = (self.acts.compare_line, self.acts.forget)
        table = ListTable("host-menu", acts, _SHARES.items(), _LEAST_LETTERS.items())
        table.setObjectName("known-hosts")
        table.setAccessibleName(self.tr("Known hosts"))
        table.setModel(self.model)
        table.addAction(self.acts.forget)
        table.setItemDelegateForColumn(Column.STATE, MarksDelegate(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.selectionModel().selectionChanged.connect(self.show_chosen)
        return table

    def _empty_page(self) -> QWidget:
        self.authority_button = QPushButton(icon("certificate"), self.acts.authority.text())
        self.authority_button.setObjectName("trust-first-authority")
        self.authority_button.clicked.connect(self.acts.authority.trigger)
        return EmptyPage(
            "shield",
            self.tr("No known hosts yet"),
            self.tr(
                "The first login to a machine asks whether its key is the right one, and remembers it in"
                " ~/.ssh/known_hosts, as ssh does. From then on nobody can pass for that machine unnoticed."
            ),
            (self.authority_button,),
        )

    # --- listing

    def enter(self) -> None:
        """Give the keys of the keyboard to the list."""
        (self.authority_button if self.stack.currentIndex() == ListPage.NONE else self.table).setFocus()

    def question(self, request: str) -> ListKnownHosts:
        return ListKnownHosts(request=request, asker=self._bridge.asker)

    def choose(self, file: str, line: int) -> None:
        """Select this line, now or when the lines are listed."""
        self._wanted = (file, line)
        self.search.clear()
        self.look_anew()

    def show_listed(self, listed: KnownHostsListed) -> None:
        chosen = self.detail.shown
        if self._wanted is not None:
            places = {(line.file, line.line): named(line) for line in listed.lines}
            chosen, self._wanted = places.get(self._wanted, chosen), None
        self.model.show(listed.lines, self._names())
        self._choose(chosen)

    def _names(self) -> dict[str, str]:
        """By which words a connection is found."""
        connections = [state.connection for state in self._bridge.snapshot.connections]
        return {one.id: f"{one.name} {' '.join(map(str, one.hops))}" for one in connections}

    def show_remarks(self, listed: KnownHostsListed) -> None:
        if listed.problems:
            words = explain(listed.problems[0])
            self.notice.say(Status.DEGRADED, Words(words.what, words.why, words.to_do), (), above=True)
        else:
            self.notice.setVisible(False)

    # --- searching

    def _search(self) -> None:
        self._found = ()
        if self._question:
            self._bridge.withdraw(self._question)
            self._question = ""
        self._filter()
        self._typed.start()

    def _ask_for_host(self) -> None:
        host = self.search.text().strip()
        hashed = self._listed is not None and any(line.hashed for line in self._listed.lines)
        if not host or not hashed or len(self.search.words) > 1:
            return
        self._question = new_request()
        question = ListKnownHosts(request=self._question, host=host, asker=self._bridge.asker)
        self._bridge.ask(question, self._hear_host, self._host_told)

    def _hear_host(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, KnownHostsListed):
            self._found = tuple(named(line) for line in answer.report.lines if line.hashed)

    def _host_told(self, _problem: Problem | None) -> None:
        self._question = ""
        self._filter()

    def _filter(self) -> None:
        chosen = self.detail.shown
        self.model.look_for(self.search.words, self._found)
        self._choose(chosen)

    # --- showing

    @property
    def chosen(self) -> KnownHostLine | None:
        """The line of the selected row."""
        return self.model.value(self.table.chosen)

    def _choose(self, line: LineNamed | None) -> None:
        self.table.choose(self.model.index_of(line))
        self.show_chosen()

    def show_chosen(self) -> None:
        line = self.chosen
        self.acts.show_line(line)
        if line is not None:
            self.detail.show_line(line, self._bridge.snapshot)
        some = self._listed is not None and bool(self._listed.lines)
        self.stack.show_page(read=self._listed is not None, some=some, found=self.model.rowCount() > 0)
        self.search.setEnabled(some)
