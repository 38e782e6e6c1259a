"""Typed command lines: when the user's ssh_config has a say the connection follows it, else it stands alone."""

import itertools
from pathlib import Path

import pytest

from tests.support.engine import Profiles, ask, do, wait_status
from tests.support.wait import wait_for
from towpath.engine.host import Owned
from towpath.engine.lock import EngineKind
from towpath.model.command import GiveAnswer, SaveConnection, Up
from towpath.model.connection import SshConfigLink
from towpath.model.error import ProblemKind
from towpath.model.host_config import ReadSshCommand, SshCommandRead
from towpath.model.prompt import CommandAsked, Refuse
from towpath.model.state import Status

_numbers = itertools.count()


@pytest.fixture
def engine(profiles: Profiles) -> Owned:
    return profiles.own(EngineKind.WINDOW)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The user's own ssh_config, which is not there yet."""
    folder = tmp_path / "home" / ".ssh"
    folder.mkdir(mode=0o700, parents=True)
    return folder / "config"


def question(command: str, *, for_show: bool = False) -> ReadSshCommand:
    return ReadSshCommand(request=f"typed-{next(_numbers)}", command=command, for_show=for_show)


def read(engine: Owned, command: str, *, for_show: bool = False) -> SshCommandRead:
    return ask(engine.engine, question(command, for_show=for_show), SshCommandRead)


def test_a_command_without_a_config_has_values_of_its_own(engine: Owned, config: Path) -> None:
    config.write_text("Host elsewhere\n  Port 2222\n")
    found = read(engine, "ssh -p 2200 -J ann@gate -L 8080:web:80 -R 1080 bob@inner").connection
    assert found.link is None
    assert not found.imported
    assert found.name == "inner"
    assert [str(hop) for hop in found.hops] == ["ann@gate", "bob@inner:2200"]
    assert [forward.option for forward in found.forwards] == ["-L 8080:web:80"]
    assert not found.forwards[0].id.startswith("config-")


@pytest.mark.parametrize(
    "text",
    ["Host inner\n  Port 2222\n", "Host gate\n  User ann\n", "Host *\n  ServerAliveInterval 7\n"],
)
def test_a_command_on_which_the_config_has_a_say_follows_it(engine: Owned, config: Path, text: str) -> None:
    config.write_text(text)
    found = read(engine, "ssh -J gate bob@inner").connection
    assert found.link == SshConfigLink(host="bob@inner", options=("ProxyJump=gate",))


def test_who_names_a_file_means_it(engine: Owned, config: Path) -> None:
    other = config.with_name("other")
    other.write_text("Host elsewhere\n")
    found = read(engine, "ssh -F ~/.ssh/other inner").connection
    assert found.link == SshConfigLink(host="inner", file=str(other))
    assert read(engine, "ssh -F none inner").connection.link is None


def test_what_cannot_be_here_is_told(engine: Owned) -> None:
    found = read(engine, "autossh -M 0 -W db:5432 inner")
    assert any("-M 0" in remark for remark in found.remarks)
    assert any("towpath stdio" in remark for remark in found.remarks)


def test_a_pasted_proxy_command_is_shown_before_it_first_runs(engine: Owned, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    found = read(engine, f"ssh -o 'ProxyCommand=touch {ran}' inner").connection
    assert found.imported
    assert do(engine.engine, SaveConnection(connection=found)) is None
    engine.engine.subscribe(lambda _event: None, answers=True)
    engine.engine.submit(Up(connection=found.id))
    wait_for(lambda: engine.engine.snapshot().questions)
    (asked,) = engine.engine.snapshot().questions
    assert isinstance(asked.asked, CommandAsked)
    assert asked.asked.command.text == f"touch {ran}"
    assert do(engine.engine, GiveAnswer(id=asked.id, answer=Refuse())) is None
    wait_status(engine.engine, found.id, Status.FAILED)
    assert not ran.exists()


def test_nobody_is_asked_while_it_is_being_typed(engine: Owned, config: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    config.write_text(f'Match exec "touch {ran}"\n  User ann\n')
    problem = do(engine.engine, question("ssh inner", for_show=True))
    assert problem is not None
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert not ran.exists()


def test_nonsense_is_refused(engine: Owned) -> None:
    problem = do(engine.engine, question("ssh inner; reboot"))
    assert problem is not None
    assert problem.kind is ProblemKind.INVALID


def test_the_server_that_sftp_starts_is_kept(engine: Owned) -> None:
    found = read(engine, "sftp -s /usr/lib/sftp-server inner").connection
    assert found.sftp_command == "/usr/lib/sftp-server"
