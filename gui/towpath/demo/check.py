"""Does the main job work here? The demo's tunnels, brought up and used without a window, step by step."""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
from collections.abc import Callable
from functools import partial

from towpath.demo.accounts import PASSWORD
from towpath.demo.intranet import INNER_NAME, INTRANET_NAME, THIS_COMPUTER
from towpath.demo.lab import Lab
from towpath.model.browsing import SetBrowserMode
from towpath.model.command import Down, GiveAnswer, Up
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Event, QuestionAsked
from towpath.model.forward import Endpoint, ForwardKind
from towpath.model.ports import EngineAccess
from towpath.model.prompt import Accept, Answer, Asked, CodeAsked, HostKeyAsked, Refuse, Secrets
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Status

TIME_LIMIT = 30.0
"""Seconds for each step."""


class Check:
    """Runs the steps and counts. `say` gets a line for each; `before_down` is called while everything is up."""

    def __init__(self, lab: Lab, engine: EngineAccess, say: Callable[[str], None]) -> None:
        self._lab = lab
        self._engine = engine
        self._say = say
        self._passed = 0
        self._failed = 0
        self._questions: list[Asked] = []

    def run(self, before_down: Callable[[], None] = lambda: None) -> bool:
        """All steps; True when none failed. Ends with the line `N passed, N failed`."""
        unsubscribe = self._engine.subscribe(self._answer, answers=True)
        try:
            for name in ("intranet", "inner machine", "intranet too"):
                self._step(f"bring up '{name}'", partial(self._up, name))
            self._step("the gateway's host key was shown before any secret was asked for", self._host_key_came_first)
            self._step("three connections behind the gateway took one login and one code", self._one_code)
            self._step(
                "the intranet page answers through the local forward", lambda: self._page("intranet", INTRANET_NAME)
            )
            self._step(
                "the inner machine's page answers through two hops", lambda: self._page("inner machine", INNER_NAME)
            )
            self._step("it answers through the proxy port, by a name that only the gateway knows", self._page_by_proxy)
            self._step("it answers browsers that follow the rules, and other pages go direct", self._page_by_rule)
            self._step("the gateway sees this computer's page through the remote forward", self._own_page)
            self._step("bring up 'with a key'", lambda: self._up("with a key"))
            self._step("the page answers there too", lambda: self._page("with a key", INTRANET_NAME))
            before_down()
            self._step("taking a connection down frees its port", self._down_frees_the_port)
        finally:
            unsubscribe()
        self._say(f"{self._passed} passed, {self._failed} failed")
        return self._failed == 0

    def _step(self, what: str, step: Callable[[], None]) -> None:
        try:
            step()
        except (_NotSoError, OSError, http.client.HTTPException, TowpathError) as error:
            self._failed += 1
            self._say(f"FAIL  {what}: {str(error) or type(error).__name__}")
        else:
            self._passed += 1
            self._say(f"ok    {what}")

    def _answer(self, event: Event) -> None:
        """What a person would do. On the engine's thread."""
        if isinstance(event, QuestionAsked) and event.question.asker == self._engine.asker:
            self._questions.append(event.question.asked)
            self._engine.submit(GiveAnswer(id=event.question.id, answer=self._answer_to(event.question.asked)))

    def _answer_to(self, asked: Asked) -> Answer:
        if isinstance(asked, HostKeyAsked):
            known = [machine.host_key.fingerprint for machine in (self._lab.gateway, self._lab.inner)]
            return Accept() if asked.fingerprint in known else Refuse()
        if isinstance(asked, CodeAsked):
            return Secrets(values=(PASSWORD, self._lab.gateway.accounts.codes.current()))
        return Refuse()

    def _up(self, name: str) -> None:
        self._do(Up(connection=name))
        state = self._engine.snapshot().by_id(name)
        _expect(state is not None and state.status is Status.UP, f"it is {state.status if state else 'gone'}")

    def _do(self, command: Up | Down | SetBrowserMode) -> None:
        """Run a command to its end. Raises TowpathError when it fails or takes too long."""
        outcome: queue.SimpleQueue[Problem | None] = queue.SimpleQueue()
        self._engine.submit(command, outcome.put)
        try:
            problem = outcome.get(timeout=TIME_LIMIT)
        except queue.Empty:
            problem = Problem(ProblemKind.TIMED_OUT, type(command).__name__, {"seconds": f"{TIME_LIMIT:g}"})
        if problem:
            raise TowpathError(problem)

    def _host_key_came_first(self) -> None:
        kinds = [type(asked) for asked in self._questions]
        _expect(HostKeyAsked in kinds, "it was not shown at all")
        _expect(kinds[0] is HostKeyAsked, f"first came {kinds[0].__name__}")

    def _one_code(self) -> None:
        asked = sum(isinstance(question, CodeAsked) for question in self._questions)
        used = self._lab.gateway.accounts.codes.used
        logins = self._lab.gateway.logins
        _expect((asked, used, logins) == (1, 1, 1), f"asked {asked} times, {used} codes used, {logins} logins")

    def _page(self, name: str, host: str) -> None:
        self._see(_visit(self._listening_at(name)), host)

    def _page_by_proxy(self) -> None:
        visit = _visit(self._listening_at("intranet", ForwardKind.DYNAMIC))
        visit.set_tunnel(INTRANET_NAME, 80)
        self._see(visit, INTRANET_NAME)

    def _page_by_rule(self) -> None:
        self._do(SetBrowserMode(mode=BrowserMode.RULES))
        router = self._engine.snapshot().browser.router
        if router is None:
            raise _NotSoError("nothing listens for browsers")
        for page, expected in ((Endpoint(INTRANET_NAME, 80), INTRANET_NAME), (self._lab.own_page, THIS_COMPUTER)):
            visit = _visit(router)
            visit.set_tunnel(page.host, page.port)
            self._see(visit, expected)

    def _own_page(self) -> None:
        """From the gateway's side, where alone that port exists."""
        where = self._listening_at("intranet", ForwardKind.REMOTE)
        visit = _visit(where)
        visit.sock = self._lab.gateway.connect(where.host, where.port)
        visit.sock.settimeout(TIME_LIMIT)
        self._see(visit, THIS_COMPUTER)

    def _see(self, visit: http.client.HTTPConnection, expected: str) -> None:
        """Fetch the page and look for a text in it."""
        with contextlib.closing(visit):
            visit.request("GET", "/")
            answer = visit.getresponse()
            text = answer.read().decode()
        _expect(answer.status == http.HTTPStatus.OK, f"status {answer.status}")
        _expect(expected in text, "another page came")

    def _down_frees_the_port(self) -> None:
        where = self._listening_at("intranet")
        self._do(Down(connection="intranet"))
        with socket.socket() as visitor:
            visitor.settimeout(TIME_LIMIT)
            _expect(visitor.connect_ex((where.host, where.port)) != 0, "it still answers")

    def _listening_at(self, name: str, kind: ForwardKind = ForwardKind.LOCAL) -> Endpoint:
        """Where the connection's forward of this kind listens."""
        state = self._engine.snapshot().by_id(name)
        bound = next((one.bound for one in state.forwards if one.forward.kind is kind), None) if state else None
        if bound is None:
            raise _NotSoError("it does not listen")
        return bound


class _NotSoError(Exception):
    """A step found something other than it should; `str()` says what."""


def _visit(where: Endpoint) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(where.host, where.port, timeout=TIME_LIMIT)


def _expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise _NotSoError(otherwise)
