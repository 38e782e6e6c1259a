"""What the listing verbs print: tables for people, JSON for programs."""

from __future__ import annotations

import sys
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from towpath.model.connection import Proxy
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
        "listen": str(state.bound or forward.listen),
        "target": str(forward.target),
        "enabled": forward.enabled,
        "saved": state.saved,
        "state": state.status.value,
        "reason": in_words(state.problem) if state.problem else "",
    }


def connection_values(state: ConnectionState) -> Plain:
    """A connection with its forwards as JSON."""
    connection = state.connection
    return {
        "name": connection.name,
        "group": connection.group,
        "target": str(connection.target),
        "jumps": [str(hop) for hop in connection.jumps],
        "state": state.status.value,
        "reason": in_words(state.problem) if state.problem else "",
        "retry_at": state.retry_at,
        "forwards": [forward_values(f) for f in state.forwards],
    }


def details(state: ConnectionState) -> Plain:
    """Everything `show` knows: the connection as it is saved, and how it is."""
    return connection_values(state) | {"settings": msgspec.to_builtins(state.connection)}


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def print_connections(states: tuple[ConnectionState, ...], *, with_state: bool) -> None:
    """A line for each connection and, indented, for each of its forwards."""
    table = Table(box=None, pad_edge=False, show_header=bool(states), header_style="bold")
    for heading in ("NAME", "WHERE", *(("STATE", "REASON") if with_state else ("GROUP",))):
        table.add_column(heading, overflow="fold")
    for state in states:
        connection = state.connection
        where = " > ".join(str(hop) for hop in connection.hops)
        rest = (state.status.value, _reason(state)) if with_state else (connection.group,)
        table.add_row(*_cells(connection.name, where, *rest))
        for forward in state.forwards:
            rest = (forward.status.value, _reason(forward)) if with_state else ("",)
            table.add_row(*_cells(f"  {forward.forward.label or '-L'}", describe(forward), *rest))
    _print(table)


def print_details(state: ConnectionState) -> None:
    """All settings of one connection, one `key value` a line, then its forwards."""
    connection = state.connection
    target = connection.target
    rows = [
        ("name", connection.name),
        ("group", connection.group),
        ("target", str(target)),
        ("jumps", ", ".join(str(hop) for hop in connection.jumps)),
        ("proxy", _proxy_url(connection.proxy) if connection.proxy else ""),
        ("ProxyCommand", connection.proxy_command),
        ("identity files", ", ".join(target.auth.identity_files)),
        ("host keys", target.host_key_policy.value),
        ("compression", "yes" if target.compression else "no"),
        ("time limit", f"{target.timeout:g} s"),
        ("keepalive", f"{connection.keepalive.interval:g} s, {connection.keepalive.count} times"),
        ("reconnect", "yes" if connection.reconnect.enabled else "no"),
        ("state", state.status.value),
        ("reason", _reason(state)),
    ]
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, value in rows:
        if value:
            table.add_row(*_cells(key, value))
    for forward in state.forwards:
        table.add_row(*_cells("forward", f"{forward.forward.name}: {describe(forward)} ({forward.status.value})"))
    _print(table)


def describe(state: ForwardState) -> str:
    """Where it listens and where it leads."""
    return f"{state.bound or state.forward.listen} -> {state.forward.target}"


def _proxy_url(proxy: Proxy) -> str:
    return f"{proxy.kind.value}://{proxy.user + '@' if proxy.user else ''}{proxy.host}:{proxy.port}"


def _reason(state: ConnectionState | ForwardState) -> str:
    return in_words(state.problem) if state.problem else ""


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
