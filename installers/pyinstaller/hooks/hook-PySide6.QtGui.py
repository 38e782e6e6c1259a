"""Takes the place of PyInstaller's own hook: only those plug-ins that a program with widgets and SVG icons needs.

They are left out here, before their libraries are looked for: who removes files from the finished list loses libraries
that others need.
"""

from pathlib import PurePath

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

LEFT_OUT = (
    "gtk3",  # a platform theme that brings all of GTK; the portals' is kept
    "eglfs",
    "linuxfb",
    "vnc",
    "vkkhrdisplay",
    "minimal",  # and minimalegl
    "evdev",  # keyboards without a display server
    "tuiotouch",
    "emulatedtouch",
    "virtualkeyboard",
    "qgif",
    "qicns",
    "qjpeg",
    "qtga",
    "qtiff",
    "qwbmp",
    "qwebp",
    "qpdf",
)

hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [
    (source, target) for source, target in binaries if not any(part in PurePath(source).stem for part in LEFT_OUT)
]
