"""Connections that live in ~/.ssh/config, as a person at a terminal has them: found, approved, followed."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.program import AtTerminal, Done, Started, towpath
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from tests.support.wait import wait_for
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.connection import SshConfigLink
from towpath.model.forward import Endpoint
from towpath.model.state import Status
from towpath.model.transfer import HERE
from towpath.qt.prompts.command import CommandDialog

STAYS = "Ctrl-C takes it down."
APPROVE = "Run it, now and from now on? (yes/no): "


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


class Config:
    """The user's ~/.ssh/config."""

    def __init__(self) -> None:
        self.path = Path.home() / ".ssh" / "config"
        self.path.parent.mkdir(mode=0o700)

    def write(self, *blocks: str) -> None:
        common = (
            f"Host *\n    StrictHostKeyChecking accept-new\n    UserKnownHostsFile {self.path.parent}/known_hosts\n"
        )
        draft = self.path.with_name("draft")
        draft.write_text("".join(blocks) + common)
        draft.chmod(0o600)
        draft.replace(self.path)


@pytest.fixture
def config() -> Config:
    return Config()


def host(names: str, server: Sshd, key: KeyFile, *more: str, address: str = "HostName 127.0.0.1") -> str:
    lines = [address, f"Port {server.port}", f"User {server.user}", f"IdentityFile {key.path}", *more]
    return f"Host {names}\n" + "".join(f"    {line}\n" for line in lines if line)


def fetch(port: int) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as reply:
        return bytes(reply.read())


def done_well(done: Done) -> str:
    assert done.code == 0, done.err
    return done.out


def listens(port: int) -> bool:
    return not is_free(Endpoint("127.0.0.1", port))


def test_up_takes_a_pattern_s_host_once_its_command_is_approved(
    config: Config, hop_sshds: Sequence[Sshd], user_key: KeyFile, site: HttpServer
) -> None:
    gateway, _, inner = hop_sshds
    port, command = free_port(), 'ssh gw -W "`basename %h .g5k`:%p"'
    forward = f"LocalForward {port} 127.0.0.1:{site.port}"
    config.write(
        host("gw", gateway, user_key),
        host("*.g5k", inner, user_key, f"ProxyCommand {command}", forward, address=""),
    )
    refused = towpath("up", "localhost.g5k")
    assert refused.code == 3
    assert "basename %h .g5k" in refused.err
    mark = gateway.mark()
    with AtTerminal("up", "localhost.g5k") as terminal:
        terminal.wait_for(command)
        assert gateway.logins(since=mark) == []
        terminal.answer(APPROVE, "yes")
        terminal.wait_for(STAYS)
        assert fetch(port) == site.pages["/"]
        assert gateway.forwarded_to(since=mark) == [f"localhost:{inner.port}"]
        terminal.press("\x03")
        terminal.end()
    with Started("up", "localhost.g5k") as again:
        assert again.wait_for(STAYS).startswith(f"localhost.g5k: 127.0.0.1:{port} -> ")


def test_quick_connect_in_the_window_takes_a_pattern_s_host(
    qtbot: QtBot, config: Config, hop_sshds: Sequence[Sshd], user_key: KeyFile
) -> None:
    gateway, _, inner = hop_sshds
    command = 'ssh gw -W "`basename %h .g5k`:%p"'
    config.write(
        host("gw", gateway, user_key),
        host("*.g5k", inner, user_key, f"ProxyCommand {command}", address=""),
    )
    with WindowProgram(qtbot) as program:
        page = program.window.files
        program.window.show_page(page)
        page.quick_connect()
        line = program.window.findChild(QLineEdit, "quick-address")
        assert line
        QTest.keyClicks(line, "localhost.g5k/")
        QTest.keyClick(line, Qt.Key.Key_Return)
        dialog = program.wait_prompt(CommandDialog)
        assert dialog.command.text() == command
        QTest.mouseClick(dialog.yes_button, Qt.MouseButton.LeftButton)
        qtbot.wait_until(lambda: page.right.ready and page.right.place.connection != HERE, timeout=PATIENCE_MS)
        state = program.state(page.right.place.connection)
        assert (state.saved, state.connection.link) == (False, SshConfigLink(host="localhost.g5k"))
        assert state.status is Status.UP


def test_tunnels_follow_the_file_while_they_are_up(
    config: Config, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    first, second = free_port(), free_port()
    config.write(host("box", sshd, user_key, f"LocalForward {first} 127.0.0.1:{site.port}"))
    assert done_well(towpath("import")) == "box\n"
    with Started("up", "box") as up:
        up.wait_for(STAYS)
        assert fetch(first) == site.pages["/"]
        mark = sshd.mark()
        config.write(host("box", sshd, user_key, f"LocalForward {second} 127.0.0.1:{site.port}"))
        wait_for(lambda: listens(second) and not listens(first), what="the other port")
        assert fetch(second) == site.pages["/"]
        assert sshd.logins(since=mark) == []
    (box,) = json.loads(done_well(towpath("list", "--json")))
    assert [forward["listen"] for forward in box["forwards"]] == [f"127.0.0.1:{second}"]


def test_a_service_never_runs_a_new_exec(
    config: Config, sshd: Sshd, user_key: KeyFile, site: HttpServer, tmp_path: Path
) -> None:
    ran, port = tmp_path / "ran", free_port()
    box = host("box", sshd, user_key, f"LocalForward {port} 127.0.0.1:{site.port}")
    config.write(box)
    done_well(towpath("import"))
    config.write(f'Match host box exec "touch {ran}"\n    ServerAliveInterval 9\n', box)
    with Started("up", "--unattended", "box") as service:
        done = service.end()
    assert (done.code, ran.exists()) == (1, False)
    assert f"touch {ran}" in done.err
    with AtTerminal("up", "box") as terminal:
        terminal.answer(APPROVE, "yes")
        terminal.wait_for(STAYS)
        assert ran.exists()
    ran.unlink()
    with Started("up", "--unattended", "box") as service:
        wait_for(lambda: listens(port), what="the service to come up")
        assert ran.exists(), "what is approved runs without anybody"
