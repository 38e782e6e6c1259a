"""What is stored, and whether the keyring can be used; forgetting it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.model.trust import ForgetSecrets, ListSecrets, SecretsListed, StoredSecret
from towpath.model.words import explain
from towpath.qt.bridge import Answer, Bridge, Changes
from towpath.qt.confirm import confirm
from towpath.qt.empty_page import EmptyPage
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.notice import Notice, WayOut
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.list_parts import ListPages, ListTable
from towpath.qt.search_field import SearchField
from towpath.qt.secrets.secret_model import Column, SecretModel
from towpath.qt.theme import SPACE, plain_label

_SHARES = {Column.WHOSE: 30, Column.KIND: 18, Column.WHERE: 16, Column.USED_BY: 20}
"""Of the width; when it was stored has the rest."""


class SecretsView(QWidget):
    """Lists them whenever it is shown, and after each act."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    show_connection = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._listed: SecretsListed | None = None
        self._request = ""
        self.forget = QAction(icon("remove"), self.tr("&Forget"), self)
        self.forget.setObjectName("forget-secrets")
        bridge.shortcuts.bind("secrets.forget", self.forget)
        self.forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.forget.triggered.connect(lambda _checked=False: self._forget())
        self.model = SecretModel(self)
        self.table = self._make_table()
        self.notice = Notice()
        self.keyring_text = plain_label()
        self.keyring_text.setObjectName("keyring-state")
        self._empty = self._empty_page()
        self.stack = ListPages(
            self.table,
            self.tr("Nothing that is stored has these words"),
            self._empty,
            self.tr("Asking the keyring…"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self._make_header())
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._make_foot())
        bridge.changed.connect(self._refresh)
        self._show()

    # --- building

    def _make_header(self) -> QWidget:
        self.search = SearchField(self._bridge, "search-secrets", self.tr("Search what is stored"), self)
        self.search.textChanged.connect(self._search)
        self.forget_button = QPushButton(self.forget.icon(), self.forget.text())
        self.forget_button.setObjectName("forget-secrets-button")
        self.forget_button.clicked.connect(self.forget.trigger)
        self.forget_all_button = QPushButton(icon("clear-done"), self.tr("Forget &all…"))
        self.forget_all_button.setObjectName("forget-all-secrets")
        self.forget_all_button.clicked.connect(self._ask_to_forget_all)
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.search, 1)
        row.addWidget(self.forget_button)
        row.addWidget(self.forget_all_button)
        return self.header

    def _make_table(self) -> ListTable:
        table = ListTable("secret-menu", (self.forget,), _SHARES.items())
        table.setObjectName("secrets")
        table.setAccessibleName(self.tr("Stored secrets"))
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.addAction(self.forget)
        table.selectionModel().selectionChanged.connect(self._show_acts)
        table.doubleClicked.connect(lambda index: self._show_user(index.row()))
        return table

    def _empty_page(self) -> EmptyPage:
        return EmptyPage(
            "shield",
            "",
            self.tr(
                "Where Towpath asks for a password or a passphrase, it can be remembered:"
                " until Towpath ends, or in the system's keyring. One-time codes never are."
            ),
        )

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(Glyph("shield", 16))
        row.addWidget(self.keyring_text, 1)
        self.foot = foot
        return foot

    # --- listing

    def enter(self) -> None:
        """Give the keys of the keyboard to the list."""
        self.table.setFocus()

    def look(self, *, again: bool = False) -> None:
        """Have them listed; `again` tries a keyring that could not be used once more."""
        if self._request:
            self._bridge.withdraw(self._request)
        self._request = new_request()
        command = ListSecrets(request=self._request, again=again, asker=self._bridge.asker)
        self._bridge.ask(command, self._hear, self._looked)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, SecretsListed):
            self._listed = answer.report

    def _looked(self, problem: Problem | None) -> None:
        self._request = ""
        trouble = problem or (self._listed.problem if self._listed else None)
        if trouble is None:
            self.notice.setVisible(False)
        else:
            again = WayOut("look-for-keyring", "retry", self.tr("&Look again"), lambda: self.look(again=True))
            self.notice.say(Status.DEGRADED, explain(trouble), (again,), above=True)
        self._show()

    # --- showing

    def _show(self) -> None:
        listed = self._listed
        if listed is not None:
            self.model.show(listed.secrets, self._bridge.snapshot)
        some = listed is not None and bool(listed.secrets)
        self.stack.show_page(read=listed is not None, some=some, found=self.model.rowCount() > 0)
        self.header.setVisible(some)
        usable = listed is not None and listed.problem is None
        self._empty.title.setText(
            self.tr("Nothing is stored") if usable else self.tr("Nothing to show while the keyring cannot be used")
        )
        name = printable(listed.keyring) if listed is not None else ""
        self.keyring_text.setText(
            self.tr("{keyring} encrypts what is kept for later").format(keyring=name) if usable and name else ""
        )
        self.foot.setVisible(bool(self.keyring_text.text()))
        self._show_acts()

    def _show_acts(self) -> None:
        self.forget.setEnabled(bool(self.chosen))
        self.forget_button.setEnabled(bool(self.chosen))

    @property
    def chosen(self) -> list[StoredSecret]:
        """The secrets of the selected rows."""
        shown = self.model.shown()
        return [shown[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _search(self) -> None:
        self.model.look_for(self.search.words)
        self._show()

    def _refresh(self, changes: Changes) -> None:
        if changes.connections and self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    # --- acts

    def _forget(self) -> None:
        if self.chosen:
            named = tuple(dict.fromkeys((one.kind, one.key) for one in self.chosen))
            self._bridge.submit(ForgetSecrets(secrets=named), self._done)

    def _ask_to_forget_all(self) -> None:
        confirm(
            self.window(),
            "confirm-forget-all",
            self.tr("Forget all secrets"),
            self.tr("Forget all passwords and passphrases that Towpath has stored?"),
            self.tr("You are asked for each of them again. What other programs have stored stays."),
            act=self.tr("&Forget all"),
            acted=lambda: self._bridge.submit(ForgetSecrets(all=True), self._done),
        )

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        self.look()

    def _show_user(self, row: int) -> None:
        users = [one for one in self.model.shown()[row].used_by if self._bridge.snapshot.by_id(one) is not None]
        if users:
            self.show_connection.emit(users[0])
