"""Batches between machines in memory: where things go, what becomes of conflicts and failures, and going on later."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest

from tests.support.memory_batches import FAR, NOON, Ran, machines, tree
from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.memory_journal import MemoryJournal
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes, Changes, Entry, FileKind, NewFile
from towpath.model.prompt import Choice, OverwriteAsked, Scope
from towpath.model.transfer import Amounts, Batch, Conflict, FileOutcome, Links, Options, Place
from towpath.transfer.batch import LEAST_AT_ONCE, BatchRun
from towpath.transfer.choices import Choices
from towpath.transfer.item import Item, ItemAct

# what a batch copies


def test_a_tree_arrives_with_times_and_modes_of_folders_too() -> None:
    source, destination = machines()
    for number in range(300):
        source.put(b"/src/%d/%d" % (number % 7, number), b"x" * number, mode=0o600 + number % 8, mtime=NOON + number)
    source.put(b"/src/link", b"0/0", kind=FileKind.LINK)
    source.folder(b"/src/0", mode=0o750, mtime=NOON - 5)
    source.folder(b"/src/0/closed", mode=0o500, mtime=NOON - 6)
    source.folder(b"/src", mtime=NOON - 7)
    ran = Ran(source, destination)
    assert ran.problem is None
    assert ran.failures == {}
    assert tree(destination, b"/dst/src") == tree(source, b"/src")
    there = destination.look(b"/dst/src")
    assert there is not None
    assert there.mtime == (NOON - 7) * SECOND
    size = sum(range(300))
    assert ran.amounts == Amounts(
        files_found=301, bytes_found=size, listed=True, files_done=301, bytes_done=size, bytes_sent=size
    )
    assert ran.outcome(b"/src/link") is FileOutcome.LINKED
    assert ran.outcome(b"/src/1") is FileOutcome.FOLDER
    assert ran.outcome(b"/src/1/8") is FileOutcome.STORED


def test_a_folder_that_closes_to_its_owner_is_filled_first() -> None:
    source, destination = machines()
    source.put(b"/src/a/b/c/x", b"1")
    for path in (b"/src/a/b/c", b"/src/a/b", b"/src/a"):
        source.folder(path, mode=0o500)
    assert Ran(source, destination).failures == {}
    assert tree(destination, b"/dst/src") == tree(source, b"/src")


def test_folders_are_finished_from_below() -> None:
    """One that lets nobody in can only be the last on its way."""
    finished: list[bytes] = []

    class Slow(MemoryFileSystem):
        async def set_attributes(self, path: bytes, changes: Changes, *, follow: bool = True) -> None:
            for _ in range(path.count(b"/")):
                await asyncio.sleep(0)
            await super().set_attributes(path, changes, follow=follow)
            finished.append(path)

    source, destination = MemoryFileSystem(), Slow(FAR)
    destination.folder(b"/dst")
    for path in (b"/src/a/b/c", b"/src/d", b"/src/e/f"):
        source.folder(path)
    assert Ran(source, destination).failures == {}
    depths = [path.count(b"/") for path in finished]
    assert depths == [5, 4, 4, 3, 3, 3, 2]


@pytest.mark.parametrize("many", [1, 10, 300])
def test_hard_links_stay_hard_links(many: int) -> None:
    source, destination = machines()
    source.put(b"/src/0", b"content")

    async def link() -> None:
        for number in range(1, many + 1):
            await source.link(b"/src/0", b"/src/%d" % number)

    asyncio.run(link())
    ran = Ran(source, destination)
    assert ran.failures == {}
    assert sorted(result.outcome for result in ran.results) == ["folder", *["linked"] * many, "stored"]
    assert len({id(destination._find(b"/dst/src/%d" % number, follow=False)) for number in range(many + 1)}) == 1


def test_names_that_a_shell_takes_for_those_of_one_file_are_not_believed() -> None:
    """It sees other files under these paths, as where SFTP is confined to a folder."""

    class Confined(MemoryFileSystem):
        async def hard_links_below(self, path: bytes) -> dict[bytes, tuple[int, int]]:
            return dict.fromkeys(await super().hard_links_below(path), (0, 1))

    source, destination = Confined(FAR), MemoryFileSystem()
    destination.folder(b"/dst")
    for number in range(4):
        source.put(b"/src/%d" % number, b"x" * (number // 2), mtime=NOON + number)
        asyncio.run(source.link(b"/src/%d" % number, b"/src/%d again" % number))
    assert Ran(source, destination).failures == {}
    assert tree(destination, b"/dst/src") == tree(source, b"/src")


def test_many_files_are_under_way_at_once() -> None:
    source = MemoryFileSystem()
    for number in range(200):
        source.put(b"/src/%d" % number, b"x")
    under_way = most = 0

    class Slow(MemoryFileSystem):
        async def write_file(self, new: NewFile) -> None:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            if under_way == LEAST_AT_ONCE:
                all_there.set()
            await asyncio.wait_for(all_there.wait(), 10)
            await super().write_file(new)
            under_way -= 1

    destination = Slow(FAR)
    destination.folder(b"/dst")
    all_there = asyncio.Event()
    assert Ran(source, destination).amounts.files_done == 200
    assert most == LEAST_AT_ONCE


def test_of_small_files_no_more_than_so_many_bytes_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.transfer.carry.MOST_IN_MEMORY", 50)
    source, destination = machines()
    for number in range(100):
        source.put(b"/src/%d" % number, b"ten bytes!")
    in_memory = most = 0

    def read(method: str, _path: bytes) -> None:
        nonlocal in_memory, most
        in_memory += 10 * (method == "read_file")
        most = max(most, in_memory)

    def written(method: str, _path: bytes) -> None:
        nonlocal in_memory
        in_memory -= 10 * (method == "write_file")

    source.before, destination.before = read, written
    assert Ran(source, destination).amounts.files_done == 100
    assert most == 50


def test_two_sources_of_one_name_are_not_mixed() -> None:
    source, destination = machines()
    contents = b"a" * 20_000_000, b"b" * 20_000_000
    for path, content in zip((b"/src/a", b"/src/b"), contents, strict=True):
        source.put(path, content, mtime=NOON)
    items = [
        Item(
            act=ItemAct.FILE,
            source=path,
            destination=b"/dst/x",
            attributes=source.look(path),
            replace=True,
        )
        for path in (b"/src/a", b"/src/b")
    ]
    assert Ran(source, destination, items=items).failures == {}
    assert destination.content(b"/dst/x") in contents


# where it goes (scp's rules are compared with scp itself in tests/cli)


@pytest.mark.parametrize(
    ("sources", "to", "stored"),
    [
        ([b"/f"], b"/dst", [b"/dst/f"]),
        ([b"/f"], b"/dst/", [b"/dst/f"]),
        ([b"/f"], b"/dst/new", [b"/dst/new"]),
        ([b"/f"], b"/new", [b"/new"]),
        ([b"/f", b"/g"], b"/dst", [b"/dst/f", b"/dst/g"]),
        ([b"/d"], b"/dst", [b"/dst/d", b"/dst/d/x"]),
        ([b"/d/"], b"/dst/new/", [b"/dst/new", b"/dst/new/x"]),
        ([b"/d/."], b"/dst", [b"/dst", b"/dst/x"]),
        ([b"/d"], b"", [b"/d", b"/d/x"]),
        ([b"d"], b"~", [b"/d", b"/d/x"]),
    ],
)
def test_destinations(sources: list[bytes], to: bytes, stored: list[bytes]) -> None:
    source, destination = MemoryFileSystem("a@b:22"), machines()[1]
    source.put(b"/f")
    source.put(b"/g")
    source.put(b"/d/x")
    ran = Ran(source, destination, *sources, to=to)
    assert ran.failures == {}
    assert sorted(result.destination for result in ran.results) == stored
    assert all(destination.look(path) for path in stored)


@pytest.mark.parametrize(
    ("sources", "to", "kind"),
    [
        ([b"/f"], b"/missing/new", ProblemKind.FILE_NOT_FOUND),
        ([b"/f"], b"/there/new", ProblemKind.NOT_A_FOLDER),
        ([b"/f"], b"/there/", ProblemKind.NOT_A_FOLDER),
        ([b"/f", b"/g"], b"/there", ProblemKind.NOT_A_FOLDER),
        ([b"/f", b"/g"], b"/missing", ProblemKind.FILE_NOT_FOUND),
    ],
)
def test_a_batch_without_a_destination_does_not_begin(sources: list[bytes], to: bytes, kind: ProblemKind) -> None:
    source, destination = machines()
    source.put(b"/f")
    source.put(b"/g")
    destination.put(b"/there", b"was there")
    before = tree(destination, b"")
    ran = Ran(source, destination, *sources, to=to)
    assert ran.problem is not None
    assert ran.problem.kind is kind
    assert ran.results == []
    assert tree(destination, b"") == before


def test_what_was_a_new_name_stays_one_when_the_batch_goes_on() -> None:
    source, destination = machines()
    for number in range(100):
        source.put(b"/src/%d" % number, b"x", mtime=NOON)
    journal = MemoryJournal()
    destination.fail_at(40, Problem(ProblemKind.LOST), for_good=True)
    first = Ran(source, destination, to=b"/dst/new", journal=journal)
    assert first.problem == Problem(ProblemKind.LOST)
    destination.mend()
    done = sum(result.outcome is FileOutcome.STORED for result in first.results)
    assert 0 < done < 100
    second = Ran(source, destination, to=b"/dst/new", journal=journal)
    assert second.failures == {}
    assert tree(destination, b"/dst/new") == tree(source, b"/src")
    assert second.amounts.files_done == 100
    assert second.amounts.bytes_sent <= 100 - done
    assert journal.flushed


def test_a_link_the_user_named_is_written_through_and_any_other_replaced() -> None:
    source, destination = machines()
    source.put(b"/src/f", b"new")
    for path in (b"/named", b"/dst/src/f"):
        destination.folder(b"/dst/src")
        destination.put(path, b"/precious", kind=FileKind.LINK)
    destination.put(b"/precious", b"old")
    Ran(source, destination, b"/src/f", to=b"/named")
    assert destination.content(b"/precious") == b"new"
    destination.put(b"/precious", b"old")
    Ran(source, destination)
    assert destination.content(b"/precious") == b"old"
    assert destination.content(b"/dst/src/f") == b"new"
    destination.put(b"/dst/f", b"/precious", kind=FileKind.LINK)
    Ran(source, destination, b"/src/f")
    assert destination.content(b"/precious") == b"old"
    assert destination.content(b"/dst/f") == b"new"


def test_a_source_cannot_have_its_own_link_followed() -> None:
    """A server that lists a name as a link, and then as a folder and a file, writes nowhere else."""

    class Liar(MemoryFileSystem):
        async def list(self, path: bytes) -> AsyncIterator[Sequence[Entry]]:
            if path == b"/src":
                yield [
                    Entry(name, Attributes(kind=kind))
                    for kind in (FileKind.LINK, FileKind.FOLDER, FileKind.FILE)
                    for name in (b"x", b"y")
                ]
            else:
                yield [Entry(b"evil", Attributes(kind=FileKind.FILE))]

        async def read_link(self, path: bytes) -> bytes:
            return b"/precious"

        async def read_file(self, path: bytes, most: int) -> tuple[bytes, Attributes]:
            return b"evil", Attributes(kind=FileKind.FILE, size=4)

    source, destination = Liar(FAR), MemoryFileSystem()
    source.folder(b"/src")
    destination.folder(b"/dst")
    destination.put(b"/precious/mine", b"mine")
    journal = MemoryJournal()
    for _ in range(3):
        Ran(source, destination, journal=journal)
        assert tree(destination, b"/precious").keys() == {b"/mine"}


# conflicts


def conflicting() -> tuple[MemoryFileSystem, MemoryFileSystem]:
    source, destination = machines()
    source.put(b"/src/newer", b"source", mtime=NOON + 60)
    source.put(b"/src/older", b"source", mtime=NOON - 60)
    source.put(b"/src/other", b"source of another size", mtime=NOON)
    source.put(b"/src/new", b"source", mtime=NOON)
    for name in (b"newer", b"older", b"other"):
        destination.put(b"/dst/src/" + name, b"theirs", mtime=NOON)
    return source, destination


@pytest.mark.parametrize(
    ("policy", "overwritten"),
    [
        (Conflict.OVERWRITE, {b"newer", b"older", b"other"}),
        (Conflict.NEWER, {b"newer"}),
        (Conflict.SIZE_DIFFERS, {b"other"}),
        (Conflict.SKIP, set()),
        (Conflict.RENAME, set()),
    ],
)
def test_policies(policy: Conflict, overwritten: set[bytes]) -> None:
    source, destination = conflicting()
    ran = Ran(source, destination, options=Options(conflict=policy))
    assert ran.failures == {}
    for name in (b"newer", b"older", b"other"):
        is_theirs = destination.content(b"/dst/src/" + name) == b"theirs"
        assert is_theirs is (name not in overwritten)
        beside = destination.content(b"/dst/src/" + name + b" (2)")
        assert beside == (source.content(b"/src/" + name) if policy is Conflict.RENAME else None)
    assert destination.content(b"/dst/src/new") == b"source"
    skipped = 0 if policy is Conflict.RENAME else 3 - len(overwritten)
    assert ran.amounts.files_skipped == skipped
    assert ran.amounts.files_done == 4
    assert [result.problem.kind for result in ran.results if result.problem] == [ProblemKind.FILE_EXISTS] * skipped


@pytest.mark.parametrize(("ahead", "overwritten"), [(0, True), (-1000, False), (1000, True)])
def test_newer_allows_for_clocks_that_differ(ahead: int, overwritten: bool) -> None:
    """Changed a minute later by the clocks' own times: which is no minute later where one of them is slow."""
    now = time.time()
    source, destination = MemoryFileSystem(), MemoryFileSystem(FAR, clock=lambda: now + ahead)
    source.put(b"/src/f", b"source", mtime=NOON + 60)
    destination.put(b"/dst/src/f", b"theirs", mtime=NOON)
    Ran(source, destination, options=Options(conflict=Conflict.NEWER))
    assert (destination.content(b"/dst/src/f") == b"source") is overwritten
    assert tree(destination, b"/dst").keys() == {b"/src", b"/src/f"}


def test_both_are_kept_under_the_first_free_number() -> None:
    source, destination = machines()
    source.put(b"/src/a.txt", b"mine")
    source.put(b"/src/a (3).txt", b"my third")
    destination.put(b"/dst/src/a.txt", b"theirs")
    destination.put(b"/dst/src/a (2).txt", b"their second")
    Ran(source, destination, options=Options(conflict=Conflict.RENAME))
    contents = {name: content for name, (*_, content) in tree(destination, b"/dst/src").items()}
    assert contents.pop(b"/a.txt") == b"theirs"
    assert contents.pop(b"/a (2).txt") == b"their second"
    assert set(contents.values()) == {b"mine", b"my third"}


def test_each_conflict_is_asked_for_and_the_rest_goes_on() -> None:
    source, destination = conflicting()
    answers = [Choice(conflict=Conflict.OVERWRITE), Choice(conflict=Conflict.SKIP), None]
    ran = Ran(source, destination, options=Options(conflict=Conflict.ASK), answers=answers)
    names = [asked.source.rpartition(b"/")[2] for asked in ran.asked]
    assert sorted(names) == [b"newer", b"older", b"other"]
    assert destination.content(b"/dst/src/new") == b"source"
    contents = [destination.content(b"/dst/src/" + name) for name in names]
    assert contents == [source.content(b"/src/" + names[0]), b"theirs", b"theirs"]
    kinds = [result.problem.kind for result in ran.results if result.outcome is FileOutcome.SKIPPED and result.problem]
    assert kinds == [ProblemKind.FILE_EXISTS, ProblemKind.NEEDS_ANSWER]


@pytest.mark.parametrize("conflict", [Conflict.OVERWRITE, Conflict.SKIP, Conflict.RENAME, Conflict.NEWER])
def test_one_answer_can_be_for_all(conflict: Conflict) -> None:
    source, destination = conflicting()
    ran = Ran(
        source,
        destination,
        options=Options(conflict=Conflict.ASK),
        answers=[Choice(conflict=conflict, scope=Scope.BATCH)],
    )
    assert len(ran.asked) == 1
    assert ran.failures == {}
    assert ran.amounts.files_done == 4
    overwritten = {Conflict.OVERWRITE: 3, Conflict.NEWER: 1}.get(conflict, 0)
    theirs = sum(destination.content(b"/dst/src/" + name) == b"theirs" for name in (b"newer", b"older", b"other"))
    assert theirs == 3 - overwritten


@pytest.mark.parametrize(
    ("scope", "asked", "others"),
    [
        (Scope.FOLDER, b"/dst/src/a/x.TXT", {b"/a/y.c", b"/a/deeper/x.txt"}),
        (Scope.FOLDER, b"/dst/src/top.c", {b"/a/y.c", b"/a/x.TXT", b"/a/deeper/x.txt", b"/ab/x.txt", b"/.txt"}),
        (Scope.TYPE, b"/dst/src/a/x.TXT", {b"/a/deeper/x.txt", b"/ab/x.txt"}),
        (Scope.TYPE, b"/dst/src/.txt", set()),
        (Scope.TYPE, b"/dst/src/top.c", {b"/a/y.c"}),
    ],
)
def test_one_answer_can_be_for_a_folder_or_a_type(scope: Scope, asked: bytes, others: set[bytes]) -> None:
    source, destination = machines()
    names = [b"/a/x.TXT", b"/a/y.c", b"/a/deeper/x.txt", b"/ab/x.txt", b"/.txt", b"/top.c"]
    for name in names:
        source.put(b"/src" + name, b"mine")
        destination.put(b"/dst/src" + name, b"theirs")

    first = asked.removeprefix(b"/dst/src")
    items = [
        Item(
            act=ItemAct.FILE,
            source=b"/src" + name,
            destination=b"/dst/src" + name,
            attributes=source.look(b"/src" + name),
            there=destination.look(b"/dst/src" + name),
        )
        for name in sorted(names, key=lambda name: name != first)
    ]
    skips = [Choice(conflict=Conflict.SKIP)] * (len(names) - 1 - len(others))
    answers = [Choice(conflict=Conflict.OVERWRITE, scope=scope), *skips]
    ran = Ran(source, destination, options=Options(conflict=Conflict.ASK), items=items, answers=answers)
    assert len(ran.asked) == len(answers)
    overwritten = {name for name in names if destination.content(b"/dst/src" + name) == b"mine"}
    assert overwritten == {first} | others


def test_of_two_answers_for_others_the_first_counts() -> None:
    choices = Choices(Conflict.ASK)
    choices.remember(Choice(conflict=Conflict.SKIP, scope=Scope.FOLDER), b"/dst/a/x.c")
    choices.remember(Choice(conflict=Conflict.OVERWRITE, scope=Scope.TYPE), b"/dst/b/x.c")
    assert choices.policy(b"/dst/a/y.C") is Conflict.SKIP
    assert choices.policy(b"/dst/b/y.C") is Conflict.OVERWRITE
    assert choices.policy(b"/dst/b/y") is Conflict.ASK
    choices.remember(Choice(conflict=Conflict.NEWER, scope=Scope.BATCH), b"/dst/b/y")
    assert choices.policy(b"/dst/a/y") is Conflict.SKIP
    assert choices.policy(b"/dst/b/y") is Conflict.NEWER


def test_what_was_decided_is_not_asked_again() -> None:
    source, destination = conflicting()
    journal = MemoryJournal()
    options = Options(conflict=Conflict.ASK)
    answers = [Choice(conflict=Conflict.SKIP), Choice(conflict=Conflict.OVERWRITE), Choice(conflict=Conflict.RENAME)]
    assert len(Ran(source, destination, options=options, answers=answers, journal=journal).asked) == 3
    before = tree(destination, b"/dst")
    again = Ran(source, destination, options=options, journal=journal)
    assert again.asked == []
    assert again.amounts.files_done == 4
    assert tree(destination, b"/dst") == before


@pytest.mark.parametrize("policy", [Conflict.SKIP, Conflict.RENAME, Conflict.ASK])
def test_a_file_that_came_after_the_listing_is_a_conflict_too(policy: Conflict) -> None:
    source, destination = machines()
    source.put(b"/src/a", b"mine")

    def came(method: str, path: bytes) -> None:
        if method == "write_file":
            destination.before = None
            destination.put(path, b"theirs")

    destination.before = came
    ran = Ran(source, destination, options=Options(conflict=policy), answers=[None])
    assert ran.failures == {}
    assert destination.content(b"/dst/src/a") == b"theirs"
    assert len(ran.asked) == (policy is Conflict.ASK)


def test_one_that_was_to_stand_beside_does_so_when_the_batch_goes_on() -> None:
    source, destination = MemoryFileSystem("a@b:22"), machines()[1]
    source.put(b"/src/f", b"mine" * 500_000, mtime=NOON)
    destination.put(b"/dst/src/f", b"theirs", mtime=NOON)
    journal, options = MemoryJournal(), Options(conflict=Conflict.RENAME)
    written = 0

    def lose(method: str, _path: bytes) -> None:
        nonlocal written
        written += method == "write"
        if written > 3:
            raise TowpathError(Problem(ProblemKind.LOST))

    destination.before = lose
    assert Ran(source, destination, journal=journal, options=options).problem == Problem(ProblemKind.LOST)
    destination.before = None
    assert Ran(source, destination, journal=journal, options=options).failures == {}
    assert destination.content(b"/dst/src/f") == b"theirs"
    assert destination.content(b"/dst/src/f (2)") == b"mine" * 500_000


# failures


def test_what_fails_by_itself_leaves_the_rest_alone() -> None:
    source, destination = machines()
    for name in (b"a", b"b", b"c/d", b"locked/x"):
        source.put(b"/src/" + name, b"1")
    source.put(b"/src/b", b"1", mode=0o000)
    source.put(b"/src/pipe", kind=FileKind.OTHER)
    destination.put(b"/dst/src/c", b"a file")
    destination.folder(b"/dst/src/locked", mode=0o500)
    ran = Ran(source, destination)
    assert ran.problem is None
    assert ran.failures == {
        b"/src/b": ProblemKind.PERMISSION_DENIED,
        b"/src/pipe": ProblemKind.SPECIAL_FILE,
        b"/src/c": ProblemKind.NOT_A_FOLDER,
        b"/src/locked/x": ProblemKind.PERMISSION_DENIED,
    }
    assert ran.amounts.files_failed == 4
    assert ran.amounts.files_done == 1
    assert destination.content(b"/dst/src/a") == b"1"


def test_a_folder_that_cannot_be_made_is_one_failure() -> None:
    source, destination = machines()
    for number in range(500):
        source.put(b"/src/sub/deeper/%d" % number, b"x")
    source.put(b"/src/fine", b"1")
    destination.folder(b"/dst/src", mode=0o755)

    def refuse(method: str, path: bytes) -> None:
        if method == "make_folder" and path == b"/dst/src/sub":
            raise TowpathError(Problem(ProblemKind.PERMISSION_DENIED, "sub"))

    destination.before = refuse
    ran = Ran(source, destination)
    assert ran.failures == {b"/src/sub": ProblemKind.PERMISSION_DENIED}
    assert ran.amounts.files_failed == 1
    assert ran.amounts.files_found == ran.amounts.files_done + 1
    assert destination.content(b"/dst/src/fine") == b"1"


def test_what_may_pass_is_tried_once_more_at_the_end() -> None:
    source, destination = machines()
    for number in range(20):
        source.put(b"/src/%02d" % number, b"x")
    tries: list[bytes] = []

    def fail(method: str, path: bytes) -> None:
        if method == "write_file":
            tries.append(path)
            if path in (b"/dst/src/03", b"/dst/src/04") and (path.endswith(b"4") or tries.count(path) == 1):
                raise TowpathError(Problem(ProblemKind.TIMED_OUT, "x"))

    destination.before = fail
    ran = Ran(source, destination)
    assert ran.failures == {b"/src/04": ProblemKind.TIMED_OUT}
    assert set(tries[-2:]) == {b"/dst/src/03", b"/dst/src/04"}
    assert len(tries) == 22
    assert ran.amounts.files_done == 19
    assert ran.outcome(b"/src/03") is FileOutcome.STORED


def test_a_second_try_looks_at_what_is_there_by_then() -> None:
    source, destination = machines()
    source.put(b"/src/a", b"mine")

    def fail(method: str, path: bytes) -> None:
        if method == "write_file":
            destination.before = None
            destination.put(path, b"theirs")
            raise TowpathError(Problem(ProblemKind.TIMED_OUT, "x"))

    destination.before = fail
    ran = Ran(source, destination, options=Options(conflict=Conflict.SKIP))
    assert ran.failures == {}
    assert ran.outcome(b"/src/a") is FileOutcome.SKIPPED
    assert destination.content(b"/dst/src/a") == b"theirs"


def test_small_files_find_room_when_a_large_one_has_given_up() -> None:
    source, destination = machines()
    destination.room = 400_000
    source.put(b"/src/large", b"x" * 500_000)
    for number in range(20):
        source.put(b"/src/%d" % number, b"x" * 10_000)
    full = 0

    def fill(method: str, path: bytes) -> None:
        nonlocal full
        if method == "write_file" and full < 20:
            full += 1
            raise TowpathError(Problem(ProblemKind.DISK_FULL, "x"))

    destination.before = fill
    ran = Ran(source, destination, options=Options(resume=False))
    assert ran.failures == {b"/src/large": ProblemKind.DISK_FULL}
    assert ran.amounts.files_done == 20


def test_a_source_that_vanished_is_its_own_failure() -> None:
    source, destination = machines()
    source.put(b"/src/a", b"x")
    source.put(b"/src/b", b"x")

    def vanish(method: str, path: bytes) -> None:
        if method == "read_file" and path == b"/src/a":
            source.before = None
            source._drop(path, frozenset({FileKind.FILE}))

    source.before = vanish
    assert Ran(source, destination).failures == {b"/src/a": ProblemKind.FILE_NOT_FOUND}
    assert destination.content(b"/dst/src/b") == b"x"


@pytest.mark.parametrize("kind", [ProblemKind.LOST, ProblemKind.STOPPED_ANSWERING, ProblemKind.SFTP_UNAVAILABLE])
@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("call", [1, 5, 20, 60])
def test_a_lost_machine_ends_the_run_and_the_next_goes_on(kind: ProblemKind, side: int, call: int) -> None:
    source, destination = MemoryFileSystem("a@b:22"), machines()[1]
    for number in range(50):
        source.put(b"/src/%d/%d" % (number % 3, number), b"x", mtime=NOON)
    machine = (source, destination)[side]
    journal = MemoryJournal()
    machine.fail_at(call, Problem(kind, machine.name), for_good=True)
    first = Ran(source, destination, journal=journal)
    assert first.problem == Problem(kind, machine.name)
    assert first.failures == {}
    machine.mend()
    second = Ran(source, destination, journal=journal)
    assert (second.problem, second.failures) == (None, {})
    assert second.amounts.files_done == 50
    assert tree(destination, b"/dst/src") == tree(source, b"/src")


def test_what_is_finished_but_gone_or_changed_is_stored_again() -> None:
    source, destination = machines()
    for name in (b"same", b"gone", b"changed", b"newer"):
        source.put(b"/src/" + name, b"12", mtime=NOON)
    journal = MemoryJournal()
    Ran(source, destination, journal=journal)
    destination._drop(b"/dst/src/gone", frozenset({FileKind.FILE}))
    destination.put(b"/dst/src/changed", b"34", mtime=NOON + 5)
    source.put(b"/src/newer", b"56", mtime=NOON + 5)
    again = Ran(source, destination, journal=journal)
    assert again.amounts.bytes_sent == 6
    assert tree(destination, b"/dst/src") == tree(source, b"/src")


@pytest.mark.parametrize("policy", [Conflict.OVERWRITE, Conflict.NEWER])
def test_what_is_finished_and_changed_at_the_source_is_decided_anew(policy: Conflict) -> None:
    source, destination = machines()
    source.put(b"/src/f", b"12", mtime=NOON)
    journal, options = MemoryJournal(), Options(conflict=policy)
    Ran(source, destination, journal=journal, options=options)
    source.put(b"/src/f", b"34", mtime=NOON + 5)
    Ran(source, destination, journal=journal, options=options)
    assert destination.content(b"/dst/src/f") == b"34"


def test_a_cancelled_run_leaves_nothing_running() -> None:
    source, destination = machines()
    for number in range(500):
        source.put(b"/src/%d" % number, b"x")

    async def cancelled() -> None:
        batch = Batch(id="b", sources=(Place("", b"/src"),), destination=Place("there", b"/dst"))

        async def ask(_asked: OverwriteAsked) -> Choice | None:
            return None

        some_done = asyncio.Event()
        run = BatchRun(batch, source, destination, MemoryJournal(), ask, lambda result: some_done.set())
        task = asyncio.create_task(run.run())
        await asyncio.wait_for(some_done.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert run.tally.amounts().files_done < 500

    asyncio.run(cancelled())


# items that are given


def test_deletions_wait_for_what_is_before_them_and_for_what_is_deeper() -> None:
    source, destination = machines()
    source.put(b"/src/new", b"new")
    for name in (b"old/a/1", b"old/a/2", b"old/b/1", b"file"):
        destination.put(b"/dst/" + name)

    def delete(path: bytes) -> Item:
        return Item(
            act=ItemAct.DELETE,
            source=b"/src" + path,
            destination=b"/dst" + path,
            there=destination.look(b"/dst" + path),
        )

    attributes = source.look(b"/src/new")
    copied = Item(act=ItemAct.FILE, source=b"/src/new", destination=b"/dst/new", attributes=attributes, replace=False)
    deletions = [
        delete(path) for path in (b"/old/a/1", b"/old/a/2", b"/old/b/1", b"/old/a", b"/old/b", b"/old", b"/file")
    ]
    ran = Ran(source, destination, items=[copied, *deletions])
    assert ran.failures == {}
    assert tree(destination, b"/dst").keys() == {b"/new"}
    assert [result.outcome for result in ran.results] == [FileOutcome.STORED, *[FileOutcome.DELETED] * 7]


def test_what_takes_the_place_of_something_deleted_waits_for_it() -> None:
    source, destination = machines()
    source.put(b"/src/x", b"new")
    destination.folder(b"/dst/x")
    gone = Item(act=ItemAct.DELETE, source=b"/src/x", destination=b"/dst/x", there=destination.look(b"/dst/x"))
    copied = Item(
        act=ItemAct.FILE, source=b"/src/x", destination=b"/dst/x", attributes=source.look(b"/src/x"), replace=False
    )
    assert Ran(source, destination, items=[gone, copied]).failures == {}
    assert destination.content(b"/dst/x") == b"new"


def test_a_folder_that_is_not_empty_stays() -> None:
    source, destination = machines()
    destination.put(b"/dst/d/x")
    gone = Item(act=ItemAct.DELETE, source=b"/src/d", destination=b"/dst/d", there=destination.look(b"/dst/d"))
    assert Ran(source, destination, items=[gone]).failures == {b"/src/d": ProblemKind.FOLDER_NOT_EMPTY}


def test_what_is_to_be_new_replaces_nothing() -> None:
    source, destination = machines()
    source.put(b"/src/x", b"new")
    destination.put(b"/dst/x", b"came meanwhile")
    attributes = source.look(b"/src/x")
    item = Item(act=ItemAct.FILE, source=b"/src/x", destination=b"/dst/x", attributes=attributes, replace=False)
    assert Ran(source, destination, items=[item]).failures == {b"/src/x": ProblemKind.FILE_EXISTS}
    assert destination.content(b"/dst/x") == b"came meanwhile"


def test_links_that_are_left_out_are_told() -> None:
    source, destination = machines()
    source.put(b"/src/l", b"x", kind=FileKind.LINK)
    ran = Ran(source, destination, options=Options(links=Links.SKIP))
    assert ran.outcome(b"/src/l") is FileOutcome.SKIPPED
    assert ran.amounts.files_skipped == 1
