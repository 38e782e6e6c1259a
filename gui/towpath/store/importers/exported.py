"""Towpath's own exports: connections without secrets, as another profile, or another machine, can read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from towpath.model.connection import Connection
from towpath.model.forward import Forward
from towpath.model.host_config import SiteFormat
from towpath.model.language import translate
from towpath.model.settings import Config
from towpath.store.importers.site import (
    Collecting,
    Malformed,
    NotCarriedError,
    ParsedSites,
    StoredPasswords,
    checked_hop,
)

_MARK = "towpath-connections"


def export(connections: Sequence[Connection]) -> str:
    """The text of such a file. A connection has no secret in it."""
    document = {_MARK: Config().version, "connections": connections}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def read(text: str) -> ParsedSites:
    """Commands in it are those of others here, and what followed an ssh_config does not: that is another one here.
    Raises Malformed."""
    collecting = Collecting(SiteFormat.TOWPATH)
    for document in _documents(text):
        name = str(document.get("name", "")) if isinstance(document, dict) else ""
        try:
            connection = _checked(msgspec.convert(document, type=Connection))
        except (msgspec.ValidationError, NotCarriedError) as error:
            collecting.leave_out(name or "?", str(error))
            continue
        remarks: list[str] = []
        forwards = tuple(_without_program(forward, remarks) for forward in connection.forwards)
        copy = replace(connection, imported=True, link=None, forwards=forwards)
        collecting.add(connection.name, copy, StoredPasswords(), remarks)
    return collecting.found()


def _checked(connection: Connection) -> Connection:
    """Anybody can write such a file: what is no name of a machine could mean something to a shell. Raises
    NotCarriedError."""
    for hop in connection.hops:
        checked_hop(hop.host, str(hop.port), hop.user, hop.auth)
    return connection


def _without_program(forward: Forward, remarks: list[str]) -> Forward:
    """It would be started with the forward, without a question."""
    if forward.program:
        remarks.append(
            translate("Fact", "the program of the forward {name} is not carried over: {program}").format(
                name=forward.name, program=forward.program
            )
        )
    return replace(forward, program="")


def _documents(text: str) -> list[Any]:
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Malformed(0, translate("Fact", "it is no JSON: {error}").format(error=error)) from error
    if not isinstance(document, dict) or not isinstance(version := document.get(_MARK), int):
        raise Malformed(0, "")
    if version > Config().version:
        raise Malformed(0, "it was written by a newer version of Towpath")
    found = document.get("connections")
    return found if isinstance(found, list) else []
