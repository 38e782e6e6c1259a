"""Connections that live in an ssh_config: which hosts it has, importing them, and following the file."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from towpath.engine.connections import LiveConnection
from towpath.engine.host_config_watch import HostConfigWatch
from towpath.engine.linked_hosts import Resolved
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.connection import Connection, SshConfigLink
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.host_config import (
    ConnectionsImported,
    FindHosts,
    HostAlias,
    HostResolved,
    HostsFound,
    ImportHosts,
    ResolveHost,
)
from towpath.model.ports import Asker, Done
from towpath.net.cancel import Cancel
from towpath.ssh.config_host import destination

ConfigCommand = FindHosts | ResolveHost | ImportHosts
_Outcome = Resolved | Problem


class _Found(msgspec.Struct, frozen=True):
    """What a file has now."""

    names: frozenset[str]
    new: Sequence[Resolved]
    """Hosts that are to become connections by themselves."""
    followed: dict[SshConfigLink, _Outcome]


class ConfigHosts:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._catalogue = around.catalogue
        self._ending = Cancel()
        self._named: dict[str, frozenset[str]] = {}
        """By file: the hosts it had when it was looked at last."""
        self._watch: HostConfigWatch | None = None

    def obey(self, command: ConfigCommand, done: Done) -> None:
        """Answer it, then end it. Raises INVALID."""
        match command:
            case FindHosts():
                self._find(command, done)
            case ResolveHost():
                self._resolve(command, done)
            case ImportHosts():
                self._import(command, done)

    # --- questions

    def _find(self, command: FindHosts, done: Done) -> None:
        around = self._around

        def tell(found: tuple[tuple[HostAlias, ...], tuple[Problem, ...]]) -> None:
            hosts, problems = found
            following = {link.host: live.id for live, link in self._linked(command.file)}
            told = tuple(replace(host, connection=following.get(host.name, "")) for host in hosts)
            file = command.file or str(around.reader.own_files.user)
            around.answering.answer(command, HostsFound(hosts=told, file=file, problems=problems))

        around.answering.aside("hosts", lambda: around.reader.aliases(command.file), tell, done)

    def _resolve(self, command: ResolveHost, done: Done) -> None:
        named = destination(command.host)
        link = SshConfigLink(
            host=f"{named.user}@{named.host}" if named.user else named.host,
            file=command.file,
            options=(*command.options, *([f"Port={named.port}"] if named.port else [])),
        )
        ask = None if command.for_show else self._asker(command.asker, named.host)

        def tell(found: Resolved) -> None:
            told = HostResolved(
                values=found.values.entries,
                connection=found.connection,
                by=self._around.reader.by,
                remarks=found.remarks,
            )
            self._around.answering.answer(command, told)

        self._around.answering.aside("hosts", lambda: self._around.resolver.resolve(link, ask), tell, done)

    def _asker(self, asker: str, about: str) -> Asker:
        return self._around.asker(asker, about, self._ending)

    # --- import

    def _import(self, command: ImportHosts, done: Done) -> None:
        following = {link.host for _, link in self._linked(command.file)}
        ask = self._asker(command.asker, command.file or "~/.ssh/config")

        def read() -> tuple[Sequence[str], list[_Outcome]]:
            names = [host.name for host in self._around.reader.aliases(command.file)[0]]
            wished = command.hosts or names
            links = [SshConfigLink(host=host, file=command.file) for host in wished if host not in following]
            return names, self._outcomes(links, ask)

        self._around.answering.aside("hosts", read, partial(self._take, command, following), done)

    def _take(self, command: ImportHosts, following: set[str], read: tuple[Sequence[str], list[_Outcome]]) -> None:
        names, outcomes = read
        failed = [one for one in outcomes if isinstance(one, Problem)]
        resolved = [one for one in outcomes if isinstance(one, Resolved)]
        added = self._catalogue.add_connections([one.connection for one in resolved])
        new = {one.link.host for one in added if one.link}
        settings = self._catalogue.settings
        forgotten = dict.fromkeys(name for name in settings.hosts.forgotten if name not in new)
        follow_new = settings.hosts.follow_new if command.follow_new is None else command.follow_new
        if command.follow_new and not command.file:  # those that were there to be chosen, and were not
            forgotten |= dict.fromkeys(name for name in names if name not in new | following)
        hosts = replace(settings.hosts, follow_new=follow_new, forgotten=tuple(forgotten))
        if hosts != settings.hosts:
            self._around.save_settings(replace(settings, hosts=hosts))
        self.follow()
        told = ConnectionsImported(
            connections=tuple(one.id for one in added),
            already=len(following.intersection(command.hosts or names)),
            remarks=tuple(
                f"{connection.name}: {remark}"
                for connection, one in zip(added, resolved, strict=True)
                for remark in one.remarks
            ),
            problems=tuple(one for number, one in enumerate(failed) if one not in failed[:number]),
        )
        self._around.answering.answer(command, told)

    def _outcomes(self, links: Sequence[SshConfigLink], ask: Asker | None) -> list[_Outcome]:
        """Any thread; waits."""
        wanted = itertools.takewhile(lambda _: not self._ending.cancelled, links)
        return list(self._around.resolver.resolve_each(wanted, ask))

    # --- following

    def keep_approval(self, text: str) -> None:
        """A person has said yes to this command. Any thread."""

        def keep() -> None:
            settings = self._catalogue.settings
            hosts = replace(settings.hosts, approved=(*settings.hosts.approved, text))
            try:
                self._around.save_settings(replace(settings, hosts=hosts))
            except TowpathError as error:
                self._around.tell(error.problem)

        self._around.loop.post(keep)

    def read_anew(self, live: LiveConnection, connection: Connection) -> None:
        """The file of a connection was read to dial it."""
        try:
            self._catalogue.follow(live, connection)
        except TowpathError as error:  # it is dialled as the file says all the same
            self._around.tell(error.problem)

    def begin(self) -> None:
        """Follow the files from now on."""
        self._watch = HostConfigWatch(self._around.loop, self._around.reader.files, self._changed)
        self.follow()

    def stop(self) -> None:
        """Follow them no more."""
        self._ending.cancel()
        if self._watch:
            self._watch.stop()
            self._watch = None

    def follow(self) -> None:
        """Connections or settings are others now."""
        if self._watch:
            files = {live.connection.link.file for live in self._catalogue.live if live.connection.link}
            self._watch.watch(files | ({""} if self._catalogue.settings.hosts.follow_new else set()))

    def _linked(self, file: str) -> list[tuple[LiveConnection, SshConfigLink]]:
        found = ((live, live.connection.link) for live in self._catalogue.live)
        return [(live, link) for live, link in found if link and link.file == file]

    def _changed(self, file: str) -> None:
        """Read it: nothing runs for that but what is approved."""
        links = list({link for _, link in self._linked(file)})
        hosts = self._catalogue.settings.hosts
        known = {link.host for link in links}.union(hosts.forgotten)
        adds_new = hosts.follow_new and not file

        def read() -> None:
            try:
                names = [host.name for host in self._around.reader.aliases(file)[0]]
            except TowpathError:
                names = []  # every host that is resolved says why
            new = [name for name in names if name not in known] if adds_new else []
            outcomes = self._outcomes([*links, *(SshConfigLink(host=name) for name in new)], None)
            found = _Found(
                names=frozenset(names),
                new=[one for one in outcomes[len(links) :] if isinstance(one, Resolved)],
                followed=dict(zip(links, outcomes, strict=False)),  # fewer when all is about to end
            )
            self._around.loop.post(lambda: self._take_over(file, found))

        self._around.loop.aside("ssh-config-read", read)

    def _take_over(self, file: str, found: _Found) -> None:
        if self._ending.cancelled:
            return
        before, self._named[file] = self._named.get(file, frozenset()), found.names
        try:
            for live, link in self._linked(file):
                if outcome := found.followed.get(link):
                    self._take_one_over(live, link, outcome, found.names, before)
            there = {link.host for _, link in self._linked(file)}
            self._catalogue.add_connections(
                [one.connection for one in found.new if one.connection.link and one.connection.link.host not in there]
            )
        except TowpathError as error:
            self._around.tell(error.problem)

    def _take_one_over(
        self,
        live: LiveConnection,
        link: SshConfigLink,
        outcome: _Outcome,
        names: frozenset[str],
        before: frozenset[str],
    ) -> None:
        if isinstance(outcome, Problem):
            if outcome.kind is not ProblemKind.COMMAND_REFUSED:  # that is seen to when somebody brings it up
                live.estrange(outcome)
            return
        host, target = destination(link.host).host, live.connection.target.host
        had_name = host in before or (target != host and outcome.connection.target.host == host)
        if host not in names and had_name:
            file = link.file or str(self._around.reader.own_files.user)
            live.estrange(Problem(ProblemKind.HOST_NOT_IN_CONFIG, host, {"file": file}))
            return
        live.estrange(None)
        self._catalogue.follow(live, outcome.connection)
