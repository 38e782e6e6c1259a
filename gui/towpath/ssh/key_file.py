"""Key files, private and public, and certificates beside them.

The public half is read without a passphrase, so that a key can be offered first and its passphrase asked only
when the server takes it (RFC 4252, section 7).
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

from towpath.files import read_whole
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.ssh import openssh_key, ppk
from towpath.ssh.keys import UNREADABLE, PassphraseMissing, PassphraseWrong, PrivateKey, PublicKey, parse_public_line
from towpath.ssh.openssh_key import OpensshKey
from towpath.ssh.ppk import Ppk

_DEK_INFO = re.compile(rb"^DEK-Info: ([^,\r\n]*),([0-9A-Fa-f]*)", re.MULTILINE)
_DES_IV, _AES_IV = 16, 32
"""Hexadecimal digits (RFC 1421, 4.6.1.3)."""
LARGEST = 64 * 1024
"""Bytes; a file that is larger is none of a key. RSA keys of 16384 bits have 13 KiB."""


@dataclass(frozen=True)
class KeyFile:
    """A key file that was found and may be read; `open` needs the passphrase if there is one."""

    path: Path
    public: PublicKey | None
    """None when it hides in an encrypted file of the old PEM form and no `.pub` lies beside it."""
    has_private: bool = True
    """False for a public key alone: it names a key of the agent."""

    @classmethod
    def read(cls, path: Path) -> KeyFile:
        """Look at a private key file, or at a public one alone. Raises TowpathError KEY_UNREADABLE."""
        if not path.exists() and (public := public_file_beside(path)):
            return cls(path, public, has_private=False)
        content = read_file(path)
        if not holds_private(content):
            if public := first_public_key(content):
                return cls(path, public, has_private=False)
            raise unreadable(path, "it is not a private key")
        _refuse_open_permissions(path)
        return cls(path, embedded_public_key(content) or public_file_beside(path))

    def open(self, passphrase: str | None = None) -> PrivateKey:
        """Read the private key. Raises PassphraseMissing, PassphraseWrong, or TowpathError KEY_UNREADABLE."""
        return open_key(read_file(self.path), self.path, passphrase)

    def open_token(self, passphrase: str | None = None) -> bytes:
        """The fields of a key in a security key, for an agent. Raises as `open`."""
        try:
            return OpensshKey(read_file(self.path)).open(passphrase)[0]
        except ValueError as error:
            raise unreadable(self.path, str(error)) from error


def holds_private(content: bytes) -> bool:
    """Whether a file's content is that of a private key, of any format."""
    return b"PRIVATE KEY-----" in content or ppk.is_one(content)


def is_encrypted(content: bytes) -> bool:
    """Whether a private key needs a passphrase. Raises ValueError, with why in words."""
    if ppk.is_one(content):
        return Ppk(content).encrypted
    if openssh_key.is_one(content):
        return OpensshKey(content).encrypted
    return b"-----BEGIN ENCRYPTED PRIVATE KEY-----" in content or b"Proc-Type: 4,ENCRYPTED" in content


def open_key(content: bytes, path: Path, passphrase: str | None) -> PrivateKey:
    """As `KeyFile.open`, of the content of the file `path`."""
    try:
        if ppk.is_one(content):
            return Ppk(content).open(passphrase)
        if openssh_key.is_one(content):
            return _open_openssh(content, passphrase)
        return _open_pem(content, passphrase)
    except ValueError as error:
        raise unreadable(path, str(error)) from error


def _open_openssh(content: bytes, passphrase: str | None) -> PrivateKey:
    key = OpensshKey(content)
    if key.type.startswith("sk-"):
        raise ValueError("it lies on a security key; add it to an ssh-agent")
    if not PublicKey(key.type, key.public).usable:
        raise ValueError("keys of its type are not supported")
    fields, comment = key.open(passphrase)
    # What is encrypted was undone by us, who tell a wrong passphrase from a damaged file.
    try:
        loaded = load_ssh_private_key(openssh_key.write(key.public, fields, comment, "", 0), None)
    except UNREADABLE as error:
        raise ValueError("it is damaged, or of a kind that cannot be used") from error
    return _usable(loaded)


def _open_pem(content: bytes, passphrase: str | None) -> PrivateKey:
    if b"-----BEGIN DSA PRIVATE KEY-----" in content:
        raise ValueError("keys of its type are not supported")
    if (info := _DEK_INFO.search(content)) and len(info[2]) != (_DES_IV if info[1].startswith(b"DES") else _AES_IV):
        raise ValueError("it is damaged")  # `cryptography` panics there, which no caller expects
    try:
        return _usable(load_pem_private_key(content, passphrase.encode() if passphrase is not None else None))
    except TypeError as error:  # how `cryptography` says that an encrypted key needs a passphrase
        if passphrase is None:
            raise PassphraseMissing from error
        return _open_pem(content, None)  # it says the same when a plain key is given one
    except UnsupportedAlgorithm as error:
        raise ValueError("its type or its encryption is not supported; add it to an ssh-agent") from error
    except ValueError as error:
        if passphrase is not None:
            raise PassphraseWrong from error
        raise ValueError("it is damaged, or not a private key") from error


def _usable(key: object) -> PrivateKey:
    if isinstance(key, ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        return PrivateKey(key)
    raise ValueError("keys of its type are not supported")


def read_certificate(path: Path) -> PublicKey:
    """A certificate file (`….pub` made by `ssh-keygen -s`). Raises TowpathError KEY_UNREADABLE."""
    public = first_public_key(read_file(path))
    if public is None or not public.is_certificate:
        raise unreadable(path, "it is not a certificate")
    return public


def certificate_beside(path: Path) -> PublicKey | None:
    """The certificate that ssh-keygen puts beside a key, if there is one."""
    certificate = path.with_name(path.name + "-cert.pub")
    return read_certificate(certificate) if certificate.exists() else None


def unreadable(path: Path, detail: str) -> TowpathError:
    """KEY_UNREADABLE for this file."""
    return TowpathError(Problem(ProblemKind.KEY_UNREADABLE, str(path), {"detail": detail}))


def read_file(path: Path) -> bytes:
    """Raises KEY_UNREADABLE."""
    try:
        return read_whole(path, LARGEST)
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error


def public_file_beside(path: Path) -> PublicKey | None:
    """What `path`.pub says. Raises KEY_UNREADABLE."""
    beside = path.with_name(path.name + ".pub")
    return first_public_key(read_file(beside)) if beside.exists() else None


def first_public_key(content: bytes) -> PublicKey | None:
    """What stands in the first line of a public key file that has one."""
    for line in content.decode("utf-8", "replace").splitlines():
        try:
            return parse_public_line(line)
        except ValueError:
            continue  # a comment or an empty line
    return None


def embedded_public_key(content: bytes) -> PublicKey | None:
    """What a private key file tells without its passphrase; None where that is nothing, or the file is damaged, which
    `open_key` says if the key is ever needed."""
    try:
        if ppk.is_one(content):
            return Ppk(content).public
        if openssh_key.is_one(content):
            key = OpensshKey(content)
            return PublicKey(key.type, key.public)
        return _open_pem(content, None).public
    except (ValueError, PassphraseMissing):
        return None


def too_open(status: os.stat_result) -> bool:
    """Whether ssh refuses a private key because others may read it. Windows keeps access lists instead."""
    return os.name != "nt" and status.st_uid == os.getuid() and bool(status.st_mode & 0o077)


def _refuse_open_permissions(path: Path) -> None:
    status = path.stat()
    if too_open(status):
        mode = f"{stat.S_IMODE(status.st_mode):04o}"
        raise unreadable(
            path,
            translate("Fact", "its permissions {mode} are too open: others can read it; `chmod 600` mends that").format(
                mode=mode
            ),
        )
