"""What the window's tests share."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.qt.bridge import Bridge
from towpath.qt.theme import Theme


@pytest.fixture
def engine() -> FakeEngine:
    """An engine without connections; tests publish what they need."""
    return FakeEngine()


@pytest.fixture
def bridge(qtbot: QtBot, engine: FakeEngine) -> Iterator[Bridge]:
    """Between the test's engine and the widgets."""
    bridge = Bridge(engine)
    yield bridge
    bridge.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The program's look. One that stayed would paint everything anew with each change of scheme in later tests."""
    theme = Theme(qapp)
    yield theme
    shiboken6.delete(theme)


@pytest.fixture(autouse=True)
def _no_windows_left(qapp: QApplication) -> Iterator[None]:
    """A window or dialog that a test leaves visible would take the next test's keys."""
    yield
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.hide()
    assert not left, left
