"""A key's life in the window: made, installed on a real server, tested, handed to a real agent, given another
passphrase; and what OpenSSH's own programs think of it."""

import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.support.agent import Agent
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.qt.keys.agent_dialog import AgentDialog
from towpath.qt.keys.keys_view import KeysView
from towpath.qt.keys.new_key_dialog import NewKeyDialog
from towpath.qt.keys.passphrase_dialog import PassphraseDialog
from towpath.qt.keys.server_dialogs import ServerDialog
from towpath.qt.prompts.secrets import SecretDialog

PASSPHRASE = "blue river canal lock"
OTHER = "brown barge under a bridge"


@pytest.fixture
def server(tmp_path: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Its users' keys are where a user can write, as they usually are."""
    server = Sshd(tmp_path, name="keys", authorized=[user_key])
    folder = server.home / ".ssh"
    folder.mkdir(mode=0o700)
    server.authorized_keys.rename(folder / "authorized_keys")
    server.authorized_keys.symlink_to(folder / "authorized_keys")
    with server:
        yield server


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Agent]:
    with Agent() as agent:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(agent.socket))
        yield agent


def enter(qtbot: QtBot, program: WindowProgram) -> KeysView:
    """Go to the page, and wait for the keys."""
    program.window.show_page(program.window.keys)
    view = program.window.keys.keys
    qtbot.wait_until(lambda: view.stack.currentIndex() != 3, timeout=PATIENCE_MS)
    return view


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    QTest.keyClicks(line, text)


def unlock(program: WindowProgram, *, after: SecretDialog | None = None) -> SecretDialog:
    """Type the passphrase of the key when it is asked for."""
    prompt = program.wait_prompt(SecretDialog, after=after)
    type_into(prompt.line, PASSPHRASE)
    prompt.buttons.accepted.emit()
    return prompt


def ssh(*arguments: str, agent: Agent | None = None) -> str:
    env = {"SSH_AUTH_SOCK": str(agent.socket)} if agent else {}
    done = subprocess.run(
        [*arguments], capture_output=True, text=True, timeout=20, check=True, env={"PATH": "/usr/bin:/bin", **env}
    )
    return done.stdout


def test_a_key_from_its_beginning_to_the_agent(
    qtbot: QtBot, server: Sshd, user_key: KeyFile, agent: Agent, caplog: pytest.LogCaptureFixture
) -> None:
    know(server)
    save(connection("lab", hop(server, user_key)))
    path = Path.home() / ".ssh" / "id_ed25519"
    caplog.set_level(logging.DEBUG)
    with WindowProgram(qtbot) as program:
        view = enter(qtbot, program)
        view.choose(str(user_key.path))
        assert view.chosen is not None
        assert view.chosen.used_by == ("lab",), "the connection's own key is listed, wherever it is"

        view.new_button.click()
        (new,) = program.window.findChildren(NewKeyDialog)
        for line in (new.passphrase.first, new.passphrase.again):
            type_into(line, PASSPHRASE)
        new.rounds.setValue(4)
        new.make_button.click()
        qtbot.wait_until(lambda: new.key is not None and new.install_button.isVisible(), timeout=PATIENCE_MS)
        assert path.stat().st_mode & 0o777 == 0o600
        public = ssh("ssh-keygen", "-y", "-P", PASSPHRASE, "-f", str(path)).split()[1]
        assert public in path.with_name("id_ed25519.pub").read_text()

        new.install_button.click()
        install = next(d for d in program.window.findChildren(ServerDialog) if d.objectName() == "install-dialog")
        install.go_button.click()
        prompt = unlock(program)
        qtbot.wait_until(lambda: bool(install.outcome.text()), timeout=PATIENCE_MS)
        assert install.outcome.text().startswith("Installed: lab accepts this key now.")
        install.go_button.click()
        prompt = unlock(program, after=prompt)
        qtbot.wait_until(lambda: "already" in install.outcome.text(), timeout=PATIENCE_MS)
        lines = (server.home / ".ssh" / "authorized_keys").read_text().splitlines()
        assert sum(public in line for line in lines) == 1
        assert len(lines) == 2, "nobody else's line is lost"
        install.reject()

        qtbot.wait_until(lambda: view.model.index_of(str(path)).isValid(), timeout=PATIENCE_MS)
        view.choose(str(path))
        view.detail.copy_button.click()
        assert QApplication.clipboard().text().split()[1] == public
        view.detail.add_button.click()
        (add,) = program.window.findChildren(AgentDialog)
        add.lifetime.setCurrentIndex(1)
        add.add_button.click()
        unlock(program, after=prompt)
        qtbot.wait_until(lambda: view.chosen is not None and view.chosen.in_agent, timeout=PATIENCE_MS)
        assert public in ssh("ssh-add", "-L", agent=agent)
        assert view.detail.forget_button.isVisible()

        view.detail.test_button.click()
        test = next(d for d in program.window.findChildren(ServerDialog) if d.objectName() == "test-key-dialog")
        test.go_button.click()
        qtbot.wait_until(lambda: bool(test.outcome.text()), timeout=PATIENCE_MS)
        assert test.outcome.text() == "lab accepts this key."
        test.reject()

        view.detail.forget_button.click()
        qtbot.wait_until(lambda: view.chosen is not None and not view.chosen.in_agent, timeout=PATIENCE_MS)
        assert view.agents.texts[0].endswith("holds no keys")
    assert "towpath" in caplog.text, "something was logged"
    assert PASSPHRASE not in caplog.text + "".join(map(repr, caplog.records))
    files = [file for file in Path.home().parent.rglob("*") if file.is_file()]
    assert [file for file in files if PASSPHRASE.encode() in file.read_bytes()] == []


def test_a_passphrase_is_changed(qtbot: QtBot) -> None:
    path = Path.home() / ".ssh" / "id_ed25519"
    path.parent.mkdir(mode=0o700)
    ssh("ssh-keygen", "-q", "-t", "ed25519", "-a", "1", "-N", PASSPHRASE, "-C", "ann@home", "-f", str(path))
    with WindowProgram(qtbot) as program:
        view = enter(qtbot, program)
        assert "a passphrase protects its file" in " ".join(view.model.index(0, 4).data(3).split()).lower()
        view.acts.passphrase.trigger()
        (change,) = program.window.findChildren(PassphraseDialog)
        type_into(change.old, "not this")
        for line in (change.fields.first, change.fields.again):
            type_into(line, OTHER)
        change.change_button.click()
        qtbot.wait_until(change.problem_label.isVisible, timeout=PATIENCE_MS)
        type_into(change.old, PASSPHRASE)
        change.change_button.click()
        qtbot.wait_until(lambda: not program.window.findChildren(PassphraseDialog), timeout=PATIENCE_MS)
    assert ssh("ssh-keygen", "-y", "-P", OTHER, "-f", str(path)).rstrip().endswith("ann@home")


def test_open_permissions_are_repaired(qtbot: QtBot, user_key: KeyFile) -> None:
    path = Path.home() / ".ssh" / "id_ed25519"
    path.parent.mkdir(mode=0o755)
    path.write_bytes(user_key.path.read_bytes())
    path.chmod(0o644)
    with WindowProgram(qtbot) as program:
        view = enter(qtbot, program)
        assert "~/.ssh/id_ed25519" in view.notice.words
        program.click(view.notice.buttons[0])
        qtbot.wait_until(lambda: not view.notice.isVisible(), timeout=PATIENCE_MS)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
