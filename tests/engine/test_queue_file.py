"""The queue as a file: what is written is what comes back, and a hostile file does no harm."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.queue import Queue, Queued, batch
from towpath.engine.queue_file import MOST_PATHS, MOST_TRANSFERS, decoded, encoded
from towpath.engine.user_file import MOST_BYTES
from towpath.model.command import ExportTransfers, ImportTransfers, RemoveConnection, ResumeTransfer
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.transfer import HERE, Batch, Conflict, Links, Options, Place, TransferStatus

IDS = {"Box": "box", "Other": "other"}
NAMES = {connection_id: name for name, connection_id in IDS.items()}
BYTES = st.binary(max_size=30).filter(lambda path: b"\0" not in path)


def same(one: Batch, other: Batch) -> bool:
    """But for the id."""
    return msgspec.structs.replace(one, id="") == msgspec.structs.replace(other, id="")


@given(sources=st.lists(BYTES.map(b"/".__add__), min_size=1, max_size=4), destination=BYTES, up=st.booleans())
def test_any_path_comes_back_to_the_byte(sources: list[bytes], destination: bytes, up: bool) -> None:
    here, there = (HERE, "box") if up else ("other", HERE)
    made = Batch(
        id="x",
        sources=tuple(Place(here, path) for path in sources),
        destination=Place(there, destination if up else b"/" + destination),
        options=Options(move=True, conflict=Conflict.ASK, links=Links.FOLLOW, limit=5, excludes=("*.o", "ü")),
        exact=True,
        priority=-3,
    )
    content = encoded([made], NAMES)
    [again], unknown = decoded(content, IDS, "file")
    assert same(again, made)
    assert again.id != made.id
    assert unknown == []


def test_the_file_can_be_read_by_people(queue: Queued, tmp_path: Path) -> None:
    q = queue()
    q.start(batch("one", path=b"/from/a b\xff"))
    assert q.do(ExportTransfers(path=str(tmp_path / "queue.json"))) is None
    assert json.loads((tmp_path / "queue.json").read_text()) == {
        "version": 1,
        "transfers": [
            {"from": {"paths": ["/from/a b%FF"]}, "to": {"connection": "Box", "path": "/to"}, "options": {}},
        ],
    }
    assert (tmp_path / "queue.json").stat().st_mode & 0o777 == 0o600


def test_what_is_left_to_be_done_comes_back_paused(queue: Queued, tmp_path: Path) -> None:
    q = queue()
    names = ["done", "failed", "running", "waiting", "queued"]
    for name, to in zip(names, ["box", "box", "other", "other", "other"], strict=True):
        q.start(batch(name, to=to, path=b"/" + name.encode()))
    q.made.run("done").end()
    q.made.run("failed").end(Problem(ProblemKind.PERMISSION_DENIED, "x"))
    q.wait("done", TransferStatus.DONE)
    q.wait("failed", TransferStatus.FAILED)
    file = str(tmp_path / "queue.json")
    assert q.do(ExportTransfers(path=file)) is None
    assert q.do(ImportTransfers(path=file)) is None
    again = [one for one in q.bench.engine.snapshot().transfers if one.batch.id not in names]
    assert [one.status for one in again] == [TransferStatus.PAUSED] * 4
    for one, name in zip(again, names[1:], strict=True):
        assert same(one.batch, q.state(name).batch)
    assert q.do(ResumeTransfer(id=again[0].batch.id)) is None
    q.made.run(again[0].batch.id).end()
    q.wait(again[0].batch.id, TransferStatus.DONE)
    q.bench.engine.stop()
    assert {one.batch.id for one in again[1:]} <= set(queue().statuses()), "the next engine has them, too"


def test_connections_that_are_not_known_are_named_and_the_rest_is_taken(queue: Queued, tmp_path: Path) -> None:
    q = queue()
    q.start(batch("one"), batch("two", to="other"))
    file = str(tmp_path / "queue.json")
    assert q.do(ExportTransfers(path=file)) is None
    assert q.do(RemoveConnection(connection="other")) is None
    problem = q.bench.submit(ImportTransfers(path=file)).problem()
    assert problem
    assert (problem.kind, problem.subject) == (ProblemKind.UNKNOWN_CONNECTION, "Other")
    [imported] = [one for one in q.bench.engine.snapshot().transfers if one.batch.id not in ("one", "two")]
    assert same(imported.batch, q.state("one").batch)


def refused(q: Queue, path: Path | str) -> Problem:
    problem = q.bench.submit(ImportTransfers(path=str(path))).problem()
    assert problem
    assert q.statuses() == {}
    return problem


GOOD = {"from": {"paths": ["/a"]}, "to": {"connection": "Box", "path": "/b"}}
BAD: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "a list": list,
    "no version": lambda: {"transfers": []},
    "another version": lambda: {"version": 2, "transfers": []},
    "no paths": lambda: {"version": 1, "transfers": [GOOD | {"from": {"paths": []}}]},
    "an empty path": lambda: {"version": 1, "transfers": [GOOD | {"from": {"paths": [""]}}]},
    "a path that is a number": lambda: {"version": 1, "transfers": [GOOD | {"from": {"paths": [1]}}]},
    "a relative path here": lambda: {"version": 1, "transfers": [GOOD | {"from": {"paths": ["a"]}}]},
    "a relative destination here": lambda: {"version": 1, "transfers": [GOOD | {"to": {"path": "b"}}]},
    "an option that is none": lambda: {"version": 1, "transfers": [GOOD | {"options": {"conflict": "burn"}}]},
    "a negative limit": lambda: {"version": 1, "transfers": [GOOD | {"options": {"limit": -1}}]},
    "a huge priority": lambda: {"version": 1, "transfers": [GOOD | {"priority": 10**30}]},
    "an empty path there": lambda: {
        "version": 1,
        "transfers": [{"from": {"connection": "Box", "paths": [""]}, "to": {"path": "/b"}}],
    },
    "too many paths": lambda: {"version": 1, "transfers": [GOOD | {"from": {"paths": ["/a"] * (MOST_PATHS + 1)}}]},
    "too many": lambda: {"version": 1, "transfers": [GOOD] * (MOST_TRANSFERS + 1)},
    "one bad after a good one": lambda: {"version": 1, "transfers": [GOOD, {}]},
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_of_another_kind_is_refused_as_a_whole(queue: Queued, tmp_path: Path, name: str) -> None:
    file = tmp_path / "queue.json"
    file.write_text(json.dumps(BAD[name]()))
    problem = refused(queue(), file)
    assert (problem.kind, problem.subject) == (ProblemKind.INVALID, str(file))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b'{"version": 1',
        b'{"version": 1, "transfers": [], "more": ' + b"[" * 100_000,
        b'{"version": 1, "transfers": [{"from": {"paths": ["\xff"]}, "to": {"path": "/a"}}]}',
    ],
)
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(TowpathError) as raised:
        decoded(content, IDS, "file")
    assert raised.value.problem.kind is ProblemKind.INVALID


def test_a_file_that_cannot_be_read_or_written_is_told(queue: Queued, tmp_path: Path) -> None:
    q = queue()
    assert refused(q, tmp_path / "missing").kind is ProblemKind.FILE_UNREADABLE
    assert refused(q, tmp_path).kind is ProblemKind.FILE_UNREADABLE
    assert refused(q, "relative").kind is ProblemKind.INVALID
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    problem = refused(q, huge)
    assert problem.kind is ProblemKind.INVALID
    assert "16 MiB" in problem.facts["detail"]
    (tmp_path / "file").write_text("")
    assert q.do(ExportTransfers(path=str(tmp_path / "file" / "queue.json"))) is ProblemKind.FILE_UNWRITABLE


def test_synchronisations_are_left_out_and_that_is_said(queue: Queued, tmp_path: Path) -> None:
    q = queue()
    q.start(batch("one"), msgspec.structs.replace(batch("sync"), synchronises="sync"))
    file = tmp_path / "queue.json"
    assert q.do(ExportTransfers(path=str(file))) is ProblemKind.UNSUPPORTED
    assert len(json.loads(file.read_text())["transfers"]) == 1
