"""The Browser page, and its dialogs."""

import time
from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.browsing import (
    BrowserReport,
    BrowsersFound,
    BrowserState,
    CheckLeaks,
    ExplainSite,
    FindBrowsers,
    ImportRules,
    InstalledBrowser,
    Leak,
    LeakChecked,
    LeftOut,
    RulesRead,
    SiteExplained,
    SiteSeen,
    SystemProxyState,
    SystemProxyStatus,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge
from towpath.qt.browser.import_dialog import ImportDialog
from towpath.qt.browser.leak_check import LeakCheckDialog
from towpath.qt.browser.rule_dialog import RuleDialog
from towpath.qt.window import MainWindow

SIZE = QSize(1100, 840)
ROUTER = Endpoint("127.0.0.1", 45731)


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    _take_pages(studio)
    _take_dialogs(studio)


def _take_pages(studio: Studio) -> None:
    full = shown(studio)
    taken = SystemProxyState(status=SystemProxyStatus.TAKEN, desktop="GNOME", now="http://wpad.corp.example/wpad.dat")
    everything = replace(full.browser, mode=BrowserMode.EVERYTHING, everything_via="intranet", system=taken)
    no_setting = BrowserState(router=ROUTER, pac_url=PAC_URL, system=SystemProxyState(desktop="Xfce"))
    for name, snapshot in (
        ("browser", full),
        ("browser-why", replace(full, browser=everything)),
        ("browser-empty", replace(full, browser=no_setting, sites=())),
    ):
        bridge = Bridge(Canned(snapshot, reports=REPORTS))
        window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
        window.show_page(window.browser)
        if name == "browser":
            window.browser.sites.choose("notebook.lab.example")
        if name == "browser-why":
            window.browser.tester.site.setClearButtonEnabled(False)  # it fades in: two runs would differ
            window.browser.explain("https://wiki.corp.example/start")
            studio.settle()
        studio.save(window, name, SIZE)
        bridge.close()


def _take_dialogs(studio: Studio) -> None:
    bridge = Bridge(Canned(shown(studio), reports=REPORTS))
    studio.save(RuleDialog(bridge, rules()[1]), "rule")
    found, check = ImportDialog(bridge, "/home/ann/Downloads/foxyproxy.json"), LeakCheckDialog(bridge)
    for dialog in (found, check):  # they grow with the answers, once they are shown
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        dialog.show()
        studio.settle()
    check.check_button.click()
    studio.settle()
    studio.save(found, "rules-import")
    studio.save(check, "leak-check")
    bridge.close()


# --- what they show

PAC_URL = f"http://{ROUTER}/kJ2n8xW0/proxy.pac?v=5d41402a"
BROWSERS = (
    InstalledBrowser(id="chromium", name="Chromium", family="chromium"),
    InstalledBrowser(id="firefox", name="Firefox", family="firefox"),
)


def shown(studio: Studio) -> Snapshot:
    system = SystemProxyState(
        status=SystemProxyStatus.OURS, desktop="GNOME", before="http://wpad.corp.example/wpad.dat"
    )
    browser = BrowserState(mode=BrowserMode.RULES, rules=rules(), router=ROUTER, pac_url=PAC_URL, system=system)
    settings = Settings(appearance=studio.scheme)
    return Snapshot(connections=connections(), settings=settings, browser=browser, sites=sites())


def rules() -> tuple[SiteRule, ...]:
    return (
        SiteRule(id="public", pattern="=www.corp.example", route=Route.DIRECT, note="the public one"),
        SiteRule(id="corp", pattern="corp.example", connection="intranet", note="intranet, wiki, tickets"),
        SiteRule(id="lab", pattern="lab.example", connection="database", lifetime=Lifetime.SESSION),
        SiteRule(id="net", pattern="10.20.0.0/16", connection="intranet", when_down=WhenDown.DIRECT),
        SiteRule(id="nodes", pattern="/^node[0-9]+$/", connection="every-kind", enabled=False),
        SiteRule(id="ads", pattern="ads.example", route=Route.BLOCK),
        SiteRule(id="hour", pattern="journal.example", connection="intranet", lifetime=Lifetime.HOUR,
                 expires=time.time() + 2570, note="paper of tomorrow"),
    )  # fmt: skip


def sites() -> tuple[SiteSeen, ...]:
    now = time.time()
    by_hand = Problem(ProblemKind.TAKEN_DOWN_BY_HAND, "Billing database")

    def seen(host: str, ago: float, route: Route, connection: str = "", rule: str = "") -> SiteSeen:
        return SiteSeen(
            host=host,
            port=443,
            domain=".".join(host.split(".")[-2:]),
            route=route,
            connection=connection,
            rule=rule,
            requests=1,
            seen_at=now - ago,
        )

    return (
        replace(
            seen("wiki.corp.example", 2, Route.VIA, "intranet", "corp"), requests=14, open=2, down=1_234_567, up=45_000
        ),
        replace(seen("git.corp.example", 24, Route.VIA, "intranet", "corp"), requests=3, down=34_000, up=4_500),
        replace(seen("notebook.lab.example", 42, Route.VIA, "database", "lab"), port=8888, requests=2, problem=by_hand),
        replace(seen("www.debian.org", 130, Route.DIRECT), requests=8, down=2_345_678, up=3_456),
        replace(seen("tracker.ads.example", 190, Route.BLOCK, "", "ads"), requests=131),
    )


REPORTS: Mapping[type, BrowserReport] = {
    FindBrowsers: BrowsersFound(browsers=BROWSERS),
    ExplainSite: SiteExplained(
        host="wiki.corp.example", port=443, route=Route.VIA, connection="intranet", rule=rules()[1]
    ),
    CheckLeaks: LeakChecked(leak=Leak.RESOLVED_HERE, name="x7f3.check.example"),
    ImportRules: RulesRead(
        format="FoxyProxy",
        rules=rules()[1:4],
        already=2,
        left_out=(
            LeftOut(12, "*://*.example/private/*", "it is for pages, and a rule here is for hosts"),
            LeftOut(31, "intranet-*", "its proxy asks for a password that is not in the file"),
        ),
    ),
}
