"""When a copy counts as saved, by a clock that the test sets."""

import os
import queue
from pathlib import Path

import pytest

from tests.support.clock import HandClock
from towpath.engine import edit_watch
from towpath.engine.edit_watch import QUIET_SECONDS, EditWatch, _Watched
from towpath.engine.loop import Loop
from towpath.model.kept_edit import Saved
from towpath.transfer.edited import copy_name, saving_of


class Watched:
    """A copy, and what is told of it at each look."""

    def __init__(self, path: Path, clock: HandClock) -> None:
        self.path = path
        self._clock = clock
        path.write_bytes(b"first")
        known = saving_of(path)
        assert known
        self._one = _Watched(path, known, known, clock.monotonic())
        self._told: queue.SimpleQueue[Saved] = queue.SimpleQueue()
        self._watch = EditWatch(Loop(lambda: None), lambda _, saved: self._told.put(saved))
        self._watch._loop.post = lambda work: work()  # type: ignore[method-assign]  # at once

    def look(self, *, after: float = 0.0) -> Saved | None:
        self._clock.now += after
        self._watch._look_at("id", self._one)
        told = [self._told.get() for _ in range(self._told.qsize())]
        assert None not in told
        return told[0] if told else None


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    clock = HandClock()
    monkeypatch.setattr(edit_watch, "time", clock)
    return Watched(tmp_path / "copy", clock)


def test_it_counts_when_it_has_been_quiet(watched: Watched) -> None:
    assert watched.look(after=10) is None
    watched.path.write_bytes(b"second")
    assert watched.look() is None
    assert watched.look(after=QUIET_SECONDS / 2) is None
    assert watched.look(after=QUIET_SECONDS / 2) == saving_of(watched.path)
    assert watched.look(after=10) is None  # once


def test_a_file_that_is_emptied_first_counts_when_it_is_written(watched: Watched) -> None:
    watched.path.write_bytes(b"")
    assert watched.look() is None
    watched.path.write_bytes(b"all of it")
    assert watched.look(after=QUIET_SECONDS) is None
    assert watched.look(after=QUIET_SECONDS) == saving_of(watched.path)


def test_a_file_that_is_replaced_counts_though_size_and_time_are_the_same(watched: Watched, tmp_path: Path) -> None:
    before = watched.path.stat()
    other = tmp_path / "other"
    other.write_bytes(b"fIRST")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    watched.path.unlink()
    for _ in range(3):
        assert watched.look(after=QUIET_SECONDS) is None  # in the midst of it
    other.rename(watched.path)
    assert watched.look() is None
    assert watched.look(after=QUIET_SECONDS) == saving_of(watched.path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (b"/etc/fstab", "fstab"),
        (b"/x/-rf", "-rf"),
        (b"/x/a\nb\x1b\xe2\x80\xae.txt", "a_b__.txt"),
        (b"/x/\xff\xfe.c", "\ufffd\ufffd.c"),
        (b"/x/..", "file"),
        (b"/", "file"),
        (b"/x/" + b"a" * 255, "a" * 200),
        (b"/x/" + b"a" * 251 + b".txt", "a" * 196 + ".txt"),
        (b"/x/" + "ä".encode() * 125 + b".txt", "ä" * 98 + ".txt"),
        (b"/x/.profile", ".profile"),
    ],
)
def test_what_a_copy_is_called(path: bytes, name: str) -> None:
    assert copy_name(path) == name
