"""Passwords and passphrases in the system's keyring, and nowhere else.

Only backends known to encrypt are used, never one that keyring(1) would fall back to. A backend's name proves nothing
(a bus without a collection, a locked wallet), so it must first store, return and delete a probe.
"""

from __future__ import annotations

import logging
import secrets as random
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from towpath.model.error import Problem, ProblemKind

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "towpath"
ENCRYPTING_BACKENDS = {
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.libsecret": "Secret Service",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.macOS": "Keychain",
    "keyring.backends.Windows": "Windows Credential Manager",
}
"""And what people call them."""
EARLY_SECONDS = 120.0
"""So long after the program's start the session may have been starting, too: there may be a keyring only later, or one
that nobody has unlocked yet."""
TIME_LIMIT = 30.0
"""Seconds for one call: a locked keyring waits for the user, and there may be none."""

_UNLOCK_HINT = "unlock it with the desktop's program for passwords and keys"
_T = TypeVar("_T")
log = logging.getLogger(__name__)


def _all_backends() -> Iterable[KeyringBackend]:
    from keyring.backend import get_all_keyring  # which takes its time, and often nobody asks for a secret

    return get_all_keyring()


class KeyringSecrets:
    """Implements `model.ports.Keyring`. Any thread; a call may take up to `time_limit` seconds.

    After one call found the keyring unusable or silent it is not tried again, but for `look_again`, and once more where
    that was early.
    """

    def __init__(
        self,
        backends: Callable[[], Iterable[KeyringBackend]] = _all_backends,
        time_limit: float = TIME_LIMIT,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find_backends = backends
        self._limit = time_limit
        self._now = now
        self._early_until = now() + EARLY_SECONDS
        self._failed_early = False
        self._lock = threading.Lock()
        self._tried = False
        self._backend: KeyringBackend | None = None
        self._problem: Problem | None = None

    @property
    def name(self) -> str:
        """What people call it; empty for none."""
        backend = self._usable_backend()
        return ENCRYPTING_BACKENDS[type(backend).__module__] if backend else ""

    def get(self, kind: str, key: str) -> str | None:
        """The stored secret, or None."""
        backend = self._usable_backend()
        if backend is None:
            return None
        try:
            return self._within_limit(lambda: backend.get_password(SERVICE, f"{kind} {key}"))
        except _KeyringFailedError as failure:
            self._give_up(failure)
            return None

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Store a secret; the problem, if it could not be stored."""
        backend = self._usable_backend()
        if backend is None:
            return self._problem
        try:
            self._within_limit(lambda: backend.set_password(SERVICE, f"{kind} {key}", secret))
        except _KeyringFailedError as failure:
            return Problem(ProblemKind.KEYRING_FAILED, key, failure.facts)
        return None

    def forget(self, kind: str, key: str) -> Problem | None:
        """Delete a secret if it is there; the problem, if it may be there still."""
        backend = self._usable_backend()
        if backend is None:
            return self._problem
        try:
            self._within_limit(lambda: _delete(backend, f"{kind} {key}"))
        except _KeyringFailedError as failure:
            log.info("secret not deleted: %s", failure)
            return Problem(ProblemKind.KEYRING_FAILED, key, failure.facts)
        return None

    def unusable(self) -> Problem | None:
        """Why nothing can be stored, or None when it can."""
        return None if self._usable_backend() is not None else self._problem

    def look_again(self) -> None:
        """The user may have unlocked it, or started one."""
        with self._lock:
            if self._backend is None:
                self._tried = False

    def _usable_backend(self) -> KeyringBackend | None:
        with self._lock:
            is_early = self._now() < self._early_until
            if not self._tried or (self._failed_early and not is_early):
                self._tried = True
                self._choose_backend()
                self._failed_early = is_early and self._backend is None
            return self._backend

    def _choose_backend(self) -> None:
        try:
            found = self._within_limit(lambda: list(self._find_backends()))
            safe = [b for b in found if type(b).__module__ in ENCRYPTING_BACKENDS]
            best = max(safe, key=lambda b: float(b.priority), default=None)
            if best is None:
                self._problem = Problem(ProblemKind.NO_SAFE_KEYRING)
                return
            self._within_limit(lambda: _probe(best))
        except _KeyringFailedError as failure:
            self._problem = Problem(ProblemKind.NO_SAFE_KEYRING, facts=failure.facts)
            return
        self._backend = best

    def _give_up(self, failure: _KeyringFailedError) -> None:
        with self._lock:
            self._backend = None
            self._failed_early = self._now() < self._early_until
            self._problem = Problem(ProblemKind.NO_SAFE_KEYRING, facts=failure.facts)

    def _within_limit(self, call: Callable[[], _T]) -> _T:
        """Run `call` in a thread that dies with the program, so that a silent keyring cannot hold anything up."""
        result: list[_T] = []
        failure: list[Exception] = []

        def run() -> None:
            try:
                result.append(call())
            except Exception as error:  # noqa: BLE001 - backends raise whatever their bus library raises
                failure.append(error)

        thread = threading.Thread(target=run, name="towpath-keyring", daemon=True)
        thread.start()
        thread.join(self._limit)
        if thread.is_alive():
            detail = f"the system's keyring did not answer within {self._limit:g} s (is it locked?)"
            raise _KeyringFailedError(detail, _UNLOCK_HINT)
        if failure and _means_locked(failure[0]):
            raise _KeyringFailedError("the system's keyring is locked, and was not unlocked", _UNLOCK_HINT)
        if failure:
            raise _KeyringFailedError(f"the system's keyring says: {str(failure[0]) or type(failure[0]).__name__}")
        return result[0]


class NoSecrets:
    """Stores nothing: for the demo's profile, and for services without a person. Implements `model.ports.Keyring`."""

    name = ""

    def get(self, kind: str, key: str) -> str | None:
        """Nothing is stored."""
        return None

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Nothing is ever stored."""
        return self.unusable()

    def forget(self, kind: str, key: str) -> Problem | None:
        """There is nothing to forget."""
        return None

    def look_again(self) -> None:
        """It stays as it is."""

    def unusable(self) -> Problem | None:
        """Always: this profile is thrown away."""
        return Problem(ProblemKind.NO_SAFE_KEYRING, facts={"detail": "this profile is thrown away at the end"})


class _KeyringFailedError(Exception):
    """A keyring call raised or did not end; `str()` says so without any secret."""

    def __init__(self, detail: str, hint: str = "") -> None:
        super().__init__(detail)
        self.facts = {"detail": detail, "hint": hint} if hint else {"detail": detail}


def _probe(backend: KeyringBackend) -> None:
    """Store, read back and delete a random text, or raise."""
    name, secret = f"probe {random.token_hex(8)}", random.token_hex(16)
    backend.set_password(SERVICE, name, secret)
    try:
        if backend.get_password(SERVICE, name) != secret:
            raise RuntimeError("it did not return what was stored")
    finally:
        _delete(backend, name)


def _means_locked(failure: Exception) -> bool:
    from keyring.errors import KeyringLocked

    return isinstance(failure, KeyringLocked)


def _delete(backend: KeyringBackend, name: str) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(SERVICE, name)
    except PasswordDeleteError:
        log.debug("nothing stored under this name")
