"""What both programs of the bundle start: `towpath`, and `towpath-gui` without a console."""

import os
import sys
from pathlib import Path


def give_environment_back() -> None:
    """Let programs that Towpath starts (ssh, editors, browsers) use the user's libraries, not those of the bundle.

    PyInstaller leads the loader and Qt to the bundle by variables, which children would inherit. By now the loader has
    read them, and PySide6 finds its plug-ins by itself.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        original = os.environ.pop(f"{name}_ORIG", None)
        if original is not None:
            os.environ[name] = original
        else:
            os.environ.pop(name, None)
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        os.environ.pop(name, None)


def hold_modules() -> None:
    """Keep importing this version's modules when an upgrade replaces the program while it runs.

    PyInstaller opens the file anew for each import; where the system has /proc, that finds what is open already.
    """
    if sys.platform == "linux":
        archive = sys.modules["pyimod02_importers"].pyz_archive
        file = os.open(archive._filename, os.O_RDONLY)  # noqa: SLF001 - there is no other way in
        archive._filename = f"/proc/self/fd/{file}"  # noqa: SLF001 - as above


if __name__ == "__main__":
    give_environment_back()
    hold_modules()
    from towpath.__main__ import gui_main, main

    sys.exit(gui_main() if Path(sys.executable).stem == "towpath-gui" else main())
