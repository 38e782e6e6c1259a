"""Names of machines to choose from, as known_hosts has them."""

from __future__ import annotations

import re

from towpath.model.error import TowpathError
from towpath.model.parse import parse_hop

_WITH_PORT = re.compile(r"\[([^\]]*)\]:(\d+)")


def names_in(hosts: str) -> tuple[str, ...]:
    """The names in the first field of a known_hosts line that can be typed as they are: `host`, `host:port`; neither
    patterns, nor hashes, nor addresses, which nobody types."""
    found = []
    for text in hosts.split(","):
        with_port = _WITH_PORT.fullmatch(text)
        name = f"{with_port[1]}:{with_port[2]}" if with_port else text
        try:
            host = parse_hop(name).host
        except TowpathError:
            continue
        if not set(text) & set("*?!|@") and ":" not in host and not host.replace(".", "").isdigit():
            found.append(name)
    return tuple(found)
