"""Names for connections that nobody has typed."""

from __future__ import annotations

import itertools

LONGEST_NAME = 74
"""With a number behind it, it is still a name (`model.parse.parse_name`)."""


def unique_name(wished: str, host: str, taken: set[str]) -> str:
    """A name for a connection, near to the one wished, that is not `taken` yet; it is so afterwards."""
    kept = "".join(char if char.isprintable() and char not in ":," else " " for char in wished)
    name = " ".join(kept.split()).lstrip("- ")[:LONGEST_NAME].strip() or host[:LONGEST_NAME].replace(":", " ")
    numbered = (f"{name} {number}" for number in itertools.count(2))
    unique = next(one for one in itertools.chain([name], numbered) if one not in taken)
    taken.add(unique)
    return unique
