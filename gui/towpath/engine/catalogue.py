"""The saved connections and settings. Each change is on disk first: what could not be written is not pretended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from towpath.engine.connections import LiveConnection, Surroundings
from towpath.engine.parts import ConfigStore
from towpath.model.command import AddForward, RemoveForward, Up
from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done
from towpath.model.settings import Config, Settings
from towpath.model.state import Snapshot


class Catalogue:
    """Engine thread only, but for `settings`. Every method that changes something raises what writing it raises.

    `forget` is told, after a change, which connections there were and which there are: secrets may go.
    """

    def __init__(
        self,
        store: ConfigStore,
        around: Surroundings,
        forget: Callable[[Sequence[Connection], Sequence[Connection]], None],
    ) -> None:
        """Raises what `store.load` raises."""
        self._store = store
        self._around = around
        self._forget = forget
        self._config, self._notices = store.load()
        self._live = {c.id: LiveConnection(c, around) for c in self._config.connections}

    @property
    def settings(self) -> Settings:
        """The user's. Any thread."""
        return self._config.settings

    @property
    def live(self) -> Sequence[LiveConnection]:
        """Every connection as it is now."""
        return tuple(self._live.values())

    def snapshot(self) -> Snapshot:
        """To begin with."""
        return Snapshot(
            connections=tuple(live.state() for live in self._live.values()),
            notices=self._notices,
            settings=self._config.settings,
        )

    def connection(self, connection_id: str, forward_ids: Iterable[str] = ()) -> LiveConnection:
        """The connection, which has these forwards. Raises UNKNOWN_CONNECTION, UNKNOWN_FORWARD."""
        live = self._live.get(connection_id)
        if live is None:
            facts = {"choices": ", ".join(c.name for c in self._live.values())}
            raise TowpathError(Problem(ProblemKind.UNKNOWN_CONNECTION, connection_id, facts))
        for forward_id in forward_ids:
            if forward_id not in live.forward_ids:
                facts = {"choices": ", ".join(f.forward.name for f in live.state().forwards)}
                raise TowpathError(Problem(ProblemKind.UNKNOWN_FORWARD, forward_id, facts))
        return live

    def save_settings(self, settings: Settings) -> None:
        """Replace them."""
        self._save(replace(self._config, settings=settings))

    def save_connection(self, connection: Connection) -> None:
        """Add it, or replace the one with its id. Raises NAME_TAKEN."""
        others = [c for c in self._config.connections if c.id != connection.id]
        if any(c.name == connection.name for c in others):
            raise TowpathError(Problem(ProblemKind.NAME_TAKEN, connection.name))
        live = self._live.get(connection.id)
        if live:
            self._replace(connection)
            live.save(connection)
        else:
            self._save(replace(self._config, connections=(*others, connection)))
            live = self._live[connection.id] = LiveConnection(connection, self._around)
        self._around.changed(live)

    def remove_connection(self, connection_id: str) -> LiveConnection:
        """Take it down and forget it."""
        live = self.connection(connection_id)
        others = tuple(c for c in self._config.connections if c.id != connection_id)
        self._save(replace(self._config, connections=others))
        live.down()
        return self._live.pop(connection_id)

    def add_forward(self, command: AddForward, done: Done) -> None:
        """Add one, which comes up at once where its connection is up, and with it where that waits."""
        live = self.connection(command.connection)
        forward = command.forward
        if forward.id in live.forward_ids:
            facts = {"detail": "the connection has this forward already"}
            raise TowpathError(Problem(ProblemKind.INVALID, forward.name, facts))
        if command.save:
            self.save_connection(replace(live.connection, forwards=(*live.connection.forwards, forward)))
        else:
            live.add_forward(forward)
        if live.is_under_way and forward.enabled:
            live.up(Up(connection=live.id, forwards=(forward.id,), asker=command.asker), done)
        else:
            self._around.finished(done, None)

    def remove_forward(self, command: RemoveForward) -> None:
        """Take one down and forget it, saved or not."""
        live = self.connection(command.connection, [command.forward])
        kept = tuple(f for f in live.connection.forwards if f.id != command.forward)
        if kept != live.connection.forwards:
            connection = replace(live.connection, forwards=kept)
            self._replace(connection)
            live.connection = connection
        live.remove_forward(command.forward)

    def _replace(self, connection: Connection) -> None:
        kept = tuple(connection if c.id == connection.id else c for c in self._config.connections)
        self._save(replace(self._config, connections=kept))

    def _save(self, config: Config) -> None:
        self._store.save(config)
        before, self._config = self._config, config
        self._forget(before.connections, config.connections)
