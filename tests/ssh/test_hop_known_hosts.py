"""The known_hosts options of one hop: its files, hashing, and a KnownHostsCommand as ssh runs it."""

import os
import pwd
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ssh.person import Computer, Person, hop_to
from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from towpath.model.connection import Hop, HostKeyPolicy
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.prompt import HostKeyAsked

ALL_TOKENS = "%% %I %H %t %f %K %d %h %i %k %L %l %n %p %r %u"


@pytest.fixture
def computer() -> Computer:
    return Computer(Path.home())


@pytest.fixture
def hop(sshd: Sshd, user_key: KeyFile) -> Hop:
    return replace(hop_to(sshd, user_key), host_key_policy=HostKeyPolicy.STRICT)


def script(folder: Path, body: str) -> Path:
    path = folder / "command"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    return path


def failure(computer: Computer, hop: Hop) -> TowpathError:
    with pytest.raises(TowpathError) as raised:
        computer.login(hop)
    return raised.value


def test_its_own_files_stand_in_for_the_users(computer: Computer, sshd: Sshd, hop: Hop) -> None:
    computer.known_hosts.parent.mkdir()
    computer.known_hosts.write_text(sshd.known_hosts_lines())
    computer.login(hop).close()
    (Path.home() / "other").touch()
    own = replace(hop, known_hosts_files=("~/other", "~/third"))
    assert failure(computer, own).problem.kind is ProblemKind.HOST_KEY_UNKNOWN
    (Path.home() / "third").write_text(sshd.known_hosts_lines())
    computer.login(own).close()


def test_the_first_of_its_files_gets_new_keys(computer: Computer, sshd: Sshd, hop: Hop) -> None:
    own = replace(hop, known_hosts_files=("~/a/first", "~/second"), host_key_policy=HostKeyPolicy.ASK)
    person = Person()
    computer.login(own, person).close()
    assert isinstance(person.host_keys[0], HostKeyAsked)
    assert person.host_keys[0].file == str(Path.home() / "a/first")
    assert (Path.home() / "a/first").read_text() == sshd.known_hosts_lines()
    assert not computer.known_hosts.exists()
    computer.login(own, person).close()
    assert len(person.host_keys) == 1


@pytest.mark.parametrize("files", [("none",), ("/dev/null",)])
def test_keys_that_are_not_remembered(computer: Computer, hop: Hop, files: tuple[str, ...]) -> None:
    own = replace(hop, known_hosts_files=files, host_key_policy=HostKeyPolicy.ASK)
    person = Person()
    for _ in range(2):
        computer.login(own, person).close()
    assert len(person.host_keys) == 2
    assert not computer.known_hosts.exists()


def test_the_systems_files(computer: Computer, sshd: Sshd, hop: Hop) -> None:
    (Path.home() / "of-the-system").write_text(sshd.known_hosts_lines())
    computer.login(replace(hop, global_known_hosts_files=("~/of-the-system",))).close()


def test_hashed_names(computer: Computer, hop: Hop) -> None:
    own = replace(hop, hash_known_hosts=True, host_key_policy=HostKeyPolicy.ACCEPT_NEW)
    computer.login(own).close()
    assert computer.known_hosts.read_text().startswith("|1|")
    computer.login(replace(own, host_key_policy=HostKeyPolicy.STRICT)).close()


def test_a_variable_that_is_not_set_is_said(computer: Computer, hop: Hop) -> None:
    error = failure(computer, replace(hop, known_hosts_files=("${NOT_SET_ANYWHERE}/x",)))
    assert error.problem.kind is ProblemKind.INVALID
    assert "NOT_SET_ANYWHERE is not set" in str(error)


# --- KnownHostsCommand


def test_what_the_command_prints_is_known(computer: Computer, sshd: Sshd, hop: Hop, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_text("# from the directory\n" + sshd.known_hosts_lines())
    own = replace(hop, known_hosts_command=f"/bin/cat '{lines}'")
    computer.login(own).close()
    lines.write_text(f"@revoked * {sshd.host_key_line()}\n")
    error = failure(computer, own)
    assert error.problem.kind is ProblemKind.HOST_KEY_REVOKED
    assert (error.problem.facts["file"], error.problem.facts["line"]) == ("KnownHostsCommand", "1")


def test_a_key_that_the_command_does_not_print_is_asked_for(computer: Computer, sshd: Sshd, hop: Hop) -> None:
    person = Person()
    own = replace(hop, known_hosts_command="/bin/true", host_key_policy=HostKeyPolicy.ASK)
    computer.login(own, person).close()
    assert len(person.host_keys) == 1
    assert computer.known_hosts.read_text() == sshd.known_hosts_lines()


def test_it_is_run_as_ssh_runs_it(
    computer: Computer, sshd: Sshd, hop: Hop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words in the same order: no shell, one argument for each word, whatever a token stands for."""
    told = tmp_path / "told"
    program = script(tmp_path, f'printf "[%s]" "$@" >> {told}; echo >> {told}; cat {tmp_path}/lines')
    (tmp_path / "lines").write_text(sshd.known_hosts_lines())
    command = f"{program} {ALL_TOKENS} 'two words' \"$HOME\" ~ a\\ b ''"
    argv = ["ssh", "-F", "none", "-p", str(sshd.port), "-l", sshd.user, "-o", f"KnownHostsCommand={command}"]
    for option in (
        "UserKnownHostsFile=none",
        "GlobalKnownHostsFile=none",
        "StrictHostKeyChecking=yes",
        "BatchMode=yes",
    ):
        argv += ["-o", option]
    subprocess.run([*argv, "127.0.0.1", "true"], capture_output=True, timeout=10, check=False)
    # OpenSSH 9.2 leaves the port out of %H while algorithms are put in order, version 10 does not.
    of_ssh = told.read_text().replace("[ORDER][127.0.0.1]", f"[ORDER][[127.0.0.1]:{sshd.port}]")
    told.unlink()
    local = Computer(Path.home())
    monkeypatch.setattr(local.connector, "_local_user", sshd.user)
    local.login(replace(hop, known_hosts_command=command)).close()
    home = pwd.getpwuid(os.getuid()).pw_dir  # which ssh looks at in place of HOME
    assert told.read_text().replace(f"[{Path.home()}]", f"[{home}]") == of_ssh
    assert of_ssh.count("\n") == 2
    assert "[two words][$HOME][~][a b][]" in of_ssh


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/bin/sh -c 'echo no directory today >&2; exit 3'", "no directory today"),
        ("/bin/false", "exit status 1"),
        ("cat /etc/ssh/ssh_known_hosts", "must be absolute"),
        ("/bin/echo 'open", "quotes do not match"),
        ("/bin/no-such-program", "No such file"),
    ],
)
def test_a_command_that_fails_ends_the_login(computer: Computer, sshd: Sshd, hop: Hop, command: str, said: str) -> None:
    mark = sshd.mark()
    error = failure(computer, replace(hop, known_hosts_command=command))
    assert error.problem.kind is ProblemKind.KNOWN_HOSTS_COMMAND_FAILED
    assert said in str(error)
    assert not sshd.auth_requests(since=mark)


def test_an_unknown_token_is_said(computer: Computer, hop: Hop) -> None:
    assert "%Z is not known there" in str(failure(computer, replace(hop, known_hosts_command="/bin/echo %Z")))


def test_a_command_that_does_not_end(computer: Computer, hop: Hop) -> None:
    error = failure(computer, replace(hop, known_hosts_command="/bin/sleep 60", timeout=0.3))
    assert "did not end within 0.3 s" in str(error)
