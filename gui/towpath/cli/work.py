"""Getting an engine for a verb, running commands on it to the end, and asking at the terminal meanwhile."""

from __future__ import annotations

import contextlib
import functools
import itertools
import queue
import signal
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import TypeVar

import click
import msgspec
from msgspec.structs import replace

from towpath.cli.forward_options import unknown_forward
from towpath.cli.terminal import Terminal, open_terminal
from towpath.engine.host import Joined, Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import Parts, parts_of, recorded
from towpath.model.command import Command, GiveAnswer, Inquiry
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.event import Event, Finding, NoticeRaised, Reported
from towpath.model.forward import Forward
from towpath.model.ports import EngineAccess
from towpath.model.prompt import Question
from towpath.model.state import ConnectionState, Snapshot
from towpath.model.text import printable
from towpath.model.words import line
from towpath.store.paths import Profile

Told = TypeVar("Told")

LOOK_SECONDS = 0.5
"""Ctrl-C is noticed so soon at the latest: a signal delivered to another thread does not wake the main one."""


class Finished(msgspec.Struct, frozen=True):
    """A command came to its end, with or without a problem."""

    number: int
    problem: Problem | None


class Gone(msgspec.Struct, frozen=True):
    """The engine in the other process has ended."""

    problem: Problem


def _nothing() -> None:
    """Nothing moves there."""


class Work:
    """One verb's dealings with the engine, whether it runs here or in another process. Main thread only."""

    def __init__(
        self, access: EngineAccess, terminal: Terminal | None, *, owns_engine: bool, were_up: Sequence[Command] = ()
    ) -> None:
        self._access = access
        self.terminal = terminal
        self.owns_engine = owns_engine
        self.were_up = were_up
        """What an engine that stays goes on with."""
        self.make_room: Callable[[], None] = _nothing
        """Called before something else is written to the terminal: takes away what moves there."""
        self._asked: set[int] = set()
        self._touching: set[str] = set()
        """Machines whose logins wait for a finger on a security key."""
        self._numbers = itertools.count()
        self._outcomes: dict[int, Problem | None] = {}
        self._inbox: queue.SimpleQueue[Event | Finished | Gone] = queue.SimpleQueue()
        self.close = access.subscribe(self._inbox.put, answers=terminal is not None)

    @property
    def snapshot(self) -> Snapshot:
        """The latest state."""
        return self._access.snapshot()

    def run(self, command: Command) -> None:
        """Run a command to its end; its questions are asked here. Raises TowpathError when it fails."""
        if problem := self.outcome(self.start(command)):
            raise TowpathError(problem)

    def ask(self, command: Inquiry, kind: type[Told]) -> Told:
        """The answer of this kind to a question. Raises TowpathError."""
        return next(answer for answer in self.answers(command) if isinstance(answer, kind))

    def answers(self, command: Inquiry) -> list[Finding]:
        """All answers to a question. Raises TowpathError."""
        number = self.start(command)
        answers = [
            event.report
            for event in self.moments_until(number)
            if isinstance(event, Reported) and event.request == command.request
        ]
        if problem := self.outcome(number):
            raise TowpathError(problem)
        return answers

    def start(self, command: Command) -> int:
        """Begin a command; the number is for `outcome`."""
        number = next(self._numbers)
        self._access.submit(command, lambda problem: self._inbox.put(Finished(number, problem)))
        return number

    def outcome(self, number: int) -> Problem | None:
        """Wait until the command with this number has ended; its problem if it failed."""
        for _ in self.moments_until(number):
            pass
        return self._outcomes.pop(number)

    def moments_until(self, number: int) -> Iterator[Event | None]:
        """As `moments`, until the command with this number has ended; its `outcome` is there then."""
        if number not in self._outcomes:
            for event in self.moments():
                if number in self._outcomes:
                    return
                yield event

    def gone(self, problem: Problem) -> None:
        """The engine of the other process has ended. Any thread."""
        self._inbox.put(Gone(problem))

    def connection(self, name: str) -> ConnectionState:
        """The connection with this name. Raises TowpathError UNKNOWN_CONNECTION with the names there are."""
        state = self.snapshot.named(name)
        if state is None:
            names = ", ".join(c.connection.name for c in self.snapshot.connections)
            raise TowpathError(Problem(ProblemKind.UNKNOWN_CONNECTION, name, {"choices": names}))
        return state

    def forward(self, state: ConnectionState, name: str) -> Forward:
        """The connection's forward with this label or spec. Raises TowpathError UNKNOWN_FORWARD."""
        forwards = [f.forward for f in state.forwards]
        found = next((f for f in forwards if name in (f.label, f.spec)), None)
        if found is None:
            raise unknown_forward(state.connection.name, name, forwards)
        return found

    def moments(self) -> Iterator[Event | None]:
        """Events as they come, and None from time to time, for ever; questions that come along are asked here.

        Raises TowpathError when the engine of another process goes away.
        """
        while True:
            while self.terminal and (question := self._next_question()):
                self._ask(self.terminal, question)
            if self.terminal:
                self._tell_of_security_keys()
            try:
                item = self._inbox.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                yield None
                continue
            match item:
                case Gone():
                    raise TowpathError(item.problem)
                case Finished():
                    self._outcomes[item.number] = item.problem
                    yield None
                case _:
                    if isinstance(item, NoticeRaised):
                        self.make_room()
                        click.echo(f"towpath: {line(item.problem)}", err=True)
                    yield item

    def _ask(self, terminal: Terminal, question: Question) -> None:
        self._asked.add(question.id)
        self.make_room()
        answer = terminal.answer(question.asked, functools.partial(self._is_open, question.id))
        if answer is not None:
            self._access.submit(GiveAnswer(id=question.id, answer=answer))

    def _tell_of_security_keys(self) -> None:
        """The key itself only blinks."""
        touching = {hop.name for state in self.snapshot.connections for hop in state.hops if hop.touch}
        for machine in sorted(touching - self._touching):
            self.make_room()
            click.echo(f"Touch your security key to log in to {printable(machine)}.", err=True)
        self._touching = touching

    def _next_question(self) -> Question | None:
        """The oldest question for this terminal. The snapshot tells, so one asked before we listened is not missed."""
        mine = (q for q in self.snapshot.questions if q.asker == self._access.asker)
        return next((q for q in mine if q.id not in self._asked), None)

    def _is_open(self, question_id: int) -> bool:
        return any(q.id == question_id for q in self.snapshot.questions)


@contextlib.contextmanager
def working(profile: Profile, *, stays: bool = False, unattended: bool = False) -> Iterator[Work]:
    """The engine that runs on this profile, or one of our own that ends with the verb.

    Only that of a verb that stays can be joined by others. One that is unattended has no keyring and asks nobody.
    """
    make_parts = functools.partial(_parts, profile, unattended=unattended, stays=stays)
    opened = open_profile(profile.folder, EngineKind.COMMAND_LINE, make_parts, joinable=stays)
    engine_stays = stays or isinstance(opened, Joined)
    at_terminal = contextlib.nullcontext() if unattended else open_terminal(engine_stays=engine_stays)
    with _interrupted_by_signals(), contextlib.closing(opened), at_terminal as terminal:
        if isinstance(opened, Owned):
            for notice in opened.engine.snapshot().notices:
                click.echo(f"towpath: {line(notice)}", err=True)
        were_up = opened.were_up if isinstance(opened, Owned) else ()
        work = Work(opened.engine, terminal, owns_engine=isinstance(opened, Owned), were_up=were_up)
        if isinstance(opened, Joined):
            opened.engine.on_gone(work.gone)
        with contextlib.closing(work):
            try:
                yield work
            except KeyboardInterrupt:
                raise Cancelled from None


def _parts(profile: Profile, *, unattended: bool, stays: bool) -> Parts:
    from towpath.store.secrets import NoSecrets  # only in the process that becomes the engine

    parts = recorded(parts_of(profile)) if stays else parts_of(profile)
    return replace(parts, keyring=NoSecrets()) if unattended else parts


@contextlib.contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end a verb as Ctrl-C does: nothing stays up, and the terminal is as before.

    What was ignored stays ignored (nohup(1)).
    """
    before: dict[int, signal.Handlers | Callable[[int, FrameType | None], object] | int | None] = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
