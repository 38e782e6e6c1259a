"""Asks before something is lost. Never waits: the answer comes by a call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


def confirm(
    parent: QWidget,
    name: str,
    title: str,
    question: str,
    told: str,
    *,
    act: str,
    acted: Callable[[], None],
    instead: str = "",
) -> None:
    """Show `question`, and `told` below it; `acted` is called if the button `act` is pressed.

    The other button, called `instead` or Cancel, is what Return and Escape press.
    """
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning if told else QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(told)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)  # not each version of Qt does so for `told`, too
    yes = box.addButton(act, QMessageBox.ButtonRole.DestructiveRole)
    if instead:
        box.setDefaultButton(box.addButton(instead, QMessageBox.ButtonRole.RejectRole))
    else:
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    yes.clicked.connect(acted)
    box.open()
