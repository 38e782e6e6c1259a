"""Seeing a transfer through to its end, whoever's engine does it, and leaving it so that it can be gone on with."""

from __future__ import annotations

import time
from collections.abc import Callable

import click
from msgspec.structs import replace

from towpath.cli.main import DONE, NEEDS_ANSWER
from towpath.cli.transfer_report import Report, files
from towpath.cli.up import log_in_again, needs_login, wait_for_window
from towpath.cli.work import Work, working
from towpath.engine.supervision import PASSING
from towpath.model.command import CancelTransfer, CarryOut, ClearTransfers, PauseTransfer, StartTransfer
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.event import FilesEnded, HandedOver, TransferChanged
from towpath.model.transfer import ENDED, HERE, Batch, Conflict, TransferState, TransferStatus
from towpath.store.paths import Profile

_STAYS = "what has arrived of unfinished files stays: go on with --resume"
CLEAN_UP_SECONDS = 5.0
"""How long Ctrl-C waits for unfinished files to be removed: a frozen link would keep it for most of a minute."""
Attempt = Callable[[Work], int | None]
"""Does the work with this engine; the exit code, or None to begin anew with another one."""


def seen_through(profile: Profile, attempt: Attempt) -> int:
    """The exit code of the attempt that comes to the end: the engine may be another verb's, which ends with that, or
    give its work up to a window that starts."""
    while True:
        try:
            with working(profile, stays=True) as work:
                code = attempt(work)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.ENGINE_GONE:
                raise
            continue
        if code is not None:
            return code
        if work.owns_engine:
            wait_for_window(profile)


def copied(profile: Profile, make_batch: Callable[[Work], Batch], *, json: bool) -> int:
    """Copy what `make_batch` says, and go on with a batch that was the same."""
    report = Report(json=json)
    made: list[Batch] = []

    def attempt(work: Work) -> int | None:
        if not made:
            batch = make_batch(work)
            told = json or batch.options.conflict is Conflict.ASK
            known = _to_go_on_with(work, batch)
            made.append(replace(batch, id=known or batch.id, told=told))
            report.began(made[0])
        return follow(work, StartTransfer(batch=made[0]), made[0], report)

    return seen_through(profile, attempt)


def follow(work: Work, command: StartTransfer | CarryOut, batch: Batch, report: Report) -> int | None:
    """Run a command that ends with a transfer, and report it. Ctrl-C leaves it in a state that is said.

    Returns the exit code, or None when the engine ended before.
    Raises TowpathError with what is wrong with it as a whole; files that failed were reported before.
    """
    work.make_room = report.make_room
    number = work.start(command)
    asked: frozenset[str] = frozenset()
    ran = False
    try:
        for event in work.moments_until(number):
            match event:
                case FilesEnded() if event.batch == batch.id:
                    report.ended(event.results)
                case TransferChanged() if event.state.batch.id == batch.id:
                    report.moved(event.state)
                    paused = event.state.status is TransferStatus.PAUSED
                    if paused and ran and work.owns_engine:
                        raise Cancelled  # somebody took the connection down, and nobody here could resume it
                    ran = not paused
                case HandedOver():
                    return None
            asked = _log_in_again(work, batch, asked, report)
    except (KeyboardInterrupt, Cancelled):
        _interrupt(work, batch, report)
        raise
    finally:
        report.make_room()
    problem = work.outcome(number)
    if problem and problem.kind is ProblemKind.TRANSFER_INTERRUPTED:
        return None
    state = state_of(work, batch)
    report.finished(state, problem)
    if work.owns_engine:
        _clear(work, batch, state, problem)
    if problem and problem.kind in PASSING and state and state.amounts.bytes_sent and not batch.synchronises:
        click.echo(f"towpath: {_STAYS}", err=True)
    if problem and not report.unanswered:
        raise TowpathError(problem)
    if problem:
        report.error(problem)
    return NEEDS_ANSWER if report.unanswered else DONE


def _log_in_again(work: Work, batch: Batch, asked: frozenset[str], report: Report) -> frozenset[str]:
    """When a lost login needs a person: have the one at the terminal, or give up where there is nobody."""
    used = {place.connection for place in (*batch.sources, batch.destination)} - {HERE}
    waiting = [s for s in work.snapshot.connections if s.connection.id in used and needs_login(s)]
    if waiting and work.owns_engine and not work.terminal and waiting[0].problem:
        raise TowpathError(waiting[0].problem)
    names = frozenset(state.connection.id for state in waiting)
    if names - asked:
        report.make_room()
    return log_in_again(work, names, asked)


def _interrupt(work: Work, batch: Batch, report: Report) -> None:
    """Leave nothing half done without saying so. A copy is paused, a synchronisation begins anew in any case."""
    report.make_room()
    if not batch.synchronises:
        work.outcome(work.start(PauseTransfer(id=batch.id)))
        rest = _STAYS
    elif _ended_within(work, work.start(CancelTransfer(id=batch.id)), CLEAN_UP_SECONDS):
        rest = "the rest is left as it was"
    else:
        rest = "unfinished files may be left there: it does not answer"
    state = state_of(work, batch)
    if state is None or state.status in ENDED - {TransferStatus.CANCELLED}:
        return
    click.echo(f"towpath: {files(state.amounts.files_done)} done, and {rest}", err=True)


def _ended_within(work: Work, number: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    return all(time.monotonic() < deadline for _ in work.moments_until(number))


def _clear(work: Work, batch: Batch, state: TransferState | None, problem: Problem | None) -> None:
    """Keep only what can be gone on with: nobody looks at the list of an engine that ends with its verb."""
    if problem and state and state.amounts.files_found and not batch.synchronises:
        return
    done = {batch.id} | {other.batch.id for other in _same(work, batch) if not problem}
    work.outcome(work.start(ClearTransfers(ids=tuple(done))))


def _to_go_on_with(work: Work, batch: Batch) -> str | None:
    """Id of a batch that was to copy the same: any with --resume, else one whose program ended."""
    for state in _same(work, batch):
        interrupted = state.problem is not None and state.problem.kind is ProblemKind.TRANSFER_INTERRUPTED
        as_before = replace(state.batch.options, limit=batch.options.limit) == batch.options
        if batch.options.resume or (interrupted and as_before):
            return state.batch.id
    return None


def _same(work: Work, batch: Batch) -> list[TransferState]:
    """Those that were to copy the same, and are not under way; the latest first."""
    resting = (TransferStatus.PAUSED, TransferStatus.FAILED)
    wish = (batch.sources, batch.destination)
    known = [t for t in work.snapshot.transfers if (t.batch.sources, t.batch.destination) == wish]
    return [t for t in reversed(known) if t.status in resting]


def state_of(work: Work, batch: Batch) -> TransferState | None:
    """How it is, where the engine has it."""
    return next((t for t in work.snapshot.transfers if t.batch.id == batch.id), None)
