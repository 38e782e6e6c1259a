"""One listing under way: asks the engine for a folder and hands the pieces on."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from towpath.model.error import Problem
from towpath.model.event import FolderListed
from towpath.model.file_work import ListFolder
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer, Bridge


class Listing:
    """Main thread only. `heard` gets each piece, `ended` how it ended; neither after `stop`."""

    def __init__(
        self,
        bridge: Bridge,
        place: Place,
        heard: Callable[[FolderListed], None],
        ended: Callable[[Problem | None], None],
    ) -> None:
        self._bridge = bridge
        self._request = uuid.uuid4().hex
        self._heard = heard
        bridge.ask(ListFolder(request=self._request, place=place, only_folders=True), self._take, ended)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._bridge.withdraw(self._request)

    def _take(self, answer: Answer) -> None:
        assert isinstance(answer, FolderListed)
        self._heard(answer)
