"""Known hosts and stored secrets, as their pages ask for them."""

from __future__ import annotations

from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.ports import Done
from towpath.model.trust import TrustCommand


class Trust:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: TrustCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        self._around.answering.finished(done, None)
