"""Profile and keys in one encrypted file, and back: what is there already is never replaced."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.engine import user_file
from towpath.engine.own_program import age_command
from towpath.engine.page_surroundings import PageSurroundings
from towpath.files import write_atomically, write_new
from towpath.model.browsing import LeftOut
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.host_config import BackupMade, BackupRestored, MakeBackup, RestoreBackup
from towpath.model.ports import Done
from towpath.model.settings import Config, HostSettings, Settings
from towpath.model.site_rule import BrowserSettings
from towpath.ssh.ssh_config import NO_FILE
from towpath.store.age_file import AgeError, decrypted, encrypted, is_age_file
from towpath.store.backup import (
    LARGEST_KEY,
    Backup,
    KeyFile,
    NotABackup,
    companions,
    is_key_place,
    is_private_key,
    pack,
    unpack,
)

BackupCommand = MakeBackup | RestoreBackup


class _Keys(msgspec.Struct, frozen=True):
    """Those that were taken, or put back."""

    files: tuple[KeyFile, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Of the private ones, from the home folder on."""
        return tuple(key.path for key in self.files if not key.path.endswith(".pub"))


class Backups:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._answering = around.answering

    def obey(self, command: BackupCommand, done: Done) -> None:
        """Answer it, then end it. Raises INVALID."""
        user_file.absolute(command.path)
        if not command.passphrase:
            facts = {"detail": "it has no passphrase", "hint": "choose one that you can remember"}
            raise TowpathError(Problem(ProblemKind.INVALID, command.path, facts))
        match command:
            case MakeBackup():
                self._make(command, done)
            case RestoreBackup():
                self._restore(command, done)

    # --- making one

    def _make(self, command: MakeBackup, done: Done) -> None:
        catalogue, home = self._around.catalogue, self._around.home
        connections = tuple(live.connection for live in catalogue.live if live.saved)
        settings = catalogue.settings
        browser = BrowserSettings(rules=settings.browser.rules)  # the rest is of this machine
        config = Config(settings=replace(settings, browser=browser), connections=connections)

        def make() -> BackupMade:
            wanted = _listed(connections, home) if command.keys is None else [Path(one) for one in command.keys]
            keys = _taken(wanted, home)
            content = pack(Backup(config=config, home=str(home), keys=keys.files))
            try:
                sealed = encrypted(content, command.passphrase.value, age_command())
            except (AgeError, OSError) as error:
                raise TowpathError(
                    Problem(ProblemKind.FILE_UNWRITABLE, command.path, {"detail": str(error)})
                ) from error
            write_atomically(Path(command.path), sealed)
            paths = tuple(str(home / path) for path in keys.paths)
            return BackupMade(connections=len(connections), keys=paths, left_out=keys.left_out)

        self._answering.aside("backup", make, partial(self._answering.answer, command), done)

    # --- putting it back

    def _restore(self, command: RestoreBackup, done: Done) -> None:
        home = self._around.home

        def read() -> tuple[Config, _Keys]:
            backup = _opened(command)
            connections = tuple(_at_home(one, backup.home, home) for one in backup.config.connections)
            config = replace(backup.config, connections=connections)
            return config, put_back(backup.keys, home, dry_run=command.dry_run)

        self._answering.aside("backup", read, partial(self._take, command), done)

    def _take(self, command: RestoreBackup, read: tuple[Config, _Keys]) -> None:
        config, keys = read
        catalogue, home = self._around.catalogue, self._around.home
        there = {live.id for live in catalogue.live}
        fresh = [one for one in config.connections if one.id not in there]
        names = catalogue.free_names(fresh)
        if not command.dry_run:
            catalogue.add_connections(fresh)
            self._around.add_rules(config.settings.browser.rules)
            settings = _merged(catalogue.settings, config.settings)
            if settings != catalogue.settings:
                self._around.save_settings(settings)
        told = BackupRestored(
            connections=names, keys=tuple(str(home / path) for path in keys.paths), left_out=keys.left_out
        )
        self._answering.answer(command, told)


def _listed(connections: Sequence[Connection], home: Path) -> list[Path]:
    """The private keys that the page of keys shows. Waits for the disk."""
    from towpath.ssh.key_facts import keys_below  # with cryptography, which takes its time

    below = [Path(key.path) for key in keys_below(home / ".ssh") if key.has_private]
    named = (file for one in connections for hop in one.hops for file in hop.auth.identity_files)
    expanded = (home / file[2:] if file.startswith("~/") else Path(file) for file in named)
    return list(dict.fromkeys([*below, *(path for path in expanded if path.is_file())]))


def _taken(private: Iterable[Path], home: Path) -> _Keys:
    files: dict[str, KeyFile] = {}
    left_out = []
    for path in private:
        try:
            for one in _with_companions(path, home):
                files[one.path] = one
        except ValueError as why:
            left_out.append(LeftOut(0, str(path), str(why)))
        except TowpathError as error:
            left_out.append(LeftOut(0, str(path), str(error)))
    return _Keys(tuple(files.values()), tuple(left_out))


def _with_companions(path: Path, home: Path) -> Iterable[KeyFile]:
    """A key with its .pub and its certificate. Raises ValueError, with why, for one that could not be put back."""
    if not path.is_relative_to(home):
        raise ValueError("it is not below your home folder")
    name = path.relative_to(home).as_posix()
    content = user_file.content(str(path))
    if not is_private_key(content) or len(content) > LARGEST_KEY:
        raise ValueError("it is no private key")
    if not is_key_place(name):
        raise ValueError("it lies in a hidden folder, or has a name that means something else")
    yield KeyFile(name, content)
    for companion in companions(name):
        if (home / companion).is_file():
            yield KeyFile(companion, user_file.content(str(home / companion)))


def _opened(command: RestoreBackup) -> Backup:
    """Raises BACKUP_UNREADABLE, PASSPHRASE_WRONG, FILE_UNREADABLE."""
    content = user_file.content(command.path)
    if not is_age_file(content):
        raise TowpathError(Problem(ProblemKind.BACKUP_UNREADABLE, command.path))
    try:
        return unpack(decrypted(content, command.passphrase.value, age_command()))
    except AgeError as error:
        if error.wrong_passphrase:
            raise TowpathError(Problem(ProblemKind.PASSPHRASE_WRONG, command.path, {"act": "restore"})) from error
        raise TowpathError(Problem(ProblemKind.BACKUP_UNREADABLE, command.path, {"detail": str(error)})) from error
    except (NotABackup, OSError) as error:
        raise TowpathError(Problem(ProblemKind.BACKUP_UNREADABLE, command.path, {"detail": str(error)})) from error


def put_back(keys: Iterable[KeyFile], home: Path, *, dry_run: bool) -> _Keys:
    """What is not there. Waits for the disk."""
    files, left_out = [], []
    for key in keys:
        path = home / key.path
        if os.path.lexists(path):
            if not _holds(path, key.content):
                left_out.append(LeftOut(0, str(path), "another file has this name"))
            continue
        try:
            if not dry_run:
                write_new(path, key.content, key.mode)
            files.append(key)
        except TowpathError as error:
            left_out.append(LeftOut(0, str(path), str(error)))
    return _Keys(tuple(files), tuple(left_out))


def _holds(path: Path, content: bytes) -> bool:
    try:
        return user_file.content(str(path)) == content
    except TowpathError:
        return False


def _at_home(connection: Connection, before: str, home: Path) -> Connection:
    """With its paths as they are below this home folder. A backup may have been made by somebody else: the commands in
    it are shown before they first run. Waits for the disk."""

    def path(file: str) -> str:
        return str(home / file.removeprefix(f"{before}/")) if before and file.startswith(f"{before}/") else file

    def auth(of: Auth) -> Auth:
        files, certificates = of.identity_files, of.certificate_files
        return replace(of, identity_files=tuple(map(path, files)), certificate_files=tuple(map(path, certificates)))

    def hop(of: Hop) -> Hop:
        return replace(of, auth=auth(of.auth), known_hosts_files=tuple(map(path, of.known_hosts_files)))

    link = connection.link
    if link:
        link = replace(link, file=path(link.file))
        follows = link.file == NO_FILE or Path(link.file or home / ".ssh" / "config").exists()
        link = link if follows else None  # what was read there last is better than nothing
    jumps = tuple(map(hop, connection.jumps))
    return replace(connection, target=hop(connection.target), jumps=jumps, link=link, imported=True)


def _merged(now: Settings, before: Settings) -> Settings:
    """A profile whose settings nobody has touched takes those of the backup over; any other only its bookmarks. What
    is done with browsers at the moment stays, and which commands were approved here."""
    if replace(now, browser=Settings().browser, hosts=HostSettings()) == Settings():
        hosts = replace(before.hosts, welcomed=now.hosts.welcomed, approved=now.hosts.approved)
        return replace(before, browser=now.browser, hosts=hosts)
    missing = tuple(one for one in before.files.bookmarks if one not in now.files.bookmarks)
    return replace(now, files=replace(now.files, bookmarks=(*now.files.bookmarks, *missing)))
