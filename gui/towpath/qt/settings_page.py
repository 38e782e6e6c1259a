"""The Settings page: the few choices that belong to no single connection. A change is saved at once."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from towpath import __version__
from towpath.model.command import SaveSettings
from towpath.model.error import Problem
from towpath.model.settings import Appearance, Settings
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.theme import SPACE, MutedLabel, scaled


class SettingsPage(QWidget):
    """Shows the snapshot's settings and sends each change down."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        title = QLabel(self.tr("Settings"))
        title.setFont(scaled(title.font(), 1.35, strong=True))
        self.appearance = QComboBox()
        self.appearance.setAccessibleName(self.tr("Appearance"))
        self.appearance.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for text, appearance in (
            (self.tr("As the system"), Appearance.SYSTEM),
            (self.tr("Light"), Appearance.LIGHT),
            (self.tr("Dark"), Appearance.DARK),
        ):
            self.appearance.addItem(text, appearance.value)
        self.remember = QCheckBox(self.tr("Offer to remember passwords and passphrases"))
        note = MutedLabel(
            self.tr("They are kept only in the system's keyring, if it encrypts. One-time codes are never remembered.")
        )
        note.setWordWrap(True)
        version = MutedLabel(self.tr("Towpath {version}").format(version=__version__))
        form = QFormLayout()
        form.setVerticalSpacing(SPACE + 4)
        form.setHorizontalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Appearance"), self.appearance)
        form.addRow(self.tr("Secrets"), self.remember)
        form.addRow("", note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(version)
        self.appearance.activated.connect(self._save)
        self.remember.clicked.connect(self._save)
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def _refresh(self, _changes: Changes) -> None:
        settings = self._bridge.snapshot.settings
        self.appearance.setCurrentIndex(self.appearance.findData(settings.appearance.value))
        self.remember.setChecked(settings.remember_secrets)

    def _save(self) -> None:
        settings: Settings = msgspec.structs.replace(
            self._bridge.snapshot.settings,
            appearance=Appearance(self.appearance.currentData()),
            remember_secrets=self.remember.isChecked(),
        )
        self._bridge.submit(SaveSettings(settings=settings), self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
            self._refresh(Changes())
