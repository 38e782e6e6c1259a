"""The buttons between the panes: what goes from one side to the other, and what both do together."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from towpath.qt.files.comparison import By
from towpath.qt.files.pane import Pane
from towpath.qt.files.places import child
from towpath.qt.files.together import Together
from towpath.qt.files.transferring import Transferring
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE
from towpath.qt.tool_button import tool_button


class Middle(QWidget):
    """A narrow column."""

    swap_asked = Signal()
    synchronise_asked = Signal()
    """The person wants to synchronise the two folders."""
    queue_toggled = Signal(bool)

    def __init__(
        self, left: Pane, right: Pane, together: Together, transferring: Transferring, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left = left
        self._right = right
        self._together = together
        self._transferring = transferring
        self.to_right = self._copier("copy-right", "right", self.tr("Copy to the right pane"), left, right)
        self.to_left = self._copier("copy-left", "left", self.tr("Copy to the left pane"), right, left)
        self.compare = tool_button("compare", "compare", self.tr("Compare the two folders"))
        self.compare.setMenu(self._compare_menu())
        self.along = tool_button(
            "synchronised-browsing",
            "chain",
            self.tr("Synchronised browsing: one pane goes along with the other"),
            self._toggle_along,
            checkable=True,
        )
        self.swap = tool_button("swap-panes", "swap", self.tr("Swap the panes"), self.swap_asked.emit)
        self.synchronise = tool_button(
            "synchronise", "synchronise", self.tr("Synchronise the two folders…"), self.synchronise_asked.emit
        )
        self.show_queue = tool_button("show-queue", "queue", self.tr("Show the queue"), checkable=True)
        self.show_queue.toggled.connect(self.queue_toggled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addStretch(2)
        for button in (self.to_right, self.to_left):
            layout.addWidget(button)
        layout.addSpacing(2 * SPACE)
        for button in (self.compare, self.along, self.synchronise, self.swap):
            layout.addWidget(button)
        layout.addStretch(3)
        layout.addWidget(self.show_queue)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        together.changed.connect(self.refresh)
        for pane in (left, right):
            pane.selected.connect(self.refresh)
            pane.listed.connect(lambda _listed: self.refresh())
            pane.place_changed.connect(lambda _place: self.refresh())
        self.refresh()

    def _copier(self, name: str, sign: str, text: str, source: Pane, target: Pane) -> QToolButton:
        def copy() -> None:
            sources = [child(source.place, entry.name) for entry in source.view.selected()]
            self._transferring.start(sources, target.place)

        button = tool_button(name, sign, text, copy)
        source.bridge.shortcuts.hint("files.transfer", button, text)
        button.setIcon(icon(sign, on_accent=True))
        button.setIconSize(QSize(20, 20))
        button.setProperty("primary", True)
        return button

    def _compare_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("compare-menu")
        self._ways = QActionGroup(self)
        self.ways: dict[By | None, QAction] = {}
        for by, text in (
            (None, self.tr("Do not compare")),
            (By.SIZE, self.tr("By size")),
            (By.TIME, self.tr("By size and time")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"compare-{by.value if by else 'off'}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, by=by: self._together.compare_by(by))
            self._ways.addAction(action)
            self.ways[by] = action
        menu.addSeparator()
        self.only_different = menu.addAction(self.tr("Hide what is the same"))
        self.only_different.setObjectName("compare-hide-same")
        self.only_different.setCheckable(True)
        self.only_different.triggered.connect(self._together.set_hide_same)
        return menu

    def _toggle_along(self) -> None:
        self._together.synchronise(self.along.isChecked())

    def refresh(self) -> None:
        """Bring the buttons up to date."""
        both = self._left.ready and self._right.ready
        self.to_right.setEnabled(both and self._left.view.selectionModel().hasSelection())
        self.to_left.setEnabled(both and self._right.view.selectionModel().hasSelection())
        for button in (self.compare, self.synchronise):
            button.setEnabled(both)
        self.along.setEnabled(both or self._together.is_synchronised)
        self.along.setChecked(self._together.is_synchronised)
        self.ways[self._together.comparing].setChecked(True)
        self.only_different.setChecked(self._together.hide_same)
        self.only_different.setEnabled(self._together.comparing is not None)
        for button in (self.compare, self.along):
            on = self._together.is_synchronised if button is self.along else self._together.comparing is not None
            if button.property("on") is not on:
                button.setProperty("on", on)
                button.style().polish(button)
