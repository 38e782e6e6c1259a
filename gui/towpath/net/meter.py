"""What went through one forward."""

from __future__ import annotations

from towpath.model.state import Traffic


class Meter:
    """Counters without locks: each has one thread that writes it, and whoever reads adds them up.

    The far side's thread and the relay's thread both send towards this machine, so that direction has two.
    """

    __slots__ = ("connections", "down_by_far", "down_by_relay", "open", "up")

    def __init__(self) -> None:
        self.down_by_far = 0
        """Bytes; written by the far side's thread."""
        self.down_by_relay = 0
        """Bytes; written by the relay's thread, as is `up`."""
        self.up = 0
        self.open = 0
        """Written under the relay's lock, as is `connections`."""
        self.connections = 0

    def traffic(self) -> Traffic:
        """The sums, in any thread. The rates are 0."""
        return Traffic(
            down=self.down_by_far + self.down_by_relay, up=self.up, open=self.open, connections=self.connections
        )
