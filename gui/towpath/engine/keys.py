"""Keys and agents, as the page of keys and `towpath keys` ask for them."""

from __future__ import annotations

from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.keys import KeyCommand
from towpath.model.ports import Done


class Keys:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: KeyCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        self._around.answering.finished(done, None)
