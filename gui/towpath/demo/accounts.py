"""Who may log in to the demo's machines, and how."""

from __future__ import annotations

import io
import secrets
import threading

import paramiko
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PASSWORD_USER = "dora"
PASSWORD = "towpath"
KEY_USER = "kim"


class OneTimeCodes:
    """Codes that work once. The next one is told to whoever asks, since the newcomer has no token to look at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._code = _new_code()
        self.used = 0
        """How many codes were taken."""

    def current(self) -> str:
        """The code that will be taken next."""
        with self._lock:
            return self._code

    def take(self, typed: str) -> bool:
        """Whether `typed` is the current code; if so, it is used up."""
        with self._lock:
            if not secrets.compare_digest(typed.strip().encode(), self._code.encode()):
                return False
            self._code = _new_code()
            self.used += 1
            return True


class Accounts:
    """`dora` logs in with a password and a one-time code, `kim` with a key."""

    def __init__(self, key: paramiko.PKey) -> None:
        self.codes = OneTimeCodes()
        self._key = key

    def methods(self, user: str) -> str:
        """The authentication methods this user may try, as in RFC 4252."""
        return "keyboard-interactive" if user == PASSWORD_USER else "publickey"

    def check_key(self, user: str, key: paramiko.PKey) -> bool:
        """Whether `key` opens the account."""
        return user == KEY_USER and key == self._key

    def check_answers(self, user: str, answers: list[str]) -> bool:
        """Whether password and code are right. A code is used up only together with the right password."""
        if user != PASSWORD_USER or len(answers) != 2:
            return False
        password_right = secrets.compare_digest(answers[0].encode(), PASSWORD.encode())
        return password_right and self.codes.take(answers[1])


def new_key() -> str:
    """A new ed25519 private key in OpenSSH's format, without a passphrase: it opens nothing but the demo."""
    return (
        Ed25519PrivateKey.generate()
        .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
        .decode()
    )


def load_key(text: str) -> paramiko.Ed25519Key:
    """The key written in `text`."""
    return paramiko.Ed25519Key(file_obj=io.StringIO(text))


def _new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"
