"""Where a tab has been, to go back and forward."""

from __future__ import annotations

from towpath.model.transfer import Place

MOST = 200
"""Steps that are remembered."""


class History:
    """The places of one tab, and which of them it shows."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """What is shown; None before the first visit."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Go somewhere new: what was ahead is forgotten."""
        if place != self.here:
            self._places[self._at + 1 :] = [place]
            del self._places[:-MOST]
            self._at = len(self._places) - 1

    def correct(self, place: Place) -> None:
        """The place that is shown turned out to be called so: `~` is a home folder, a relative path absolute."""
        if self._places:
            self._places[self._at] = place
            if self._at and self._places[self._at - 1] == place:
                del self._places[self._at]
                self._at -= 1

    def back(self) -> Place:
        """One step back; only where `can_go_back`."""
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place:
        """One step forward; only where `can_go_forward`."""
        self._at += 1
        return self._places[self._at]
