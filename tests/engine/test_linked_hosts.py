"""Connections that live in ~/.ssh/config: dialled as ssh would, followed when the file changes, and nothing of it run
that nobody has approved. The servers are real."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import Outcome
from tests.support.engine import Profiles, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile, KeyMaker
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from tests.support.wait import wait_for
from towpath.engine import host_config_watch
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import Down, GiveAnswer, RemoveConnection, SaveConnection, Up
from towpath.model.connection import Connection, Hop, Reconnect, SshConfigLink
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, Finding, QuestionAsked, Reported
from towpath.model.forward import Endpoint, Forward
from towpath.model.host_config import (
    ConnectionsImported,
    FindHosts,
    HostResolved,
    HostsFound,
    ImportHosts,
    ResolvedBy,
    ResolveHost,
)
from towpath.model.prompt import Accept, CommandAsked, Refuse
from towpath.model.state import Status


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_config_watch, "POLL_SECONDS", 0.05)


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


class Person:
    """At the window: says what `answer` is to every command that is shown."""

    def __init__(self, engine: Engine, *, accepts: bool = True) -> None:
        self._engine = engine
        self.accepts = accepts
        self.shown: list[str] = []
        self.reports: list[Finding] = []
        engine.subscribe(self._hear, answers=True)

    def _hear(self, event: Event) -> None:
        if isinstance(event, Reported):
            self.reports.append(event.report)
        if isinstance(event, QuestionAsked):
            assert isinstance(event.question.asked, CommandAsked)
            self.shown.append(event.question.asked.command.text)
            answer = Accept() if self.accepts else Refuse()
            self._engine.submit(GiveAnswer(id=event.question.id, answer=answer))


class Desk:
    """A user with an ssh_config, at an engine of their own."""

    def __init__(self, profiles: Profiles, home: Path) -> None:
        self._profiles = profiles
        self.home = home
        self.config = home / ".ssh" / "config"
        self.config.parent.mkdir(mode=0o700, parents=True)
        self.write("")

    def write(self, text: str) -> None:
        """Replace the file, as an editor does."""
        draft = self.config.with_name("draft")
        draft.write_text(text)
        draft.chmod(0o600)
        draft.replace(self.config)

    def save(self, *connections: Connection) -> None:
        self._profiles.save(*connections)

    def begin(self) -> Engine:
        self.engine = self._profiles.own(EngineKind.WINDOW).engine
        return self.engine

    def sit_down(self, *, accepts: bool = True) -> Person:
        """Begin, with somebody there."""
        self.person = Person(self.begin(), accepts=accepts)
        return self.person

    def import_all(self, *, follow_new: bool | None = None) -> ConnectionsImported:
        assert do(self.engine, ImportHosts(request=uuid.uuid4().hex, follow_new=follow_new)) is None
        found = self.person.reports[-1]
        assert isinstance(found, ConnectionsImported)
        return found

    def resolve(self, host: str) -> HostResolved:
        problem = do(self.engine, ResolveHost(request=uuid.uuid4().hex, host=host))
        assert problem is None, problem
        found = self.person.reports[-1]
        assert isinstance(found, HostResolved)
        return found

    def named(self, name: str) -> str:
        """The id of the connection with this name."""
        found = self.engine.snapshot().named(name)
        assert found is not None, [one.connection.name for one in self.engine.snapshot().connections]
        return found.connection.id

    def up(self, name: str) -> Problem | None:
        return do(self.engine, Up(connection=self.named(name)))

    def wait_forwards(self, name: str, *specs: str) -> None:
        """Until the connection has exactly these, and all are up."""

        def listening() -> bool:
            forwards = state(self.engine, self.named(name)).forwards
            return sorted(f.forward.spec for f in forwards if f.status is Status.UP) == sorted(specs) and len(
                forwards
            ) == len(specs)

        wait_for(listening, what=lambda: f"{specs}, not {state(self.engine, self.named(name)).forwards}")


@pytest.fixture
def desk(profiles: Profiles, tmp_path: Path) -> Desk:
    return Desk(profiles, tmp_path / "home")


def host(alias: str, server: Sshd, key: KeyFile, *more: str) -> str:
    lines = ["HostName 127.0.0.1", f"Port {server.port}", f"User {server.user}", f"IdentityFile {key.path}", *more]
    return f"Host {alias}\n" + "".join(f"    {line}\n" for line in lines)


def for_all(home: Path) -> str:
    known = home / ".ssh" / "known_hosts"
    return f"Host *\n    StrictHostKeyChecking accept-new\n    UserKnownHostsFile {known}\n    IdentityAgent none\n"


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


class Exec:
    """A `Match exec` that leaves a mark."""

    def __init__(self, folder: Path, sshd: Sshd, key: KeyFile, home: Path) -> None:
        self._ran = folder / "ran"
        self._rest = host("box", sshd, key) + for_all(home)

    def text(self, more: str = "") -> str:
        return f"echo x >> {self._ran}; true{more}"

    def config(self, more: str = "", others: str = "") -> str:
        return f'{others}Match host box exec "{self.text(more)}"\n    ServerAliveInterval 9\n{self._rest}'

    @property
    def times(self) -> int:
        return len(self._ran.read_text().splitlines()) if self._ran.exists() else 0


@pytest.fixture
def runs(desk: Desk, tmp_path: Path, sshd: Sshd, user_key: KeyFile) -> Exec:
    return Exec(tmp_path, sshd, user_key, desk.home)


def linked(name: str, **changes: object) -> Connection:
    made = Connection(id=name, name=name, target=Hop(host=name), link=SshConfigLink(host=name))
    return replace(made, **changes)


def test_a_no_counts_for_the_whole_import(desk: Desk) -> None:
    person = desk.sit_down(accepts=False)
    desk.write('Match exec "true"\n User x\n' + "".join(f"Host host{number}\n" for number in range(3)))
    found = desk.import_all()
    assert person.shown == ["true"]
    assert [problem.kind for problem in found.problems] == [ProblemKind.COMMAND_REFUSED]


def test_an_exec_is_shown_and_runs_only_after_a_yes(desk: Desk, runs: Exec) -> None:
    desk.write(runs.config())
    desk.save(linked("box"))
    person = desk.sit_down(accepts=False)
    problem = desk.up("box")
    assert problem
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert (person.shown, runs.times) == ([runs.text()], 0)
    person.accepts = True
    assert desk.up("box") is None
    assert person.shown == [runs.text()] * 2
    assert runs.times > 0
    assert desk.engine.snapshot().settings.hosts.approved == (f"match-exec {runs.text()}",)
    assert state(desk.engine, "box").connection.keepalive.interval == 9
    assert do(desk.engine, Down(connection="box")) is None
    assert desk.up("box") is None
    assert len(person.shown) == 2, "once approved, it is not shown again"


def test_a_changed_exec_is_shown_again(desk: Desk, runs: Exec) -> None:
    desk.write(runs.config())
    desk.save(linked("box"))
    person = desk.sit_down()
    assert desk.up("box") is None
    assert do(desk.engine, Down(connection="box")) is None
    desk.write(runs.config("; true"))
    assert desk.up("box") is None
    assert person.shown == [runs.text(), runs.text("; true")]


def test_the_watch_runs_no_new_exec(desk: Desk, runs: Exec, sshd: Sshd, user_key: KeyFile) -> None:
    def host_of(name: str) -> str:
        return state(desk.engine, name).connection.target.host

    elsewhere = desk.config.with_name("elsewhere")
    elsewhere.write_text("Host other\n    HostName one\n")
    desk.write(host("box", sshd, user_key, "HostName before"))
    desk.save(linked("box"), linked("other", link=SshConfigLink(host="other", file=str(elsewhere))))
    person = desk.sit_down()
    wait_for(lambda: (host_of("box"), host_of("other")) == ("127.0.0.1", "one"), what="the first look")
    desk.write(runs.config(others="Host box\n    HostName after\n"))
    for name in ("second", "third"):  # what changed before this has been seen to when this is
        elsewhere.write_text(f"Host other\n    HostName {name}\n")
        wait_for(lambda: host_of("other") == name, what=f"the {name} look")  # noqa: B023 - called at once
    assert runs.times == 0
    assert host_of("box") == "127.0.0.1", "what could run it is not read at all"
    assert person.shown == [], "and nobody is bothered"


def test_coming_up_by_itself_runs_no_new_exec(desk: Desk, runs: Exec) -> None:
    desk.write(runs.config())
    desk.save(linked("box"))
    person = desk.sit_down()
    problem = do(desk.engine, Up(connection="box", persistent=True))
    assert problem
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert (person.shown, runs.times) == ([], 0)
    assert state(desk.engine, "box").status is Status.FAILED


def test_a_retry_runs_no_new_exec(desk: Desk, runs: Exec, sshd: Sshd) -> None:
    desk.write(runs.config())
    desk.save(linked("box", reconnect=Reconnect(first_delay=0.05, longest_delay=0.1)))
    person = desk.sit_down()
    assert desk.up("box") is None
    times = runs.times
    desk.write(runs.config("; true"))
    sshd.drop_sessions()
    wait_status(desk.engine, "box", Status.FAILED)
    problem = state(desk.engine, "box").problem
    assert problem
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert (len(person.shown), runs.times) == (1, times)
    assert do(desk.engine, Up(connection="box")) is None, "a person's own try shows it"
    assert len(person.shown) == 2


def test_an_approved_exec_lets_it_come_back(desk: Desk, runs: Exec, sshd: Sshd) -> None:
    desk.write(runs.config())
    desk.save(linked("box", reconnect=Reconnect(first_delay=0.05, longest_delay=0.1)))
    desk.sit_down()
    assert desk.up("box") is None
    mark = sshd.mark()
    sshd.drop_sessions()
    wait_for(lambda: sshd.logins(since=mark), what="another login")
    wait_status(desk.engine, "box", Status.UP)


def test_taken_down_while_a_person_looks_nothing_runs(desk: Desk, runs: Exec) -> None:
    desk.write(runs.config())
    desk.save(linked("box"))
    engine = desk.begin()
    engine.subscribe(lambda _: None, answers=True)
    outcome = Outcome()
    engine.submit(Up(connection="box"), outcome)
    wait_status(engine, "box", Status.WAITING_FOR_USER)
    (question,) = wait_for(lambda: engine.snapshot().questions, what="the question")
    assert isinstance(question.asked, CommandAsked)
    assert (question.asked.command.file, question.asked.command.line) == (str(desk.config), 1)
    assert do(engine, Down(connection="box")) is None
    problem = outcome.problem()
    assert problem
    assert problem.kind is ProblemKind.CANCELLED
    wait_for(lambda: not engine.snapshot().questions, what="the question to go")
    assert (runs.times, state(engine, "box").status) == (0, Status.OFF)


def test_the_commands_of_a_host_are_shown_with_their_lines(desk: Desk, sshd: Sshd, user_key: KeyFile) -> None:
    desk.write(host("box", sshd, user_key, "KnownHostsCommand /bin/echo %H") + for_all(desk.home))
    desk.save(linked("box"))
    person = desk.sit_down(accepts=False)
    problem = desk.up("box")
    assert problem
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert f"{desk.config} line 6" in problem.facts["detail"]
    assert person.shown == ["/bin/echo %H"]
    person.accepts = True
    assert desk.up("box") is None


def test_nobody_to_ask_is_said(desk: Desk, runs: Exec) -> None:
    desk.write(runs.config())
    desk.save(linked("box"))
    desk.begin()
    problem = desk.up("box")
    assert problem
    assert problem.kind is ProblemKind.NEEDS_ANSWER
    assert runs.times == 0


def test_the_command_of_an_imported_connection_is_shown_first(desk: Desk, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    command = f"touch {ran}; exit 1"
    made = replace(linked("box"), link=None, imported=True, proxy_command=command)
    typed = replace(made, id="typed", name="typed", imported=False, proxy_command="exit 1")
    desk.save(made, typed)
    person = desk.sit_down(accepts=False)
    problem = desk.up("box")
    assert problem
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert (person.shown, ran.exists()) == ([command], False)
    person.accepts = True
    problem = desk.up("box")
    assert problem
    assert problem.kind is ProblemKind.PROXY_COMMAND_FAILED
    assert ran.exists()
    assert desk.up("typed")
    assert len(person.shown) == 2, "what the user has typed is the user's own"


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


def test_many_hosts_are_looked_at_once_for_what_they_would_run(desk: Desk, runs: Exec) -> None:
    desk.write(runs.config(others="".join(f"Host h{number}\n    ProxyJump box\n" for number in range(20))))
    person = desk.sit_down(accepts=False)
    refused = desk.import_all()
    assert [problem.kind for problem in refused.problems] == [ProblemKind.COMMAND_REFUSED]
    assert (refused.connections, person.shown, runs.times) == ((), [runs.text()], 0), "shown once, not for each host"
    person.accepts = True
    assert len(desk.import_all().connections) == 21
    assert person.shown == [runs.text()] * 2
    assert runs.times == 1, "ssh is asked once about the machine that all go through"
    jumps = {one.connection.jumps for one in desk.engine.snapshot().connections if one.connection.name != "box"}
    assert len(jumps) == 1
