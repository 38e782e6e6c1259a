"""The rules of a synchronisation: who follows whom, what counts as different, what is left out."""

from __future__ import annotations

import shlex

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from towpath.model.settings import FileSettings
from towpath.model.transfer import Comparison, Conflict, Differ, Direction, Options, Place
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE


class Rules(QWidget):
    """What a person chooses before the folders are compared."""

    edited = Signal()
    """Something was changed: what was compared before does not hold any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.direction = self._choice("synchronise-direction", self.tr("Direction"))
        for sign, text, value in (
            ("sync-right", self.tr("The right becomes like the left"), Direction.UP),
            ("sync-left", self.tr("The left becomes like the right"), Direction.DOWN),
            ("synchronise", self.tr("Both ways: each gets what it lacks"), Direction.BOTH),
        ):
            self.direction.addItem(icon(sign), text, value)
        self.differ = self._choice("synchronise-differ", self.tr("What counts as different"))
        for text, by in (
            (self.tr("Size or time of change"), Differ.TIME),
            (self.tr("Size alone"), Differ.SIZE),
            (self.tr("Content (reads every file on both sides)"), Differ.HASH),
        ):
            self.differ.addItem(text, by)
        self.conflict = self._choice("synchronise-conflict", self.tr("Where both have a file, and these differ"))
        self.delete = QCheckBox(self.tr("&Delete what only the other side has"))
        self.delete.setObjectName("synchronise-delete")
        self.excludes = QLineEdit()
        self.excludes.setObjectName("synchronise-excludes")
        self.excludes.setAccessibleName(self.tr("Leave out"))
        self.excludes.setPlaceholderText(self.tr("*.o  node_modules/  /build  (as for rsync; quotes around spaces)"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * SPACE)
        first = QHBoxLayout()
        first.addWidget(self.direction, 3)
        first.addSpacing(SPACE)
        first.addWidget(self.delete, 2)
        label = QLabel(self.tr("D&irection:"))
        label.setBuddy(self.direction)
        form.addRow(label, first)
        form.addRow(self.tr("Differs &by:"), self.differ)
        form.addRow(self.tr("Where &both differ:"), self.conflict)
        form.addRow(self.tr("&Leave out:"), self.excludes)
        self.direction.currentIndexChanged.connect(self._offer_conflicts)
        self._offer_conflicts()
        for box in (self.direction, self.differ, self.conflict):
            box.currentIndexChanged.connect(self.edited)
        self.delete.toggled.connect(self.edited)
        self.excludes.textEdited.connect(self.edited)

    def comparison(self, name: str, first: Place, second: Place, settings: FileSettings) -> Comparison:
        """What these rules ask for, under this id. Raises ValueError for quotes that do not end."""
        direction = self._direction
        return Comparison(
            id=name,
            first=first,
            second=second,
            direction=direction,
            differ=Differ(self.differ.currentData()),
            delete=self.delete.isChecked() and direction is not Direction.BOTH,
            options=Options(
                conflict=Conflict(self.conflict.currentData()),
                excludes=tuple(shlex.split(self.excludes.text())),
                limit=settings.limit,
            ),
        )

    @property
    def _direction(self) -> Direction:
        return Direction(self.direction.currentData())  # Qt keeps the bare text

    def _choice(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        return box

    def _offer_conflicts(self) -> None:
        """Without a leading side nobody can win but the newer one."""
        both = self._direction is Direction.BOTH
        self.delete.setEnabled(not both)
        overwrite = (self.tr("It is overwritten by the other side's"), Conflict.OVERWRITE)
        newer = (self.tr("The newer one wins"), Conflict.NEWER)
        only_newer = (self.tr("It is overwritten if the other side's is newer"), Conflict.NEWER)
        ask = (self.tr("I decide in the plan"), Conflict.ASK)
        chosen = self.conflict.currentData()
        self.conflict.blockSignals(True)
        self.conflict.clear()
        for text, value in (ask, newer) if both else (overwrite, only_newer, ask):
            self.conflict.addItem(text, value)
        self.conflict.setCurrentIndex(max(0, self.conflict.findData(chosen)))
        self.conflict.blockSignals(False)
