"""Towpath's own exports: connections without secrets, as another profile, or another machine, can read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from towpath.model.connection import Connection
from towpath.model.host_config import SiteFormat
from towpath.model.settings import Config
from towpath.store.importers.site import Collecting, Malformed, ParsedSites, StoredPasswords

_MARK = "towpath-connections"


def export(connections: Sequence[Connection]) -> str:
    """The text of such a file. A connection has no secret in it."""
    document = {_MARK: Config().version, "connections": connections}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def read(text: str) -> ParsedSites:
    """Commands in it are those of others here. Raises Malformed."""
    collecting = Collecting(SiteFormat.TOWPATH)
    for document in _documents(text):
        name = str(document.get("name", "")) if isinstance(document, dict) else ""
        try:
            connection = msgspec.convert(document, type=Connection)
        except msgspec.ValidationError as error:
            collecting.leave_out(name or "?", str(error))
            continue
        imported = msgspec.structs.replace(connection, imported=True)
        collecting.add(connection.name, imported, StoredPasswords(), [])
    return collecting.found()


def _documents(text: str) -> list[Any]:
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Malformed(0, f"it is no JSON: {error}") from error
    if not isinstance(document, dict) or not isinstance(version := document.get(_MARK), int):
        raise Malformed(0, "")
    if version > Config().version:
        raise Malformed(0, "it was written by a newer version of Towpath")
    found = document.get("connections")
    return found if isinstance(found, list) else []
