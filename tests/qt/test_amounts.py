"""Rates, totals and times in words."""

import time

import pytest

from towpath.model.state import Traffic
from towpath.qt.amounts import ago, clock, rates, widest_rates


@pytest.mark.parametrize(
    ("down", "up", "text"),
    [
        (0, 0.5, ""),
        (1_240_000, 0, "↓ 1.2 MB/s  ↑ 0 B/s"),
        (999, 999_600, "↓ 999 B/s  ↑ 1.0 MB/s"),
        (12_340_000_000, 31_400, "↓ 12 GB/s  ↑ 31 kB/s"),
    ],
)
def test_rates(down: float, up: float, text: str) -> None:
    shown = rates(Traffic(down_rate=down, up_rate=up))
    assert shown == text
    assert len(shown) <= len(widest_rates()), "the row keeps room for it"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "just now"), (9.9, "just now"), (29, "20 s ago"), (61, "1 min ago"), (3599, "59 min ago"), (8000, "2 h ago")],
)
def test_ago(seconds: float, text: str) -> None:
    assert ago(seconds) == text


def test_the_clock_tells_the_day_when_it_is_another() -> None:
    at = time.mktime((2026, 3, 5, 14, 5, 0, 0, 0, -1))
    assert clock(at, at + 60) == "14:05"
    assert clock(at, at + 86400) == "2026-03-05 14:05"


@pytest.mark.parametrize("at", [1e13, -1e13, 9.2e9 * 1e9])
def test_a_file_may_claim_any_time(at: float) -> None:
    assert clock(at, 0) == "on an unknown day"
