"""What the user does with one forward on the page, as commands to the engine."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget

from towpath.model.command import (
    AddForward,
    CheckForwards,
    ListenElsewhere,
    RemoveForward,
    RetryNow,
    SaveConnection,
    SetForwardPassword,
)
from towpath.model.error import Problem, TowpathError
from towpath.model.forward import Forward
from towpath.model.ssh_command import ssh_command
from towpath.model.state import ConnectionState, ForwardState
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.confirm import confirm
from towpath.qt.connections.forward_dialog import ForwardDialog
from towpath.qt.connections.forward_row import ForwardAct
from towpath.qt.forward_words import far_name, web_address
from towpath.qt.status import active
from towpath.qt.toggle import toggle_forward

_MOST_PORT = 65535


class ForwardActs(QObject):
    """Belongs to the page; `host` is the widget whose window the dialogs are shown over."""

    failed = Signal(object)
    """An act that went wrong, as a `Problem`."""

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        super().__init__(host)
        self._bridge = bridge
        self._host = host
        self._dialog: ForwardDialog | None = None
        self._adding: tuple[str, tuple[Forward, ...]] = ("", ())
        bridge.changed.connect(self._refresh)

    def do(self, act: ForwardAct, state: ConnectionState, forward: ForwardState) -> None:
        """Carry out what a row was asked for."""
        connection_id, forward_id = state.connection.id, forward.forward.id
        match act:
            case ForwardAct.TOGGLE:
                self._bridge.submit(toggle_forward(state, forward))
            case ForwardAct.COPY_ADDRESS:
                QApplication.clipboard().setText(str(forward.listens))
            case ForwardAct.OPEN:
                QDesktopServices.openUrl(QUrl(web_address(forward)))
            case ForwardAct.CHECK:
                self._bridge.submit(CheckForwards(connection=connection_id, forwards=(forward_id,)))
            case ForwardAct.RETRY:
                self._bridge.submit(RetryNow(connection=connection_id))
            case ForwardAct.USE_ANOTHER_PORT:
                self._listen_on(connection_id, forward_id, 0)
            case ForwardAct.CHOOSE_PORT:
                self._choose_port(connection_id, forward)
            case ForwardAct.COPY_COMMAND:
                self.copy_command(state, [forward])
            case ForwardAct.EDIT:
                self._edit(state, forward)
            case ForwardAct.REMOVE:
                self._remove(state, forward)

    def copy_command(self, state: ConnectionState, forwards: Sequence[ForwardState]) -> None:
        """Put the command of OpenSSH that does the same on the clipboard."""
        as_they_listen = [replace(one.forward, listen=one.listens) for one in forwards]
        try:
            QApplication.clipboard().setText(ssh_command(state.connection, as_they_listen))
        except TowpathError as error:
            self.failed.emit(error.problem)

    def keep_password(self, connection_id: str, forward_id: str, password: str) -> None:
        """The one that clients of a dynamic forward must give."""
        command = SetForwardPassword(connection=connection_id, forward=forward_id, password=password)
        self._bridge.submit(command, self._report)

    # --- adding and changing

    def add(self, state: ConnectionState) -> None:
        """Ask for a new forward; it comes up at once if the connection is up."""
        connection_id = state.connection.id
        dialog = self._open(state, None)
        if dialog is None:
            return

        def save(forwards: tuple[Forward, ...], password: str) -> None:
            self._adding = (connection_id, forwards)
            for forward in forwards:
                self._bridge.submit(AddForward(connection=connection_id, forward=forward), self._added)
                if password:
                    self.keep_password(connection_id, forward.id, password)

        dialog.asked_to_save.connect(save)

    def _edit(self, state: ConnectionState, forward: ForwardState) -> None:
        connection, old = state.connection, forward.forward
        dialog = self._open(state, old)
        if dialog is None:
            return

        def save(forwards: tuple[Forward, ...], password: str) -> None:
            latest = self._bridge.snapshot.by_id(connection.id)
            kept = latest.connection if latest else connection
            if forward.saved:
                changed = [new for one in kept.forwards for new in (forwards if one.id == old.id else (one,))]
                self._bridge.submit(SaveConnection(connection=replace(kept, forwards=tuple(changed))), self._saved)
            else:
                self._bridge.submit(RemoveForward(connection=connection.id, forward=old.id))
                for new in forwards:
                    self._bridge.submit(AddForward(connection=connection.id, forward=new, save=False), self._saved)
            if password:
                for new in forwards:
                    self.keep_password(connection.id, new.id, password)

        dialog.asked_to_save.connect(save)

    def _open(self, state: ConnectionState, forward: Forward | None) -> ForwardDialog | None:
        """None while another one is open."""
        if self._dialog is not None:
            return None
        others = [one.forward for one in state.forwards if forward is None or one.forward.id != forward.id]
        self._dialog = ForwardDialog(forward, others, far_name(state.connection), self._host.window())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()
        return self._dialog

    def _closed(self) -> None:
        self._dialog = None
        self._adding = ("", ())

    def _saved(self, problem: Problem | None) -> None:
        if self._dialog is not None:
            self._dialog.finish_saving(problem)
        else:
            self._report(problem)

    def _added(self, problem: Problem | None) -> None:
        """It came up, or did not. If it is there all the same, its row tells why."""
        if self._dialog is not None and not self._all_there():
            self._dialog.finish_saving(problem)

    def _refresh(self, _changes: Changes) -> None:
        if self._dialog is not None and self._all_there():
            self._dialog.finish_saving(None)

    def _all_there(self) -> bool:
        connection_id, forwards = self._adding
        state = self._bridge.snapshot.by_id(connection_id)
        known = {one.forward.id for one in state.forwards} if state else set()
        return bool(forwards) and all(forward.id in known for forward in forwards)

    # --- other acts

    def _choose_port(self, connection_id: str, forward: ForwardState) -> None:
        dialog = QInputDialog(self._host.window())
        dialog.setObjectName("choose-port")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setWindowTitle(self.tr("Listen on another port"))
        dialog.setLabelText(self.tr("Port, until the connection is taken down; 0 for any free one:"))
        dialog.setIntRange(0, _MOST_PORT)
        dialog.setIntValue(min(forward.listens.port + 1, _MOST_PORT))
        dialog.intValueSelected.connect(lambda port: self._listen_on(connection_id, forward.forward.id, port))
        dialog.open()

    def _listen_on(self, connection_id: str, forward_id: str, port: int) -> None:
        command = ListenElsewhere(connection=connection_id, forward=forward_id, port=port)
        self._bridge.submit(command, self._report)

    def _remove(self, state: ConnectionState, forward: ForwardState) -> None:
        command = RemoveForward(connection=state.connection.id, forward=forward.forward.id)
        in_use = self.tr("It is in use now: what goes through it is cut off.")
        confirm(
            self._host.window(),
            "remove-forward",
            self.tr("Remove forward"),
            self.tr("Remove {name}?").format(name=forward.forward.name),
            in_use if active(forward.status) else "",
            act=self.tr("&Remove"),
            acted=lambda: self._bridge.submit(command, self._report),
        )

    def _report(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
