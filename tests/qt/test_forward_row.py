"""A forward's row: what it tells, what can be done with it, and that traffic touches nothing else."""

import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, forward, state_of
from towpath.model.command import (
    AddForward,
    CheckForwards,
    ListenElsewhere,
    RemoveForward,
    RetryNow,
    SaveConnection,
    SetForwardPassword,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, SettingsChanged
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.settings import HostSettings, Settings
from towpath.model.state import ConnectionState, ForwardState, Status, Traffic
from towpath.qt.bridge import Bridge
from towpath.qt.connections.forward_dialog import ForwardDialog
from towpath.qt.connections.forward_row import ForwardRow
from towpath.qt.connections.page import ConnectionsPage

IN_USE = Problem(ProblemKind.PORT_IN_USE, "127.0.0.1:8888", {"holder": "python3 (process 123)"})
REFUSES = Problem(ProblemKind.TARGET_REFUSES, "web:80", {"via": "lab.example"})
MOVING = Traffic(down=48_300_000, up=1_200, down_rate=1_240_000, up_rate=31_000, open=3, connections=210)


class Browser(QObject):
    """Takes what would be opened in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, browser, "open")  # type: ignore[arg-type]  # the stub wants bytes, PySide a text
    yield browser
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> ConnectionsPage:
    engine.publish(SettingsChanged(Settings(hosts=HostSettings(welcomed=True))))
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    page.resize(960, 600)
    with qtbot.wait_exposed(page):
        page.show()
    return page


def show(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage, *forwards: ForwardState, status: Status = Status.UP
) -> ConnectionState:
    """These forwards of one connection, in a new state of it."""
    state = replace(state_of(connection("lab", *(one.forward for one in forwards)), status), forwards=forwards)
    with qtbot.wait_signal(page._bridge.changed):
        engine.publish(ConnectionChanged(state))
    return state


def row_of(page: ConnectionsPage, label: str = "web") -> ForwardRow:
    found = page.detail.findChild(ForwardRow, f"forward-{label}")
    assert isinstance(found, ForwardRow)
    return found


def up(made: Forward, **more: object) -> ForwardState:
    return replace(ForwardState(forward=made, status=Status.UP), **more)


@pytest.mark.parametrize(
    ("made", "way", "sentence"),
    [
        (
            forward("web"),
            "127.0.0.1:8888 here  →  web:80",
            "Programs on this computer that open 127.0.0.1:8888 reach web:80, as seen from lab.example.",
        ),
        (
            replace(forward("web"), target=Endpoint("localhost", 80)),
            "127.0.0.1:8888 here  →  localhost:80 on lab.example",
            "Programs on this computer that open 127.0.0.1:8888 reach localhost:80, as seen from lab.example.",
        ),
        (
            Forward(id="web", kind=ForwardKind.REMOTE, listen=Endpoint("*", 0), target=Endpoint("::1", 22)),
            "a free port on lab.example  →  [::1]:22 here",
            "Programs on lab.example and in its network that open a free port reach [::1]:22 on this computer.",
        ),
        (
            Forward(id="web", kind=ForwardKind.DYNAMIC, listen=Endpoint("::1", 1080)),
            "[::1]:1080 here  →  anything that lab.example reaches",
            "Programs on this computer that use [::1]:1080 as SOCKS or HTTP proxy reach whatever lab.example reaches.",
        ),
    ],
)
def test_both_ends_are_told_with_their_sides(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage, made: Forward, way: str, sentence: str
) -> None:
    show(qtbot, engine, page, ForwardState(forward=made))
    assert row_of(page).way.text() == way
    assert row_of(page).switch.accessibleDescription() == sentence


def test_rates_are_shown_while_something_moves(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web"), traffic=MOVING))
    row = row_of(page)
    assert row.rates.text() == "↓ 1.2 MB/s  ↑ 31 kB/s"
    assert "48 MB received and 1.2 kB sent since it came up; connections: 3 open, 210 in all" in row.rates.toolTip()
    show(qtbot, engine, page, up(forward("web"), traffic=replace(MOVING, down_rate=0, up_rate=0)))
    assert row.rates.text() == "3 open"
    show(qtbot, engine, page, up(forward("web"), traffic=Traffic()))
    assert row.rates.text() == ""


def test_traffic_touches_only_the_rates(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web")), up(forward("db", 5432)))
    row, other = row_of(page), row_of(page, "db")
    row.more.setFocus()
    row.menu.popup(row.mapToGlobal(row.rect().center()))
    shown = other._shown
    with qtbot.assert_not_emitted(page.model.dataChanged), qtbot.assert_not_emitted(page.model.modelReset):
        show(qtbot, engine, page, up(forward("web"), traffic=MOVING), up(forward("db", 5432)))
    assert row.rates.text() == "↓ 1.2 MB/s  ↑ 31 kB/s"
    assert row.menu.isVisible()
    assert row_of(page) is row
    assert other._shown is shown
    row.menu.close()


def test_what_was_seen_and_what_went_wrong_is_told_quietly(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage
) -> None:
    now = time.time()
    at = time.strftime("%H:%M", time.localtime(now - 1))
    seen = up(forward("web"), checked_at=now - 24, last_error=REFUSES, last_error_at=now - 1)
    show(qtbot, engine, page, seen)
    said = "Web:80 does not answer: lab.example says: connection refused"
    assert row_of(page).note.text() == f"checked 20 s ago  ·  {at}: {said[0].lower()}{said[1:]}"
    assert page._countdown.isActive(), "it grows older"
    show(qtbot, engine, page, replace(seen, status=Status.DEGRADED, problem=REFUSES))
    assert row_of(page).reason.text().startswith(said), "what is still wrong is told once"
    assert row_of(page).note.text() == "checked 20 s ago"


def test_a_taken_port_offers_another(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    waits = ForwardState(forward=forward("web"), status=Status.RETRYING, problem=IN_USE, retry_at=time.time() + 11.5)
    show(qtbot, engine, page, waits, status=Status.DEGRADED)
    row = row_of(page)
    assert "python3 (process 123) already listens there" in row.reason.text()
    assert row.countdown.text() == "next try in 12 s"
    assert page._countdown.isActive()
    QTest.mouseClick(row.another_port, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.retry, Qt.MouseButton.LeftButton)
    assert engine.commands == [ListenElsewhere(connection="lab", forward="web"), RetryNow(connection="lab")]
    show(qtbot, engine, page, up(forward("web"), bound=Endpoint("127.0.0.1", 40123)))
    assert not row.another_port.isVisible()
    assert not row.retry.isVisible()
    assert row.way.text() == "127.0.0.1:40123 here  →  web:80"
    assert not page._countdown.isActive(), "nothing is left to count"


def test_a_port_can_be_chosen(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web")))
    row_of(page).port_action.trigger()
    dialog = page.findChild(QInputDialog, "choose-port")
    assert isinstance(dialog, QInputDialog)
    assert dialog.intValue() == 8889
    dialog.setIntValue(9000)
    dialog.accept()
    assert engine.commands == [ListenElsewhere(connection="lab", forward="web", port=9000)]


@pytest.mark.parametrize(
    ("target", "bound", "address"),
    [
        (80, Endpoint("127.0.0.1", 8888), "http://127.0.0.1:8888/"),
        (8890, Endpoint("::1", 9000), "http://[::1]:9000/"),
        (443, Endpoint("*", 8443), "https://127.0.0.1:8443/"),
    ],
)
def test_a_web_page_is_opened_in_the_browser(
    qtbot: QtBot,
    engine: FakeEngine,
    page: ConnectionsPage,
    browser: Browser,
    target: int,
    bound: Endpoint,
    address: str,
) -> None:
    made = replace(forward("web"), target=Endpoint("web", target))
    show(qtbot, engine, page, ForwardState(forward=made))
    assert not row_of(page).open.isVisible(), "it is not up"
    show(qtbot, engine, page, up(made, bound=bound))
    QTest.mouseClick(row_of(page).open, Qt.MouseButton.LeftButton)
    assert browser.opened == [address]


def test_another_service_can_be_opened_but_does_not_ask_for_it(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage, browser: Browser
) -> None:
    show(qtbot, engine, page, up(replace(forward("web"), target=Endpoint("db", 5432))))
    assert not row_of(page).open.isVisible()
    row_of(page).open_action.trigger()
    assert browser.opened == ["http://127.0.0.1:8888/"]


def test_what_the_menu_does(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web"), bound=Endpoint("127.0.0.1", 9999)))
    row = row_of(page)
    row.copy_action.trigger()
    assert QApplication.clipboard().text() == "127.0.0.1:9999"
    row.command_action.trigger()
    command = QApplication.clipboard().text()
    assert command.startswith("ssh ")
    assert "-L 127.0.0.1:9999:web:80" in command
    assert command.endswith("ann@lab.example")
    row.check_action.trigger()
    assert engine.commands == [CheckForwards(connection="lab", forwards=("web",))]


def test_what_no_command_of_ssh_says_is_told(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, ForwardState(forward=forward("web", 0)))
    with qtbot.wait_signal(page.failed):
        row_of(page).command_action.trigger()


def test_remove_asks_first(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web")))
    for text, expected in (("Cancel", []), ("Remove", [RemoveForward(connection="lab", forward="web")])):
        row_of(page).remove_action.trigger()
        (box,) = [box for box in page.findChildren(QMessageBox) if box.isVisible()]
        assert "cut off" in box.informativeText()
        next(one for one in box.buttons() if text in one.text()).click()
        assert engine.commands == expected


def test_a_forward_is_changed_live(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    state = show(qtbot, engine, page, up(forward("web")), up(forward("db", 5432)))
    row_of(page).edit_action.trigger()
    dialog = page.findChild(ForwardDialog)
    assert isinstance(dialog, ForwardDialog)
    dialog.fields.listen.line.setText("9000")
    with qtbot.wait_signal(dialog.finished):
        dialog.save_button.click()
    first, second = state.connection.forwards
    moved = replace(first, listen=Endpoint("127.0.0.1", 9000))
    assert engine.commands == [SaveConnection(connection=replace(state.connection, forwards=(moved, second)))]


def test_a_forward_of_this_session_only_stays_one(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web"), saved=False))
    assert row_of(page).switch.text() == "web (this session only)"
    row_of(page).edit_action.trigger()
    dialog = page.findChild(ForwardDialog)
    assert isinstance(dialog, ForwardDialog)
    dialog.fields.listen.line.setText("9000")
    dialog.save_button.click()
    removed, added = engine.commands
    assert removed == RemoveForward(connection="lab", forward="web")
    assert isinstance(added, AddForward)
    assert not added.save


def test_a_proxy_is_added_live_with_its_password(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page, up(forward("web")))
    page.detail.add_button.click()
    dialog = page.findChild(ForwardDialog)
    assert isinstance(dialog, ForwardDialog)
    dialog.kinds[ForwardKind.DYNAMIC].click()
    QTest.keyClicks(dialog.fields.user.line, "ann")
    QTest.keyClicks(dialog.fields.password.line, "s3cret")
    dialog.save_button.click()
    added, password = engine.commands
    assert isinstance(added, AddForward)
    assert (added.connection, added.save, added.forward.user) == ("lab", True, "ann")
    assert password == SetForwardPassword(connection="lab", forward=added.forward.id, password="s3cret")


def test_what_cannot_be_added_stays_in_the_dialog(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    show(qtbot, engine, page)
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json", {"detail": "no space left"})
    page.detail.add_button.click()
    dialog = page.findChild(ForwardDialog)
    assert isinstance(dialog, ForwardDialog)
    QTest.keyClicks(dialog.fields.target.line, "inner:8888")
    dialog.save_button.click()
    qtbot.wait_until(lambda: "no space left" in dialog.summary.text())
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    dialog.done(0)


@pytest.mark.parametrize(
    ("made", "bound", "mark"),
    [
        (replace(forward("web"), listen=Endpoint("*", 8888)), None, "shared with your network"),
        (
            Forward(id="web", kind=ForwardKind.REMOTE, listen=Endpoint("localhost", 0), target=Endpoint("::1", 22)),
            Endpoint("*", 4040),
            "shared with the network of lab.example",
        ),
        (replace(forward("web"), listen=Endpoint("*", 8888)), Endpoint("127.0.0.1", 8888), ""),
        (forward("web"), None, ""),
    ],
)
def test_the_mark_says_what_is_true(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage, made: Forward, bound: Endpoint | None, mark: str
) -> None:
    show(qtbot, engine, page, up(made, bound=bound))
    assert row_of(page).mark.accessibleName() == mark
    assert row_of(page).mark.isHidden() == (not mark)
    said = str(page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == (f"lab, UP, {mark}" if mark else "lab, UP")
