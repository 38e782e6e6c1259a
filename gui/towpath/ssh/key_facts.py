"""What there is to know of key files without their passphrases, in the words of ssh-keygen(1)'s `-l` and `-L`."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    SSHCertificate,
    load_ssh_public_identity,
)
from msgspec.structs import replace

from towpath.files import read_whole
from towpath.model.error import Problem, TowpathError
from towpath.model.keys import CertificateInfo, KeyFormat, KeyInfo
from towpath.ssh import openssh_key, ppk
from towpath.ssh.fingerprint import fingerprint, key_name, randomart
from towpath.ssh.key_file import (
    LARGEST,
    embedded_public_key,
    first_public_key,
    holds_private,
    is_encrypted,
    open_key,
    too_open,
    unreadable,
)
from towpath.ssh.keys import UNREADABLE, PublicKey
from towpath.ssh.openssh_key import OpensshKey

DEEPEST = 3
MOST_FILES = 2000
_CERTIFICATE = "-cert.pub"
_PUBLIC = ".pub"
_FOR_EVER = (1 << 64) - 1
_PEM_TYPES = {b"RSA": "RSA", b"EC": "ECDSA", b"DSA": "DSA"}


def files_below(folder: Path) -> Iterator[Path]:
    """All ordinary files there that are small enough, by name; hidden ones, which a crash may have left, after the
    others, and those in folders at the end."""
    count = 0
    folders = [(folder, 1)]
    while folders:
        here, depth = folders.pop(0)
        try:
            entries = sorted(os.scandir(here), key=lambda entry: (entry.name.startswith("."), entry.name))
        except OSError:
            continue  # gone, or not ours to read
        for entry in entries:
            count += 1
            if count > MOST_FILES:
                return
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    folders.append((here / entry.name, depth + 1))
            elif _is_small_file(here / entry.name):
                yield here / entry.name


def keys_below(folder: Path) -> list[KeyInfo]:
    """All keys there: private files with what lies beside them, then what is there of others."""
    paths = list(files_below(folder))
    private = {path: found for path in paths if not path.name.endswith(_PUBLIC) if (found := describe_private(path))}
    known = {path.with_name(path.name + ending) for path in private for ending in (_PUBLIC, _CERTIFICATE)}
    public = [path for path in paths if path.name.endswith(_PUBLIC) and path not in known]
    alone = [found for path in public if not _has_key_beside(path, public) and (found := describe_public(path))]
    return [*private.values(), *alone]


def describe(path: Path) -> KeyInfo:
    """The key of a file that somebody names, with why it is of no use if it is not."""
    if not path.exists():
        beside = path.with_name(path.name + _PUBLIC)
        if found := describe_public(beside):
            return found
    try:
        path.stat()
    except OSError as error:
        return KeyInfo(path=str(path), problem=unreadable(path, error.strerror or str(error)).problem)
    found = describe_private(path) or describe_public(path)
    return found or KeyInfo(path=str(path), problem=unreadable(path, "it is not a private key").problem)


def describe_private(path: Path) -> KeyInfo | None:
    """None where that file is none."""
    try:
        content, status = read_whole(path, LARGEST), path.stat()
    except OSError as error:
        return KeyInfo(path=str(path), problem=unreadable(path, error.strerror or str(error)).problem)
    if not holds_private(content):
        return None
    beside = _first_in(path.with_name(path.name + _PUBLIC))
    key, problem = embedded_public_key(content), _why_useless(content, path)
    if key is None:
        key = beside
    elif beside and beside.blob == key.blob:
        key = beside  # with its comment
    elif beside:
        problem = problem or unreadable(path, "the .pub file beside it belongs to another key").problem
    known = describe_key(key) if key else KeyInfo(type=_type_in_pem(content))
    return replace(
        known,
        path=str(path),
        has_private=True,
        comment=known.comment or _comment_inside(content),
        format=_format(content),
        encrypted=_is_encrypted(content),
        too_open=too_open(status),
        permissions=_mode(status),
        certificate=_certificate_in(path.with_name(path.name + _CERTIFICATE)),
        problem=problem,
    )


def describe_public(path: Path) -> KeyInfo | None:
    """A public key file, or a certificate alone; None where that file is neither."""
    key = _first_in(path)
    if key is None:
        return None
    beside = path.with_name(path.name.removesuffix(_PUBLIC) + _CERTIFICATE)
    return replace(
        describe_key(key),
        path=str(path),
        permissions=_mode(path.stat()),
        certificate=_certificate_in(path if key.is_certificate else beside),
    )


def describe_key(key: PublicKey) -> KeyInfo:
    """What its public part tells; all there is of one that only an agent has."""
    try:
        plain = key.plain()
        name = key_name(plain.blob)
    except ValueError:
        return KeyInfo(type=key.type, comment=key.comment)
    shown = f"{name.type}-CERT" if key.is_certificate else name.type
    return KeyInfo(
        type=shown,
        bits=name.bits,
        fingerprint=fingerprint(plain.blob),
        randomart=randomart(plain.blob, shown, name.bits),
        comment=key.comment,
        is_token=key.needs_touch,
        public_line=key.line(),
        certificate=_certificate(key, "") if key.is_certificate else None,
    )


# --- certificates


def _certificate_in(path: Path) -> CertificateInfo | None:
    key = _first_in(path)
    return _certificate(key, str(path)) if key and key.is_certificate else None


def _certificate(key: PublicKey, file: str) -> CertificateInfo | None:
    """None for a damaged one."""
    try:
        loaded = load_ssh_public_identity(key.line().encode())
        if not isinstance(loaded, SSHCertificate):
            return None
        authority = loaded.signature_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    except UNREADABLE:
        return None
    return CertificateInfo(
        file=file,
        key_id=loaded.key_id.decode("utf-8", "replace"),
        serial=loaded.serial,
        principals=tuple(principal.decode("utf-8", "replace") for principal in loaded.valid_principals),
        valid_after=float(loaded.valid_after),
        valid_before=0.0 if loaded.valid_before == _FOR_EVER else float(loaded.valid_before),
        authority=fingerprint(base64.b64decode(authority.split()[1])),
    )


# --- files


def _is_small_file(path: Path) -> bool:
    """Also through a link; a socket or a pipe would make its reader wait."""
    try:
        status = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and 0 < status.st_size <= LARGEST


def _first_in(path: Path) -> PublicKey | None:
    """None where there is no such file, or no public key in it."""
    try:
        return first_public_key(path.read_bytes()) if _is_small_file(path) else None
    except OSError:
        return None


def _has_key_beside(path: Path, public: list[Path]) -> bool:
    """A certificate is told of with its key."""
    name = path.name.removesuffix(_CERTIFICATE)
    return name != path.name and path.with_name(name + _PUBLIC) in public


def _mode(status: os.stat_result) -> str:
    return "" if os.name == "nt" else f"{stat.S_IMODE(status.st_mode):04o}"


def _format(content: bytes) -> KeyFormat:
    if ppk.is_one(content):
        return KeyFormat.PPK
    return KeyFormat.OPENSSH if openssh_key.is_one(content) else KeyFormat.PEM


def _is_encrypted(content: bytes) -> bool:
    try:
        return is_encrypted(content)
    except ValueError:
        return False  # damaged, which is told


def _why_useless(content: bytes, path: Path) -> Problem | None:
    """What opening it would say, as far as that can be known without a passphrase and soon. A key in a token is of
    use, though not from this file."""
    try:
        if is_encrypted(content):
            return None
        if openssh_key.is_one(content):
            key = OpensshKey(content)
            key.open(None)
            usable = PublicKey(key.type, key.public).usable
            return None if usable else unreadable(path, "keys of its type are not supported").problem
        open_key(content, path, None)
    except ValueError as error:
        return unreadable(path, str(error)).problem
    except TowpathError as error:
        return error.problem
    return None


def _comment_inside(content: bytes) -> str:
    """Of an OpenSSH key that is not encrypted."""
    try:
        if openssh_key.is_one(content) and not is_encrypted(content):
            return OpensshKey(content).open(None)[1]
    except ValueError:
        pass  # damaged, which is told
    return ""


def _type_in_pem(content: bytes) -> str:
    """What the first line of an old PEM file says."""
    word = content.partition(b"-----BEGIN ")[2].partition(b" ")[0]
    return _PEM_TYPES.get(word, "")
