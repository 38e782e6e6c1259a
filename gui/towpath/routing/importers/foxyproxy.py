"""Exports of FoxyProxy: versions 6 and 7, and those from 8 on.

From 8 on patterns are held against the whole URL, before against the host alone. The first proxy decides that has an
active pattern that fits and none among its excluded ones; without any the site goes direct.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from towpath.model.browsing import LeftOut
from towpath.model.language import translate
from towpath.model.words import said
from towpath.routing.importers.entry import (
    AllSites,
    Direct,
    Entry,
    Goes,
    Malformed,
    Meant,
    NotCarriedError,
    Proxy,
    Reading,
    carried,
    left_out,
)
from towpath.routing.importers.json_text import Object, port_of
from towpath.routing.importers.overlap import Overlaps
from towpath.routing.importers.regex_pattern import host_regex, url_regex
from towpath.routing.importers.url_pattern import (
    ONE_SCHEME,
    host_wildcard,
    network,
    plain_host,
    subdomains,
    url_wildcard,
)

FORMAT = "FoxyProxy"
MOST_PROXIES = 2000
_OLD_TYPES = {"1": "http", "2": "https", "3": "socks5", "4": "socks4", "5": "direct"}
_OLD_SCHEMES = {"2": "http", "4": "https"}
_NETWORK = re.compile(r"[0-9]+(?:\.[0-9]+){3}/[0-9]+")


class _Way(msgspec.Struct, frozen=True):
    """A proxy with its patterns."""

    active: bool
    include: list[Entry]
    exclude: list[Entry]


def is_foxyproxy(found: Object) -> bool:
    """Of any version."""
    return isinstance(found.get("data"), list) or bool(_old_proxies(found))


def read(found: Object) -> Reading:
    """Raises Malformed."""
    lost: list[LeftOut] = []
    old = _old_proxies(found)
    if max(len(old), len(found.objects("data"))) > MOST_PROXIES:
        raise Malformed(
            found.line, translate("Fact", "it has more than {most_proxies} proxies").format(most_proxies=MOST_PROXIES)
        )
    ways = [_old_way(proxy, lost) for proxy in old] if old else [_way(proxy, lost) for proxy in found.objects("data")]
    rules: list[Entry] = [] if old else list(_global(found, lost))
    rules += _in_one_order(ways, lost)
    mode = found.text("mode")
    if ":" in mode:
        lost.append(
            left_out(
                found.line,
                translate("Fact", "mode {mode}").format(mode=mode),
                "it was set to one proxy for all sites: use Everything",
            )
        )
    if found.object("container"):
        lost.append(left_out(found.object("container").line, "container", "rules do not tell windows and tabs apart"))
    return Reading(FORMAT, rules, lost)


def _in_one_order(ways: Sequence[_Way], lost: list[LeftOut]) -> list[Entry]:
    """An excluded site goes where the proxies behind send it, or direct."""
    overlaps = Overlaps()
    behind: list[Entry] = []
    for way in reversed(ways):
        rules: list[Entry] = []
        for excluded in way.exclude:
            unclear = overlaps.unclear(behind, excluded.sites) if way.active and excluded.enabled else []
            if unclear:
                why = translate(
                    "Fact", "whether it goes direct, or as {text} says, cannot be told for all of its sites"
                ).format(text=unclear[0].text)
                lost.append(left_out(excluded.line, excluded.text, why))
                continue
            elsewhere = overlaps.narrowed(behind, excluded) if way.active and excluded.enabled else []
            if elsewhere and elsewhere[-1].enabled and elsewhere[-1].sites == excluded.sites:
                last = elsewhere.pop()
                excluded = excluded if isinstance(last.goes, Direct) else last
            rules += [*elsewhere, excluded]
        behind = rules + way.include + behind
    return behind


# --- from version 8 on


def _way(proxy: Object, lost: list[LeftOut]) -> _Way:
    kind = proxy.text("type")
    goes: Goes = Proxy(proxy.text("title"), proxy.text("hostname"), port_of(proxy))
    if kind == "direct":
        goes = Direct()
    active = proxy.flag("active", default=True)
    include, exclude, in_tabs = (proxy.objects(name) for name in ("include", "exclude", "tabProxy"))
    _say_unused(proxy, proxy.text("hostname") or kind, [*include, *exclude, *in_tabs], lost)
    in_no_tab = "rules do not tell windows and tabs apart"
    lost += [left_out(pattern.line, pattern.text("pattern"), in_no_tab) for pattern in in_tabs]
    if kind == "pac":
        why = "it goes where another PAC file says"
        lost += [left_out(pattern.line, pattern.text("pattern"), why) for pattern in include + exclude]
        return _Way(active, [], [])
    return _Way(
        active,
        list(_patterns(include, goes, active, _meant, lost)),
        list(_patterns(exclude, Direct(), active, _meant, lost)),
    )


def _meant(found: Object) -> Meant:
    text = found.text("pattern")
    return url_regex(text) if found.text("type") == "regex" else url_wildcard(text, anchored=False, itself=True)


def _global(found: Object, lost: list[LeftOut]) -> Iterable[Entry]:
    """What no proxy is for. The first versions called it otherwise."""
    wildcards = found.text("globalExcludeWildcard").split()
    regexes = found.text("globalExcludeRegex").split()
    passed = re.split(r"[\s,;]+", found.text("passthrough"))
    readers: list[tuple[list[str], Callable[[str], Meant]]] = [
        (wildcards, lambda text: url_wildcard(text, anchored=False, itself=True)),
        (regexes, url_regex),
        ([text for text in passed if text], _passed),
    ]
    for texts, meant in readers:
        for text in texts:
            try:
                yield from carried(found.line, text, meant(text), Direct())
            except NotCarriedError as error:
                lost.append(left_out(found.line, text, str(error)))


def _passed(text: str) -> Meant:
    if text == "<local>":
        return plain_host()
    if _NETWORK.fullmatch(text):
        return network(text, names_too=False)
    if text.startswith("."):
        return subdomains(text[1:])
    if "://" in text:
        return url_wildcard(f"{text}/", anchored=True, itself=False)
    return host_wildcard(text, itself=False)


# --- versions 6 and 7


def _old_proxies(found: Object) -> list[Object]:
    """In their order. Version 6 had them in a list, 7 by their ids."""
    listed = found.get("proxySettings")
    all_of_them = found.objects("proxySettings") if isinstance(listed, list) else found.values()
    proxies = [one for one in all_of_them if isinstance(one, Object) and "whitePatterns" in one]

    def place(proxy: Object) -> float:
        index = proxy.get("index")
        return index if isinstance(index, float) else 0.0

    return sorted(proxies, key=place)


def _old_way(proxy: Object, lost: list[LeftOut]) -> _Way:
    kind = _OLD_TYPES.get(proxy.text("type"), "")
    goes: Goes = Proxy(proxy.text("title"), proxy.text("address"), port_of(proxy))
    if kind == "direct":
        goes = Direct()
    active = proxy.flag("active", default=True)
    white, black = proxy.objects("whitePatterns"), proxy.objects("blackPatterns")
    _say_unused(proxy, proxy.text("address") or "direct", white + black, lost)
    if not kind:
        why = "it goes as the system's settings, or a PAC file, say"
        lost += [left_out(pattern.line, pattern.text("pattern"), why) for pattern in white + black]
        return _Way(active, [], [])
    return _Way(
        active,
        list(_patterns(white, goes, active, _old_meant, lost)),
        list(_patterns(black, Direct(), active, _old_meant, lost)),
    )


def _old_meant(found: Object) -> Meant:
    text = found.text("pattern").strip()
    meant = host_regex(text) if found.text("type") == "2" else _old_wildcard(text)
    if scheme := _OLD_SCHEMES.get(found.text("protocols")):
        if meant.sites == (AllSites(),):
            raise NotCarriedError(
                translate("Fact", "it is for {scheme} only, and a rule is for all of a site").format(scheme=scheme)
            )
        return Meant(meant.sites, said(ONE_SCHEME).format(scheme=scheme), wider=True)
    return meant


def _old_wildcard(text: str) -> Meant:
    if text.startswith("."):
        return Meant(host_wildcard(f"*{text}", itself=True).sites)
    if not text.startswith("**"):
        return host_wildcard(text, itself=True)
    open_end = text.endswith("*")
    text = text.strip("*")
    if not text:
        return Meant((AllSites(),))
    if text.startswith(".") and not open_end:
        return subdomains(text[1:])
    return host_wildcard(f"*{text}*" if open_end else f"*{text}", itself=False)


# --- both


def _patterns(
    found: Iterable[Object], goes: Goes, active: bool, meant: Callable[[Object], Meant], lost: list[LeftOut]
) -> Iterable[Entry]:
    for one in found:
        text, title = one.text("pattern"), one.text("title")
        try:
            yield from carried(
                one.line,
                text,
                meant(one),
                goes,
                enabled=active and one.flag("active", default=True),
                note=title if title != text else "",
            )
        except NotCarriedError as error:
            lost.append(left_out(one.line, text, str(error)))


def _say_unused(proxy: Object, name: str, patterns: Sequence[Object], lost: list[LeftOut]) -> None:
    if not patterns and name != "direct":
        lost.append(left_out(proxy.line, proxy.text("title") or name, "it has no patterns, so no site goes through it"))
