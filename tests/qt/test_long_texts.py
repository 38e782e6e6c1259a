"""Long and odd texts of the user's: nothing is pushed out of sight, nothing is read as anything but text."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, forward, state_of
from tests.support.window import texts
from towpath.model.browsing import (
    BrowserState,
    ExplainSite,
    SiteExplained,
    SiteSeen,
    SystemProxyState,
    SystemProxyStatus,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged, SitesSeen
from towpath.model.forward import Endpoint
from towpath.model.site_rule import BrowserMode, Route, SiteRule
from towpath.model.state import ForwardState, Status, Traffic
from towpath.qt.bridge import Bridge
from towpath.qt.connections.forward_row import ForwardRow
from towpath.qt.theme import Theme, scaled
from towpath.qt.window import MainWindow

LONG = "a label that goes on and on, far longer than any row is wide, with {braces} & ampersands"


def test_in_the_smallest_window_the_buttons_stay_in_sight(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme
) -> None:
    hops = tuple(f"gateway-{number}.department.example.org" for number in range(5))
    engine.publish(ConnectionChanged(state_of(connection("six", forward(LONG), jumps=hops))))
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    window.resize(window.minimumSize())
    with qtbot.wait_exposed(window):
        window.show()
    detail = window.connections.detail
    assert detail.horizontalScrollBar().maximum() == 0
    row = detail.findChild(ForwardRow)
    assert isinstance(row, ForwardRow)
    assert row.switch.text() == LONG.replace("&", "&&")


def test_long_names_of_sites_and_connections_fit_the_page_with_the_rules(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme
) -> None:
    engine.holds = True
    host, name = ".".join(["a" * 60] * 4), "long " * 40
    engine.publish(ConnectionChanged(state_of(connection(name))))
    taken = SystemProxyState(status=SystemProxyStatus.TAKEN, desktop="GNOME", now=f"http://{host}/")
    everything = BrowserState(mode=BrowserMode.EVERYTHING, everything_via=name, system=taken)
    refused = Problem(ProblemKind.REFUSED, host)
    engine.publish(BrowserChanged(everything))
    seen = SiteSeen(host=host, port=443, domain=host, route=Route.VIA, connection=name, problem=refused)
    engine.publish(SitesSeen((seen,)))
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    window.resize(window.minimumSize())
    window.show_page(window.browser)
    with qtbot.wait_exposed(window):
        window.show()
    window.browser.sites.choose(host)
    window.browser.explain(host)
    rule = SiteRule(id="1", pattern=host, connection=name)
    found = SiteExplained(host=host, port=443, route=Route.VIA, connection=name, rule=rule, shadowed=(rule,))
    engine.report(engine.asked(ExplainSite).request, found)
    qtbot.wait_until(window.browser.tester.answer.isVisible)
    (room,) = window.browser.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert room.horizontalScrollBar().maximum() == 0


def test_what_broke_the_connection_is_said_once(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    problem = Problem(ProblemKind.REFUSED, "lab")
    state = state_of(connection("lab", forward("web")), Status.FAILED, problem=problem)
    broken = replace(state, forwards=tuple(replace(one, problem=problem) for one in state.forwards))
    engine.publish(ConnectionChanged(broken))
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    with qtbot.wait_exposed(window):
        window.show()
    assert len([text for text in texts(window) if "annot reach lab" in text]) == 1


def test_names_with_numbers_are_in_order(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    for name in ("machine 12", "Machine 3", "machine", "9 lives"):
        engine.publish(ConnectionChanged(state_of(connection(name))))
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    model = window.connections.model
    shown = [model.index(row).data() for row in range(model.rowCount())]
    assert shown == ["9 lives", "machine", "Machine 3", "machine 12"]


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_rows_with_everything_in_them_fit_the_smallest_window(
    qtbot: QtBot, qapp: QApplication, engine: FakeEngine, bridge: Bridge, theme: Theme, scale: float
) -> None:
    taken = Problem(ProblemKind.PORT_IN_USE, "127.0.0.1:8888", {"holder": "python3 (process 123)"})
    moving = Traffic(down_rate=888e6, up_rate=888e6)
    web = replace(forward(LONG), listen=Endpoint("*", 8888))
    docker = replace(web, id="2", listen=Endpoint.unix("/run/user/1000/a.sock"), target=Endpoint.unix("/" + 90 * "x"))
    rows = (
        ForwardState(forward=web, status=Status.UP, traffic=moving, checked_at=1, last_error=taken, last_error_at=1),
        ForwardState(forward=docker, status=Status.RETRYING, problem=taken, retry_at=2e9),
    )
    state = replace(state_of(connection("six", web, docker), Status.DEGRADED), forwards=rows)
    before = qapp.font()
    qapp.setFont(scaled(before, scale))
    try:
        engine.publish(ConnectionChanged(state))
        window = MainWindow(bridge, theme, tray_shown=lambda: True)
        qtbot.add_widget(window)
        window.resize(window.minimumSize())
        with qtbot.wait_exposed(window):
            window.show()
        detail = window.connections.detail
        assert detail.horizontalScrollBar().maximum() == 0
        for row in detail.findChildren(ForwardRow):
            assert row.more.geometry().right() <= row.width()
    finally:
        qapp.setFont(before)
