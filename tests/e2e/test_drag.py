"""Files dragged by a real mouse in the whole program, between its panes and with a real file manager: every byte and
every name arrives on a real sshd and comes back."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.desktop import WindowManager, Xvfb, missing_programs
from tests.support.disk_trees import facts, write_file
from tests.support.file_manager import FileManager
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from tests.support.window_at_display import WindowAtDisplay

FILES = {"-rf": 10, "$(reboot)": 300_000, "bidi \u202egnp.exe": 1}
FOLDER = "a nested folder"
BELOW = {"deep/er/file": 70_000, "deep/new\nline": 5, os.fsdecode(b"not utf-8 \xff"): 0}
REPETITIONS = 20


@dataclass
class Desk:
    """A person's desk: a display with the window on it, a folder here and one on the server."""

    hand: WindowManager
    window: WindowAtDisplay
    near: Path
    far: Path
    back: Path

    def drag(self, pane: str, to: tuple[int, int], *, key: str = "") -> None:
        """Take all that a pane shows to a point."""
        self.choose_all(pane)
        self.hand.drag(self.window.row(pane, "-rf"), to, key=key)  # another row, or it were a double click

    def choose_all(self, pane: str) -> None:
        self.hand.click(self.window.row(pane, FOLDER))
        self.hand.press("ctrl+a")
        self.window.wait(lambda: self.window.selected(pane) == {*FILES, FOLDER}, "all to be selected")

    def wait_done(self, count: int) -> None:
        """So many transfers have ended well."""
        self.window.wait(lambda: self.window.transfers() == ["done"] * count, f"{count} transfers to be done")


@pytest.fixture(scope="module")
def display() -> Iterator[Xvfb]:
    if missing := missing_programs("Xvfb", "openbox", "pcmanfm", "xdotool"):
        pytest.skip(missing)
    with Xvfb(size="1920x900x24") as display:
        yield display


@pytest.fixture(scope="module")
def hand(display: Xvfb) -> Iterator[WindowManager]:
    with WindowManager(display) as manager:
        yield manager


@pytest.fixture(params=["once", *(pytest.param(number, marks=pytest.mark.soak) for number in range(REPETITIONS))])
def desk(display: Xvfb, hand: WindowManager, sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> Iterator[Desk]:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    folders = [tmp_path / name for name in ("near", "far", "back")]
    for folder in folders:
        folder.mkdir()
    near, far, back = folders
    for name, size in FILES.items():
        write_file(near / name, size)
    for name, size in BELOW.items():
        write_file(near / FOLDER / name, size)
    with WindowAtDisplay(display.env) as window:
        wait_for(lambda: hand.windows("towpath"), timeout=20, what="the window to be managed")
        hand.place(hand.windows("towpath")[-1], 0, 0, 1280, 860)
        hand.press("ctrl+2")
        window.go("left", "", near)
        window.go("right", "lab", far)
        yield Desk(hand, window, near, far, back)


def test_to_the_other_side_and_back(desk: Desk) -> None:
    desk.drag("left", desk.window.below("right"))
    desk.wait_done(1)
    assert facts(desk.far) == facts(desk.near)
    desk.window.wait(lambda: desk.window.names("right") == {*FILES, FOLDER}, "what arrived to be shown")

    desk.window.go("left", "", desk.back)
    desk.drag("right", desk.window.below("left"))
    desk.wait_done(2)
    assert facts(desk.back) == facts(desk.near)


def test_onto_a_folders_row(desk: Desk) -> None:
    (desk.far / "inbox").mkdir()
    (desk.far / "other").mkdir()
    desk.window.go("right", "lab", desk.far.parent)
    desk.window.go("right", "lab", desk.far)
    desk.drag("left", desk.window.row("right", "inbox"))
    desk.wait_done(1)
    assert facts(desk.far / "inbox") == facts(desk.near)
    assert {path.name for path in desk.far.iterdir()} == {"inbox", "other"}


def test_shift_moves(desk: Desk) -> None:
    before = facts(desk.near)
    desk.drag("left", desk.window.below("right"), key="shift")
    desk.wait_done(1)
    assert facts(desk.far) == before
    desk.window.wait(lambda: desk.window.names("left") == set(), "what was moved to be gone")
    assert facts(desk.near) == {}


def test_escape_gives_up(desk: Desk) -> None:
    (desk.far / "inbox").mkdir()
    desk.window.go("right", "lab", desk.far.parent)
    desk.window.go("right", "lab", desk.far)
    desk.choose_all("left")
    desk.hand.take(desk.window.row("left", "-rf"))
    desk.hand.hover(desk.window.row("right", "inbox"))
    desk.window.wait(lambda: desk.window.hint().endswith(f"to {desk.far}/inbox"), "the drag to be noticed")
    inbox = ["lab", f"{desk.far}/inbox"]
    desk.window.wait(lambda: desk.window.place("right") == inbox, "the folder to open below the drag that rests")
    desk.hand.press("Escape")
    desk.window.wait(lambda: desk.window.place("right") == ["lab", str(desk.far)], "the first folder to be shown again")
    desk.hand.xdotool("mouseup", "1")
    assert desk.window.hint() == ""
    assert desk.window.transfers() == []
    assert facts(desk.far / "inbox") == {}


def test_from_a_file_manager(display: Xvfb, desk: Desk) -> None:
    (desk.far / "inbox").mkdir()
    with FileManager(display, desk.hand, desk.near) as manager:
        desk.hand.drag(manager.choose_all(), desk.window.below("right"))
        desk.wait_done(1)
        assert facts(desk.far) == {**facts(desk.near), b"inbox": facts(desk.far)[b"inbox"]}

        desk.window.wait(lambda: "inbox" in desk.window.names("right"), "the folder to be shown")
        desk.hand.drag(manager.choose_all(), desk.window.row("right", "inbox"), key="shift")
        desk.wait_done(2)
        assert facts(desk.far / "inbox") == facts(desk.near)
        assert {path.name for path in desk.near.iterdir()} == {*FILES, FOLDER}


def test_to_a_file_manager(display: Xvfb, desk: Desk) -> None:
    before = facts(desk.near)
    with FileManager(display, desk.hand, desk.back) as manager:
        desk.drag("left", manager.below)
        wait_for(lambda: contents(desk.back) == contents(desk.near), timeout=20, what=lambda: f"{facts(desk.back)}")
    assert facts(desk.near) == before


def contents(folder: Path) -> dict[bytes, str]:
    """Names and hashes: a file manager need not keep times."""
    return {name: fact.content for name, fact in facts(folder).items()}


def test_copied_in_a_file_manager_and_pasted(display: Xvfb, desk: Desk) -> None:
    with FileManager(display, desk.hand, desk.near) as manager:
        manager.choose_all()
        desk.hand.press("ctrl+c")
        desk.hand.click(desk.window.below("right"))
        desk.hand.press("ctrl+v")
        desk.wait_done(1)
    assert facts(desk.far) == facts(desk.near)


def test_cut_and_pasted_in_a_file_manager(display: Xvfb, desk: Desk) -> None:
    before = contents(desk.near)
    with FileManager(display, desk.hand, desk.back) as manager:
        desk.choose_all("left")
        desk.hand.press("ctrl+x")
        desk.hand.click(manager.below)
        desk.hand.press("ctrl+v")
        wait_for(lambda: contents(desk.back) == before, timeout=20, what=lambda: f"{facts(desk.back)}")
        wait_for(lambda: contents(desk.near) == {}, timeout=20, what=lambda: f"{facts(desk.near)}")


def test_copied_and_pasted_beside_itself(desk: Desk) -> None:
    desk.choose_all("left")
    desk.hand.press("ctrl+c", "ctrl+v")
    desk.wait_done(len(FILES) + 1)
    before = {name: fact for name, fact in contents(desk.near).items() if b"(2)" not in name}
    doubled = contents(desk.near / f"{FOLDER} (2)")
    assert doubled == contents(desk.near / FOLDER)
    assert len(contents(desk.near)) == 2 * len(before)
