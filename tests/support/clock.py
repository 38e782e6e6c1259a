"""A clock that only its test moves."""


class HandClock:
    """Stands still until it is moved on. What the engine's loop takes for the module `time`."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now
