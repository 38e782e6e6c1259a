"""Finds letters that mean two things: in a window, Alt with a letter is for one control."""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QTabBar, QWidget


def shared_letters(window: QWidget) -> list[str]:
    """The texts that share one, in words; `window` is shown."""
    texts = defaultdict(set)
    for text in _texts(window):
        if key := QKeySequence.mnemonic(text).toString():
            texts[key].add(text)
    return [f"{key}: {', '.join(sorted(found))}" for key, found in texts.items() if len(found) > 1]


def _texts(window: QWidget) -> Iterator[str]:
    if isinstance(window, QMenu):
        yield from (action.text() for action in window.actions() if action.isVisible())
    for widget in window.findChildren(QWidget):
        match widget:
            case QWidget() if not widget.isVisible():
                pass
            case QAbstractButton():
                yield widget.text()
            case QLabel() if isinstance(widget.buddy(), QWidget):
                yield widget.text()
            case QTabBar():
                yield from (widget.tabText(number) for number in range(widget.count()))
