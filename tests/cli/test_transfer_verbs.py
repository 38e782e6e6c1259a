"""get, put, copy, ls and sync as commands to an engine, and what is made of its answers."""

import base64
import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.scripted_engine import ScriptedEngine, run_with
from towpath.cli.folders import expanded
from towpath.cli.transfer_report import Report
from towpath.cli.work import Work
from towpath.model.command import CancelTransfer, CarryOut, ClearTransfers, Command, Compare, StartTransfer
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Compared, FilesEnded, FolderListed, HandedOver, TransferChanged
from towpath.model.file_work import ListFolder
from towpath.model.filesystem import SECOND, Attributes, Entry, FileKind
from towpath.model.ports import Done
from towpath.model.transfer import (
    HERE,
    Act,
    Amounts,
    Batch,
    Conflict,
    Differ,
    Direction,
    FileOutcome,
    FileResult,
    Links,
    Options,
    Place,
    Plan,
    Publish,
    Step,
    TransferState,
    TransferStatus,
)

CLI_DEFAULTS = Options(recursive=False, links=Links.FOLLOW, resume=False)
FILE = Attributes(kind=FileKind.FILE, size=5, mtime=1_600_000_000 * SECOND, mode=0o644, uid=1, gid=2, links=1)
FOLDER = Attributes(kind=FileKind.FOLDER)
DENIED = FileResult(
    source=b"/a\xff",
    destination=b"/b",
    outcome=FileOutcome.FAILED,
    problem=Problem(ProblemKind.PERMISSION_DENIED, r"/a\xff"),
)


def done(engine: ScriptedEngine, command: Command) -> Problem | None:
    """All goes well."""
    if isinstance(command, StartTransfer):
        amounts = Amounts(files_found=2, files_done=2, bytes_found=10, bytes_done=10, bytes_sent=10, listed=True)
        state = TransferState(batch=command.batch, status=TransferStatus.DONE, amounts=amounts, began=1, ended=2)
        engine.publish(TransferChanged(state))
    return None


def started(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Batch:
    """The batch that a successful verb submits."""
    engine = ScriptedEngine(done)
    assert run_with(monkeypatch, engine, *arguments) == 0
    (command,) = engine.of(StartTransfer)
    return command.batch


# --- what is asked for


def test_put_is_one_batch(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    batch = started(monkeypatch, "put", "lab", "a", "/b/", "c/.", "there/")
    here = bytes(Path.cwd())
    assert batch.sources == (Place(HERE, here + b"/a"), Place(HERE, b"/b/"), Place(HERE, here + b"/c/."))
    assert batch.destination == Place("lab", b"there/")
    assert (batch.options, batch.exact, batch.told) == (CLI_DEFAULTS, False, False)
    assert capfd.readouterr() == ("2 files, 10 B in 1 s, 10 B/s\n", "")


def test_get_and_copy_name_far_files(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = started(monkeypatch, "get", "lab", "~/a", "", "x")
    assert (batch.sources, batch.destination.connection) == ((Place("lab", b"~/a"), Place("lab", b"")), HERE)
    batch = started(monkeypatch, "copy", "lab:a:b", "lab:c", "far:")
    assert batch.sources == (Place("lab", b"a:b"), Place("lab", b"c"))
    assert batch.destination == Place("far", b"")


def test_names_that_are_not_utf_8_arrive_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = started(monkeypatch, "put", "lab", os.fsdecode(b"/\xff\xfe"), os.fsdecode(b"caf\xe9"))
    assert (batch.sources[0].path, batch.destination.path) == (b"/\xff\xfe", b"caf\xe9")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["-r"], replace(CLI_DEFAULTS, recursive=True, links=Links.KEEP)),
        (["-r", "--links", "skip"], replace(CLI_DEFAULTS, recursive=True, links=Links.SKIP)),
        (["--resume", "--verify"], replace(CLI_DEFAULTS, resume=True, verify=True)),
        (["--limit", "1.5M"], replace(CLI_DEFAULTS, limit=1_500_000)),
        (["--in-place"], replace(CLI_DEFAULTS, publish=Publish.IN_PLACE)),
        (["--conflict", "size"], replace(CLI_DEFAULTS, conflict=Conflict.SIZE_DIFFERS)),
        (["--exclude", "*.o", "--exclude", "/x"], replace(CLI_DEFAULTS, excludes=("*.o", "/x"))),
    ],
)
def test_options_say_how(monkeypatch: pytest.MonkeyPatch, arguments: list[str], options: Options) -> None:
    assert started(monkeypatch, "put", *arguments, "lab", "/a", "b").options == options


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["put", "lab", "a"], "usage"),
        (["put", "lab", "a", "b", "--limit", "fast"], "not a rate"),
        (["put", "lab", "a", "b", "--conflict", "sometimes"], "sometimes"),
        (["copy", "a", "far:b"], "NAME:PATH"),
        (["copy", "lab:a", "far:a", "far:b"], "one connection at a time"),
        (["ls", "lab", "--json", "-l"], "--json"),
        (["sync", "lab", "a", "b", "--delete"], "--up or --down"),
        (["sync", "lab", "", "b", "--up", "--delete"], "is empty"),
        (["sync", "lab", "a", "", "--up", "--delete"], "is empty"),
    ],
)
def test_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    engine = ScriptedEngine(done)
    assert run_with(monkeypatch, engine, *arguments) == 2
    assert why in capfd.readouterr().err
    assert engine.commands == []


def test_an_unknown_connection_is_said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["get", "nil", "a", "b"], ["copy", "lab:a", "nil:b"], ["ls", "nil"], ["sync", "nil", "a", "b"]):
        assert run_with(monkeypatch, ScriptedEngine(done), *arguments) == 1
        assert "nil: no connection has this name; there is lab, far" in capfd.readouterr().err


# --- patterns

FAR = {
    b"": [b"a1", b"a2", b".a3", b"b", b"d1", b"d2", b"[x]"],
    b"d1/": [b"y", b"z"],
    b"d2/": [b"y", b".y"],
    b"/": [b"etc"],
}


def list_far(engine: ScriptedEngine, command: Command) -> Problem | None:
    """A machine with some files."""
    assert isinstance(command, ListFolder)
    path = command.place.path
    names = FAR.get(path, FAR.get(path + b"/"))
    if names is None:
        folder, _, name = path.rpartition(b"/")
        if name not in FAR.get(folder + b"/" if folder else b"", []):
            return Problem(ProblemKind.FILE_NOT_FOUND, path.decode())
        names = [name]
    for name in names:
        engine.publish(FolderListed("", command.request, path, (Entry(name, FILE),)))
    return None


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (b"a1", [b"a1"]),
        (b"a*", [b"a1", b"a2"]),
        (b"a?", [b"a1", b"a2"]),
        (b"[ab]*", [b"a1", b"a2", b"b"]),
        (b".a*", [b".a3"]),
        (b"[x]", [b"[x]"]),
        (b"*/y", [b"d1/y", b"d2/y"]),
        (b"d?/*", [b"d1/y", b"d1/z", b"d2/y"]),
        (b"d1/*", [b"d1/y", b"d1/z"]),
        (b"/e*", [b"/etc"]),
        (b"none*", [b"none*"]),
        (b"none/*", [b"none/*"]),
        (b"*/none", [b"*/none"]),
    ],
)
def test_far_patterns_are_expanded(pattern: bytes, found: list[bytes]) -> None:
    engine = ScriptedEngine(list_far)
    work = Work(engine, None, owns_engine=True)
    assert [place.path for place in expanded(work, Place("lab", pattern))] == found


def test_a_lost_connection_is_not_an_empty_folder(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    engine = ScriptedEngine(lambda _engine, _command: Problem(ProblemKind.LOST, "lab"))
    assert run_with(monkeypatch, engine, "get", "lab", "a*", ".") == 1
    assert capfd.readouterr().err.startswith("towpath: connection to lab lost")
    assert engine.of(StartTransfer) == []


# --- what becomes of it


def some_fail(engine: ScriptedEngine, command: Command) -> Problem | None:
    if not isinstance(command, StartTransfer):
        return None
    stored = FileResult(source=b"/c", destination=b"/d", outcome=FileOutcome.STORED, size=5)
    results = (DENIED, stored) if command.batch.told else (DENIED,)
    amounts = Amounts(files_found=2, files_done=1, files_failed=1, listed=True)
    state = TransferState(batch=command.batch, status=TransferStatus.RUNNING, amounts=amounts)
    engine.publish(TransferChanged(state))
    engine.publish(FilesEnded("", command.batch.id, results))
    engine.publish(FilesEnded("", "another", (DENIED,)))
    problem = Problem(ProblemKind.TRANSFER_INCOMPLETE, "", {"detail": "1 of 2 files failed"})
    engine.publish(TransferChanged(replace(state, status=TransferStatus.FAILED, problem=problem)))
    return problem


def test_each_failure_is_a_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    engine = ScriptedEngine(some_fail)
    assert run_with(monkeypatch, engine, "put", "lab", "a", "b") == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines() == [
        r"towpath: /a\xff: permission denied (check who owns it and its permissions)",
        "towpath: not everything was transferred: 1 of 2 files failed (see the failures, then retry)",
    ]
    assert engine.of(ClearTransfers) == [], "it can be gone on with"


def test_events_are_a_line_each(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    engine = ScriptedEngine(some_fail)
    assert run_with(monkeypatch, engine, "put", "lab", "a", "b", "--json") == 1
    out, err = capfd.readouterr()
    events = [json.loads(line) for line in out.splitlines()]
    assert [event["event"] for event in events] == ["started", "progress", "failed", "file", "progress", "finished"]
    assert base64.b64decode(events[2]["source_base64"]) == b"/a\xff"
    assert (events[2]["problem"], events[3]["outcome"], events[3]["size"]) == ("permission-denied", "stored", 5)
    assert (events[5]["problem"], events[5]["files_failed"]) == ("transfer-incomplete", 1)
    assert err.count("\n") == 2
    assert engine.of(StartTransfer)[0].batch.told


@pytest.mark.parametrize("incomplete", [False, True])
def test_what_nobody_decides_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], incomplete: bool
) -> None:
    nobody = Problem(ProblemKind.NEEDS_ANSWER, "/b", {"question": "overwrite it?"})

    def answer(engine: ScriptedEngine, command: Command) -> Problem | None:
        if not isinstance(command, StartTransfer):
            return None
        assert command.batch.told
        skipped = FileResult(source=b"/a", destination=b"/b", outcome=FileOutcome.SKIPPED, problem=nobody)
        engine.publish(FilesEnded("", command.batch.id, (skipped,)))
        return Problem(ProblemKind.TRANSFER_INCOMPLETE) if incomplete else None

    assert run_with(monkeypatch, ScriptedEngine(answer), "put", "lab", "a", "b", "--conflict", "ask") == 3
    assert "towpath: cannot go on with /b: it needs an answer (overwrite it?)" in capfd.readouterr().err


def test_what_is_done_is_forgotten_with_what_it_goes_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ScriptedEngine(done)
    options = replace(CLI_DEFAULTS, resume=True)
    same = Batch(id="old", sources=(Place(HERE, b"/a"),), destination=Place("lab", b"b"), options=CLI_DEFAULTS)
    for batch, status in (
        (same, TransferStatus.PAUSED),
        (replace(same, id="newer"), TransferStatus.FAILED),
        (replace(same, id="busy"), TransferStatus.RUNNING),
        (replace(same, id="other", destination=Place("far", b"b")), TransferStatus.PAUSED),
    ):
        engine.publish(TransferChanged(TransferState(batch=batch, status=status)))
    assert run_with(monkeypatch, engine, "put", "lab", "/a", "b", "--resume") == 0
    (command,) = engine.of(StartTransfer)
    assert command.batch == replace(same, id="newer", options=options)
    (cleared,) = engine.of(ClearTransfers)
    assert set(cleared.ids) == {"old", "newer"}


@pytest.mark.parametrize(
    ("arguments", "problem", "goes_on"),
    [
        ([], None, False),
        (["--resume"], None, True),
        (["--resume", "--verify"], None, True),
        (["--limit", "1k"], Problem(ProblemKind.TRANSFER_INTERRUPTED), True),
        (["--verify"], Problem(ProblemKind.TRANSFER_INTERRUPTED), False),
    ],
)
def test_it_goes_on_with_the_same_wish_only(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], problem: Problem | None, goes_on: bool
) -> None:
    engine = ScriptedEngine(done)
    same = Batch(id="old", sources=(Place(HERE, b"/a"),), destination=Place("lab", b"b"), options=CLI_DEFAULTS)
    engine.publish(TransferChanged(TransferState(batch=same, status=TransferStatus.PAUSED, problem=problem)))
    assert run_with(monkeypatch, engine, "put", "lab", "/a", "b", *arguments) == 0
    assert (engine.of(StartTransfer)[0].batch.id == "old") is goes_on


def test_what_others_pause_for_good_is_left(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def answer(engine: ScriptedEngine, command: Command) -> Problem | None:
        if isinstance(command, StartTransfer):
            amounts = Amounts(files_found=3, files_done=1)
            for status in (TransferStatus.PAUSED, TransferStatus.RUNNING, TransferStatus.PAUSED):
                engine.publish(TransferChanged(TransferState(batch=command.batch, status=status, amounts=amounts)))
        return None

    engine = ScriptedEngine(answer)
    assert run_with(monkeypatch, engine, "put", "lab", "/a", "b") == 1
    assert "1 file done, and what has arrived of unfinished files stays: go on with --resume" in capfd.readouterr().err


@pytest.mark.parametrize("end", ["gone", "handed over", "interrupted"])
def test_it_goes_on_with_the_next_engine(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    waited: list[object] = []
    monkeypatch.setattr("towpath.cli.transfer_run.wait_for_window", waited.append)

    def answer(engine: ScriptedEngine, command: Command) -> Problem | None:
        assert engine.work
        if engine.opened == 1 and end == "gone":
            engine.work.gone(Problem(ProblemKind.ENGINE_GONE))
        elif engine.opened == 1 and end == "handed over":
            engine.publish(HandedOver())
        elif engine.opened == 1:
            return Problem(ProblemKind.TRANSFER_INTERRUPTED)
        return done(engine, command)

    engine = ScriptedEngine(answer)
    assert run_with(monkeypatch, engine, "put", "lab", "/a", "b") == 0
    first, second = engine.of(StartTransfer)
    assert first == second
    assert (engine.opened, len(waited)) == (2, 0 if end == "gone" else 1)


# --- ls

LISTED = (
    Entry(b"b\xff", FILE),
    Entry(b"a\x1b", Attributes(kind=FileKind.LINK, mode=0o777), b"to \xe9"),
    Entry("é".encode(), FOLDER),
)


def list_some(engine: ScriptedEngine, command: Command) -> Problem | None:
    assert isinstance(command, ListFolder)
    for _ in range(2):
        engine.publish(FolderListed("", command.request, b"/x", LISTED))
        engine.publish(FolderListed("", "another", b"/x", LISTED))
    return None


def test_names_come_exactly(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    engine = ScriptedEngine(list_some)
    assert run_with(monkeypatch, engine, "ls", "lab", "x") == 0
    assert engine.of(ListFolder)[0].place == Place("lab", b"x")
    once = b"a\x1b\nb\xff\n" + "é\n".encode()
    assert capfdbinary.readouterr() == (once * 2, b"")
    assert run_with(monkeypatch, engine, "ls", "lab", "-0") == 0
    assert engine.of(ListFolder)[1].place == Place("lab", b"")
    assert capfdbinary.readouterr().out == once.replace(b"\n", b"\0") * 2


def test_long_names_have_columns(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_with(monkeypatch, ScriptedEngine(list_some), "ls", "lab", "-l") == 0
    lines = capfdbinary.readouterr().out.splitlines()
    assert lines[0].startswith(b"lrwxrwxrwx ")
    assert lines[0].endswith(b" a\x1b -> to \xe9")
    assert lines[1].split(b" 2020-")[0] == b"-rw-r--r-- 1 2 5"
    assert lines[2].startswith(b"d????????? ? ? 0 ")


def test_a_listing_is_one_json_document(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_with(monkeypatch, ScriptedEngine(list_some), "ls", "lab", "--json") == 0
    out = capfd.readouterr().out
    entries = json.loads(out)
    assert out.count("\n") == 2 + len(entries) == 8
    assert [entry["name"] for entry in entries[:3]] == ["a\x1b", r"b\xff", "é"]
    assert (entries[1]["kind"], entries[1]["mode"], entries[1]["size"]) == ("file", "0644", 5)
    assert run_with(monkeypatch, ScriptedEngine(lambda _engine, _command: None), "ls", "lab", "--json") == 0
    assert json.loads(capfd.readouterr().out) == []


# --- sync

STEPS = (
    Step(path=b"new", act=Act.COPY_UP, first=FILE),
    Step(path=b"old\xff", act=Act.UPDATE_UP, first=FILE, second=FILE),
    Step(path=b"gone", act=Act.DELETE_SECOND, second=FILE),
)
BOTH = Step(path=b"both", act=Act.CONFLICT, first=FILE, second=FILE, why="it changed on both sides")


def comparing(*steps: Step, problems: tuple[FileResult, ...] = ()) -> ScriptedEngine:
    def answer(engine: ScriptedEngine, command: Command) -> Problem | None:
        if isinstance(command, Compare):
            engine.publish(Compared("", Plan(comparison=command.comparison, steps=steps, problems=problems)))
        return None

    return ScriptedEngine(answer)


def test_a_dry_run_shows_the_plan_and_does_nothing(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    engine = comparing(*STEPS, BOTH)
    arguments = ["sync", "lab", str(tmp_path), "there", "--up", "--delete", "--dry-run", "--by", "hash"]
    assert run_with(monkeypatch, engine, *arguments) == 0
    (command,) = engine.commands
    assert isinstance(command, Compare)
    asked = command.comparison
    assert (asked.first, asked.second) == (Place(HERE, bytes(tmp_path)), Place("lab", b"there"))
    assert (asked.direction, asked.differ, asked.delete) == (Direction.UP, Differ.HASH, True)
    assert capfdbinary.readouterr().out == (
        b"copy-up new\nupdate-up old\xff\ndelete-second gone\nconflict both (it changed on both sides)\n"
        b"1 to copy, 1 to update, 1 to delete, 1 to decide\n"
    )
    assert run_with(monkeypatch, engine, *arguments, "--json") == 0
    steps = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [(step["event"], step["act"], step["path"]) for step in steps[:2]] == [
        ("step", "copy-up", "new"),
        ("step", "update-up", r"old\xff"),
    ]


def test_a_plan_is_carried_out(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    engine = comparing(*STEPS)
    assert run_with(monkeypatch, engine, "sync", "lab", "here", "there", "--down", "--exclude", "x") == 0
    compare, carry_out = engine.of(Compare)[0].comparison, engine.of(CarryOut)[0]
    assert (compare.direction, compare.options) == (Direction.DOWN, Options(resume=False, excludes=("x",)))
    assert carry_out.comparison == compare.id
    assert capfd.readouterr().out.splitlines()[0] == "1 to copy, 1 to update, 1 to delete"


def test_what_is_left_different_ends_with_1(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    engine = comparing(BOTH)
    assert run_with(monkeypatch, engine, "sync", "lab", "here", "there") == 1
    assert engine.of(CarryOut) == []
    assert (
        capfd.readouterr().err == "towpath: both: it changed on both sides (choose --up, --down or --conflict newer)\n"
    )
    engine = comparing(*STEPS, problems=(DENIED,))
    assert run_with(monkeypatch, engine, "sync", "lab", "here", "there", "--up") == 1
    assert len(engine.of(CarryOut)) == 1
    assert "permission denied" in capfd.readouterr().err


def test_another_engine_goes_on_with_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.cli.transfer_run.wait_for_window", lambda _profile: None)
    engine = comparing(*STEPS)
    compare = engine.answer

    def answer(engine: ScriptedEngine, command: Command) -> Problem | None:
        if isinstance(command, CarryOut):
            batch = Batch(id=command.comparison, sources=(Place(HERE, b"/x"),), destination=Place("lab", b""))
            engine.publish(TransferChanged(TransferState(batch=batch, status=TransferStatus.PAUSED)))
            return Problem(ProblemKind.TRANSFER_INTERRUPTED)
        return compare(engine, command)

    engine.answer = answer
    assert run_with(monkeypatch, engine, "sync", "lab", "here", "there", "--up") == 0
    assert [type(command) for command in engine.commands[:3]] == [Compare, CarryOut, StartTransfer]
    assert engine.of(StartTransfer)[0].batch.synchronises == engine.of(Compare)[0].comparison.id


def test_ctrl_c_does_not_wait_for_a_frozen_link(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    engine = comparing(*STEPS)
    submit = engine.submit

    def unanswered(command: Command, done: Done | None = None) -> None:
        submit(command, None if isinstance(command, CarryOut | CancelTransfer) else done)
        if isinstance(command, CarryOut):
            batch = Batch(id=command.comparison, sources=(Place(HERE, b"/x"),), destination=Place("lab", b""))
            engine.publish(TransferChanged(TransferState(batch=batch, status=TransferStatus.RUNNING)))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "submit", unanswered)
    monkeypatch.setattr(Report, "moved", interrupted)
    monkeypatch.setattr("towpath.cli.transfer_run.CLEAN_UP_SECONDS", 0.0)
    assert run_with(monkeypatch, engine, "sync", "lab", "here", "there", "--up") == 1
    assert "unfinished files may be left" in capfd.readouterr().err


def test_nothing_to_do_is_said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    engine = comparing()
    assert run_with(monkeypatch, engine, "sync", "lab", "here", "there") == 0
    assert engine.of(CarryOut) == []
    assert capfd.readouterr() == ("nothing to do\n", "")
