"""A file of that name is there already: what to do with it. What happens without a decision is: it is kept."""

from __future__ import annotations

import time

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from towpath.model.filesystem import SECOND, Attributes
from towpath.model.prompt import Choice, OverwriteAsked, Question, Scope
from towpath.model.text import path_text, size
from towpath.model.transfer import Conflict
from towpath.qt.amounts import clock
from towpath.qt.prompts.dialog import PromptDialog, outside_text
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled


class OverwriteDialog(PromptDialog):
    """Both files with what tells them apart. Escape keeps the one that is there."""

    def __init__(self, question: Question, asked: OverwriteAsked, parent: QWidget | None = None) -> None:
        super().__init__(question, self.tr("A file of this name is there already"), parent)
        self.setObjectName("overwrite-prompt")
        new, there = asked.source_attributes, asked.destination_attributes
        self.body.addWidget(self._file(self.tr("There now"), asked.destination, there, new))
        self.body.addWidget(self._file(self.tr("To be copied"), asked.source, new, there))
        if asked.can_resume:
            hint = self.tr("What is there may be the beginning of this file; then overwriting it copies only the rest.")
            note = MutedLabel(hint)
            note.setWordWrap(True)
            self.body.addWidget(note)
        self.for_all = QCheckBox(self.tr("&Do the same with all others of this transfer"))
        self.body.addWidget(self.for_all)
        self.skip_button = self._button(self.tr("&Skip"), Conflict.SKIP)
        self.keep_both_button = self._button(self.tr("&Keep both"), Conflict.RENAME)
        self.overwrite_if_button = self._overwrite_if()
        self.overwrite_button = self._button(self.tr("&Overwrite"), Conflict.OVERWRITE)
        self.skip_button.setProperty("primary", True)
        self.skip_button.setDefault(True)
        self.finish()
        self.skip_button.setFocus()

    def _file(self, title: str, path: bytes, shown: Attributes, other: Attributes) -> QFrame:
        """One of the two."""
        frame = QFrame()
        frame.setObjectName("card")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.addWidget(MutedLabel(title))
        name = outside_text(path_text(path))
        name.setFont(scaled(name.font(), 1, strong=True))
        layout.addWidget(name)
        layout.addWidget(plain_label(self._size(shown, other)))
        if text := self._time(shown, other):
            layout.addWidget(plain_label(text))
        return frame

    def _size(self, shown: Attributes, other: Attributes) -> str:
        text = size(shown.size)
        if shown.size == other.size:
            return self.tr("{size}, the same").format(size=text)
        if text == size(other.size):
            text = self.tr("{n} bytes").format(n=shown.size)
        return self.tr("{size}, larger").format(size=text) if shown.size > other.size else text

    def _time(self, shown: Attributes, other: Attributes) -> str:
        """Empty where its machine does not tell."""
        if shown.mtime is None:
            return ""
        seconds, than = shown.mtime // SECOND, other.mtime // SECOND if other.mtime is not None else None
        when = clock(seconds, time.time())
        if than is None or seconds < than:
            return self.tr("changed {when}").format(when=when)
        if seconds == than:
            return self.tr("changed {when}, at the same time").format(when=when)
        return self.tr("changed {when}, later").format(when=when)

    def _button(self, text: str, conflict: Conflict) -> QPushButton:
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._choose(conflict))
        return button

    def _overwrite_if(self) -> QPushButton:
        """What is worth choosing for all others more often than for this one file."""
        menu = QMenu(self)
        for text, conflict in (
            (self.tr("If it was changed &later"), Conflict.NEWER),
            (self.tr("If the si&zes differ"), Conflict.SIZE_DIFFERS),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, chosen=conflict: self._choose(chosen))
            menu.addAction(action)
        button = self.buttons.addButton(self.tr("Overwrite &if"), QDialogButtonBox.ButtonRole.ActionRole)
        button.setMenu(menu)
        return button

    def _choose(self, conflict: Conflict) -> None:
        self.answer(Choice(conflict=conflict, scope=Scope.BATCH if self.for_all.isChecked() else Scope.FILE))
