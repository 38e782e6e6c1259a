"""Plain lists of sites, one a line: `corp.example`, `.corp.example`, `*.corp.example`, addresses, networks, the
patterns of our own rules, and hosts files (`0.0.0.0 ads.example`)."""

from __future__ import annotations

import re

from towpath.model.browsing import LeftOut
from towpath.model.error import TowpathError
from towpath.model.host_name import address_of, host_of_site, is_this_machine, normal_host
from towpath.routing.importers.entry import (
    Entry,
    Goes,
    Malformed,
    Meant,
    NotCarriedError,
    Reading,
    carried,
    left_out,
    pattern,
)
from towpath.routing.importers.url_pattern import ONE_SCHEME, PATH, host_wildcard

FORMAT = "list of sites"
HOSTS_FORMAT = "hosts file"
_COMMENT = re.compile(r"(?:^|\s)[#;].*|(?:^|\s)//.*")
_URL = re.compile(r"(https?)://[^\s/]+(/\S*)?", re.IGNORECASE)


def read(text: str, *, fits: Goes) -> Reading:
    """Raises Malformed if most of it is something else. `fits`: where these sites go."""
    rules: list[Entry] = []
    lost: list[LeftOut] = []
    first_lost = 0
    is_hosts = False
    for number, line in enumerate(text.splitlines(), 1):
        words = _COMMENT.sub("", line).split()
        if not words:
            continue
        if len(words) > 1 and address_of(words[0]):
            is_hosts = True
            words = [word for word in words[1:] if not _always_there(word)]
        elif len(words) > 1:
            words = [" ".join(words)]
        for word in words:
            try:
                rules += carried(number, line, _meant(word), fits)
            except NotCarriedError as error:
                first_lost = first_lost or number
                lost.append(left_out(number, line, str(error)))
    if len(lost) > len(rules):
        raise Malformed(first_lost, "")
    return Reading(HOSTS_FORMAT if is_hosts else FORMAT, rules, lost)


def _always_there(host: str) -> bool:
    """In every hosts file."""
    host = normal_host(host)
    names = ("localhost.localdomain", "local", "broadcasthost", "0.0.0.0", "ip6-localhost", "ip6-loopback")
    return is_this_machine(host) or host in names or host.startswith(("ip6-all", "ip6-local", "ip6-mcast"))


def _meant(word: str) -> Meant:
    if found := _URL.fullmatch(word):
        if (found[2] or "/") != "/":
            raise NotCarriedError(PATH)
        try:
            host, _ = host_of_site(word)
        except TowpathError as error:
            raise NotCarriedError("it is no URL") from error
        return Meant(
            (pattern(f"={host}" if not address_of(host) else host),), ONE_SCHEME.format(scheme=found[1]), wider=True
        )
    if "*" in word and not word.startswith("/"):
        return host_wildcard(word, itself=True)
    return Meant((pattern(word.removeprefix(".")),))
