"""The verb `rules`: which web sites go which way, as a table that scripts can read and change."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from towpath.cli.describe import clock
from towpath.cli.forward_options import new_id
from towpath.cli.main import DONE, FAILED
from towpath.cli.names import complete_names, complete_patterns
from towpath.cli.output import Plain, print_json, print_table
from towpath.cli.work import Work, working
from towpath.model.browsing import (
    ExplainSite,
    ExportedRules,
    ExportRules,
    ImportRules,
    LeftOut,
    RemoveRules,
    RuleFormat,
    RulesRead,
    SaveRule,
    SiteExplained,
)
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.parse import invalid
from towpath.model.site_pattern import Domain, Host, canonical, parse_pattern
from towpath.model.site_rule import Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Snapshot
from towpath.model.text import path_text, printable
from towpath.store.paths import Profile

_GONE = "a connection that was removed"
_Verb = Callable[..., Any]


@click.group("rules")
def rules_verb() -> None:
    """Which web sites go which way: rules in an order, of which the first that fits decides.

    A PATTERN is a domain with all its subdomains (corp.example), a host alone (=wiki.corp.example), addresses that are
    written as such (10.0.0.0/8), or a regular expression on the host (/^wiki[0-9]/).
    """


def route_options(verb: _Verb) -> _Verb:
    """Decorate a click command with the ways a site can go."""
    options = (
        click.option("--via", metavar="NAME", shell_complete=complete_names, help="Through this connection."),
        click.option("--direct", is_flag=True, help="As if there were no Towpath."),
        click.option("--block", is_flag=True, help="Not at all."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


@rules_verb.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_verb(profile: Profile, /, as_json: bool) -> None:
    """Print the rules in their order."""
    with working(profile) as work:
        snapshot = work.snapshot
    rules = snapshot.browser.rules
    if as_json:
        print_json([rule_values(rule, snapshot) for rule in rules])
    else:
        rows = [(rule.pattern, way(rule.route, rule.connection, snapshot), _remarks(rule)) for rule in rules]
        print_table(("PATTERN", "WAY", "REMARKS"), rows)


@rules_verb.command("add")
@click.argument("pattern")
@route_options
@click.option("--or-direct", is_flag=True, help="With --via: direct while the connection cannot be had. [not at all]")
@click.option("--note", default="", metavar="TEXT", help="Why it is there.")
@click.option("--first", is_flag=True, help="Before all others; temporary rules are anyway. [at the end]")
@click.option(
    "--before", metavar="PATTERN", shell_complete=complete_patterns, help="Before the rule with this PATTERN."
)
@click.option("--session", "lifetime", flag_value=Lifetime.SESSION.value, help="Until Towpath ends.")
@click.option("--hour", "lifetime", flag_value=Lifetime.HOUR.value, help="For an hour.")
@click.pass_obj
def add_verb(profile: Profile, /, pattern: str, **given: Any) -> None:
    """Add a rule. It works at once, in browsers that run, too."""
    pattern = canonical(pattern)
    if given["first"] and given["before"] is not None:
        raise click.UsageError("--first and --before exclude each other")
    route = _route(given)
    if given["or_direct"] and route is not Route.VIA:
        raise click.UsageError("--or-direct goes with --via")
    lifetime = Lifetime(given["lifetime"] or Lifetime.LASTING.value)
    with working(profile) as work:
        if lifetime is not Lifetime.LASTING and work.owns_engine:
            raise invalid(f"--{lifetime.value}", "no Towpath is running that could keep the rule", "start it first")
        rule = SiteRule(
            id=new_id(),
            pattern=pattern,
            route=route,
            connection=work.connection(given["via"]).connection.id if route is Route.VIA else "",
            when_down=WhenDown.DIRECT if given["or_direct"] else WhenDown.CLOSED,
            note=given["note"],
            lifetime=lifetime,
        )
        if given["before"] is not None:
            before: str | None = _with_pattern(work, given["before"])[0].id
        else:
            before = None if given["first"] or lifetime is not Lifetime.LASTING else ""
        work.run(SaveRule(rule=rule, before=before))
        _warn_if_shadowed(work, rule)


@rules_verb.command("remove")
@click.argument("patterns", metavar="PATTERN…", nargs=-1, required=True, shell_complete=complete_patterns)
@click.pass_obj
def remove_verb(profile: Profile, /, patterns: tuple[str, ...]) -> None:
    """Forget rules: all with one of the PATTERNs."""
    with working(profile) as work:
        found = [rule.id for pattern in patterns for rule in _with_pattern(work, pattern)]
        work.run(RemoveRules(ids=tuple(dict.fromkeys(found))))


@rules_verb.command("import")
@click.argument("file")
@route_options
@click.option("-n", "--dry-run", is_flag=True, help="Only say what there is to be had.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def import_verb(profile: Profile, /, file: str, dry_run: bool, as_json: bool, **given: Any) -> int:
    """Add the rules of a FILE that another program wrote: FoxyProxy, SwitchyOmega or ZeroOmega, AutoProxy, a PAC file,
    or a list of domains.

    What goes through a proxy there goes through the connection NAME here; without --via, through the one whose dynamic
    forward has that proxy's port. For lists without proxies --via, --direct or --block says where their sites go.
    What cannot be carried over is told, with its line. Ends with status 1 when nothing could be.
    """
    route = _route(given) if any(given.values()) else Route.VIA
    with working(profile) as work:
        via = work.connection(given["via"]).connection.id if given["via"] is not None else ""
        command = ImportRules(request=new_id(), path=_absolute(file), via=via, route=route, dry_run=dry_run)
        read = work.ask(command, RulesRead)
        snapshot = work.snapshot
    if as_json:
        print_json(_read_values(read, snapshot))
    else:
        if dry_run:
            for rule in read.rules:
                click.echo(f"{printable(rule.pattern)} {printable(way(rule.route, rule.connection, snapshot))}")
        click.echo(_counted(read, "to be added" if dry_run else "added"))
    _tell_left_out(file, read.left_out)
    return DONE if read.rules or read.already else FAILED


@rules_verb.command("export")
@click.argument("file", required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in RuleFormat]),
    help="[pac for a FILE that is called so, else foxyproxy]",
)
@click.pass_obj
def export_verb(profile: Profile, /, file: str | None, kind: str | None) -> None:
    """Write the rules for other programs into FILE, or to the terminal. They lead to Towpath there: it has to run.

    What cannot be carried over is told on stderr.
    """
    kind = kind or (RuleFormat.PAC.value if Path(file or "").suffix == ".pac" else RuleFormat.FOXYPROXY.value)
    path = _absolute(file) if file and file != "-" else ""
    with working(profile) as work:
        reports = work.answers(ExportRules(request=new_id(), path=path, format=RuleFormat(kind)))
    for report in reports:
        if isinstance(report, ExportedRules):
            sys.stdout.write(report.text)
        elif isinstance(report, RulesRead):
            _tell_left_out(file or kind, report.left_out)


def way(route: Route, connection: str, snapshot: Snapshot) -> str:
    """`via NAME`, `direct` or `block`."""
    return f"via {connection_name(connection, snapshot)}" if route is Route.VIA else route.value


def connection_name(connection: str, snapshot: Snapshot) -> str:
    """Of a connection by its id, which may be no more."""
    state = snapshot.by_id(connection)
    return state.connection.name if state else _GONE


def rule_values(rule: SiteRule, snapshot: Snapshot) -> Plain:
    """A rule as JSON."""
    state = snapshot.by_id(rule.connection)
    return {
        "pattern": rule.pattern,
        "route": rule.route.value,
        "via": state.connection.name if state else "",
        "when_down": rule.when_down.value,
        "enabled": rule.enabled,
        "note": rule.note,
        "lifetime": rule.lifetime.value,
        "expires": rule.expires,
    }


def described(rule: SiteRule, snapshot: Snapshot) -> str:
    """A rule in a line."""
    remarks = _remarks(rule)
    return f"{rule.pattern} {way(rule.route, rule.connection, snapshot)}" + (f" ({remarks})" if remarks else "")


def _remarks(rule: SiteRule) -> str:
    parts = []
    if not rule.enabled:
        parts.append("switched off")
    if rule.route is Route.VIA and rule.when_down is WhenDown.DIRECT:
        parts.append("or direct")
    if rule.expires:
        parts.append(f"until {clock(rule.expires)}")
    elif rule.lifetime is Lifetime.SESSION:
        parts.append("until Towpath ends")
    return ", ".join([*parts, *([rule.note] if rule.note else [])])


def _route(given: dict[str, Any]) -> Route:
    if (given["via"] is not None) + given["direct"] + given["block"] != 1:
        raise click.UsageError("give one of --via, --direct and --block")
    if given["via"] is not None:
        return Route.VIA
    return Route.DIRECT if given["direct"] else Route.BLOCK


def _absolute(file: str) -> str:
    """The engine may be at home elsewhere."""
    try:
        file.encode()
    except UnicodeEncodeError:
        raise invalid(file, "a file name that is not UTF-8", "give it another name") from None
    return str(Path(file).absolute())


def _with_pattern(work: Work, pattern: str) -> list[SiteRule]:
    """Raises TowpathError UNKNOWN_RULE. One that cannot be understood may be in the file all the same."""
    rules = work.snapshot.browser.rules
    found = [rule for rule in rules if rule.pattern == pattern]
    found = found or [rule for rule in rules if rule.pattern == canonical(pattern)]
    if not found:
        raise TowpathError(Problem(ProblemKind.UNKNOWN_RULE, pattern))
    return found


def _warn_if_shadowed(work: Work, rule: SiteRule) -> None:
    """Whoever adds a rule that never decides has meant something else."""
    parsed = parse_pattern(rule.pattern)
    if not isinstance(parsed, Domain | Host):
        return
    explained = work.ask(ExplainSite(request=new_id(), site=parsed.name), SiteExplained)
    if explained.rule and explained.rule.id != rule.id:
        first = printable(described(explained.rule, work.snapshot))
        click.echo(f"towpath: warning: {rule.pattern}: an earlier rule decides: {first} (see --first)", err=True)


def _read_values(read: RulesRead, snapshot: Snapshot) -> Plain:
    return {
        "format": read.format,
        "rules": [rule_values(rule, snapshot) for rule in read.rules],
        "already": read.already,
        "left_out": [{"line": one.line, "text": one.text, "why": one.why} for one in read.left_out],
    }


def _counted(read: RulesRead, done: str) -> str:
    rules = f"{len(read.rules)} {'rule' if len(read.rules) == 1 else 'rules'} {done}"
    already = f", {read.already} there already" if read.already else ""
    left_out = f", {len(read.left_out)} left out" if read.left_out else ""
    return f"{read.format}: {rules}{already}{left_out}"


def _tell_left_out(file: str, left_out: Sequence[LeftOut]) -> None:
    where = path_text(os.fsencode(file))
    for one in left_out:
        place = f"{where}:{one.line}" if one.line else where
        click.echo(printable(f"towpath: {place}: {one.text}: {one.why}"), err=True)
