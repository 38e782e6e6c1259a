"""Makes the folder that all installers pack: both programs, with Python and all libraries, by PyInstaller."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from towpath import __version__

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
DIST = ROOT / "dist"
SUFFIX = ".exe" if sys.platform == "win32" else ""
BUILT_AT = "1767225600"
"""When builds say they were made (2026-01-01) where SOURCE_DATE_EPOCH names no other time, so that they are alike."""


def build_bundle() -> Path:
    """The folder (on macOS, Towpath.app), made anew and tried: what it lacks shows here, not on another's machine."""
    environment = {"SOURCE_DATE_EPOCH": BUILT_AT, "PYTHONHASHSEED": "1", **os.environ}
    spec = ROOT / "installers" / "pyinstaller" / "towpath.spec"
    where = [f"--distpath={BUILD / 'bundle'}", f"--workpath={BUILD / 'pyinstaller'}"]
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    subprocess.run([*pyinstaller, *where, str(spec)], check=True, env=environment)
    app = BUILD / "bundle" / "Towpath.app"
    folder = app if sys.platform == "darwin" else BUILD / "bundle" / "towpath"
    programs = folder / "Contents" / "MacOS" if sys.platform == "darwin" else folder
    try_out(programs / f"towpath{SUFFIX}")
    return folder


def try_out(program: Path) -> None:
    """Have an installed program do its main job."""
    picture = BUILD / "installed.png"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(program), "demo", "--check", "--screenshot", str(picture)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or not picture.exists():
        sys.exit(f"{program.name} does not work:\n{done.stdout}{done.stderr}")


def say(path: Path) -> None:
    """Name what was made."""
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB, Towpath {__version__}")


if __name__ == "__main__":
    print(build_bundle())
