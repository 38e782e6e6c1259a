"""All that is said about site rules and browsers goes over the control socket unchanged."""

import pytest
from msgspec.structs import replace

from towpath.engine.control import _asked_by
from towpath.engine.lock import EngineKind
from towpath.engine.protocol import (
    VERSION,
    FromClient,
    FromServer,
    Happened,
    Submit,
    Welcome,
    decode_from_client,
    decode_from_server,
    encode,
)
from towpath.model.browsing import (
    ArrangeRule,
    BrowserCommand,
    BrowserReport,
    BrowsersFound,
    BrowserState,
    CheckLeaks,
    ExplainSite,
    ExportedRules,
    ExportRules,
    FindBrowsers,
    ForgetSites,
    ImportRules,
    InstalledBrowser,
    Leak,
    LeakChecked,
    LeftOut,
    PacText,
    ReadPac,
    RemoveRules,
    RuleFormat,
    RulesRead,
    SaveRule,
    SetBrowserMode,
    SiteExplained,
    SiteSeen,
    StartBrowser,
    SystemProxyState,
    SystemProxyStatus,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, Event, Reported, SitesSeen, applied
from towpath.model.forward import Endpoint
from towpath.model.site_rule import BrowserMode, Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Snapshot

RULE = SiteRule(
    id="r",
    pattern="xn--bcher-kva.example",
    connection="box",
    when_down=WhenDown.DIRECT,
    enabled=False,
    note="ä → ß",
    lifetime=Lifetime.HOUR,
    expires=1.5e9,
)
COMMANDS: list[BrowserCommand] = [
    SetBrowserMode(mode=BrowserMode.EVERYTHING, via="box"),
    SaveRule(rule=RULE, before=""),
    SaveRule(rule=RULE),
    ArrangeRule(id="r", before="s"),
    RemoveRules(ids=("r", "s")),
    StartBrowser(browser="firefox", connection="box", url="https://x.example/"),
    ForgetSites(),
]
QUESTIONS: list[BrowserCommand] = [
    ImportRules(request="q", path="/x", via="box", route=Route.BLOCK, lifetime=Lifetime.SESSION, dry_run=True),
    ExportRules(request="q", path="/x", format=RuleFormat.FOXYPROXY),
    ExplainSite(request="q", site="x.example"),
    ReadPac(request="q"),
    FindBrowsers(request="q"),
    CheckLeaks(request="q", browser=""),
    CheckLeaks(request="q"),
]
REPORTS: list[BrowserReport] = [
    RulesRead(format="FoxyProxy", rules=(RULE,), already=1, left_out=(LeftOut(3, "*", "no host"),)),
    ExportedRules(text="{}\n"),
    SiteExplained(host="x.example", port=443, route=Route.VIA, connection="box", rule=RULE, shadowed=(RULE,)),
    PacText(text="x", url="http://127.0.0.1:1/t/proxy.pac?v=1"),
    BrowsersFound(browsers=(InstalledBrowser(id="firefox", name="Firefox (Snap)", family="firefox"),)),
    LeakChecked(leak=Leak.RESOLVED_HERE, name="x.example"),
]
STATE = BrowserState(
    mode=BrowserMode.RULES,
    everything_via="box",
    rules=(RULE,),
    router=Endpoint("127.0.0.1", 4711),
    pac_url="http://127.0.0.1:4711/t/proxy.pac?v=1",
    system=SystemProxyState(
        status=SystemProxyStatus.FAILED,
        desktop="GNOME",
        before="http://wpad.corp/x.pac",
        problem=Problem(ProblemKind.SYSTEM_PROXY_FAILED, "GNOME"),
    ),
    problem=Problem(ProblemKind.ROUTER_MOVED, "127.0.0.1:4711", {"old": "4710"}),
)
SITE = SiteSeen(
    host="x.example", port=443, domain="x.example", route=Route.VIA, rule="r", requests=2, open=1, down=3, up=4
)


@pytest.mark.parametrize("command", [*COMMANDS, *QUESTIONS], ids=lambda command: type(command).__name__)
def test_commands(command: BrowserCommand) -> None:
    sent: FromClient = Submit(1, command)
    assert decode_from_client(encode(sent)) == sent


@pytest.mark.parametrize(
    "event",
    [*(Reported("me", "q", report) for report in REPORTS), BrowserChanged(STATE), SitesSeen((SITE,))],
    ids=lambda event: type(event).__name__,
)
def test_events(event: Event) -> None:
    sent: FromServer = Happened(event)
    assert decode_from_server(encode(sent)) == sent


def test_snapshots() -> None:
    snapshot = applied(applied(Snapshot(), BrowserChanged(STATE)), SitesSeen((SITE,)))
    sent: FromServer = Welcome(VERSION, EngineKind.WINDOW, 1, "me", snapshot)
    assert decode_from_server(encode(sent)) == sent


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_nobody_asks_in_the_name_of_another(question: BrowserCommand) -> None:
    forged = replace(question, asker="somebody else")
    assert _asked_by("me", forged) == replace(question, asker="me")
