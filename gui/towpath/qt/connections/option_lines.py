"""Input fields for options of ssh_config(5): lists of names with completion, files and words, one of a few."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from towpath.model.parse import invalid
from towpath.model.ssh_options import quoted_list
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.theme import SPACE

_NAME = re.compile(r"[A-Za-z0-9@._-]+")


class NamesLine(CheckedLine):
    """Names with commas between them, each completed as it is typed."""

    def __init__(self, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parse_names, parent=parent)
        completer = _LastNameCompleter(list(known), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)

    @property
    def names(self) -> tuple[str, ...]:
        """What was typed. Raises INVALID."""
        return parse_names(self.text)

    def show_names(self, names: Sequence[str]) -> None:
        """Exactly these."""
        self.line.setText(",".join(names))
        self.line.setCursorPosition(0)


class _LastNameCompleter(QCompleter):
    """Completes what stands behind the last comma."""

    def __init__(self, names: list[str], line: QLineEdit) -> None:
        super().__init__(names, line)
        self._line = line

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, comma, _ = self._line.text().rpartition(",")
        return f"{before}{comma}{super().pathFromIndex(index)}"


class WordsLine(CheckedLine):
    """Words as ssh_config has them: blanks between them, quotes around those that have some."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parse_words, placeholder=placeholder, parent=parent)

    @property
    def words(self) -> tuple[str, ...]:
        """What was typed. Raises INVALID."""
        return parse_words(self.text)

    def show_words(self, words: Sequence[str]) -> None:
        """Exactly these."""
        self.line.setText(quoted_list(words))
        self.line.setCursorPosition(0)


class TextLine(CheckedLine):
    """One line of any text."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_one_line, placeholder=placeholder, parent=parent)

    def show_text(self, text: str) -> None:
        """Exactly this."""
        self.line.setText(text)
        self.line.setCursorPosition(0)


class Choice(QComboBox):
    """One of a few values, in words."""

    def __init__(self, *choices: tuple[str, str], parent: QWidget | None = None) -> None:
        """Value and words each."""
        super().__init__(parent)
        self._known = len(choices)
        for value, words in choices:
            self.addItem(words, value)

    @property
    def value(self) -> str:
        """The chosen one."""
        return str(self.currentData())

    def choose(self, value: str) -> None:
        """Also one that is not offered: it is kept."""
        while self.count() > self._known:
            self.removeItem(self._known)
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))


class OptionForm(QWidget):
    """Rows of such fields. The heirs fill it from values and read it back."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(3 * SPACE, 0, 0, SPACE)
        self.form.setVerticalSpacing(SPACE)
        self.form.setHorizontalSpacing(2 * SPACE)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.lines: list[tuple[str, CheckedLine]] = []

    def add_line(self, title: str, line: CheckedLine, keyword: str) -> None:
        """A line, called by its title and by its name in ssh_config(5)."""
        line.name(f"{title} ({keyword})")
        line.setToolTip(keyword)
        line.edited.connect(self.edited)
        self.lines.append((title, line))
        self.form.addRow(title, line)

    def add_choice(self, title: str, choice: Choice, keyword: str) -> None:
        """One of a few."""
        choice.setAccessibleName(f"{title} ({keyword})")
        choice.setToolTip(keyword)
        choice.currentIndexChanged.connect(self.edited)
        self.form.addRow(title, choice)

    @property
    def problem(self) -> str:
        """The first thing that is wrong, empty when nothing."""
        return next((f"{title}: {line.problem}" for title, line in self.lines if line.problem), "")


def parse_names(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    names = tuple(name.strip() for name in text.split(",")) if text.strip() else ()
    if wrong := next((name for name in names if not _NAME.fullmatch(name)), None):
        raise invalid(wrong, "not the name of an algorithm", "names with commas between them")
    if "" in names:
        raise invalid(text, "a name is missing", "names with commas between them")
    return names


def parse_words(text: str) -> tuple[str, ...]:
    """Words with blanks between them."""
    _one_line(text)
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise invalid(text, "a quote that is not closed") from None


def _one_line(text: str) -> None:
    if text and not text.isprintable():
        raise invalid(text, "not one line of text")
