"""Which sites two patterns have in common: what a file says in two steps, our rules say in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from towpath.model.site_pattern import Domain, Host, HostRegex, Network, SitePattern, fits
from towpath.routing.importers.entry import AllSites, Entry, Malformed, Sites
from towpath.routing.importers.regex_pattern import ending

MOST_COMPARED = 100_000
"""Two patterns. No file that a person keeps comes near it."""


class Unclear(Exception):  # noqa: N818 - an answer
    """Nobody can tell, since one of the two is a regular expression."""


class Overlaps:
    """Compares, until that would take too long."""

    def __init__(self) -> None:
        self._compared = 0

    def narrowed(self, entries: Sequence[Entry], to: Entry) -> list[Entry]:
        """What `entries` say of the sites of one alone, up to where all of them are decided; what is unclear is left
        out. What decides by being for all sites is told as that one."""
        found: list[Entry] = []
        for entry in entries:
            try:
                shared = self.common(entry.sites, to.sites)
            except Unclear:
                continue
            if shared is None:
                continue
            enabled = entry.enabled and to.enabled
            if isinstance(entry.sites, AllSites):
                found.append(msgspec.structs.replace(to, goes=entry.goes, enabled=enabled))
            else:
                remark, wider = entry.remark or to.remark, entry.wider or to.wider
                found.append(msgspec.structs.replace(entry, sites=shared, enabled=enabled, remark=remark, wider=wider))
            if shared == to.sites and entry.enabled:
                break
        return found

    def unclear(self, entries: Iterable[Entry], sites: Sites) -> list[Entry]:
        """Those that may or may not be for some of these sites, up to where all of them are decided."""
        found: list[Entry] = []
        for entry in entries:
            try:
                if entry.enabled and self.common(entry.sites, sites) == sites:
                    break
            except Unclear:
                found.append(entry)
        return found

    def common(self, one: Sites, other: Sites) -> Sites | None:
        """The sites that both are for, or None. Raises Unclear."""
        self._compared += 1
        if self._compared > MOST_COMPARED:
            raise Malformed(1, "its rules depend on each other in too many ways")
        if isinstance(one, AllSites) or one == other:
            return other
        if isinstance(other, AllSites):
            return one
        return _smaller(one, other) or _smaller(other, one)


def _smaller(small: SitePattern, large: SitePattern) -> SitePattern | None:
    """`small` if it lies within the other. Raises Unclear."""
    match small, large:
        case (Domain(name), Domain(domain)) | (Host(name), Domain(domain)):
            return small if name == domain or name.endswith(f".{domain}") else None
        case Network(inner), Network(outer):
            open_bits = outer.max_prefixlen - outer.prefixlen
            within = int(inner.network_address) >> open_bits == int(outer.network_address) >> open_bits
            return small if inner.version == outer.version and inner.prefixlen >= outer.prefixlen and within else None
        case Host(name), HostRegex():
            return small if fits(large, name) else None
        case HostRegex(source), Domain(domain):
            end, _ = ending(source)
            if end.endswith(f".{domain}"):
                return small
            _check_apart(end, f".{domain}")
        case Domain(domain), HostRegex(source):
            end, all_that_end_so = ending(source)
            return small if end and all_that_end_so and domain.endswith(end) else None
        case HostRegex(source), Network():
            if not re.search("[a-z]", ending(source)[0]):
                raise Unclear
        case HostRegex(source), HostRegex(other):
            _check_apart(ending(source)[0], ending(other)[0])
    return None


def _check_apart(one: str, other: str) -> None:
    """Raises Unclear if a name can end in both ways."""
    if one.endswith(other) or other.endswith(one):
        raise Unclear
