"""The proxy port on loopback that browsers are led to: asks the rules for each request, and joins it with its way.

It speaks all dialects of a dynamic forward (net/front.py), and hands out the PAC file. A request through a connection
is joined in the relay of that connection's session, so that its bytes take no other path than those of a dynamic
forward. Only programs of this user are served, where the system tells whose they are (net/socket_owner.py).
"""

from __future__ import annotations

import functools
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Protocol

import msgspec
from msgspec.structs import replace

from towpath.model.browsing import Leak, SiteSeen
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.host_name import normal_host
from towpath.model.ports import OpenStream
from towpath.model.site_rule import Route, WhenDown
from towpath.net.cannot_listen import problem_of_listening
from towpath.net.front import Caller, Front
from towpath.net.http_connect import Page
from towpath.net.ports import holder_of
from towpath.net.relay import Relay, Timer
from towpath.net.reset import reset
from towpath.net.socket_owner import may_use
from towpath.net.socket_stream import direct_from
from towpath.routing.leak_page import LEAK_NAME, is_address_of_leak_name, leak_page
from towpath.routing.pac_page import PacPage, no_page
from towpath.routing.parked import Parked
from towpath.routing.passage import Passage
from towpath.routing.rules import RuleBook, Verdict
from towpath.routing.site_log import SiteLog

HOST = "127.0.0.1"
BACKLOG = 512
PARKED_SECONDS = 120.0
"""How long a request waits for its connection, also while a person is asked for a password."""
TELL_SECONDS = 1.0
"""Between two looks at what became of open requests."""

log = logging.getLogger(__name__)


class Carrier(msgspec.Struct, frozen=True):
    """A session that is up."""

    relay: Relay
    """Its own."""
    open_stream: OpenStream


class Carriers(Protocol):
    """Connections by their ids. Any thread; never waits."""

    def now(self, connection: str) -> Carrier | None:
        """None while it is not up."""
        ...

    def reach(self, connection: str, done: Callable[[Carrier | Problem], None]) -> None:
        """Bring it up, or say why not: once, in any thread, also while this is called."""
        ...


class Router:
    """Any thread may call any public method; none waits. `_lock` guards what several threads look at, the requests and
    the sites; the rest is the relay's thread's."""

    def __init__(self, carriers: Carriers, *, token: str, may_use: Callable[[socket.socket], bool] = may_use) -> None:
        """`token` makes the path of the PAC file unguessable. `may_use` says whose clients are served."""
        self.changed: Callable[[], None] = lambda: None
        """Told that the sites have changed, at most once a second, in the relay's thread. It must not wait."""
        self._carriers = carriers
        self._token = token
        self._may_use = may_use
        self._relay = Relay("router")
        self._branch = self._relay.branch(lambda _: None)
        self._lock = threading.Lock()
        self._book = RuleBook(())
        self._pac: PacPage | None = None
        self._listener: socket.socket | None = None
        """Until there are rules: before, nobody is served."""
        self._own: dict[str, Endpoint] = {}
        self._passages: set[Passage] = set()
        self._waiting: dict[str, dict[Passage, None]] = {}
        """By connection that was asked for and not heard of yet, those that are parked until it is up, in order."""
        self._last_used: dict[str, float] = {}
        self._log: SiteLog | None = SiteLog()
        self._leak_checks: dict[str, Callable[[Leak], None]] = {}
        self._look_timer: Timer | None = None
        self._looked_at = 0.0
        self._told: tuple[SiteSeen, ...] = ()
        self._relay.start()

    # --- listening

    def start(self, port: int) -> Endpoint:
        """Listen on this port of loopback, 0 for any; requests are answered once there are rules to follow.

        Raises TowpathError PORT_IN_USE (with its holder, which may take 10 ms to find out), PORT_PRIVILEGED.
        """
        listener = self._listen(port)
        here = _place_of(listener)
        self._pac = PacPage(self._token, here)
        self._listener = listener
        return here

    def open_own(self, connection: str, port: int) -> Endpoint:
        """The same for requests that all go through this connection, whatever the rules say."""
        if connection not in self._own:
            listener = self._listen(port)
            self._own[connection] = _place_of(listener)
            self._accept_from(listener, no_page, connection)
        return self._own[connection]

    def follow(self, book: RuleBook, pac: str) -> None:
        """Go by these rules from now on, and hand out this PAC file. Requests that would go another way now end."""
        with self._lock:
            self._book = book
            others = []
            for passage in self._passages:
                if passage.follows_rules:
                    verdict = book.verdict(passage.host)
                    if passage.goes_otherwise(verdict):
                        others.append(passage)
                    else:
                        passage.verdict = verdict
        for passage in others:
            passage.end()
        if self._pac:
            self._pac.text = pac
        listener, self._listener = self._listener, None
        if self._pac and listener:
            self._accept_from(listener, self._pac, "")

    @property
    def pac_url(self) -> str:
        """Where the PAC file is, another one for each text; empty before there is one."""
        return self._pac.url if self._pac and self._pac.text else ""

    def cut(self, connection: str) -> None:
        """The connection is down: reset what goes through it. What waits for it goes on waiting."""
        with self._lock:
            cut = [passage for passage in self._passages if passage.via == connection]
        for passage in cut:
            passage.end()

    def stop(self) -> None:
        """Free the ports and end all requests."""
        if self._listener:
            self._listener.close()
        self._relay.close()
        with self._lock:
            passages = list(self._passages)
        for passage in passages:
            passage.end()

    # --- what is seen

    @property
    def log_sites(self) -> bool:
        """Whether it is remembered which sites were asked for. Turned off, all of it is forgotten."""
        return self._log is not None

    @log_sites.setter
    def log_sites(self, wished: bool) -> None:
        with self._lock:
            if wished != (self._log is not None):
                self._log = SiteLog() if wished else None
                for passage in self._passages:
                    passage.site = None

    def sites(self) -> tuple[SiteSeen, ...]:
        """Those asked for lately, the latest first, with their bytes until now."""
        with self._lock:
            self._settle()
            return self._log.sites() if self._log else ()

    def forget_sites(self) -> None:
        """Empty the list."""
        with self._lock:
            if self._log:
                self._log.forget()

    def last_used(self, connection: str) -> float | None:
        """When a request last went, or wished to go, through this connection (`time.monotonic`): now while one does."""
        with self._lock:
            self._settle()
            if any(passage.verdict.connection == connection for passage in self._passages):
                return time.monotonic()
            return self._last_used.get(connection)

    def expect_leak_check(self, name: str, seen: Callable[[Leak], None]) -> None:
        """Answer requests for this host with a page of our own, and tell `seen` of each, in the relay's thread: asked
        for by name, or (LEAK_NAME only) by an address that somebody else was asked for."""
        self._leak_checks[name] = seen

    def forget_leak_check(self, name: str) -> None:
        """It is over."""
        self._leak_checks.pop(name, None)

    # --- a request: the relay's thread

    def _accepted(self, page: Page, own: str, local: socket.socket, origin: Endpoint) -> None:
        if self._may_use(local):
            admit = functools.partial(self._admit, own)
            Front(self._branch, local, origin, admit, page=page).begin()
        else:
            reset(local)

    def _admit(self, own: str, caller: Caller) -> None:
        """Find out its way. `own` is the connection of a port whose requests all go one way."""
        target = caller.request.target
        host = normal_host(target.host)
        if self._leak_checks and self._is_leak_check(host):
            self._show_leak_page(caller)
            return
        with self._lock:  # so that `follow` judges again what was judged by other rules
            verdict = Verdict(Route.VIA, own) if own else self._book.verdict(host)
            site = self._log.asked(host, target.port, verdict) if self._log else None
            passage = Passage(host, verdict, site, follows_rules=not own)
            self._passages.add(passage)
        self._look_soon()
        if verdict.route is Route.VIA:
            self._send_via(passage, caller, verdict.connection)
        elif verdict.route is Route.DIRECT:
            self._send_direct(passage, caller)
        else:
            rule = {"rule": verdict.rule.pattern} if verdict.rule else {}
            self._refuse(passage, caller, Problem(ProblemKind.SITE_BLOCKED, host, rule))

    def _send_via(self, passage: Passage, caller: Caller, connection: str) -> None:
        passage.via = connection
        carrier = self._carriers.now(connection)
        if carrier:
            passage.go(caller, carrier.relay.branch(passage.report), carrier.open_stream)
            return
        passage.via = ""
        is_asked_for = connection in self._waiting
        self._waiting.setdefault(connection, {})[passage] = None
        passage.parked = Parked(self._branch, caller, functools.partial(self._has_gone, connection, passage))
        passage.parked.begin(PARKED_SECONDS, functools.partial(self._waited_too_long, connection, passage))
        if not is_asked_for:
            self._carriers.reach(connection, functools.partial(self._reached, connection))

    def _send_direct(self, passage: Passage, caller: Caller) -> None:
        if not passage.host.isascii():
            # No name has such signs. But the system may take it for one that there is, and that rules are for.
            self._refuse(passage, caller, Problem(ProblemKind.NAME_UNKNOWN, passage.host))
            return
        branch = self._relay.branch(passage.report)
        passage.go(caller, branch, direct_from(branch))

    def _refuse(self, passage: Passage, caller: Caller, problem: Problem) -> None:
        passage.report(problem)
        passage.end()
        self._branch.dismiss(caller.sock, caller.request.replies.refused(problem))

    # --- those that wait

    def _reached(self, connection: str, outcome: Carrier | Problem) -> None:
        """In any thread."""
        self._relay.post(_NOTHING, functools.partial(self._go_on, connection, outcome))

    def _go_on(self, connection: str, outcome: Carrier | Problem) -> None:
        for passage in self._waiting.pop(connection):
            caller = passage.parked.leave() if passage.parked else None
            if caller is None:
                continue  # it waited too long, or has gone
            if isinstance(outcome, Carrier):
                passage.via = connection
                passage.go(caller, outcome.relay.branch(passage.report), outcome.open_stream)
            else:
                self._do_without(passage, caller, outcome)

    def _has_gone(self, connection: str, passage: Passage) -> None:
        """It waits no more, though nobody knows yet whether the connection comes: a person may be asked for hours."""
        self._waiting.get(connection, {}).pop(passage, None)
        passage.end()

    def _waited_too_long(self, connection: str, passage: Passage) -> None:
        self._waiting.get(connection, {}).pop(passage, None)
        caller = passage.parked.leave() if passage.parked else None
        if caller:
            facts = {"seconds": f"{PARKED_SECONDS:g}", "step": "waiting for its connection"}
            self._do_without(passage, caller, Problem(ProblemKind.TIMED_OUT, str(caller.request.target), facts))

    def _do_without(self, passage: Passage, caller: Caller, problem: Problem) -> None:
        """Its connection cannot be had."""
        with self._lock:  # so that `follow` knows what it does without
            passage.goes_direct = passage.verdict.when_down is WhenDown.DIRECT
        if passage.goes_direct:
            self._send_direct(passage, caller)
        else:
            self._refuse(passage, caller, problem)

    # --- the check for leaks

    def _is_leak_check(self, host: str) -> bool:
        """Whether it is one, which is told then."""
        leak = Leak.RESOLVED_HERE if is_address_of_leak_name(host) else Leak.NONE
        seen = self._leak_checks.get(host if leak is Leak.NONE else LEAK_NAME)
        if seen:
            seen(leak)
        return seen is not None

    def _show_leak_page(self, caller: Caller) -> None:
        def turn_away(other: Caller) -> None:
            self._branch.dismiss(other.sock, b"")

        try:
            caller.sock.send(caller.request.replies.opened())
        except OSError:  # it has gone
            reset(caller.sock)
        else:
            Front(self._branch, caller.sock, caller.origin, turn_away, page=leak_page, first=caller.first).begin()

    # --- what became of them

    def _look_soon(self) -> None:
        if not self._look_timer:
            due = self._looked_at + TELL_SECONDS
            self._look_timer = self._relay.later(max(0.0, due - time.monotonic()), _NOTHING, self._look)

    def _look(self) -> None:
        """Once a second while requests are open, and once after."""
        self._look_timer, self._looked_at = None, time.monotonic()
        sites = self.sites()
        if sites != self._told:
            self._told = sites
            self.changed()
        if self._passages:
            self._look_soon()

    def _settle(self) -> None:
        """Let go of requests that have ended. With the lock."""
        for passage in [passage for passage in self._passages if passage.is_over]:
            self._passages.discard(passage)
            if passage.verdict.connection:
                self._last_used[passage.verdict.connection] = time.monotonic()
            if passage.site:
                passage.site.ended(passage.branch.meter if passage.branch else None)

    # --- sockets

    def _listen(self, port: int) -> socket.socket:
        try:
            return socket.create_server((HOST, port), backlog=BACKLOG)
        except OSError as error:
            problem = problem_of_listening(Endpoint(HOST, port), error)
            if problem.kind is ProblemKind.PORT_IN_USE and (holder := holder_of(HOST, port)):
                problem = replace(problem, facts={"holder": holder})
            raise TowpathError(problem) from error

    def _accept_from(self, listener: socket.socket, page: Page, own: str) -> None:
        self._branch.listen(listener, functools.partial(self._accepted, page, own), _cannot_accept)


class _Nothing:
    """For steps that concern no single request: when one fails, that is logged, and nothing has to be ended."""

    def abort(self) -> None:
        """It goes on."""


_NOTHING = _Nothing()


def _cannot_accept(error: OSError) -> None:
    log.warning("the router cannot accept connections for a while: %s", error)


def _place_of(listener: socket.socket) -> Endpoint:
    return Endpoint(*listener.getsockname())
