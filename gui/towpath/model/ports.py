"""Protocols that let layers work together without importing each other. The engine hands the objects over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from towpath.model.command import Command
from towpath.model.error import Problem
from towpath.model.event import Event
from towpath.model.forward import Endpoint
from towpath.model.prompt import Answer, Asked, Choice, OverwriteAsked
from towpath.model.state import Snapshot, Traffic
from towpath.model.transfer import FileResult


class Asker(Protocol):
    """Asks a person. Called in the worker thread of one login and blocks only that thread.

    Raises `TowpathError` NEEDS_ANSWER when nobody can answer, `Cancelled` when the work was ended meanwhile.
    """

    def __call__(self, asked: Asked) -> Answer: ...


class Keyring(Protocol):
    """Keeps secrets beyond the end of the program, encrypted. Any thread; may block on the user's unlocking it."""

    @property
    def name(self) -> str:
        """What people call it; empty for none."""
        ...

    def get(self, kind: str, key: str) -> str | None:
        """`None` means not stored or no safe keyring."""
        ...

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Store it; the problem, if it could not be stored."""
        ...

    def forget(self, kind: str, key: str) -> Problem | None:
        """Delete it if it is there; the problem, if it may be there still."""
        ...

    def unusable(self) -> Problem | None:
        """Why nothing can be stored, or None when it can."""
        ...

    def look_again(self) -> None:
        """One that could not be used may be usable now."""
        ...


class Secrets(Protocol):
    """Secrets as logins need them: in the keyring, or in memory until the program ends. Any thread; all but `keep` may
    block on the keyring."""

    def get(self, kind: str, key: str) -> str | None: ...
    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        """Store it in the keyring; the problem, if it could not be stored."""
        ...

    def keep(self, kind: str, key: str, secret: str) -> None:
        """In memory only. Never waits."""
        ...

    def forget(self, kind: str, key: str) -> Problem | None:
        """In both places; the problem, if the keyring may have it still."""
        ...

    def unusable(self) -> Problem | None:
        """Why the keyring can store nothing, or None when it can."""
        ...


class StreamEvents(Protocol):
    """What a far stream tells its user, in the far side's own thread, which must never wait."""

    def opened(self) -> None: ...
    def refused(self, problem: Problem) -> None: ...
    def data(self, data: bytes) -> None: ...
    def end_of_file(self) -> None: ...
    def closed(self) -> None: ...
    def writable(self) -> None:
        """The far side takes bytes again after `send` took fewer than offered."""
        ...


class Stream(Protocol):
    """One byte stream to a far target with windows in both directions and half-close (an SSH channel)."""

    def send(self, data: memoryview) -> int:
        """Take as many bytes as the window allows, possibly none. Never waits for a window."""
        ...

    def send_end_of_file(self) -> None: ...
    def acknowledge(self, count: int) -> None:
        """`count` bytes given to `data` have left this machine: the far side may send as many more."""
        ...

    def close(self) -> None: ...


NOBODY = Endpoint("", 0)
"""The origin of a stream when there is nothing to tell of who asked for it."""


class OpenStream(Protocol):
    """Opens a stream to `target` as seen from the far side; a name is resolved there. Never waits: the outcome
    comes to `events`. `origin` is who connected here, or NOBODY."""

    def __call__(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream: ...


class IncomingStream(Protocol):
    """A stream that the far side wishes to open to us. Exactly one of the two is called, once, in any thread."""

    @property
    def origin(self) -> Endpoint:
        """Who connected there, as the far side tells."""
        ...

    def accept(self, events: StreamEvents) -> Stream:
        """Open it. `events.opened` is called before this returns."""
        ...

    def refuse(self, why: str) -> None:
        """Turn it away; `why` goes to the far side."""
        ...


class ForwardEvents(Protocol):
    """What a running forward tells the engine, from any thread. None of these may wait."""

    def listening(self, bound: Endpoint) -> None:
        """It listens, and where."""
        ...

    def failed(self, problem: Problem) -> None:
        """It cannot listen, or no longer does. It has stopped."""
        ...

    def told(self, problem: Problem | None) -> None:
        """Why it is of no use though it listens (the target refuses, the server prohibits); None when it is again.
        Only when that changes."""
        ...

    def noted(self, problem: Problem) -> None:
        """Something went wrong with one connection; it says nothing about the others."""
        ...


class RunningForward(Protocol):
    """A forward on a session. Any thread; no method waits for the link."""

    def start(self) -> None:
        """Listen. The outcome comes to its events, `listening` or `failed`, perhaps before this returns."""
        ...

    def stop(self) -> None:
        """Free the port and reset the connections through it. Nothing is told any more."""
        ...

    def check(self, done: Callable[[Problem | None], None]) -> None:
        """See whether the target accepts, without saying a word to it; `done` gets None or why not, once, in any
        thread, also when the session ends."""
        ...

    def traffic(self) -> Traffic:
        """What went through it so far; the rates are 0."""
        ...


AskOverwrite = Callable[[OverwriteAsked], Awaitable[Choice | None]]
"""Asks about a file that is there already, in the event loop of a batch. None: refused, or there is nobody to ask."""
Told = Callable[[FileResult], None]
"""Told of each path of a batch that has ended, in its event loop."""

Unsubscribe = Callable[[], None]
Done = Callable[[Problem | None], None]


class EngineAccess(Protocol):
    """The engine as front ends see it: in this process, or through the control socket. No method waits."""

    @property
    def asker(self) -> str:
        """Questions with this `asker` are for the person in front of this front end; empty in the engine's process."""
        ...

    def submit(self, command: Command, done: Done | None = None) -> None:
        """Queue a command. `done` gets None or the problem, in the engine's (or the client's reading) thread,
        when `snapshot` already shows the outcome."""
        ...

    def snapshot(self) -> Snapshot:
        """The latest state, immutable."""
        ...

    def subscribe(self, sink: Callable[[Event], None], *, answers: bool = False) -> Unsubscribe:
        """`sink` is called for each event in the engine's (or the client's reading) thread and must not wait.

        `answers` says that somebody sits there who can be asked; without anybody, work that has a question fails
        with NEEDS_ANSWER. Questions that are open already are in the snapshot.
        """
        ...
