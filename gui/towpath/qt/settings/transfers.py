"""Settings: what happens to files."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from towpath.model.settings import Settings
from towpath.model.transfer import Conflict
from towpath.qt.bridge import Bridge
from towpath.qt.queue.limit_dialog import RateBox
from towpath.qt.settings.section import Section, choice, choose, switch


class TransfersSection(Section):
    """For transfers that begin from now on, and for the panes."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "transfers")
        tr = self.tr
        self.entitle(tr("Transfers"))
        self.conflict = choice(
            "conflict",
            tr("When a file is there already"),
            (
                (tr("Ask"), Conflict.ASK.value),
                (tr("Overwrite it"), Conflict.OVERWRITE.value),
                (tr("Overwrite it if it is older"), Conflict.NEWER.value),
                (tr("Overwrite it if the sizes differ"), Conflict.SIZE_DIFFERS.value),
                (tr("Keep both"), Conflict.RENAME.value),
                (tr("Skip"), Conflict.SKIP.value),
            ),
        )
        self.limit = RateBox(0)
        self.limit.setObjectName("file-limit")
        self.limit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.editor = QLineEdit()
        self.editor.setObjectName("file-editor")
        self.editor.setAccessibleName(tr("Editor"))
        self.editor.setPlaceholderText(tr("The desktop's text editor"))
        self.trash = switch("file-trash", tr("Put deleted files of this computer into the trash"))
        self.hidden = switch("show-hidden", tr("Show hidden files"))
        self.add(tr("When a file is there already"), self.conflict)
        self.add(tr("Speed limit"), self.limit, tr("Of each new transfer."))
        self.add(
            tr("Editor"),
            self.editor,
            tr("A command, such as `code --wait`; the file's path is put at its end. What is saved is uploaded."),
        )
        self.add(tr("Deleting"), self.trash)
        self.add(tr("In the panes"), self.hidden)
        self.conflict.activated.connect(self.save)
        self.limit.editingFinished.connect(self.save)
        self.editor.editingFinished.connect(self.save)
        self.trash.clicked.connect(self.save)
        self.hidden.clicked.connect(self.save)
        self.start()

    def show_settings(self, settings: Settings) -> None:
        choose(self.conflict, settings.files.conflict.value)
        self.trash.setChecked(settings.files.trash)
        self.hidden.setChecked(settings.files.show_hidden)
        if not self.limit.hasFocus():
            self.limit.set_limit(settings.files.limit)
        if not self.editor.hasFocus():
            self.editor.setText(settings.files.editor)

    def changed(self, before: Settings) -> Settings:
        files = replace(
            before.files,
            conflict=Conflict(self.conflict.currentData()),
            limit=self.limit.limit,
            editor=self.editor.text().strip(),
            trash=self.trash.isChecked(),
            show_hidden=self.hidden.isChecked(),
        )
        return replace(before, files=files)
