"""What one connection does: its forwards, its states, and coming back after a loss (the rules: supervision.py)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from towpath.engine.answers import Unanswered, first_problem_of
from towpath.engine.chain import Route
from towpath.engine.forward_set import ForwardSet
from towpath.engine.loop import Loop, Timer
from towpath.engine.questions import Origin, Questions
from towpath.engine.sessions import Pool
from towpath.engine.supervision import WAITING, Comeback, Failure, Outlook, needs_network, outlook
from towpath.engine.way import Way
from towpath.engine.workshop import Workshop
from towpath.model.command import Up
from towpath.model.connection import Connection, Keepalive
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Forward
from towpath.model.ports import Asker, Done
from towpath.model.state import ConnectionState, Status
from towpath.net.branch import Branch

if TYPE_CHECKING:
    from towpath.ssh.session import Session

SOON_SECONDS = 0.3
"""Within which all that waited tries, when the network is back or the machine woke up."""


class Surroundings(msgspec.Struct, frozen=True):
    """What every connection of an engine works with."""

    loop: Loop
    pool: Pool
    questions: Questions
    workshop: Workshop
    find_route: Callable[[Connection, Asker], Route]
    """The logins that a connection needs (`engine.chain.Routes.find`)."""
    read_anew: Callable[[LiveConnection, Connection], None]
    """Its ssh_config says this now: keep and follow it."""
    online: Callable[[], bool]
    """This machine has a network, as far as is known."""
    changed: Callable[[LiveConnection], None]
    """The state is new: publish it after this piece of work."""
    finished: Callable[[Done, Problem | None], None]
    """Tell a command's submitter, after the state was published."""


class LiveConnection:
    """One connection. Engine thread only; never waits: logins and closes are the pool's business.

    `_status` is what the connection itself is; what is shown also tells of questions and forwards.
    """

    def __init__(self, connection: Connection, around: Surroundings, *, saved: bool = True) -> None:
        self.connection = connection
        self.saved = saved
        self.asker = ""
        self.by_person = False
        """Somebody has just asked for it: it neither comes back by itself, nor begins with the program."""
        self.quiet = False
        """It begins with the program, and nobody has asked for it since: nobody is asked, either."""
        self.is_wished = False
        """Somebody wants it up for itself, not for what goes through it only now and then."""
        self._estranged: Problem | None = None
        """Why it cannot follow its ssh_config."""
        self._around = around
        self._clock = around.loop.clock
        self._way = Way(
            connection,
            self,
            loop=around.loop,
            pool=around.pool,
            questions=around.questions,
            find_route=around.find_route,
        )
        self._status = Status.OFF
        self._problem: Problem | None = None
        self._shown = Status.OFF
        self._since = self._clock.time()
        self._forwards = ForwardSet(connection.forwards, around.workshop, self)
        self._comes_back = False
        """It was up, or is to be tried until it is."""
        self._comeback = Comeback(connection.reconnect)
        self._retry: Timer | None = None
        self._retry_at = 0.0
        self._unanswered = Unanswered(around.finished)
        self._branch: Branch | None = None
        self._users: set[object] = set()

    # --- what its way and its forwards ask

    @property
    def id(self) -> str:
        """It never changes."""
        return self.connection.id

    @property
    def name(self) -> str:
        """For questions."""
        return self.connection.name

    @property
    def keepalive(self) -> Keepalive:
        """For the sessions it makes."""
        return self.connection.keepalive

    @property
    def check_interval(self) -> float:
        """For its forwards."""
        return self.connection.checks.interval

    @property
    def session(self) -> Session | None:
        """The session to the target, while it is up."""
        return self._way.session if self._status is Status.UP else None

    def keeps(self, forward_id: str) -> bool:
        """It and this forward are saved. Any thread."""
        return self.saved and self.connection.forward(forward_id) is not None

    def origin(self) -> Origin:
        """Who is asked for the password of a forward."""
        return Origin(self.name, "", self.asker, self.quiet)

    def shared(self) -> tuple[Session, Branch]:
        """Its session, and the share of the session's relay for streams that belong to no forward. Raises LOST."""
        session = self.session
        if session is None:
            raise TowpathError(self._problem or Problem(ProblemKind.LOST, self.name))
        if self._branch is None:
            self._branch = session.relay().branch(_nothing)
        return session, self._branch

    def hold(self, user: object) -> None:
        """This piece of work needs it, as a wanted forward does: going down with the last forward would cut it."""
        self._users.add(user)

    def let_go(self, user: object) -> None:
        """It does not any more. The connection stays as it is."""
        self._users.discard(user)

    # --- commands

    def up(self, command: Up, done: Done) -> None:
        """Bring forwards up (all that are enabled, when none is named), and the connection with them."""
        wanted = frozenset(command.forwards) or self._forwards.enabled
        for forward_id in wanted:
            forward = self._forwards[forward_id]
            forward.wanted = True
            if not forward.listens:
                forward.starts_program = command.start_programs
                forward.forget_error()
                if forward_id in command.elsewhere:
                    forward.listen_elsewhere(command.elsewhere[forward_id], None)
        self._comes_back = self._comes_back or command.persistent
        self.is_wished = True
        if command.people and not self.is_wanted:
            self.quiet = True
            self._wait_for(command.people, wanted, done)
            return
        by_person = command.start_programs and not command.persistent
        self._go(wanted, command.asker, done, by_person=by_person, quiet=command.quiet)

    def reach(self, asker: str, done: Done, *, forwards: bool = True) -> None:
        """Bring the connection up, with the enabled forwards (or none) if it was not wanted; ends when the session is
        there."""
        if forwards and not self.is_wanted:
            for forward_id in self._forwards.enabled:
                self._forwards[forward_id].wanted = True
        self._go(frozenset(), asker, done)

    def retry(self, asker: str, done: Done) -> None:
        """Try now what waits: the connection, or the forwards that could not listen."""
        if self._status is Status.OFF:
            self._around.finished(done, None)
        else:
            self.is_wished = True
            self._go(self._forwards.wanted, asker, done)

    def listen_elsewhere(self, forward_id: str, port: int, done: Done) -> None:
        """Let a forward listen on another port until the connection is taken down."""
        forward = self._forwards[forward_id]
        if forward.forward.listen.path:
            facts = {"detail": "it listens on a Unix socket, which has no port"}
            raise TowpathError(Problem(ProblemKind.INVALID, forward.forward.name, facts))
        forward.wanted = True
        forward.listen_elsewhere(port, self.session)
        self._go(frozenset([forward_id]), self.asker, done)

    def down(self, forward_ids: Iterable[str] = ()) -> None:
        """Take forwards down; with none named, or nothing left that uses it, the whole connection, at once."""
        named = frozenset(forward_ids)
        for forward_id in named:
            self._forwards[forward_id].drop()
        if not named or not self._is_of_use:
            self._end(Status.OFF, Problem(ProblemKind.CANCELLED, self.name))
        self._changed()

    def down_if_unused(self) -> None:
        """Take it down unless a forward, a transfer or a stream of `towpath stdio` needs it."""
        if self.is_wanted and not self._is_of_use:
            self.down()

    def check(self, forward_ids: Iterable[str], done: Done) -> None:
        """See whether the targets accept; with no forward named, of all that are up."""
        named = [self._forwards[i] for i in forward_ids] or [f for f in self._forwards.all if f.listens]
        if not named:
            self._around.finished(done, None)
        each = first_problem_of(len(named), lambda problem: self._around.finished(done, problem))
        for forward in named:
            forward.check(each)

    def password_changed(self, forward_id: str) -> None:
        """The clients of this forward have to give another one."""
        if forward := self._forwards.get(forward_id):
            forward.password_changed(self.session)
            self._changed()

    def save(self, connection: Connection) -> None:
        """Take a changed connection over. Forwards follow at once, the way there at the next connect."""
        before, self.connection = self.connection, connection
        if connection.link != before.link:
            self._estranged = None
        if not self.is_wanted:
            self._way.changed(connection)
        self._comeback.follow(connection.reconnect)
        known, wanted = self.forward_ids, self._forwards.wanted
        self._forwards.take_over(connection.forwards, self.session, wanted=self.is_wanted)
        self._unanswered.follow(known - self.forward_ids, self._forwards.wanted - wanted)
        if connection.checks != before.checks:
            self._forwards.interval_changed()
        self._start_forwards()

    def estrange(self, problem: Problem | None) -> None:
        """It cannot follow its ssh_config, or can again."""
        self._estranged = problem
        self._changed()

    def add_forward(self, forward: Forward) -> None:
        """Add one that is not saved; it goes when the connection is taken down."""
        self._forwards.add(forward, saved=False).wanted = forward.enabled and self.is_wanted
        self._changed()

    def remove_forward(self, forward_id: str) -> None:
        """Forget one that is not saved, or no longer."""
        was_wanted = self._forwards[forward_id].wanted
        self._forwards.remove(forward_id)
        if was_wanted and not self._is_of_use:
            self._end(Status.OFF, Problem(ProblemKind.CANCELLED, self.name))
        self._changed()

    # --- what the system tells

    def try_soon(self) -> None:
        """The network is another one, or the machine woke up: what waits for its time or for the network tries now."""
        if self._status in (Status.RETRYING, Status.WAITING_FOR_NETWORK):
            self._comeback.skip()
            self._status = Status.RETRYING
            self._connect_in(random.uniform(0, SOON_SECONDS))  # noqa: S311 (no secret depends on it)
            self._changed()
        elif self._status is Status.UP:
            self._start_forwards(again=self._forwards.retrying)

    def network_is_gone(self) -> None:
        """Tell that it waits for the network, if that is what it needs."""
        if self._status is Status.RETRYING and needs_network(self.connection):
            subject = self._problem.subject if self._problem else self.name
            self._wait(Outlook(Status.WAITING_FOR_NETWORK, Problem(ProblemKind.NETWORK_DOWN, subject)))

    # --- what it is like

    @property
    def problem(self) -> Problem | None:
        """Why it is not up."""
        return self._problem

    @property
    def since(self) -> float:
        """Wall-clock time of the last change of its status."""
        return self._since

    @property
    def is_wanted(self) -> bool:
        """Somebody wants it up, and it is, or is on its way, or waits."""
        return self.is_under_way or self._status in WAITING

    @property
    def _is_of_use(self) -> bool:
        """A forward is wanted, a transfer goes on, or a stream of `towpath stdio` is open."""
        return bool(self._forwards.wanted or self._users or (self._branch and self._branch.carries))

    @property
    def is_under_way(self) -> bool:
        """It is up, or logging in."""
        return self._status in (Status.CONNECTING, Status.UP)

    @property
    def waits(self) -> bool:
        """It, or one of its forwards, waits for its time or for the network; not for somebody to log in."""
        if self._status is Status.UP:
            return bool(self._forwards.retrying)
        return self._status in (Status.RETRYING, Status.WAITING_FOR_NETWORK)

    @property
    def people(self) -> tuple[str, ...]:
        """The machines on its way where somebody has to type something for a login."""
        return self._way.people

    @property
    def forward_ids(self) -> frozenset[str]:
        """Those of the configuration and those added since."""
        return frozenset(live.forward.id for live in self._forwards.all)

    def state(self) -> ConnectionState:
        """As the front ends show it."""
        waits = self._status in (Status.RETRYING, Status.WAITING_FOR_NETWORK)
        return ConnectionState(
            connection=self.connection,
            saved=self.saved,
            status=self._shown,
            problem=self._problem
            or self._forwards.problem
            or (self._estranged if self._status is Status.OFF else None),
            hops=self._way.hop_states(self._status),
            forwards=self._forwards.states(self._shown, self._problem),
            retry_at=self._retry_at if self._status is Status.RETRYING else 0.0,
            tries=self._comeback.tries if waits else 0,
            since=self._since,
        )

    def _status_shown(self) -> Status:
        if self._status is Status.CONNECTING and self._way.asks:
            return Status.WAITING_FOR_USER
        if self._status is Status.UP and self._forwards.problem:
            return Status.DEGRADED
        return self._status

    # --- connecting

    def _go(
        self, forward_ids: frozenset[str], asker: str, done: Done, *, by_person: bool = True, quiet: bool = False
    ) -> None:
        """Get there and have these forwards listen, then answer."""
        self._unanswered.add(forward_ids, done)
        self.by_person = self.by_person or by_person
        self.quiet = quiet and (self.quiet or not self.is_wanted)
        match self._status:
            case Status.UP:
                if forward_ids:  # they may have questions, too
                    self.asker = asker
                self._start_forwards(again=forward_ids)
            case Status.CONNECTING:
                self._changed()
            case _:
                self.asker = asker
                self._connect()

    def _wait_for(self, people: Sequence[str], forward_ids: frozenset[str], done: Done) -> None:
        """Until somebody logs in to these machines; then get there and have the forwards listen."""
        self._unanswered.add(forward_ids, done)
        needed = Problem(ProblemKind.LOGIN_NEEDED, people[0], {"at_start": "yes"})
        self._wait(Outlook(Status.WAITING_FOR_USER, needed))
        self._way.wait_for(self.connection, people)

    def _come_back(self) -> None:
        """Without anybody."""
        self.by_person = False
        self._connect()

    def _connect(self) -> None:
        self._cancel_retry()
        self._comeback.begin(self._clock.monotonic())
        self._status, self._problem = Status.CONNECTING, None
        self._way.go(self.connection)

    def way_changed(self) -> None:
        """A login moved on."""
        self._changed()

    def way_found(self, connection: Connection) -> None:
        """Its ssh_config was read for this dial."""
        if connection.link:
            self._around.read_anew(self, connection)

    def arrived(self) -> None:
        """The session is there: now the forwards."""
        self._status = Status.UP
        self.by_person = False
        self._comes_back = True
        self._comeback.came_up(self._clock.monotonic())
        self._start_forwards()

    def way_broken(self, problem: Problem, person: str) -> None:
        """A login failed or a session was lost: come back by itself where that needs nobody, else wait or fail."""
        self._leave_session()
        offline = needs_network(self.connection) and not self._around.online()
        self._comeback.failed(self._clock.monotonic(), offline=offline)
        failure = Failure(
            problem=problem,
            comes_back=self._comes_back,
            person=person,
            offline=offline,
            seconds=self._comeback.seconds,
            quiet=self.quiet,
        )
        ahead = outlook(failure, self.connection.reconnect)
        if ahead.status is not Status.OFF:
            self._forwards.note_error(problem)
        if ahead.status in WAITING:
            self._wait(ahead)
        else:
            self._end(ahead.status, ahead.problem)

    def _wait(self, ahead: Outlook) -> None:
        """For the next try, for the network (which may be there although the system denies it), or for the user."""
        self._cancel_retry()  # another session may have been lost before
        self._status, self._problem = ahead.status, ahead.problem
        if ahead.status is not Status.RETRYING:
            self._comeback.pause(self._clock.monotonic())
        if ahead.status is not Status.WAITING_FOR_USER:
            self._connect_in(self._comeback.delay())
        self._unanswered.answer_all(ahead.problem)
        self._changed()

    def way_is_back(self) -> None:
        """Somebody logged in where this one was lost: follow at once."""
        if self._status in WAITING:
            self._come_back()

    def _connect_in(self, seconds: float) -> None:
        self._cancel_retry()
        self._retry_at = self._clock.time() + seconds
        self._retry = self._around.loop.later(seconds, self._come_back)

    def _cancel_retry(self) -> None:
        if self._retry:
            self._retry.cancel()
        self._retry, self._retry_at = None, 0.0

    # --- ending

    def _end(self, status: Status, problem: Problem) -> None:
        """OFF or FAILED: nothing is held any more, and nobody waits."""
        self._cancel_retry()
        self._leave_session()
        self._comes_back = self.by_person = self.quiet = self.is_wished = False
        self._comeback = Comeback(self.connection.reconnect)
        self._status = status
        self._problem = problem if status is Status.FAILED else None
        if status is Status.OFF:
            self._forwards.end()
        self._way.leave()
        self._unanswered.answer_all(problem)
        self._changed()

    def _leave_session(self) -> None:
        """What ran through the session is no more; what is wanted stays so."""
        self._forwards.stop(came_up=self._status is Status.UP)
        if self._branch:
            self._branch.close()
            self._branch = None

    # --- forwards and changes

    def _start_forwards(self, again: frozenset[str] = frozenset()) -> None:
        if session := self.session:
            self._forwards.start(session, again)
        self._changed()

    def forward_changed(self) -> None:
        """One of its forwards has something new to show."""
        self._changed()
        if self.connection.exit_on_forward_failure and self._forwards.unable:
            self._around.loop.post(self._end_unless_all_listen)  # what tells of it is still at work

    def _end_unless_all_listen(self) -> None:
        if self._status is Status.UP and (problem := self._forwards.unable):
            self._end(Status.FAILED, problem)

    def _changed(self) -> None:
        shown = self._status_shown()
        if shown is not self._shown:
            self._shown = shown
            self._since = self._clock.time()
        if self._status is Status.UP:
            self._unanswered.answer_whose(self._forwards.are_settled, self._forwards.problem_among)
        self._around.changed(self)


def _nothing(_: Problem | None) -> None:
    """What one stream of `towpath stdio` meets is told to that stream's user alone."""
