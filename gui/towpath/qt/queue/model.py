"""The queue as Qt wants it: a row for each transfer, and below it its files under way and those that failed.

Rows that stay are changed in place and only if something of them is new: selection and what is unfolded stay too.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from towpath.model.state import Snapshot
from towpath.model.text import path_text, printable
from towpath.model.transfer import ActiveFile, FileResult, TransferState, TransferStatus
from towpath.qt.queue.words import failure_text, more_failures, note, what, where, word
from towpath.qt.theme import tool_tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_MIME = "application/x-towpath-transfers"
_NOWHERE = QModelIndex()


class Shown(enum.Enum):
    """Which transfers the list shows. In the order of the tabs."""

    ALL = frozenset(TransferStatus)
    QUEUED = frozenset({TransferStatus.QUEUED, TransferStatus.PAUSED})
    ACTIVE = frozenset(
        {
            TransferStatus.RUNNING,
            TransferStatus.WAITING_FOR_USER,
            TransferStatus.WAITING_FOR_CONNECTION,
            TransferStatus.RETRYING,
        }
    )
    FAILED = frozenset({TransferStatus.FAILED})
    DONE = frozenset({TransferStatus.DONE, TransferStatus.CANCELLED})


class BatchRow(msgspec.Struct, frozen=True):
    """A transfer, with the texts that stay as they are while it runs."""

    state: TransferState
    what: str
    where: str


class MoreFailures(msgspec.Struct, frozen=True):
    """In place of the failures that are not known one by one any more."""

    count: int


Part = ActiveFile | FileResult | MoreFailures
Row = BatchRow | Part

_BATCH = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_PART = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class _Batch:
    """A row with what is below it. `number` is what indexes of its parts know it by."""

    def __init__(self, number: int, row: BatchRow) -> None:
        self.number = number
        self.row = row
        self.parts = _parts(row.state)


class QueueModel(QAbstractItemModel):
    """Transfers in the order of the queue. Main thread only."""

    moved = Signal(list, str)
    """Rows were dropped: ids, and the id of the transfer that they are now to come before (empty for the end)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown.ALL
        self._batches: list[_Batch] = []
        self._places: dict[int, int] = {}
        """Rows by number."""
        self._snapshot = Snapshot()
        self._names: dict[str, str] = {}
        """Of the connections, by id."""
        self._next = 1

    # --- what it shows

    def show(self, snapshot: Snapshot) -> None:
        """Take up how the transfers are now."""
        names = {state.connection.id: state.connection.name for state in snapshot.connections}
        renamed, self._names = names != self._names, names
        self._snapshot = snapshot
        self._settle(renamed=renamed)

    def filter(self, shown: Shown) -> None:
        """Show only some of them."""
        self._shown = shown
        self._settle()

    def row(self, index: Index) -> Row | None:
        """What a row shows."""
        if not index.isValid():
            return None
        if number := index.internalId():
            return self._batches[self._places[number]].parts[index.row()]
        return self._batches[index.row()].row

    def transfer(self, index: Index) -> TransferState | None:
        """The transfer of a row, or of the one that the row belongs to."""
        if not index.isValid():
            return None
        number = index.internalId()
        return self._batches[self._places[number] if number else index.row()].row.state

    def index_of(self, batch_id: str) -> QModelIndex:
        """Invalid when it is not shown."""
        for place, batch in enumerate(self._batches):
            if batch.row.state.batch.id == batch_id:
                return self.index(place, 0)
        return QModelIndex()

    def ids(self) -> list[str]:
        """Of the transfers that are shown, in their order."""
        return [batch.row.state.batch.id for batch in self._batches]

    def tick(self) -> None:
        """A second has gone: those that count down look different."""
        for place, batch in enumerate(self._batches):
            if batch.row.state.retry_at:
                self._repaint(place)

    # --- changing it in place

    def _settle(self, *, renamed: bool = False) -> None:
        wanted = [state for state in self._snapshot.transfers if state.status in self._shown.value]
        self._remove_all_but({state.batch.id for state in wanted})
        if not self._batches:
            self._insert(0, wanted)
            return
        known = {batch.row.state.batch.id: batch for batch in self._batches}
        for place, state in enumerate(wanted):
            batch = known.get(state.batch.id)
            if batch is None:
                self._insert(place, [state])
                continue
            if self._batches[place] is not batch:
                self._move(batch, place)
            if state is not batch.row.state or renamed:
                self._change(place, state, renamed=renamed)

    def _remove_all_but(self, wanted: set[str]) -> None:
        place = len(self._batches)
        while place:
            last = place
            while place and self._batches[place - 1].row.state.batch.id not in wanted:
                place -= 1
            if place < last:
                self.beginRemoveRows(_NOWHERE, place, last - 1)
                del self._batches[place:last]
                self._count()
                self.endRemoveRows()
            else:
                place -= 1

    def _insert(self, place: int, states: Sequence[TransferState]) -> None:
        if not states:
            return
        self.beginInsertRows(_NOWHERE, place, place + len(states) - 1)
        self._batches[place:place] = [_Batch(self._next + n, self._row(state)) for n, state in enumerate(states)]
        self._next += len(states)
        self._count()
        self.endInsertRows()

    def _move(self, batch: _Batch, place: int) -> None:
        """Upwards: what is above `place` is as it shall be."""
        before = self._batches.index(batch)
        self.beginMoveRows(_NOWHERE, before, before, _NOWHERE, place)
        self._batches.insert(place, self._batches.pop(before))
        self._count()
        self.endMoveRows()

    def _change(self, place: int, state: TransferState, *, renamed: bool) -> None:
        batch = self._batches[place]
        same = state.batch == batch.row.state.batch and not renamed
        batch.row = msgspec.structs.replace(batch.row, state=state) if same else self._row(state)
        self._repaint(place)
        before, parts, parent = len(batch.parts), _parts(state), self.index(place, 0)
        if parts == batch.parts:
            return
        if len(parts) < before:
            self.beginRemoveRows(parent, len(parts), before - 1)
            batch.parts = parts
            self.endRemoveRows()
        elif len(parts) > before:
            self.beginInsertRows(parent, before, len(parts) - 1)
            batch.parts = parts
            self.endInsertRows()
        batch.parts = parts
        if parts:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(len(parts) - 1, 0, parent))

    def _repaint(self, place: int) -> None:
        index = self.index(place, 0)
        self.dataChanged.emit(index, index)

    def _row(self, state: TransferState) -> BatchRow:
        return BatchRow(state, what(state.batch), where(state.batch, self._snapshot))

    def _count(self) -> None:
        self._places = {batch.number: place for place, batch in enumerate(self._batches)}

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._batches[parent.row()].number if parent.isValid() else 0)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # the stub mixes it up with QObject's
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(self._places[number], 0, 0) if number in self._places else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._batches)
        return 0 if parent.internalId() else len(self._batches[parent.row()].parts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _PART if index.internalId() else _BATCH

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.what if isinstance(row, BatchRow) else part_name(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = _said(row)
            return tool_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    # --- dragging within the list

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [state.batch.id for index in indexes if (state := self.transfer(index))]
        data = QMimeData()
        data.setData(_MIME, "\n".join(dict.fromkeys(ids)).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        place = parent.row() + 1 if parent.isValid() else row if row >= 0 else len(self._batches)
        ids = bytes(data.data(_MIME).data()).decode().split("\n")
        shown = self.ids()
        before = next((one for one in shown[place:] if one not in ids), "")
        # Those of a filtered list that are not shown keep their places as far as that goes.
        self.moved.emit([one for one in shown if one in ids], before)
        return False  # the queue's own news moves the rows


def _parts(state: TransferState) -> tuple[Part, ...]:
    known = len(state.failures)
    more = state.amounts.files_failed - known
    return (*state.active, *state.failures, *((MoreFailures(more),) if known and more > 0 else ()))


def part_name(part: Part) -> str:
    """The path of a file under way, or of one that failed."""
    return more_failures(part.count) if isinstance(part, MoreFailures) else printable(path_text(part.source))


def _said(row: Row) -> str:
    """All of a row, as a screen reader says it."""
    if isinstance(row, BatchRow):
        return "\n".join(part for part in (row.what, row.where, word(row.state.status), note(row.state)) if part)
    if isinstance(row, FileResult):
        return f"{part_name(row)}: {failure_text(row)}"
    return part_name(row)
