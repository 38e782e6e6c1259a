"""Connections that browsers need: brought up on demand, let go when idle, and left down where a person wished so."""

import threading

import pytest

from tests.engine.conftest import StartBench
from tests.engine.fakes import CODE, Bench, answer_to, connection, forward
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.engine.carriers import AGAIN_SECONDS
from towpath.model.browsing import SetBrowserMode
from towpath.model.command import (
    AddForward,
    Down,
    GiveAnswer,
    HandOver,
    RemoveConnection,
    RetryNow,
    SaveSettings,
    Up,
)
from towpath.model.error import SECRET_SENT, Problem, ProblemKind
from towpath.model.prompt import Refuse
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings
from towpath.model.state import Status
from towpath.model.words import line
from towpath.routing.router import Carrier

IDLE_MINUTES = 15
REFUSED = Problem(ProblemKind.REFUSED, "me@box:22")
BOX = connection("box", 8001, jumps=())


class Reached:
    """What the router hears of a connection."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self.calls: list[Carrier | Problem] = []

    def __call__(self, outcome: Carrier | Problem) -> None:
        self.calls.append(outcome)
        self._ended.set()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def outcome(self) -> Carrier | ProblemKind:
        assert self._ended.wait(10), "nothing was told"
        [outcome] = self.calls
        return outcome.kind if isinstance(outcome, Problem) else outcome


class Requests:
    """A bench whose router runs, and asks for connections as browsers' requests make it."""

    def __init__(self, b: Bench, clock: HandClock) -> None:
        self.b = b
        self.clock = clock
        assert b.do(SetBrowserMode(mode=BrowserMode.RULES)) is None
        self.carriers = b.browser.router.carriers

    def begin(self, connection_id: str = "box") -> Reached:
        reached = Reached()
        self.carriers.reach(connection_id, reached)
        return reached

    def one(self, connection_id: str = "box") -> Carrier | ProblemKind:
        return self.begin(connection_id).outcome()

    def one_that_works(self) -> None:
        assert isinstance(self.one(), Carrier)

    def use(self) -> None:
        """A request ends now."""
        self.b.browser.router.used["box"] = self.clock.now

    def move_on(self, seconds: float) -> None:
        self.b.move_on(self.clock, seconds)

    def is_(self, status: Status) -> bool:
        return self.b.state("box").status is status


@pytest.fixture
def requests(bench: StartBench) -> Requests:
    clock = HandClock()
    return Requests(bench(BOX, connection("other", jumps=()), clock=clock), clock)


# --- on demand


def test_the_first_request_brings_a_connection_up_without_its_forwards(requests: Requests) -> None:
    assert requests.carriers.now("box") is None
    carrier = requests.one()
    assert isinstance(carrier, Carrier)
    assert requests.carriers.now("box") == carrier
    assert requests.is_(Status.UP)
    assert requests.b.forwards.made == []


def test_many_first_requests_are_one_login(requests: Requests) -> None:
    gate = requests.b.connector.hold("box")
    reached = [requests.begin() for _ in range(20)]
    wait_for(lambda: requests.is_(Status.CONNECTING), what="the login")
    assert not any(one.ended for one in reached)
    gate.set()
    assert all(isinstance(one.outcome(), Carrier) for one in reached)
    assert requests.b.connector.logins["box"] == 1


def test_a_request_waits_while_a_person_is_asked(requests: Requests) -> None:
    requests.b.engine.subscribe(lambda _: None, answers=True)
    requests.b.connector.questions["box"] = CODE
    reached = requests.begin()
    requests.b.do(answer_to(requests.b.question().id))
    assert isinstance(reached.outcome(), Carrier)


def test_with_nobody_to_ask_a_request_is_refused(requests: Requests) -> None:
    requests.b.connector.questions["box"] = CODE
    assert requests.one() is ProblemKind.NEEDS_ANSWER


def test_a_connection_that_is_no_more_is_refused(requests: Requests) -> None:
    requests.one_that_works()
    requests.b.do(RemoveConnection(connection="box"))
    assert requests.carriers.now("box") is None
    removed = requests.begin()
    assert removed.outcome() is ProblemKind.UNKNOWN_CONNECTION
    [problem] = [call for call in removed.calls if isinstance(call, Problem)]
    assert line(problem).startswith("the connection for this site was removed"), "its id means nothing to a person"


def test_what_went_through_a_connection_ends_with_it(requests: Requests) -> None:
    requests.one_that_works()
    requests.b.do(Down(connection="box"))
    assert requests.b.browser.router.was_cut == ["box"]
    assert requests.carriers.now("box") is None


def test_an_engine_that_ends_brings_nothing_up(requests: Requests) -> None:
    assert requests.b.do(HandOver()) is None
    assert requests.one() is ProblemKind.ENGINE_GONE
    assert not requests.b.connector.logins


# --- down by hand, cancelled, failed


def test_what_its_user_took_down_no_browser_brings_up(requests: Requests) -> None:
    requests.one_that_works()
    requests.b.do(Down(connection="box"))
    assert [requests.one(), requests.one()] == [ProblemKind.TAKEN_DOWN_BY_HAND] * 2
    assert requests.is_(Status.OFF)
    assert requests.b.connector.logins["box"] == 1


@pytest.mark.parametrize(
    "wish", [Up(connection="box"), RetryNow(connection="box"), SetBrowserMode(mode=BrowserMode.RULES)]
)
def test_until_they_wish_it_again(requests: Requests, wish: Up | RetryNow | SetBrowserMode) -> None:
    requests.b.do(Down(connection="box"))
    assert requests.one() is ProblemKind.TAKEN_DOWN_BY_HAND
    requests.b.do(wish)
    requests.one_that_works()


def test_taking_a_forward_down_is_not_meant_for_browsers(requests: Requests) -> None:
    requests.b.do(Up(connection="box"))
    requests.b.do(Down(connection="box", forwards=("f8001",)))
    assert requests.is_(Status.OFF)
    requests.one_that_works()


@pytest.mark.parametrize("up_by_hand", [False, True])
def test_a_login_that_was_cancelled_is_not_asked_for_again(requests: Requests, up_by_hand: bool) -> None:
    b = requests.b
    b.engine.subscribe(lambda _: None, answers=True)
    b.connector.questions["box"] = CODE
    b.connector.failures["box"] = Problem(ProblemKind.CANCELLED, "box")  # what becomes of a question that is refused
    up = b.submit(Up(connection="box")) if up_by_hand else requests.begin()
    wait_for(lambda: b.engine.snapshot().questions, what="the question")
    waiting = [requests.begin() for _ in range(3)]
    b.do(GiveAnswer(id=b.question().id, answer=Refuse()))
    assert [one.outcome() for one in waiting] == [ProblemKind.CANCELLED] * 3
    assert up.ended
    requests.move_on(AGAIN_SECONDS + 1)
    assert requests.one() is ProblemKind.TAKEN_DOWN_BY_HAND
    assert b.connector.logins["box"] == 1


@pytest.mark.parametrize(
    "problem",
    [
        *(
            Problem(kind, "me@box:22")
            for kind in (
                ProblemKind.HOST_KEY_REFUSED_BY_USER,
                ProblemKind.HOST_KEY_CHANGED,
                ProblemKind.PASSWORD_REFUSED,
                ProblemKind.CODE_REFUSED,
                ProblemKind.PASSPHRASE_WRONG,
                ProblemKind.TOO_MANY_TRIES,
                ProblemKind.KEYS_REFUSED,
                ProblemKind.NO_METHOD_LEFT,
                ProblemKind.NEEDS_ANSWER,
            )
        ),
        Problem(ProblemKind.LOST_DURING_LOGIN, "me@box:22", {SECRET_SENT: "yes"}),
    ],
    ids=lambda problem: problem.kind,
)
def test_a_login_that_needs_a_person_is_not_tried_again_for_browsers(requests: Requests, problem: Problem) -> None:
    requests.b.connector.failures["box"] = problem
    assert requests.one() is problem.kind
    requests.move_on(AGAIN_SECONDS + 1)
    assert [requests.one(), requests.one()] == [problem.kind] * 2
    assert requests.b.connector.logins["box"] == 1
    requests.b.connector.failures.clear()
    requests.b.do(Up(connection="box"))
    requests.one_that_works()


def test_a_gateway_hears_a_wrong_password_once_for_all_behind_it(bench: StartBench) -> None:
    clock = HandClock()
    requests = Requests(bench(BOX, *(connection(name) for name in ("a", "b", "c")), clock=clock), clock)
    requests.b.connector.failures["gate"] = Problem(ProblemKind.PASSWORD_REFUSED, "gate")
    for _ in range(2):
        assert [requests.one(one) for one in ("a", "b", "c")] == [ProblemKind.PASSWORD_REFUSED] * 3
        requests.move_on(AGAIN_SECONDS + 1)
    assert requests.b.connector.logins["gate"] == 1
    requests.one_that_works()  # does not pass it
    requests.b.connector.failures.clear()
    requests.b.do(Up(connection="b"))  # somebody has found the right one
    assert all(isinstance(requests.one(one), Carrier) for one in ("c", "a"))


def test_a_login_that_failed_is_tried_again_only_after_a_while(requests: Requests) -> None:
    requests.b.connector.failures["box"] = REFUSED
    assert requests.one() is ProblemKind.REFUSED
    requests.move_on(AGAIN_SECONDS - 1)
    assert requests.one() is ProblemKind.REFUSED
    assert requests.b.connector.logins["box"] == 1
    requests.b.connector.failures.clear()
    requests.move_on(2)
    requests.one_that_works()


def test_a_login_that_has_just_failed_is_tried_again_when_the_switch_is_turned(requests: Requests) -> None:
    requests.b.connector.failures["box"] = Problem(ProblemKind.PASSWORD_REFUSED, "me@box:22")
    assert requests.one() is ProblemKind.PASSWORD_REFUSED
    requests.move_on(1)
    requests.b.connector.failures.clear()
    requests.b.do(SetBrowserMode(mode=BrowserMode.RULES))
    requests.one_that_works()


def test_while_it_waits_for_its_next_try_requests_are_refused_at_once(requests: Requests) -> None:
    requests.one_that_works()
    requests.b.connector.failures["box"] = REFUSED
    requests.b.connector.sessions["box"].lose()
    requests.b.wait_status("box", Status.RETRYING)
    assert requests.carriers.now("box") is None
    assert requests.one() in (ProblemKind.LOST, ProblemKind.REFUSED)
    requests.b.connector.failures.clear()

    def is_back() -> bool:
        requests.move_on(1)
        return requests.carriers.now("box") is not None

    wait_for(is_back, what="the connection to come back")
    requests.one_that_works()


# --- letting go


def test_one_that_no_browser_uses_goes_down(requests: Requests) -> None:
    requests.one_that_works()
    requests.move_on(60 * IDLE_MINUTES - 1)
    assert requests.is_(Status.UP)
    requests.move_on(2)
    assert requests.is_(Status.OFF)
    requests.one_that_works()  # nobody took it down by hand


def test_each_request_lets_it_stay_longer(requests: Requests) -> None:
    requests.one_that_works()
    requests.move_on(600)
    requests.use()
    requests.move_on(600)
    assert requests.is_(Status.UP)
    requests.move_on(301)
    assert requests.is_(Status.OFF)


@pytest.mark.parametrize("connection_id", ["box", "other"])
def test_what_its_user_brought_up_stays(requests: Requests, connection_id: str) -> None:
    """With a forward, and without any."""
    assert isinstance(requests.one(connection_id), Carrier)
    requests.b.do(Up(connection=connection_id))
    requests.move_on(60 * IDLE_MINUTES + 1)
    assert requests.b.state(connection_id).status is Status.UP


def test_what_has_another_use_stays_until_that_is_over(requests: Requests) -> None:
    requests.one_that_works()
    requests.b.do(AddForward(connection="box", forward=forward(8002)))
    requests.move_on(60 * IDLE_MINUTES + 1)
    assert requests.is_(Status.UP)
    requests.b.do(Down(connection="box", forwards=("f8002",)))
    assert requests.is_(Status.OFF)


def test_browsers_keep_it_up_when_its_last_forward_goes(requests: Requests) -> None:
    requests.one_that_works()
    requests.b.do(AddForward(connection="box", forward=forward(8002)))
    requests.b.do(Down(connection="box", forwards=("f8002",)))
    assert requests.is_(Status.UP)
    requests.move_on(60 * IDLE_MINUTES + 1)
    assert requests.is_(Status.OFF)


def test_how_long_it_stays_is_the_users_choice(requests: Requests) -> None:
    requests.b.do(SaveSettings(settings=Settings(browser=BrowserSettings(idle_minutes=0))))
    requests.one_that_works()
    requests.move_on(1_000_000)
    assert requests.is_(Status.UP)
    requests.use()
    requests.b.do(SaveSettings(settings=Settings(browser=BrowserSettings(idle_minutes=1))))
    requests.move_on(61)
    assert requests.is_(Status.OFF)
