"""What the listing verbs print: tables for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from towpath.cli.describe import ends, name_of, reason_below, reason_beside_forwards, traffic
from towpath.model.connection import Connection, Proxy, Reconnect, SshConfigLink
from towpath.model.error import Problem
from towpath.model.ssh_options import Option, hop_options, session_options
from towpath.model.state import ConnectionState, ForwardState
from towpath.model.text import printable
from towpath.model.words import line as in_words

Plain = dict[str, Any]


def forward_values(state: ForwardState) -> Plain:
    """A forward as JSON."""
    forward = state.forward
    return {
        "label": forward.label,
        "kind": forward.kind.name.lower(),
        "spec": forward.spec,
        "listen": str(state.listens),
        "target": str(forward.target or ""),
        "public": state.is_shared,
        "enabled": forward.enabled,
        "saved": state.saved,
        "program": forward.program,
        "user": forward.user,
        "state": state.status.value,
        **_why(state.problem),
        "retry_at": state.retry_at,
        "last_error": in_words(state.last_error) if state.last_error else "",
        "last_error_at": state.last_error_at,
        "checked_at": state.checked_at,
        "traffic": msgspec.structs.asdict(state.traffic),
    }


def connection_values(state: ConnectionState) -> Plain:
    """A connection with its forwards as JSON."""
    connection = state.connection
    return {
        "name": connection.name,
        "group": connection.group,
        "favourite": connection.favourite,
        "saved": state.saved,
        "target": str(connection.target),
        "jumps": [str(hop) for hop in connection.jumps],
        "state": state.status.value,
        **_why(state.problem),
        "since": state.since,
        "retry_at": state.retry_at,
        "tries": state.tries,
        "forwards": [forward_values(f) for f in state.forwards],
    }


def _why(problem: Problem | None) -> Plain:
    """In words for people, and by its kind for programs."""
    return {"reason": in_words(problem) if problem else "", "problem": problem.kind.value if problem else ""}


def details(state: ConnectionState) -> Plain:
    """Everything `show` knows: the connection as it is saved, and how it is."""
    return connection_values(state) | {"settings": msgspec.to_builtins(state.connection)}


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A line for each row, below the headings where there are any rows."""
    table = Table(box=None, pad_edge=False, show_header=bool(rows), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*_cells(*row))
    _print(table)


def print_connections(states: tuple[ConnectionState, ...], *, with_state: bool) -> None:
    """A line for each connection and, indented, for each of its forwards."""
    table = Table(box=None, pad_edge=False, show_header=bool(states), header_style="bold")
    for heading in ("NAME", "WHERE", *(("STATE", "TRAFFIC", "REASON") if with_state else ("GROUP",))):
        table.add_column(heading, overflow="fold")
    for state in states:
        connection = state.connection
        where = " > ".join(str(hop) for hop in connection.hops)
        rest = (state.status.value, "", reason_beside_forwards(state)) if with_state else (connection.group,)
        name = connection.name + ("" if state.saved else " (not saved)")
        table.add_row(*_cells(name, where, *rest))
        for forward in state.forwards:
            rest = (forward.status.value, traffic(forward), reason_below(forward, state)) if with_state else ("",)
            table.add_row(*_cells(f"  {name_of(forward.forward)}", ends(forward, connection), *rest))
    _print(table)


def print_details(state: ConnectionState, remarks: Sequence[str] = ()) -> None:
    """All settings of one connection, one `key value` a line, then its forwards; before these, what its file sets and
    cannot be done here."""
    connection = state.connection
    target = connection.target
    rows = [
        ("name", connection.name),
        ("group", connection.group),
        ("favourite", "yes" if connection.favourite else ""),
        ("follows", _followed(connection.link) if connection.link else ""),
        ("target", str(target)),
        ("jumps", ", ".join(str(hop) for hop in connection.jumps)),
        ("proxy", _proxy_url(connection.proxy) if connection.proxy else ""),
        ("ProxyCommand", connection.proxy_command),
        ("SFTP server", connection.sftp_command),
        ("identity files", ", ".join(target.auth.identity_files)),
        ("host keys", target.host_key_policy.value),
        *_more_settings(connection),
        ("compression", "yes" if target.compression else "no"),
        ("time limit", f"{target.timeout:g} s"),
        ("keepalive", f"{connection.keepalive.interval:g} s, {connection.keepalive.count} times"),
        ("reconnect", _reconnect(connection.reconnect)),
        ("check targets", f"every {connection.checks.interval:g} s" if connection.checks.interval else "when asked"),
        *(("not done", remark) for remark in remarks),
        ("state", state.status.value),
        ("reason", reason_beside_forwards(state)),
    ]
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, value in rows:
        if value:
            table.add_row(*_cells(key, value))
    for forward in state.forwards:
        wish = forward.forward
        table.add_row(
            *_cells("forward", f"-{wish.kind.value} {wish.name}: {ends(forward, connection)} ({forward.status.value})")
        )
        more = [("program", wish.program), ("traffic", traffic(forward)), ("reason", reason_below(forward, state))]
        for key, value in more:
            if value:
                table.add_row(*_cells(f"  {key}", value))
    _print(table)


_TOLD_OTHERWISE = ("IdentityFile", "StrictHostKeyChecking", "Compression", "ConnectTimeout")


def _more_settings(connection: Connection) -> list[Option]:
    """Those that few connections have, by ssh's names for them."""
    options = [*hop_options(connection.target), *session_options(connection)]
    return [option for option in options if option[0] not in _TOLD_OTHERWISE]


def _followed(link: SshConfigLink) -> str:
    return " ".join([f"{link.host} in {link.file or '~/.ssh/config'}", *link.options])


def _proxy_url(proxy: Proxy) -> str:
    return f"{proxy.kind.value}://{proxy.user + '@' if proxy.user else ''}{proxy.host}:{proxy.port}"


def _reconnect(policy: Reconnect) -> str:
    if not policy.enabled:
        return "no"
    return f"for {policy.give_up_after:g} s" if policy.give_up_after else "yes"


def _cells(*texts: str) -> list[Text]:
    """Plain cells: nothing from outside is read as markup or as a terminal's escape."""
    return [Text(printable(text)) for text in texts]


def _print(table: Table) -> None:
    """Tables are cut to the terminal's width on a terminal only: a program that reads a pipe gets whole lines."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=10_000)
    with console.capture() as captured:
        console.print(table)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))
