"""The editor's page for forwards: the list of them, and the dialog that makes and changes one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from towpath.model.forward import FROM_CONFIG, Forward
from towpath.qt.connections.forward_dialog import ForwardDialog
from towpath.qt.forward_words import KIND_ICONS, ends, shared_mark
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel

_FORWARD = int(Qt.ItemDataRole.UserRole)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class ForwardsTab(QWidget):
    """The tick of a row says that the forward comes up together with its connection."""

    edited = Signal()

    def __init__(self, forwards: tuple[Forward, ...], far: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._far = far
        self._follows = False
        self.passwords: dict[str, str] = {}
        """Typed for dynamic forwards, by id: kept once the connection is saved."""
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Forwards"))
        self.list.setWordWrap(True)
        self.list.itemChanged.connect(lambda _item: self.edited.emit())
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.list.currentRowChanged.connect(self._refresh)
        hint = MutedLabel(self.tr("Those with a tick come up together with the connection."))
        hint.setWordWrap(True)
        self.add_button = self._button("add", self.tr("A&dd forward…"), self.add)
        self.edit_button = self._button("edit", self.tr("&Edit…"), self._edit)
        self.remove_button = self._button("remove", self.tr("Remo&ve"), self._remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.add_button, self.edit_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self.list, 1)
        layout.addWidget(hint)
        layout.addLayout(buttons)
        for forward in forwards:
            self.list.addItem(self._item(forward))
        self.list.setCurrentRow(0)
        self._refresh()

    def forwards(self) -> tuple[Forward, ...]:
        """All of them, in order."""
        return tuple(self._forward(row) for row in range(self.list.count()))

    def follow_file(self, follows: bool) -> None:
        """Those that an ssh_config has cannot be changed here."""
        self._follows = follows
        self._refresh()

    def add(self) -> None:
        """Open the dialog for a new one."""
        self._open(-1)

    def _edit(self) -> None:
        if self.edit_button.isEnabled():
            self._open(self.list.currentRow())

    def _remove(self) -> None:
        self.list.takeItem(self.list.currentRow())
        self._refresh()
        self.edited.emit()

    def _open(self, row: int) -> None:
        """For the forward of this row; -1 for a new one."""
        others = tuple(forward for n, forward in enumerate(self.forwards()) if n != row)
        dialog = ForwardDialog(self._forward(row) if row >= 0 else None, others, self._far(), self.window())

        def save(forwards: tuple[Forward, ...], password: str) -> None:
            self._take(row, forwards, password)
            dialog.finish_saving(None)

        dialog.asked_to_save.connect(save)
        dialog.open()

    def _take(self, row: int, forwards: tuple[Forward, ...], password: str) -> None:
        if row >= 0:
            self.list.takeItem(row)
        first = row if row >= 0 else self.list.count()
        for number, forward in enumerate(forwards):
            self.list.insertItem(first + number, self._item(forward))
            if password:
                self.passwords[forward.id] = password
        self.list.setCurrentRow(first)
        self.edited.emit()

    def _item(self, forward: Forward) -> QListWidgetItem:
        way = ends(forward, forward.listen, self._far())
        if forward.listen.is_public:
            way = f"{way}  ·  {shared_mark(forward.kind, self._far())}"
        item = QListWidgetItem(icon(KIND_ICONS[forward.kind]), f"{forward.label}\n{way}" if forward.label else way)
        item.setFlags(_FLAGS)
        item.setCheckState(Qt.CheckState.Checked if forward.enabled else Qt.CheckState.Unchecked)
        item.setData(_FORWARD, forward)
        return item

    def _forward(self, row: int) -> Forward:
        item = self.list.item(row)
        kept = item.data(_FORWARD)
        assert isinstance(kept, Forward)
        return replace(kept, enabled=item.checkState() == Qt.CheckState.Checked)

    def _button(self, sign: str, text: str, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton(icon(sign), text)
        button.clicked.connect(clicked)
        return button

    def _refresh(self) -> None:
        row = self.list.currentRow()
        is_own = row >= 0 and not (self._follows and self._forward(row).id.startswith(FROM_CONFIG))
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(is_own)
