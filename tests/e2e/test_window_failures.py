"""What fails is told in the window: what, why and what to do; by an ordinary user, with real servers."""

import socket
from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, forward, hop, know, save
from tests.support.sshd import Sshd, free_port
from tests.support.unprivileged import unprivileged
from tests.support.window import WindowProgram, texts
from towpath.model.connection import Connection, Hop
from towpath.model.state import Status
from towpath.qt.prompts.dialog import PromptDialog
from towpath.qt.prompts.secrets import SecretDialog

NO_SUCH_NAME = "gate..invalid"
"""Has an empty label: it fails without asking any name server."""
TRIES = 3
"""A wrong password may be mended so often."""


@pytest.fixture
def _ordinary_user(hop_sshds: Sequence[Sshd], password_sshd: Sshd) -> Iterator[None]:
    """Also where the tests run as root. The servers are started before."""
    with unprivileged():
        yield


def fail(qtbot: QtBot, made: Connection, *, shown: tuple[str, str, str]) -> None:
    """Connect by a click; the three texts are shown in the details, and the reason in the list."""
    save(made)
    what, why, to_do = shown
    with WindowProgram(qtbot) as program:
        program.toggle(made.id)
        program.wait_shown(Status.FAILED)
        found = program.texts()
        for text in (what, _capital(why), _capital(to_do)):
            assert text in found, found
        assert program.row_text(made.id) == f"{made.name}, FAILED, {why}"
        assert program.window.connections.detail.toggle_button.text() == "&Connect"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.usefixtures("_ordinary_user")
def test_unknown_host(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    fail(
        qtbot,
        connection("lab", replace(hop(sshd, user_key), host=NO_SUCH_NAME)),
        shown=(
            f"Cannot reach {sshd.user}@{NO_SUCH_NAME}:{sshd.port}",
            f"the name {NO_SUCH_NAME} is not known",
            "check the spelling, the network, or the VPN",
        ),
    )


@pytest.mark.usefixtures("_ordinary_user")
def test_host_unknown_to_the_gateway(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    fail(
        qtbot,
        connection("lab", replace(hop(sshd, user_key), host=NO_SUCH_NAME), jumps=[hop(sshd, user_key)]),
        shown=(
            f"Cannot reach {NO_SUCH_NAME}:{sshd.port}",
            f"the name {NO_SUCH_NAME} is not known at the gateway",
            "check the spelling, or ask the gateway's administrator",
        ),
    )


@pytest.mark.usefixtures("_ordinary_user")
def test_refused(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    port = free_port()
    fail(
        qtbot,
        connection("lab", replace(hop(sshd, user_key), port=port)),
        shown=(
            f"Cannot reach {sshd.user}@127.0.0.1:{port}",
            "connection refused: nothing listens on that port",
            "check host and port; the server may be down",
        ),
    )


@pytest.mark.usefixtures("_ordinary_user")
def test_wrong_key(qtbot: QtBot, sshd: Sshd, keys: KeyMaker) -> None:
    know(sshd)
    stranger = keys.key(name="stranger")
    fail(
        qtbot,
        connection("lab", hop(sshd, stranger)),
        shown=(
            f"Cannot log in to {sshd.user}@127.0.0.1:{sshd.port}",
            f"none of your keys was accepted (the server takes publickey; tried {stranger.path})",
            "install your public key there, or choose another key",
        ),
    )


@pytest.mark.usefixtures("_ordinary_user")
def test_wrong_password(qtbot: QtBot, password_sshd: Sshd) -> None:
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        dialog: PromptDialog | None = None
        for number in range(TRIES):
            dialog = program.wait_prompt(SecretDialog, after=dialog)
            assert ("The password was refused. Try again." in texts(dialog)) is (number > 0)
            QTest.keyClicks(dialog.line, "guessed")
            QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        program.wait_shown(Status.FAILED)
        assert {
            f"Cannot log in to {password_sshd.user}@127.0.0.1:{password_sshd.port}",
            "The password was refused",
            "Check user name and password, then connect again",
        } <= set(program.texts())


def test_server_gone_during_login(qtbot: QtBot, password_sshd: Sshd) -> None:
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        program.wait_prompt(PromptDialog)
        assert program.shows(Status.WAITING_FOR_USER)
        password_sshd.drop_sessions()
        program.wait_shown(Status.FAILED)
        assert program.prompts.dialog is None, "nobody wants an answer any more"
        assert {
            f"Cannot log in to {password_sshd.user}@127.0.0.1:{password_sshd.port}",
            "The server closed the connection during login",
            "Try again; if it stays so, ask the server's administrator",
        } <= set(program.texts())


def fail_to_listen(qtbot: QtBot, target: Hop, port: int, line: str, *, status: Status = Status.FAILED) -> None:
    """The connection comes up with one forward of two; the other one's row says why not."""
    good = forward("good", target.port, listen=free_port())
    save(connection("lab", target, good, forward("bad", target.port, listen=port)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        program.wait_shown(Status.DEGRADED)
        found = program.texts()
        about_it = [text for text in found if text.startswith("Cannot listen")]
        assert about_it == [line], "it is said once, where it belongs"
        states = {state.forward.id: state.status for state in program.state("lab").forwards}
        assert states == {"good": Status.UP, "bad": status}
        program.toggle("lab")
        program.wait_shown(Status.OFF)


@pytest.mark.usefixtures("_ordinary_user")
def test_port_in_use(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = (
            f"Cannot listen on 127.0.0.1:{port}: Towpath itself already listens there — stop it, or choose another port"
        )
        fail_to_listen(qtbot, hop(sshd, user_key), port, line, status=Status.RETRYING)


@pytest.mark.usefixtures("_ordinary_user")
def test_privileged_port(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    line = "Cannot listen on 127.0.0.1:81: ports below 1024 are reserved for the system — choose a port from 1024 up"
    fail_to_listen(qtbot, hop(sshd, user_key), 81, line)
