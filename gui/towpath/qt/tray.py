"""The tray: its icon shows the state that most wants to be seen, and how far the transfers are."""

from __future__ import annotations

import time

import msgspec
from PySide6.QtCore import QObject

from towpath.model.state import Snapshot
from towpath.model.text import sentence
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.browser.words import trouble_text
from towpath.qt.queue.progress import Stretch
from towpath.qt.queue.summary import short_progress
from towpath.qt.status import overall_status, overall_text
from towpath.qt.tray_host import TrayHost
from towpath.qt.tray_icon import step_of, tray_icon
from towpath.qt.tray_menu import TrayMenu

_TELL_SECONDS = 1.0


class _Progress(msgspec.Struct, frozen=True):
    """How far the transfers are, as it was told last."""

    text: str = ""
    """Empty when none is under way."""
    step: int | None = None


class Tray(QObject):
    """Icon and menu together, following the engine."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.content = TrayMenu(bridge, self)
        self.host = TrayHost(self.content.menu, self)
        self._stretch = Stretch()
        self._told, self._told_at = _Progress(), 0.0
        self.host.moved.connect(lambda: self._refresh(Changes()))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        transfers = self._progress(snapshot)
        self.content.refresh(snapshot, over_bus=self.host.over_bus, transfers=transfers.text)
        lines = (f"Towpath: {overall_text(snapshot)}", transfers.text, sentence(trouble_text(snapshot.browser.system)))
        icon = tray_icon(overall_status(snapshot.connections), transfers.step)
        self.host.show(icon, "\n".join(line for line in lines if line))

    def _progress(self, snapshot: Snapshot) -> _Progress:
        """Panels are told of every change of it over D-Bus."""
        overall = self._stretch.follow(snapshot.transfers)
        now = time.monotonic()
        if not overall.working:
            self._told = _Progress()
        elif not self._told.text or now - self._told_at >= _TELL_SECONDS:
            text = self.tr("Transfers: {text}").format(text=short_progress(overall))
            self._told, self._told_at = _Progress(text, step_of(overall.fraction)), now
        return self._told
