"""A file of that name is there already: what to do with it. What happens without a decision is: it is kept."""

from __future__ import annotations

import time

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from towpath.model.filesystem import SECOND, Attributes
from towpath.model.numbered import stem_and_extension
from towpath.model.prompt import Choice, OverwriteAsked, Question, Scope
from towpath.model.text import path_text, printable, size
from towpath.model.transfer import Conflict
from towpath.qt.amounts import clock
from towpath.qt.glyph import Glyph
from towpath.qt.path_label import PathLabel
from towpath.qt.prompts.dialog import MOST_SHOWN, PromptDialog
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

_MARK = 16
_WIDTH = 112
"""Characters, for two files beside each other."""


class OverwriteDialog(PromptDialog):
    """Both files side by side with what tells them apart. Escape keeps the one that is there."""

    def __init__(self, question: Question, asked: OverwriteAsked, parent: QWidget | None = None) -> None:
        changed = self.tr("This file has changed on the server while you edited it")
        title = changed if asked.edited else self.tr("A file of this name is there already")
        super().__init__(question, title, parent)
        self.setObjectName("overwrite-prompt")
        wanted = _WIDTH * self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(min(wanted, round(self.screen().availableSize().width() * 0.85)))
        self._name_files(asked)
        if asked.can_resume:
            hint = self.tr("What is there may be the beginning of this file; then overwriting it copies only the rest.")
            note = MutedLabel(hint)
            note.setWordWrap(True)
            self.body.addWidget(note)
        self.scopes: dict[Scope, QRadioButton] = {}
        if asked.edited:
            self.skip_button = self._button(self.tr("&Do not upload"), Conflict.SKIP)
            self.keep_both_button = self._button(self.tr("&Keep both"), Conflict.RENAME)
            self.overwrite_button = self._button(self.tr("&Overwrite the server's"), Conflict.OVERWRITE)
        else:
            self._ask_for_scope(asked)
            self.skip_button = self._button(self.tr("&Skip"), Conflict.SKIP)
            self.keep_both_button = self._button(self.tr("&Keep both"), Conflict.RENAME)
            self.overwrite_if_button = self._overwrite_if()
            self.overwrite_button = self._button(self.tr("&Overwrite"), Conflict.OVERWRITE)
        self.skip_button.setProperty("primary", True)
        self.finish()
        self.skip_button.setFocus()

    # --- the two files

    def _name_files(self, asked: OverwriteAsked) -> None:
        new, there = asked.source_attributes, asked.destination_attributes
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(SPACE + 4)
        titles = (self.tr("On the server now"), self.tr("Your copy"))
        there_title, new_title = titles if asked.edited else (self.tr("There now"), self.tr("To be copied"))
        for title, path, shown, other in (
            (there_title, asked.destination, there, new),
            (new_title, asked.source, new, there),
        ):
            side_by_side.addWidget(self._file(title, path, shown, other), 1)
        self.body.addLayout(side_by_side)

    def _file(self, title: str, path: bytes, shown: Attributes, other: Attributes) -> QFrame:
        """One of the two."""
        frame = QFrame()
        frame.setObjectName("card")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.addWidget(MutedLabel(title))
        folder, _, last = path_text(path)[:MOST_SHOWN].rpartition("/")
        name = PathLabel(last)
        name.setFont(scaled(name.font(), 1, strong=True))
        layout.addWidget(name)
        where = PathLabel(folder or ("/" if path.startswith(b"/") else "~"))
        where.soften()
        layout.addWidget(where)
        facts = QGridLayout()
        facts.setHorizontalSpacing(SPACE)
        facts.setColumnStretch(0, 1)
        larger, later = shown.size > other.size, _seconds(shown) > _seconds(other) > 0
        self._fact(facts, self._size(shown, other), marked=larger)
        if text := self._time(shown, other):
            self._fact(facts, text, marked=later)
        layout.addLayout(facts)
        layout.addStretch(1)
        return frame

    def _fact(self, facts: QGridLayout, text: str, *, marked: bool) -> None:
        """One line; what this file has more of stands out by a sign and by weight, and says so in words."""
        row = facts.rowCount()
        label = plain_label(text)
        if marked:
            label.setFont(scaled(label.font(), 1, strong=True))
            facts.addWidget(Glyph("up", _MARK), row, 1)
        facts.addWidget(label, row, 0)

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
        seconds, than = _seconds(shown), _seconds(other)
        when = clock(seconds, time.time())
        if other.mtime is None or seconds < than:
            return self.tr("changed {when}").format(when=when)
        if seconds == than:
            return self.tr("changed {when}, at the same time").format(when=when)
        return self.tr("changed {when}, newer").format(when=when)

    # --- the answer

    def _ask_for_scope(self, asked: OverwriteAsked) -> None:
        """What else the answer is for."""
        ending = printable(path_text(stem_and_extension(asked.destination.rpartition(b"/")[2])[1]))
        of_type = self.tr("A&ll {ending} files").format(ending=ending.replace("&", "&&"))
        choices = (
            (Scope.FILE, self.tr("Only &this file")),
            (Scope.FOLDER, self.tr("All in this &folder")),
            (Scope.TYPE, of_type if ending else self.tr("A&ll files without an ending")),
            (Scope.BATCH, self.tr("&All of this transfer")),
        )
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        label = QLabel(self.tr("Decide for"))
        grid.addWidget(label, 0, 0)
        for number, (scope, text) in enumerate(choices):
            radio = QRadioButton(text)
            radio.setObjectName(f"scope-{scope}")
            group.addButton(radio)
            grid.addWidget(radio, number // 2, 1 + number % 2)
            self.scopes[scope] = radio
        grid.setColumnStretch(2, 1)
        self.scopes[Scope.FILE].setChecked(True)
        self.body.addLayout(grid)

    def _button(self, text: str, conflict: Conflict) -> QPushButton:
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._choose(conflict))
        return button

    def _overwrite_if(self) -> QPushButton:
        """What is worth choosing for all others more often than for this one file."""
        menu = QMenu(self)
        for text, conflict in (
            (self.tr("If it is &newer"), Conflict.NEWER),
            (self.tr("If the si&zes differ"), Conflict.SIZE_DIFFERS),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, chosen=conflict: self._choose(chosen))
            menu.addAction(action)
        button = self.buttons.addButton(self.tr("Overwrite &if"), QDialogButtonBox.ButtonRole.ActionRole)
        button.setMenu(menu)
        return button

    def _choose(self, conflict: Conflict) -> None:
        scope = next((scope for scope, radio in self.scopes.items() if radio.isChecked()), Scope.FILE)
        self.answer(Choice(conflict=conflict, scope=scope))


def _seconds(attributes: Attributes) -> int:
    """When it was changed last; before all others where that is not known."""
    return -1 if attributes.mtime is None else attributes.mtime // SECOND
