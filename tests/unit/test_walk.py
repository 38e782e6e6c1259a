"""What a batch finds: order, links, names that are not trusted, and how little of it is held at once."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence

import pytest

from tests.support.memory_filesystem import MemoryFileSystem
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import Links, Options
from towpath.transfer.aim import Aim
from towpath.transfer.item import Item, ItemAct
from towpath.transfer.same_name import folded
from towpath.transfer.walk import PIECE, PIECES_AHEAD, Walk

FAR = "someone@far:22"


def aim(source: bytes = b"/src", destination: bytes = b"/dst") -> Aim:
    return Aim(source=source, destination=destination, named=True, opened=False, folder=False)


def walked(
    source: MemoryFileSystem,
    destination: MemoryFileSystem,
    options: Options = Options(),  # noqa: B008 - frozen
    aims: Sequence[Aim] = (aim(),),
    left_out: Collection[bytes] = (),
) -> list[Item]:
    async def walk() -> list[Item]:
        return [item async for item in Walk(source, destination, options, left_out=left_out).items(aims)]

    return asyncio.run(walk())


def by_name(items: Sequence[Item]) -> dict[bytes, Item]:
    """By the path below the source."""
    assert len({item.source for item in items}) == len(items)
    return {item.source.removeprefix(b"/src"): item for item in items}


def problems(items: Sequence[Item]) -> dict[bytes, ProblemKind]:
    return {name: item.problem.kind for name, item in by_name(items).items() if item.problem}


class LyingFileSystem(MemoryFileSystem):
    """Lists what it is told to."""

    def __init__(self, listed: dict[bytes, Sequence[Entry]]) -> None:
        super().__init__(FAR)
        self.listed = listed

    async def list(self, path: bytes) -> AsyncIterator[Sequence[Entry]]:
        yield self.listed[path]


class FoldingFileSystem(MemoryFileSystem):
    """Finds names whatever their case is, as the disks of macOS and Windows do."""

    async def stat(self, path: bytes, *, follow: bool = True) -> Attributes:
        return await super().stat(path.lower(), follow=follow)


def entry(name: bytes, kind: FileKind = FileKind.FILE) -> Entry:
    return Entry(name, Attributes(kind=kind))


def test_a_folder_comes_before_what_is_in_it_and_each_thing_once() -> None:
    source = MemoryFileSystem()
    for number in range(40):
        source.put(b"/src/%d/%d/f" % (number % 4, number))
    items = walked(source, MemoryFileSystem(FAR))
    assert len(items) == 1 + 4 + 40 + 40
    assert len({item.source for item in items}) == len(items)
    seen = {b""}
    for item in items:
        assert item.destination.rpartition(b"/")[0] in seen
        assert item.destination == item.source.replace(b"/src", b"/dst", 1)
        if item.act is ItemAct.FOLDER:
            seen.add(item.destination)


def test_what_is_there_is_known_by_one_listing_per_folder_and_none_for_new_ones() -> None:
    source, destination = MemoryFileSystem(), MemoryFileSystem(FAR)
    for name in (b"a", b"b", b"old/c", b"new/d", b"new/deep/e"):
        source.put(b"/src/" + name)
    destination.put(b"/dst/a", b"four")
    destination.put(b"/dst/old/other")
    listed: list[bytes] = []
    destination.before = lambda method, path: listed.append(path) if method == "list" else None
    items = by_name(walked(source, destination))
    assert set(listed) == {b"/dst", b"/dst/old"}
    there = items[b"/a"].there
    assert there is not None
    assert there.size == 4
    assert items[b"/b"].there is None
    assert items[b"/b"].looked
    assert items[b"/new/deep/e"].there is None
    assert destination.calls["stat"] <= 2


def test_a_folder_there_that_cannot_be_listed_leaves_the_question_open() -> None:
    source, destination = MemoryFileSystem(), MemoryFileSystem(FAR)
    source.put(b"/src/a")
    destination.folder(b"/dst", mode=0o300)
    assert not by_name(walked(source, destination))[b"/a"].looked


@pytest.mark.parametrize("depth", [1, 3])
def test_little_is_held_while_nobody_takes_it(depth: int) -> None:
    source = MemoryFileSystem()
    for number in range(20_000):
        source.put(b"/src" + b"/d" * depth + b"/%d" % number)

    async def first() -> int:
        items = Walk(source, MemoryFileSystem(FAR), Options()).items([aim()])
        for _ in range(depth + 2):
            await anext(items)
        for _ in range(5000):
            await asyncio.sleep(0)
        listed = source.calls["list"]
        await items.aclose()
        return listed

    # The listing of this machine comes in sevens; the first file is out before the rest was asked for.
    assert asyncio.run(first()) < PIECES_AHEAD + 20 < 20_000 / PIECE


def test_links_are_kept_followed_or_left_out() -> None:
    source = MemoryFileSystem()
    source.put(b"/src/file", b"12345")
    source.put(b"/elsewhere/inner", b"1")
    source.put(b"/src/to-file", b"file", kind=FileKind.LINK)
    source.put(b"/src/to-folder", b"/elsewhere", kind=FileKind.LINK)
    source.put(b"/src/nowhere", b"missing", kind=FileKind.LINK)
    far = MemoryFileSystem(FAR)
    kept = by_name(walked(source, far, Options(links=Links.KEEP)))
    assert {name for name, item in kept.items() if item.act is ItemAct.LINK} == {
        b"/to-file",
        b"/to-folder",
        b"/nowhere",
    }
    followed = walked(source, far, Options(links=Links.FOLLOW))
    assert problems(followed) == {b"/nowhere": ProblemKind.FILE_NOT_FOUND}
    items = by_name(followed)
    assert items[b"/to-file"].act is ItemAct.FILE
    attributes = items[b"/to-file"].attributes
    assert attributes is not None
    assert attributes.size == 5
    assert items[b"/to-folder/inner"].destination == b"/dst/to-folder/inner"
    skipped = by_name(walked(source, far, Options(links=Links.SKIP)))
    assert {name for name, item in skipped.items() if item.act is ItemAct.SKIP} == {
        b"/to-file",
        b"/to-folder",
        b"/nowhere",
    }


@pytest.mark.parametrize(
    ("links", "loops"),
    [
        ({b"/src/a/up": b".."}, 1),
        ({b"/src/a/self": b"self"}, 1),
        ({b"/src/a/to-b": b"../b", b"/src/b/to-a": b"../a"}, 2),
        ({b"/src/a/root": b"/"}, 1),
    ],
)
def test_loops_end(links: dict[bytes, bytes], loops: int) -> None:
    source = MemoryFileSystem()
    source.put(b"/src/a/x")
    source.put(b"/src/b/y")
    for path, target in links.items():
        source.put(path, target, kind=FileKind.LINK)
    items = walked(source, MemoryFileSystem(FAR), Options(links=Links.FOLLOW))
    assert list(problems(items).values()) == [ProblemKind.LINK_LOOP] * loops
    assert {b"/a/x", b"/b/y"} <= by_name(items).keys()
    assert len(items) < 20  # not as deep as a machine follows links


def test_special_files_and_unreadable_folders_fail_by_themselves() -> None:
    source = MemoryFileSystem()
    source.put(b"/src/pipe", kind=FileKind.OTHER)
    source.put(b"/src/locked/x")
    source.folder(b"/src/locked", mode=0o300)
    source.put(b"/src/fine")
    items = walked(source, MemoryFileSystem(FAR))
    assert {(item.source, item.problem.kind) for item in items if item.problem} == {
        (b"/src/pipe", ProblemKind.SPECIAL_FILE),
        (b"/src/locked", ProblemKind.PERMISSION_DENIED),
    }
    assert b"/src/fine" in {item.source for item in items if item.act is ItemAct.FILE}


def test_a_folder_and_a_file_do_not_take_each_others_place() -> None:
    source, destination = MemoryFileSystem(), MemoryFileSystem(FAR)
    source.put(b"/src/a")
    source.put(b"/src/b/x")
    source.put(b"/src/c/x")
    source.put(b"/src/l", b"a", kind=FileKind.LINK)
    destination.folder(b"/dst/a")
    destination.put(b"/dst/b")
    destination.put(b"/dst/c", b"/elsewhere", kind=FileKind.LINK)
    destination.folder(b"/dst/l")
    items = walked(source, destination)
    assert problems(items) == {
        b"/a": ProblemKind.IS_A_FOLDER,
        b"/b": ProblemKind.NOT_A_FOLDER,
        b"/c": ProblemKind.NOT_A_FOLDER,
        b"/l": ProblemKind.IS_A_FOLDER,
    }
    assert b"/b/x" not in by_name(items)


@pytest.mark.parametrize("name", [b"", b".", b"..", b"../../x", b"/etc/passwd", b"a/b", b"nul\0"])
def test_a_hostile_listing_leads_nowhere(name: bytes) -> None:
    source = LyingFileSystem({b"/src": [entry(name), entry(name, FileKind.FOLDER), entry(b"fine")]})
    source.folder(b"/src")
    items = walked(source, MemoryFileSystem())
    assert [item.destination for item in items if item.act is not ItemAct.FAIL] == [b"/dst", b"/dst/fine"]
    assert {item.problem.kind for item in items if item.problem} == {ProblemKind.NAME_IMPOSSIBLE}


def test_excludes_begin_at_the_source() -> None:
    source = MemoryFileSystem()
    for name in (b"build/x", b"sub/build/y", b"a.o", b"sub/b.o", b"node_modules/z", b"keep"):
        source.put(b"/src/" + name)
    items = by_name(walked(source, MemoryFileSystem(FAR), Options(excludes=("/build", "*.o", "node_modules/"))))
    assert items.keys() == {b"", b"/sub", b"/sub/build", b"/sub/build/y", b"/keep"}


def test_names_that_a_disk_takes_for_the_same_do_not_overwrite_each_other() -> None:
    source, destination = MemoryFileSystem(FAR), FoldingFileSystem()
    for name in (b"README", b"readme", b"other"):
        source.put(b"/src/" + name)
    destination.put(b"/dst/other")
    items = walked(source, destination)
    assert [item.problem.kind for item in items if item.problem] == [ProblemKind.NAME_IMPOSSIBLE]
    assert sum(item.act is ItemAct.FILE for item in items) == 2
    strict = MemoryFileSystem()
    strict.folder(b"/dst")
    assert problems(walked(source, strict)) == {}


def test_folded_names() -> None:
    assert folded("Ä".encode()) == folded("A\u0308".encode()) == folded("ä".encode())
    assert folded(b"A\xff") == folded(b"a\xff")
    assert folded(b"a") != folded(b"b")


def test_nothing_below_what_is_left_out_is_listed() -> None:
    source = MemoryFileSystem()
    source.put(b"/src/a/deep/x")
    source.put(b"/src/b/y")
    items = by_name(walked(source, MemoryFileSystem(FAR), left_out={b"/dst/a"}))
    assert items.keys() == {b"", b"/a", b"/b", b"/b/y"}


def test_sources_are_taken_one_by_one() -> None:
    source, destination = MemoryFileSystem(), MemoryFileSystem(FAR)
    source.put(b"/one/f", b"1")
    source.put(b"/two/f", b"2")
    aims = [aim(b"/one/f", b"/dst/f"), aim(b"/missing", b"/dst/missing"), aim(b"/two/f", b"/dst/f")]
    items = walked(source, destination, aims=aims)
    assert [item.problem.kind if item.problem else item.act for item in items] == [
        ItemAct.FILE,
        ProblemKind.FILE_NOT_FOUND,
        ProblemKind.NAME_IMPOSSIBLE,
    ]


def test_a_folder_is_not_copied_into_itself() -> None:
    machine = MemoryFileSystem()
    machine.put(b"/src/x")
    machine.folder(b"/src/sub")
    machine.put(b"/link", b"/src/sub", kind=FileKind.LINK)
    for destination in (b"/src/sub/src", b"/src", b"/link/src"):
        items = walked(machine, machine, aims=[aim(b"/src", destination)])
        assert [item.problem.kind for item in items if item.problem] == [ProblemKind.NAME_IMPOSSIBLE]
    assert walked(machine, machine, aims=[aim(b"/src", b"/src2")])[0].act is ItemAct.FOLDER


def test_a_folder_is_a_failure_unless_wanted() -> None:
    source = MemoryFileSystem()
    source.put(b"/src/x")
    items = walked(source, MemoryFileSystem(FAR), Options(recursive=False))
    assert [item.problem.kind for item in items if item.problem] == [ProblemKind.IS_A_FOLDER]
    assert len(items) == 1


@pytest.mark.parametrize("call", range(1, 12))
@pytest.mark.parametrize("side", [0, 1])
def test_a_lost_machine_ends_the_walk(side: int, call: int) -> None:
    source, destination = MemoryFileSystem("a@b:22"), MemoryFileSystem(FAR)
    for number in range(30):
        source.put(b"/src/%d/f" % (number % 5))
        destination.put(b"/dst/%d/f" % (number % 5))
    machine = (source, destination)[side]
    machine.fail_at(call, Problem(ProblemKind.LOST, machine.name), for_good=True)
    with pytest.raises(TowpathError) as caught:
        walked(source, destination)
    assert caught.value.problem.kind is ProblemKind.LOST
