"""What the verbs that move files print: for people, or as events for programs. Failures always go to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click
from rich.console import Console

from towpath.cli.describe import reason_without_advice
from towpath.cli.file_values import Plain, encode, name_values, result_values, transfer_values
from towpath.cli.progress import Progress, duration
from towpath.cli.up import tell
from towpath.model.error import Problem, ProblemKind
from towpath.model.text import size
from towpath.model.transfer import Batch, FileOutcome, FileResult, TransferState, TransferStatus
from towpath.model.words import line

_TOLD = (TransferStatus.WAITING_FOR_CONNECTION, TransferStatus.RETRYING, TransferStatus.PAUSED)
"""What may take long; the first connecting is told only when something is wrong with it."""


class Report:
    """One transfer, as it happens. Main thread only."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        at_terminal = sys.stdout.isatty() and not json
        console = Console(highlight=False) if at_terminal else None
        self._progress = Progress(console) if console and not console.is_dumb_terminal else None
        self._told: tuple[TransferStatus, Problem | None] | None = None
        self.unanswered: Problem | None = None
        """A file that could not be decided upon, since nobody is there to be asked."""

    def began(self, batch: Batch) -> None:
        """It was handed to the engine."""
        if self.json:
            sources = [name_values("path", place.path) for place in batch.sources]
            destination = name_values("path", batch.destination.path)
            self.event("started", {"transfer": batch.id, "sources": sources, "destination": destination})

    def ended(self, results: Iterable[FileResult]) -> None:
        """These files have ended, well or not."""
        for result in results:
            failed = result.outcome is FileOutcome.FAILED
            problem = result.problem
            unanswered = problem if problem and problem.kind is ProblemKind.NEEDS_ANSWER else None
            self.unanswered = self.unanswered or unanswered
            if problem and (failed or unanswered):
                self.error(problem)
            if self.json:
                self.event("failed" if failed else "file", result_values(result))

    def moved(self, state: TransferState) -> None:
        """It is farther, or waits."""
        if self.json:
            self.event("progress", transfer_values(state))
        elif (
            self._told != (state.status, state.problem)
            and state.status in _TOLD
            and (state.problem or state.status is TransferStatus.PAUSED)
        ):
            self.make_room()
            tell(state.status.value + (f": {reason_without_advice(state.problem)}" if state.problem else ""))
        self._told = (state.status, state.problem)
        if self._progress:
            self._progress.show(state)

    def finished(self, state: TransferState | None, problem: Problem | None) -> None:
        """It has ended; who called says what is wrong."""
        self.make_room()
        if self.json:
            reason = {"problem": problem.kind.value, "reason": line(problem)} if problem else {}
            self.event("finished", (transfer_values(state) if state else {}) | reason)
        elif state and not problem:
            click.echo(summary(state))

    def error(self, problem: Problem) -> None:
        """One line on stderr, above the bar."""
        self.make_room()
        click.echo(f"towpath: {line(problem)}", err=True)

    def event(self, kind: str, values: Plain) -> None:
        """One line of JSON."""
        sys.stdout.write(encode({"event": kind, **values}) + "\n")
        sys.stdout.flush()

    def make_room(self) -> None:
        """Take the bar away, until it moves again."""
        if self._progress:
            self._progress.hide()


def summary(state: TransferState) -> str:
    """`12 files, 3.4 MB in 2 s, 1.7 MB/s`, and how many were there already, or were deleted."""
    amounts = state.amounts
    seconds = max(state.ended - state.began, 0.001)
    text = f"{files(amounts.files_done - amounts.files_skipped)}, {size(amounts.bytes_sent)} in {duration(seconds)}"
    if amounts.bytes_sent:
        text += f", {size(amounts.bytes_sent / seconds)}/s"
    text += f"; {amounts.files_skipped} skipped" if amounts.files_skipped else ""
    return text + (f"; {amounts.deleted} deleted" if amounts.deleted else "")


def files(count: int) -> str:
    """`1 file`, `2 files`."""
    return f"{count} file" if count == 1 else f"{count} files"
