"""Guesses, for somebody who has just pasted an address: is this one, and through which connection would it be seen?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from towpath.model.connection import Connection
from towpath.model.error import TowpathError
from towpath.model.host_name import address_of, normal_host
from towpath.model.state import Snapshot, Status
from towpath.model.web_address import DEFAULT_PORTS, WebAddress, read_web_address
from towpath.model.web_app import WebAppKind
from towpath.qt.files.machines import by_use

_FEWEST_LABELS = 2
"""That two names have to share: `example.org`, not `org`."""


def copied_address(text: str) -> bool:
    """Whether somebody copied it to open it here. Pages of the Internet are addresses as well, and so is `12:30`."""
    try:
        address = read_web_address(text)
    except TowpathError:
        return False
    if "://" not in text:
        named = not text.partition(":")[0].strip().isdigit()
        return named and ("." in address.host or address.is_this_machine or address.kind is not WebAppKind.WEB)
    return address.kind is not WebAppKind.WEB or address.port != DEFAULT_PORTS[address.scheme]


def likely_connection(snapshot: Snapshot, address: WebAddress | None, looked_at: str = "") -> str:
    """The id of the connection that the machine in the address was seen through before, leads to it, has a forward to
    it, or leads into its domain; else of the one that somebody looks at, or the one used last. Empty without any."""
    there = sorted(by_use(snapshot), key=lambda state: state.status not in (Status.UP, Status.DEGRADED))
    opened = [app.app for app in snapshot.web_apps if snapshot.by_id(app.app.connection) is not None]
    if address is not None and address.host and not address.is_this_machine:
        for app in opened:
            if _host_of(app.address) == address.host:
                return app.connection
        for fits in (_leads_to, _has_forward_to, _leads_near):
            if found := _first((state.connection for state in there), fits, address.host):
                return found
    if looked_at:
        return looked_at
    if opened:
        return opened[0].connection
    return there[0].connection.id if there else ""


def said_machines(snapshot: Snapshot, connection_id: str) -> list[str]:
    """Whom addresses meant by 127.0.0.1, of those that were opened through this connection, the latest first; empty
    for its target itself (`WebApp.machine`)."""
    mine = [one.app for one in snapshot.web_apps if one.app.connection == connection_id]
    return list(dict.fromkeys(app.machine for app in mine if _says_this_machine(app.address)))


def _first(connections: Iterable[Connection], fits: Callable[[Connection, str], bool], host: str) -> str:
    return next((one.id for one in connections if fits(one, host)), "")


def _leads_to(connection: Connection, host: str) -> bool:
    return normal_host(connection.target.host) == host


def _has_forward_to(connection: Connection, host: str) -> bool:
    return any(one.target is not None and normal_host(one.target.host) == host for one in connection.forwards)


def _leads_near(connection: Connection, host: str) -> bool:
    target = normal_host(connection.target.host)
    if address_of(target) or address_of(host):
        return False
    shared = target.split(".")[1:]
    return len(shared) >= _FEWEST_LABELS and host.split(".")[1:] == shared


def _host_of(address: str) -> str:
    try:
        return read_web_address(address).host
    except TowpathError:
        return ""


def _says_this_machine(address: str) -> bool:
    try:
        return read_web_address(address).is_this_machine
    except TowpathError:
        return False
