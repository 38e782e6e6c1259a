"""Builds dist/towpath-VERSION-setup.exe from the bundle with Inno Setup: `py dev.py installer`.

Its makers have not run it on a real Windows (installers/README.md). SIGN_COMMAND, if set, is run on programs and
set-up, with the file's path as last word (signtool of the Windows SDK, or a service's tool; secrets are its business).
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from installers.bundle import DIST, build_bundle, say
from towpath import __version__

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Build the set-up from a new bundle."""
    compiler = find_compiler()
    bundle = build_bundle()
    for program in sorted(bundle.glob("*.exe")):
        sign(program)
    DIST.mkdir(exist_ok=True)
    defines = [f"/DVersion={__version__}", f"/DBundle={bundle}", f"/DOut={DIST}"]
    subprocess.run([compiler, "/Qp", *defines, str(HERE / "towpath.iss")], check=True)
    made = DIST / f"towpath-{__version__}-setup.exe"
    sign(made)
    say(made)


def find_compiler() -> str:
    """Inno Setup's compiler: of the PATH, or where its own set-up puts it."""
    programs = [
        os.environ[name] for name in ("ProgramFiles(x86)", "ProgramFiles", "LocalAppData") if name in os.environ
    ]
    places = [Path(folder) / "Inno Setup 6" for folder in programs]
    places += [Path(folder) / "Programs" / "Inno Setup 6" for folder in programs]
    found = shutil.which("ISCC", path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, places)]))
    return found or sys.exit("Inno Setup 6 is missing: winget install JRSoftware.InnoSetup")


def sign(file: Path) -> None:
    """Sign a program, if somebody can."""
    if command := os.environ.get("SIGN_COMMAND"):
        subprocess.run([*shlex.split(command, posix=False), str(file)], check=True)


if __name__ == "__main__":
    main()
