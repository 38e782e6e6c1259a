"""The dialog that opens a web application, and what of it is on the page and in the tray."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.secret_text import SecretText
from towpath.model.state import Snapshot
from towpath.model.web_app import FindWebApps, FoundWebApp, WebApp, WebAppKind, WebAppsFound, WebAppState
from towpath.qt.apps.open_dialog import OpenAppDialog
from towpath.qt.bridge import Bridge

PASTED = """
    Or copy and paste one of these URLs:
        http://127.0.0.1:8888/lab?token=5d3c0ffee8a14d0e9f
"""
SERVERS = (
    ("/home/ann/notebooks", "http://127.0.0.1:8888"),
    ("/scratch/ann/gels", "http://127.0.0.1:8889"),
)
FOUND = WebAppsFound(
    apps=tuple(
        FoundWebApp(address=SecretText(f"{shown}/?token=5d3c0ffee8a14d0e9f"), shown=shown, folder=folder)
        for folder, shown in SERVERS
    )
)
NONE = WebAppsFound(apps=(), remark="No jupyter is in the PATH of a login shell there.")


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    for name, text, found, look in (
        ("empty", "", FOUND, False),
        ("this-machine", PASTED, FOUND, False),
        ("elsewhere", "http://gpu-07.lab.example:6006/", FOUND, False),
        ("wrong", "http://gpu-07:port/", FOUND, False),
        ("found", "", FOUND, True),
        ("none-found", "", NONE, True),
    ):
        bridge = Bridge(Canned(Snapshot(connections=connections()), reports={FindWebApps: found}))
        dialog = OpenAppDialog(bridge)
        if text:
            dialog.address.put(SecretText(text))
        if look:
            dialog.find_button.click()
            studio.settle()
        studio.save(dialog, f"open-app-{name}", dialog.size())
        bridge.close()
