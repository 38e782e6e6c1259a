"""What the programs of the bundle do before anything else, and what the bundle is made of."""

import functools
import importlib.util
import os
import plistlib
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyInstaller.utils.hooks import collect_submodules  # type: ignore[import-untyped]  # it comes without types

_submodules = functools.cache(collect_submodules)
"""It starts a Python each time."""
ROOT = Path(__file__).resolve().parents[2]
PYINSTALLER = ROOT / "installers" / "pyinstaller"


@pytest.fixture
def start() -> types.ModuleType:
    found = importlib.util.spec_from_file_location("start", PYINSTALLER / "start.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_children_get_the_users_libraries(start: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """As PyInstaller's loader leaves the environment, with and without a value of the user's own."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/towpath/_internal:/opt/lib")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/usr/lib/towpath/_internal")
    monkeypatch.delenv("DYLD_LIBRARY_PATH_ORIG", raising=False)
    monkeypatch.setenv("QT_PLUGIN_PATH", "/usr/lib/towpath/_internal/PySide6/Qt/plugins")
    start.give_environment_back()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/lib"
    assert not {"LD_LIBRARY_PATH_ORIG", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH"} & os.environ.keys()


def test_an_upgrade_does_not_mix_versions(
    start: types.ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is imported after the program's file was replaced still comes from the old one."""
    program, newer = tmp_path / "towpath", tmp_path / "towpath.dpkg-new"
    program.write_text("modules of this version")
    newer.write_text("modules of another")
    archive = types.SimpleNamespace(_filename=str(program))
    monkeypatch.setitem(sys.modules, "pyimod02_importers", types.SimpleNamespace(pyz_archive=archive))
    start.hold_modules()
    try:
        newer.replace(program)
        assert Path(archive._filename).read_text() == "modules of this version"
    finally:
        os.close(int(Path(archive._filename).name))


@pytest.mark.parametrize(("option", "status"), [("--version", 0), ("--no-such-option", 2)])
def test_a_program_without_a_console_does_not_miss_it(option: str, status: int) -> None:
    """As Windows starts it: there is nothing to write to."""
    program = (
        "import sys; sys.stdout = sys.stderr = None; sys.argv = ['towpath-gui', sys.argv[1]];"
        "from towpath.__main__ import gui_main; sys.exit(gui_main())"
    )
    done = subprocess.run([sys.executable, "-c", program, option], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.fixture
def run_spec(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    """Runs the spec as PyInstaller would on a platform, and gives what it asked for."""

    def run(platform: str) -> dict[str, Any]:
        asked: dict[str, Any] = {"programs": []}

        def analysis(scripts: list[str], **options: Any) -> types.SimpleNamespace:
            asked.update(options, scripts=scripts)
            datas = [
                ("PySide6/Qt/translations/qtbase_de.qm", "", "DATA"),
                ("PySide6/Qt/translations/qt_fr.qm", "", "DATA"),
            ]
            datas += [("towpath/resources/translations/towpath_de.ts", "", "DATA")]
            asked["analysis"] = types.SimpleNamespace(datas=datas, pure=[], scripts=[], binaries=[])
            return asked["analysis"]  # type: ignore[no-any-return]

        names = {
            "SPECPATH": str(PYINSTALLER),
            "Analysis": analysis,
            "PYZ": lambda pure: pure,
            "EXE": lambda *_, **options: asked["programs"].append(options),
            "COLLECT": lambda *_, **options: options,
            "BUNDLE": lambda *_, **options: asked.update(bundle=options),
        }
        monkeypatch.setattr("PyInstaller.utils.hooks.collect_submodules", _submodules)
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(sys, "path", list(sys.path))
        spec = PYINSTALLER / "towpath.spec"
        exec(compile(spec.read_text(encoding="utf-8"), str(spec), "exec"), names)  # noqa: S102 - as PyInstaller does
        return asked

    return run


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_bundle_has_both_programs_and_all_they_load(
    run_spec: Callable[[str], dict[str, Any]], platform: str
) -> None:
    asked = run_spec(platform)
    assert {one["name"]: one["console"] for one in asked["programs"]} == {"towpath": True, "towpath-gui": False}
    assert {"towpath.cli.verbs_keys", "towpath.app", "towpath.system.proxy.guard"} <= set(asked["hiddenimports"])
    sources = [Path(source) for source, _ in asked["datas"]]
    assert {source.name for source in sources} >= {"resources", "public_suffix_list.dat"}
    used = [*sources, *map(Path, asked["scripts"]), *map(Path, asked["hookspath"])]
    used += [Path(one[name]) for one in asked["programs"] for name in ("icon", "entitlements_file") if one[name]]
    assert [path for path in used if not path.exists()] == []
    assert [Path(name).name for name, _, _ in asked["analysis"].datas] == ["qtbase_de.qm"]


def test_the_mac_app_lives_in_the_menu_bar_and_takes_addresses(run_spec: Callable[[str], dict[str, Any]]) -> None:
    bundle = run_spec("darwin")["bundle"]
    info = plistlib.loads(plistlib.dumps(bundle["info_plist"]))
    assert info["LSUIElement"]
    assert not info["LSBackgroundOnly"], "it could show no windows"
    assert info["CFBundleExecutable"] == "towpath-gui"
    assert info["NSHighResolutionCapable"]
    assert info["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["ssh", "sftp"]
    assert Path(bundle["icon"]).exists()
