"""The speed limit, by a clock that only sleeping moves."""

import asyncio
from collections.abc import Callable

import pytest

from tests.support.clock import HandClock
from towpath.transfer.pace import LONGEST_SLEEP, SMALLEST_PIECE, Pace


class Sleeper(HandClock):
    """Whose sleeps last a little too long, as real ones do."""

    def __init__(self, late: float = 0.0) -> None:
        super().__init__()
        self.late = late
        self.then: Callable[[], None] | None = None

    async def sleep(self, seconds: float) -> None:
        assert seconds <= LONGEST_SLEEP
        self.now += seconds + self.late
        if self.then:
            self.then()
        await asyncio.sleep(0)


def taken(pace: Pace, sleeper: Sleeper, count: int, piece: int) -> float:
    """Seconds until `count` bytes have gone, in pieces."""

    async def take() -> None:
        for _ in range(0, count, piece):
            await pace.take(piece)
        await pace.take(0)  # until the last piece is paid for

    began = sleeper.now
    asyncio.run(take())
    return sleeper.now - began


@pytest.mark.parametrize("late", [0.0, 0.004])
@pytest.mark.parametrize("piece", [1000, 65_536, 262_144])
def test_the_limit_is_kept_within_five_percent(piece: int, late: float) -> None:
    sleeper = Sleeper(late)
    pace = Pace(1_000_000, clock=sleeper.monotonic, sleep=sleeper.sleep)
    pieces = 4_000_000 // piece
    assert taken(pace, sleeper, pieces * piece, piece) == pytest.approx(pieces * piece / 1_000_000, rel=0.05)


def test_without_a_limit_nobody_waits() -> None:
    sleeper = Sleeper()
    pace = Pace(clock=sleeper.monotonic, sleep=sleeper.sleep)
    assert not pace.limited
    assert taken(pace, sleeper, 1 << 40, 1 << 30) == 0


def test_files_share_one_limit_and_take_turns() -> None:
    sleeper = Sleeper()
    pace = Pace(1_000_000, clock=sleeper.monotonic, sleep=sleeper.sleep)
    order: list[int] = []

    async def take(file: int) -> None:
        for _ in range(5):
            await pace.take(100_000)
            order.append(file)

    async def both() -> None:
        await asyncio.gather(take(1), take(2))
        await pace.take(0)

    began = sleeper.now
    asyncio.run(both())
    assert sleeper.now - began == pytest.approx(1.0, rel=0.06)
    assert order[2:8] in ([1, 2, 1, 2, 1, 2], [2, 1, 2, 1, 2, 1])


def test_what_was_not_used_is_not_saved_up() -> None:
    sleeper = Sleeper()
    pace = Pace(1_000_000, clock=sleeper.monotonic, sleep=sleeper.sleep)
    sleeper.now += 3600
    assert taken(pace, sleeper, 2_000_000, 100_000) == pytest.approx(2.0, rel=0.05)


def test_a_changed_limit_is_felt_by_who_waits() -> None:
    sleeper = Sleeper()
    pace = Pace(1000, clock=sleeper.monotonic, sleep=sleeper.sleep)
    sleeper.then = lambda: pace.set_limit(1_000_000)
    assert taken(pace, sleeper, 1_000_000, 100_000) < 2
    sleeper.then = lambda: pace.set_limit(0)
    pace.set_limit(1)
    assert taken(pace, sleeper, 1_000_000, 100_000) < 2
    assert not pace.limited


def test_a_slow_pace_is_taken_in_small_pieces() -> None:
    assert Pace().piece(262_144) == 262_144
    assert Pace(1_000_000).piece(262_144) == 100_000
    assert Pace(10).piece(262_144) == SMALLEST_PIECE
    assert Pace(1 << 30).piece(262_144) == 262_144
