"""One request on its way through the router."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from towpath.model.error import Problem
from towpath.model.site_rule import WhenDown
from towpath.routing.rules import Verdict

if TYPE_CHECKING:
    from towpath.model.ports import OpenStream
    from towpath.net.branch import Branch
    from towpath.net.front import Caller
    from towpath.routing.parked import Parked
    from towpath.routing.site_log import Site


class Passage:
    """What one request has to go by, where it goes, and whether it still does.

    `end`, `is_over` and `report` are for any thread, the rest is for the router's relay.
    """

    def __init__(self, host: str, verdict: Verdict, site: Site | None, *, follows_rules: bool) -> None:
        self.host = host
        """In its normal form."""
        self.verdict = verdict
        """The latest; written under the router's lock."""
        self.site = site
        self.follows_rules = follows_rules
        self.via = ""
        """Id of the connection that it goes through, from the moment that it looks for its session."""
        self.goes_direct = False
        """Instead of through its connection, which cannot be had; written under the router's lock."""
        self.branch: Branch | None = None
        """Of its own, in the session's relay or, for what goes direct, in the router's."""
        self.parked: Parked | None = None
        self._lock = threading.Lock()
        self._ended = False

    def go(self, caller: Caller, branch: Branch, open_stream: OpenStream) -> None:
        """Join it with a stream to its target, in a branch of its own that reports to `report`."""
        site = self.site
        if site:
            site.meters.add(branch.meter)
        with self._lock:
            self.branch = branch
            ended = self._ended
        if ended:
            branch.close()  # so that the client is reset
        caller.join(branch, open_stream)
        if not branch.meter.connections:  # the branch, or the session's relay, had been closed
            self._ended = True
            if site:
                site.meters.discard(branch.meter)

    def report(self, problem: Problem | None) -> None:
        """What came of it. Any thread."""
        site = self.site
        if site:
            site.problem = problem

    def goes_otherwise(self, verdict: Verdict) -> bool:
        """Whether it would not go where it goes now, had it been asked for only now."""
        before = self.verdict
        if (verdict.route, verdict.connection) != (before.route, before.connection):
            return True
        return self.goes_direct and verdict.when_down is WhenDown.CLOSED

    def end(self) -> None:
        """Reset the client, or whatever becomes of it. Nothing happens the second time."""
        with self._lock:
            self._ended = True
            branch, parked = self.branch, self.parked
        if branch:
            branch.close()
        elif parked:
            parked.branch.relay.post(parked, parked.abort)

    @property
    def is_over(self) -> bool:
        """Whether nothing goes through it any more, nor will."""
        if self._ended:
            return True
        meter = self.branch.meter if self.branch else None
        return meter is not None and meter.connections > 0 and not meter.open
