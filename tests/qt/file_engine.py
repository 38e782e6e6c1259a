"""An engine without SSH that has files: folders of some machines in memory, listed and inspected as asked."""

from collections.abc import Callable

from tests.qt.fake_engine import FakeEngine, state_of
from towpath.model.command import Command, SaveConnection, SaveSettings
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, FolderListed, RememberedChanged, Reported, SettingsChanged
from towpath.model.file_work import Inspect, Inspected, ListFolder, MakeFolder, Withdraw
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.ports import Done
from towpath.model.remembered import Remember
from towpath.model.state import ConnectionState, Status
from towpath.model.text import path_text
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.memory import Memory
from towpath.qt.files.page import FilesPage

HOME = b"/home/ann"


def folder(name: bytes) -> Entry:
    return Entry(name, Attributes(kind=FileKind.FOLDER, mode=0o755, mtime=0))


def file(name: bytes, size: int = 10, mtime: int = 0) -> Entry:
    return Entry(name, Attributes(kind=FileKind.FILE, size=size, mode=0o644, mtime=mtime))


def link(name: bytes, target: bytes) -> Entry:
    return Entry(name, Attributes(kind=FileKind.LINK, mode=0o777, mtime=0), target)


class FileEngine(FakeEngine):
    """Both machines have the same home folder to begin with. A connection comes up when its files are asked for,
    unless `refusal` says why not. Commands of the window's own (settings, what is remembered) are obeyed, too."""

    def __init__(self, *connections: ConnectionState) -> None:
        super().__init__(*connections)
        self.files: dict[Place, Entry] = {}
        self.silent: set[Place] = set()
        """Listings of these never end."""
        for machine in (HERE, *(state.connection.id for state in connections)):
            self.add(machine, HOME, folder(b"docs"), folder(b"src"), file(b"a.txt"), file(b".hidden"))
            self.add(machine, HOME + b"/docs", folder(b"old"), file(b"letter.txt", 2000))
            self.add(machine, HOME + b"/docs/old")
            self.add(machine, HOME + b"/src", file(b"main.c"))

    def add(self, machine: str, path: bytes, *entries: Entry) -> None:
        """Make a folder, and those on the way to it, with these in it."""
        parts = [part for part in path.split(b"/") if part]
        for number, name in enumerate(parts):
            self.files.setdefault(Place(machine, b"/" + b"/".join(parts[: number + 1])), folder(name))
        for entry in entries:
            self.files.setdefault(Place(machine, path.rstrip(b"/") + b"/" + entry.name), entry)

    def below(self, place: Place) -> tuple[Entry, ...]:
        root = place.path.rstrip(b"/") + b"/"
        return tuple(
            entry
            for one, entry in self.files.items()
            if one.connection == place.connection and one.path.rpartition(b"/")[0] + b"/" == root
        )

    @property
    def listed(self) -> list[Place]:
        """What was asked for, in order."""
        return [command.place for command in self.commands if isinstance(command, ListFolder)]

    def submit(self, command: Command, done: Done | None = None) -> None:
        done = done or (lambda _problem: None)
        match command:
            case ListFolder() if command.place in self.silent:
                self.commands.append(command)
            case ListFolder():
                self.commands.append(command)
                done(self.refusal or self._up(command.place) or self._list(command))
            case Inspect():
                self.commands.append(command)
                done(self.refusal or self._inspect(command))
            case MakeFolder():
                self.commands.append(command)
                self.add(command.place.connection, command.place.path)
                done(self.refusal)
            case SaveSettings():
                self._obey(command, done, lambda: self.publish(SettingsChanged(command.settings)))
            case SaveConnection(connection=connection, save=save):
                state = ConnectionState(connection=connection, saved=save)
                self.add(connection.id, HOME)
                self._obey(command, done, lambda: self.publish(ConnectionChanged(state)))
            case Remember(remembered=remembered):
                self._obey(command, done, lambda: self.publish(RememberedChanged(remembered)))
            case Withdraw():
                self.commands.append(command)
                done(None)
            case _:
                super().submit(command, done)

    def _obey(self, command: Command, done: Done, change: Callable[[], None]) -> None:
        self.commands.append(command)
        if self.refusal is None:
            change()
        done(self.refusal)

    def _up(self, place: Place) -> Problem | None:
        state = self.snapshot().by_id(place.connection)
        if state is not None and state.status is not Status.UP:
            self.publish(ConnectionChanged(state_of(state.connection, Status.UP)))
        return None

    def _absolute(self, place: Place) -> Place:
        path = place.path
        if path in (b"", b"~") or path.startswith(b"~/"):
            path = HOME + path[1:]
        entry = self.files.get(Place(place.connection, path))
        return Place(place.connection, entry.target if entry and entry.target else path)

    def _list(self, command: ListFolder) -> Problem | None:
        place = self._absolute(command.place)
        entry = self.files.get(place)
        if entry is None and place.path != b"/":
            return Problem(ProblemKind.FILE_NOT_FOUND, path_text(place.path))
        if entry is not None and entry.attributes.kind is not FileKind.FOLDER:
            return Problem(ProblemKind.NOT_A_FOLDER, path_text(place.path))
        if entry is not None and entry.attributes.mode == 0:
            return Problem(ProblemKind.PERMISSION_DENIED, path_text(place.path))
        self.publish(FolderListed(self.asker, command.request, place.path, self.below(place), 72_000_000_000))
        return None

    def _inspect(self, command: Inspect) -> Problem | None:
        entry = self.files.get(command.place)
        if entry is None:
            return Problem(ProblemKind.FILE_NOT_FOUND, path_text(command.place.path))
        target = self.files.get(Place(command.place.connection, entry.target)) if entry.target else None
        followed = target.attributes if target else None
        found = Inspected(path=command.place.path, entry=entry, followed=followed)
        self.publish(Reported(self.asker, command.request, found))
        return None


def page_with_memory(bridge: Bridge) -> FilesPage:
    """The page, with what it remembers gone when it is."""
    memory = Memory(bridge)
    page = FilesPage(bridge, memory)
    memory.setParent(page)
    return page
