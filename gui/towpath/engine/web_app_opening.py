"""One web application on its way: its connection is brought up, its target tried, and only then a forward made."""

from __future__ import annotations

import contextlib

from msgspec.structs import replace

from towpath.engine.connections import LiveConnection
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.command import AddForward, RemoveForward, Up
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import DEFAULT_LISTEN_HOST, Endpoint, Forward, ForwardKind
from towpath.model.ports import Done
from towpath.model.state import Status
from towpath.net.ports import next_free_port
from towpath.ssh.stream_check import StreamCheck

MOST_RACES = 10
"""How often another program may take the port that was free a moment ago."""


class Opening:
    """Engine thread only; never waits. `ended` comes once: with None when the forward listens and its target accepts.

    The forward is made as `forward`, but that it listens on the port of its target or the next free one. One that is
    there already comes up.
    """

    def __init__(
        self, around: PageSurroundings, live: LiveConnection, forward: Forward, asker: str, ended: Done
    ) -> None:
        assert forward.target
        self._around = around
        self._live = live
        self._forward = forward
        self._target = forward.target
        self._asker = asker
        self._ended = ended
        self._is_new = forward.id not in live.forward_ids
        self._races = 0
        self._added = self._over = False

    def begin(self) -> None:
        """Bring the connection up, which nobody shall take down meanwhile for want of use."""
        self._live.hold(self)
        if self._is_new:
            self._live.reach(self._asker, self._then(self._reached), forwards=False)
        else:
            command = Up(connection=self._live.id, forwards=(self._forward.id,), asker=self._asker)
            self._live.up(command, self._then(self._reached))

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if self._added:
            self._take_away()
        self._end(Problem(ProblemKind.CANCELLED))

    def _then(self, step: Done) -> Done:
        """Each step is a piece of work of its own, and raises why there is no other."""

        def take(problem: Problem | None) -> None:
            if self._over:
                return
            try:
                step(problem)
            except TowpathError as error:
                self._end(error.problem)

        return lambda problem: self._around.loop.post(lambda: take(problem))

    def _reached(self, problem: Problem | None) -> None:
        if problem:
            raise TowpathError(problem)
        session, _ = self._live.shared()
        StreamCheck(session.relay(), self._target, self._then(self._tried)).start(session.open_stream)

    def _tried(self, problem: Problem | None) -> None:
        if problem:
            raise TowpathError(problem)
        if self._is_new:
            self._listen(self._target.port)
        else:
            self._end(None)

    def _listen(self, first: int) -> None:
        port = next_free_port(first, self._promised())
        if not port:
            raise TowpathError(Problem(ProblemKind.PORT_IN_USE, f"{DEFAULT_LISTEN_HOST}:{first}"))
        forward = replace(self._forward, listen=Endpoint(DEFAULT_LISTEN_HOST, port))

        def heard(problem: Problem | None) -> None:
            if problem is None and self._live.session is not None:
                self._end(None)
                return
            self._take_away()
            self._races += 1
            if problem is None or problem.kind is not ProblemKind.PORT_IN_USE or self._races > MOST_RACES:
                raise TowpathError(problem or self._live.problem or Problem(ProblemKind.LOST, self._live.name))
            self._listen(port + 1)

        command = AddForward(connection=self._live.id, forward=forward, save=False, asker=self._asker)
        self._added = True
        self._around.catalogue.add_forward(command, self._then(heard))

    def _take_away(self) -> None:
        self._added = False
        with contextlib.suppress(TowpathError):  # it has gone with its connection
            self._around.catalogue.remove_forward(RemoveForward(connection=self._live.id, forward=self._forward.id))

    def _promised(self) -> frozenset[int]:
        """Ports of forwards that are wanted, also of those that do not listen now: their connections come back."""
        states = (state for live in self._around.catalogue.live for state in live.state().forwards)
        return frozenset(
            one.listens.port
            for one in states
            if one.status is not Status.OFF and one.forward.kind is not ForwardKind.REMOTE
        )

    def _end(self, problem: Problem | None) -> None:
        self._over = True
        self._live.let_go(self)
        self._ended(problem)
