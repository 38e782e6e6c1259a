"""What the engine adds to the keyring: a failure is told, and secrets go with the last connection that uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from towpath.engine.forward_passwords import FORWARD_PASSWORD, secret_key
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.keys import DEFAULT_NAMES
from towpath.model.ports import Secrets
from towpath.model.trust import PASSPHRASE, PASSWORD, PROXY_PASSWORD


class TellingSecrets:
    """Implements `model.ports.Secrets`; `tell` hears, in any thread, of what the user wished to keep in vain."""

    def __init__(self, secrets: Secrets, tell: Callable[[Problem], None]) -> None:
        self._tell = tell
        self._secrets = secrets
        self.get = secrets.get
        self.keep = secrets.keep
        self.forget = secrets.forget
        self.unusable = secrets.unusable

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Store a secret; the problem, if it could not be stored."""
        problem = self._secrets.set(kind, key, secret)
        if problem:
            self._tell(problem)
        return problem


def out_of_use(before: Sequence[Connection], after: Sequence[Connection], local_user: str) -> set[tuple[str, str]]:
    """Kinds and keys of secrets that go: those of connections and forwards that are no more, unless another one
    uses them. A hop that was only edited keeps its password: the user may change it back."""
    left = {connection.id: connection for connection in after}
    gone = [connection for connection in before if connection.id not in left]
    used = {secret for connection in after for secret in _of_logins(connection, local_user)}
    of_forwards = {secret for connection in after for secret in _of_forwards(connection)}
    lost = {secret for connection in gone for secret in _of_logins(connection, local_user)} - used
    return lost | ({secret for connection in before for secret in _of_forwards(connection)} - of_forwards)


def users_of(connections: Iterable[Connection], local_user: str, home: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """Kinds and keys of all secrets that connections may use, and the ids of these."""
    users: dict[tuple[str, str], dict[str, None]] = {}
    for connection in connections:
        usual = any(not hop.auth.identity_files for hop in connection.hops)
        of_usual_keys = [(PASSPHRASE, str(home / ".ssh" / name)) for name in DEFAULT_NAMES] if usual else ()
        for secret in (*_of_logins(connection, local_user), *_of_forwards(connection), *of_usual_keys):
            users.setdefault(secret, {})[connection.id] = None
    return {secret: tuple(ids) for secret, ids in users.items()}


def _of_logins(connection: Connection, local_user: str) -> Iterable[tuple[str, str]]:
    """Kind and key as the login names them (ssh/connect.py, ssh/asking.py)."""
    if proxy := connection.proxy:
        yield PROXY_PASSWORD, f"{proxy.user}@{Endpoint(proxy.host, proxy.port)}"
    for hop in connection.hops:
        yield PASSWORD, hop.account(local_user)
        for identity in hop.auth.identity_files:
            yield PASSPHRASE, str(Path(identity).expanduser())


def _of_forwards(connection: Connection) -> Iterable[tuple[str, str]]:
    for forward in connection.forwards:
        if forward.user:
            yield FORWARD_PASSWORD, secret_key(connection.id, forward.id)
