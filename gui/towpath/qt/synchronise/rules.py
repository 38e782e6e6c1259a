"""The rules of a synchronisation: who follows whom, what counts as different, what is left out."""

from __future__ import annotations

import shlex

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

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
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        for row, (text, field) in enumerate(
            (
                (self.tr("D&irection:"), self.direction),
                (self.tr("Differs &by:"), self.differ),
                (self.tr("Where bot&h differ:"), self.conflict),
                (self.tr("&Leave out:"), self.excludes),
            )
        ):
            label = QLabel(text)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1, 1, 1 if field is self.direction else 2)
        grid.addWidget(self.delete, 0, 2)
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
