"""The Keys page: what it lists, what it tells of the chosen key, and what its buttons ask of the engine."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.qt.keys import FOLDER, certificate, key, listed
from tests.support.window import texts
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged
from towpath.model.keys import KeyFormat, KeyInfo, KeysListed, ListKeys, RemoveFromAgent, RepairPermissions
from towpath.qt.bridge import Bridge
from towpath.qt.keys.key_model import Column
from towpath.qt.keys.keys_view import KeysView
from towpath.qt.keys.page import KeysPage
from towpath.qt.theme import Theme, scaled


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> Iterator[KeysPage]:
    engine.holds = True
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    page = KeysPage(bridge)
    qtbot.add_widget(page)
    page.resize(1000, 700)
    with qtbot.wait_exposed(page):
        page.show()
    yield page
    page.hide()


def answer(qtbot: QtBot, engine: FakeEngine, view: KeysView, answered: KeysListed) -> None:
    """As the engine answers the question that is open."""
    command = engine.asked(ListKeys)
    engine.report(command.request, answered)
    engine.finish(command)
    qtbot.wait_until(lambda: view.model.shown() == list(answered.keys) and view.stack.currentIndex() != 3)


def cells(view: KeysView, row: int) -> list[str]:
    return [str(view.model.index(row, column).data()) for column in Column]


def test_keys_are_listed_with_what_is_so_about_them(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    view = page.keys
    assert "Looking for keys…" in texts(page)
    answer(qtbot, engine, view, listed(key("id_ed25519", in_agent=True), key("deploy", kind="RSA", bits=4096)))
    assert cells(view, 0) == ["id_ed25519", "ED25519", "SHA256:id_ed25519…", "id_ed25519", "passphrase, in agent"]
    assert cells(view, 1)[1] == "RSA 4096"
    assert "ssh-agent holds one key" in view.agents.texts
    said = view.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "id_ed25519, ED25519, SHA256:id_ed25519…, id_ed25519, passphrase, in agent"


def test_the_first_key_is_shown_in_full(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    one = key("id", used_by=("lab", "gone"), certificate=certificate(until=4e9))
    answer(qtbot, engine, page.keys, listed(one))
    detail = page.keys.detail
    assert detail.title.text() == "id"
    assert detail.fingerprint.text == one.fingerprint
    assert detail.public_line.text == one.public_line
    assert detail.facts.text("permissions") == "0600"
    assert detail.certificate.text("principals") == "ann"
    assert "A passphrase protects its file" in texts(detail)
    detail.copy_button.click()
    assert QApplication.clipboard().text() == one.public_line
    detail.fingerprint.copy_button.click()
    assert QApplication.clipboard().text() == one.fingerprint
    assert not detail.fingerprint.picture.isVisible()
    detail.fingerprint.picture_button.click()
    assert detail.fingerprint.picture.text() == one.randomart
    with qtbot.wait_signal(page.show_connection) as wanted:
        users = [b for b in detail.findChildren(QPushButton, "key-user") if b.isVisible()]
        assert [button.text() for button in users] == ["lab"], "one that was removed is not told"
        users[0].click()
    assert wanted.args == ["lab"]


def test_without_keys_it_says_what_a_key_is(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    answer(qtbot, engine, page.keys, listed(agents=()))
    assert "No keys yet" in texts(page)
    assert "No ssh-agent runs here" in page.keys.agents.texts[0]
    assert not page.keys.header.isVisible()
    page.enter()
    assert page.keys.first_button.hasFocus()


def test_searching(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    view = page.keys
    answer(qtbot, engine, view, listed(key("one"), key("two", kind="RSA", bits=3072)))
    QTest.keyClick(view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.search.hasFocus()
    view.search.setText("rsa TW")
    assert [one.comment for one in view.model.shown()] == ["two"]
    assert view.detail.title.text() == "two"
    view.search.setText("SHA256:one0123456789")
    assert [one.comment for one in view.model.shown()] == ["one"]
    view.search.setText("nothing")
    assert "No key has these words" in texts(page)
    assert not view.acts.install.isEnabled()


def test_the_chosen_key_stays_chosen_when_others_come(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    view = page.keys
    answer(qtbot, engine, view, listed(key("one"), key("two")))
    view.choose(f"{FOLDER}/two")
    view.look()
    answer(qtbot, engine, view, listed(key("new"), key("one"), key("two", in_agent=True)))
    assert view.chosen == key("two", in_agent=True)
    assert view.detail.forget_button.isVisible()
    assert not view.detail.add_button.isVisible()


@pytest.mark.parametrize(
    ("one", "can"),
    [
        (key("id"), {"install", "test", "copy", "add", "passphrase"}),
        (key("id", in_agent=True), {"install", "test", "copy", "forget", "passphrase"}),
        (key("id.ppk", form=KeyFormat.PPK), {"install", "copy", "convert"}),
        (key("id", form=KeyFormat.PEM), {"install", "test", "copy", "add", "passphrase", "convert"}),
        (
            KeyInfo(type="RSA", fingerprint="SHA256:a", in_agent=True, public_line="ssh-rsa AAAA a"),
            {"install", "test", "copy", "forget"},
        ),
        (KeyInfo(path="/k", problem=Problem(ProblemKind.KEY_UNREADABLE, "/k"), has_private=True), set()),
    ],
)
def test_what_can_be_done_with_which_key(
    qtbot: QtBot, engine: FakeEngine, page: KeysPage, one: KeyInfo, can: set[str]
) -> None:
    answer(qtbot, engine, page.keys, listed(one))
    names = ("install", "test", "copy", "add", "forget", "passphrase", "convert")
    acts = {name: getattr(page.keys.acts, name) for name in names}
    assert {name for name, action in acts.items() if action.isEnabled() and action.isVisible()} == can


@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("install", "install-dialog"),
        ("test", "test-key-dialog"),
        ("add", "agent-dialog"),
        ("passphrase", "passphrase-dialog"),
    ],
)
def test_an_act_opens_its_dialog_for_the_chosen_key(
    qtbot: QtBot, engine: FakeEngine, page: KeysPage, act: str, name: str
) -> None:
    view = page.keys
    answer(qtbot, engine, view, listed(key("one"), key("two")))
    view.table.setCurrentIndex(view.model.index(1, 0))
    getattr(view.acts, act).trigger()
    (dialog,) = page.window().findChildren(QDialog, name)
    assert dialog.isVisible()
    assert "two" in " ".join([dialog.windowTitle(), *texts(dialog)])
    dialog.close()


def test_keys_that_others_can_read_are_repaired(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    view = page.keys
    answer(qtbot, engine, view, listed(key("one"), key("two", too_open=True)))
    assert "two" in view.notice.words
    (button,) = view.notice.buttons
    button.click()
    command = engine.asked(RepairPermissions)
    assert command.paths == (f"{FOLDER}/two",)
    asked = engine.asked(ListKeys)
    engine.finish(command)
    qtbot.wait_until(lambda: engine.asked(ListKeys) is not asked)
    answer(qtbot, engine, view, listed(key("one"), key("two")))
    assert not view.notice.isVisible()


def test_removing_a_key_from_the_agent_lists_anew(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    view = page.keys
    answer(qtbot, engine, view, listed(key("one", in_agent=True)))
    view.detail.forget_button.click()
    command = engine.asked(RemoveFromAgent)
    assert command.fingerprint == key("one").fingerprint
    with qtbot.wait_signal(page.failed) as failed:
        engine.finish(command, Problem(ProblemKind.AGENT_FAILED, "one"))
    assert failed.args == [Problem(ProblemKind.AGENT_FAILED, "one")]
    answer(qtbot, engine, view, listed(key("one")))
    assert view.detail.add_button.isVisible()


def test_emptying_the_agent_is_asked_first(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    answer(qtbot, engine, page.keys, listed(key("one", in_agent=True)))
    page.keys.acts.forget_all.trigger()
    (box,) = page.window().findChildren(QMessageBox, "confirm-empty-agent")
    assert not any(isinstance(command, RemoveFromAgent) for command in engine.commands)
    next(button for button in box.buttons() if button.text() == "&Remove all").click()
    assert engine.asked(RemoveFromAgent).fingerprint == ""
    box.close()


def test_a_list_that_fails_says_why_and_can_be_had_again(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    command = engine.asked(ListKeys)
    engine.finish(command, Problem(ProblemKind.INTERNAL, "keys"))
    qtbot.wait_until(page.keys.notice.isVisible)
    (button,) = page.keys.notice.buttons
    button.click()
    assert engine.asked(ListKeys) is not command


def test_it_is_listed_anew_each_time_it_is_shown(qtbot: QtBot, engine: FakeEngine, page: KeysPage) -> None:
    answer(qtbot, engine, page.keys, listed(key("one")))
    before = engine.asked(ListKeys)
    page.hide()
    page.show()
    assert engine.asked(ListKeys) is not before


def test_in_a_small_window_with_a_large_font_nothing_is_out_of_reach(
    qtbot: QtBot, engine: FakeEngine, page: KeysPage
) -> None:
    page.setFont(scaled(page.font(), 1.5))
    page.resize(690, 460)
    one = key("k" * 200, certificate=certificate(until=4e9))
    answer(qtbot, engine, page.keys, listed(one))
    assert page.keys.detail.horizontalScrollBar().maximum() == 0
    assert page.minimumSizeHint().width() <= 690
