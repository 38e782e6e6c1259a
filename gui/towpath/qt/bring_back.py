"""Across the top of the window: connections that were up when Towpath ended, and come back when somebody says so."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from towpath.model.desktop import BringBack
from towpath.qt.banner import Banner
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.messages.words import some_names


class BringBackBanner(Banner):
    """Seen only while something is offered. To dismiss it is an answer, too: they stay down."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", sign="info", parent=parent)
        self.setObjectName("bring-back")
        self._bridge = bridge
        self._offered: tuple[str, ...] | None = None
        self.again = QPushButton(self.tr("Connect a&gain"))
        self.again.setObjectName("bring-back-again")
        self.again.setToolTip(self.tr("Those that need a code or a password wait until you log in"))
        self.again.clicked.connect(lambda: self._bridge.submit(BringBack(accepted=True)))
        self.row.insertWidget(self.row.indexOf(self.label) + 1, self.again)
        self.dismissed.connect(lambda: self._bridge.submit(BringBack(accepted=False)))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        if snapshot.to_bring_back == self._offered:
            return
        self._offered = snapshot.to_bring_back
        names = snapshot.names_of(self._offered)
        told = self.tr("Up when Towpath ended: {names}").format(names=some_names(names))
        self.label.setText(told)
        self.setAccessibleName(told)
        self.setVisible(bool(names))
