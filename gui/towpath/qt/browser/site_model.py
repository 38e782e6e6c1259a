"""The sites just seen as Qt wants them: a row for each host and port, kept in place while its figures change."""

from __future__ import annotations

import enum
import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from towpath.model.browsing import SiteSeen
from towpath.model.error import Problem, ProblemKind
from towpath.model.site_rule import SiteRule
from towpath.model.state import Snapshot, Status
from towpath.model.text import printable, sentence, size
from towpath.model.words import as_sentence
from towpath.qt.amounts import ago
from towpath.qt.browser.rule_words import site as rule_text
from towpath.qt.browser.words import way_icon, way_text
from towpath.qt.icons import icon, status_icon
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, int]
SITE_ROLE = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = SITE_ROLE + 1
_USUAL_PORTS = (80, 443)
_NOWHERE = QModelIndex()


class Column(enum.IntEnum):
    """From left to right."""

    SITE = 0
    WAY = 1
    RULE = 2
    REQUESTS = 3
    BYTES = 4
    SEEN = 5


def key(site: SiteSeen) -> Key:
    """What makes it another row."""
    return site.host, site.port


def site_text(site: SiteSeen) -> str:
    """The host, with its port where that is not one of the web."""
    host = printable(f"[{site.host}]" if ":" in site.host and site.port not in _USUAL_PORTS else site.host)
    return host if site.port in _USUAL_PORTS else f"{host}:{site.port}"


def failure(site: SiteSeen) -> Problem | None:
    """Why the latest request got nothing, unless that is what the rule wants."""
    problem = site.problem
    return None if problem is not None and problem.kind is ProblemKind.SITE_BLOCKED else problem


class SiteModel(QAbstractTableModel):
    """Main thread only. New rows come at the end; who shows them sorts them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SiteSeen] = []
        self._snapshot = Snapshot()
        self._rules: dict[str, SiteRule] = {}

    # --- what it shows

    def show(self, sites: Sequence[SiteSeen], snapshot: Snapshot) -> None:
        """Take up how they are now; rows that stay are changed in place."""
        renamed = self._names(snapshot) != self._names(self._snapshot)
        if snapshot.browser.rules is not self._snapshot.browser.rules:
            self._rules = {rule.id: rule for rule in snapshot.browser.rules}
            renamed = True
        self._snapshot = snapshot
        wanted = {key(site): site for site in sites}
        self._remove_all_but(wanted)
        changed = []
        for row, old in enumerate(self._rows):
            new = wanted.pop(key(old))
            if renamed or (new is not old and new != old):
                changed.append(row)
            self._rows[row] = new
        if changed:  # told at once, so that all of it is sorted once
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(Column) - 1))
        if wanted:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(wanted) - 1)
            self._rows += wanted.values()
            self.endInsertRows()

    def tell_time(self) -> None:
        """Some time has passed."""
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.SEEN), self.index(len(self._rows) - 1, Column.SEEN), [0])

    def _remove_all_but(self, wanted: dict[Key, SiteSeen]) -> None:
        for row in reversed(range(len(self._rows))):
            if key(self._rows[row]) not in wanted:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._rows[row]
                self.endRemoveRows()

    def _names(self, snapshot: Snapshot) -> list[tuple[str, str]]:
        return [(state.connection.id, state.connection.name) for state in snapshot.connections]

    # --- for the view

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.SITE: self.tr("Site"),
            Column.WAY: self.tr("Went"),
            Column.RULE: self.tr("Rule"),
            Column.REQUESTS: self.tr("Requests"),
            Column.BYTES: self.tr("Bytes"),
            Column.SEEN: self.tr("Latest"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        site, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(site, column)
            case Qt.ItemDataRole.DecorationRole if column is Column.WAY:
                return status_icon(Status.FAILED) if failure(site) else icon(way_icon(site.route))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(as_sentence(problem) if (problem := failure(site)) else self._text(site, column))
            case Qt.ItemDataRole.AccessibleTextRole if column is Column.SITE:
                return ", ".join(text for text in (self._text(site, one) for one in Column) if text)
        if role == SITE_ROLE:
            return site
        return self._sort_value(site, column) if role == SORT_ROLE else None

    def _text(self, site: SiteSeen, column: Column) -> str:
        match column:
            case Column.SITE:
                return site_text(site)
            case Column.WAY:
                way = way_text(site.route, site.connection, self._snapshot)
                return self.tr("Failed: {way}").format(way=way) if failure(site) else sentence(way)
            case Column.RULE:
                rule = self._rules.get(site.rule)
                return rule_text(rule.pattern) if rule else ""
            case Column.REQUESTS:
                text = self.tr("{n} ({open} open)") if site.open else "{n}"
                return text.format(n=f"{site.requests:,}", open=f"{site.open:,}")
            case Column.BYTES:
                if not site.down and not site.up:
                    return ""
                return self.tr("↓ {down}  ↑ {up}").format(down=size(site.down), up=size(site.up))
            case Column.SEEN:
                return ago(time.time() - site.seen_at)

    def _sort_value(self, site: SiteSeen, column: Column) -> str | float:
        match column:
            case Column.SITE:  # below each other what is below one domain
                return ".".join(reversed(site.host.split(".")))
            case Column.REQUESTS:
                return site.requests
            case Column.BYTES:
                return float(site.down + site.up)
            case Column.SEEN:
                return site.seen_at
            case _:
                return self._text(site, column)


class SiteFilter(QSortFilterProxyModel):
    """Sorts and filters. While it is held, rows stay where they are and new ones come last."""

    def __init__(self, sites: SiteModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sites = sites
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(sites)

    def look_for(self, text: str) -> None:
        """Show only sites in which every word occurs: in the host, the way or the rule."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def hold(self, *, held: bool) -> None:
        """Nothing moves below the pointer of somebody who aims at a row."""
        self.setDynamicSortFilter(not held)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self._words:
            return True
        columns = (Column.SITE, Column.WAY, Column.RULE)
        text = " ".join(str(self._sites.index(row, column).data()) for column in columns).casefold()
        return all(word in text for word in self._words)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (Column.REQUESTS, Column.BYTES) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
