"""What could not be done, file by file, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from towpath.model.text import path_text, printable, sentence
from towpath.model.transfer import FileResult
from towpath.model.words import explain
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.frame import ActDialog
from towpath.qt.icons import icon
from towpath.qt.theme import tool_tip


class LeftDialog(ActDialog):
    """A table of paths with reasons, which can be copied."""

    def __init__(self, bridge: Bridge, heading: str, results: Sequence[FileResult], parent: QWidget) -> None:
        super().__init__(bridge, "left-dialog", parent)
        self.entitle(self.tr("What was left"), heading)
        self.table = QTableWidget(len(results), 2)
        self.table.setObjectName("left-table")
        self.table.setAccessibleName(self.tr("What could not be done, and why"))
        self.table.setHorizontalHeaderLabels([self.tr("File or folder"), self.tr("Why")])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self._lines: list[str] = []
        for row, result in enumerate(results):
            path, why = printable(path_text(result.source)), _why(result)
            self._lines.append(f"{path}\t{why}")
            for column, text in enumerate((path, why)):
                item = QTableWidgetItem(text)
                item.setToolTip(tool_tip(text))
                self.table.setItem(row, column, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        self.body.addWidget(self.table, 1)
        copy = self.buttons.addButton(self.tr("Copy &all"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy-left")
        copy.setIcon(icon("copy"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText("\n".join(self._lines)))
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.fit(640, 380)
        header.resizeSection(0, self.width() * 6 // 10)


def _why(result: FileResult) -> str:
    return sentence(explain(result.problem).why) if result.problem else ""
