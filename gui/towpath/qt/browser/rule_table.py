"""The table of the rules, and how its rows are painted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QContextMenuEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from towpath.model.site_rule import SiteRule
from towpath.qt.browser.rule_model import RULE_ROLE, Column, Index, RuleModel
from towpath.qt.row_tree import FlatTree
from towpath.qt.theme import muted

SHARES: Mapping[Column, int] = {Column.SITE: 32, Column.WAY: 23, Column.WHEN_DOWN: 12, Column.LASTS: 15}
"""Of the width; the note has the rest."""


class RuleDelegate(QStyledItemDelegate):
    """Rules that are switched off are paler; their box says it, too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        rule = index.data(RULE_ROLE)
        if isinstance(rule, SiteRule) and not rule.enabled:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted(option.palette))


class RuleTable(FlatTree):
    """Rows are moved by dragging; what else is done with them is done by the actions of the page."""

    chosen_changed = Signal()

    def __init__(
        self, model: RuleModel, name: str, parent: QWidget | None = None, *, shares: Mapping[Column, int] = SHARES
    ) -> None:
        """Columns without a share are not shown."""
        super().__init__(shares.items(), parent)
        self._rules = model
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Rules"))
        self.setModel(model)
        for column in Column:
            self.setColumnHidden(column, column not in shares and column is not Column.NOTE)
        self.setItemDelegate(RuleDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.menu = QMenu(self)
        self.menu.setObjectName(f"{name}-menu")

    @property
    def chosen(self) -> list[SiteRule]:
        """The rules of the selected rows, in the order of the table."""
        shown = self._rules.rules()
        rows = {
            row for part in self.selectionModel().selection().toList() for row in range(part.top(), part.bottom() + 1)
        }
        return [shown[row] for row in sorted(rows)]

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(self.menu_place(event))
