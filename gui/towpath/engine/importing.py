"""Saved connections of other programs come in; our own go out, as text that others can read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.engine import user_file
from towpath.engine.page_surroundings import PageSurroundings
from towpath.files import write_atomically
from towpath.model.browsing import LeftOut
from towpath.model.connection import Connection
from towpath.model.error import Problem, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.host_config import (
    ConnectionsExported,
    ConnectionsImported,
    ExportConnections,
    ImportSites,
    ProfileFormat,
    ReadSites,
    SitesRead,
)
from towpath.model.ports import Done, Secrets
from towpath.model.secret_text import SecretText
from towpath.model.settings import Bookmark
from towpath.model.transfer import Place
from towpath.model.trust import PASSWORD, PROXY_PASSWORD
from towpath.model.unique_name import unique_name
from towpath.store.importers import ParsedSite, ParsedSites, find_sites, read_place
from towpath.store.importers.exported import export

ImportCommand = ReadSites | ImportSites | ExportConnections


class _Found(msgspec.Struct, frozen=True):
    sites: tuple[ParsedSite, ...]
    left_out: tuple[LeftOut, ...]


class _Stored(msgspec.Struct, frozen=True):
    """What became of the passwords."""

    kept: int
    problems: tuple[Problem, ...]


class Importing:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._answering = around.answering

    def obey(self, command: ImportCommand, done: Done) -> None:
        """Answer it, then end it. Raises INVALID, UNKNOWN_CONNECTION."""
        match command:
            case ReadSites():
                self._answering.aside("sites", self._reading(command.path), partial(self._tell, command), done)
            case ImportSites():
                self._import(command, done)
            case ExportConnections():
                self._export(command, done)

    def _reading(self, path: str) -> Callable[[], _Found]:
        """What reads a file, or where these programs keep theirs."""
        if path:
            user_file.absolute(path)
        home, environment = self._around.home, self._around.environment

        def read() -> _Found:
            if path:
                found = read_place(path, user_file.content)
                return _Found(found.sites, found.left_out)
            return _together([_read_if_possible(place) for place in find_sites(home, environment)])

        return read

    def _is_there(self) -> Callable[[Connection], bool]:
        there = {_way(live.connection, self._around.local_user) for live in self._around.catalogue.live}
        return lambda connection: _way(connection, self._around.local_user) in there

    def _tell(self, command: ReadSites, found: _Found) -> None:
        is_there = self._is_there()
        sites = (replace(one.site, already=is_there(one.site.connection)) for one in found.sites)
        self._answering.answer(command, SitesRead(path=command.path, sites=tuple(sites), left_out=found.left_out))

    # --- import

    def _import(self, command: ImportSites, done: Done) -> None:
        is_there = self._is_there()
        secrets, local_user = self._around.secrets, self._around.local_user
        read = self._reading(command.path)

        def work() -> tuple[list[ParsedSite], int, _Stored]:
            wanted = [one for one in read().sites if one.site.name in command.names]
            fresh = [one for one in wanted if not is_there(one.site.connection)]
            stored = _store(fresh, secrets, local_user) if command.passwords else _Stored(0, ())
            return fresh, len(wanted) - len(fresh), stored

        self._answering.aside("sites", work, partial(self._take, command), done)

    def _take(self, command: ImportSites, worked: tuple[list[ParsedSite], int, _Stored]) -> None:
        fresh, already, stored = worked
        added = self._around.catalogue.add_connections([one.site.connection for one in fresh])
        bookmarks = tuple(
            Bookmark(label=connection.name, place=Place(connection.id, one.folder))
            for one, connection in zip(fresh, added, strict=True)
            if one.folder
        )
        if bookmarks:
            settings = self._around.catalogue.settings
            files = replace(settings.files, bookmarks=(*settings.files.bookmarks, *bookmarks))
            self._around.save_settings(replace(settings, files=files))
        told = ConnectionsImported(
            connections=tuple(one.id for one in added),
            already=already,
            passwords=stored.kept,
            problems=stored.problems,
        )
        self._answering.answer(command, told)

    # --- export

    def _export(self, command: ExportConnections, done: Done) -> None:
        catalogue = self._around.catalogue
        if command.connections:
            connections = tuple(catalogue.connection(one).connection for one in command.connections)
        else:
            connections = tuple(live.connection for live in catalogue.live if live.saved)
        if command.path:
            user_file.absolute(command.path)

        def write() -> ConnectionsExported:
            exported = _exported(command.format, connections)
            if command.path:
                write_atomically(Path(command.path), exported.text.encode())
            return exported

        self._answering.aside("export", write, partial(self._answering.answer, command), done)


def _exported(form: ProfileFormat, connections: tuple[Connection, ...]) -> ConnectionsExported:
    if form is ProfileFormat.TOWPATH:
        return ConnectionsExported(text=export(connections))
    from towpath.model.ssh_config_text import ssh_config_text  # rarely needed

    made = ssh_config_text(connections)
    return ConnectionsExported(text=made.text, left_out=made.left_out)


def _read_if_possible(place: str) -> ParsedSites | LeftOut:
    """One of the places that were found: what is damaged there is told, and hides nothing of the others."""
    try:
        return read_place(place, user_file.content)
    except TowpathError as error:
        return LeftOut(0, place, str(error))


def _together(found: list[ParsedSites | LeftOut]) -> _Found:
    sites, left_out = [], []
    taken: set[str] = set()
    for one in found:
        if isinstance(one, LeftOut):
            left_out.append(one)
            continue
        left_out += one.left_out
        for parsed in one.sites:
            connection = parsed.site.connection
            name = unique_name(parsed.site.name, connection.target.host, taken)
            site = replace(parsed.site, name=name, connection=replace(connection, name=name))
            sites.append(replace(parsed, site=site))
    return _Found(tuple(sites), tuple(left_out))


def _way(connection: Connection, local_user: str) -> object:
    """Two connections that are alike in this lead to the same account."""
    return tuple(hop.account(local_user) for hop in connection.hops), connection.proxy, connection.proxy_command


def _store(sites: list[ParsedSite], secrets: Secrets, local_user: str) -> _Stored:
    """Put their passwords into the keyring, as logins look for them. Waits for it."""
    kept, problems = 0, []
    for kind, key, password in (one for site in sites for one in _passwords(site, local_user)):
        if problem := secrets.set(kind, key, password.value):
            problems.append(problem)
            if secrets.unusable():
                break  # one is told; the others would say the same
        else:
            kept += 1
    return _Stored(kept, tuple(problems))


def _passwords(site: ParsedSite, local_user: str) -> list[tuple[str, str, SecretText]]:
    connection, passwords = site.site.connection, site.passwords
    found = [(PASSWORD, connection.target.account(local_user), passwords.target)]
    if connection.jumps:
        found.append((PASSWORD, connection.jumps[0].account(local_user), passwords.jump))
    if proxy := connection.proxy:
        found.append((PROXY_PASSWORD, f"{proxy.user}@{Endpoint(proxy.host, proxy.port)}", passwords.proxy))
    return [one for one in found if one[2]]
