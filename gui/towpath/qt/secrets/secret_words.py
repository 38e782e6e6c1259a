"""What is said of a stored secret. All of it is safe to be shown as plain text; the secret itself never comes here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.engine.forward_passwords import secret_key
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.model.trust import SecretPlace, StoredSecret
from towpath.qt.keys.key_words import moment, shown_path


def _tr(text: str) -> str:
    return QCoreApplication.translate("SecretWords", text)


def kind_text(secret: StoredSecret) -> str:
    """What it opens."""
    return {
        "password": _tr("Password"),
        "passphrase": _tr("Passphrase of a key"),
        "proxy-password": _tr("Password of a proxy"),
        "forward-password": _tr("Password of a forward"),
    }.get(secret.kind) or printable(secret.kind)


def whose(secret: StoredSecret, snapshot: Snapshot) -> str:
    """Of which account, key file, or forward."""
    if secret.kind == "passphrase":
        return shown_path(secret.key)
    if secret.kind == "forward-password":
        for state in snapshot.connections:
            for one in state.connection.forwards:
                if secret_key(state.connection.id, one.id) == secret.key:
                    return printable(one.label or str(one.listen))
    return printable(secret.key)


def where(secret: StoredSecret) -> str:
    """In which memory."""
    if secret.missing:
        return _tr("gone from the keyring")
    if secret.place is SecretPlace.SESSION:
        return _tr("until Towpath ends")
    return _tr("keyring")


def users(secret: StoredSecret, snapshot: Snapshot) -> str:
    """The connections that use it."""
    return ", ".join(map(printable, snapshot.names_of(secret.used_by))) or _tr("no connection")


def since(secret: StoredSecret) -> str:
    """When it was stored; empty where nobody knows."""
    return moment(secret.stored_at) if secret.stored_at else ""
