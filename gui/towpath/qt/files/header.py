"""The header of a folder's list: which columns there are, how wide, and what is sorted by; also without a mouse."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from towpath.model.remembered import RememberedPane
from towpath.qt.files.columns import CHOICE, RIGHT, Column, column_called, title, widest
from towpath.qt.theme import SPACE

_NARROWEST_NAME = 24
"""Characters that the name column has room for, before others go."""
_GIVE_WAY = (Column.OWNER, Column.TYPE, Column.PERMISSIONS, Column.MODIFIED, Column.SIZE)
"""In this order, where there is no room for all; none of those that the person asked for."""


class FolderHeader(QHeaderView):
    """The name takes what the other columns leave, until the person makes it narrower or wider."""

    sort_wanted = Signal(object, bool)
    """A `Column`, and whether descending."""
    layout_changed = Signal()
    """The person changed what `remembered` tells."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._widths: dict[Column, int] = {}
        """Chosen by the person."""
        self._hidden: set[Column] = set()
        self._compared = False
        self._fitting = False
        self.setObjectName("columns")
        self.setAccessibleName(self.tr("Columns"))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(int(Column.NAME), Qt.SortOrder.AscendingOrder)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self._pop_up(self.mapToGlobal(at)))
        self.sectionResized.connect(self._resized)
        self.sortIndicatorChanged.connect(
            lambda section, order: self.sort_wanted.emit(Column(section), order == Qt.SortOrder.DescendingOrder)
        )
        self.menu_action = QAction(self.tr("Columns and s&orting…"), self)
        self.menu_action.setObjectName("columnsAction")
        self.menu_action.triggered.connect(lambda: self._pop_up(self.mapToGlobal(self.rect().bottomLeft())))

    def remembered(self, pane: RememberedPane) -> RememberedPane:
        """The same with what this header shows."""
        column, order = Column(self.sortIndicatorSection()), self.sortIndicatorOrder()
        return replace(
            pane,
            columns={column.key: width for column, width in self._widths.items()},
            hidden_columns=tuple(column.key for column in CHOICE if column in self._hidden),
            sort=column.key,
            descending=order == Qt.SortOrder.DescendingOrder,
        )

    def remember(self, pane: RememberedPane) -> None:
        """Show what another one was like."""
        least = self.minimumSectionSize()
        known = pane.columns
        self._widths = {column: max(known[column.key], least) for column in Column if column.key in known}
        self._hidden = {column for column in CHOICE if column.key in pane.hidden_columns}
        self.sort(column_called(pane.sort), descending=pane.descending)
        self.fit()

    def sort(self, column: Column, *, descending: bool) -> None:
        """As a click on the column does."""
        self.setSortIndicator(int(column), Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def show_comparison(self, shown: bool) -> None:
        """Its column is there only while there is something in it."""
        if shown != self._compared:
            self._compared = shown
            if not shown and self.sortIndicatorSection() == Column.COMPARISON:
                self.sort(Column.NAME, descending=False)
            self.fit()

    def fit(self) -> None:
        """Give each column its width; called when the list was made wider or narrower, too."""
        if self.count() < len(Column):
            return
        self._fitting = True
        metrics = QFontMetrics(self._view.font())
        widths = {column: self._widths.get(column, _own_width(metrics, column)) for column in self._wanted()}
        room = self._view.viewport().width()
        least = min(metrics.averageCharWidth() * _NARROWEST_NAME, room)
        name = self._widths.get(Column.NAME, least)
        for column in _GIVE_WAY:
            if name + sum(widths.values()) > room and column not in self._widths:
                widths.pop(column, None)
        for column in Column:
            self.setSectionHidden(column, column is not Column.NAME and column not in widths)
        for column, width in widths.items():
            self.resizeSection(column, width)
        self.resizeSection(Column.NAME, self._widths.get(Column.NAME, max(room - sum(widths.values()), least)))
        self._fitting = False

    def _wanted(self) -> list[Column]:
        """What stands beside the names, if there is room."""
        shown = [column for column in CHOICE if column not in self._hidden]
        return [Column.COMPARISON, *shown] if self._compared else shown

    def menu(self) -> QMenu:
        """What to sort by, and which columns to show. A new one each time."""
        menu = QMenu(self)
        menu.setObjectName("columnsMenu")
        current, descending = self.sortIndicatorSection(), self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        sorting = QActionGroup(menu)
        for column in Column:
            if not self.isSectionHidden(column):
                action = self._check(menu, self.tr("Sort by {column}").format(column=title(column)), column == current)
                action.setActionGroup(sorting)
                action.triggered.connect(lambda _on, chosen=column: self.sort(chosen, descending=descending))
        menu.addSeparator()
        turned = self._check(menu, self.tr("&Descending"), descending)
        turned.triggered.connect(lambda on: self.sort(Column(current), descending=on))
        menu.addSeparator()
        for column in CHOICE:
            text = self.tr("Show {column}").format(column=title(column))
            action = self._check(menu, text, not self.isSectionHidden(column))
            action.triggered.connect(lambda on, chosen=column: self._show_column(chosen, shown=on))
        menu.addSeparator()
        menu.addAction(self.tr("&Usual widths"), self._forget_widths)
        return menu

    def _check(self, menu: QMenu, text: str, checked: bool) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    def _pop_up(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _show_column(self, column: Column, *, shown: bool) -> None:
        if shown:
            self._hidden.discard(column)
            # A width that was chosen keeps it from giving way.
            self._widths[column] = _own_width(QFontMetrics(self._view.font()), column)
        else:
            self._hidden.add(column)
            self._widths.pop(column, None)
        self.fit()
        self.layout_changed.emit()

    def _forget_widths(self) -> None:
        self._widths.clear()
        self.fit()
        self.layout_changed.emit()

    def _resized(self, section: int, _old: int, width: int) -> None:
        if not self._fitting and width:
            self._widths[Column(section)] = width
            if section != Column.NAME:
                self.fit()
            self.layout_changed.emit()


def _own_width(metrics: QFontMetrics, column: Column) -> int:
    texts = max(metrics.horizontalAdvance(text) for text in (widest(column), title(column)))
    return texts + (3 if column in RIGHT else 2) * SPACE + SPACE // 2
