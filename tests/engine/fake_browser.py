"""Stand-ins for what the page with the site rules commands: a router, a desktop and browsers that remember what they
were told, and do what a test tells them."""

import threading
from collections.abc import Callable

from towpath.engine.browser_parts import BrowserParts
from towpath.engine.carriers import ConnectionCarriers
from towpath.model.browsing import InstalledBrowser, Leak, SiteSeen, SystemProxyState, SystemProxyStatus
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.routing.rules import RuleBook

NOT_OURS = SystemProxyState(status=SystemProxyStatus.NOT_OURS, desktop="GNOME")


class FakeRouter:
    """Listens nowhere."""

    def __init__(self, carriers: ConnectionCarriers, token: str, taken: set[int]) -> None:
        self.carriers = carriers
        self.token = token
        self.taken = taken
        self.log_sites = True
        self.changed: Callable[[], None] = lambda: None
        self.book = RuleBook(())
        self.pac = ""
        self.port = 0
        self.own: dict[str, int] = {}
        self.was_cut: list[str] = []
        self.seen: tuple[SiteSeen, ...] = ()
        self.used: dict[str, float] = {}
        self.expected: dict[str, Callable[[Leak], None]] = {}
        self.stopped = False

    @property
    def pac_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{self.token}/proxy.pac?v={hash(self.pac)}"

    def start(self, port: int) -> Endpoint:
        self.port = self._bound(port, 41000)
        return Endpoint("127.0.0.1", self.port)

    def open_own(self, connection: str, port: int) -> Endpoint:
        self.own[connection] = self._bound(port, 42000 + len(self.own))
        return Endpoint("127.0.0.1", self.own[connection])

    def _bound(self, wished: int, usual: int) -> int:
        if wished in self.taken:
            facts = {"holder": "nginx (process 7)"}
            raise TowpathError(Problem(ProblemKind.PORT_IN_USE, f"127.0.0.1:{wished}", facts))
        return wished or usual

    def follow(self, book: RuleBook, pac: str) -> None:
        self.book, self.pac = book, pac

    def cut(self, connection: str) -> None:
        self.was_cut.append(connection)

    def sites(self) -> tuple[SiteSeen, ...]:
        return self.seen

    def forget_sites(self) -> None:
        self.seen = ()

    def last_used(self, connection: str) -> float | None:
        return self.used.get(connection)

    def expect_leak_check(self, name: str, seen: Callable[[Leak], None]) -> None:
        self.expected[name] = seen

    def forget_leak_check(self, name: str) -> None:
        del self.expected[name]

    def stop(self) -> None:
        self.stopped = True


class FakeSystemProxy:
    """A desktop's setting. A call waits while its `gate` is shut."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.state = NOT_OURS
        self.left_behind: SystemProxyState | None = None
        self.fails: Problem | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.told: Callable[[SystemProxyState], None] = lambda _: None
        self.watches = 0
        self.closed = self.was_left = False

    def turn_on(self, pac_url: str) -> SystemProxyState:
        return self._set(f"on {pac_url}", SystemProxyStatus.OURS, pac_url)

    def follow(self, pac_url: str) -> SystemProxyState:
        return self._set(f"follow {pac_url}", SystemProxyStatus.OURS, pac_url)

    def turn_off(self) -> SystemProxyState:
        return self._set("off", SystemProxyStatus.NOT_OURS, "")

    def recover(self) -> SystemProxyState | None:
        self.calls.append("recover")
        return self.left_behind

    def look(self) -> SystemProxyState:
        return self.state

    def watch(self, changed: Callable[[SystemProxyState], None]) -> None:
        self.told = changed
        self.watches += 1

    def close(self, *, leaves: bool = False) -> None:
        self.closed = True
        self.was_left = leaves

    def _set(self, call: str, status: SystemProxyStatus, now: str) -> SystemProxyState:
        self.calls.append(call)
        assert self.gate.wait(10)
        if self.fails:
            self.state = SystemProxyState(status=SystemProxyStatus.FAILED, desktop="GNOME", problem=self.fails)
        else:
            self.state = SystemProxyState(status=status, desktop="GNOME", now=now)
        return self.state


class FakeBrowsers:
    """One of each family."""

    def __init__(self) -> None:
        self.started: list[tuple[str, str, str, str]] = []
        self.opened: list[str] = []
        self.fails: Problem | None = None

    def find(self) -> tuple[InstalledBrowser, ...]:
        chromium = InstalledBrowser(id="chromium", name="Chromium", family="chromium")
        return chromium, InstalledBrowser(id="firefox", name="Firefox", family="firefox")

    def start(self, browser: str, profile: str, proxy: Endpoint, url: str = "") -> None:
        if self.fails:
            raise TowpathError(self.fails)
        self.started.append((browser, profile, str(proxy), url))

    def open_default(self, url: str) -> None:
        self.opened.append(url)

    def open_viewer(self, url: str) -> None:
        self.opened.append(url)


class FakeBrowserParts:
    """What an engine is given, and what it made of it."""

    def __init__(self) -> None:
        self.taken: set[int] = set()
        self.routers: list[FakeRouter] = []
        self.system = FakeSystemProxy()
        self.browsers = FakeBrowsers()

    def parts(self) -> BrowserParts:
        return BrowserParts(
            make_router=self._make_router,
            make_system_proxy=lambda: self.system,
            make_browsers=lambda: self.browsers,
        )

    @property
    def router(self) -> FakeRouter:
        """The one that runs."""
        return self.routers[-1]

    def _make_router(self, carriers: ConnectionCarriers, token: str) -> FakeRouter:
        self.routers.append(FakeRouter(carriers, token, self.taken))
        return self.routers[-1]
