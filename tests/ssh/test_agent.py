"""What a real ssh-agent is told to hold and to forget."""

import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.agent import Agent as RealAgent
from tests.support.askpass import Askpass
from tests.support.keys import KEY_TYPES, KeyMaker
from tests.support.wait import wait_for
from towpath.net.cancel import Cancel
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.key_file import KeyFile, read_certificate
from towpath.ssh.keys import parse_public_line


@pytest.fixture
def real_agent() -> Iterator[RealAgent]:
    with RealAgent() as running:
        yield running


def ssh_add(agent: RealAgent, *arguments: str) -> str:
    """ssh-add's own word."""
    environment = {"SSH_AUTH_SOCK": str(agent.socket), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["ssh-add", *arguments], env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    return done.stdout + done.stderr


def test_all_types_are_held_and_sign(real_agent: RealAgent, keys: KeyMaker) -> None:
    ours = Agent(real_agent.socket)
    for key_type in KEY_TYPES:
        made = keys.key(key_type)
        ours.add(KeyFile.read(made.path).open(), f"work key {key_type}")
        # ssh-add -T has the agent sign, and verifies it.
        assert ssh_add(real_agent, "-T", str(made.public_path)) == ""
    assert [key.comment for key in ours.held()] == [f"work key {key_type}" for key_type in KEY_TYPES]


def test_certificates_are_held_and_sign(real_agent: RealAgent, keys: KeyMaker) -> None:
    ours = Agent(real_agent.socket)
    for key_type in ("ed25519", "rsa", "ecdsa"):
        made = keys.certificate(keys.key(key_type), ca=keys.key(name="ca"), principals=["me"], name=f"held-{key_type}")
        certificate = read_certificate(made.certificate_path)
        ours.add(KeyFile.read(made.path).open(), "certified", certificate=certificate)
        assert certificate.blob in [key.blob for key in ours.held()]
        algorithm = "rsa-sha2-512" if key_type == "rsa" else key_type
        assert ours.sign(certificate, b"data", algorithm, Cancel())


def test_removing_one_and_all(real_agent: RealAgent, keys: KeyMaker) -> None:
    ours = Agent(real_agent.socket)
    first, second = keys.key(name="first"), keys.key(name="second")
    for made in (first, second):
        ours.add(KeyFile.read(made.path).open(), made.path.name)
    ours.remove(parse_public_line(first.public_line))
    assert ssh_add(real_agent, "-l").split()[1] == second.fingerprint
    ours.remove_all()
    assert "no identities" in ssh_add(real_agent, "-l")
    with pytest.raises(AgentRefused):
        ours.remove(parse_public_line(first.public_line))


def test_a_lifetime_ends(real_agent: RealAgent, keys: KeyMaker) -> None:
    ours = Agent(real_agent.socket)
    ours.add(KeyFile.read(keys.key().path).open(), "short-lived", lifetime=1)
    assert ours.held()
    wait_for(lambda: not ours.held(), timeout=10, what="the key to expire")


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_confirming(keys: KeyMaker, tmp_path: Path, answer: str) -> None:
    """The agent asks by SSH_ASKPASS (ssh-add(1), -c), with a prompt of two lines."""
    askpass = Askpass(tmp_path / "askpass", [answer] * 2)
    with RealAgent(env=askpass.env) as running:
        ours = Agent(running.socket)
        ours.add(KeyFile.read(keys.key().path).open(), "careful", confirm=True)
        [key] = ours.held()
        assert askpass.prompts == []
        if answer == "yes":
            assert ours.sign(key, b"data", key.type, Cancel())
        else:
            with pytest.raises(AgentRefused):
                ours.sign(key, b"data", key.type, Cancel())
        assert ["careful" in line for line in askpass.prompts] == [True, False]


def test_a_locked_agent_refuses(real_agent: RealAgent, keys: KeyMaker, tmp_path: Path) -> None:
    ours = Agent(real_agent.socket)
    ours.add(KeyFile.read(keys.key().path).open(), "")
    real_agent.lock("secret")
    assert ours.held() == []
    with pytest.raises(AgentRefused, match="locked"):
        ours.add(KeyFile.read(keys.key().path).open(), "")
    with pytest.raises(AgentRefused, match="locked, or know no such limits"):
        ours.add(KeyFile.read(keys.key().path).open(), "", lifetime=1)


def test_no_agent_says_so(tmp_path: Path) -> None:
    with pytest.raises(AgentRefused, match="there is none"):
        Agent(None).held()
    with pytest.raises(AgentRefused, match="no agent listens there"):
        Agent(tmp_path / "nobody").held()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "hung up"),
        (b"\0\0\0\5\x0c\0", "hung up"),
        (b"\0\0\0\0", "impossible length"),
        (b"\xff\xff\xff\xff", "impossible length"),
    ],
)
def test_what_is_no_agent_is_told_and_not_waited_for(tmp_path: Path, answer: bytes, why: str) -> None:
    socket_path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(socket_path))
        listener.listen()

        def speak() -> None:
            stream, _ = listener.accept()
            with stream:
                stream.recv(100)
                stream.sendall(answer)

        with ThreadPoolExecutor(1) as pool:
            spoken = pool.submit(speak)
            with pytest.raises(AgentRefused, match=why):
                Agent(socket_path).held()
            spoken.result(10)
