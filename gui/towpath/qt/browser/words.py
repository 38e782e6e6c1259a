"""Ways, modes and what the desktop's setting is, in words: for all parts of the page, and for the tray."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.model.browsing import BrowserState, SystemProxyState, SystemProxyStatus
from towpath.model.site_rule import BrowserMode, Route
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.model.words import as_sentence

_ICONS = {Route.VIA: "way-via", Route.DIRECT: "way-direct", Route.BLOCK: "way-block"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Browser", text)


def connection_name(connection_id: str, snapshot: Snapshot) -> str:
    """What people call it; empty when there is no such connection any more."""
    state = snapshot.by_id(connection_id)
    return printable(state.connection.name) if state else ""


def way_text(route: Route, connection_id: str, snapshot: Snapshot) -> str:
    """`through Lab`, `direct`, `blocked`: follows other words."""
    match route:
        case Route.DIRECT:
            return _tr("direct")
        case Route.BLOCK:
            return _tr("blocked")
        case Route.VIA:
            name = connection_name(connection_id, snapshot)
            return _tr("through {name}").format(name=name) if name else _tr("through a connection that was removed")


def way_icon(route: Route) -> str:
    """The shape of a way."""
    return _ICONS[route]


def mode_text(browser: BrowserState, snapshot: Snapshot) -> str:
    """How the switch stands, in few words."""
    match browser.mode:
        case BrowserMode.OFF:
            return _tr("off")
        case BrowserMode.RULES:
            return _tr("by the rules")
        case BrowserMode.EVERYTHING:
            return _tr("everything {way}").format(way=way_text(Route.VIA, browser.everything_via, snapshot))


def mode_sentence(mode: BrowserMode) -> str:
    """What the position of the switch means for browsers. For EVERYTHING the name of a connection has to follow."""
    match mode:
        case BrowserMode.OFF:
            return _tr("Browsers go their own way; those opened here follow the rules.")
        case BrowserMode.RULES:
            return _tr("Sites with a rule go its way, all others directly.")
        case BrowserMode.EVERYTHING:
            return _tr("Sites with a rule go its way, all others through")


def trouble_text(system: SystemProxyState) -> str:
    """What is wrong with the desktop's setting, in few words; empty when nothing is."""
    desktop = _desktop(system)
    if system.status is SystemProxyStatus.TAKEN:
        return _tr("another program changed the proxy setting of {desktop}").format(desktop=desktop)
    if system.status is SystemProxyStatus.FAILED:
        return _tr("the proxy setting of {desktop} could not be changed").format(desktop=desktop)
    return ""


def system_sentence(browser: BrowserState, *, change_system: bool) -> str:
    """What the desktop's proxy setting is to us, and what becomes of it."""
    system = browser.system
    desktop, now, before = _desktop(system), printable(system.now), printable(system.before)
    off = browser.mode is BrowserMode.OFF
    match system.status:
        case SystemProxyStatus.UNSUPPORTED if not system.desktop:
            text = _tr("This desktop has no proxy setting that browsers follow: open a browser from here.")
        case SystemProxyStatus.UNSUPPORTED:
            text = _tr("{desktop} has no proxy setting that browsers follow: open a browser from here.")
        case SystemProxyStatus.NOT_OURS if not off and not change_system:
            text = _tr(
                "The proxy setting of {desktop} is left alone, as you chose in the settings: open a browser from here."
            )
        case SystemProxyStatus.NOT_OURS if now:
            text = _tr("The proxy setting of {desktop} is not Towpath's. It is {now}.")
        case SystemProxyStatus.NOT_OURS:
            text = _tr("The proxy setting of {desktop} is not Towpath's. It has no proxy.")
        case SystemProxyStatus.OURS if before:
            text = _tr("The proxy setting of {desktop} is Towpath's. Switched off, {before} comes back.")
        case SystemProxyStatus.OURS:
            text = _tr("The proxy setting of {desktop} is Towpath's. Switched off, there is no proxy, as before.")
        case SystemProxyStatus.TAKEN if now:
            text = _tr("Another program changed the proxy setting of {desktop} to {now}. It is left alone.")
        case SystemProxyStatus.TAKEN:
            text = _tr("Another program took the proxy out of the setting of {desktop}. It is left alone.")
        case SystemProxyStatus.FAILED if system.problem is not None:
            return as_sentence(system.problem)
        case _:
            text = _tr("The proxy setting of {desktop} could not be changed.")
    return text.format(desktop=desktop, now=now, before=before)


def _desktop(system: SystemProxyState) -> str:
    return printable(system.desktop) or _tr("this desktop")
