"""What is asked about site rules and browsers, and what is answered."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import Bench, MemoryConfig, connection
from towpath.engine.user_file import MOST_BYTES
from towpath.model.browsing import (
    BrowserQuestion,
    BrowserReport,
    BrowsersFound,
    ExplainSite,
    ExportedRules,
    ExportRules,
    FindBrowsers,
    ImportRules,
    PacText,
    ReadPac,
    RuleFormat,
    RulesRead,
    SetBrowserMode,
    SiteExplained,
)
from towpath.model.command import SaveConnection
from towpath.model.error import ProblemKind
from towpath.model.event import Event, Reported
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings, Lifetime, Route, SiteRule

CORP = SiteRule(id="corp", pattern="corp.example", connection="box")
WIKI = SiteRule(id="wiki", pattern="=wiki.corp.example", route=Route.DIRECT)
OFF = SiteRule(id="off", pattern="off.example", route=Route.BLOCK, enabled=False)
PROXY = Forward(id="proxy", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", 1080))


class Asking:
    """An engine with rules, and what it reports."""

    def __init__(self, b: Bench) -> None:
        self.b = b
        self._heard: list[Reported] = []
        b.engine.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        if isinstance(event, Reported):
            self._heard.append(event)

    def ask(self, question: BrowserQuestion) -> list[BrowserReport | object]:
        """The answers to it, once it has ended well."""
        assert self.b.do(replace(question, asker="me")) is None
        heard, self._heard = self._heard, []
        assert {(event.asker, event.request) for event in heard} == {("me", question.request)}
        return [event.report for event in heard]

    def explain(self, site: str) -> SiteExplained:
        [explained] = self.ask(ExplainSite(request="r", site=site))
        assert isinstance(explained, SiteExplained)
        return explained

    def read(self, path: Path, **how: object) -> RulesRead:
        [read] = self.ask(ImportRules(request="r", path=str(path), **how))  # type: ignore[arg-type]  # as the test says
        assert isinstance(read, RulesRead)
        return read

    @property
    def rules(self) -> tuple[SiteRule, ...]:
        return self.b.engine.snapshot().browser.rules


@pytest.fixture
def asking(bench: StartBench) -> Asking:
    config = MemoryConfig(replace(connection("box"), forwards=(PROXY,)), connection("other"))
    browser = BrowserSettings(rules=(WIKI, CORP, OFF))
    config.config = replace(config.config, settings=Settings(browser=browser))
    return Asking(bench(config=config))


def test_why_a_site_goes_its_way(asking: Asking) -> None:
    wiki = SiteExplained(host="wiki.corp.example", port=443, route=Route.DIRECT, rule=WIKI, shadowed=(CORP,))
    assert asking.explain("https://Wiki.Corp.Example./page?x") == wiki
    www = SiteExplained(host="www.corp.example", port=8080, route=Route.VIA, connection="box", rule=CORP)
    assert asking.explain("www.corp.example:8080") == www
    assert asking.explain("off.example") == SiteExplained(host="off.example", port=443, route=Route.DIRECT)
    assert asking.explain("http://127.0.0.1:8000/").local
    assert asking.b.do(ExplainSite(request="r", site="a b")) is ProblemKind.INVALID


def test_everything_else_goes_through_one_connection_while_that_is_on(asking: Asking) -> None:
    asking.b.do(SetBrowserMode(mode=BrowserMode.EVERYTHING, via="other"))
    elsewhere = SiteExplained(host="x.example", port=80, route=Route.VIA, connection="other")
    assert asking.explain("http://x.example") == elsewhere


def test_the_pac_file_is_there_before_the_router_and_leads_where_that_will_listen(asking: Asking) -> None:
    [before] = asking.ask(ReadPac(request="r"))
    assert isinstance(before, PacText)
    kept = asking.b.config.config.settings.browser.router_port
    assert (before.url, f"SOCKS5 127.0.0.1:{kept}" in before.text) == ("", True)
    asking.b.do(SetBrowserMode(mode=BrowserMode.RULES))
    [after] = asking.ask(ReadPac(request="r"))
    assert after == PacText(text=before.text, url=asking.b.browser.router.pac_url)
    assert asking.b.browser.router.port == kept


def test_installed_browsers_are_found(asking: Asking) -> None:
    [found] = asking.ask(FindBrowsers(request="r"))
    assert found == BrowsersFound(browsers=asking.b.browser.browsers.find())


# --- files


def test_rules_are_exported_into_a_file_or_as_text(asking: Asking, tmp_path: Path) -> None:
    [text, read] = asking.ask(ExportRules(request="r", path="", format=RuleFormat.PAC))
    assert read == RulesRead(format="PAC", rules=(WIKI, CORP))
    assert isinstance(text, ExportedRules)
    assert "corp.example" in text.text
    [read] = asking.ask(ExportRules(request="r", path=str(tmp_path / "x.pac"), format=RuleFormat.PAC))
    assert (tmp_path / "x.pac").read_text() == text.text
    problem = asking.b.do(ExportRules(request="r", path="/dev/null/x.pac", format=RuleFormat.PAC))
    assert problem is ProblemKind.FILE_UNWRITABLE
    assert asking.b.do(ExportRules(request="r", path="x.pac", format=RuleFormat.PAC)) is ProblemKind.INVALID


def test_rules_are_exported_for_foxyproxy_and_come_back(asking: Asking, tmp_path: Path) -> None:
    path = tmp_path / "foxyproxy.json"
    [written] = asking.ask(ExportRules(request="r", path=str(path), format=RuleFormat.FOXYPROXY))
    assert isinstance(written, RulesRead)
    assert written.format == "FoxyProxy"
    read = asking.read(path, via="other", dry_run=True)
    assert ("corp.example", "other") in [(rule.pattern, rule.connection) for rule in read.rules]
    assert asking.rules == (WIKI, CORP, OFF)


def test_a_list_of_sites_is_imported_without_what_is_there_already(asking: Asking, tmp_path: Path) -> None:
    path = tmp_path / "sites.txt"
    path.write_text("corp.example\nnew.example\nnew.example\n")
    tried = asking.read(path, via="box", dry_run=True)
    assert ([rule.pattern for rule in tried.rules], tried.already) == (["new.example"], 2)
    assert asking.rules == (WIKI, CORP, OFF)
    read = asking.read(path, via="box")
    assert asking.rules == (WIKI, CORP, OFF, *read.rules)
    assert [(rule.pattern, rule.connection) for rule in read.rules] == [("new.example", "box")]
    assert asking.b.config.config.settings.browser.rules == asking.rules
    again = asking.read(path, via="box")
    assert (again.rules, again.already) == ((), 3)


def test_what_is_imported_can_be_temporary(asking: Asking, tmp_path: Path) -> None:
    asking.b.do(SaveConnection(connection=connection("quick"), save=False))
    path = tmp_path / "sites.txt"
    path.write_text("new.example\n")
    asks = ImportRules(request="r", path=str(path), via="quick")
    assert asking.b.do(asks) is ProblemKind.INVALID
    read = asking.read(path, via="quick", lifetime=Lifetime.HOUR)
    assert asking.rules[-1].expires > 0
    assert [rule.lifetime for rule in read.rules] == [Lifetime.HOUR]
    assert asking.b.config.config.settings.browser.rules == (WIKI, CORP, OFF)


def test_a_proxy_that_is_ours_is_known_by_its_port(asking: Asking, tmp_path: Path) -> None:
    path = tmp_path / "foxyproxy.json"
    text = (
        '{"mode": "pattern", "data": [{"active": true, "title": "mine", "type": "socks5", "hostname": "127.0.0.1",'
        ' "port": "1080", "include": [{"type": "wildcard", "title": "", "pattern": "*://*.new.example/*",'
        ' "active": true}], "exclude": []}]}'
    )
    path.write_text(text.replace("127.0.0.1", "proxy.example"))
    other = asking.read(path)
    assert (other.rules, len(other.left_out)) == ((), 1)
    path.write_text(text)
    assert {rule.connection for rule in asking.read(path).rules} == {"box"}


def test_files_that_cannot_be_read_are_told(asking: Asking, tmp_path: Path) -> None:
    assert asking.b.do(ImportRules(request="r", path="sites.txt")) is ProblemKind.INVALID
    missing = ImportRules(request="r", path=str(tmp_path / "missing"))
    assert asking.b.do(missing) is ProblemKind.FILE_UNREADABLE
    assert asking.b.do(replace(missing, via="nope")) is ProblemKind.UNKNOWN_CONNECTION
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert asking.b.do(replace(missing, path=str(huge))) is ProblemKind.INVALID
    assert asking.b.do(replace(missing, path=str(tmp_path))) is ProblemKind.FILE_UNREADABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_into_which_nobody_writes_is_not_waited_for(asking: Asking, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert asking.b.do(ImportRules(request="r", path=str(tmp_path / "pipe"))) is ProblemKind.FILE_UNREADABLE
