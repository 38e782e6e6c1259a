"""How far a transfer is, on a terminal: two lines that follow it and are gone when it has ended."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from towpath.model.text import path_text, printable, size
from towpath.model.transfer import TransferState, TransferStatus
from towpath.model.words import explain

_LEAST_BAR = 10
"""Columns."""
_WAITS = {
    TransferStatus.QUEUED: "waits for its turn",
    TransferStatus.WAITING_FOR_USER: "a question is open",
    TransferStatus.WAITING_FOR_CONNECTION: "waits for the connection",
    TransferStatus.PAUSED: "paused",
    TransferStatus.RETRYING: "tries again soon",
}


class Progress:
    """Draws only when it is told something: no thread of its own."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live: Live | None = None

    def show(self, state: TransferState) -> None:
        """Draw this instead of what was there."""
        if self._live is None:
            self._live = Live(
                console=self._console,
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        self._live.update(drawn(state, self._console.width), refresh=True)

    def hide(self) -> None:
        """Take it away, so that something else can be written in its place."""
        live, self._live = self._live, None
        if live is not None:
            live.update("")
            live.stop()


def drawn(state: TransferState, width: int) -> Group:
    """The file under way, and the bar with as many figures as there is room for."""
    return Group(_first_line(state, width), _bar(state, width))


def _first_line(state: TransferState, width: int) -> Text:
    if state.status in _WAITS:
        why = f": {explain(state.problem).what}" if state.problem else ""
        return Text(_WAITS[state.status] + why, no_wrap=True, overflow="ellipsis")
    if not state.active:
        return Text("")
    largest = state.active[0]
    moved = f" {size(largest.moved)} of {size(largest.size)}"
    others = f" and {len(state.active) - 1} more" if len(state.active) > 1 else ""
    room = width - len(moved) - len(others)
    if room < _LEAST_BAR:
        moved, others, room = "", "", width
    return Text(_end_of(printable(path_text(largest.source)), room) + moved + others, no_wrap=True, overflow="crop")


def _bar(state: TransferState, width: int) -> Table:
    amounts = state.amounts
    done, total = amounts.bytes_done, amounts.bytes_found
    if not total:  # nothing but empty files
        done, total = amounts.files_done, amounts.files_found
    more = "" if amounts.listed else "+"
    figures = [
        (1, f"{100 * done // total:3d} %" if total and amounts.listed else ""),
        (4, f"{size(amounts.bytes_done)} of {size(amounts.bytes_found)}{more}"),
        (5, f"{amounts.files_done} of {amounts.files_found}{more} files"),
        (3, f"{size(state.rate)}/s" if state.rate >= 1 else ""),
        (2, f"{duration(state.seconds_left)} left" if state.seconds_left is not None else ""),
    ]
    figures = [(rank, text) for rank, text in figures if text and amounts.files_found]
    while figures and sum(len(text) + 2 for _, text in figures) > width - _LEAST_BAR:
        figures.remove(max(figures))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=1)
    for _ in figures:
        table.add_column(no_wrap=True)
    bar = ProgressBar(total=max(total, 1), completed=done, complete_style="cyan", finished_style="green")
    table.add_row(bar, *(Text(text) for _, text in figures))
    return table


def duration(seconds: float) -> str:
    """`12 s`, `3:05`, `1:02:03`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _end_of(path: str, room: int) -> str:
    """The end of a path says more. `room` is in columns: some characters take two."""
    if cell_len(path) <= room:
        return path
    end = path[-room:]
    while cell_len(end) >= room:
        end = end[1:]
    return "…" + end
