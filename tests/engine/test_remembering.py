"""What the window remembers: told at once, written every few seconds, and at the end."""

from tests.engine.conftest import StartBench
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.engine.remembering import WRITE_SECONDS
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, RememberedChanged
from towpath.model.remembered import Remember, Remembered


def wide(number: int) -> Remembered:
    return Remembered(geometry=str(number))


def test_many_changes_are_written_once(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(clock=clock)
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    for number in range(100):
        assert b.do(Remember(remembered=wide(number))) is None
        assert b.do(Remember(remembered=wide(number))) is None
    assert seen == [RememberedChanged(wide(number)) for number in range(100)]
    assert b.engine.snapshot().remembered == wide(99)
    assert b.remembered.saved == 0
    b.move_on(clock, WRITE_SECONDS)
    wait_for(lambda: b.remembered.saved, what="it to be written")
    assert (b.remembered.saved, b.remembered.remembered) == (1, wide(99))
    b.do(Remember(remembered=wide(100)))
    b.move_on(clock, WRITE_SECONDS)
    wait_for(lambda: b.remembered.saved == 2, what="it to be written")
    b.engine.stop()
    assert (b.remembered.saved, b.remembered.remembered) == (2, wide(100))


def test_the_last_change_is_written_at_the_end(bench: StartBench) -> None:
    b = bench()
    b.do(Remember(remembered=wide(1)))
    b.engine.stop()
    assert b.remembered.remembered == wide(1)
    again = bench(remembered=b.remembered)
    assert again.engine.snapshot().remembered == wide(1)


def test_what_cannot_be_written_is_no_trouble(bench: StartBench) -> None:
    b = bench()
    b.remembered.broken = Problem(ProblemKind.FILE_UNWRITABLE, "remembered.json", {"detail": "disk full"})
    b.do(Remember(remembered=wide(1)))
    b.engine.stop()
    assert b.engine.snapshot().notices == ()
    assert b.remembered.saved == 0
