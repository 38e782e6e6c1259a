"""The switch, and what follows it: the router, its PAC file, the desktop's proxy setting, browsers."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import Bench, MemoryConfig, connection
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.engine.browser import END_SECONDS
from towpath.engine.leak_checks import PAGE_SECONDS, SETTLE_SECONDS, WAIT_SECONDS
from towpath.engine.lock import EngineKind
from towpath.model.browsing import (
    BrowserState,
    CheckLeaks,
    ForgetSites,
    Leak,
    LeakChecked,
    SaveRule,
    SetBrowserMode,
    SiteSeen,
    StartBrowser,
    SystemProxyState,
    SystemProxyStatus,
)
from towpath.model.command import HandOver, RemoveConnection, SaveConnection, SaveSettings
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, Reported, SitesSeen
from towpath.model.forward import Endpoint
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings, Route, SiteRule

CORP = SiteRule(id="corp", pattern="corp.example", connection="box")
RULES = SetBrowserMode(mode=BrowserMode.RULES)
OFF = SetBrowserMode(mode=BrowserMode.OFF)
NO_DISK = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json")


def saved(settings: BrowserSettings) -> MemoryConfig:
    config = MemoryConfig(connection("box"), connection("other"))
    config.config = replace(config.config, settings=Settings(browser=settings))
    return config


def state(b: Bench) -> BrowserState:
    return b.engine.snapshot().browser


def settings(b: Bench) -> BrowserSettings:
    return b.config.config.settings.browser


def wait_system(b: Bench, status: SystemProxyStatus) -> None:
    wait_for(lambda: state(b).system.status is status, what=lambda: f"{status}, not {state(b).system}")


# --- the switch


def test_nothing_listens_and_nothing_is_changed_before_the_switch_is_turned(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(SaveRule(rule=CORP))
    assert (state(b).mode, state(b).router, state(b).pac_url) == (BrowserMode.OFF, None, "")
    assert (b.browser.routers, b.browser.system.calls) == ([], [])


def test_turned_on_the_router_listens_and_the_desktop_follows(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(rules=(CORP,))))
    assert b.do(RULES) is None
    router = b.browser.router
    assert state(b).mode is BrowserMode.RULES
    assert state(b).router == Endpoint("127.0.0.1", 41000)
    assert state(b).pac_url == router.pac_url
    assert state(b).system == SystemProxyState(status=SystemProxyStatus.OURS, desktop="GNOME", now=state(b).pac_url)
    assert b.browser.system.calls == [f"on {router.pac_url}"]
    assert (settings(b).mode, settings(b).router_port) == (BrowserMode.RULES, 41000)
    assert len(settings(b).pac_token) > 20
    assert router.book.verdict("www.corp.example").connection == "box"
    assert router.book.verdict("elsewhere.example").route is Route.DIRECT
    assert "corp.example" in router.pac


def test_turned_off_the_desktop_is_as_before_and_the_router_stays(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(rules=(CORP,))))
    b.do(RULES)
    assert b.do(OFF) is None
    assert state(b).system.status is SystemProxyStatus.NOT_OURS
    assert (settings(b).mode, state(b).router) == (BrowserMode.OFF, Endpoint("127.0.0.1", 41000))
    assert not b.browser.router.stopped
    b.do(SaveRule(rule=replace(CORP, pattern="new.example")))
    assert b.browser.router.book.verdict("new.example").connection == "box"
    assert [call.split()[0] for call in b.browser.system.calls] == ["on", "off"]


def test_everything_goes_through_a_connection_that_is_remembered(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(rules=(replace(CORP, connection="other"),))))
    everything = SetBrowserMode(mode=BrowserMode.EVERYTHING)
    assert b.do(everything) is ProblemKind.INVALID
    assert b.do(replace(everything, via="nope")) is ProblemKind.UNKNOWN_CONNECTION
    assert (state(b).mode, b.browser.routers) == (BrowserMode.OFF, [])
    assert b.do(replace(everything, via="box")) is None
    book = b.browser.router.book
    assert (book.verdict("x.example").connection, book.verdict("corp.example").connection) == ("box", "other")
    b.do(RULES)
    assert b.browser.router.book.verdict("x.example").route is Route.DIRECT
    assert b.do(everything) is None
    assert b.browser.router.book.verdict("x.example").connection == "box"
    assert (settings(b).mode, settings(b).everything_via) == (BrowserMode.EVERYTHING, "box")


def test_everything_goes_through_no_connection_that_is_not_saved(bench: StartBench) -> None:
    b = bench()
    b.do(SaveConnection(connection=connection("quick"), save=False))
    assert b.do(SetBrowserMode(mode=BrowserMode.EVERYTHING, via="quick")) is ProblemKind.INVALID


def test_when_its_connection_is_removed_everything_becomes_rules(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(own_ports={"box": 4711, "other": 4712})))
    b.do(SetBrowserMode(mode=BrowserMode.EVERYTHING, via="box"))
    b.do(RemoveConnection(connection="box"))
    assert (state(b).mode, state(b).everything_via) == (BrowserMode.RULES, "")
    assert (settings(b).mode, settings(b).everything_via) == (BrowserMode.RULES, "")
    assert settings(b).own_ports == {"other": 4712}
    assert b.browser.router.book.verdict("x.example").route is Route.DIRECT


def test_without_a_disk_nothing_is_turned_on(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.config.broken = NO_DISK
    assert b.do(RULES) is ProblemKind.FILE_UNWRITABLE
    assert (state(b).mode, state(b).router, state(b).problem) == (BrowserMode.OFF, None, NO_DISK)
    assert b.browser.router.stopped
    b.config.broken = None
    assert b.do(RULES) is None
    assert state(b).problem is None


def test_without_a_disk_it_is_turned_off_all_the_same(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(RULES)
    b.config.broken = NO_DISK
    assert b.do(OFF) is ProblemKind.FILE_UNWRITABLE
    assert state(b).mode is BrowserMode.OFF
    assert b.browser.system.calls[-1] == "off"


# --- the desktop's setting


def test_a_desktop_that_does_not_follow_is_told_and_can_be_tried_again(bench: StartBench) -> None:
    b = bench(connection("box"))
    failure = b.browser.system.fails = Problem(ProblemKind.SYSTEM_PROXY_FAILED, "GNOME")
    assert b.do(RULES) is ProblemKind.SYSTEM_PROXY_FAILED
    assert (state(b).mode, state(b).system.problem) == (BrowserMode.RULES, failure)
    b.browser.system.fails = None
    assert b.do(RULES) is None
    assert state(b).system.status is SystemProxyStatus.OURS


def test_it_follows_each_change_of_the_rules(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(RULES)
    first = state(b).pac_url
    b.do(SaveRule(rule=CORP))
    assert state(b).pac_url != first
    wait_for(lambda: state(b).system.now == state(b).pac_url, what="the desktop to follow")
    assert b.browser.system.calls == [f"on {first}", f"follow {state(b).pac_url}"]


def test_of_many_changes_while_the_desktop_is_slow_the_latest_counts(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(RULES)
    gate = b.browser.system.gate
    gate.clear()
    slow = b.submit(RULES)
    wait_for(lambda: len(b.browser.system.calls) == 2, what="the slow call")
    ends = [b.submit(OFF), b.submit(RULES)]
    for number in range(5):
        b.do(SaveRule(rule=replace(CORP, id="", pattern=f"n{number}.example")))
    assert not slow.ended
    gate.set()
    assert [slow.problem(), *(end.problem() for end in ends)] == [None] * 3
    assert b.browser.system.calls[2:] == [f"on {state(b).pac_url}"]


def test_what_others_did_to_it_is_shown_and_not_undone(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(RULES)
    taken = SystemProxyState(status=SystemProxyStatus.TAKEN, desktop="GNOME", now="http://other/x.pac")
    b.browser.system.told(taken)
    wait_system(b, SystemProxyStatus.TAKEN)
    assert b.browser.system.calls == [f"on {state(b).pac_url}"]
    assert b.do(RULES) is None
    assert state(b).system.status is SystemProxyStatus.OURS
    assert b.browser.system.watches == 1


def test_it_is_left_alone_if_so_wished(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(change_system=False)))
    b.do(RULES)
    b.do(SaveRule(rule=CORP))
    assert (state(b).mode, b.browser.system.calls) == (BrowserMode.RULES, ["recover", "off"])
    b.do(SaveSettings(settings=Settings()))
    wait_system(b, SystemProxyStatus.OURS)
    b.do(SaveSettings(settings=Settings(browser=BrowserSettings(change_system=False))))
    wait_system(b, SystemProxyStatus.NOT_OURS)


# --- the beginning and the end


def test_a_window_goes_on_as_before(bench: StartBench) -> None:
    before = BrowserSettings(
        mode=BrowserMode.RULES, rules=(CORP,), router_port=4700, pac_token="t" * 22, own_ports={"box": 4701, "no": 4702}
    )
    b = bench(config=saved(before), kind=EngineKind.WINDOW)
    b.engine.serve_browsers()
    wait_system(b, SystemProxyStatus.OURS)
    router = b.browser.router
    assert (state(b).mode, router.port, router.token, router.own) == (BrowserMode.RULES, 4700, "t" * 22, {"box": 4701})
    assert b.browser.system.calls == [f"on {router.pac_url}"]


def test_a_window_serves_the_browsers_of_before_also_when_it_is_off(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(router_port=4700, pac_token="t")), kind=EngineKind.WINDOW)
    b.engine.serve_browsers()
    wait_for(lambda: state(b).router, what="the router")
    wait_for(lambda: state(b).system.desktop, what="a look at the desktop")
    assert b.browser.system.calls == ["recover"]


def test_a_window_that_cannot_start_its_router_says_so(bench: StartBench) -> None:
    config = saved(BrowserSettings(mode=BrowserMode.RULES))
    config.broken = NO_DISK
    b = bench(config=config, kind=EngineKind.WINDOW)
    b.engine.serve_browsers()
    wait_for(lambda: NO_DISK in b.engine.snapshot().notices, what="the notice")
    wait_for(lambda: state(b).system.desktop, what="a look at the desktop")
    assert (state(b).router, state(b).problem, b.browser.system.calls) == (None, NO_DISK, ["recover"])


def test_a_command_only_mends_what_was_left_behind(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(mode=BrowserMode.RULES, router_port=4700)))
    mended = b.browser.system.left_behind = SystemProxyState(status=SystemProxyStatus.NOT_OURS, desktop="KDE Plasma")
    b.engine.serve_browsers()
    wait_for(lambda: state(b).system == mended, what="the desktop to be mended")
    assert (state(b).mode, b.browser.routers) == (BrowserMode.OFF, [])
    assert settings(b).mode is BrowserMode.RULES


def test_a_command_that_turns_it_off_mends_what_was_left_behind(bench: StartBench) -> None:
    """A user whose browsers are led to a proxy that was killed has nothing else to try."""
    b = bench(config=saved(BrowserSettings(mode=BrowserMode.RULES)))
    assert b.do(OFF) is None
    assert b.browser.system.calls == ["recover", "off"]


def test_a_port_that_was_taken_meanwhile_is_given_up_for_another(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings(mode=BrowserMode.RULES, router_port=4700, pac_token="t")))
    b.browser.taken.add(4700)
    assert b.do(RULES) is None
    moved = Problem(ProblemKind.ROUTER_MOVED, "127.0.0.1:41000", {"old": "4700", "holder": "nginx (process 7)"})
    assert (state(b).problem, settings(b).router_port) == (moved, 41000)
    wait_for(lambda: moved in b.engine.snapshot().notices, what="the notice")


def test_a_window_that_takes_over_finds_the_desktop_as_it_was(bench: StartBench) -> None:
    """No site goes direct meanwhile."""
    b = bench(connection("box"))
    b.do(RULES)
    assert b.do(HandOver()) is None
    b.engine.stop()
    system = b.browser.system
    assert (system.calls, system.closed, system.was_left) == ([f"on {b.browser.router.pac_url}"], True, True)


def test_what_was_turned_off_is_not_left_to_it(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(RULES)
    b.do(OFF)
    assert b.do(HandOver()) is None
    assert (b.browser.system.calls[-1], b.browser.system.was_left) == ("off", False)


def test_the_end_puts_the_desktop_back_and_keeps_the_mode(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(RULES)
    b.engine.stop()
    assert (b.browser.system.calls[-1], b.browser.system.closed, b.browser.router.stopped) == ("off", True, True)
    assert settings(b).mode is BrowserMode.RULES


def test_a_desktop_that_hangs_does_not_hold_up_the_end(bench: StartBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.engine.browser.END_SECONDS", END_SECONDS / 20)
    b = bench(connection("box"))
    b.do(RULES)
    b.browser.system.gate.clear()
    b.engine.stop(0.5)
    assert b.browser.router.stopped
    b.browser.system.gate.set()
    wait_for(lambda: b.browser.system.calls[-1] == "off", what="the last call")


# --- browsers


def test_browsers_go_by_the_rules_or_through_one_connection(bench: StartBench) -> None:
    b = bench(config=saved(BrowserSettings()))
    assert b.do(StartBrowser()) is None
    assert b.do(StartBrowser(browser="firefox", connection="box", url="https://x.example/")) is None
    assert b.do(StartBrowser(browser="chromium", connection="box")) is None
    assert b.browser.browsers.started == [
        ("", "rules", "127.0.0.1:41000", ""),
        ("firefox", "connection-box", "127.0.0.1:42000", "https://x.example/"),
        ("chromium", "connection-box", "127.0.0.1:42000", ""),
    ]
    assert settings(b).own_ports == {"box": 42000}
    assert (state(b).mode, b.browser.system.calls) == (BrowserMode.OFF, [])
    assert b.do(StartBrowser(connection="nope")) is ProblemKind.UNKNOWN_CONNECTION


def test_a_browser_that_does_not_start_is_told(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.browser.browsers.fails = Problem(ProblemKind.NO_BROWSER, "opera")
    assert b.do(StartBrowser(browser="opera")) is ProblemKind.NO_BROWSER


# --- the sites just seen


def test_the_sites_just_seen_are_told_and_forgotten(bench: StartBench) -> None:
    b = bench(connection("box"))
    events: list[Event] = []
    b.do(RULES)
    b.engine.subscribe(events.append)
    site = SiteSeen(host="a.example", port=443, domain="a.example", route=Route.DIRECT)
    b.browser.router.seen = (site,)
    b.browser.router.changed()
    wait_for(lambda: b.engine.snapshot().sites == (site,), what="the site")
    assert b.do(ForgetSites()) is None
    assert list(b.browser.router.seen) == list(b.engine.snapshot().sites) == []
    assert events == [SitesSeen((site,)), SitesSeen(())]
    b.do(SaveSettings(settings=Settings(browser=BrowserSettings(log_sites=False))))
    assert not b.browser.router.log_sites


# --- leaks


class Leaks:
    """A check of the desktop's browser on a hand clock."""

    def __init__(self, start: StartBench) -> None:
        self.clock = HandClock()
        self.b = start(connection("box"), clock=self.clock)
        self.events: list[Event] = []
        self.b.engine.subscribe(self.events.append)
        self.b.do(RULES)
        self.outcome = self.b.submit(CheckLeaks(request="r", asker="me"))
        self.router = self.b.browser.router
        [self.name] = wait_for(lambda: list(self.router.expected), what="the name to be expected")

    def open(self) -> None:
        """The browser is sent there, once the desktop has followed."""
        wait_for(lambda: self.b.browser.system.calls[-1] == f"follow {self.router.pac_url}", what="the new PAC file")
        wait_for(self._opened, what="the browser to be opened")

    def _opened(self) -> bool:
        self.b.move_on(self.clock, SETTLE_SECONDS / 4)
        return self.b.browser.browsers.opened == [f"http://{self.name}/"]

    @property
    def reported(self) -> list[Reported]:
        return [event for event in self.events if isinstance(event, Reported)]


def _seen(leaks: Leaks) -> None:
    leaks.router.expected[leaks.name](Leak.NONE)


def _not_seen(leaks: Leaks) -> None:
    leaks.b.move_on(leaks.clock, WAIT_SECONDS + 1)


@pytest.mark.parametrize(("happens", "leak"), [(_seen, Leak.NONE), (_not_seen, Leak.NOT_ASKED)])
def test_a_check_for_leaks_tells_what_the_browser_asked(
    bench: StartBench, happens: Callable[[Leaks], None], leak: Leak
) -> None:
    leaks = Leaks(bench)
    assert leaks.name in leaks.router.pac
    leaks.open()
    assert not leaks.outcome.ended
    happens(leaks)
    assert leaks.outcome.problem() is None
    assert leaks.reported == [Reported("me", "r", LeakChecked(leak=leak, name=leaks.name))]
    if leak is Leak.NONE:
        assert (leaks.name in leaks.router.expected, leaks.name in leaks.router.pac) == (True, True)
        happens(leaks)  # some browsers ask twice
        leaks.b.move_on(leaks.clock, PAGE_SECONDS + 1)
    wait_for(lambda: leaks.router.expected == {}, what="the page to be taken away")
    wait_for(lambda: leaks.name not in leaks.router.pac, what="the PAC file as before")
    assert len(leaks.reported) == 1


def test_the_end_ends_a_check(bench: StartBench) -> None:
    b = bench(connection("box"))
    outcome = b.submit(CheckLeaks(request="r", browser=""))
    wait_for(lambda: b.browser.browsers.started, what="the browser")
    b.engine.stop()
    assert outcome.kind() is ProblemKind.CANCELLED


def test_a_browser_of_ours_needs_no_pac_file_for_that(bench: StartBench) -> None:
    b = bench(connection("box"))
    outcome = b.submit(CheckLeaks(request="r", browser="firefox"))
    wait_for(lambda: b.browser.browsers.started, what="the browser")
    [(name, seen)] = b.browser.router.expected.items()
    assert b.do(CheckLeaks(request="s")) is ProblemKind.INVALID  # one at a time
    assert b.browser.browsers.started == [("firefox", "rules", "127.0.0.1:41000", f"http://{name}/")]
    seen(Leak.RESOLVED_HERE)
    assert outcome.problem() is None
    assert b.browser.browsers.opened == []


def test_a_browser_that_cannot_be_started_ends_the_check(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.browser.browsers.fails = Problem(ProblemKind.NO_BROWSER, "")
    assert b.do(CheckLeaks(request="r", browser="")) is ProblemKind.NO_BROWSER
    wait_for(lambda: b.browser.router.expected == {}, what="the page to be taken away")
