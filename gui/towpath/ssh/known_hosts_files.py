"""The known_hosts files as a person looks after them: what stands in them, lines taken out, lines added.

Everything else in a file, comments and lines that nobody understands included, stays as it is, byte for byte.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from towpath.files import changed, write_atomically
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.trust import HostMarker, KnownHostLine, LineNamed
from towpath.ssh.fingerprint import fingerprint, key_name, md5_fingerprint, randomart
from towpath.ssh.known_hosts_lines import (
    SSH_PORT,
    Fields,
    Unusable,
    append,
    fields,
    is_hashed,
    is_key,
    names,
    place_name,
    read,
    text_lines,
)
from towpath.ssh.pasted_key import read_public_key

BACKUP_SUFFIX = ".old"
"""As ssh-keygen -R names it."""


def lines_of(file: Path) -> list[KnownHostLine]:
    """Every line with a key in it, and those that ssh passes over; none of a file that is not there.

    Raises TowpathError FILE_UNREADABLE.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unreadable(file, error) from error
    writable = _is_writable(file)
    found = []
    for number, text in enumerate(text_lines(content), start=1):
        line = KnownHostLine(file=str(file), line=number, text=text, writable=writable)
        try:
            if (parts := fields(text)) is not None:
                found.append(_described(line, parts))
        except Unusable as why:
            found.append(replace(line, problem=str(why)))
    return found


def is_about(line: KnownHostLine, name: str) -> bool:
    """Whether it is for the machine that known_hosts calls `name`, be it to trust it or to refuse it."""
    return bool(line.hosts) and names(line.hosts, name)


def name_typed(text: str) -> str:
    """What known_hosts calls the host that a person typed: `host`, `host:port`, `[host]:port`, all with `user@`."""
    host = text.strip().rpartition("@")[2]
    port = str(SSH_PORT)
    if host.startswith("["):
        host, _, port = host[1:].partition("]")
        port = port.removeprefix(":") or str(SSH_PORT)
    elif host.count(":") == 1:  # more of them are an IPv6 address
        host, _, port = host.partition(":")
    return place_name(host, int(port)) if port.isascii() and port.isdigit() else text.strip().lower()


def remove(lines: Iterable[LineNamed]) -> None:
    """Take these lines out; each file is kept as FILE.old before. Raises TowpathError FILE_CHANGED when one does not
    stand there any more: nothing is removed then; FILE_UNREADABLE, FILE_UNWRITABLE."""
    of_files: dict[str, list[LineNamed]] = {}
    for line in lines:
        of_files.setdefault(line.file, []).append(line)
    contents = [(Path(file), *_without(Path(file), these)) for file, these in of_files.items()]
    for file, before, after in contents:
        write_atomically(file.with_name(file.name + BACKUP_SUFFIX), before)
        write_atomically(file, after, instead_of=before)


def trust_authority(file: Path, hosts: str, public_line: str) -> None:
    """Accept what this authority has certified, for these hosts. Raises TowpathError INVALID,
    KNOWN_HOSTS_UNWRITABLE."""
    _add(file, HostMarker.AUTHORITY, hosts, public_line)


def revoke(file: Path, hosts: str, public_line: str) -> None:
    """Never accept this key, nor what it has certified. Raises TowpathError INVALID, KNOWN_HOSTS_UNWRITABLE."""
    _add(file, HostMarker.REVOKED, hosts, public_line)


def has_fingerprint(line: KnownHostLine, wanted: str) -> bool:
    """Whether its key has this fingerprint, `SHA256:…` or `MD5:…`."""
    if not line.fingerprint or wanted.startswith("SHA256:"):
        return bool(line.fingerprint) and line.fingerprint == wanted
    parts = fields(line.text)
    return parts is not None and md5_fingerprint(parts.blob) == wanted


def _described(line: KnownHostLine, parts: Fields) -> KnownHostLine:
    hashed = is_hashed(parts.hosts)
    line = replace(line, marker=parts.marker, hosts=_shown(parts.hosts), hashed=hashed, comment=_shown(parts.comment))
    try:
        name = key_name(parts.blob)
    except ValueError:
        return replace(line, type=_shown(parts.type), problem="its key is damaged")
    line = replace(
        line,
        type=name.type,
        bits=name.bits,
        fingerprint=fingerprint(parts.blob),
        randomart=randomart(parts.blob, name.type, name.bits),
    )
    if is_key(parts.type, parts.blob):
        return line
    return replace(line, problem="its key is damaged, or of a type that cannot be used")


def _shown(text: str) -> str:
    """A text of the file as people read it; `text_lines` has one character for each byte."""
    return text.encode("latin-1").decode("utf-8", "replace")


def _without(file: Path, lines: Sequence[LineNamed]) -> tuple[bytes, bytes]:
    """What the file has now, and what it has without these lines. Raises FILE_CHANGED, FILE_UNREADABLE."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise changed(file) from None
    except OSError as error:
        raise _unreadable(file, error) from error
    kept: dict[int, bytes] = dict(enumerate(io.BytesIO(content).readlines(), start=1))
    for line in lines:
        if kept.pop(line.line, b"").removesuffix(b"\n").decode("latin-1") != line.text:
            raise changed(file)
    return content, b"".join(kept.values())


def _add(file: Path, marker: HostMarker, hosts: str, public_line: str) -> None:
    key = read_public_key(public_line)
    patterns = _patterns(hosts)
    entries = [(one.marker, one.hosts, one.blob) for one in read(file)]
    if (marker, patterns, key.blob) in entries:
        return
    encoded = base64.b64encode(key.blob).decode()
    append(file, f"{marker} {patterns} {key.type} {encoded} {key.comment}".rstrip())


def _patterns(text: str) -> str:
    """Patterns of hosts as they are written. Raises INVALID."""
    patterns = [pattern for part in text.split(",") if (pattern := part.strip())]
    if not patterns or all(pattern.startswith("!") for pattern in patterns):
        raise _invalid("these hosts", "no host is named", "name hosts, or patterns like *.example.org")
    for pattern in patterns:
        if pattern.strip("!") == "" or any(char.isspace() or char in '"#|@' for char in pattern):
            raise _invalid(
                pattern, "it is no host name and no pattern", "write hosts like *.example.org,!test.example.org"
            )
    return ",".join(patterns)


def _is_writable(file: Path) -> bool:
    """Whether it can be replaced, which its folder has to allow, too."""
    target = Path(os.path.realpath(file))
    return os.access(target, os.W_OK) and os.access(target.parent, os.W_OK)


def _unreadable(file: Path, error: OSError) -> TowpathError:
    return TowpathError(Problem(ProblemKind.FILE_UNREADABLE, str(file), {"detail": error.strerror or str(error)}))


def _invalid(subject: str, detail: str, hint: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.INVALID, subject, {"detail": detail, "hint": hint}))
