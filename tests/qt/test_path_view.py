"""The drawn way: its nodes, where it broke, and the same for keyboard and screen reader."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from towpath.model.connection import Proxy, ProxyKind
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, Status
from towpath.qt.connections.path_view import PathView
from towpath.qt.theme import status_colour

REFUSED = Problem(ProblemKind.REFUSED, "ann@b.example")


def broken() -> ConnectionState:
    lab = connection("lab", jumps=("a.example", "b.example"))
    state = state_of(lab, Status.FAILED, hops=(Status.UP, Status.FAILED, Status.OFF))
    hops = (state.hops[0], replace(state.hops[1], problem=REFUSED), state.hops[2])
    return replace(state, hops=hops, problem=REFUSED)


def test_it_draws_every_place_on_the_way(qtbot: QtBot) -> None:
    view = PathView()
    qtbot.add_widget(view)
    proxied = replace(connection("lab"), proxy=Proxy(kind=ProxyKind.SOCKS5, host="proxy", port=1080))
    view.show_state(state_of(proxied, Status.UP))
    assert [node.name for node in view.nodes] == ["This machine", "proxy:1080", "ann@lab.example"]
    assert view.accessibleDescription() == "This machine; proxy:1080; ann@lab.example: UP"


def test_a_broken_way_shows_where_and_why(qtbot: QtBot) -> None:
    view = PathView()
    qtbot.add_widget(view)
    view.show_state(broken())
    view.resize(view.sizeHint())
    view.show()
    assert "ann@b.example: FAILED, connection refused" in view.accessibleDescription()
    image = view.grab().toImage()
    columns = {Status.UP: 1, Status.FAILED: 2, Status.OFF: 3}
    for status, number in columns.items():
        column = view.width() / len(view.nodes)
        # Just left of a machine's disc runs the stretch that leads to it.
        left = range(round(column * number - 8), round(column * (number + 0.5)) - 32)
        middle = round(view._centre(number).y())
        found = [close(image.pixelColor(x, middle), status_colour(status, view.palette())) for x in left]
        assert any(found), status
        assert all(found) == (status is Status.UP), "only the working stretch is one unbroken line"


def test_a_machine_that_waits_for_a_security_key_says_so(qtbot: QtBot) -> None:
    view = PathView()
    qtbot.add_widget(view)
    state = state_of(connection("lab"), Status.WAITING_FOR_USER)
    view.show_state(replace(state, hops=(replace(state.hops[0], touch=True),)))
    assert view.accessibleDescription().endswith("ann@lab.example: WAITING FOR YOU, touch your security key")


def test_a_long_way_goes_on_in_the_next_row(qtbot: QtBot) -> None:
    view = PathView()
    qtbot.add_widget(view)
    lab = connection("lab", jumps=tuple(f"gate{number}.example" for number in range(6)))
    view.show_state(state_of(lab, Status.UP))
    assert view.heightForWidth(1200) == view.minimumSizeHint().height()
    view.resize(520, view.heightForWidth(520))
    assert view.heightForWidth(520) == 2 * view.minimumSizeHint().height()
    places = [view._centre(number).toPoint() for number in range(8)]
    assert len({place.y() for place in places}) == 2
    assert all(view.rect().contains(place) for place in places)
    with qtbot.wait_exposed(view):
        view.show()
    for number, place in enumerate(places):
        with qtbot.wait_signal(view.chosen) as chosen:
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
        assert chosen.args == [number]


def test_keys_and_clicks_choose_a_place(qtbot: QtBot) -> None:
    view = PathView()
    qtbot.add_widget(view)
    view.show_state(broken())
    view.resize(view.sizeHint())
    with qtbot.wait_exposed(view):
        view.show()
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(view, key)
    assert view.current == 1
    assert view.accessibleDescription() == "ann@a.example: UP"
    with qtbot.wait_signal(view.chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view._centre(3).toPoint())
    assert chosen.args == [3]


def close(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]  # the stub calls the tuple an object
