"""The order of the queue, changed by a real mouse in the whole program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import WindowManager, Xvfb, missing_programs
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from tests.support.window_at_display import WindowAtDisplay
from towpath.model.settings import FileSettings, Settings

ROW = 40
"""Pixels between the middles of two rows, about; a third of it is surely between two."""


@pytest.fixture
def display() -> Iterator[Xvfb]:
    if missing := missing_programs("Xvfb", "openbox", "xdotool"):
        pytest.skip(missing)
    with Xvfb(size="1280x1500x24") as display:  # high enough for all rows of the queue
        yield display


def test_transfers_are_dragged_to_their_place(display: Xvfb, sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)), settings=Settings(files=FileSettings(limit=1_000)))
    far = tmp_path / "far"
    far.mkdir()
    with WindowManager(display) as hand, WindowAtDisplay(display.env) as window:
        wait_for(lambda: hand.windows("towpath"), timeout=20, what="the window to be managed")
        hand.place(hand.windows("towpath")[-1], 0, 0, 1200, 1460)
        hand.press("ctrl+2")
        for name in "abcd":
            (tmp_path / name).write_bytes(b"x" * 1_000_000)
            window.put(tmp_path / name, "lab", far)
            window.wait(lambda name=name: name in window.queue(), f"{name} in the queue")  # type: ignore[misc]
        window.wait(lambda: window.transfers() == ["running", "running", "queued", "queued"], "two to run")

        _, _, third, _ = window.queue().values()
        first = next(iter(window.queue().values()))
        hand.drag(third, (first[0], first[1] - ROW // 3))
        window.wait(lambda: "".join(window.queue()) == "cabd", "the third to be the first")

        x, y = list(window.queue().values())[3]
        hand.drag(window.queue()["a"], (x, y + ROW // 3))
        window.wait(lambda: "".join(window.queue()) == "cbda", "the second to be the last")
