"""The passwords that clients of dynamic forwards must give: in memory, in the keyring, or asked for."""

from __future__ import annotations

from collections.abc import Callable

from towpath.engine.questions import Origin, Questions
from towpath.model import prompt
from towpath.model.error import Cancelled
from towpath.model.forward import Forward
from towpath.model.ports import Secrets
from towpath.model.prompt import PasswordAsked
from towpath.model.words import explain
from towpath.net.cancel import Cancel

FORWARD_PASSWORD = "forward-password"
"""The kind of secret, as `ports.Secrets` knows it."""


def secret_key(connection_id: str, forward_id: str) -> str:
    """The key of a forward's password among the secrets."""
    return f"{connection_id} {forward_id}"


class ForwardPasswords:
    """Any thread; `find` and `keep` may wait for the keyring or a person. `secrets` tell by themselves what they
    cannot keep."""

    def __init__(self, secrets: Secrets, questions: Questions, may_keep: Callable[[], bool]) -> None:
        self._secrets = secrets
        self._questions = questions
        self._may_keep = may_keep

    def find(
        self, connection_id: str, forward: Forward, origin: Callable[[], Origin], cancel: Cancel, *, saved: bool
    ) -> str:
        """The password of `forward`; an unsaved one's never goes into the keyring.

        Raises TowpathError NEEDS_ANSWER, Cancelled.
        """
        key = secret_key(connection_id, forward.id)
        if found := self._secrets.get(FORWARD_PASSWORD, key):
            return found
        unusable = self._secrets.unusable()
        asked = PasswordAsked(
            account=f"{forward.user}@{forward.listen}",
            can_remember=saved and unusable is None,
            cannot_remember_why=explain(unusable).why if saved and unusable else "",
        )
        answer = self._questions.ask(asked, origin, cancel)
        if not isinstance(answer, prompt.Secrets) or not any(answer.values[:1]):
            raise Cancelled(forward.name)
        self._secrets.keep(FORWARD_PASSWORD, key, answer.values[0])  # it may come up again before it is taken down
        if answer.remember:
            self._secrets.set(FORWARD_PASSWORD, key, answer.values[0])
        return answer.values[0]

    def remember(self, connection_id: str, forward_id: str, password: str) -> None:
        """For as long as this engine runs."""
        self._secrets.keep(FORWARD_PASSWORD, secret_key(connection_id, forward_id), password)

    def keep(self, connection_id: str, forward_id: str, password: str) -> None:
        """In the keyring, if the user wishes passwords to be kept."""
        if self._may_keep():
            self._secrets.set(FORWARD_PASSWORD, secret_key(connection_id, forward_id), password)
