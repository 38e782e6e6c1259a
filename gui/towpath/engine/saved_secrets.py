"""Which secrets in the keyring belong to a connection: they go with it, unless another connection uses them too."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from towpath.model.connection import Connection
from towpath.model.forward import Endpoint
from towpath.model.ports import Secrets
from towpath.ssh.asking import PASSPHRASE, PASSWORD, PROXY_PASSWORD


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
