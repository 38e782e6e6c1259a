"""What happened, and why: the latest of it in memory, for the page of activity."""

from __future__ import annotations

from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.activity import ActivityCommand
from towpath.model.ports import Done


class ActivityLog:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: ActivityCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        self._around.answering.finished(done, None)
