"""A stream through one session as the carrier of the next one: how chains of gateways are built."""

from __future__ import annotations

import threading
import time
from collections import deque

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Stream
from towpath.net.cancel import Cancel


class StreamCarrier:
    """Reads and writes a `Stream` like a socket. Both a `StreamEvents` and a `link.Carrier`.

    The events come in the outer session's transport thread, the reads in the inner one's. What waits to be read is
    bounded by the stream's window: only bytes that were taken are acknowledged.
    """

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self._stream: Stream | None = None
        self._changed = threading.Condition()
        self._chunks: deque[memoryview] = deque()
        self._opened = False
        self._problem: Problem | None = None
        self._ended = False
        self._closed = False
        self._writable = True

    def wait_opened(self, stream: Stream, *, timeout: float, cancel: Cancel) -> None:
        """Wait until the far side has opened `stream`.

        Raises TowpathError: why it was refused, TIMED_OUT after `timeout` seconds, Cancelled.
        The stream is closed then.
        """
        self._stream = stream
        deadline = time.monotonic() + timeout
        forget = cancel.on_cancel(self._wake)
        try:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._opened or self._problem or self._ended or cancel.cancelled,
                    timeout=deadline - time.monotonic(),
                )
                opened, problem = self._opened and not self._ended, self._problem
            if opened and not cancel.cancelled:
                return
        finally:
            forget()
        self.close()
        cancel.check(self._subject)
        raise TowpathError(
            problem or Problem(ProblemKind.TIMED_OUT, self._subject, {"seconds": f"{timeout:g}", "step": "opening"})
        )

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    # --- model.ports.StreamEvents: the outer session's threads

    def opened(self) -> None:
        self._opened = True
        self._wake()

    def refused(self, problem: Problem) -> None:
        self._problem = problem
        self.closed()

    def data(self, data: bytes) -> None:
        with self._changed:
            self._chunks.append(memoryview(data))
            self._changed.notify_all()

    def end_of_file(self) -> None:
        self._ended = True
        self._wake()

    def closed(self) -> None:
        self._ended = True
        self._writable = True
        self._wake()

    def writable(self) -> None:
        self._writable = True
        self._wake()

    # --- link.Carrier: the inner session's threads

    def receive_into(self, buffer: memoryview, seconds: float) -> int:
        count = 0
        with self._changed:
            if not self._changed.wait_for(lambda: self._chunks or self._ended or self._closed, timeout=seconds):
                raise TimeoutError
            while self._chunks and count < len(buffer):
                chunk = self._chunks[0]
                size = min(len(chunk), len(buffer) - count)
                buffer[count : count + size] = chunk[:size]
                count += size
                if size < len(chunk):
                    self._chunks[0] = chunk[size:]
                else:
                    self._chunks.popleft()
        if count:
            self._outer.acknowledge(count)
        return count

    def send(self, data: bytes | memoryview) -> int:
        if self._ended or self._closed:
            raise OSError("the stream was closed")
        self._writable = False  # before the try: a `writable` that comes during it must not be lost
        sent = self._outer.send(memoryview(data))
        if sent == len(data):
            self._writable = True
        return sent

    def wait_sendable(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._writable or self._closed, timeout=seconds)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._chunks.clear()
            self._changed.notify_all()
        self._outer.close()

    def release(self) -> None:
        """Nothing is left to give back."""

    @property
    def _outer(self) -> Stream:
        assert self._stream is not None
        return self._stream
