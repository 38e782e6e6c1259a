"""Lines of known_hosts as Qt wants them: a row each, in the order of the files."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Qt

from towpath.model.text import printable
from towpath.model.trust import HostMarker, KnownHostLine, LineNamed
from towpath.qt.icons import icon
from towpath.qt.keys.key_model import MARKS_ROLE
from towpath.qt.keys.key_words import short_fingerprint
from towpath.qt.searched_model import Index, SearchedModel
from towpath.qt.trust.host_words import full_place_text, hosts_text, marks, named, place_text, type_text

_SIGNS = {HostMarker.PLAIN: "server", HostMarker.AUTHORITY: "certificate", HostMarker.REVOKED: "way-block"}


class Column(enum.IntEnum):
    """From left to right."""

    HOSTS = 0
    TYPE = 1
    FINGERPRINT = 2
    PLACE = 3
    STATE = 4


class HostModel(SearchedModel[KnownHostLine]):
    """Main thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, str] = {}
        self._found: frozenset[LineNamed] = frozenset()

    def show(self, lines: tuple[KnownHostLine, ...], names: dict[str, str]) -> None:
        """Take up what stands there now; `names` are those of connections, and whereto they lead, by id."""
        self._names = names
        self.take(lines)

    def look_for(self, words: Sequence[str], found: Collection[LineNamed] = ()) -> None:
        """Show only lines in which each word occurs, and those `found` by the engine, which knows hashed names."""
        self._found = frozenset(found)
        super().look_for(words)

    def headings(self) -> Sequence[str]:
        return self.tr("Hosts"), self.tr("Key"), self.tr("Fingerprint"), self.tr("Line"), self.tr("State")

    def identity(self, value: KnownHostLine) -> LineNamed:
        return named(value)

    def searched(self, value: KnownHostLine) -> str:
        users = (self._names.get(one, "") for one in value.used_by)
        own = (value.hosts, value.comment, type_text(value), value.fingerprint, place_text(value), value.marker)
        return " ".join((*own, *users))

    def fits(self, value: KnownHostLine, text: str) -> bool:
        return super().fits(value, text) or named(value) in self._found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.value(index)
        if line is not None and role == MARKS_ROLE and index.column() == Column.STATE:
            return marks(line)
        if line is not None and role == Qt.ItemDataRole.DecorationRole and index.column() == Column.HOSTS:
            return icon(_SIGNS[line.marker])
        return super().data(index, role)

    def text(self, value: KnownHostLine, column: int) -> str:
        match Column(column):
            case Column.HOSTS:
                return hosts_text(value)
            case Column.TYPE:
                return type_text(value)
            case Column.FINGERPRINT:
                return short_fingerprint(value.fingerprint)
            case Column.PLACE:
                return place_text(value)
            case Column.STATE:
                return ", ".join(mark.word for mark in marks(value))

    def told(self, value: KnownHostLine, column: int) -> str:
        match Column(column):
            case Column.FINGERPRINT:
                return printable(value.fingerprint)
            case Column.PLACE:
                return full_place_text(value)
            case Column.STATE:
                return ". ".join(mark.said for mark in marks(value))
            case _:
                return self.text(value, column)
