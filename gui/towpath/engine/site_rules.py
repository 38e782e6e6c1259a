"""The site rules in their order: the lasting ones are in the configuration, the others here alone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from towpath.engine.loop import Loop, Timer
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.site_pattern import canonical
from towpath.model.site_rule import Lifetime, SiteRule

HOUR_SECONDS = 3600.0
LOOK_SECONDS = 60.0
"""At most so long until it is seen that the wall clock was set, or stood still for the timers."""

Rules = tuple[SiteRule, ...]


class SiteRules:
    """Engine thread only; never waits but for the configuration file.

    `write` keeps the lasting ones and raises what that raises: what could not be written is not pretended. `check`
    raises where a rule must not lead. `changed` is told after every change.
    """

    def __init__(
        self,
        kept: Iterable[SiteRule],
        *,
        loop: Loop,
        write: Callable[[Rules], None],
        check: Callable[[SiteRule], None],
        changed: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._write = write
        self._check = check
        self._changed = changed
        self._timer: Timer | None = None
        self.notices: tuple[Problem, ...] = ()
        """What the user should be told about those that were kept."""
        self.all: Rules = self._understood(kept)

    def save(self, rule: SiteRule, before: str | None) -> None:
        """Add it, or replace the one with its id. Raises INVALID, UNKNOWN_CONNECTION, UNKNOWN_RULE."""
        rule = self._dated(replace(rule, id=rule.id or new_id(), pattern=canonical(rule.pattern)))
        known = next((one for one in self.all if one.id == rule.id), None)
        if known is None or _leads(known) != _leads(rule):  # else it may go on leading to what is no more
            self._check(rule)
        if known and before in (None, rule.id):
            self._replace(tuple(rule if one is known else one for one in self.all))
            return
        others = tuple(one for one in self.all if one.id != rule.id)
        self._replace(_inserted(others, (rule,), others[0].id if before is None and others else before or ""))

    def add(self, rules: Sequence[SiteRule]) -> None:
        """Put these, whose patterns are canonical, at the end."""
        self._replace((*self.all, *(self._dated(rule) for rule in rules)))

    def arrange(self, rule_id: str, before: str) -> None:
        """Give one another place. Raises UNKNOWN_RULE."""
        rule = self._known(rule_id)
        if before != rule_id:
            others = tuple(one for one in self.all if one is not rule)
            self._replace(_inserted(others, (rule,), before))

    def remove(self, ids: Iterable[str]) -> None:
        """Forget these, all or none. Raises UNKNOWN_RULE."""
        gone = set(ids)
        if unknown_ids := gone.difference(one.id for one in self.all):
            raise unknown(min(unknown_ids))
        self._replace(tuple(one for one in self.all if one.id not in gone))

    def look(self) -> None:
        """Let those go whose hour is over: the time may have passed while the machine slept."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = self._loop.clock.time()
        kept = tuple(one for one in self.all if not one.expires or one.expires > now)
        left = [one.expires - now for one in kept if one.expires]
        if left:
            self._timer = self._loop.later(min(*left, LOOK_SECONDS), self.look)
        if len(kept) != len(self.all):
            self.all = kept
            self._changed()

    def _replace(self, rules: Rules) -> None:
        if rules == self.all:
            return
        lasting = _lasting(rules)
        if lasting != _lasting(self.all):
            self._write(lasting)
        self.all = rules
        self._changed()
        self.look()

    def _known(self, rule_id: str) -> SiteRule:
        rule = next((one for one in self.all if one.id == rule_id), None)
        if rule is None:
            raise unknown(rule_id)
        return rule

    def _dated(self, rule: SiteRule) -> SiteRule:
        """With the time at which its hour ends; one that has begun goes on."""
        if rule.lifetime is not Lifetime.HOUR:
            return replace(rule, expires=0.0)
        now = self._loop.clock.time()
        begun = now < rule.expires <= now + HOUR_SECONDS
        return rule if begun else replace(rule, expires=now + HOUR_SECONDS)

    def _understood(self, kept: Iterable[SiteRule]) -> Rules:
        """A person may have written into the file: what cannot be understood is there, and switched off."""
        rules: dict[str, SiteRule] = {}
        for rule in kept:
            if rule.lifetime is not Lifetime.LASTING:
                continue
            if not rule.id or rule.id in rules:
                rule = replace(rule, id=new_id())
            try:
                rules[rule.id] = replace(rule, pattern=canonical(rule.pattern), expires=0.0)
            except TowpathError as error:
                rules[rule.id] = replace(rule, enabled=False, expires=0.0)
                self.notices = (*self.notices, error.problem)
        return tuple(rules.values())


def new_id() -> str:
    """For a rule."""
    return secrets.token_hex(6)


def unknown(rule_id: str) -> TowpathError:
    """There is no such rule."""
    return TowpathError(Problem(ProblemKind.UNKNOWN_RULE, rule_id))


def _leads(rule: SiteRule) -> object:
    return rule.route, rule.connection, rule.lifetime


def _lasting(rules: Rules) -> Rules:
    return tuple(rule for rule in rules if rule.lifetime is Lifetime.LASTING)


def _inserted(others: Rules, rules: Rules, before: str) -> Rules:
    """`rules` among the others, before the one with this id; empty for the end."""
    if not before:
        return (*others, *rules)
    place = next((number for number, one in enumerate(others) if one.id == before), None)
    if place is None:
        raise unknown(before)
    return (*others[:place], *rules, *others[place:])
