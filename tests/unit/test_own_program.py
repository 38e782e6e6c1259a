"""How this program is called by others: installed by pip, from a checkout, frozen, or in an AppImage."""

import subprocess
import sys
from pathlib import Path

import pytest

from towpath.engine.own_program import own_program, program_for, start_hidden
from towpath.store.paths import usual_folder


class Installed:
    """Pretends that the program lies and was called as a test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._monkeypatch = monkeypatch
        self.folder = folder
        for name in ("APPIMAGE", "APPDIR"):
            monkeypatch.delenv(name, raising=False)

    def there(self, *names: str) -> None:
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o755)

    def called(self, argv0: str, executable: str, *, frozen: bool = False) -> None:
        self._monkeypatch.setattr(sys, "argv", [str(self.folder / argv0)])
        self._monkeypatch.setattr(sys, "executable", str(self.folder / executable))
        self._monkeypatch.setattr(sys, "frozen", frozen, raising=False)

    def path(self, name: str) -> str:
        return str(self.folder / name)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Installed:
    return Installed(monkeypatch, tmp_path)


def test_pip_puts_it_beside_its_python(installed: Installed) -> None:
    installed.there("venv/bin/python", "venv/bin/towpath", "venv/bin/towpath-gui")
    for argv0 in ("venv/bin/towpath", "venv/bin/towpath-gui", "site-packages/towpath/__main__.py", "bin/pytest"):
        installed.called(argv0, "venv/bin/python")
        assert own_program() == (installed.path("venv/bin/towpath"),)
        assert own_program("towpath-gui") == (installed.path("venv/bin/towpath-gui"),)


def test_pip_for_one_user_puts_it_elsewhere(installed: Installed) -> None:
    installed.there("usr/bin/python3", "usr/bin/towpath", "home/bin/towpath", "home/bin/towpath-gui")
    installed.called("home/bin/towpath", "usr/bin/python3")
    assert own_program() == (installed.path("home/bin/towpath"),)
    assert own_program("towpath-gui") == (installed.path("home/bin/towpath-gui"),)


def test_without_a_command_it_is_a_module(installed: Installed) -> None:
    installed.there("venv/bin/python")
    installed.called("src/towpath/__main__.py", "venv/bin/python")
    assert own_program() == (installed.path("venv/bin/python"), "-m", "towpath")


def test_without_a_command_windows_starts_it_without_a_console(installed: Installed) -> None:
    installed.there("venv/python.exe", "venv/pythonw.exe")
    installed.called("src/towpath/__main__.py", "venv/python.exe")
    assert own_program()[0] == installed.path("venv/python.exe")
    assert own_program("towpath-gui")[0] == installed.path("venv/pythonw.exe")


@pytest.mark.parametrize("running", ["towpath", "towpath-gui"])
@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_frozen_both_programs_lie_side_by_side(installed: Installed, running: str, suffix: str) -> None:
    installed.there(f"lib/towpath{suffix}", f"lib/towpath-gui{suffix}")
    installed.called("towpath", f"lib/{running}{suffix}", frozen=True)  # argv[0] is as it was typed
    assert own_program() == (installed.path(f"lib/towpath{suffix}"),)
    assert own_program("towpath-gui") == (installed.path(f"lib/towpath-gui{suffix}"),)


def test_frozen_with_one_program_only(installed: Installed) -> None:
    installed.there("lib/towpath")
    installed.called("towpath", "lib/towpath", frozen=True)
    assert own_program("towpath-gui") == (installed.path("lib/towpath"),)


def test_an_appimage_is_called_by_its_file(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    installed.there("mount/usr/lib/towpath")
    installed.called("towpath", "mount/usr/lib/towpath", frozen=True)
    monkeypatch.setenv("APPIMAGE", "/home/ann/Apps/Towpath.AppImage")
    monkeypatch.setenv("APPDIR", installed.path("mount"))
    assert own_program() == own_program("towpath-gui") == ("/home/ann/Apps/Towpath.AppImage",)


@pytest.mark.parametrize("frozen", [True, False])
def test_the_appimage_of_a_terminal_is_not_ours(
    installed: Installed, monkeypatch: pytest.MonkeyPatch, frozen: bool
) -> None:
    installed.there("lib/towpath", "lib/python")
    installed.called("lib/towpath", "lib/towpath" if frozen else "lib/python", frozen=frozen)
    monkeypatch.setenv("APPIMAGE", "/home/ann/Apps/Terminal.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_Terminal")
    assert own_program() == (installed.path("lib/towpath"),)


def test_only_another_profile_is_named(tmp_path: Path) -> None:
    assert start_hidden(usual_folder())[-1] == "--hidden"
    assert "--config" not in start_hidden(usual_folder())
    assert start_hidden(tmp_path)[-3:] == ("--config", str(tmp_path), "--hidden")
    assert program_for(tmp_path) == (*own_program(), "--config", str(tmp_path))


def test_what_is_said_here_runs() -> None:
    done = subprocess.run([*own_program(), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("towpath, version")
