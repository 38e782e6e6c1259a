"""Moves: the sources go when what was made of them is there, and nothing is ever lost on the way."""

import random
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.memory_batches import FAR, NOON, Ran, machines, tree
from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.memory_journal import MemoryJournal
from tests.support.memory_tree import Node
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.prompt import Choice
from towpath.model.transfer import Conflict, FileOutcome, Links, Options
from towpath.transfer.aim import DECISION

MOVE = Options(move=True)
LOST = Problem(ProblemKind.LOST)


def test_a_tree_is_moved_with_its_links_and_the_times_of_its_folders() -> None:
    source, destination = machines()
    for number in range(300):
        source.put(b"/src/%d/%d" % (number % 7, number), b"x" * number, mtime=NOON + number)
    source.put(b"/src/large", b"y" * 1_000_000, mtime=NOON)
    source.put(b"/src/link", b"0/0", kind=FileKind.LINK)
    source.put(b"/precious", b"z")
    source.put(b"/src/away", b"/precious", kind=FileKind.LINK)
    source.folder(b"/src/0", mode=0o750, mtime=NOON - 5)
    source.folder(b"/src", mtime=NOON - 7)
    before = tree(source, b"/src")
    ran = Ran(source, destination, options=MOVE)
    assert ran.failures == {}
    assert tree(destination, b"/dst/src") == before
    assert source.tree().keys() == {b"precious"}
    assert ran.amounts.files_done == ran.amounts.files_found == 303
    assert ran.outcome(b"/src/large") is FileOutcome.STORED


def test_what_is_skipped_fails_or_is_excluded_stays_with_its_folders() -> None:
    source, destination = machines()
    for name in (b"a/skipped", b"a/moved", b"b/unreadable", b"c/d/kept.o", b"e/moved"):
        source.put(b"/src/" + name, b"mine")
    source.put(b"/src/b/unreadable", b"mine", mode=0)
    source.put(b"/src/b/pipe", kind=FileKind.OTHER)
    destination.put(b"/dst/src/a/skipped", b"theirs")
    ran = Ran(source, destination, options=Options(move=True, conflict=Conflict.SKIP, excludes=("*.o",)))
    assert ran.failures.keys() == {b"/src/b/unreadable", b"/src/b/pipe"}
    kept = {b"a", b"a/skipped", b"b", b"b/unreadable", b"b/pipe", b"c", b"c/d", b"c/d/kept.o"}
    assert source.tree(b"/src").keys() == kept
    assert destination.content(b"/dst/src/a/skipped") == b"theirs"
    assert destination.content(b"/dst/src/e/moved") == b"mine"


def test_a_skipped_file_stays_when_the_batch_goes_on() -> None:
    source, destination = machines()
    source.put(b"/src/a", b"mine", mtime=NOON)
    destination.put(b"/dst/src/a", b"their", mtime=NOON)
    journal = MemoryJournal()
    for answer in ([Choice(conflict=Conflict.SKIP)], [Choice(conflict=Conflict.SKIP)]):
        options = Options(move=True, conflict=Conflict.ASK)
        assert Ran(source, destination, journal=journal, options=options, answers=answer).failures == {}
        assert source.content(b"/src/a") == b"mine"
        assert destination.content(b"/dst/src/a") == b"their"


def test_what_is_skipped_stays_though_the_same_is_there() -> None:
    source, destination = machines()
    source.put(b"/src/a", b"same", mtime=NOON)
    destination.put(b"/dst/src/a", b"same", mtime=NOON)
    Ran(source, destination, options=Options(move=True, conflict=Conflict.SKIP))
    assert source.content(b"/src/a") == destination.content(b"/dst/src/a") == b"same"


def test_what_only_looks_like_the_source_is_replaced_when_the_batch_goes_on() -> None:
    source, destination = machines()
    source.put(b"/src/begins", b"mine", mtime=NOON)
    source.put(b"/src/link", b"new", kind=FileKind.LINK)
    destination.put(b"/dst/src/begins", b"mine and more", mtime=NOON)
    destination.put(b"/dst/src/link", b"old", kind=FileKind.LINK)

    def lose(method: str, path: bytes) -> None:
        if method == "list":
            raise TowpathError(LOST)

    source.before = lose
    journal = MemoryJournal()
    assert Ran(source, destination, journal=journal, options=MOVE).problem == LOST
    source.before = None
    assert Ran(source, destination, journal=journal, options=MOVE).failures == {}
    assert destination.content(b"/dst/src/begins") == b"mine"
    assert bytes(destination.tree(b"/dst")[b"src/link"].content) == b"new"
    assert source.tree() == {}


@pytest.mark.parametrize("size", [10, 1_000_000])
@pytest.mark.parametrize("change", ["content", "replaced", "in place"])
def test_a_source_that_changed_after_it_was_copied_stays(size: int, change: str) -> None:
    source, destination = MemoryFileSystem(), machines()[1]
    source.put(b"/src/a", b"x" * size, mtime=NOON)

    def changes(method: str, path: bytes) -> None:
        if (method, path) in (("write_file", b"/dst/src/a"), ("rename", b"/dst/src/a")):
            if change == "in place":
                source.tree()[b"src/a"].content[:] = b"z" * size
                source.tree()[b"src/a"].mtime += SECOND
                return
            mtime = NOON if change == "replaced" else NOON + 1  # a file with the size and time of the other one
            source.put(b"/src/a", b"z" * size, mtime=mtime)

    destination.before = changes
    ran = Ran(source, destination, options=MOVE)
    assert ran.failures == {b"/src/a": ProblemKind.FILE_CHANGED}
    assert source.content(b"/src/a") == b"z" * size
    destination.before = None
    assert Ran(source, destination, options=MOVE).failures == {}
    assert destination.content(b"/dst/src/a") == b"z" * size
    assert source.tree() == {}


def test_a_source_that_cannot_be_removed_is_told() -> None:
    source, destination = machines()
    source.put(b"/src/locked/a", b"mine")
    source.folder(b"/src/locked", mode=0o500)
    ran = Ran(source, destination, options=MOVE)
    assert ran.failures == {b"/src/locked/a": ProblemKind.PERMISSION_DENIED}
    problems = [result.problem for result in ran.results if result.problem]
    assert [problem.subject for problem in problems] == ["/src/locked/a"]
    assert destination.content(b"/dst/src/locked/a") == source.content(b"/src/locked/a") == b"mine"


def test_a_source_that_went_by_itself_is_moved_all_the_same() -> None:
    source, destination = machines()
    source.put(b"/src/folder/a", b"mine")

    def be_faster(method: str, path: bytes) -> None:
        if (method, path) in (("remove", b"/src/folder/a"), ("remove_folder", b"/src/folder")):
            above, _, name = path.strip(b"/").rpartition(b"/")
            del source.tree()[above].names[name]

    source.before = be_faster
    ran = Ran(source, destination, options=MOVE)
    assert (ran.failures, ran.outcome(b"/src/folder/a")) == ({}, FileOutcome.STORED)
    assert source.tree() == {}


def test_a_machine_that_is_lost_before_the_source_is_removed_ends_the_batch() -> None:
    source, destination = machines()
    source.put(b"/src/a", b"mine")

    def lose(method: str, path: bytes) -> None:
        if method == "remove":
            raise TowpathError(LOST)

    source.before = lose
    ran = Ran(source, destination, options=MOVE)
    assert (ran.problem, ran.failures) == (LOST, {})


# one machine


def test_on_one_machine_a_folder_is_renamed_with_all_that_is_in_it() -> None:
    machine = MemoryFileSystem(FAR)
    for number in range(100):
        machine.put(b"/src/%d/%d" % (number % 7, number), b"x")
    machine.put(b"/file", b"y")
    machine.folder(b"/dst")
    before = tree(machine, b"/src")
    ran = Ran(machine, machine, b"/src", b"/file", options=MOVE)
    assert ran.failures == {}
    assert tree(machine, b"/dst/src") == before
    assert machine.content(b"/dst/file") == b"y"
    assert machine.tree(b"/").keys() == {b"dst"} | {b"dst/" + name for name in machine.tree(b"/dst")}
    assert machine.calls["rename"] == 2
    assert machine.calls["read_file"] == 0
    assert ran.outcome(b"/src") is FileOutcome.FOLDER
    assert ran.outcome(b"/file") is FileOutcome.STORED


def test_on_one_machine_only_what_has_a_namesake_is_copied() -> None:
    machine = MemoryFileSystem(FAR)
    for name in (b"both/mine", b"both/theirs", b"only/a", b"b"):
        machine.put(b"/src/" + name, b"mine")
    machine.put(b"/dst/src/both/theirs", b"theirs")
    ran = Ran(machine, machine, options=MOVE)
    assert ran.failures == {}
    assert machine.tree(b"/").keys() == {b"dst"} | {
        b"dst/src" + name for name in (b"", b"/b", b"/both", b"/both/mine", b"/both/theirs", b"/only", b"/only/a")
    }
    assert machine.content(b"/dst/src/both/theirs") == b"mine"
    assert machine.calls["read_file"] == 1


def test_on_one_machine_a_copy_leaves_its_source() -> None:
    machine = MemoryFileSystem(FAR)
    machine.put(b"/src/folder/a", b"mine")
    machine.put(b"/file", b"mine")
    machine.folder(b"/dst")
    assert Ran(machine, machine, b"/src", b"/file").failures == {}
    for path in (b"/src/folder/a", b"/file"):
        assert machine.content(path) == machine.content(b"/dst" + path) == b"mine"


def test_a_folder_of_which_something_stays_is_not_renamed() -> None:
    machine = MemoryFileSystem(FAR)
    machine.put(b"/src/folder/a", b"mine")
    machine.put(b"/src/folder/kept.o", b"mine")
    machine.folder(b"/dst")
    assert Ran(machine, machine, options=Options(move=True, excludes=("*.o",))).failures == {}
    assert machine.content(b"/src/folder/kept.o") == machine.content(b"/dst/src/folder/a") == b"mine"
    assert machine.look(b"/dst/src/folder/kept.o") is None


def test_a_folder_whose_links_are_followed_is_not_renamed() -> None:
    machine = MemoryFileSystem(FAR)
    machine.put(b"/precious", b"a")
    machine.put(b"/src/link", b"/precious", kind=FileKind.LINK)
    machine.put(b"/named", b"/precious", kind=FileKind.LINK)
    machine.folder(b"/dst")
    follow = Options(move=True, links=Links.FOLLOW)
    assert Ran(machine, machine, b"/src", b"/named", options=follow).failures == {}
    assert machine.content(b"/dst/src/link") == machine.content(b"/dst/named") == b"a"
    kept = machine.look(b"/named")
    assert kept is not None
    assert kept.kind is FileKind.LINK


def test_what_came_before_it_was_renamed_is_not_replaced() -> None:
    machine = MemoryFileSystem(FAR)
    machine.put(b"/a", b"mine")
    machine.folder(b"/dst")

    def come(method: str, path: bytes) -> None:
        if (method, path) == ("rename", b"/dst/a"):
            machine.before = None
            machine.put(b"/dst/a", b"theirs")

    machine.before = come
    ran = Ran(machine, machine, b"/a", options=Options(move=True, conflict=Conflict.SKIP))
    assert ran.failures == {}
    assert (machine.content(b"/a"), machine.content(b"/dst/a")) == (b"mine", b"theirs")


def test_what_cannot_be_renamed_is_copied() -> None:
    """Two disks of one machine."""
    machine = MemoryFileSystem(FAR)
    machine.put(b"/src/a/b", b"x")
    machine.put(b"/file", b"y" * 1_000_000)
    machine.folder(b"/dst")

    def refuse(method: str, path: bytes) -> None:
        if method == "rename" and path in (b"/dst/src", b"/dst/file"):
            machine.before = None if path == b"/dst/file" else refuse
            raise TowpathError(Problem(ProblemKind.FILE_FAILED, "", {"detail": "Failure"}))

    machine.before = refuse
    ran = Ran(machine, machine, b"/src", b"/file", options=MOVE)
    assert ran.failures == {}
    assert machine.tree(b"/").keys() == {b"dst", b"dst/src", b"dst/src/a", b"dst/src/a/b", b"dst/file"}


@pytest.mark.parametrize("sources", [[b"/d"], [b"/d/a"], [b"/to-d/a"], [b"/d/x/y"]])
@pytest.mark.parametrize("to", [b"/d/x", b"/to-d/x", b"/d", b"/", b"/d/x/y/"])
def test_nothing_is_lost_by_moving_it_into_itself_or_onto_itself(sources: list[bytes], to: bytes) -> None:
    machine = MemoryFileSystem()
    machine.put(b"/d/a", b"a")
    machine.put(b"/d/x/y/z", b"z")
    machine.put(b"/to-d", b"/d", kind=FileKind.LINK)
    Ran(machine, machine, *sources, to=to, options=MOVE)
    files = sorted(bytes(node.content) for node in machine.tree().values() if node.kind is FileKind.FILE)
    assert files == [b"a", b"z"]


def test_a_folder_is_not_moved_into_itself() -> None:
    machine = MemoryFileSystem()
    machine.put(b"/d/x/y", b"a")
    ran = Ran(machine, machine, b"/d", to=b"/d/x", options=MOVE)
    assert ran.failures == {b"/d": ProblemKind.NAME_IMPOSSIBLE}
    assert machine.content(b"/d/x/y") == b"a"


def test_of_two_names_of_one_file_that_of_the_source_goes() -> None:
    """As mv(1) does; a rename that was killed between link(2) and unlink(2) leaves it so."""
    machine = MemoryFileSystem()
    machine.put(b"/src/a", b"x")
    machine.folder(b"/dst")
    machine._add(b"/dst/a", machine.root.names[b"src"].names[b"a"])
    assert Ran(machine, machine, b"/src/a", options=MOVE).failures == {}
    assert machine.tree().keys() == {b"src", b"dst", b"dst/a"}


class Timeless(MemoryFileSystem):
    """Servers need not tell times."""

    def _attributes(self, node: Node, *, listed: bool = False) -> Attributes:
        return replace(super()._attributes(node, listed=listed), mtime=None, atime=None)


@pytest.mark.parametrize("size", [10, 1_000_000])
@pytest.mark.parametrize("kind", [MemoryFileSystem, Timeless])
def test_on_a_disk_that_two_machines_share_nothing_is_moved_onto_itself(
    size: int, kind: type[MemoryFileSystem]
) -> None:
    one, other = MemoryFileSystem("me@one:22"), kind("me@other:22")
    other.root = one.root
    one.put(b"/d/a", b"x" * size, mtime=NOON)
    journal = MemoryJournal()
    ran = Ran(one, other, b"/d", to=b"/d", exact=True, options=MOVE, journal=journal)
    assert ran.failures == {b"/d/a": ProblemKind.FILE_FAILED}
    record = journal.record(b"/d/a")
    assert record is None or record.finished, "the next run decides anew"
    assert {name: len(node.content) for name, node in one.tree(b"/d").items()} == {b"a": size}


@pytest.mark.parametrize("size", [10, 1_000_000])
@pytest.mark.parametrize("closed", [False, True])
def test_two_names_of_one_file_that_is_there_do_not_lose_each_other(size: int, closed: bool) -> None:
    """In place, as a copy is written into a file with other names, the second would go over the first."""
    source, destination = machines()
    source.put(b"/src/a", b"a" * size)
    source.put(b"/src/b", b"b" * size)
    destination.put(b"/dst/src/a", b"theirs")
    there = destination.root.names[b"dst"].names[b"src"].names
    destination._add(b"/dst/src/b", there[b"a"])
    there[b"a"].links = 2
    destination.folder(b"/dst/src", mode=0o555 if closed else 0o755)
    failures = Ran(source, destination, options=MOVE).failures
    if closed:  # for new files
        assert failures.keys() == {b"/src/a", b"/src/b"}
        assert destination.content(b"/dst/src/a") == b"theirs"
        assert source.content(b"/src/a") == b"a" * size
    else:
        assert failures == {}
        assert destination.content(b"/dst/src/a") == b"a" * size
        assert destination.content(b"/dst/src/b") == b"b" * size


class FoldingMachine(MemoryFileSystem):
    """A server whose disk takes names for the same that differ by case only, as those of macOS and Windows do."""

    def _by_names(self, names: Sequence[bytes]) -> Node | None:
        return super()._by_names([name.lower() for name in names])

    def _place(self, path: bytes) -> tuple[Node, bytes]:
        folder, name = super()._place(path)
        return folder, name.lower()


@pytest.mark.parametrize("sources", [[b"/src"], [b"/src/File", b"/src/file"]])
def test_names_that_a_server_takes_for_the_same_do_not_lose_each_other(sources: list[bytes]) -> None:
    source, destination = MemoryFileSystem(), FoldingMachine(FAR)
    source.put(b"/src/File", b"one")
    source.put(b"/src/file", b"two")
    destination.folder(b"/dst")
    ran = Ran(source, destination, *sources, options=MOVE)
    assert list(ran.failures.values()) == [ProblemKind.NAME_IMPOSSIBLE]
    nodes = [*source.tree().values(), *destination.tree().values()]
    assert sorted(bytes(node.content) for node in nodes if node.kind is FileKind.FILE) == [b"one", b"two"]


def test_the_mark_on_a_shared_disk_goes_with_the_next_run() -> None:
    one, other = MemoryFileSystem("me@one:22"), MemoryFileSystem("me@other:22")
    other.root = one.root
    one.put(b"/d/a", b"x", mtime=NOON)

    def lose(method: str, path: bytes) -> None:
        if method == "remove":
            raise TowpathError(LOST)

    other.before = lose
    journal = MemoryJournal()
    assert Ran(one, other, b"/d", to=b"/d", exact=True, options=MOVE, journal=journal).problem == LOST
    assert len(one.tree(b"/d")) == 2
    other.before = None
    Ran(one, other, b"/d", to=b"/d", exact=True, options=MOVE, journal=journal)
    assert one.tree(b"/d").keys() == {b"a"}


# links


def test_what_a_followed_link_leads_to_stays() -> None:
    source, destination = machines()
    source.put(b"/precious/sub/a", b"a")
    source.put(b"/other", b"b")
    source.put(b"/src/folder", b"/precious", kind=FileKind.LINK)
    source.put(b"/src/file", b"/other", kind=FileKind.LINK)
    source.put(b"/src/own", b"c")
    before = tree(source, b"")
    ran = Ran(source, destination, options=Options(move=True, links=Links.FOLLOW))
    assert ran.failures == {}
    before.pop(b"/src/own")
    after = tree(source, b"")
    assert after.keys() == before.keys()
    assert destination.content(b"/dst/src/folder/sub/a") == b"a"
    assert destination.content(b"/dst/src/own") == b"c"


@pytest.mark.parametrize("one", [True, False])
def test_a_followed_link_the_user_named_stays_too(one: bool) -> None:
    source, destination = machines()
    source.folder(b"/dst")
    source.put(b"/precious/a", b"a")
    source.put(b"/link", b"/precious", kind=FileKind.LINK)
    Ran(source, source if one else destination, b"/link/", options=MOVE)
    assert source.content(b"/precious/a") == b"a"
    assert (source if one else destination).content(b"/dst/link/a") == b"a"
    kept = source.look(b"/link")
    assert kept is not None
    assert kept.kind is FileKind.LINK


# nothing is ever lost


class Forgetful(MemoryJournal):
    """What was gathered when the program was killed is not on the disk: of all that is finished, only some."""

    def __init__(self, luck: random.Random, part: float = 0.5) -> None:
        super().__init__()
        self._luck = luck
        self._part = part

    def finished(self, source: bytes, size: int, mtime: int | None) -> None:
        if source == DECISION or self._luck.random() < self._part:
            super().finished(source, size, mtime)


NAMES = st.sampled_from([b"a", b"b", b"c.txt", b"d"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(b"/".join)
SIZES = st.sampled_from([0, 1, 10, 300_000])


def fill(machine: MemoryFileSystem, root: bytes, paths: Iterable[bytes], sizes: Iterable[int], salt: bytes) -> None:
    """Files of contents that no other one has, where the names are free."""
    for path, size in zip(paths, sizes, strict=False):
        whole = root + b"/" + path
        parts = whole.split(b"/")
        above = [machine.look(b"/".join(parts[:count])) for count in range(2, len(parts))]
        if machine.look(whole) is None and all(one is None or one.kind is FileKind.FOLDER for one in above):
            machine.put(whole, salt + path + b"." * size, mtime=NOON)


def contents(nodes: Iterable[tuple[bytes, Node]]) -> set[bytes]:
    """Of all files that have a name of their own."""
    found = ((name.rpartition(b"/")[2], node) for name, node in nodes if node.kind is FileKind.FILE)
    return {bytes(node.content) for name, node in found if not name.endswith(b".towpath")}


@pytest.mark.parametrize("policy", [Conflict.OVERWRITE, Conflict.SKIP])
@pytest.mark.parametrize("one", [True, False], ids=["one machine", "two machines"])
@pytest.mark.parametrize("done_first", [True, False])
@pytest.mark.parametrize("of_source", [True, False])
@pytest.mark.parametrize("remembers", [True, False])
def test_ended_at_any_call_a_move_goes_on_without_loss_or_double(
    policy: Conflict, one: bool, done_first: bool, of_source: bool, remembers: bool
) -> None:
    for number in range(1, 200):
        source = MemoryFileSystem(FAR)
        destination = source if one else MemoryFileSystem()
        source.put(b"/src/new", b"new", mtime=NOON)
        source.put(b"/src/folder/large", b"large" * 100_000, mtime=NOON)
        source.put(b"/src/link", b"new", kind=FileKind.LINK, mtime=NOON)
        source.put(b"/src/same", b"mine", mtime=NOON)
        source.put(b"/root", b"root", mtime=NOON)
        destination.put(b"/dst/src/same", b"thei", mtime=NOON)
        journal = MemoryJournal() if remembers else Forgetful(random.Random(), 0.0)  # noqa: S311
        options = Options(move=True, conflict=policy)
        (source if of_source else destination).fail_at(number, LOST, done_first=done_first, for_good=True)
        ended = Ran(source, destination, b"/src", b"/root", journal=journal, options=options).problem
        source.mend()
        destination.mend()
        assert Ran(source, destination, b"/src", b"/root", journal=journal, options=options).failures == {}, number
        stays = policy is Conflict.SKIP
        assert destination.content(b"/dst/src/same") == (b"thei" if stays else b"mine"), number
        assert source.content(b"/src/same") == (b"mine" if stays else None), number
        made = {b"src", b"root", b"src/new", b"src/link", b"src/same", b"src/folder", b"src/folder/large"}
        assert destination.tree(b"/dst").keys() == made, number
        assert destination.content(b"/dst/src/folder/large") == b"large" * 100_000
        left = {name for name in source.tree() if not name.startswith(b"dst")}
        assert left == ({b"src", b"src/same"} if stays else set()), number
        if ended is None:
            break
    assert number > 10


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    paths=st.lists(PATHS, min_size=1, max_size=8, unique=True),
    taken=st.lists(PATHS, max_size=4, unique=True),
    sizes=st.lists(SIZES, min_size=8, max_size=8),
    policy=st.sampled_from([Conflict.OVERWRITE, Conflict.SKIP, Conflict.NEWER, Conflict.RENAME, Conflict.ASK]),
    one=st.booleans(),
    whole_seconds=st.booleans(),
    ends=st.lists(st.tuples(st.booleans(), st.integers(1, 60), st.booleans()), max_size=4),
    seed=st.integers(0, 1000),
)
def test_every_byte_is_at_the_source_or_the_destination_at_any_time(
    paths: list[bytes],
    taken: list[bytes],
    sizes: list[int],
    policy: Conflict,
    one: bool,
    whole_seconds: bool,
    ends: list[tuple[bool, int, bool]],
    seed: int,
) -> None:
    source = MemoryFileSystem(FAR, whole_seconds=whole_seconds)
    destination = source if one else MemoryFileSystem()
    destination.folder(b"/dst")
    fill(source, b"/src", paths, sizes, b"mine ")
    fill(destination, b"/dst/src", taken, sizes[::-1], b"theirs ")
    mine = contents(source.tree(b"/src").items())
    theirs = contents(destination.tree(b"/dst").items())
    journal = Forgetful(random.Random(seed))  # noqa: S311

    def look(*_: object) -> None:
        assert mine <= contents([*source.tree().items(), *destination.tree().items()])

    source.before = destination.before = look
    options = Options(move=True, conflict=policy)
    answers = [Choice(conflict=Conflict.SKIP)] * 20
    for is_source, number, done_first in ends:
        machine = source if is_source else destination
        machine.fail_at(number, LOST, done_first=done_first, for_good=True)
        Ran(source, destination, journal=journal, options=options, answers=answers)
        machine.mend()
        look()
    last = Ran(source, destination, journal=journal, options=options, answers=answers)
    look()
    left = contents(source.tree(b"/src").items()) if source.look(b"/src") else set()
    there = contents(destination.tree(b"/dst").items())
    assert left.isdisjoint(there), "nothing is in two places"
    assert left | there >= mine
    if policy is not Conflict.OVERWRITE:
        assert there >= theirs
    if policy in (Conflict.OVERWRITE, Conflict.RENAME) and not last.failures:
        assert not left
        assert source.look(b"/src") is None
