"""The rules on the Browser page of the whole program: arranged by a real mouse and real keys, and carried over from and
to files of other programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.support.desktop import WindowManager, Xvfb, missing_programs
from tests.support.profile import save
from tests.support.wait import wait_for
from tests.support.window import PATIENCE_MS, WindowProgram
from tests.support.window_at_display import WindowAtDisplay
from towpath.model.connection import Connection, Hop
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserSettings, SiteRule
from towpath.qt.browser.import_dialog import ImportDialog
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile

ROW = 24
"""Pixels between the middles of two rows, about; a third of it is surely between two."""


@pytest.fixture
def display() -> Iterator[Xvfb]:
    if missing := missing_programs("Xvfb", "openbox", "xdotool"):
        pytest.skip(missing)
    with Xvfb(size="1280x1000x24") as display:
        yield display


def saved_rules() -> tuple[SiteRule, ...]:
    config, _notices = ConfigStore(find_profile()).load()
    return config.settings.browser.rules


def lab() -> Connection:
    return Connection(id="lab", name="lab", target=Hop(host="lab.example", user="ann"))


def test_rules_are_dragged_to_their_place(display: Xvfb) -> None:
    rules = tuple(SiteRule(id=name, pattern=f"{name}.example", connection="lab") for name in "abcd")
    save(lab(), settings=Settings(browser=BrowserSettings(rules=rules)))

    def order() -> str:
        return "".join(pattern[0] for pattern in window.rules())

    with WindowManager(display) as hand, WindowAtDisplay(display.env) as window:
        wait_for(lambda: hand.windows("towpath"), timeout=20, what="the window to be managed")
        hand.place(hand.windows("towpath")[-1], 0, 0, 1200, 960)
        hand.press("ctrl+3")
        window.wait(lambda: window.page() == "browser" and order() == "abcd", "the rules")

        x, y = window.rules()["a.example"]
        hand.drag(window.rules()["c.example"], (x, y - ROW // 3))
        window.wait(lambda: order() == "cabd", "the third to be the first")
        x, y = window.rules()["d.example"]
        hand.drag(window.rules()["a.example"], (x, y + ROW // 3))
        window.wait(lambda: order() == "cbda", "the second to be the last")
        hand.press("alt+Up")  # what was dragged is still chosen
        window.wait(lambda: order() == "cbad", "the last to go up")
        hand.press("space")
        wait_for(lambda: [rule.enabled for rule in saved_rules()] == [True, True, False, True], timeout=10)
        assert [rule.id for rule in saved_rules()] == list("cbad")


def test_rules_come_from_a_file_and_go_into_one(qtbot: QtBot, tmp_path: Path) -> None:
    save(lab())
    sites, pac, foxyproxy = tmp_path / "sites.txt", tmp_path / "towpath.pac", tmp_path / "foxyproxy.json"
    sites.write_text("# of the office\ncorp.example\nwiki.example\nnot a site\n")
    with WindowProgram(qtbot) as program:
        window, page = program.window, program.window.browser
        window.show_page(page)
        page.rules.files.open_file(str(sites))
        (dialog,) = window.findChildren(ImportDialog)
        qtbot.wait_until(lambda: dialog.left_out.rowCount() == 3, timeout=PATIENCE_MS)
        assert not dialog.add_button.isEnabled()
        dialog.way.setCurrentIndex(dialog.way.findText("through lab"))
        dialog.way.activated.emit(dialog.way.currentIndex())
        qtbot.wait_until(dialog.add_button.isEnabled, timeout=PATIENCE_MS)
        assert dialog.left_out.as_text().startswith("4\tnot a site\t")
        assert page.rules.model.rowCount() == 0
        program.click(dialog.add_button)
        qtbot.wait_until(lambda: page.rules.model.rowCount() == 2, timeout=PATIENCE_MS)
        assert [one.pattern for one in page.rules.model.rules()] == ["corp.example", "wiki.example"]

        for name, path in (("export-pac", pac), ("export-foxyproxy", foxyproxy)):
            action = page.rules.more.menu().findChild(QAction, name)
            assert isinstance(action, QAction)
            action.trigger()
            (chooser,) = window.findChildren(QFileDialog, "export-rules-file")
            chooser.selectFile(str(path))
            chooser.accept()
            qtbot.wait_until(path.exists, timeout=PATIENCE_MS)
            qtbot.wait_until(lambda: not window.findChildren(QFileDialog))
        assert "wiki.example" in pac.read_text()
        assert "wiki.example" in foxyproxy.read_text()
        assert not window.notices.texts
