"""The start at login: what each system's entry says, and how the user's own choices in the desktop are seen.

Linux's is judged by desktop-file-validate, and by dex and openbox (tests/e2e/test_session_start.py). macOS'
and Windows' were not tried on the real thing: a folder, and a dictionary.
"""

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.desktop import missing_programs
from towpath.model.error import ProblemKind, TowpathError
from towpath.system.autostart.here import autostart_here
from towpath.system.autostart.launch_agent import LaunchAgent
from towpath.system.autostart.run_key import APPROVED, RUN, RunKey
from towpath.system.autostart.xdg import XdgAutostart
from towpath.system.desktop_entry import command_words, entry_values

COMMAND = (sys.executable, "--hidden")
MOVED = ("/opt/towpath/towpath-gui", "--hidden")
ODD = ("/opt/a b/$x `y` \"q\" \\ 100% %u 'z' ~#&;|/towpath", "--config", "", "grün\tx\r\x85\u2028\udcff", "--hidden")


class FakeRegistry:
    """The values of one user."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.refuses = False

    def get(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def set(self, key: str, name: str, value: str) -> None:
        if self.refuses:
            raise PermissionError(5, "Access is denied")
        self.values[key, name] = value

    def delete(self, key: str, name: str) -> None:
        if self.refuses:
            raise PermissionError(5, "Access is denied")
        self.values.pop((key, name), None)


def xdg(folder: Path, command: tuple[str, ...] = COMMAND, *, mark: str = "", desktop: str = "GNOME") -> XdgAutostart:
    return XdgAutostart(folder, command, mark, {"XDG_CURRENT_DESKTOP": desktop, "PATH": os.environ["PATH"]})


def test_it_is_switched_on_and_off(tmp_path: Path) -> None:
    autostart = xdg(tmp_path / "autostart")
    state = autostart.read()
    assert (state.enabled, state.starts, state.command) == (False, False, COMMAND)
    assert state.place == str(tmp_path / "autostart" / "towpath.desktop")
    autostart.switch_on()
    state = autostart.read()
    assert (state.starts, state.command, state.ours, state.other) == (True, COMMAND, True, "")
    autostart.switch_off()
    assert not Path(state.place).exists()
    autostart.switch_off()
    assert not autostart.read().enabled


def test_each_profile_has_an_entry_of_its_own(tmp_path: Path) -> None:
    usual, other = tmp_path / "usual", tmp_path / "other"
    places = [
        autostart_here(COMMAND, profile, usual=usual, environment={"XDG_CONFIG_HOME": str(tmp_path)}, home=tmp_path)
        .read()
        .place
        for profile in (usual, other)
    ]
    assert places[0] == str(tmp_path / "autostart" / "towpath.desktop")
    assert places[1] != places[0]
    assert places[1].startswith(str(tmp_path / "autostart" / "towpath-"))


def test_any_command_is_written_so_that_it_is_read_the_same(tmp_path: Path) -> None:
    autostart = xdg(tmp_path, ODD)
    autostart.switch_on()
    assert autostart.read().command == ODD
    assert command_words(entry_values(os.fsdecode((tmp_path / "towpath.desktop").read_bytes()))["Exec"]) == ODD


def test_the_entry_is_valid(tmp_path: Path) -> None:
    if missing := missing_programs("desktop-file-validate"):
        pytest.skip(missing)
    for number, command in enumerate((COMMAND, ("/opt/a b/100%/towpath", "--config", "x y", "--hidden"))):
        xdg(tmp_path, command, mark=str(number)).switch_on()
    files = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(["desktop-file-validate", *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "OnlyShowIn=KDE;XFCE;", "NotShowIn=GNOME;"]
)
def test_the_settings_of_the_desktop_have_the_last_word(tmp_path: Path, line: str) -> None:
    autostart = xdg(tmp_path)
    autostart.switch_on()
    path = tmp_path / "towpath.desktop"
    path.write_text(path.read_text() + line + "\n")
    state = autostart.read()
    assert (state.enabled, state.switched_off, state.starts) == (True, True, False)
    assert state.other == "it is switched off in the settings of the desktop"
    autostart.switch_on()
    assert autostart.read().starts


@pytest.mark.parametrize("line", ["OnlyShowIn=GNOME;", "NotShowIn=KDE;", "Hidden=false"])
def test_an_entry_for_this_desktop_counts(tmp_path: Path, line: str) -> None:
    autostart = xdg(tmp_path, desktop="ubuntu:GNOME")
    autostart.switch_on()
    path = tmp_path / "towpath.desktop"
    path.write_text(path.read_text() + line + "\n")
    assert autostart.read().starts


@pytest.mark.parametrize("damage", ["", 'Exec="unclosed\n', "Exec=/nowhere/towpath --hidden\n"])
def test_a_program_that_is_gone_is_told(tmp_path: Path, damage: str) -> None:
    (tmp_path / "towpath.desktop").write_text("[Desktop Entry]\nType=Application\n" + damage)
    state = xdg(tmp_path).read()
    assert (state.enabled, state.starts, state.switched_off, state.ours) == (True, False, False, False)
    assert state.other == "the program that it names is not there"


def test_a_try_exec_that_is_gone_is_told(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.switch_on()
    path = tmp_path / "towpath.desktop"
    path.write_text(path.read_text() + "TryExec=/nowhere/towpath\n")
    assert not autostart.read().starts


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    menu_entry, autostart = tmp_path / "menu.desktop", tmp_path / "autostart"
    menu_entry.write_text(f"[Desktop Entry]\nType=Application\nExec={sys.executable}\n")
    autostart.mkdir()
    (autostart / "towpath.desktop").symlink_to(menu_entry)
    before = menu_entry.read_text()
    for switch in (xdg(autostart).switch_on, xdg(autostart).switch_off):
        with pytest.raises(TowpathError, match="somebody else has made this file") as refused:
            switch()
        assert refused.value.problem.kind is ProblemKind.AUTOSTART_FAILED
    assert menu_entry.read_text() == before
    assert (autostart / "towpath.desktop").is_symlink()
    assert xdg(autostart).read().starts


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file in the place of the folder")
    autostart = xdg(tmp_path / "autostart")
    for use in (autostart.switch_on, autostart.switch_off, autostart.read):
        with pytest.raises(TowpathError) as told:
            use()
        assert told.value.problem.kind is ProblemKind.AUTOSTART_FAILED


# --- macOS


def test_a_launch_agent(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path, COMMAND, "")
    assert not agent.read().enabled
    agent.switch_on()
    path = tmp_path / "io.github.towpath.towpath.plist"
    assert plistlib.loads(path.read_bytes()) == {
        "Label": "io.github.towpath.towpath",
        "ProgramArguments": list(COMMAND),
        "RunAtLoad": True,
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
    }
    state = agent.read()
    assert (state.starts, state.place, state.command) == (True, str(path), COMMAND)
    assert LaunchAgent(tmp_path, COMMAND, "ab12").read().place.endswith("towpath.ab12.plist")
    agent.switch_off()
    agent.switch_off()
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "switched_off"),
    [
        (plistlib.dumps({"ProgramArguments": list(COMMAND), "RunAtLoad": True, "Disabled": True}), True),
        (plistlib.dumps({"ProgramArguments": list(COMMAND)}), True),
        (plistlib.dumps({"ProgramArguments": ["/nowhere/towpath"], "RunAtLoad": True}), False),
        (b"<?xml not a list", True),
        (plistlib.dumps(["no dictionary"]), True),
    ],
)
def test_a_launch_agent_that_starts_nothing(tmp_path: Path, content: bytes, switched_off: bool) -> None:
    (tmp_path / "io.github.towpath.towpath.plist").write_bytes(content)
    state = LaunchAgent(tmp_path, COMMAND, "").read()
    assert (state.enabled, state.starts, state.switched_off) == (True, False, switched_off)


def test_a_launch_agent_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    (tmp_path / "LaunchAgents").write_text("a file in the place of the folder")
    agent = LaunchAgent(tmp_path / "LaunchAgents", COMMAND, "")
    for use in (agent.read, agent.switch_off):
        with pytest.raises(TowpathError) as told:
            use()
        assert told.value.problem.kind is ProblemKind.AUTOSTART_FAILED


# --- Windows


def test_a_run_value() -> None:
    registry = FakeRegistry()
    command = (r"C:\Program Files\Towpath\towpath-gui.exe", "--config", r"D:\a b", "--hidden")
    key = RunKey(registry, command, "")
    assert not key.read().enabled
    key.switch_on()
    quoted = r'"C:\Program Files\Towpath\towpath-gui.exe" --config "D:\a b" --hidden'
    assert registry.values == {(RUN, "Towpath"): quoted}
    state = key.read()
    assert (state.starts, state.command) == (True, command)
    assert state.place.startswith("HKEY_CURRENT_USER\\")
    assert RunKey(registry, MOVED, "").read().command == (quoted,)
    key.switch_off()
    assert registry.values == {}


@pytest.mark.parametrize(("first", "off"), [(2, False), (6, False), (3, True), (7, True)])
def test_task_manager_has_the_last_word(first: int, off: bool) -> None:
    registry = FakeRegistry()
    key = RunKey(registry, COMMAND, "ab")
    key.switch_on()
    registry.values[APPROVED, "Towpath-ab"] = bytes([first]) + bytes(11)
    state = key.read()
    assert (state.enabled, state.switched_off, state.starts) == (True, off, not off)
    key.switch_on()
    assert key.read().starts


def test_a_registry_that_refuses_is_told() -> None:
    registry = FakeRegistry()
    registry.refuses = True
    key = RunKey(registry, COMMAND, "")
    for switch in (key.switch_on, key.switch_off):
        with pytest.raises(TowpathError, match="Access is denied") as refused:
            switch()
        assert refused.value.problem.kind is ProblemKind.AUTOSTART_FAILED
