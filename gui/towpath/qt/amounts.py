"""Rates, totals and times as people read them, short enough for a row."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication

from towpath.model.state import Snapshot, Traffic
from towpath.model.text import size


def _tr(text: str) -> str:
    return QCoreApplication.translate("Amounts", text)


def rates(traffic: Traffic) -> str:
    """`↓ 1.2 MB/s  ↑ 30 kB/s`; empty while nothing moves."""
    if traffic.down_rate < 1 and traffic.up_rate < 1:
        return ""
    return _tr("↓ {down}/s  ↑ {up}/s").format(down=size(traffic.down_rate), up=size(traffic.up_rate))


def widest_rates() -> str:
    """The longest text that `rates` makes, to keep room for."""
    return rates(Traffic(down_rate=888e6, up_rate=888e6))


def total_rates(snapshot: Snapshot) -> str:
    """The rates of all forwards together."""
    traffics = [forward.traffic for state in snapshot.connections for forward in state.forwards]
    return rates(Traffic(down_rate=sum(t.down_rate for t in traffics), up_rate=sum(t.up_rate for t in traffics)))


def totals(traffic: Traffic) -> str:
    """What went through since it came up, in a sentence."""
    text = _tr("{down} received and {up} sent since it came up; connections: {open} open, {all} in all")
    return text.format(down=size(traffic.down), up=size(traffic.up), open=traffic.open, all=traffic.connections)


def ago(seconds: float) -> str:
    """`just now`, `20 s ago`, `5 min ago`: coarse, so that it seldom changes."""
    if seconds < 10:
        return _tr("just now")
    if seconds < 60:
        return _tr("{n} s ago").format(n=int(seconds // 10) * 10)
    if seconds < 3600:
        return _tr("{n} min ago").format(n=int(seconds // 60))
    return _tr("{n} h ago").format(n=int(seconds // 3600))


def clock(at: float, now: float) -> str:
    """`14:05`, with the date in front when it is another day's."""
    try:
        then = dt.datetime.fromtimestamp(at)  # noqa: DTZ006  # the clock on the wall
    except (OverflowError, ValueError, OSError):  # a file may claim any time
        return _tr("on an unknown day")
    today = dt.datetime.fromtimestamp(now).date()  # noqa: DTZ006
    return then.strftime("%H:%M" if then.date() == today else "%Y-%m-%d %H:%M")


def duration(seconds: float) -> str:
    """`12 s`, `3 min`, `2 h 05 min`: coarse, so that it seldom changes."""
    whole = max(1, round(seconds))
    if whole < 60:
        return _tr("{n} s").format(n=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return _tr("{n} min").format(n=minutes)
    return _tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def time_left(seconds: float) -> str:
    """`2 min left`."""
    return _tr("{time} left").format(time=duration(seconds))
