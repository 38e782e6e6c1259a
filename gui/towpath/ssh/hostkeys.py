"""Is this the right machine? Host keys against known_hosts, with the verdicts of ssh(1).

The format is that of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". Files are only ever appended to.
"""

from __future__ import annotations

import base64
import enum
import functools
import hashlib
import hmac
import os
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_ssh_public_key
from paramiko import PKey

from towpath import files
from towpath.model.connection import Hop, HostKeyPolicy
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.prompt import Accept, HostKeyAsked
from towpath.ssh import host_certificate
from towpath.ssh.fingerprint import fingerprint, randomart

SSH_PORT = 22
_RSA_SIGNATURES = ("rsa-sha2-512", "rsa-sha2-256")


class HostKey(msgspec.Struct, frozen=True):
    """What a server shows in the key exchange, in wire format (RFC 4253, 6.6)."""

    type: str
    blob: bytes
    bits: int
    certificate: bytes = b""
    """The whole certificate, when it showed one; `blob` is the plain key inside."""

    @classmethod
    def shown_by(cls, key: PKey) -> HostKey:
        """The key that paramiko's `get_remote_server_key` returned."""
        certificate = key.public_blob.key_blob if key.public_blob else b""
        return cls(key.get_name(), key.asbytes(), key.get_bits(), certificate)

    @property
    def fingerprint(self) -> str:
        """`SHA256:…`."""
        return fingerprint(self.blob)

    @property
    def randomart(self) -> str:
        """The picture of ssh-keygen(1)'s `-lv`."""
        name = {"ssh-ed25519": "ED25519", "ssh-rsa": "RSA"}.get(self.type, "ECDSA")
        return randomart(self.blob, name, self.bits)


class Marker(enum.StrEnum):
    """What a line of known_hosts says about its key."""

    PLAIN = ""
    AUTHORITY = "@cert-authority"
    REVOKED = "@revoked"


class Entry(msgspec.Struct, frozen=True):
    """One usable line of a known_hosts file."""

    file: Path
    line: int
    marker: Marker
    hosts: str
    type: str
    blob: bytes


class Verdict(enum.Enum):
    """What known_hosts says about a host key."""

    KNOWN = enum.auto()
    NEW = enum.auto()
    CHANGED = enum.auto()
    REVOKED = enum.auto()


class Finding(msgspec.Struct, frozen=True):
    """A verdict and the line it rests on."""

    verdict: Verdict
    entry: Entry | None = None
    """The matching line, the one with the other key when CHANGED, none when NEW."""
    other_known_types: tuple[str, ...] = ()
    """NEW although known_hosts expects something for this host: a certificate of these types."""


class KnownHosts:
    """The known_hosts files. They are read anew at each call, as people edit them. Any thread."""

    def __init__(self, files: Sequence[Path], append_to: Path, *, hash_names: bool = False) -> None:
        self._files = tuple(files)
        self._append_to = append_to
        self._hash_names = hash_names
        self._appending = threading.Lock()

    @property
    def append_to(self) -> Path:
        """The file that gets accepted keys."""
        return self._append_to

    def check(self, host: str, port: int, alias: str, key: HostKey) -> Finding:
        """What ssh(1) would say to `key` from `host`; a certificate counts only under a known authority.

        A key that is not there is CHANGED as soon as the host has any other: since `algorithms` asks for the
        known types first, a server that shows another type has lost, or never had, the key we know.
        """
        entries = self._entries(place_name(host, port, alias))
        finding = _judge(entries, key, (alias or host).lower())
        if finding.verdict is Verdict.NEW and not alias and port != SSH_PORT:
            # As ssh does: the machine may be known by its plain name, with sshd now at another port.
            anywhere = _judge(self._entries(place_name(host, SSH_PORT)), key, host.lower())
            if anywhere.verdict in (Verdict.KNOWN, Verdict.REVOKED):
                return anywhere
        return finding

    def algorithms(self, host: str, port: int, alias: str, offered: Sequence[str]) -> list[str]:
        """`offered` (plain host key algorithms) in the order in which to propose them in the key exchange.

        Those of keys that are known come first; before them, where an authority is known, their certificates.
        """
        entries = self._entries(place_name(host, port, alias))
        if not entries and not alias:
            entries = self._entries(place_name(host, SSH_PORT))
        known = {entry.type for entry in entries if entry.marker is Marker.PLAIN}
        plain = sorted(offered, key=lambda algorithm: _key_type(algorithm) not in known)
        if any(entry.marker is Marker.AUTHORITY for entry in entries):
            return [algorithm + host_certificate.SUFFIX for algorithm in plain] + plain
        return plain

    def append(self, host: str, port: int, alias: str, key: HostKey) -> None:
        """Remember `key`: one more line, unless another login has added it meanwhile.

        Raises TowpathError KNOWN_HOSTS_UNWRITABLE.
        """
        name = place_name(host, port, alias)
        if self._hash_names:
            name = _hashed(name, os.urandom(hashlib.sha1(usedforsecurity=False).digest_size))
        with self._appending:
            if self.check(host, port, alias, key).verdict is Verdict.KNOWN:
                return
            try:
                files.append_line(self._append_to, f"{name} {key.type} {base64.b64encode(key.blob).decode()}")
            except TowpathError as error:
                raise TowpathError(
                    Problem(ProblemKind.KNOWN_HOSTS_UNWRITABLE, str(self._append_to), error.problem.facts)
                ) from error

    def _entries(self, name: str) -> list[Entry]:
        return [
            entry
            for file in self._files
            for entry in _read(file)
            if _names(entry.hosts, name) and _is_key(entry.type, entry.blob)
        ]


def default_files(home: Path) -> tuple[Path, ...]:
    """Where ssh(1) looks (UserKnownHostsFile, GlobalKnownHostsFile); the first is the one it appends to."""
    own, system = home / ".ssh", Path("/etc/ssh")
    return (
        own / "known_hosts",
        own / "known_hosts2",
        system / "ssh_known_hosts",
        system / "ssh_known_hosts2",
    )


def place_name(host: str, port: int, alias: str = "") -> str:
    """How known_hosts calls a machine: `host`, `[host]:port` for ports other than 22, or its HostKeyAlias."""
    name = alias or (host if port == SSH_PORT else f"[{host}]:{port}")
    return name.lower()


def verify(hop: Hop, key: PKey, *, known_hosts: KnownHosts, ask: Asker) -> None:
    """Return only if `key` may be trusted to be that of `hop`. To be called before anything secret is sent.

    Raises TowpathError HOST_KEY_CHANGED or HOST_KEY_REVOKED under every policy; HOST_KEY_UNKNOWN,
    HOST_KEY_REFUSED_BY_USER and KNOWN_HOSTS_UNWRITABLE for a new key; and what `ask` raises.
    """
    shown = HostKey.shown_by(key)
    finding = known_hosts.check(hop.host, hop.port, hop.host_key_alias, shown)
    if finding.verdict is Verdict.KNOWN:
        return
    if finding.entry:
        kinds = {
            Verdict.CHANGED: ProblemKind.HOST_KEY_CHANGED,
            Verdict.REVOKED: ProblemKind.HOST_KEY_REVOKED,
        }
        old = finding.entry
        facts = {"old": fingerprint(old.blob), "file": str(old.file), "line": str(old.line)}
        raise TowpathError(
            Problem(kinds[finding.verdict], str(hop), {**facts, "new": shown.fingerprint, "type": shown.type})
        )
    if hop.host_key_policy is HostKeyPolicy.STRICT:
        raise TowpathError(Problem(ProblemKind.HOST_KEY_UNKNOWN, str(hop), {"new": shown.fingerprint}))
    if hop.host_key_policy is HostKeyPolicy.ASK:
        asked = HostKeyAsked(
            host=place_name(hop.host, hop.port, hop.host_key_alias),
            key_type=shown.type,
            fingerprint=shown.fingerprint,
            randomart=shown.randomart,
            other_known_types=finding.other_known_types,
            file=str(known_hosts.append_to),
        )
        if not isinstance(ask(asked), Accept):
            raise TowpathError(Problem(ProblemKind.HOST_KEY_REFUSED_BY_USER, str(hop)))
    known_hosts.append(hop.host, hop.port, hop.host_key_alias, shown)


def _judge(entries: Sequence[Entry], key: HostKey, host: str) -> Finding:
    """The verdict on `key` from the lines that name its host."""
    authority = host_certificate.authority_of(key.certificate) if key.certificate else None
    for entry in entries:
        if entry.marker is Marker.REVOKED and entry.blob in (key.blob, authority):
            return Finding(Verdict.REVOKED, entry)
    for entry in entries:
        if entry.marker is Marker.AUTHORITY and entry.blob == authority:
            if host_certificate.is_for(key.certificate, key.blob, host):
                return Finding(Verdict.KNOWN, entry)
            break  # ssh, too, then looks at the key inside the certificate
    plain = [entry for entry in entries if entry.marker is Marker.PLAIN]
    for entry in plain:
        if entry.blob == key.blob:
            return Finding(Verdict.KNOWN, entry)
    if plain:
        return Finding(Verdict.CHANGED, next((entry for entry in plain if entry.type == key.type), plain[0]))
    authorities = dict.fromkeys(entry.type for entry in entries if entry.marker is Marker.AUTHORITY)
    return Finding(Verdict.NEW, other_known_types=tuple(authorities))


def _read(file: Path) -> Iterator[Entry]:
    """The lines of one file, without checking their keys; damaged ones and a missing file are passed over."""
    try:
        content = file.read_bytes()
    except OSError:
        return
    for number, line in enumerate(content.decode("latin-1").split("\n"), start=1):
        words = re.split(r"[ \t]+", line.strip(" \t\r"), maxsplit=4)
        marker = Marker.PLAIN
        if words[0].startswith("@"):
            if words[0] not in tuple(Marker):
                continue
            marker = Marker(words.pop(0))
        if len(words) < 3 or words[0].startswith("#"):
            continue
        try:
            blob = base64.b64decode(words[2], validate=True)
        except ValueError:
            continue
        yield Entry(file, number, marker, words[0], words[1], blob)


def _is_key(key_type: str, blob: bytes) -> bool:
    """Whether a line holds a whole key of the type it names."""
    try:
        load_ssh_public_key(f"{key_type} ".encode() + base64.b64encode(blob))
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True


def _names(hosts: str, name: str) -> bool:
    """Whether the first field of a line names `name`: a hash, or patterns of which no negated one matches."""
    if hosts.startswith("|"):
        try:
            salt = base64.b64decode(hosts.removeprefix("|1|").partition("|")[0], validate=True)
        except ValueError:
            return False
        return hmac.compare_digest(_hashed(name, salt).encode(), hosts.encode())
    found = False
    for pattern in hosts.lower().split(","):
        negated = pattern.startswith("!")
        if _pattern(pattern.removeprefix("!")).fullmatch(name):
            if negated:
                return False
            found = True
    return found


@functools.lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of ssh_config(5): `*` and `?` only, brackets mean themselves."""
    return re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in text), re.DOTALL)


def _hashed(name: str, salt: bytes) -> str:
    """The name as HashKnownHosts writes it: `|1|salt|hash`."""
    digest = hmac.digest(salt, name.encode(), "sha1")
    return f"|1|{base64.b64encode(salt).decode()}|{base64.b64encode(digest).decode()}"


def _key_type(algorithm: str) -> str:
    """The type of the key that a signature algorithm uses (RFC 8332: RSA keys sign in several ways)."""
    return "ssh-rsa" if algorithm in _RSA_SIGNATURES else algorithm
