"""ProxyJump of ssh_config(5): a list of hosts, checked and written as `ssh -G` prints it."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

import msgspec

from towpath.ssh.config_forwards import Malformed, port_number
from towpath.ssh.config_lines import BLANKS, text_of


class JumpHost(msgspec.Struct, frozen=True):
    """One machine on the way; the port is 0 where none is named."""

    host: str
    user: str = ""
    port: int = 0

    def __str__(self) -> str:
        is_numeric = ":" in self.host or not self.host.strip("0123456789.")
        host = f"[{self.host}]" if is_numeric else self.host
        return (f"{self.user}@" if self.user else "") + host + (f":{self.port}" if self.port else "")


class Jump(msgspec.Struct, frozen=True):
    """All of the way: the last machine, which `ssh -G` writes in its own manner, and those before it as written."""

    last: JumpHost
    before: str = ""

    def __str__(self) -> str:
        return f"{self.before},{self.last}" if self.before else str(self.last)


def read_jump(text: str) -> Jump | None:
    """None for `none`. Raises Malformed."""
    plain = text.partition("#")[0].rstrip(BLANKS)
    if plain.lower() == "none":
        return None
    hosts = [_host(part, text) for part in plain.split(",")]
    return Jump(hosts[-1], plain.rpartition(",")[0])


def _host(part: str, whole: str) -> JumpHost:
    """`[user@]host[:port]` or `ssh://…`."""
    is_address = part[:6].lower() == "ssh://"
    text = part[6:].removesuffix("/") if is_address else part
    user, at, place = text.rpartition("@")
    found = re.fullmatch(r"(?:\[([^]]+)\]|([^]\[:/][^:/]*))(?:[:/](.*))?", place, re.DOTALL)
    if (at and not user) or not found or (is_address and ("/" in place or ";" in user)):
        raise Malformed(f'Invalid ProxyJump "{whole}"')
    port = port_number(found[3]) if found[3] else 0
    if found[3] and port <= 0:
        raise Malformed(f'Invalid ProxyJump "{whole}"')
    if is_address:
        user = text_of(unquote_to_bytes(user.encode("utf-8", "surrogateescape")))
    return JumpHost(found[1] or found[2], user, port)
