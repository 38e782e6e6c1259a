"""What can be done with known hosts, as actions for buttons and menus. Only the engine touches files."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from towpath.model.error import Problem
from towpath.model.text import printable
from towpath.model.trust import ForgetKnownHosts, HostMarker, KnownHostLine
from towpath.qt.bridge import Bridge
from towpath.qt.confirm import confirm
from towpath.qt.icons import icon
from towpath.qt.trust.compare_dialog import CompareDialog
from towpath.qt.trust.host_words import full_place_text, named
from towpath.qt.trust.line_dialogs import authority_dialog, revoke_dialog


class HostActs(QObject):
    """Follows which line is chosen."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    changed = Signal()
    """Something was done: list the lines anew."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent
        self._line: KnownHostLine | None = None
        tr = self.tr
        self.compare = self._action("compare-fingerprint", "compare", tr("&Compare a fingerprint…"), self._compare)
        self.compare_line = self._action(
            "compare-line", "compare", tr("C&ompare with a fingerprint…"), self._compare_line
        )
        self.forget = self._action("forget-known-host", "remove", tr("&Forget…"), self._ask_to_forget)
        bridge.shortcuts.bind("hosts.forget", self.forget)
        self.forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # of the table
        bridge.shortcuts.bind("hosts.compare", self.compare)
        self.compare.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        parent.addAction(self.compare)
        self.authority = self._action("trust-authority", "certificate", tr("Trust an &authority…"), self._authority)
        self.revoke = self._action("revoke-host-key", "way-block", tr("&Revoke a key…"), self._revoke)
        self.show_line(None)

    def _action(self, name: str, sign: str, text: str, triggered: Callable[[], None]) -> QAction:
        action = QAction(icon(sign), text, self)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: triggered())
        return action

    def show_line(self, line: KnownHostLine | None) -> None:
        """Take up which one is chosen."""
        self._line = line
        self.compare_line.setEnabled(line is not None and bool(line.fingerprint))
        self.forget.setEnabled(line is not None and line.writable)

    # --- acts

    def _compare(self) -> None:
        self._open(CompareDialog(self._bridge, None, self._window.window()))

    def _compare_line(self) -> None:
        if self._line is not None:
            self._open(CompareDialog(self._bridge, self._line, self._window.window()))

    def _authority(self) -> None:
        self._open(authority_dialog(self._bridge, self._window.window()))

    def _revoke(self) -> None:
        self._open(revoke_dialog(self._bridge, self._window.window()))

    def _ask_to_forget(self) -> None:
        line = self._line
        if line is None:
            return
        whom = self.tr("a host whose name is hashed") if line.hashed else printable(line.hosts) or self.tr("this line")
        questions = {
            HostMarker.PLAIN: self.tr("Forget the key of {hosts}?"),
            HostMarker.AUTHORITY: self.tr("Trust this authority no more for {hosts}?"),
            HostMarker.REVOKED: self.tr("Forget that a key is revoked for {hosts}?"),
        }
        lost = {
            HostMarker.PLAIN: self.tr("The next login there asks whether its key can be trusted."),
            HostMarker.AUTHORITY: self.tr("Hosts that it has certified are asked about at the next login."),
            HostMarker.REVOKED: self.tr("Whoever has that key can show it again, and may be believed."),
        }
        kept = self.tr("{place} is removed; the file as it is now is kept beside it, with .old behind its name.")
        told = f"{lost[line.marker]} {kept.format(place=full_place_text(line))}"
        confirm(
            self._window.window(),
            "confirm-forget-host",
            self.tr("Forget a known host"),
            questions[line.marker].format(hosts=whom),
            told,
            act=self.tr("&Forget"),
            acted=lambda: self._bridge.submit(ForgetKnownHosts(lines=(named(line),)), self._done),
        )

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(lambda _result: self.changed.emit())
        dialog.open()

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        self.changed.emit()
