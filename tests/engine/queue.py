"""Short words for what tests do with the transfers of an engine on fakes."""

from collections.abc import Callable

from tests.engine.fakes import Bench, Outcome
from tests.support.wait import wait_for
from towpath.model.command import Command, StartTransfer
from towpath.model.error import ProblemKind
from towpath.model.event import Event, FilesEnded
from towpath.model.transfer import HERE, Batch, FileResult, Options, Place, TransferState, TransferStatus


def batch(
    name: str,
    to: str = "box",
    *,
    source: str = HERE,
    priority: int = 0,
    asker: str = "",
    told: bool = False,
    limit: int = 0,
    path: bytes = b"/from",
) -> Batch:
    return Batch(
        id=name,
        sources=(Place(source, path),),
        destination=Place(to, b"/to"),
        priority=priority,
        asker=asker,
        told=told,
        options=Options(limit=limit),
    )


class Queue:
    """An engine, and short words for what tests do with its transfers."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.events: list[Event] = []
        self.made = bench.transfers
        bench.engine.subscribe(self.events.append)

    def start(self, *batches: Batch) -> list[Outcome]:
        return [self.bench.submit(StartTransfer(batch=one)) for one in batches]

    def do(self, command: Command) -> ProblemKind | None:
        return self.bench.do(command)

    def state(self, name: str) -> TransferState:
        [found] = [t for t in self.bench.engine.snapshot().transfers if t.batch.id == name]
        return found

    def wait(self, name: str, status: TransferStatus) -> TransferState:
        wait_for(lambda: self.state(name).status is status, what=lambda: f"{name} {status}, not {self.state(name)}")
        return self.state(name)

    def order(self) -> list[str]:
        return [transfer.batch.id for transfer in self.bench.engine.snapshot().transfers]

    def statuses(self) -> dict[str, TransferStatus]:
        return {transfer.batch.id: transfer.status for transfer in self.bench.engine.snapshot().transfers}

    def ended(self, asker: str = "") -> list[FileResult]:
        """What this asker was told of files."""
        told = [event for event in self.events if isinstance(event, FilesEnded) and event.asker == asker]
        return [result for event in told for result in event.results]

    def wait_ended(self, count: int, asker: str = "") -> list[FileResult]:
        wait_for(lambda: len(self.ended(asker)) >= count, what=f"{count} files to be told of")
        return self.ended(asker)


Queued = Callable[..., Queue]
