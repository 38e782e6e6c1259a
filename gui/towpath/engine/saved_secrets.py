"""What the engine adds to the keyring: a failure is told, and secrets go with the last connection that uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.ports import Secrets
from towpath.ssh.asking import PASSPHRASE, PASSWORD, PROXY_PASSWORD


class TellingSecrets:
    """Implements `model.ports.Secrets`; `tell` hears, in any thread, of what the user wished to keep in vain."""

    def __init__(self, secrets: Secrets, tell: Callable[[Problem], None]) -> None:
        self._tell = tell
        self._secrets = secrets
        self.get = secrets.get
        self.forget = secrets.forget
        self.unusable = secrets.unusable

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Store a secret; the problem, if it could not be stored."""
        problem = self._secrets.set(kind, key, secret)
        if problem:
            self._tell(problem)
        return problem


def forget_secrets(secrets: Secrets, connection: Connection, others: Iterable[Connection], local_user: str) -> None:
    """Forget what belongs to `connection` alone. May block on the keyring."""
    shared = {key for other in others for key in _keys(other, local_user)}
    for kind, key in _keys(connection, local_user):
        if (kind, key) not in shared:
            secrets.forget(kind, key)


def _keys(connection: Connection, local_user: str) -> Iterable[tuple[str, str]]:
    """Kind and key as the login names them (ssh/connect.py, ssh/asking.py)."""
    if proxy := connection.proxy:
        yield PROXY_PASSWORD, f"{proxy.user}@{Endpoint(proxy.host, proxy.port)}"
    for hop in connection.hops:
        yield PASSWORD, hop.account(local_user)
        for identity in hop.auth.identity_files:
            yield PASSPHRASE, str(Path(identity).expanduser())
