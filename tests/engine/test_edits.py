"""Files of OpenSSH's sshd that are edited here: saved in every way, changed there meanwhile, and never lost."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.engine.fakes import Outcome
from tests.support.engine import Profiles, do
from tests.support.keys import KeyFile
from tests.support.process import ROOT
from tests.support.profile import connection, hop
from tests.support.program import Started
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine import edit_watch
from towpath.engine.edit_work import EditWork
from towpath.engine.engine import Engine
from towpath.engine.file_systems import FileSystems
from towpath.engine.lock import EngineKind
from towpath.model.command import Down, GiveAnswer, SaveConnection, SaveSettings, ShowWindow, StartTransfer, Up
from towpath.model.connection import HostKeyPolicy
from towpath.model.editing import EditState, EditStatus, EndEdit, Opener, OpenFile, UploadEdit
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import EditChanged, Event, QuestionAsked
from towpath.model.kept_edit import Saved
from towpath.model.ports import Done
from towpath.model.prompt import Choice, OverwriteAsked, Refuse
from towpath.model.settings import AfterQueue, FileSettings, Settings
from towpath.model.state import Status
from towpath.model.transfer import HERE, Batch, Conflict, Place
from towpath.model.words import line
from towpath.store.edit_journal import EditJournal
from towpath.transfer.edited import MOST, Brought, EditedFile, saving_of

SECONDS = 20.0
EDITOR = "true"
"""A program that opens nothing and ends at once, as those do that hand a file to one that runs already."""


class Desk:
    """A connection to a server, a folder there, and the engine of a window."""

    def __init__(self, profiles: Profiles, key: KeyFile, server: Sshd, folder: Path) -> None:
        self.profiles = profiles
        self._server = server
        self._key = key
        self.there = server.home / folder.name
        self.there.mkdir()
        self.copies = folder / "profile" / "edits"
        self.connect_to(server.port)
        self.asked: list[OverwriteAsked] = []
        self.statuses: list[EditStatus] = []
        self.answer: Choice | Refuse | None = None

    def connect_to(self, port: int) -> None:
        way = msgspec.structs.replace(hop(self._server, self._key, policy=HostKeyPolicy.ACCEPT_NEW), port=port)
        self.profiles.save(connection("box", way, reconnect=True))

    def start(self) -> Engine:
        self.engine = self.profiles.own(EngineKind.WINDOW).engine
        self.engine.subscribe(self._hear, answers=True)
        settings = Settings(files=FileSettings(editor=EDITOR))
        assert do(self.engine, SaveSettings(settings=settings)) is None
        return self.engine

    def _hear(self, event: Event) -> None:
        if isinstance(event, EditChanged):
            self.statuses.append(event.state.status)
        if isinstance(event, QuestionAsked) and isinstance(event.question.asked, OverwriteAsked):
            self.asked.append(event.question.asked)
            if self.answer:
                self.engine.submit(GiveAnswer(id=event.question.id, answer=self.answer))

    def file(self, name: str = "notes.txt", content: bytes = b"first\n", mode: int = 0o640) -> Path:
        path = self.there / name
        path.write_bytes(content)
        path.chmod(mode)
        return path

    def open(self, path: Path, opener: Opener = Opener.EDITOR) -> Path:
        """The copy."""
        assert do(self.engine, OpenFile(place=place(path), opener=opener)) is None
        return Path(self.edit.copy)

    def answer_open(self) -> None:
        """Overwrite."""
        [question] = self.engine.snapshot().questions
        self.engine.submit(GiveAnswer(id=question.id, answer=Choice(conflict=Conflict.OVERWRITE)))

    @property
    def edits(self) -> tuple[EditState, ...]:
        return self.engine.snapshot().edits

    @property
    def edit(self) -> EditState:
        [edit] = self.edits
        return edit

    def wait(self, status: EditStatus, true: Callable[[EditState], bool] = lambda _: True) -> EditState:
        wait_for(lambda: self.edit.status is status and true(self.edit), timeout=SECONDS, what=lambda: f"{self.edit}")
        return self.edit

    def wait_uploaded(self, times: int = 1) -> EditState:
        return self.wait(EditStatus.WATCHED, lambda edit: edit.uploaded == times)


def place(path: Path | bytes) -> Place:
    return Place("box", os.fsencode(path))


def write(path: Path, content: bytes) -> None:
    """As an editor that empties the file first."""
    path.write_bytes(content)


def rename(path: Path, content: bytes) -> None:
    """As an editor that writes another file first."""
    other = path.with_name(".other")
    other.write_bytes(content)
    other.replace(path)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was saved counts sooner."""
    monkeypatch.setattr(edit_watch, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(edit_watch, "QUIET_SECONDS", 0.2)


@pytest.fixture
def desk(profiles: Profiles, user_key: KeyFile, sshd: Sshd, tmp_path: Path) -> Desk:
    made = Desk(profiles, user_key, sshd, tmp_path)
    made.start()
    return made


# --- there and back


@pytest.mark.parametrize("save", [write, rename])
def test_what_is_saved_is_uploaded(desk: Desk, save: Callable[[Path, bytes], None]) -> None:
    file = desk.file(mode=0o640)
    copy = desk.open(file)
    assert (copy.name, copy.read_bytes()) == ("notes.txt", b"first\n")
    assert copy.stat().st_mode & 0o7777 == 0o600
    assert {path.stat().st_mode & 0o7777 for path in (copy.parent, copy.parent.parent)} == {0o700}
    assert desk.edit.status is EditStatus.WATCHED
    for times, content in enumerate((b"second\n", b"third time\n"), 1):
        save(copy, content)
        edit = desk.wait_uploaded(times)
        assert file.read_bytes() == content
        assert edit.uploaded_at > 0
    assert file.stat().st_mode & 0o7777 == 0o640
    assert [path.name for path in desk.there.iterdir()] == ["notes.txt"]
    assert not desk.asked
    [kept] = EditJournal(desk.copies).load()
    assert (kept.uploaded, kept.saved) == (2, saving_of(copy)), "after a kill nothing is asked in vain"


def test_saving_the_same_again_uploads_nothing(desk: Desk) -> None:
    file = desk.file()
    copy = desk.open(file)
    file.write_bytes(b"changed there\n")  # it would be asked for if anything were uploaded
    rename(copy, b"first\n")
    wait_for(lambda: EditStatus.UPLOADING in desk.statuses, timeout=SECONDS, what="it to be looked at")
    desk.wait(EditStatus.WATCHED)
    assert file.read_bytes() == b"changed there\n"
    assert desk.edit.uploaded == 0


def test_what_is_there_already_is_stored_without_a_question(desk: Desk) -> None:
    """As after a loss that kept the server's answer from us."""
    file = desk.file()
    copy = desk.open(file)
    file.write_bytes(b"second\n")
    write(copy, b"second\n")
    desk.wait_uploaded()
    assert not desk.asked


def test_what_was_not_changed_is_stored_when_one_says_so(desk: Desk) -> None:
    file = desk.file()
    desk.open(file)
    file.unlink()
    assert do(desk.engine, UploadEdit(id=desk.edit.id)) is None
    assert file.read_bytes() == b"first\n"
    file.write_bytes(b"changed there\n")
    desk.answer = Choice(conflict=Conflict.OVERWRITE)
    assert do(desk.engine, UploadEdit(id=desk.edit.id)) is None
    assert file.read_bytes() == b"first\n"
    assert len(desk.asked) == 1


def test_one_insists_only_once(desk: Desk) -> None:
    file = desk.file()
    copy = desk.open(file)
    assert do(desk.engine, UploadEdit(id=desk.edit.id)) is None
    desk.statuses.clear()
    file.write_bytes(b"changed there\n")
    rename(copy, b"first\n")
    wait_for(lambda: EditStatus.UPLOADING in desk.statuses, timeout=SECONDS, what="it to be looked at")
    desk.wait(EditStatus.WATCHED)
    assert file.read_bytes() == b"changed there\n"
    assert not desk.asked


def test_what_is_saved_while_one_is_asked_is_uploaded_after_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Saved] = []
    saved = EditWork.saved

    def noted(work: EditWork, saving: Saved) -> None:
        saved(work, saving)
        seen.append(saving)

    monkeypatch.setattr(EditWork, "saved", noted)
    file, copy = conflicting(desk, None)
    wait_for(lambda: desk.asked, timeout=SECONDS, what="a question")
    write(copy, b"newer\n")
    wait_for(lambda: saving_of(copy) in seen, timeout=SECONDS, what="it to be seen")
    desk.answer_open()
    wait_for(lambda: file.read_bytes() == b"newer\n", timeout=SECONDS, what="it to be uploaded")


def test_a_file_that_is_too_large_is_not_fetched(desk: Desk) -> None:
    huge = desk.file("huge", b"")
    with huge.open("wb") as file:
        file.truncate(MOST + 1)
    problem = do(desk.engine, OpenFile(place=place(huge)))
    assert problem
    assert problem.kind is ProblemKind.NOT_OPENED
    assert problem.facts["advice"] == "download it instead"
    assert not desk.edits


def test_nobody_looks_at_copies_where_there_are_none(desk: Desk) -> None:
    desk.open(desk.file())
    watching = [thread for thread in threading.enumerate() if thread.name == "towpath-edits"]
    assert len(watching) == 1
    assert do(desk.engine, EndEdit(id=desk.edit.id)) is None
    wait_for(lambda: not watching[0].is_alive(), what="the thread to end")


def test_a_large_file_is_edited(desk: Desk) -> None:
    content = os.urandom(9 << 20)
    file = desk.file("large", content)
    copy = desk.open(file)
    assert copy.read_bytes() == content
    with copy.open("ab") as appended:
        appended.write(b"more")
    desk.wait_uploaded()
    assert file.read_bytes() == content + b"more"


def test_a_link_stays_one(desk: Desk) -> None:
    file = desk.file("target.txt")
    link = desk.there / "link.txt"
    link.symlink_to("target.txt")
    copy = desk.open(link)
    assert copy.name == "link.txt"
    write(copy, b"second\n")
    desk.wait_uploaded()
    assert link.is_symlink()
    assert file.read_bytes() == b"second\n"
    assert desk.edit.place == place(file)


@pytest.mark.parametrize("name", [b"-rf", b"$(reboot)'\"", b"new\nline", b"bad\xff", "rtl\u202etxt.exe".encode()])
def test_hostile_names_lead_nowhere_else(desk: Desk, name: bytes) -> None:
    file = desk.there / os.fsdecode(name)
    file.write_bytes(b"first")
    copy = desk.open(file)
    assert copy.parent.parent == desk.copies
    assert copy.name.isprintable()
    write(copy, b"second")
    desk.wait_uploaded()
    assert file.read_bytes() == b"second"
    assert len(list(desk.there.iterdir())) == 1


def test_a_file_that_is_open_already_is_opened_once_more(desk: Desk) -> None:
    file = desk.file()
    copy = desk.open(file)
    write(copy, b"second\n")
    assert desk.open(file) == copy
    desk.wait_uploaded()
    assert file.read_bytes() == b"second\n"


def test_a_file_that_is_reached_by_two_paths_has_one_copy(desk: Desk) -> None:
    copy = desk.open(desk.file())
    (desk.there / "link").symlink_to("notes.txt")
    assert desk.open(desk.there / "link") == copy
    wait_for(lambda: len(list(desk.copies.iterdir())) == 2, what="the other copy to be gone")


def test_two_at_once_are_fetched_once(desk: Desk) -> None:
    file = desk.file()
    outcomes = [Outcome(), Outcome()]
    for outcome in outcomes:
        desk.engine.submit(OpenFile(place=place(file)), outcome)
    assert [outcome.problem() for outcome in outcomes] == [None, None]
    assert desk.edit.status is EditStatus.WATCHED


# --- what is not opened


@pytest.mark.parametrize(
    ("name", "mode", "content", "opener", "kind"),
    [
        ("missing", 0, None, Opener.EDITOR, ProblemKind.FILE_NOT_FOUND),
        ("folder", 0, None, Opener.EDITOR, ProblemKind.IS_A_FOLDER),
        ("x.desktop", 0o644, b"[Desktop Entry]", Opener.APPLICATION, ProblemKind.NOT_OPENED),
        ("program", 0o755, b"text", Opener.APPLICATION, ProblemKind.NOT_OPENED),
        ("script", 0o644, b"#!/bin/sh", Opener.APPLICATION, ProblemKind.NOT_OPENED),
    ],
)
def test_what_cannot_be_opened_leaves_nothing(
    desk: Desk, name: str, mode: int, content: bytes | None, opener: Opener, kind: ProblemKind
) -> None:
    if name == "folder":
        (desk.there / name).mkdir()
    elif content is not None:
        desk.file(name, content, mode)
    problem = do(desk.engine, OpenFile(place=place(desk.there / name), opener=opener))
    assert problem
    assert problem.kind is kind
    assert opener is Opener.EDITOR or "would run it" in problem.facts["detail"]
    assert not desk.edits
    wait_for(lambda: not any(desk.copies.glob("*")), what="the copy to be gone")


def test_an_editor_that_fails_leaves_nothing(desk: Desk) -> None:
    do(desk.engine, SaveSettings(settings=Settings(files=FileSettings(editor="false"))))
    problem = do(desk.engine, OpenFile(place=place(desk.file())))
    assert problem
    assert line(problem) == (
        "cannot open notes.txt: false ended at once with status 1 (choose another program in the settings)"
    )
    assert not desk.edits


def test_an_editor_that_fails_does_not_take_with_it_what_was_saved(desk: Desk) -> None:
    editor = "sh -c 'echo changed > \"$1\"; exit 1' sh"
    do(desk.engine, SaveSettings(settings=Settings(files=FileSettings(editor=editor))))
    file = desk.file()
    problem = do(desk.engine, OpenFile(place=place(file)))
    assert problem
    assert problem.kind is ProblemKind.NOT_OPENED
    desk.wait_uploaded()
    assert file.read_bytes() == b"changed\n"


def test_a_file_of_this_machine_is_just_opened(desk: Desk, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("text")
    assert do(desk.engine, OpenFile(place=Place(HERE, os.fsencode(mine)))) is None
    assert not desk.edits
    mine.chmod(0o755)
    problem = do(desk.engine, OpenFile(place=Place(HERE, os.fsencode(mine)), opener=Opener.APPLICATION))
    assert problem
    assert problem.kind is ProblemKind.NOT_OPENED


# --- changed there meanwhile


def conflicting(desk: Desk, answer: Choice | Refuse | None) -> tuple[Path, Path]:
    """A file that was changed on both sides, and its copy."""
    desk.answer = answer
    file = desk.file()
    before = file.stat()
    copy = desk.open(file)
    file.write_bytes(b"other\n")  # as long as before, and in the same second
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    write(copy, b"mine, and longer\n")
    return file, copy


def test_the_conflict_can_be_won(desk: Desk) -> None:
    file, copy = conflicting(desk, Choice(conflict=Conflict.OVERWRITE))
    desk.wait_uploaded()
    assert do(desk.engine, ShowWindow()) is None  # by then all that happened before was told
    asking = desk.statuses.index(EditStatus.WAITING_FOR_USER)
    assert desk.statuses[asking : asking + 3] == [
        EditStatus.WAITING_FOR_USER,
        EditStatus.UPLOADING,
        EditStatus.WATCHED,
    ]
    assert file.read_bytes() == copy.read_bytes() == b"mine, and longer\n"
    [asked] = desk.asked
    assert asked.edited
    assert (asked.source_attributes.size, asked.destination_attributes.size) == (17, 6)
    write(copy, b"once more\n")
    desk.wait_uploaded(2)
    assert file.read_bytes() == b"once more\n"
    assert len(desk.asked) == 1


def test_both_can_be_kept(desk: Desk) -> None:
    desk.file("notes (2).txt", b"somebody's")
    file, copy = conflicting(desk, Choice(conflict=Conflict.RENAME))
    desk.wait_uploaded()
    other = desk.there / "notes (3).txt"
    assert file.read_bytes() == b"other\n"
    assert other.read_bytes() == b"mine, and longer\n"
    assert other.stat().st_mode & 0o7777 == 0o640
    assert desk.edit.place == place(other)
    write(copy, b"goes on there\n")
    desk.wait_uploaded(2)
    assert other.read_bytes() == b"goes on there\n"


@pytest.mark.parametrize("answer", [Choice(conflict=Conflict.SKIP), Refuse()])
def test_the_decision_can_be_put_off(desk: Desk, answer: Choice | Refuse) -> None:
    file, _ = conflicting(desk, answer)
    edit = desk.wait(EditStatus.NOT_UPLOADED)
    assert file.read_bytes() == b"other\n"
    assert edit.problem
    assert line(edit.problem).endswith("it was changed there meanwhile (upload it now to be asked again)")
    desk.answer = Choice(conflict=Conflict.OVERWRITE)
    assert do(desk.engine, UploadEdit(id=edit.id)) is None
    assert desk.edit.status is EditStatus.WATCHED
    assert file.read_bytes() == b"mine, and longer\n"


def test_what_changes_while_it_is_asked_is_asked_again(desk: Desk) -> None:
    file, _ = conflicting(desk, None)
    wait_for(lambda: desk.asked, timeout=SECONDS, what="a question")
    desk.wait(EditStatus.WAITING_FOR_USER)
    file.write_bytes(b"changed once more\n")
    desk.answer_open()
    wait_for(lambda: len(desk.asked) == 2, timeout=SECONDS, what="another question")
    desk.answer_open()
    desk.wait_uploaded()
    assert [asked.destination_attributes.size for asked in desk.asked] == [6, 18]


def test_what_changes_while_it_is_uploaded_is_not_replaced(
    profiles: Profiles, user_key: KeyFile, sshd: Sshd, tmp_path: Path
) -> None:
    desk = Desk(profiles, user_key, sshd, tmp_path)
    content = os.urandom(48 << 20)
    with LinkRelay(sshd.port) as link:
        desk.connect_to(link.port)
        desk.start()
        file = desk.file()
        copy = desk.open(file)
        write(copy, content)
        wait_for(lambda: len(list(desk.there.iterdir())) == 2, timeout=SECONDS, what="the upload to begin")
        link.freeze()
        assert file.read_bytes() == b"first\n"
        file.write_bytes(b"somebody else's\n")
        link.thaw()
        edit = desk.wait(EditStatus.NOT_UPLOADED)
        assert edit.problem
        assert "it was changed there meanwhile" in line(edit.problem)
        assert file.read_bytes() == b"somebody else's\n"
        assert [path.name for path in desk.there.iterdir()] == ["notes.txt"]
        desk.answer = Choice(conflict=Conflict.OVERWRITE)
        assert do(desk.engine, UploadEdit(id=edit.id)) is None
        assert file.read_bytes() == content


def test_what_vanished_is_stored_again_only_when_one_says_so(desk: Desk) -> None:
    file = desk.file(mode=0o600)
    copy = desk.open(file)
    file.unlink()
    write(copy, b"all there is\n")
    edit = desk.wait(EditStatus.NOT_UPLOADED)
    assert edit.problem
    assert "it is no longer there" in line(edit.problem)
    assert not file.exists()
    assert do(desk.engine, UploadEdit(id=edit.id)) is None
    assert file.read_bytes() == b"all there is\n"
    assert file.stat().st_mode & 0o7777 == 0o600


# --- the connection, and the end


def test_what_was_saved_without_a_connection_is_uploaded_when_it_is_back(
    profiles: Profiles, user_key: KeyFile, tmp_path: Path, servers_directory: Path
) -> None:
    with Sshd(servers_directory, name="comes-back", authorized=[user_key]) as server:
        desk = Desk(profiles, user_key, server, tmp_path)
        desk.start()
        file = desk.file()
        copy = desk.open(file)
        server.kill()
        wait_for(lambda: not up(desk), what="the loss")
        write(copy, b"written on a train\n")
        edit = desk.wait(EditStatus.NOT_UPLOADED)
        assert edit.problem
        server.start()
        desk.wait_uploaded()
        assert file.read_bytes() == b"written on a train\n"


def test_a_loss_in_the_midst_of_an_upload_is_made_up_for(
    profiles: Profiles, user_key: KeyFile, sshd: Sshd, tmp_path: Path
) -> None:
    desk = Desk(profiles, user_key, sshd, tmp_path)
    content = os.urandom(48 << 20)
    with LinkRelay(sshd.port) as link:
        desk.connect_to(link.port)
        desk.start()
        file = desk.file()
        copy = desk.open(file)
        write(copy, content)
        wait_for(lambda: len(list(desk.there.iterdir())) == 2, timeout=SECONDS, what="the upload to begin")
        assert file.read_bytes() == b"first\n"
        link.reset()
        desk.wait_uploaded()
    assert EditStatus.NOT_UPLOADED in desk.statuses
    assert file.read_bytes() == content
    assert [path.name for path in desk.there.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("kind", [ProblemKind.TIMED_OUT, ProblemKind.SFTP_UNAVAILABLE])
def test_a_failure_that_may_pass_is_tried_again_with_another_session(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: ProblemKind
) -> None:
    bring_back = EditedFile.bring_back
    failures = [Problem(kind)]

    async def fail_once(file: EditedFile, *given: Any, **named: Any) -> Brought:
        if failures:
            raise TowpathError(failures.pop())
        return await bring_back(file, *given, **named)

    monkeypatch.setattr(EditedFile, "bring_back", fail_once)
    file = desk.file()
    copy = desk.open(file)
    desk.statuses.clear()
    write(copy, b"second\n")
    desk.wait(EditStatus.NOT_UPLOADED)
    assert do(desk.engine, ShowWindow()) is None
    assert desk.statuses == [EditStatus.UPLOADING, EditStatus.NOT_UPLOADED], "and not at once with the same one"
    assert do(desk.engine, Down(connection="box")) is None
    assert do(desk.engine, Up(connection="box")) is None
    desk.wait_uploaded()
    assert file.read_bytes() == b"second\n"


def test_a_connection_that_was_taken_down_is_brought_up_for_it(desk: Desk) -> None:
    file = desk.file()
    copy = desk.open(file)
    assert do(desk.engine, Down(connection="box")) is None
    write(copy, b"second\n")
    desk.wait_uploaded()
    assert file.read_bytes() == b"second\n"
    assert up(desk)


def up(desk: Desk) -> bool:
    state = desk.engine.snapshot().by_id("box")
    return state is not None and state.status is Status.UP


def test_a_copy_without_news_goes_with_the_edit(desk: Desk) -> None:
    copy = desk.open(desk.file())
    assert do(desk.engine, EndEdit(id=desk.edit.id)) is None
    assert not desk.edits
    assert not copy.parent.exists()
    problem = do(desk.engine, EndEdit(id="none"))
    assert problem == Problem(ProblemKind.UNKNOWN_EDIT)


def test_changes_are_discarded_only_when_one_says_so(desk: Desk) -> None:
    desk.answer = Refuse()
    file, copy = conflicting(desk, Refuse())
    desk.wait(EditStatus.NOT_UPLOADED)
    problem = do(desk.engine, EndEdit(id=desk.edit.id))
    assert problem
    assert problem.kind is ProblemKind.INVALID
    assert copy.read_bytes() == b"mine, and longer\n"
    assert do(desk.engine, EndEdit(id=desk.edit.id, discard=True)) is None
    assert not desk.edits
    assert not list(desk.copies.iterdir())
    assert file.read_bytes() == b"other\n"


def test_who_waits_for_an_editor_hears_that_the_edit_was_ended(desk: Desk) -> None:
    file = desk.file()
    desk.open(file)
    do(desk.engine, SaveSettings(settings=Settings(files=FileSettings(editor="sh -c 'sleep 1'"))))
    opening = Outcome()
    desk.engine.submit(OpenFile(place=place(file)), opening)
    assert do(desk.engine, EndEdit(id=desk.edit.id)) is None
    assert opening.kind() is ProblemKind.CANCELLED


def test_what_is_discarded_is_not_uploaded_though_its_connection_comes_just_then(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = desk.open(desk.file())
    edit_id = desk.edit.id
    coming: list[Callable[[], None]] = []
    reach, forget = FileSystems.reach, EditJournal.forget
    forgetting, may_forget = threading.Event(), threading.Event()

    def reach_later(systems: FileSystems, ids: Iterable[str], asker: str, done: Done) -> None:
        coming.append(lambda: reach(systems, ids, asker, done))

    def forget_slowly(journal: EditJournal, one: str) -> None:
        forgetting.set()
        assert may_forget.wait(10)
        forget(journal, one)

    monkeypatch.setattr(FileSystems, "reach", reach_later)
    monkeypatch.setattr(EditJournal, "forget", forget_slowly)
    write(copy, b"to be discarded\n")
    wait_for(lambda: coming, what="the upload to need its connection")
    ended = Outcome()
    desk.engine.submit(EndEdit(id=edit_id, discard=True), ended)
    assert forgetting.wait(10)
    desk.engine.submit(ShowWindow(), lambda _: coming[0]())
    for _ in range(2):
        do(desk.engine, ShowWindow())
    works = [thread.name for thread in threading.enumerate()].count(f"towpath-edit-{edit_id}")
    may_forget.set()
    assert ended.problem() is None
    assert works == 1


def test_an_edit_that_was_discarded_in_the_midst_needs_its_connection_no_longer(desk: Desk, tmp_path: Path) -> None:
    conflicting(desk, None)
    desk.wait(EditStatus.WAITING_FOR_USER)
    assert do(desk.engine, EndEdit(id=desk.edit.id, discard=True)) is None
    assert desk.engine.snapshot().questions == ()
    do(desk.engine, SaveSettings(settings=Settings(files=FileSettings(after_queue=AfterQueue.DISCONNECT))))
    (tmp_path / "other").touch()
    source = Place(HERE, os.fsencode(tmp_path / "other"))
    batch = Batch(id="batch", sources=(source,), destination=place(desk.there))
    assert do(desk.engine, StartTransfer(batch=batch)) is None
    wait_for(lambda: not up(desk), what="the connection, which nothing needs, to be down")


def test_a_saving_that_nobody_has_seen_yet_is_not_discarded(desk: Desk) -> None:
    copy = desk.open(desk.file())
    write(copy, b"just saved\n")
    problem = do(desk.engine, EndEdit(id=desk.edit.id))
    assert problem
    assert problem.kind is ProblemKind.INVALID
    desk.wait_uploaded()


def test_the_end_of_the_program_deletes_only_what_the_server_has(desk: Desk) -> None:
    first = desk.open(desk.file("first"))
    assert do(desk.engine, OpenFile(place=place(desk.file("second")))) is None
    [second] = [Path(edit.copy) for edit in desk.edits if Path(edit.copy) != first]
    write(second, b"saved at the last moment\n")
    desk.profiles.close()
    assert not first.exists()
    assert second.read_bytes() == b"saved at the last moment\n"

    desk.start()
    edit = desk.edit
    assert (edit.status, edit.copy) == (EditStatus.NOT_UPLOADED, str(second))
    assert edit.problem
    assert "the program ended before its changes were uploaded" in line(edit.problem)
    assert do(desk.engine, UploadEdit(id=edit.id)) is None
    assert (desk.there / "second").read_bytes() == b"saved at the last moment\n"


def test_what_is_saved_after_the_end_of_the_program_is_found_by_the_next_one(desk: Desk) -> None:
    saved = desk.file("saved")
    copies = [desk.open(saved)]
    do(desk.engine, OpenFile(place=place(desk.file("closed"))))
    copies += [Path(edit.copy) for edit in desk.edits if Path(edit.copy) not in copies]
    desk.profiles.close()
    assert not any(copy.exists() for copy in copies)
    write(copies[0], b"saved by an editor that was still open\n")

    desk.start()
    edit = desk.edit
    assert (edit.status, edit.copy) == (EditStatus.NOT_UPLOADED, str(copies[0]))
    assert not copies[1].parent.exists()
    assert do(desk.engine, UploadEdit(id=edit.id)) is None
    assert saved.read_bytes() == b"saved by an editor that was still open\n"


def test_where_the_work_lies_is_told_when_its_connection_was_not_saved(
    profiles: Profiles, user_key: KeyFile, sshd: Sshd, tmp_path: Path
) -> None:
    desk = Desk(profiles, user_key, sshd, tmp_path)
    desk.start()
    quick = connection("quick", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW))
    assert do(desk.engine, SaveConnection(connection=quick, save=False)) is None
    there = Place("quick", os.fsencode(desk.file()))
    assert do(desk.engine, OpenFile(place=there)) is None
    copy = Path(desk.edit.copy)
    write(copy, b"not yet uploaded\n")
    desk.profiles.close()
    desk.start()
    assert desk.edit.status is EditStatus.NOT_UPLOADED
    assert desk.edit.problem
    assert "its connection was not saved" in line(desk.edit.problem)
    assert str(copy) in line(desk.edit.problem)
    problem = do(desk.engine, UploadEdit(id=desk.edit.id))
    assert problem
    assert problem.kind is ProblemKind.UNKNOWN_CONNECTION
    assert copy.read_bytes() == b"not yet uploaded\n"


def test_what_an_engine_did_not_finish_is_cleared_away(desk: Desk) -> None:
    desk.profiles.close()
    unfinished, frozen = desk.copies / "abc" / "file", desk.copies / "def.saved"
    unfinished.parent.mkdir(parents=True)
    for path in (unfinished, frozen):
        path.write_text("half a fi")
    desk.start()
    assert not desk.edits
    assert not any(desk.copies.iterdir())


@pytest.mark.expects_log("cannot read .*json: ")
def test_a_copy_whose_record_cannot_be_read_stays(desk: Desk) -> None:
    desk.profiles.close()
    copy = desk.copies / "abc" / "file"
    copy.parent.mkdir(parents=True)
    copy.write_text("somebody's work")
    (desk.copies / "abc.json").write_text('{"of": "a newer program"}')
    desk.start()
    desk.profiles.close()
    assert copy.read_text() == "somebody's work"


def test_a_command_in_between_leaves_alone_what_an_editor_may_have_open(desk: Desk, tmp_path: Path) -> None:
    file = desk.file()
    desk.profiles.close()
    program = (sys.executable, "-m", "tests.engine.edit_child")
    arguments = (str(tmp_path), os.fsdecode(msgspec.json.encode(place(file))))
    with Started(*arguments, program=program, env={"PYTHONPATH": str(ROOT)}) as child:
        child.wait_for("opened")
        child.end(signal.SIGKILL)
    [copy] = desk.copies.glob("*/notes.txt")
    assert desk.profiles.own(EngineKind.COMMAND_LINE).engine.snapshot().edits == ()
    desk.profiles.close()
    assert copy.read_bytes() == b"first\n"
    desk.start()
    assert desk.edit.status is EditStatus.WATCHED


def test_a_kill_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    file = desk.file()
    desk.profiles.close()
    program = (sys.executable, "-m", "tests.engine.edit_child")
    arguments = (str(tmp_path), os.fsdecode(msgspec.json.encode(place(file))))
    with Started(*arguments, program=program, env={"PYTHONPATH": str(ROOT)}) as child:
        child.wait_for("opened")
        [copy] = desk.copies.glob("*/notes.txt")
        write(copy, b"not yet uploaded\n")
        child.end(signal.SIGKILL)
    desk.start()
    edit = desk.wait(EditStatus.NOT_UPLOADED)
    assert copy.read_bytes() == b"not yet uploaded\n"
    write(copy, b"and saved again\n")
    desk.wait_uploaded()
    assert file.read_bytes() == b"and saved again\n"
    assert edit.id == desk.edit.id
