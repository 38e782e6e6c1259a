"""Choosing from a plan: what the window shows as chosen is what the engine makes of it."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.transfer import HERE, Act, Comparison, Differ, Place, Plan, Step
from towpath.qt.synchronise.growing import PIECE, Growing
from towpath.qt.synchronise.plan_tree import Amount, Node, PlanTree, choices
from towpath.qt.synchronise.reasons import overwrites_newer, reason
from towpath.transfer.plan import edited

FOLDER = Attributes(kind=FileKind.FOLDER)
COMPARISON = Comparison(id="c", first=Place(HERE, b"/a"), second=Place("lab", b"/b"))


def file(size: int = 10, when: int = 100) -> Attributes:
    return Attributes(kind=FileKind.FILE, size=size, mtime=when * SECOND)


def copy(path: bytes, what: Attributes | None = None) -> Step:
    return Step(path=path, act=Act.COPY_UP, first=what or file())


def delete(path: bytes, what: Attributes | None = None) -> Step:
    return Step(path=path, act=Act.DELETE_SECOND, second=what or file())


def conflict(path: bytes) -> Step:
    return Step(path=path, act=Act.CONFLICT, first=file(1), second=file(2), why="they differ; the first is newer")


def tree(*steps: Step) -> PlanTree:
    made = PlanTree()
    made.add(steps)
    return made


def find(whole: PlanTree, path: bytes) -> Node:
    node = whole.root
    for name in path.split(b"/"):
        node = next(one for one in node.below if one.name == name)
    return node


def acts(whole: PlanTree, *steps: Step) -> list[Act]:
    """As the engine would carry them out; the tree must show the same."""
    plan = edited(Plan(comparison=COMPARISON, steps=steps), whole.changed())
    shown = [node.act for node in whole.root.subtree() if node.step]
    numbers = [node.number for node in whole.root.subtree() if node.step]
    by_number = dict(zip(numbers, shown, strict=True))
    engine = [step.act for step in plan.steps]
    assert [by_number[number] for number in range(len(steps))] == engine
    return engine


def test_folders_that_have_no_step_are_shown_too() -> None:
    whole = tree(copy(b"a/b/c"), copy(b"a/d"), delete(b"e"))
    assert [node.name for node in whole.root.below] == [b"a", b"e"]
    assert [node.name for node in find(whole, b"a").below] == [b"b", b"d"]
    assert find(whole, b"a/b").is_folder
    assert find(whole, b"a").in_all == find(whole, b"a").chosen == 2


def test_what_is_in_a_folder_that_is_not_made_is_not_copied() -> None:
    steps = copy(b"a", FOLDER), copy(b"a/b", FOLDER), copy(b"a/b/c"), copy(b"d")
    whole = tree(*steps)
    whole.tick(find(whole, b"a"), on=False)
    assert acts(whole, *steps) == [Act.NOTHING] * 3 + [Act.COPY_UP]
    whole.tick(find(whole, b"a/b/c"), on=True)
    assert acts(whole, *steps) == [Act.COPY_UP] * 4


def test_a_folder_stays_for_what_stays_in_it() -> None:
    steps = delete(b"a", FOLDER), delete(b"a/b"), delete(b"a/c")
    whole = tree(*steps)
    whole.tick(find(whole, b"a/b"), on=False)
    assert acts(whole, *steps) == [Act.NOTHING, Act.NOTHING, Act.DELETE_SECOND]
    assert (find(whole, b"a").chosen, find(whole, b"a").in_all) == (1, 3)
    whole.tick(find(whole, b"a"), on=True)
    assert acts(whole, *steps) == [Act.DELETE_SECOND] * 3


def test_what_replaces_something_goes_with_it() -> None:
    steps = delete(b"a", FOLDER), copy(b"a"), delete(b"a/b")
    for path, number in ((b"a", 0), (b"a/b", 2)):
        whole = tree(*steps)
        node = find(whole, path)
        assert node.number == number
        whole.tick(node, on=False)
        assert Act.COPY_UP not in acts(whole, *steps)


def test_a_conflict_is_decided_or_left() -> None:
    steps = conflict(b"a"), copy(b"b")
    whole = tree(*steps)
    node = find(whole, b"a")
    assert not node.can_be_ticked
    assert choices(node) == (Act.UPDATE_UP, Act.UPDATE_DOWN, Act.NOTHING)
    assert whole.amount() == Amount(copied=1, undecided=1, bytes_to_second=10)
    whole.decide(node, Act.UPDATE_DOWN)
    assert acts(whole, *steps) == [Act.UPDATE_DOWN, Act.COPY_UP]
    assert whole.amount() == Amount(copied=1, updated=1, bytes_to_first=2, bytes_to_second=10)
    assert (whole.root.chosen, whole.root.in_all) == (2, 2)
    whole.decide(node, Act.NOTHING)
    assert whole.amount().undecided == 0
    assert (whole.root.chosen, whole.root.in_all) == (1, 1)


def test_a_large_plan_grows_whole_and_once(qtbot: QtBot) -> None:
    steps = tuple(copy(b"%d" % number) for number in range(2 * PIECE + 3))
    grown: list[PlanTree] = []
    parent = QObject()
    Growing(Plan(comparison=COMPARISON, steps=steps), grown.append, parent)
    qtbot.wait_until(lambda: bool(grown))
    assert [whole.size for whole in grown] == [len(steps)]


def test_what_was_decided_stays_so_when_all_of_its_folder_is_chosen() -> None:
    steps = conflict(b"a/b"), copy(b"a/c"), conflict(b"a/d")
    whole = tree(*steps)
    whole.decide(find(whole, b"a/b"), Act.UPDATE_DOWN)
    whole.tick(find(whole, b"a/c"), on=False)
    whole.tick(find(whole, b"a"), on=True)
    assert acts(whole, *steps) == [Act.UPDATE_DOWN, Act.COPY_UP, Act.CONFLICT]


def test_files_are_counted_and_their_bytes_alone() -> None:
    whole = tree(
        copy(b"a", Attributes(kind=FileKind.FOLDER, size=4096)),
        copy(b"a/link", Attributes(kind=FileKind.LINK, size=7)),
        copy(b"a/file", file(10)),
        delete(b"gone", FOLDER),
        delete(b"gone/file"),
        Step(path=b"mine", act=Act.DELETE_FIRST, first=file()),
    )
    assert whole.amount() == Amount(copied=2, folders=1, deleted=3, deleted_first=1, bytes_to_second=10)


def test_what_is_in_the_way_is_decided_with_what_takes_its_place() -> None:
    steps = delete(b"a", Attributes(kind=FileKind.LINK)), copy(b"a")
    whole = tree(*steps)
    whole.decide(find(whole, b"a"), Act.NOTHING)
    assert acts(whole, *steps) == [Act.NOTHING, Act.NOTHING]
    whole.decide(find(whole, b"a"), Act.DELETE_SECOND)
    assert acts(whole, *steps) == [Act.DELETE_SECOND, Act.COPY_UP]


def test_a_folder_that_was_kept_for_something_is_not_deleted_for_a_copy() -> None:
    steps = delete(b"a", FOLDER), delete(b"a/b")
    whole = tree(*steps)
    whole.tick(find(whole, b"a"), on=False)
    whole.tick(find(whole, b"a/b"), on=True)
    assert acts(whole, *steps) == [Act.NOTHING, Act.DELETE_SECOND]


def test_folders_and_what_is_neither_cannot_be_decided_otherwise() -> None:
    device = Attributes(kind=FileKind.OTHER)
    whole = tree(
        Step(path=b"a", act=Act.CONFLICT, first=file(), second=device),
        copy(b"b", FOLDER),
        delete(b"c", FOLDER),
    )
    assert choices(find(whole, b"a")) == ()
    assert choices(find(whole, b"b")) == (Act.COPY_UP, Act.NOTHING)
    assert choices(find(whole, b"c")) == (Act.DELETE_SECOND, Act.NOTHING)


def test_a_file_that_only_one_side_has_can_be_deleted_instead() -> None:
    steps = copy(b"a"), copy(b"b", FOLDER), copy(b"b/c")
    whole = tree(*steps)
    assert choices(find(whole, b"a")) == (Act.COPY_UP, Act.DELETE_FIRST, Act.NOTHING)
    assert choices(find(whole, b"b/c")) == (Act.COPY_UP, Act.NOTHING)
    whole.decide(find(whole, b"a"), Act.DELETE_FIRST)
    assert acts(whole, *steps)[0] is Act.DELETE_FIRST
    assert whole.amount().deleted_first == 1


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (copy(b"a"), "Not on the right"),
        (delete(b"a"), "Not on the left"),
        (Step(path=b"a", act=Act.UPDATE_UP, first=file(10, 200), second=file(10, 100)), "Newer on the left"),
        (
            Step(path=b"a", act=Act.UPDATE_UP, first=file(10, 1), second=file(2_000)),
            "Newer on the right; 10 B against 2.0 kB",
        ),
        (Step(path=b"a", act=Act.UPDATE_UP, first=file(2_000), second=file(2_001)), "2000 against 2001 bytes"),
        (Step(path=b"a", act=Act.UPDATE_UP, first=file(), second=file()), "The contents differ"),
        (conflict(b"a"), "They differ; the left is newer"),
    ],
)
def test_every_step_says_why(step: Step, text: str) -> None:
    assert reason(step, Differ.TIME) == text


def test_what_is_lost_to_an_older_one_is_said() -> None:
    step = Step(path=b"a", act=Act.UPDATE_UP, first=file(10, 100), second=file(10, 200))
    assert overwrites_newer(step, Act.UPDATE_UP)
    assert not overwrites_newer(step, Act.UPDATE_DOWN)
    assert not overwrites_newer(step, Act.NOTHING)
    assert not overwrites_newer(copy(b"a"), Act.COPY_UP)


PATHS = sorted(
    {posixpath.join(*parts) for parts in (("a",), ("a", "b"), ("a", "b", "c"), ("a", "d"), ("e",), ("e", "f"))}
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Step, ...]:
    """What a comparison may find: below a folder that one side lacks, everything is lacking there."""
    steps: list[Step] = []
    fate: dict[str, Act | None] = {}
    for path in PATHS:
        above = path.rpartition("/")[0]
        has_below = any(other.startswith(path + "/") for other in PATHS)
        inherited = fate.get(above)
        if above and inherited is not None:
            act: Act | None = inherited
        else:
            act = draw(st.sampled_from([None, Act.COPY_UP, Act.DELETE_SECOND, *([] if has_below else [Act.CONFLICT])]))
        fate[path] = act
        what = FOLDER if has_below else file()
        if act is Act.COPY_UP:
            steps.append(copy(path.encode(), what))
        elif act is Act.DELETE_SECOND:
            steps.append(delete(path.encode(), what))
        elif act is Act.CONFLICT:
            steps.append(conflict(path.encode()))
    return tuple(steps)


@given(st.data())
def test_whatever_is_chosen_the_engine_does_as_shown(data: st.DataObject) -> None:
    steps = data.draw(plans())
    whole = tree(*steps)
    nodes = [node for node in whole.root.subtree() if node is not whole.root]
    for _ in range(data.draw(st.integers(0, 6)) if nodes else 0):
        node = data.draw(st.sampled_from(nodes), label="row")
        offered = choices(node)
        decides = data.draw(st.booleans())
        if offered and decides:
            whole.decide(node, data.draw(st.sampled_from(offered)))
        elif node.can_be_ticked:
            whole.tick(node, on=data.draw(st.booleans()))
        acts(whole, *steps)
        for one in whole.root.subtree():
            mine = [each for each in one.subtree() if each.step]
            assert one.chosen == sum(each.act not in (Act.NOTHING, Act.CONFLICT) for each in mine)
