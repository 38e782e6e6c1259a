"""Finds what is cut off: texts without enough room, widgets beyond the edge of what they are in, windows beyond the
screen's. What scrolls is not cut off, nor what ends in dots
and says so by a minimum that is smaller than its text."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabBar,
    QToolButton,
    QWidget,
)

from towpath.qt.theme import ElidedLabel

SCREEN = QSize(1280, 720)
"""Device-independent pixels: a screen of 2560 x 1440 at 200 %."""
_SLACK = 2
"""Pixels that roundings may take."""


def cut_off(window: QWidget) -> list[str]:
    """What is, in words; `window` is shown."""
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    too_large = least.width() > SCREEN.width() or least.height() > SCREEN.height()
    found = [f"needs {least.width()} x {least.height()}"] if too_large else []
    reasons = ((widget, _texts_cut(widget) or _outside(widget)) for widget in _parts(window))
    return [*found, *(f"{path_of(widget, window)}: {reason}" for widget, reason in reasons if reason)]


def _parts(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, (QAbstractItemView, QTabBar, QAbstractSpinBox, QComboBox)):
                yield from _parts(child)


def _texts_cut(widget: QWidget) -> str:
    if isinstance(widget, QScrollArea) and (content := widget.widget()) is not None:
        hidden = content.width() - widget.viewport().width()
        return f"scrolls sideways by {hidden}" if hidden > _SLACK else ""
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
        return _label_cut(widget)
    if isinstance(widget, QToolButton) and not widget.text():
        return ""
    if isinstance(widget, (QAbstractButton, QAbstractSpinBox)):
        return _too_small(widget, widget.minimumSizeHint())
    if isinstance(widget, QComboBox):
        wanted = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 40
        return _too_small(widget, QSize(wanted, widget.sizeHint().height()))
    if isinstance(widget, QLineEdit):
        return _too_small(widget, QSize(0, widget.sizeHint().height()))
    return ""


def _label_cut(label: QLabel) -> str:
    if label.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return ""
    if label.wordWrap():
        return _too_small(label, QSize(0, label.heightForWidth(label.width())))
    return _too_small(label, label.minimumSizeHint())


def _too_small(widget: QWidget, wanted: QSize) -> str:
    missing = QSize(wanted.width() - widget.width(), wanted.height() - widget.height())
    if missing.width() <= _SLACK and missing.height() <= _SLACK:
        return ""
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    has = f"{widget.width()} x {widget.height()}"
    return f"“{text[:40]}” has {has} of {wanted.width()} x {wanted.height()}"


def _outside(widget: QWidget) -> str:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, (QSplitter, QHeaderView, QTabBar, QAbstractItemView)):
        return ""
    around = parent.parentWidget()
    if isinstance(around, QAbstractScrollArea):  # it scrolls
        return ""
    room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    return "" if room.contains(widget.geometry()) else f"{_of(widget.geometry())} is outside {_of(parent.rect())}"


def _of(rect: QRect) -> str:
    return f"{rect.width()} x {rect.height()} at {rect.x()}, {rect.y()}"


def path_of(widget: QWidget, window: QWidget) -> str:
    """Where it is, by the names of what it is in."""
    names: list[str] = []
    one: QWidget | None = widget
    while one is not None and one is not window:
        names.insert(0, one.objectName() or type(one).__name__)
        one = one.parentWidget()
    return "/".join(names[-4:])
