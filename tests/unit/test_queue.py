"""Whose turn it is among the batches of the queue."""

import pytest

from towpath.model.transfer import HERE
from towpath.transfer.queue import Queued, turns


def batch(name: str, *connections: str, priority: int = 0, runs: bool = False) -> Queued:
    return Queued(id=name, connections=frozenset(connections), priority=priority, runs=runs)


def up(name: str, connection: str, *, priority: int = 0, runs: bool = False) -> Queued:
    """From this machine to another."""
    return batch(name, HERE, connection, priority=priority, runs=runs)


TABLE = {
    "nothing is there": ([], ""),
    "one": ([up("a", "x")], "a"),
    "two at once on a connection": ([up("a", "x"), up("b", "x"), up("c", "x")], "ab"),
    "what runs counts": ([up("a", "x"), up("b", "x"), up("c", "x", runs=True)], "a"),
    "full": ([up("a", "x"), up("b", "x", runs=True), up("c", "x", runs=True)], ""),
    "other connections are no obstacle": ([up("a", "x", runs=True), up("b", "x", runs=True), up("c", "y")], "c"),
    "in their order": ([up("c", "x"), up("b", "x"), up("a", "x")], "cb"),
    "higher priorities first": ([up("a", "x"), up("b", "x"), up("c", "x", priority=1)], "ca"),
    "lower ones last": ([up("a", "x", priority=-1), up("b", "x"), up("c", "x")], "bc"),
    "none is interrupted": ([up("a", "x", runs=True), up("b", "x", runs=True), up("c", "x", priority=9)], ""),
    "this machine alone": ([batch("a", HERE), batch("b", HERE), batch("c", HERE)], "ab"),
    "this machine is no lane for the others": (
        [batch("a", HERE), batch("b", HERE), up("c", "x"), up("d", "y")],
        "abcd",
    ),
    "between two connections it needs both": ([batch("a", "x", "y"), up("b", "y", runs=True)], "a"),
    "and waits for both": ([batch("a", "x", "y"), up("b", "y", runs=True), up("c", "y", runs=True)], ""),
    "who waits is not overtaken": (
        [batch("a", "x", "y"), up("b", "y", runs=True), up("c", "y", runs=True), up("d", "x"), up("e", "x")],
        "d",
    ),
    "within one connection it counts once": ([batch("a", "x"), batch("b", "x"), batch("c", "x")], "ab"),
}


@pytest.mark.parametrize(("queue", "begin"), TABLE.values(), ids=TABLE)
def test_turns(queue: list[Queued], begin: str) -> None:
    assert "".join(turns(queue)) == begin


def test_as_many_at_once_as_are_wished() -> None:
    queue = [up(name, "x") for name in "abc"]
    assert turns(queue, at_once=1) == ("a",)
    assert turns(queue, at_once=3) == ("a", "b", "c")
