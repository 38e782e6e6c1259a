"""The stored secrets: what is told of them and of the keyring, and forgetting them."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, forward, state_of
from tests.support.window import texts
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged
from towpath.model.trust import ForgetSecrets, ListSecrets, SecretPlace, SecretsListed, StoredSecret
from towpath.qt.bridge import Bridge
from towpath.qt.secrets.page import SecretsView
from towpath.qt.secrets.secret_model import Column

PASSWORD = StoredSecret(
    kind="password", key="ann@lab.example:22", place=SecretPlace.KEYRING, used_by=("lab",), stored_at=1.8e9
)
PASSPHRASE = StoredSecret(kind="passphrase", key="/keys/id", place=SecretPlace.SESSION)
WEB = StoredSecret(kind="forward-password", key="lab web", place=SecretPlace.KEYRING, missing=True)
KEYRING = "GNOME Keyring (Secret Service)"
LISTED = SecretsListed(secrets=(WEB, PASSPHRASE, PASSWORD), keyring=KEYRING)


@pytest.fixture
def view(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[SecretsView]:
    engine.holds = True
    engine.publish(ConnectionChanged(state_of(connection("lab", forward("web")))))
    view = SecretsView(bridge)
    qtbot.add_widget(view)
    view.resize(900, 500)
    with qtbot.wait_exposed(view):
        view.show()
    yield view
    view.hide()


def answer(qtbot: QtBot, engine: FakeEngine, view: SecretsView, listed: SecretsListed) -> None:
    """As the engine answers the question that is open."""
    command = engine.asked(ListSecrets)
    engine.report(command.request, listed)
    engine.finish(command)
    qtbot.wait_until(lambda: view.model.shown() == list(listed.secrets) and view.stack.currentIndex() != 3)


def cells(view: SecretsView, row: int) -> list[str]:
    return [str(view.model.index(row, column).data()) for column in Column]


def test_what_is_stored_is_told_and_never_itself(qtbot: QtBot, engine: FakeEngine, view: SecretsView) -> None:
    assert "Asking the keyring…" in texts(view)
    answer(qtbot, engine, view, LISTED)
    assert cells(view, 0) == ["web", "Password of a forward", "gone from the keyring", "no connection", ""]
    assert cells(view, 1) == ["/keys/id", "Passphrase of a key", "until Towpath ends", "no connection", ""]
    assert cells(view, 2)[:4] == ["ann@lab.example:22", "Password", "keyring", "lab"]
    assert cells(view, 2)[4].startswith("2027-01-15")
    assert f"{KEYRING} encrypts what is kept for later" in texts(view)
    assert not view.notice.isVisible()


def test_nothing_is_stored(qtbot: QtBot, engine: FakeEngine, view: SecretsView) -> None:
    answer(qtbot, engine, view, SecretsListed(secrets=(), keyring=KEYRING))
    assert "Nothing is stored" in texts(view)
    assert not view.header.isVisible()


def test_a_keyring_that_cannot_be_used_is_told_and_looked_for_again(
    qtbot: QtBot, engine: FakeEngine, view: SecretsView
) -> None:
    none = Problem(ProblemKind.NO_SAFE_KEYRING)
    answer(qtbot, engine, view, SecretsListed(secrets=(PASSPHRASE,), problem=none))
    qtbot.wait_until(view.notice.isVisible)
    assert "no system keyring that encrypts was found" in view.notice.words.lower()
    assert not view.foot.isVisible()
    view.notice.buttons[0].click()
    assert engine.asked(ListSecrets).again
    answer(qtbot, engine, view, LISTED)
    assert not view.notice.isVisible()


def test_nothing_is_claimed_of_a_keyring_that_cannot_be_read(
    qtbot: QtBot, engine: FakeEngine, view: SecretsView
) -> None:
    answer(qtbot, engine, view, SecretsListed(secrets=(), problem=Problem(ProblemKind.KEYRING_FAILED)))
    assert "Nothing is stored" not in texts(view)
    assert "Nothing to show while the keyring cannot be used" in texts(view)


def test_forgetting_what_is_chosen(qtbot: QtBot, engine: FakeEngine, view: SecretsView) -> None:
    answer(qtbot, engine, view, LISTED)
    assert not view.forget_button.isEnabled()
    view.table.selectAll()
    view.forget_button.click()
    assert set(engine.asked(ForgetSecrets).secrets) == {(one.kind, one.key) for one in LISTED.secrets}
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    view.table.selectionModel().setCurrentIndex(view.model.index(2, 0), only)
    view.activateWindow()
    view.enter()
    qtbot.wait_until(view.table.hasFocus)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    command = engine.asked(ForgetSecrets)
    assert command.secrets == ((PASSWORD.kind, PASSWORD.key),)
    assert not command.all
    asked = engine.asked(ListSecrets)
    engine.finish(command)
    qtbot.wait_until(lambda: engine.asked(ListSecrets) is not asked)
    answer(qtbot, engine, view, replace(LISTED, secrets=(WEB, PASSPHRASE)))


def test_forgetting_all_is_asked_first(qtbot: QtBot, engine: FakeEngine, view: SecretsView) -> None:
    answer(qtbot, engine, view, LISTED)
    view.forget_all_button.click()
    (box,) = view.findChildren(QMessageBox, "confirm-forget-all")
    assert not any(isinstance(command, ForgetSecrets) for command in engine.commands)
    next(button for button in box.buttons() if button.text() == "&Forget all").click()
    command = engine.asked(ForgetSecrets)
    assert command.all
    refused = Problem(ProblemKind.KEYRING_FAILED, "lab", {"wish": "forgotten"})
    with qtbot.wait_signal(view.failed) as failed:
        engine.finish(command, refused)
    assert failed.args == [refused]


def test_searching_and_going_to_a_user(qtbot: QtBot, engine: FakeEngine, view: SecretsView) -> None:
    answer(qtbot, engine, view, LISTED)
    view.search.setText("PASSWORD lab.example")
    assert view.model.shown() == [PASSWORD]
    with qtbot.wait_signal(view.show_connection) as shown:
        view.table.doubleClicked.emit(view.model.index(0, 0))
    assert shown.args == ["lab"]
    view.search.setText("nothing")
    assert "Nothing that is stored has these words" in texts(view)
