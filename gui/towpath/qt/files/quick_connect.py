"""Quick connect: a machine by its address, without making a connection of it first."""

from __future__ import annotations

import uuid
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from towpath.model.command import SaveConnection
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.host_config import FindHosts, HostResolved, HostsFound, ResolveHost
from towpath.model.host_names import names_in
from towpath.model.new_connection import begun
from towpath.model.place_text import FarPlace, connection_to, read_quick
from towpath.model.transfer import Place
from towpath.model.trust import KnownHostsListed, ListKnownHosts
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, MutedLabel, scaled


class Reaching(QObject):
    """Finds or makes the connection that leads to a machine which was only named by its address, or by a name that
    ssh_config knows, be it by a pattern."""

    reached = Signal(object)
    """Carries a `Place` of a connection that is there."""
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._new: dict[str, Connection] = {}
        """By the request that asks what ssh would make of them."""

    def reach(self, where: Place | FarPlace) -> None:
        """`reached` follows, at once for a place."""
        if isinstance(where, Place):
            self.reached.emit(where)
            return
        known = [state.connection for state in self._bridge.snapshot.connections]
        connection, is_new = connection_to(where.hop, known, uuid.uuid4().hex)
        place = Place(connection.id, where.path)
        if not is_new:
            self.reached.emit(place)
            return
        command = ResolveHost(request=new_request(), host=str(where.hop), asker=self._bridge.asker)
        self._new[command.request] = connection
        heard = partial(self._heard, command.request)
        self._bridge.ask(command, heard, partial(self._resolved, command.request, place))

    def _heard(self, request: str, answer: Answer) -> None:
        found = answer.report if isinstance(answer, Reported) else None
        if isinstance(found, HostResolved):
            plain = self._new[request]
            read = replace(found.connection, id=plain.id, name=plain.name)
            # One of which no ssh_config says anything stays what was typed.
            self._new[request] = plain if replace(read, link=None) == plain else read

    def _resolved(self, request: str, place: Place, problem: Problem | None) -> None:
        connection = self._new.pop(request)
        if problem:
            self.failed.emit(problem)
            return
        if connection.link is None:
            connection = begun(connection, self._bridge.snapshot.settings.network)
        saved = partial(self._saved, place)  # told only while this is there
        self._bridge.submit(SaveConnection(connection=connection, save=False), saved)

    def _saved(self, place: Place, problem: Problem | None) -> None:
        if problem is None:
            self.reached.emit(place)
        else:
            self.failed.emit(problem)


class QuickConnectDialog(SavingDialog):
    """One line. `connected` follows when the connection is there; logging in comes with the first listing."""

    connected = Signal(object)
    """Carries the `Place`."""
    typed = Signal(str)
    """What was typed and was good, to be remembered; there is never a password in it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, address: str = "") -> None:
        """`address` stands in the line; nothing is done with it until the user says so."""
        super().__init__(self._go, lambda: True, parent)
        self._bridge = bridge
        self.setObjectName("quick-connect")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Quick connect"))
        self._reaching = Reaching(bridge, self)
        self._reaching.reached.connect(self._reached)
        self._reaching.failed.connect(self.finish_saving)
        self.address = CheckedLine(self._read, placeholder=self.tr("user@host"))
        self.address.line.setObjectName("quick-address")
        self.address.line.setMinimumWidth(48 * SPACE)
        self.address.edited.connect(self._refresh)
        self.address.line.returnPressed.connect(self.accept)
        label = QLabel(self.tr("&Where to?"))
        label.setFont(scaled(label.font(), 1.15, strong=True))
        label.setBuddy(self.address.line)
        self.address.name(self.tr("Where to"))
        names = [state.connection.name for state in bridge.snapshot.connections]
        recent = list(bridge.snapshot.remembered.recent_hosts)
        self._known = QStringListModel(list(dict.fromkeys([*recent, *names])), self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.address.line.setCompleter(completer)
        note = MutedLabel(
            self.tr(
                "user@host, user@host:2222/folder, sftp://user@host/folder, a host of ~/.ssh/config,\n"
                "or the name of a connection.\n"
                "Passwords are asked for when they are needed. The connection is kept until Towpath ends,\n"
                "unless you save it."
            )
        )
        note.setFont(scaled(note.font(), 0.92))
        self.summary.setVisible(False)
        self.save_button.setText(self.tr("&Connect"))
        self.save_button.setObjectName("quick-go")
        self.save_button.setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        layout = self._all = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        for widget in (label, self.address, note, self.summary):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.address.line.setText(address)
        self.address.line.setFocus()
        self._refresh()
        for question in (FindHosts, ListKnownHosts):
            command = question(request=new_request(), asker=bridge.asker)
            bridge.ask(command, self._heard, self._asked)
            self.finished.connect(partial(self._leave, command.request))

    def _leave(self, request: str, _result: int) -> None:
        self._bridge.withdraw(request)

    def _heard(self, answer: Answer) -> None:
        """Names to complete: hosts of ssh_config, and those of known_hosts."""
        found = answer.report if isinstance(answer, Reported) else None
        names: list[str] = []
        if isinstance(found, HostsFound):
            names = [host.name for host in found.hosts]
        elif isinstance(found, KnownHostsListed):
            names = [name for line in found.lines for name in names_in(line.hosts)]
        self._known.setStringList(list(dict.fromkeys([*self._known.stringList(), *names])))

    def _asked(self, problem: Problem | None) -> None:
        """Without them it does as well: whoever needs the file hears what is wrong with it."""

    def _read(self, text: str) -> Place | FarPlace:
        return read_quick(text, [state.connection for state in self._bridge.snapshot.connections])

    def _refresh(self) -> None:
        self.save_button.setEnabled(not self.address.problem)

    def _go(self) -> None:
        self._reaching.reach(self._read(self.address.text))

    def finish_saving(self, problem: Problem | None) -> None:
        super().finish_saving(problem)
        if problem:  # in full, however long: layouts give a text that is broken into lines too little by themselves
            self._all.activate()
            height = self._all.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), height))

    def _reached(self, place: Place) -> None:
        self.typed.emit(self.address.text)
        self.connected.emit(place)
        self.finish_saving(None)
