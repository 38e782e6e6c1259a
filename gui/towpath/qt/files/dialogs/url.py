"""Has a connection's machine download a URL into the folder that a pane shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QWidget

from towpath.model.file_work import DownloadUrl
from towpath.model.transfer import Place
from towpath.model.url import check_url, name_in_url
from towpath.qt.bridge import Bridge
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.file_words import machine_name, shown
from towpath.qt.files.names import check_name
from towpath.qt.theme import SPACE, MutedLabel, plain_label


class UrlDialog(ActDialog):
    """`confirmed` carries the command."""

    confirmed = Signal(object)

    def __init__(self, bridge: Bridge, folder: Place, parent: QWidget) -> None:
        super().__init__(bridge, "url-dialog", parent)
        self.entitle(self.tr("Download a URL"), self.tr("Download a URL there"))
        self._folder = folder
        self._named = False
        machine = machine_name(bridge.snapshot, folder.connection)
        note = MutedLabel(
            self.tr("{machine} downloads it itself, with curl or wget: nothing goes through this computer.").format(
                machine=machine
            )
        )
        note.setWordWrap(True)
        self.url = CheckedLine(check_url, placeholder="https://")
        self.url.line.setObjectName("url")
        self.url.name(self.tr("URL"))
        self.name = CheckedLine(check_name)
        self.name.line.setObjectName("url-name")
        self.name.name(self.tr("Name"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("&URL"), self.url)
        form.addRow(self.tr("&Name"), self.name)
        where = plain_label(self.tr("{folder} on {machine}").format(folder=shown(folder.path), machine=machine))
        form.addRow(self.tr("Into"), where)
        self.body.addWidget(note)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.start_button = self.buttons.addButton(self.tr("&Download"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start_button.setObjectName("start-download")
        self.make_default(self.start_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._confirm)
        self.name.line.textEdited.connect(self._name_typed)
        self.url.edited.connect(self._refresh)
        self.name.edited.connect(self._refresh)
        self._refresh()
        self.url.setFocus()
        self.fit(520)

    def _name_typed(self, text: str) -> None:
        self._named = bool(text)

    def _refresh(self) -> None:
        suggested = "" if self.url.problem else name_in_url(self.url.text)
        if not self._named and self.name.line.text() != suggested:
            self.name.line.setText(suggested)  # comes back here
        self.start_button.setEnabled(not self.url.problem and not self.name.problem)

    def _confirm(self) -> None:
        if self.start_button.isEnabled():
            name = check_name(self.name.text)
            self.confirmed.emit(DownloadUrl(request=new_request(), url=self.url.text, folder=self._folder, name=name))
            self.accept()
