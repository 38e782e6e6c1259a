"""A web application on its way, with another program at the same ports."""

import socket
from collections.abc import Iterator

import pytest

from tests.support.engine import Profiles, ask, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from towpath.engine import web_app_opening
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.connection import HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.secret_text import SecretText
from towpath.model.state import Status
from towpath.model.web_app import OpenWebApp, WebAppOpened
from towpath.net.ports import next_free_port


@pytest.fixture
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def engine(profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> Engine:
    profiles.save(connection("box", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)))
    return profiles.own(EngineKind.WINDOW).engine


def command(site: HttpServer) -> OpenWebApp:
    return OpenWebApp(
        request="r", connection="box", address=SecretText(f"localhost:{site.port}"), machine="", browse=False
    )


def test_a_port_that_was_free_a_moment_ago_is_passed_over(
    engine: Engine, site: HttpServer, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lately_taken = [taken]

    def seems_free(first: int, promised: frozenset[int]) -> int:
        return lately_taken.pop() if lately_taken else next_free_port(first, promised)

    monkeypatch.setattr(web_app_opening, "next_free_port", seems_free)
    told = ask(engine, command(site), WebAppOpened)
    assert told.port > taken
    assert [one.listens.port for one in state(engine, "box").forwards] == [told.port]


def test_it_gives_up_when_another_program_is_always_faster(
    engine: Engine, site: HttpServer, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def seems_free(first: int, _promised: frozenset[int]) -> int:
        tries.append(first)
        return taken if len(tries) < 50 else 0

    monkeypatch.setattr(web_app_opening, "next_free_port", seems_free)
    problem = do(engine, command(site))
    assert problem is not None
    assert problem.kind is ProblemKind.PORT_IN_USE
    assert len(tries) == web_app_opening.MOST_RACES + 1
    assert state(engine, "box").forwards == ()
    wait_status(engine, "box", Status.OFF)
