"""The one place that decides what the desktop is told: what needs a person, and what a person would miss."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from towpath.model.command import RetryNow
from towpath.model.desktop import BringBack
from towpath.model.error import Problem, ProblemKind
from towpath.model.prompt import Question
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.messages.losses import Losses, Trouble
from towpath.qt.messages.message import Act, Message
from towpath.qt.messages.outlet import Outlet
from towpath.qt.messages.telling import Matter, Telling, Verdict
from towpath.qt.messages.words import (
    bring_back_message,
    edit_message,
    failure_message,
    question_message,
    queue_message,
    trouble_message,
)

QUESTIONS, TROUBLE, BRING_BACK = "questions", "trouble", "bring-back"
CLICK, QUEUE, EDIT = "click", "queue", "edit"
OFFER_SECONDS = 5.0
"""The window, which offers it too, may be about to come."""
ASK_SECONDS = 1.0
"""A dialog that comes to the front by itself is answered there."""
CHANGE_SECONDS = 2.0
"""A message is not replaced more often than that."""


class Messages(QObject):
    """Follows the engine. Of each topic there is one message, which changes in place and goes when it is over.

    `in_sight` says whether a window of ours is the active one; the person sees everything there.
    """

    show_connection = Signal(str)
    """The person wants to see this connection; with an empty id, the window as it is."""
    show_files = Signal()
    answer = Signal()
    """The person wants to see the open question."""
    needs_person = Signal()
    """For the task bar, beside the message."""

    def __init__(
        self,
        bridge: Bridge,
        outlet: Outlet,
        in_sight: Callable[[], bool],
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._in_sight = in_sight
        self._clock = clock
        self._losses = Losses()
        self._asked_at: dict[int, float] = {}
        self._tellings = {topic: Telling() for topic in (QUESTIONS, TROUBLE, BRING_BACK)}
        self._latest: dict[str, tuple[Message, float]] = {}
        """What was shown last on a topic, and when."""
        self._trouble = Trouble()
        """What the message tells of it."""
        self._offered_at: float | None = None
        self._unseen: set[str] = set()
        self._outlet = outlet
        self._outlet.chosen.connect(self._chosen)
        self._outlet.gone.connect(self._gone)
        self._outlet.unseen.connect(self._unseen.add)
        self._outlet.service_came.connect(self._tell_unseen)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        bridge.changed.connect(self._changed)
        # The engine may have been there before this.
        QTimer.singleShot(0, self, self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._focus_moved)

    # --- told by others

    def say(self, problem: Problem, connection: str = "") -> None:
        """Something that was started without the window went wrong; a click leads to the connection."""
        if problem.kind is not ProblemKind.CANCELLED:
            self._show(CLICK, failure_message(problem, connection))

    def tell_of_queue(self, title: str, text: str, loud: bool) -> None:
        """The last transfer has ended."""
        if self._bridge.snapshot.settings.general.tell_of_transfers:
            self._show(QUEUE, queue_message(title, text, loud=loud))

    def tell_of_edit(self, title: str, text: str) -> None:
        """A file that is edited was not uploaded. Whoever does not hear of it may lose work."""
        self._show(EDIT, edit_message(title, text))

    def close(self) -> None:
        """The program ends: nothing new is told."""
        self._bridge.changed.disconnect(self._changed)
        self._timer.stop()
        self._timer.timeout.disconnect(self.look)

    # --- followed here

    def _changed(self, _changes: Changes) -> None:
        self.look()

    def look(self) -> None:
        """Show, change and withdraw what stands on the desktop."""
        snapshot, now = self._bridge.snapshot, self._clock()
        settings = snapshot.settings.general
        questions = [one for one in snapshot.questions if one.asker == self._bridge.asker]
        self._asked_at = {one.id: self._asked_at.get(one.id, now) for one in questions}
        asked = self._question_matters(questions) if settings.tell_of_logins else []
        self._decide(QUESTIONS, asked, now, lambda _due: question_message(questions))

        self._losses.follow(snapshot.connections, now)
        lost = self._losses.matters(
            snapshot.connections, logins=settings.tell_of_logins, losses=settings.tell_of_losses
        )
        self._decide(TROUBLE, lost, now, lambda due: self._trouble_message(snapshot, due))

        self._offered_at = (self._offered_at or now) if snapshot.to_bring_back else None
        offered = [Matter(BRING_BACK, self._offered_at + OFFER_SECONDS, needs_person=True)] if self._offered_at else []
        self._decide(BRING_BACK, offered, now, lambda _due: bring_back_message(snapshot))
        self._look_again(now)

    def _trouble_message(self, snapshot: Snapshot, due: frozenset[str]) -> Message:
        self._trouble = self._losses.trouble(snapshot, due)
        return trouble_message(self._trouble)

    def _question_matters(self, questions: Sequence[Question]) -> list[Matter]:
        return [
            Matter(f"question {one.id}", self._asked_at[one.id] + ASK_SECONDS, needs_person=True) for one in questions
        ]

    def _decide(
        self, topic: str, matters: Sequence[Matter], now: float, message: Callable[[frozenset[str]], Message]
    ) -> None:
        telling = self._tellings[topic]
        was_shown = telling.shown
        verdict = telling.look(matters, in_sight=self._in_sight(), now=now)
        if verdict is Verdict.WITHDRAW:
            self._latest.pop(topic, None)
            self._outlet.withdraw(topic)
        elif verdict is Verdict.SHOW:
            due = frozenset(matter.key for matter in matters if matter.due <= now)
            if not was_shown:
                self._latest.pop(topic, None)
            self._replace(topic, message(due), now)
            if not was_shown and any(matter.needs_person for matter in matters if matter.key in due):
                self.needs_person.emit()

    def _replace(self, topic: str, message: Message, now: float) -> None:
        before, since = self._latest.get(topic, (None, now - CHANGE_SECONDS))
        if message != before and now - since >= CHANGE_SECONDS:
            self._show(topic, message)

    def _show(self, topic: str, message: Message) -> None:
        self._latest[topic] = message, self._clock()
        self._unseen.discard(topic)
        self._outlet.show(topic, message)

    def _look_again(self, now: float) -> None:
        """When something becomes due, or a message may be changed again."""
        times = [telling.next_look for telling in self._tellings.values() if telling.next_look is not None]
        for topic, (_, since) in self._latest.items():
            if topic in self._tellings and since + CHANGE_SECONDS > now:
                times.append(since + CHANGE_SECONDS)
        if times:
            self._timer.start(round(1000 * max(0.0, min(times) - now)) + 1)
        else:
            self._timer.stop()

    def _focus_moved(self, _window: object) -> None:
        self._timer.start(0)  # which window is the active one is known only afterwards

    # --- from the desktop

    def _gone(self, topic: str) -> None:
        if telling := self._tellings.get(topic):
            telling.closed(self._clock())

    def _tell_unseen(self) -> None:
        """At login the desktop's message service may come later than we do."""
        for topic in self._unseen & self._tellings.keys():
            self._tellings[topic] = Telling()
        self._unseen.clear()
        self.look()

    def _chosen(self, topic: str, act: str) -> None:
        match act:
            case Act.LOG_IN:
                self._retry([connection for connection, _ in self._trouble.logins])
            case Act.CONNECT if topic == BRING_BACK:
                self._bridge.submit(BringBack(accepted=True))
            case Act.CONNECT:
                self._retry([state.connection.id for state in self._trouble.failed])
            case Act.RETRY:
                self._retry([state.connection.id for state, _ in self._trouble.trying])
            case _ if topic == QUESTIONS:
                self.answer.emit()
            case _ if topic in (QUEUE, EDIT):
                self.show_files.emit()
            case _ if latest := self._latest.get(topic):
                self.show_connection.emit(latest[0].subject)

    def _retry(self, connections: Sequence[str]) -> None:
        for connection in connections:
            if self._bridge.snapshot.by_id(connection):
                self._bridge.submit(RetryNow(connection=connection))
