"""One transfer in words: every part of them, and when it is left out."""

import time

import pytest
from msgspec.structs import replace

from tests.qt.fake_engine import connection, state_of
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import Snapshot
from towpath.model.transfer import (
    HERE,
    Amounts,
    Batch,
    FileOutcome,
    FileResult,
    Options,
    Place,
    TransferState,
    TransferStatus,
)
from towpath.qt.queue.words import (
    failure_text,
    figures,
    file_name,
    fraction,
    note,
    place_text,
    priority_word,
    reason,
    was_interrupted,
    what,
    where,
)

SNAPSHOT = Snapshot(connections=(state_of(connection("lab")),))
LAB = SNAPSHOT.connections[0].connection.id
UNDER_WAY = Amounts(files_found=120, files_done=3, bytes_found=4_000_000_000, bytes_done=1_200_000_000, listed=True)


def batch(*sources: bytes, to: bytes = b"/srv/in/", priority: int = 0, options: Options | None = None) -> Batch:
    return Batch(
        id="x",
        sources=tuple(Place(HERE, source) for source in sources or (b"/home/ann/a",)),
        destination=Place(LAB, to),
        priority=priority,
        options=options or Options(),
    )


def state(status: TransferStatus = TransferStatus.RUNNING, amounts: Amounts = UNDER_WAY) -> TransferState:
    return TransferState(batch=batch(), status=status, amounts=amounts)


@pytest.mark.parametrize(
    ("path", "shown"), [(b"/a/b", "b"), (b"/a/b/", "b"), (b"/", "/"), (b"/a/x\n\xe2\x80\xae\xff", "x\\x0a\\u202e\\xff")]
)
def test_the_name_of_a_file(path: bytes, shown: str) -> None:
    assert file_name(path) == shown


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(HERE, b"/a/"), "/a"),
        (Place(HERE, b"/"), "/"),
        (Place(LAB, b"/srv/"), "lab: /srv"),
        (Place(LAB, b""), "lab: ~"),
        (Place(LAB, b"/x\n"), "lab: /x\\x0a"),
    ],
)
def test_a_place(place: Place, shown: str) -> None:
    assert place_text(place, SNAPSHOT) == shown


def test_what_goes_where() -> None:
    assert [what(batch(*[b"/a", b"/b", b"/c"][:count])) for count in (1, 2, 3)] == [
        "a",
        "a and one more",
        "a and 2 more",
    ]
    assert where(batch(), SNAPSHOT).endswith("→ lab: /srv/in")
    assert where(batch(options=Options(move=True)), SNAPSHOT).endswith("→ lab: /srv/in, moving")
    both = replace(batch(b"/home/ann"), synchronises="compared")
    assert where(both, SNAPSHOT) == "/home/ann in step with lab: /srv/in"


def test_how_far_it_is() -> None:
    assert figures(state()) == "3 of 120 files, 1.2 GB of 4.0 GB"
    assert figures(replace(state(), rate=12e6, seconds_left=125.0)).endswith("12 MB/s, 2 min left")
    assert figures(state(amounts=replace(UNDER_WAY, files_failed=2))).endswith("2 failed")
    assert figures(state(amounts=replace(UNDER_WAY, listed=False))) == "3 of 120+ files, 1.2 GB of 4.0 GB+"
    assert figures(state(amounts=Amounts(files_found=1, bytes_found=10, listed=True))) == "0 B of 10 B"
    assert figures(state(amounts=Amounts())) == ""


def test_what_came_of_it() -> None:
    amounts = Amounts(files_found=9, files_done=9, files_skipped=2, deleted=3, bytes_done=1_200_000, listed=True)
    ended = replace(state(TransferStatus.DONE, amounts), began=1000.0, ended=1012.0)
    assert figures(ended).startswith("7 files, 1.2 MB in 12 s, 2 skipped, 3 deleted, at ")
    single = Amounts(files_found=1, files_done=1, listed=True)
    assert figures(replace(state(TransferStatus.DONE, single), began=1.0, ended=1.5)).startswith("one file, at ")


def test_why_it_does_not_go_on() -> None:
    assert reason(state(TransferStatus.QUEUED)) == "waits for its turn"
    lost = Problem(ProblemKind.LOST, "lab")
    assert "waits for its turn" not in reason(replace(state(TransferStatus.QUEUED), problem=lost))
    retrying = replace(state(TransferStatus.RETRYING), problem=lost, retry_at=time.time() + 30)
    assert reason(retrying).startswith(("next try in 30 s; ", "next try in 29 s; "))
    for status in (TransferStatus.DONE, TransferStatus.CANCELLED):
        assert reason(replace(state(status), problem=lost)) == ""
    incomplete = Problem(ProblemKind.TRANSFER_INCOMPLETE)
    assert reason(replace(state(TransferStatus.FAILED), problem=incomplete)) != ""
    told = state(TransferStatus.FAILED, replace(UNDER_WAY, files_failed=2))
    assert reason(replace(told, problem=incomplete)) == "", "the figures say it"


def test_what_is_special_about_it() -> None:
    limited = batch(priority=1, options=Options(limit=2_000_000))
    assert note(replace(state(), batch=limited)).endswith(", high priority, at most 2.0 MB/s")
    ended = replace(state(TransferStatus.DONE), batch=limited, began=1.0, ended=2.0)
    assert "priority" not in note(ended)
    assert note(state(TransferStatus.QUEUED, Amounts())) == "waits for its turn"


@pytest.mark.parametrize(
    ("priority", "words"), [(-99, "lowest priority"), (0, ""), (2, "highest priority"), (7, "highest priority")]
)
def test_priorities_beyond_those_to_be_chosen(priority: int, words: str) -> None:
    assert priority_word(priority) == words


def test_only_what_is_paused_was_interrupted() -> None:
    interrupted = Problem(ProblemKind.TRANSFER_INTERRUPTED)
    assert was_interrupted(replace(state(TransferStatus.PAUSED), problem=interrupted))
    assert not was_interrupted(replace(state(TransferStatus.RUNNING), problem=interrupted))
    assert not was_interrupted(state(TransferStatus.PAUSED))


def test_why_a_file_failed_and_what_to_do() -> None:
    result = FileResult(source=b"/a", destination=b"/b", outcome=FileOutcome.FAILED)
    assert failure_text(result) == ""
    changed = Problem(ProblemKind.FILE_CHANGED, "/a", {"detail": "it grew", "hint": "retry when it is at rest"})
    assert failure_text(replace(result, problem=changed)) == "it grew (retry when it is at rest)"


@pytest.mark.parametrize(
    ("amounts", "share"),
    [
        (Amounts(), 0.0),
        (Amounts(files_found=4, files_done=1), 0.25),
        (Amounts(files_found=4, files_done=4, bytes_found=10, bytes_done=5), 0.5),
        (Amounts(files_found=1, bytes_found=10, bytes_done=15), 1.0),
    ],
)
def test_how_much_of_it_is_done(amounts: Amounts, share: float) -> None:
    assert fraction(amounts) == share
