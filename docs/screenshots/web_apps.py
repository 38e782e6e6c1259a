"""The dialog that opens a web application, and what of it is on the page and in the tray."""

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.command import Command
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import FROM_WEB_APP, Endpoint, Forward
from towpath.model.ports import Done
from towpath.model.secret_text import SecretText
from towpath.model.settings import Settings
from towpath.model.state import ConnectionState, ForwardState, Snapshot, Status
from towpath.model.web_address import app_name, read_web_address
from towpath.model.web_app import FindWebApps, FoundWebApp, OpenWebApp, WebApp, WebAppsFound, WebAppState
from towpath.qt.apps.open_dialog import OpenAppDialog
from towpath.qt.bridge import Bridge
from towpath.qt.tray_menu import TrayMenu
from towpath.qt.window import MainWindow

PRINTED = """
    Or copy and paste one of these URLs:
        http://127.0.0.1:8888/lab?token=5d3c0ffee8a14d0e9f
"""


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    _take_dialogs(studio)
    _take_page(studio)
    _take_tray(studio)


def _take_dialogs(studio: Studio) -> None:
    for name, text, found, look in (
        ("empty", "", FOUND, False),
        ("this-machine", PRINTED, FOUND, False),
        ("elsewhere", "http://gpu-09.lab.example:6006/", FOUND, False),
        ("wrong", "http://gpu-07:port/", FOUND, False),
        ("found", "", FOUND, True),
        ("none-found", "", NONE, True),
    ):
        bridge = Bridge(Canned(Snapshot(connections=connections()), reports={FindWebApps: found}))
        dialog = OpenAppDialog(bridge, "lab")
        if text:
            dialog.address.put(SecretText(text))
        if look:
            dialog.find_button.click()
            studio.settle()
        studio.save(dialog, f"open-app-{name}", dialog.size())
        bridge.close()
    bridge = Bridge(Refusing(Snapshot(connections=connections())))
    dialog = OpenAppDialog(bridge, "lab")
    dialog.address.put(SecretText(PRINTED))
    dialog.open_button.click()
    studio.settle()
    studio.save(dialog, "open-app-refused", dialog.size())
    bridge.close()


def _take_page(studio: Studio) -> None:
    snapshot = Snapshot(connections=_with_apps(), web_apps=APPS, settings=Settings(appearance=studio.scheme))
    bridge = Bridge(Canned(snapshot))
    window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
    window.connections.choose("lab")
    studio.save(window, "web-apps", QSize(1040, 940))
    bridge.close()


def _take_tray(studio: Studio) -> None:
    snapshot = Snapshot(connections=_with_apps(), web_apps=APPS)
    tray = TrayMenu(Bridge(Canned(snapshot)))
    tray.refresh(snapshot)
    entry = next(action for action in tray.menu.actions() if action.objectName() == "tray-apps")
    menu = entry.menu()
    assert isinstance(menu, QMenu)
    studio.save(menu, "tray-apps", menu.sizeHint())


# --- what they show


def _app(number: int, address: str, port: int = 0, through: str = "lab", machine: str = "gpu-07") -> WebAppState:
    read = read_web_address(address)
    known = WebApp(id=str(number), connection=through, address=address, kind=read.kind)
    host = machine if read.is_this_machine else read.host
    name = app_name(read.kind, f"{host}:{read.port}")
    return WebAppState(app=known, name=name, forward=f"{FROM_WEB_APP}{number}" if port else "", port=port)


APPS = (
    _app(1, "http://127.0.0.1:8888/lab", 8889),
    _app(2, "http://gpu-09:6006", 6006),
    _app(3, "http://127.0.0.1:8787/status", through="cluster", machine="cluster"),
    _app(4, "http://wiki.lab.example"),
    _app(5, "vnc://gpu-07:5901"),
)


def _with_apps() -> tuple[ConnectionState, ...]:
    """The first connection has the forwards of those that are open."""
    lab, *others = connections()
    refused = Problem(ProblemKind.TARGET_REFUSES, "gpu-09:6006", {"via": "gpu-07.lab.example"})
    added = []
    for app, target, status in ((APPS[0], "localhost", Status.UP), (APPS[1], "gpu-09", Status.DEGRADED)):
        port = read_web_address(app.app.address).port
        forward = Forward(id=app.forward, listen=Endpoint("127.0.0.1", port), target=Endpoint(target, port))
        bound = Endpoint("127.0.0.1", app.port)
        problem = refused if status is Status.DEGRADED else None
        added.append(ForwardState(forward=forward, saved=False, status=status, bound=bound, problem=problem))
    return (replace(lab, forwards=(*lab.forwards, *added)), *others)


class Refusing(Canned):
    """Whose applications do not answer."""

    def submit(self, command: Command, done: Done | None = None) -> None:
        """As the engine would."""
        if isinstance(command, OpenWebApp) and done is not None:
            hint = "see that it runs on gpu-07.lab.example; if it is another machine, choose that one"
            facts = {"via": "gpu-07.lab.example", "hint": hint}
            done(Problem(ProblemKind.TARGET_REFUSES, "localhost:8888", facts))
        else:
            super().submit(command, done)


def _found(folder: str, shown: str) -> FoundWebApp:
    return FoundWebApp(address=SecretText(f"{shown}/?token=5d3c0ffee8a14d0e9f"), shown=shown, folder=folder)


FOUND = WebAppsFound(
    apps=(
        _found("/home/ann/notebooks", "http://127.0.0.1:8888"),
        _found("/scratch/ann/gels", "http://127.0.0.1:8889"),
    )
)
NONE = WebAppsFound(apps=(), remark="No jupyter is in the PATH of a login shell there.")
