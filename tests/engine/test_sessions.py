"""The pool: one login for all who pass a hop, ended when the last one leaves."""

import threading
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import CODE, answer_to, connection
from tests.support.wait import wait_for
from towpath.model.command import Down, SaveConnection, Up
from towpath.model.connection import AddressFamily, Algorithms, Auth, Hop, Proxy, ProxyKind
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import Status
from towpath.ssh.session import Session
from towpath.ssh.via import Command, Direct, Through


def test_three_connections_behind_one_code_gateway_cost_one_login_and_one_code(bench: StartBench) -> None:
    b = bench(connection("a", 8001), connection("b", 8002), connection("c", 8003))
    b.connector.questions["gate"] = CODE
    b.engine.subscribe(lambda _: None, answers=True)
    outcomes = [b.submit(Up(connection=name)) for name in "abc"]
    question = b.question()
    assert (question.hop, question.connection) == ("gate", "A")
    b.engine.submit(answer_to(question.id))
    assert [outcome.problem() for outcome in outcomes] == [None, None, None]
    assert b.connector.logins == {"gate": 1, "a": 1, "b": 1, "c": 1}
    assert len(b.connector.answers) == 1


def test_the_last_user_closes_the_shared_session(bench: StartBench) -> None:
    b = bench(connection("a", 8001), connection("b", 8002))
    b.do(Up(connection="a"))
    b.do(Up(connection="b"))
    gate = b.connector.sessions["gate"]
    b.do(Down(connection="a"))
    wait_for(lambda: not b.connector.sessions["a"].alive)
    assert gate.alive
    assert b.state("b").status is Status.UP
    b.do(Down(connection="b"))
    wait_for(lambda: not gate.alive, what="the gateway's session to close")


def test_a_login_goes_on_while_somebody_waits_for_it(bench: StartBench) -> None:
    b = bench(connection("a", 8001), connection("b", 8002))
    gate = b.connector.hold("gate")
    first, second = b.submit(Up(connection="a")), b.submit(Up(connection="b"))
    wait_for(lambda: b.connector.logins["gate"])
    b.do(Down(connection="a"))
    assert first.kind() is ProblemKind.CANCELLED
    gate.set()
    assert second.problem() is None
    assert b.connector.logins["gate"] == 1
    assert b.connector.cancelled == []


def test_a_login_is_cancelled_when_its_last_waiter_goes(bench: StartBench) -> None:
    b = bench(connection("a", 8001), connection("b", 8002))
    b.connector.hold("gate")
    b.submit(Up(connection="a"))
    b.submit(Up(connection="b"))
    b.do(Down(connection="a"))
    b.do(Down(connection="b"))
    wait_for(lambda: b.connector.cancelled == ["gate"])


def test_a_gateway_that_fails_fails_all_who_wait(bench: StartBench) -> None:
    b = bench(connection("a", 8001), connection("b", 8002))
    b.connector.failures["gate"] = Problem(ProblemKind.PASSWORD_REFUSED, "gate")
    gate = b.connector.hold("gate")
    outcomes = [b.submit(Up(connection=name)) for name in "ab"]
    gate.set()
    assert [outcome.kind() for outcome in outcomes] == [ProblemKind.PASSWORD_REFUSED] * 2
    assert b.connector.logins == {"gate": 1}


def test_a_lost_gateway_brings_all_back_with_one_login(bench: StartBench) -> None:
    b = bench(connection("a", 8001), connection("b", 8002), connection("c", 8003))
    for name in "abc":
        b.do(Up(connection=name))
    gate = b.connector.hold("gate")
    b.connector.sessions["gate"].lose()
    for name in "abc":
        b.wait_status(name, Status.CONNECTING)
    gate.set()
    for name in "abc":
        b.wait_status(name, Status.UP)
    assert b.connector.logins == {"gate": 2, "a": 2, "b": 2, "c": 2}


def test_hops_differ_by_user_port_alias_and_the_way_to_them(bench: StartBench) -> None:
    gates = [
        Hop(host="gate"),
        Hop(host="GATE"),
        Hop(host="gate", user="me"),
        Hop(host="gate", user="you"),
        Hop(host="gate", port=2222),
        Hop(host="gate", host_key_alias="other"),
    ]
    connections = [replace(connection(f"c{n}", 8000 + n), jumps=(gate,)) for n, gate in enumerate(gates)]
    proxy = Proxy(kind=ProxyKind.SOCKS5, host="proxy", port=1080)
    connections.append(replace(connection("proxied", 8100), proxy=proxy))
    b = bench(*connections)
    for made in connections:
        assert b.do(Up(connection=made.id)) is None
    assert b.connector.logins["gate"] == 5  # no user is the local user; host names have no case
    assert b.connector.logins["GATE"] == 0


@pytest.mark.parametrize(
    "gate",
    [
        Hop(host="gate", known_hosts_files=("~/.ssh/pinned",)),
        Hop(host="gate", global_known_hosts_files=("none",)),
        Hop(host="gate", known_hosts_command="/bin/true"),
        Hop(host="gate", algorithms=Algorithms(ciphers=("aes256-ctr",))),
        Hop(host="gate", bind_address="127.0.0.2"),
        Hop(host="gate", address_family=AddressFamily.INET),
    ],
)
def test_what_a_hop_is_known_by_and_its_link_count_too(bench: StartBench, gate: Hop) -> None:
    b = bench(connection("a", 8001), replace(connection("b", 8002), jumps=(gate,)))
    b.do(Up(connection="a"))
    b.do(Up(connection="b"))
    assert b.connector.logins["gate"] == 2


@pytest.mark.parametrize(
    "gate",
    [
        Hop(host="GATE", auth=Auth(identity_files=("~/.ssh/other",), identity_agent="~/agent")),
        Hop(host="gate", compression=True, timeout=5, tcp_keepalive=False),
    ],
)
def test_how_one_logs_in_does_not_count(bench: StartBench, gate: Hop) -> None:
    b = bench(connection("a", 8001), replace(connection("b", 8002), jumps=(gate,)))
    b.do(Up(connection="a"))
    b.do(Up(connection="b"))
    assert b.connector.logins == {"gate": 1, "a": 1, "b": 1}


def test_only_the_first_hop_uses_the_proxy(bench: StartBench) -> None:
    proxy = Proxy(kind=ProxyKind.HTTP, host="proxy", port=3128)
    b = bench(replace(connection("box", 8001), proxy=proxy))
    b.do(Up(connection="box"))
    assert b.connector.vias["gate"] == Direct(proxy)
    via = b.connector.vias["box"]
    assert isinstance(via, Through)
    assert via.session is cast("Session", b.connector.sessions["gate"])


def test_a_proxy_command_leads_to_the_first_hop(bench: StartBench) -> None:
    b = bench(replace(connection("box", 8001), proxy_command="nc %h %p"))
    assert b.do(Up(connection="box")) is None
    assert b.connector.vias["gate"] == Command("nc %h %p")


def test_a_proxy_command_that_is_a_jump_shares_our_login(bench: StartBench) -> None:
    command = "ssh -q you@gate -W 10.0.0.5:2022"
    b = bench(connection("plain", 8001), replace(connection("box", 8002, jumps=()), proxy_command=command))
    assert b.do(Up(connection="box")) is None
    assert b.connector.logins == {"gate": 1, "10.0.0.5": 1}
    hop = b.connector.hops["10.0.0.5"]
    assert (hop.port, hop.host_key_alias) == (2022, "box")
    assert isinstance(b.connector.vias["10.0.0.5"], Through)
    assert [(h.name, h.status) for h in b.state("box").hops] == [("box", Status.UP)]


def test_a_failing_jump_is_shown_at_the_hop_it_leads_to(bench: StartBench) -> None:
    b = bench(replace(connection("box", 8001, jumps=()), proxy_command="ssh gate -W %h:%p"))
    b.connector.failures["gate"] = Problem(ProblemKind.KEYS_REFUSED, "gate")
    assert b.do(Up(connection="box")) is ProblemKind.KEYS_REFUSED
    assert [(h.status, h.problem) for h in b.state("box").hops] == [(Status.FAILED, b.connector.failures["gate"])]


def test_a_proxy_command_that_cannot_be_expanded_fails_the_connection(bench: StartBench) -> None:
    b = bench(replace(connection("box", 8001), proxy_command="ssh gate -W `false`:22"))
    assert b.do(Up(connection="box")) is ProblemKind.PROXY_COMMAND_FAILED
    assert b.state("box").status is Status.FAILED
    assert b.state("box").hops[0].problem is not None


def test_down_while_a_proxy_command_is_expanded_ends_it(bench: StartBench, tmp_path: Path) -> None:
    """What the shell says later starts no login."""
    go_on, gone_on = tmp_path / "go-on", tmp_path / "gone-on"
    shell = f"until test -e {go_on}; do sleep 0.01; done; touch {gone_on}; echo gate"
    b = bench(replace(connection("box", 8001), proxy_command=f"ssh gate -W `{shell}`:22"))
    outcome = b.submit(Up(connection="box"))
    b.wait_status("box", Status.CONNECTING)
    b.do(Down(connection="box"))
    assert outcome.kind() is ProblemKind.CANCELLED
    go_on.touch()
    wait_for(gone_on.exists)
    wait_for(lambda: not [t for t in threading.enumerate() if t.name.startswith("towpath-login")])
    b.do(Down(connection="box"))  # whatever the shell's answer led to has been done by now
    assert (b.state("box").status, b.connector.logins) == (Status.OFF, {})


def test_an_outdated_expansion_is_dropped(bench: StartBench, tmp_path: Path) -> None:
    go_on = tmp_path / "go-on"
    slow = f"ssh old -W `until test -e {go_on}; do sleep 0.01; done; echo box`:22"
    b = bench(replace(connection("box", 8001), proxy_command=slow))
    b.submit(Up(connection="box"))
    b.wait_status("box", Status.CONNECTING)
    b.do(Down(connection="box"))
    gate = b.connector.hold("gate")
    b.do(SaveConnection(connection=connection("box", 8001)))
    outcome = b.submit(Up(connection="box"))
    wait_for(lambda: b.connector.logins["gate"])
    go_on.touch()
    wait_for(lambda: len([t for t in threading.enumerate() if t.name.startswith("towpath-login")]) == 1)
    gate.set()
    assert outcome.problem() is None
    assert b.connector.logins == {"gate": 1, "box": 1}


def test_the_session_is_watched_with_the_connections_keepalive(bench: StartBench) -> None:
    wanted = connection("box", 8001)
    b = bench(wanted)
    b.do(Up(connection="box"))
    assert [s.watched for s in b.connector.sessions.values()] == [wanted.keepalive] * 2
