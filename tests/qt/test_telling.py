"""When there is a message, and when a person is left alone: rules on a clock of the test's own."""

import pytest

from towpath.qt.messages.telling import AGAIN_SECONDS, OUTAGE_SECONDS, Matter, Telling, Verdict

KEEP, SHOW, WITHDRAW = Verdict.KEEP, Verdict.SHOW, Verdict.WITHDRAW


def loss(name: str, due: float = 0.0) -> Matter:
    return Matter(name, due)


def need(name: str, due: float = 0.0) -> Matter:
    return Matter(name, due, needs_person=True)


class Desk:
    """One topic, and its clock."""

    def __init__(self) -> None:
        self.telling = Telling()
        self.now = 1000.0

    def look(self, *matters: Matter, after: float = 0.0, in_sight: bool = False) -> Verdict:
        self.now += after
        return self.telling.look(matters, in_sight=in_sight, now=self.now)

    def closed(self) -> None:
        self.telling.closed(self.now)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_it_comes_with_the_first_changes_and_goes_with_the_last(desk: Desk) -> None:
    assert desk.look() is KEEP
    assert desk.look(loss("a")) is SHOW
    assert desk.look(loss("a"), loss("b"), after=5) is SHOW
    assert desk.look(loss("b"), after=5) is SHOW
    assert desk.look(after=5) is WITHDRAW
    assert desk.look(after=5) is KEEP


def test_what_is_over_before_it_is_due_is_never_told(desk: Desk) -> None:
    soon = loss("a", due=desk.now + 10)
    assert desk.look(soon) is KEEP
    assert desk.telling.next_look == desk.now + 10
    assert desk.look(after=9) is KEEP
    assert desk.telling.next_look is None


def test_a_closed_message_stays_away_for_the_same_outage(desk: Desk) -> None:
    assert desk.look(loss("a")) is SHOW
    desk.closed()
    assert desk.look(loss("a"), after=1) is KEEP
    for number in range(8):  # one after the other, each soon after the last
        lost = [loss(f"b{one}") for one in range(number + 1)]
        assert desk.look(loss("a"), *lost, after=OUTAGE_SECONDS / 2) is KEEP


def test_another_outage_is_told_while_the_first_goes_on(desk: Desk) -> None:
    assert desk.look(loss("a")) is SHOW
    desk.closed()
    assert desk.look(loss("a"), loss("b"), after=OUTAGE_SECONDS + 1) is SHOW


def test_a_link_that_comes_and_goes_is_one_outage(desk: Desk) -> None:
    assert desk.look(loss("a")) is SHOW
    for _ in range(10):
        assert desk.look(after=30) in (WITHDRAW, KEEP)
        assert desk.look(loss("a"), after=30) is KEEP
    desk.look(after=1)
    desk.look(after=OUTAGE_SECONDS + 1)
    assert desk.look(loss("a"), after=1) is SHOW


def test_what_needs_a_person_comes_back_after_a_while(desk: Desk) -> None:
    assert desk.look(loss("a"), loss("b")) is SHOW
    desk.closed()
    assert desk.look(need("failed a"), loss("b"), after=10) is KEEP
    assert desk.telling.next_look == desk.now - 10 + AGAIN_SECONDS
    assert desk.look(need("failed a"), loss("b"), after=AGAIN_SECONDS) is SHOW
    desk.closed()
    assert desk.look(need("failed a"), loss("b"), after=10 * AGAIN_SECONDS) is KEEP


def test_a_login_that_is_lost_again_is_told_again(desk: Desk) -> None:
    for _ in range(3):
        assert desk.look(need("login gate"), after=1) is SHOW
        assert desk.look(after=1) is WITHDRAW


def test_who_looks_at_the_window_has_seen_it(desk: Desk) -> None:
    assert desk.look(need("login gate"), in_sight=True) is KEEP
    assert desk.look(need("login gate"), after=60) is KEEP
    assert desk.look(need("login gate"), need("login other"), after=1) is SHOW
    assert desk.look(need("login gate"), need("login other"), after=1, in_sight=True) is WITHDRAW
    assert desk.look(need("login gate"), need("login other"), after=1) is KEEP


def test_what_comes_while_the_window_is_looked_at_is_seen_before_it_is_due(desk: Desk) -> None:
    soon = need("question", due=desk.now + 1)
    assert desk.look(soon, in_sight=True) is KEEP
    assert desk.look(soon, after=2) is KEEP
