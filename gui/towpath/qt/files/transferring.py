"""The one place in the window that starts transfers: whatever was dropped, pasted or chosen comes here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from towpath.model.command import StartTransfer
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.text import path_text
from towpath.model.transfer import ENDED, Batch, Conflict, Options, Place, TransferState
from towpath.qt.bridge import Bridge, Changes


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

    def start(self, sources: Sequence[Place], destination: Place, *, move: bool = False, exact: bool = False) -> None:
        """Copy (or move) into the folder `destination`, or to that very name if `exact`; what lies in that folder
        already is doubled under another name."""
        conflict = self._bridge.snapshot.settings.files.conflict
        try:
            for source in sources:
                check_source(source)
                if not exact:
                    check_target(source, destination, move=move)
        except TowpathError as error:
            self.failed.emit(error.problem)
            return
        if not exact:
            destination = Place(destination.connection, as_folder(destination.path))
        for same_folder, group in _grouped(sources, destination):
            batch = Batch(
                id=uuid.uuid4().hex,
                sources=group,
                destination=destination,
                exact=exact,
                options=self._options(Conflict.RENAME if same_folder and not exact else conflict, move=move),
            )
            self._submit(batch)

    def _options(self, conflict: Conflict, *, move: bool) -> Options:
        return Options(conflict=conflict, limit=self._bridge.snapshot.settings.files.limit, move=move)

    def _submit(self, batch: Batch) -> None:
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
    """Raises TowpathError NAME_IMPOSSIBLE for what is no file within a folder: `/`, a bare name, and whatever a name
    with `..` or `/` in it made of a path."""
    parts = source.path.split(b"/")
    if len(parts) < 2 or not parts[-1] or b".." in parts or b"." in parts or b"\0" in source.path:
        raise _impossible(source.path, "no file can be called that")


def check_target(source: Place, folder: Place, *, move: bool) -> None:
    """Raises TowpathError where copying (or moving) `source` into `folder` cannot be meant."""
    if source.connection != folder.connection:
        return
    target = as_folder(folder.path)
    if target.startswith(source.path + b"/"):
        detail = "a folder cannot be moved into itself" if move else "a folder cannot be copied into itself"
        raise _impossible(source.path, detail)
    if move and parent_folder(source.path) == target:
        facts = {"detail": "it is in that folder already", "hint": "choose another folder"}
        raise TowpathError(Problem(ProblemKind.INVALID, path_text(source.path), facts))


def as_folder(path: bytes) -> bytes:
    """With one `/` at its end: never taken for a file's name, even if the folder is gone."""
    return path.rstrip(b"/") + b"/"


def parent_folder(path: bytes) -> bytes:
    """The folder that a file's absolute path names, as `as_folder` writes it."""
    return path[: path.rindex(b"/") + 1]


def _grouped(sources: Iterable[Place], folder: Place) -> list[tuple[bool, tuple[Place, ...]]]:
    """By machine, and by whether they lie in that folder already: what one batch can take."""
    groups: dict[tuple[str, bool], list[Place]] = {}
    for source in sources:
        same = source.connection == folder.connection and parent_folder(source.path) == as_folder(folder.path)
        groups.setdefault((source.connection, same), []).append(source)
    return [(same, tuple(group)) for (_, same), group in groups.items()]


def _touched(state: TransferState) -> Iterable[Place]:
    """The folders in which a batch may have changed something that is shown."""
    batch = state.batch
    target = Place(batch.destination.connection, batch.destination.path.rstrip(b"/") or b"/")
    yield target
    yield Place(target.connection, parent_folder(target.path).rstrip(b"/") or b"/")
    root = target.path.rstrip(b"/")
    for source in batch.sources:
        folder, _, name = source.path.rpartition(b"/")
        yield Place(target.connection, b"%s/%s" % (root, name))
        if batch.options.move or batch.synchronises:
            yield Place(source.connection, folder or b"/")


def _impossible(path: bytes, detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(path), {"detail": detail}))
