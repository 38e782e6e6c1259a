"""The permission bits as check boxes, octal number and letters, all three of the same bits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from towpath.qt.files.file_words import permissions_text
from towpath.qt.theme import SPACE, MutedLabel, fixed_font, plain_label

BITS = tuple(1 << number for number in range(11, -1, -1))
"""setuid first, execution by others last."""
_SPECIAL = 0o7000


class PermissionBoxes(QWidget):
    """`modes` are those of the files it is about; where they differ, a box is half checked and means: leave it."""

    changed = Signal()

    def __init__(self, modes: Sequence[int | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modes = modes
        self.touched = 0
        """The bits that somebody has set, perhaps to what they were."""
        self.boxes = {bit: QCheckBox() for bit in BITS}
        self.octal = QLineEdit()
        self.octal.setObjectName("octal")
        self.octal.setAccessibleName(self.tr("Octal"))
        self.octal.setMaxLength(4)
        self.octal.setValidator(QRegularExpressionValidator(QRegularExpression("[0-7?]{0,4}"), self))
        self.octal.setFixedWidth(11 * SPACE)
        self.octal.textEdited.connect(self._typed)
        self.letters = plain_label()
        self.letters.setObjectName("letters")
        self.letters.setWordWrap(False)
        self.letters.setFont(fixed_font(self.font()))
        self._place()
        for bit, box in self.boxes.items():
            states = {None if mode is None else bool(mode & bit) for mode in modes}
            if states == {True} or states == {False}:
                box.setChecked(states == {True})
            else:
                box.setTristate(True)
                box.setCheckState(Qt.CheckState.PartiallyChecked)
            box.stateChanged.connect(lambda _state, bit=bit: self._clicked(bit))
        self._write()

    @property
    def mixed(self) -> int:
        """The bits that are left as they are in each file."""
        return sum(bit for bit, box in self.boxes.items() if box.checkState() is Qt.CheckState.PartiallyChecked)

    @property
    def mode(self) -> int:
        """The bits that are on."""
        return sum(bit for bit, box in self.boxes.items() if box.checkState() is Qt.CheckState.Checked)

    def differing(self) -> int:
        """The bits that are not in all files what they shall be."""
        return sum(
            bit
            for bit in BITS
            if not self.mixed & bit and any(mode is None or (mode ^ self.mode) & bit for mode in self._modes)
        )

    def _place(self) -> None:
        who = (self.tr("Owner"), self.tr("Group"), self.tr("Others"))
        may = (self.tr("Read"), self.tr("Write"), self.tr("Execute or enter"))
        special = (self.tr("Set &user"), self.tr("Set &group"), self.tr("Stick&y"))
        notes = (
            self.tr("Runs as its owner, whoever starts it (setuid)"),
            self.tr("Runs as its group; in a folder, new files get the folder's group (setgid)"),
            self.tr("In a folder, only its owner may delete a file (sticky)"),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for column, text in enumerate(may, start=1):
            grid.addWidget(MutedLabel(text), 0, column)
        grid.addWidget(MutedLabel(self.tr("Special")), 0, 4)
        for row, name in enumerate(who, start=1):
            grid.addWidget(QLabel(name), row, 0)
            for column, what in enumerate(may, start=1):
                box = self.boxes[0o400 >> (3 * (row - 1) + column - 1)]
                box.setObjectName(f"bit-{row}-{column}")
                box.setAccessibleName(f"{name}: {what}")
                grid.addWidget(box, row, column)
            box = self.boxes[0o4000 >> (row - 1)]
            box.setObjectName(f"bit-{row}-special")
            box.setText(special[row - 1])
            box.setToolTip(notes[row - 1])
            box.setAccessibleDescription(notes[row - 1])
            grid.addWidget(box, row, 4)
        numbers = QHBoxLayout()
        numbers.setSpacing(2 * SPACE)
        numbers.addWidget(self.octal)
        numbers.addWidget(self.letters, 1)
        label = QLabel(self.tr("&Octal"))
        label.setBuddy(self.octal)
        grid.addWidget(label, 4, 0)
        grid.addLayout(numbers, 4, 1, 1, 4)
        grid.setColumnStretch(4, 1)

    def _clicked(self, bit: int) -> None:
        self.touched |= bit
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        self.octal.setText(octal_text(self.mode, self.mixed))
        self._write_letters()

    def _write_letters(self) -> None:
        letters = permissions_text(self.mode)
        asked = ["?" if self.mixed & (0o400 >> place) else letter for place, letter in enumerate(letters)]
        self.letters.setText("".join(asked))

    def _typed(self, text: str) -> None:
        if not re.fullmatch(r"[0-7?]{3,4}", text):
            return
        for place, digit in enumerate(reversed(text)):
            if digit != "?":
                self._set_digit(place, int(digit))
        self._write_letters()
        self.changed.emit()

    def _set_digit(self, place: int, digit: int) -> None:
        for number in range(3):
            bit = 1 << (3 * place + number)
            box = self.boxes[bit]
            box.blockSignals(True)  # the field that is typed into stays as it is
            box.setChecked(bool(digit >> number & 1))
            box.blockSignals(False)
            self.touched |= bit


def octal_text(mode: int, mixed: int) -> str:
    """`644`, `4755`, or `6?4` where files differ."""
    digits = [(mode >> shift & 7, mixed >> shift & 7) for shift in (9, 6, 3, 0)]
    text = "".join("?" if unknown else str(digit) for digit, unknown in digits)
    return text if (mode | mixed) & _SPECIAL else text[1:]


def chmod_words(on: int, off: int) -> str:
    """As chmod(1) reads it: `u+x,go-w`."""
    words = []
    for sign, bits in (("+", on), ("-", off)):
        by_letters: dict[str, str] = {}
        for who, shift, special in (("u", 6, 0o4000), ("g", 3, 0o2000), ("o", 0, 0)):
            letters = "".join(letter for letter, bit in (("r", 4), ("w", 2), ("x", 1)) if bits >> shift & bit)
            letters += "s" if bits & special else ""
            if letters:
                by_letters[letters] = by_letters.get(letters, "") + who
        words += [f"{who}{sign}{letters}" for letters, who in by_letters.items()]
        words += [f"{sign}t"] if bits & 0o1000 else []
    return ",".join(words)
