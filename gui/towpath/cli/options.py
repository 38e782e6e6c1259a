"""Options that make a connection, shared by `add` and `edit`, and how they change one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import click
import msgspec

from towpath.cli.forward_options import Option, forward_options, given_forwards, with_changed, with_forward
from towpath.cli.ssh_options import ssh_options, with_ssh_options
from towpath.model.connection import Checks, Connection, Hop, HostKeyPolicy, Proxy, ProxyKind
from towpath.model.error import TowpathError
from towpath.model.parse import invalid, parse_host, parse_jumps, parse_sftp_command
from towpath.model.program_line import parse_program

Command = Callable[..., Any]

LONGEST_TIMEOUT = 3600.0
MOST_SECONDS = 366 * 86400.0


def _a_number(_context: click.Context, _option: click.Parameter, value: float | None) -> float | None:
    """`nan` is below and above no limit."""
    if value is not None and math.isnan(value):
        raise click.BadParameter("nan is not a number of seconds.")
    return value


def _seconds(name: str, text: str) -> Option:
    return click.option(name, type=click.FloatRange(min=0, max=MOST_SECONDS), callback=_a_number, help=text)


_OPTIONS: tuple[Option, ...] = (
    click.option("-J", "jumps", metavar="HOP,…", help="Gateways on the way, the first one first; `none` for none."),
    click.option("-i", "identities", multiple=True, metavar="KEY", help="Key file for every machine on the way."),
    *forward_options(multiple=True),
    click.option(
        "--program",
        "programs",
        multiple=True,
        metavar="LABEL=COMMAND",
        help="Start this when the user brings the forward with this label up; %h and %p are where it listens.",
    ),
    click.option("--group", metavar="GROUP", help="Heading it is listed under."),
    click.option("--favourite/--no-favourite", default=None, help="Whether it stands first in the tray's menu."),
    click.option("-C", "--compression/--no-compression", default=None, help="Compress, for slow links."),
    click.option(
        "--host-keys",
        type=click.Choice([p.value for p in HostKeyPolicy]),
        help="What to do with a host key that is not known yet.",
    ),
    click.option(
        "--proxy", metavar="URL", help="socks5://[user@]host:port or http://…, before the first hop; or none."
    ),
    click.option("--proxy-command", metavar="COMMAND", help="As ssh's ProxyCommand; empty for none."),
    click.option(
        "--sftp-command",
        metavar="COMMAND",
        help="SFTP server to run there, such as `sudo /usr/lib/openssh/sftp-server`; empty for the usual one.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0.1, LONGEST_TIMEOUT),
        callback=_a_number,
        help="Seconds for each step of a login.",
    ),
    click.option("--reconnect/--no-reconnect", default=None, help="Connect again by itself when the link is lost."),
    _seconds("--give-up-after", "Stop trying to reconnect after so many seconds; 0 for never."),
    _seconds("--check-interval", "See so often (in seconds) whether the targets accept; 0 for only when asked."),
)


def connection_options(command: Command) -> Command:
    """Decorate a click command with all options of a connection."""
    command = ssh_options(command)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def apply_options(connection: Connection, options: dict[str, Any]) -> Connection:
    """The connection changed by the options that were given. Raises TowpathError INVALID."""
    before = connection
    changes: dict[str, Any] = {}
    if options["jumps"] is not None:
        changes["jumps"] = parse_jumps(options["jumps"])
    for name in ("group", "favourite", "proxy_command"):
        if options[name] is not None:
            changes[name] = options[name]
    if options["proxy"] is not None:
        changes["proxy"] = parse_proxy(options["proxy"])
    if options["sftp_command"] is not None:
        changes["sftp_command"] = parse_sftp_command(options["sftp_command"])
    reconnect = {"enabled": options["reconnect"], "give_up_after": options["give_up_after"]}
    if given := {key: value for key, value in reconnect.items() if value is not None}:
        changes["reconnect"] = msgspec.structs.replace(connection.reconnect, **given)
    if options["check_interval"] is not None:
        changes["checks"] = Checks(interval=options["check_interval"])
    connection = msgspec.structs.replace(connection, **changes)
    if connection.proxy and connection.proxy_command:
        raise invalid(connection.proxy_command, "a proxy and a ProxyCommand exclude each other", "--proxy none")
    connection = msgspec.structs.replace(
        connection,
        target=_hop_with(connection.target, options),
        jumps=tuple(_hop_with(hop, options) for hop in connection.jumps),
    )
    connection = with_ssh_options(connection, options)
    if connection.link and _way(connection) != _way(before):
        where = connection.link.file or "~/.ssh/config"
        raise invalid(connection.name, f"it is what {where} says of {connection.link.host}", f"change it in {where}")
    for forward in given_forwards(options):
        connection = with_forward(connection, forward)
    for text in options["programs"]:
        connection = _with_program(connection, text)
    return connection


def _way(connection: Connection) -> tuple[object, ...]:
    """What an ssh_config says of a connection that follows it."""
    programs = connection.forward_agent, connection.send_env, connection.set_env, connection.x11
    return connection.hops, connection.proxy, connection.proxy_command, *programs


def _with_program(connection: Connection, text: str) -> Connection:
    label, _, command = text.partition("=")
    found = next((f for f in connection.forwards if label and f.label == label), None)
    if found is None:
        labels = ", ".join(f.label for f in connection.forwards if f.label)
        raise invalid(text, "no forward has this label" + (f"; there is {labels}" if labels else ""), "LABEL=COMMAND")
    return with_changed(connection, msgspec.structs.replace(found, program=parse_program(command)))


def parse_proxy(text: str) -> Proxy | None:
    """`socks5://[user@]host:port` or `http://…`; `none` and nothing mean no proxy."""
    if text in ("", "none"):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that are no IPv6 address
        raise _not_a_proxy(text) from None
    kinds = {"socks5": ProxyKind.SOCKS5, "socks5h": ProxyKind.SOCKS5, "http": ProxyKind.HTTP}
    if parts.password is not None:
        raise invalid("proxy URL", "it contains a password", "leave it out: it is asked for and kept in the keyring")
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in kinds or not parts.hostname or not port:
        raise _not_a_proxy(text)
    return Proxy(kind=kinds[parts.scheme], host=parse_host(parts.hostname), port=port, user=parts.username or "")


def _not_a_proxy(text: str) -> TowpathError:
    return invalid(text, "not a proxy", "write socks5://host:port or http://host:port")


def _hop_with(hop: Hop, options: dict[str, Any]) -> Hop:
    changes: dict[str, Any] = {}
    if options["identities"]:
        changes["auth"] = msgspec.structs.replace(hop.auth, identity_files=tuple(options["identities"]))
    if options["compression"] is not None:
        changes["compression"] = options["compression"]
    if options["host_keys"] is not None:
        changes["host_key_policy"] = HostKeyPolicy(options["host_keys"])
    if options["timeout"] is not None:
        changes["timeout"] = options["timeout"]
    return msgspec.structs.replace(hop, **changes)
