"""Which sites browsers asked for lately. In memory only."""

from __future__ import annotations

import time
from collections import OrderedDict
from functools import cached_property

from publicsuffixlist import PublicSuffixList

from towpath.model.browsing import SiteSeen
from towpath.model.error import Problem
from towpath.model.host_name import address_of
from towpath.net.meter import Meter
from towpath.routing.rules import HERE, Verdict

MOST_SITES = 300
"""The one that was asked for the longest time ago makes room."""


class Site:
    """One host and port. `meters` are those of its open requests; the router's relay adds them."""

    def __init__(self, host: str, port: int, domain: str) -> None:
        self.host, self.port, self.domain = host, port, domain
        self.verdict: Verdict = HERE
        self.requests = 0
        self.open = 0
        self.seen_at = 0.0
        self.problem: Problem | None = None
        self.meters: set[Meter] = set()
        self._ended_down = self._ended_up = 0

    def ended(self, meter: Meter | None) -> None:
        """One request has; what went through it, if it had a way at all, is kept."""
        self.open -= 1
        if meter:
            self.meters.discard(meter)
            traffic = meter.traffic()
            self._ended_down += traffic.down
            self._ended_up += traffic.up

    def seen(self) -> SiteSeen:
        """As it is now."""
        under_way = [meter.traffic() for meter in tuple(self.meters)]  # in one go, as one may be added meanwhile
        verdict = self.verdict
        return SiteSeen(
            host=self.host,
            port=self.port,
            domain=self.domain,
            route=verdict.route,
            connection=verdict.connection,
            rule=verdict.rule.id if verdict.rule else "",
            requests=self.requests,
            open=self.open,
            down=self._ended_down + sum(traffic.down for traffic in under_way),
            up=self._ended_up + sum(traffic.up for traffic in under_way),
            seen_at=self.seen_at,
            problem=self.problem,
        )


class SiteLog:
    """Locked by its user."""

    def __init__(self) -> None:
        self._sites: OrderedDict[tuple[str, int], Site] = OrderedDict()

    def asked(self, host: str, port: int, verdict: Verdict) -> Site:
        """A request for a host in its normal form. It is open from now on."""
        site = self._sites.get((host, port))
        if site is None:
            site = self._sites[host, port] = Site(host, port, self._domain_of(host))
            if len(self._sites) > MOST_SITES:
                self._sites.popitem(last=False)
        self._sites.move_to_end((host, port))
        site.verdict = verdict
        site.requests += 1
        site.open += 1
        site.seen_at = time.time()
        site.problem = None
        return site

    def sites(self) -> tuple[SiteSeen, ...]:
        """The latest first."""
        return tuple(site.seen() for site in reversed(self._sites.values()))

    def forget(self) -> None:
        """All of them."""
        self._sites.clear()

    @cached_property
    def _public_suffixes(self) -> PublicSuffixList:
        return PublicSuffixList()  # takes some 50 ms

    def _domain_of(self, host: str) -> str:
        """What one can register, with all that is below it; the host itself where there is no such thing."""
        return host if address_of(host) else self._public_suffixes.privatesuffix(host) or host
