"""A plan as a tree of folders, of which a person chooses what shall be done. Pure: no widgets.

What is chosen always makes sense as a whole, by the same rules as the engine's (`transfer.plan.edited`): nothing is
copied into a folder that is not, a folder is kept when something in it is, and what replaces something goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from towpath.model.filesystem import Attributes, FileKind
from towpath.model.transfer import Act, Step

COPIES = frozenset({Act.COPY_UP, Act.COPY_DOWN})
UPDATES = frozenset({Act.UPDATE_UP, Act.UPDATE_DOWN})
DELETIONS = frozenset({Act.DELETE_FIRST, Act.DELETE_SECOND})
_IDLE = frozenset({Act.NOTHING, Act.CONFLICT})
_TO_FIRST = frozenset({Act.COPY_DOWN, Act.UPDATE_DOWN})


class Node:
    """A name in the tree: a step, or a folder that has some below it."""

    __slots__ = ("above", "act", "below", "chosen", "in_all", "key", "name", "number", "place", "step", "twin")

    def __init__(self, name: bytes, above: Node | None, step: Step | None = None, number: int = -1) -> None:
        self.name = name
        self.above = above
        self.step = step
        self.number = number
        """Of the step in the plan."""
        self.act = step.act if step else Act.NOTHING
        """What is to be done now."""
        self.below: list[Node] = []
        self.key = 0
        """Its number in the whole tree (`PlanTree.nodes`)."""
        self.place = 0
        """Its number among those of the same folder."""
        self.twin: Node | None = None
        """The other step of the same path: what is deleted for what takes its place."""
        self.in_all = 0
        """Steps here and below that could be chosen with a tick."""
        self.chosen = 0
        """Those of them that are."""

    @property
    def can_be_ticked(self) -> bool:
        """A conflict has to be decided first."""
        return self.in_all > 0

    @property
    def is_folder(self) -> bool:
        return self.step is None or _is_folder(self.step)

    def subtree(self) -> Iterator[Node]:
        """It and all below."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.below


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """What is going to be done."""

    copied: int = 0
    updated: int = 0
    deleted: int = 0
    """Files, links and folders."""
    deleted_first: int = 0
    """Those of them in the first place."""
    folders: int = 0
    """To be made, which are not among those that are copied."""
    undecided: int = 0
    bytes_to_first: int = 0
    bytes_to_second: int = 0

    @property
    def nothing(self) -> bool:
        """Not a single step."""
        return not (self.copied or self.updated or self.deleted or self.folders)


class PlanTree:
    """Grows step by step (a plan may have very many), and is then chosen from."""

    def __init__(self) -> None:
        self.root = Node(b"", None)
        self.nodes = [self.root]
        self._folders: dict[bytes, Node] = {}
        self._last: Node | None = None
        self._of: list[Node] = []
        """The node of each step."""

    @property
    def size(self) -> int:
        """How many steps it has."""
        return len(self._of)

    def add(self, steps: Iterable[Step]) -> None:
        """The next ones, in the plan's order: folders before what is in them."""
        for step in steps:
            self._add(step)

    def _add(self, step: Step) -> None:
        above = self._folder(step.path.rpartition(b"/")[0]) if step.path else self.root
        node = self._hang(Node(step.path.rpartition(b"/")[2], above, step, len(self._of)), above)
        self._of.append(node)
        if self._last and self._last.step and self._last.step.path == step.path:
            node.twin, self._last.twin = self._last, node
        self._last = node
        if _is_folder(step):
            self._folders[step.path] = node
        if step.act not in _IDLE:
            _count(node, 1, 1)

    def _folder(self, path: bytes) -> Node:
        """The node of a folder, made where no step is about it."""
        missing: list[bytes] = []
        while path not in self._folders:
            if not path:
                return self._make(self.root, missing)
            missing.append(path)
            path = path.rpartition(b"/")[0]
        return self._make(self._folders[path], missing)

    def _make(self, node: Node, paths: list[bytes]) -> Node:
        for path in reversed(paths):
            self._folders[path] = node = self._hang(Node(path.rpartition(b"/")[2], node), node)
        return node

    def _hang(self, node: Node, above: Node) -> Node:
        node.key, node.place = len(self.nodes), len(above.below)
        self.nodes.append(node)
        above.below.append(node)
        return node

    # --- choosing

    def tick(self, node: Node, *, on: bool) -> None:
        """Do, or leave, this and everything below it."""
        for one in _with_twin(node):
            for each in one.subtree():
                if each.step:
                    _set(each, (each.step.act if each.act in _IDLE else each.act) if on else Act.NOTHING)
        self._agree(node)

    def decide(self, node: Node, act: Act) -> None:
        """Do something else with one step: one of `choices`."""
        if node.below or node.twin:
            self.tick(node, on=act is not Act.NOTHING)
        else:
            _set(node, act)
            self._agree(node)

    def changed(self) -> dict[int, Act]:
        """The steps, by their place in the plan, that shall do something else than it says."""
        return {node.number: node.act for node in self._of if node.step and node.act is not node.step.act}

    def amount(self) -> Amount:
        """What is chosen now."""
        counts = {"copied": 0, "updated": 0, "deleted": 0, "deleted_first": 0, "folders": 0, "undecided": 0}
        moved = {"bytes_to_first": 0, "bytes_to_second": 0}
        for node in self._of:
            step, act = node.step, node.act
            if step is None or act is Act.NOTHING:
                continue
            if act is Act.CONFLICT:
                counts["undecided"] += 1
            elif act in DELETIONS:
                counts["deleted"] += 1
                counts["deleted_first"] += act is Act.DELETE_FIRST
            elif _is_folder(step):
                counts["folders"] += 1
            else:
                counts["copied" if act in COPIES else "updated"] += 1
                source = step.second if act in _TO_FIRST else step.first
                moved["bytes_to_first" if act in _TO_FIRST else "bytes_to_second"] += _size(source)
        return Amount(**counts, **moved)

    def _agree(self, node: Node) -> None:
        """What is above goes along: a folder is made for what comes into it, and kept for what stays in it."""
        stays = any(each.act not in DELETIONS for one in _with_twin(node) for each in one.subtree() if each.step)
        comes = any(each.act not in _IDLE | DELETIONS for one in _with_twin(node) for each in one.subtree())
        above = node.above
        while above is not None:
            if above.step and stays and above.act in DELETIONS:
                for one in _with_twin(above):
                    _set(one, Act.NOTHING)
            if above.step and comes and above.act is Act.NOTHING and above.step.act not in DELETIONS:
                for one in _with_twin(above):
                    _set(one, one.step.act if one.step else Act.NOTHING)
            above = above.above


def choices(node: Node) -> tuple[Act, ...]:
    """What can be done with a step: what the plan says, and what a person may want instead."""
    step = node.step
    if step is None:
        return ()
    if step.first is not None and step.second is not None:
        kinds = {step.first.kind, step.second.kind}
        if FileKind.FOLDER in kinds or FileKind.OTHER in kinds:  # what is in the way is deleted by a step of its own
            return () if step.act is Act.CONFLICT else (step.act, Act.NOTHING)
        return (Act.UPDATE_UP, Act.UPDATE_DOWN, Act.NOTHING)
    if node.is_folder or node.twin or (node.above and node.above.step):  # its folder may not be on the other side
        return (step.act, Act.NOTHING)
    if step.first is not None:
        return (Act.COPY_UP, Act.DELETE_FIRST, Act.NOTHING)
    return (Act.COPY_DOWN, Act.DELETE_SECOND, Act.NOTHING)


def _with_twin(node: Node) -> tuple[Node, ...]:
    return (node, node.twin) if node.twin else (node,)


def _set(node: Node, act: Act) -> None:
    was, node.act = node.act, act
    step = node.step
    if step is None:
        return
    could = step.act not in _IDLE or was not in _IDLE
    can = step.act not in _IDLE or act not in _IDLE
    _count(node, can - could, (act not in _IDLE) - (was not in _IDLE))


def _count(node: Node, in_all: int, chosen: int) -> None:
    """Steps here, and so in everything above."""
    one: Node | None = node
    while one is not None and (in_all or chosen):
        one.in_all += in_all
        one.chosen += chosen
        one = one.above


def _is_folder(step: Step) -> bool:
    """Whether what is copied or deleted is one."""
    moved = step.first if step.act in (Act.COPY_UP, Act.UPDATE_UP, Act.DELETE_FIRST) else step.second
    return moved is not None and moved.kind is FileKind.FOLDER


def _size(attributes: Attributes | None) -> int:
    return attributes.size if attributes is not None and attributes.kind is FileKind.FILE else 0
