"""Files with rules that other programs wrote. What they are is seen from their content, not from their names.

A reader for each format says what stands there (`entry.Entry`); here it becomes rules. What cannot be one is told with
its line: nothing is dropped in silence.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from collections.abc import Callable, Iterable

from towpath.model.browsing import LeftOut, RulesRead
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.host_name import is_this_machine, normal_host
from towpath.model.language import translate
from towpath.model.site_rule import Lifetime, Route, SiteRule
from towpath.model.words import said
from towpath.routing.importers import autoproxy, domain_list, foxyproxy, omega, omega_list, pac_file
from towpath.routing.importers.entry import (
    AllSites,
    Direct,
    Entry,
    Goes,
    Listed,
    Malformed,
    Profile,
    Proxy,
    Reading,
    left_out,
)
from towpath.routing.importers.json_text import parsed
from towpath.routing.importers.url_pattern import is_loopback

MOST_BYTES = 16 << 20
MOST_RULES = 50_000
LONGEST_NOTE = 200

Choose = Callable[[str, int], str | None]


def read_rules(content: bytes, name: str, *, choose: Choose, via: str, route: Route, lifetime: Lifetime) -> RulesRead:
    """All rules of the file in their order, each with an id of its own.

    `name` is for messages. `choose` gives the connection whose dynamic forward listens at a foreign proxy's host and
    port; `via`, unless empty, the one for all that goes through a proxy. `route` is for files that only list sites.
    Raises TowpathError RULE_FILE_MALFORMED, with the line.
    """
    try:
        reading = _read(_text(content), Direct() if route is Route.DIRECT else Listed())
        if len(reading.entries) > MOST_RULES:
            raise Malformed(1, translate("Fact", "it has more than {most_rules} rules").format(most_rules=MOST_RULES))
    except Malformed as error:
        facts = {"line": str(error.line), "detail": error.detail}
        raise TowpathError(Problem(ProblemKind.RULE_FILE_MALFORMED, name, facts)) from error
    making = _Making(choose, via, route, lifetime)
    making.all_of(reading.entries)
    lost = sorted(dict.fromkeys([*reading.left_out, *making.left_out]), key=lambda one: one.line)
    return RulesRead(format=reading.format, rules=tuple(making.rules), left_out=tuple(lost))


def _read(text: str, fits: Goes) -> Reading:
    start = text.lstrip()
    if start.startswith(("ey", "ew")) and (decoded := _from_base64(start)):  # as backups were up to SwitchyOmega 2.0
        text = start = decoded
    if start.startswith("{"):
        found = parsed(text)
        if foxyproxy.is_foxyproxy(found):
            return foxyproxy.read(found)
        if omega.is_backup(found):
            return omega.read(found)
        raise Malformed(1, "")
    if omega_list.is_list(text):
        return omega_list.read(text, fits=fits, other=Direct())
    if omega_list.is_legacy(text):
        return omega_list.read_legacy(text, fits=fits, other=Direct())
    if autoproxy.is_list(text):
        return autoproxy.read(text, fits=fits, other=Direct())
    if pac_file.is_pac(text):
        return pac_file.read(text, fits=fits)
    return domain_list.read(text, fits=fits)


def _text(content: bytes) -> str:
    """Raises Malformed."""
    if len(content) > MOST_BYTES:
        raise Malformed(1, translate("Fact", "it has more than {what} MB").format(what=MOST_BYTES >> 20))
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Malformed(line, "it has bytes in it that are no text in UTF-8") from error
    if "\0" in text:
        raise Malformed(text[: text.index("\0")].count("\n") + 1, "it is no text")
    return text


def _from_base64(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9+/=\s]+", text):
        return ""
    try:
        return base64.b64decode("".join(text.split())).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


class _Making:
    """Makes rules of what was found."""

    def __init__(self, choose: Choose, via: str, route: Route, lifetime: Lifetime) -> None:
        self._choose = choose
        self._via = via
        self._route = route
        self._lifetime = lifetime
        self._remarks: dict[str, list[Entry]] = {}
        self.rules: list[SiteRule] = []
        self._lost: list[LeftOut] = []

    @property
    def left_out(self) -> Iterable[LeftOut]:
        """What became no rule, and, once for each kind, what is not quite as it was there."""
        yield from self._lost
        for remark, found in self._remarks.items():
            more = translate("Fact", " and {what} more").format(what=len(found) - 1) if len(found) > 1 else ""
            yield left_out(
                found[0].line,
                f"{found[0].text}{more}",
                translate("Fact", "carried over, but {remark}").format(remark=said(remark)),
            )

    def all_of(self, entries: Iterable[Entry]) -> None:
        """In their order. Behind what is for all sites, nothing was ever reached."""
        decided = False
        for entry in entries:
            if isinstance(entry.sites, AllSites):
                if not decided:
                    self._all_sites(entry)
                decided = decided or entry.enabled
            elif decided and entry.enabled:
                self._lose(entry, "it stands behind what is for all sites, and had no effect")
            else:
                self._one(entry)

    def _lose(self, entry: Entry, why: str) -> None:
        self._lost.append(left_out(entry.line, entry.text, why))

    def _all_sites(self, entry: Entry) -> None:
        if not entry.enabled:
            self._lose(entry, "it is for all sites, and was switched off")
        elif not isinstance(entry.goes, Direct):
            self._lose(entry, "it is for all sites that no rule is for: use Everything")

    def _one(self, entry: Entry) -> None:
        if is_loopback(entry.sites):
            if not isinstance(entry.goes, Direct):
                self._lose(entry, "this machine itself always goes direct")
            return
        route, connection = self._way(entry.goes)
        if route is Route.VIA and not connection:
            self._lose(
                entry,
                translate("Fact", "no connection is known for {goes}: say through which it shall go").format(
                    goes=_shown(entry.goes)
                ),
            )
            return
        if route is Route.DIRECT and entry.wider:
            self._lose(
                entry,
                translate("Fact", "{remark}, which would let more go direct than there").format(
                    remark=said(entry.remark)
                ),
            )
            return
        if entry.remark:
            self._remarks.setdefault(entry.remark, []).append(entry)
        rule = SiteRule(
            id=uuid.uuid4().hex,
            pattern=str(entry.sites),
            route=route,
            connection=connection,
            enabled=entry.enabled,
            note=" ".join(entry.note.split())[:LONGEST_NOTE],
            lifetime=self._lifetime,
        )
        self.rules.append(rule)

    def _way(self, goes: Goes) -> tuple[Route, str]:
        if isinstance(goes, Direct):
            return Route.DIRECT, ""
        if isinstance(goes, Listed):
            return self._route, self._via if self._route is Route.VIA else ""
        if self._via or not isinstance(goes, Proxy) or not is_this_machine(normal_host(goes.host)):
            return Route.VIA, self._via
        return Route.VIA, self._choose(goes.host, goes.port) or ""


def _shown(goes: Goes) -> str:
    if isinstance(goes, Proxy):
        where = f"{goes.host}:{goes.port}"
        return (
            translate("Fact", "the proxy {where}").format(where=where)
            if goes.name in ("", where)
            else translate("Fact", "the proxy {name} ({where})").format(name=goes.name, where=where)
        )
    return translate("Fact", "the proxy {name}").format(name=goes.name) if isinstance(goes, Profile) else "these sites"
