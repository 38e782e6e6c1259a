"""The configuration file: one JSON document, replaced atomically, with the version before the last change beside it.

A file that cannot be understood is never overwritten: it is kept aside under a new name, the backup is used in its
place, and the user is told. A file of a newer Towpath is left alone and stops the program.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from towpath.files import keep_aside, write_atomically
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.settings import Config
from towpath.store.paths import Profile

CURRENT_VERSION = Config().version

Document = dict[str, Any]
MIGRATIONS: dict[int, Callable[[Document], Document]] = {
    1: lambda document: document,  # version 2 has more kinds of forwards, and leaves what it had as it was
    2: lambda document: document,  # version 3 knows SFTP server commands
    3: lambda document: document,  # version 4 has settings for files
    4: lambda document: document,  # version 5 has those for browsers
    5: lambda document: document,  # version 6 has connections that follow ssh_config, and more of its options
    6: lambda document: document,  # version 7 has favourites, and settings for the desktop and new connections
}
"""From a version to the next: `MIGRATIONS[n]` turns a document of version n into one of version n + 1."""


class ConfigStore:
    """Reads and writes the configuration of one profile. Used by the engine's thread only, which holds the lock."""

    def __init__(self, profile: Profile, migrations: dict[int, Callable[[Document], Document]] | None = None) -> None:
        self._profile = profile
        self._migrations = MIGRATIONS if migrations is None else migrations

    def load(self) -> tuple[Config, tuple[Problem, ...]]:
        """The configuration, and what the user should be told about it.

        Raises TowpathError CONFIG_TOO_NEW or FILE_UNREADABLE, in which case nothing was changed on disk.
        """
        try:
            return self._read(self._profile.config), ()
        except FileNotFoundError:
            return Config(), ()
        except _DamagedError as damage:
            return self._set_damaged_aside(damage)

    def peek(self) -> Config:
        """What is saved, or nothing where it cannot be read. Needs no lock and changes nothing: for completion."""
        try:
            return self._read(self._profile.config)
        except (FileNotFoundError, _DamagedError, TowpathError):
            return Config()

    def save(self, config: Config) -> None:
        """Replace the file; what it held becomes the backup. Raises TowpathError FILE_UNWRITABLE, INVALID."""
        content = msgspec.json.format(msgspec.json.encode(config), indent=2) + b"\n"
        try:
            msgspec.json.decode(content, type=Config)
        except msgspec.ValidationError as error:  # it would be taken for damage at the next start
            raise TowpathError(Problem(ProblemKind.INVALID, "cannot save this", {"detail": str(error)})) from error
        try:
            before = self._profile.config.read_bytes()
        except FileNotFoundError:
            before = b""
        except OSError as error:
            raise _unreadable(self._profile.config, error) from error
        if before and before != content:
            write_atomically(self._profile.backup, before)
        write_atomically(self._profile.config, content)

    def _set_damaged_aside(self, damage: _DamagedError) -> tuple[Config, tuple[Problem, ...]]:
        path = self._profile.config
        try:
            config, from_backup = self._read(self._profile.backup), str(self._profile.backup)
        except (FileNotFoundError, _DamagedError):
            config, from_backup = Config(), ""
        aside = keep_aside(path, "damaged")
        if from_backup:
            self.save(config)
        facts = {"detail": str(damage), "file": str(aside), "backup": from_backup}
        return config, (Problem(ProblemKind.CONFIG_DAMAGED, str(path), facts),)

    def _read(self, path: Path) -> Config:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise _unreadable(path, error) from error
        try:
            document = msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _DamagedError(str(error)) from error
        return self._understand(path, document)

    def _understand(self, path: Path, document: object) -> Config:
        if not isinstance(document, dict) or not isinstance(version := document.get("version"), int):
            raise _DamagedError("it has no version")
        if version > CURRENT_VERSION:
            raise TowpathError(Problem(ProblemKind.CONFIG_TOO_NEW, str(path), {"detail": str(version)}))
        try:
            while version < CURRENT_VERSION:
                if version not in self._migrations:
                    raise _DamagedError(f"there was never a version {version}")
                document = self._migrations[version](document)
                version += 1
                document["version"] = version
            config = msgspec.convert(document, type=Config)
        except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
            raise _DamagedError(str(error)) from error
        _check_unique(config)
        return config


class _DamagedError(Exception):
    """The file is there, but it is not a configuration; `str()` says why."""


def _check_unique(config: Config) -> None:
    for what, values in (
        ("id", [c.id for c in config.connections]),
        ("name", [c.name for c in config.connections]),
    ):
        double = next((v for v in values if values.count(v) > 1), None)
        if double is not None:
            raise _DamagedError(f"two connections have the {what} {double!r}")


def _unreadable(path: Path, error: OSError) -> TowpathError:
    return TowpathError(Problem(ProblemKind.FILE_UNREADABLE, str(path), {"detail": error.strerror or str(error)}))
