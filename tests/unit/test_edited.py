"""Bringing an edited copy back: what is replaced without a question, and what never is."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.memory_batches import FAR, NOON
from tests.support.memory_filesystem import MemoryFileSystem
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.kept_edit import Known
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.transfer import Conflict
from towpath.transfer import edited
from towpath.transfer.edited import Brought, EditedFile, copy_name, saving_of

PATH = b"/srv/notes.txt"


class Edit:
    """A file of a far machine that was fetched, and is edited here."""

    def __init__(self, folder: Path, content: bytes = b"first") -> None:
        self.far = MemoryFileSystem(FAR, whole_seconds=True)
        self.far.put(PATH, content, mtime=NOON, mode=0o640)
        (folder / "edit").mkdir()
        self.copy = folder / "edit" / "notes.txt"
        self.file = EditedFile("edit", self.copy)
        self.known: Known = asyncio.run(self.file.fetch(self.far, PATH))[0]
        self.asked: list[OverwriteAsked] = []
        self.when_asked: Callable[[], object] = lambda: None
        self.answer: Choice | None = Choice(conflict=Conflict.OVERWRITE)

    async def _ask(self, asked: OverwriteAsked) -> Choice | None:
        self.asked.append(asked)
        self.when_asked()
        return self.answer

    def bring_back(self, *, insist: bool = False) -> Brought:
        return asyncio.run(self.file.bring_back(self.far, PATH, self.known, self._ask, insist=insist))

    def problem(self, *, insist: bool = False) -> Problem:
        with pytest.raises(TowpathError) as failure:
            self.bring_back(insist=insist)
        return failure.value.problem


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    return Edit(tmp_path)


def test_what_was_fetched_is_replaced_unasked(edit: Edit) -> None:
    edit.copy.write_bytes(b"second")
    brought = edit.bring_back()
    assert edit.far.content(PATH) == b"second"
    assert edit.asked == []
    assert (brought.path, brought.uploaded, brought.saved) == (PATH, True, saving_of(edit.copy))
    assert brought.known.sha256 == hashlib.sha256(b"second").hexdigest()
    assert [path.name for path in edit.copy.parent.parent.iterdir()] == ["edit"], "the frozen copy is gone"


def test_what_has_nothing_new_in_it_is_stored_only_when_one_insists(edit: Edit) -> None:
    edit.far.put(PATH, b"other", mtime=NOON)
    assert not edit.bring_back().uploaded
    assert edit.far.content(PATH) == b"other"
    assert edit.bring_back(insist=True).uploaded
    assert edit.far.content(PATH) == b"first"
    assert len(edit.asked) == 1


def test_what_is_to_be_stored_may_be_there_already(edit: Edit) -> None:
    """As after a loss that kept the answer from us."""
    edit.copy.write_bytes(b"second")
    edit.far.put(PATH, b"second", mtime=NOON + 7)
    assert edit.bring_back().uploaded
    assert edit.asked == []


def test_nobody_to_ask_leaves_what_is_there(edit: Edit) -> None:
    edit.copy.write_bytes(b"second")
    edit.far.put(PATH, b"other", mtime=NOON)
    edit.answer = None
    assert edit.problem().kind is ProblemKind.FILE_CHANGED
    assert edit.far.content(PATH) == b"other"


def test_what_changes_again_while_it_is_asked_is_shown_again_whatever_its_size(edit: Edit) -> None:
    edit.copy.write_bytes(b"second")
    edit.far.put(PATH, b"other", mtime=NOON)

    def change() -> None:
        edit.when_asked = lambda: None
        edit.far.put(PATH, b"third", mtime=NOON + 5)

    edit.when_asked = change
    edit.bring_back()
    assert len(edit.asked) == 2
    assert edit.far.content(PATH) == b"second"


def test_a_large_file_is_known_by_its_time(edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited, "MOST_HASHED", 3)
    edit.copy.write_bytes(b"second")
    edit.bring_back()
    assert (edit.asked, edit.far.calls["sha256"]) == ([], 0)
    edit.copy.write_bytes(b"third")
    edit.far.put(PATH, b"first", mtime=NOON + 5)
    edit.bring_back()
    assert len(edit.asked) == 1


def test_what_came_just_before_it_is_stored_is_not_replaced(edit: Edit) -> None:
    edit.copy.write_bytes(b"second")
    del edit.far.tree()[b"srv"].names[b"notes.txt"]

    def come(method: str, path: bytes) -> None:
        if (method, path) in (("write_file", PATH), ("rename", PATH)):
            edit.far.before = None
            edit.far.put(PATH, b"theirs")

    edit.far.before = come
    assert edit.problem(insist=True).kind is ProblemKind.FILE_EXISTS
    assert edit.far.content(PATH) == b"theirs"


def test_what_is_stored_again_gets_the_permissions_it_had(edit: Edit) -> None:
    edit.copy.write_bytes(b"second")
    del edit.far.tree()[b"srv"].names[b"notes.txt"]
    assert edit.problem().kind is ProblemKind.FILE_CHANGED
    edit.bring_back(insist=True)
    found = edit.far.look(PATH)
    assert found is not None
    assert found.mode == 0o640


def test_a_copy_is_frozen_as_a_whole(edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may write while it is frozen."""
    edit.copy.write_bytes(b"half of")
    duplicate = edit.file._here.duplicate

    async def interrupted(path: bytes, new: bytes, size: int) -> None:
        await duplicate(path, new, size)
        if edit.copy.read_bytes() == b"half of":
            edit.copy.write_bytes(b"all of it")

    monkeypatch.setattr(edited, "_FREEZE_SECONDS", 0.0)
    monkeypatch.setattr(edit.file._here, "duplicate", interrupted)
    brought = edit.bring_back()
    assert edit.far.content(PATH) == b"all of it"
    assert brought.saved == saving_of(edit.copy)


@pytest.mark.parametrize("name", [b"x" * 255, b"a." + b"x" * 250, "é".encode() * 120 + b".txt", b"a" * 250 + b".txt"])
def test_a_copys_name_leaves_room_for_what_editors_put_around_it(name: bytes) -> None:
    assert len(copy_name(b"/" + name).encode()) <= edited.LONGEST_NAME
    assert not name.endswith(b".txt") or copy_name(b"/" + name).endswith(".txt")
