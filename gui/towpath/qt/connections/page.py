"""The Connections page: search, the list, the chosen connection, and what one can do with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from towpath.model.command import CheckForwards, RemoveConnection, RetryNow, SaveConnection
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.ssh_config_snippet import config_snippet
from towpath.model.state import ConnectionState, Status
from towpath.model.unique_name import unique_name
from towpath.qt.apps.app_acts import AppActs
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.confirm import confirm
from towpath.qt.connections.config_place import ConfigPlace
from towpath.qt.connections.detail import Detail
from towpath.qt.connections.editor import ConnectionEditor
from towpath.qt.connections.forward_acts import ForwardActs
from towpath.qt.connections.forward_row import ForwardAct
from towpath.qt.connections.loss import loss
from towpath.qt.connections.model import ROW_ROLE, ConnectionList
from towpath.qt.connections.paste_dialog import PasteDialog
from towpath.qt.connections.row_delegate import RowDelegate
from towpath.qt.hosts.host_files import HostFiles
from towpath.qt.icons import icon
from towpath.qt.search_field import SearchField
from towpath.qt.status import active
from towpath.qt.theme import SPACE, MutedLabel
from towpath.qt.toggle import toggle_connection
from towpath.qt.welcome.first_page import FirstPage


class ConnectionsPage(QWidget):
    """Lives in the main window. Commands go through the bridge; what comes of them is in the next snapshot."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    line_asked = Signal(str, int)
    """The user wants to see a line of known_hosts: carries its file and its number."""
    browse_asked = Signal(str)
    """Carries the id of the connection whose files the person wants to see."""

    def __init__(self, bridge: Bridge, program: Sequence[str] = ("towpath",), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._program = program
        self._chosen = ""
        self._editor: ConnectionEditor | None = None
        self._make_actions()
        self.apps = AppActs(bridge, self)
        self.apps.failed.connect(self.failed)
        self.files = HostFiles(bridge, self)
        self.files.failed.connect(self.failed)
        self.files.added.connect(self.choose)
        self.files.take_drops(self)
        self.stack = QStackedWidget()
        self.first_page = self._first_page()
        self.stack.addWidget(self.first_page)
        self.stack.addWidget(self._full_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)
        self._acts = ForwardActs(bridge, self)
        self._acts.failed.connect(self.failed)
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    # --- building

    def _make_actions(self) -> None:
        self.add_action = self._action(self.tr("Add connection…"), "add", self.add)
        self.paste_action = self._action(self.tr("Paste an ssh command…"), "paste", self.paste)
        self.toggle_action = self._action(self.tr("Connect"), "connect", self.toggle)
        self.browse_action = self._action(self.tr("Browse files"), "files", self.browse)
        self.app_action = QAction(icon("web-app"), self.tr("Open a web app…"), self)  # its keys are the window's
        self.app_action.setObjectName("web-app-connection")
        self.app_action.triggered.connect(self.open_app)
        self.edit_action = self._action(self.tr("Edit…"), "edit", self.edit)
        self.check_action = self._action(self.tr("Check all forwards now"), "check", self.check)
        self.command_action = self._action(
            self.tr("Copy as ssh command"), "terminal", self.copy_command, "copy-command"
        )
        self.snippet_action = self._action(
            self.tr("Copy snippet for ~/.ssh/config"), "file", self.copy_snippet, "copy-snippet"
        )
        self.favourite_action = self._action(
            self.tr("Put first in the tray"), "star", self.toggle_favourite, "favourite"
        )
        self.duplicate_action = self._action(self.tr("Duplicate…"), "duplicate", self.duplicate)
        self.remove_action = self._action(self.tr("Remove…"), "remove", self.remove)

    def _action(self, text: str, sign: str, triggered: Callable[[], None], act: str = "") -> QAction:
        action = QAction(icon(sign), text, self)
        action.setObjectName(f"{sign}-connection")
        action.triggered.connect(triggered)
        self._bridge.shortcuts.bind(f"connections.{act or sign}", action)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def _first_page(self) -> FirstPage:
        page = FirstPage(self._bridge, (self.files.hosts_action, self.files.sites_action))
        page.nothing_yet.add_asked.connect(self.add)
        page.nothing_yet.paste_asked.connect(self.paste)
        page.welcome.failed.connect(self.failed)
        page.welcome.added.connect(self._welcomed)
        return page

    def _welcomed(self, connection_id: str) -> None:
        self.choose(connection_id)
        self.list.setFocus()  # where Return connects

    def _full_page(self) -> QWidget:
        self.search = SearchField(self._bridge, "search", self.tr("Search connections"), self)
        self.add_button = QPushButton(icon("add"), self.tr("&Add"))
        self.add_button.setObjectName("add")
        self.add_menu = QMenu(self.add_button)
        self.add_menu.addActions([self.add_action, self.paste_action])
        self.add_menu.addSeparator()
        self.add_menu.addActions([self.files.hosts_action, self.files.sites_action])
        self.add_button.setMenu(self.add_menu)
        self.list = QListView()
        self.list.setObjectName("connections")
        self.list.setAccessibleName(self.tr("Connections"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._context_menu)
        self.list.activated.connect(lambda _index: self.toggle())
        self.list.addActions(
            [
                self.toggle_action,
                self.browse_action,
                self.check_action,
                self.command_action,
                self.snippet_action,
                self.edit_action,
                self.duplicate_action,
                self.favourite_action,
                self.remove_action,
            ]
        )
        self.addActions([self.add_action, self.paste_action])
        self.model = ConnectionList(self)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.model.modelReset.connect(self._choose_again)
        self.search.textChanged.connect(self.model.search)
        self.nothing_found = MutedLabel(self.tr("Nothing found"))
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignHCenter)

        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.search, 1)
        top.addWidget(self.add_button)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 0, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addWidget(self.nothing_found)
        layout.addWidget(self.list, 1)
        self.detail = Detail()
        self.detail.setMinimumWidth(430)
        self.detail.toggle.connect(self.toggle)
        self.detail.edit.connect(self.edit)
        self.detail.browse.connect(self.browse)
        self.detail.show_line.connect(self.line_asked)
        self.detail.add_forward.connect(self.add_forward)
        self.detail.retry.connect(self.retry)
        self.detail.forward_asked.connect(self._ask_forward)
        self.detail.apps.open_asked.connect(self.open_app)
        self.detail.apps.show_asked.connect(self.apps.show)
        self.detail.apps.end_asked.connect(self.apps.end)
        self.detail.apps.forget_asked.connect(self.apps.forget)
        self._place = ConfigPlace(self._bridge, self)
        self._place.told.connect(self.detail.show_place)
        self.detail.more.setMenu(self._menu(self.detail.more))
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([330, 630])
        return splitter

    # --- showing

    @property
    def chosen(self) -> ConnectionState | None:
        """The connection that is shown on the right."""
        return self._bridge.snapshot.by_id(self._chosen)

    def enter(self) -> None:
        """The page is shown."""
        self.list.setFocus()

    def choose(self, connection_id: str) -> None:
        """Select a connection, also one that is not in the list yet."""
        self._chosen = connection_id
        self._choose_again()

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        self.stack.setCurrentIndex(1 if snapshot.connections else 0)
        self.model.show(snapshot)
        if self.chosen is None or self.model.row_of(self._chosen) < 0:
            self._choose_again()
        self._show_chosen()
        self._tick_while_needed()

    def _tick_while_needed(self) -> None:
        waiting = any(state.status == Status.RETRYING for state in self._bridge.snapshot.connections)
        needed = self.isVisible() and (waiting or self.detail.ticks)
        if needed != self._countdown.isActive():
            self._countdown.start() if needed else self._countdown.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()
        self._tick_while_needed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._countdown.stop()

    def _choose_again(self) -> None:
        row = self.model.row_of(self._chosen)
        row = self.model.first() if row < 0 else row
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(row), flag)
        self.nothing_found.setVisible(row < 0)

    def _current_changed(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ConnectionState):
            self._chosen = row.connection.id
            self._show_chosen()

    def _show_chosen(self) -> None:
        state = self.chosen
        self.detail.setVisible(state is not None)
        for action in (
            self.toggle_action,
            self.browse_action,
            self.app_action,
            self.edit_action,
            self.command_action,
            self.snippet_action,
            self.duplicate_action,
            self.remove_action,
        ):
            action.setEnabled(state is not None)
        self.check_action.setEnabled(state is not None and state.status in (Status.UP, Status.DEGRADED))
        self.favourite_action.setEnabled(state is not None and state.saved)
        if state is not None:
            self.detail.show_state(state)
            self.detail.apps.show_apps(state, self._bridge.snapshot.web_apps)
            self._place.show_connection(state.connection)
            favourite = state.connection.favourite
            first, like_others = self.tr("Put first in the tray"), self.tr("Put with the others in the tray")
            self.favourite_action.setText(like_others if favourite else first)
            self.favourite_action.setIcon(icon("star-set" if favourite else "star"))
            on = active(state.status)
            self.toggle_action.setText(self.tr("Disconnect") if on else self.tr("Connect"))
            self.toggle_action.setIcon(icon("disconnect" if on else "connect"))

    def _tick(self) -> None:
        self.detail.tick()
        self.list.viewport().update()

    def _context_menu(self, position: QPoint) -> None:
        if isinstance(self.list.indexAt(position).data(ROW_ROLE), ConnectionState):
            menu = self._menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(position))

    def _menu(self, parent: QWidget) -> QMenu:
        """What can be done with the chosen connection."""
        menu = QMenu(parent)
        menu.addActions([self.toggle_action, self.browse_action, self.app_action, self.check_action])
        menu.addSeparator()
        menu.addActions([self.command_action, self.snippet_action])
        menu.addSeparator()
        menu.addActions([self.edit_action, self.favourite_action, self.duplicate_action, self.remove_action])
        return menu

    # --- acts

    def toggle(self) -> None:
        """Connect or disconnect the chosen one."""
        if state := self.chosen:
            self._bridge.submit(toggle_connection(state))

    def browse(self) -> None:
        """Show the files of the chosen one's machine."""
        if state := self.chosen:
            self.browse_asked.emit(state.connection.id)

    def open_app(self) -> None:
        """Open a web application through the chosen one."""
        if state := self.chosen:
            self.apps.open(state.connection.id, chosen=True)

    def retry(self) -> None:
        """Try at once what the chosen one waits for; also log in again."""
        if state := self.chosen:
            self._bridge.submit(RetryNow(connection=state.connection.id))

    def check(self) -> None:
        """See whether the targets of the chosen one answer."""
        if state := self.chosen:
            self._bridge.submit(CheckForwards(connection=state.connection.id))

    def copy_command(self) -> None:
        """As OpenSSH's command with all forwards that come up with it."""
        if state := self.chosen:
            wanted = [one for one in state.forwards if one.forward.enabled or active(one.status)]
            self._acts.copy_command(state, wanted)

    def copy_snippet(self) -> None:
        """What makes ssh, scp, rsync and git use the session of the chosen one."""
        if state := self.chosen:
            QApplication.clipboard().setText(config_snippet(state.connection, self._program))

    def _ask_forward(self, act: ForwardAct, forward_id: str) -> None:
        state = self.chosen
        forward = next((f for f in state.forwards if f.forward.id == forward_id), None) if state else None
        if state is not None and forward is not None:
            self.detail.show_state(state)  # takes back the check that the click made: the engine decides
            self._acts.do(act, state, forward)

    def add(self) -> None:
        """Open the editor for a new connection."""
        self._open_editor(None)

    def paste(self) -> None:
        """Open the dialog that makes a connection of an ssh command."""
        if self.window().findChild(PasteDialog) is None:
            dialog = PasteDialog(self._bridge, self._names, self.window())
            dialog.added.connect(self.choose)
            dialog.open()

    def edit(self) -> None:
        """Open the editor for the chosen one."""
        if state := self.chosen:
            self._open_editor(state.connection)

    def add_forward(self) -> None:
        """Open the dialog for a new forward of the chosen one."""
        if state := self.chosen:
            self._acts.add(state)

    def toggle_favourite(self) -> None:
        """Let the chosen one stand first in the tray, or with the others."""
        if (state := self.chosen) and state.saved:
            changed = msgspec.structs.replace(state.connection, favourite=not state.connection.favourite)
            self._bridge.submit(SaveConnection(connection=changed), self._report)

    def duplicate(self) -> None:
        """Open the editor for a copy of the chosen one."""
        if state := self.chosen:
            wished = self.tr("{name} copy").format(name=state.connection.name)
            name = unique_name(wished, state.connection.target.host, set(self._names))
            copy = msgspec.structs.replace(state.connection, id=uuid.uuid4().hex, name=name)
            self._open_editor(copy)

    def remove(self) -> None:
        """Ask, saying what is lost, then remove the chosen one."""
        state = self.chosen
        if state is None:
            return
        connection = state.connection
        confirm(
            self.window(),
            "remove",
            self.tr("Remove connection"),
            self.tr("Remove {name}?").format(name=connection.name),
            loss(state, self._bridge.snapshot),
            act=self.tr("&Remove"),
            acted=lambda: self._bridge.submit(RemoveConnection(connection=connection.id), self._report),
        )

    @property
    def _names(self) -> dict[str, str]:
        """Those in use, and the ids of their connections."""
        return {s.connection.name: s.connection.id for s in self._bridge.snapshot.connections}

    def _open_editor(self, connection: Connection | None) -> None:
        if self._editor is not None:
            return
        editor = ConnectionEditor(
            connection, self._names, self.window(), network=self._bridge.snapshot.settings.network
        )
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.asked_to_save.connect(self._save)
        editor.finished.connect(self._editor_closed)
        self._editor = editor
        editor.open()

    def _editor_closed(self) -> None:
        self._editor = None

    def _save(self, connection: Connection) -> None:
        passwords = self._editor.passwords if self._editor else {}

        def saved(problem: Problem | None) -> None:
            if problem is None:
                self.choose(connection.id)
                for forward_id, password in passwords.items():
                    self._acts.keep_password(connection.id, forward_id, password)
            if self._editor is not None:
                self._editor.finish_saving(problem)
            else:
                self._report(problem)

        self._bridge.submit(SaveConnection(connection=connection), saved)

    def _report(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
