"""Small buttons with an icon."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from towpath.qt.tool_button import tool_button


def test_a_menu_that_was_left_leaves_no_button_highlighted(qtbot: QtBot) -> None:
    button = tool_button("more", "more", "More")
    qtbot.add_widget(button)
    menu = QMenu(button)
    menu.addAction("One")
    button.setMenu(menu)
    with qtbot.wait_exposed(button):
        button.show()
    QCursor.setPos(button.mapToGlobal(button.rect().center()))
    qtbot.wait_until(button.underMouse)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    QCursor.setPos(button.mapToGlobal(QPoint(300, 300)))
    menu.close()
    assert not button.underMouse()
