"""Commands that an imported text would run: shown first, and never run before somebody has said yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import Outcome
from tests.engine.ssh_config_desk import Desk, for_all, host, linked
from tests.support.engine import do, state, wait_status
from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.approvals import Approvals
from towpath.model.command import Down, Up
from towpath.model.connection import Reconnect, SshConfigLink
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.host_config import CommandKind, ImportedCommand
from towpath.model.prompt import Accept, Answer, Asked, CommandAsked
from towpath.model.state import Status


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


def test_a_yes_that_could_not_be_saved_counts_until_the_end() -> None:
    texts: list[str] = []

    def yes(asked: Asked) -> Answer:
        assert isinstance(asked, CommandAsked)
        texts.append(asked.command.text)
        return Accept()

    approvals = Approvals(saved=lambda: (), save=lambda _: None)
    for kind in (CommandKind.PROXY_COMMAND, CommandKind.PROXY_COMMAND, CommandKind.MATCH_EXEC):
        approvals.check(ImportedCommand(kind=kind, text="run", file="", line=0), "box", yes)
    assert texts == ["run", "run"], "once for each kind of it"
    with pytest.raises(TowpathError, match="run too"):
        approvals.check(ImportedCommand(kind=kind, text="run too", file="", line=0), "box", None)
