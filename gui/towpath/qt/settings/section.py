"""What the sections of the Settings page have in common: rows that can be searched, and saving at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from towpath.model.command import SaveSettings
from towpath.model.error import Problem
from towpath.model.settings import Settings
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.theme import SPACE, MutedLabel, scaled

_HEAD_LETTERS = 17
"""That have room in a line of a label."""


class Section(QWidget):
    """Shows its part of the snapshot's settings and sends each change down."""

    failed = Signal(object)
    """A change that the engine refused, as a `Problem`."""

    def __init__(self, bridge: Bridge, name: str) -> None:
        super().__init__()
        self.setObjectName(f"settings-{name}")
        self.title = ""
        self._bridge = bridge
        self._words: list[str] = []
        """By row: all that is written there, and so can be searched for."""
        self._heads: list[QLabel] = []
        self._heading = QLabel()
        self._heading.setFont(scaled(self._heading.font(), 1.15, strong=True))
        self.form = QFormLayout()
        self.form.setVerticalSpacing(2 * SPACE)
        self.form.setHorizontalSpacing(2 * SPACE)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2 * SPACE)
        self.body.addWidget(self._heading)
        self.body.addLayout(self.form)

    # --- what the heirs do

    @abstractmethod
    def show_settings(self, settings: Settings) -> None:
        """Fill the fields, except one that somebody is typing into."""

    @abstractmethod
    def changed(self, before: Settings) -> Settings:
        """The same settings with what the fields say."""

    # --- building

    def entitle(self, title: str) -> None:
        """What stands above it, and in the list of sections."""
        self.title = title
        self._heading.setText(title)

    def add(self, label: str, fields: QWidget | Sequence[QWidget], note: str = "") -> None:
        """A row of its own, with what is to be said about it below."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        several = [fields] if isinstance(fields, QWidget) else list(fields)
        for field in several:
            column.addWidget(field)
            _tame_wheel(field, self)
        if note:
            column.addWidget(noted(note))
        head = QLabel(label)
        head.setWordWrap(True)
        head.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        beside = several[0].sizeHint().height() - head.fontMetrics().height()
        head.setContentsMargins(0, max(0, beside // 2), 0, 0)  # level with the first line of the field
        if len(several) == 1:
            head.setBuddy(several[0])
        self._heads.append(head)
        self.form.addRow(head, box)
        self._words.append(" ".join([self.title, label, note, *_texts(several)]).casefold())

    def start(self) -> None:
        """Show what is set now, from now on: called by the heirs when they are complete."""
        self._bridge.changed.connect(self._refresh)
        self._refresh(Changes())
        self._give_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._give_width()

    def _give_width(self) -> None:
        for head in self._heads:
            head.setMinimumWidth(_HEAD_LETTERS * self.fontMetrics().averageCharWidth())

    # --- searching

    def search(self, words: Sequence[str]) -> bool:
        """Leave the rows that have all of these words; whether there are some."""
        found = [all(word in text for word in words) for text in self._words]
        for row, shown in enumerate(found):
            self.form.setRowVisible(row, shown)
        return any(found)

    # --- saving

    def save(self) -> None:
        """Send what the fields say, if it is new."""
        before = self._bridge.snapshot.settings
        settings = self.changed(before)
        if settings != before:
            self._bridge.submit(SaveSettings(settings=settings), self.done)

    def done(self, problem: Problem | None) -> None:
        """Show what is so, when a change was refused."""
        if problem is not None:
            self.failed.emit(problem)
            self._refresh(Changes())

    def _refresh(self, _changes: Changes) -> None:
        self.show_settings(self._bridge.snapshot.settings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page: a field that passes below it changes only while it is the one being edited."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # so that what the field is in gets it
            return True
        return super().eventFilter(watched, event)


def _tame_wheel(field: QWidget, section: Section) -> None:
    for one in (field, *field.findChildren(QWidget)):
        if isinstance(one, (QComboBox, QAbstractSpinBox)):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # without the wheel's
            one.installEventFilter(section)


def _texts(fields: Iterable[QWidget]) -> list[str]:
    """What is written on them."""
    texts: list[str] = []
    for field in fields:
        for one in (field, *field.findChildren(QWidget)):
            text = one.property("text")
            texts.extend(part for part in (text, one.accessibleName()) if isinstance(part, str))
            if isinstance(one, QComboBox):
                texts.extend(one.itemText(number) for number in range(one.count()))
    return texts


def noted(text: str) -> MutedLabel:
    """A remark of several lines."""
    note = MutedLabel(text)
    note.setWordWrap(True)
    return note


def choice(name: str, spoken: str, options: Iterable[tuple[str, str]]) -> QComboBox:
    """One of a few: their texts and values."""
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for text, value in options:
        box.addItem(text, value)
    return box


def choose(box: QComboBox, value: str) -> None:
    """Show this one."""
    box.setCurrentIndex(box.findData(value))


def switch(name: str, text: str) -> QCheckBox:
    """Something that is so or not."""
    box = QCheckBox(text)
    box.setObjectName(name)
    return box
