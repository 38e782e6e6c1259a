"""What the engine's events say has happened: activity is told of changes of state, not of each repainting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from towpath.engine.connection_happenings import ConnectionHappenings, Note
from towpath.model.activity import Happening, Level
from towpath.model.browsing import BrowserState, SystemProxyStatus
from towpath.model.editing import EditState, EditStatus
from towpath.model.error import Problem
from towpath.model.event import (
    BrowserChanged,
    ConnectionChanged,
    ConnectionRemoved,
    EditChanged,
    EditRemoved,
    Event,
    NoticeRaised,
    QuestionAsked,
    QuestionWithdrawn,
    TransferChanged,
    TransferRemoved,
    WebAppsChanged,
)
from towpath.model.prompt import (
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
from towpath.model.transfer import HERE, Batch, TransferState, TransferStatus
from towpath.model.web_app import WebAppState

_ENDED = {
    TransferStatus.DONE: Level.NOTE,
    TransferStatus.FAILED: Level.FAILURE,
    TransferStatus.CANCELLED: Level.NOTE,
    TransferStatus.PAUSED: Level.NOTE,
}


class Happenings:
    """Engine thread only. Cheap: of most events a look tells that nothing has happened."""

    def __init__(self, note: Note, name_of: Callable[[str], str], now: Callable[[], float]) -> None:
        """`name_of` tells a connection's name by its id."""
        self._note = note
        self._name_of = name_of
        self._connections = ConnectionHappenings(note, now)
        self._questions: dict[int, Question] = {}
        self._answers: dict[int, str] = {}
        self._transfers: dict[str, TransferStatus] = {}
        self._begun: set[str] = set()
        """Batches whose beginning was told."""
        self._edits: dict[str, EditStatus] = {}
        self._browser = BrowserState()
        self._apps: dict[str, WebAppState] = {}
        self._hearers: dict[type[Event], Callable[[Any], None]] = {
            ConnectionChanged: lambda event: self._connections.changed(event.state),
            ConnectionRemoved: lambda event: self._connections.removed(event.id),
            TransferChanged: lambda event: self._hear_transfer(event.state),
            TransferRemoved: lambda event: self._forget_transfer(event.id),
            EditChanged: lambda event: self._hear_edit(event.state),
            EditRemoved: lambda event: _forget(self._edits, event.id),
            QuestionAsked: lambda event: self._hear_question(event.question),
            QuestionWithdrawn: lambda event: self._hear_withdrawal(event.id),
            BrowserChanged: lambda event: self._hear_browser(event.state),
            WebAppsChanged: lambda event: self._hear_apps(event.apps),
            NoticeRaised: lambda event: self._hear_notice(event.problem),
        }

    def begin_with(self, browser: BrowserState, apps: tuple[WebAppState, ...]) -> None:
        """How it is at the start, of which nobody needs to be told."""
        self._browser = browser
        self._apps = {one.app.id: one for one in apps if one.is_open}

    def hear(self, event: Event) -> None:
        """Note what it tells."""
        if hearer := self._hearers.get(type(event)):
            hearer(event)

    def answered(self, number: int, how: str) -> None:
        """Somebody answered this question, or refused to; its withdrawal follows."""
        if number in self._questions:
            self._answers[number] = how

    def _hear_notice(self, problem: Problem) -> None:
        self._note(Happening.NOTICE, Level.WARNING, subject=problem.subject, problem=problem)

    # --- people

    def _hear_question(self, question: Question) -> None:
        if question.id not in self._questions:
            self._questions[question.id] = question
            self._note_question(Happening.ASKED, question, {})

    def _hear_withdrawal(self, number: int) -> None:
        if question := self._questions.pop(number, None):
            self._note_question(Happening.ANSWERED, question, {"how": self._answers.pop(number, "withdrawn")})

    def _note_question(self, what: Happening, question: Question, facts: dict[str, str]) -> None:
        kind, subject = _asked_for(question.asked)
        self._note(what, connection=question.connection, subject=subject, facts={"question": kind, **facts})

    # --- files

    def _hear_transfer(self, transfer: TransferState) -> None:
        batch, status = transfer.batch, transfer.status
        before = self._transfers.get(batch.id)
        if before is status:
            return
        self._transfers[batch.id] = status
        about = self._name_of(next((p.connection for p in (*batch.sources, batch.destination) if p.connection), HERE))
        if status is TransferStatus.RUNNING and batch.id not in self._begun:
            self._begun.add(batch.id)
            self._note(Happening.TRANSFER_BEGAN, connection=about, subject=_named(batch))
        elif status in _ENDED and before is not None:
            amounts = transfer.amounts
            facts = {
                "status": status.value,
                "files": str(amounts.files_found),
                "failed": str(amounts.files_failed),
                "bytes": str(amounts.bytes_done),
            }
            self._note(
                Happening.TRANSFER_ENDED,
                _ENDED[status],
                connection=about,
                subject=_named(batch),
                problem=transfer.problem,
                facts=facts,
            )

    def _forget_transfer(self, batch_id: str) -> None:
        _forget(self._transfers, batch_id)
        self._begun.discard(batch_id)

    def _hear_edit(self, edit: EditState) -> None:
        before, self._edits[edit.id] = self._edits.get(edit.id), edit.status
        if edit.status is EditStatus.NOT_UPLOADED and before is not edit.status:
            self._note(
                Happening.EDIT_TROUBLE,
                Level.WARNING,
                connection=self._name_of(edit.place.connection),
                subject=path_text(edit.place.path),
                problem=edit.problem,
            )

    # --- browsers

    def _hear_browser(self, now: BrowserState) -> None:
        before, self._browser = self._browser, now
        if (now.mode, now.everything_via) != (before.mode, before.everything_via):
            facts = {"mode": now.mode.value, "via": self._name_of(now.everything_via)}
            self._note(Happening.BROWSER_SWITCHED, facts=facts)
        status = now.system.status
        if status is not before.system.status and (before.system.status, status) not in _FIRST_LOOKS:
            level = Level.WARNING if status in (SystemProxyStatus.TAKEN, SystemProxyStatus.FAILED) else Level.NOTE
            desktop, problem = now.system.desktop, now.system.problem
            facts = {"status": status.value}
            self._note(Happening.PROXY_TAKEN, level, subject=desktop, problem=problem, facts=facts)

    def _hear_apps(self, apps: tuple[WebAppState, ...]) -> None:
        before, self._apps = self._apps, {one.app.id: one for one in apps if one.is_open}
        for what, some, others in (
            (Happening.APP_OPENED, self._apps, before),
            (Happening.APP_ENDED, before, self._apps),
        ):
            for one in some.values():
                if one.app.id not in others:
                    self._note(what, connection=self._name_of(one.app.connection), subject=one.name)


_FIRST_LOOKS = (
    (SystemProxyStatus.UNSUPPORTED, SystemProxyStatus.NOT_OURS),
    (SystemProxyStatus.NOT_OURS, SystemProxyStatus.UNSUPPORTED),
)
"""It was found out how the setting is; nobody changed it."""


def _forget(known: dict[str, Any], one: str) -> None:
    known.pop(one, None)


def _asked_for(asked: Asked) -> tuple[str, str]:
    """What is asked for, and of what."""
    match asked:
        case HostKeyAsked():
            return "host-key", asked.host
        case PasswordAsked():
            return "password", asked.account
        case PassphraseAsked():
            return "passphrase", asked.file
        case CodeAsked():
            return "code", asked.account
        case CommandAsked():
            return "command", asked.command.text
        case OverwriteAsked():
            return "overwrite", path_text(asked.destination)


def _named(batch: Batch) -> str:
    """`big.iso and 3 more`, by the names of what is moved."""
    first = path_text(batch.sources[0].path.rstrip(b"/").rpartition(b"/")[2]) if batch.sources else "?"
    return first if len(batch.sources) < 2 else f"{first} +{len(batch.sources) - 1}"
