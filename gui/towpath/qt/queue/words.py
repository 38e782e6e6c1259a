"""One transfer in words: what goes where, how it is, how far it is. Shapes and colours never stand without them."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette

from towpath.model.error import ProblemKind
from towpath.model.state import Snapshot
from towpath.model.text import path_text, printable, size
from towpath.model.transfer import HERE, Amounts, Batch, FileResult, Place, TransferState, TransferStatus
from towpath.model.words import explain
from towpath.qt.amounts import clock, duration, time_left
from towpath.qt.files.file_words import machine_name
from towpath.qt.theme import colours

PRIORITIES = range(-2, 3)
"""That a person can choose; commands may give others."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Transfers", text)


def word(status: TransferStatus) -> str:
    """The one word (or few) for a state."""
    return {
        TransferStatus.QUEUED: _tr("QUEUED"),
        TransferStatus.RUNNING: _tr("TRANSFERRING"),
        TransferStatus.WAITING_FOR_USER: _tr("WAITING FOR YOU"),
        TransferStatus.WAITING_FOR_CONNECTION: _tr("CONNECTING"),
        TransferStatus.PAUSED: _tr("PAUSED"),
        TransferStatus.RETRYING: _tr("RETRYING"),
        TransferStatus.DONE: _tr("DONE"),
        TransferStatus.FAILED: _tr("FAILED"),
        TransferStatus.CANCELLED: _tr("CANCELLED"),
    }[status]


_LOOKS = {
    TransferStatus.QUEUED: ("state-queued", "muted"),
    TransferStatus.RUNNING: ("state-transferring", "busy"),
    TransferStatus.WAITING_FOR_USER: ("state-waiting-for-user", "asking"),
    TransferStatus.WAITING_FOR_CONNECTION: ("state-connecting", "busy"),
    TransferStatus.PAUSED: ("state-paused", "warning"),
    TransferStatus.RETRYING: ("state-retrying", "busy"),
    TransferStatus.DONE: ("state-up", "good"),
    TransferStatus.FAILED: ("state-failed", "bad"),
    TransferStatus.CANCELLED: ("state-cancelled", "muted"),
}


def sign(status: TransferStatus) -> str:
    """The icon of a state: each has a shape of its own."""
    return _LOOKS[status][0]


def ink(status: TransferStatus, palette: QPalette) -> QColor:
    """The colour of a state."""
    return QColor(getattr(colours(palette), _LOOKS[status][1]))


def priority_word(priority: int) -> str:
    """Empty for the usual one."""
    nearest = min(max(priority, PRIORITIES[0]), PRIORITIES[-1])
    return {
        -2: _tr("lowest priority"),
        -1: _tr("low priority"),
        0: "",
        1: _tr("high priority"),
        2: _tr("highest priority"),
    }[nearest]


def file_name(path: bytes) -> str:
    """The last part of a path, fit to be shown."""
    return printable(path_text(path.rstrip(b"/").rpartition(b"/")[2] or path))


def place_text(place: Place, snapshot: Snapshot) -> str:
    """`lab: /srv/data`; on this machine the path says enough."""
    path = printable(path_text(_without_slash(place.path))) or "~"
    return path if place.connection == HERE else f"{machine_name(snapshot, place.connection)}: {path}"


def _without_slash(path: bytes) -> bytes:
    """A folder's path may end in one, so that it is never taken for a file's."""
    return path.rstrip(b"/") or path[:1]


def what(batch: Batch) -> str:
    """The files and folders, as a heading."""
    first, others = file_name(batch.sources[0].path), len(batch.sources) - 1
    if not others:
        return first
    one, many = _tr("{name} and one more"), _tr("{name} and {n} more")
    return (one if others == 1 else many).format(name=first, n=others)


def where(batch: Batch, snapshot: Snapshot) -> str:
    """From which machine to which place, and what is special about that."""
    origin = batch.sources[0]
    if batch.synchronises:
        text = _tr("{first} in step with {second}").format(
            first=place_text(origin, snapshot), second=place_text(batch.destination, snapshot)
        )
    else:
        text = f"{machine_name(snapshot, origin.connection)} → {place_text(batch.destination, snapshot)}"
    if batch.options.move:
        text = _tr("{way}, moving").format(way=text)
    return text


def figures(state: TransferState) -> str:
    """How far it is: `3 of 120 files, 1.2 GB of 4.0 GB, 12 MB/s, 2 min left`."""
    amounts = state.amounts
    if state.status is TransferStatus.DONE:
        return _done(state)
    if not amounts.files_found:
        return ""
    more = "" if amounts.listed else "+"
    parts = []
    if amounts.files_found > 1 or more:
        parts.append(_tr("{done} of {all} files").format(done=amounts.files_done, all=f"{amounts.files_found}{more}"))
    if amounts.bytes_found:
        parts.append(
            _tr("{done} of {all}").format(done=size(amounts.bytes_done), all=f"{size(amounts.bytes_found)}{more}")
        )
    if state.rate >= 1:
        parts.append(f"{size(state.rate)}/s")
    if state.seconds_left is not None:
        parts.append(time_left(state.seconds_left))
    if amounts.files_failed:
        parts.append(_tr("{n} failed").format(n=amounts.files_failed))
    return ", ".join(parts)


def files(count: int) -> str:
    """`one file`, `12 files`."""
    return _tr("one file") if count == 1 else _tr("{n} files").format(n=count)


def _done(state: TransferState) -> str:
    amounts, seconds = state.amounts, state.ended - state.began
    text = files(amounts.files_done - amounts.files_skipped)
    if amounts.bytes_done:
        text += f", {size(amounts.bytes_done)}"
    if seconds >= 1:
        text = _tr("{files} in {time}").format(files=text, time=duration(seconds))
    parts = [text]
    if amounts.files_skipped:
        parts.append(_tr("{n} skipped").format(n=amounts.files_skipped))
    if amounts.deleted:
        parts.append(_tr("{n} deleted").format(n=amounts.deleted))
    return _tr("{what}, at {time}").format(what=", ".join(parts), time=clock(state.ended, time.time()))


def reason(state: TransferState) -> str:
    """Why it is not simply under way; empty when there is nothing to say."""
    parts = []
    if state.retry_at:
        seconds = max(0, math.ceil(state.retry_at - time.time()))
        parts.append(_tr("next try in {seconds} s").format(seconds=seconds))
    if state.status is TransferStatus.QUEUED and not state.problem:
        parts.append(_tr("waits for its turn"))
    told = state.amounts.files_failed and state.problem and state.problem.kind is ProblemKind.TRANSFER_INCOMPLETE
    if state.problem and state.status not in (TransferStatus.DONE, TransferStatus.CANCELLED) and not told:
        words = explain(state.problem)
        parts.append(": ".join(text for text in (words.what, words.why) if text))
    return "; ".join(parts)


def note(state: TransferState) -> str:
    """The second line of a row: figures, and what there is to say besides."""
    special = [priority_word(state.batch.priority)]
    if limit := state.batch.options.limit:
        special.append(_tr("at most {rate}/s").format(rate=size(limit)))
    shown = special if state.status not in (TransferStatus.DONE, TransferStatus.CANCELLED) else []
    parts = [", ".join(part for part in (figures(state), *shown) if part), reason(state)]
    return " — ".join(part for part in parts if part)


def was_interrupted(state: TransferState) -> bool:
    """It was under way when the program ended that carried it out."""
    kind = state.problem.kind if state.problem else None
    return state.status is TransferStatus.PAUSED and kind is ProblemKind.TRANSFER_INTERRUPTED


def failure_text(result: FileResult) -> str:
    """Why a file failed, and what to do."""
    if result.problem is None:
        return ""
    words = explain(result.problem)
    text = words.why or words.what
    return f"{text} ({words.to_do})" if words.to_do else text


def more_failures(count: int) -> str:
    """In place of those that are not named."""
    return _tr("and one more failure") if count == 1 else _tr("and {n} more failures").format(n=count)


def fraction(amounts: Amounts) -> float:
    """How much of what is known is done, from 0 to 1."""
    done, found = amounts.bytes_done, amounts.bytes_found
    if not found:  # nothing but empty files
        done, found = amounts.files_done, amounts.files_found
    return min(1.0, done / found) if found else 0.0
