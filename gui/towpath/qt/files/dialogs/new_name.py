"""Makes a new folder or an empty file: asks for its name, and stays until it is there."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import MakeFile, MakeFolder
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.file_words import shown, without_overwriting
from towpath.qt.files.names import check_name
from towpath.qt.files.places import child
from towpath.qt.theme import MutedLabel


class NewNameDialog(ActDialog):
    """`made` carries the name of what is there now. `taken` are the names that the folder has."""

    made = Signal(bytes)

    def __init__(
        self, bridge: Bridge, folder: Place, *, is_folder: bool, taken: Collection[bytes], parent: QWidget
    ) -> None:
        super().__init__(bridge, "new-name-dialog", parent)
        self.entitle(self.tr("New folder") if is_folder else self.tr("New file"))
        self._folder = folder
        self._is_folder = is_folder
        self._taken = taken
        where = MutedLabel(self.tr("In {folder}").format(folder=shown(folder.path)))
        where.setWordWrap(True)
        self.body.addWidget(where)
        self.name = CheckedLine(self._check, placeholder=self.tr("Name"))
        self.name.line.setObjectName("new-name")
        self.name.name(self.tr("Name"))
        self.name.edited.connect(self._refresh)
        self.body.addWidget(self.name)
        self.body.addStretch(1)
        self.make_button = self.buttons.addButton(self.tr("&Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.make_default(self.make_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self._refresh()
        self.name.setFocus()
        self.fit(420)

    def accept(self) -> None:
        if not self.make_button.isEnabled():
            return
        self.make_button.setEnabled(False)  # until there is an answer
        self.name.line.setReadOnly(True)
        place = child(self._folder, check_name(self.name.text))
        make = MakeFolder if self._is_folder else MakeFile
        self.ask(make(request=new_request(), place=place), lambda _answer: None, self._end)

    def _end(self, problem: Problem | None) -> None:
        if problem is None:
            self.made.emit(check_name(self.name.text))
            super().accept()
            return
        self.say(without_overwriting(problem))
        self.name.line.setReadOnly(False)
        self.make_button.setEnabled(True)

    def _check(self, text: str) -> None:
        if check_name(text) in self._taken:
            raise TowpathError(
                Problem(ProblemKind.INVALID, text, {"detail": self.tr("something has this name already")})
            )

    def _refresh(self) -> None:
        self.say(None)
        self.make_button.setEnabled(not self.name.problem)
