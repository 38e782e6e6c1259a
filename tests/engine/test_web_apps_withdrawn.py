"""Whoever closes the dialog wants no browser any more, and no connection that was brought up for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.fakes import Outcome
from tests.support.browser_stub import BrowserStub
from tests.support.engine import Profiles, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import GiveAnswer, Up
from towpath.model.error import ProblemKind
from towpath.model.event import Event
from towpath.model.file_work import Withdraw
from towpath.model.prompt import Accept
from towpath.model.secret_text import SecretText
from towpath.model.state import Status
from towpath.model.web_app import FindWebApps, OpenWebApp


@pytest.fixture
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrowserStub:
    return BrowserStub(tmp_path / "desktop", monkeypatch)


@pytest.fixture
def engine(browser: BrowserStub, profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> Engine:
    """It has to ask about the host key first."""
    profiles.save(connection("box", hop(sshd, user_key)))
    engine = profiles.own(EngineKind.WINDOW).engine
    heard: list[Event] = []
    engine.subscribe(heard.append, answers=True)
    return engine


def begin(engine: Engine, site: HttpServer, request: str) -> Outcome:
    outcome = Outcome()
    address = SecretText(f"127.0.0.1:{site.port}")
    engine.submit(OpenWebApp(request=request, connection="box", address=address, machine=""), outcome)
    wait_for(lambda: engine.snapshot().questions, what="the question")
    return outcome


def trust(engine: Engine) -> None:
    (question,) = engine.snapshot().questions
    engine.submit(GiveAnswer(id=question.id, answer=Accept()))


def test_withdrawn_while_somebody_is_asked(engine: Engine, site: HttpServer, browser: BrowserStub) -> None:
    outcome = begin(engine, site, "r")
    assert do(engine, Withdraw(request="r")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    wait_status(engine, "box", Status.OFF)
    wait_for(lambda: not engine.snapshot().questions, what="the question to be withdrawn")
    assert not engine.snapshot().web_apps
    assert not browser.opened(0)


def test_a_connection_that_its_user_wants_stays(engine: Engine, site: HttpServer, browser: BrowserStub) -> None:
    up = Outcome()
    engine.submit(Up(connection="box"), up)
    outcome = begin(engine, site, "r")
    do(engine, Withdraw(request="r"))
    assert outcome.kind() is ProblemKind.CANCELLED
    trust(engine)
    assert up.problem() is None
    assert state(engine, "box").status is Status.UP
    assert not state(engine, "box").forwards
    assert not browser.opened(0)


def test_another_who_waits_for_the_same_gets_it(engine: Engine, site: HttpServer, browser: BrowserStub) -> None:
    one, other = begin(engine, site, "one"), begin(engine, site, "other")
    do(engine, Withdraw(request="one"))
    assert one.kind() is ProblemKind.CANCELLED
    assert not other.ended
    trust(engine)
    assert other.problem() is None
    assert len(browser.opened()) == 1


def test_a_search_is_withdrawn(engine: Engine) -> None:
    outcome = Outcome()
    engine.submit(FindWebApps(request="r", connection="box"), outcome)
    wait_for(lambda: engine.snapshot().questions, what="the question")
    do(engine, Withdraw(request="r"))
    assert outcome.kind() is ProblemKind.CANCELLED
    wait_status(engine, "box", Status.OFF)


def test_who_waits_for_something_else_there_still_gets_it(
    engine: Engine, site: HttpServer, browser: BrowserStub
) -> None:
    search = Outcome()
    engine.submit(FindWebApps(request="search", connection="box"), search)
    other = begin(engine, site, "other")
    do(engine, Withdraw(request="search"))
    assert search.kind() is ProblemKind.CANCELLED
    trust(engine)
    assert other.problem() is None
    assert len(browser.opened()) == 1


def test_what_nobody_asked_for_is_not_withdrawn(engine: Engine, site: HttpServer) -> None:
    outcome = begin(engine, site, "r")
    do(engine, Withdraw(request="r", asker="somebody else"))
    assert not outcome.ended
    trust(engine)
    assert outcome.problem() is None
