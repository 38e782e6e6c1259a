"""What can be done with the keys, as actions for buttons and menus. Only the engine touches files and agents."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from towpath.model.error import Problem
from towpath.model.keys import AgentInfo, KeyFormat, KeyInfo, KeysListed, RemoveFromAgent, RepairPermissions
from towpath.qt.bridge import Bridge
from towpath.qt.confirm import confirm
from towpath.qt.file_dialog import file_dialog
from towpath.qt.icons import icon
from towpath.qt.keys.agent_dialog import AgentDialog
from towpath.qt.keys.convert_dialog import ConvertDialog
from towpath.qt.keys.new_key_dialog import NewKeyDialog
from towpath.qt.keys.passphrase_dialog import PassphraseDialog
from towpath.qt.keys.server_dialogs import install_dialog, test_dialog


class KeyActs(QObject):
    """Follows what was listed, and which key of it is chosen."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    changed = Signal(str)
    """Something was done: list the keys anew. Carries the path of a new key, or nothing."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent
        self._listed = KeysListed(keys=())
        self._key: KeyInfo | None = None
        tr = self.tr
        self.new = self._action("new-key", "add", tr("&New key…"), self._make_key)
        self.install = self._action("install-key", "upload", tr("&Install on a server…"), self._install)
        self.test = self._action("test-key", "check", tr("&Test…"), self._test)
        self.copy = self._action("copy-public-key", "copy", tr("Cop&y public key"), self._copy)
        self.add = self._action("add-to-agent", "agent", tr("Add to a&gent…"), self._add)
        self.forget = self._action("remove-from-agent", "remove", tr("Remove from a&gent"), self._forget)
        self.passphrase = self._action(
            "change-passphrase", "permissions", tr("Change &passphrase…"), self._change_passphrase
        )
        self.convert = self._action("convert-key", "swap", tr("Con&vert for OpenSSH…"), self._convert)
        self.convert_file = self._action(
            "convert-key-file", "import", tr("Convert a &PuTTY or PEM key…"), self._ask_for_file
        )
        self.forget_all = self._action(
            "empty-agent", "clear-done", tr("Remove &all keys from the agent…"), self._ask_to_forget_all
        )
        self.repair = self._action("repair-permissions", "permissions", tr("&Repair permissions"), self._repair)
        for name, action in (
            ("new", self.new),
            ("install", self.install),
            ("test", self.test),
            ("copy", self.copy),
            ("add-to-agent", self.add),
            ("remove-from-agent", self.forget),
            ("change-passphrase", self.passphrase),
        ):
            bridge.shortcuts.bind(f"keys.{name}", action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_listed(self._listed)
        self.show_key(None)

    def _action(self, name: str, sign: str, text: str, triggered: Callable[[], None]) -> QAction:
        action = QAction(icon(sign), text, self)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: triggered())
        return action

    # --- what there is

    def show_listed(self, listed: KeysListed) -> None:
        """Take up how the keys are now."""
        self._listed = listed
        self.forget_all.setEnabled(any(agent.keys for agent in listed.agents))
        self.repair.setEnabled(bool(self._too_open) or listed.folder_too_open)

    def show_key(self, key: KeyInfo | None) -> None:
        """Take up which one is chosen."""
        self._key = key
        is_file = key is not None and key.has_private and key.problem is None
        foreign = key is not None and key.format in (KeyFormat.PPK, KeyFormat.PEM)
        is_ppk = key is not None and key.format is KeyFormat.PPK
        in_agent = key is not None and key.in_agent
        has_public = key is not None and bool(key.public_line)
        self.install.setEnabled(has_public)
        self.copy.setEnabled(has_public)
        self.test.setEnabled((is_file and not is_ppk) or in_agent)
        self.add.setEnabled(is_file and not is_ppk and not in_agent and bool(self._agents))
        self.add.setVisible(not in_agent)
        self.forget.setVisible(in_agent)
        self.passphrase.setEnabled(is_file and not is_ppk)
        self.convert.setEnabled(is_file and foreign)
        self.convert.setVisible(foreign)

    @property
    def _agents(self) -> list[AgentInfo]:
        return [agent for agent in self._listed.agents if agent.problem is None]

    @property
    def _too_open(self) -> list[str]:
        return [key.path for key in self._listed.keys if key.too_open]

    # --- acts

    def _make_key(self) -> None:
        dialog = NewKeyDialog(self._bridge, self._listed, self._window.window())
        dialog.made.connect(self.changed)
        dialog.install_asked.connect(self.install_key)
        dialog.open()

    def install_key(self, key: KeyInfo) -> None:
        """Ask on which server."""
        self._open(install_dialog(self._bridge, key, self._window.window()))

    def _install(self) -> None:
        if self._key is not None:
            self.install_key(self._key)

    def _test(self) -> None:
        if self._key is not None:
            self._open(test_dialog(self._bridge, self._key, self._window.window()))

    def _copy(self) -> None:
        if self._key is not None:
            QApplication.clipboard().setText(self._key.public_line)

    def _add(self) -> None:
        if self._key is not None:
            self._open(AgentDialog(self._bridge, self._key, self._agents, self._window.window()))

    def _forget(self) -> None:
        if self._key is not None:
            self._bridge.submit(RemoveFromAgent(fingerprint=self._key.fingerprint), self._done)

    def _ask_to_forget_all(self) -> None:
        confirm(
            self._window.window(),
            "confirm-empty-agent",
            self.tr("Remove all keys from the agent"),
            self.tr("Remove all keys from the agent?"),
            self.tr("Their files stay. Keys that only the agent has are gone for good."),
            act=self.tr("&Remove all"),
            acted=lambda: self._bridge.submit(RemoveFromAgent(), self._done),
        )

    def _change_passphrase(self) -> None:
        if self._key is not None:
            self._open(PassphraseDialog(self._bridge, self._key, self._window.window()))

    def _convert(self) -> None:
        if self._key is not None:
            self._convert_path(self._key.path, self._key)

    def _convert_path(self, path: str, key: KeyInfo | None = None) -> None:
        dialog = ConvertDialog(self._bridge, path, self._listed, key, self._window.window())
        dialog.made.connect(self.changed)
        dialog.open()

    def _ask_for_file(self) -> None:
        tr = self.tr
        files = ";;".join((tr("Keys (*.ppk *.pem *.key)"), tr("All files (*)")))
        dialog = file_dialog(
            self._window.window(), "convert-key-chooser", tr("Convert a key"), files, self._listed.folder
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._convert_path)
        dialog.open()

    def _repair(self) -> None:
        self._bridge.submit(RepairPermissions(paths=tuple(self._too_open)), self._done)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(lambda _result: self.changed.emit(""))
        dialog.open()

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        self.changed.emit("")
