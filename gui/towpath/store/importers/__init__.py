"""Saved connections of other programs. What a file is, is seen from its content, not from its name.

A reader for each format says what stands there. What cannot be a connection here is told with why: nothing is dropped
in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.store.importers import exported, filezilla, putty, registry, winscp
from towpath.store.importers.site import Malformed, ParsedSite, ParsedSites, StoredPasswords

__all__ = ["ParsedSite", "ParsedSites", "StoredPasswords", "find_sites", "is_sites", "read_place"]

MOST_SESSIONS = 10_000
LARGEST_SESSION = 1 << 18
"""Bytes; one has about 8,000."""
FILEZILLA_SITES = "sitemanager.xml"
Content = Callable[[str], bytes]
"""Reads a file. Raises TowpathError."""


def find_sites(home: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Where these programs keep them on this machine: files and folders that are there."""
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    data = [Path(environment["APPDATA"])] if environment.get("APPDATA") else []
    sessions = environment.get("PUTTYSESSIONS") or (
        Path(environment["PUTTYDIR"]) / "sessions" if environment.get("PUTTYDIR") else None
    )
    putty_places = [Path(sessions)] if sessions else [config / "putty" / "sessions", home / ".putty" / "sessions"]
    filezilla_places = [folder / FILEZILLA_SITES for folder in (config / "filezilla", home / ".filezilla")]
    filezilla_places += [folder / "FileZilla" / FILEZILLA_SITES for folder in data]
    winscp_places = [folder / "WinSCP.ini" for folder in data]
    first_of_each = (
        next((place for place in places if place.exists()), None)
        for places in (putty_places, filezilla_places, winscp_places)
    )
    return tuple(str(place) for place in first_of_each if place)


def is_sites(content: bytes) -> bool:
    """Whether it looks like one of these formats, and not like an ssh_config."""
    try:
        text = _text(content)
    except Malformed:
        return False
    start = text.lstrip()
    return start.startswith(("<", "{")) or registry.is_export(text) or winscp.is_ini(text) or putty.is_session(text)


def read_place(path: str, content: Content) -> ParsedSites:
    """What a file has, or a folder of PuTTY's or FileZilla's. Waits for the disk.

    Raises TowpathError SITE_FILE_MALFORMED, and what `content` raises.
    """
    try:
        if not Path(path).is_dir():
            return _read(content(path), Path(path).name)
        file = Path(path, FILEZILLA_SITES)
        if file.is_file():
            return _read(content(str(file)), file.name)
        inner = Path(path, "sessions")
        return _read_folder(inner if inner.is_dir() else Path(path), content)
    except Malformed as error:
        facts = {"line": str(error.line or ""), "detail": error.detail}
        raise TowpathError(Problem(ProblemKind.SITE_FILE_MALFORMED, path, facts)) from error
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, path, facts)) from error


def _read(content: bytes, name: str) -> ParsedSites:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return filezilla.read(content)
    text = _text(content)
    if text.lstrip().startswith("{"):
        return exported.read(text)
    if registry.is_export(text):
        if sections := registry.winscp_sections(text):
            return winscp.read(sections)
        sessions = registry.putty_sessions(text)
        return putty.read({putty.session_name(coded): values for coded, values in sessions.items()})
    if winscp.is_ini(text):
        return winscp.read(winscp.sections_of(text))
    if putty.is_session(text):
        return putty.read({putty.session_name(name): putty.values_of_file(text)})
    raise Malformed(0, "")


def _read_folder(folder: Path, content: Content) -> ParsedSites:
    files = sorted(file for file in folder.iterdir() if not file.name.startswith(".") and file.is_file())
    if len(files) > MOST_SESSIONS:
        raise Malformed(
            0, translate("Fact", "it has more than {most_sessions} files").format(most_sessions=MOST_SESSIONS)
        )
    sessions = {}
    for file in files:
        read = content(str(file)) if file.stat().st_size <= LARGEST_SESSION else b""
        if b"\0" not in read and putty.is_session(text := _text(read)):
            sessions[putty.session_name(file.name)] = putty.values_of_file(text)
    if files and not sessions:
        raise Malformed(0, "no session of PuTTY is in this folder")
    return putty.read(sessions)


def _text(content: bytes) -> str:
    """Raises Malformed."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Windows wrote before it knew better
    if "\0" in text:
        raise Malformed(text[: text.index("\0")].count("\n") + 1, "it is no text")
    return text
