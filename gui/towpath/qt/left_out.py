"""What of a file cannot be carried over: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from towpath.model.browsing import LeftOut
from towpath.model.text import printable, sentence
from towpath.model.words import said
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.frame import ActDialog
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, tool_tip


class LeftOutTable(QTableWidget):
    """The line in the file, what stands there, and why it is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("left-out")
        self.setAccessibleName(self.tr("What cannot be carried over, and why"))
        self.setHorizontalHeaderLabels([self.tr("Line"), self.tr("What"), self.tr("Why")])
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((5, 30)):
            header.resizeSection(column, letter * letters + 2 * SPACE)

    def show_left_out(self, left_out: Sequence[LeftOut]) -> None:
        """Exactly these."""
        self.setColumnHidden(0, not any(one.line for one in left_out))
        self.setRowCount(len(left_out))
        for row, one in enumerate(left_out):
            texts = (str(one.line or ""), printable(one.text), sentence(printable(said(one.why))))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(tool_tip(text))
                self.setItem(row, column, item)

    def as_text(self) -> str:
        """A line each, for the clipboard."""
        rows = ([self.item(row, column) for column in range(3)] for row in range(self.rowCount()))
        return "\n".join("\t".join(item.text() for item in row if item) for row in rows)


class LeftOutDialog(ActDialog):
    """After an export that could not carry everything over."""

    def __init__(self, bridge: Bridge, heading: str, left_out: Sequence[LeftOut], parent: QWidget) -> None:
        super().__init__(bridge, "left-out-dialog", parent)
        self.entitle(self.tr("Export"), heading)
        self.table = LeftOutTable()
        self.table.show_left_out(left_out)
        self.body.addWidget(self.table, 1)
        copy = self.buttons.addButton(self.tr("Copy &all"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy-left-out")
        copy.setIcon(icon("copy"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.table.as_text()))
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.fit(640, 380)
