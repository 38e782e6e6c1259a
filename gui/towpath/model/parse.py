"""What people type, turned into values: `user@host:port`, jump lists, and the specs of ssh(1)'s `-L`, `-R` and `-D`.

Used by the command line and by the editor while one types. Every failure is a `TowpathError` INVALID whose
subject repeats the text and whose detail says what is wrong with it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence

from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import DEFAULT_LISTEN_HOST, DEFAULT_REMOTE_HOST, Endpoint, Forward, ForwardKind
from towpath.model.language import translate

_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
_USER = re.compile(r"[^\s\x00-\x1f\x7f@:/\"'`\\;&<>|(){}$-][^\s\x00-\x1f\x7f/\"'`\\;&<>|(){}$]*")


MOST_PORTS = 100
"""In one range."""
LONGEST_PATH = 103
"""Of a Unix socket: what every system's `sun_path` holds."""


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


def refuse_password(address: str, user: str) -> None:
    """A URL may have a password behind the user (RFC 3986, 3.2.1), which must not become part of a name that is saved
    and shown. Raises INVALID without it."""
    if "://" in address and ":" in user:
        hint = "leave it out: it is asked for, and can be kept in the keyring"
        raise invalid("this address", "there is a password in it", hint)


def parse_hop(text: str) -> Hop:
    """`[user@]host[:port]`, also `ssh://user@host:port`."""
    rest = text.strip().removeprefix("ssh://").rstrip("/")
    user, at, place = rest.rpartition("@")
    refuse_password(text, user)
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


def parse_forwards(kind: ForwardKind, text: str, make_id: Callable[[], str]) -> tuple[Forward, ...]:
    """`[LABEL=]SPEC` as after ssh's `-L`, `-R` or `-D`; more than one forward where the ports are ranges.

    `8888-8891:inner:8888-8891` makes four, labelled `LABEL-8888` and so on. Unix sockets are absolute paths.
    """
    label, equals, spec = text.rpartition("=") if not text.startswith("/") else ("", "", text)
    parts = _split_spec(spec)
    listen_parts, target_parts = _ends(kind, parts, text)
    listens = _place(_listen_host(kind, listen_parts), listen_parts[-1], zero_is_any=True)
    targets = None if target_parts is None else _place(target_parts[0], target_parts[-1])
    return make_forwards(kind, listens, targets, parse_label(label) if equals else "", make_id)


def make_forwards(
    kind: ForwardKind,
    listens: Sequence[Endpoint],
    targets: Sequence[Endpoint] | None,
    label: str,
    make_id: Callable[[], str],
) -> tuple[Forward, ...]:
    """One forward for each pair of ends; several are labelled `LABEL-PORT`. No targets for dynamic forwards."""
    if targets is not None and len(targets) != len(listens):
        text = translate("Fact", "{n} and {n_2} ports").format(n=len(listens), n_2=len(targets))
        raise invalid(text, "the two ranges of ports differ in length", "write 8888-8891:host:8888-8891")
    ends: Sequence[Endpoint | None] = [None] * len(listens) if targets is None else targets
    return tuple(
        Forward(
            id=make_id(),
            kind=kind,
            listen=listen,
            target=target,
            label=f"{label}-{listen.port}" if label and len(listens) > 1 else label,
        )
        for listen, target in zip(listens, ends, strict=True)
    )


def parse_forward(kind: ForwardKind, text: str, forward_id: str) -> Forward:
    """The same where a range of ports will not do."""
    forwards = parse_forwards(kind, text, lambda: forward_id)
    if len(forwards) > 1:
        raise invalid(text, "a range of ports", "give one port")
    return forwards[0]


def parse_listens(kind: ForwardKind, text: str) -> tuple[Endpoint, ...]:
    """The listening end alone: `[host:]port`, `[host:]first-last` or the path of a Unix socket."""
    parts = _split_spec(text)
    if not 1 <= len(parts) <= (1 if _is_path(parts) else 2):
        raise invalid(text, "not a port or address:port")
    return tuple(_place(_listen_host(kind, parts), parts[-1], zero_is_any=True))


def parse_targets(text: str) -> tuple[Endpoint, ...]:
    """The other end alone: `host:port`, `host:first-last` or the path of a Unix socket."""
    parts = _split_spec(text)
    if len(parts) != (1 if _is_path(parts) else 2):
        raise invalid(text, "not a host and a port", "write host:port")
    return tuple(_place(parts[0], parts[-1]))


def forward_ends(kind: ForwardKind, spec: str) -> tuple[str, str]:
    """The two ends as they were typed; the second is empty for a dynamic forward."""
    listen, target = _ends(kind, _split_spec(spec), spec)
    return ":".join(listen), ":".join(target or [])


def _ends(kind: ForwardKind, parts: list[str], text: str) -> tuple[list[str], list[str] | None]:
    """The parts of a spec that say where it listens, and those that say where it leads."""
    if kind is ForwardKind.DYNAMIC:
        if len(parts) in (1, 2) and not parts[0].startswith("/"):
            return parts, None
        raise invalid(text, "not a dynamic forward", "write port, or host:port, as after ssh -D")
    listens_on_path = parts[0].startswith("/")
    leads_to_path = parts[-1].startswith("/")
    target_size = 1 if leads_to_path else 2
    listen, target = parts[:-target_size], parts[-target_size:]
    if len(listen) != 1 and (listens_on_path or len(listen) != 2):
        word = "remote" if kind is ForwardKind.REMOTE else "local"
        raise invalid(
            text,
            translate("Fact", "not a {word} forward").format(word=word),
            translate("Fact", "write port:host:hostport, as after ssh -{value}").format(value=kind.value),
        )
    return listen, target


def _is_path(parts: list[str]) -> bool:
    return parts[0].startswith("/")


def _listen_host(kind: ForwardKind, parts: list[str]) -> str:
    if _is_path(parts):
        return ""
    default = DEFAULT_REMOTE_HOST if kind is ForwardKind.REMOTE else DEFAULT_LISTEN_HOST
    if len(parts) == 1:
        return default
    if parts[0] in ("", "*"):
        return "*"
    if parts[0] == "localhost":
        return default
    return parse_host(parts[0])


def _place(host: str, port: str, *, zero_is_any: bool = False) -> list[Endpoint]:
    """One end, or one for each port of a range."""
    if port.startswith("/"):
        return [Endpoint.unix(_parse_path(port))]
    first, dash, last = port.partition("-")
    low = parse_port(first, zero_is_any=zero_is_any and not dash)
    high = parse_port(last) if dash else low
    if not 0 <= high - low < MOST_PORTS:
        raise invalid(
            port,
            "not a range of ports",
            translate("Fact", "the lower port first, at most {most_ports}").format(most_ports=MOST_PORTS),
        )
    name = host if host == "*" and zero_is_any else parse_host(host)
    return [Endpoint(name, number) for number in range(low, high + 1)]


def _parse_path(text: str) -> str:
    if len(text.encode()) > LONGEST_PATH or not text.isprintable() or text.endswith("/"):
        raise invalid(
            text,
            "not the path of a Unix socket",
            translate("Fact", "an absolute path of at most {longest_path} bytes").format(longest_path=LONGEST_PATH),
        )
    return text


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


def parse_sftp_command(text: str) -> str:
    """The command that starts another SFTP server: one line for the far machine's shell, or empty."""
    command = text.strip()
    if not command.isprintable():
        raise invalid(text, "not a command", "one line, such as sudo /usr/lib/openssh/sftp-server")
    return command


_RATE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([kmgt]?)(?:b(?:/s)?)?", re.IGNORECASE)


def parse_rate(text: str) -> int:
    """Bytes a second: `500k`, `2M`, `1.5 MB/s`, thousands as `model.text.size` shows them; 0 for no limit."""
    found = _RATE.fullmatch(text.strip())
    if found is None:
        raise invalid(text, "not a rate", "bytes a second, such as 500k or 2M")
    number, thousands = float(found[1]), " kmgt".index(found[2].lower() or " ")
    if 0 < number < 1 and not thousands:
        raise invalid(text, "less than a byte a second", "0 for no limit")
    return round(number * 1000.0**thousands)


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
    return re.findall(r"(?:^|(?<=:))(\[[^\]]*\]|[^:\[\]]*)(?=:|$)", spec) or [""]
