"""The file systems of the machines that connections lead to: one for each session, for as long as that lives."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Protocol

from towpath.engine.answers import first_problem_of
from towpath.engine.connections import LiveConnection
from towpath.engine.loop import Loop
from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.ports import Done
from towpath.model.transfer import HERE

if TYPE_CHECKING:
    from towpath.ssh.session import Session


class SessionFileSystem(FileSystem, Protocol):
    """One that runs through a session (ssh/sftp.py)."""

    def end(self) -> None:
        """Close what it has open. Never waits."""
        ...


MakeFileSystem = Callable[["Session", Connection], SessionFileSystem]
"""Of this session, with programs that run there as this connection, which leads there, has it. May raise INVALID."""


class FileSystems:
    """Engine thread only. They are made at first use, and ended with their session."""

    def __init__(
        self, loop: Loop, here: FileSystem, make: MakeFileSystem, connection: Callable[[str], LiveConnection]
    ) -> None:
        self._loop = loop
        self._here = here
        self._make = make
        self._connection = connection
        self._made: dict[tuple[Session, Hashable], SessionFileSystem] = {}

    def connections(self, ids: Iterable[str]) -> tuple[LiveConnection, ...]:
        """Those of these places; none for this machine. Raises UNKNOWN_CONNECTION."""
        return tuple(self._connection(one) for one in dict.fromkeys(ids) if one != HERE)

    def reach(self, ids: Iterable[str], asker: str, done: Done) -> None:
        """Bring up what is needed to get there. Raises UNKNOWN_CONNECTION."""
        lives = self.connections(ids)
        if not lives:
            self._loop.post(lambda: done(None))
            return
        each = first_problem_of(len(lives), lambda problem: self._loop.post(lambda: done(problem)))
        for live in lives:
            live.reach(asker, each)

    def of(self, connection_id: str) -> FileSystem:
        """The files there. Raises UNKNOWN_CONNECTION, LOST, INVALID."""
        if connection_id == HERE:
            return self._here
        live = self._connection(connection_id)
        session = live.session
        if session is None or not session.alive:
            raise TowpathError(live.problem or Problem(ProblemKind.LOST, live.name))
        key = (session, _programs(live.connection))
        if key not in self._made:
            self._made[key] = self._make(session, live.connection)
            session.on_closed(lambda _: self._loop.post(lambda: self._end(session)))
        return self._made[key]

    def end_all(self) -> None:
        """The engine ends."""
        for made in self._made.values():
            made.end()
        self._made.clear()

    def _end(self, session: Session) -> None:
        for key in [key for key in self._made if key[0] is session]:
            self._made.pop(key).end()


def _programs(connection: Connection) -> Hashable:
    """What connections have to agree in to share a file system, besides the session."""
    return connection.sftp_command, connection.send_env, connection.set_env, connection.forward_agent
