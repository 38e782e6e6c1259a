"""Site rules as a person could have them: mostly domains, some networks."""

from __future__ import annotations

from towpath.model.site_rule import SiteRule

SITE = "wiki.intra.example"
"""There is a rule for it."""
NO_SITE = "www.nowhere-in-the-rules.org"


def site_rules(count: int) -> list[SiteRule]:
    """So many, that for SITE the last."""
    patterns = [
        f"10.{number >> 8 & 255}.{number & 255}.0/24" if number % 10 == 0 else f"h{number}.dept{number % 7}.example.org"
        for number in range(count - 1)
    ]
    patterns.append("intra.example")
    return [SiteRule(id=str(place), pattern=pattern, connection="lab") for place, pattern in enumerate(patterns)]
