"""The options of a connection that ssh_config(5) has too, for who wants them otherwise: by which algorithms, by what a
machine is known, with which agent, and what programs there get."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import click
from msgspec.structs import replace

from towpath.cli.forward_options import Option
from towpath.model.connection import X11, AddressFamily, Connection, Hop
from towpath.model.parse import invalid
from towpath.model.text import printable

_DEFAULT = "default"
_ADDED_KEYS = re.compile(r"(yes|no|ask|confirm)|(confirm )?(\d+|(\d+[smhdw])+\d*)", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Za-z_]\w*=.*", re.ASCII | re.DOTALL)


def _list(option: str, name: str, keyword: str) -> Option:
    text = f"Only these, the preferred first, as ssh's {keyword}; `{_DEFAULT}` for ours."
    return click.option(option, name, metavar="NAME,…", help=text)


_ALGORITHMS = {
    "ciphers": "ciphers",
    "kex_algorithms": "key_exchange",
    "macs": "macs",
    "host_key_algorithms": "host_keys",
}
"""Fields of `Algorithms` by the options' names here."""
_SSH_OPTIONS: tuple[Option, ...] = (
    _list("--cipher", "ciphers", "Ciphers"),
    _list("--kex", "kex_algorithms", "KexAlgorithms"),
    _list("--mac", "macs", "MACs"),
    _list("--host-key-algorithm", "host_key_algorithms", "HostKeyAlgorithms"),
    _list("--key-algorithm", "public_key_algorithms", "PubkeyAcceptedAlgorithms"),
    click.option(
        "--known-hosts",
        "known_hosts_files",
        multiple=True,
        metavar="FILE",
        help=f"In place of ~/.ssh/known_hosts; `none` for none, `{_DEFAULT}` for that.",
    ),
    click.option(
        "--global-known-hosts",
        "global_known_hosts_files",
        multiple=True,
        metavar="FILE",
        help="In place of the system's; the same.",
    ),
    click.option(
        "--known-hosts-command", metavar="COMMAND", help="Prints further lines of known_hosts; empty for none."
    ),
    click.option("--hash-known-hosts/--no-hash-known-hosts", default=None, help="Hash names that are added there."),
    click.option("--identity-agent", metavar="SOCKET", help="Another ssh-agent; `none` for none, empty for the usual."),
    click.option(
        "--add-keys-to-agent",
        metavar="yes|no|confirm|TIME",
        help="Give the agent key files that were opened, perhaps for a TIME such as 1h.",
    ),
    click.option("--address-family", type=click.Choice([one.value for one in AddressFamily]), help="Which addresses."),
    click.option("--bind-address", metavar="ADDRESS", help="Of this machine, to dial from; empty for any."),
    click.option("--tcp-keepalive/--no-tcp-keepalive", default=None, help="Keepalive messages of the system."),
    click.option(
        "--forward-agent", metavar="yes|no|SOCKET", help="Let programs there use this machine's ssh-agent, or another."
    ),
    click.option("--send-env", multiple=True, metavar="PATTERN", help="Variables that programs there get; or none."),
    click.option("--set-env", multiple=True, metavar="NAME=VALUE", help="The same, with these values; or none."),
    click.option("--x11", type=click.Choice([one.value for one in X11]), help="Windows of a terminal's programs."),
)


def ssh_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a click command with them."""
    for option in reversed(_SSH_OPTIONS):
        command = option(command)
    return command


def with_ssh_options(connection: Connection, options: Mapping[str, Any]) -> Connection:
    """The connection changed by those that were given; what concerns a login for every machine on the way.

    Raises TowpathError INVALID.
    """
    given = {name: value for name, value in options.items() if value not in (None, ())}
    changes: dict[str, Any] = {}
    if "forward_agent" in given:
        changes["forward_agent"] = "" if given["forward_agent"] == "no" else given["forward_agent"]
    if "send_env" in given:
        changes["send_env"] = _unless_none(given["send_env"])
    if "set_env" in given:
        changes["set_env"] = tuple(_checked_variable(text) for text in _unless_none(given["set_env"]))
    if "x11" in given:
        changes["x11"] = X11(given["x11"])
    changed = replace(
        connection,
        **changes,
        target=_hop_with(connection.target, given),
        jumps=tuple(_hop_with(hop, given) for hop in connection.jumps),
    )
    if changes.get("forward_agent"):
        click.echo(forwarding_warning(changed), err=True)
    return changed


def forwarding_warning(connection: Connection) -> str:
    """For who forwards an agent, perhaps without knowing what that means."""
    machine = printable(connection.target.host)
    return f"towpath: warning: whoever administers {machine} can log in with your agent's keys while programs run there"


def _hop_with(hop: Hop, given: Mapping[str, Any]) -> Hop:
    algorithms = {field: _names(given[name]) for name, field in _ALGORITHMS.items() if name in given}
    auth: dict[str, Any] = {}
    if "public_key_algorithms" in given:
        auth["public_key_algorithms"] = _names(given["public_key_algorithms"])
    if "identity_agent" in given:
        place = given["identity_agent"]
        auth |= {"use_agent": place != "none", "identity_agent": "" if place == "none" else place}
    if "add_keys_to_agent" in given:
        auth["add_keys_to_agent"] = _checked_keeping(given["add_keys_to_agent"])
    changes: dict[str, Any] = {}
    for field in ("known_hosts_files", "global_known_hosts_files"):
        if field in given:
            changes[field] = () if given[field] == (_DEFAULT,) else given[field]
    for field in ("known_hosts_command", "hash_known_hosts", "bind_address", "tcp_keepalive"):
        if field in given:
            changes[field] = given[field]
    if "address_family" in given:
        changes["address_family"] = AddressFamily(given["address_family"])
    return replace(hop, algorithms=replace(hop.algorithms, **algorithms), auth=replace(hop.auth, **auth), **changes)


def _names(text: str) -> tuple[str, ...]:
    """A list of algorithms, without the signs by which ssh_config changes ssh's own list."""
    if text == _DEFAULT:
        return ()
    names = tuple(name.strip() for name in text.split(","))
    if not all(re.fullmatch(r"[a-z0-9][a-z0-9@.-]*", name) for name in names):
        raise invalid(text, "not a list of algorithms", "write their names, with commas between: ssh -Q cipher")
    return names


def _unless_none(texts: tuple[str, ...]) -> tuple[str, ...]:
    return () if texts == ("none",) else texts


def _checked_variable(text: str) -> str:
    if not _VARIABLE.fullmatch(text):
        raise invalid(text, "not a variable", "write NAME=VALUE")
    return text


def _checked_keeping(text: str) -> str:
    if not _ADDED_KEYS.fullmatch(text):
        raise invalid(text, "not one of the possibilities", "write yes, no, confirm, 3600 or 'confirm 1h'")
    return text.lower()
