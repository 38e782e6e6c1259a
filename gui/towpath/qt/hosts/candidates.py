"""What could be added: hosts of an ssh_config and saved connections of other programs, each with a box to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from towpath.model.connection import Connection
from towpath.model.host_config import FoundSite, HostAlias, SiteFormat
from towpath.model.text import printable, sentence
from towpath.model.words import said
from towpath.qt.row_tree import FlatTree
from towpath.qt.theme import SPACE, tool_tip

_SHARES = ((0, 28), (1, 36))
_PROGRAMS = {
    SiteFormat.PUTTY: "PuTTY",
    SiteFormat.FILEZILLA: "FileZilla",
    SiteFormat.WINSCP: "WinSCP",
    SiteFormat.TOWPATH: "Towpath",
}
"""What people call them."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One of them, in words."""

    name: str
    where: str
    """Where it leads, or where it stands."""
    remark: str = ""
    is_host: bool = False
    """Of an ssh_config."""
    already: bool = False
    """It is there and cannot be added."""


def hosts(found: Iterable[HostAlias]) -> list[Candidate]:
    """As the file names them."""
    tr = QCoreApplication.translate
    there = tr("Candidates", "There already")
    return [
        Candidate(
            name=one.name,
            where=f"{short_path(one.file)}:{one.line}",
            remark=there if one.connection else "",
            is_host=True,
            already=bool(one.connection),
        )
        for one in found
    ]


def sites(found: Iterable[FoundSite], *, with_program: bool = False) -> list[Candidate]:
    """As the other program calls them."""
    tr = QCoreApplication.translate
    made = []
    for one in found:
        words = [_PROGRAMS[one.format]] if with_program else []
        words += [tr("Candidates", "There already")] if one.already else []
        words += [tr("Candidates", "Has a password stored")] if one.has_password else []
        words += [sentence(said(remark)) for remark in one.remarks]
        made.append(Candidate(name=one.name, where=_way(one.connection), remark="; ".join(words), already=one.already))
    return made


def program(form: SiteFormat) -> str:
    """What people call it."""
    return _PROGRAMS[form]


def short_path(path: str) -> str:
    """A file as people write it: below `~` where it is there."""
    home = str(Path.home())
    return "~" + path[len(home) :] if path.startswith(f"{home}/") else path


def _way(connection: Connection) -> str:
    before = [str(connection.proxy.host)] if connection.proxy else []
    return " > ".join([*before, *(str(hop) for hop in connection.hops)])


class CandidateTable(FlatTree):
    """All are ticked that can be added, until somebody chooses."""

    chosen_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_SHARES, parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("What can be added"))
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Where"), self.tr("Remarks")])
        self._candidates: list[Candidate] = []
        self.setModel(self._model)
        self.doubleClicked.connect(self._toggle)  # Enter belongs to the dialog
        self._model.itemChanged.connect(lambda _item: self.chosen_changed.emit())

    @property
    def chosen(self) -> list[Candidate]:
        """Those that are ticked, in their order."""
        rows = enumerate(self._candidates)
        return [one for row, one in rows if self._model.item(row).checkState() is Qt.CheckState.Checked]

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Exactly these."""
        self._candidates = list(candidates)
        self._model.removeRows(0, self._model.rowCount())
        height = self.fontMetrics().height() + SPACE
        for one in candidates:
            self._model.appendRow(_row(one, height))
        self.chosen_changed.emit()

    @property
    def full_height(self) -> int:
        """With which nothing has to be scrolled."""
        rows = self._model.rowCount() * self.rowHeight(self._model.index(0, 0)) if self._model.rowCount() else 0
        return self.header().sizeHint().height() + rows + 2 * SPACE

    def tick_all(self, ticked: bool) -> None:
        """All that can be, or none."""
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        for row, one in enumerate(self._candidates):
            if not one.already:
                self._model.item(row).setCheckState(state)

    def _toggle(self, index: QModelIndex | QPersistentModelIndex) -> None:
        item = self._model.item(index.row())
        if item.isCheckable() and item.isEnabled():
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


def _row(one: Candidate, height: int) -> list[QStandardItem]:
    items = [QStandardItem(printable(text)) for text in (one.name, one.where, one.remark)]
    for item in items:
        item.setEditable(False)
        item.setSizeHint(QSize(0, height))
        item.setToolTip(tool_tip(item.text()))
        item.setEnabled(not one.already)
    items[0].setCheckable(True)
    items[0].setCheckState(Qt.CheckState.Unchecked if one.already else Qt.CheckState.Checked)
    return items
