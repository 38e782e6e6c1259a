"""A real file manager of the desktop, to drag files out of and into."""

from pathlib import Path

from tests.support.desktop import DesktopService, Window, WindowManager, Xvfb
from tests.support.wait import wait_for

START_SECONDS = 20.0

# A list that fills its window: what is selected can be taken near the upper end, and below it is room to drop.
CONFIG = """\
[ui]
always_show_tabs=0
side_pane_mode=hidden;places
view_mode=list
show_hidden=1
columns=name:300;
toolbar=
show_statusbar=0
"""
SECOND_ROW = 108
"""Pixels below the upper end of the window: below a menu, a line for the path, and a header."""


class FileManager(DesktopService):
    """PCManFM with the list of one folder, at a place of its own on the display."""

    def __init__(self, display: Xvfb, hand: WindowManager, folder: Path) -> None:
        super().__init__()
        self._display = display
        self._hand = hand
        self._folder = folder
        self._window = Window("", 0, 0, 0, 0)

    def start(self) -> None:
        config = self.directory / "pcmanfm" / "default"
        config.mkdir(parents=True)
        (config / "pcmanfm.conf").write_text(CONFIG)
        own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"), str(self.directory))
        no_bus = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        self.run(["pcmanfm", str(self._folder)], env={**self._display.env, **own, **no_bus})
        shown = wait_for(lambda: self._hand.windows("pcmanfm"), timeout=START_SECONDS, what=self.log_tail)
        self._hand.place(shown[-1], 1290, 0, 600, 860)
        wait_for(self._is_in_place, timeout=START_SECONDS, what="the file manager to be moved")

    def _is_in_place(self) -> bool:
        self._window = self._hand.windows("pcmanfm")[-1]
        return self._window.x >= 1280 and self._window.width == 600

    def choose_all(self) -> tuple[int, int]:
        """Select all files; where to take them."""
        self._hand.click(self.below)
        self._hand.press("ctrl+a")
        return self._window.x + 60, self._window.y + SECOND_ROW

    @property
    def below(self) -> tuple[int, int]:
        """Below the files."""
        return self._window.x + 200, self._window.y + self._window.height - 100
