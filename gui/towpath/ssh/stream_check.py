"""Whether a target accepts, found out without saying a word to it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import NOBODY, OpenStream, Stream
from towpath.net.relay import Relay, Timer

CHECK_SECONDS = 10.0


class StreamCheck:
    """Opens a stream and closes it as soon as it is open. `done` gets None or why not, once, in any thread."""

    def __init__(self, relay: Relay, target: Endpoint, done: Callable[[Problem | None], None]) -> None:
        self._relay = relay
        self._target = target
        self._done: Callable[[Problem | None], None] | None = done
        self._lock = threading.Lock()
        self._stream: Stream | None = None
        self._timer: Timer | None = None

    def start(self, open_stream: OpenStream) -> None:
        """Any thread; never waits. A session that ends refuses the stream, so that it ends this as well."""
        self._relay.post(self, self._limit)
        try:
            stream = open_stream(self._target, NOBODY, self)
        except TowpathError as error:
            self._finish(error.problem)
            return
        with self._lock:
            self._stream = stream
            over = self._done is None
        if over:
            stream.close()

    def abort(self) -> None:
        """The relay calls this when a step of it failed."""
        self._finish(Problem(ProblemKind.INTERNAL, str(self._target)))

    def _limit(self) -> None:
        self._timer = self._relay.later(CHECK_SECONDS, self, self._took_too_long)

    def _took_too_long(self) -> None:
        facts = {"seconds": f"{CHECK_SECONDS:g}"}
        self._finish(Problem(ProblemKind.TIMED_OUT, str(self._target), facts))

    def _finish(self, problem: Problem | None) -> None:
        with self._lock:
            done, self._done = self._done, None
            stream = self._stream
        if done is None:
            return
        if self._timer:
            self._timer.cancel()
        if stream:
            stream.close()
        done(problem)

    # --- the stream's events

    def opened(self) -> None:
        self._finish(None)

    def refused(self, problem: Problem) -> None:
        self._finish(problem)

    def data(self, data: bytes) -> None:
        """A service may greet; it is not listened to."""

    def end_of_file(self) -> None:
        """It has been closed already."""

    def closed(self) -> None:
        """It has been closed already."""

    def writable(self) -> None:
        """Nothing is sent."""
