"""A larger text: at once, in all that is open, and back again; and nothing is cut off, or out of the keys' reach."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.event import SettingsChanged
from towpath.model.settings import GeneralSettings, Settings
from towpath.qt.bridge import Bridge
from towpath.qt.theme import SPACE, Theme, scaled
from towpath.qt.window import MainWindow

REPOSITORY = Path(__file__).resolve().parents[2]


def test_all_texts_grow_alike_and_come_back(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    window = QWidget()
    qtbot.add_widget(window)
    layout = QVBoxLayout(window)
    plain, title = QLabel("plain"), QLabel("title")
    title.setFont(scaled(title.font(), 1.35, strong=True))
    inside = QLabel("inside", title)
    for label in (plain, title):
        layout.addWidget(label)
    with qtbot.wait_exposed(window):
        window.show()
    sizes = [label.font().pointSizeF() for label in (plain, title, inside)]
    theme.use_text_size(200)
    assert [label.font().pointSizeF() for label in (plain, title, inside)] == [2 * size for size in sizes]
    assert title.font().weight() > plain.font().weight()
    later = QLabel("later")
    qtbot.add_widget(later)
    assert later.font().pointSizeF() == 2 * sizes[0]
    theme.use_text_size(100)
    assert [label.font().pointSizeF() for label in (plain, title, inside)] == sizes
    window.hide()


def test_the_settings_decide(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    before = window.connections.search.font().pointSizeF()
    try:
        with qtbot.wait_signal(bridge.changed):
            engine.publish(SettingsChanged(Settings(general=GeneralSettings(text_size=150))))
        assert window.connections.search.font().pointSizeF() == pytest.approx(1.5 * before)
    finally:
        theme.use_text_size(100)


def test_the_rail_grows_with_its_texts(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    with qtbot.wait_exposed(window):
        window.show()
    button = window.findChild(QToolButton, "rail-connections")
    assert button
    try:
        theme.use_text_size(200)
        needs = button.fontMetrics().horizontalAdvance(button.text()) + 2 * SPACE
        qtbot.wait_until(lambda: button.width() >= needs)
    finally:
        theme.use_text_size(100)
    window.hide()


def test_a_window_begins_with_the_chosen_size(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    usual = QToolButton().font().pointSizeF()
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(Settings(general=GeneralSettings(text_size=200))))
    try:
        window = MainWindow(bridge, theme, tray_shown=lambda: True)
        qtbot.add_widget(window)
        with qtbot.wait_exposed(window):
            window.show()
        button = window.findChild(QToolButton, "rail-connections")
        assert button
        assert button.font().pointSizeF() == pytest.approx(2 * 0.85 * usual)
        window.hide()
    finally:
        theme.use_text_size(100)


def test_nothing_is_cut_off_at_200_per_cent_with_the_largest_text_nor_out_of_the_keys_reach() -> None:
    """On every page and in every dialog of the pictures."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "docs.screenshots.make", "--check", "--text-size", "200"]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr
