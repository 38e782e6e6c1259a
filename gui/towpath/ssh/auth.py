"""Authentication at one hop: which method comes next, and what is said when nothing is left.

Runs in the thread of the login, after the host key was verified. Nothing that was refused is tried again unless a
person typed something new.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from towpath.model.connection import AuthMethod, Hop
from towpath.model.error import SECRET_SENT, Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.model.prompt import CodeAsked, Secrets
from towpath.model.state import Report, Status
from towpath.net.cancel import Cancel
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.agent_keeping import keep_in_agent
from towpath.ssh.asking import MOST_TYPED, Asking
from towpath.ssh.identities import AgentIdentity, Identity, find_identities
from towpath.ssh.key_file import KeyFile
from towpath.ssh.keys import PrivateKey, PublicKey
from towpath.ssh.userauth import InfoRequest, Outcome, PasswordExpired, UserAuth

MOST_ROUNDS = 50
"""Requests of the server within one keyboard-interactive attempt."""
MOST_FACTORS = 8
"""Proofs that a server may want one after the other."""

# "Password:", "root@gate's password:", "Password for root@gate:", but not "One-time password:".
_ACCOUNT_PASSWORD = re.compile(r"\s*(\S+'s )?password( for \S+)?\s*:?\s*", re.IGNORECASE)


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
    """One login's way through the methods. `behind` is the name of the machine before this one, if any."""

    def __init__(
        self,
        userauth: UserAuth,
        hop: Hop,
        *,
        account: str,
        behind: str,
        asking: Asking,
        agent: Agent,
        home: Path,
        cancel: Cancel,
        report: Report,
        taken: Callable[[], None],
    ) -> None:
        self._userauth = userauth
        self._hop = hop
        self._account = account
        self._behind = behind
        self._asking = asking
        self._agent = agent
        self._cancel = cancel
        self._report = report
        self._taken = taken
        identities = find_identities(hop.auth, home=home, agent=agent)
        self._to_offer = list(identities.offers)
        self._refused_offers: list[Identity] = []
        self._key_problems = list(identities.problems)
        self._tried: list[str] = []
        self._spent: set[str] = set()
        self._typed = 0
        # PASSWORD_REFUSED or CODE_REFUSED: what it would mean if the server hung up now, and what happened last.
        self._last_sent: ProblemKind | None = None
        self._refusal: ProblemKind | None = None

    def run(self) -> None:
        """Log in. Raises TowpathError, `Cancelled`, or ConnectionGone when the server hangs up."""
        self._userauth.begin()
        outcome = self._userauth.try_none()
        for _ in range(MOST_FACTORS):
            outcome = self._one_factor(outcome)
            if outcome.accepted:
                return
            # Part of it is done: everything may be tried again, except a key that was accepted already.
            self._spent.clear()
            self._to_offer = self._refused_offers + self._to_offer
            self._refused_offers = []
            self._typed = 0
            self._last_sent = self._refusal = None
        raise self._asks_without_end()

    def _one_factor(self, outcome: Outcome) -> Outcome:
        """Go on until the server accepts something, finally or in part. Raises TowpathError when nothing is left."""
        attempts: dict[str, Callable[[Outcome], Outcome]] = {
            AuthMethod.PUBLICKEY: self._public_keys,
            AuthMethod.KEYBOARD_INTERACTIVE: self._keyboard_interactive,
            AuthMethod.PASSWORD: self._password,
        }
        while not outcome.accepted:
            self._cancel.check(str(self._hop))
            usable = [m for m in self._hop.auth.methods if m in outcome.methods and m not in self._spent]
            if not usable:
                raise TowpathError(self._failure(outcome.methods))
            outcome = attempts[usable[0]](outcome)
            if outcome.partial:
                break
        return outcome

    def too_many_tries(self, detail: str) -> Problem:
        """What to say when the server hangs up because of the number of tries."""
        if self._last_sent is ProblemKind.PASSWORD_REFUSED:
            self._asking.password_was_wrong()
        if self._last_sent:
            return Problem(self._last_sent, str(self._hop))
        tried = translate("Fact", "; tried {tried}").format(tried=", ".join(self._tried)) if self._tried else ""
        return Problem(ProblemKind.TOO_MANY_TRIES, str(self._hop), {"detail": detail + tried})

    def broken_off(self, problem: Problem) -> Problem:
        """What ended the login before the server said what it makes of a password or code, if one was sent."""
        return replace(problem, facts={**problem.facts, SECRET_SENT: "yes"}) if self._last_sent else problem

    # --- keys

    def _public_keys(self, outcome: Outcome) -> Outcome:
        """The method `publickey` (RFC 4252, section 7): offer one key after the other."""
        while self._to_offer:
            self._cancel.check(str(self._hop))
            identity = self._to_offer.pop(0)
            try:
                answer = self._try_identity(identity)
            except TowpathError as error:
                if error.problem.kind not in (ProblemKind.KEY_UNREADABLE, ProblemKind.PASSPHRASE_WRONG):
                    raise
                self._key_problems.append(error.problem)
                continue
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
        """Offer one key and sign with it if the server takes it; None when it takes no such keys.

        Raises KEY_UNREADABLE and PASSPHRASE_WRONG.
        """
        public, sign = self._signer(identity)
        wanted = self._hop.auth.public_key_algorithms
        algorithm = self._userauth.signature_algorithm(public, wanted)
        if algorithm is None:
            why = "this connection allows no such keys" if wanted else "the server takes RSA keys with SHA-1 only"
            self._tried.append(translate("Fact", "not {name}: {why}").format(name=identity.name, why=why))
            return None
        self._tried.append(identity.name)
        if refused := self._userauth.offer_key(algorithm, public):
            return refused
        self._taken()
        signature = sign(self._userauth.to_sign(algorithm, public), algorithm)
        return self._userauth.try_key(algorithm, public, signature)

    def _signer(self, identity: Identity) -> tuple[PublicKey, Callable[[bytes, str], bytes]]:
        """What to offer, and how to sign (data, algorithm) once the server wants it."""
        if isinstance(identity, AgentIdentity):
            return identity.offered, partial(self._sign_by_agent, identity.name, identity.key)
        if identity.offered:
            file = identity.file
            return identity.offered, lambda data, algorithm: self._open(file).sign(data, algorithm)
        opened = self._open(identity.file)
        return opened.public, opened.sign

    def _open(self, file: KeyFile) -> PrivateKey:
        opened = self._asking.open_key(file)
        keep_in_agent(self._agent, opened, str(file.path), self._hop.auth.add_keys_to_agent)
        return opened

    def _sign_by_agent(self, name: str, key: PublicKey, data: bytes, algorithm: str) -> bytes:
        if key.needs_touch:
            self._report(Status.WAITING_FOR_USER, touch=True)
        try:
            with self._asking.waiting_for_person():  # to confirm, or to touch a token
                return self._agent.sign(key, data, algorithm, self._cancel)
        except AgentRefused as error:
            facts = {"detail": translate("Fact", "the ssh-agent did not sign with it: {error}").format(error=error)}
            raise TowpathError(Problem(ProblemKind.KEY_UNREADABLE, name, facts)) from error
        finally:
            if key.needs_touch:
                self._report(Status.CONNECTING)

    # --- passwords and codes

    def _password(self, outcome: Outcome) -> Outcome:
        """The method `password` (RFC 4252, section 8)."""
        while AuthMethod.PASSWORD in outcome.methods:
            stored = self._asking.stored_password()
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
                facts = {"detail": str(error)}
                raise TowpathError(Problem(ProblemKind.PASSWORD_EXPIRED, str(self._hop), facts)) from error
            if outcome.accepted or outcome.partial:
                self._asking.password_was_right(typed)
                return outcome
            self._password_was_wrong()
        self._spent.add(AuthMethod.PASSWORD)
        return outcome

    def _keyboard_interactive(self, outcome: Outcome) -> Outcome:
        """The method `keyboard-interactive` (RFC 4256): the server's questions are passed on as they are."""
        while AuthMethod.KEYBOARD_INTERACTIVE in outcome.methods and self._typed < MOST_TYPED:
            round_ = _Round()
            outcome = self._one_keyboard_interactive(round_)
            self._typed += round_.typed
            if outcome.accepted or outcome.partial:
                self._asking.password_was_right(round_.password)
                return outcome
            if round_.last_asked_password:
                self._password_was_wrong()
            elif round_.typed:
                self._refusal = ProblemKind.CODE_REFUSED
            else:
                break  # the server refused without asking anything
        self._spent.add(AuthMethod.KEYBOARD_INTERACTIVE)
        return outcome

    def _one_keyboard_interactive(self, round_: _Round) -> Outcome:
        reply = self._userauth.try_keyboard_interactive()
        for _ in range(MOST_ROUNDS):
            if isinstance(reply, Outcome):
                return reply
            reply = self._userauth.answer(self._answers(reply, round_))
        raise self._asks_without_end()

    def _answers(self, request: InfoRequest, round_: _Round) -> tuple[str, ...]:
        if not request.lines:
            told = [round_.said, request.title, request.instruction]
            round_.said = "\n".join(text for text in told if text)
            return ()
        if _asks_account_password(request) and not round_.password_given:
            round_.password_given = round_.last_asked_password = True
            self._last_sent = ProblemKind.PASSWORD_REFUSED
            if (stored := self._asking.stored_password()) is not None:
                return (stored,)
            round_.typed = True
            round_.password = self._ask_password()
            return round_.password.values
        round_.last_asked_password = False
        round_.typed = True
        self._last_sent = ProblemKind.CODE_REFUSED
        asked = CodeAsked(
            account=self._account,
            title=request.title,
            instruction="\n".join(text for text in (round_.said, request.instruction) if text),
            lines=request.lines,
            refused_before=self._refusal is ProblemKind.CODE_REFUSED,
            banner=self._userauth.take_banner(),
        )
        round_.said = ""
        return self._asking.code(asked)

    def _ask_password(self) -> Secrets:
        return self._asking.password(refused_before=self._refusal is ProblemKind.PASSWORD_REFUSED)

    def _password_was_wrong(self) -> None:
        self._refusal = ProblemKind.PASSWORD_REFUSED
        self._asking.password_was_wrong()

    # --- the end

    def _failure(self, methods: tuple[str, ...]) -> Problem:
        """The most telling reason. `methods` are those the server would still take."""
        if self._refusal:
            return Problem(self._refusal, str(self._hop))
        by_key = AuthMethod.PUBLICKEY in methods and AuthMethod.PUBLICKEY in self._hop.auth.methods
        if by_key and self._key_problems:
            return self._key_problems[0]
        spoken = set(AuthMethod)
        named = [
            name if name in spoken else translate("Fact", "{name} (which Towpath does not speak)").format(name=name)
            for name in methods
        ]
        facts = {"methods": ", ".join(named), "tried": ", ".join(self._tried)}
        if not by_key:
            return Problem(ProblemKind.NO_METHOD_LEFT, str(self._hop), facts)
        facts["tried"] = facts["tried"] or "no key, as none was found"
        return Problem(ProblemKind.KEYS_REFUSED, str(self._hop), {**facts, "behind": self._behind})

    def _asks_without_end(self) -> TowpathError:
        facts = {"detail": "it asks without end"}
        return TowpathError(Problem(ProblemKind.SERVER_MISBEHAVES, str(self._hop), facts))


def _asks_account_password(request: InfoRequest) -> bool:
    """One hidden line "Password:" and no instruction that might ask for something else under that name."""
    if len(request.lines) != 1 or request.lines[0].echo or request.instruction.strip():
        return False
    return _ACCOUNT_PASSWORD.fullmatch(request.lines[0].text) is not None
