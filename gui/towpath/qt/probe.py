"""Can Qt start here? Asked before it is tried, because Qt aborts the whole process when it cannot.

This module is importable without Qt.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import socket
import sys
from pathlib import Path

from towpath.model.error import Problem, ProblemKind, TowpathError

_NEEDED = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg")
_X_PLUGINS = ("libqxcb.so",)
_WAYLAND_PLUGINS = ("libqwayland.so", "libqwayland-generic.so")


def require_qt() -> None:
    """Raise TowpathError NO_DISPLAY or QT_UNUSABLE when a window cannot be opened here."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    wayland, x = wayland_answers(), x_answers()
    if sys.platform == "linux" and not chosen and not wayland and not x:
        raise TowpathError(Problem(ProblemKind.NO_DISPLAY))
    for module in _NEEDED:
        try:
            importlib.import_module(module)
        except ImportError as error:
            raise _unusable(str(error)) from error
    if sys.platform == "linux" and not chosen:
        require_plugin(_X_PLUGINS if x else _WAYLAND_PLUGINS)


def x_answers() -> bool:
    """Whether $DISPLAY names an X server that lets us in (xcb_connect(3))."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the plugin will say which library is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers


def wayland_answers() -> bool:
    """Whether a Wayland compositor listens at $WAYLAND_DISPLAY."""
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name or not hasattr(socket, "AF_UNIX"):
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name  # an absolute name replaces the folder
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def require_plugin(names: tuple[str, ...]) -> None:
    """Load Qt's platform plugin as the system's loader would: its error names the library that is missing."""
    package = importlib.util.find_spec("PySide6")
    for folder in package.submodule_search_locations or () if package else ():
        for name in names:
            plugin = Path(folder) / "Qt" / "plugins" / "platforms" / name
            if plugin.exists():
                try:
                    ctypes.CDLL(str(plugin))
                except OSError as error:
                    raise _unusable(str(error)) from error


def _unusable(detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.QT_UNUSABLE, facts={"detail": detail}))
