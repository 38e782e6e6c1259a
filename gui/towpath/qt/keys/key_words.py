"""What is said of keys and agents, where it is said more than once. All of it is safe to be shown as plain text."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication

from towpath.model.keys import AgentInfo, CertificateInfo, KeyInfo
from towpath.model.text import path_text, printable
from towpath.model.words import as_sentence

_SHOWN_OF_FINGERPRINT = 10
"""Letters after the name of the hash: enough to tell the keys of one person apart."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyWords", text)


class Mark(msgspec.Struct, frozen=True):
    """One thing that is so about a key."""

    sign: str
    """An icon."""
    meaning: str
    """One of the colours of `theme.Colours`."""
    word: str
    """For a cell."""
    said: str
    """The same as a sentence."""


def shown_path(path: str) -> str:
    """A file as people write it: below `~` where it is there."""
    home = str(Path.home())
    short = "~" + path[len(home) :] if path.startswith(home + os.sep) else path
    return printable(path_text(os.fsencode(short)))


def file_name(path: str) -> str:
    """The last part of a path."""
    return printable(path_text(os.fsencode(Path(path).name)))


def identity(key: KeyInfo) -> str:
    """What a key is the same by when it is listed again, and what commands call it."""
    return key.path or key.fingerprint


def key_name(key: KeyInfo) -> str:
    """Its file, or what its agent calls it."""
    return file_name(key.path) if key.path else printable(key.comment) or short_fingerprint(key.fingerprint)


def type_text(key: KeyInfo) -> str:
    """`RSA 3072`; the bits of an Ed25519 key are always the same and not told."""
    if not key.type:
        return _tr("unknown")
    kind = printable(key.type)
    return kind if kind.startswith("ED25519") or not key.bits else f"{kind} {key.bits}"


def short_fingerprint(fingerprint: str) -> str:
    """Its beginning, as `SHA256:aBcDeFgHiJ…`."""
    name, colon, rest = printable(fingerprint).partition(":")
    cut = rest[:_SHOWN_OF_FINGERPRINT]
    return f"{name}{colon}{cut}{'…' if cut != rest else ''}"


def marks(key: KeyInfo, now: float | None = None) -> tuple[Mark, ...]:
    """What is so about it, what needs somebody first."""
    found = []
    if key.problem is not None:
        found.append(Mark("state-failed", "bad", _tr("of no use"), as_sentence(key.problem)))
    if key.too_open:
        said = _tr("Others on this machine can read it ({mode}): ssh refuses it")
        found.append(Mark("shared", "bad", _tr("too open"), said.format(mode=key.permissions)))
    if key.certificate is not None:
        found.append(_certificate_mark(key.certificate, time.time() if now is None else now))
    if key.is_token:
        found.append(Mark("security-key", "good", _tr("security key"), _tr("Its secret lies on a security key")))
    if key.encrypted:
        found.append(Mark("permissions", "good", _tr("passphrase"), _tr("A passphrase protects its file")))
    elif key.has_private and not key.is_token and key.problem is None:
        said = _tr("No passphrase: whoever gets the file can log in with it")
        found.append(Mark("unlock", "warning", _tr("no passphrase"), said))
    if key.path and not key.has_private:
        found.append(Mark("view", "muted", _tr("public part only"), _tr("Only its public part is here")))
    if key.in_agent:
        found.append(Mark("agent", "good", _tr("in agent"), _tr("The agent has it: no passphrase is asked")))
    if key.used_by:
        one, many = _tr("used by 1"), _tr("used by {n}")
        said_one, said_many = _tr("One connection names it"), _tr("{n} connections name it")
        number = len(key.used_by)
        word, said = (one, said_one) if number == 1 else (many.format(n=number), said_many.format(n=number))
        found.append(Mark("connections", "muted", word, said))
    return tuple(found)


def _certificate_mark(certificate: CertificateInfo, now: float) -> Mark:
    until, since = certificate.valid_before, certificate.valid_after
    if until and until <= now:
        said = _tr("Its certificate expired on {day}").format(day=moment(until))
        return Mark("certificate", "bad", _tr("certificate expired"), said)
    if since and since > now:
        said = _tr("Its certificate is valid only from {day} on").format(day=moment(since))
        return Mark("certificate", "warning", _tr("certificate not valid yet"), said)
    if not until:
        return Mark("certificate", "good", _tr("certificate"), _tr("Its certificate is valid for ever"))
    said = _tr("Its certificate is valid until {day}").format(day=moment(until))
    return Mark("certificate", "good", _tr("certificate until {day}").format(day=day(until)), said)


def validity(certificate: CertificateInfo) -> str:
    """From when to when."""
    since, until = certificate.valid_after, certificate.valid_before
    if since and until:
        return _tr("from {since} to {until}").format(since=moment(since), until=moment(until))
    if until:
        return _tr("until {until}").format(until=moment(until))
    return _tr("from {since} on").format(since=moment(since)) if since else _tr("always")


def day(when: float) -> str:
    """A date on this machine's clock."""
    return _moment(when, "%Y-%m-%d")


def moment(when: float) -> str:
    """With the time of day."""
    return _moment(when, "%Y-%m-%d %H:%M")


def _moment(when: float, form: str) -> str:
    try:
        return dt.datetime.fromtimestamp(when).strftime(form)  # noqa: DTZ006 - for a person at this machine
    except (OverflowError, ValueError, OSError):  # a certificate may name any number
        return _tr("a time far away")


def agent_name(agent: AgentInfo) -> str:
    """What people call it."""
    return printable(agent.name) or _tr("ssh-agent")


def agent_text(agent: AgentInfo) -> str:
    """What it holds, or why it is of no use."""
    if agent.problem is not None:
        return as_sentence(agent.problem)
    name = agent_name(agent)
    if not agent.keys:
        return _tr("{agent} runs, and holds no keys").format(agent=name)
    one, many = _tr("{agent} holds one key"), _tr("{agent} holds {n} keys")
    return one.format(agent=name) if agent.keys == 1 else many.format(agent=name, n=agent.keys)
