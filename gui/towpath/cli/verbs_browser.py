"""The verbs about browsers: the switch (proxy), which way a site goes (route), the PAC file (pac), and starting one."""

from __future__ import annotations

import sys

import click

from towpath.cli.forward_options import new_id
from towpath.cli.names import complete_names
from towpath.cli.output import Plain, print_json, print_table
from towpath.cli.up import stay_up
from towpath.cli.verbs_rules import connection_name, described, rule_values
from towpath.cli.work import Work, working
from towpath.model.browsing import (
    BrowsersFound,
    ExplainSite,
    FindBrowsers,
    PacText,
    ReadPac,
    SetBrowserMode,
    SiteExplained,
    StartBrowser,
    SystemProxyStatus,
)
from towpath.model.site_rule import BrowserMode, Route
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.model.words import line
from towpath.store.paths import Profile

_MODES = {"off": BrowserMode.OFF, "rules": BrowserMode.RULES, "all": BrowserMode.EVERYTHING}
_WORDS = {mode: word for word, mode in _MODES.items()}
_STATUS = "status"


@click.command("proxy", short_help="Have browsers go by the rules, or not.")
@click.argument("what", metavar="off|rules|all|status", type=click.Choice([*_MODES, _STATUS]))
@click.option(
    "--via",
    metavar="NAME",
    shell_complete=complete_names,
    help="With `all`: the connection. [the one of the last time]",
)
@click.option("--json", "as_json", is_flag=True, help="With `status`: as JSON.")
@click.pass_obj
def proxy_verb(profile: Profile, /, what: str, via: str | None, as_json: bool) -> None:
    """Turn the switch: `rules` sends the sites of the rules through their connections, `all` everything else through
    one, too; `off` leaves the desktop's proxy setting as it was. `status` tells how it is.

    `rules` and `all` stay until Ctrl-C, unless Towpath is running already: then it goes on in there.
    """
    if via is not None and what != "all":
        raise click.UsageError("--via goes with `all`")
    if as_json and what != _STATUS:
        raise click.UsageError("--json goes with `status`")
    stays = what in ("rules", "all")
    with working(profile, stays=stays) as work:
        if what == "all" and via is None and not work.snapshot.browser.everything_via:
            raise click.UsageError("name the connection with --via")
        if what != _STATUS:
            connection = work.connection(via).connection.id if via is not None else ""
            work.run(SetBrowserMode(mode=_MODES[what], via=connection))
        if as_json:
            print_json(_status_values(work.snapshot))
        elif what == _STATUS or stays:
            _print_status(work.snapshot)
        if stays and work.owns_engine:
            stay_up(work)


@click.command("route", short_help="Tell which way a site goes, and why.")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def route_verb(profile: Profile, /, url: str, as_json: bool) -> None:
    """Tell which way a URL, host or address goes while the switch is on: DIRECT, BLOCK or `via NAME` on the first line,
    then the rule that decided, and the later ones that fit, too."""
    with working(profile) as work:
        found = work.ask(ExplainSite(request=new_id(), site=url), SiteExplained)
        snapshot = work.snapshot
    if as_json:
        print_json(_explained_values(found, snapshot))
        return
    name = connection_name(found.connection, snapshot)
    click.echo(printable(f"via {name}") if found.route is Route.VIA else found.route.name)
    click.echo(printable(_why(found, snapshot)))
    for rule in found.shadowed:
        click.echo(printable(f"fits, too, but comes later: {described(rule, snapshot)}"))


@click.command("pac")
@click.pass_obj
def pac_verb(profile: Profile, /) -> None:
    """Print the PAC file for the rules, as browsers get it."""
    with working(profile) as work:
        found = work.ask(ReadPac(request=new_id()), PacText)
    sys.stdout.write(found.text)


@click.command("browse", short_help="Start a browser that goes by the rules.")
@click.argument("url", default="")
@click.option("--via", metavar="NAME", shell_complete=complete_names, help="All of it through this connection.")
@click.option("--browser", default="", metavar="ID", help="Which one, as --list names it. [the first]")
@click.option("--list", "lists", is_flag=True, help="Tell which are installed.")
@click.option("--json", "as_json", is_flag=True, help="With --list: as JSON.")
@click.pass_obj
def browse_verb(profile: Profile, /, url: str, via: str | None, browser: str, lists: bool, as_json: bool) -> None:
    """Start a browser with a profile of its own. All it does goes through Towpath, whatever the desktop's setting is:
    by the rules, or through one connection.

    Stays until Ctrl-C, unless Towpath is running already. The browser stays open after that, and reaches nothing.
    """
    if as_json and not lists:
        raise click.UsageError("--json goes with --list")
    with working(profile, stays=not lists) as work:
        if lists:
            _list_browsers(work, as_json=as_json)
            return
        connection = work.connection(via).connection.id if via is not None else ""
        work.run(StartBrowser(browser=browser, connection=connection, url=url))
        if work.owns_engine:
            stay_up(work, serving=True)


def _list_browsers(work: Work, *, as_json: bool) -> None:
    found = work.ask(FindBrowsers(request=new_id()), BrowsersFound)
    if as_json:
        print_json([{"id": one.id, "name": one.name, "family": one.family} for one in found.browsers])
    else:
        print_table(("ID", "NAME"), [(one.id, one.name) for one in found.browsers])


def _why(found: SiteExplained, snapshot: Snapshot) -> str:
    if found.local:
        return "it is this machine: browsers ask no proxy for it"
    if found.rule:
        return f"rule: {described(found.rule, snapshot)}"
    return "no rule is for it" + (", and the switch is at Everything" if found.route is Route.VIA else "")


def _explained_values(found: SiteExplained, snapshot: Snapshot) -> Plain:
    return {
        "host": found.host,
        "port": found.port,
        "route": found.route.value,
        "via": connection_name(found.connection, snapshot) if found.route is Route.VIA else "",
        "rule": rule_values(found.rule, snapshot) if found.rule else None,
        "shadowed": [rule_values(rule, snapshot) for rule in found.shadowed],
        "local": found.local,
    }


def _print_status(snapshot: Snapshot) -> None:
    """The switch on the first line, as its verb is called."""
    browser = snapshot.browser
    via = f" via {connection_name(browser.everything_via, snapshot)}" if browser.mode is BrowserMode.EVERYTHING else ""
    click.echo(printable(_WORDS[browser.mode] + via))
    saved = snapshot.settings.browser.mode
    if browser.mode is BrowserMode.OFF and saved is not BrowserMode.OFF:
        click.echo(f"the window will turn it to {_WORDS[saved]} when it starts")
    if browser.router:
        click.echo(f"proxy: {browser.router}, SOCKS and HTTP")
        click.echo(f"PAC file: {browser.pac_url}")
    if setting := _setting(snapshot):
        click.echo(printable(f"desktop: {setting}"))
    if browser.problem:
        click.echo(printable(f"problem: {line(browser.problem)}"))


def _setting(snapshot: Snapshot) -> str:
    """What the desktop's proxy setting is to us, in words; empty while nobody has looked."""
    system = snapshot.browser.system
    if snapshot.browser.mode is BrowserMode.OFF and not system.desktop:
        return ""
    if not snapshot.settings.browser.change_system:
        return "its setting is left alone, as the settings say"
    name = system.desktop or "this desktop"
    texts = {
        SystemProxyStatus.UNSUPPORTED: f"{name} has no proxy setting that browsers follow: see `towpath browse`",
        SystemProxyStatus.NOT_OURS: f"the setting of {name} is left alone",
        SystemProxyStatus.OURS: f"the setting of {name} is Towpath's",
        SystemProxyStatus.TAKEN: f"the setting of {name} was changed by another program, and is left alone",
        SystemProxyStatus.FAILED: line(system.problem) if system.problem else f"the setting of {name} did not change",
    }
    before = f"; {system.before} comes back" if system.status is SystemProxyStatus.OURS and system.before else ""
    return texts[system.status] + before + (f"; {system.remark}" if system.remark else "")


def _status_values(snapshot: Snapshot) -> Plain:
    browser = snapshot.browser
    via = snapshot.by_id(browser.everything_via)
    return {
        "mode": _WORDS[browser.mode],
        "saved_mode": _WORDS[snapshot.settings.browser.mode],
        "via": via.connection.name if via else "",
        "proxy": str(browser.router) if browser.router else "",
        "pac_url": browser.pac_url,
        "rules": len(browser.rules),
        "system": {
            "state": browser.system.status.value,
            "desktop": browser.system.desktop,
            "before": browser.system.before,
            "now": browser.system.now,
            "remark": browser.system.remark,
            "reason": line(browser.system.problem) if browser.system.problem else "",
        },
        "reason": line(browser.problem) if browser.problem else "",
        "problem": browser.problem.kind.value if browser.problem else "",
    }
