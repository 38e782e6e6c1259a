"""A conversation that must not notice what happens elsewhere."""

import socket
import threading
import time
from typing import Self

from tests.support.pattern import Pattern
from tests.support.streams import receive_exactly
from tests.support.wait import wait_for

BLOCK = 4096
SECONDS = 20.0


class Conversation:
    """Sends numbered blocks to an echo server behind a forward, one after the other, and compares what comes back.

    A context manager: leaving it fails unless the connection lived to the end and every byte was right.
    """

    def __init__(self, port: int, *, host: str = "127.0.0.1") -> None:
        self.round_trips: list[float] = []
        """Seconds that each took."""
        self._stream = socket.create_connection((host, port), timeout=SECONDS)
        self._stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pause = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._talk, name="test-conversation", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.wait_turns()
        return self

    def __exit__(self, *_: object) -> None:
        if self._failure is None:
            self.wait_turns()
        self._pause.set()
        self._thread.join(SECONDS)
        self._stream.close()
        if self._failure is not None:
            raise AssertionError(f"disturbed after {len(self.round_trips)} turns") from self._failure

    def wait_turns(self, count: int = 3) -> None:
        """Wait until so many more turns have been taken."""
        enough = len(self.round_trips) + count
        wait_for(lambda: len(self.round_trips) >= enough or self._failure, timeout=SECONDS, what="the conversation")

    def _talk(self) -> None:
        block = Pattern(3).block(0)[:BLOCK]
        number = 0
        try:
            while not self._pause.wait(0.002):
                said = number.to_bytes(8) + block
                began = time.perf_counter()
                self._stream.sendall(said)
                heard = receive_exactly(self._stream, len(said))
                self.round_trips.append(time.perf_counter() - began)
                assert heard == said, f"turn {number} came back changed"
                number += 1
        except (OSError, AssertionError) as failure:
            self._failure = failure
