"""What is known of a thing, a row for each: its name, and a text that can be selected and copied."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from towpath.qt.long_text import LongText
from towpath.qt.theme import SPACE


class Facts(QWidget):
    """Rows come in the order in which they are first told; one without a text is hidden."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Its labels are called NAME-ROW."""
        super().__init__(parent)
        self._name = name
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setVerticalSpacing(SPACE - 2)
        self._labels: dict[str, LongText] = {}

    def tell(self, row: str, title: str, text: str, *, fixed: bool = False) -> None:
        """Show a text, made safe to be shown already; `fixed` for what people compare letter by letter."""
        label = self._labels.get(row)
        if label is None:
            label = self._labels[row] = LongText(f"{self._name}-{row}", title, fixed=fixed)
            self._form.addRow(title, label)
        label.show_text(text)
        label.setAccessibleDescription(text)
        self._form.setRowVisible(label, bool(text))

    def text(self, row: str) -> str:
        """What is told; empty for what is not."""
        label = self._labels.get(row)
        return label.text if label is not None else ""
