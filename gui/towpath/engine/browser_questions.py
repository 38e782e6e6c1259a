"""What front ends ask about site rules and browsers: answered at once, or beside the engine's thread where a disk, or
thousands of rules, take their time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from towpath.engine import user_file
from towpath.engine.answering import Answering
from towpath.engine.browser_parts import Browsers
from towpath.engine.site_rules import SiteRules, new_id
from towpath.files import write_atomically
from towpath.model.browsing import (
    BrowsersFound,
    ExplainSite,
    ExportedRules,
    ExportRules,
    FindBrowsers,
    ImportRules,
    LeftOut,
    PacText,
    ReadPac,
    RuleFormat,
    RulesRead,
    SiteExplained,
)
from towpath.model.forward import Endpoint
from towpath.model.host_name import host_of_site, is_this_machine, normal_host
from towpath.model.ports import Done
from towpath.model.site_pattern import canonical
from towpath.model.site_rule import Lifetime, Route, SiteRule

if TYPE_CHECKING:
    from towpath.routing.rules import RuleBook

Question = ImportRules | ExportRules | ExplainSite | ReadPac | FindBrowsers


class QuestionSurroundings(msgspec.Struct, frozen=True):
    """What they are answered with."""

    rules: SiteRules
    book: Callable[[], RuleBook]
    """As the router follows it."""
    pac: Callable[[], PacText]
    router: Callable[[], Endpoint]
    """Where it listens, or will. Raises what keeping its port raises."""
    proxies: Callable[[Lifetime], Mapping[int, str]]
    """The connections that rules of this lifetime may lead to, by the ports of their dynamic forwards."""
    check: Callable[[SiteRule], None]
    """Raises where a rule must not lead."""
    browsers: Callable[[], Browsers]
    """Called beside the engine's thread."""
    answering: Answering


class BrowserQuestions:
    """Engine thread only; never waits."""

    def __init__(self, around: QuestionSurroundings) -> None:
        self._around = around
        self._answering = around.answering

    def obey(self, command: Question, done: Done) -> None:
        """Answer it, then end it. Raises INVALID and UNKNOWN_CONNECTION."""
        match command:
            case ExplainSite():
                self._answering.answer(command, self._explain(command.site))
                self._answering.finished(done, None)
            case ReadPac():
                self._answering.answer(command, self._around.pac())
                self._answering.finished(done, None)
            case FindBrowsers():
                find = self._around.browsers
                self._answering.aside(
                    "browsers",
                    lambda: BrowsersFound(browsers=find().find()),
                    lambda found: self._answering.answer(command, found),
                    done,
                )
            case ImportRules():
                self._import(command, done)
            case ExportRules():
                self._export(command, done)

    def _explain(self, site: str) -> SiteExplained:
        host, port = host_of_site(site)
        verdict = self._around.book().verdict(host)
        return SiteExplained(
            host=host,
            port=port,
            route=verdict.route,
            connection=verdict.connection,
            rule=verdict.rule,
            shadowed=tuple(rule for rule in self._around.book().fitting(host) if rule is not verdict.rule),
            local=is_this_machine(host),
        )

    # --- files

    def _import(self, command: ImportRules, done: Done) -> None:
        if command.via:
            self._around.check(
                SiteRule(id="", pattern="", route=Route.VIA, connection=command.via, lifetime=command.lifetime)
            )
        proxies = self._around.proxies(command.lifetime)
        user_file.absolute(command.path)

        def choose(host: str, port: int) -> str | None:
            return proxies.get(port) if is_this_machine(normal_host(host)) else None

        def read() -> RulesRead:
            from towpath.routing.importers import read_rules  # rarely needed

            found = read_rules(
                user_file.content(command.path),
                command.path,
                choose=choose,
                via=command.via,
                route=command.route,
                lifetime=command.lifetime,
            )
            rules = tuple(replace(rule, id=new_id(), pattern=canonical(rule.pattern)) for rule in found.rules)
            return replace(found, rules=rules)

        self._answering.aside("rules", read, partial(self._take, command), done)

    def _take(self, command: ImportRules, found: RulesRead) -> None:
        """Add what is new."""
        known = {_what(rule) for rule in self._around.rules.all}
        fresh: dict[object, SiteRule] = {}
        for rule in found.rules:
            if _what(rule) not in known:
                fresh.setdefault(_what(rule), rule)
        if fresh and not command.dry_run:
            self._around.rules.add(tuple(fresh.values()))
        already = len(found.rules) - len(fresh)
        self._answering.answer(command, replace(found, rules=tuple(fresh.values()), already=already))

    def _export(self, command: ExportRules, done: Done) -> None:
        rules, router = self._around.rules.all, self._around.router()
        pac = self._around.pac().text if command.format is RuleFormat.PAC else ""
        if command.path:
            user_file.absolute(command.path)

        def write() -> tuple[RulesRead, str]:
            left_out: tuple[LeftOut, ...] = ()
            name, text = "PAC", pac
            if command.format is RuleFormat.FOXYPROXY:
                from towpath.routing.exporters import write_foxyproxy  # rarely needed

                name = "FoxyProxy"
                text, left_out = write_foxyproxy(rules, router=router)
            if command.path:
                write_atomically(user_file.absolute(command.path), text.encode())
            carried = tuple(rule for rule in rules if rule.enabled)
            return RulesRead(format=name, rules=carried, left_out=left_out), text

        def told(written: tuple[RulesRead, str]) -> None:
            told, text = written
            if not command.path:
                self._answering.answer(command, ExportedRules(text=text))
            self._answering.answer(command, told)

        self._answering.aside("rules", write, told, done)


def _what(rule: SiteRule) -> object:
    """Two rules that are alike in this do the same."""
    return rule.pattern, rule.route, rule.connection
