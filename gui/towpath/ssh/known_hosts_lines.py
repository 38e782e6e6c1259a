"""Lines of known_hosts, as ssh(1) reads them: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"."""

from __future__ import annotations

import base64
import hmac
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

from towpath import files
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.trust import HostMarker
from towpath.ssh.config_match import matches_pattern
from towpath.ssh.keys import UNREADABLE

SSH_PORT = 22
_SALT_LENGTH = 20
"""Bytes, as long as a SHA-1."""


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in one line."""

    marker: HostMarker
    hosts: str
    """Patterns, or a hash."""
    type: str
    blob: bytes
    """The key in wire format (RFC 4253, 6.6); empty where it is no base64."""
    comment: str


class Entry(msgspec.Struct, frozen=True):
    """One line that may be usable, and where it is."""

    file: Path
    line: int
    marker: HostMarker
    hosts: str
    type: str
    blob: bytes


class Unusable(ValueError):  # noqa: N818 - ssh passes such a line over, which is no failure
    """Why ssh passes a line over, in words."""


def place_name(host: str, port: int, alias: str = "") -> str:
    """How known_hosts calls a machine: `host`, `[host]:port` for ports other than 22, or its HostKeyAlias."""
    name = alias or (host if port == SSH_PORT else f"[{host}]:{port}")
    return name.lower()


def text_lines(content: bytes) -> list[str]:
    """The lines of a file. Any byte may stand in a comment: each becomes one character, and back again."""
    return content.decode("latin-1").split("\n")


def fields(line: str) -> Fields | None:
    """Take a line apart; None for an empty one or a comment. The key is not checked. Raises Unusable."""
    line = line.strip(" \t\r")
    if not line or line.startswith("#"):
        return None
    marker = HostMarker.PLAIN
    if line.startswith("@"):
        word, line = _cut(line)
        if word not in tuple(HostMarker):
            raise Unusable(f"the marker {word} is not known")
        marker = HostMarker(word)
    hosts, rest = _cut(line)
    key_type, rest = _cut(rest)
    encoded, comment = _cut(rest)
    if not encoded:
        raise Unusable("there is no key in it")
    if key_type.isdigit():
        raise Unusable("its key is for version 1 of SSH")
    try:
        blob = base64.b64decode(encoded, validate=True)
    except ValueError:
        blob = b""
    return Fields(marker=marker, hosts=hosts, type=key_type, blob=blob, comment=comment)


def entries_of(content: bytes, file: Path) -> Iterator[Entry]:
    """The lines of a file, without checking their keys; those that ssh passes over are left out."""
    for number, line in enumerate(text_lines(content), start=1):
        try:
            found = fields(line)
        except Unusable:
            continue
        if found and found.blob:
            yield Entry(file, number, found.marker, found.hosts, found.type, found.blob)


def read(file: Path) -> Iterator[Entry]:
    """Those of a file; none of one that cannot be read."""
    try:
        content = file.read_bytes()
    except OSError:
        return
    yield from entries_of(content, file)


def append(file: Path, line: str) -> None:
    """One more line at the end. Raises TowpathError KNOWN_HOSTS_UNWRITABLE."""
    try:
        files.append_line(file, line)
    except TowpathError as error:
        raise TowpathError(Problem(ProblemKind.KNOWN_HOSTS_UNWRITABLE, str(file), error.problem.facts)) from error


def is_key(key_type: str, blob: bytes) -> bool:
    """Whether a line holds a whole key of the type it names."""
    try:
        load_ssh_public_key(f"{key_type} ".encode() + base64.b64encode(blob))
    except UNREADABLE:
        return False
    return True


def is_hashed(hosts: str) -> bool:
    """Whether the first field of a line is a hash (HashKnownHosts)."""
    return hosts.startswith("|")


def names(hosts: str, name: str) -> bool:
    """Whether the first field of a line names `name`: a hash, or patterns of which no negated one matches."""
    if is_hashed(hosts):
        try:
            salt = base64.b64decode(hosts.removeprefix("|1|").partition("|")[0], validate=True)
        except ValueError:
            return False
        return hmac.compare_digest(_hashed(name, salt).encode(), hosts.encode())
    found = False
    for pattern in hosts.lower().split(","):
        negated = pattern.startswith("!")
        if matches_pattern(name, pattern.removeprefix("!")):
            if negated:
                return False
            found = True
    return found


def hashed(name: str) -> str:
    """The name as HashKnownHosts writes it: `|1|salt|hash`."""
    return _hashed(name, os.urandom(_SALT_LENGTH))


def _hashed(name: str, salt: bytes) -> str:
    digest = hmac.digest(salt, name.encode(), "sha1")
    return f"|1|{base64.b64encode(salt).decode()}|{base64.b64encode(digest).decode()}"


def _cut(text: str) -> tuple[str, str]:
    """The first word and the rest."""
    word, *rest = re.split(r"[ \t]+", text, maxsplit=1)
    return word, rest[0] if rest else ""
