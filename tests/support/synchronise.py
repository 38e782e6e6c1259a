"""Carrying out a plan in a test's own event loop."""

from __future__ import annotations

from collections.abc import Iterable

from towpath.model.filesystem import FileSystem
from towpath.model.journal import BatchJournal
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.transfer import Act, Batch, FileOutcome, FileResult, Plan
from towpath.transfer.synchronise import SynchroniseRun


async def carry_out(plan: Plan, first: FileSystem, second: FileSystem, journal: BatchJournal) -> list[FileResult]:
    """One run, to its end. Nothing is ever asked."""
    comparison = plan.comparison
    batch = Batch(
        id=comparison.id,
        sources=(comparison.first,),
        destination=comparison.second,
        options=comparison.options,
        synchronises=comparison.id,
    )
    results: list[FileResult] = []
    await SynchroniseRun(batch, first, second, journal, _nobody, results.append, plan).run()
    return results


def failures(results: Iterable[FileResult]) -> list[FileResult]:
    """Those of the results."""
    return [result for result in results if result.outcome is FileOutcome.FAILED]


def acts(plan: Plan) -> list[tuple[bytes, Act]]:
    """What is done with which path."""
    return [(step.path, step.act) for step in plan.steps]


def conflicts(plan: Plan) -> list[tuple[bytes, Act]]:
    """Those of them that nobody has decided."""
    return [(path, act) for path, act in acts(plan) if act is Act.CONFLICT]


async def _nobody(_question: OverwriteAsked) -> Choice | None:
    raise AssertionError("a plan leaves nothing to be asked")
