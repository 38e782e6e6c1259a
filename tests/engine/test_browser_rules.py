"""The list of site rules: what is added where, what is kept, and what goes by itself."""

from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import Bench, MemoryConfig, connection
from tests.support.clock import HandClock
from towpath.model.browsing import ArrangeRule, RemoveRules, SaveRule
from towpath.model.command import RemoveConnection, SaveConnection, SaveSettings
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, Event, SettingsChanged
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserSettings, Lifetime, Route, SiteRule

CORP = SiteRule(id="corp", pattern="corp.example", connection="box")
WIKI = SiteRule(id="wiki", pattern="=wiki.corp.example", route=Route.DIRECT)
ADS = SiteRule(id="ads", pattern="ads.example", route=Route.BLOCK)


def ids(b: Bench) -> list[str]:
    return [rule.id for rule in b.engine.snapshot().browser.rules]


def kept(b: Bench) -> list[str]:
    return [rule.id for rule in b.config.config.settings.browser.rules]


def with_rules(*rules: SiteRule) -> MemoryConfig:
    config = MemoryConfig(connection("box"))
    config.config = replace(config.config, settings=Settings(browser=BrowserSettings(rules=rules)))
    return config


def test_rules_are_added_where_they_are_wished_and_kept(bench: StartBench) -> None:
    b = bench(connection("box"))
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    assert b.do(SaveRule(rule=CORP)) is None
    assert b.do(SaveRule(rule=WIKI)) is None
    assert b.do(SaveRule(rule=ADS, before="")) is None
    assert b.do(SaveRule(rule=replace(ADS, id="more"), before="corp")) is None
    assert ids(b) == kept(b) == ["wiki", "more", "corp", "ads"]
    assert [type(event) for event in seen] == [SettingsChanged, BrowserChanged] * 4


def test_a_rule_is_replaced_where_it_is_or_moved(bench: StartBench) -> None:
    b = bench(config=with_rules(CORP, WIKI, ADS))
    assert b.do(SaveRule(rule=replace(WIKI, note="mine"))) is None
    assert (ids(b), b.engine.snapshot().browser.rules[1].note) == (["corp", "wiki", "ads"], "mine")
    assert b.do(SaveRule(rule=WIKI, before="")) is None
    assert ids(b) == ["corp", "ads", "wiki"]
    assert b.do(ArrangeRule(id="ads", before="corp")) is None
    assert ids(b) == kept(b) == ["ads", "corp", "wiki"]
    assert b.do(ArrangeRule(id="ads", before="ads")) is None
    assert b.do(ArrangeRule(id="ads")) is None
    assert ids(b) == ["corp", "wiki", "ads"]


def test_patterns_are_kept_in_one_form_and_each_rule_has_an_id(bench: StartBench) -> None:
    b = bench()
    assert b.do(SaveRule(rule=SiteRule(id="", pattern="*.BÜCHER.example.", route=Route.DIRECT))) is None
    [rule] = b.engine.snapshot().browser.rules
    assert rule.pattern == "xn--bcher-kva.example"
    assert rule.id


def test_what_cannot_be_a_rule_is_told(bench: StartBench) -> None:
    b = bench(connection("box"))
    assert b.do(SaveRule(rule=replace(CORP, pattern="a b"))) is ProblemKind.INVALID
    assert b.do(SaveRule(rule=replace(CORP, connection="nope"))) is ProblemKind.UNKNOWN_CONNECTION
    assert b.do(SaveRule(rule=CORP, before="nope")) is ProblemKind.UNKNOWN_RULE
    assert b.do(ArrangeRule(id="nope")) is ProblemKind.UNKNOWN_RULE
    assert ids(b) == []


def test_rules_are_removed_together_or_not_at_all(bench: StartBench) -> None:
    b = bench(config=with_rules(CORP, WIKI, ADS))
    assert b.do(RemoveRules(ids=("corp", "nope"))) is ProblemKind.UNKNOWN_RULE
    assert ids(b) == ["corp", "wiki", "ads"]
    assert b.do(RemoveRules(ids=("corp", "ads"))) is None
    assert ids(b) == kept(b) == ["wiki"]


def test_what_could_not_be_written_is_not_pretended(bench: StartBench) -> None:
    b = bench(config=with_rules(CORP))
    b.config.broken = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json")
    assert b.do(SaveRule(rule=WIKI)) is ProblemKind.FILE_UNWRITABLE
    assert b.do(RemoveRules(ids=("corp",))) is ProblemKind.FILE_UNWRITABLE
    assert ids(b) == ["corp"]


def test_temporary_rules_are_in_the_same_order_and_never_written(bench: StartBench) -> None:
    b = bench(config=with_rules(CORP, ADS))
    written = b.config.saved
    assert b.do(SaveRule(rule=replace(WIKI, lifetime=Lifetime.SESSION), before="ads")) is None
    assert b.do(ArrangeRule(id="wiki", before="corp")) is None
    assert (ids(b), kept(b), b.config.saved) == (["wiki", "corp", "ads"], ["corp", "ads"], written)
    assert b.do(SaveRule(rule=WIKI)) is None
    assert (ids(b), kept(b)) == (["wiki", "corp", "ads"], ["wiki", "corp", "ads"])


def test_an_hour_ends_by_the_wall_clock(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(connection("box"), clock=clock)
    b.do(SaveRule(rule=replace(WIKI, lifetime=Lifetime.HOUR)))
    b.do(SaveRule(rule=replace(ADS, lifetime=Lifetime.SESSION)))
    [_, rule] = b.engine.snapshot().browser.rules
    assert rule.expires == clock.now + 3600
    b.move_on(clock, 1800)
    b.do(SaveRule(rule=replace(rule, note="it has begun")))
    b.move_on(clock, 1799)
    assert ids(b) == ["ads", "wiki"]
    b.move_on(clock, 2)
    assert ids(b) == ["ads"]


def test_an_hour_that_passed_while_the_machine_slept_is_over(bench: StartBench) -> None:
    wall = HandClock()

    class Slept(HandClock):
        """Its monotonic clock stood still meanwhile."""

        def time(self) -> float:
            return wall.now

    b = bench(clock=Slept())
    b.do(SaveRule(rule=replace(WIKI, lifetime=Lifetime.HOUR)))
    wall.now += 3601
    b.engine.woke_up()
    b.do(SaveRule(rule=ADS))
    assert ids(b) == ["ads"]


def test_only_saved_connections_have_lasting_rules(bench: StartBench) -> None:
    b = bench()
    b.do(SaveConnection(connection=connection("quick"), save=False))
    lasting = SiteRule(id="q", pattern="q.example", connection="quick")
    problem = b.submit(SaveRule(rule=lasting)).problem()
    assert problem
    assert (problem.kind, "temporary" in problem.facts["hint"]) == (ProblemKind.INVALID, True)
    assert b.do(SaveRule(rule=replace(lasting, lifetime=Lifetime.SESSION))) is None
    assert b.do(SaveRule(rule=lasting)) is ProblemKind.INVALID


def test_rules_outlive_their_connection_and_can_still_be_changed(bench: StartBench) -> None:
    b = bench(config=with_rules(CORP))
    assert b.do(RemoveConnection(connection="box")) is None
    assert ids(b) == kept(b) == ["corp"]
    assert b.do(SaveRule(rule=replace(CORP, enabled=False))) is None
    assert b.do(SaveRule(rule=replace(CORP, connection="other"))) is ProblemKind.UNKNOWN_CONNECTION


def test_settings_are_replaced_without_what_has_commands_of_its_own(bench: StartBench) -> None:
    b = bench(config=with_rules(CORP))
    wished = BrowserSettings(log_sites=False, idle_minutes=3, change_system=False, pac_token="theirs", router_port=1)
    assert b.do(SaveSettings(settings=Settings(remember_secrets=False, browser=wished))) is None
    own = BrowserSettings(rules=(CORP,), log_sites=False, idle_minutes=3, change_system=False)
    assert b.config.config.settings == Settings(remember_secrets=False, browser=own)


def test_what_a_person_wrote_into_the_file_is_understood_or_switched_off(bench: StartBench) -> None:
    rules = (replace(CORP, pattern="*.Corp.Example"), replace(WIKI, pattern="a b"), replace(ADS, id="corp"))
    b = bench(config=with_rules(*rules, replace(ADS, lifetime=Lifetime.HOUR), replace(ADS, id="")))
    corp, wiki, ads, nameless = b.engine.snapshot().browser.rules
    assert (corp.pattern, corp.enabled) == ("corp.example", True)
    assert (wiki.pattern, wiki.enabled) == ("a b", False)
    assert ads.id not in ("corp", "")
    assert nameless.id not in ("", ads.id)
    assert [notice.subject for notice in b.engine.snapshot().notices] == ["a b"]
