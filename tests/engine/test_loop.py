"""The engine's thread, with a clock that only a test moves."""

import threading
from collections.abc import Callable, Iterator

import pytest

from tests.support.clock import HandClock
from towpath.engine.loop import Loop, Timer


class HandLoop:
    """A loop on a hand clock."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.done: list[str] = []
        self.loop = Loop(lambda: None, self.clock)

    def note(self, text: str) -> Callable[[], None]:
        return lambda: self.done.append(text)

    def later(self, seconds: float, text: str) -> list[Timer]:
        """Have it noted later; the timer is in the list once the loop has settled."""
        timers: list[Timer] = []
        self.loop.post(lambda: timers.append(self.loop.later(seconds, self.note(text))))
        return timers

    def move_on(self, seconds: float) -> None:
        """Let time pass, and the loop see it."""
        self.clock.now += seconds
        self.settle()

    def settle(self) -> None:
        """Wait until the loop has done what is due."""
        for _ in range(2):  # the first wakes the loop to look at its timers, the second finds them done
            seen = threading.Event()
            self.loop.post(seen.set)
            assert seen.wait(10)


@pytest.fixture
def hand() -> Iterator[HandLoop]:
    made = HandLoop()
    made.loop.start()
    yield made
    made.loop.stop(5)


def test_timers_run_when_due_the_earliest_first(hand: HandLoop) -> None:
    hand.later(2, "late")
    hand.later(1, "early")
    hand.settle()
    assert hand.done == []
    hand.move_on(1)
    assert hand.done == ["early"]
    hand.move_on(1)
    assert hand.done == ["early", "late"]


def test_a_cancelled_timer_does_nothing(hand: HandLoop) -> None:
    cancelled = hand.later(1, "never")
    hand.later(2, "yes")
    hand.settle()
    hand.loop.post(cancelled[0].cancel)
    hand.move_on(3)
    assert hand.done == ["yes"]


def test_work_runs_in_the_order_it_was_posted(hand: HandLoop) -> None:
    for number in range(100):
        hand.loop.post(hand.note(str(number)))
    hand.settle()
    assert hand.done == [str(number) for number in range(100)]


@pytest.mark.expects_log("unexpected error in the engine")
def test_faulty_work_does_not_end_the_loop(hand: HandLoop) -> None:
    def faulty() -> None:
        raise ValueError

    hand.loop.post(faulty)
    hand.loop.post(hand.note("next"))
    hand.settle()
    assert hand.done == ["next"]


def test_a_time_too_far_for_the_system_is_waited_for_all_the_same(hand: HandLoop) -> None:
    """A configuration may say any number of seconds."""
    hand.later(1e12, "late")
    hand.settle()
    hand.move_on(1e12)
    assert hand.done == ["late"]
