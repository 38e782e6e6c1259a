"""Between the engine's thread and the window: keeps the latest of everything and wakes the window once."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from shiboken6 import isValid

from towpath.model.command import Command, Compare, Inquiry
from towpath.model.error import Problem
from towpath.model.event import (
    BrowserChanged,
    Compared,
    ConnectionChanged,
    ConnectionRemoved,
    EditChanged,
    EditRemoved,
    Event,
    FilesEnded,
    FolderListed,
    HandedOver,
    Happened,
    Reported,
    ShowRequested,
    SitesSeen,
    TransferChanged,
    TransferRemoved,
    TransfersArranged,
    WebAppsChanged,
)
from towpath.model.file_work import FileCommand, Withdraw
from towpath.model.ports import Done, EngineAccess
from towpath.model.state import Snapshot
from towpath.qt.shortcuts import Shortcuts

_WAKE = QEvent.Type(QEvent.registerEventType())
BUSY_SECONDS = 0.008
"""How long answers may be delivered before the window gets a chance to paint."""

Answer = FolderListed | Reported | Compared
Heard = Callable[[Answer], None]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What happened since the last painting. The values themselves are in the snapshot."""

    connections: frozenset[str] = frozenset()
    """Ids of those that are new, changed or gone."""
    transfers: bool = False
    """Some are new, changed, gone, or in another order."""
    edits: bool = False
    browser: bool = False
    """The switch, the rules, the router or the desktop's setting."""
    sites: bool = False
    """Those just seen."""
    web_apps: bool = False
    show: bool = False
    """Somebody asked for the window."""
    url: str = ""
    """For Quick connect, with `show`."""
    handed_over: bool = False


class Bridge(QObject):
    """Lives in the main thread. However many events arrive, the window is woken once and paints once."""

    changed = Signal(object)
    """Carries `Changes`, in the main thread."""
    files_ended = Signal(object)
    """Carries a `FilesEnded` for this front end, in the main thread."""
    happened = Signal(object)
    """Carries an `Activity`, in the main thread."""

    def __init__(self, engine: EngineAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lock = threading.Lock()
        self._awake = self._closed = False
        self._news = _News()
        self._to_deliver: deque[Callable[[], None]] = deque()
        self._heard: dict[str, Heard] = {}
        """By request. Main thread only."""
        self._unsubscribe: Callable[[], None] | None = engine.subscribe(self._take, answers=True)
        self.shortcuts = Shortcuts(self)

    @property
    def snapshot(self) -> Snapshot:
        """The latest state."""
        return self._engine.snapshot()

    @property
    def asker(self) -> str:
        """Questions with this `asker` are for the person in front of the window."""
        return self._engine.asker

    def submit(self, command: Command, done: Done | None = None) -> None:
        """Send a command down; `done` is called in the main thread. If it is the method of a dialog, or the like, not
        after that was deleted."""
        if done is None:
            self._engine.submit(command)
        else:
            self._engine.submit(command, lambda problem: self._deliver(lambda: _tell(done, problem)))

    def ask(self, command: FileCommand | Compare | Inquiry, heard: Heard, done: Done) -> None:
        """Send a command down whose answers come in pieces: `heard` gets each of them, then `done` how it ended, in
        the main thread; neither after `withdraw`."""
        request = command.comparison.id if isinstance(command, Compare) else command.request
        self._heard[request] = heard

        def ended(problem: Problem | None) -> None:
            if self._heard.pop(request, None):
                _tell(done, problem)

        self._engine.submit(command, lambda problem: self._deliver(lambda: ended(problem)))

    def withdraw(self, request: str, done: Done | None = None) -> None:
        """Nobody wants to know any more: the work ends, and nothing of it is told. `done` is called when it has."""
        if self._heard.pop(request, None):
            self.submit(Withdraw(request=request), done)

    def close(self) -> None:
        """Hear nothing more, and tell nobody what is on its way: whoever asked may be gone."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        with self._lock:
            self._closed = True
            self._to_deliver.clear()

    def _take(self, event: Event) -> None:
        """Called in the engine's thread."""
        match event:
            case FolderListed() | Reported() | Compared():
                if event.asker == self.asker:
                    self._deliver(lambda: self._tell(event))
            case FilesEnded():
                if event.asker == self.asker:
                    self._deliver(lambda: self.files_ended.emit(event))
            case Happened():
                self._deliver(lambda: self.happened.emit(event.activity))
            case _:
                with self._lock:
                    self._news.take(event)
                    self._wake()

    def _deliver(self, what: Callable[[], None]) -> None:
        """To the main thread, in this order. Called in the engine's thread."""
        with self._lock:
            if not self._closed:
                self._to_deliver.append(what)
                self._wake()

    def _tell(self, answer: Answer) -> None:
        request = answer.plan.comparison.id if isinstance(answer, Compared) else answer.request
        if heard := self._heard.get(request):
            heard(answer)

    def _wake(self) -> None:
        if not self._awake:
            self._awake = True
            # What the person does, and painting, goes first.
            QCoreApplication.postEvent(self, QEvent(_WAKE), Qt.EventPriority.LowEventPriority.value)

    def event(self, event: QEvent) -> bool:
        if event.type() != _WAKE:
            return super().event(event)
        with self._lock:
            self._awake = False
            news, self._news = self._news, _News()
        if news.happened:
            self.changed.emit(news.changes())
        try:
            self._deliver_some()
        finally:  # a receiver's mistake is its own: the others are told
            with self._lock:
                if self._to_deliver:
                    self._wake()
        return True

    def _deliver_some(self) -> None:
        until = time.perf_counter() + BUSY_SECONDS
        while time.perf_counter() < until:
            with self._lock:
                if not self._to_deliver:
                    return
                deliver = self._to_deliver.popleft()
            deliver()


def _tell(done: Done, problem: Problem | None) -> None:
    receiver = getattr(getattr(done, "func", done), "__self__", None)  # also of a `partial`
    if not isinstance(receiver, QObject) or isValid(receiver):
        done(problem)


class _News:
    """What is gathered between two paintings. Under the bridge's lock."""

    def __init__(self) -> None:
        self.happened = False
        self._connections: set[str] = set()
        self._transfers = self._edits = self._browser = self._sites = False
        self._web_apps = self._show = self._handed_over = False
        self._url = ""

    def take(self, event: Event) -> None:
        self.happened = True
        match event:
            case ConnectionChanged(state):
                self._connections.add(state.connection.id)
            case ConnectionRemoved(connection_id):
                self._connections.add(connection_id)
            case TransferChanged() | TransferRemoved() | TransfersArranged():
                self._transfers = True
            case EditChanged() | EditRemoved():
                self._edits = True
            case BrowserChanged():
                self._browser = True
            case SitesSeen():
                self._sites = True
            case WebAppsChanged():
                self._web_apps = True
            case ShowRequested(url):
                self._show = True
                self._url = url or self._url
            case HandedOver():
                self._handed_over = True

    def changes(self) -> Changes:
        return Changes(
            connections=frozenset(self._connections),
            transfers=self._transfers,
            edits=self._edits,
            browser=self._browser,
            sites=self._sites,
            web_apps=self._web_apps,
            show=self._show,
            url=self._url,
            handed_over=self._handed_over,
        )
