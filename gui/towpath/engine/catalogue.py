"""The connections and settings. Each change is on disk first: what could not be written is not pretended. Connections
that are not to be saved are there as long as the engine, and never on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from towpath.engine.connections import LiveConnection, Surroundings
from towpath.engine.parts import ConfigStore
from towpath.model.command import AddForward, RemoveForward, Up
from towpath.model.connection import Connection, SshConfigLink
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done
from towpath.model.settings import Bookmark, Config, Settings
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Snapshot
from towpath.model.transfer import HERE
from towpath.model.unique_name import unique_name
from towpath.ssh.config_connection import followed


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
        config, self._notices = store.load()
        self._config = replace(config, settings=_without_lost(config.settings, (c.id for c in config.connections)))
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

    def with_own(self, wished: Settings) -> Settings:
        """The settings as the user wishes them, but for those that have commands of their own."""
        browser = replace(
            self.settings.browser,
            log_sites=wished.browser.log_sites,
            idle_minutes=wished.browser.idle_minutes,
            change_system=wished.browser.change_system,
        )
        hosts = replace(self.settings.hosts, follow_new=wished.hosts.follow_new)
        return replace(wished, browser=browser, hosts=hosts)

    def save_settings(self, settings: Settings) -> None:
        """Replace them."""
        self._write(replace(self._config, settings=settings))

    def save_connection(self, connection: Connection, *, save: bool = True) -> None:
        """Add it, or replace the one with its id; one that is saved stays so. Raises NAME_TAKEN."""
        if any(c.name == connection.name and c.id != connection.id for c in self._connections()):
            raise TowpathError(Problem(ProblemKind.NAME_TAKEN, connection.name))
        before = self._connections()
        live = self._live.get(connection.id)
        saved = save or bool(live and live.saved)
        if saved:
            self._save(
                connection, _after_linking(self.settings, live.connection.link if live else None, connection.link)
            )
        if live:
            live.saved = saved
            live.save(connection)
        else:
            live = self._live[connection.id] = LiveConnection(connection, self._around, saved=saved)
        self._forget(before, self._connections())
        self._around.changed(live)

    def add_connections(self, connections: Sequence[Connection]) -> tuple[Connection, ...]:
        """Save many at once, each under a name that is free, and tell how they came to be."""
        names = self.free_names(connections)
        added = tuple(replace(one, name=name) for one, name in zip(connections, names, strict=True))
        if added:
            self._write(replace(self._config, connections=(*self._config.connections, *added)))
        for connection in added:
            live = self._live[connection.id] = LiveConnection(connection, self._around)
            self._around.changed(live)
        return added

    def follow(self, live: LiveConnection, read: Connection) -> None:
        """Take over what its ssh_config says of it now, unless it follows something else meanwhile."""
        connection = followed(live.connection, read)
        if self._live.get(live.id) is not live or live.connection.link != read.link or connection == live.connection:
            return
        if live.saved:
            self._save(connection)
        live.save(connection)
        self._around.changed(live)

    def free_names(self, connections: Sequence[Connection]) -> tuple[str, ...]:
        """What these would be called, were they added."""
        taken = {one.name for one in self._connections()}
        return tuple(unique_name(one.name, one.target.host, taken) for one in connections)

    def remove_connection(self, connection_id: str) -> LiveConnection:
        """Take it down and forget it, and with it the bookmarks that lead there."""
        live = self.connection(connection_id)
        before = self._connections()
        others = tuple(c for c in self._config.connections if c.id != connection_id)
        settings = _after_linking(self.settings, live.connection.link if live.saved else None, None)
        settings = _without_lost(settings, (c.id for c in before if c.id != connection_id))
        if live.saved or settings != self.settings:
            self._write(replace(self._config, connections=others, settings=settings))
        live.down()
        del self._live[connection_id]
        self._forget(before, self._connections())
        return live

    def add_forward(self, command: AddForward, done: Done) -> None:
        """Add one, which comes up at once where its connection is up, and with it where that waits."""
        live = self.connection(command.connection)
        forward = command.forward
        if forward.id in live.forward_ids:
            facts = {"detail": "the connection has this forward already"}
            raise TowpathError(Problem(ProblemKind.INVALID, forward.name, facts))
        if command.save:
            changed = replace(live.connection, forwards=(*live.connection.forwards, forward))
            self.save_connection(changed, save=live.saved)
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
            connection, before = replace(live.connection, forwards=kept), self._connections()
            if live.saved:
                self._save(connection)
            live.connection = connection
            self._forget(before, self._connections())
        live.remove_forward(command.forward)

    def _connections(self) -> tuple[Connection, ...]:
        """All of them, as they are meant to be."""
        return tuple(live.connection for live in self._live.values())

    def _save(self, connection: Connection, settings: Settings | None = None) -> None:
        kept = tuple(connection if c.id == connection.id else c for c in self._config.connections)
        connections = kept if connection in kept else (*kept, connection)
        self._write(replace(self._config, connections=connections, settings=settings or self.settings))

    def _write(self, config: Config) -> None:
        self._store.save(config)
        self._config = config


def _after_linking(settings: Settings, before: SshConfigLink | None, after: SshConfigLink | None) -> Settings:
    """A host of the user's own file that is followed no more does not come back by itself; one that is, may."""
    forgotten = dict.fromkeys(settings.hosts.forgotten)
    if before and not before.file:
        forgotten[before.host] = None
    if after and not after.file:
        forgotten.pop(after.host, None)
    return replace(settings, hosts=replace(settings.hosts, forgotten=tuple(forgotten)))


def _without_lost(settings: Settings, connection_ids: Iterable[str]) -> Settings:
    """Without what belongs to connections that are no more: bookmarks, and that all sites go through one. Site rules
    stay, so that no site goes another way by itself."""
    known = {HERE, *connection_ids}

    def kept(bookmark: Bookmark) -> Bookmark:
        leads_there = bookmark.other is None or bookmark.other.connection in known
        return bookmark if leads_there else replace(bookmark, other=None, synchronised=False)

    bookmarks = tuple(kept(one) for one in settings.files.bookmarks if one.place.connection in known)
    files, browser = replace(settings.files, bookmarks=bookmarks), settings.browser
    browser = replace(browser, own_ports={one: port for one, port in browser.own_ports.items() if one in known})
    if browser.everything_via not in known | {""}:
        mode = BrowserMode.RULES if browser.mode is BrowserMode.EVERYTHING else browser.mode
        browser = replace(browser, mode=mode, everything_via="")
    return replace(settings, files=files, browser=browser)
