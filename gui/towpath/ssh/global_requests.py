"""Questions to the server that concern no channel, and its answers: RFC 4254 section 4.

Answers carry no number: the server gives them in the order of the questions. Stock paramiko keeps one answer for all
who asked, and waits for it.
"""

from __future__ import annotations

import struct
import threading
from collections import deque
from collections.abc import Callable

from paramiko.common import MSG_GLOBAL_REQUEST
from paramiko.message import Message

from towpath.model.error import Problem

Answer = Message | str | Problem
"""Granted, with further fields; refused, with what the server said about it (mostly nothing); or the session ended."""

Answered = Callable[[Answer], None]

_LONGEST_REMARK = 500


class GlobalRequests:
    """The questions of one transport that have no answer yet, in the order in which they were sent."""

    def __init__(self, post: Callable[[Message], None]) -> None:
        self._post = post
        self._lock = threading.Lock()
        self._unanswered: deque[Answered] = deque()
        self._remark = ""
        self._ended: Problem | None = None

    def ask(self, kind: str, fields: bytes, answered: Answered) -> None:
        """Send a request that wants a reply. Any thread; never waits.

        `answered` gets it in the transport's thread and must not wait; before `ask` returns when the session has
        ended already.
        """
        name = kind.encode()
        message = Message(struct.pack(f">BI{len(name)}s?", MSG_GLOBAL_REQUEST, len(name), name, True) + fields)
        with self._lock:  # which keeps the order here equal to that on the wire
            if self._ended is None:
                if not self._unanswered:
                    self._remark = ""
                self._unanswered.append(answered)
                self._post(message)
                return
            ended = self._ended
        answered(ended)

    def probe(self, answered: Callable[[], None] = lambda: None) -> None:
        """Ask for a sign of life; any answer will do."""
        self.ask("keepalive@openssh.com", b"", lambda _answer: answered())

    # --- the server: the transport's thread

    def granted(self, message: Message) -> None:
        """REQUEST_SUCCESS."""
        self._answer(message)

    def refused(self) -> None:
        """REQUEST_FAILURE."""
        self._answer(self._remark)

    def remarked(self, text: str) -> None:
        """A DEBUG message: OpenSSH says with it, just before the answer, why it refuses some requests."""
        self._remark = text[:_LONGEST_REMARK]

    def end(self, problem: Problem) -> None:
        """The session is gone, and with it every answer."""
        with self._lock:
            self._ended = problem
            unanswered = list(self._unanswered)
            self._unanswered.clear()
        for answered in unanswered:
            answered(problem)

    def _answer(self, answer: Message | str) -> None:
        with self._lock:
            answered = self._unanswered.popleft() if self._unanswered else None
            self._remark = ""
        if answered is not None:  # else nobody asked
            answered(answer)
