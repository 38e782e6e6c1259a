"""The commands about connections whose outcome comes later, and what becomes of their secrets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from towpath.engine.answers import first_problem_of
from towpath.engine.catalogue import Catalogue
from towpath.engine.forward_passwords import ForwardPasswords
from towpath.engine.loop import Loop
from towpath.engine.saved_secrets import out_of_use
from towpath.model.command import AddForward, CheckForwards, ListenElsewhere, RetryNow, SetForwardPassword, Up
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.ports import Done, Secrets

ConnectionCommand = Up | RetryNow | CheckForwards | ListenElsewhere | AddForward | SetForwardPassword


class ConnectionCommands:
    """Engine thread only; never waits."""

    def __init__(
        self,
        catalogue: Catalogue,
        passwords: ForwardPasswords,
        loop: Loop,
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        self._catalogue = catalogue
        self._passwords = passwords
        self._loop = loop
        self._finished = finished

    def obey(self, command: ConnectionCommand, done: Done) -> None:
        """Raises UNKNOWN_CONNECTION, UNKNOWN_FORWARD and what else says that it cannot begin."""
        match command:
            case Up():
                self._catalogue.connection(command.connection, command.forwards).up(command, done)
            case RetryNow():
                self._retry_now(command, done)
            case CheckForwards():
                self._catalogue.connection(command.connection, command.forwards).check(command.forwards, done)
            case ListenElsewhere():
                live = self._catalogue.connection(command.connection, [command.forward])
                live.listen_elsewhere(command.forward, command.port, done)
            case AddForward():
                self._catalogue.add_forward(command, done)
            case SetForwardPassword():
                self._set_forward_password(command, done)

    def _retry_now(self, command: RetryNow, done: Done) -> None:
        if command.connection:
            self._catalogue.connection(command.connection).retry(command.asker, done)
            return
        waiting = [live for live in self._catalogue.live if live.waits]
        if not waiting:
            self._finished(done, None)
        each = first_problem_of(len(waiting), done)  # they are finished when their states are published
        for live in waiting:
            live.retry(command.asker, each)

    def _set_forward_password(self, command: SetForwardPassword, done: Done) -> None:
        live = self._catalogue.connection(command.connection, [command.forward])
        key = (command.connection, command.forward)
        self._passwords.remember(*key, command.password)
        live.password_changed(command.forward)

        if not live.keeps(command.forward):  # it is not saved, so neither is its password
            self._finished(done, None)
            return

        def keep() -> None:
            self._passwords.keep(*key, command.password)
            self._loop.post(lambda: self._finished(done, None))

        self._loop.aside("keep", keep)


class Forgetting:
    """Forgets the secrets of what the user has removed."""

    def __init__(self, secrets: Secrets, loop: Loop, local_user: str) -> None:
        self._secrets = secrets
        self._loop = loop
        self._local_user = local_user

    def __call__(self, before: Sequence[Connection], after: Sequence[Connection]) -> None:
        """The connections were those `before`, and are these now."""
        gone = out_of_use(before, after, self._local_user)

        def forget() -> None:
            for kind, key in gone:
                self._secrets.forget(kind, key)

        if gone:
            self._loop.aside("forget", forget)
