"""Finds servers that stopped answering: one thread for all sessions."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from towpath.model.connection import Keepalive


class Watched(Protocol):
    """What is watched: a session. None of these may wait."""

    @property
    def last_received(self) -> float:
        """When its server was last heard of (`time.monotonic`)."""
        ...

    def probe(self) -> None:
        """Ask the server for a sign of life."""
        ...

    def stopped_answering(self, seconds: float) -> None:
        """No sign of life for `seconds`, though it was asked for."""
        ...


class _Watch:
    def __init__(self, keepalive: Keepalive) -> None:
        self.keepalive = keepalive
        self.probes = 0
        self.first_probe = 0.0
        self.due = 0.0


class _Expectation:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.asked = time.monotonic()


class Liveness:
    """Asks each silent server for a sign of life, as ssh's ServerAliveInterval does, and reports those that give none.

    A silent server is probed after `interval` seconds and counts as gone after `interval * count`, but never before it
    had an interval's time to answer. The thread lives while there is something to watch or to expect.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: dict[Watched, _Watch] = {}
        self._expectations: dict[Watched, _Expectation] = {}
        self._thread: threading.Thread | None = None

    def watch(self, watched: Watched, keepalive: Keepalive) -> None:
        """Begin, or go on with other settings. Any thread."""
        with self._changed:
            self._watches.pop(watched, None)
            if keepalive.interval <= 0:
                return
            self._watches[watched] = _Watch(keepalive)
            self._look()

    def expect(self, watched: Watched, seconds: float) -> None:
        """Ask now, whether it is watched or not, and report it if it gives no sign of life within `seconds`. Any
        thread. An expectation that is not over yet stays as it is, if it ends sooner."""
        with self._changed:
            earlier = self._expectations.get(watched)
            if earlier is not None and earlier.asked + earlier.seconds <= time.monotonic() + seconds:
                return
            self._expectations[watched] = _Expectation(seconds)
            self._look()
        watched.probe()

    def forget(self, watched: Watched) -> None:
        """Watch and expect nothing of it any more. Any thread."""
        with self._changed:
            self._watches.pop(watched, None)
            self._expectations.pop(watched, None)
            self._changed.notify()

    def _look(self) -> None:
        """Have the thread look at what has changed; under the lock."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="towpath-liveness", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._watches and not self._expectations:
                    self._thread = None
                    return
                watches, expectations = list(self._watches.items()), list(self._expectations.items())
            for watched, watch in watches:
                self._look_at(watched, watch)
            for watched, expectation in expectations:
                self._judge(watched, expectation)
            with self._changed:
                dues = [watch.due for watch in self._watches.values()]
                dues += [expected.asked + expected.seconds for expected in self._expectations.values()]
                if dues:
                    self._changed.wait(max(0.0, min(dues) - time.monotonic()))

    def _judge(self, watched: Watched, expectation: _Expectation) -> None:
        if watched.last_received > expectation.asked:
            with self._changed:
                if self._expectations.get(watched) is expectation:
                    del self._expectations[watched]
        elif time.monotonic() >= expectation.asked + expectation.seconds:
            self.forget(watched)
            watched.stopped_answering(expectation.seconds)

    def _look_at(self, watched: Watched, watch: _Watch) -> None:
        interval, count = watch.keepalive.interval, watch.keepalive.count
        now, heard = time.monotonic(), watched.last_received
        if now - heard < interval or heard > watch.first_probe > 0:
            watch.probes, watch.first_probe = 0, 0.0
        if now - heard < interval:
            watch.due = heard + interval
            return
        if watch.probes and now - watch.first_probe >= interval * max(count - 1, 1):
            self.forget(watched)
            watched.stopped_answering(now - heard)
            return
        if not watch.probes:
            watch.first_probe = now
        if now >= watch.first_probe + watch.probes * interval:
            watched.probe()
            watch.probes += 1
        watch.due = watch.first_probe + watch.probes * interval
