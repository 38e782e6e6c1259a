"""The editor's page for forwards: a table with label, listening address and target, checked as one types."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import TowpathError
from towpath.model.forward import DEFAULT_LISTEN_HOST, Endpoint, Forward, ForwardKind
from towpath.model.parse import invalid, parse_endpoint, parse_label, parse_listen
from towpath.model.text import sentence
from towpath.qt.connections.fields import in_words, message_label
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel

_ON, _LABEL, _LISTEN, _TARGET = range(4)
_ID = int(Qt.ItemDataRole.UserRole)


class ForwardsTab(QWidget):
    """Rows may be wrong while they are typed; `forwards` raises then."""

    edited = Signal()

    def __init__(self, forwards: tuple[Forward, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(self.tr("Forwards"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("With connection"), self.tr("Label"), self.tr("Listen here"), self.tr("Lead to")]
        )
        self.table.verticalHeader().setVisible(False)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in (_LABEL, _LISTEN, _TARGET):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_ON, QHeaderView.ResizeMode.ResizeToContents)
        self.message = message_label()
        hint = MutedLabel(
            self.tr("Listen: a port (0: any free one) or address:port. Target: host:port as the last machine sees it.")
        )
        hint.setWordWrap(True)
        self.add_button = QPushButton(icon("add"), self.tr("&Add forward"))
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(icon("remove"), self.tr("Remo&ve"))
        self.remove_button.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.message)
        layout.addWidget(hint)
        layout.addLayout(buttons)
        for forward in forwards:
            self._append(forward.id, forward.label, _listen_text(forward.listen), str(forward.target), forward.enabled)
        self.table.itemChanged.connect(self._changed)
        self.table.itemSelectionChanged.connect(self._selection_changed)
        self._changed()
        self._selection_changed()

    @property
    def problem(self) -> str:
        """The first thing that is wrong, empty when nothing."""
        try:
            self.forwards()
        except TowpathError as error:
            return f"{error.problem.subject}: {in_words(error.problem)}"
        return ""

    def forwards(self) -> tuple[Forward, ...]:
        """The table as values. Raises TowpathError INVALID."""
        result: list[Forward] = []
        for row in range(self.table.rowCount()):
            forward = self._forward(row)
            for other in result:
                if forward.label and other.label == forward.label:
                    raise invalid(forward.label, self.tr("two forwards have this label"))
                if forward.listen == other.listen and forward.listen.port:
                    raise invalid(str(forward.listen), self.tr("two forwards listen there"))
            result.append(forward)
        return tuple(result)

    def add(self) -> None:
        """Append an empty row and begin to type in it."""
        self._append(uuid.uuid4().hex, "", "", "", enabled=True)
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, _LABEL)
        self.table.editItem(self._cell(row, _LABEL))
        self._changed()

    def _append(self, forward_id: str, label: str, listen: str, target: str, enabled: bool) -> None:
        row = self.table.rowCount()
        self.table.blockSignals(True)
        self.table.insertRow(row)
        switch = QTableWidgetItem()
        switch.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        switch.setCheckState(Qt.CheckState.Checked if enabled else Qt.CheckState.Unchecked)
        switch.setData(_ID, forward_id)
        self.table.setItem(row, _ON, switch)
        for column, text in ((_LABEL, label), (_LISTEN, listen), (_TARGET, target)):
            self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.blockSignals(False)

    def _forward(self, row: int) -> Forward:
        label, listen, target = (self._cell(row, column).text().strip() for column in (_LABEL, _LISTEN, _TARGET))
        switch = self._cell(row, _ON)
        if not listen:
            raise invalid(label or self.tr("Forward {n}").format(n=row + 1), self.tr("the listening port is missing"))
        if not target:
            raise invalid(label or self.tr("Forward {n}").format(n=row + 1), self.tr("the target is missing"))
        try:
            listens = parse_listen(ForwardKind.LOCAL, listen)
        except TowpathError as error:
            raise invalid(listen, *_detail(error)) from None
        return Forward(
            id=switch.data(_ID),
            listen=listens,
            target=parse_endpoint(target),
            label=parse_label(label) if label else "",
            enabled=switch.checkState() == Qt.CheckState.Checked,
        )

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None  # _append fills every cell
        return item

    def _remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        for row in sorted(rows, reverse=True):
            self.table.removeRow(row)
        self._changed()

    def _changed(self) -> None:
        problem = self.problem
        self.message.setText(sentence(problem))
        self.message.setVisible(bool(problem))
        self.edited.emit()

    def _selection_changed(self) -> None:
        self.remove_button.setEnabled(bool(self.table.selectedIndexes()))


def _listen_text(listen: Endpoint) -> str:
    return str(listen.port) if listen.host == DEFAULT_LISTEN_HOST else str(listen)


def _detail(error: TowpathError) -> tuple[str, str]:
    facts = error.problem.facts
    if "forward" in facts.get("detail", ""):
        return "not a port or address:port", ""
    return facts.get("detail", ""), facts.get("hint", "")
