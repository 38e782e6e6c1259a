"""Why it could not be switched, or read."""

from __future__ import annotations

from towpath.model.error import Problem, ProblemKind, TowpathError


def failed(place: str, error: OSError) -> TowpathError:
    """AUTOSTART_FAILED."""
    return TowpathError(Problem(ProblemKind.AUTOSTART_FAILED, place, {"detail": error.strerror or str(error)}))
