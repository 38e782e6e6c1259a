"""Connections that live in ~/.ssh/config: dialled as ssh would, and followed when the file changes. The servers are
real."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from tests.engine.ssh_config_desk import Desk, for_all, host, linked
from tests.support.engine import do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile, KeyMaker
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from tests.support.wait import wait_for
from towpath.engine import host_config_watch
from towpath.model.command import Down, RemoveConnection, SaveConnection
from towpath.model.error import ProblemKind
from towpath.model.forward import Endpoint, Forward
from towpath.model.host_config import (
    FindHosts,
    HostsFound,
    ResolvedBy,
)
from towpath.model.state import Status


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture(scope="module")
def chain(
    tmp_path_factory: pytest.TempPathFactory, keys: KeyMaker
) -> Iterator[tuple[tuple[Sshd, KeyFile], tuple[Sshd, KeyFile], tuple[Sshd, KeyFile]]]:
    """Three servers, each with a key of its own."""
    folder = tmp_path_factory.mktemp("chain")
    named = [(name, keys.key(name=f"for-{name}")) for name in ("gw", "mid", "inner")]
    with contextlib.ExitStack() as running:
        first, second, third = [
            (running.enter_context(Sshd(folder, name=name, authorized=[key])), key) for name, key in named
        ]
        yield first, second, third


def test_three_hops_by_their_aliases_each_with_a_key_of_its_own(
    desk: Desk, chain: tuple[tuple[Sshd, KeyFile], ...], site: HttpServer
) -> None:
    (gw, gw_key), (mid, mid_key), (inner, inner_key) = chain
    port = free_port()
    desk.write(
        host("gw", gw, gw_key)
        + host("mid", mid, mid_key, "ProxyJump gw")
        + host("inner", inner, inner_key, "ProxyJump mid", f"LocalForward {port} 127.0.0.1:{site.port}")
        + for_all(desk.home)
    )
    desk.sit_down()
    assert len(desk.import_all().connections) == 3
    marks = [server.mark() for server, _ in chain]
    assert desk.up("inner") is None
    shown = state(desk.engine, desk.named("inner"))
    assert [(hop.port, hop.auth.identity_files) for hop in shown.connection.hops] == [
        (server.port, (str(key.path),)) for server, key in chain
    ]
    assert [hop.status for hop in shown.hops] == [Status.UP] * 3
    assert [len(server.logins(since=mark)) for (server, _), mark in zip(chain, marks, strict=True)] == [1, 1, 1]
    assert not is_free(Endpoint("127.0.0.1", port))
    assert desk.up("mid") is None
    assert len(gw.logins(since=marks[0])) == 1, "the login to the gateway is shared"
    assert desk.person.shown == []


def test_without_ssh_on_this_machine_it_is_the_same(
    desk: Desk, chain: tuple[tuple[Sshd, KeyFile], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (gw, gw_key), (mid, mid_key), (inner, inner_key) = chain
    desk.write(
        host("gw", gw, gw_key)
        + host("mid", mid, mid_key, "ProxyCommand ssh -q gw -W %h:%p")
        + host("inner", inner, inner_key, "ProxyJump mid")
        + for_all(desk.home)
    )
    monkeypatch.setenv("PATH", "/nonexistent")
    desk.sit_down()
    assert desk.resolve("inner").by is ResolvedBy.TOWPATH
    desk.import_all()
    mark = gw.mark()
    assert desk.up("inner") is None
    assert len(state(desk.engine, desk.named("inner")).hops) == 3
    assert gw.forwarded_to(since=mark) == [f"127.0.0.1:{mid.port}"]
    assert desk.person.shown == [], "no command is run for a jump"


def test_a_wildcard_host_behind_a_command_with_a_substitution(
    desk: Desk, chain: tuple[tuple[Sshd, KeyFile], ...]
) -> None:
    (gw, gw_key), (mid, mid_key), (inner, inner_key) = chain
    command = 'ssh mid -W "`basename %h .g5k`:%p"'
    desk.write(
        host("gw", gw, gw_key)
        + host("mid", mid, mid_key, "ProxyJump gw")
        + f"Host *.g5k\n    Port {inner.port}\n    User {inner.user}\n    IdentityFile {inner_key.path}\n"
        + f"    ProxyCommand {command}\n"
        + for_all(desk.home)
    )
    desk.sit_down()
    found = desk.resolve("localhost.g5k").connection
    assert (found.target.host, found.target.port, found.proxy_command) == ("localhost.g5k", inner.port, command)
    assert desk.person.shown == [], "to look at it nothing is run"
    assert do(desk.engine, SaveConnection(connection=found, save=False)) is None
    mark = mid.mark()
    assert desk.up("localhost.g5k") is None
    assert mid.forwarded_to(since=mark) == [f"localhost:{inner.port}"]
    assert desk.person.shown == [command], "the shell would run what is in it: that was shown"
    assert do(desk.engine, Down(connection=found.id)) is None
    assert desk.up("localhost.g5k") is None
    assert desk.person.shown == [command], "once"
    assert [hop.name for hop in state(desk.engine, found.id).hops] == [f"localhost.g5k:{inner.port}"]


def test_a_connection_follows_its_file_while_it_is_up(
    desk: Desk, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    ports = [free_port() for _ in range(3)]
    web = [f"LocalForward {port} 127.0.0.1:{site.port}" for port in ports]
    specs = [f"{port}:127.0.0.1:{site.port}" for port in ports]
    desk.write(host("box", sshd, user_key, web[0]) + for_all(desk.home))
    desk.sit_down()
    desk.import_all()
    own = Forward(id="mine", listen=Endpoint("127.0.0.1", ports[2]), target=Endpoint("127.0.0.1", site.port))
    box = state(desk.engine, desk.named("box")).connection
    assert do(desk.engine, SaveConnection(connection=replace(box, forwards=(*box.forwards, own)))) is None
    assert desk.up("box") is None
    mark = sshd.mark()
    desk.wait_forwards("box", specs[0], specs[2])
    desk.write(host("box", sshd, user_key, *web[:2]) + for_all(desk.home))
    desk.wait_forwards("box", *specs)
    desk.write(host("box", sshd, user_key, web[1]) + for_all(desk.home))
    desk.wait_forwards("box", *specs[1:])
    assert is_free(Endpoint("127.0.0.1", ports[0]))
    assert sshd.logins(since=mark) == [], "all in the same session"
    desk.write(host("box", sshd, user_key, "HostKeyAlias box", "ServerAliveInterval 7") + for_all(desk.home))
    desk.wait_forwards("box", specs[2])
    changed = state(desk.engine, box.id).connection
    assert (changed.target.host_key_alias, changed.keepalive.interval) == ("box", 7)


def test_what_it_is_dialled_with_is_read_when_it_is_dialled(
    desk: Desk, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_config_watch, "POLL_SECONDS", 3600)
    desk.write(host("box", sshd, user_key) + for_all(desk.home))
    desk.sit_down()
    desk.import_all()
    desk.write(host("box", inner_sshd, user_key) + for_all(desk.home))
    mark = inner_sshd.mark()
    assert desk.up("box") is None
    assert len(inner_sshd.logins(since=mark)) == 1
    assert state(desk.engine, desk.named("box")).connection.target.port == inner_sshd.port
    assert do(desk.engine, Down(connection=desk.named("box"))) is None
    desk.write("Host box\n    Prot 22\n")
    problem = desk.up("box")
    assert problem
    assert (problem.kind, problem.facts["line"]) == (ProblemKind.SSH_CONFIG_REFUSED, "2")


def test_jumps_in_a_circle_are_named(desk: Desk) -> None:
    desk.write("Host a\n    ProxyJump b\nHost b\n    ProxyJump a\n")
    desk.save(linked("a"))
    desk.sit_down()
    problem = desk.up("a")
    assert problem
    assert problem.kind is ProblemKind.SSH_CONFIG_REFUSED
    assert "circle: a - b - a" in problem.facts["detail"]


def test_hosts_come_and_go_with_the_file(desk: Desk) -> None:
    def names() -> list[str]:
        return [one.connection.name for one in desk.engine.snapshot().connections]

    desk.write("Host one\n    HostName 127.0.0.1\nHost two *.wild !three\n")
    desk.sit_down()
    assert len(desk.import_all(follow_new=True).connections) == 2
    assert names() == ["one", "two"]
    assert desk.import_all().already == 2
    assert do(desk.engine, RemoveConnection(connection=desk.named("two"))) is None
    desk.write("Host one\n    HostName 127.0.0.1\nHost two *.wild\nHost four\n    User ada\n")
    wait_for(lambda: names() == ["one", "four"], what=lambda: f"four, but not two again: {names()}")
    assert state(desk.engine, desk.named("four")).connection.target.user == "ada"
    one = desk.named("one")
    desk.write("Host four\n")
    problem = wait_for(lambda: state(desk.engine, one).problem, what="the problem")
    assert problem
    assert (problem.kind, problem.subject) == (ProblemKind.HOST_NOT_IN_CONFIG, "one")
    assert state(desk.engine, one).connection.target.host == "127.0.0.1", "it stays as it was"
    desk.write("Host one\n    HostName 127.0.0.2\nHost four\n")
    wait_for(lambda: state(desk.engine, one).connection.target.host == "127.0.0.2", what="its new value")
    assert state(desk.engine, one).problem is None
    assert do(desk.engine, FindHosts(request="hosts")) is None
    found = desk.person.reports[-1]
    assert isinstance(found, HostsFound)
    assert [(host.name, host.line, host.connection) for host in found.hosts] == [
        ("one", 1, one),
        ("four", 3, desk.named("four")),
    ]


def test_what_cannot_be_done_here_is_said(desk: Desk) -> None:
    desk.write("Host box\n    GSSAPIAuthentication yes\n    Ciphers chacha20-poly1305@openssh.com\n    Tunnel yes\n")
    desk.sit_down()
    remarks = desk.import_all().remarks
    assert [remark.partition(":")[0] for remark in remarks] == ["box"] * 3
    for words in ("GSSAPIAuthentication", "chacha20-poly1305@openssh.com", "Tunnel"):
        assert any(words in remark for remark in remarks), words


@pytest.mark.parametrize("exits", [True, False])
def test_exit_on_forward_failure_takes_it_down(
    desk: Desk, sshd: Sshd, user_key: KeyFile, site: HttpServer, exits: bool
) -> None:
    wish = ["ExitOnForwardFailure yes"] if exits else []
    desk.write(
        host("box", sshd, user_key, f"LocalForward {site.port} 127.0.0.1:{site.port}", *wish) + for_all(desk.home)
    )
    desk.save(linked("box"))
    desk.sit_down()
    desk.up("box")
    wait_status(desk.engine, "box", Status.FAILED if exits else Status.DEGRADED)
    problem = state(desk.engine, "box").problem
    assert problem
    assert problem.kind is ProblemKind.PORT_IN_USE


def test_gateway_ports_opens_what_names_no_address(desk: Desk) -> None:
    desk.write(
        "Host box\n GatewayPorts yes\n LocalForward 8080 a:1\n LocalForward localhost:8081 a:1\n DynamicForward 1080\n"
    )
    desk.sit_down()
    made = desk.resolve("box").connection
    assert [str(forward.listen) for forward in made.forwards] == ["*:8080", "127.0.0.1:8081", "*:1080"]
