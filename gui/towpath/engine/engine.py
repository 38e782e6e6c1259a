"""The engine: takes commands one at a time, owns all state, publishes snapshots and events."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from towpath.engine.answers import first_problem_of
from towpath.engine.catalogue import Catalogue
from towpath.engine.chain import chain
from towpath.engine.connections import LiveConnection, Surroundings
from towpath.engine.edits import EditParts, Edits
from towpath.engine.forward_passwords import FORWARD_PASSWORD, ForwardPasswords
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Clock, Loop
from towpath.engine.parts import ConfigStore, RememberedStore
from towpath.engine.questions import WINDOW, Questions
from towpath.engine.remembering import Remembering
from towpath.engine.saved_secrets import TellingSecrets, out_of_use
from towpath.engine.sessions import Connector, Pool
from towpath.engine.stdio import open_stdio, turn_away
from towpath.engine.ticker import Ticker
from towpath.engine.transfers import TransferParts, Transfers
from towpath.engine.workshop import MakeForward, StartProgram, Workshop
from towpath.model.command import (
    AddForward,
    CheckForwards,
    Command,
    Down,
    GiveAnswer,
    HandOver,
    ListenElsewhere,
    RemoveConnection,
    RemoveForward,
    RetryNow,
    SaveConnection,
    SaveSettings,
    SetForwardPassword,
    ShowWindow,
    TransferCommand,
    Up,
)
from towpath.model.connection import Connection
from towpath.model.editing import EditCommand
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import (
    ConnectionChanged,
    ConnectionRemoved,
    Event,
    HandedOver,
    NoticeRaised,
    SettingsChanged,
    ShowRequested,
    applied,
)
from towpath.model.file_work import FileCommand
from towpath.model.forward import Endpoint
from towpath.model.ports import Done, Secrets, Unsubscribe
from towpath.model.remembered import Remember
from towpath.model.settings import AfterQueue, Settings
from towpath.model.state import Snapshot
from towpath.net.joint import Replies

log = logging.getLogger(__name__)

_T = TypeVar("_T")
Sink = Callable[[Event], None]
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
        secrets: Secrets,
        connector: Connector,
        make_forward: MakeForward,
        start_program: StartProgram,
        transfers: TransferParts,
        edits: EditParts,
        local_user: str,
        environment: Mapping[str, str],
        give_up: Callable[[], None] = lambda: None,
        clock: Clock = time,
    ) -> None:
        self.asker = WINDOW
        self._kind = kind
        self._secrets = secrets
        self._local_user = local_user
        self._give_up = give_up
        self._ended = False
        self._loop = Loop(self._after_each, clock)
        self._questions = Questions(self._loop, self._publish, lambda: self._catalogue.settings.remember_secrets)
        self._changed: dict[LiveConnection, None] = {}
        self._finished: list[tuple[Done, Problem | None]] = []
        self._sinks: tuple[Sink, ...] = ()
        self._sinks_lock = threading.Lock()
        self._online = True
        self._pool = Pool(self._loop, connector, self._questions, local_user)
        self._passwords = ForwardPasswords(
            TellingSecrets(secrets, self.tell), self._questions, lambda: self._catalogue.settings.remember_secrets
        )
        self._around = Surroundings(
            loop=self._loop,
            pool=self._pool,
            workshop=Workshop(
                loop=self._loop,
                ticker=Ticker(self._loop),
                make=make_forward,
                passwords=self._passwords,
                start_program=start_program,
            ),
            online=lambda: self._online,
            chain=lambda connection: chain(connection, local_user, environment),
            changed=self._has_changed,
            finished=self._finish,
        )
        self._catalogue = Catalogue(config, self._around, self._forget_secrets)
        self._transfers = Transfers(
            transfers,
            kind=kind,
            loop=self._loop,
            questions=self._questions,
            connection=self._catalogue.connection,
            names=lambda: {live.id: live.name for live in self._catalogue.live},
            queue_ended=self._queue_ended,
            publish=self._publish,
            finished=self._finish,
        )
        self._edits = Edits(
            edits,
            loop=self._loop,
            file_systems=self._transfers.file_systems,
            questions=self._questions,
            editor=lambda: self._catalogue.settings.files.editor,
            publish=self._publish,
            finished=self._finish,
        )
        self._remembering = Remembering(
            remembered, (live.id for live in self._catalogue.live), loop=self._loop, publish=self._publish
        )
        begun, notices = self._transfers.begin_with()
        known = self._catalogue.snapshot()
        self._snapshot = replace(
            known,
            transfers=begun,
            edits=self._edits.begin_with(),
            remembered=self._remembering.known,
            notices=(*known.notices, *notices),
        )

    # --- what front ends use

    def start(self) -> None:
        """Start the engine thread."""
        self._loop.start()

    def stop(self, seconds: float = CLOSE_SECONDS) -> None:
        """Take everything down and end all threads, within `seconds`."""
        self._loop.post(self._take_all_down)
        self._loop.stop(seconds)
        self._edits.close()
        self._transfers.close()
        self._remembering.close()

    @property
    def to_go_on(self) -> tuple[str, ...]:
        """Ids of the transfers that the engine before was busy with and that go on by themselves: resume them when
        somebody can be asked. Before `start`."""
        return self._transfers.to_go_on

    def submit(self, command: Command, done: Done | None = None) -> None:
        """See `EngineAccess`."""
        self._loop.post(lambda: self._execute(command, done or _nothing))

    def snapshot(self) -> Snapshot:
        """See `EngineAccess`."""
        return self._snapshot

    def subscribe(self, sink: Sink, *, answers: bool = False) -> Unsubscribe:
        """See `EngineAccess`."""
        with self._sinks_lock:
            self._sinks = (*self._sinks, sink)
        if answers:
            self.set_answering(WINDOW, present=True)

        def unsubscribe() -> None:
            with self._sinks_lock:
                self._sinks = tuple(one for one in self._sinks if one is not sink)
            if answers:
                self.set_answering(WINDOW, present=False)

        return unsubscribe

    def tell(self, problem: Problem) -> None:
        """Show the user something about the whole program, once. Any thread."""

        def raise_notice() -> None:
            if problem not in self._snapshot.notices:
                self._publish(NoticeRaised(problem))

        self._loop.post(raise_notice)

    # --- what the system tells

    def woke_up(self) -> None:
        """The machine slept. Any thread."""
        self._loop.post(self._look_anew)

    def network_changed(self, online: bool) -> None:
        """The machine has a network, perhaps another one, or none. Any thread."""

        def changed() -> None:
            self._online = online
            if online:
                self._look_anew()
            else:  # sessions are left alone: the cable may be back before they notice
                for live in self._catalogue.live:
                    live.network_is_gone()

        self._loop.post(changed)

    def _look_anew(self) -> None:
        """Find out at once which sessions are still there, and let nothing wait that could be tried."""
        self._pool.expect_answers()
        self._pool.dial_again()
        for live in self._catalogue.live:
            live.try_soon()
        self._transfers.try_soon()

    # --- what the control socket uses

    def set_answering(self, asker: str, *, present: bool) -> None:
        """Somebody who can be asked sits at `asker`, or has left."""
        self._loop.post(lambda: self._questions.set_answering(asker, present))

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

    # --- commands

    def _check_running(self) -> None:
        if self._ended:
            facts = {"detail": "it has ended, or a window has taken the profile over"}
            raise TowpathError(Problem(ProblemKind.ENGINE_GONE, facts=facts))

    def _execute(self, command: Command, done: Done) -> None:
        try:
            self._check_running()
            self._obey(command, done)
        except TowpathError as error:
            self._finish(done, error.problem)
        except Exception as error:
            log.exception("unexpected error in command %s", type(command).__name__)
            facts = {"detail": type(error).__name__}
            self._finish(done, Problem(ProblemKind.INTERNAL, type(command).__name__, facts))

    def _obey(self, command: Command, done: Done) -> None:
        """Those whose outcome comes later get `done`; the others are finished when they return."""
        if isinstance(command, TransferCommand | FileCommand):
            self._transfers.obey(command, done)
            return
        if isinstance(command, EditCommand):
            self._edits.obey(command, done)
            return
        match command:
            case Up() | RetryNow() | CheckForwards() | ListenElsewhere() | AddForward():
                self._bring(command, done)
            case SetForwardPassword():
                self._set_forward_password(command, done)
            case HandOver():
                self._hand_over(done)
            case _:
                self._carry_out(command)
                self._finish(done, None)

    def _bring(self, command: Up | RetryNow | CheckForwards | ListenElsewhere | AddForward, done: Done) -> None:
        """What goes through the network."""
        match command:
            case Up():
                self._catalogue.connection(command.connection, command.forwards).up(command, done)
            case RetryNow():
                self._retry_now(command, done)
            case CheckForwards():
                self._catalogue.connection(command.connection, command.forwards).check(command.forwards, done)
            case ListenElsewhere():
                live = self._catalogue.connection(command.connection, [command.forward])
                live.listen_elsewhere(command.forward, command.port, done)
            case AddForward():
                self._catalogue.add_forward(command, done)

    def _carry_out(self, command: Command) -> None:
        """What is done at once."""
        match command:
            case Down():
                self._catalogue.connection(command.connection, command.forwards).down(command.forwards)
            case SaveConnection():
                self._catalogue.save_connection(command.connection, save=command.save)
            case RemoveConnection():
                self._remove_connection(command.connection)
            case RemoveForward():
                self._catalogue.remove_forward(command)
            case GiveAnswer():
                self._questions.answer(command.id, command.answer)
            case SaveSettings():
                self._save_settings(command.settings)
            case Remember():
                self._remembering.remember(command.remembered)
            case ShowWindow():
                self._publish(ShowRequested())

    def _remove_connection(self, connection_id: str) -> None:
        live = self._catalogue.remove_connection(connection_id)
        self._changed.pop(live, None)
        self._publish(ConnectionRemoved(live.id))
        if self._catalogue.settings != self._snapshot.settings:
            self._publish(SettingsChanged(self._catalogue.settings))
        self._remembering.keep_only(one.id for one in self._catalogue.live)
        self._transfers.follow()

    def _retry_now(self, command: RetryNow, done: Done) -> None:
        if command.connection:
            self._catalogue.connection(command.connection).retry(command.asker, done)
            return
        waiting = [live for live in self._catalogue.live if live.waits]
        if not waiting:
            self._finish(done, None)
        each = first_problem_of(len(waiting), done)  # they are finished when their states are published
        for live in waiting:
            live.retry(command.asker, each)

    def _set_forward_password(self, command: SetForwardPassword, done: Done) -> None:
        live = self._catalogue.connection(command.connection, [command.forward])
        key = (command.connection, command.forward)
        self._passwords.remember(*key, command.password)
        live.password_changed(command.forward)

        if not live.keeps(command.forward):  # it is not saved, so neither is its password
            self._finish(done, None)
            return

        def keep() -> None:
            self._passwords.keep(*key, command.password)
            self._loop.post(lambda: self._finish(done, None))

        self._loop.aside("keep", keep)

    def _forget_secrets(self, before: Sequence[Connection], after: Sequence[Connection]) -> None:
        gone = out_of_use(before, after, self._local_user)

        def forget() -> None:
            for kind, key in gone:
                self._secrets.forget(kind, key)

        if gone:
            self._passwords.forget(key for kind, key in gone if kind == FORWARD_PASSWORD)
            self._loop.aside("forget", forget)

    def _queue_ended(self, connection_ids: frozenset[str]) -> None:
        """Do what the user wished for once. A sound is the window's."""
        settings = self._catalogue.settings
        if settings.files.after_queue is not AfterQueue.DISCONNECT:
            return
        for live in self._catalogue.live:
            if live.id in connection_ids:
                live.down_if_unused()
        wished = replace(settings, files=replace(settings.files, after_queue=AfterQueue.NOTHING))
        try:
            self._save_settings(wished)
        except TowpathError as error:
            self.tell(error.problem)

    def _save_settings(self, settings: Settings) -> None:
        self._catalogue.save_settings(settings)
        self._publish(SettingsChanged(settings))

    # --- ending

    def _take_all_down(self, *, goes_on: bool = False) -> None:
        self._ended = True
        self._edits.stop()
        self._transfers.stop(goes_on=goes_on)
        for live in self._catalogue.live:
            live.down()

    def _hand_over(self, done: Done) -> None:
        if self._kind is EngineKind.WINDOW:
            facts = {"pid": str(os.getpid())}
            raise TowpathError(Problem(ProblemKind.ENGINE_HELD, "", facts))
        self._publish(HandedOver())  # first, so that nobody takes what follows for a loss
        self._take_all_down(goes_on=True)

        def when_closed() -> None:
            self._loop.wait_aside(CLOSE_SECONDS)
            self._edits.close()
            self._transfers.close()
            self._remembering.close()
            self._loop.post(lambda: self._handed_over(done))

        self._loop.aside("hand-over", when_closed)

    def _handed_over(self, done: Done) -> None:
        self._give_up()
        self._finish(done, None)

    # --- publishing

    def _has_changed(self, live: LiveConnection) -> None:
        self._changed.setdefault(live)

    def _finish(self, done: Done, problem: Problem | None) -> None:
        self._finished.append((done, problem))

    def _after_each(self) -> None:
        """After each piece of work: publish what it changed, then answer whom it answered."""
        self._transfers.settle()  # which may bring connections up
        while self._changed:
            changed, self._changed = self._changed, {}
            for live in changed:
                state = live.state()
                if state != self._snapshot.by_id(state.connection.id):
                    self._publish(ConnectionChanged(state))
            self._transfers.follow()
            self._edits.follow()
            self._transfers.settle()
        finished, self._finished = self._finished, []
        for done, problem in finished:
            _call(done, problem)

    def _publish(self, event: Event) -> None:
        self._snapshot = applied(self._snapshot, event)
        for sink in self._sinks:
            _call(sink, event)


def _call(receiver: Callable[[_T], None], value: _T) -> None:
    """A front end's mistake is its own: the engine goes on."""
    try:
        receiver(value)
    except Exception:
        log.exception("unexpected error in a receiver of the engine")


def _nothing(_: Problem | None) -> None:
    """For commands whose outcome nobody waits for."""
