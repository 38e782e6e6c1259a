"""Makes every picture of the user interface from canned states, through the real widgets, light and dark.

    python3 dev.py screenshots [NAME ...]

Runs offscreen and without an engine, so that a picture changes only when the look does.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QMessageLogContext, QPoint, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from towpath.model.command import Command
from towpath.model.connection import Auth, Connection, Hop, Proxy, ProxyKind
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event
from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.ports import Done, Unsubscribe
from towpath.model.prompt import (
    Asked,
    CodeAsked,
    HostKeyAsked,
    Line,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Question,
)
from towpath.model.settings import Appearance, Settings
from towpath.model.state import ConnectionState, ForwardState, HopState, Snapshot, Status, Traffic
from towpath.qt.bridge import Bridge
from towpath.qt.connections.editor import ConnectionEditor
from towpath.qt.connections.forward_dialog import ForwardDialog
from towpath.qt.icons import TRAY_SIZES, app_icon
from towpath.qt.prompts.queue import make_dialog
from towpath.qt.theme import Theme
from towpath.qt.tray_menu import TrayMenu
from towpath.qt.window import MainWindow

FOLDER = Path(__file__).resolve().parent
SCALE = 1.5
DEMO_BANNER = "This is the demo: a small network inside this machine. Nothing you do here is kept."
PASSWORD_HOLDER = "ann@gateway.corp.example"
RANDOMART = """+--[ED25519 256]--+
|        .o+.     |
|       . +.o     |
|      . o B .    |
|     . o X = .   |
|      + S B =    |
|     . * @ O .   |
|      = @ * o    |
|     o * E o     |
|      o.o        |
+----[SHA256]-----+"""


class Canned:
    """An `EngineAccess` that shows one snapshot for ever."""

    asker = ""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def submit(self, command: Command, done: Done | None = None) -> None:
        """Nothing happens in a picture."""

    def snapshot(self) -> Snapshot:
        """The one there is."""
        return self._snapshot

    def subscribe(self, sink: Callable[[Event], None], *, answers: bool = False) -> Unsubscribe:
        """Nothing will be told."""
        return lambda: None


# --- what the pictures show


def hop(text: str) -> Hop:
    user, _, host = text.partition("@")
    return Hop(host=host, user=user)


GATEWAY = hop(PASSWORD_HOLDER)


def forward(label: str, port: int, target: str, number: int) -> Forward:
    return Forward(
        id=label, label=label, listen=Endpoint("127.0.0.1", port), target=Endpoint(target, number), enabled=True
    )


def state(
    saved: Connection,
    status: Status,
    hops: tuple[Status, ...],
    forwards: tuple[Status, ...] = (),
    problem: Problem | None = None,
) -> ConnectionState:
    broken = next((n for n, one in enumerate(hops) if one is Status.FAILED), -1)
    return ConnectionState(
        connection=saved,
        status=status,
        problem=problem,
        hops=tuple(
            HopState(name=str(h), status=s, problem=problem if n == broken else None)
            for n, (h, s) in enumerate(zip(saved.hops, hops, strict=True))
        ),
        forwards=tuple(
            ForwardState(forward=f, status=s, problem=problem if s is Status.FAILED else None)
            for f, s in zip(saved.forwards, forwards or (status,) * len(saved.forwards), strict=True)
        ),
        retry_at=time.time() + 12 if status is Status.RETRYING else 0,
    )


def connections() -> tuple[ConnectionState, ...]:
    lab = Connection(
        id="lab",
        name="Lab notebooks",
        group="Research",
        target=hop("ann@gpu-07.lab.example"),
        jumps=(GATEWAY, hop("ann@lab-login.lab.example")),
        forwards=(
            forward("jupyter", 8888, "localhost", 8888),
            forward("tensorboard", 6006, "localhost", 6006),
            forward("files", 80, "nas.lab.example", 80),
        ),
    )
    intranet = Connection(
        id="intranet",
        name="Intranet",
        group="Office",
        target=GATEWAY,
        forwards=(forward("wiki", 8080, "wiki.corp.example", 80),),
    )
    database = Connection(
        id="database",
        name="Billing database",
        group="Office",
        target=hop("deploy@db-3.corp.example"),
        jumps=(GATEWAY,),
        forwards=(forward("postgres", 5432, "localhost", 5432),),
    )
    cluster = Connection(
        id="cluster",
        name="Cluster",
        group="Research",
        target=hop("ann@cluster.example"),
        jumps=(GATEWAY, hop("ann@lab-login.lab.example"), hop("a.very.long.user.name@inner-gateway-4.lab.example")),
        proxy=Proxy(kind=ProxyKind.SOCKS5, host="proxy.corp.example", port=1080),
        forwards=(forward("dashboard", 8787, "localhost", 8787),),
    )
    backup = Connection(
        id="backup",
        name="Backup",
        target=hop("root@backup.example"),
        forwards=(forward("console", 9090, "localhost", 9090),),
    )
    mail = Connection(id="mail", name="Mail", group="Office", target=GATEWAY)
    refused = Problem(
        ProblemKind.KEYS_REFUSED,
        "deploy@db-3.corp.example",
        {"methods": "publickey", "tried": "id_ed25519, agent key ann@laptop", "behind": "yes"},
    )
    lost = Problem(ProblemKind.STOPPED_ANSWERING, "root@backup.example", {"seconds": "45"})
    privileged = Problem(ProblemKind.PORT_PRIVILEGED, "127.0.0.1:80")
    up, off = Status.UP, Status.OFF
    waits = Problem(ProblemKind.LOGIN_NEEDED, PASSWORD_HOLDER, {"reason": "no answer for 45 s"})
    return (
        state(lab, Status.DEGRADED, (up, up, up), (up, off, Status.FAILED), privileged),
        state(intranet, up, (up,)),
        state(database, Status.FAILED, (up, Status.FAILED), (off,), refused),
        state(cluster, Status.WAITING_FOR_USER, (up, Status.WAITING_FOR_USER, off, off)),
        state(backup, Status.RETRYING, (Status.RETRYING,), problem=lost),
        every_kind(),
        replace(
            state(mail, Status.WAITING_FOR_USER, (Status.WAITING_FOR_USER,), problem=waits),
            hops=(HopState(name=PASSWORD_HOLDER, status=Status.WAITING_FOR_USER, problem=waits),),
        ),
    )


def every_kind() -> ConnectionState:
    """One forward of each kind and in each state that a row can tell of."""
    now = time.time()
    local, remote, dynamic = ForwardKind.LOCAL, ForwardKind.REMOTE, ForwardKind.DYNAMIC
    here, ssh = Endpoint("127.0.0.1", 8888), Endpoint("127.0.0.1", 22)
    jupyter = Forward(id="1", kind=local, label="jupyter", listen=here, target=Endpoint("inner", 8888))
    board = replace(jupyter, id="2", label="tensorboard", listen=Endpoint("127.0.0.1", 6006))
    home = Forward(id="3", kind=remote, label="my own ssh", listen=Endpoint("*", 3838), target=ssh)
    proxy = Forward(id="4", kind=dynamic, label="browse", listen=Endpoint("*", 1080), user="ann")
    docker = Forward(
        id="5", listen=Endpoint.unix("/run/user/1000/docker.sock"), target=Endpoint.unix("/var/run/docker.sock")
    )
    old = Problem(ProblemKind.TARGET_REFUSES, "inner:8888", {"via": "cluster.example"})
    in_use = Problem(ProblemKind.PORT_IN_USE, "127.0.0.1:6006", {"holder": "python3 (process 4711)"})
    refuses = Problem(ProblemKind.TARGET_REFUSES, "/var/run/docker.sock", {"via": "cluster.example"})
    up, degraded = Status.UP, Status.DEGRADED
    moving = Traffic(down=48_300_000, up=1_200_000, down_rate=1_240_000, up_rate=31_000, open=3, connections=210)
    connection = Connection(
        id="every-kind",
        name="GPU cluster",
        group="Research",
        target=hop("ann@cluster.example"),
        jumps=(GATEWAY,),
        forwards=(jupyter, board, home, proxy, docker),
    )
    rows = (
        ForwardState(
            forward=jupyter,
            status=up,
            traffic=moving,
            checked_at=now - 24,
            last_error=old,
            last_error_at=now - now % 86400 + 51_000,
        ),
        ForwardState(forward=board, status=Status.RETRYING, problem=in_use, retry_at=now + 12),
        ForwardState(forward=home, status=up, traffic=Traffic(open=1, connections=4), checked_at=now - 400),
        ForwardState(forward=proxy, status=up, traffic=replace(moving, down_rate=88_000, up_rate=4_100)),
        ForwardState(forward=docker, status=degraded, problem=refuses, checked_at=now - 3),
    )
    return replace(state(connection, degraded, (up, up)), forwards=rows)


HOST_KEY = HostKeyAsked(
    host="gateway.corp.example",
    key_type="ssh-ed25519",
    fingerprint="SHA256:Qk1ZmbVq3Tb0mXo7J8o3bJ5U1n0i2x8yM1uV6c9rT4E",
    randomart=RANDOMART,
    file="~/.ssh/known_hosts",
)
QUESTIONS: dict[str, Asked] = {
    "host-key": HOST_KEY,
    "host-key-other-type": replace(HOST_KEY, other_known_types=("ssh-rsa",)),
    "password": PasswordAsked(account=PASSWORD_HOLDER, can_remember=True),
    "password-again": PasswordAsked(
        account=PASSWORD_HOLDER,
        refused_before=True,
        cannot_remember_why="no system keyring that encrypts was found",
    ),
    "passphrase": PassphraseAsked(
        file="~/.ssh/id_ed25519",
        fingerprint="SHA256:0hM5eQkqWbq9cB2vJp8LrTn3sYxUzK1dFgAoVi7mR6w",
        can_remember=True,
    ),
    "code": CodeAsked(
        account=PASSWORD_HOLDER,
        title="Two-step login",
        instruction="Open your authenticator app.",
        lines=(Line("Password: ", echo=False), Line("One-time code: ", echo=True)),
    ),
    "overwrite": OverwriteAsked(
        source=b"/home/ann/papers/figures/response-surface.pdf",
        source_attributes=Attributes(kind=FileKind.FILE, size=2_480_113, mtime=1_790_000_000 * SECOND),
        destination=b"/data/shared/papers/figures/response-surface.pdf",
        destination_attributes=Attributes(kind=FileKind.FILE, size=1_912_004, mtime=1_789_000_000 * SECOND),
    ),
}


# --- taking them


class Studio:
    """Shows one thing at a time and saves its picture under the name of the scheme."""

    def __init__(self, app: QApplication, wanted: list[str]) -> None:
        self._app = app
        self._theme = Theme(app)
        self._wanted = wanted

    def take_all(self) -> None:
        for scheme in (Appearance.LIGHT, Appearance.DARK):
            self._theme.apply(scheme)
            self._scheme = scheme
            self._take_windows()
            self._take_editor()
            self._take_forward_dialogs()
            for name, asked in QUESTIONS.items():
                question = Question(id=1, asked=asked, connection="Lab notebooks", hop=PASSWORD_HOLDER)
                dialog = make_dialog(question)
                self._save(dialog, f"prompt-{name}")
                dialog.withdraw()
            self._take_tray()

    def _take_windows(self) -> None:
        settings = Settings(appearance=self._scheme)
        all_ = connections()
        notice = Problem(ProblemKind.NO_SAFE_KEYRING)
        for name, snapshot, chosen in (
            ("empty", Snapshot(settings=settings), ""),
            ("connections", Snapshot(connections=all_, settings=settings), "lab"),
            ("broken", Snapshot(connections=all_, settings=settings), "database"),
            ("connecting", Snapshot(connections=all_, settings=settings), "cluster"),
            ("retrying", Snapshot(connections=all_, settings=settings, notices=(notice,)), "backup"),
            ("forwards", Snapshot(connections=all_, settings=settings), "every-kind"),
            ("log-in-again", Snapshot(connections=all_, settings=settings), "mail"),
            ("settings", Snapshot(connections=all_, settings=settings), ""),
        ):
            bridge = Bridge(Canned(snapshot))
            banner = DEMO_BANNER if name == "connecting" else ""
            window = MainWindow(bridge, self._theme, tray_shown=lambda: True, banner=banner)
            if chosen:
                window.connections.choose(chosen)
            if name == "settings":
                window.show_page(window.settings)
            self._save(window, name, QSize(1040, 840 if name == "forwards" else 680))
            bridge.close()

    def _take_editor(self) -> None:
        lab = connections()[0].connection
        key = Auth(identity_files=("~/.ssh/id_ed25519",), identities_only=True)
        lab = replace(lab, target=replace(lab.target, auth=key))
        for number, name in enumerate(("connection", "way", "login", "forwards", "advanced")):
            editor = ConnectionEditor(lab, {lab.name: lab.id})
            editor.tabs.setCurrentIndex(number)
            self._save(editor, f"editor-{name}")
        editor = ConnectionEditor(None, {lab.name: lab.id})
        QTest.keyClicks(editor.name.line, lab.name)
        QTest.keyClicks(editor.target.line, "ann@gpu-07:port")
        self._save(editor, "editor-invalid")

    def _take_forward_dialogs(self) -> None:
        for kind, name, target, listen, share in (
            (ForwardKind.LOCAL, "local", "inner:8888", "", False),
            (ForwardKind.LOCAL, "local-shared", "wiki.corp.example:80", "", True),
            (ForwardKind.REMOTE, "remote", "127.0.0.1:22", "3838", True),
            (ForwardKind.DYNAMIC, "dynamic", "", "", False),
            (ForwardKind.LOCAL, "empty", "", "", False),
            (ForwardKind.LOCAL, "wrong", "inner", "8888", False),
        ):
            dialog = ForwardDialog(None, (), "cluster.example")
            dialog.kinds[kind].click()
            QTest.keyClicks(dialog.fields.target.line, target)
            if listen:
                dialog.fields.listen.line.clear()
                QTest.keyClicks(dialog.fields.listen.line, listen)
            dialog.fields.share.setChecked(share)
            self._save(dialog, f"forward-{name}", QSize(640, 660))

    def _take_tray(self) -> None:
        tray = TrayMenu(Bridge(Canned(Snapshot(connections=connections()))))
        tray.refresh(Snapshot(connections=connections()))
        submenu = next(menu for action in tray.menu.actions() if isinstance(menu := action.menu(), QMenu))
        self._save(tray.menu, "tray-menu", tray.menu.sizeHint())
        self._save(submenu, "tray-submenu", submenu.sizeHint())
        self._save(_tray_icons(dark=self._scheme is Appearance.DARK), "tray-icons")

    def _save(self, widget: QWidget, name: str, size: QSize | None = None) -> None:
        if self._wanted and not any(word in name for word in self._wanted):
            return
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.resize(size or widget.sizeHint())
        widget.show()
        self._app.processEvents()
        path = FOLDER / f"{name}-{self._scheme}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        widget.hide()
        print(path.relative_to(FOLDER.parent.parent))


def _tray_icons(*, dark: bool) -> QWidget:
    """The tray's glyphs in the sizes that panels use, on a panel's colour."""
    from PySide6.QtWidgets import QLabel

    names = ("tray-off", "tray-up", "tray-busy", "tray-asking", "tray-trouble", "towpath")
    picture = QPixmap(360, 56 * len(names))
    picture.fill(QColor("#20242b" if dark else "#e9ecf0"))
    painter = QPainter(picture)
    for row, name in enumerate(names):
        x = 10
        for size in TRAY_SIZES[:5]:
            painter.drawPixmap(QPoint(x, 56 * row + (56 - size) // 2), app_icon(name).pixmap(size, size))
            x += size + 20
    painter.end()
    label = QLabel()
    label.setPixmap(picture)
    return label


def _say(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):  # the offscreen platform says so at each window
        print(message, file=sys.stderr)


def main(wanted: list[str]) -> int:
    qInstallMessageHandler(_say)
    os.environ["QT_SCALE_FACTOR"] = str(SCALE)
    app = QApplication([])
    if "DejaVu Sans" not in QFontDatabase.families():
        print("The font DejaVu Sans is missing: fonts-dejavu-core", file=sys.stderr)
        return 1
    app.setFont(QFont("DejaVu Sans", 9))
    app.setCursorFlashTime(0)  # a blinking cursor would make two runs differ
    Studio(app, wanted).take_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
