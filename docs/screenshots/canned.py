"""An engine that is none: it shows one snapshot for ever, and answers what is asked of it from a list."""

from collections.abc import Callable, Mapping, Sequence

from towpath.model.command import Command, Compare, Inquiry
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Compared, Event, Finding, FolderListed, Reported
from towpath.model.file_work import Checksum, Inspect, Inspected, ListFolder, Measure, Peek, Search
from towpath.model.filesystem import Entry
from towpath.model.ports import Done, Unsubscribe
from towpath.model.state import Snapshot
from towpath.model.text import path_text
from towpath.model.transfer import HERE, Place, Step
from towpath.model.transfer import Plan as TransferPlan

Folders = Mapping[Place, Sequence[Entry]]
HOME = b"/home/ann"
FREE = {HERE: 72_400_000_000}
FREE_ELSEWHERE = 3_180_000_000_000


class Canned:
    """An `EngineAccess`. Commands that change something do nothing in a picture."""

    asker = ""

    def __init__(
        self,
        snapshot: Snapshot,
        folders: Folders | None = None,
        reports: Mapping[type, Finding] | None = None,
        steps: tuple[Step, ...] = (),
    ) -> None:
        """`reports` are the answers by the kind of the command, `steps` those of each comparison."""
        self._snapshot = snapshot
        self._folders = folders or {}
        self._reports = reports or {}
        self._steps = steps
        self._sink: Callable[[Event], None] | None = None

    def submit(self, command: Command, done: Done | None = None) -> None:
        """Answer at once."""
        problem = None
        match command:
            case ListFolder():
                problem = self._list(command)
            case Inspect():
                self._inspect(command)
            case Compare(comparison=comparison):
                self._tell(Compared(self.asker, TransferPlan(comparison=comparison, steps=self._steps)))
            case _ if isinstance(command, Measure | Checksum | Peek | Search | Inquiry):
                self._report(command)
        if done is not None:
            done(problem)

    def _list(self, command: ListFolder) -> Problem | None:
        machine, path = command.place.connection, command.place.path
        path = HOME + path[1:] if path.startswith(b"~") else path
        entries = self._folders.get(Place(machine, path))
        if entries is None:
            return Problem(ProblemKind.FILE_NOT_FOUND, path_text(path))
        free = FREE.get(machine, FREE_ELSEWHERE)
        self._tell(FolderListed(self.asker, command.request, path, tuple(entries), free))
        return None

    def _report(self, command: Measure | Checksum | Peek | Search | Inquiry) -> None:
        if report := self._reports.get(type(command)):
            self._tell(Reported(self.asker, command.request, report))

    def _inspect(self, command: Inspect) -> None:
        folder, _, name = command.place.path.rpartition(b"/")
        entries = self._folders[Place(command.place.connection, folder)]
        entry = next(entry for entry in entries if entry.name == name)
        self._tell(Reported(self.asker, command.request, Inspected(path=command.place.path, entry=entry)))

    def _tell(self, event: Event) -> None:
        if self._sink is not None:
            self._sink(event)

    def snapshot(self) -> Snapshot:
        """The one there is."""
        return self._snapshot

    def subscribe(self, sink: Callable[[Event], None], *, answers: bool = False) -> Unsubscribe:
        """One at a time."""
        self._sink = sink
        return lambda: None
