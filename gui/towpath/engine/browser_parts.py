"""What the page with the site rules works with. Made when first needed: most commands need none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

from towpath.model.browsing import InstalledBrowser, Leak, SiteSeen, SystemProxyState
from towpath.model.forward import Endpoint

if TYPE_CHECKING:
    from towpath.engine.carriers import ConnectionCarriers
    from towpath.routing.rules import RuleBook


class SiteRouter(Protocol):
    """The proxy that browsers are led to (routing/router.py). Any thread; never waits."""

    log_sites: bool
    changed: Callable[[], None]
    """The sites have: told in any thread, at most once a second."""

    @property
    def pac_url(self) -> str: ...
    def start(self, port: int) -> Endpoint:
        """Listen there; 0 for any. Raises PORT_IN_USE."""
        ...

    def open_own(self, connection: str, port: int) -> Endpoint:
        """Listen for requests that all go through one connection. Raises PORT_IN_USE."""
        ...

    def follow(self, book: RuleBook, pac: str) -> None:
        """From now on. What goes another way now is cut."""
        ...

    def cut(self, connection: str) -> None:
        """It is not up any more."""
        ...

    def sites(self) -> tuple[SiteSeen, ...]: ...
    def forget_sites(self) -> None: ...
    def last_used(self, connection: str) -> float | None:
        """Monotonic time; now while a request is open."""
        ...

    def expect_leak_check(self, name: str, seen: Callable[[Leak], None]) -> None: ...
    def forget_leak_check(self, name: str) -> None: ...
    def stop(self) -> None: ...


class SystemProxy(Protocol):
    """The desktop's proxy setting (system/proxy/). All methods wait for other programs; one call at a time."""

    def turn_on(self, pac_url: str) -> SystemProxyState:
        """Make it ours, also where somebody else has taken it, or a Towpath that was killed has left it."""
        ...

    def follow(self, pac_url: str) -> SystemProxyState:
        """The URL is another one. What somebody else has taken stays theirs."""
        ...

    def turn_off(self) -> SystemProxyState:
        """Put back what was there, where it is still ours."""
        ...

    def recover(self) -> SystemProxyState | None:
        """Put back what a Towpath that could not do it any more has left; None where there was nothing."""
        ...

    def look(self) -> SystemProxyState: ...
    def watch(self, changed: Callable[[SystemProxyState], None]) -> None:
        """Tell, in any thread, when somebody else changes it."""
        ...

    def close(self, *, leaves: bool = False) -> None:
        """Put back what was not turned off; or leave it to another Towpath that turns it on at once."""
        ...


class Browsers(Protocol):
    """The installed browsers (system/browsers.py). All methods wait for the disk and for programs; any thread."""

    def find(self) -> tuple[InstalledBrowser, ...]: ...
    def start(self, browser: str, profile: str, proxy: Endpoint, url: str = "") -> None:
        """Raises NO_BROWSER, BROWSER_NOT_STARTED."""
        ...

    def open_default(self, url: str) -> None:
        """In the desktop's own."""
        ...

    def open_viewer(self, url: str) -> None:
        """A `vnc://` or `rdp://` URL, in the desktop's program for it. Raises INVALID, BROWSER_NOT_STARTED."""
        ...


class BrowserParts(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine is given."""

    make_router: Callable[[ConnectionCarriers, str], SiteRouter]
    """The second is what makes the path of its PAC file unguessable."""
    make_system_proxy: Callable[[], SystemProxy]
    """Called beside the engine's thread, as is the next."""
    make_browsers: Callable[[], Browsers]
