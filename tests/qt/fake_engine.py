"""An engine without SSH: records the commands and shows whatever state a test gives it."""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from towpath.model.command import Command
from towpath.model.connection import Connection, Hop
from towpath.model.error import Problem
from towpath.model.event import Event, Finding, Reported, applied
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import Done, Unsubscribe
from towpath.model.prompt import Asked, Question
from towpath.model.state import ConnectionState, ForwardState, HopState, Snapshot, Status

Kind = TypeVar("Kind", bound=Command)


class FakeEngine:
    """Implements `EngineAccess`. `refusal` is what every command is answered with, at once unless it `holds`."""

    asker = ""

    def __init__(self, *connections: ConnectionState) -> None:
        self.commands: list[Command] = []
        self.refusal: Problem | None = None
        self.holds = False
        self._held: list[tuple[Command, Done]] = []
        self._snapshot = Snapshot(connections=connections)
        self._sinks: list[Callable[[Event], None]] = []

    def submit(self, command: Command, done: Done | None = None) -> None:
        self.commands.append(command)
        if done and self.holds:
            self._held.append((command, done))
        elif done:
            done(self.refusal)

    def asked(self, kind: type[Kind]) -> Kind:
        """The latest command of this kind."""
        return next(command for command in reversed(self.commands) if isinstance(command, kind))

    def finish(self, command: Command, problem: Problem | None = None) -> None:
        """Answer a command that was held."""
        held = next(one for one in self._held if one[0] is command)
        self._held.remove(held)
        held[1](problem)

    def report(self, request: str, report: Finding) -> None:
        """What was found out for a question."""
        self.publish(Reported(self.asker, request, report))

    def snapshot(self) -> Snapshot:
        return self._snapshot

    def subscribe(self, sink: Callable[[Event], None], *, answers: bool = False) -> Unsubscribe:
        self._sinks.append(sink)
        return lambda: self._sinks.remove(sink)

    def publish(self, event: Event) -> None:
        """As the engine does: the snapshot first, then the event."""
        self._snapshot = applied(self._snapshot, event)
        for sink in list(self._sinks):
            sink(event)


def connection(name: str, *forwards: Forward, jumps: tuple[str, ...] = ()) -> Connection:
    """A connection whose id is its name."""
    hops = tuple(Hop(host=host, user="ann") for host in jumps)
    return Connection(id=name, name=name, target=Hop(host=f"{name}.example", user="ann"), jumps=hops, forwards=forwards)


def forward(label: str, port: int = 8888) -> Forward:
    """A forward whose id is its label."""
    return Forward(id=label, label=label, listen=Endpoint("127.0.0.1", port), target=Endpoint("web", 80))


def state_of(
    saved: Connection,
    status: Status = Status.OFF,
    *,
    forwards: Status | None = None,
    hops: tuple[Status, ...] = (),
    problem: Problem | None = None,
) -> ConnectionState:
    """A state as the engine would show it."""
    if status is Status.UP and forwards in (Status.FAILED, Status.DEGRADED):
        status = Status.DEGRADED
    hop_states = hops or tuple(status for _ in saved.hops)
    return ConnectionState(
        connection=saved,
        status=status,
        problem=problem,
        hops=tuple(HopState(name=str(hop), status=one) for hop, one in zip(saved.hops, hop_states, strict=True)),
        forwards=tuple(ForwardState(forward=f, status=forwards or status) for f in saved.forwards),
    )


def question(number: int, asked: Asked, asker: str = "") -> Question:
    """An open question about a connection."""
    return Question(id=number, asked=asked, connection="lab", hop="ann@gate.example", asker=asker)


def changed(state: ConnectionState, status: Status, forwards: Status | None = None) -> ConnectionState:
    """The same connection in another state."""
    rows = tuple(replace(f, status=forwards or status) for f in state.forwards)
    return replace(state, status=status, forwards=rows)
