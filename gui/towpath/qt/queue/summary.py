"""The whole queue in a line of words: while it works, and when it has ended."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.model.text import size
from towpath.qt.amounts import time_left
from towpath.qt.queue.progress import Overall
from towpath.qt.queue.words import files


def _tr(text: str) -> str:
    return QCoreApplication.translate("Transfers", text)


def short_progress(overall: Overall) -> str:
    """`45 %, 12 MB/s, 2 min left`; without a share of the whole while that is not known."""
    if overall.listed:
        parts = [_tr("{n} %").format(n=int(100 * overall.fraction))]
    else:
        parts = [_tr("{size} so far").format(size=size(overall.bytes_done))]
    if overall.rate >= 1:
        parts.append(f"{size(overall.rate)}/s")
    if overall.seconds_left is not None:
        parts.append(time_left(overall.seconds_left))
    return ", ".join(parts)


def progress_text(overall: Overall) -> str:
    """The same with amounts."""
    if not overall.bytes_found or not overall.listed:
        return short_progress(overall)
    done = _tr("{done} of {all}").format(done=size(overall.bytes_done), all=size(overall.bytes_found))
    return f"{done}, {short_progress(overall)}"


def outcome(overall: Overall) -> str:
    """`12 files (3.4 GB) transferred`, `2 of 12 files failed`."""
    moved = overall.files_done - overall.files_skipped
    if overall.files_failed:
        text = _tr("{n} of {all} files failed").format(n=overall.files_failed, all=overall.files_found)
    elif overall.failed:
        one, many = _tr("One transfer failed"), _tr("{n} transfers failed")
        text = one if overall.failed == 1 else many.format(n=overall.failed)
    elif not moved and overall.files_skipped:
        text = _tr("Nothing transferred: {files} skipped").format(files=files(overall.files_skipped))
    elif overall.files_skipped or not overall.bytes_done:
        text = _tr("{files} transferred").format(files=files(moved))
    else:
        text = _tr("{files} ({size}) transferred").format(files=files(moved), size=size(overall.bytes_done))
    return text[:1].upper() + text[1:]
