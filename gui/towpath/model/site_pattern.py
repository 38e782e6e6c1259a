"""Patterns of site rules: `corp.example`, `*.corp.example`, `=host`, `10.0.0.0/8`, `/regex/`."""

from __future__ import annotations

import ipaddress
import re

import msgspec

from towpath.model.host_name import LONGEST_NAME, address_of, addresses_of, normal_host
from towpath.model.host_regex import check_host_regex
from towpath.model.language import translate
from towpath.model.parse import invalid

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_HINT = "write for example: corp.example, =wiki.corp.example, 10.0.0.0/8, or /^wiki[0-9]+\\.corp\\.example$/"


class Domain(msgspec.Struct, frozen=True):
    """A name with all its subdomains."""

    name: str

    def __str__(self) -> str:
        return self.name


class Host(msgspec.Struct, frozen=True):
    """A name alone."""

    name: str

    def __str__(self) -> str:
        return f"={self.name}"


class Network(msgspec.Struct, frozen=True):
    """Addresses that are written as such; the addresses of names are not looked up."""

    network: ipaddress.IPv4Network | ipaddress.IPv6Network

    def __str__(self) -> str:
        one = self.network.num_addresses == 1
        return normal_host(str(self.network.network_address)) if one else str(self.network)


class HostRegex(msgspec.Struct, frozen=True):
    """A regular expression that is found anywhere in the host, in lower or upper case."""

    source: str

    def __str__(self) -> str:
        return f"/{self.source}/"


SitePattern = Domain | Host | Network | HostRegex


def parse_pattern(text: str) -> SitePattern:
    """A pattern as a person writes it; `str()` of it is its one canonical form. Raises TowpathError INVALID."""
    text = text.strip()
    if len(text) > 1 and text[0] == "/" == text[-1]:
        check_host_regex(text[1:-1])
        return HostRegex(text[1:-1])
    if "://" in text:
        raise invalid(text, "a rule is for hosts, not for pages", "leave out what is before and after the host's name")
    if "/" in text:
        return _network(text)
    wanted = text.removeprefix("=").removeprefix("*.") if not text.startswith("=*") else text
    host = normal_host(wanted)
    if address := address_of(host):
        return Network(ipaddress.ip_network(address))
    _check_name(text, host)
    return Host(host) if text.startswith("=") else Domain(host)


def canonical(text: str) -> str:
    """The form in which a rule keeps its pattern. Raises TowpathError INVALID."""
    return str(parse_pattern(text))


def fits(pattern: SitePattern, host: str) -> bool:
    """Whether a rule with this pattern is for a normal host."""
    match pattern:
        case Domain(name):
            return host == name or host.endswith(f".{name}")
        case Host(name):
            return host == name
        case Network(network):
            return any(address in network for address in addresses_of(host))
        case HostRegex(source):
            return host_regex(source).search(host) is not None


def host_regex(source: str) -> re.Pattern[str]:
    """The expression as all who read rules read it."""
    return re.compile(source, re.ASCII | re.IGNORECASE)


def _network(text: str) -> Network:
    address, _, prefix = text.partition("/")
    try:
        return Network(ipaddress.ip_network(f"{address.strip('[]')}/{prefix}", strict=False))
    except ValueError:
        raise invalid(text, "it is no network of addresses, and no regular expression", _HINT) from None


def _check_name(text: str, host: str) -> None:
    if host in ("", "*"):
        raise invalid(
            text or "an empty pattern",
            "it names no site",
            translate("Fact", "{hint}; for all sites use Everything").format(hint=_HINT),
        )
    if "*" in host:
        raise invalid(text, "a * stands only before a dot at the beginning", _HINT)
    if ":" in host:
        raise invalid(text, "rules do not tell ports apart, and it is no IPv6 address", "leave out the port")
    if len(host) > LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise invalid(text, "it is not the name of a host", _HINT)
    if host.rpartition(".")[2].isdigit():
        raise invalid(text, "it is neither a name nor an address", _HINT)
