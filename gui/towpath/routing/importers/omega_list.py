"""Lists of rules that SwitchyOmega and ZeroOmega publish, and those of Proxy Switchy! before them."""

from __future__ import annotations

from collections.abc import Iterable

from towpath.model.browsing import LeftOut
from towpath.model.language import translate
from towpath.routing.importers.entry import Direct, Entry, Goes, NotCarriedError, Profile, Reading, carried, left_out
from towpath.routing.importers.omega_condition import alternatives, meant, of_line
from towpath.routing.importers.regex_pattern import url_regex
from towpath.routing.importers.url_pattern import url_wildcard

FORMAT = "SwitchyOmega rule list"
LEGACY_FORMAT = "Switchy rule list"
HEADER = "[SwitchyOmega Conditions"


def is_list(text: str) -> bool:
    """Of the newer kind."""
    return text.lstrip().startswith(HEADER)


def is_legacy(text: str) -> bool:
    """Of the older kind."""
    return any(line.strip().upper() == "#BEGIN" for line in text.splitlines())


def read(text: str, *, fits: Goes, other: Goes) -> Reading:
    """`fits`: where a site goes that a rule is for, if the list does not say; `other`: where all others go."""
    lines = list(_lines(text))
    with_result = any(line.lower().split() in (["@with", "result"], ["@with", "results"]) for _, line in lines)
    if with_result:
        for _, line in lines:
            if line.startswith(("* +", ": * +")):
                other = _named(line.partition("* +")[2].strip())
    rules: list[Entry] = []
    lost: list[LeftOut] = []
    note = ""
    for number, line in lines:
        if line.startswith("@"):
            directive, _, rest = line[1:].partition(" ")
            note = rest.strip() if directive.lower() == "note" else note
            continue
        goes, rest = fits, line
        if line.startswith("!"):
            goes, rest = other, line[1:]
        elif with_result:
            rest, plus, profile = line.rpartition(" +")
            if not plus:
                lost.append(left_out(number, line, "it does not say where these sites go"))
                continue
            goes = _named(profile.strip())
        for condition in alternatives(of_line(rest.strip())):
            try:
                rules += carried(number, line, meant(condition), goes, enabled=not condition.disabled, note=note)
            except NotCarriedError as error:
                lost.append(left_out(number, line, str(error)))
        note = ""
    return Reading(FORMAT, rules, lost)


def read_legacy(text: str, *, fits: Goes, other: Goes) -> Reading:
    """Between `#BEGIN` and `#END` with sections `[Wildcard]` and `[Regexp]`; exceptions come first."""
    rules: list[Entry] = []
    exceptions: list[Entry] = []
    lost: list[LeftOut] = []
    begun, section = False, "WILDCARD"
    for number, line in _lines(text):
        if not begun:
            begun = line.upper() == "#BEGIN"
            continue
        if line.upper() == "#END":
            break
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].upper()
            continue
        excepted = line.startswith("!")
        rest = line.removeprefix("!")
        try:
            if section not in ("WILDCARD", "REGEXP"):
                raise NotCarriedError(
                    translate("Fact", "a section “{section}” is not known here").format(section=section)
                )
            found = (
                url_regex(rest) if section == "REGEXP" else url_wildcard(_completed(rest), anchored=True, itself=False)
            )
            (exceptions if excepted else rules).extend(carried(number, line, found, other if excepted else fits))
        except NotCarriedError as error:
            lost.append(left_out(number, line, str(error)))
    return Reading(LEGACY_FORMAT, exceptions + rules, lost)


def _named(profile: str) -> Goes:
    return Direct() if profile == "direct" else Profile(profile)


def _completed(wildcard: str) -> str:
    """Stars at both ends, unless an @ says that it is complete."""
    if wildcard.startswith("@"):
        return wildcard[1:]
    if "://" not in wildcard and not wildcard.startswith("*"):
        wildcard = f"*{wildcard}"
    return wildcard if wildcard.endswith("*") else f"{wildcard}*"


def _lines(text: str) -> Iterable[tuple[int, str]]:
    """Without comments, the header and empty ones, counted from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line and not line.startswith((";", HEADER)):
            yield number, line
