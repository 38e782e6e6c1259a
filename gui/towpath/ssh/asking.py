"""What one login needs to know from a person or from the keyring."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from towpath.model import ports
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.prompt import CodeAsked, PassphraseAsked, PasswordAsked, Secrets
from towpath.model.trust import PASSPHRASE, PASSWORD
from towpath.model.words import explain, line
from towpath.net.cancel import Cancel
from towpath.ssh.fingerprint import fingerprint
from towpath.ssh.key_file import KeyFile
from towpath.ssh.keys import PassphraseMissing, PassphraseWrong, PrivateKey
from towpath.ssh.userauth import ConnectionGone, UserAuth

MOST_TYPED = 3
"""How often a person may type for one method, and for one key's passphrase (NumberOfPasswordPrompts)."""

Unlocked = TypeVar("Unlocked")

_log = logging.getLogger(__name__)


class Asking:
    """Asks in the login's thread. The stored password is given out once: what was refused is never sent by itself.

    `userauth` is the connection that may end while a person is asked; `kind` says whose password `account`'s is.
    """

    def __init__(
        self,
        *,
        subject: str,
        account: str,
        ask: ports.Asker,
        secrets: ports.Secrets,
        cancel: Cancel,
        userauth: UserAuth | None = None,
        kind: str = PASSWORD,
    ) -> None:
        self._userauth = userauth
        self._kind = kind
        self._subject = subject
        self._account = account
        self._ask = ask
        self._secrets = secrets
        self._cancel = cancel
        self._stored_used = False
        self.needed_person = False
        """Something secret was typed that the next login will not find by itself."""
        self.ended_by_server = False
        """The connection ended while a person was being asked; the question was then withdrawn."""

    @contextlib.contextmanager
    def waiting_for_person(self) -> Iterator[None]:
        """A server that hangs up meanwhile (LoginGraceTime) ends the wait and withdraws the question."""

        def hung_up() -> None:
            if not self._cancel.cancelled:
                self.ended_by_server = True
                self._cancel.cancel()

        if self._userauth:
            self._userauth.while_asking(hung_up)
        try:
            yield
        except Cancelled:
            if self.ended_by_server:
                raise ConnectionGone from None
            raise
        finally:
            if self._userauth:
                self._userauth.while_asking(None)

    def code(self, asked: CodeAsked) -> tuple[str, ...]:
        """One text for each line. Codes are never kept."""
        typed = self._typed(asked, len(asked.lines))
        self.needed_person = True
        return typed.values

    # --- the account's password

    def stored_password(self) -> str | None:
        """The stored password, the first time only."""
        if self._stored_used:
            return None
        self._stored_used = True
        return self._secrets.get(self._kind, self._account)

    def password(self, *, refused_before: bool) -> Secrets:
        """The password as a person types it."""
        can_remember, why_not = self._remembering()
        asked = PasswordAsked(
            account=self._account,
            can_remember=can_remember,
            can_keep=True,
            cannot_remember_why=why_not,
            refused_before=refused_before,
            banner=self._userauth.take_banner() if self._userauth else "",
        )
        return self._typed(asked, 1)

    def password_was_right(self, typed: Secrets | None) -> None:
        """Keep what was typed, if the person wishes so."""
        if typed:
            self._keep(self._kind, self._account, typed)

    def password_was_wrong(self) -> None:
        """Forget the stored one."""
        self._secrets.forget(self._kind, self._account)

    # --- passphrases

    def open_key(self, file: KeyFile) -> PrivateKey:
        """Open a key file, asking for its passphrase if it has one. Raises KEY_UNREADABLE, PASSPHRASE_WRONG."""
        return self.unlock(file, file.open)

    def unlock(self, file: KeyFile, unlocked: Callable[[str | None], Unlocked]) -> Unlocked:
        """What `unlocked` makes of the file and a passphrase, None for none. Raises as `open_key`."""
        try:
            return unlocked(None)
        except PassphraseMissing:
            pass
        name = str(file.path)
        refused = False
        if (stored := self._secrets.get(PASSPHRASE, name)) is not None:
            try:
                return unlocked(stored)
            except PassphraseWrong:
                self._secrets.forget(PASSPHRASE, name)
                refused = True
        for _ in range(MOST_TYPED):
            typed = self._passphrase(file, refused_before=refused)
            try:
                key = unlocked(typed.values[0])
            except PassphraseWrong:
                refused = True
                continue
            self._keep(PASSPHRASE, name, typed)
            return key
        raise TowpathError(Problem(ProblemKind.PASSPHRASE_WRONG, name))

    def _passphrase(self, file: KeyFile, *, refused_before: bool) -> Secrets:
        can_remember, why_not = self._remembering()
        asked = PassphraseAsked(
            file=str(file.path),
            fingerprint=fingerprint(file.public.blob) if file.public else "",
            can_remember=can_remember,
            can_keep=True,
            cannot_remember_why=why_not,
            refused_before=refused_before,
        )
        return self._typed(asked, 1)

    # --- both

    def _typed(self, asked: PasswordAsked | PassphraseAsked | CodeAsked, count: int) -> Secrets:
        with self.waiting_for_person():
            answer = self._ask(asked)
        if not isinstance(answer, Secrets) or len(answer.values) != count:
            raise Cancelled(self._subject)
        self.needed_person |= not (answer.for_session or answer.remember)
        return answer

    def _remembering(self) -> tuple[bool, str]:
        """Whether a secret can be kept, and if not, why, in words."""
        problem = self._secrets.unusable()
        return problem is None, explain(problem).why if problem else ""

    def _keep(self, kind: str, key: str, typed: Secrets) -> None:
        """As the person wishes."""
        if typed.for_session:
            self._secrets.keep(kind, key, typed.values[0])
        elif typed.remember and (problem := self._secrets.set(kind, key, typed.values[0])):
            self.needed_person = True
            _log.warning("%s", line(problem))  # the login itself went well
