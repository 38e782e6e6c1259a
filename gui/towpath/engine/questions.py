"""Open questions: who is asked, what happens when that person goes away, and how the answer reaches the login."""

from __future__ import annotations

import asyncio
import concurrent.futures
import itertools
from collections import Counter
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from towpath.engine.loop import Loop
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.event import Event, QuestionAsked, QuestionWithdrawn
from towpath.model.prompt import (
    Answer,
    Asked,
    CodeAsked,
    CommandAsked,
    HostKeyAsked,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Question,
)
from towpath.model.text import path_text
from towpath.net.cancel import Cancel

WINDOW = ""
"""The asker of everything that was started in the engine's own process."""


class Origin(msgspec.Struct, frozen=True):
    """On whose behalf a login asks, at this moment: its first user may have gone, and another have taken its place."""

    connection: str
    hop: str
    asker: str
    quiet: bool = False
    """It comes back by itself: nobody is asked, and the question has no answer."""


class _Open(msgspec.Struct):
    question: Question
    origin: Callable[[], Origin]
    answered: concurrent.futures.Future[Answer]


class Questions:
    """All of it runs on the engine thread, except `ask`, which runs on (and blocks) the thread of one login, and
    `answer_to`."""

    def __init__(self, loop: Loop, publish: Callable[[Event], None], may_remember: Callable[[], bool]) -> None:
        self._loop = loop
        self._publish = publish
        self._may_remember = may_remember
        self._ids = itertools.count(1)
        self._open: dict[int, _Open] = {}
        self._answering: Counter[str] = Counter()

    def ask(self, asked: Asked, origin: Callable[[], Origin], cancel: Cancel) -> Answer:
        """Wait for a person's answer. `origin` is called on the engine thread.

        Raises TowpathError NEEDS_ANSWER when there is nobody to ask, Cancelled when the login was ended.
        """
        answered, withdraw = self._begin(asked, origin)

        def give_up() -> None:
            _settle(answered, Cancelled())
            withdraw()

        forget = cancel.on_cancel(give_up)
        try:
            return answered.result()
        finally:
            forget()

    async def answer_to(self, asked: Asked, origin: Callable[[], Origin]) -> Answer:
        """As `ask`, in a coroutine of any event loop: cancelled, it withdraws the question."""
        answered, withdraw = self._begin(asked, origin)
        try:
            return await asyncio.wrap_future(answered)
        except asyncio.CancelledError:
            withdraw()
            raise

    def _begin(
        self, asked: Asked, origin: Callable[[], Origin]
    ) -> tuple[concurrent.futures.Future[Answer], Callable[[], None]]:
        """What will be answered, and what withdraws the question. Any thread."""
        answered: concurrent.futures.Future[Answer] = concurrent.futures.Future()
        number: list[int] = []
        self._loop.post(lambda: number.append(self._ask(asked, origin, answered)))
        return answered, lambda: self._loop.post(lambda: self._withdraw(*number))

    def answer(self, number: int, answer: Answer) -> None:
        """Pass an answer on. One that comes too late is dropped."""
        if number in self._open:
            _settle(self._open[number].answered, answer)
            self._withdraw(number)

    def set_answering(self, asker: str, present: bool) -> None:
        """Somebody sits at this front end (once more), or has left it."""
        self._answering[asker] += 1 if present else -1
        self.route()

    def has_answering(self, asker: str) -> bool:
        """Whether somebody sits there."""
        return self._answering[asker] > 0

    def forget_asker(self, asker: str) -> None:
        """A terminal is gone: its questions move to the window, or fail when there is none."""
        del self._answering[asker]
        self.route()

    def route(self) -> None:
        """Address every open question anew, after an asker or the first user of a login has changed."""
        for open_question in list(self._open.values()):
            if open_question.answered.done():
                continue  # its login was ended, and it is about to be withdrawn
            question = open_question.question
            origin = open_question.origin()
            asker = self._addressee(origin)
            if asker is None:
                _settle(open_question.answered, _nobody(question))
                self._withdraw(question.id)
            elif (asker, origin.connection) != (question.asker, question.connection):
                open_question.question = replace(question, asker=asker, connection=origin.connection)
                self._publish(QuestionAsked(open_question.question))

    def _ask(self, asked: Asked, origin: Callable[[], Origin], answered: concurrent.futures.Future[Answer]) -> int:
        if isinstance(asked, PasswordAsked | PassphraseAsked) and not self._may_remember():
            asked = replace(asked, can_remember=False, cannot_remember_why="")  # the user does not wish it
        where = origin()
        question = Question(id=next(self._ids), asked=asked, connection=where.connection, hop=where.hop)
        asker = self._addressee(where)
        if asker is None:
            _settle(answered, _nobody(question))
        elif not answered.done():
            question = replace(question, asker=asker)
            self._open[question.id] = _Open(question, origin, answered)
            self._publish(QuestionAsked(question))
        return question.id

    def _withdraw(self, number: int) -> None:
        if self._open.pop(number, None):
            self._publish(QuestionWithdrawn(number))

    def _addressee(self, origin: Origin) -> str | None:
        """The terminal that started the work, else the window, else nobody."""
        those = () if origin.quiet else (origin.asker, WINDOW)
        return next((one for one in those if self.has_answering(one)), None)


def _settle(answered: concurrent.futures.Future[Answer], outcome: Answer | TowpathError) -> None:
    """The first outcome counts: an answer and a cancellation may cross on their way. Any thread."""
    try:
        if isinstance(outcome, TowpathError):
            answered.set_exception(outcome)
        else:
            answered.set_result(outcome)
    except concurrent.futures.InvalidStateError:
        pass  # the other one was first


def _nobody(question: Question) -> TowpathError:
    facts = {"question": _wanted(question.asked)}
    return TowpathError(Problem(ProblemKind.NEEDS_ANSWER, question.hop or question.connection, facts))


def _wanted(asked: Asked) -> str:
    """What the question is about, for the sentence that says nobody could answer it."""
    match asked:
        case HostKeyAsked():
            return f"is {asked.fingerprint} the host key of {asked.host}?"
        case PasswordAsked():
            return f"the password of {asked.account}"
        case PassphraseAsked():
            return f"the passphrase of {asked.file}"
        case CodeAsked():
            return asked.lines[0].text.strip().rstrip(":") if asked.lines else "what the server asks"
        case CommandAsked():
            return f"may this command run: {asked.command.text}"
        case OverwriteAsked():
            return f"may {path_text(asked.destination)} be overwritten?"
