"""LocalForward, RemoteForward and DynamicForward of ssh_config(5): the words of a line as `ssh -G` prints them."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping, Sequence

import msgspec

from towpath.model.error import TowpathError
from towpath.ssh.config_tokens import expand_variables

_BAD = "Bad forwarding specification."
_LONGEST = 255
"""Bytes of both words together: ssh cuts off the rest."""
_MOST_FIELDS = 4
_LONGEST_HOST = 1024
_LONGEST_SOCKET = 107
_PLAIN_FIELD = re.compile(r"(?:\\.|[^:\\]|\\$)*", re.DOTALL)
_NUMBER = re.compile(r"[ \t\n\v\f\r]*\+?\d+", re.ASCII)

LOCAL, REMOTE, DYNAMIC = "localforward", "remoteforward", "dynamicforward"


class Malformed(ValueError):  # noqa: N818 - becomes a refusal where the line is known
    """What ssh would say of a value."""


def port_number(text: str) -> int:
    """A number or the name of a service; -1 for neither."""
    if _NUMBER.fullmatch(text):
        number = int(text) if len(text) < 20 else 65536
        return number if number <= 65535 else -1
    try:
        return socket.getservbyname(text, "tcp")
    except (OSError, UnicodeError, ValueError):
        return -1


class _End(msgspec.Struct, frozen=True):
    """Where it listens, or what it leads to."""

    port: int = 0
    host: str | None = None
    path: str = ""

    def __str__(self) -> str:
        return self.path or (str(self.port) if self.host is None else f"[{self.host}]:{self.port}")

    @property
    def is_usable(self) -> bool:
        if self.path:
            return len(self.path.encode("utf-8", "surrogateescape")) <= _LONGEST_SOCKET
        return self.port >= 0 and len(self.host or "") <= _LONGEST_HOST


_SOCKS = _End(0, "socks")


def forward_text(kind: str, words: Sequence[str], environment: Mapping[str, str]) -> str:
    """`[listen]:port [host]:port`, with brackets wherever an address was given. Raises Malformed."""
    if not words or not words[0]:
        raise Malformed("Missing argument.")
    alone = kind == DYNAMIC or (kind == REMOTE and (len(words) == 1 or not words[1]))
    if not alone and (len(words) == 1 or not words[1]):
        raise Malformed("Missing target argument.")
    if len(words) > (1 if kind == DYNAMIC else 2):
        raise Malformed("extra arguments at end of line")
    text = words[0] if alone else f"{words[0]}:{words[1]}"
    if len(text.encode("utf-8", "surrogateescape")) > _LONGEST:
        raise Malformed(f"ssh reads no more than {_LONGEST} bytes of it")
    try:
        expanded = expand_variables(text, environment)
    except TowpathError:
        raise Malformed(_BAD) from None
    fields = _fields(expanded.lstrip())
    listen, target = _ends(fields)
    is_whole = target is _SOCKS if alone else target is not _SOCKS and (target.path or target.port > 0)
    listens = listen.path or listen.port > 0 or (kind == REMOTE and listen.port == 0)
    if not (is_whole and listens and listen.is_usable and target.is_usable):
        raise Malformed(_BAD)
    return str(listen) if kind == DYNAMIC else f"{listen} {target}"


def _ends(fields: list[tuple[str, bool]]) -> tuple[_End, _End]:
    match fields:
        case [(path, True)]:
            return _End(path=path), _SOCKS
        case [(port, False)]:
            return _End(port_number(port)), _SOCKS
        case [(path, True), (target, True)]:
            return _End(path=path), _End(path=target)
        case [(port, False), (target, True)]:
            return _End(port_number(port)), _End(path=target)
        case [(host, _), (port, False)]:
            return _End(port_number(port), host), _SOCKS
        case [(path, True), (host, _), (port, _)]:
            return _End(path=path), _End(port_number(port), host)
        case [(host, False), (port, _), (target, True)]:
            return _End(port_number(port), host), _End(path=target)
        case [(port, False), (target, _), (target_port, False)]:
            return _End(port_number(port)), _End(port_number(target_port), target)
        case [(host, _), (port, _), (target, _), (target_port, _)]:
            return _End(port_number(port), host), _End(port_number(target_port), target)
        case _:
            raise Malformed(_BAD)


def _fields(text: str) -> list[tuple[str, bool]]:
    """What is between colons that stand in no brackets and after no backslash, and whether it has a slash in it."""
    fields: list[tuple[str, bool]] = []
    rest = text
    while rest:
        if len(fields) == _MOST_FIELDS:
            raise Malformed(_BAD)
        if rest.startswith("["):
            inside, closing, rest = rest[1:].partition("]")
            if not closing or rest[:1] not in ("", ":"):
                raise Malformed(_BAD)
            rest = rest[1:]
        else:
            plain = _PLAIN_FIELD.match(rest)
            assert plain
            inside = re.sub(r"\\(.)", r"\1", plain[0], flags=re.DOTALL)
            if inside.endswith("\\") and not plain[0].endswith("\\\\"):
                raise Malformed(_BAD)
            rest = rest[plain.end() + 1 :]
        fields.append((inside, "/" in inside))
    return fields
