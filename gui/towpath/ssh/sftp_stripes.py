"""Further channels to an SFTP server whose windows an upload shares where one window is too small for the link."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

from towpath.model.error import Problem, ProblemKind
from towpath.model.ports import Stream, StreamEvents
from towpath.ssh.sftp_channel import Limits, SftpChannel

SERVER_WINDOW = 2 << 20
"""Bytes that OpenSSH's sshd takes on one channel before it acknowledges some."""
FULL_RATE = 400e6
"""Bytes a second that the channels together should allow, once it has been seen that one window is not enough."""
SHORT_ROUND_TRIP = 0.005
"""Seconds. Below, one window is enough for any rate that this program reaches."""
MOST = 9
"""Channels in all. OpenSSH allows ten; one is left for a command."""
LEAST_SIZE = 4 << 20
"""Bytes to be sent from which on further channels are worth their opening."""
IDLE_SECONDS = 20.0
"""How long channels are kept for the next file."""


class Stripes:
    """The further channels of one session, shared by its uploads. Any thread; nothing waits.

    `open_channel` opens a stream for a channel (`events.refused` when the server allows no more). Nothing fails for the
    lack of channels: there are fewer then.
    """

    def __init__(self, open_channel: Callable[[StreamEvents], Stream], via: str) -> None:
        self._open_channel = open_channel
        self._via = via
        self._lock = threading.Lock()
        self._most = MOST - 1
        self._users: dict[SftpChannel, int] = {}
        self._closed = False
        self._timer: threading.Timer | None = None

    @property
    def channels(self) -> list[SftpChannel]:
        """Those that there are."""
        return list(self._users)

    @staticmethod
    def worthwhile(round_trip: float) -> int:
        """How many channels in all an upload should have: so many windows hold what goes out in a round trip."""
        if round_trip < SHORT_ROUND_TRIP:
            return 1
        return min(MOST, math.ceil(FULL_RATE * round_trip / SERVER_WINDOW))

    def prepare(self, first: SftpChannel) -> None:
        """An upload is about to begin on that channel: open further ones meanwhile, where the round trip is long."""
        for channel in self.borrow(self.worthwhile(first.round_trip) - 1, first.limits):
            self.give_back(channel)

    def borrow(self, count: int, limits: Limits) -> list[SftpChannel]:
        """Up to `count` channels. Those that have just been made take requests though they are not open yet."""
        with self._lock:
            if self._closed:
                return []
            if self._timer is not None:
                self._timer.cancel()
            new = [self._make(limits) for _ in range(min(count, self._most) - len(self._users))]
            self._users.update((channel, 0) for channel in new)
            found = self.channels[:count]
            for channel in found:
                self._users[channel] += 1
        for channel in new:
            channel.attach(self._open_channel(channel))
        return found

    def give_back(self, channel: SftpChannel) -> None:
        """One user less."""
        with self._lock:
            if channel in self._users:
                self._users[channel] -= 1
            if self._users and not any(self._users.values()) and not self._closed:
                if self._timer is not None:
                    self._timer.cancel()
                self._timer = threading.Timer(IDLE_SECONDS, self._close_idle)
                self._timer.name, self._timer.daemon = "towpath-sftp-idle", True
                self._timer.start()

    def close(self) -> None:
        """Close all of them."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            channels = self._take_all()
        for channel in channels:
            channel.close()

    def _make(self, limits: Limits) -> SftpChannel:
        channel: SftpChannel

        def started(problem: Problem | None) -> None:
            if problem is not None:
                self._ended(channel, refused=True)

        def why_closed() -> Problem:
            self._ended(channel, refused=False)
            return Problem(ProblemKind.LOST, self._via)

        channel = SftpChannel(self._via, started, why_closed, limits=limits)
        return channel

    def _ended(self, channel: SftpChannel, *, refused: bool) -> None:
        """It is of no use; when it was `refused`, the server allows as many as there are now and no more."""
        with self._lock:
            self._users.pop(channel, None)
            if refused:
                self._most = min(self._most, len(self._users))

    def _close_idle(self) -> None:
        with self._lock:
            channels = [] if any(self._users.values()) else self._take_all()
        for channel in channels:
            channel.close()

    def _take_all(self) -> list[SftpChannel]:
        """With the lock: nobody is lent one of these any more."""
        channels = self.channels
        self._users.clear()
        return channels
