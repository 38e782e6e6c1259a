"""The pool of hops: one authenticated session per login, shared by every connection that passes it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Protocol

from towpath.engine.loop import Loop
from towpath.engine.questions import Origin, Questions
from towpath.model.connection import Hop, Keepalive
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.prompt import Answer, Asked
from towpath.model.state import Report, Status
from towpath.net.cancel import Cancel
from towpath.ssh.via import Through, Via

if TYPE_CHECKING:
    from towpath.ssh.session import Session

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
"""In which a server has to show that it is still there, after a wake-up or when the network has changed."""
ANSWER_SECONDS_WHERE_TYPED = 15.0
"""More time for a session that cost a person a code: TCP repeats late what was lost while there was no network."""


class Connector(Protocol):
    """Logs in to one hop (ssh/connect.py). Blocks its thread; `report` tells where it is, also while `ask` waits, and
    `taken` that the server has taken a key that was offered."""

    def login(
        self,
        hop: Hop,
        via: Via,
        *,
        ask: Asker,
        cancel: Cancel,
        report: Report,
        taken: Callable[[], None] = ...,
    ) -> Session: ...


class HopUser(Protocol):
    """A connection that passes a hop. Called on the engine thread."""

    @property
    def name(self) -> str:
        """The connection's name, for questions."""
        ...

    @property
    def asker(self) -> str:
        """Who brought it up and is asked first."""
        ...

    @property
    def quiet(self) -> bool:
        """It comes back by itself: nobody is asked for it."""
        ...

    @property
    def keepalive(self) -> Keepalive: ...

    def hop_changed(self) -> None:
        """A hop's status moved on."""
        ...

    def hop_up(self, hop: PooledHop) -> None:
        """The login succeeded."""
        ...

    def hop_failed(self, hop: PooledHop, problem: Problem) -> None:
        """The login failed, or the session was lost. The pool has forgotten the hop."""
        ...

    def hop_is_back(self) -> None:
        """Somebody else has logged in to the hop that it awaits (`Pool.await_hop`)."""
        ...


class PooledHop:
    """One login in progress, or the session it led to. Used on the engine thread."""

    def __init__(self, key: Hashable, hop: Hop, via: Via) -> None:
        self.key = key
        self.hop = hop
        self.via = via
        self.status = Status.CONNECTING
        self.session: Session | None = None
        self.users: dict[HopUser, None] = {}
        self.cancel = Cancel()
        self.touch = False
        """It waits for a finger on a security key."""
        self.asked = False
        """A person was asked something for this login."""

    @property
    def name(self) -> str:
        """`user@host:port`, as its session is called."""
        return self.session.name if self.session else str(self.hop)

    @property
    def needs_person(self) -> bool:
        """To log in there once more, somebody has to type something."""
        return self.session.needed_person if self.session else self.asked

    def origin(self) -> Origin:
        """The first user that somebody wants answers for the login."""
        first = next((user for user in self.users if not user.quiet), next(iter(self.users), None))
        if first is None:
            return Origin("", str(self.hop), "")
        return Origin(first.name, str(self.hop), first.asker, first.quiet)


class Pool:
    """Hops keyed by the way to them and by what they are (docs/decisions/0002), counted by their users.

    Concurrent first users wait for one login. The last user to leave ends it: a login is cancelled, a session closed.
    Engine thread; logins and closes run on threads beside it.
    """

    def __init__(self, loop: Loop, connector: Connector, questions: Questions, local_user: str) -> None:
        self._loop = loop
        self._connector = connector
        self._questions = questions
        self._local_user = local_user
        self._hops: dict[Hashable, PooledHop] = {}
        self._awaited: dict[HopUser, Hashable] = {}

    def acquire(self, hop: Hop, via: Via, before: PooledHop | None, user: HopUser) -> PooledHop:
        """The hop, logged in to or on its way there. `before` is the hop that `via` goes through, if any."""
        key = self.key(hop, before.key if before else via)
        pooled = self._hops.get(key)
        if pooled is None:
            pooled = self._hops[key] = PooledHop(key, hop, via)
            pooled.users[user] = None
            self._log_in(pooled)
        pooled.users[user] = None
        return pooled

    def key(self, hop: Hop, way: Hashable) -> Hashable:
        """By which it is known; `way` is the key of the hop before it, or how the first one gets there."""
        return (way, hop.user or self._local_user, *_place(hop))

    def is_up(self, key: Hashable) -> bool:
        """Somebody is logged in there."""
        return key in self._hops and self._hops[key].status is Status.UP

    def release(self, hops: Sequence[PooledHop], user: HopUser) -> None:
        """Leave these hops; what nobody uses any more is ended, the farthest first. Never waits."""
        unused = []
        for pooled in reversed(hops):
            pooled.users.pop(user, None)
            if not pooled.users and self._hops.get(pooled.key) is pooled:
                del self._hops[pooled.key]
                pooled.cancel.cancel()
                unused.append(pooled)
        self._questions.route()
        self._close([pooled.session for pooled in unused if pooled.session])

    def await_hop(self, key: Hashable, user: HopUser) -> None:
        """Tell `user`, once, when somebody else has logged in there."""
        self._awaited[user] = key

    def await_no_more(self, user: HopUser) -> None:
        """It goes its own way."""
        self._awaited.pop(user, None)

    def expect_answers(self) -> None:
        """The network may be another one, or the machine slept: every server has to show that it is still there."""
        for pooled in self._hops.values():
            if pooled.session:
                costly = pooled.session.needed_person
                pooled.session.expect_answer(ANSWER_SECONDS_WHERE_TYPED if costly else ANSWER_SECONDS)

    def dial_again(self) -> None:
        """Begin logins anew that may be stuck on a link which is no more, except where a person has been asked, or is
        about to touch a token."""
        for pooled in self._hops.values():
            with_person = pooled.asked or pooled.status is Status.WAITING_FOR_USER
            if pooled.session is None and not with_person and not isinstance(pooled.via, Through):
                stuck, pooled.cancel = pooled.cancel, Cancel()
                stuck.cancel()
                self._log_in(pooled)

    def _close(self, sessions: Sequence[Session]) -> None:
        def close() -> None:
            for session in sessions:
                session.close()

        if sessions:
            self._loop.aside("close", close)

    def _log_in(self, pooled: PooledHop) -> None:
        cancel = pooled.cancel

        def ask(asked: Asked) -> Answer:
            pooled.asked = True
            return self._questions.ask(asked, pooled.origin, cancel)

        def post(outcome: Callable[[], None]) -> None:
            """Of the login that counts: it may have been begun anew."""
            self._loop.post(lambda: outcome() if cancel is pooled.cancel else None)

        def report(status: Status, *, touch: bool = False) -> None:
            post(lambda: self._reported(pooled, status, touch))

        def log_in() -> None:
            try:
                session = self._connector.login(pooled.hop, pooled.via, ask=ask, cancel=cancel, report=report)
            except TowpathError as error:
                problem = error.problem
                post(lambda: self._fail(pooled, problem))
            except Exception as error:
                log.exception("unexpected error while logging in to %s", pooled.hop)
                internal = Problem(ProblemKind.INTERNAL, str(pooled.hop), {"detail": type(error).__name__})
                post(lambda: self._fail(pooled, internal))
            else:
                if cancel.cancelled:
                    session.close()
                else:
                    self._loop.post(lambda: self._arrived(pooled, session, cancel))

        self._loop.aside(f"login-{pooled.hop}", log_in)

    def _reported(self, pooled: PooledHop, status: Status, touch: bool) -> None:
        if pooled.session or status is Status.UP or status is pooled.status:
            return  # only the session itself makes a hop UP
        if touch and pooled.origin().quiet:  # nobody is there whom a blinking key would tell anything
            pooled.asked = True
            wanted = {"question": "a touch of your security key"}
            self._fail(pooled, Problem(ProblemKind.NEEDS_ANSWER, str(pooled.hop), wanted))
            return
        pooled.status, pooled.touch = status, touch
        for user in list(pooled.users):
            user.hop_changed()

    def _arrived(self, pooled: PooledHop, session: Session, cancel: Cancel) -> None:
        if self._hops.get(pooled.key) is not pooled or cancel is not pooled.cancel:
            self._close([session])
            return
        pooled.session = session
        pooled.status, pooled.touch = Status.UP, False
        users = list(pooled.users)
        session.watch(users[0].keepalive)
        session.on_closed(lambda problem: self._loop.post(lambda: self._lost(pooled, problem)))
        for user in users:
            user.hop_up(pooled)
        for user in [user for user, key in self._awaited.items() if key == pooled.key]:
            self.await_no_more(user)
            user.hop_is_back()

    def _lost(self, pooled: PooledHop, problem: Problem | None) -> None:
        self._fail(pooled, problem or Problem(ProblemKind.LOST, str(pooled.hop)))

    def _fail(self, pooled: PooledHop, problem: Problem) -> None:
        """Forget a hop. Whoever uses it also uses those behind it, which died with it, and lets go of them now."""
        if self._hops.get(pooled.key) is not pooled:
            return  # it was released meanwhile
        del self._hops[pooled.key]
        pooled.cancel.cancel()
        self._close([pooled.session] if pooled.session else [])
        for user in list(pooled.users):
            user.hop_failed(pooled, problem)


def _place(hop: Hop) -> tuple[Hashable, ...]:
    """What two connections have to agree in to share a login, besides the way and the account: which machine it is, by
    what it is known, and what the link has to be like."""
    return (
        hop.host.lower(),
        hop.port,
        hop.host_key_alias,
        hop.known_hosts_files,
        hop.global_known_hosts_files,
        hop.known_hosts_command,
        hop.algorithms,
        hop.address_family,
        hop.bind_address,
    )
