"""One readable file for who looks for a fault: what happened, the log, crash reports, versions and settings."""

from __future__ import annotations

import importlib.metadata
import platform
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath import __version__
from towpath.files import write_atomically
from towpath.model.activity import Activity, ExportActivity
from towpath.model.pseudonyms import Pseudonyms
from towpath.model.redact import redact, removed_in
from towpath.model.sentences.activity import whole_line
from towpath.model.settings import Config
from towpath.store.records import Records

_LIBRARIES = ("PySide6-Essentials", "paramiko", "sshtunnel", "cryptography", "keyring")
_OF_THE_DESKTOP = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "DESKTOP_SESSION", "LANG", "QT_QPA_PLATFORM")


def export(
    command: ExportActivity,
    entries: Sequence[Activity],
    config: Config,
    records: Records,
    *,
    home: Path,
    local_user: str,
    environment: Mapping[str, str],
) -> int:
    """Write it; returns how many secrets are missing in it. Waits for the disk. Raises TowpathError FILE_UNWRITABLE."""
    parts = [
        _part("Versions", "\n".join(_versions(environment))),
        _part("What happened", "\n".join(map(whole_line, entries))),
        _part("Connections", _as_json(config.connections)),
        _part("Settings", _as_json(_without_bookmarks(config))),
        *(_part(f"Crash report {name}", text) for name, text in records.crash_texts()),
        *(_part(f"Log {name}", text) for name, text in records.log_tails()),
    ]
    text = redact("\n".join(parts))
    if command.hide_names:
        names = Pseudonyms()
        _introduce(names, entries, config, home, local_user)
        text = names.hide(text)
    removed = removed_in(text)
    hidden = "with pseudonyms in place of machines, users and paths" if command.hide_names else "with all names"
    heading = f"Towpath: what is needed to find a fault, {hidden}. Secrets removed: {removed}.\n"
    write_atomically(Path(command.path), (heading + text).encode("utf-8", "backslashreplace"))
    return removed


def _part(title: str, text: str) -> str:
    return f"\n== {title} ==\n\n{text or 'nothing'}\n"


def _versions(environment: Mapping[str, str]) -> Iterator[str]:
    yield f"Towpath {__version__}"
    yield f"Python {platform.python_version()}"
    for library in _LIBRARIES:
        try:
            yield f"{library} {importlib.metadata.version(library)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{library}: its version is not known"
    yield f"{platform.system()} {platform.release()} ({platform.machine()})"
    for variable in _OF_THE_DESKTOP:
        if value := environment.get(variable):
            yield f"{variable}={value}"


def _as_json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _without_bookmarks(config: Config) -> object:
    """Bookmarks are paths and nothing else."""
    return replace(config.settings, files=replace(config.settings.files, bookmarks=()))


def _introduce(names: Pseudonyms, entries: Iterable[Activity], config: Config, home: Path, local_user: str) -> None:
    """All that is known to be a name."""
    hops = [hop for connection in config.connections for hop in connection.hops]
    names.know("host", [hop.host for hop in hops])
    names.know("user", [local_user, home.name, *(hop.user for hop in hops)])
    names.know("connection", [one.name for one in config.connections])
    forwards = [forward for connection in config.connections for forward in connection.forwards]
    names.know("forward", [one.label for one in forwards])
    names.know("group", [one.group for one in config.connections])
    names.know("host", [one.target.host for one in forwards if one.target is not None])
    names.know("host", [rule.pattern for rule in config.settings.browser.rules])
    names.know("host", [socket.gethostname()])
    for entry in entries:
        names.know("connection", [entry.connection])
        if entry.problem is not None:
            names.know("host", [entry.problem.facts.get(fact, "") for fact in ("host", "via")])
