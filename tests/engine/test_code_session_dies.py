"""A session that cost a one-time code dies: nobody tries the gateway again until the user says so, and then once."""

import time
from functools import partial

from tests.engine.fakes import Outcome
from tests.support.engine import Profiles, Typist, do, state
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import RetryNow, Up
from towpath.model.connection import HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.prompt import CodeAsked, PasswordAsked
from towpath.model.state import Status

NAMES = ("one", "two", "three", "four", "five")
HOURS = 3 * 3600.0


class JumpingClock:
    """The engine's clock, which a test can put forward."""

    def __init__(self, engine: Engine) -> None:
        self._ahead = 0.0
        self._loop = engine._loop
        self._loop.clock = self

    def time(self) -> float:
        return time.time() + self._ahead

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    def jump(self, seconds: float) -> None:
        """Let so much time go by; all that was due in it has been done, and what came of it, when this returns."""
        self._ahead += seconds
        for _ in range(3):
            outcome = Outcome()
            self._loop.post(partial(outcome, None))
            outcome.problem()


def test_the_dead_session_waits_for_the_user(
    profiles: Profiles, otp_sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile
) -> None:
    assert otp_sshd.pam
    gate = hop(otp_sshd, policy=HostKeyPolicy.ACCEPT_NEW)
    inner = hop(inner_sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)
    profiles.save(*(connection(name, inner, jumps=[gate], reconnect=True) for name in NAMES))
    engine = profiles.own(EngineKind.WINDOW).engine
    clock = JumpingClock(engine)
    typist = Typist(engine, otp_sshd.pam)
    for name in NAMES:
        assert do(engine, Up(connection=name)) is None
    assert [type(asked) for asked in typist.asked] == [PasswordAsked, CodeAsked]

    mark = otp_sshd.mark()
    otp_sshd.drop_sessions()
    _wait_all(engine, Status.WAITING_FOR_USER)
    problems = [state(engine, name).problem for name in NAMES]
    assert {problem.kind for problem in problems if problem} == {ProblemKind.LOGIN_NEEDED}
    for _ in range(60):
        clock.jump(HOURS / 60)
    _wait_all(engine, Status.WAITING_FOR_USER)
    assert otp_sshd.auth_requests(since=mark) == []
    assert "Connection from" not in otp_sshd.log_text(since=mark)
    assert engine.snapshot().questions == ()
    assert len(typist.asked) == 2

    assert do(engine, RetryNow(connection=NAMES[0])) is None
    _wait_all(engine, Status.UP)
    assert [type(asked) for asked in typist.asked[2:]] == [PasswordAsked, CodeAsked]
    assert len(otp_sshd.logins(since=mark)) == 1


def _wait_all(engine: Engine, status: Status) -> None:
    wait_for(
        lambda: all(state(engine, name).status is status for name in NAMES),
        what=lambda: f"all to be {status}: {[(name, state(engine, name).status) for name in NAMES]}",
    )
