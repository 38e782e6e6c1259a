"""Events that come up from the engine. Receivers keep the latest per object and read the snapshot for the rest."""

from __future__ import annotations

import msgspec

from towpath.model.error import Problem
from towpath.model.prompt import Question
from towpath.model.state import ConnectionState


class ConnectionChanged(msgspec.Struct, frozen=True, tag="connection-changed"):
    """A connection is new or in a new state."""

    state: ConnectionState


class ConnectionRemoved(msgspec.Struct, frozen=True, tag="connection-removed"):
    """A connection is gone from the configuration."""

    id: str


class QuestionAsked(msgspec.Struct, frozen=True, tag="question-asked"):
    """Somebody has to answer."""

    question: Question


class QuestionWithdrawn(msgspec.Struct, frozen=True, tag="question-withdrawn"):
    """Answered, or no longer of interest: close its dialog."""

    id: int


class NoticeRaised(msgspec.Struct, frozen=True, tag="notice"):
    """Something about the whole program that the user should know."""

    problem: Problem


class SettingsChanged(msgspec.Struct, frozen=True, tag="settings-changed"):
    """The settings were replaced."""


class ShowRequested(msgspec.Struct, frozen=True, tag="show-requested"):
    """A second start asks for the window."""


class HandedOver(msgspec.Struct, frozen=True, tag="handed-over"):
    """This engine has closed its sessions for a window that takes the profile over."""


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
