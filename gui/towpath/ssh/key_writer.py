"""Making key files: new ones, ones with another passphrase, and OpenSSH's out of other programs'.

A key that is lost is lost: no file is written over but the one whose passphrase changes, and that only by a content
that has been read again.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from towpath import files
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.keys import BCRYPT_ROUNDS, SMALLEST_RSA, KeyType
from towpath.model.language import translate
from towpath.ssh import openssh_key, ppk
from towpath.ssh.key_file import embedded_public_key, is_encrypted, open_key, public_file_beside, read_file, unreadable
from towpath.ssh.keys import PassphraseMissing, PassphraseWrong, PrivateKey
from towpath.ssh.openssh_key import OpensshKey

PUBLIC_FILE = 0o644
LARGEST_RSA = 16384
_EXPONENT = 65537
_CURVES: dict[int, ec.EllipticCurve] = {256: ec.SECP256R1(), 384: ec.SECP384R1(), 521: ec.SECP521R1()}


def generate(kind: KeyType, bits: int = 0) -> PrivateKey:
    """A new key; `bits` 0 for what suits. An RSA key of many bits takes seconds. Raises TowpathError INVALID."""
    if kind is KeyType.ED25519:
        if bits:
            raise _impossible("an ed25519 key", "its length is fixed", "leave the length out")
        return PrivateKey(ed25519.Ed25519PrivateKey.generate())
    if kind is KeyType.ECDSA:
        if (bits or 256) not in _CURVES:
            raise _impossible(
                translate("Fact", "an ECDSA key of {bits} bits").format(bits=bits),
                "there are no such",
                "choose 256, 384 or 521",
            )
        return PrivateKey(ec.generate_private_key(_CURVES[bits or 256]))
    if not SMALLEST_RSA <= (bits or SMALLEST_RSA) <= LARGEST_RSA:
        why = "that is too short for today" if bits < SMALLEST_RSA else "that takes too long"
        raise _impossible(
            translate("Fact", "an RSA key of {bits} bits").format(bits=bits),
            why,
            translate("Fact", "choose {smallest_rsa} to {largest_rsa}").format(
                smallest_rsa=SMALLEST_RSA, largest_rsa=LARGEST_RSA
            ),
        )
    return PrivateKey(rsa.generate_private_key(_EXPONENT, bits or SMALLEST_RSA))


def write_pair(path: Path, key: PrivateKey, comment: str, passphrase: str, rounds: int = BCRYPT_ROUNDS) -> None:
    """The private file (0600) and, unless it is there already, its .pub (0644).

    Raises FILE_EXISTS, FILE_UNWRITABLE, INVALID: then there is neither.
    """
    if any(not character.isprintable() for character in comment):
        raise _impossible("a key with this comment", "it would be no single line", "leave out what cannot be printed")
    content = openssh_key.write(key.public.blob, key.fields(), comment, passphrase, rounds)
    beside = public_file_beside(path)
    files.write_new(path, content)
    if beside and beside.blob == key.public.blob:
        return
    try:
        public = path.with_name(path.name + ".pub")
        files.write_new(public, f"{key.public.line(comment)}\n".encode(), PUBLIC_FILE)
    except BaseException:
        path.unlink()
        raise


def change_passphrase(path: Path, old: str, new: str, rounds: int = BCRYPT_ROUNDS) -> None:
    """Another passphrase, or none where `new` is empty. The comment stays; a PEM file becomes OpenSSH's, as with
    `ssh-keygen -p`. Raises PASSPHRASE_WRONG, KEY_UNREADABLE, FILE_UNWRITABLE; the file is then as it was."""
    content = read_file(path)
    if ppk.is_one(content):
        raise unreadable(path, "it is in PuTTY's format: convert it first")
    try:
        if openssh_key.is_one(content):
            key = OpensshKey(content)
            public, (fields, comment) = key.public, key.open(old or None)
        else:
            opened = open_key(content, path, old or None)
            public, fields, comment = opened.public.blob, opened.fields(), _comment(path, opened.public.blob)
        changed = openssh_key.write(public, fields, comment, new, rounds)
        if OpensshKey(changed).open(new or None) != (fields, comment):
            raise unreadable(path, "what would be written cannot be read again")
    except (PassphraseMissing, PassphraseWrong) as error:
        raise _wrong(path) from error
    except ValueError as error:
        raise unreadable(path, str(error)) from error
    files.write_atomically(path, changed)


def convert(path: Path, to: Path, passphrase: str, rounds: int = BCRYPT_ROUNDS) -> None:
    """Write PuTTY's or a PEM key as OpenSSH's, with the same passphrase and comment; `path` stays.

    Raises PASSPHRASE_WRONG, KEY_UNREADABLE, FILE_EXISTS, FILE_UNWRITABLE.
    """
    content = read_file(path)
    if openssh_key.is_one(content):
        raise unreadable(path, "it is in OpenSSH's format already")
    try:
        key = open_key(content, path, passphrase or None)
        encrypted = is_encrypted(content)
    except (PassphraseMissing, PassphraseWrong) as error:
        raise _wrong(path) from error
    embedded = embedded_public_key(content)
    comment = (embedded.comment if embedded else "") or _comment(path, key.public.blob)
    write_pair(to, key, comment, passphrase if encrypted else "", rounds)


def _comment(path: Path, blob: bytes) -> str:
    """That of the .pub file beside a key that has none itself."""
    beside = public_file_beside(path)
    return beside.comment if beside and beside.blob == blob else ""


def _wrong(path: Path) -> TowpathError:
    return TowpathError(Problem(ProblemKind.PASSPHRASE_WRONG, str(path)))


def _impossible(what: str, detail: str, hint: str) -> TowpathError:
    return TowpathError(
        Problem(
            ProblemKind.INVALID,
            translate("Fact", "cannot make {what}").format(what=what),
            {"detail": detail, "hint": hint},
        )
    )
