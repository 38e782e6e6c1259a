"""Secrets as logins find them: in memory, if the user wished them kept until the program ends, then in the keyring."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from towpath.engine.parts import SecretIndex
from towpath.model.error import Problem, TowpathError
from towpath.model.ports import Keyring
from towpath.model.trust import SecretPlace, StoredSecret

Named = tuple[str, str]
"""Kind and key of a secret."""


class SessionSecrets:
    """Implements `model.ports.Secrets`, and knows what is kept. Any thread; all but `keep` may block on the keyring.

    What goes into the keyring is in the index first: nothing is there that could not be shown.
    """

    def __init__(self, keyring: Keyring, index: SecretIndex, now: Callable[[], float] = time.time) -> None:
        self._keyring = keyring
        self._index = index
        self._now = now
        self._lock = threading.Lock()
        self._here: dict[Named, tuple[str, float]] = {}
        """Secrets, and since when they are kept; under the lock."""
        self._writing = threading.Lock()
        """For the index."""

    def __repr__(self) -> str:
        return f"SessionSecrets(<{len(self._here)} hidden>)"

    @property
    def keyring_name(self) -> str:
        """What people call the keyring; empty for none."""
        return self._keyring.name

    def get(self, kind: str, key: str) -> str | None:
        """The secret, or None."""
        with self._lock:
            found = self._here.get((kind, key))
        return found[0] if found else self._keyring.get(kind, key)

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Put it into the keyring, where it is found from now on; the problem, if it could not be stored."""
        if problem := self._keyring.unusable():
            return problem
        try:
            known = self._note(kind, key)
        except TowpathError as error:
            return error.problem
        if problem := self._keyring.set(kind, key, secret):
            return problem if known else self._strike(kind, key) or problem
        with self._lock:
            self._here.pop((kind, key), None)
        return None

    def keep(self, kind: str, key: str, secret: str) -> None:
        """In memory, until the program ends or it is forgotten."""
        with self._lock:
            self._here[kind, key] = (secret, self._now())

    def forget(self, kind: str, key: str) -> Problem | None:
        """In both places; the problem, if the keyring may have it still."""
        with self._lock:
            self._here.pop((kind, key), None)
        problem = self._keyring.forget(kind, key)
        if problem is None:
            return self._strike(kind, key)
        return problem if (kind, key) in self._index.load() else None

    def unusable(self) -> Problem | None:
        """Why the keyring can store nothing, or None when it can."""
        return self._keyring.unusable()

    def look_again(self) -> None:
        """The keyring may be usable now."""
        self._keyring.look_again()

    def listed(self, perhaps: Iterable[Named]) -> list[StoredSecret]:
        """What is kept, by kind and key. The keyring cannot tell by itself what it has: `perhaps` are those that may
        be there besides, since a program of before stored them."""
        with self._lock:
            here = {named: since for named, (_, since) in self._here.items()}
        found = [
            StoredSecret(kind=kind, key=key, place=SecretPlace.SESSION, stored_at=since)
            for (kind, key), since in here.items()
        ]
        stored_at = self._index.load()
        for kind, key in {*stored_at, *perhaps}:
            usable = self._keyring.unusable() is None
            there = usable and self._keyring.get(kind, key) is not None
            if there or (kind, key) in stored_at:
                when = stored_at.get((kind, key), 0.0)
                place = SecretPlace.KEYRING
                found.append(
                    StoredSecret(kind=kind, key=key, place=place, stored_at=when, missing=usable and not there)
                )
        return sorted(found, key=lambda one: (one.kind, one.key, one.place))

    def _note(self, kind: str, key: str) -> bool:
        """Whether it was in the index before. Raises TowpathError."""
        with self._writing:
            stored_at = self._index.load()
            known = (kind, key) in stored_at
            self._index.save({**stored_at, (kind, key): self._now()})
            return known

    def _strike(self, kind: str, key: str) -> Problem | None:
        with self._writing:
            stored_at = self._index.load()
            if stored_at.pop((kind, key), None) is None:
                return None
            try:
                self._index.save(stored_at)
            except TowpathError as error:
                return error.problem
            return None
