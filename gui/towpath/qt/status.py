"""States in words. The shape comes from `icons.status_icon`, the colour from `theme.status_colour`."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, ForwardState, Snapshot, Status
from towpath.model.words import explain


def _tr(text: str) -> str:
    return QCoreApplication.translate("Status", text)


def word(status: Status) -> str:
    """The one word (or few) for a state."""
    return {
        Status.OFF: _tr("OFF"),
        Status.CONNECTING: _tr("CONNECTING"),
        Status.WAITING_FOR_USER: _tr("WAITING FOR YOU"),
        Status.WAITING_FOR_NETWORK: _tr("WAITING FOR NETWORK"),
        Status.UP: _tr("UP"),
        Status.DEGRADED: _tr("DEGRADED"),
        Status.RETRYING: _tr("RETRYING"),
        Status.FAILED: _tr("FAILED"),
    }[status]


def active(status: Status) -> bool:
    """Up or on its way: a click takes it down."""
    return status not in (Status.OFF, Status.FAILED)


def retry_text(state: ConnectionState | ForwardState) -> str:
    """`next try in 12 s`, empty while nothing is waiting."""
    if state.status != Status.RETRYING or not state.retry_at:
        return ""
    seconds = max(0, math.ceil(state.retry_at - time.time()))
    return _tr("next try in {seconds} s").format(seconds=seconds)


def touch_text(state: ConnectionState) -> str:
    """Empty unless a login waits for a finger."""
    return _tr("touch your security key") if state.touch else ""


def can_retry(state: ConnectionState) -> bool:
    """Something of it waits for a moment that the user need not wait for."""
    waits = (Status.RETRYING, Status.WAITING_FOR_NETWORK)
    return state.status in waits or any(forward.status in waits for forward in state.forwards)


def lost_login(state: ConnectionState) -> Problem | None:
    """The loss of a session that only the user can log in to again; its subject is the machine."""
    problem = state.problem
    if state.status is Status.WAITING_FOR_USER and problem and problem.kind is ProblemKind.LOGIN_NEEDED:
        return problem
    return None


def reason(state: ConnectionState) -> str:
    """Why a connection is not simply up, on one line; empty when there is nothing to say."""
    words = explain(state.problem) if state.problem and state.status != Status.OFF else None
    parts = [touch_text(state), retry_text(state), (words.why or words.what) if words else ""]
    return "; ".join(part for part in parts if part)


def overall_status(states: Iterable[ConnectionState]) -> Status:
    """The state that most wants to be seen."""
    order = (
        Status.WAITING_FOR_USER,
        Status.FAILED,
        Status.DEGRADED,
        Status.RETRYING,
        Status.WAITING_FOR_NETWORK,
        Status.CONNECTING,
        Status.UP,
    )
    present = {state.status for state in states}
    return next((status for status in order if status in present), Status.OFF)


def overall_text(snapshot: Snapshot) -> str:
    """One line for the status bar and the tray: `2 of 5 up, 1 failed`."""
    states = [state.status for state in snapshot.connections]
    if not states:
        return _tr("No connections yet")
    if not any(state != Status.OFF for state in states):
        return _tr("All connections are off")
    up = sum(state in (Status.UP, Status.DEGRADED) for state in states)
    parts = [_tr("{up} of {all} up").format(up=up, all=len(states))]
    for status, text in (
        (Status.WAITING_FOR_USER, _tr("{n} waiting for you")),
        (Status.FAILED, _tr("{n} failed")),
        (Status.DEGRADED, _tr("{n} degraded")),
        (Status.RETRYING, _tr("{n} retrying")),
        (Status.CONNECTING, _tr("{n} connecting")),
        (Status.WAITING_FOR_NETWORK, _tr("{n} waiting for the network")),
    ):
        if count := states.count(status):
            parts.append(text.format(n=count))
    parts += [text for text in (touch_text(state) for state in snapshot.connections) if text][:1]
    return ", ".join(parts)
