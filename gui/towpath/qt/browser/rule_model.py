"""The rules as Qt wants them: a row each, in their order. There may be ten thousand: texts are made when seen."""

from __future__ import annotations

import enum
import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from towpath.model.site_rule import Lifetime, SiteRule
from towpath.model.state import Snapshot, Status
from towpath.model.text import printable
from towpath.qt.browser.rule_words import lasts, site, way, way_sign, when_down
from towpath.qt.browser.words import connection_name
from towpath.qt.icons import icon, status_icon
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
RULE_ROLE = int(Qt.ItemDataRole.UserRole)
_MIME = "application/x-towpath-rules"
_NOWHERE = QModelIndex()
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_CELL = _READ_ONLY | Qt.ItemFlag.ItemIsDragEnabled
_WITH_BOX = _CELL | Qt.ItemFlag.ItemIsUserCheckable


class Column(enum.IntEnum):
    """From left to right."""

    SITE = 0
    """With a box: whether the rule is on."""
    WAY = 1
    WHEN_DOWN = 2
    LASTS = 3
    NOTE = 4


class RuleModel(QAbstractTableModel):
    """Main thread only. Dragging and ticking only tell what the person wants: the engine's news change the rows."""

    moved = Signal(list, str)
    """Rows were dropped: ids, and the id of the rule that they are now to come before (empty for the end)."""
    ticked = Signal(str)
    """Carries the id of a rule whose box was clicked."""

    def __init__(self, parent: QObject | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._read_only = read_only
        self._all: Sequence[SiteRule] = ()
        self._rows: list[SiteRule] = []
        self._snapshot = Snapshot()
        self._looks: list[tuple[str, str, Status]] = []
        """All of the connections that can be seen here."""
        self._filter: list[str] = []

    # --- what it shows

    def show(self, rules: Sequence[SiteRule], snapshot: Snapshot) -> None:
        """Take up how they are now; the snapshot tells of their connections."""
        looks = [(state.connection.id, state.connection.name, state.status) for state in snapshot.connections]
        changed, self._looks = looks != self._looks, looks
        self._snapshot = snapshot
        if rules is not self._all or (changed and self._filter):  # names may be looked for
            self._all = rules
            self._settle()
        if changed:
            self._repaint(Column.WAY)

    def filter(self, text: str) -> None:
        """Show only rules in which every word of `text` occurs."""
        self._filter = text.casefold().split()
        self._settle()

    @property
    def filtered(self) -> bool:
        """Whether some may be left out."""
        return bool(self._filter)

    def rule(self, index: Index) -> SiteRule | None:
        """The rule of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def rules(self) -> list[SiteRule]:
        """Those that are shown."""
        return list(self._rows)

    def index_of(self, rule_id: str) -> QModelIndex:
        """Invalid when it is not shown."""
        row = next((number for number, rule in enumerate(self._rows) if rule.id == rule_id), -1)
        return self.index(row, 0)

    def tick(self) -> None:
        """Time has gone: those that end some day are nearer to it."""
        if any(rule.lifetime is Lifetime.HOUR for rule in self._all):
            self._repaint(Column.LASTS)

    def _settle(self) -> None:
        rows = [rule for rule in self._all if self._fits(rule)] if self._filter else list(self._all)
        if [rule.id for rule in rows] == [rule.id for rule in self._rows]:
            changed = [number for number, rule in enumerate(rows) if rule != self._rows[number]]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(Column) - 1))
            return
        # Whatever stays, selected or current, is found again at its new place.
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in kept]
        self._rows = rows
        places = {rule.id: number for number, rule in enumerate(rows)}
        now = [self.index(places.get(one, -1), index.column()) for one, index in zip(ids, kept, strict=True)]
        self.changePersistentIndexList(kept, now)
        self.layoutChanged.emit()

    def _fits(self, rule: SiteRule) -> bool:
        texts = f"{rule.pattern} {rule.note} {connection_name(rule.connection, self._snapshot)}".casefold()
        return all(word in texts for word in self._filter)

    def _repaint(self, column: Column) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))

    # --- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self._read_only else Qt.ItemFlag.ItemIsDropEnabled
        if self._read_only:
            return _READ_ONLY
        return _WITH_BOX if index.column() == Column.SITE else _CELL

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.SITE: self.tr("Site"),
            Column.WAY: self.tr("Goes"),
            Column.WHEN_DOWN: self.tr("If down"),
            Column.LASTS: self.tr("Lasts"),
            Column.NOTE: self.tr("Note"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        rule = self.rule(index)
        if rule is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(rule, column)
        if role == RULE_ROLE:
            return rule
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.SITE and not self._read_only:
            return Qt.CheckState.Checked if rule.enabled else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(rule, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(printable(rule.pattern) if column is Column.SITE else self._text(rule, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(rule) if column is Column.SITE else self._text(rule, column)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        rule = self.rule(index)
        if rule is not None and role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(rule.id)
        return False  # the engine's news tick the box

    def _text(self, rule: SiteRule, column: Column) -> str:
        match column:
            case Column.SITE:
                return site(rule.pattern)
            case Column.WAY:
                return way(rule, self._snapshot)
            case Column.WHEN_DOWN:
                return when_down(rule)
            case Column.LASTS:
                return lasts(rule, time.time())
            case Column.NOTE:
                return printable(rule.note)

    def _icon(self, rule: SiteRule, column: Column) -> object:
        if column is Column.WAY:
            sign = way_sign(rule, self._snapshot)
            return status_icon(sign) if isinstance(sign, Status) else icon(sign)
        if column is Column.LASTS and rule.lifetime is not Lifetime.LASTING:
            return icon("clock")
        return None

    def _said(self, rule: SiteRule) -> str:
        """All of a row, as a screen reader says it."""
        parts = [self._text(rule, column) for column in Column]
        if not rule.enabled:
            parts.insert(1, self.tr("switched off"))
        return ", ".join(part for part in parts if part)

    # --- dragging within the list

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(_MIME, "\n".join(self._rows[row].id for row in rows).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        place = parent.row() if parent.isValid() else row if row >= 0 else len(self._rows)
        ids = bytes(data.data(_MIME).data()).decode().split("\n")
        self.moved.emit(ids, self.before(place, ids))
        return False  # the engine's news move the rows

    def before(self, place: int, ids: Sequence[str]) -> str:
        """The rule that `ids` come before when they are put at a row: another one, or empty for the end. Below the last
        row of a filtered list is above the rule that comes next in the whole of it."""
        moving = set(ids)
        below = next((rule.id for rule in self._rows[place:] if rule.id not in moving), "")
        if below or not self._filter:
            return below
        order = [rule.id for rule in self._all]
        last = next((rule.id for rule in reversed(self._rows) if rule.id not in moving), "")
        after = order[order.index(last) + 1 :] if last else []
        return next((one for one in after if one not in moving), "")
