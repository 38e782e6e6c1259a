"""The verb `keys`, with ssh-keygen, ssh-agent and sshd as witnesses."""

import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.verbs import PASSPHRASE, Here, error_of, with_passphrase
from tests.support.agent import Agent
from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, hop, know, save
from tests.support.program import AtTerminal, Started
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.connection import Auth, Hop
from towpath.ssh.agent import Agent as OurAgent


def ssh_keygen(*arguments: str) -> str:
    done = subprocess.run(["ssh-keygen", *arguments], check=True, capture_output=True, text=True, timeout=20)
    return done.stdout


def in_ssh_folder(made: KeyFile, name: str) -> Path:
    folder = Path.home() / ".ssh"
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copy2(made.path, folder / name)
    shutil.copy2(made.public_path, folder / f"{name}.pub")
    return folder / name


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Agent]:
    with Agent() as running:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(running.socket))
        yield running


# --- looking


def test_list_and_show(here: Here, keys: KeyMaker) -> None:
    assert here.do("keys", "list") == ""
    made = keys.key("rsa")
    path = in_ssh_folder(made, "id_rsa")
    save(connection("lab", hop_without_server(path)))
    heading, row = here.do("keys", "list").splitlines()
    assert heading.split() == ["FILE", "TYPE", "FINGERPRINT", "COMMENT", "REMARKS", "CONNECTIONS"]
    assert row.split() == ["~/.ssh/id_rsa", "RSA", "2048", made.fingerprint, "user-rsa", "no", "passphrase", "lab"]
    [values] = here.listed("keys", "list")
    assert (values["path"], values["connections"], values["public_key"]) == (str(path), ["lab"], made.public_line)
    shown = here.do("keys", "show", str(path), "--randomart")
    assert made.randomart in shown
    assert shown.splitlines()[-1] == made.public_line
    assert here.do("keys", "show", made.fingerprint) == here.do("keys", "show", f"{path}.pub")
    assert here.error_of("keys", "show", "SHA256:none", code=1).startswith("no key SHA256:none: there is none")
    assert "No such file" in here.error_of("keys", "show", str(path.with_name("missing")), code=1)


def hop_without_server(path: Path) -> Hop:
    return Hop(host="lab.example", auth=Auth(identity_files=(str(path),)))


def test_a_key_elsewhere_is_shown(here: Here, keys: KeyMaker) -> None:
    assert keys.key().public_line in here.do("keys", "show", str(keys.key().path))


def test_check_and_repair(here: Here, keys: KeyMaker) -> None:
    path = in_ssh_folder(keys.key(), "key")
    in_ssh_folder(keys.key("rsa"), "another")
    assert here.do("keys", "check") == ""
    path.chmod(0o644)
    path.parent.chmod(0o755)
    found = here("keys", "check")
    assert found.code == 1
    assert found.out.splitlines()[0].startswith("~/.ssh/key: others can read it (0644)")
    assert len(found.out.splitlines()) == 2
    repaired = here.do("keys", "repair").splitlines()
    assert repaired == [f"{one}: only you can read it now" for one in (path, path.parent)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert here.do("keys", "check") == ""


# --- key files


def test_new_with_a_passphrase_typed_twice(tmp_path: Path) -> None:
    path = tmp_path / "new"
    with AtTerminal("keys", "new", str(path), "--comment", "a comment", "--rounds", "1") as new:
        new.answer("Passphrase of the new key: ", "password1")
        new.answer("once more: ", "password1")
        done = new.end()
    assert done.code == 0
    assert "add a few words" in done.err
    assert "password1" not in done.out + done.err
    assert ssh_keygen("-y", "-P", "password1", "-f", str(path)).split(None, 2)[2].strip() == "a comment"
    assert done.out.splitlines()[-1] == path.with_name("new.pub").read_text().strip()


def test_new_refuses_what_is_not_typed_the_same(tmp_path: Path) -> None:
    with AtTerminal("keys", "new", str(tmp_path / "new")) as new:
        new.answer("Passphrase of the new key: ", "one")
        new.answer("once more: ", "another")
        assert new.end().code == 2
    assert not list(tmp_path.iterdir())


def test_new_from_a_descriptor_and_without(here: Here, tmp_path: Path) -> None:
    done = with_passphrase("keys", "new", str(tmp_path / "a"), "--type", "ecdsa", "--bits", "384", "--rounds", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert ssh_keygen("-y", "-P", PASSPHRASE, "-f", str(tmp_path / "a")).startswith("ecdsa-sha2-nistp384 ")
    here.do("keys", "new", str(tmp_path / "b"), "--no-passphrase")
    assert ssh_keygen("-y", "-P", "", "-f", str(tmp_path / "b")).startswith("ssh-ed25519 ")
    assert "it exists already" in here.error_of("keys", "new", str(tmp_path / "b"), "--no-passphrase", code=1)
    assert "too short" in here.error_of("keys", "new", str(tmp_path / "c"), "--type", "rsa", "--bits", "1024",
                                   "--no-passphrase", code=2)  # fmt: skip
    assert "Passphrase" in error_of("keys", "new", str(tmp_path / "c"), code=3)


def test_another_passphrase_and_none(tmp_path: Path, keys: KeyMaker) -> None:
    path = tmp_path / "key"
    shutil.copy2(keys.key(passphrase=PASSPHRASE).path, path)
    with AtTerminal("keys", "passphrase", str(path), "--rounds", "1") as change:
        change.answer("Passphrase of now: ", PASSPHRASE)
        change.answer("New passphrase: ", "one two three four five")
        change.answer("once more: ", "one two three four five")
        assert change.end().code == 0
    ssh_keygen("-y", "-P", "one two three four five", "-f", str(path))
    wrong = with_passphrase("keys", "passphrase", str(path), "--remove", passphrase="wrong")
    assert wrong.returncode == 1
    assert "the passphrase is wrong" in wrong.stderr
    assert (
        with_passphrase("keys", "passphrase", str(path), "--remove", passphrase="one two three four five").returncode
        == 0
    )
    ssh_keygen("-y", "-P", "", "-f", str(path))


def test_convert(tmp_path: Path, keys: KeyMaker) -> None:
    made = keys.key("rsa", pem=True, passphrase=PASSPHRASE)
    done = with_passphrase("keys", "convert", str(made.path), "-o", str(tmp_path / "new"))
    assert (done.returncode, done.stderr) == (0, "")
    assert made.fingerprint in done.stdout
    assert ssh_keygen("-y", "-P", PASSPHRASE, "-f", str(tmp_path / "new")).strip() == made.public_line


# --- agents


def test_agents(here: Here, agent: Agent, keys: KeyMaker) -> None:
    made = keys.key(passphrase=PASSPHRASE)
    in_ssh_folder(keys.key("rsa"), "in_no_agent")
    assert here.do("keys", "agent", "list").splitlines() == [f"ssh-agent at {agent.socket}: holds 0 keys"]
    with AtTerminal("keys", "agent", "add", str(made.path), "--lifetime", "60") as add:
        add.answer(f"Passphrase of {made.path}", PASSPHRASE)
        assert add.end().code == 0
    assert made.fingerprint in here.do("keys", "agent", "list")
    assert here.listed("keys", "agent", "list")["agents"][0]["keys"] == 1
    here.do("keys", "agent", "remove", str(made.path))
    assert here.listed("keys", "agent", "list")["keys"] == []
    here.do("keys", "agent", "add", str(keys.key().path))
    here.do("keys", "agent", "remove", "--all")
    assert here.listed("keys", "agent", "list")["keys"] == []
    assert here.error_of("keys", "agent", "remove", code=2).startswith("usage: ")
    too_long = str(1 << 32)
    assert "--lifetime" in here.error_of("keys", "agent", "add", str(made.path), "--lifetime", too_long, code=2)


def test_another_agent_and_for_a_while(here: Here, agent: Agent, keys: KeyMaker) -> None:
    with Agent() as other:
        ours, others = OurAgent(agent.socket), OurAgent(other.socket)
        path = str(keys.key().path)
        here.do("keys", "agent", "add", path)
        here.do("keys", "agent", "add", path, "--socket", str(other.socket))
        assert (len(ours.held()), len(others.held())) == (1, 1)
        here.do("keys", "agent", "remove", path, "--socket", str(other.socket))
        assert (len(ours.held()), len(others.held())) == (1, 0)
        here.do("keys", "agent", "add", path, "--socket", str(other.socket), "--lifetime", "1")
        wait_for(lambda: not others.held())


def test_what_excludes_each_other_is_refused(here: Here, tmp_path: Path) -> None:
    new = ("keys", "new", str(tmp_path / "new"), "--no-passphrase", "--passphrase-fd", "0")
    change = ("keys", "passphrase", str(tmp_path / "new"), "--remove", "--new-passphrase-fd", "0")
    for arguments in (new, change):
        assert "exclude each other" in here.error_of(*arguments, code=2)
    assert not list(tmp_path.iterdir())


def test_the_terminal_is_asked_that_wants_it(agent: Agent, keys: KeyMaker, sshd: Sshd, user_key: KeyFile) -> None:
    """And not the one where the engine runs."""
    made = keys.key(passphrase=PASSPHRASE)
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    with Started("up", "lab") as up:
        up.wait_for("Ctrl-C")
        with AtTerminal("keys", "agent", "add", str(made.path)) as add:
            add.answer_secret(f"Passphrase of {made.path}", PASSPHRASE)
            assert add.end().code == 0
        assert PASSPHRASE not in up.out + up.err
    assert [key.comment for key in OurAgent(agent.socket).held()] == ["user-ed25519"]


def test_no_agent(here: Here, keys: KeyMaker) -> None:
    assert "no agent runs" in here.do("keys", "agent", "list")
    assert "there is none" in here.error_of("keys", "agent", "add", str(keys.key().path), code=1)


# --- other machines


def test_install_and_test(here: Here, servers_directory: Path, user_key: KeyFile, keys: KeyMaker) -> None:
    path = in_ssh_folder(keys.key("ecdsa", name="mine"), "id_ecdsa")
    with Sshd(servers_directory, name="keys-verbs", authorized=[user_key], reads_home=True) as server:
        know(server)
        save(connection("lab", hop(server, user_key)))
        refused = here("keys", "test", "lab", str(path))
        assert (refused.code, refused.out) == (1, "lab does not accept it\n")
        lines = here.do("keys", "install", "lab").splitlines()
        assert lines[0].startswith("the key is now in ")
        assert lines[1] == "lab accepts it"
        assert here.do("keys", "install", "lab", str(path)).startswith("the key was already in ")
        assert here.do("keys", "test", "lab", str(path)) == "lab accepts it\n"
        assert (server.home / ".ssh" / "authorized_keys").read_text().count("\n") == 1


def test_install_where_the_site_forbids_it(here: Here, sshd: Sshd, user_key: KeyFile, keys: KeyMaker) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    try:
        done = here("keys", "install", "lab", str(keys.key("ecdsa", name="mine").path))
    finally:
        shutil.rmtree(sshd.home / ".ssh")
    assert done.code == 1
    assert "still refused" in done.err
    assert "sshd -T" in done.err
