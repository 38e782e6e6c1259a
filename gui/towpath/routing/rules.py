"""Rules become verdicts. Pure: what the router does, the PAC file says and the tester shows is all from here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from towpath.model.host_name import addresses_of, is_this_machine, normal_host
from towpath.model.site_pattern import Domain, Host, HostRegex, Network, fits, host_regex, parse_pattern
from towpath.model.site_rule import Route, SiteRule, WhenDown


class Verdict(msgspec.Struct, frozen=True):
    """Which way a host goes."""

    route: Route
    connection: str = ""
    """Id, for VIA."""
    when_down: WhenDown = WhenDown.CLOSED
    rule: SiteRule | None = None
    """The one that decided."""


HERE = Verdict(Route.DIRECT)


class RuleBook:
    """The rules in their order: the first that fits decides. Immutable; any thread.

    Names are found by their suffixes and networks by their prefixes, so that the number of rules hardly matters; only
    regular expressions are tried one after the other.
    """

    def __init__(self, rules: Sequence[SiteRule], *, everything_via: str = "") -> None:
        """Rules that are not enabled are left out. `everything_via` is the connection for what no rule is for.

        Raises TowpathError INVALID for a pattern that cannot be understood.
        """
        self.rules = tuple(rule for rule in rules if rule.enabled)
        self.everything_via = everything_via
        self.domains: dict[str, int] = {}
        """The first rule, by its place in `rules`, for each name with its subdomains."""
        self.hosts: dict[str, int] = {}
        self.networks: dict[tuple[int, int], dict[int, int]] = {}
        """By IP version and length of the prefix: the first rule for each prefix."""
        self.regexes: list[tuple[int, str]] = []
        self._compiled: list[tuple[int, re.Pattern[str]]] = []
        self._patterns = [parse_pattern(rule.pattern) for rule in self.rules]
        for place, pattern in enumerate(self._patterns):
            match pattern:
                case Domain(name):
                    self.domains.setdefault(name, place)
                case Host(name):
                    self.hosts.setdefault(name, place)
                case Network(network):
                    size = network.version, network.prefixlen
                    prefix = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
                    self.networks.setdefault(size, {}).setdefault(prefix, place)
                case HostRegex(source):
                    self.regexes.append((place, source))
                    self._compiled.append((place, host_regex(source)))
        self._otherwise = Verdict(Route.VIA, everything_via) if everything_via else Verdict(Route.DIRECT)
        self._verdicts = [Verdict(rule.route, rule.connection, rule.when_down, rule) for rule in self.rules]

    def verdict(self, host: str) -> Verdict:
        """Which way a host goes, in whatever form it is written."""
        host = normal_host(host)
        if is_this_machine(host):
            return HERE
        first = min(self._places(host), default=len(self.rules))
        for place, regex in self._compiled:
            if place > first:
                break
            if regex.search(host):
                return self._verdicts[place]
        return self._verdicts[first] if first < len(self.rules) else self._otherwise

    def fitting(self, host: str) -> tuple[SiteRule, ...]:
        """All rules that fit, in their order."""
        host = normal_host(host)
        if is_this_machine(host):
            return ()
        return tuple(rule for rule, pattern in zip(self.rules, self._patterns, strict=True) if fits(pattern, host))

    def _places(self, host: str) -> Iterator[int]:
        """Of the rules that need no trying."""
        if host in self.hosts:
            yield self.hosts[host]
        if addresses := addresses_of(host):
            for address in addresses:
                number = int(address)
                for (version, length), prefixes in self.networks.items():
                    if version == address.version:
                        place = prefixes.get(number >> (address.max_prefixlen - length))
                        if place is not None:
                            yield place
            return
        name = host
        while name:
            if name in self.domains:
                yield self.domains[name]
            name = name.partition(".")[2]
