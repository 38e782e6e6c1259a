"""The dialogs of the Keys page: what they refuse while one types, what they ask of the engine, and that they forget."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.qt.keys import AGENT, FOLDER, key, listed
from tests.support.window import texts
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged
from towpath.model.file_work import Withdraw
from towpath.model.keys import (
    AddToAgent,
    AgentInfo,
    ChangePassphrase,
    ConvertKey,
    GenerateKey,
    InstallKey,
    KeyFormat,
    KeyInstalled,
    KeyMade,
    KeyTested,
    KeyType,
    TestKey,
)
from towpath.model.secret_text import SecretText
from towpath.qt.bridge import Bridge
from towpath.qt.keys.agent_dialog import AgentDialog
from towpath.qt.keys.convert_dialog import ConvertDialog
from towpath.qt.keys.new_key_dialog import NewKeyDialog
from towpath.qt.keys.passphrase_dialog import PassphraseDialog
from towpath.qt.keys.server_dialogs import ServerDialog, install_dialog, test_dialog

PASSPHRASE = "blue river canal lock"
to_test = test_dialog
"""Under a name that pytest does not take for a test."""
del test_dialog


@pytest.fixture
def show(qtbot: QtBot, engine: FakeEngine) -> Iterator[Callable[[QDialog], None]]:
    """Show a dialog; it is closed at the end."""
    engine.holds = True

    def show(dialog: QDialog) -> None:
        shown.append(dialog)
        with qtbot.wait_exposed(dialog):
            dialog.show()

    shown: list[QDialog] = []
    yield show
    for dialog in shown:
        if isValid(dialog):
            dialog.done(0)


# --- a new key


@pytest.fixture
def new(bridge: Bridge, show: Callable[[QDialog], None]) -> NewKeyDialog:
    dialog = NewKeyDialog(bridge, listed(key("id_ed25519"), key("id_rsa")), None)
    show(dialog)
    return dialog


def test_it_needs_a_name_and_a_passphrase_typed_twice(new: NewKeyDialog) -> None:
    assert new.file.text == "id_ed25519_2", "the usual name is taken"
    assert not new.make_button.isEnabled()
    new.passphrase.first.setText(PASSPHRASE)
    new.passphrase.again.setText("blue lake")
    assert "The two are not the same" in texts(new)
    assert not new.make_button.isEnabled()
    new.passphrase.again.setText(PASSPHRASE)
    assert "The two are not the same" not in texts(new)
    assert new.passphrase.bar.words.text() == "Good"
    assert new.make_button.isEnabled()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("id_rsa", "There is a key of this name already: choose another name"),
        ("known_hosts", "Ssh has a file of this name: choose another name"),
        ("id.pub", "Names with .pub are those of public keys: leave the ending out"),
        ("work/id", "It goes into ~/.ssh: give a name, or an absolute path"),
        ("", "The file has no name yet"),
    ],
)
def test_names_that_cannot_be_are_told_while_one_types(new: NewKeyDialog, typed: str, said: str) -> None:
    new.passphrase.without.setChecked(True)
    assert new.make_button.isEnabled()
    new.file.line.selectAll()
    QTest.keyClick(new.file.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(new.file.line, typed)
    assert said in texts(new)
    assert not new.make_button.isEnabled()


def test_without_a_passphrase_takes_a_tick(engine: FakeEngine, new: NewKeyDialog) -> None:
    new.passphrase.first.setText("half")
    new.passphrase.without.setChecked(True)
    assert not new.passphrase.first.isEnabled()
    new.make_button.click()
    assert engine.asked(GenerateKey).passphrase == SecretText()


def test_the_type_brings_its_bits_and_its_name(engine: FakeEngine, new: NewKeyDialog) -> None:
    assert not new.bits.isVisible()
    new.types[KeyType.RSA].click()
    assert new.file.text == "id_rsa_2"
    assert [new.bits.itemText(row) for row in range(new.bits.count())] == ["3072", "4096", "8192"]
    new.bits.setCurrentIndex(1)
    new.file.line.setText("work")
    new.types[KeyType.ECDSA].click()
    assert new.file.text == "work", "a name of one's own stays"
    new.bits.setCurrentIndex(2)
    new.comment.setText("ann@work")
    new.advanced.click()
    assert new.rounds.isVisible()
    new.rounds.setValue(100)
    for line in (new.passphrase.first, new.passphrase.again):
        line.setText(PASSPHRASE)
    new.make_button.click()
    command = engine.asked(GenerateKey)
    assert (command.path, command.kind, command.bits) == (f"{FOLDER}/work", KeyType.ECDSA, 521)
    assert (command.comment, command.rounds, command.passphrase) == ("ann@work", 100, SecretText(PASSPHRASE))
    assert not new.pages.isEnabled()


def test_then_it_offers_to_install_it(qtbot: QtBot, engine: FakeEngine, new: NewKeyDialog) -> None:
    new.passphrase.without.setChecked(True)
    new.make_button.click()
    command, made = engine.asked(GenerateKey), key("id_ed25519_2")
    with qtbot.wait_signal(new.made) as told:
        engine.report(command.request, KeyMade(key=made))
        engine.finish(command)
    assert told.args == [made.path]
    assert "The key is there" in texts(new)
    assert new.facts.text("fingerprint") == made.fingerprint
    new.copy_button.click()
    assert QApplication.clipboard().text() == made.public_line
    with qtbot.wait_signal(new.install_asked) as asked:
        new.install_button.click()
    assert asked.args == [made]


def test_what_failed_is_told_and_what_was_typed_is_kept(qtbot: QtBot, engine: FakeEngine, new: NewKeyDialog) -> None:
    for line in (new.passphrase.first, new.passphrase.again):
        line.setText(PASSPHRASE)
    new.make_button.click()
    engine.finish(engine.asked(GenerateKey), Problem(ProblemKind.FILE_UNWRITABLE, f"{FOLDER}/id_ed25519_2"))
    qtbot.wait_until(new.problem_label.isVisible)
    assert new.passphrase.first.text() == PASSPHRASE
    assert new.make_button.isEnabled()


def tabbed(qtbot: QtBot, dialog: QDialog, first: QWidget, presses: int) -> list[str]:
    """The names of what has the keys, one press of Tab after the other."""
    dialog.activateWindow()
    first.setFocus()
    qtbot.wait_until(first.hasFocus)
    names = []
    for _ in range(presses):
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        names.append(now.objectName() if now is not None else "")
    return names


def test_tab_goes_as_one_reads(qtbot: QtBot, new: NewKeyDialog) -> None:
    new.types[KeyType.RSA].click()
    new.advanced.click()
    assert tabbed(qtbot, new, new.types[KeyType.RSA], 8) == [
        "key-bits",
        "key-file",
        "key-comment",
        "new-passphrase",
        "new-passphrase-again",
        "without-passphrase",
        "key-advanced",
        "key-rounds",
    ]


def test_tab_begins_with_the_old_passphrase(qtbot: QtBot, bridge: Bridge, show: Callable[[QDialog], None]) -> None:
    dialog = PassphraseDialog(bridge, key("id"), None)
    show(dialog)
    names = ["new-passphrase", "new-passphrase-again", "without-passphrase"]
    assert tabbed(qtbot, dialog, dialog.old, 3) == names


def test_closing_it_forgets_the_passphrase(engine: FakeEngine, new: NewKeyDialog) -> None:
    new.passphrase.first.setText(PASSPHRASE)
    new.done(0)
    assert not new.passphrase.typed


# --- the passphrase


def test_changing_a_passphrase(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None]
) -> None:
    dialog = PassphraseDialog(bridge, key("id"), None)
    show(dialog)
    dialog.fields.without.setChecked(True)
    assert not dialog.change_button.isEnabled(), "the old one is missing"
    dialog.old.setText("wrong")
    dialog.change_button.click()
    command = engine.asked(ChangePassphrase)
    assert (command.path, command.old, command.new) == (key("id").path, SecretText("wrong"), SecretText())
    engine.finish(command, Problem(ProblemKind.PASSPHRASE_WRONG, "id"))
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert dialog.old.text() == ""
    dialog.old.setText("right")
    dialog.fields.without.setChecked(False)
    for line in (dialog.fields.first, dialog.fields.again):
        line.setText(PASSPHRASE)
    dialog.change_button.click()
    command = engine.asked(ChangePassphrase)
    assert command.new == SecretText(PASSPHRASE)
    with qtbot.wait_signal(dialog.finished):
        engine.finish(command)


def test_a_first_passphrase_needs_no_old_one(bridge: Bridge, show: Callable[[QDialog], None]) -> None:
    dialog = PassphraseDialog(bridge, key("id", encrypted=False), None)
    show(dialog)
    assert not dialog.old.isVisible()
    for line in (dialog.fields.first, dialog.fields.again):
        line.setText(PASSPHRASE)
    assert dialog.change_button.isEnabled()


# --- converting


def test_converting_a_listed_key(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None]
) -> None:
    old = key("office.ppk", form=KeyFormat.PPK)
    dialog = ConvertDialog(bridge, old.path, listed(old), old, None)
    show(dialog)
    assert dialog.file.text == "office"
    dialog.passphrase.setText(PASSPHRASE)
    dialog.convert_button.click()
    command = engine.asked(ConvertKey)
    assert (command.path, command.to) == (old.path, f"{FOLDER}/office")
    assert command.passphrase == SecretText(PASSPHRASE)
    engine.finish(command, Problem(ProblemKind.PASSPHRASE_WRONG, "office.ppk"))
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert dialog.passphrase.text() == ""
    dialog.convert_button.click()
    command = engine.asked(ConvertKey)
    with qtbot.wait_signal(dialog.made) as made:
        engine.report(command.request, KeyMade(key=key("office")))
        engine.finish(command)
    assert made.args == [f"{FOLDER}/office"]


def test_converting_a_file_from_elsewhere(bridge: Bridge, show: Callable[[QDialog], None]) -> None:
    dialog = ConvertDialog(bridge, "/tmp/old", listed(key("old_openssh")), None, None)
    show(dialog)
    assert dialog.file.text == "old_openssh_2"
    assert dialog.passphrase.placeholderText() == "If it has one"


# --- the agent


@pytest.mark.parametrize(("choice", "seconds"), [(0, 0), (1, 3600), (2, 8 * 3600), (3, 90 * 60)])
def test_adding_to_the_agent(
    engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None], choice: int, seconds: int
) -> None:
    dialog = AgentDialog(bridge, key("id"), [AGENT], None)
    show(dialog)
    assert not dialog.agent.isVisible()
    dialog.lifetime.setCurrentIndex(choice)
    assert dialog.minutes.isVisible() == (choice == 3)
    dialog.minutes.setValue(90)
    dialog.confirm.setChecked(choice == 1)
    dialog.add_button.click()
    wanted = AddToAgent(path=key("id").path, lifetime=seconds, confirm=choice == 1, socket=AGENT.socket)
    assert engine.asked(AddToAgent) == wanted


def test_of_several_agents_one_is_chosen(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None]
) -> None:
    other = AgentInfo(socket="/run/other", name="KeePassXC")
    dialog = AgentDialog(bridge, key("id"), [AGENT, other], None)
    show(dialog)
    dialog.agent.setCurrentIndex(1)
    dialog.add_button.click()
    command = engine.asked(AddToAgent)
    assert command.socket == "/run/other"
    full = dialog.lifetime.height()
    engine.finish(command, Problem(ProblemKind.AGENT_FAILED, "id", {"detail": "it takes no keys"}))
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert "it takes no keys" in dialog.problem_label.text()
    assert dialog.add_button.isEnabled()
    assert dialog.lifetime.height() == full


def test_who_gives_no_passphrase_for_the_agent_is_told_nothing(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None]
) -> None:
    dialog = AgentDialog(bridge, key("id"), [AGENT], None)
    show(dialog)
    dialog.add_button.click()
    engine.finish(engine.asked(AddToAgent), Problem(ProblemKind.CANCELLED, "id"))
    qtbot.wait_until(dialog.add_button.isEnabled)
    assert not dialog.problem_label.isVisible()


# --- a server


@pytest.fixture
def lab(engine: FakeEngine) -> None:
    engine.publish(ConnectionChanged(state_of(connection("gate"))))
    engine.publish(ConnectionChanged(state_of(connection("lab"))))


def go(qtbot: QtBot, engine: FakeEngine, dialog: ServerDialog, report: KeyInstalled | KeyTested) -> str:
    dialog.connection.setCurrentIndex(1)
    dialog.go_button.click()
    assert dialog.bar.isVisible()
    installs = isinstance(report, KeyInstalled)
    command: InstallKey | TestKey = engine.asked(InstallKey) if installs else engine.asked(TestKey)
    assert (command.path, command.connection) == (key("id").path, "lab")
    engine.report(command.request, report)
    engine.finish(command)
    qtbot.wait_until(dialog.go_button.isEnabled)
    assert not dialog.bar.isVisible()
    return dialog.outcome.text()


NOT_READ = Problem(ProblemKind.INSTALL_REFUSED, "lab", {"detail": "the server does not read that file"})


@pytest.mark.parametrize(
    ("added", "verified", "problem", "said"),
    [
        (True, True, None, "Installed: lab accepts this key now. It is in ~/.ssh/authorized_keys."),
        (False, True, None, "It was in ~/.ssh/authorized_keys already, and lab accepts it."),
        (True, False, NOT_READ, "It is in ~/.ssh/authorized_keys now, but lab does not accept it. Cannot install"),
        (False, False, None, "It was in ~/.ssh/authorized_keys already, but lab does not accept it."),
    ],
)
@pytest.mark.usefixtures("lab")
def test_installing(
    qtbot: QtBot,
    engine: FakeEngine,
    bridge: Bridge,
    show: Callable[[QDialog], None],
    added: bool,
    verified: bool,
    problem: Problem | None,
    said: str,
) -> None:
    dialog = install_dialog(bridge, key("id"), None)
    show(dialog)
    report = KeyInstalled(added=added, verified=verified, file="~/.ssh/authorized_keys", problem=problem)
    assert go(qtbot, engine, dialog, report).startswith(said)


@pytest.mark.usefixtures("lab")
def test_testing(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None]) -> None:
    dialog = to_test(bridge, key("id"), None)
    show(dialog)
    assert go(qtbot, engine, dialog, KeyTested(accepted=True)) == "lab accepts this key."
    assert go(qtbot, engine, dialog, KeyTested(accepted=False)) == "lab does not accept this key."
    dialog.connection.setCurrentIndex(0)
    assert not dialog.outcome.isVisible(), "that was another one"


@pytest.mark.usefixtures("lab")
def test_a_login_that_fails_is_told_and_closing_withdraws(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None]
) -> None:
    dialog = install_dialog(bridge, key("id"), None)
    show(dialog)
    dialog.go_button.click()
    engine.finish(engine.asked(InstallKey), Problem(ProblemKind.NAME_UNKNOWN, "gate.example"))
    qtbot.wait_until(dialog.outcome.isVisible)
    assert "gate.example" in dialog.outcome.text()
    dialog.go_button.click()
    dialog.done(0)
    assert Withdraw(request=engine.asked(InstallKey).request) in engine.commands


def test_without_connections_there_is_nothing_to_press(bridge: Bridge, show: Callable[[QDialog], None]) -> None:
    dialog = install_dialog(bridge, key("id"), None)
    show(dialog)
    assert not dialog.go_button.isEnabled()
    assert "add one" in dialog.connection.placeholderText()


def test_a_key_of_the_agent_alone_is_called_by_its_fingerprint(
    engine: FakeEngine, bridge: Bridge, show: Callable[[QDialog], None], lab: None
) -> None:
    only = replace(key("id"), path="", has_private=False)
    dialog = to_test(bridge, only, None)
    show(dialog)
    dialog.go_button.click()
    assert engine.asked(TestKey).path == only.fingerprint
