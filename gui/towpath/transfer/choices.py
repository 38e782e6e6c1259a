"""What a person has chosen for names that are taken, and for which others of the batch it counts."""

from __future__ import annotations

from towpath.model.numbered import stem_and_extension
from towpath.model.prompt import Choice, Scope
from towpath.model.transfer import Conflict


class Choices:
    """Of one batch. A choice is for what would be asked otherwise: so of two that fit, the first one made counts."""

    def __init__(self, policy: Conflict) -> None:
        """`policy` is the batch's own."""
        self._policy = policy
        self._made: list[tuple[Scope, bytes, Conflict]] = []

    def policy(self, destination: bytes) -> Conflict:
        """For a file that is to have this path."""
        for scope, of, conflict in self._made:
            if destination.startswith(of) if scope is Scope.FOLDER else _type(destination) == of:
                return conflict
        return self._policy

    def remember(self, choice: Choice, destination: bytes) -> None:
        """It was asked for this path, and is for more than that alone."""
        if choice.scope is Scope.BATCH:
            self._policy = choice.conflict
        elif choice.scope is Scope.FOLDER:
            self._made.append((choice.scope, destination[: destination.rfind(b"/") + 1], choice.conflict))
        elif choice.scope is Scope.TYPE:
            self._made.append((choice.scope, _type(destination), choice.conflict))


def _type(path: bytes) -> bytes:
    return stem_and_extension(path[path.rfind(b"/") + 1 :])[1].lower()
