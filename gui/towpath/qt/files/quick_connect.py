"""Quick connect: a machine by its address, without making a connection of it first."""

from __future__ import annotations

import uuid
from functools import partial

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from towpath.model.command import SaveConnection
from towpath.model.error import Problem
from towpath.model.place_text import FarPlace, connection_to, read_quick
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, MutedLabel, scaled


class Reaching(QObject):
    """Finds or makes the connection that leads to a machine which was only named by its address."""

    reached = Signal(object)
    """Carries a `Place` of a connection that is there."""
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def reach(self, where: Place | FarPlace) -> None:
        """`reached` follows, at once for a place."""
        if isinstance(where, Place):
            self.reached.emit(where)
            return
        known = [state.connection for state in self._bridge.snapshot.connections]
        connection, is_new = connection_to(where.hop, known, uuid.uuid4().hex)
        place = Place(connection.id, where.path)
        if is_new:
            saved = partial(self._saved, place)  # told only while this is there
            self._bridge.submit(SaveConnection(connection=connection, save=False), saved)
        else:
            self.reached.emit(place)

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

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
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
        completer = QCompleter(QStringListModel(list(dict.fromkeys([*recent, *names])), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.address.line.setCompleter(completer)
        note = MutedLabel(
            self.tr(
                "user@host, user@host:2222/folder, sftp://user@host/folder, or the name of a connection.\n"
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        for widget in (label, self.address, note, self.summary):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.address.line.setFocus()
        self._refresh()

    def _read(self, text: str) -> Place | FarPlace:
        return read_quick(text, [state.connection for state in self._bridge.snapshot.connections])

    def _refresh(self) -> None:
        self.save_button.setEnabled(not self.address.problem)

    def _go(self) -> None:
        self._reaching.reach(self._read(self.address.text))

    def _reached(self, place: Place) -> None:
        self.typed.emit(self.address.text)
        self.connected.emit(place)
        self.finish_saving(None)
