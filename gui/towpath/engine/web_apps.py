"""Web applications of far machines: a forward for each that is open, and what is remembered of them."""

from __future__ import annotations

from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.ports import Done
from towpath.model.web_app import WebAppCommand


class WebApps:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: WebAppCommand, done: Done) -> None:
        """Raises what says that it cannot begin."""
        self._around.answering.finished(done, None)
