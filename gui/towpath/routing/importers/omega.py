"""Backups of SwitchyOmega and ZeroOmega (`OmegaOptions.bak`).

Profiles refer to each other: a switch profile sends some sites one way and all others to another profile, a fixed one
names a proxy and what goes direct nevertheless. Read is what the profile says that is on at start, or the first that
has rules and that no other refers to; the rules of others like it come after it, switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from towpath.model.browsing import LeftOut
from towpath.model.language import translate
from towpath.routing.importers import autoproxy, omega_list, pac_file
from towpath.routing.importers.entry import (
    AllSites,
    Direct,
    Entry,
    Goes,
    Malformed,
    NotCarriedError,
    Profile,
    Proxy,
    Reading,
    carried,
    left_out,
)
from towpath.routing.importers.json_text import Object, port_of
from towpath.routing.importers.omega_condition import alternatives, bypassed, meant, of_object
from towpath.routing.importers.overlap import Overlaps
from towpath.routing.importers.url_pattern import is_loopback

FORMAT = "SwitchyOmega"
_WITH_RULES = (
    "SwitchProfile",
    "VirtualProfile",
    "RuleListProfile",
    "SwitchyRuleListProfile",
    "AutoProxyRuleListProfile",
)
DEEPEST = 50
_RESULT = re.compile(r" \+([^\r\n]+)$", re.MULTILINE)
_PROXIES = ("fallbackProxy", "proxyForHttps", "proxyForHttp", "proxyForFtp")


def is_backup(found: Object) -> bool:
    """By the names of its members."""
    return any(name.startswith("+") for name in found) or "schemaVersion" in found


def read(found: Object) -> Reading:
    """Raises Malformed."""
    return _Backup(found).read()


class _Backup:
    """The profiles by their names, and what each says of all sites: always ends with an entry for all of them."""

    def __init__(self, found: Object) -> None:
        self._found = found
        self._profiles = {
            name[1:]: profile for name, profile in found.items() if name.startswith("+") and isinstance(profile, Object)
        }
        self._said: dict[str, list[Entry]] = {}
        self._open: set[str] = set()
        self._overlaps = Overlaps()
        self._lost: list[LeftOut] = []
        self._bypassed: list[Entry] = []

    def read(self) -> Reading:
        """Of all profiles."""
        referred = {name for profile in self._profiles.values() for name in _references(profile)}
        roots = [name for name in self._profiles if name not in referred]
        start = self._found.text("-startupProfileName")
        with_rules = [name for name in roots if self._kind(name) in _WITH_RULES]
        on = start if start in self._profiles else next(iter([*with_rules, *roots]), "")
        everywhere = Entry(
            line=self._found.line,
            text=translate("Fact", "profile {on}").format(on=shown_name(on)),
            sites=AllSites(),
            goes=Direct(),
        )
        rules = self._sent([everywhere], on) if on else []
        for name in roots:
            if name != on:
                rules += self._switched_off(name)
        told = {(entry.line, entry.text) for entry in rules} | {(one.line, one.text) for one in self._lost}
        for entry in self._bypassed:
            if not is_loopback(entry.sites) and (entry.line, entry.text) not in told:
                self._lose(entry.line, entry.text, "no rule sends such a site through the proxy it is an exception of")
        return Reading(FORMAT, rules, self._lost)

    def _kind(self, name: str) -> str:
        return self._profiles[name].text("profileType")

    def _lose(self, line: int, text: str, why: str) -> None:
        self._lost.append(left_out(line, text, why))

    def _switched_off(self, name: str) -> list[Entry]:
        """What a profile says that is not on."""
        line, text = self._profiles[name].line, translate("Fact", "profile {name}").format(name=shown_name(name))
        if self._kind(name) not in (*_WITH_RULES, "PacProfile"):
            self._lose(line, text, "it was not on, and no rule sends a site there")
            return []
        said = self._sent([Entry(line=line, text=text, sites=AllSites(), goes=Direct())], name)
        found = [entry for entry in said if not isinstance(entry.sites, AllSites)]
        if found:
            self._lose(line, text, "it was not on: its rules are there, and switched off")
        return [msgspec.structs.replace(entry, enabled=False, note=entry.note or text) for entry in found]

    def _profile(self, name: str) -> list[Entry]:
        """Raises NotCarriedError for what no rule can say."""
        if name == "direct":
            return [Entry(line=1, text=name, sites=AllSites(), goes=Direct())]
        if name in self._said:
            return self._said[name]
        if name == "system":
            raise NotCarriedError("it goes as the system's settings say")
        profile = self._profiles.get(name)
        if profile is None:
            raise NotCarriedError(translate("Fact", "there is no profile {name}").format(name=shown_name(name)))
        if name in self._open or len(self._open) > DEEPEST:
            raise NotCarriedError(translate("Fact", "profile {name} refers to itself").format(name=shown_name(name)))
        self._open.add(name)
        try:
            said = self._says(name, profile)
        except Malformed as error:
            raise NotCarriedError(
                translate("Fact", "in profile {name}, line {line}: {detail}").format(
                    name=shown_name(name), line=error.line, detail=error.detail
                )
            ) from error
        finally:
            self._open.discard(name)
        self._said[name] = said
        return said

    def _says(self, name: str, profile: Object) -> list[Entry]:
        everywhere = Entry(
            line=profile.line,
            text=translate("Fact", "profile {name}").format(name=shown_name(name)),
            sites=AllSites(),
            goes=Direct(),
        )
        kind = profile.text("profileType")
        if kind == "DirectProfile":
            return [everywhere]
        if kind == "FixedProfile":
            return self._fixed(name, profile, everywhere)
        if kind == "PacProfile":
            return self._elsewhere(profile, pac_file.read(profile.text("pacScript"), fits=Profile(name)))
        if kind not in _WITH_RULES:
            raise NotCarriedError(
                translate("Fact", "a profile of the kind “{kind}” cannot be said by rules").format(kind=kind)
            )
        said = self._switched(profile) if kind in ("SwitchProfile", "VirtualProfile") else self._listed(profile)
        return [*said, *self._sent([everywhere], profile.text("defaultProfileName", "direct"))]

    def _fixed(self, name: str, profile: Object, everywhere: Entry) -> list[Entry]:
        exceptions: list[Entry] = []
        for condition in profile.objects("bypassList"):
            text = condition.text("pattern")
            if text == "<local>":  # this machine itself, there
                continue
            try:
                exceptions += carried(condition.line, text, bypassed(text), Direct())
            except NotCarriedError as error:
                self._lose(condition.line, text, str(error))
        self._bypassed += exceptions
        proxies = [profile.object(key) for key in _PROXIES if profile.object(key)]
        if not proxies:
            return [everywhere]
        first = Proxy(shown_name(name), proxies[0].text("host"), port_of(proxies[0]))
        for other in proxies[1:]:
            if (other.text("host"), other.text("port")) != (proxies[0].text("host"), proxies[0].text("port")):
                text = f"{shown_name(name)}: {other.text('host')}:{other.text('port')}"
                self._lose(
                    other.line,
                    text,
                    translate("Fact", "a proxy for one scheme; here all goes where {host}:{port} is for").format(
                        host=first.host, port=first.port
                    ),
                )
        return [*exceptions, msgspec.structs.replace(everywhere, goes=first)]

    def _switched(self, profile: Object) -> list[Entry]:
        said: list[Entry] = []
        for rule in profile.objects("rules"):
            name, note = rule.text("profileName"), rule.text("note")
            goes = self._way(name)
            for condition in alternatives(of_object(rule.object("condition"))):
                text, enabled = condition.pattern or condition.kind, not condition.disabled
                try:
                    found = list(carried(rule.line, text, meant(condition), goes, enabled=enabled, note=note))
                except NotCarriedError as error:
                    self._lose(rule.line, text, str(error))
                    continue
                said += self._sent(found, name)
        return said

    def _listed(self, profile: Object) -> list[Entry]:
        text = profile.text("ruleList").strip()
        fits = self._way(profile.text("matchProfileName", "direct"))
        other = self._way(profile.text("defaultProfileName", "direct"))
        if omega_list.is_list(text):
            return self._elsewhere(profile, omega_list.read(text, fits=fits, other=other))
        if omega_list.is_legacy(text):
            return self._elsewhere(profile, omega_list.read_legacy(text, fits=fits, other=other))
        if autoproxy.is_list(text) or profile.text("format") == "AutoProxy":
            return self._elsewhere(profile, autoproxy.read(text, fits=fits, other=other))
        return self._elsewhere(profile, omega_list.read(text, fits=fits, other=other))

    def _elsewhere(self, profile: Object, reading: Reading) -> list[Entry]:
        """What a text in the backup says: all of it stands in one line of the file."""
        for lost in reading.left_out:
            self._lose(profile.line, lost.text, lost.why)
        said: list[Entry] = []
        for entry in reading.entries:
            entry = msgspec.structs.replace(entry, line=profile.line)
            said += self._sent([entry], entry.goes.name) if isinstance(entry.goes, Profile) else [entry]
        return said

    def _way(self, name: str) -> Goes:
        """Whether all of it goes direct is to be known first: what goes direct is never to be more than there."""
        try:
            direct = all(isinstance(entry.goes, Direct) for entry in self._profile(name))
        except NotCarriedError:
            direct = False
        return Direct() if direct else Profile(name)

    def _sent(self, found: Iterable[Entry], name: str) -> list[Entry]:
        """What the profile of that name says of the sites of these entries."""
        said: list[Entry] = []
        for entry in found:
            try:
                behind = self._profile(name)
            except NotCarriedError as error:
                self._lose(entry.line, entry.text, str(error))
                continue
            if isinstance(entry.sites, AllSites):
                said += behind
                continue
            for one in self._overlaps.unclear(behind, entry.sites):
                self._lose(
                    one.line,
                    one.text,
                    translate("Fact", "which of its sites are among those of {text} cannot be told").format(
                        text=entry.text
                    ),
                )
            said += self._overlaps.narrowed(behind, entry)
        return said


def shown_name(name: str) -> str:
    """Of a profile; the list that belongs to a switch profile has a name that nobody gave it."""
    return name.removeprefix("__ruleListOf_")


def _references(profile: Object) -> Iterable[str]:
    yield profile.text("defaultProfileName")
    yield profile.text("matchProfileName")
    for rule in profile.objects("rules"):
        yield rule.text("profileName")
    yield from (found[1].strip() for found in _RESULT.finditer(profile.text("ruleList")))
