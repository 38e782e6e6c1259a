"""The list of a tab of the Keys page, and what is beside it or in its place."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from towpath.qt.row_tree import FlatTree, Index
from towpath.qt.theme import SPACE, MutedLabel


class ListPage(enum.IntEnum):
    """What is seen of `ListPages`."""

    LIST = 0
    NOTHING_FOUND = 1
    NONE = 2
    READING = 3


class ListPages(QStackedWidget):
    """The list, or what stands in its place when there is nothing to list."""

    def __init__(self, found: QWidget, nothing_found: str, none: QWidget, reading: str) -> None:
        super().__init__()
        for page in (found, _words(nothing_found), none, _words(reading)):
            self.addWidget(page)
        self.setCurrentIndex(ListPage.READING)

    def show_page(self, *, read: bool, some: bool, found: bool) -> None:
        """Whether they are read, whether there are some, and some that are found."""
        there = ListPage.LIST if found else ListPage.NOTHING_FOUND
        self.setCurrentIndex(ListPage.READING if not read else there if some else ListPage.NONE)


def _words(text: str) -> MutedLabel:
    label = MutedLabel(text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


class ListTable(FlatTree):
    """Its menu has what can be done with what is chosen."""

    def __init__(
        self,
        menu: str,
        acts: Iterable[QAction],
        shares: Iterable[tuple[int, int]],
        least_letters: Iterable[tuple[int, int]] = (),
    ) -> None:
        """The menu's name, and what is in it; the others are those of a `FlatTree`."""
        super().__init__(shares, least_letters=least_letters)
        self.menu = QMenu(self)
        self.menu.setObjectName(menu)
        self.menu.addActions(list(acts))

    @property
    def chosen(self) -> QModelIndex:
        """The first cell of the chosen row; invalid without one."""
        return next(iter(self.selectionModel().selectedRows()), QModelIndex())

    def choose(self, row: Index) -> None:
        """This row alone; the first one when it is invalid."""
        index = row if row.isValid() else self.model().index(0, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selectionModel().hasSelection():
            self.menu.popup(self.menu_place(event))


def side_by_side(name: str, table: QWidget, detail: QWidget) -> QSplitter:
    """The list, and everything about what is chosen in it."""
    halves = QSplitter(Qt.Orientation.Horizontal)
    halves.setObjectName(name)
    halves.setHandleWidth(SPACE)
    halves.setChildrenCollapsible(False)
    halves.addWidget(table)
    halves.addWidget(detail)
    halves.setStretchFactor(0, 3)
    halves.setStretchFactor(1, 2)
    halves.setSizes([600, 400])
    return halves
