"""Site rules, the switch in the tray, and what follows them: the router, the desktop's proxy setting, browsers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from towpath.engine.answering import Answering
from towpath.engine.aside import Aside
from towpath.engine.browser_parts import BrowserParts, Browsers, SiteRouter
from towpath.engine.browser_questions import BrowserQuestions, QuestionSurroundings
from towpath.engine.carriers import ConnectionCarriers
from towpath.engine.catalogue import Catalogue
from towpath.engine.connections import LiveConnection
from towpath.engine.desktop_proxy import DesktopProxy
from towpath.engine.leak_checks import LeakChecks
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Loop
from towpath.engine.own_router import OwnRouter
from towpath.engine.site_rules import SiteRules
from towpath.model.browsing import (
    ArrangeRule,
    BrowserCommand,
    BrowserState,
    CheckLeaks,
    ForgetSites,
    PacText,
    RemoveRules,
    SaveRule,
    SetBrowserMode,
    StartBrowser,
)
from towpath.model.error import Problem, TowpathError
from towpath.model.event import BrowserChanged, Event, SitesSeen
from towpath.model.forward import ForwardKind
from towpath.model.parse import invalid
from towpath.model.ports import Done
from towpath.model.site_rule import BrowserMode, BrowserSettings, Lifetime, Route, SiteRule

if TYPE_CHECKING:
    from towpath.routing.rules import RuleBook

RULES_PROFILE = "rules"
"""Of browsers that go by the rules."""
END_SECONDS = 2.0
"""So long the end of the engine waits for the desktop's proxy setting to be put back."""


class Browser:
    """Engine thread only, except the constructor and `close`; never waits but in these."""

    def __init__(
        self,
        parts: BrowserParts,
        *,
        kind: EngineKind,
        loop: Loop,
        catalogue: Catalogue,
        keep: Callable[[BrowserSettings], None],
        tell: Callable[[Problem], None],
        publish: Callable[[Event], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        """`keep` writes settings, tells of them, and raises what writing raises."""
        self._parts = parts
        self._kind = kind
        self._loop = loop
        self._catalogue = catalogue
        self._keep = keep
        self._tell = tell
        self._publish = publish
        self._finished = finished
        self._mode = BrowserMode.OFF
        """What is in effect: an engine of the command line does not turn on by itself what was saved."""
        self._carriers = ConnectionCarriers(
            loop,
            catalogue.connection,
            idle_seconds=lambda: 60.0 * self._settings.idle_minutes,
            last_used=self._last_used,
            lost=self._lost,
        )
        self._router = OwnRouter(
            lambda token: parts.make_router(self._carriers, token),
            settings=lambda: self._settings,
            keep=keep,
            moved=tell,
        )
        self._desktop = DesktopProxy(parts.make_system_proxy, loop, self._tell_state)
        self._rules = SiteRules(
            self._settings.rules,
            loop=loop,
            write=lambda rules: keep(replace(self._settings, rules=rules)),
            check=self._check,
            changed=self._follow_rules,
        )
        self._leak_checks = LeakChecks(
            loop, pac_changed=self._pac_changed, open_page=self._open_page, publish=publish, finished=finished
        )
        self._questions = BrowserQuestions(
            QuestionSurroundings(
                rules=self._rules,
                book=lambda: self._book,
                pac=self._pac,
                router=self._router.meant,
                proxies=self._proxies,
                check=self._check,
                browsers=self.browsers,
                answering=Answering(loop, publish, finished),
            )
        )
        self._made_book: RuleBook | None = None
        self._installed: Browsers | None = None
        self._making = threading.Lock()  # of the browsers, in the threads beside the engine's
        self._shown = self.state()

    # --- the beginning and the end

    def state(self) -> BrowserState:
        """As front ends show it."""
        router = self._router.running
        return BrowserState(
            mode=self._mode,
            everything_via=self._settings.everything_via,
            rules=self._rules.all,
            router=self._router.endpoint if router else None,
            pac_url=router.pac_url if router else "",
            system=self._desktop.state,
            problem=self._router.problem,
        )

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What the user should be told about the rules that were saved."""
        return self._rules.notices

    def begin(self) -> None:
        """In a window, go on as before. What a Towpath that was killed left behind is mended: put back, or, where it
        goes on, taken over."""
        if self._kind is EngineKind.WINDOW:
            self._begin_as_before()
        if not (self._router.running and self._changes_system):
            self._desktop.begin()

    def _begin_as_before(self) -> None:
        settings = self._settings
        self._mode = settings.mode
        if settings.mode is not BrowserMode.OFF or settings.router_port:
            try:
                self._start_router()
            except TowpathError as error:
                self._tell(error.problem)
        self._follow_rules()
        if self._router.running and self._changes_system:
            self._follow_mode(_nothing)

    def stop(self, *, goes_on: bool = False) -> None:
        """The engine ends: the desktop goes its own way again, unless a window goes on as it is saved. What is saved
        stays."""
        saved = self._settings
        goes_on = goes_on and saved.mode is not BrowserMode.OFF and saved.change_system
        self._mode = BrowserMode.OFF
        self._leak_checks.stop()
        self._carriers.stop()
        self._desktop.end(goes_on=goes_on)

    def close(self) -> None:
        """Once nothing comes any more: the router goes last. Any thread."""
        self._desktop.close(END_SECONDS)
        self._router.stop()

    # --- commands

    def obey(self, command: BrowserCommand, done: Done) -> None:
        """`done` is told when it has ended. Raises what says that it cannot begin."""
        match command:
            case SetBrowserMode():
                self._set_mode(command, done)
            case StartBrowser():
                self._start_browser(command, lambda problem: self._finished(done, problem))
            case CheckLeaks():
                self._leak_checks.begin(command, self._start_router(), done)
            case SaveRule() | ArrangeRule() | RemoveRules() | ForgetSites():
                self._carry_out(command)
                self._finished(done, None)
            case _:
                self._questions.obey(command, done)

    def _carry_out(self, command: SaveRule | ArrangeRule | RemoveRules | ForgetSites) -> None:
        match command:
            case SaveRule():
                self._rules.save(command.rule, command.before)
            case ArrangeRule():
                self._rules.arrange(command.id, command.before)
            case RemoveRules():
                self._rules.remove(command.ids)
            case ForgetSites():
                if self._router.running:
                    self._router.running.forget_sites()
                self._publish(SitesSeen(()))

    def _set_mode(self, command: SetBrowserMode, done: Done) -> None:
        via = command.via or self._settings.everything_via
        if command.mode is BrowserMode.EVERYTHING:
            if not via:
                raise invalid("Everything", "it needs a connection to go through", "choose one")
            self._check(SiteRule(id="", pattern="", connection=via))
        if command.mode is not BrowserMode.OFF:
            self._start_router()
        not_kept: Problem | None = None
        try:
            self._keep(replace(self._settings, mode=command.mode, everything_via=via))
        except TowpathError as error:
            if command.mode is not BrowserMode.OFF:
                raise
            not_kept = error.problem  # nobody is to be held in the proxy by a full disk
        self._mode = command.mode
        self._carriers.forgive()
        self._follow_rules()
        self._follow_mode(lambda problem: done(problem or not_kept))

    def _start_browser(self, command: StartBrowser, done: Done) -> None:
        """`done` is told on the engine thread."""
        if command.connection:
            self._catalogue.connection(command.connection)
        self._start_router()
        proxy = self._router.own(command.connection) if command.connection else self._router.meant()

        async def start() -> None:
            # Ids that a person wrote into the file may be no names of folders.
            profile = f"connection-{quote(command.connection, safe='')}" if command.connection else RULES_PROFILE
            self.browsers().start(command.browser, profile, proxy, command.url)

        Aside(self._loop, "browser", start, done)

    def _open_page(self, browser: str | None, url: str, done: Done) -> None:
        """For a leak check."""
        if browser is not None:
            self._start_browser(StartBrowser(browser=browser, url=url), done)
            return

        async def open_page() -> None:
            self.browsers().open_default(url)

        Aside(self._loop, "browser", open_page, done)

    # --- what happens

    def follow(self, live: LiveConnection) -> None:
        """A connection may be in another state."""
        self._carriers.follow(live)

    def removed(self, connection: str) -> None:
        """It is no more. Its rules stay: their sites do not go another way by that."""
        self._carriers.forget(connection)
        if self._mode is not BrowserMode.OFF:
            self._mode = self._settings.mode
        self._follow_rules()

    def wished(self, connection: str) -> None:
        """The user brings it up."""
        self._carriers.wished(connection)

    def taken_down(self, connection: str) -> None:
        """By the user."""
        self._carriers.taken_down(connection)

    def add_rules(self, rules: Iterable[SiteRule]) -> None:
        """Those of a backup that are not there. Raises what writing them raises."""
        there = {one.id for one in self._rules.all}
        if missing := tuple(one for one in rules if one.id not in there):
            self._rules.add(missing)

    def settings_saved(self, before: BrowserSettings) -> None:
        """Some may be others."""
        if self._router.running:
            self._router.running.log_sites = self._settings.log_sites
        self._carriers.look()
        if before.change_system != self._settings.change_system and self._mode is not BrowserMode.OFF:
            self._follow_mode(_nothing)

    def look_anew(self) -> None:
        """The machine slept: an hour may be over."""
        self._rules.look()

    # --- the router, the PAC file and the desktop

    def _start_router(self) -> SiteRouter:
        is_new = self._router.running is None
        try:
            router = self._router.start()
        finally:
            self._tell_state()
        if is_new:
            router.log_sites = self._settings.log_sites
            router.changed = lambda: self._loop.post(self._tell_sites)
            self._router.open_own_again(self._is_known)
            self._follow_rules()
        return router

    @property
    def _book(self) -> RuleBook:
        from towpath.routing.rules import RuleBook  # most engines never judge a site

        if self._made_book is None:
            everything_via = self._settings.everything_via if self._mode is BrowserMode.EVERYTHING else ""
            self._made_book = RuleBook(self._rules.all, everything_via=everything_via)
        return self._made_book

    def _follow_rules(self) -> None:
        """They, or the switch, are others."""
        self._made_book = None
        self._pac_changed(_nothing)

    def _pac_changed(self, done: Done) -> None:
        """Have the router and the desktop follow; `done` when the desktop does."""
        router = self._router.running
        if router:
            router.follow(self._book, self._pac_text())
        self._tell_state()
        if router and self._changes_system:
            self._desktop.follow(router.pac_url, done)
        else:
            self._loop.post(lambda: done(None))

    def _follow_mode(self, done: Done) -> None:
        """Make the desktop's setting ours, or put back what was there."""

        def ended(problem: Problem | None) -> None:
            self._finished(done, problem)

        if self._router.running and self._changes_system:
            self._desktop.turn_on(self._router.running.pac_url, ended)
        else:
            self._desktop.turn_off(ended)

    @property
    def _changes_system(self) -> bool:
        return self._mode is not BrowserMode.OFF and self._settings.change_system

    def _pac(self) -> PacText:
        router = self._router.running
        return PacText(text=self._pac_text(), url=router.pac_url if router else "")

    def _pac_text(self) -> str:
        from towpath.routing.pac import pac_text
        from towpath.routing.rules import RuleBook

        book, checked = self._book, self._leak_checks.rules
        if checked:
            book = RuleBook((*checked, *book.rules), everything_via=book.everything_via)
        return pac_text(book, self._router.meant())

    def _tell_state(self) -> None:
        state = self.state()
        if state != self._shown:
            self._shown = state
            self._publish(BrowserChanged(state))

    def _tell_sites(self) -> None:
        if self._router.running:
            self._publish(SitesSeen(self._router.running.sites()))

    def _last_used(self, connection: str) -> float | None:
        return self._router.running.last_used(connection) if self._router.running else None

    def _lost(self, connection: str) -> None:
        if self._router.running:
            self._router.running.cut(connection)

    # --- connections, settings, browsers

    @property
    def _settings(self) -> BrowserSettings:
        return self._catalogue.settings.browser

    def _is_known(self, connection: str) -> bool:
        return any(live.id == connection for live in self._catalogue.live)

    def _check(self, rule: SiteRule) -> None:
        """A rule leads to a connection that there is, and a lasting one to a connection that lasts."""
        if rule.route is not Route.VIA:
            return
        live = self._catalogue.connection(rule.connection)
        if rule.lifetime is Lifetime.LASTING and not live.saved:
            instead = ", or make the rule a temporary one" if rule.pattern else ""  # it is not a rule for Everything
            raise invalid(live.name, "this connection is not saved", f"save it{instead}")

    def _proxies(self, lifetime: Lifetime) -> Mapping[int, str]:
        return {
            forward.listen.port: live.id
            for live in self._catalogue.live
            if live.saved or lifetime is not Lifetime.LASTING
            for forward in live.connection.forwards
            if forward.kind is ForwardKind.DYNAMIC and forward.listen.port
        }

    def browsers(self) -> Browsers:
        """Those that are installed. Beside the engine's thread."""
        with self._making:
            if self._installed is None:
                self._installed = self._parts.make_browsers()
            return self._installed


def _nothing(_: Problem | None) -> None:
    """Nobody waits for it."""
