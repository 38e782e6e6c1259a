"""Small buttons that show an icon: their words are in the tool tip and for screen readers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QToolButton

from towpath.qt.icons import icon
from towpath.qt.theme import tool_tip

SIDE = 18


class ToolButton(QToolButton):
    """One whose menu leaves nothing behind: Qt tells no button that the pointer left it while its menu was open."""

    def setMenu(self, menu: QMenu) -> None:
        super().setMenu(menu)
        menu.aboutToHide.connect(self._look_for_pointer)

    def _look_for_pointer(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(self.mapFromGlobal(QCursor.pos())))
        self.update()


def tool_button(
    name: str,
    sign: str,
    text: str,
    clicked: Callable[[], None] | None = None,
    *,
    keys: str = "",
    checkable: bool = False,
) -> QToolButton:
    """One that Tab reaches. `keys` are named in the tool tip; who binds them is another matter."""
    button = ToolButton()
    button.setObjectName(name)
    button.setIcon(icon(sign))
    button.setIconSize(QSize(SIDE, SIDE))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setCheckable(checkable)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    name_button(button, text, keys)
    if clicked is not None:
        button.clicked.connect(lambda _checked=False: clicked())
    return button


def name_button(button: QToolButton, text: str, keys: str = "") -> None:
    """Say what it does now."""
    button.setAccessibleName(text)
    button.setToolTip(tool_tip(f"{text} ({keys})" if keys else text))
