"""Where no window can be opened, the program says so before Qt aborts the process."""

import os
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from tests.support import process
from tests.support.desktop import Xvfb
from towpath.model.error import ProblemKind, TowpathError
from towpath.qt import probe


@pytest.fixture(autouse=True)
def _platform_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")


@pytest.mark.parametrize("variables", [{}, {"DISPLAY": ":9999"}, {"WAYLAND_DISPLAY": "wayland-9"}])
def test_no_display(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(TowpathError) as raised:
        probe.require_qt()
    assert raised.value.problem.kind is ProblemKind.NO_DISPLAY


def test_a_display_is_enough(xvfb: Xvfb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", xvfb.display)
    probe.require_qt()


def test_a_platform_that_was_chosen_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    probe.require_qt()


def test_a_plugin_that_does_not_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugins = tmp_path / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (plugins / "libqxcb.so").write_bytes(b"")
    spec = ModuleSpec("PySide6", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: spec)
    with pytest.raises(TowpathError) as raised:
        probe.require_plugin(("libqxcb.so",))
    assert raised.value.problem.kind is ProblemKind.QT_UNUSABLE


def test_a_missing_system_library_is_named(xvfb: Xvfb, tmp_path: Path) -> None:
    (tmp_path / "libxcb-cursor.so.0").write_bytes(b"")  # found first, and no library
    env = {**os.environ, "DISPLAY": xvfb.display, "LD_LIBRARY_PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "towpath", "--config", str(tmp_path / "profile")],
        env=env,
        cwd=process.ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("towpath: cannot open a window: ")
    assert "libxcb-cursor.so.0" in line
