"""Files as other programs write them, and what is read from them."""

from pathlib import Path

from towpath.model.browsing import RulesRead
from towpath.model.site_rule import Lifetime, Route, SiteRule
from towpath.routing.importers import read_rules

FOLDER = Path(__file__).parent.parent / "unit" / "rule_files"
OUR_PORTS = {1080: "gate", 1081: "lab"}
"""Where dynamic forwards listen, by connection."""


def read(content: bytes, *, via: str = "", route: Route = Route.VIA) -> RulesRead:
    """As the engine has it read."""

    def choose(_host: str, port: int) -> str | None:
        return OUR_PORTS.get(port)

    return read_rules(content, "the file", choose=choose, via=via, route=route, lifetime=Lifetime.LASTING)


def read_file(name: str, *, via: str = "", route: Route = Route.VIA) -> RulesRead:
    """One of `FOLDER`."""
    return read((FOLDER / name).read_bytes(), via=via, route=route)


def shown(rule: SiteRule) -> str:
    """`corp.example via gate`, `(old.example direct)` for one that is switched off."""
    text = " ".join(filter(None, (rule.pattern, rule.route.value, rule.connection)))
    return text if rule.enabled else f"({text})"


def rules(found: RulesRead) -> list[str]:
    """In their order."""
    return [shown(rule) for rule in found.rules]


def lost(found: RulesRead) -> list[tuple[int, str]]:
    """What became no rule, with its line."""
    return [(one.line, one.text) for one in found.left_out if not one.why.startswith("carried over")]


def remarks(found: RulesRead) -> list[tuple[int, str]]:
    """What became a rule that is not quite the same."""
    return [(one.line, one.text) for one in found.left_out if one.why.startswith("carried over")]
