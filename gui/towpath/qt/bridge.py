"""Between the engine's thread and the window: keeps the latest of everything and wakes the window once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from towpath.model.command import Command
from towpath.model.error import Problem
from towpath.model.event import ConnectionChanged, ConnectionRemoved, Event, HandedOver, ShowRequested
from towpath.model.ports import Done, EngineAccess
from towpath.model.state import Snapshot

_WAKE = QEvent.Type(QEvent.registerEventType())


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What happened since the last painting. The values themselves are in the snapshot."""

    connections: frozenset[str] = frozenset()
    """Ids of those that are new, changed or gone."""
    show: bool = False
    """Somebody asked for the window."""
    handed_over: bool = False


class Bridge(QObject):
    """Lives in the main thread. However many events arrive, the window is woken once and paints once."""

    changed = Signal(object)
    """Carries `Changes`, in the main thread."""

    def __init__(self, engine: EngineAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lock = threading.Lock()
        self._awake = False
        self._connections: set[str] = set()
        self._show = self._handed_over = False
        self._finished: list[tuple[Done, Problem | None]] = []
        self._unsubscribe: Callable[[], None] | None = engine.subscribe(self._take, answers=True)

    @property
    def snapshot(self) -> Snapshot:
        """The latest state."""
        return self._engine.snapshot()

    @property
    def asker(self) -> str:
        """Questions with this `asker` are for the person in front of the window."""
        return self._engine.asker

    def submit(self, command: Command, done: Done | None = None) -> None:
        """Send a command down; `done` is called in the main thread."""
        if done is None:
            self._engine.submit(command)
        else:
            self._engine.submit(command, lambda problem: self._finish(done, problem))

    def close(self) -> None:
        """Hear nothing more."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _take(self, event: Event) -> None:
        """Called in the engine's thread."""
        with self._lock:
            match event:
                case ConnectionChanged(state):
                    self._connections.add(state.connection.id)
                case ConnectionRemoved(connection_id):
                    self._connections.add(connection_id)
                case ShowRequested():
                    self._show = True
                case HandedOver():
                    self._handed_over = True
            self._wake()

    def _finish(self, done: Done, problem: Problem | None) -> None:
        """Called in the engine's thread."""
        with self._lock:
            self._finished.append((done, problem))
            self._wake()

    def _wake(self) -> None:
        if not self._awake:
            self._awake = True
            QCoreApplication.postEvent(self, QEvent(_WAKE))

    def event(self, event: QEvent) -> bool:
        if event.type() != _WAKE:
            return super().event(event)
        with self._lock:
            changes = Changes(connections=frozenset(self._connections), show=self._show, handed_over=self._handed_over)
            finished = self._finished
            self._connections, self._finished = set(), []
            self._show = self._handed_over = self._awake = False
        self.changed.emit(changes)
        for done, problem in finished:
            done(problem)
        return True
