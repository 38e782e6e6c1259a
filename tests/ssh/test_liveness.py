"""When a silent server is asked, and when it is given up."""

import threading
import time
from collections.abc import Iterator

import pytest

from tests.support.wait import wait_for
from towpath.model.connection import Keepalive
from towpath.ssh.liveness import Liveness

INTERVAL = 0.1


class Server:
    """Answers the first `answers` questions."""

    def __init__(self, *, answers: int = 0, silent_for: float = 0.0) -> None:
        self.last_received = time.monotonic() - silent_for
        self.asked: list[float] = []
        self.given_up: list[float] = []
        self._answers = answers

    def probe(self) -> None:
        self.asked.append(time.monotonic())
        if len(self.asked) <= self._answers:
            self.last_received = time.monotonic()

    def stopped_answering(self, seconds: float) -> None:
        self.given_up.append(time.monotonic())


@pytest.fixture
def liveness() -> Iterator[Liveness]:
    liveness = Liveness()
    yield liveness
    wait_for(lambda: not watchers(), timeout=2, what="the thread to end with its last session")


def watchers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "towpath-liveness"]


@pytest.mark.parametrize(("count", "questions", "intervals"), [(1, 1, 2), (2, 1, 2), (3, 2, 3), (5, 4, 5)])
def test_a_silent_server_is_asked_and_given_up(count: int, questions: int, intervals: int, liveness: Liveness) -> None:
    server = Server()
    began = server.last_received
    liveness.watch(server, Keepalive(interval=INTERVAL, count=count))
    wait_for(lambda: server.given_up, timeout=3, what="the end")
    assert 1 <= len(server.asked) <= questions  # fewer when the machine is busy
    assert server.asked[0] - began >= INTERVAL
    assert INTERVAL * intervals <= server.given_up[0] - began < INTERVAL * intervals + 1


def test_answers_begin_the_count_anew(liveness: Liveness) -> None:
    server = Server(answers=4)
    liveness.watch(server, Keepalive(interval=INTERVAL, count=3))
    wait_for(lambda: server.given_up, timeout=5, what="the end")
    assert 4 < len(server.asked) <= 4 + 2


def test_a_long_silence_before_the_watch_is_no_reason_to_give_up_unasked(liveness: Liveness) -> None:
    server = Server(answers=1, silent_for=1000)
    liveness.watch(server, Keepalive(interval=INTERVAL, count=2))
    wait_for(lambda: len(server.asked) > 1, timeout=3, what="the second question")
    assert not server.given_up
    liveness.forget(server)


def test_one_thread_watches_all(liveness: Liveness) -> None:
    servers = [Server(answers=1000) for _ in range(50)]
    for server in servers:
        liveness.watch(server, Keepalive(interval=INTERVAL))
    wait_for(lambda: all(server.asked for server in servers), timeout=5, what="everybody to be asked")
    assert len(watchers()) == 1
    for server in servers:
        liveness.forget(server)


def test_an_interval_of_zero_watches_nothing(liveness: Liveness) -> None:
    liveness.watch(Server(), Keepalive(interval=0))
    assert watchers() == []


def test_an_answer_in_time_meets_an_expectation(liveness: Liveness) -> None:
    server = Server(answers=1, silent_for=1000)
    liveness.expect(server, 0.1)
    wait_for(lambda: not watchers(), timeout=2, what="the thread to end with its last expectation")
    assert len(server.asked) == 1
    assert not server.given_up


def test_no_answer_in_time_ends_it_whatever_the_keepalive(liveness: Liveness) -> None:
    server = Server()
    liveness.watch(server, Keepalive(interval=60))
    began = time.monotonic()
    liveness.expect(server, 0.2)
    assert time.monotonic() - began < 0.1
    wait_for(lambda: server.given_up, timeout=2, what="the end")
    assert 0.2 <= server.given_up[0] - began < 1


def test_repeated_expectations_put_nothing_off(liveness: Liveness) -> None:
    server = Server()
    began = time.monotonic()
    liveness.expect(server, 60)

    def expect_again() -> bool:
        liveness.expect(server, 0.3)
        return bool(server.given_up)

    wait_for(expect_again, timeout=3, what="the end")
    assert 0.3 <= server.given_up[0] - began < 1
    assert len(server.asked) <= 3  # not again and again
    liveness.forget(server)
