"""Web applications in the window: the dialog for an address, and the list on the connection's page."""

from collections.abc import Iterator
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.qt.fake_engine import FakeEngine, changed, connection, state_of
from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, WebAppsChanged
from towpath.model.file_work import Withdraw
from towpath.model.forward import FROM_WEB_APP, Endpoint, Forward
from towpath.model.secret_text import SecretText
from towpath.model.state import ForwardState, Status
from towpath.model.text import sentence
from towpath.model.web_app import (
    EndWebApp,
    FindWebApps,
    ForgetWebApps,
    FoundWebApp,
    OpenWebApp,
    OpenWebAppAgain,
    WebApp,
    WebAppKind,
    WebAppOpened,
    WebAppsFound,
    WebAppState,
)
from towpath.qt.apps.address_line import MASK, AddressLine
from towpath.qt.apps.likely import copied_address
from towpath.qt.apps.open_dialog import OpenAppDialog
from towpath.qt.bridge import Bridge
from towpath.qt.connections.page import ConnectionsPage

TOKEN = "5d3c0ffee8a14d0e9f5d3c0ffee8a14d"
PRINTED = f"""
    To access the server, open this file in a browser:
        file:///home/ann/.local/share/jupyter/runtime/jpserver-1-open.html
    Or copy and paste one of these URLs:
        http://127.0.0.1:8888/lab?token={TOKEN}
"""


def app(
    app_id: str = "1",
    through: str = "lab",
    address: str = "http://127.0.0.1:8888/lab",
    *,
    machine: str = "",
    port: int = 0,
    kind: WebAppKind = WebAppKind.JUPYTER,
) -> WebAppState:
    """One that is open, if it has a port."""
    known = WebApp(id=app_id, connection=through, address=address, machine=machine, kind=kind)
    forward = FROM_WEB_APP + app_id if port else ""
    return WebAppState(app=known, name=f"Jupyter {app_id}", forward=forward, port=port)


def everything_shown(widget: QWidget) -> str:
    """All texts of a widget and of what is in it, also those that only screen readers and the pointer find."""
    texts = [widget.windowTitle()]
    for one in (widget, *widget.findChildren(QWidget)):
        texts += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.statusTip(), one.whatsThis()]
        texts += [str(one.property(name)) for name in ("text", "displayText", "currentText", "plainText")]
    return "\n".join(texts)


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty before and afterwards."""
    qapp.clipboard().clear()
    yield
    qapp.clipboard().clear()


@pytest.fixture
def dialog(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, clipboard: None) -> Iterator[OpenAppDialog]:
    """Two connections, the second one up."""
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    engine.publish(ConnectionChanged(state_of(connection("cluster"), Status.UP)))
    engine.holds = True
    dialog = OpenAppDialog(bridge)
    with qtbot.wait_exposed(dialog):
        dialog.show()
    yield dialog
    if isValid(dialog):
        dialog.close()


def says(dialog: OpenAppDialog, text: str) -> bool:
    return dialog.plan.text == text


def paste(line: AddressLine, text: str) -> None:
    QApplication.clipboard().setText(text)
    line.line.selectAll()
    QTest.keyClick(line.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


# --- the line


@pytest.fixture
def line(qtbot: QtBot, clipboard: None) -> AddressLine:
    line = AddressLine()
    qtbot.add_widget(line)
    return line


def test_a_pasted_token_is_not_shown_and_not_lost(line: AddressLine) -> None:
    paste(line, PRINTED)
    assert line.line.text() == f"http://127.0.0.1:8888/lab?{MASK}"
    assert TOKEN not in everything_shown(line)
    assert line.text == SecretText(f"http://127.0.0.1:8888/lab?token={TOKEN}")
    assert TOKEN not in repr(line.text)


def test_an_address_is_found_in_what_was_printed_around_it(line: AddressLine) -> None:
    paste(line, "Serving on\n  http://inner:6006/ (Press CTRL+C to quit)\n")
    assert line.line.text() == "http://inner:6006"
    assert not line.reveal.isEnabled()


def test_machine_and_port_can_be_changed_around_it(line: AddressLine) -> None:
    paste(line, f"http://ann:secret@127.0.0.1:8888/lab?token={TOKEN}")
    line.line.setText(line.line.text().replace("127.0.0.1:8888", "inner:9999"))
    assert line.text == SecretText(f"http://ann:secret@inner:9999/lab?token={TOKEN}")


def test_without_its_dots_the_token_is_forgotten(line: AddressLine) -> None:
    paste(line, f"http://inner:8888/lab?token={TOKEN}")
    line.line.selectAll()
    QTest.keyClicks(line.line, "http://other:8888/")
    assert line.text == SecretText("http://other:8888/")
    line.line.insert(MASK)
    assert TOKEN not in line.text.value


def test_it_is_shown_to_who_asks_for_it(line: AddressLine) -> None:
    paste(line, f"http://inner:8888/lab?token={TOKEN}")
    line.reveal.click()
    assert line.line.text() == f"http://inner:8888/lab?token={TOKEN}"
    assert line.reveal.accessibleName() == "Hide the token"
    line.reveal.click()
    assert line.line.text() == f"http://inner:8888/lab?{MASK}"
    assert line.text == SecretText(f"http://inner:8888/lab?token={TOKEN}")


def test_a_token_that_is_typed_is_hidden_once_it_is_complete(line: AddressLine) -> None:
    QTest.keyClicks(line.line, "http://inner:8888/?token=abc")
    assert line.line.text() == "http://inner:8888/?token=abc"
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert line.line.text() == f"http://inner:8888/?{MASK}"
    assert line.text == SecretText("http://inner:8888/?token=abc")


def test_what_is_typed_short_stays_short(line: AddressLine) -> None:
    QTest.keyClicks(line.line, "8888")
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert line.line.text() == "8888"


@pytest.mark.parametrize("text", ["http://inner:port/", "ftp://inner/", "http://"])
def test_what_is_no_address_is_told_below_the_line(line: AddressLine, text: str) -> None:
    QTest.keyClicks(line.line, text)
    assert line.message.text()
    assert not line.message.isHidden()
    assert line.address is None


def test_a_token_in_what_is_no_address_is_not_repeated(line: AddressLine) -> None:
    paste(line, f"ftp://inner:8888/?token={TOKEN}")
    assert TOKEN not in line.message.text() + line.line.accessibleDescription()


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (PRINTED, True),
        ("inner:8888", True),
        ("http://gpu.example:6006/", True),
        ("http://gpu.example:3000/", True),
        ("https://hub.example.org/user/ann/lab", True),
        ("127.0.0.1:3000", True),
        ("https://www.example.org/index.html", False),
        ("12:30", False),
        ("8888", False),
        ("some words: 17", False),
        ("", False),
    ],
)
def test_only_what_was_copied_for_it_is_offered(text: str, offered: bool) -> None:
    assert copied_address(text) is offered


# --- the dialog


def test_what_was_copied_needs_not_be_pasted(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, clipboard: None) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    QApplication.clipboard().setText(PRINTED)
    dialog = OpenAppDialog(bridge)
    qtbot.add_widget(dialog)
    assert dialog.address.text == SecretText(f"http://127.0.0.1:8888/lab?token={TOKEN}")
    assert TOKEN not in everything_shown(dialog)


def test_an_address_is_opened_by_paste_and_return(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, dialog: OpenAppDialog
) -> None:
    paste(dialog.address, PRINTED)
    assert dialog.machine_label.text() == "&Whose 127.0.0.1 is that?"
    assert dialog.machine.currentText() == "cluster.example", "where the one leads that is up"
    assert dialog.plan.text == "127.0.0.1:8888 here  →  localhost:8888 on cluster.example"
    with qtbot.wait_signal(dialog.opened) as told:
        QTest.keyClick(dialog.address.line, Qt.Key.Key_Return)
        command = engine.asked(OpenWebApp)
        assert (command.connection, command.machine, command.browse) == ("cluster", "", True)
        assert command.address == SecretText(f"http://127.0.0.1:8888/lab?token={TOKEN}")
        assert dialog.bar.isVisible()
        assert not dialog.open_button.isEnabled()
        opened = WebAppOpened(id="1", address=SecretText("http://127.0.0.1:8888/"), port=8888)
        engine.report(command.request, opened)
        engine.finish(command)
    assert told.args == [opened]
    assert not isValid(dialog) or not dialog.isVisible()


def test_progress_is_told_while_the_connection_comes_up(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, dialog: OpenAppDialog
) -> None:
    dialog.connection.setCurrentIndex(dialog.connection.findData("lab"))
    dialog.connection.activated.emit(dialog.connection.currentIndex())
    paste(dialog.address, "inner:8888")
    assert dialog.plan.text == "127.0.0.1:8888 here  →  inner:8888 as seen from lab.example"
    assert dialog.note.text().startswith("lab is connected first.")
    dialog.open_button.click()
    lab = bridge.snapshot.by_id("lab")
    assert lab
    for status, text in (
        (Status.WAITING_FOR_USER, "Connecting to lab: WAITING FOR YOU"),
        (Status.UP, "Opening…"),
    ):
        engine.publish(ConnectionChanged(changed(lab, status)))
        qtbot.wait_until(partial(says, dialog, text))


def test_what_went_wrong_is_told_and_can_be_mended(qtbot: QtBot, engine: FakeEngine, dialog: OpenAppDialog) -> None:
    paste(dialog.address, PRINTED)
    dialog.open_button.click()
    problem = Problem(ProblemKind.TARGET_REFUSES, "localhost:8888", {"via": "cluster.example"})
    engine.finish(engine.asked(OpenWebApp), problem)
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert "localhost:8888" in dialog.problem_label.text()
    machine = dialog.machine.lineEdit()
    assert machine
    assert machine.hasFocus(), "most likely it was somebody else's 127.0.0.1"
    machine.selectAll()
    QTest.keyClicks(machine, "gpu-07")
    assert dialog.plan.text == "127.0.0.1:8888 here  →  gpu-07:8888 as seen from cluster.example"
    QTest.keyClick(machine, Qt.Key.Key_Return)
    assert engine.asked(OpenWebApp).machine == "gpu-07"
    assert engine.asked(OpenWebApp).address.value.endswith(TOKEN)


def test_a_browser_that_does_not_start_is_told(qtbot: QtBot, engine: FakeEngine, dialog: OpenAppDialog) -> None:
    paste(dialog.address, "inner:8888")
    dialog.open_button.click()
    command = engine.asked(OpenWebApp)
    engine.report(command.request, WebAppOpened(id="1", address=SecretText("http://127.0.0.1:8888/"), port=8888))
    engine.finish(command, Problem(ProblemKind.BROWSER_NOT_STARTED, "the desktop's browser"))
    qtbot.wait_until(dialog.problem_label.isVisible)
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == "http://127.0.0.1:8888/", "it can be opened by hand"


def test_a_name_that_cannot_be_a_machine_is_refused(dialog: OpenAppDialog) -> None:
    paste(dialog.address, PRINTED)
    dialog.machine.setEditText("-oProxyCommand=x")
    assert not dialog.open_button.isEnabled()
    assert dialog.machine_message.isVisible()


def test_a_machine_that_was_said_before_is_proposed(engine: FakeEngine, dialog: OpenAppDialog) -> None:
    before = (app(machine="gpu-07"), app("2", machine=""), app("3", "cluster", address="http://inner:8888"))
    engine.publish(WebAppsChanged(before))
    dialog.connection.setCurrentIndex(dialog.connection.findData("lab"))
    dialog.connection.activated.emit(dialog.connection.currentIndex())
    paste(dialog.address, PRINTED)
    assert dialog.machine.currentText() == "gpu-07"
    assert [dialog.machine.itemText(row) for row in range(dialog.machine.count())] == ["lab.example", "gpu-07"]
    dialog.open_button.click()
    assert engine.asked(OpenWebApp).machine == "gpu-07"


@pytest.mark.parametrize(
    ("address", "through"),
    [
        ("http://lab.example:8888/", "lab"),
        ("http://gpu.lab.test:8888/", "lab"),
        ("http://known:8888/", "lab"),
        ("http://elsewhere:8888/", "cluster"),
    ],
    ids=["its target", "a machine of its forward", "opened before", "nobody's"],
)
def test_the_connection_is_guessed(
    engine: FakeEngine, bridge: Bridge, clipboard: None, qtbot: QtBot, address: str, through: str
) -> None:
    forward = Forward(id="f", listen=Endpoint("127.0.0.1", 1), target=Endpoint("gpu.lab.test", 80))
    engine.publish(ConnectionChanged(state_of(connection("lab", forward))))
    engine.publish(ConnectionChanged(state_of(connection("cluster"), Status.UP)))
    engine.publish(WebAppsChanged((app("2", "cluster"), app("1", "lab", "http://known:8888"))))
    dialog = OpenAppDialog(bridge)
    qtbot.add_widget(dialog)
    paste(dialog.address, address)
    assert dialog.connection.currentData() == through


def test_servers_are_found_and_one_is_opened_by_return(qtbot: QtBot, engine: FakeEngine, dialog: OpenAppDialog) -> None:
    dialog.find_button.click()
    command = engine.asked(FindWebApps)
    assert command.connection == "cluster"
    assert dialog.plan.text == "Looking for Jupyter servers…"
    found = tuple(
        FoundWebApp(
            address=SecretText(f"http://127.0.0.1:{port}/?token={TOKEN}"), shown=f"http://127.0.0.1:{port}", folder="/n"
        )
        for port in (8888, 8889)
    )
    engine.report(command.request, WebAppsFound(apps=found))
    engine.finish(command)
    qtbot.wait_until(dialog.found.list.isVisible)
    qtbot.wait_until(dialog.found.list.hasFocus)
    assert dialog.found.list.item(0).text() == "/n — http://127.0.0.1:8888"
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Down)
    assert TOKEN not in everything_shown(dialog)
    asked = len(engine.commands)
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Return)
    assert engine.asked(OpenWebApp).address == found[1].address
    assert engine.asked(OpenWebApp).machine == ""
    assert len(engine.commands) == asked + 1, "Return is also that of the button"


@pytest.mark.parametrize("remark", ["no jupyter is in the PATH there", ""])
def test_an_empty_list_says_why(qtbot: QtBot, engine: FakeEngine, dialog: OpenAppDialog, remark: str) -> None:
    dialog.find_button.click()
    command = engine.asked(FindWebApps)
    engine.report(command.request, WebAppsFound(apps=(), remark=remark))
    engine.finish(command)
    qtbot.wait_until(dialog.found.remark.isVisible)
    said = dialog.found.remark.text()
    assert said == sentence(remark) if remark else "cluster.example" in said
    assert not dialog.found.list.isVisible()


def test_tab_goes_through_the_dialog_as_one_reads_it(dialog: OpenAppDialog) -> None:
    paste(dialog.address, PRINTED)
    names = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused
        names.append(focused.objectName() or focused.accessibleName() or str(focused.property("text")))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    order = ["app-address", "app-reveal", "app-connection", "app-machine", "open-app"]
    assert [name for name in names if name in order] == order, names
    assert "find-servers" in names


def test_without_a_connection_there_is_nothing_to_press(qtbot: QtBot, bridge: Bridge, clipboard: None) -> None:
    dialog = OpenAppDialog(bridge)
    qtbot.add_widget(dialog)
    paste(dialog.address, PRINTED)
    assert not dialog.open_button.isEnabled()
    assert not dialog.find_button.isEnabled()
    assert "add one" in dialog.connection.placeholderText()


def test_long_names_do_not_make_it_wide(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, dialog: OpenAppDialog
) -> None:
    width = dialog.width()
    host = ".".join(["x" * 60] * 4)
    known = replace(connection("far"), name="n" * 250, target=Hop(host=host, user="ann"))
    engine.publish(ConnectionChanged(state_of(known, Status.UP)))
    wide = OpenAppDialog(bridge, "far", chosen=True)
    with qtbot.wait_exposed(wide):
        wide.show()
    paste(wide.address, f"http://{host}:8888/lab?token={TOKEN}")
    wide.find_button.click()
    command = engine.asked(FindWebApps)
    shown = f"http://{host}:8888"
    found = FoundWebApp(address=SecretText(f"{shown}/?token={TOKEN}"), shown=shown, folder="/f" * 200)
    engine.report(command.request, WebAppsFound(apps=(found,)))
    engine.finish(command)
    qtbot.wait_until(wide.found.list.isVisible)
    assert wide.width() == width
    assert host in wide.plan.text
    wide.close()


def test_closing_the_dialog_ends_what_it_began(engine: FakeEngine, dialog: OpenAppDialog) -> None:
    paste(dialog.address, "inner:8888")
    dialog.open_button.click()
    request = engine.asked(OpenWebApp).request
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert Withdraw(request=request) in engine.commands


# --- the page


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, clipboard: None) -> Iterator[ConnectionsPage]:
    """One is open, another was."""
    lab = state_of(connection("lab"), Status.UP)
    forward = Forward(
        id=FROM_WEB_APP + "1", label="Jupyter 1", listen=Endpoint("127.0.0.1", 8888), target=Endpoint("localhost", 8888)
    )
    up = ForwardState(forward=forward, saved=False, status=Status.UP, bound=Endpoint("127.0.0.1", 8889))
    engine.publish(ConnectionChanged(replace(lab, forwards=(up,))))
    engine.publish(WebAppsChanged((app(port=8889), app("2"), app("3", "other", port=1))))
    page = ConnectionsPage(bridge)
    page.resize(1000, 900)
    with qtbot.wait_exposed(page):
        page.show()
    yield page
    page.close()


def row_of(page: ConnectionsPage, app_id: str) -> QWidget | None:
    found = page.findChild(QWidget, f"web-app-{app_id}")
    assert found is None or isinstance(found, QWidget)
    return found


def button(page: ConnectionsPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def test_the_page_has_what_is_open(engine: FakeEngine, page: ConnectionsPage) -> None:
    row = row_of(page, "1")
    assert row
    shown = everything_shown(row)
    assert "Jupyter 1" in shown
    assert "127.0.0.1:8889 here  →  localhost:8888 on lab.example" in shown
    assert "UP" in shown
    assert row_of(page, "2") is None
    assert row_of(page, "3") is None
    assert page.findChild(QWidget, "forward-app-1") is None, "it is not told twice"
    QTest.mouseClick(button(page, "copy-1"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "http://127.0.0.1:8889/lab"
    QTest.mouseClick(button(page, "show-1"), Qt.MouseButton.LeftButton)
    assert engine.asked(OpenWebAppAgain).id == "1"
    QTest.mouseClick(button(page, "end-1"), Qt.MouseButton.LeftButton)
    assert engine.asked(EndWebApp).id == "1"


def test_its_address_is_copied_with_the_port_that_it_has_now(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage
) -> None:
    def copied() -> str:
        QTest.mouseClick(button(page, "copy-1"), Qt.MouseButton.LeftButton)
        return QApplication.clipboard().text()

    engine.publish(WebAppsChanged((app(port=9000),)))
    qtbot.wait_until(lambda: copied() == "http://127.0.0.1:9000/lab")


def test_what_was_ended_is_offered_in_a_menu(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    engine.publish(WebAppsChanged((app(), app("2"))))
    qtbot.wait_until(lambda: row_of(page, "1") is None)
    assert page.detail.apps.none.isVisible()
    menu = page.detail.apps.recent_button.menu()
    menu.aboutToShow.emit()
    texts = {action.objectName(): action for action in menu.actions() if not action.isSeparator()}
    assert list(texts) == ["recent-web-app-1", "recent-web-app-2", "forget-web-apps"]
    texts["recent-web-app-2"].trigger()
    assert engine.asked(OpenWebAppAgain).id == "2"
    texts["forget-web-apps"].trigger()
    assert engine.asked(ForgetWebApps).ids == ("1", "2")


def test_the_page_opens_the_dialog_for_its_connection(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    engine.publish(ConnectionChanged(state_of(connection("up"), Status.UP)))
    qtbot.wait_until(lambda: page.model.row_of("up") >= 0)
    page.choose("lab")
    page.detail.apps.open_button.click()
    (dialog,) = page.findChildren(OpenAppDialog)
    assert dialog.connection.currentData() == "lab"
    paste(dialog.address, "http://up.example:8888/")
    assert dialog.connection.currentData() == "lab", "somebody chose it"
    page.app_action.trigger()
    assert page.findChildren(OpenAppDialog) == [dialog]
    dialog.reject()


def test_what_is_to_be_known_is_told(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    engine.holds = True
    page.apps.show("1")
    command = engine.asked(OpenWebAppAgain)
    with qtbot.wait_signal(page.apps.told) as told:
        opened = WebAppOpened(id="1", address=SecretText("x"), port=8889, remark="port 8888 is taken here")
        engine.report(command.request, opened)
    assert told.args == ["Port 8888 is taken here"]
    with qtbot.wait_signal(page.failed):
        engine.finish(command, Problem(ProblemKind.NO_BROWSER))
