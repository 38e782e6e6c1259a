"""Counters, rates and the time left, by a clock that only the test moves."""

import threading
from collections.abc import Callable

import pytest

from tests.support.clock import HandClock
from towpath.model.transfer import Amounts
from towpath.transfer.estimate import Estimate
from towpath.transfer.tally import WINDOW, Tally

MB = 1_000_000


def test_amounts_follow_a_file_from_found_to_stored() -> None:
    tally = Tally()
    tally.found(100)
    tally.found(50)
    tally.began(b"/a", 100, already=40)
    tally.moved(b"/a", 25)
    assert tally.amounts() == Amounts(files_found=2, bytes_found=150, bytes_done=65, bytes_sent=25)
    assert [(file.source, file.size, file.moved) for file in tally.active()] == [(b"/a", 100, 65)]
    tally.moved(b"/a", 35)
    tally.ended(b"/a")
    tally.stored(100)
    tally.failed(50)
    tally.listed()
    assert tally.amounts() == Amounts(
        files_found=2, bytes_found=150, listed=True, files_done=1, files_failed=1, bytes_done=100, bytes_sent=60
    )
    assert tally.active() == ()


def test_what_a_failed_file_sent_counts_as_sent_and_not_as_done() -> None:
    tally = Tally()
    tally.found(100)
    tally.began(b"/a", 100)
    tally.moved(b"/a", 70)
    tally.ended(b"/a")
    tally.failed(100)
    amounts = tally.amounts()
    assert (amounts.bytes_sent, amounts.bytes_done, amounts.files_failed) == (70, 0, 1)


def test_dropped_files_were_never_found() -> None:
    tally = Tally()
    tally.found(10)
    tally.dropped(10)
    assert tally.amounts() == Amounts()


def test_the_largest_files_under_way_are_shown() -> None:
    tally = Tally()
    for size in (5, 1, 9, 7):
        tally.began(b"/%d" % size, size)
    assert [file.size for file in tally.active(2)] == [9, 7]


def test_rates_are_those_of_the_last_seconds() -> None:
    clock = HandClock()
    tally = Tally(clock.monotonic)
    tally.found(1000 * MB)
    tally.began(b"/a", 1000 * MB)

    def second(count: int, files: int) -> None:
        clock.now += 1
        tally.moved(b"/a", count)
        for _ in range(files):
            tally.found(0)
            tally.stored(0)
        tally.rate()

    for _ in range(20):
        second(10 * MB, 100)
    assert tally.rate() == pytest.approx(10 * MB)
    assert tally.files_rate() == pytest.approx(100)
    for _ in range(int(WINDOW)):
        second(0, 0)
    assert tally.rate() == 0
    assert tally.files_rate() == 0


def test_a_burst_does_not_shake_the_rate() -> None:
    clock = HandClock()
    tally = Tally(clock.monotonic)
    tally.began(b"/a", 1000 * MB)
    rates = []
    for tick in range(200):  # 16 MB at once, once a second, looked at four times a second
        clock.now += 0.25
        tally.moved(b"/a", 16 * MB if tick % 4 == 0 else 0)
        rates.append(tally.rate())
    assert max(rates[40:]) < 1.3 * 16 * MB
    assert min(rates[40:]) > 0.7 * 16 * MB


def test_nothing_is_foretold_before_all_is_found_and_something_was_seen() -> None:
    clock = HandClock()
    tally = Tally(clock.monotonic)
    tally.found(10 * MB)
    tally.began(b"/a", 10 * MB)
    clock.now += 2
    tally.moved(b"/a", MB)
    assert tally.seconds_left() is None
    tally.listed()
    assert tally.seconds_left() == pytest.approx(18, rel=0.1)


def test_no_time_is_left_when_all_has_ended() -> None:
    tally = Tally()
    tally.found(5)
    tally.failed(5)
    tally.listed()
    assert tally.seconds_left() == 0


def run(estimate: Estimate, seconds: int, files: int, size: int) -> None:
    for _ in range(seconds * 4):
        estimate.learn(0.25, files // 4, size // 4)


@pytest.mark.parametrize(
    ("phases", "left", "takes"),
    [
        pytest.param([(10, 0, 100 * MB)], (1, 1000 * MB), 10, id="a large file goes by its bytes"),
        pytest.param([(10, 2000, 4 * MB)], (20_000, 40 * MB), 10, id="small files go by their number"),
        pytest.param([(10, 2000, 4 * MB), (10, 0, 100 * MB)], (1, 1000 * MB), 10, id="a large one after small ones"),
        pytest.param([(10, 0, 100 * MB), (10, 2000, 4 * MB)], (2000, 4 * MB), 1, id="small ones after a large one"),
        pytest.param(
            [(10, 2000, 4 * MB), (10, 0, 100 * MB), (5, 1000, 52 * MB)], (4000, 508 * MB), 7, id="both are left"
        ),
    ],
)
def test_files_and_bytes_both_take_time(
    phases: list[tuple[int, int, int]], left: tuple[int, int], takes: float
) -> None:
    estimate = Estimate()
    for phase in phases:
        run(estimate, *phase)
    assert estimate.seconds(*left) == pytest.approx(takes, rel=0.25)


def test_a_link_that_became_slower_is_believed() -> None:
    estimate = Estimate()
    run(estimate, 60, 0, 100 * MB)
    run(estimate, 90, 0, 10 * MB)
    assert estimate.seconds(1, 100 * MB) == pytest.approx(10, rel=0.4)


def test_a_pause_costs_time_and_no_more() -> None:
    estimate = Estimate()
    run(estimate, 10, 0, 10 * MB)
    run(estimate, 10, 0, 0)
    run(estimate, 1, 0, 10 * MB)
    left = estimate.seconds(1, 10 * MB)
    assert left is not None
    assert 1 < left < 3


def test_a_reader_never_sees_half_a_change() -> None:
    """What was sent never gets less, and no file is there twice, whenever the reader looks."""
    tally = Tally()
    end = threading.Event()
    wrong: list[Amounts] = []

    def read() -> None:
        last = 0
        while not end.is_set():
            amounts = tally.amounts()
            tally.active()
            if not last <= amounts.bytes_sent <= 3 * 20_000:
                wrong.append(amounts)
            last = amounts.bytes_sent

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(20_000):
        source = b"%d" % (number % 7)
        tally.began(source, 3)
        tally.moved(source, 3)
        tally.ended(source)
    end.set()
    reader.join()
    assert wrong == []
    assert tally.amounts().bytes_sent == 60_000


def test_counting_is_cheap() -> None:
    """A file has a budget of microseconds; a lock per count would show."""
    tally = Tally()

    def file() -> None:
        tally.found(1)
        tally.sent(1)
        tally.stored(1)

    assert seconds_each(file) < 20e-6


def seconds_each(work: Callable[[], None]) -> float:
    import timeit

    return min(timeit.repeat(work, number=2000, repeat=3)) / 2000
