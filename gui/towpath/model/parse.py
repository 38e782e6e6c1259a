"""What people type, turned into values: `user@host:port`, jump lists, and the specs of ssh(1)'s `-L`.

Used by the command line and by the editor while one types. Every failure is a `TowpathError` INVALID whose
subject repeats the text and whose detail says what is wrong with it.
"""

from __future__ import annotations

import ipaddress
import re

from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import DEFAULT_LISTEN_HOST, Endpoint, Forward, ForwardKind

_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
_USER = re.compile(r"[^\s\x00-\x1f\x7f@:/\"'`\\;&<>|(){}$-][^\s\x00-\x1f\x7f/\"'`\\;&<>|(){}$]*")


def invalid(text: str, detail: str, hint: str = "") -> TowpathError:
    """The error for a text that is not what it should be."""
    return TowpathError(Problem(ProblemKind.INVALID, text or "(empty)", {"detail": detail, "hint": hint}))


def parse_port(text: str, *, zero_is_any: bool = False) -> int:
    """A TCP port; 0 only where the system may choose one."""
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise invalid(text, "not a port number", "use 1 to 65535")
    port = int(text)
    if port > 65535 or (port == 0 and not zero_is_any):
        raise invalid(text, "not a port number", "use 1 to 65535")
    return port


def parse_host(text: str) -> str:
    """A host name or an address literal, without brackets. A leading dash is refused: it could become an option."""
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    if ":" in bare:
        try:
            ipaddress.IPv6Address(bare.split("%", 1)[0])
        except ValueError:
            raise invalid(text, "not an IPv6 address", "write [address]:port for an IPv6 address with a port") from None
        return bare
    try:
        ascii_name = bare.encode("ascii").decode() if bare.isascii() else bare.encode("idna").decode()
    except UnicodeError:
        ascii_name = ""
    if not _HOST.fullmatch(ascii_name) or len(ascii_name) > 253:
        raise invalid(text, "not a host name")
    return ascii_name


def parse_hop(text: str) -> Hop:
    """`[user@]host[:port]`, also `ssh://user@host:port`."""
    rest = text.strip().removeprefix("ssh://").rstrip("/")
    user, at, place = rest.rpartition("@")
    if at and not _USER.fullmatch(user):
        raise invalid(text, "not a user name", "write user@host:port")
    host, port = _split_port(place, text)
    return Hop(host=parse_host(host), port=port, user=user)


def parse_jumps(text: str) -> tuple[Hop, ...]:
    """`hop,hop,…` as after ssh's `-J`; empty and `none` mean no jump."""
    if text.strip() in ("", "none"):
        return ()
    return tuple(parse_hop(part) for part in text.split(","))


def parse_endpoint(text: str) -> Endpoint:
    """`host:port`, an IPv6 address in brackets."""
    parts = _split_spec(text)
    if len(parts) != 2:
        raise invalid(text, "not a host and a port", "write host:port")
    return Endpoint(parse_host(parts[0]), parse_port(parts[1]))


def parse_local_forward(text: str, forward_id: str) -> Forward:
    """`[LABEL=][listen_host:]port:host:hostport`, the spec being that of ssh's `-L`."""
    label, equals, spec = text.rpartition("=")
    parts = _split_spec(spec)
    if len(parts) == 3:
        parts = [DEFAULT_LISTEN_HOST, *parts]
    if len(parts) != 4:
        raise invalid(text, "not a local forward", "write port:host:hostport, as after ssh -L")
    listen_host = {"": "0.0.0.0", "*": "0.0.0.0", "localhost": DEFAULT_LISTEN_HOST}.get(parts[0], parts[0])
    return Forward(
        id=forward_id,
        kind=ForwardKind.LOCAL,
        listen=Endpoint(parse_host(listen_host), parse_port(parts[1], zero_is_any=True)),
        target=Endpoint(parse_host(parts[2]), parse_port(parts[3])),
        label=parse_label(label) if equals else "",
    )


def parse_label(text: str) -> str:
    """A forward's label: short, one line, and not mistakable for a part of a spec or of `NAME:LABEL`."""
    label = text.strip()
    if not label or len(label) > 60 or not label.isprintable() or set(label) & set(":=,"):
        raise invalid(text, "not a label", "up to 60 characters without : = and comma")
    return label


def parse_name(text: str) -> str:
    """A connection's name: short, one line, and not mistakable for an option or for `NAME:LABEL`."""
    name = text.strip()
    if not name or len(name) > 80 or not name.isprintable() or set(name) & set(":,") or name.startswith("-"):
        raise invalid(text, "not a name", "up to 80 characters without : and comma, not starting with -")
    return name


def _split_port(place: str, whole: str) -> tuple[str, int]:
    if place.startswith("["):
        host, bracket, after = place.partition("]")
        if not bracket or (after and not after.startswith(":")):
            raise invalid(whole, "not a host and a port", "write [address]:port for an IPv6 address")
        return host + bracket, parse_port(after[1:]) if after else 22
    if place.count(":") > 1:
        return place, 22
    host, colon, port = place.partition(":")
    return host, parse_port(port) if colon else 22


def _split_spec(spec: str) -> list[str]:
    """Split at colons outside brackets."""
    return re.findall(r"(?:^|(?<=:))(\[[^\]]*\]|[^:\[\]]*)(?=:|$)", spec)
