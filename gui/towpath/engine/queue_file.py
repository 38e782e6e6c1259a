"""The queue as a file, to be brought back later or on another machine.

JSON, for people too: `{"version": 1, "transfers": [{"from": {"connection": "lab", "paths": ["/a b%FF"]}, "to": …}]}`.
Connections are named (this machine has none); paths are percent-encoded bytes, so that any name survives.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import quote_from_bytes, unquote_to_bytes

import msgspec

from towpath.engine import user_file
from towpath.engine.loop import Loop
from towpath.files import write_atomically
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done
from towpath.model.transfer import HERE, Batch, Options, Place

VERSION = 1
HINT = "choose a file that was exported from the queue"
MOST_TRANSFERS = 10_000
MOST_PATHS = 100_000
"""Of one transfer. More than anybody has wished for; a file that claims more is not one of ours."""
_UNQUOTED = " !#$&'()*+,/:;=@[]_-.~"

_Path = Annotated[str, msgspec.Meta(min_length=1)]


class _From(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    connection: str | None = None
    paths: Annotated[tuple[_Path, ...], msgspec.Meta(min_length=1, max_length=MOST_PATHS)]


class _To(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    connection: str | None = None
    path: str


class _Transfer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}):
    from_: _From
    to: _To
    options: Options = Options()
    exact: bool = False
    priority: Annotated[int, msgspec.Meta(ge=-1_000_000, le=1_000_000)] = 0


class _Version(msgspec.Struct, frozen=True):
    version: int


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    version: int = VERSION
    transfers: Annotated[tuple[_Transfer, ...], msgspec.Meta(max_length=MOST_TRANSFERS)]


class QueueFile:
    """Writes and reads such files beside the engine thread, on which all else happens."""

    def __init__(
        self,
        loop: Loop,
        names: Callable[[], Mapping[str, str]],
        taken: Callable[[Sequence[Batch]], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        """`names`: of the connections, by their ids. `taken` gets the batches of a file."""
        self._loop = loop
        self._names = names
        self._taken = taken
        self._finished = finished

    def write(self, path: str, batches: Sequence[Batch], done: Done) -> None:
        """Replace `path`. Synchronisations are not for other queues, since their plans are not; that is said."""
        plain = [batch for batch in batches if not batch.synchronises]
        names = self._names()

        def write() -> None:
            write_atomically(user_file.absolute(path), encoded(plain, names))

        left = len(batches) - len(plain)
        facts = {"detail": "a synchronisation is no part of such a file", "hint": "compare the two folders again later"}
        self._aside("export", write, done, Problem(ProblemKind.UNSUPPORTED, path, facts) if left else None)

    def read(self, path: str, done: Done) -> None:
        """Hand on what is in `path`. UNKNOWN_CONNECTION names those not known here; INVALID, FILE_UNREADABLE."""
        ids = {name: connection_id for connection_id, name in self._names().items()}

        def read() -> None:
            batches, unknown = decoded(user_file.content(path, HINT), ids, path)
            self._loop.post(lambda: self._taken(batches))
            if unknown:
                facts = {"choices": ", ".join(ids)}
                raise TowpathError(Problem(ProblemKind.UNKNOWN_CONNECTION, ", ".join(unknown), facts))

        self._aside("import", read, done)

    def _aside(self, name: str, work: Callable[[], None], done: Done, told: Problem | None = None) -> None:
        def run() -> None:
            problem: Problem | None = Problem(ProblemKind.INTERNAL, name)
            try:
                work()
                problem = told
            except TowpathError as error:
                problem = error.problem
            finally:
                self._loop.post(lambda: self._finished(done, problem))

        self._loop.aside(name, run)


def encoded(batches: Iterable[Batch], names: Mapping[str, str]) -> bytes:
    """The file's content. A connection that is no more is named by its id."""
    transfers = tuple(
        _Transfer(
            from_=_From(
                connection=_name(batch.sources[0], names), paths=tuple(_text(source.path) for source in batch.sources)
            ),
            to=_To(connection=_name(batch.destination, names), path=_text(batch.destination.path)),
            options=batch.options,
            exact=batch.exact,
            priority=batch.priority,
        )
        for batch in batches
    )
    return msgspec.json.format(msgspec.json.encode(_Document(transfers=transfers)), indent=2) + b"\n"


def decoded(content: bytes, ids: Mapping[str, str], path: str) -> tuple[list[Batch], list[str]]:
    """The batches, with ids of their own, and the names of connections that are not among `ids` and whose batches are
    left out. Raises INVALID about the file `path`."""
    try:
        version = msgspec.json.decode(content, type=_Version).version
        if version != VERSION:
            raise _invalid(path, f"it has version {version}, and this Towpath reads {VERSION}")
        transfers = msgspec.json.decode(content, type=_Document).transfers
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _invalid(path, f"it is no list of transfers: {error}") from error
    batches: list[Batch] = []
    unknown: dict[str, None] = {}
    for one in transfers:
        missing = [name for name in (one.from_.connection, one.to.connection) if name is not None and name not in ids]
        unknown.update(dict.fromkeys(missing))
        if not missing:
            batches.append(_batch(one, ids, path))
    return batches, list(unknown)


def _batch(one: _Transfer, ids: Mapping[str, str], path: str) -> Batch:
    return Batch(
        id=uuid.uuid4().hex,
        sources=tuple(_place(one.from_.connection, source, ids, path) for source in one.from_.paths),
        destination=_place(one.to.connection, one.to.path, ids, path),
        options=one.options,
        exact=one.exact,
        priority=one.priority,
    )


def _place(name: str | None, text: str, ids: Mapping[str, str], file: str) -> Place:
    path = unquote_to_bytes(text)
    if name is None and not Path(os.fsdecode(path)).is_absolute():
        raise _invalid(file, f"{text!r} is no absolute path of this machine")
    return Place(HERE if name is None else ids[name], path)


def _name(place: Place, names: Mapping[str, str]) -> str | None:
    return None if place.connection == HERE else names.get(place.connection, place.connection)


def _text(path: bytes) -> str:
    return quote_from_bytes(path, safe=_UNQUOTED)


def _invalid(path: str, detail: str) -> TowpathError:
    facts = {"detail": detail, "hint": HINT}
    return TowpathError(Problem(ProblemKind.INVALID, path, facts))
