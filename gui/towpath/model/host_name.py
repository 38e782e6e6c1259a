"""Names and addresses of hosts in the one form that rules are held against: the form that browsers use."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote, urlsplit

import idna

from towpath.model.parse import invalid, parse_port

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
LONGEST_NAME = 253
_NUMBER = re.compile(r"0[xX][0-9A-Fa-f]*|[0-9]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST_AND_PORT = re.compile(r"(\[[^]]*\]|[^:]*)(?::(.*))?")
_IMPOSSIBLE = re.compile(r"[\x00-\x20\"#%/<>?@\\^`{|}\x7f]")
"""Forbidden host code points (https://url.spec.whatwg.org/#forbidden-domain-code-point), but for brackets and colon."""


def normal_host(text: str) -> str:
    """A host as browsers hand it to a PAC file, without its final dot: in lower case and Punycode (UTS 46), an IPv4
    address in four decimal numbers, an IPv6 one without brackets and as short as can be (RFC 5952, no IPv4 in it).

    Never raises: what cannot be a host comes back in lower case, and fits hardly any rule.
    """
    host = text.removeprefix("[").removesuffix("]")
    if ":" in host:
        return _normal_ipv6(host)
    if not host.isascii():
        host = _in_ascii(host)
    host = host.lower().removesuffix(".")
    return _normal_ipv4(host) if _NUMBER.fullmatch(host.rpartition(".")[2]) else host


def address_of(host: str) -> Address | None:
    """The address that a normal host is, or None for a name."""
    if ":" not in host and not host[-1:].isdigit():
        return None
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def addresses_of(host: str) -> tuple[Address, ...]:
    """All that a normal host is, none for a name: who writes an IPv4 address as an IPv6 one (RFC 4291, 2.5.5.2) gets to
    the same machine."""
    address = address_of(host)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return tuple(one for one in (address, mapped) if one is not None)


def is_this_machine(host: str) -> bool:
    """Whether a normal host is this machine itself, which browsers never ask a proxy for."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return any(address.is_loopback for address in addresses_of(host))


def host_of_site(text: str) -> tuple[str, int]:
    """The normal host and the port of what a person typed: a URL, a host, `host:port`, `[v6]:port`.

    Raises TowpathError INVALID.
    """
    text = text.strip()
    found = _SCHEME.match(text)
    port = DEFAULT_PORTS.get(found[1].lower() if found else "https", 443)
    try:
        if text.count(":") > 1 and not found and not text.startswith("["):
            host = text  # an IPv6 address as it is
        else:
            there = urlsplit(text if found else f"//{text}").netloc.rpartition("@")[2]
            # Not its `hostname`: Python's lower case of the letter sigma goes by its place in the word.
            matched = _HOST_AND_PORT.fullmatch(there)
            shown, written_port = matched.groups() if matched else ("", "")
            host = unquote(shown)
            port = parse_port(written_port) if written_port else port
    except ValueError:
        host = ""
    host = normal_host(host)
    if not is_possible_host(host):
        raise invalid(text, "this names no site", "write a URL, or the name of a host")
    return host, port


def is_possible_host(host: str) -> bool:
    """Whether browsers would take this normal host for one."""
    if ":" in host:
        return address_of(host) is not None
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return address_of(host) is not None
    return bool(host) and len(host) <= LONGEST_NAME and host.isascii() and not _IMPOSSIBLE.search(host)


def _normal_ipv6(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host.partition("%")[0])
    except ValueError:
        return host.lower()
    if mapped := address.ipv4_mapped:  # which newer Pythons write with dots, and browsers do not
        high, low = divmod(int(mapped), 1 << 16)
        return f"::ffff:{high:x}:{low:x}"
    return str(address)


def _in_ascii(host: str) -> str:
    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
    except idna.IDNAError:
        return host
    return ".".join(one if one.isascii() else "xn--" + one.encode("punycode").decode() for one in mapped.split("."))


def _normal_ipv4(host: str) -> str:
    """A host whose last label is a number, as browsers read it (https://url.spec.whatwg.org/#concept-ipv4-parser)."""
    labels = host.split(".")
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):
        return host
    try:
        *first, last = (_number(label) for label in labels)
    except ValueError:
        return host
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(labels)):
        return host
    return str(ipaddress.IPv4Address(last + sum(number << (24 - 8 * place) for place, number in enumerate(first))))


def _number(label: str) -> int:
    if label[:2] in ("0x", "0X"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if label.startswith("0") and len(label) > 1 else int(label)
