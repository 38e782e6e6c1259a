"""Keys and agents: what a front end can ask about them, and what it hears. See ssh-keygen(1), ssh-add(1)."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from towpath.model.error import Problem
from towpath.model.secret_text import SecretText

BCRYPT_ROUNDS = 24
"""What ssh-keygen takes where -a is not given (OpenSSH 10); about 0.3 s to open."""
SMALLEST_RSA = 3072
LONGEST_LIFETIME = 0xFFFF_FFFF
"""Seconds that an agent can be told to keep a key."""
DEFAULT_NAMES = ("id_ed25519", "id_ecdsa", "id_rsa")
"""Below ~/.ssh, where no key is named. Keys that live in a token (`id_ed25519_sk`) are used through the agent."""


class KeyType(enum.StrEnum):
    """What can be generated here, the best first."""

    ED25519 = "ed25519"
    ECDSA = "ecdsa"
    RSA = "rsa"


class KeyFormat(enum.StrEnum):
    """Of a private key file."""

    OPENSSH = "openssh"
    PEM = "pem"
    """PKCS#1, SEC 1 or PKCS#8."""
    PPK = "ppk"
    """PuTTY's."""


class CertificateInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says (PROTOCOL.certkeys)."""

    file: str
    """Empty for one that only the agent has."""
    key_id: str
    serial: int
    principals: tuple[str, ...]
    """Empty for any."""
    valid_after: float
    """Wall-clock time; 0 for always."""
    valid_before: float
    """Wall-clock time; 0 for ever."""
    authority: str
    """Fingerprint of the key that signed it."""


class KeyInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One key: a file below ~/.ssh or that a connection names, or one that only the agent has."""

    path: str = ""
    """Of the private key; of the public one where there is only that; empty for the agent's own."""
    has_private: bool = False
    type: str = ""
    """As ssh-keygen -l names it: ED25519, RSA, ECDSA, ED25519-SK, DSA …; empty where it cannot be known."""
    bits: int = 0
    fingerprint: str = ""
    """`SHA256:…`; empty where it cannot be known without the passphrase."""
    randomart: str = ""
    comment: str = ""
    format: KeyFormat | None = None
    encrypted: bool = False
    in_agent: bool = False
    is_token: bool = False
    """It lies on a security key (FIDO)."""
    public_line: str = ""
    """`TYPE BASE64 COMMENT`: what others may have."""
    too_open: bool = False
    """Others can read the private file: ssh refuses it."""
    permissions: str = ""
    """`0600`."""
    used_by: tuple[str, ...] = ()
    """Ids of the connections that name it."""
    certificate: CertificateInfo | None = None
    problem: Problem | None = None
    """Why it is of no use."""


class AgentInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An ssh-agent."""

    socket: str = ""
    """Empty for none."""
    name: str = ""
    """What people call it: ssh-agent, GNOME Keyring, 1Password, KeePassXC, Pageant, …; empty where that is unknown."""
    keys: int = 0
    problem: Problem | None = None
    """Why it is of no use: locked, silent, gone."""


# --- commands


class ListKeys(msgspec.Struct, frozen=True, kw_only=True, tag="list-keys"):
    """All keys and agents. `KeysListed`."""

    request: str
    files: tuple[str, ...] = ()
    """Key files to be told of besides, wherever they are."""
    asker: str = ""


class GenerateKey(msgspec.Struct, frozen=True, kw_only=True, tag="generate-key"):
    """Make a key and its .pub file. `KeyMade`. FILE_EXISTS, FILE_UNWRITABLE, INVALID."""

    request: str
    path: str
    """Absolute; a name that is taken is refused."""
    kind: KeyType = KeyType.ED25519
    bits: int = 0
    """RSA: 3072 to 16384; ECDSA: 256, 384 or 521; 0 for what suits."""
    comment: str = ""
    """Empty for user@machine."""
    passphrase: SecretText = SecretText()
    rounds: Annotated[int, msgspec.Meta(ge=1, le=1000)] = BCRYPT_ROUNDS
    """Of bcrypt_pbkdf."""
    asker: str = ""


class ChangePassphrase(msgspec.Struct, frozen=True, kw_only=True, tag="change-passphrase"):
    """Write a key's file anew with another passphrase, or none. A stored one is forgotten. `KeyMade`. PASSPHRASE_WRONG,
    KEY_UNREADABLE, FILE_UNWRITABLE."""

    request: str
    path: str
    old: SecretText
    new: SecretText
    rounds: Annotated[int, msgspec.Meta(ge=1, le=1000)] = BCRYPT_ROUNDS
    asker: str = ""


class ConvertKey(msgspec.Struct, frozen=True, kw_only=True, tag="convert-key"):
    """Write a PuTTY key (or a PEM one) as an OpenSSH key, with the same passphrase and comment, and its .pub file.
    `KeyMade`. PASSPHRASE_WRONG, KEY_UNREADABLE, FILE_EXISTS, FILE_UNWRITABLE."""

    request: str
    path: str
    to: str
    """Absolute."""
    passphrase: SecretText = SecretText()
    asker: str = ""


class RepairPermissions(msgspec.Struct, frozen=True, kw_only=True, tag="repair-permissions"):
    """0600 for these private keys, 0700 for ~/.ssh. FILE_UNWRITABLE."""

    paths: tuple[str, ...]


class InstallKey(msgspec.Struct, frozen=True, kw_only=True, tag="install-key"):
    """Have the machine accept the key, as ssh-copy-id does, and see whether it does. Brings the connection up.
    `KeyInstalled`. INSTALL_REFUSED, what a login raises."""

    request: str
    path: str
    """Of the private or the public key; a fingerprint for one of the agent's."""
    connection: str
    asker: str = ""


class TestKey(msgspec.Struct, frozen=True, kw_only=True, tag="test-key"):
    """Offer this key alone, with a login of its own. `KeyTested`. What a login raises."""

    __test__ = False  # for pytest, to which the name looks like a test

    request: str
    path: str
    """As of `InstallKey`."""
    connection: str
    asker: str = ""


class AddToAgent(msgspec.Struct, frozen=True, kw_only=True, tag="add-to-agent"):
    """Its passphrase is asked for where needed. AGENT_FAILED, PASSPHRASE_WRONG, KEY_UNREADABLE."""

    path: str
    lifetime: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_LIFETIME)] = 0
    """Seconds; 0 for as long as the agent runs."""
    confirm: bool = False
    """The agent asks before each use."""
    socket: str = ""
    """Of the agent; empty for the usual one."""
    asker: str = ""


class RemoveFromAgent(msgspec.Struct, frozen=True, kw_only=True, tag="remove-from-agent"):
    """Have the agent forget this key, or all. AGENT_FAILED."""

    fingerprint: str = ""
    """Empty for all."""
    socket: str = ""


KeyQuestion = ListKeys | GenerateKey | ChangePassphrase | ConvertKey | InstallKey | TestKey
"""Those with answers, which come as `Reported` for the asker before they end."""
KeyCommand = RepairPermissions | AddToAgent | RemoveFromAgent | KeyQuestion

# --- answers


class KeysListed(msgspec.Struct, frozen=True, kw_only=True, tag="keys-listed"):
    """For `ListKeys`."""

    keys: tuple[KeyInfo, ...]
    agents: tuple[AgentInfo, ...] = ()
    """The usual one first."""
    folder: str = ""
    """Where new keys go: ~/.ssh."""
    folder_too_open: bool = False


class KeyMade(msgspec.Struct, frozen=True, kw_only=True, tag="key-made"):
    """For those that write a key file."""

    key: KeyInfo


class KeyInstalled(msgspec.Struct, frozen=True, kw_only=True, tag="key-installed"):
    """For `InstallKey`."""

    added: bool
    """False: the line was there already."""
    verified: bool
    """The machine has accepted an offer of the key, and where it could be signed with, a login."""
    file: str = ""
    """Which file on the machine."""
    problem: Problem | None = None
    """Why it is not accepted all the same."""


class KeyTested(msgspec.Struct, frozen=True, kw_only=True, tag="key-tested"):
    """For `TestKey`."""

    accepted: bool
    problem: Problem | None = None


KeyReport = KeysListed | KeyMade | KeyInstalled | KeyTested
