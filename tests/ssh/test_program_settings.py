"""What programs of the far machine get: variables, and the use of our agent."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest
from paramiko.common import AUTH_SUCCESSFUL

from tests.support.agent import Agent as RealAgent
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.error import TowpathError
from towpath.ssh.program_settings import ProgramSettings, program_settings
from towpath.ssh.session import Session
from towpath.ssh.sftp import SftpFileSystem

ACCEPTED = "AcceptEnv LANG TOWN_*\nAllowAgentForwarding yes"


@pytest.fixture(scope="module")
def server(servers_directory: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Accepts some variables."""
    with Sshd(servers_directory, name="programs", authorized=[user_key], extra=ACCEPTED) as running:
        yield running


@pytest.fixture
def session(server: Sshd, user_key: KeyFile) -> Iterator[Session]:
    session = log_in(server, user_key)
    yield session
    session.close()


@pytest.fixture
def real_agent(user_key: KeyFile) -> Iterator[RealAgent]:
    with RealAgent() as running:
        running.add(user_key)
        yield running


def run(session: Session, command: str, settings: ProgramSettings) -> str:
    return asyncio.run(session.run(command.encode(), settings=settings)).out.decode()


# --- variables


def test_variables_come_before_the_program(session: Session) -> None:
    settings = ProgramSettings((("LANG", "C.UTF-8"), ("TOWN_NAME", "two words"), ("NOT_ACCEPTED", "x")))
    said = run(session, 'echo "$LANG/$TOWN_NAME/$NOT_ACCEPTED/$SSH_AUTH_SOCK"', settings)
    assert said == "C.UTF-8/two words//\n"
    assert run(session, 'echo "$TOWN_NAME"', ProgramSettings()) == "\n"


def test_an_sftp_server_and_commands_beside_it_get_them(session: Session, server: Sshd) -> None:
    command = 'echo "$TOWN_NAME" > "$HOME/told"; exec /usr/lib/openssh/sftp-server'
    files = SftpFileSystem(session, command=command, settings=ProgramSettings((("TOWN_NAME", "here"),)))
    asyncio.run(files.abilities())
    files.end()
    assert (server.home / "told").read_text() == "here\n"


def test_which_variables(tmp_path: Path) -> None:
    here = {"LANG": "de", "LC_ALL": "C", "LC_TIME": "en", "HOME": "/h", "A[B": "1"}

    def of(*patterns: str, given: tuple[str, ...] = ()) -> dict[str, str]:
        made = Connection(id="c", name="c", target=Hop(host="h"), send_env=patterns, set_env=given)
        return dict(program_settings(made, environment=here, home=tmp_path, agent=None).environment)

    assert of() == {}
    assert of("LANG", "LC_*") == {"LANG": "de", "LC_ALL": "C", "LC_TIME": "en"}
    assert of("LC_*", "-LC_TIME") == {"LC_ALL": "C"}
    assert of("lang", "L?NG") == {"LANG": "de"}
    assert of("A[B") == {"A[B": "1"}
    assert of("LANG", given=("LANG=fr", "X=a=b")) == {"LANG": "fr", "X": "a=b"}


# --- the agent


def test_a_program_uses_our_agent(session: Session, real_agent: RealAgent, user_key: KeyFile) -> None:
    settings = ProgramSettings(agent=real_agent.socket)
    fingerprint = user_key.fingerprint
    assert fingerprint in run(session, "ssh-add -l", settings)
    assert fingerprint in run(session, "ssh-add -l & ssh-add -l > /dev/null; wait", settings)


def test_it_signs_there(session: Session, real_agent: RealAgent, user_key: KeyFile, tmp_path: Path) -> None:
    public = tmp_path / "key.pub"
    public.write_text(user_key.public_line + "\n")
    assert run(session, f"ssh-add -T {public} && echo signed", ProgramSettings(agent=real_agent.socket)) == "signed\n"


def test_no_agent_unless_asked_for(session: Session) -> None:
    assert run(session, 'echo "[$SSH_AUTH_SOCK]"', ProgramSettings()) == "[]\n"


def test_an_agent_that_is_gone(session: Session, tmp_path: Path) -> None:
    settings = ProgramSettings(agent=tmp_path / "nobody")
    assert run(session, "ssh-add -l 2>&1; echo ended", settings).endswith("ended\n")
    assert session.alive


def test_which_agent(tmp_path: Path) -> None:
    usual = Path("/run/usual")

    def of(forward_agent: str, auth: Auth | None = None) -> Path | None:
        made = Connection(id="c", name="c", target=Hop(host="h", auth=auth or Auth()), forward_agent=forward_agent)
        return program_settings(made, environment={"A": "/run/a"}, home=tmp_path, agent=usual).agent

    assert of("") is None
    assert of("yes") == usual
    assert of("yes", Auth(identity_agent="~/other")) == tmp_path / "other"
    assert of("yes", Auth(use_agent=False)) is None
    assert of("$A") == Path("/run/a")
    assert of("~/agent") == tmp_path / "agent"
    with pytest.raises(TowpathError, match="NOT_SET_ANYWHERE"):
        of("${NOT_SET_ANYWHERE}/x")


class Curious(paramiko.ServerInterface):
    """A server that opens channels to the agent of whoever logs in."""

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return AUTH_SUCCESSFUL

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"


def test_a_server_that_asks_for_the_agent_by_itself_is_refused(user_key: KeyFile, sshd: Sshd) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
        outcome: list[str] = []

        def serve() -> None:
            accepted, _ = listener.accept()
            with paramiko.Transport(accepted) as transport:
                transport.set_log_channel("tests.curious")  # it logs the refusal
                transport.add_server_key(paramiko.Ed25519Key.from_private_key_file(str(sshd.host_key().path)))
                transport.start_server(server=Curious())
                wait_for(transport.is_authenticated, what="the login")
                try:
                    transport.open_channel("auth-agent@openssh.com", timeout=10)
                    outcome.append("opened")
                except paramiko.ChannelException as error:
                    outcome.append(error.text)

        serving = threading.Thread(target=serve)
        serving.start()
        session = log_in(sshd, user_key, port=port)
        serving.join(20)
        session.close()
    assert outcome == ["Administratively prohibited"]
