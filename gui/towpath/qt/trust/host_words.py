"""What is said of lines of known_hosts, where it is said more than once. Safe to be shown as plain text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.model.text import printable
from towpath.model.trust import HostMarker, KnownHostLine, LineNamed
from towpath.model.words import said
from towpath.qt.keys.key_words import Mark, file_name, shown_path


def _tr(text: str) -> str:
    return QCoreApplication.translate("HostWords", text)


def named(line: KnownHostLine) -> LineNamed:
    """The line as commands name it."""
    return LineNamed(line.file, line.line, line.text)


def hosts_text(line: KnownHostLine) -> str:
    """Whom it is about, as far as that can be read."""
    if line.hashed:
        return _tr("(hashed)")
    if line.hosts == "*":
        return _tr("every host (*)")
    return printable(line.hosts).replace(",", ", ") or printable(line.text.strip())


def type_text(line: KnownHostLine) -> str:
    """`RSA 3072`; the bits of an Ed25519 key are always the same and not told."""
    kind = printable(line.type)
    return kind if kind.startswith("ED25519") or not line.bits else f"{kind} {line.bits}"


def place_text(line: KnownHostLine) -> str:
    """`known_hosts:12`."""
    return f"{file_name(line.file)}:{line.line}"


def full_place_text(line: KnownHostLine) -> str:
    """`~/.ssh/known_hosts:12`."""
    return _tr("{file}, line {number}").format(file=shown_path(line.file), number=line.line)


def marks(line: KnownHostLine) -> tuple[Mark, ...]:
    """What is so about it, what matters most first."""
    found = []
    if line.problem:
        meaning = _tr("ssh passes this line over: {why}").format(why=printable(said(line.problem)))
        found.append(Mark("state-failed", "bad", _tr("of no use"), meaning))
    if line.marker is HostMarker.REVOKED:
        meaning = _tr("Revoked: this key is never accepted, whoever shows it")
        found.append(Mark("way-block", "bad", _tr("revoked"), meaning))
    if line.marker is HostMarker.AUTHORITY:
        meaning = _tr("An authority: hosts that it has certified are trusted")
        found.append(Mark("certificate", "good", _tr("authority"), meaning))
    if line.hashed:
        meaning = _tr("The name is hashed: whoever reads the file does not learn it (HashKnownHosts)")
        found.append(Mark("hash", "muted", _tr("hashed"), meaning))
    if not line.writable:
        meaning = _tr("You cannot change this file")
        found.append(Mark("permissions", "muted", _tr("read only"), meaning))
    if number := len(line.used_by):
        one, many = _tr("used by 1"), _tr("used by {n}")
        said_one, said_many = _tr("One connection leads there"), _tr("{n} connections lead there")
        word, meaning = (one, said_one) if number == 1 else (many.format(n=number), said_many.format(n=number))
        found.append(Mark("connections", "muted", word, meaning))
    return tuple(found)
