"""Events that come up from the engine. Receivers keep the latest per object and read the snapshot for the rest."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from towpath.model.error import Problem
from towpath.model.prompt import Question
from towpath.model.settings import Settings
from towpath.model.state import ConnectionState, Snapshot


class ConnectionChanged(msgspec.Struct, frozen=True, tag="connection-changed"):
    """A connection is new or in a new state."""

    state: ConnectionState


class ConnectionRemoved(msgspec.Struct, frozen=True, tag="connection-removed"):
    """A connection is gone from the configuration."""

    id: str


class QuestionAsked(msgspec.Struct, frozen=True, tag="question-asked"):
    """Somebody has to answer. Comes again, with the same id, when the question moves to another asker."""

    question: Question


class QuestionWithdrawn(msgspec.Struct, frozen=True, tag="question-withdrawn"):
    """Answered, or no longer of interest: close its dialog."""

    id: int


class NoticeRaised(msgspec.Struct, frozen=True, tag="notice"):
    """Something about the whole program that the user should know."""

    problem: Problem


class SettingsChanged(msgspec.Struct, frozen=True, tag="settings-changed"):
    """The settings were replaced."""

    settings: Settings


class ShowRequested(msgspec.Struct, frozen=True, tag="show-requested"):
    """A second start asks for the window."""


class HandedOver(msgspec.Struct, frozen=True, tag="handed-over"):
    """A window takes the profile over: this engine closes its sessions and ends."""


Event = (
    ConnectionChanged
    | ConnectionRemoved
    | QuestionAsked
    | QuestionWithdrawn
    | NoticeRaised
    | SettingsChanged
    | ShowRequested
    | HandedOver
)


def applied(snapshot: Snapshot, event: Event) -> Snapshot:
    """The snapshot after `event`: the engine and the control client keep theirs by this one rule."""
    match event:
        case ConnectionChanged(state):
            known = snapshot.by_id(state.connection.id)
            kept = tuple(state if c is known else c for c in snapshot.connections)
            return replace(snapshot, connections=kept if known else (*kept, state))
        case ConnectionRemoved(id):
            return replace(snapshot, connections=tuple(c for c in snapshot.connections if c.connection.id != id))
        case QuestionAsked(question):
            others = tuple(q for q in snapshot.questions if q.id != question.id)
            return replace(snapshot, questions=(*others, question))
        case QuestionWithdrawn(id):
            return replace(snapshot, questions=tuple(q for q in snapshot.questions if q.id != id))
        case NoticeRaised(problem):
            return replace(snapshot, notices=(*snapshot.notices, problem))
        case SettingsChanged(settings):
            return replace(snapshot, settings=settings)
        case ShowRequested() | HandedOver():
            return snapshot
