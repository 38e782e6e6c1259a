"""The Settings page: the few choices that belong to no single connection. A change is saved at once."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from towpath import __version__
from towpath.model.command import SaveSettings
from towpath.model.error import Problem
from towpath.model.settings import Appearance, Settings
from towpath.model.transfer import Conflict
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.hosts.host_files import HostFiles
from towpath.qt.queue.limit_dialog import RateBox
from towpath.qt.theme import SPACE, MutedLabel, scaled

_LONGEST_IDLE = 100_000
"""Minutes, as the settings allow."""


class SettingsPage(QWidget):
    """Shows the snapshot's settings and sends each change down."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        title = QLabel(self.tr("Settings"))
        title.setFont(scaled(title.font(), 1.35, strong=True))
        self.appearance = _choice("appearance", self.tr("Appearance"))
        for text, appearance in (
            (self.tr("As the system"), Appearance.SYSTEM),
            (self.tr("Light"), Appearance.LIGHT),
            (self.tr("Dark"), Appearance.DARK),
        ):
            self.appearance.addItem(text, appearance.value)
        self.remember = QCheckBox(self.tr("Offer to keep passwords and passphrases in the system's keyring"))
        self.remember.setObjectName("remember-secrets")
        self._make_file_fields()
        self._make_browser_fields()
        form = QFormLayout()
        form.setVerticalSpacing(SPACE + 4)
        form.setHorizontalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Appearance"), self.appearance)
        form.addRow(self.tr("Secrets"), self.remember)
        kept = self.tr(
            "Only in one that encrypts. Until Towpath ends they can be kept in any case, in its memory; one-time codes"
            " never are."
        )
        form.addRow("", _note(kept))
        form.addRow(_heading(self.tr("Files")))
        form.addRow(self.tr("When a file is there already"), self.conflict)
        form.addRow(self.tr("Speed limit of each new transfer"), self.limit)
        form.addRow(self.tr("Editor"), self.editor)
        command = self.tr(
            "A command, such as `code --wait`; the file's path is put at its end. What is saved is uploaded."
        )
        form.addRow("", _note(command))
        form.addRow(self.tr("Deleting"), self.trash)
        form.addRow(_heading(self.tr("Browser")))
        form.addRow(self.tr("Desktop"), self.change_system)
        others = self.tr("Otherwise only browsers that are opened here, or given the PAC address, follow the rules.")
        form.addRow("", _note(others))
        form.addRow(self.tr("Connections brought up by a browser"), self.idle)
        form.addRow(self.tr("Sites"), self.log_sites)
        form.addRow("", _note(self.tr("The list is never written down, and is gone when Towpath ends.")))
        form.addRow(_heading(self.tr("Connections and keys")))
        form.addRow(self.tr("To take along"), self._file_buttons())
        backup = self.tr(
            "A backup is encrypted, and has your keys in it; an export has no secrets. The keyring is in neither."
        )
        form.addRow("", _note(backup))
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(MutedLabel(self.tr("Towpath {version}").format(version=__version__)))
        room = QScrollArea()
        room.setWidget(content)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(room)
        for field in (self.appearance, self.conflict, self.limit, self.idle):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # without the wheel's
            field.installEventFilter(self)
        self.appearance.activated.connect(self._save)
        self.remember.clicked.connect(self._save)
        self.conflict.activated.connect(self._save)
        self.limit.editingFinished.connect(self._save)
        self.editor.editingFinished.connect(self._save)
        self.trash.clicked.connect(self._save)
        self.change_system.clicked.connect(self._save)
        self.idle.editingFinished.connect(self._save)
        self.log_sites.clicked.connect(self._save)
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page: a field that passes below it changes only while it is the one being edited."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # so that what the field is in gets it
            return True
        return super().eventFilter(watched, event)

    def _file_buttons(self) -> QWidget:
        files = HostFiles(self._bridge, self)
        files.failed.connect(self.failed)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for action in (files.export_action, files.backup_action, files.restore_action):
            button = QPushButton(action.icon(), action.text())
            button.setObjectName(f"{action.objectName()}-button")
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _make_file_fields(self) -> None:
        self.conflict = _choice("conflict", self.tr("When a file is there already"))
        for text, conflict in (
            (self.tr("Ask"), Conflict.ASK),
            (self.tr("Overwrite it"), Conflict.OVERWRITE),
            (self.tr("Overwrite it if it is older"), Conflict.NEWER),
            (self.tr("Overwrite it if the sizes differ"), Conflict.SIZE_DIFFERS),
            (self.tr("Keep both"), Conflict.RENAME),
            (self.tr("Skip"), Conflict.SKIP),
        ):
            self.conflict.addItem(text, conflict.value)
        self.limit = RateBox(0)
        self.limit.setObjectName("file-limit")
        self.limit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.editor = QLineEdit()
        self.editor.setObjectName("file-editor")
        self.editor.setAccessibleName(self.tr("Editor"))
        self.editor.setPlaceholderText(self.tr("The desktop's text editor"))
        self.trash = QCheckBox(self.tr("Put deleted files of this computer into the trash"))
        self.trash.setObjectName("file-trash")

    def _make_browser_fields(self) -> None:
        self.change_system = QCheckBox(self.tr("The browser switch changes the desktop's proxy setting"))
        self.change_system.setObjectName("change-system")
        self.idle = QSpinBox()
        self.idle.setObjectName("idle-minutes")
        self.idle.setAccessibleName(self.tr("Connections brought up by a browser"))
        self.idle.setRange(0, _LONGEST_IDLE)
        self.idle.setPrefix(self.tr("End after "))
        self.idle.setSuffix(self.tr(" min without a request"))
        self.idle.setSpecialValueText(self.tr("Stay up"))
        self.idle.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.idle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.log_sites = QCheckBox(self.tr("Show which sites browsers asked for just now"))
        self.log_sites.setObjectName("remember-sites")

    def _refresh(self, _changes: Changes) -> None:
        settings = self._bridge.snapshot.settings
        self.appearance.setCurrentIndex(self.appearance.findData(settings.appearance.value))
        self.remember.setChecked(settings.remember_secrets)
        self.conflict.setCurrentIndex(self.conflict.findData(settings.files.conflict.value))
        self.trash.setChecked(settings.files.trash)
        if not self.limit.hasFocus():  # somebody may be typing
            self.limit.set_limit(settings.files.limit)
        if not self.editor.hasFocus():
            self.editor.setText(settings.files.editor)
        self.change_system.setChecked(settings.browser.change_system)
        self.log_sites.setChecked(settings.browser.log_sites)
        if not self.idle.hasFocus():
            self.idle.setValue(settings.browser.idle_minutes)

    def _save(self) -> None:
        before = self._bridge.snapshot.settings
        files = replace(
            before.files,
            conflict=Conflict(self.conflict.currentData()),
            limit=self.limit.limit,
            editor=self.editor.text().strip(),
            trash=self.trash.isChecked(),
        )
        browser = replace(
            before.browser,
            change_system=self.change_system.isChecked(),
            idle_minutes=self.idle.value(),
            log_sites=self.log_sites.isChecked(),
        )
        settings: Settings = replace(
            before,
            appearance=Appearance(self.appearance.currentData()),
            remember_secrets=self.remember.isChecked(),
            files=files,
            browser=browser,
        )
        if settings != before:
            self._bridge.submit(SaveSettings(settings=settings), self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
            self._refresh(Changes())


def _choice(name: str, accessible: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(accessible)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return box


def _heading(text: str) -> QLabel:
    heading = QLabel(text)
    heading.setFont(scaled(heading.font(), 1.15, strong=True))
    heading.setContentsMargins(0, 2 * SPACE, 0, 0)
    return heading


def _note(text: str) -> MutedLabel:
    note = MutedLabel(text)
    note.setWordWrap(True)
    return note
