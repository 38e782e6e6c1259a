"""The table of the rules, and how its rows are painted."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from towpath.model.site_rule import SiteRule
from towpath.qt.browser.rule_model import RULE_ROLE, Column, Index, RuleModel
from towpath.qt.row_tree import RowTree
from towpath.qt.theme import SPACE, muted

_SHARES = {Column.SITE: 32, Column.WAY: 23, Column.WHEN_DOWN: 12, Column.LASTS: 15, Column.NOTE: 18}
"""How wide the columns are, in parts of the table, until the person sets one."""


class RuleDelegate(QStyledItemDelegate):
    """Rules that are switched off are paler; their box says it, too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        rule = index.data(RULE_ROLE)
        if isinstance(rule, SiteRule) and not rule.enabled:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted(option.palette))


class RuleTable(RowTree):
    """Rows are moved by dragging; what else is done with them is done by the actions of the page."""

    chosen_changed = Signal()

    def __init__(self, model: RuleModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = model
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Rules"))
        self.setModel(model)
        self.setItemDelegate(RuleDelegate(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._spreading = self._set_by_hand = False
        header.sectionResized.connect(self._resized)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.menu = QMenu(self)
        self.menu.setObjectName(f"{name}-menu")

    @property
    def chosen(self) -> list[SiteRule]:
        """The rules of the selected rows, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows(Column.SITE))
        found = [self._rules.rule(self._rules.index(row, 0)) for row in rows]
        return [rule for rule in found if rule is not None]

    def choose(self, ids: list[str]) -> None:
        """Select exactly these, as far as they are shown, and show the first."""
        indexes = [index for one in ids if (index := self._rules.index_of(one)).isValid()]
        if not indexes:
            return
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(indexes[0], flags.NoUpdate)
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(indexes[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._set_by_hand:
            self._spreading = True
            for column, share in _SHARES.items():
                self.setColumnWidth(column, self.viewport().width() * share // 100)
            self._spreading = False

    def _resized(self, column: int) -> None:
        last = self.header().count() - 1  # takes what the others leave
        self._set_by_hand = self._set_by_hand or (not self._spreading and column != last)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            where = self.viewport().mapToGlobal(place + QPoint(3 * SPACE, 0))
        self.menu.popup(where)
