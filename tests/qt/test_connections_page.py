"""The Connections page: list, search, switches, acts, and what is said when one fails."""

import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMessageBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, forward, state_of
from towpath.model.browsing import BrowserState
from towpath.model.command import CheckForwards, Down, RemoveConnection, RetryNow, SaveConnection, Up
from towpath.model.connection import SshConfigLink
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged, ConnectionRemoved
from towpath.model.host_config import FindHosts, HostAlias, HostsFound
from towpath.model.site_rule import SiteRule
from towpath.model.state import ConnectionState, Status
from towpath.qt.bridge import Bridge
from towpath.qt.connections.editor import ConnectionEditor
from towpath.qt.connections.forward_row import ForwardRow
from towpath.qt.connections.model import ROW_ROLE
from towpath.qt.connections.page import ConnectionsPage
from towpath.qt.theme import tool_tip

LOST = Problem(ProblemKind.STOPPED_ANSWERING, "ann@lab.example", {"seconds": "45"})


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> ConnectionsPage:
    engine.publish(ConnectionChanged(state_of(connection("lab", forward("web"), forward("db", 5432)))))
    engine.publish(ConnectionChanged(state_of(connection("office"))))
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    page.resize(960, 600)
    with qtbot.wait_exposed(page):
        page.show()
    return page


def rows(page: ConnectionsPage) -> list[str]:
    return [page.model.index(number).data() for number in range(page.model.rowCount())]


def editor_of(page: ConnectionsPage) -> ConnectionEditor:
    found = page.window().findChild(ConnectionEditor)
    assert isinstance(found, ConnectionEditor)
    return found


class OneClick(QProxyStyle):
    """As on a desktop that is set to open things by a single click."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803  # Qt's name
    ) -> int:
        if hint == QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick:
            return 1
        return super().styleHint(hint, option, widget, returnData)


def test_an_empty_page_says_what_to_do_first(qtbot: QtBot, bridge: Bridge) -> None:
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    with qtbot.wait_exposed(page):
        page.show()
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Add your first connection" in texts
    assert any("towpath demo" in text for text in texts)
    button = page.findChild(QPushButton, "add-first")
    assert isinstance(button, QPushButton)
    button.click()
    assert editor_of(page).windowTitle() == "New connection"
    editor_of(page).reject()


def test_the_first_connection_takes_the_place_of_the_empty_page(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge
) -> None:
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    qtbot.wait_until(lambda: rows(page) == ["lab"])
    assert page.stack.currentIndex() == 1
    assert page.detail.title.text() == "lab"


def test_connect_and_disconnect(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    QTest.mouseClick(page.detail.toggle_button, Qt.MouseButton.LeftButton)
    assert engine.commands == [Up(connection="lab")]
    assert page.chosen is not None
    engine.publish(ConnectionChanged(changed(page.chosen, Status.CONNECTING)))
    qtbot.wait_until(lambda: page.detail.toggle_button.text() == "&Disconnect")
    page.list.setFocus()
    page.toggle_action.trigger()
    assert engine.commands[1:] == [Down(connection="lab")]


def test_a_switch_asks_and_the_engine_decides(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    row = page.detail.findChild(ForwardRow, "forward-db")
    assert isinstance(row, ForwardRow)
    box = QPoint(8, row.switch.height() // 2)
    QTest.mouseClick(row.switch, Qt.MouseButton.LeftButton, pos=box)
    assert engine.commands == [Up(connection="lab", forwards=("db",))]
    assert not row.switch.isChecked()
    assert page.chosen is not None
    engine.publish(ConnectionChanged(changed(page.chosen, Status.UP)))
    qtbot.wait_until(row.switch.isChecked)
    row.copy.click()
    assert QApplication.clipboard().text() == "127.0.0.1:5432"
    row.switch.click()
    assert engine.commands[1:] == [Down(connection="lab", forwards=("db",))]


def test_a_failure_is_told_in_words_where_it_happened(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    lab = connection("lab", forward("web"))
    engine.publish(ConnectionChanged(state_of(lab, Status.FAILED, problem=LOST)))
    qtbot.wait_until(page.detail.what.isVisible)
    shown = [page.detail.what.text(), page.detail.why.text(), page.detail.to_do.text()]
    assert shown == [
        "Connection to ann@lab.example lost",
        "No answer for 45 s",
        "Check the network, then connect again",
    ]
    text = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "lab, FAILED, no answer for 45 s"


def test_a_favourite(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    assert page.chosen is not None
    page.favourite_action.trigger()
    wanted = replace(page.chosen.connection, favourite=True)
    assert engine.commands == [SaveConnection(connection=wanted)]
    assert page.favourite_action.text() == "Put first in the tray", "the engine decides"
    engine.publish(ConnectionChanged(state_of(wanted)))
    qtbot.wait_until(lambda: page.favourite_action.text() == "Put with the others in the tray")
    assert page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "lab, favourite, OFF"
    page.favourite_action.trigger()
    assert engine.commands[1:] == [SaveConnection(connection=replace(wanted, favourite=False))]
    engine.publish(ConnectionChanged(replace(state_of(wanted), saved=False)))
    qtbot.wait_until(lambda: not page.favourite_action.isEnabled())


def test_one_that_follows_a_file_says_so(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    link = SshConfigLink(host="lab", file="/etc/ssh/lab.conf")
    engine.publish(ConnectionChanged(state_of(replace(connection("lab"), link=link))))
    row = page.model.index(0)
    said = "lab, OFF, follows /etc/ssh/lab.conf"
    qtbot.wait_until(lambda: row.data(Qt.ItemDataRole.AccessibleTextRole) == said)
    assert row.data(Qt.ItemDataRole.ToolTipRole) == tool_tip("follows /etc/ssh/lab.conf")


def test_texts_of_a_server_are_no_markup(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    evil = Problem(ProblemKind.UNREACHABLE, "ann@lab.example", {"detail": "<b>bold</b>\x1b[31m"})
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.FAILED, problem=evil)))
    qtbot.wait_until(page.detail.why.isVisible)
    assert page.detail.why.text() == r"<b>bold</b>\x1b[31m"
    assert page.detail.why.textFormat() == Qt.TextFormat.PlainText
    tip = page.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == r"<span>&lt;b&gt;bold&lt;/b&gt;\x1b[31m</span>"


def test_search_narrows_and_keeps_the_choice(qtbot: QtBot, page: ConnectionsPage) -> None:
    page.choose("office")
    QTest.keyClicks(page.search, "WEB lab")
    assert rows(page) == ["lab"]
    page.search.setText("nowhere")
    assert rows(page) == []
    assert page.nothing_found.isVisible()
    page.search.clear()
    assert rows(page) == ["lab", "office"]


def test_groups_have_headings(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    grouped = replace(connection("alpha"), group="Work")
    engine.publish(ConnectionChanged(state_of(grouped)))
    qtbot.wait_until(lambda: rows(page) == ["lab", "office", "Work", "alpha"])
    assert not page.model.flags(page.model.index(2)) & Qt.ItemFlag.ItemIsSelectable


def test_a_change_keeps_the_selection_in_place(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    page.choose("office")
    engine.publish(ConnectionChanged(state_of(connection("another"))))
    qtbot.wait_until(lambda: len(rows(page)) == 3)
    current = page.list.currentIndex().data(ROW_ROLE)
    assert isinstance(current, ConnectionState)
    assert current.connection.id == "office"
    engine.publish(ConnectionRemoved("office"))
    qtbot.wait_until(lambda: rows(page) == ["another", "lab"])
    assert page.detail.title.text() == "another"


def test_add_saves_and_chooses_the_new_one(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    page.add()
    editor = editor_of(page)
    QTest.keyClicks(editor.name.line, "new one")
    QTest.keyClicks(editor.target.line, "ann@new.example:2222")
    editor.save_button.click()
    (saved,) = engine.commands
    assert isinstance(saved, SaveConnection)
    assert str(saved.connection.target) == "ann@new.example:2222"
    engine.publish(ConnectionChanged(state_of(saved.connection)))
    qtbot.wait_until(lambda: page.detail.title.text() == "new one")


def test_duplicate_opens_a_copy_under_a_free_name(engine: FakeEngine, page: ConnectionsPage) -> None:
    page.duplicate()
    editor = editor_of(page)
    assert editor.name.text == "lab copy"
    editor.save_button.click()
    (saved,) = engine.commands
    assert isinstance(saved, SaveConnection)
    assert saved.connection.id != "lab"
    assert [f.label for f in saved.connection.forwards] == ["web", "db"]


def test_remove_says_what_is_lost_and_asks(engine: FakeEngine, page: ConnectionsPage) -> None:
    for text, expected in (("Cancel", []), ("&Remove", [RemoveConnection(connection="lab")])):
        page.remove()
        boxes = [box for box in page.window().findChildren(QMessageBox) if box.isVisible()]
        assert len(boxes) == 1
        assert "2 forwards (web, db)" in boxes[0].informativeText()
        default = boxes[0].defaultButton()
        assert "Cancel" in default.text()
        button = next(one for one in boxes[0].buttons() if one.text().strip("&") == text.strip("&"))
        button.click()
        assert engine.commands == expected


def test_remove_says_which_sites_go_there(engine: FakeEngine, page: ConnectionsPage) -> None:
    rules = tuple(SiteRule(id=str(n), pattern=f"{n}.example", connection=("lab", "office")[n % 2]) for n in range(5))
    engine.publish(BrowserChanged(BrowserState(rules=rules)))
    page.remove()
    (box,) = [box for box in page.window().findChildren(QMessageBox) if box.isVisible()]
    assert "3 rules for sites lead to it" in box.informativeText()
    box.reject()


def test_a_refused_act_is_told(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json", {"detail": "no space left"})
    page.remove()
    (box,) = [box for box in page.window().findChildren(QMessageBox) if box.isVisible()]
    with qtbot.wait_signal(page.failed) as told:
        next(one for one in box.buttons() if "Remove" in one.text()).click()
    assert told.args == [engine.refusal]


def test_what_was_typed_stays_when_it_cannot_be_saved(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json", {"detail": "no space left"})
    page.edit()
    editor = editor_of(page)
    QTest.keyClicks(editor.name.line, "2")
    editor.save_button.click()
    qtbot.wait_until(lambda: "Cannot write towpath.json: no space left" in editor.summary.text())
    assert editor.isVisible()

    engine.refusal = None
    with qtbot.wait_signal(editor.finished):
        editor.save_button.click()
    assert len(engine.commands) == 2


def test_every_control_has_a_name(page: ConnectionsPage) -> None:
    controls = [page.list, page.search, page.detail.path, page.detail.more, *page.detail.findChildren(QPushButton)]
    for row in page.detail.findChildren(ForwardRow):
        controls += [row.switch, row.copy, row.more]
    for control in controls:
        name = control.accessibleName() or (control.text() if isinstance(control, QPushButton) else "")
        assert name, control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


@pytest.mark.usefixtures("theme")
def test_a_single_click_only_chooses(page: ConnectionsPage, engine: FakeEngine) -> None:
    style = OneClick()
    page.list.setStyle(style)
    office = page.list.visualRect(page.model.index(page.model.row_of("office"))).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=office)
    assert page.chosen
    assert page.chosen.connection.id == "office"
    assert engine.commands == []
    QTest.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=office)
    assert engine.commands == [Up(connection="office")]


def test_a_lost_login_has_its_button(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    needed = Problem(ProblemKind.LOGIN_NEEDED, "ann@lab.example", {"reason": "no answer for 45 s"})
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.WAITING_FOR_USER, problem=needed)))
    qtbot.wait_until(page.detail.login_button.isVisible)
    assert page.detail.why.text().startswith("No answer for 45 s; a password or code was given for it")
    assert not page.detail.retry_button.isVisible()
    QTest.mouseClick(page.detail.login_button, Qt.MouseButton.LeftButton)
    assert engine.commands == [RetryNow(connection="lab")]
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.CONNECTING)))
    qtbot.wait_until(lambda: not page.detail.login_button.isVisible())


def test_a_retry_is_counted_down_and_can_be_had_at_once(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage
) -> None:
    lost = state_of(connection("lab"), Status.RETRYING, problem=LOST)
    engine.publish(ConnectionChanged(replace(lost, retry_at=time.time() + 2.5, tries=3)))
    qtbot.wait_until(lambda: page.detail.countdown.text() == "next try in 3 s · tried 3 times in vain")
    assert not page.detail.to_do.isVisible(), "nobody has to connect what connects by itself"
    qtbot.wait_until(lambda: page.detail.countdown.text().startswith("next try in 2 s"))
    QTest.mouseClick(page.detail.retry_button, Qt.MouseButton.LeftButton)
    assert engine.commands == [RetryNow(connection="lab")]
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.WAITING_FOR_NETWORK)))
    qtbot.wait_until(lambda: not page._countdown.isActive())
    assert page.detail.retry_button.isVisible()
    page.hide()
    engine.publish(ConnectionChanged(replace(lost, retry_at=time.time() + 2.5)))
    qtbot.wait_until(lambda: not page.detail.countdown.isHidden())
    assert not page._countdown.isActive(), "nobody looks"


def test_what_the_menu_of_a_connection_copies(engine: FakeEngine, page: ConnectionsPage) -> None:
    page.command_action.trigger()
    command = QApplication.clipboard().text()
    assert command.startswith("ssh ")
    assert "-L 127.0.0.1:8888:web:80" in command
    page.snippet_action.trigger()
    snippet = QApplication.clipboard().text()
    assert "Host lab\n" in snippet
    assert "stdio lab %h %p" in snippet
    assert not page.check_action.isEnabled(), "it is off"
    assert page.chosen is not None
    assert page.check_action in page.detail.more.menu().actions()


def test_all_forwards_can_be_checked(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    assert page.chosen is not None
    engine.publish(ConnectionChanged(changed(page.chosen, Status.UP)))
    qtbot.wait_until(page.check_action.isEnabled)
    page.check_action.trigger()
    assert engine.commands == [CheckForwards(connection="lab")]


def test_a_connection_that_follows_a_file_says_where(qtbot: QtBot) -> None:
    linked = replace(connection("gpu"), link=SshConfigLink(host="ann@gpu"))
    engine = FakeEngine(state_of(linked), state_of(connection("office")))
    engine.holds = True
    page = ConnectionsPage(Bridge(engine))
    qtbot.add_widget(page)
    page.choose("gpu")
    place = page.detail.place
    assert place.text() == "Follows ann@gpu in ~/.ssh/config"
    found = HostAlias(name="gpu", file="/etc/ssh/more", line=12)
    engine.report(engine.asked(FindHosts).request, HostsFound(hosts=(found,), file="/etc/ssh/more"))
    qtbot.wait_until(lambda: place.text() == "Follows ann@gpu in /etc/ssh/more, line 12")
    page.choose("office")
    assert place.isHidden()
