"""The whole program speaks the language of its settings, or the system's; the command line always English."""

import os

import pytest

from tests.support.desktop import SessionBus, Xvfb
from tests.support.profile import save
from tests.support.program import Started, towpath
from tests.support.tray_watcher import TrayWatcher
from towpath.model.settings import GeneralSettings, Settings


@pytest.mark.parametrize(
    ("setting", "system", "quit_text"),
    [("de", "en_GB", "Beenden"), ("", "de_AT:en", "Beenden"), ("en", "de_DE", "Quit")],
)
def test_the_tray_speaks_the_language(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, setting: str, system: str, quit_text: str
) -> None:
    save(settings=Settings(general=GeneralSettings(language=setting)))
    language = {"LANG": f"{system.partition(':')[0]}.UTF-8", "LANGUAGE": system, "LC_ALL": "", "QT_QPA_PLATFORM": "xcb"}
    with Started(env={**os.environ, **xvfb.env, **session_bus.env, **language}) as program:
        item = tray_watcher.wait_for_item()
        tray_watcher.click(item, tray_watcher.menu(item).find(quit_text))
        done = program.end()
    assert (done.code, done.err) == (0, "")


def test_the_command_line_speaks_english() -> None:
    save(settings=Settings(general=GeneralSettings(language="de")))
    answer = towpath("show", "nobody")
    assert answer.err == "towpath: nobody: no connection has this name (see `towpath list`)\n"
