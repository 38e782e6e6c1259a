"""Agents in a login: which one, keys on security keys, and keys that it is given."""

import os
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.ssh.person import Computer, Person, hop_to
from tests.support.agent import Agent as RealAgent
from tests.support.keys import KeyFile, KeyMaker
from tests.support.security_key import EcdsaSecurityKey, Ed25519SecurityKey, SecurityKey, SecurityKeyAgent
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.connection import AuthMethod, Hop
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.state import Status
from towpath.net.cancel import Cancel
from towpath.ssh import agent_connection, openssh_key
from towpath.ssh.agent import Agent
from towpath.ssh.agent_connection import OPENSSH_PIPE, PAGEANT, OnWindows, default_agent, named_agent
from towpath.ssh.keys import join_strings
from towpath.ssh.session import Session

BY_KEY = (AuthMethod.PUBLICKEY,)


@pytest.fixture
def real_agent() -> Iterator[RealAgent]:
    with RealAgent() as running:
        yield running


def with_auth(hop: Hop, **changes: Any) -> Hop:
    """The same with other fields of `Auth`."""
    return replace(hop, auth=replace(hop.auth, **changes))


def failure(computer: Computer, hop: Hop) -> TowpathError:
    with pytest.raises(TowpathError) as raised:
        computer.login(hop)
    return raised.value


# --- which agent


@pytest.mark.parametrize("named", ["{socket}", "~/agent", "${MY_AGENT}", "$MY_AGENT"])
def test_the_agent_that_the_hop_names(
    sshd: Sshd, user_key: KeyFile, real_agent: RealAgent, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    real_agent.add(user_key)
    monkeypatch.setenv("MY_AGENT", str(real_agent.socket))
    (Path.home() / "agent").symlink_to(real_agent.socket)
    named = named.replace("{socket}", str(real_agent.socket))
    hop = with_auth(hop_to(sshd, use_agent=True), identity_agent=named)
    Computer(Path.home(), agent=Path("/no/agent/here")).login(hop).close()


@pytest.mark.parametrize(
    "changes", [{"identity_agent": "none"}, {"use_agent": False}, {"identity_agent": "$NOT_SET_ANYWHERE"}]
)
def test_no_agent(sshd: Sshd, user_key: KeyFile, real_agent: RealAgent, changes: dict[str, Any]) -> None:
    real_agent.add(user_key)
    hop = hop_to(sshd, use_agent=True)
    computer = Computer(Path.home(), agent=real_agent.socket)
    computer.login(hop).close()
    assert failure(computer, with_auth(hop, **changes)).problem.kind is ProblemKind.KEYS_REFUSED


def test_no_key_file(sshd: Sshd, user_key: KeyFile, real_agent: RealAgent) -> None:
    """IdentityFile none: not even ssh's default files."""
    (Path.home() / ".ssh").mkdir()
    default = Path.home() / ".ssh" / "id_ed25519"
    default.write_bytes(user_key.path.read_bytes())
    default.chmod(0o600)
    computer = Computer(Path.home(), agent=real_agent.socket)
    computer.login(hop_to(sshd)).close()
    hop = with_auth(hop_to(sshd), identity_files=("none",))
    error = failure(computer, hop)
    assert error.problem.kind is ProblemKind.KEYS_REFUSED
    assert "no key, as none was found" in str(error)


def test_what_an_agents_name_means(tmp_path: Path) -> None:
    usual = Path("/run/usual")

    def of(text: str) -> Path | None:
        return named_agent(text, usual, home=tmp_path, environment={"A": "/run/a"})

    assert [of(text) for text in ("", "SSH_AUTH_SOCK", "none", "$A", "$B", "${A}/x", "~/x", "/y")] == [
        *(usual, usual, None, Path("/run/a"), None),
        *(Path("/run/a/x"), tmp_path / "x", Path("/y")),
    ]


# --- algorithms of keys


def test_only_the_allowed_algorithms_are_used(
    servers_directory: Path, keys: KeyMaker, user_key: KeyFile, real_agent: RealAgent
) -> None:
    rsa, computer = keys.key("rsa"), Computer(Path.home(), agent=real_agent.socket)
    with Sshd(servers_directory, name="signatures", authorized=[rsa, user_key], verbose=["auth2-pubkey.c:*"]) as server:
        for wanted in ("rsa-sha2-256", "rsa-sha2-512"):
            mark = server.mark()
            hop = with_auth(hop_to(server, user_key, rsa), public_key_algorithms=("ssh-rsa", wanted))
            computer.login(hop).close()
            assert re.findall(r"test pkalg (\S+)", server.log_text(since=mark)) == [wanted]
        error = failure(computer, with_auth(hop_to(server, user_key), public_key_algorithms=("ssh-rsa",)))
        assert "this connection allows no such keys" in str(error)


# --- security keys


@pytest.fixture(params=[Ed25519SecurityKey, EcdsaSecurityKey])
def token(request: pytest.FixtureRequest) -> Iterator[SecurityKeyAgent]:
    key: SecurityKey = request.param()
    with SecurityKeyAgent(key) as running:
        yield running


def log_in_by_touch(computer: Computer, hop: Hop, token: SecurityKeyAgent) -> Session:
    """Somebody touches it once it blinks."""

    def touch() -> None:
        wait_for(lambda: computer.touches, what="the login to say that it waits for a finger")
        assert token.asked.wait(10)
        token.touch()

    finger = threading.Thread(target=touch)
    finger.start()
    try:
        return computer.login(hop)
    finally:
        finger.join()


def test_a_security_key_logs_in(servers_directory: Path, token: SecurityKeyAgent, tmp_path: Path) -> None:
    computer = Computer(Path.home(), agent=token.socket)
    name = f"token-{token.key.type.decode().split('@')[0]}"
    with Sshd(servers_directory, name=name, authorized=[token.public_key(tmp_path)]) as server:
        session = log_in_by_touch(computer, hop_to(server, use_agent=True, methods=BY_KEY), token)
        assert session.alive
        assert not session.needed_person  # nothing secret was typed
        session.close()
    assert computer.touches == 1
    assert computer.reported[-3:] == [Status.WAITING_FOR_USER, Status.CONNECTING, Status.UP]


def test_its_certificate_logs_in(
    servers_directory: Path, token: SecurityKeyAgent, keys: KeyMaker, tmp_path: Path
) -> None:
    ca, public = keys.key(name="ca"), token.public_key(tmp_path)
    name = f"token-ca-{token.key.type.decode().split('@')[0]}"
    with Sshd(servers_directory, name=name, user_ca=ca) as server:
        grant = ["-I", "me", "-n", server.user, str(public.public_path)]
        subprocess.run(["ssh-keygen", "-q", "-s", str(ca.path), *grant], timeout=20, check=True)
        hop = hop_to(server, use_agent=True, certificates=[public.certificate_path], methods=BY_KEY)
        session = log_in_by_touch(Computer(Path.home(), agent=token.socket), hop, token)
        session.close()


def test_a_login_that_is_ended_while_the_key_blinks(
    servers_directory: Path, token: SecurityKeyAgent, tmp_path: Path
) -> None:
    computer = Computer(Path.home(), agent=token.socket)
    name = f"blinks-{token.key.type.decode().split('@')[0]}"
    with Sshd(servers_directory, name=name, authorized=[token.public_key(tmp_path)]) as server:
        hop = hop_to(server, use_agent=True, methods=BY_KEY)

        def end() -> None:
            assert token.asked.wait(10)
            computer.cancel.cancel()

        ending = threading.Thread(target=end)
        ending.start()
        assert failure(computer, hop).problem.kind is ProblemKind.CANCELLED
        ending.join()


def test_a_file_of_a_security_key_says_what_to_do(
    servers_directory: Path, token: SecurityKeyAgent, tmp_path: Path
) -> None:
    public = token.public_key(tmp_path)
    handle = join_strings(b"ssh:") + b"\x01" + join_strings(b"handle", b"")
    fields = token.key.blob.removesuffix(join_strings(b"ssh:")) + handle
    public.path.write_bytes(openssh_key.write(token.key.blob, fields, "my token", "", 0))
    public.path.chmod(0o600)
    assert subprocess.run(["ssh-keygen", "-lf", public.path], capture_output=True, timeout=20, check=True).stdout
    name = f"file-{token.key.type.decode().split('@')[0]}"
    with Sshd(servers_directory, name=name, authorized=[public]) as server:
        error = failure(Computer(Path.home()), hop_to(server, public))
        assert error.problem.kind is ProblemKind.KEY_UNREADABLE
        assert "it lies on a security key; add it to an ssh-agent" in str(error)
        hop = hop_to(server, public, use_agent=True, identities_only=True)
        log_in_by_touch(Computer(Path.home(), agent=token.socket), hop, token).close()


# --- keys that were opened


@pytest.mark.parametrize("how", ["yes", "confirm", "3600", "confirm 2h", "ask"])
def test_an_opened_key_is_given_to_the_agent(sshd: Sshd, keys: KeyMaker, real_agent: RealAgent, how: str) -> None:
    key = keys.key(passphrase="open sesame", name="to-keep")
    sshd.authorize(key)
    computer, agent = Computer(Path.home(), agent=real_agent.socket), Agent(real_agent.socket)
    hop = with_auth(hop_to(sshd, key, use_agent=True), add_keys_to_agent=how)
    computer.login(hop, Person("open sesame")).close()
    wait_for(agent.list_keys, what="the agent to hold it")
    assert agent.list_keys()[0].comment == str(key.path)
    if how in ("yes", "3600"):  # else the agent asks, which takes an SSH_ASKPASS of its own
        nobody = Person()
        computer.login(hop, nobody).close()
        assert not nobody.asked


def test_a_lifetime_ends(sshd: Sshd, keys: KeyMaker, real_agent: RealAgent) -> None:
    key = keys.key(passphrase="open sesame", name="short-lived")
    sshd.authorize(key)
    hop = with_auth(hop_to(sshd, key, use_agent=True), add_keys_to_agent="2")
    agent = Agent(real_agent.socket)
    Computer(Path.home(), agent=real_agent.socket).login(hop, Person("open sesame")).close()
    wait_for(agent.list_keys, what="the agent to hold it")
    wait_for(lambda: not agent.list_keys(), what="the agent to forget it")


def test_keys_are_not_given_to_it_unasked(sshd: Sshd, user_key: KeyFile, real_agent: RealAgent) -> None:
    Computer(Path.home(), agent=real_agent.socket).login(hop_to(sshd, user_key, use_agent=True)).close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("towpath-add-key")]
    assert not Agent(real_agent.socket).list_keys()


# --- Windows, as far as it can be tried here


class PipeOfWindows:
    """A stand-in for paramiko's connections there, which leads to a real agent."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))

    def send(self, data: bytes) -> int:
        return self._socket.send(data)

    def recv(self, count: int) -> bytes:
        return self._socket.recv(count)

    def close(self) -> None:
        self._socket.close()


@pytest.mark.parametrize("place", [OPENSSH_PIPE, PAGEANT])
def test_agents_of_windows(
    sshd: Sshd, user_key: KeyFile, real_agent: RealAgent, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    real_agent.add(user_key)
    asked: list[tuple[str, str]] = []

    def stand_in(module: str, name: str) -> PipeOfWindows:
        asked.append((module, name))
        return PipeOfWindows(real_agent.socket)

    monkeypatch.setattr(agent_connection, "_paramikos", stand_in)
    key = Agent(place).held()[0]
    assert Agent(place).sign(key, b"data", key.type, Cancel())
    Computer(Path.home(), agent=place).login(hop_to(sshd, use_agent=True)).close()
    module = {OPENSSH_PIPE: "win_openssh", PAGEANT: "win_pageant"}[place]
    assert {one for one, _ in asked} == {module}


def test_an_agent_of_windows_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def send(self, data: bytes) -> None: ...
        def recv(self, count: int) -> str:
            return ""  # which is what paramiko's Pageant says

        def close(self) -> None: ...

    monkeypatch.setattr(agent_connection, "_paramikos", lambda *_: Gone())
    assert Agent(PAGEANT).list_keys() == []
    OnWindows(Gone()).shutdown(socket.SHUT_RDWR)  # type: ignore[arg-type]  # it returns a str, as paramiko's does


def test_the_usual_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_agent({"SSH_AUTH_SOCK": "/run/agent"}, system="win32") == Path("/run/agent")
    assert default_agent({}, system="linux") is None
    running = {"paramiko.win_openssh": False, "paramiko.win_pageant": True}

    class Module:
        def __init__(self, name: str) -> None:
            self.can_talk_to_agent = lambda: running[name]

    monkeypatch.setattr(agent_connection, "import_module", Module)
    assert default_agent({}, system="win32") == PAGEANT
    running["paramiko.win_openssh"] = True
    assert default_agent({}, system="win32") == OPENSSH_PIPE
    assert os.fspath(OPENSSH_PIPE) == r"\\.\pipe\openssh-ssh-agent"
