"""Which agents there are, and what they are called."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import process
from tests.support.agent import Agent as RealAgent
from tests.support.wait import wait_for
from towpath.ssh.agent import Agent
from towpath.ssh.agent_connection import OPENSSH_PIPE, PAGEANT
from towpath.ssh.known_agents import agent_name, find_agents


@pytest.fixture
def home() -> Iterator[Path]:
    """Its path is short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="towpath-home-"))
    yield folder
    shutil.rmtree(folder)


def listening(path: Path) -> socket.socket:
    path.parent.mkdir(parents=True, exist_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    return listener


def test_agents_are_found_once_the_usual_one_first(home: Path) -> None:
    with RealAgent() as usual, listening(home / ".1password" / "agent.sock"), listening(home / "run" / "gcr" / "ssh"):
        (home / "link").symlink_to(usual.socket)
        (home / ".gnupg").mkdir()
        (home / ".gnupg" / "S.gpg-agent.ssh").write_text("no socket")
        environment = {"XDG_RUNTIME_DIR": str(home / "run")}
        found = find_agents(str(usual.socket), [str(home / "link"), str(home / "other")], home, environment)
        assert found[0] == usual.socket
        assert sorted(found[1:]) == [
            home / ".1password" / "agent.sock",
            home / "other",
            home / "run" / "gcr" / "ssh",
        ], "one that a connection names is told of even where it is not there"
        names = {path.name: agent_name(path, home, environment) for path in found}
    assert names == {"socket": "ssh-agent", "agent.sock": "1Password", "other": "", "ssh": "GNOME Keyring"}
    assert find_agents("", [], home, {}) == (home / ".1password" / "agent.sock",)


def test_agents_of_windows(home: Path) -> None:
    assert [agent_name(place, home, {}) for place in (OPENSSH_PIPE, PAGEANT)] == ["ssh-agent", "Pageant"]


def test_by_whose_program_listens(home: Path) -> None:
    with RealAgent() as running:
        assert agent_name(running.socket, home, {}) == "ssh-agent"
    assert agent_name(home / "gone", home, {}) == ""
    with listening(home / "ours"):
        assert agent_name(home / "ours", home, {}) == "", "a Python program is no agent that people know"


@pytest.mark.skipif(not shutil.which("gpg-agent"), reason="gpg-agent is not installed")
def test_gpg_agent(home: Path) -> None:
    """Another implementation: it says what it holds."""
    gnupg = home / ".gnupg"
    gnupg.mkdir(mode=0o700)
    log = home / "log"
    started = process.start(
        ["gpg-agent", "--homedir", str(gnupg), "--enable-ssh-support", "--daemon", "sleep", "60"], log=log
    )
    try:
        sockets = wait_for(lambda: list(gnupg.glob("S.gpg-agent.ssh")), what=lambda: process.tail(log))
        assert find_agents("", [], home, {}) == (gnupg / "S.gpg-agent.ssh",)
        assert agent_name(sockets[0], home, {}) == "GnuPG"
        assert Agent(sockets[0]).held() == []
    finally:
        subprocess.run(["gpgconf", "--homedir", str(gnupg), "--kill", "gpg-agent"], check=False, timeout=20)
        process.stop(started)
