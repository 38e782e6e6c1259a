"""Pieces of a desktop for the tests: an X server, a session bus, a keyring and an old-style (XEmbed) tray."""

import abc
import contextlib
import os
import re
import select
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.support import process
from tests.support.wait import wait_for

START_SECONDS = 20.0
CALL_SECONDS = 10.0
TOOL_SECONDS = 20

BUS_ITSELF = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

# No services are started on this bus: what is not brought by the test is not there.
BUS_CONFIG = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def missing_programs(*programs: str) -> str:
    """Which of these programs are not installed, as a reason to skip; empty when all are there."""
    missing = [program for program in programs if not shutil.which(program)]
    return f"not installed: {', '.join(missing)}" if missing else ""


class DesktopService(abc.ABC):
    """Processes of the desktop and their private folder, which end together."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="towpath-desktop-"))
        self.log = self.directory / "log"
        self._until_stop = contextlib.ExitStack()
        self._until_stop.callback(shutil.rmtree, self.directory, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._until_stop.close()

    @abc.abstractmethod
    def start(self) -> None:
        """Start the processes and wait until they serve."""

    def run(
        self, argv: list[str], *, env: Mapping[str, str], stdin: Path | None = None, pass_fd: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a process that is ended with this service."""
        fds = () if pass_fd is None else (pass_fd,)
        child = process.start(argv, log=self.log, env={**os.environ, **env}, stdin=stdin, pass_fds=fds)
        self._until_stop.callback(process.stop, child)
        return child

    def log_tail(self) -> str:
        return process.tail(self.log)


class Xvfb(DesktopService):
    """An X server without a screen. `env` is what a program needs to appear on it."""

    def __init__(self, *, size: str = "1280x800x24") -> None:
        super().__init__()
        self._size = size
        self.display = ""

    def start(self) -> None:
        reader, writer = os.pipe()
        with open(reader, "rb") as numbers:  # noqa: PTH123  # a descriptor, not a path
            argv = ["Xvfb", "-displayfd", str(writer), "-screen", "0", self._size, "-nolisten", "tcp"]
            argv += ["-noreset"]  # a reset when the last client leaves would kill the next one while it starts
            try:
                self.run(argv, env={}, pass_fd=writer)
            finally:
                os.close(writer)
            ready, _, _ = select.select([numbers], [], [], START_SECONDS)
            number = numbers.readline().strip() if ready else b""
        if not number:
            raise RuntimeError(f"Xvfb does not start: {self.log_tail()}")
        self.display = f":{int(number)}"

    @property
    def env(self) -> dict[str, str]:
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}


class SessionBus(DesktopService):
    """A dbus-daemon of its own, on which no service is started by request."""

    def start(self) -> None:
        config = self.directory / "bus.conf"
        config.write_text(BUS_CONFIG.format(address=self.address))
        self.run(["dbus-daemon", "--nofork", f"--config-file={config}"], env={})
        wait_for(self._answers, timeout=START_SECONDS, what=self.log_tail)

    def _answers(self) -> bool:
        """Its socket is there a moment before it listens."""
        try:
            self.connect().close()
        except OSError:
            return False
        return True

    @property
    def address(self) -> str:
        return f"unix:path={self.directory / 'bus'}"

    @property
    def env(self) -> dict[str, str]:
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def connect(self) -> DBusConnection:
        """A connection for one thread; the caller closes it."""
        return open_dbus_connection(self.address, auth_timeout=CALL_SECONDS)

    def has(self, name: str) -> bool:
        """Whether somebody owns a well-known name."""
        with self.connect() as connection:
            call = new_method_call(BUS_ITSELF, "NameHasOwner", "s", (name,))
            reply = connection.send_and_get_reply(call, timeout=CALL_SECONDS)
        return reply.body == (True,)

    def has_program(self, pid: int) -> bool:
        """Whether this process is connected."""
        with self.connect() as connection:

            def ask(method: str, *arguments: str) -> Any:
                call = new_method_call(BUS_ITSELF, method, "s" * len(arguments), arguments)
                return connection.send_and_get_reply(call, timeout=CALL_SECONDS).body[0]

            connected = [ask("GetConnectionUnixProcessID", name) for name in ask("ListNames")]
        return pid in connected


class GnomeKeyring(DesktopService):
    """gnome-keyring's Secret Service with an unlocked default collection, on a bus of the tests.

    Programs that use it need `env`, which holds the bus, too.
    """

    def __init__(self, bus: SessionBus) -> None:
        super().__init__()
        self._bus = bus

    def start(self) -> None:
        for folder in self._folders.values():
            Path(folder).mkdir(mode=0o700)
        password = self.directory / "password"
        password.write_text("unlocks the keyring")
        argv = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        self.run(argv, env=self.env, stdin=password)
        wait_for(lambda: self._bus.has("org.freedesktop.secrets"), timeout=START_SECONDS, what=self.log_tail)

    @property
    def env(self) -> dict[str, str]:
        return {**self._bus.env, **self._folders}

    @property
    def _folders(self) -> dict[str, str]:
        names = {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config"}
        return {variable: str(self.directory / name) for variable, name in names.items()}


@dataclass(frozen=True)
class Window:
    """A window on an X display: its id and its place in pixels."""

    id: str
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    def contains(self, other: "Window") -> bool:
        x, y = other.middle
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class WindowManager(DesktopService):
    """openbox on an Xvfb, and a person's mouse and keyboard there."""

    def __init__(self, display: Xvfb) -> None:
        super().__init__()
        self._display = display

    def start(self) -> None:
        env = {**self._display.env, "HOME": str(self.directory), "XDG_CONFIG_HOME": str(self.directory)}
        self.run(["openbox", "--sm-disable"], env=env)
        # Only a window manager says how many desktops there are.
        wait_for(lambda: self.xdotool("get_num_desktops"), timeout=START_SECONDS, what=self.log_tail)

    def windows(self, wm_class: str) -> list[Window]:
        """The visible windows of a class (the program's name), oldest first: tray icon, menus, dialogs."""
        listed = self.xdotool("search", "--onlyvisible", "--class", wm_class, "getwindowgeometry", "--shell", "%@")
        pattern = r"WINDOW=(\d+)\nX=(-?\d+)\nY=(-?\d+)\nWIDTH=(\d+)\nHEIGHT=(\d+)"
        return [Window(number, *map(int, place)) for number, *place in re.findall(pattern, listed)]

    def click(self, place: Window | tuple[int, int], *, button: int = 1) -> None:
        """Press and release a mouse button (1 left, 3 right) in the middle of a window or at a point."""
        x, y = place.middle if isinstance(place, Window) else place
        # To wait for a move that is none takes xdotool 15 seconds.
        aside = ["mousemove", str(x + 1), str(y)]
        self.xdotool(*aside, "mousemove", "--sync", str(x), str(y), "click", str(button))

    def press(self, *keys: str) -> None:
        """Type keys by their X names: `Down`, `Return`."""
        self.xdotool("key", "--delay", "50", *keys)

    def drag(self, begin: tuple[int, int], end: tuple[int, int], *, key: str = "") -> None:
        """Take what is at one point to another; `key` is held down from when it moves until it is dropped."""
        self.take(begin)
        if key:
            self.xdotool("keydown", key)
        self.hover(end)
        self.xdotool("mouseup", "1")
        if key:
            self.xdotool("keyup", key)

    def take(self, place: tuple[int, int]) -> None:
        """Begin to drag what is there. Programs want to see that a person's hand moves."""
        wobble = ["sleep", "0.05", "mousemove_relative", "--", "8", "8"]
        at = ["mousemove", *map(str, place), "sleep", "0.05", "mousedown", "1"]
        self.xdotool(*at, *wobble, *wobble, "sleep", "0.1")

    def hover(self, place: tuple[int, int]) -> None:
        """Take what is dragged there, and wait a moment, as a hand does before it lets go."""
        wobble = ["mousemove_relative", "--", "1", "1", "sleep", "0.1"]
        self.xdotool("mousemove", *map(str, place), "sleep", "0.1", *wobble, *wobble, *wobble)

    def place(self, window: Window, x: int, y: int, width: int, height: int) -> None:
        """Move and size a window."""
        self.xdotool("windowsize", window.id, str(width), str(height), "windowmove", window.id, str(x), str(y))

    def xdotool(self, *arguments: str) -> str:
        """It fails when it finds nothing; what it printed is the answer either way."""
        env = {**os.environ, **self._display.env}
        argv = ["xdotool", *arguments]
        return subprocess.run(argv, env=env, capture_output=True, text=True, timeout=TOOL_SECONDS, check=False).stdout


class XEmbedHost(WindowManager):
    """A window manager with trayer: a tray of the old kind, used by mouse and keyboard."""

    def start(self) -> None:
        super().start()
        panel = ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"]
        self.run([*panel, "--SetDockType", "true", "--transparent", "false"], env=self._display.env)
        # An empty panel is not shown, but its window exists.
        wait_for(lambda: self.xdotool("search", "--class", "trayer"), timeout=START_SECONDS, what=self.log_tail)

    def icon(self, wm_class: str, *, timeout: float = START_SECONDS) -> Window:
        """The tray icon of a program: its small window within the panel."""

        def found() -> Window | None:
            shown = [(panel, window) for panel in self.windows("trayer") for window in self.windows(wm_class)]
            return next((window for panel, window in shown if panel.contains(window)), None)

        icon = wait_for(found, timeout=timeout, what=f"the tray icon of {wm_class}")
        assert icon
        return icon
