"""Asking for a file or a folder of this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(parent: QWidget, name: str, title: str, kinds: str = "", folder: str = "") -> QFileDialog:
    """Not open yet; it begins at home unless there is a folder. `kinds` are Qt's name filters."""
    dialog = QFileDialog(parent, title, folder or str(Path.home()), kinds)
    dialog.setObjectName(name)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
