"""Site rules for the tests of the Browser page."""

from towpath.model.browsing import BrowserState
from towpath.model.event import BrowserChanged
from towpath.model.forward import Endpoint
from towpath.model.site_rule import Lifetime, Route, SiteRule, WhenDown


def rule(
    rule_id: str,
    pattern: str,
    connection: str = "office",
    *,
    route: Route = Route.VIA,
    when_down: WhenDown = WhenDown.CLOSED,
    enabled: bool = True,
    note: str = "",
    lifetime: Lifetime = Lifetime.LASTING,
    expires: float = 0.0,
) -> SiteRule:
    """A rule; its connection counts for VIA only."""
    return SiteRule(
        id=rule_id,
        pattern=pattern,
        route=route,
        connection=connection if route is Route.VIA else "",
        when_down=when_down,
        enabled=enabled,
        note=note,
        lifetime=lifetime,
        expires=expires,
    )


def rules_are(*rules: SiteRule) -> BrowserChanged:
    """What the engine tells when it has exactly these, in this order."""
    router = Endpoint("127.0.0.1", 41080)
    return BrowserChanged(BrowserState(rules=rules, router=router, pac_url="http://127.0.0.1:41080/t/proxy.pac?v=1"))
