"""What a front end can ask for about browsers and site rules, what it hears, and how it is now."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.site_rule import BrowserMode, Lifetime, Route, SiteRule

# --- how it is


class SystemProxyStatus(enum.StrEnum):
    """What the desktop's proxy setting is to us."""

    UNSUPPORTED = "unsupported"
    """This desktop has none that browsers follow."""
    NOT_OURS = "not-ours"
    """It is as the user, or another program, wishes it."""
    OURS = "ours"
    TAKEN = "taken"
    """Somebody else changed it while it was ours. It is left alone."""
    FAILED = "failed"
    """It could not be changed, or not be put back."""


class SystemProxyState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The desktop's proxy setting."""

    status: SystemProxyStatus = SystemProxyStatus.UNSUPPORTED
    desktop: str = ""
    """What people call it: GNOME, KDE Plasma, Windows, Xfce."""
    before: str = ""
    """In words, the proxy that was set and comes back (a URL or host:port); empty for none."""
    now: str = ""
    """The same of what is set now."""
    remark: str = ""
    """What to know about it: `browsers that run already notice only after a restart`."""
    problem: Problem | None = None
    """Why it FAILED."""


class BrowserState(msgspec.Struct, frozen=True, kw_only=True):
    """All but the sites just seen."""

    mode: BrowserMode = BrowserMode.OFF
    everything_via: str = ""
    """Id of a connection."""
    rules: tuple[SiteRule, ...] = ()
    """All of them in their order, temporary ones among them."""
    router: Endpoint | None = None
    """Where it listens; None while it does not."""
    pac_url: str = ""
    """Of the PAC file as it is now; empty while the router does not listen."""
    system: SystemProxyState = SystemProxyState()
    problem: Problem | None = None
    """Why the router does not listen, or what should be known of it."""


class SiteSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A host and port that browsers asked the router for. In memory only."""

    host: str
    port: int
    domain: str
    """The part of the host that one can register, its subdomains included: what a rule would be for. The host itself
    where that is an address, or there is no such part."""
    route: Route
    connection: str = ""
    """Id, for VIA."""
    rule: str = ""
    """Id of the rule that decided; empty for none."""
    requests: int = 0
    open: int = 0
    down: int = 0
    """Bytes towards the browser."""
    up: int = 0
    seen_at: float = 0.0
    """Wall-clock time of the latest request."""
    problem: Problem | None = None
    """Why the latest request got nothing."""


# --- commands


class SetBrowserMode(msgspec.Struct, frozen=True, kw_only=True, tag="set-browser-mode"):
    """Turn the switch. Ends when the router listens and the desktop's setting is changed (or put back), with the
    problem if that failed. Also tries again what failed or was taken by others."""

    mode: BrowserMode
    via: str = ""
    """Id of the connection for EVERYTHING; empty for the one of the last time."""


class SaveRule(msgspec.Struct, frozen=True, kw_only=True, tag="save-rule"):
    """Add a rule, or replace the one with its id. INVALID for a pattern that cannot be understood."""

    rule: SiteRule
    before: str | None = None
    """Id of the rule it shall come before; empty for the end; None where it is, or at the top for a new one."""


class ArrangeRule(msgspec.Struct, frozen=True, kw_only=True, tag="arrange-rule"):
    """Give a rule another place. UNKNOWN_RULE."""

    id: str
    before: str = ""
    """Id of the rule it shall come before; empty for the end."""


class RemoveRules(msgspec.Struct, frozen=True, kw_only=True, tag="remove-rules"):
    """Forget these. UNKNOWN_RULE."""

    ids: tuple[str, ...]


class RuleFormat(enum.StrEnum):
    """What rules are exported as."""

    PAC = "pac"
    FOXYPROXY = "foxyproxy"


class ImportRules(msgspec.Struct, frozen=True, kw_only=True, tag="import-rules"):
    """Read a file that another program wrote, and add its rules at the end. `RulesRead`. RULE_FILE_MALFORMED, with the
    line."""

    request: str
    path: str
    """Absolute."""
    via: str = ""
    """Id of the connection for all that goes through a proxy there; empty to go by the proxy's port, if it is that of
    a connection's dynamic forward."""
    route: Route = Route.VIA
    """For formats that only list sites; with VIA they go `via`."""
    lifetime: Lifetime = Lifetime.LASTING
    dry_run: bool = False
    """Only tell what there is to be had."""
    asker: str = ""


class ExportRules(msgspec.Struct, frozen=True, kw_only=True, tag="export-rules"):
    """Write the rules into a file for other programs. `RulesRead` tells what cannot be carried over."""

    request: str
    path: str
    """Absolute; replaced if it is there. Empty to have the text in an `ExportedRules` instead."""
    format: RuleFormat
    asker: str = ""


class ExplainSite(msgspec.Struct, frozen=True, kw_only=True, tag="explain-site"):
    """Which way a URL, host or address goes, and why. `SiteExplained`. INVALID."""

    request: str
    site: str
    asker: str = ""


class ReadPac(msgspec.Struct, frozen=True, kw_only=True, tag="read-pac"):
    """The PAC file for the rules as they are. `PacText`."""

    request: str
    asker: str = ""


class FindBrowsers(msgspec.Struct, frozen=True, kw_only=True, tag="find-browsers"):
    """Which browsers are installed. `BrowsersFound`."""

    request: str
    asker: str = ""


class StartBrowser(msgspec.Struct, frozen=True, kw_only=True, tag="start-browser"):
    """Start a browser with a profile of its own, whose proxy is the router: nothing it does goes another way. Ends when
    it was started. NO_BROWSER, BROWSER_NOT_STARTED."""

    browser: str = ""
    """Id of an `InstalledBrowser`; empty for the first there is."""
    connection: str = ""
    """Id of the connection that all of it goes through; empty to go by the rules."""
    url: str = ""
    """What it shows first, http or https; empty for its own start page."""


class CheckLeaks(msgspec.Struct, frozen=True, kw_only=True, tag="check-leaks"):
    """Have the desktop's browser (or `browser`, started as by `StartBrowser`) look at a page of the router's that has a
    name of its own, and see what it asks the router for. `LeakChecked`, after up to half a minute."""

    request: str
    browser: str | None = None
    """None: the desktop's own browser, with the desktop's proxy setting."""
    asker: str = ""


class ForgetSites(msgspec.Struct, frozen=True, kw_only=True, tag="forget-sites"):
    """Empty the list of the sites just seen."""


BrowserQuestion = ImportRules | ExportRules | ExplainSite | ReadPac | FindBrowsers | CheckLeaks
"""Those with answers, which come as `Reported` for the asker before they end."""
BrowserCommand = SetBrowserMode | SaveRule | ArrangeRule | RemoveRules | StartBrowser | ForgetSites | BrowserQuestion

# --- answers


class LeftOut(msgspec.Struct, frozen=True):
    """Something in a file that cannot be carried over."""

    line: int
    """Counted from 1; 0 where the format has none."""
    text: str
    why: str


class RulesRead(msgspec.Struct, frozen=True, kw_only=True, tag="rules-read"):
    """What an import or export carried over."""

    format: str
    """What people call it: FoxyProxy, SwitchyOmega, …"""
    rules: tuple[SiteRule, ...]
    already: int = 0
    """Rules of the file that were there already, and were not added again."""
    left_out: tuple[LeftOut, ...] = ()


class ExportedRules(msgspec.Struct, frozen=True, kw_only=True, tag="exported-rules"):
    """The text of an export without a file."""

    text: str


class SiteExplained(msgspec.Struct, frozen=True, kw_only=True, tag="site-explained"):
    """Which way a site goes."""

    host: str
    """In the form rules are held against: lower case, Punycode, no final dot."""
    port: int
    route: Route
    connection: str = ""
    """Id, for VIA."""
    rule: SiteRule | None = None
    """The one that decided; None for what no rule is for."""
    shadowed: tuple[SiteRule, ...] = ()
    """Rules that fit, too, and come later, in order."""
    local: bool = False
    """It is this machine itself: browsers never ask a proxy for it."""


class PacText(msgspec.Struct, frozen=True, kw_only=True, tag="pac-text"):
    """A PAC file."""

    text: str
    url: str = ""
    """Where browsers get it; empty while the router does not listen."""


class InstalledBrowser(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that can be started with a profile of its own."""

    id: str
    name: str
    """What people call it; with (Snap), (Flatpak)."""
    family: str
    """`chromium` or `firefox`."""


class BrowsersFound(msgspec.Struct, frozen=True, kw_only=True, tag="browsers-found"):
    """What is installed, the best first."""

    browsers: tuple[InstalledBrowser, ...]


class Leak(enum.StrEnum):
    """What came of a check."""

    NONE = "none"
    """The browser asked the router for the name: nobody else heard it."""
    RESOLVED_HERE = "resolved-here"
    """It asked for an address: the name was looked up on this machine."""
    NOT_ASKED = "not-asked"
    """It did not ask the router at all."""


class LeakChecked(msgspec.Struct, frozen=True, kw_only=True, tag="leak-checked"):
    """What came of a check."""

    leak: Leak
    name: str
    """The name that was asked for."""


BrowserReport = RulesRead | ExportedRules | SiteExplained | PacText | BrowsersFound | LeakChecked
