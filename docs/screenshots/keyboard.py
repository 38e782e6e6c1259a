"""Finds what cannot be done without a mouse: controls that Tab does not reach, or does not leave, and those without a
name for screen readers."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from docs.screenshots.fit import path_of
from towpath.qt.files.breadcrumbs import Breadcrumbs

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QTabBar)
MOST_STEPS = 200


def missed(window: QWidget) -> list[str]:
    """What is, in words. `window` is shown, and the active one."""
    controls = [one for one in window.findChildren(QWidget) if _is_control(one)]
    found = [f"{path_of(one, window)} has no name" for one in controls if not _is_named(one)]
    mouse_only = [one for one in controls if not one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    found += [f"{path_of(one, window)} is for the mouse alone" for one in mouse_only if not _has_arrows(one)]
    usable = [one for one in controls if one.isEnabled() and one.focusProxy() is None and one not in mouse_only]
    if not usable:
        return found
    reached, trouble = _walk(window, next((one for one in usable if one.hasFocus()), usable[0]))
    left_out = [one for one in usable if one not in reached and not _has_arrows(one)]
    return [*found, *trouble, *(f"Tab does not reach {path_of(one, window)}" for one in left_out)]


def _walk(window: QWidget, start: QWidget) -> tuple[list[QWidget], list[str]]:
    """Where Tab leads until it is where it began, and why that goes wrong."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(MOST_STEPS):
        now = QApplication.focusWidget()
        if now is None:
            return seen, ["the focus is nowhere"]
        if seen and now is seen[0]:
            return seen, []
        if now in seen:
            return seen, [f"Tab does not leave {path_of(now, window)}"]
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return seen, ["Tab finds no way back"]


def _has_arrows(widget: QWidget) -> bool:
    """Belongs to several of which Tab reaches one, and the arrow keys the others."""
    grouped = isinstance(widget, QAbstractButton) and widget.group() is not None
    return grouped or isinstance(widget.parentWidget(), Breadcrumbs)


def _is_control(widget: QWidget) -> bool:
    return isinstance(widget, CONTROLS) and widget.isVisible() and not _is_part(widget)


def _is_part(widget: QWidget) -> bool:
    """Belongs to another control, which has keys for it: the line of a spin box, a tab's cross, that of a field."""
    up = widget.parentWidget()
    while up is not None:
        if isinstance(up, (QAbstractItemView, QTabBar, QComboBox, QAbstractSpinBox, QLineEdit)):
            return True
        up = up.parentWidget()
    return False


def _is_named(widget: QWidget) -> bool:
    text = widget.text().strip() if isinstance(widget, QAbstractButton) else ""
    labels = (one for one in widget.window().findChildren(QLabel) if one.buddy() is widget)
    return bool(widget.accessibleName() or text or any(label.text() for label in labels) or isinstance(widget, QTabBar))
