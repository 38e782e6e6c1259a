"""Whom this machine trusts, and what is stored in the keyring: what a front end can ask, and what it hears."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.error import Problem

# --- known hosts


class HostMarker(enum.StrEnum):
    """What a line of known_hosts says about its key: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT."""

    PLAIN = ""
    AUTHORITY = "@cert-authority"
    REVOKED = "@revoked"


class KnownHostLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a known_hosts file."""

    file: str
    line: int
    text: str
    """The whole of it: what `ForgetKnownHosts` compares with, as the file may have changed meanwhile."""
    marker: HostMarker = HostMarker.PLAIN
    hosts: str = ""
    """As it stands there; a hash where `hashed`."""
    hashed: bool = False
    type: str = ""
    """ED25519, RSA, ECDSA …"""
    bits: int = 0
    fingerprint: str = ""
    randomart: str = ""
    comment: str = ""
    used_by: tuple[str, ...] = ()
    """Ids of the connections with a hop that this line is about, hashed or not."""
    writable: bool = True
    problem: str = ""
    """Why ssh passes it over, in words; empty for a usable line."""


class LineNamed(msgspec.Struct, frozen=True):
    """A line, named so that no other one can be meant."""

    file: str
    line: int
    text: str


# --- secrets


class SecretPlace(enum.StrEnum):
    """Where a secret is kept."""

    KEYRING = "keyring"
    SESSION = "session"
    """In the memory of the program that runs, until it ends."""


PASSWORD, PROXY_PASSWORD, PASSPHRASE = "password", "proxy-password", "passphrase"
"""Kinds of secrets in the keyring."""


class StoredSecret(msgspec.Struct, frozen=True, kw_only=True):
    """That there is one; never the secret."""

    kind: str
    """`password`, `passphrase`, `proxy-password`, `forward-password`."""
    key: str
    """Whose: `user@host:port`, a file, `user@proxy:port`, an id."""
    place: SecretPlace
    used_by: tuple[str, ...] = ()
    """Ids of connections; empty when it is of no use any more."""
    stored_at: float = 0.0
    """Wall-clock time; 0 where unknown."""
    missing: bool = False
    """Towpath stored it, and the keyring does not have it (any more)."""


# --- commands


class ListKnownHosts(msgspec.Struct, frozen=True, kw_only=True, tag="list-known-hosts"):
    """Every line of the user's and the system's files, and of those that connections name. `KnownHostsListed`."""

    request: str
    host: str = ""
    """Only lines for this `host` or `[host]:port`, hashed ones too; empty for all."""
    asker: str = ""


class ForgetKnownHosts(msgspec.Struct, frozen=True, kw_only=True, tag="forget-known-hosts"):
    """Remove these lines, with a backup FILE.old, as ssh-keygen -R does. Every other line and comment stays as it is.
    FILE_CHANGED when one is not there any more, FILE_UNWRITABLE."""

    lines: tuple[LineNamed, ...]


class CompareFingerprint(msgspec.Struct, frozen=True, kw_only=True, tag="compare-fingerprint"):
    """Whether a fingerprint, as an administrator gives it (SHA256, MD5 or a whole public key), is that of a known host.
    `FingerprintCompared`. INVALID."""

    request: str
    text: str
    host: str = ""
    """`host` or `[host]:port`; empty for any line."""
    asker: str = ""


class TrustAuthority(msgspec.Struct, frozen=True, kw_only=True, tag="trust-authority"):
    """Trust a certificate authority for hosts: one more line. INVALID, KNOWN_HOSTS_UNWRITABLE."""

    hosts: str
    """Patterns: `*.example.org,!test.example.org`."""
    public_line: str
    """`TYPE BASE64 [COMMENT]`."""


class RevokeHostKey(msgspec.Struct, frozen=True, kw_only=True, tag="revoke-host-key"):
    """Never accept this key again: one more line. INVALID, KNOWN_HOSTS_UNWRITABLE."""

    public_line: str
    hosts: str = "*"


class ListSecrets(msgspec.Struct, frozen=True, kw_only=True, tag="list-secrets"):
    """What is kept, and whether the keyring can be used. `SecretsListed`."""

    request: str
    again: bool = False
    """Try a keyring again that could not be used: it may be unlocked now. It may ask the user to."""
    asker: str = ""


class ForgetSecrets(msgspec.Struct, frozen=True, kw_only=True, tag="forget-secrets"):
    """Delete these, from the keyring and from memory; all that Towpath has stored when none is named.
    KEYRING_FAILED."""

    secrets: tuple[tuple[str, str], ...] = ()
    """Kind and key."""
    all: bool = False


TrustQuestion = ListKnownHosts | CompareFingerprint | ListSecrets
"""Those with answers, which come as `Reported` for the asker before they end."""
TrustCommand = ForgetKnownHosts | TrustAuthority | RevokeHostKey | ForgetSecrets | TrustQuestion

# --- answers


class KnownHostsListed(msgspec.Struct, frozen=True, kw_only=True, tag="known-hosts-listed"):
    """For `ListKnownHosts`."""

    lines: tuple[KnownHostLine, ...]
    files: tuple[str, ...] = ()
    """That were looked at, whether they are there or not; new lines go into the first."""
    problems: tuple[Problem, ...] = ()


class FingerprintCompared(msgspec.Struct, frozen=True, kw_only=True, tag="fingerprint-compared"):
    """For `CompareFingerprint`."""

    understood: str
    """What the text was taken for: `SHA256:…` or `MD5:…`."""
    same: tuple[KnownHostLine, ...] = ()
    other: tuple[KnownHostLine, ...] = ()
    """Lines of that host with another key of any type; empty where no host was named."""


class SecretsListed(msgspec.Struct, frozen=True, kw_only=True, tag="secrets-listed"):
    """For `ListSecrets`."""

    secrets: tuple[StoredSecret, ...]
    keyring: str = ""
    """What people call it: GNOME Keyring (Secret Service), KWallet, Keychain, Windows Credential Manager."""
    problem: Problem | None = None
    """Why nothing can be stored there: none, locked, silent."""


TrustReport = KnownHostsListed | FingerprintCompared | SecretsListed
