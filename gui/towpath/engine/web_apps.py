"""Web applications of far machines: a forward for each that is open, and what is remembered of them.

One is open as long as its connection has the forward that is named after it, whoever made it: so it stays open when a
window takes over, comes back with what was up before a restart, and is closed by whatever takes the forward away.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from towpath.engine.aside import Aside
from towpath.engine.connections import LiveConnection
from towpath.engine.late_file import LateFile
from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.web_app_finding import find_jupyter
from towpath.engine.web_app_opening import Opening
from towpath.engine.web_app_places import forward_id, is_sound, meant_machine, name_of, state_of, target_of
from towpath.engine.web_app_showing import Showing
from towpath.model.command import RemoveForward
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import WebAppsChanged
from towpath.model.forward import DEFAULT_LISTEN_HOST, Endpoint, Forward
from towpath.model.parse import invalid
from towpath.model.ports import Done
from towpath.model.web_address import WebAddress, read_web_address, redacted, rewritten
from towpath.model.web_app import (
    EndWebApp,
    FindWebApps,
    ForgetWebApps,
    KeptWebApps,
    OpenWebApp,
    OpenWebAppAgain,
    WebApp,
    WebAppCommand,
    WebAppOpened,
    WebAppsFound,
    WebAppState,
)
from towpath.model.web_app_words import remark_on, which_machine, with_advice
from towpath.ssh.program_settings import program_settings

MOST_KEPT = 20
_Request = tuple[str, str]
"""Who asked, and the name of the question."""


class _Wish(msgspec.Struct, frozen=True):
    """One that is to be opened."""

    app: WebApp
    address: WebAddress
    target: Endpoint
    remembered: bool = False
    """Its machine is the one of the last time."""


class _UnderWay(msgspec.Struct, frozen=True):
    """One that is being opened, and who waits for it."""

    wish: _Wish
    opening: Opening
    waiting: list[tuple[_Request, Done]]


class _Search(msgspec.Struct, eq=False):
    """For servers that run there."""

    command: FindWebApps
    live: LiveConnection
    done: Done
    aside: Aside | None = None
    """Once it is asked there."""

    @property
    def request(self) -> _Request:
        return self.command.asker, self.command.request


class WebApps:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        kept = around.web_apps.load()
        self._file = LateFile("web-apps", around.web_apps.save, kept, loop=around.loop)
        self._apps = tuple(filter(is_sound, kept.apps))
        """Also of connections that are not there: one that is not saved may come back with what was up."""
        self._machines = kept.machines
        self._addresses: dict[str, WebAddress] = {}
        """With their tokens, as long as we run."""
        self._opening: dict[str, _UnderWay] = {}
        """By the ids of the applications."""
        self._brought_up: set[str] = set()
        """Connections that are up for web applications only."""
        self._searches: list[_Search] = []
        self._showing = Showing(around.loop, around.browsers)
        self._shown: tuple[WebAppState, ...] = ()
        self._shown = self.states()

    # --- what it is like

    def states(self) -> tuple[WebAppState, ...]:
        """The latest first."""
        lives = {live.id: live for live in self._around.catalogue.live}
        return tuple(state_of(app, lives[app.connection]) for app in self._apps if app.connection in lives)

    def stop(self) -> None:
        """The engine ends."""
        self._file.keep(self._file.latest, at_once=True)
        self._showing.stop()
        for search in self._searches:
            if search.aside:
                search.aside.stop()

    # --- commands

    def obey(self, command: WebAppCommand, done: Done) -> None:
        """Raises what says that it cannot begin."""
        match command:
            case OpenWebApp():
                self._open(command, self._wish(command), done)
            case OpenWebAppAgain():
                self._open(command, self._wish_again(self._app(command.id)), done)
            case FindWebApps():
                self._find(command, done)
            case EndWebApp():
                self._end(self._app(command.id))
                self._around.answering.finished(done, None)
            case ForgetWebApps():
                self._forget(command.ids)
                self._around.answering.finished(done, None)

    def withdraw(self, asker: str, request: str) -> None:
        """Nobody waits for this any more: what is on its way for it alone ends."""
        for under_way in list(self._opening.values()):
            for one in [one for one in under_way.waiting if one[0] == (asker, request)]:
                under_way.waiting.remove(one)
                one[1](Problem(ProblemKind.CANCELLED))
            if not under_way.waiting:
                under_way.opening.stop()
        for search in [one for one in self._searches if one.request == (asker, request)]:
            if search.aside:
                search.aside.stop()
            else:
                self._searched(search, Problem(ProblemKind.CANCELLED))

    def _app(self, app_id: str) -> WebApp:
        found = next((app for app in self._apps if app.id == app_id), None)
        if found is None:
            raise invalid("this web application", "it is not among those that were opened lately")
        return found

    def _wish(self, command: OpenWebApp) -> _Wish:
        """Raises INVALID, UNKNOWN_CONNECTION, NEEDS_ANSWER."""
        address = read_web_address(command.address.value)
        live = self._around.catalogue.connection(command.connection)
        machine, remembered = "", False
        if address.is_this_machine:
            remembered = command.machine is None
            wished = self._machines.get(live.id) if command.machine is None else command.machine
            if wished is None:
                raise TowpathError(which_machine(address, live.connection))
            machine = meant_machine(wished, live)
        target = target_of(address, machine)
        app = WebApp(
            id=self._id(live.id, address, target),
            connection=live.id,
            address=redacted(address),
            kind=address.kind,
            machine=machine,
        )
        return _Wish(app, address, target, remembered)

    def _id(self, connection: str, address: WebAddress, target: Endpoint) -> str:
        """That of what is known of the same place already."""
        for app in (*self._apps, *(one.wish.app for one in self._opening.values())):
            before = read_web_address(app.address)
            if (app.connection, before.scheme, target_of(before, app.machine)) == (connection, address.scheme, target):
                return app.id
        return uuid.uuid4().hex[:12]

    def _wish_again(self, app: WebApp) -> _Wish:
        address = self._addresses.get(app.id) or read_web_address(app.address)
        return _Wish(app, address, target_of(address, app.machine))

    # --- opening

    def _open(self, command: OpenWebApp | OpenWebAppAgain, wish: _Wish, done: Done) -> None:
        live = self._around.catalogue.connection(wish.app.connection)

        def opened(problem: Problem | None) -> None:
            if problem:
                self._around.answering.finished(done, problem)
            else:
                self._remember(wish)
                self._show(command, wish, live, done)

        request = (command.asker, command.request)
        if under_way := self._opening.get(wish.app.id):
            under_way.waiting.append((request, opened))
            return
        if not live.is_wanted:
            self._brought_up.add(live.id)
        forward = Forward(
            id=forward_id(wish.app),
            listen=Endpoint(DEFAULT_LISTEN_HOST, wish.target.port),
            target=wish.target,
            label=name_of(wish.app, live),
        )
        opening = Opening(self._around, live, forward, command.asker, lambda problem: self._opened(wish, live, problem))
        self._opening[wish.app.id] = _UnderWay(wish, opening, [(request, opened)])
        opening.begin()

    def _opened(self, wish: _Wish, live: LiveConnection, problem: Problem | None) -> None:
        if problem:
            problem = with_advice(
                problem,
                wish.address,
                wish.app.machine,
                live.connection,
                [one.connection for one in self._around.catalogue.live],
            )
            self._let_down(live)
        for _request, told in self._opening.pop(wish.app.id).waiting:
            told(problem)

    def _show(self, command: OpenWebApp | OpenWebAppAgain, wish: _Wish, live: LiveConnection, done: Done) -> None:
        port = state_of(wish.app, live).port
        remembered = (wish.app.machine or live.connection.target.host) if wish.remembered else None
        told = WebAppOpened(
            id=wish.app.id,
            address=rewritten(wish.address, port),
            port=port,
            remark=remark_on(wish.address, port, remembered_machine=remembered),
        )
        self._around.answering.answer(command, told)
        if command.browse:
            self._showing.show(wish.address, port, lambda problem: self._around.answering.finished(done, problem))
        else:
            self._around.answering.finished(done, None)

    def _remember(self, wish: _Wish) -> None:
        app = wish.app
        self._addresses[app.id] = wish.address
        known = {live.id for live in self._around.catalogue.live}
        others = [one for one in self._apps if one.id != app.id and one.connection in known]
        open_ones = {state.app.id for state in self.states() if state.is_open}
        kept = [one for place, one in enumerate(others) if place < MOST_KEPT - 1 or one.id in open_ones]
        self._apps = (app, *kept)
        if wish.address.is_this_machine:
            machines = {one: machine for one, machine in self._machines.items() if one in known}
            self._machines = {**machines, app.connection: app.machine}
        self._changed()

    # --- ending

    def _end(self, app: WebApp) -> None:
        live = self._around.catalogue.connection(app.connection)
        if forward_id(app) not in live.forward_ids:
            return
        live.hold(self)  # or it would go down with its last forward, whoever brought it up
        self._around.catalogue.remove_forward(RemoveForward(connection=live.id, forward=forward_id(app)))
        live.let_go(self)
        self._let_down(live)
        self._tell()

    def _let_down(self, live: LiveConnection) -> None:
        """Nobody else may need what was brought up for this."""
        if live.id in self._brought_up:
            live.down_if_unused()

    def _forget(self, ids: Sequence[str]) -> None:
        open_ones = {state.app.id for state in self.states() if state.is_open}
        self._keep(app for app in self._apps if app.id in open_ones or (ids and app.id not in ids))

    def _keep(self, apps: Iterable[WebApp]) -> None:
        self._apps = tuple(apps)
        known = {app.id for app in self._apps}
        self._addresses = {one: address for one, address in self._addresses.items() if one in known}
        self._changed()

    # --- finding

    def _find(self, command: FindWebApps, done: Done) -> None:
        live = self._around.catalogue.connection(command.connection)
        if not live.is_wanted:
            self._brought_up.add(live.id)

        search = _Search(command, live, done)
        self._searches.append(search)
        live.hold(search)

        def reached(problem: Problem | None) -> None:
            self._around.loop.post(lambda: self._reached(search, problem))

        live.reach(command.asker, reached, forwards=False)

    def _reached(self, search: _Search, problem: Problem | None) -> None:
        if search not in self._searches:
            return
        try:
            if problem:
                raise TowpathError(problem)
            self._ask_there(search)
        except TowpathError as error:
            self._searched(search, error.problem)

    def _ask_there(self, search: _Search) -> None:
        around, live, found = self._around, search.live, list[WebAppsFound]()
        session, _ = live.shared()
        settings = program_settings(
            live.connection,
            environment=around.environment,
            home=around.home,
            agent=Path(around.agent_socket) if around.agent_socket else None,
        )

        async def ask() -> None:
            found.append(await find_jupyter(session, settings))

        def ended(problem: Problem | None) -> None:
            if problem is None:
                around.answering.answer(search.command, found[0])
            self._searched(search, problem)

        search.aside = Aside(around.loop, "find-web-apps", ask, ended)

    def _searched(self, search: _Search, problem: Problem | None) -> None:
        self._searches.remove(search)
        search.live.let_go(search)
        if problem:
            self._let_down(search.live)
        self._around.answering.finished(search.done, problem)

    # --- what happens

    def follow(self, live: LiveConnection) -> None:
        """It may be in another state."""
        if not live.is_wanted:
            self._brought_up.discard(live.id)
        if any(app.connection == live.id for app in self._apps):
            self._tell()

    def wished(self, connection: str) -> None:
        """Its user brings it up: it stays when no web application needs it."""
        self._brought_up.discard(connection)

    def removed(self, connection: str) -> None:
        """It is no more."""
        self._machines = {one: machine for one, machine in self._machines.items() if one != connection}
        self._keep(app for app in self._apps if app.connection != connection)

    def _changed(self) -> None:
        """What is remembered is to be written."""
        self._file.keep(KeptWebApps(apps=self._apps, machines=self._machines))
        self._tell()

    def _tell(self) -> None:
        states = self.states()
        if states != self._shown:
            self._shown = states
            self._around.publish(WebAppsChanged(states))
