"""Passwords, codes and passphrases are found nowhere: no log, file, command line, environment, traceback or repr."""

import base64
import contextlib
import logging
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.engine.fakes import Bench, Outcome
from tests.support.agent import Agent
from tests.support.browser_stub import BrowserStub
from tests.support.desktop import GnomeKeyring, SessionBus
from tests.support.engine import Profiles, ask, do
from tests.support.http import HttpServer
from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, hop, know, save
from tests.support.program import AtTerminal
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from tests.support.window import WindowProgram
from towpath.engine.commands import Commands
from towpath.engine.lock import EngineKind
from towpath.model.command import Command, GiveAnswer
from towpath.model.connection import HostKeyPolicy
from towpath.model.host_config import MakeBackup, RestoreBackup
from towpath.model.keys import ChangePassphrase, ConvertKey, GenerateKey
from towpath.model.prompt import Secrets
from towpath.model.secret_text import SecretText
from towpath.model.state import Status
from towpath.model.web_app import EndWebApp, OpenWebApp, OpenWebAppAgain, WebAppOpened
from towpath.model.words import line
from towpath.qt.prompts.code import CodeDialog
from towpath.qt.prompts.secrets import SecretDialog

PASSPHRASE = "canary-passphrase-2207"
LOOK_SECONDS = 0.05
FILEZILLA = """\
<?xml version="1.0" encoding="UTF-8"?>
<FileZilla3><Servers><Server>
<Host>box.example</Host><Port>22</Port><Protocol>1</Protocol><User>ann</User><Name>Box</Name>
<Pass encoding="base64">{}</Pass><Logontype>1</Logontype>
</Server></Servers></FileZilla3>
"""


@pytest.fixture
def locked(keys: KeyMaker, sshd: Sshd) -> KeyFile:
    key = keys.key(name="canary", passphrase=PASSPHRASE)
    sshd.authorize(key)
    return key


def find_in_files(secrets: Iterable[str], folder: Path) -> list[str]:
    """The files below `folder` that hold one of the secrets."""
    wanted = [secret.encode() for secret in secrets]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [str(path) for path in files if any(secret in path.read_bytes() for secret in wanted)]


def find_in_processes(secrets: Iterable[str]) -> list[str]:
    """The processes of these tests whose command line or environment holds one of the secrets."""
    wanted = list(secrets)
    found = []
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            open_to_all = "\n".join([*process.cmdline(), *process.environ().values()])
        except psutil.Error:
            continue  # it has ended
        found += [str(process) for secret in wanted if secret in open_to_all]
    return found


class Watched:
    """Looks all the time at the command lines and environments of what these tests have started."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.secrets = tuple(secrets)
        self.found: set[str] = set()
        self.looks = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="looks-at-processes")

    def check(self, *outputs: str) -> None:
        """Nothing was found in processes, in files or in what was printed so far."""
        assert self.found == set()
        assert find_in_files(self.secrets, Path.home().parent) == []
        assert [secret for secret in self.secrets for text in outputs if secret in text] == []

    def _look(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self.found.update(find_in_processes(self.secrets))
            self.looks += 1

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join()
        assert self.looks > 0
        self.check()


def typed(watched: Watched, *arguments: str, answers: Iterable[tuple[str, str]], code: int = 0) -> None:
    """Run a verb at a terminal, answer what it asks, and look at what it has left."""
    with AtTerminal(*arguments) as terminal:
        for question, answer in answers:
            terminal.answer(question, answer)
        done = terminal.end()
    watched.check(done.out, done.err)
    assert done.code == code, done


def test_typed_at_a_terminal(otp_sshd: Sshd, sshd: Sshd, locked: KeyFile) -> None:
    assert otp_sshd.pam
    know(otp_sshd, sshd)
    save(connection("lab", hop(sshd, locked), jumps=[hop(otp_sshd)]))
    code = otp_sshd.pam.code()
    secrets = (otp_sshd.pam.password, code, PASSPHRASE)
    with AtTerminal("up", "lab") as up:
        up.answer_secret("'s password: ", otp_sshd.pam.password, keep="yes")
        up.answer("One-time password", code)
        up.answer_secret("Passphrase of", PASSPHRASE, keep="yes")
        up.wait_for("Ctrl-C takes it down.")
        assert find_in_processes(secrets) == []
        assert find_in_files(secrets, Path.home().parent) == []
        up.press("\x03")
        done = up.end()
    assert done.code == 0
    assert [secret for secret in secrets if secret in done.out + done.err] == []
    assert find_in_files(secrets, Path.home().parent) == []


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "refused"])
def test_typed_in_the_window(
    qtbot: QtBot, otp_sshd: Sshd, sshd: Sshd, locked: KeyFile, wrong: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """With every logger at its most talkative."""
    assert otp_sshd.pam
    know(otp_sshd, sshd)
    save(connection("lab", hop(sshd, locked), jumps=[hop(otp_sshd)]), connection("gate", hop(otp_sshd)))
    code = otp_sshd.pam.wrong_code() if wrong else otp_sshd.pam.code()
    secrets = (otp_sshd.pam.password, code, PASSPHRASE)
    caplog.set_level(logging.DEBUG)
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        password = program.wait_prompt(SecretDialog)
        QTest.keyClicks(password.line, otp_sshd.pam.password)
        QTest.keyClick(password.line, Qt.Key.Key_Return)
        asked = program.wait_prompt(CodeDialog)
        QTest.keyClicks(asked.lines[0], code)
        QTest.keyClick(asked.lines[0], Qt.Key.Key_Return)
        if wrong:
            again = program.wait_prompt(SecretDialog, after=password)
            QTest.keyClick(again, Qt.Key.Key_Escape)
            program.wait_shown(Status.OFF)
        else:
            passphrase = program.wait_prompt(SecretDialog, after=password)
            QTest.keyClicks(passphrase.line, PASSPHRASE)
            QTest.keyClick(passphrase.line, Qt.Key.Key_Return)
            program.wait_shown(Status.UP)
        everything = repr(program.state("lab")) + caplog.text + "".join(map(repr, caplog.records))
    assert "towpath" in caplog.text, "something was logged"
    assert [secret for secret in secrets if secret in everything] == []
    assert find_in_files(secrets, Path.home().parent) == []
    assert [name for name, value in os.environ.items() if value in secrets] == []


def test_through_the_life_of_a_key(password_sshd: Sshd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made, changed, converted, added to an agent, installed, backed up, restored; wrong ones typed besides."""
    assert password_sshd.pam
    first, second, wrong = "canary-first-8812", "canary-second-8813", "canary-wrong-8814"
    putty, backup, password = "canary-putty-8815", "canary-backup-8816", password_sshd.pam.password
    watched = Watched([first, second, wrong, putty, backup, password])
    folder = Path.home() / ".ssh"
    folder.mkdir(mode=0o700)
    key, ppk, age = str(folder / "id_new"), str(folder / "old.ppk"), str(Path.home() / "all.age")
    (Path.home() / "typed").write_text(putty)
    making = ["puttygen", "-q", "-t", "ed25519", "-o", ppk, "--new-passphrase", str(Path.home() / "typed")]
    subprocess.run(making, check=True, timeout=30)
    (Path.home() / "typed").unlink()
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    with Agent() as agent, watched.looking():
        monkeypatch.setenv("SSH_AUTH_SOCK", str(agent.socket))
        new = [("Passphrase of the new key: ", first), ("once more: ", first)]
        typed(watched, "keys", "new", key, "--rounds", "1", answers=new)
        differing = [("Passphrase of now: ", first), ("New passphrase: ", second), ("once more: ", wrong)]
        typed(watched, "keys", "passphrase", key, answers=differing, code=2)
        typed(watched, "keys", "passphrase", key, answers=[("now: ", wrong), ("New", second), ("more", second)], code=1)
        changing = [("now: ", first), ("New", second), ("once more", second)]
        typed(watched, "keys", "passphrase", key, "--rounds", "1", answers=changing)
        typed(watched, "keys", "convert", ppk, "-o", f"{ppk}.new", answers=[("Its passphrase: ", wrong)], code=1)
        typed(watched, "keys", "convert", ppk, "-o", f"{ppk}.new", answers=[("Its passphrase: ", putty)])
        typed(watched, "keys", "agent", "add", key, answers=[("Passphrase of", wrong), ("try again", second)])
        # This server reads keys from elsewhere.
        typed(watched, "keys", "install", "lab", key, answers=[("'s password: ", password)], code=1)
        typed(watched, "keys", "test", "lab", key, answers=[], code=1)
        typed(watched, "backup", age, answers=[("Passphrase of the backup: ", backup), ("once more: ", backup)])
        typed(watched, "restore", age, answers=[("Passphrase of the backup: ", wrong)], code=1)
        typed(watched, "restore", age, answers=[("Passphrase of the backup: ", backup)])


def test_into_the_keyring_and_out_of_it(
    password_sshd: Sshd, session_bus: SessionBus, gnome_keyring: GnomeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert password_sshd.pam
    imported, password = "canary-imported-9917", password_sshd.pam.password
    watched = Watched([imported, base64.b64encode(imported.encode()).decode(), password])
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session_bus.address)
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    sites = gnome_keyring.directory / "sites.xml"  # FileZilla's file is not ours
    sites.write_text(FILEZILLA.format(base64.b64encode(imported.encode()).decode()))
    with watched.looking():
        typed(watched, "import", str(sites), "--passwords", answers=[])
        for keep in ("keyring", ""):  # the second time nobody is asked
            with AtTerminal("up", "lab") as up:
                if keep:
                    up.answer_secret("'s password: ", password, keep=keep)
                up.wait_for("Ctrl-C takes it down.")
                watched.check(up.screen, up.err)
                up.press("\x03")
                up.end()
        typed(watched, "secrets", "list", answers=[])
        typed(watched, "secrets", "list", "--json", answers=[])
        typed(watched, "secrets", "forget", "--all", answers=[])


def test_in_the_address_of_a_web_application(
    tmp_path: Path, sshd: Sshd, user_key: KeyFile, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Opened, shown in a browser, opened again, refused and ended, with every logger at its most talkative."""
    token, password = "canary0token7761f0a4", "canary-password-7762"
    browser, watched = BrowserStub(tmp_path / "desktop", monkeypatch), Watched([token, password])
    know(sshd)
    profiles = Profiles(tmp_path)
    profiles.save(connection("lab", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)))
    caplog.set_level(logging.DEBUG)
    with HttpServer() as site, contextlib.closing(profiles), watched.looking():
        engine = profiles.own(EngineKind.WINDOW).engine
        address = SecretText(f"http://ann:{password}@localhost:{site.port}/{token}/?token={token}#{token}")
        opened = ask(engine, OpenWebApp(request="1", connection="lab", address=address, machine=""), WebAppOpened)
        browser.opened(1)
        wait_for((tmp_path / "profile" / "web_apps.json").exists)
        ask(engine, OpenWebAppAgain(request="2", id=opened.id), WebAppOpened)
        browser.opened(2)
        asked = do(engine, OpenWebApp(request="3", connection="lab", address=address, machine="nowhere.invalid"))
        wrong = do(engine, OpenWebApp(request="4", connection="lab", address=SecretText(f"ftp://{token}")))
        shown = repr((engine.snapshot(), opened, asked, wrong))
        assert do(engine, EndWebApp(id=opened.id)) is None
        assert asked is not None
        assert wrong is not None
        watched.check(shown, line(asked), line(wrong), caplog.text, "".join(map(repr, caplog.records)))
    assert "towpath" in caplog.text, "something was logged"
    assert find_in_files(watched.secrets, tmp_path) == []


def with_secrets(kind: Any, canary: str) -> Iterator[Any]:
    """A value of this type, for each place in it where a secret can be."""
    if kind in (SecretText, Secrets):
        yield SecretText(canary) if kind is SecretText else Secrets(values=(canary,), remember=True)
    elif get_args(kind):
        for one in get_args(kind):
            yield from with_secrets(one, canary)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            for secret in with_secrets(field.type, canary):
                blank = {one.name: "x" for one in msgspec.structs.fields(kind) if one.required}
                yield kind(**{**blank, field.name: secret})


COMMANDS_WITH_SECRETS = {type(one): one for one in with_secrets(Command, "canary-4711")}


def test_which_commands_carry_secrets() -> None:
    assert {GenerateKey, ChangePassphrase, ConvertKey, MakeBackup, RestoreBackup, GiveAnswer, OpenWebApp} <= {
        *COMMANDS_WITH_SECRETS
    }


@pytest.mark.expects_log("unexpected error in command")
@pytest.mark.parametrize("command", COMMANDS_WITH_SECRETS.values(), ids=lambda command: type(command).__name__)
def test_in_a_crash(command: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine meets a mistake of ours while it holds a secret."""

    def mistake(_commands: object, command: Any, _done: object) -> None:
        raise RuntimeError(f"a mistake with {command}")

    monkeypatch.setattr(Commands, "_obey", mistake)
    bench = Bench()
    bench.engine.start()
    outcome = Outcome()
    try:
        bench.engine.submit(command, outcome)
        problem = outcome.problem()
    finally:
        bench.engine.stop()
    assert "RuntimeError: a mistake with" in caplog.text
    assert "canary" not in repr(problem) + repr(command) + str(command) + caplog.text + "".join(
        map(repr, caplog.records)
    )
