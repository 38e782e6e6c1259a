"""From a connection to its logins, where ProxyCommands are jumps: nothing runs for that but what somebody has seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from towpath.engine.approvals import Approvals
from towpath.engine.chain import Route, Routes
from towpath.engine.linked_hosts import Resolver
from towpath.model.connection import Connection, Hop, SshConfigLink
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.prompt import Accept, Answer, Asked, CommandAsked, Refuse
from towpath.ssh.ssh_config import Reader
from towpath.ssh.via import Command, Direct

USER = "ann"


class Way:
    """Routes of a user with this ssh_config, and who is asked about commands."""

    def __init__(self, home: Path) -> None:
        self.shown: list[str] = []
        self.answer: Answer = Refuse()
        self._config = home / ".ssh" / "config"
        self._config.parent.mkdir(mode=0o700, parents=True)
        environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
        reader = Reader(home=home, local_user=USER, environment=environment)
        approvals = Approvals(lambda: (), lambda text: None)
        resolver = Resolver(reader, approvals, home=home, local_user=USER, environment=environment)
        self._routes = Routes(resolver, USER, environment)

    def to(self, host: str, config: str) -> Route:
        self._config.write_text(config)
        self._config.chmod(0o600)
        connection = Connection(id="1", name=host, target=Hop(host=host), link=SshConfigLink(host=host))
        return self._routes.find(connection, self._ask)

    def _ask(self, asked: Asked) -> Answer:
        assert isinstance(asked, CommandAsked)
        self.shown.append(asked.command.text)
        return self.answer


@pytest.fixture
def way(tmp_path: Path) -> Way:
    return Way(tmp_path / "home")


def _places(route: Route) -> list[str]:
    return [f"{step.hop.host}:{step.hop.port}" for step in route.steps]


def test_a_jump_behind_a_jump_runs_nothing(way: Way) -> None:
    """What only looks like ssh is not run in its place: its gateway is one of our logins, however far away."""
    route = way.to(
        "inner",
        "Host inner\n ProxyCommand ssh gate -W inner.lab:22\n"
        "Host gate\n ProxyCommand /tmp/strange/ssh outer -W gate.dmz:2222\n"
        "Host outer\n HostName outer.example.org\n",
    )
    assert _places(route) == ["outer.example.org:22", "gate.dmz:2222", "inner.lab:22"]
    assert [step.first for step in route.steps] == [Direct()] * 3
    assert way.shown == []


def test_a_command_behind_a_jump_is_shown(way: Way) -> None:
    config = (
        "Host inner\n ProxyCommand ssh gate -W inner.lab:22\n"
        "Host gate\n ProxyCommand ssh outer -W gate.dmz:22\n"
        "Host outer\n ProxyCommand connect %h %p\n"
    )
    with pytest.raises(TowpathError) as refused:
        way.to("inner", config)
    assert refused.value.problem.kind is ProblemKind.COMMAND_REFUSED
    assert way.shown == ["connect %h %p"]
    way.answer = Accept()
    route = way.to("inner", config)
    assert _places(route) == ["outer:22", "gate.dmz:22", "inner.lab:22"]
    assert route.steps[0].first == Command("connect %h %p")


def test_jumps_without_an_end(way: Way) -> None:
    with pytest.raises(TowpathError) as refused:
        way.to(
            "inner",
            "Host inner\n ProxyCommand ssh gate -W inner.lab:22\n"
            "Host gate\n ProxyCommand ssh outer -W gate.dmz:22\n"
            "Host outer\n ProxyCommand ssh gate -W outer.dmz:22\n",
        )
    assert refused.value.problem.kind is ProblemKind.SSH_CONFIG_REFUSED
    assert "without an end" in str(refused.value)
