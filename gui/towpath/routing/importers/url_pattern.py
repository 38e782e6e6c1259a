"""Wildcards that other programs hold against URLs or hosts, as patterns for hosts.

`Meant` says what is different here; NotCarriedError why a pattern cannot be one for hosts.
"""

from __future__ import annotations

import re

from towpath.model.host_name import address_of, is_this_machine, normal_host
from towpath.model.language import translate
from towpath.model.site_pattern import Domain, Host, Network, SitePattern
from towpath.model.words import said
from towpath.routing.importers.entry import AllSites, Meant, NotCarriedError, Sites, pattern

PATH = "it is for a part of a site, and a rule is for all of it"
PORT = "it is for one port, and a rule is for all of them"
KEYWORD = "it is for a word anywhere in a URL, and a rule is for hosts"
ONE_SCHEME = "for {scheme} only there, for all of the site here"
ITSELF_TOO = "for subdomains only there, for the domain itself, too, here"
LITERAL_ONLY = "also for names with such an address there, for addresses written as such here"
NOTHING = "it fits no URL"
_ANY_SCHEME = ("", "*", "http*", "*http*", "*http", "http*s", "h*", "*s")
_SCHEMES = ("http", "https", "ws", "wss", "ftp", "http?", "https*", "https?")
_SPECIAL = re.compile(r"[.\\^$+(){}|\[\]/]")
_OCTETS = re.compile(r"((?:[0-9]{1,3}\.){1,3})\*(?:\.\*)*")
_NAME = re.compile(r"[^*?/:@\s]+\.[^*?/:@\s.]*[^*?/:@\s.0-9][^*?/:@\s.]*\.?")
"""A host's name with a dot in it."""


def host_wildcard(glob: str, *, itself: bool) -> Meant:
    """A wildcard on the whole host. `itself`: `*.x` is for x, too."""
    itself = itself and not glob.startswith("**")
    glob = re.sub(r"\*+", "*", glob.strip())
    if not glob:
        raise NotCarriedError(NOTHING)
    if "/" in glob:
        raise NotCarriedError(PATH)
    if glob.count(":") == 1:
        raise NotCarriedError(PORT)
    if glob == "*":
        return Meant((AllSites(),))
    if found := _OCTETS.fullmatch(glob):
        return Meant((_octets(found[1]),))
    domain = glob.removeprefix("*.")
    if "*" in domain or "?" in domain:
        return Meant((_regex(glob, itself=itself),))
    if domain == glob:
        return Meant((_exactly(glob),))
    if itself:
        return Meant((pattern(domain),))
    return Meant((pattern(domain),), ITSELF_TOO, exact=_regex(glob, itself=False))


def subdomains(domain: str) -> Meant:
    """All that ends so, but for the domain itself."""
    return Meant((_regex(f"*.{domain}", itself=False),))


def host_alone(host: str) -> Meant:
    """A name, or an address, without any wildcard."""
    return Meant((_exactly(host),))


def plain_host() -> Meant:
    """A host without a dot."""
    return Meant((pattern(r"/^[^.:]+$/"),))


def network(text: str, *, names_too: bool) -> Meant:
    """`10.0.0.0/8`, or an address. `names_too`: names are looked up there to be held against it."""
    found = pattern(text)
    if not isinstance(found, Network):
        raise NotCarriedError("it is no network of addresses")
    return Meant((found,), LITERAL_ONLY if names_too else "")


def is_loopback(sites: Sites) -> bool:
    """Whether no rule is needed: this machine itself always goes direct, as in all browsers."""
    if isinstance(sites, Network):
        return sites.network.is_loopback
    return isinstance(sites, Domain | Host) and is_this_machine(sites.name)


def url_wildcard(glob: str, *, anchored: bool, itself: bool) -> Meant:
    """A wildcard on a URL, `anchored` if it has to fit all of it. `itself`: `://*.x` is for x, too."""
    glob = glob.strip()
    if glob and not glob.strip("*"):
        return Meant((AllSites(),))
    scheme, found, rest = glob.partition("://")
    scheme = scheme.lower()
    if not found:
        if anchored and not glob.startswith("*"):
            raise NotCarriedError(NOTHING)
        return _without_scheme(glob if anchored else f"*{glob}*")
    if scheme not in _ANY_SCHEME and scheme not in _SCHEMES:
        raise NotCarriedError(translate("Fact", "rules are for web sites, not for {scheme}").format(scheme=scheme))
    meant = _host_of(rest, itself=itself, open_end=not anchored)
    if scheme in _ANY_SCHEME:
        return meant
    return Meant(meant.sites, said(ONE_SCHEME).format(scheme=scheme.rstrip("*?")), wider=True)


def _without_scheme(glob: str) -> Meant:
    """`*.host/*`, `*host*`: the star before it may stand for the scheme alone, and that after it for the path."""
    host, slash, path = glob.partition("/")
    if path.strip("*"):
        raise NotCarriedError(PATH)
    name = host.strip("*")
    if name.startswith(".") and _NAME.fullmatch(name[1:]):
        exact = _regex(host if slash else f"*{name}*", itself=False)
        return Meant((pattern(name[1:]),), ITSELF_TOO, exact=exact)
    return _host_of(host + slash + path, itself=False, open_end=False)


def _host_of(rest: str, *, itself: bool, open_end: bool) -> Meant:
    """What comes after `://`. `open_end`: without a slash, more may follow."""
    host, slash, path = rest.partition("/")
    if path.strip("*"):
        raise NotCarriedError(PATH)
    if "@" in host:
        raise NotCarriedError("it is for a user of a site, and a rule is for all users")
    if not slash and (host.endswith("*") or open_end) and _NAME.fullmatch(host.rstrip("*").removeprefix("*.")):
        host = host.rstrip("*")  # the star is for a port or a path
    elif not slash and open_end and not host.endswith("*"):
        host += "*"
    if host.startswith("["):
        address, _, port = host.partition("]")
        if port.strip(":*"):
            raise NotCarriedError(PORT)
        return Meant((pattern(address[1:]),))
    if host.count(":") == 1:
        host, _, port = host.partition(":")
        if port.strip("*"):
            raise NotCarriedError(PORT)
    return host_wildcard(host, itself=itself)


def _exactly(host: str) -> SitePattern:
    """A name alone, or an address."""
    bare = host.strip("[]")
    return pattern(bare if address_of(normal_host(bare)) else f"={host}")


def _octets(beginning: str) -> Sites:
    octets = beginning.rstrip(".").split(".")
    missing = 4 - len(octets)
    return pattern(".".join(octets + ["0"] * missing) + f"/{8 * len(octets)}")


def _regex(glob: str, *, itself: bool) -> SitePattern:
    begin, end = "^", "$"
    glob = re.sub(r"\*+", "*", glob)
    if itself and glob.startswith("*."):
        begin, glob = r"(?:^|\.)", glob[2:]
    elif glob.startswith("*"):
        begin, glob = "", glob[1:]
    if glob.endswith("*"):
        end, glob = "", glob[:-1]
    body = _SPECIAL.sub(r"\\\g<0>", glob).replace("?", ".").replace("*", ".*")
    return pattern(f"/{begin}{body}{end}/")
