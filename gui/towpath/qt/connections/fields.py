"""Input fields that say beside them what is wrong with what one types, as one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from towpath.model.error import Problem, TowpathError
from towpath.model.text import sentence
from towpath.model.words import explain
from towpath.qt.theme import SPACE, plain_label, scaled


def complaint(parse: Callable[[str], object], text: str) -> str:
    """What `parse` has against `text`, in words; empty when nothing."""
    try:
        parse(text)
    except TowpathError as error:
        return in_words(error.problem)
    return ""


def in_words(problem: Problem) -> str:
    """The reason and the advice, without repeating what was typed."""
    words = explain(problem)
    return f"{words.why}: {words.to_do}" if words.to_do else words.why


def message_label() -> QLabel:
    """The red line below a field; it takes no room while there is nothing to say."""
    label = plain_label()
    label.setObjectName("fieldMessage")
    label.setFont(scaled(label.font(), 0.92))
    label.setVisible(False)
    return label


def top_label(text: str) -> QLabel:
    """The label of a field that is several lines high."""
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


class SecondsBox(QDoubleSpinBox):
    """A number of seconds that keeps fractions but shows them only where there are any."""

    def __init__(self, value: float, least: float, most: float, name: str) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.setDecimals(3)
        self.setRange(least, most)
        self.setSuffix(" s")
        self.setValue(value)
        self.setAccessibleName(name)

    def textFromValue(self, value: float) -> str:
        return f"{value:g}" if value < 1e6 else super().textFromValue(value)


class CheckedLine(QWidget):
    """A line of text with a check. The message appears once something was typed; `problem` is always true."""

    edited = Signal()

    def __init__(
        self,
        check: Callable[[str], object],
        text: str = "",
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._touched = bool(text)
        self.line = QLineEdit(text)
        self.line.setPlaceholderText(placeholder)
        self.message = message_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self.message)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(self.refresh)
        self.refresh()

    @property
    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.line.text().strip()

    @property
    def problem(self) -> str:
        """What is wrong with it, in words; empty when it is right or switched off."""
        return complaint(self._check, self.text) if self.isEnabled() else ""

    def name(self, label: str) -> None:
        """How screen readers call it."""
        self.line.setAccessibleName(label)

    def refresh(self) -> None:
        """Check again, for instance because another field changed."""
        problem = self.problem
        shown = bool(problem) and self._touched
        self.message.setText(sentence(problem))
        self.message.setVisible(shown)
        self.line.setAccessibleDescription(problem if shown else "")
        if bool(self.line.property("invalid")) != shown:
            self.line.setProperty("invalid", shown)
            self.line.style().polish(self.line)
        self.edited.emit()

    def _typed(self) -> None:
        self._touched = True


def form_page() -> tuple[QWidget, QFormLayout]:
    """An empty page of the editor with its form."""
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
    form.setVerticalSpacing(SPACE + 4)
    form.setHorizontalSpacing(2 * SPACE)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return page, form
