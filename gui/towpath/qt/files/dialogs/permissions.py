"""Changes permissions: only the bits that somebody touched, of one file or many, and below folders too if asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QHBoxLayout, QWidget

from towpath.model.file_work import AppliesTo, SetPermissions
from towpath.model.filesystem import Entry, FileKind
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.dialogs.permission_boxes import PermissionBoxes, chmod_words
from towpath.qt.files.file_words import several
from towpath.qt.theme import SPACE, MutedLabel, fixed_font, plain_label


class PermissionsDialog(ActDialog):
    """`confirmed` carries the command. Links have no permissions of their own and are left alone."""

    confirmed = Signal(object)

    def __init__(self, bridge: Bridge, places: Sequence[Place], entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(bridge, "permissions-dialog", parent)
        what = several([entry.name for entry in entries])
        self.entitle(self.tr("Permissions"), self.tr("Permissions of {what}").format(what=what))
        self._places = tuple(places)
        changeable = [entry for entry in entries if entry.attributes.kind is not FileKind.LINK]
        self.boxes = PermissionBoxes([entry.attributes.mode for entry in changeable])
        self.boxes.setEnabled(bool(changeable))
        self.boxes.changed.connect(self._refresh)
        self.body.addWidget(self.boxes)
        self._add_below(any(entry.attributes.kind is FileKind.FOLDER for entry in entries))
        if len(changeable) < len(entries):
            note = MutedLabel(self.tr("Links have no permissions of their own: they are left alone."))
            note.setWordWrap(True)
            self.body.addWidget(note)
        self.summary = plain_label()
        self.summary.setObjectName("permissions-summary")
        self.summary.setFont(fixed_font(self.font()))
        self.body.addWidget(self.summary)
        self.body.addStretch(1)
        self.set_button = self.buttons.addButton(self.tr("&Change"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.set_button.setObjectName("set-permissions")
        self.make_default(self.set_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._confirm)
        self._refresh()
        self.boxes.octal.setFocus()
        self.boxes.octal.selectAll()
        self.fit(480)

    def _add_below(self, has_folders: bool) -> None:
        self.recursive = QCheckBox(self.tr("Also what is &below, of"))
        self.recursive.setObjectName("recursive")
        self.applies_to = QComboBox()
        self.applies_to.setObjectName("applies-to")
        self.applies_to.setAccessibleName(self.tr("What below the folders is changed"))
        for text, applies in (
            (self.tr("files and folders"), AppliesTo.ALL),
            (self.tr("files only"), AppliesTo.FILES),
            (self.tr("folders only"), AppliesTo.FOLDERS),
        ):
            self.applies_to.addItem(text, applies)
        self.applies_to.setEnabled(False)
        self.recursive.toggled.connect(self.applies_to.setEnabled)
        self.recursive.toggled.connect(self._refresh)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.recursive)
        row.addWidget(self.applies_to)
        row.addStretch(1)
        for widget in (self.recursive, self.applies_to):
            widget.setVisible(has_folders)
        self.body.addLayout(row)

    @property
    def command(self) -> SetPermissions:
        """What it comes to. Below a folder a bit may differ that is right in the folder: there, touched ones count."""
        recursive = self.recursive.isChecked()
        bits = (self.boxes.differing() | (self.boxes.touched if recursive else 0)) & ~self.boxes.mixed
        return SetPermissions(
            request=new_request(),
            places=self._places,
            on=bits & self.boxes.mode,
            off=bits & ~self.boxes.mode,
            recursive=recursive,
            applies_to=AppliesTo(self.applies_to.currentData()) if recursive else AppliesTo.ALL,
        )

    def _refresh(self) -> None:
        command = self.command
        words = chmod_words(command.on, command.off)
        self.set_button.setEnabled(bool(words))
        if words:
            text = self.tr("chmod {recursive}{changes}")
            self.summary.setText(text.format(recursive="-R " if command.recursive else "", changes=words))
        else:
            self.summary.setText(self.tr("nothing to change yet"))

    def _confirm(self) -> None:
        self.confirmed.emit(self.command)
        self.accept()
