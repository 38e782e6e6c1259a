"""Quick connect: by name, address or URL; what is refused, and what is made."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import FileEngine
from towpath.model.command import SaveConnection
from towpath.model.connection import Connection, Hop, SshConfigLink
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import RememberedChanged, SettingsChanged
from towpath.model.host_config import FindHosts, HostAlias, HostResolved, HostsFound, ResolvedBy, ResolveHost
from towpath.model.remembered import Remembered
from towpath.model.settings import NetworkSettings, Settings
from towpath.model.transfer import Place
from towpath.model.trust import KnownHostLine, KnownHostsListed, ListKnownHosts
from towpath.qt.bridge import Bridge
from towpath.qt.files.quick_connect import QuickConnectDialog
from towpath.qt.theme import Theme


@pytest.fixture
def engine() -> FileEngine:
    return FileEngine(state_of(connection("lab")))


class Asked:
    """An open dialog, and what came of it."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self.dialog = QuickConnectDialog(bridge)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.add_widget(self.dialog)
        self.places: list[Place] = []
        self.typed: list[str] = []
        self.dialog.connected.connect(self.places.append)
        self.dialog.typed.connect(self.typed.append)
        with qtbot.wait_exposed(self.dialog):
            self.dialog.open()

    def enter(self, text: str) -> None:
        QTest.keyClicks(self.dialog.address.line, text)
        QTest.keyClick(self.dialog.address.line, Qt.Key.Key_Return)


@pytest.fixture
def asked(qtbot: QtBot, bridge: Bridge, theme: Theme) -> Iterator[Asked]:
    asked = Asked(qtbot, bridge)
    yield asked
    asked.dialog.hide()


def made(engine: FileEngine) -> list[SaveConnection]:
    return [command for command in engine.commands if isinstance(command, SaveConnection)]


def test_an_address_makes_a_connection_that_is_not_saved(qtbot: QtBot, asked: Asked, engine: FileEngine) -> None:
    asked.enter("ann@x.example:2222/srv")
    qtbot.wait_until(lambda: bool(asked.places))
    (command,) = made(engine)
    assert command.connection.target == Hop(host="x.example", port=2222, user="ann")
    assert not command.save
    assert asked.places == [Place(command.connection.id, b"/srv")]
    assert asked.typed == ["ann@x.example:2222/srv"]
    assert not asked.dialog.isVisible()


def test_it_begins_with_what_the_settings_say(qtbot: QtBot, asked: Asked, engine: FileEngine) -> None:
    engine.publish(SettingsChanged(Settings(network=NetworkSettings(timeout=5.0))))
    asked.enter("ann@x.example")
    qtbot.wait_until(lambda: bool(asked.places))
    (command,) = made(engine)
    assert command.connection.target == Hop(host="x.example", user="ann", timeout=5.0)


@pytest.mark.parametrize("text", ["lab", "ann@lab.example", "sftp://lab.example/"])
def test_a_known_machine_is_not_made_again(qtbot: QtBot, asked: Asked, engine: FileEngine, text: str) -> None:
    asked.enter(text)
    qtbot.wait_until(lambda: asked.places == [Place("lab", b"~")])
    assert made(engine) == []


@pytest.mark.parametrize("text", ["-oProxyCommand=x", "ann:secret@x", "sftp://ann:secret@x/", "http://x", "a b"])
def test_what_is_refused_says_why(asked: Asked, engine: FileEngine, text: str) -> None:
    asked.enter(text)
    assert asked.dialog.address.message.isVisible()
    assert "secret" not in asked.dialog.address.message.text()
    assert not asked.dialog.save_button.isEnabled()
    assert asked.dialog.isVisible()
    assert made(engine) == []
    assert asked.typed == []


def test_a_refusal_of_the_engine_is_shown(qtbot: QtBot, asked: Asked, engine: FileEngine) -> None:
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "config")
    asked.enter("ann@x.example")
    qtbot.wait_until(asked.dialog.summary.isVisible)
    assert asked.dialog.isVisible()
    assert asked.places == []
    assert asked.dialog.save_button.isEnabled()


def test_what_worked_before_completes(qtbot: QtBot, bridge: Bridge, engine: FileEngine) -> None:
    engine.publish(RememberedChanged(Remembered(recent_hosts=("bob@far.example",))))
    asked = Asked(qtbot, bridge)
    QTest.keyClicks(asked.dialog.address.line, "far")
    completer = asked.dialog.address.line.completer()
    assert completer.currentCompletion() == "bob@far.example"
    popup = completer.popup()
    assert popup
    popup.hide()
    asked.dialog.hide()


def test_a_host_of_ssh_config_becomes_what_ssh_makes_of_it(qtbot: QtBot, asked: Asked, engine: FileEngine) -> None:
    engine.holds = True
    asked.enter("box.cluster")
    command = engine.asked(ResolveHost)
    assert command.host == "box.cluster"
    made_of_it = Connection(
        id="other",
        name="other",
        target=Hop(host="10.0.0.7"),
        jumps=(Hop(host="gate"),),
        link=SshConfigLink(host="box.cluster"),
    )
    engine.report(command.request, HostResolved(values=(), connection=made_of_it, by=ResolvedBy.SSH))
    engine.holds = False
    engine.finish(command)
    qtbot.wait_until(lambda: bool(asked.places))
    (saved,) = made(engine)
    assert (saved.connection.jumps, saved.connection.link) == (made_of_it.jumps, made_of_it.link)
    assert (saved.connection.name, saved.save) == ("box.cluster", False)
    assert asked.places == [Place(saved.connection.id, b"~")]


def test_a_host_of_which_no_ssh_config_says_anything_stays_what_was_typed(
    qtbot: QtBot, asked: Asked, engine: FileEngine
) -> None:
    engine.holds = True
    asked.enter("ann@x.example")
    command = engine.asked(ResolveHost)
    plain = Connection(
        id="other", name="other", target=Hop(host="x.example", user="ann"), link=SshConfigLink(host="ann@x.example")
    )
    engine.report(command.request, HostResolved(values=(), connection=plain, by=ResolvedBy.SSH))
    engine.holds = False
    engine.finish(command)
    qtbot.wait_until(lambda: bool(asked.places))
    assert made(engine)[0].connection.link is None


def test_hosts_of_ssh_config_and_known_hosts_are_completed(
    qtbot: QtBot, bridge: Bridge, theme: Theme, engine: FileEngine
) -> None:
    engine.holds = True
    asked = Asked(qtbot, bridge)
    found = HostsFound(hosts=(HostAlias(name="lab2", file="/c", line=1),), file="/c")
    engine.report(engine.asked(FindHosts).request, found)
    fields = ["db.example,10.0.0.1", "[far.example]:2222", "|1|abc=|def=", "*.example"]
    lines = tuple(KnownHostLine(file="/k", line=1, text="", hosts=field) for field in fields)
    engine.report(engine.asked(ListKnownHosts).request, KnownHostsListed(lines=lines))
    qtbot.wait_until(lambda: completed(asked) == ["lab", "lab2", "db.example", "far.example:2222"])
    asked.dialog.hide()


def completed(asked: Asked) -> list[str]:
    model = asked.dialog.address.line.completer().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_long_refusal_is_shown_in_full(qtbot: QtBot, asked: Asked, engine: FileEngine) -> None:
    dialog = asked.dialog
    dialog.finish_saving(Problem(ProblemKind.INVALID, "a name that nobody knows here " * 12))
    qtbot.wait_until(lambda: dialog.summary.height() >= dialog.summary.heightForWidth(dialog.summary.width()))
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
