"""A list whose order matters, with buttons to add, remove and move: jump hosts, key files, methods."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from towpath.qt.icons import icon
from towpath.qt.theme import SPACE

VALUE = int(Qt.ItemDataRole.UserRole)


class OrderedList(QWidget):
    """Holds `QListWidgetItem`s; the meaning of their texts and values is the user's of this class."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        make: Callable[[], QListWidgetItem | None] | None = None,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """With `make` items can be added and removed; removed alone with `removable`."""
        super().__init__(parent)
        self._make = make
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setMinimumHeight(72)
        self.list.itemChanged.connect(self.changed)
        self.list.currentRowChanged.connect(self._refresh)
        buttons = QVBoxLayout()
        buttons.setSpacing(SPACE // 2)
        self.add_button = self._button("add", self.tr("Add"), self._add)
        self.add_button.setVisible(make is not None)
        self.remove_button = self._button("remove", self.tr("Remove"), self._remove)
        self.remove_button.setVisible(make is not None or removable)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        self.up_button = self._button("up", self.tr("Move up"), lambda: self._move(-1))
        self.down_button = self._button("down", self.tr("Move down"), lambda: self._move(1))
        buttons.addWidget(self.up_button)
        buttons.addWidget(self.down_button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.list)
        self._refresh()

    @property
    def items(self) -> list[QListWidgetItem]:
        """All items in order."""
        return [self.list.item(row) for row in range(self.list.count())]

    @property
    def chosen(self) -> list[QListWidgetItem]:
        """The current item, if there is one."""
        return self.items[self.list.currentRow() :][:1] if self.list.currentRow() >= 0 else []

    def fill(self, items: list[QListWidgetItem]) -> None:
        """Replace everything, without telling."""
        self.list.blockSignals(True)
        self.list.clear()
        for item in items:
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._refresh()

    def _button(self, sign: str, text: str, clicked: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign))
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(f"{text}: {self.list.accessibleName()}")
        button.clicked.connect(clicked)
        return button

    def _add(self) -> None:
        item = self._make() if self._make else None
        if item is not None:
            self.list.addItem(item)
            self.list.setCurrentItem(item)
            self.changed.emit()
            if item.flags() & Qt.ItemFlag.ItemIsEditable:
                self.list.editItem(item)

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self.changed.emit()
            self._refresh()

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentItem(item)
            self.changed.emit()

    def _refresh(self) -> None:
        row = self.list.currentRow()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < self.list.count() - 1)
        self.remove_button.setEnabled(row >= 0)
