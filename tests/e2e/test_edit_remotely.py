"""A file of a real sshd in a real editor: typed into, saved, and there; and what the person is asked when somebody else
was faster."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.desktop import Window, WindowManager, Xvfb, missing_programs
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from tests.support.window_at_display import WindowAtDisplay
from towpath.model.settings import Config, FileSettings, Settings
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile

EDITOR = "mousepad"
SECONDS = 30.0


@pytest.fixture(scope="module")
def display() -> Iterator[Xvfb]:
    if missing := missing_programs("Xvfb", "openbox", "xdotool", EDITOR):
        pytest.skip(missing)
    with Xvfb(size="1600x900x24") as display:
        yield display


@pytest.fixture(scope="module")
def hand(display: Xvfb) -> Iterator[WindowManager]:
    with WindowManager(display) as manager:
        yield manager


@pytest.fixture
def window(display: Xvfb, hand: WindowManager, sshd: Sshd, user_key: KeyFile) -> Iterator[WindowAtDisplay]:
    know(sshd)
    settings = Settings(files=FileSettings(editor=f"{EDITOR} --disable-server"))
    ConfigStore(find_profile()).save(Config(settings=settings, connections=(connection("lab", hop(sshd, user_key)),)))
    with WindowAtDisplay(display.env) as window:
        wait_for(lambda: hand.windows("towpath"), timeout=SECONDS, what="the window to be managed")
        hand.place(hand.windows("towpath")[-1], 0, 0, 1280, 860)
        hand.press("ctrl+2")
        yield window


@pytest.fixture
def no_editor_left() -> Iterator[None]:
    """An editor outlives the program that it was started by, as it should."""
    yield
    edits = str(find_profile().edits)
    for found in psutil.process_iter():
        with contextlib.suppress(psutil.Error):  # it has ended, or is not ours
            if found.name() == EDITOR and any(edits in word for word in found.cmdline()):
                found.kill()


def type_and_save(hand: WindowManager, editor: Window, text: str) -> None:
    hand.xdotool("windowactivate", "--sync", editor.id, "key", "ctrl+End")
    hand.xdotool("type", "--delay", "20", text)
    hand.press("ctrl+s")


def test_what_is_typed_and_saved_in_an_editor_is_on_the_server(
    no_editor_left: None, window: WindowAtDisplay, hand: WindowManager, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("first line\n")
    file.chmod(0o640)
    window.go("right", "lab", tmp_path)
    hand.click(window.row("right", "notes.txt"))
    window.wait(lambda: window.selected("right") == {"notes.txt"}, "the file to be selected")
    hand.press("F4")
    [editor] = wait_for(lambda: hand.windows(EDITOR), timeout=SECONDS, what="the editor")

    type_and_save(hand, editor, "second line")
    wait_for(lambda: "second line" in file.read_text(), timeout=SECONDS, what=file.read_text)
    assert file.read_text().startswith("first line\nsecond line")
    assert file.stat().st_mode & 0o7777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

    file.write_text("somebody else's\n")
    shown = len(hand.windows("towpath"))
    type_and_save(hand, editor, " and a third")
    wait_for(lambda: len(hand.windows("towpath")) > shown, timeout=SECONDS, what="the question")
    assert file.read_text() == "somebody else's\n"
    hand.xdotool("windowactivate", "--sync", hand.windows("towpath")[-1].id)
    hand.press("alt+k")  # keep both
    other = tmp_path / "notes (2).txt"
    wait_for(other.exists, timeout=SECONDS, what="the other one")
    assert other.read_text().startswith("first line\nsecond line and a third")
    assert file.read_text() == "somebody else's\n"
