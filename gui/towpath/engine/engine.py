"""The engine: takes commands one at a time, owns all state, publishes snapshots and events."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from msgspec.structs import replace

from towpath.engine.answering import Answering
from towpath.engine.approvals import Approvals
from towpath.engine.audience import Audience, Sink
from towpath.engine.bringing_back import WhatWasUp
from towpath.engine.browser import Browser
from towpath.engine.browser_parts import BrowserParts
from towpath.engine.catalogue import Catalogue
from towpath.engine.chain import Routes
from towpath.engine.commands import Commands
from towpath.engine.connection_commands import ConnectionCommands, Forgetting
from towpath.engine.connections import LiveConnection, Surroundings
from towpath.engine.desktop_parts import DesktopParts
from towpath.engine.edit_parts import EditParts
from towpath.engine.edits import Edits
from towpath.engine.forward_passwords import ForwardPasswords
from towpath.engine.linked_hosts import Resolver
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Clock, Loop
from towpath.engine.outside import Outside
from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.pages import Pages
from towpath.engine.parts import ConfigStore, RememberedStore, WebAppsStore
from towpath.engine.questions import WINDOW, Questions
from towpath.engine.remembering import Remembering
from towpath.engine.saved_secrets import TellingSecrets
from towpath.engine.session_secrets import SessionSecrets
from towpath.engine.sessions import Connector, Pool
from towpath.engine.settings_changes import SettingsChanges
from towpath.engine.stdio import open_stdio, turn_away
from towpath.engine.ticker import Ticker
from towpath.engine.transfers import TransferParts, Transfers
from towpath.engine.workshop import MakeForward, StartProgram, Workshop
from towpath.model.command import Command
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import ConnectionChanged, HandedOver, NoticeRaised
from towpath.model.forward import Endpoint
from towpath.model.ports import Done, Unsubscribe
from towpath.model.state import Snapshot
from towpath.net.joint import Replies
from towpath.ssh.ssh_config import Reader
from towpath.store.records import Records

log = logging.getLogger(__name__)

CLOSE_SECONDS = 4.0
"""A session's close takes at most one second; a chain of three is closed from its far end."""


class Engine:
    """Implements `model.ports.EngineAccess`. Public methods may be called from any thread and do not wait,
    except `stop`. Sinks and `done` are called on the engine thread, when the snapshot shows what they tell.

    `give_up` is called on the engine thread when a window takes the profile over: the lock must then be free.
    Raises what `config.load` raises.
    """

    def __init__(
        self,
        *,
        kind: EngineKind,
        config: ConfigStore,
        remembered: RememberedStore,
        web_apps: WebAppsStore,
        secrets: SessionSecrets,
        connector: Connector,
        make_forward: MakeForward,
        start_program: StartProgram,
        transfers: TransferParts,
        edits: EditParts,
        browser: BrowserParts,
        desktop: DesktopParts,
        records: Records,
        home: Path,
        agent_socket: str,
        local_user: str,
        environment: Mapping[str, str],
        give_up: Callable[[], None] = lambda: None,
        clock: Clock = time,
    ) -> None:
        self.asker = WINDOW
        self._kind = kind
        self._give_up = give_up
        self._ended = False
        self._loop = Loop(self._after_each, clock)
        self._audience = audience = Audience()
        self._questions = Questions(self._loop, audience.publish, lambda: self._catalogue.settings.remember_secrets)
        self._changed: dict[LiveConnection, None] = {}
        self._pool = Pool(self._loop, connector, self._questions, local_user)
        passwords = ForwardPasswords(
            TellingSecrets(secrets, self.tell), self._questions, lambda: self._catalogue.settings.remember_secrets
        )
        reader = Reader(home=home, local_user=local_user, environment=environment)
        approvals = Approvals(
            lambda: self._catalogue.settings.hosts.approved,
            lambda text: self._pages.hosts.keep_approval(text),  # noqa: PLW0108 - it is made below
        )
        resolver = Resolver(reader, approvals, home=home, local_user=local_user, environment=environment)
        self._around = Surroundings(
            loop=self._loop,
            pool=self._pool,
            questions=self._questions,
            workshop=Workshop(
                loop=self._loop,
                ticker=Ticker(self._loop),
                make=make_forward,
                passwords=passwords,
                start_program=start_program,
            ),
            online=lambda: self._outside.online,
            find_route=Routes(resolver, local_user, environment).find,
            read_anew=lambda live, read: self._pages.hosts.read_anew(live, read),  # noqa: PLW0108 - as above
            changed=self._has_changed,
            finished=audience.finish,
        )
        self._catalogue = Catalogue(config, self._around, Forgetting(secrets, self._loop, local_user))
        settings = SettingsChanges(
            self._catalogue,
            audience,
            tell=self.tell,
            browser_changed=lambda before: self._browser.settings_saved(before),  # noqa: PLW0108 - as above
        )
        connections = ConnectionCommands(self._catalogue, passwords, self._loop, audience.finish)
        self._transfers = Transfers(
            transfers,
            kind=kind,
            loop=self._loop,
            questions=self._questions,
            connection=self._catalogue.connection,
            names=lambda: {live.id: live.name for live in self._catalogue.live},
            queue_ended=settings.queue_ended,
            publish=audience.publish,
            finished=audience.finish,
        )
        self._edits = Edits(
            edits,
            loop=self._loop,
            file_systems=self._transfers.file_systems,
            questions=self._questions,
            editor=lambda: self._catalogue.settings.files.editor,
            publish=audience.publish,
            finished=audience.finish,
        )
        self._remembering = Remembering(
            remembered, (live.id for live in self._catalogue.live), loop=self._loop, publish=audience.publish
        )
        self._browser = Browser(
            browser,
            kind=kind,
            loop=self._loop,
            catalogue=self._catalogue,
            keep=settings.save_browser,
            tell=self.tell,
            publish=audience.publish,
            finished=audience.finish,
        )
        self._was_up: WhatWasUp | None = None
        if kind is EngineKind.WINDOW:
            self._was_up = WhatWasUp(
                desktop.was_up,
                self._catalogue,
                loop=self._loop,
                obey=lambda command: self._commands.execute(command, _nothing),
                publish=audience.publish,
            )
        pages = PageSurroundings(
            loop=self._loop,
            questions=self._questions,
            answering=Answering(self._loop, audience.publish, audience.finish),
            publish=audience.publish,
            catalogue=self._catalogue,
            save_settings=settings.save,
            add_rules=self._browser.add_rules,
            tell=self.tell,
            reader=reader,
            resolver=resolver,
            pool=self._pool,
            find_route=self._around.find_route,
            connector=connector,
            secrets=secrets,
            home=home,
            agent_socket=agent_socket,
            environment=environment,
            local_user=local_user,
            desktop=desktop,
            was_up=self._was_up,
            web_apps=web_apps,
            browsers=self._browser.browsers,
            records=records,
        )
        self._pages = Pages(pages)
        audience.subscribe(self._pages.activity.hear)
        self._outside = Outside(self._pool, self._catalogue, self._transfers, self._browser, self._pages.activity)
        self._commands = Commands(
            check_running=self._check_running,
            hand_over=self._hand_over,
            removed=self._removed,
            audience=audience,
            questions=self._questions,
            catalogue=self._catalogue,
            settings=settings,
            connections=connections,
            transfers=self._transfers,
            edits=self._edits,
            browser=self._browser,
            pages=self._pages,
            remembering=self._remembering,
        )
        self._records = records
        records.follow(self.logged, self._log_failed)
        begun, notices = self._transfers.begin_with()
        known = self._catalogue.snapshot()
        audience.snapshot = replace(
            known,
            transfers=begun,
            # A command's engine leaves them alone: it ends soon, and would take copies away that are still open.
            edits=self._edits.begin_with() if kind is EngineKind.WINDOW else (),
            remembered=self._remembering.known,
            browser=self._browser.state(),
            web_apps=self._pages.web_apps.states(),
            notices=(*known.notices, *notices, *self._browser.notices),
        )

    # --- what front ends use

    def start(self) -> None:
        """Start the engine thread."""
        self._loop.post(lambda: self._pages.activity.begin(self._audience.snapshot))
        self._loop.start()

    def serve_browsers(self) -> None:
        """Be there for browsers as the one before was. Not for an engine that ends when it has done one thing."""
        self._loop.post(self._browser.begin)

    def follow_hosts(self) -> None:
        """Let connections follow the ssh_config that they come from. Not for an engine that ends soon, either."""
        self._loop.post(self._pages.hosts.begin)

    def settle_in(self, taken_over: Collection[str]) -> None:
        """Bring back what was up, but for these connections, and let the desktop start this program. For windows."""

        def begin() -> None:
            self._pages.desktop.begin()
            if self._was_up:
                self._was_up.begin(taken_over)

        self._loop.post(begin)

    def session_ends(self) -> None:
        """The desktop's session is about to end, and this engine with it. Any thread."""
        if self._was_up:
            self._loop.post(self._was_up.session_ends)

    def stop(self, seconds: float = CLOSE_SECONDS) -> None:
        """Take everything down and end all threads, within `seconds`."""
        self._loop.post(self._take_all_down)
        self._loop.stop(seconds)
        self._close()

    @property
    def to_go_on(self) -> tuple[str, ...]:
        """Ids of the transfers that the engine before was busy with and that go on by themselves: resume them when
        somebody can be asked. Before `start`."""
        return self._transfers.to_go_on

    def submit(self, command: Command, done: Done | None = None) -> None:
        """See `EngineAccess`."""
        self._loop.post(lambda: self._commands.execute(command, done or _nothing))

    def snapshot(self) -> Snapshot:
        """See `EngineAccess`."""
        return self._audience.snapshot

    def subscribe(self, sink: Sink, *, answers: bool = False) -> Unsubscribe:
        """See `EngineAccess`."""
        stop_hearing = self._audience.subscribe(sink)
        if answers:
            self.set_answering(WINDOW, present=True)

        def unsubscribe() -> None:
            stop_hearing()
            if answers:
                self.set_answering(WINDOW, present=False)

        return unsubscribe

    def tell(self, problem: Problem) -> None:
        """Show the user something about the whole program, once. Any thread."""

        def raise_notice() -> None:
            if problem not in self._audience.snapshot.notices:
                self._audience.publish(NoticeRaised(problem))

        self._loop.post(raise_notice)

    def logged(self, level: int, text: str) -> None:
        """This program's log has a warning, or worse. Any thread."""
        self._loop.post(lambda: self._pages.activity.logged(level, text))

    def _log_failed(self, path: Path, why: str) -> None:
        self.tell(Problem(ProblemKind.FILE_UNWRITABLE, str(path), {"detail": why}))

    # --- what the system tells

    def woke_up(self) -> None:
        """The machine slept. Any thread."""
        self._loop.post(self._outside.woke_up)

    def network_changed(self, online: bool) -> None:
        """The machine has a network, perhaps another one, or none. Any thread."""
        self._loop.post(lambda: self._outside.network_changed(online=online))

    # --- what the control socket uses

    def set_answering(self, asker: str, *, present: bool) -> None:
        """Somebody who can be asked sits at `asker`, or has left."""

        def set_answering() -> None:
            self._questions.set_answering(asker, present)
            self._commands.window_is_there()

        self._loop.post(set_answering)

    def forget_asker(self, asker: str) -> None:
        """This terminal is gone. What it brought up stays, what it transfers goes on."""

        def forget() -> None:
            self._transfers.forget_asker(asker)
            self._edits.forget_asker(asker)
            self._questions.forget_asker(asker)

        self._loop.post(forget)

    def open_stdio(
        self, connection_id: str, target: Endpoint, sock: socket.socket, first: bytes, replies: Replies, asker: str
    ) -> None:
        """Join `sock` with a stream to `target` as seen from the connection's machine, which is brought up for it.

        `first` was read from `sock` already. Any thread; on failure `sock` hears `replies.refused` and is closed.
        """

        def begin() -> None:
            try:
                self._check_running()
                open_stdio(self._catalogue.connection(connection_id), target, sock, first, replies, asker)
            except TowpathError as error:
                turn_away(sock, replies.refused(error.problem))

        self._loop.post(begin)

    def _check_running(self) -> None:
        if self._ended:
            facts = {"detail": "it has ended, or a window has taken the profile over"}
            raise TowpathError(Problem(ProblemKind.ENGINE_GONE, facts=facts))

    def _removed(self, live: LiveConnection) -> None:
        """Nothing more is to be told of it."""
        if self._was_up:
            self._was_up.removed(live.id)
        self._changed.pop(live, None)

    # --- ending

    def _take_all_down(self, *, goes_on: bool = False) -> None:
        self._ended = True
        if self._was_up:
            self._was_up.stop()
        self._pages.stop()
        self._browser.stop(goes_on=goes_on)
        self._edits.stop()
        self._transfers.stop(goes_on=goes_on)
        for live in self._catalogue.live:
            live.down()

    def _close(self) -> None:
        """Once nothing comes any more. Waits."""
        self._browser.close()
        self._edits.close()
        self._transfers.close()
        self._remembering.close()
        if self._was_up:
            self._was_up.close()
        self._pages.activity.close()
        self._records.close()

    def _hand_over(self, done: Done) -> None:
        if self._kind is EngineKind.WINDOW:
            facts = {"pid": str(os.getpid())}
            raise TowpathError(Problem(ProblemKind.ENGINE_HELD, "", facts))
        self._audience.publish(HandedOver())  # first, so that nobody takes what follows for a loss
        self._take_all_down(goes_on=True)

        def when_closed() -> None:
            self._loop.wait_aside(CLOSE_SECONDS)
            self._close()
            self._loop.post(lambda: self._handed_over(done))

        self._loop.aside("hand-over", when_closed)

    def _handed_over(self, done: Done) -> None:
        self._give_up()
        self._audience.finish(done, None)

    # --- publishing

    def _has_changed(self, live: LiveConnection) -> None:
        self._changed.setdefault(live)

    def _after_each(self) -> None:
        """After each piece of work: publish what it changed, then answer whom it answered."""
        self._transfers.settle()  # which may bring connections up
        while self._changed:
            changed, self._changed = self._changed, {}
            for live in changed:
                self._browser.follow(live)
                state = live.state()
                if self._was_up:
                    self._was_up.follow(live, state)
                if state != self._audience.snapshot.by_id(state.connection.id):
                    self._audience.publish(ConnectionChanged(state))
                self._pages.web_apps.follow(live)  # who hears that one is open knows its forward
            self._transfers.follow()
            self._edits.follow()
            self._transfers.settle()
        self._audience.answer()


def _nothing(_: Problem | None) -> None:
    """For commands whose outcome nobody waits for."""
