"""Which web sites go which way: rules as the user wishes them, and the settings they live in."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec


class Route(enum.StrEnum):
    """Which way a site goes."""

    VIA = "via"
    """Through a connection."""
    DIRECT = "direct"
    BLOCK = "block"


class WhenDown(enum.StrEnum):
    """What becomes of a site whose connection cannot be had."""

    CLOSED = "closed"
    """The browser gets an error page: nothing ever leaves another way."""
    DIRECT = "direct"


class Lifetime(enum.StrEnum):
    """How long a rule is there."""

    LASTING = "lasting"
    SESSION = "session"
    """Until Towpath ends."""
    HOUR = "hour"
    """Or until Towpath ends, if that is sooner."""


class SiteRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule. Rules stand in an order, and the first that fits decides."""

    id: str
    """Unique among the rules and never shown."""
    pattern: str
    """In the canonical form that `model.site_pattern.parse_pattern` gives."""
    route: Route = Route.VIA
    connection: str = ""
    """Id of the connection for VIA. One that was removed makes the rule's sites unreachable, not direct."""
    when_down: WhenDown = WhenDown.CLOSED
    """For VIA."""
    enabled: bool = True
    note: str = ""
    lifetime: Lifetime = Lifetime.LASTING
    expires: float = 0.0
    """Wall-clock time, set by the engine for HOUR; else 0."""


class BrowserMode(enum.StrEnum):
    """The switch in the tray."""

    OFF = "off"
    """The desktop's proxy setting is left alone. Browsers that were started here go on following the rules."""
    RULES = "rules"
    EVERYTHING = "everything"
    """What no rule is for goes through one connection."""


Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


class BrowserSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Those of the page with the site rules. The engine writes all of them but the last three by itself, when told to
    by the commands of `model.browsing`."""

    mode: BrowserMode = BrowserMode.OFF
    everything_via: str = ""
    """Id of the connection for EVERYTHING."""
    rules: tuple[SiteRule, ...] = ()
    """The lasting ones, in order."""
    router_port: Port = 0
    """Where the router listens; 0 until it first did."""
    own_ports: dict[str, Port] = {}
    """By connection: where browsers of its own go that take no other way."""
    pac_token: str = ""
    """What makes the path of the PAC file unguessable; empty until there first was one."""
    log_sites: bool = True
    """Remember, in memory only, which sites were asked for."""
    idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 15
    """How long a connection that a browser brought up stays without a request; 0 for ever."""
    change_system: bool = True
    """Change the desktop's proxy setting; otherwise only browsers that are started here, or that are told of the PAC
    file, follow the rules."""
