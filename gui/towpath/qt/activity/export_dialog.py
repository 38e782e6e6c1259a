"""What is to be exported for who looks for a fault; then it asks for a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QFileDialog, QWidget

from towpath.model.activity import ActivityExported, ExportActivity
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.file_dialog import file_dialog
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.theme import MutedLabel, plain_label


class ExportDialog(ActDialog):
    """Says what is in the file, and what is not, before it is written."""

    exported = Signal(str)
    """Carries what is to be said of the file."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, "export-activity-dialog", parent)
        tr = self.tr
        self._removed = 0
        self.entitle(tr("Export"), tr("Export what helps to find a fault"))
        holds = tr(
            "One text file with what happened, the log, crash reports, the versions in use, and your settings and"
            " connections. Nothing is sent to anybody: read it before you pass it on."
        )
        self.body.addWidget(plain_label(holds))
        removed = tr(
            "Passwords, tokens in addresses and private keys are removed. Names of machines, users and files are in it"
            " unless you hide them."
        )
        self.body.addWidget(_note(removed))
        self.hide_names = QCheckBox(tr("&Hide names: host-1, user-1, path-1"))
        self.hide_names.setObjectName("hide-names")
        self.body.addWidget(self.hide_names)
        self.body.addStretch(1)
        self.go_button = self.buttons.addButton(tr("&Export…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.go_button.setObjectName("export-activity")
        self.make_default(self.go_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.go_button.clicked.connect(self._ask_where)
        self.fit(520)

    def _ask_where(self) -> None:
        dialog = file_dialog(self, "export-activity-file", self.tr("Export"), self.tr("Text files (*.txt)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("towpath-activity")
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, path: str) -> None:
        """Have it written there."""
        self.go_button.setEnabled(False)
        self.say(None)
        command = ExportActivity(
            request=new_request(), path=path, hide_names=self.hide_names.isChecked(), asker=self._bridge.asker
        )
        self.ask(command, self._hear, lambda problem: self._ended(problem, path))

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, ActivityExported):
            self._removed = answer.report.removed

    def _ended(self, problem: Problem | None, path: str) -> None:
        self.go_button.setEnabled(True)
        if problem is not None:
            self.say(problem)
            return
        text = self.tr("Exported to {file}; secrets removed: {n}")
        self.exported.emit(text.format(file=path, n=self._removed))
        self.accept()


def _note(text: str) -> MutedLabel:
    note = MutedLabel(text)
    note.setWordWrap(True)
    return note
