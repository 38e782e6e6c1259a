"""Questions that concern no channel, and which answer belongs to which."""

import struct
import threading
from pathlib import Path

import pytest
from paramiko.message import Message

from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.ssh.global_requests import Answer, GlobalRequests
from towpath.ssh.packets import LinkPacketizer
from towpath.ssh.session import Session

LOST = Problem(ProblemKind.LOST, "gate")


def answers_to(requests: GlobalRequests, *kinds: str) -> list[tuple[str, Answer]]:
    """Asks, and returns the list that the answers come to."""
    answers: list[tuple[str, Answer]] = []
    for kind in kinds:
        requests.ask(kind, b"", lambda answer, kind=kind: answers.append((kind, answer)))  # type: ignore[misc]  # a lambda's default
    return answers


def test_answers_come_in_the_order_of_the_questions() -> None:
    posted: list[Message] = []
    requests = GlobalRequests(posted.append)
    answers = answers_to(requests, "first", "second", "third")
    assert [message.asbytes() for message in posted[:1]] == [struct.pack(">BI5s?", 80, 5, b"first", True)]
    requests.refused()
    granted = Message(b"1234")
    requests.granted(granted)
    requests.refused()
    assert answers == [("first", ""), ("second", granted), ("third", "")]


def test_an_answer_that_nobody_asked_for_goes_nowhere() -> None:
    requests = GlobalRequests(lambda _message: None)
    requests.refused()
    requests.granted(Message())
    answers = answers_to(requests, "first")
    assert answers == []
    requests.refused()
    assert answers == [("first", "")]


def test_a_remark_belongs_to_the_answer_after_it() -> None:
    requests = GlobalRequests(lambda _message: None)
    requests.remarked("good morning")
    answers = answers_to(requests, "first", "second")
    requests.remarked("x" * 10_000)
    requests.refused()
    requests.refused()
    assert [len(str(answer)) for _kind, answer in answers] == [500, 0]


def test_the_end_answers_everything() -> None:
    requests = GlobalRequests(lambda _message: None)
    answers = answers_to(requests, "first", "second")
    requests.end(LOST)
    assert answers == [("first", LOST), ("second", LOST)]
    assert answers_to(requests, "late") == [("late", LOST)]


def test_questions_from_many_threads_get_their_own_answers_during_rekeys(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal where a success belongs, or another's port, would show that the queue is out of step."""
    monkeypatch.setattr(LinkPacketizer, "REKEY_PACKETS", 30)
    outcomes: list[tuple[int, Endpoint | Problem]] = []
    taken = free_port()

    def ask(ports: list[int]) -> None:
        for port in ports:
            session.probe()
            session.listen_remote(
                Endpoint("127.0.0.1", port),
                lambda stream: stream.refuse("not now"),
                lambda outcome, port=port: outcomes.append((port, outcome)),  # type: ignore[misc]  # a lambda's default
            )

    session.listen_remote(Endpoint("127.0.0.1", taken), lambda _stream: None, lambda _outcome: None)
    threads = [threading.Thread(target=ask, args=([0, taken] * 25,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_for(lambda: len(outcomes) == 200, what=lambda: f"200 answers, not {len(outcomes)}")
    for port, outcome in outcomes:
        if port:
            assert isinstance(outcome, Problem)
            assert outcome.kind is ProblemKind.REMOTE_LISTEN_REFUSED
        else:
            assert isinstance(outcome, Endpoint)
    found = [outcome.port for _port, outcome in outcomes if isinstance(outcome, Endpoint)]
    assert len(set(found)) == len(found) == 100
    assert session.alive


def test_a_frozen_server_delays_nobody_and_its_end_answers_all(
    sshd: Sshd, user_key: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkRelay(sshd.port) as link:
        session = log_in(sshd, user_key, port=link.port)
        link.freeze()
        outcomes: list[Endpoint | Problem] = []
        for _ in range(100):
            session.listen_remote(Endpoint("127.0.0.1", 0), lambda _stream: None, outcomes.append)
        assert not outcomes
        session.close()
        wait_for(lambda: len(outcomes) == 100, what="every question to be answered by the end")
        assert {outcome.kind for outcome in outcomes if isinstance(outcome, Problem)} == {ProblemKind.LOST}
        link.thaw()


def test_what_sshd_says_of_its_refusal_is_told(servers_directory: Path, user_key: KeyFile) -> None:
    with Sshd(servers_directory, name="no-listening", authorized=[user_key], allow_tcp_forwarding="local") as server:
        session = log_in(server, user_key)
        outcomes: list[Endpoint | Problem] = []
        session.listen_remote(Endpoint("localhost", 0), lambda _stream: None, outcomes.append)
        wait_for(lambda: outcomes, what="the refusal")
        facts = {"via": session.name, "detail": "Server has disabled port forwarding."}
        assert outcomes == [Problem(ProblemKind.REMOTE_LISTEN_REFUSED, "a port of its choice", facts)]
        session.close()
