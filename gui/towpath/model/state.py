"""What is true right now, as the tray, the window and `towpath status` show it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Protocol

import msgspec
from msgspec.structs import replace

from towpath.model.browsing import BrowserState, SiteSeen
from towpath.model.connection import Connection
from towpath.model.editing import EditState
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward
from towpath.model.prompt import Question
from towpath.model.remembered import Remembered
from towpath.model.settings import Settings
from towpath.model.transfer import TransferState
from towpath.model.web_app import WebAppState


class Status(enum.StrEnum):
    """The state of a connection, a hop or a forward. Always shown as a word and a shape, never as colour alone."""

    OFF = "off"
    CONNECTING = "connecting"
    WAITING_FOR_USER = "waiting-for-user"
    WAITING_FOR_NETWORK = "waiting-for-network"
    UP = "up"
    DEGRADED = "degraded"
    RETRYING = "retrying"
    FAILED = "failed"


class Report(Protocol):
    """Tells how far a login is; with `touch` it waits for a finger on a security key."""

    def __call__(self, status: Status, *, touch: bool = False) -> None: ...


class HopState(msgspec.Struct, frozen=True, kw_only=True):
    """One machine on the drawn path."""

    name: str
    """`user@host:port` as in the connection."""
    status: Status = Status.OFF
    problem: Problem | None = None
    touch: bool = False
    """What is waited for is a finger on a security key."""


class Traffic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went through a forward since it came up, and how fast it goes now.

    `down` is towards this machine, `up` towards the far one, whichever end listens.
    """

    down: int = 0
    """Bytes."""
    up: int = 0
    down_rate: float = 0.0
    """Bytes a second, over the last second or so."""
    up_rate: float = 0.0
    open: int = 0
    """Connections open now."""
    connections: int = 0
    """Connections accepted since it came up."""


class ForwardState(msgspec.Struct, frozen=True, kw_only=True):
    """One forward, as wished and as it is."""

    forward: Forward
    saved: bool = True
    """False for a forward that lives only as long as its session."""
    status: Status = Status.OFF
    problem: Problem | None = None
    """Why it is not up, or the last thing that went wrong while it is."""
    bound: Endpoint | None = None
    """Where it listens in fact; differs from the wish when port 0 was asked for, or another port for this session."""
    elsewhere: int = 0
    """The port that stands in for the wished one until the connection is taken down, also while it does not listen;
    0 for none."""
    traffic: Traffic = Traffic()
    last_error: Problem | None = None
    """The last thing that went wrong, kept when it is over; None since the user brought it up."""
    last_error_at: float = 0.0
    """Wall-clock time of `last_error`."""
    checked_at: float = 0.0
    """Wall-clock time at which the target was last seen to answer or to refuse; 0 for never."""
    retry_at: float = 0.0
    """Wall-clock time of the next try to listen while it is RETRYING though its connection is up, else 0."""

    @property
    def listens(self) -> Endpoint:
        """Where it listens, or will."""
        if self.bound is None and self.elsewhere:
            return replace(self.forward.listen, port=self.elsewhere)
        return self.bound or self.forward.listen

    @property
    def is_shared(self) -> bool:
        """Other machines can reach its listening end, as asked for or as the far server decided; or could if it
        were up."""
        kind = self.problem.kind if self.problem else None
        if kind in (ProblemKind.LISTENS_WIDER, ProblemKind.LISTENS_NARROWER):
            return kind is ProblemKind.LISTENS_WIDER
        return self.listens.is_public


class ConnectionState(msgspec.Struct, frozen=True, kw_only=True):
    """One saved connection with everything that hangs on it."""

    connection: Connection
    saved: bool = True
    """Otherwise it is forgotten when the engine ends (Quick connect)."""
    status: Status = Status.OFF
    problem: Problem | None = None
    hops: tuple[HopState, ...] = ()
    """The path from this machine to the target, in order; same length as `connection.hops`, except while the
    connection is up and its hops were changed: then those it was made with."""
    forwards: tuple[ForwardState, ...] = ()
    retry_at: float = 0.0
    """Wall-clock time (seconds since the epoch) of the next try while RETRYING, else 0."""
    tries: int = 0
    """How often it was tried in vain since the loss, while RETRYING or WAITING_FOR_NETWORK."""
    since: float = 0.0
    """Wall-clock time of the last change of `status`."""

    @property
    def touch(self) -> bool:
        """A login on the way waits for a finger on a security key."""
        return any(hop.touch for hop in self.hops)


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the engine knows, at one moment. Immutable: a reader may keep it as long as it likes."""

    connections: tuple[ConnectionState, ...] = ()
    questions: tuple[Question, ...] = ()
    """Open questions that nobody has answered yet, the oldest first."""
    transfers: tuple[TransferState, ...] = ()
    """The queue in its order, with what has ended since it was cleared."""
    notices: tuple[Problem, ...] = ()
    """What concerns the whole program: a damaged configuration file kept aside, no safe keyring."""
    settings: Settings = Settings()
    edits: tuple[EditState, ...] = ()
    """Files of far machines that are open in programs of this one."""
    remembered: Remembered = Remembered()
    browser: BrowserState = BrowserState()
    sites: tuple[SiteSeen, ...] = ()
    """That browsers asked for, the latest first."""
    web_apps: tuple[WebAppState, ...] = ()
    """Opened lately, the latest first; those that are open now among them."""
    to_bring_back: tuple[str, ...] = ()
    """Ids of connections that were up when Towpath ended, and come back when somebody says yes (`BringBack`)."""

    def named(self, name: str) -> ConnectionState | None:
        """The connection with this name."""
        return next((c for c in self.connections if c.connection.name == name), None)

    def by_id(self, connection_id: str) -> ConnectionState | None:
        """The connection with this id."""
        return next((c for c in self.connections if c.connection.id == connection_id), None)

    def names_of(self, connection_ids: Iterable[str]) -> list[str]:
        """The names of those of them that there are."""
        return [state.connection.name for one in connection_ids if (state := self.by_id(one)) is not None]
