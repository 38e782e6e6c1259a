"""Is this the right machine? Host keys against known_hosts, with the verdicts of ssh(1).

Files are only ever appended to here; known_hosts_files.py removes lines when the user says so.
"""

from __future__ import annotations

import base64
import enum
import os
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec
from paramiko import PKey

from towpath.model.connection import Hop, HostKeyPolicy
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.prompt import Accept, HostKeyAsked
from towpath.model.trust import HostMarker
from towpath.ssh import host_certificate
from towpath.ssh.fingerprint import fingerprint, randomart
from towpath.ssh.known_hosts_lines import SSH_PORT, Entry, append, hashed, is_key, names, place_name, read

_RSA_SIGNATURES = ("rsa-sha2-512", "rsa-sha2-256")
_MORE_THAN_A_NAME = re.compile(r"[\s\x00-\x1f\x7f,*?]|^[!#|@]")
"""In known_hosts: several names, a pattern, a comment, a hash, a marker."""


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
    def base64(self) -> str:
        """The key as it stands in known_hosts."""
        return base64.b64encode(self.blob).decode()

    @property
    def fingerprint(self) -> str:
        """`SHA256:…`."""
        return fingerprint(self.blob)

    @property
    def randomart(self) -> str:
        """The picture of ssh-keygen(1)'s `-lv`."""
        name = {"ssh-ed25519": "ED25519", "ssh-rsa": "RSA"}.get(self.type, "ECDSA")
        return randomart(self.blob, name, self.bits)


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


More = Callable[[str, HostKey | None], Iterable[Entry]]
"""Gives further lines for a name; with the key that is judged, if there is one by then."""


class KnownHosts:
    """The known_hosts files. They are read anew at each call, as people edit them. Any thread.

    New keys go into `append_to`; with None, or /dev/null, they are trusted for once. `more` comes after all files.
    """

    def __init__(
        self,
        files: Sequence[Path],
        append_to: Path | None,
        *,
        system_files: Sequence[Path] = (),
        hash_names: bool = False,
        more: More | None = None,
    ) -> None:
        self._files = tuple(files)
        self._system_files = tuple(system_files)
        self._append_to = None if append_to == Path(os.devnull) else append_to
        self._hash_names = hash_names
        self._more = more
        self._appending = threading.Lock()

    @property
    def append_to(self) -> Path | None:
        """The file that gets accepted keys."""
        return self._append_to

    def instead(
        self,
        *,
        files: Sequence[Path] | None,
        system_files: Sequence[Path] | None,
        hash_names: bool,
        more: More | None,
    ) -> KnownHosts:
        """With other files in place of the user's and of the system's; None for the same ones."""
        changed = KnownHosts(
            self._files if files is None else files,
            self._append_to if files is None else next(iter(files), None),
            system_files=self._system_files if system_files is None else system_files,
            hash_names=hash_names or self._hash_names,
            more=more,
        )
        changed._appending = self._appending
        return changed

    def check(self, host: str, port: int, alias: str, key: HostKey) -> Finding:
        """What ssh(1) would say to `key` from `host`; a certificate counts only under a known authority.

        A key that is not there is CHANGED as soon as the host has any other: since `algorithms` asks for the
        known types first, a server that shows another type has lost, or never had, the key we know.
        """
        return self._check(host, port, alias, key, self._more)

    def _check(self, host: str, port: int, alias: str, key: HostKey, more: More | None) -> Finding:
        entries = self._entries(place_name(host, port, alias), key, more)
        finding = _judge(entries, key, (alias or host).lower())
        if finding.verdict is Verdict.NEW and not alias and port != SSH_PORT:
            # As ssh does: the machine may be known by its plain name, with sshd now at another port.
            anywhere = _judge(self._entries(place_name(host, SSH_PORT), key, more), key, host.lower())
            if anywhere.verdict in (Verdict.KNOWN, Verdict.REVOKED):
                return anywhere
        return finding

    def algorithms(self, host: str, port: int, alias: str, offered: Sequence[str]) -> list[str]:
        """`offered` (plain host key algorithms) in the order in which to propose them in the key exchange.

        Those of keys that are known come first; before them, where an authority is known, their certificates.
        """
        entries = self._entries(place_name(host, port, alias), None, self._more)
        if not entries and not alias:
            entries = self._entries(place_name(host, SSH_PORT), None, None)
        known = {entry.type for entry in entries if entry.marker is HostMarker.PLAIN}
        plain = sorted(offered, key=lambda algorithm: _key_type(algorithm) not in known)
        if any(entry.marker is HostMarker.AUTHORITY for entry in entries):
            return [algorithm + host_certificate.SUFFIX for algorithm in plain] + plain
        return plain

    def append(self, host: str, port: int, alias: str, key: HostKey) -> None:
        """Remember `key`: one more line, unless another login has added it meanwhile.

        Raises TowpathError INVALID, KNOWN_HOSTS_UNWRITABLE.
        """
        if self._append_to is None:
            return
        name = place_name(host, port, alias)
        if _MORE_THAN_A_NAME.search(name):
            facts = {"detail": "known_hosts would read it as something else", "hint": "give it a plain HostKeyAlias"}
            raise TowpathError(Problem(ProblemKind.INVALID, name, facts))
        if self._hash_names:
            name = hashed(name)
        with self._appending:
            if self._check(host, port, alias, key, None).verdict is Verdict.KNOWN:
                return
            append(self._append_to, f"{name} {key.type} {key.base64}")

    def _entries(self, name: str, key: HostKey | None, more: More | None) -> list[Entry]:
        lines = [entry for file in (*self._files, *self._system_files) for entry in read(file)]
        lines += more(name, key) if more else ()
        return [entry for entry in lines if names(entry.hosts, name) and is_key(entry.type, entry.blob)]


def default_files(home: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Where ssh(1) looks: UserKnownHostsFile, the first of which it appends to, and GlobalKnownHostsFile."""
    own, system = home / ".ssh", Path("/etc/ssh")
    return (
        (own / "known_hosts", own / "known_hosts2"),
        (system / "ssh_known_hosts", system / "ssh_known_hosts2"),
    )


def verify(hop: Hop, key: PKey, *, known_hosts: KnownHosts, ask: Asker) -> None:
    """Return only if `key` may be trusted to be that of `hop`. To be called before anything secret is sent.

    Raises TowpathError HOST_KEY_CHANGED or HOST_KEY_REVOKED under every policy; HOST_KEY_UNKNOWN,
    HOST_KEY_REFUSED_BY_USER, INVALID and KNOWN_HOSTS_UNWRITABLE for a new key; and what `ask` raises.
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
            file=str(known_hosts.append_to or ""),
        )
        if not isinstance(ask(asked), Accept):
            raise TowpathError(Problem(ProblemKind.HOST_KEY_REFUSED_BY_USER, str(hop)))
    known_hosts.append(hop.host, hop.port, hop.host_key_alias, shown)


def _judge(entries: Sequence[Entry], key: HostKey, host: str) -> Finding:
    """The verdict on `key` from the lines that name its host."""
    authority = host_certificate.authority_of(key.certificate) if key.certificate else None
    for entry in entries:
        if entry.marker is HostMarker.REVOKED and entry.blob in (key.blob, authority):
            return Finding(Verdict.REVOKED, entry)
    for entry in entries:
        if entry.marker is HostMarker.AUTHORITY and entry.blob == authority:
            if host_certificate.is_for(key.certificate, key.blob, host):
                return Finding(Verdict.KNOWN, entry)
            break  # ssh, too, then looks at the key inside the certificate
    plain = [entry for entry in entries if entry.marker is HostMarker.PLAIN]
    for entry in plain:
        if entry.blob == key.blob:
            return Finding(Verdict.KNOWN, entry)
    if plain:
        return Finding(Verdict.CHANGED, next((entry for entry in plain if entry.type == key.type), plain[0]))
    authorities = dict.fromkeys(entry.type for entry in entries if entry.marker is HostMarker.AUTHORITY)
    return Finding(Verdict.NEW, other_known_types=tuple(authorities))


def _key_type(algorithm: str) -> str:
    """The type of the key that a signature algorithm uses (RFC 8332: RSA keys sign in several ways)."""
    return "ssh-rsa" if algorithm in _RSA_SIGNATURES else algorithm
