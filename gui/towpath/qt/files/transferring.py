"""The one place in the window that starts transfers: whatever was dropped, pasted or chosen comes here."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from towpath.model.command import StartTransfer
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.numbered import numbered
from towpath.model.text import path_text
from towpath.model.transfer import ENDED, Batch, Conflict, Options, Place, TransferState
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.files.places import child, parent


class Transferring(QObject):
    """Makes batches of wishes. What came from outside (names on a server, a drop) is checked here: nothing ever lands
    outside of the folder that was aimed at, nor is a folder copied into itself."""

    finished = Signal(object)
    """Places (a tuple) whose listing is out of date, since a transfer has ended, whoever started it."""
    failed = Signal(object)
    """A `Problem`: a wish that never came into the queue. What fails later is shown there."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ended = {state.batch.id for state in bridge.snapshot.transfers if state.status in ENDED}
        bridge.changed.connect(self._look)

    def start(self, sources: Sequence[Place], folder: Place, *, move: bool = False) -> bool:
        """Copy (or move) into a folder. False if that was refused, and told."""
        try:
            check_plain(folder)
            for source in sources:
                check_source(source)
                check_target(source, folder, move=move)
        except TowpathError as error:
            self.failed.emit(error.problem)
            return False
        # With a `/` it is never taken for a file's name, even if the folder is gone.
        destination = Place(folder.connection, folder.path.rstrip(b"/") + b"/")
        for group in _by_machine(sources):
            self._submit(group, destination, self._options(move=move))
        return True

    def duplicate(self, sources: Sequence[Place], taken: Collection[bytes]) -> None:
        """Copy each beside itself as `name (2)`; `taken` are the names that its folder has."""
        taken = set(taken)
        try:
            for source in sources:
                check_source(source)
        except TowpathError as error:
            self.failed.emit(error.problem)
            return
        for source in sources:
            free = (numbered(source.path, number) for number in itertools.count(2))
            path = next(path for path in free if path.rpartition(b"/")[2] not in taken)
            taken.add(path.rpartition(b"/")[2])
            # A file that somebody made there meanwhile is kept as well.
            options = replace(self._options(), conflict=Conflict.RENAME)
            self._submit((source,), Place(source.connection, path), options, exact=True)

    def _options(self, *, move: bool = False) -> Options:
        chosen = self._bridge.snapshot.settings.files
        return Options(conflict=chosen.conflict, limit=chosen.limit, move=move)

    def _submit(self, sources: tuple[Place, ...], destination: Place, options: Options, *, exact: bool = False) -> None:
        batch = Batch(id=uuid.uuid4().hex, sources=sources, destination=destination, options=options, exact=exact)

        def done(problem: Problem | None) -> None:
            shown = any(state.batch.id == batch.id for state in self._bridge.snapshot.transfers)
            if problem and problem.kind is not ProblemKind.CANCELLED and not shown:
                self.failed.emit(problem)

        self._bridge.submit(StartTransfer(batch=batch), done)

    def _look(self, changes: Changes) -> None:
        if not changes.transfers:
            return
        ended = [state for state in self._bridge.snapshot.transfers if state.status in ENDED]
        news = [state for state in ended if state.batch.id not in self._ended]
        self._ended = {state.batch.id for state in ended}
        if news:
            self.finished.emit(tuple(dict.fromkeys(place for state in news for place in _touched(state))))


def check_source(source: Place) -> None:
    """Raises TowpathError NAME_IMPOSSIBLE for what is no file within a folder."""
    check_plain(source)
    _, slash, name = source.path.rpartition(b"/")
    if not slash or not name:
        raise _impossible(source.path, "it is not in a folder")


def check_plain(place: Place) -> None:
    """Raises TowpathError NAME_IMPOSSIBLE for a path that leads elsewhere than it seems: a server may send a name like
    `../../x`."""
    parts = place.path.split(b"/")
    if b".." in parts or b"." in parts or b"\0" in place.path:
        raise _impossible(place.path, "no file can be called that")


def check_target(source: Place, folder: Place, *, move: bool) -> None:
    """Raises TowpathError INVALID where copying (or moving) `source` into `folder` cannot be meant."""
    detail = ""
    if is_within(folder, source):
        detail = "a folder cannot be moved into itself" if move else "a folder cannot be copied into itself"
    elif lies_in(source, folder):
        detail = "it is in that folder already"
    if detail:
        facts = {"detail": detail, "hint": "choose another folder"}
        raise TowpathError(Problem(ProblemKind.INVALID, path_text(source.path), facts))


def is_within(folder: Place, source: Place) -> bool:
    """Whether `folder` is `source`, or below it."""
    return folder.connection == source.connection and (folder.path + b"/").startswith(source.path.rstrip(b"/") + b"/")


def lies_in(source: Place, folder: Place) -> bool:
    """Whether that is the folder of `source`."""
    return parent(source) == Place(folder.connection, folder.path.rstrip(b"/") or b"/")


def _by_machine(sources: Iterable[Place]) -> list[tuple[Place, ...]]:
    """What one batch each can take."""
    groups: dict[str, list[Place]] = {}
    for source in sources:
        groups.setdefault(source.connection, []).append(source)
    return [tuple(group) for group in groups.values()]


def _touched(state: TransferState) -> Iterable[Place]:
    """The folders in which a batch may have changed something that is shown."""
    batch = state.batch
    target = Place(batch.destination.connection, batch.destination.path.rstrip(b"/") or b"/")
    yield target
    yield parent(target) or target
    for source in batch.sources:
        yield child(target, source.path.rpartition(b"/")[2])
        if batch.options.move or batch.synchronises:
            yield parent(source) or source


def _impossible(path: bytes, detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(path), {"detail": detail}))
