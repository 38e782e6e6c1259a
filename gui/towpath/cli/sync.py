"""The verb `sync`: compare two folders, say what would make them equal, and do it."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec

from towpath.cli.file_values import step_values
from towpath.cli.forward_options import new_id
from towpath.cli.main import DONE, FAILED
from towpath.cli.names import name_argument
from towpath.cli.transfer_options import local_place, options_of, remote_place, synchronise_options
from towpath.cli.transfer_report import Report
from towpath.cli.transfer_run import follow, seen_through, state_of
from towpath.cli.work import Work
from towpath.model.command import CarryOut, Compare, StartTransfer
from towpath.model.error import TowpathError
from towpath.model.event import Compared
from towpath.model.text import path_text, printable
from towpath.model.transfer import Act, Batch, Comparison, Differ, Direction, Plan, Step
from towpath.store.paths import Profile

_COUNTED = {
    "to copy": (Act.COPY_UP, Act.COPY_DOWN),
    "to update": (Act.UPDATE_UP, Act.UPDATE_DOWN),
    "to delete": (Act.DELETE_FIRST, Act.DELETE_SECOND),
    "to decide": (Act.CONFLICT,),
}


@click.command("sync", short_help="Make a folder here and one there equal.")
@name_argument
@click.argument("local")
@click.argument("remote")
@click.option("--up", "direction", flag_value=Direction.UP.value, help="REMOTE follows LOCAL.")
@click.option("--down", "direction", flag_value=Direction.DOWN.value, help="LOCAL follows REMOTE.")
@click.option("--delete", is_flag=True, help="Delete what the leading side does not have; with --up or --down.")
@click.option("-n", "--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--by",
    "differ",
    type=click.Choice([kind.value for kind in Differ]),
    default=Differ.TIME.value,
    help="What tells that files differ: size or time, size alone, or the content. [time]",
)
@synchronise_options
@click.pass_obj
def sync_verb(profile: Profile, /, name: str, local: str, remote: str, **given: Any) -> int:
    """Make folder LOCAL here and REMOTE on the machine of connection NAME equal.

    Without --up and --down each gets what it does not have; where both have a file and these differ, it is said and
    nothing is done, unless --conflict newer decides. Ends with status 1 when something is left to decide.
    """
    direction = Direction(given["direction"] or Direction.BOTH.value)
    if given["delete"] and direction is Direction.BOTH:
        raise click.UsageError("--delete goes with --up or --down: else nobody knows which side is right")
    if not local or not remote:  # as of a variable that is not set: with --delete, that would empty a home folder
        raise click.UsageError("the name of a folder is empty; write . for the one here, or the home folder there")
    options = options_of(given)
    report = Report(json=given["json"])
    begun: list[_Begun] = []

    def attempt(work: Work) -> int | None:
        for one in begun:
            if state_of(work, one.batch):  # the engine before left it to this one
                return _followed(work, StartTransfer(batch=one.batch), one, report)
        comparison = Comparison(
            id=new_id(),
            first=local_place(local),
            second=remote_place(work, name, remote),
            direction=direction,
            differ=Differ(given["differ"]),
            delete=given["delete"],
            options=options,
        )
        plan = _compared(work, comparison)
        for result in plan.problems:
            if result.problem:
                report.error(result.problem)
        if given["dry_run"]:
            _show_plan(plan, report)
            return FAILED if plan.problems else DONE
        one = _Begun(_batch(comparison, report), bool(plan.problems) | _tell_conflicts(plan, report))
        if all(step.act is Act.CONFLICT for step in plan.steps):
            return FAILED if one.incomplete else DONE
        begun.append(one)
        report.began(one.batch)
        return _followed(work, CarryOut(comparison=comparison.id, told=report.json), one, report)

    return seen_through(profile, attempt)


class _Begun(msgspec.Struct, frozen=True):
    """A plan that is being carried out."""

    batch: Batch
    incomplete: bool
    """Something will be left different."""


def _followed(work: Work, command: CarryOut | StartTransfer, begun: _Begun, report: Report) -> int | None:
    code = follow(work, command, begun.batch, report)
    return FAILED if code == DONE and begun.incomplete else code


def _tell_conflicts(plan: Plan, report: Report) -> bool:
    """Say what is to be done, and what nobody has decided; whether there is any of that."""
    conflicts = [step for step in plan.steps if step.act is Act.CONFLICT]
    for step in conflicts:
        click.echo(f"towpath: {_shown(step.path)}: {step.why} ({_advice(plan.comparison)})", err=True)
        if report.json:
            report.event("step", step_values(step))
    if not report.json:
        click.echo(_counted(plan))
    return bool(conflicts)


def _compared(work: Work, comparison: Comparison) -> Plan:
    """Raises TowpathError, also when the engine has no plan for us."""
    number = work.start(Compare(comparison=comparison))
    plan = Plan(comparison=comparison)
    for event in work.moments_until(number):
        if isinstance(event, Compared) and event.plan.comparison.id == comparison.id:
            plan = event.plan
    if problem := work.outcome(number):
        raise TowpathError(problem)
    return plan


def _batch(comparison: Comparison, report: Report) -> Batch:
    """As the engine makes one of it: it has the same id."""
    return Batch(
        id=comparison.id,
        sources=(comparison.first,),
        destination=comparison.second,
        options=comparison.options,
        exact=True,
        told=report.json,
        synchronises=comparison.id,
    )


def _show_plan(plan: Plan, report: Report) -> None:
    for step in plan.steps:
        if report.json:
            report.event("step", step_values(step))
        else:
            sys.stdout.buffer.write(_line(step))
    if not report.json:
        sys.stdout.buffer.flush()
        click.echo(_counted(plan))


def _line(step: Step) -> bytes:
    path = _shown(step.path).encode() if sys.stdout.isatty() else step.path
    return step.act.value.encode() + b" " + (path or b".") + (f" ({step.why})".encode() if step.why else b"") + b"\n"


def _shown(path: bytes) -> str:
    return printable(path_text(path or b"."))


def _advice(comparison: Comparison) -> str:
    if comparison.direction is Direction.BOTH:
        return "choose --up, --down or --conflict newer"
    return "remove one of them" if comparison.delete else "remove one of them, or choose --delete"


def _counted(plan: Plan) -> str:
    """`3 to copy, 1 to delete`."""
    counts = [(sum(step.act in acts for step in plan.steps), what) for what, acts in _COUNTED.items()]
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
