"""The first start: what is found is offered, once."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.support.window import texts
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, SettingsChanged
from towpath.model.host_config import (
    AnsweredWelcome,
    ConnectionsImported,
    FindHosts,
    FoundSite,
    HostAlias,
    HostsFound,
    ImportHosts,
    ImportSites,
    ReadSites,
    SiteFormat,
    SitesRead,
)
from towpath.model.keys import AgentInfo, KeyInfo, KeysListed, ListKeys
from towpath.model.settings import HostSettings, Settings
from towpath.qt.bridge import Bridge
from towpath.qt.connections.page import ConnectionsPage

ALIASES = tuple(HostAlias(name=name, file="/etc/ssh/config", line=line) for line, name in ((1, "gate"), (4, "lab")))
HOSTS = HostsFound(hosts=ALIASES, file="/etc/ssh/config")
SITE = FoundSite(name="box", connection=connection("box"), format=SiteFormat.FILEZILLA, has_password=True)
SITES = SitesRead(path="", sites=(SITE,))
KEY = KeyInfo(path="/home/ann/.ssh/id_lab", has_private=True)
KEYS = KeysListed(
    keys=(KEY, KeyInfo(fingerprint="SHA256:x")), agents=(AgentInfo(socket="/a", keys=2),), folder="/x/.ssh"
)
NONE = (HostsFound(hosts=(), file="/x"), SitesRead(path="", sites=()), KeysListed(keys=()))


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[ConnectionsPage]:
    """Of somebody who starts for the first time, and whose answers are on their way."""
    engine.holds = True
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    page.resize(1000, 700)
    with qtbot.wait_exposed(page):
        page.show()
    yield page
    page.hide()


def find(
    qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage, hosts: HostsFound, sites: SitesRead, keys: KeysListed
) -> None:
    """This is there."""
    with qtbot.wait_signal(page.first_page.welcome.ready):
        for asked, report in (
            (engine.asked(FindHosts), hosts),
            (engine.asked(ReadSites), sites),
            (engine.asked(ListKeys), keys),
        ):
            engine.report(asked.request, report)
            engine.finish(asked)


def shows_welcome(page: ConnectionsPage) -> bool:
    return page.first_page.welcome.isVisible()


def test_what_is_found_is_offered(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    assert not shows_welcome(page)  # until it is known
    find(qtbot, engine, page, HOSTS, SITES, KEYS)
    assert shows_welcome(page)
    welcome = page.first_page.welcome
    said = [label.text() for label in welcome.findChildren(QLabel)]
    for words in (
        "2 hosts in /etc/ssh/config",
        "One connection of FileZilla",
        "One key in /x/.ssh",
        "An agent that holds 2 keys",
    ):
        assert words in said
    assert [one.name for one in welcome.table.chosen] == ["gate", "lab", "box"]
    assert welcome.add_button.text() == "&Add 3 connections"
    assert welcome.add_button.hasFocus()


def test_one_key_adds_them(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    find(qtbot, engine, page, HOSTS, SITES, KEYS)
    QTest.keyClick(page.first_page.welcome.add_button, Qt.Key.Key_Space)
    hosts = engine.asked(ImportHosts)
    assert (hosts.hosts, hosts.follow_new, hosts.file) == (("gate", "lab"), True, "")
    for name in hosts.hosts:
        engine.publish(ConnectionChanged(state_of(connection(name))))
    engine.report(hosts.request, ConnectionsImported(connections=hosts.hosts))
    engine.finish(hosts)
    qtbot.wait_until(lambda: isinstance(engine.commands[-1], ImportSites))
    sites = engine.asked(ImportSites)
    assert (sites.names, sites.path, sites.passwords) == (("box",), "", False)
    engine.publish(ConnectionChanged(state_of(connection("box"))))
    engine.report(sites.request, ConnectionsImported(connections=sites.names))
    engine.finish(sites)
    qtbot.wait_until(lambda: engine.commands[-1] == AnsweredWelcome())
    assert page.chosen
    assert page.chosen.connection.id == "gate"  # the first in the list
    assert page.list.hasFocus()
    assert not shows_welcome(page)


def test_ticks_decide(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    find(qtbot, engine, page, HOSTS, SITES, KEYS)
    welcome = page.first_page.welcome
    welcome.table.setFocus()
    QTest.keyClick(welcome.table, Qt.Key.Key_Space)
    QTest.keyClick(welcome.table, Qt.Key.Key_Down)
    QTest.keyClick(welcome.table, Qt.Key.Key_Space)
    assert [one.name for one in welcome.table.chosen] == ["box"]
    assert welcome.add_button.text() == "&Add the connection"
    welcome.follow.click()
    welcome.table.tick_all(False)
    assert not welcome.add_button.isEnabled()
    welcome.table.tick_all(True)
    welcome.add_button.click()
    assert engine.asked(ImportHosts).follow_new is False


def test_failures_are_told(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    find(qtbot, engine, page, HOSTS, NONE[1], KEYS)
    page.first_page.welcome.add_button.click()
    problem = Problem(ProblemKind.SSH_CONFIG_REFUSED, "/etc/ssh/config")
    with qtbot.wait_signal(page.failed) as failed:
        engine.finish(engine.asked(ImportHosts), problem)
    assert failed.args == [problem]
    assert shows_welcome(page)
    assert page.first_page.welcome.add_button.isEnabled()
    assert AnsweredWelcome() not in engine.commands


def test_what_could_not_be_added_is_told_of_each(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    find(qtbot, engine, page, HOSTS, NONE[1], KEYS)
    page.first_page.welcome.add_button.click()
    asked = engine.asked(ImportHosts)
    problem = Problem(ProblemKind.COMMAND_REFUSED, "lab")
    engine.publish(ConnectionChanged(state_of(connection("gate"))))
    with qtbot.wait_signal(page.failed) as failed:
        engine.report(asked.request, ConnectionsImported(connections=("gate",), problems=(problem,)))
        engine.finish(asked)
    assert failed.args == [problem]
    qtbot.wait_until(lambda: engine.commands[-1] == AnsweredWelcome())


def test_start_with_nothing(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    find(qtbot, engine, page, HOSTS, SITES, KEYS)
    page.first_page.welcome.decline_button.click()
    assert engine.commands[-1] == AnsweredWelcome()
    assert not shows_welcome(page)
    assert "Add your first connection" in texts(page.first_page)


def test_nothing_is_found(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    find(qtbot, engine, page, *NONE)
    assert not shows_welcome(page)
    assert "Add your first connection" in texts(page.first_page)


def test_what_cannot_be_read_hides_nothing(qtbot: QtBot, engine: FakeEngine, page: ConnectionsPage) -> None:
    refused = Problem(ProblemKind.SSH_CONFIG_REFUSED, "/etc/ssh/config")
    with qtbot.wait_signal(page.first_page.welcome.ready):
        engine.finish(engine.asked(FindHosts), refused)
        engine.finish(engine.asked(ListKeys), refused)
        engine.report(engine.asked(ReadSites).request, SITES)
        engine.finish(engine.asked(ReadSites))
    assert [one.name for one in page.first_page.welcome.table.chosen] == ["box"]
    assert not page.first_page.welcome.follow.isVisible()


def test_only_once(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(SettingsChanged(replace(Settings(), hosts=HostSettings(welcomed=True))))
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    with qtbot.wait_exposed(page):
        page.show()
    assert engine.commands == []
    page.hide()


def test_not_beside_connections(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("box"))))
    page = ConnectionsPage(bridge)
    qtbot.add_widget(page)
    with qtbot.wait_exposed(page):
        page.show()
    assert engine.commands == []
    page.hide()
