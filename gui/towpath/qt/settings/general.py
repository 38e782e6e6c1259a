"""Settings: how Towpath lives on the desktop, where secrets go, and what can be taken along."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from towpath.model.desktop import AutostartState, ReadAutostart, SetAutostart
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.settings import BringingBack, Settings
from towpath.model.text import printable
from towpath.model.words import said
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.hosts.host_files import HostFiles
from towpath.qt.settings.section import Section, choice, choose, noted, switch
from towpath.qt.theme import SPACE


class GeneralSection(Section):
    """Whether the desktop starts Towpath is the desktop's to know: it is asked whenever this is shown."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "general")
        tr = self.tr
        self.entitle(tr("General"))
        self._request = ""
        self._files = HostFiles(bridge, self)
        self._files.failed.connect(self.failed)
        self.autostart = switch("autostart", tr("Start Towpath when I log in"))
        self.autostart.setEnabled(False)  # until it is known
        self.autostart_note = noted("")
        self.autostart_note.setObjectName("autostart-note")
        self.autostart_note.setVisible(False)
        self.add(
            tr("At login"),
            (self.autostart, self.autostart_note),
            tr("It starts in the tray, without a window, and brings back the connections that were up."),
        )
        self.bring_back = choice(
            "bring-back",
            tr("Connections that were up"),
            (
                (tr("Ask"), BringingBack.ASK.value),
                (tr("Always come back"), BringingBack.ALWAYS.value),
                (tr("Never come back"), BringingBack.NEVER.value),
            ),
        )
        self.add(
            tr("Connections that were up"),
            self.bring_back,
            tr(
                "When Towpath starts. “Ask” is for after Quit or a log-out: if Towpath was killed or crashed, they come"
                " back by themselves. A login that needs a password or a code waits for you."
            ),
        )
        self.tell_of_logins = switch("tell-of-logins", tr("Somebody has to log in, or to answer"))
        self.tell_of_losses = switch("tell-of-losses", tr("Connections are lost, and stay so"))
        self.tell_of_transfers = switch("tell-of-transfers", tr("All transfers have ended"))
        self._messages = (self.tell_of_logins, self.tell_of_losses, self.tell_of_transfers)
        self.add(
            tr("Messages of the desktop when"),
            self._messages,
            tr("Only while the window is not in sight. What belongs together comes as one message."),
        )
        self.remember = switch("remember-secrets", tr("Offer to keep them in the keyring"))
        self.add(
            tr("Passwords and passphrases"),
            self.remember,
            tr(
                "The system's, and only one that encrypts. Until Towpath ends they can be kept in any case, in its"
                " memory; one-time codes never are."
            ),
        )
        self.add(
            tr("Connections and keys to take along"),
            self._file_buttons(),
            tr("A backup is encrypted, and has your keys in it; an export has no secrets. The keyring is in neither."),
        )
        self.detailed_log = switch("detailed-log", tr("Write down details that help to find a fault"))
        self.add(tr("Log"), self.detailed_log, tr("It stays on this machine, and has no secrets in it."))
        self.autostart.clicked.connect(self._set_autostart)
        self.bring_back.activated.connect(self.save)
        for box in (*self._messages, self.remember, self.detailed_log):
            box.clicked.connect(self.save)
        self.start()

    def _file_buttons(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for action in (self._files.export_action, self._files.backup_action, self._files.restore_action):
            button = QPushButton(action.icon(), action.text())
            button.setObjectName(f"{action.objectName()}-button")
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def show_settings(self, settings: Settings) -> None:
        choose(self.bring_back, settings.general.bring_back.value)
        self.tell_of_logins.setChecked(settings.general.tell_of_logins)
        self.tell_of_losses.setChecked(settings.general.tell_of_losses)
        self.tell_of_transfers.setChecked(settings.general.tell_of_transfers)
        self.detailed_log.setChecked(settings.general.detailed_log)
        self.remember.setChecked(settings.remember_secrets)

    def changed(self, before: Settings) -> Settings:
        general = replace(
            before.general,
            bring_back=BringingBack(self.bring_back.currentData()),
            tell_of_logins=self.tell_of_logins.isChecked(),
            tell_of_losses=self.tell_of_losses.isChecked(),
            tell_of_transfers=self.tell_of_transfers.isChecked(),
            detailed_log=self.detailed_log.isChecked(),
        )
        return replace(before, general=general, remember_secrets=self.remember.isChecked())

    # --- the start at login

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_the_desktop()

    def _ask_the_desktop(self) -> None:
        if not self._request:
            self._request = new_request()
            self._bridge.ask(
                ReadAutostart(request=self._request, asker=self._bridge.asker), self._heard, self._answered
            )

    def _heard(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, AutostartState):
            state = answer.report
            self.autostart.setEnabled(bool(state.place))
            self.autostart.setChecked(state.starts)
            nowhere = "" if state.place else self.tr("This system has no such thing.")
            self._remark(printable(said(state.other)) or nowhere)

    def _answered(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is not None:
            self.failed.emit(problem)

    def _set_autostart(self, wanted: bool) -> None:
        """The engine then also settles what comes back, as the note says."""
        self._bridge.submit(SetAutostart(enabled=wanted), self._autostart_set)

    def _autostart_set(self, problem: Problem | None) -> None:
        self._ask_the_desktop()
        if problem is not None:
            self.failed.emit(problem)

    def _remark(self, text: str) -> None:
        self.autostart_note.setText(text)
        self.autostart_note.setVisible(bool(text))
