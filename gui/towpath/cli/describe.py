"""Forwards and states in a line of plain words, as all verbs print them."""

from __future__ import annotations

import time

from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.forward import Forward, ForwardKind
from towpath.model.state import ConnectionState, ForwardState, Status, Traffic
from towpath.model.text import size
from towpath.model.words import explain
from towpath.model.words import line as in_words

SHARED = "shared with the network"
CONNECTED = (Status.UP, Status.DEGRADED)
COMES_BACK = (Status.RETRYING, Status.WAITING_FOR_NETWORK)
"""States that end without anybody's doing."""


def ends(state: ForwardState, connection: Connection) -> str:
    """Where it listens and where it leads: `127.0.0.1:8080 -> intranet:80`, `localhost:3838 on inner -> 127.0.0.1:22`,
    `SOCKS proxy 127.0.0.1:1080`; and a mark when other machines can reach it."""
    forward, listens = state.forward, str(state.listens)
    if forward.kind is ForwardKind.DYNAMIC:
        text = f"SOCKS proxy {listens}" + (f" for {forward.user}" if forward.user else "")
    elif forward.kind is ForwardKind.REMOTE:
        text = f"{listens} on {connection.target.host} -> {forward.target}"
    else:
        text = f"{listens} -> {forward.target}"
    return text + (f" ({SHARED})" if state.is_shared else "")


def name_of(forward: Forward) -> str:
    """For a column of names: its label, or at least its kind."""
    return forward.label or f"-{forward.kind.value}"


def share_warning(forward: Forward) -> str:
    """For who makes a forward that others can use, perhaps without meaning it."""
    where = "the server's network" if forward.kind is ForwardKind.REMOTE else "this machine's network"
    return f"towpath: warning: {forward.name} is shared: whoever can reach {where} can use it"


def traffic(state: ForwardState) -> str:
    """`1.2 MB down at 30 kB/s, 3 kB up, 2 open`; empty before anything went through."""
    now = state.traffic
    if now == Traffic():
        return ""
    return f"{_flow(now.down, now.down_rate)} down, {_flow(now.up, now.up_rate)} up, {now.open} open"


def _flow(count: int, rate: float) -> str:
    return size(count) + (f" at {size(rate)}/s" if rate >= 1 else "")


def reason(state: ConnectionState | ForwardState) -> str:
    """Why it is as it is, what it waits for, and the last thing that went wrong if that is over."""
    waits = waiting_for(state)
    parts = []
    if state.problem:
        # What it does by itself needs no advice.
        parts.append(reason_without_advice(state.problem) if state.status in COMES_BACK else in_words(state.problem))
    if waits:
        parts.append(waits)
    if isinstance(state, ForwardState) and state.last_error and state.last_error != state.problem:
        parts.append(f"last error {clock(state.last_error_at)}: {reason_without_advice(state.last_error)}")
    return "; ".join(parts)


def reason_beside_forwards(state: ConnectionState) -> str:
    """The same, where a line for each of its forwards tells what is wrong with that one."""
    of_forward = state.status is Status.DEGRADED and any(f.problem == state.problem for f in state.forwards)
    return "" if of_forward else reason(state)


def reason_below(forward: ForwardState, state: ConnectionState) -> str:
    """A forward's reason, where a line for its connection tells what keeps all of them from being up."""
    return "" if state.status not in CONNECTED and forward.problem == state.problem else reason(forward)


def reason_without_advice(problem: Problem) -> str:
    """What is wrong, for what needs nobody to do anything."""
    words = explain(problem)
    return ": ".join(text for text in (words.what, words.why) if text)


def waiting_for(state: ConnectionState | ForwardState) -> str:
    """`next try in 12 s, 3 tries so far`; empty where it waits for nothing of its own."""
    parts = []
    if state.retry_at:
        parts.append(f"next try in {max(0, round(state.retry_at - time.time()))} s")
    if isinstance(state, ConnectionState):
        if state.touch:
            parts.append("touch your security key")
        elif state.status is Status.WAITING_FOR_USER and not state.problem:
            parts.append("a question is open")
        if state.tries:
            parts.append(f"{state.tries} {'try' if state.tries == 1 else 'tries'} so far")
    return ", ".join(parts)


def clock(at: float) -> str:
    """A moment as people read it, with the date when it is another day's."""
    then, today = time.localtime(at), time.localtime()
    return time.strftime("%H:%M:%S" if then[:3] == today[:3] else "%Y-%m-%d %H:%M:%S", then)
