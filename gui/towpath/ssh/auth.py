"""Authentication at one hop: which method comes next, what is asked, and what is said when nothing is left.

Runs in the thread of the login, after the host key was verified. Nothing that was refused is tried again unless a
person typed something new.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from towpath.model import ports
from towpath.model.connection import AuthMethod, Hop
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.prompt import CodeAsked, PassphraseAsked, PasswordAsked, Secrets
from towpath.model.words import explain, line
from towpath.net.cancel import Cancel
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.fingerprint import fingerprint
from towpath.ssh.identities import Identities, Identity, find_identities
from towpath.ssh.keys import KeyFile, PassphraseMissing, PassphraseWrong, PrivateKey, PublicKey
from towpath.ssh.userauth import ConnectionGone, InfoRequest, Outcome, PasswordExpired, UserAuth

MOST_TYPED = 3
"""How often a person may type at one hop, and at one key's passphrase (NumberOfPasswordPrompts)."""
MOST_ROUNDS = 50
"""Requests of the server within one keyboard-interactive attempt."""

PASSWORD = "password"
PASSPHRASE = "passphrase"

# "Password:", "root@gate's password:", "Password for root@gate:", but not "One-time password:".
_ACCOUNT_PASSWORD = re.compile(r"\s*(\S+'s )?password( for \S+)?\s*:?\s*", re.IGNORECASE)

_log = logging.getLogger(__name__)


@dataclass
class _Round:
    """What happened in one keyboard-interactive attempt."""

    said: str = ""
    """What the server told without asking; shown with its next question."""
    password: Secrets | None = None
    """Typed for the account's password."""
    password_given: bool = False
    typed: bool = False
    last_asked_password: bool = False


class Authentication:
    """One login's way through the methods."""

    def __init__(
        self,
        userauth: UserAuth,
        hop: Hop,
        *,
        account: str,
        behind: str,
        ask: ports.Asker,
        secrets: ports.Secrets,
        agent: Agent,
        home: Path,
        cancel: Cancel,
    ) -> None:
        self._userauth = userauth
        self._hop = hop
        self._account = account
        self._behind = behind
        self._ask = ask
        self._secrets = secrets
        self._agent = agent
        self._cancel = cancel
        self._identities: Identities = find_identities(hop.auth, home=home, agent=agent)
        self._to_offer = list(self._identities.offers)
        self._refused_offers: list[Identity] = []
        self._key_problems = list(self._identities.problems)
        self._tried: list[str] = []
        self._spent: set[str] = set()
        self._typed = 0
        self._stored_used = False
        # PASSWORD_REFUSED or CODE_REFUSED: what it would mean if the server hung up now, and what did happen last.
        self._last_sent: ProblemKind | None = None
        self._refusal: ProblemKind | None = None
        self.needed_person = False
        """Something secret was typed."""
        self.ended_by_server = False
        """The connection ended while a person was being asked; the question was then withdrawn."""

    def run(self) -> None:
        """Log in. Raises TowpathError, `Cancelled`, or ConnectionGone when the server hangs up."""
        attempts: dict[str, Callable[[Outcome], Outcome]] = {
            AuthMethod.PUBLICKEY: self._public_keys,
            AuthMethod.KEYBOARD_INTERACTIVE: self._keyboard_interactive,
            AuthMethod.PASSWORD: self._password,
        }
        self._userauth.begin()
        outcome = self._userauth.try_none()
        while not outcome.accepted:
            self._cancel.check(self._account)
            usable = [m for m in self._hop.auth.methods if m in outcome.methods and m not in self._spent]
            if not usable:
                raise TowpathError(self._failure(outcome.methods))
            outcome = attempts[usable[0]](outcome)
            if outcome.partial:
                # The next factor: everything may be tried again, except a key that was the first one.
                self._spent.clear()
                self._to_offer = self._refused_offers + self._to_offer
                self._refused_offers = []
                self._last_sent = None

    def too_many_tries(self, detail: str) -> Problem:
        """What to say when the server hangs up because of the number of tries."""
        if self._last_sent is ProblemKind.PASSWORD_REFUSED:
            self._password_was_wrong()
        if self._last_sent:
            return Problem(self._last_sent, str(self._hop))
        return Problem(
            ProblemKind.TOO_MANY_TRIES,
            str(self._hop),
            {"detail": detail + (f"; tried {', '.join(self._tried)}" if self._tried else "")},
        )

    # --- keys

    def _public_keys(self, outcome: Outcome) -> Outcome:
        while self._to_offer:
            identity = self._to_offer.pop(0)
            answer = self._try_identity(identity)
            if answer is None:
                continue
            outcome = answer
            if outcome.accepted or outcome.partial:
                return outcome
            self._refused_offers.append(identity)
            if AuthMethod.PUBLICKEY not in outcome.methods:
                break
        self._spent.add(AuthMethod.PUBLICKEY)
        return outcome

    def _try_identity(self, identity: Identity) -> Outcome | None:
        """Offer one key and sign with it if the server takes it; None when it could not be used at all."""
        self._cancel.check(self._account)
        try:
            opened = None
            if identity.offered is None and identity.file:
                opened = self._open(identity.file)
            public = opened.public if opened else identity.offered
            if public is None:
                return None
            algorithm = self._userauth.signature_algorithm(public)
            if algorithm is None:
                self._tried.append(f"not {identity.name}: the server takes RSA keys with SHA-1 only")
                return None
            self._tried.append(identity.name)
            if refused := self._userauth.offer_key(algorithm, public):
                return refused
            data = self._userauth.to_sign(algorithm, public)
            signature = self._sign(identity, opened, data, algorithm)
            return self._userauth.try_key(algorithm, public, signature)
        except TowpathError as error:
            if error.problem.kind not in (ProblemKind.KEY_UNREADABLE, ProblemKind.PASSPHRASE_WRONG):
                raise
            self._key_problems.append(error.problem)
            return None

    def _sign(self, identity: Identity, opened: PrivateKey | None, data: bytes, algorithm: str) -> bytes:
        if identity.agent_key:
            return self._sign_by_agent(identity, identity.agent_key, data, algorithm)
        if opened is None and identity.file:
            opened = self._open(identity.file)
        if opened is None:
            raise TowpathError(Problem(ProblemKind.KEY_UNREADABLE, identity.name, {"detail": "it has no private half"}))
        return opened.sign(data, algorithm)

    def _sign_by_agent(self, identity: Identity, key: PublicKey, data: bytes, algorithm: str) -> bytes:
        try:
            with self._waiting_for_person():  # to confirm, or to touch a token
                return self._agent.sign(key, data, algorithm, self._cancel)
        except AgentRefused as error:
            facts = {"detail": f"the ssh-agent did not sign with it: {error}"}
            raise TowpathError(Problem(ProblemKind.KEY_UNREADABLE, identity.name, facts)) from error

    def _open(self, file: KeyFile) -> PrivateKey:
        """Open a key file, asking for its passphrase. Raises KEY_UNREADABLE, PASSPHRASE_WRONG."""
        try:
            return file.open()
        except PassphraseMissing:
            pass
        name = str(file.path)
        refused = False
        if (stored := self._secrets.get(PASSPHRASE, name)) is not None:
            try:
                return file.open(stored)
            except PassphraseWrong:
                self._secrets.forget(PASSPHRASE, name)
                refused = True
        shown = fingerprint(file.public.blob) if file.public else ""
        for _ in range(MOST_TYPED):
            can_remember, why_not = self._remembering()
            answer = self._secret_from_person(
                PassphraseAsked(
                    file=name,
                    fingerprint=shown,
                    can_remember=can_remember,
                    cannot_remember_why=why_not,
                    refused_before=refused,
                )
            )
            try:
                key = file.open(answer.values[0])
            except PassphraseWrong:
                refused = True
                continue
            if answer.remember:
                self._remember(PASSPHRASE, name, answer.values[0])
            return key
        raise TowpathError(Problem(ProblemKind.PASSPHRASE_WRONG, name))

    # --- passwords and codes

    def _password(self, outcome: Outcome) -> Outcome:
        """The method `password` (RFC 4252, section 8)."""
        while True:
            stored = self._stored_password()
            typed: Secrets | None = None
            if stored is None:
                if self._typed == MOST_TYPED:
                    break
                self._typed += 1
                typed = self._ask_password()
            self._last_sent = ProblemKind.PASSWORD_REFUSED
            try:
                outcome = self._userauth.try_password(typed.values[0] if typed else stored or "")
            except PasswordExpired as error:
                raise TowpathError(
                    Problem(ProblemKind.PASSWORD_EXPIRED, str(self._hop), {"detail": str(error)})
                ) from error
            if outcome.accepted or outcome.partial:
                self._password_was_right(typed)
                return outcome
            self._password_was_wrong()
            if AuthMethod.PASSWORD not in outcome.methods:
                break
        self._spent.add(AuthMethod.PASSWORD)
        return outcome

    def _keyboard_interactive(self, outcome: Outcome) -> Outcome:
        """The method `keyboard-interactive` (RFC 4256): the server's questions are passed on as they are."""
        while self._typed < MOST_TYPED:
            round_ = _Round()
            outcome = self._one_keyboard_interactive(round_)
            self._typed += round_.typed
            if outcome.accepted or outcome.partial:
                self._password_was_right(round_.password)
                return outcome
            if round_.last_asked_password:
                self._password_was_wrong()
            elif round_.typed:
                self._refusal = ProblemKind.CODE_REFUSED
            else:
                break  # the server refused without asking anything
            if AuthMethod.KEYBOARD_INTERACTIVE not in outcome.methods:
                break
        self._spent.add(AuthMethod.KEYBOARD_INTERACTIVE)
        return outcome

    def _one_keyboard_interactive(self, round_: _Round) -> Outcome:
        reply = self._userauth.try_keyboard_interactive()
        for _ in range(MOST_ROUNDS):
            if isinstance(reply, Outcome):
                return reply
            reply = self._userauth.answer(self._answers(reply, round_))
        facts = {"detail": "it asks without end"}
        raise TowpathError(Problem(ProblemKind.LOST_DURING_LOGIN, str(self._hop), facts))

    def _answers(self, request: InfoRequest, round_: _Round) -> tuple[str, ...]:
        if not request.lines:
            told = [round_.said, request.title, request.instruction]
            round_.said = "\n".join(text for text in told if text)
            return ()
        if _asks_account_password(request) and not round_.password_given:
            round_.password_given = round_.last_asked_password = True
            self._last_sent = ProblemKind.PASSWORD_REFUSED
            if (stored := self._stored_password()) is not None:
                return (stored,)
            round_.typed = True
            round_.password = self._ask_password()
            return round_.password.values[:1]
        round_.last_asked_password = False
        round_.typed = True
        self._last_sent = ProblemKind.CODE_REFUSED
        asked = CodeAsked(
            account=self._account,
            title=request.title,
            instruction="\n".join(text for text in (round_.said, request.instruction) if text),
            lines=request.lines,
            refused_before=self._refusal is ProblemKind.CODE_REFUSED,
        )
        round_.said = ""
        return self._secret_from_person(asked).values

    def _ask_password(self) -> Secrets:
        can_remember, why_not = self._remembering()
        return self._secret_from_person(
            PasswordAsked(
                account=self._account,
                can_remember=can_remember,
                cannot_remember_why=why_not,
                refused_before=self._refusal is ProblemKind.PASSWORD_REFUSED,
            )
        )

    def _secret_from_person(self, asked: PasswordAsked | PassphraseAsked | CodeAsked) -> Secrets:
        with self._waiting_for_person():
            answer = self._ask(asked)
        wanted = len(asked.lines) if isinstance(asked, CodeAsked) else 1
        if not isinstance(answer, Secrets) or len(answer.values) != wanted:
            raise Cancelled(str(self._hop))
        self.needed_person = True
        return answer

    @contextlib.contextmanager
    def _waiting_for_person(self) -> Iterator[None]:
        """A server that hangs up meanwhile (LoginGraceTime) ends the wait and withdraws the question."""

        def hung_up() -> None:
            if not self._cancel.cancelled:
                self.ended_by_server = True
                self._cancel.cancel()

        self._userauth.while_asking(hung_up)
        try:
            yield
        except Cancelled:
            if self.ended_by_server:
                raise ConnectionGone from None
            raise
        finally:
            self._userauth.while_asking(None)

    # --- remembering

    def _stored_password(self) -> str | None:
        """The stored password, once: what was refused is never sent again by itself."""
        if self._stored_used:
            return None
        self._stored_used = True
        return self._secrets.get(PASSWORD, self._account)

    def _password_was_right(self, typed: Secrets | None) -> None:
        self._refusal = None
        if typed and typed.remember:
            self._remember(PASSWORD, self._account, typed.values[0])

    def _password_was_wrong(self) -> None:
        self._refusal = ProblemKind.PASSWORD_REFUSED
        self._secrets.forget(PASSWORD, self._account)

    def _remembering(self) -> tuple[bool, str]:
        """Whether a secret can be kept, and if not, why, in words."""
        problem = self._secrets.unusable()
        return problem is None, explain(problem).why if problem else ""

    def _remember(self, kind: str, key: str, secret: str) -> None:
        if problem := self._secrets.set(kind, key, secret):
            _log.warning("%s", line(problem))  # the login itself went well

    # --- the end

    def _failure(self, methods: tuple[str, ...]) -> Problem:
        """The most telling reason. `methods` are those the server would still take."""
        if self._refusal:
            return Problem(self._refusal, str(self._hop))
        by_key = AuthMethod.PUBLICKEY in methods and AuthMethod.PUBLICKEY in self._hop.auth.methods
        if by_key and self._key_problems:
            return self._key_problems[0]
        spoken = set(AuthMethod)
        named = [name if name in spoken else f"{name} (which Towpath does not speak)" for name in methods]
        facts = {"methods": ", ".join(named), "tried": ", ".join(self._tried)}
        if not by_key:
            return Problem(ProblemKind.NO_METHOD_LEFT, str(self._hop), facts)
        facts["tried"] = facts["tried"] or "no key, as none was found"
        return Problem(ProblemKind.KEYS_REFUSED, str(self._hop), {**facts, "behind": self._behind})


def _asks_account_password(request: InfoRequest) -> bool:
    """One hidden line "Password:" and no instruction that might ask for something else under that name."""
    if len(request.lines) != 1 or request.lines[0].echo or request.instruction.strip():
        return False
    return _ACCOUNT_PASSWORD.fullmatch(request.lines[0].text) is not None
