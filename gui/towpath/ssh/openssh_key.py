"""OpenSSH's format of private key files, openssh-key-v1 (PROTOCOL.key in its sources), with the comment, which
`cryptography` neither reads nor writes."""

from __future__ import annotations

import base64
import os

import bcrypt
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from towpath.ssh.keys import PassphraseMissing, PassphraseWrong, join_strings, split_strings

_BEGIN, _END = b"-----BEGIN OPENSSH PRIVATE KEY-----", b"-----END OPENSSH PRIVATE KEY-----"
_MAGIC = b"openssh-key-v1\0"
_LINE = 70
_NONE, _BCRYPT = b"none", b"bcrypt"
_CIPHER = b"aes256-ctr"
_SALT = 16
_BLOCK = 16
_MOST_ROUNDS = 5000
"""A minute; ssh-keygen's own are 24."""
_PLAIN_BLOCK = 8
"""What is not encrypted is padded all the same."""
_GCM_IV, _GCM_TAG = 12, 16

# The cipher's key length in bytes. chacha20-poly1305 is OpenSSH's own kind, which `cryptography` does not have.
_KEY_LENGTHS = {f"aes{bits}-{mode}".encode(): bits // 8 for bits in (128, 192, 256) for mode in ("ctr", "cbc")} | {
    b"aes128-gcm@openssh.com": 16,
    b"aes256-gcm@openssh.com": 32,
}
# What a key's fields are, its type first: strings (numbers are strings, too), and one byte of flags.
_FIELDS = {
    b"ssh-ed25519": "sss",
    b"ssh-rsa": "sssssss",
    b"ssh-dss": "ssssss",
    b"ecdsa-sha2-nistp256": "ssss",
    b"ecdsa-sha2-nistp384": "ssss",
    b"ecdsa-sha2-nistp521": "ssss",
    b"sk-ssh-ed25519@openssh.com": "sssbss",
    b"sk-ecdsa-sha2-nistp256@openssh.com": "ssssbss",
}


class OpensshKey:
    """One file, its secret part as it stands there. Never stored or shown; the default `repr` says nothing of it."""

    def __init__(self, content: bytes) -> None:
        """Raises ValueError, with why in words."""
        try:
            body = base64.b64decode(content[content.index(_BEGIN) + len(_BEGIN) : content.index(_END)])
            rest = body.removeprefix(_MAGIC)
            self._cipher, self._derivation, options = parts = split_strings(rest, limit=3)
            at = sum(4 + len(part) for part in parts)
            count = int.from_bytes(rest[at : at + 4])
            self.public, self._secret = strings = split_strings(rest[at + 4 :], limit=2)
            self._tag = rest[at + 4 + sum(4 + len(part) for part in strings) :]
            self.type = split_strings(self.public, limit=1)[0].decode("ascii")
            self._salt = split_strings(options, limit=1)[0] if options else b""
            self.rounds = int.from_bytes(options[4 + len(self._salt) :])
        except ValueError as error:
            raise ValueError("it is damaged") from error
        if body == rest or count != 1:
            raise ValueError("it is damaged, or holds several keys")

    @property
    def encrypted(self) -> bool:
        """It needs a passphrase."""
        return self._cipher != _NONE

    def open(self, passphrase: str | None) -> tuple[bytes, str]:
        """The fields of the whole key (as `PrivateKey.fields` has them), and its comment.

        Raises PassphraseMissing, PassphraseWrong, or ValueError with why in words.
        """
        section = self._decrypted(passphrase) if self.encrypted else self._secret
        if section[:4] != section[4:8]:  # one random number, twice
            if self.encrypted:
                raise PassphraseWrong
            raise ValueError("it is damaged")
        length = _length_of_fields(section[8:])
        fields, rest = section[8 : 8 + length], section[8 + length :]
        return fields, split_strings(rest, limit=1)[0].decode("utf-8", "replace")

    def _decrypted(self, passphrase: str | None) -> bytes:
        if self._cipher not in _KEY_LENGTHS or self._derivation != _BCRYPT:
            name = self._cipher.decode("ascii", "replace")
            raise ValueError(
                f"its encryption ({name}) cannot be undone here; `ssh-keygen -p -f FILE` makes it a usual one"
            )
        if self.rounds > _MOST_ROUNDS:
            raise ValueError(f"{self.rounds} rounds of its encryption would take hours: it is damaged")
        if passphrase is None:
            raise PassphraseMissing
        if not passphrase:
            raise PassphraseWrong  # which bcrypt refuses to work with
        try:
            decryptor = _cipher(self._cipher, passphrase, self._salt, self.rounds, self._tag).decryptor()
            return decryptor.update(self._secret) + decryptor.finalize()
        except InvalidTag as error:
            raise PassphraseWrong from error
        except ValueError as error:
            raise ValueError("it is damaged") from error


def write(public: bytes, fields: bytes, comment: str, passphrase: str, rounds: int) -> bytes:
    """The content of a key file: of a public key in wire format, and of the fields of the whole key.

    Encrypted as ssh-keygen does it, unless the passphrase is empty. `rounds` are those of bcrypt_pbkdf.
    """
    check = os.urandom(4)
    secret = check + check + fields + join_strings(comment.encode())
    block = _BLOCK if passphrase else _PLAIN_BLOCK
    secret += bytes(range(1, 1 + -len(secret) % block))
    cipher, derivation, options = _NONE, _NONE, b""
    if passphrase:
        salt = os.urandom(_SALT)
        cipher, derivation, options = _CIPHER, _BCRYPT, join_strings(salt) + rounds.to_bytes(4)
        encryptor = _cipher(cipher, passphrase, salt, rounds).encryptor()
        secret = encryptor.update(secret) + encryptor.finalize()
    number_of_keys = (1).to_bytes(4)
    body = _MAGIC + join_strings(cipher, derivation, options) + number_of_keys + join_strings(public, secret)
    text = base64.b64encode(body)
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return b"\n".join([_BEGIN, *lines, _END, b""])


def is_one(content: bytes) -> bool:
    """Whether a file's content is in this format."""
    return _BEGIN in content


def _cipher(
    name: bytes, passphrase: str, salt: bytes, rounds: int, tag: bytes = b""
) -> Cipher[modes.GCM] | Cipher[modes.CTR] | Cipher[modes.CBC]:
    key_length = _KEY_LENGTHS[name]
    iv_length = _GCM_IV if b"gcm" in name else _BLOCK
    made = bcrypt.kdf(passphrase.encode(), salt, key_length + iv_length, rounds, ignore_few_rounds=True)
    aes, iv = algorithms.AES(made[:key_length]), made[key_length:]
    if b"gcm" in name:
        return Cipher(aes, modes.GCM(iv, tag[:_GCM_TAG]))
    return Cipher(aes, modes.CTR(iv)) if name.endswith(b"ctr") else Cipher(aes, modes.CBC(iv))


def _length_of_fields(section: bytes) -> int:
    """Raises ValueError."""
    key_type = split_strings(section, limit=1)[0]
    if key_type not in _FIELDS:
        raise ValueError(f"keys of the type {key_type.decode('ascii', 'replace')} are not known here")
    at = 0
    for kind in _FIELDS[key_type]:
        at += 1 if kind == "b" else 4 + len(split_strings(section[at:], limit=1)[0])
    return at
