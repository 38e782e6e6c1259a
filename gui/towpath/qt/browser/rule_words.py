"""Site rules in words, as the table and the dialogs say them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from towpath.model.error import TowpathError
from towpath.model.site_pattern import Domain, Host, HostRegex, Network, SitePattern, parse_pattern
from towpath.model.site_rule import Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Snapshot, Status
from towpath.model.text import printable, sentence
from towpath.qt.amounts import time_left
from towpath.qt.browser.words import way_icon, way_text
from towpath.qt.status import word


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rules", text)


@lru_cache(maxsize=4096)  # a table asks again at each painting
def site(pattern: str) -> str:
    """What a rule is for, short enough for a row."""
    try:
        parsed = parse_pattern(pattern)
    except TowpathError:  # a file of a newer version may hold what is not understood here
        return printable(pattern)
    return printable(_site(parsed))


def _site(pattern: SitePattern) -> str:
    match pattern:
        case Domain(name):
            return _tr("{name} and all below it").format(name=name)
        case Host(name):
            return _tr("{name} alone").format(name=name)
        case Network(network) if network.num_addresses == 1:
            return _tr("the address {address}").format(address=pattern)
        case Network(network):
            return _tr("addresses in {network}").format(network=network)
        case HostRegex():
            return _tr("names that fit {regex}").format(regex=pattern)


def reading(pattern: SitePattern) -> str:
    """The same in a whole sentence, for somebody who has just typed it."""
    match pattern:
        case Domain(name):
            return _tr("{name} and every name that ends in .{name}").format(name=name)
        case Host(name):
            return _tr("{name} alone, not the names below it").format(name=name)
        case Network(network) if network.num_addresses == 1:
            text = _tr("The address {address}, where it is typed as an address: names are not looked up")
            return text.format(address=pattern)
        case Network(network):
            text = _tr("Addresses from {first} to {last}, where they are typed as addresses: names are not looked up")
            return text.format(first=network[0], last=network[-1])
        case HostRegex():
            return _tr("Every host in whose name this regular expression is found")


def way(rule: SiteRule, snapshot: Snapshot) -> str:
    """`Through office (UP)`, `Direct`, `Blocked`."""
    text = sentence(way_text(rule.route, rule.connection, snapshot))
    if rule.route is not Route.VIA:
        return text
    state = snapshot.by_id(rule.connection)
    if state is None:
        return _tr("Its connection is gone")
    return _tr("{way} ({state})").format(way=text, state=word(state.status))


def way_sign(rule: SiteRule, snapshot: Snapshot) -> str | Status:
    """The icon for that, or the state whose icon it is: a rule whose connection was removed cannot work."""
    if rule.route is not Route.VIA:
        return way_icon(rule.route)
    state = snapshot.by_id(rule.connection)
    return state.status if state else Status.FAILED


def when_down(rule: SiteRule) -> str:
    """What the browser gets while the connection cannot be had; empty for rules without one."""
    if rule.route is not Route.VIA:
        return ""
    return _tr("Error page") if rule.when_down is WhenDown.CLOSED else _tr("Goes direct")


def lasts(rule: SiteRule, now: float) -> str:
    """How long it is there."""
    if rule.lifetime is Lifetime.LASTING:
        return _tr("Always")
    if rule.lifetime is Lifetime.SESSION:
        return _tr("Until Towpath ends")
    return time_left(max(0.0, rule.expires - now))
