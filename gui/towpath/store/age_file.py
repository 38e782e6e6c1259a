"""Files that a passphrase opens, in the format of age (https://age-encryption.org/v1): `age -d` reads them, too.

A child of the program does it: making a key of a passphrase takes a second or two by design, and pyrage lets no other
thread of its process run meanwhile. What is secret goes through pipes alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

VERB = "age-file"
"""The hidden verb of the child: no part of the command line for people."""
_ENCRYPT, _DECRYPT = "encrypt", "decrypt"
_LENGTH = 4
"""Bytes that say how long the passphrase is, before it and the content."""
_DONE, _REFUSED = 0, 3
_WRONG = b"Decryption failed"
"""What pyrage says of a passphrase that does not fit."""


class AgeError(Exception):
    """It could not be done; `str()` says why."""

    def __init__(self, detail: str, *, wrong_passphrase: bool = False) -> None:
        super().__init__(detail)
        self.wrong_passphrase = wrong_passphrase


def encrypted(content: bytes, passphrase: str, command: Sequence[str]) -> bytes:
    """The file with this content. `command` runs `age_main`. Waits."""
    return _run([*command, _ENCRYPT], content, passphrase)


def decrypted(content: bytes, passphrase: str, command: Sequence[str]) -> bytes:
    """What is in such a file. Raises AgeError."""
    return _run([*command, _DECRYPT], content, passphrase)


def is_age_file(content: bytes) -> bool:
    """Whether it looks like one that a passphrase opens."""
    first, _, rest = content.partition(b"\n")
    return first == b"age-encryption.org/v1" and rest.startswith(b"-> scrypt ")


def _run(argv: Sequence[str], content: bytes, passphrase: str) -> bytes:
    secret = passphrase.encode()
    ended = subprocess.run(
        argv, input=len(secret).to_bytes(_LENGTH, "big") + secret + content, capture_output=True, check=False
    )
    if ended.returncode == _REFUSED:
        raise AgeError("it is damaged", wrong_passphrase=ended.stderr == _WRONG)
    if ended.returncode:
        raise AgeError("the program that does it failed")
    return ended.stdout


def age_main(arguments: Sequence[str]) -> int:
    """What the child does."""
    import pyrage  # type: ignore[import-untyped]  # it brings no stubs

    given = sys.stdin.buffer.read()
    end = _LENGTH + int.from_bytes(given[:_LENGTH], "big")
    passphrase, content = given[_LENGTH:end].decode(), given[end:]
    try:
        if arguments[0] == _ENCRYPT:
            made = pyrage.passphrase.encrypt(content, passphrase)
        else:
            made = pyrage.passphrase.decrypt(content, passphrase)
    except (pyrage.EncryptError, pyrage.DecryptError) as error:
        sys.stderr.write(str(error))
        return _REFUSED
    sys.stdout.buffer.write(made)
    return _DONE
