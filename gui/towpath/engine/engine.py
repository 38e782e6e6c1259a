"""The engine: takes commands one at a time, owns all state, publishes snapshots and events."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from towpath.engine.chain import chain
from towpath.engine.connections import LiveConnection, Surroundings
from towpath.engine.forwards import MakeForward
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Clock, Loop
from towpath.engine.parts import ConfigStore
from towpath.engine.questions import WINDOW, Questions
from towpath.engine.saved_secrets import forget_secrets
from towpath.engine.sessions import Connector, Pool
from towpath.model.command import (
    AddForward,
    Command,
    Down,
    GiveAnswer,
    HandOver,
    RemoveConnection,
    RemoveForward,
    SaveConnection,
    SaveSettings,
    ShowWindow,
    Up,
)
from towpath.model.connection import Connection
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
from towpath.model.ports import Done, Secrets, Unsubscribe
from towpath.model.settings import Config
from towpath.model.state import Snapshot

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
        secrets: Secrets,
        connector: Connector,
        make_forward: MakeForward,
        local_user: str,
        environment: Mapping[str, str],
        give_up: Callable[[], None] = lambda: None,
        clock: Clock = time,
    ) -> None:
        self.asker = WINDOW
        self._kind = kind
        self._store = config
        self._secrets = secrets
        self._local_user = local_user
        self._give_up = give_up
        self._ended = False
        self._loop = Loop(self._after_each, clock)
        self._questions = Questions(self._loop, self._publish, lambda: self._config.settings.remember_secrets)
        self._changed: dict[LiveConnection, None] = {}
        self._finished: list[tuple[Done, Problem | None]] = []
        self._sinks: tuple[Sink, ...] = ()
        self._sinks_lock = threading.Lock()
        self._around = Surroundings(
            loop=self._loop,
            pool=Pool(self._loop, connector, self._questions, local_user),
            make_forward=make_forward,
            chain=lambda connection: chain(connection, local_user, environment),
            changed=self._has_changed,
            finished=self._finish,
        )
        self._config, notices = config.load()
        self._live = {c.id: LiveConnection(c, self._around) for c in self._config.connections}
        self._snapshot = Snapshot(
            connections=tuple(live.state() for live in self._live.values()),
            notices=notices,
            settings=self._config.settings,
        )

    # --- what front ends use

    def start(self) -> None:
        """Start the engine thread."""
        self._loop.start()

    def stop(self, seconds: float = CLOSE_SECONDS) -> None:
        """Take everything down and end all threads, within `seconds`."""
        self._loop.post(self._take_all_down)
        self._loop.stop(seconds)

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

    # --- what the control socket uses

    def set_answering(self, asker: str, *, present: bool) -> None:
        """Somebody who can be asked sits at `asker`, or has left."""
        self._loop.post(lambda: self._questions.set_answering(asker, present))

    def forget_asker(self, asker: str) -> None:
        """This terminal is gone. What it brought up stays."""
        self._loop.post(lambda: self._questions.forget_asker(asker))

    # --- commands

    def _execute(self, command: Command, done: Done) -> None:
        if self._ended:
            facts = {"detail": "it has ended, or a window has taken the profile over"}
            self._finish(done, Problem(ProblemKind.ENGINE_GONE, facts=facts))
            return
        try:
            self._obey(command, done)
        except TowpathError as error:
            self._finish(done, error.problem)
        except Exception as error:
            log.exception("unexpected error in command %s", type(command).__name__)
            facts = {"detail": type(error).__name__}
            self._finish(done, Problem(ProblemKind.INTERNAL, type(command).__name__, facts))

    def _obey(self, command: Command, done: Done) -> None:
        """Those whose outcome comes later pass `done` on; the others are finished when they return."""
        match command:
            case Up():
                live = self._connection(command.connection)
                _check_forwards(live, command.forwards)
                live.up(command.forwards, command.asker, done)
                return
            case AddForward(save=False):
                live = self._connection(command.connection)
                _check_new(live, command)
                live.add_forward(command.forward, command.asker, done)
                return
            case AddForward():
                self._add_forward(command, done)
                return
            case HandOver():
                self._hand_over(done)
                return
            case Down():
                live = self._connection(command.connection)
                _check_forwards(live, command.forwards)
                live.down(command.forwards)
            case SaveConnection():
                self._save_connection(command.connection)
            case RemoveConnection():
                self._remove_connection(command.connection)
            case RemoveForward():
                self._remove_forward(command)
            case GiveAnswer():
                self._questions.answer(command.id, command.answer)
            case SaveSettings():
                self._save(replace(self._config, settings=command.settings))
                self._publish(SettingsChanged(command.settings))
            case ShowWindow():
                self._publish(ShowRequested())
        self._finish(done, None)

    def _save_connection(self, connection: Connection) -> None:
        others = [c for c in self._config.connections if c.id != connection.id]
        if any(c.name == connection.name for c in others):
            raise TowpathError(Problem(ProblemKind.NAME_TAKEN, connection.name))
        live = self._live.get(connection.id)
        if live:
            kept = tuple(connection if c.id == connection.id else c for c in self._config.connections)
            self._save(replace(self._config, connections=kept))
            live.save(connection)
        else:
            self._save(replace(self._config, connections=(*others, connection)))
            live = self._live[connection.id] = LiveConnection(connection, self._around)
        self._has_changed(live)

    def _remove_connection(self, connection_id: str) -> None:
        live = self._connection(connection_id)
        others = tuple(c for c in self._config.connections if c.id != connection_id)
        self._save(replace(self._config, connections=others))
        live.down()
        del self._live[connection_id]
        self._changed.pop(live, None)
        self._publish(ConnectionRemoved(connection_id))
        connection = live.connection
        self._loop.aside("forget", lambda: forget_secrets(self._secrets, connection, others, self._local_user))

    def _add_forward(self, command: AddForward, done: Done) -> None:
        live = self._connection(command.connection)
        _check_new(live, command)
        was_wanted = live.is_wanted
        forwards = (*live.connection.forwards, command.forward)
        self._save_connection(replace(live.connection, forwards=forwards))
        if was_wanted and command.forward.enabled:
            live.up([command.forward.id], command.asker, done)
        else:
            self._finish(done, None)

    def _remove_forward(self, command: RemoveForward) -> None:
        live = self._connection(command.connection)
        _check_forwards(live, [command.forward])
        kept = tuple(f for f in live.connection.forwards if f.id != command.forward)
        if kept != live.connection.forwards:
            connection = replace(live.connection, forwards=kept)
            others = tuple(connection if c.id == connection.id else c for c in self._config.connections)
            self._save(replace(self._config, connections=others))
            live.connection = connection
        live.remove_forward(command.forward)

    def _save(self, config: Config) -> None:
        """On disk first: what could not be written is not pretended to be saved."""
        self._store.save(config)
        self._config = config

    def _connection(self, connection_id: str) -> LiveConnection:
        live = self._live.get(connection_id)
        if live is None:
            facts = {"choices": ", ".join(c.name for c in self._live.values())}
            raise TowpathError(Problem(ProblemKind.UNKNOWN_CONNECTION, connection_id, facts))
        return live

    # --- ending

    def _take_all_down(self) -> None:
        self._ended = True
        for live in self._live.values():
            live.down()

    def _hand_over(self, done: Done) -> None:
        if self._kind is EngineKind.WINDOW:
            facts = {"pid": str(os.getpid())}
            raise TowpathError(Problem(ProblemKind.ENGINE_HELD, "", facts))
        self._publish(HandedOver())  # first, so that nobody takes what follows for a loss
        self._take_all_down()

        def when_closed() -> None:
            self._loop.wait_aside(CLOSE_SECONDS)
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
        changed, self._changed = self._changed, {}
        for live in changed:
            state = live.state()
            if state != self._snapshot.by_id(state.connection.id):
                self._publish(ConnectionChanged(state))
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


def _check_forwards(live: LiveConnection, forward_ids: Iterable[str]) -> None:
    for forward_id in forward_ids:
        if forward_id not in live.forward_ids:
            facts = {"choices": ", ".join(f.forward.name for f in live.state().forwards)}
            raise TowpathError(Problem(ProblemKind.UNKNOWN_FORWARD, forward_id, facts))


def _check_new(live: LiveConnection, command: AddForward) -> None:
    if command.forward.id in live.forward_ids:
        facts = {"detail": "the connection has this forward already"}
        raise TowpathError(Problem(ProblemKind.INVALID, command.forward.name, facts))
