"""The Connections page, the settings, and the editors of connections and forwards."""

import time

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest

from docs.screenshots.canned import Canned
from docs.screenshots.studio import Studio
from towpath.model.connection import (
    AddressFamily,
    Algorithms,
    Auth,
    Connection,
    Hop,
    Proxy,
    ProxyKind,
    SshConfigLink,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.host_config import ReadSshCommand, SshCommandRead
from towpath.model.settings import Settings
from towpath.model.state import ConnectionState, ForwardState, HopState, Snapshot, Status, Traffic
from towpath.qt.bridge import Bridge
from towpath.qt.connections.editor import ConnectionEditor
from towpath.qt.connections.forward_dialog import ForwardDialog
from towpath.qt.connections.paste_dialog import PAUSE_MS, PasteDialog
from towpath.qt.window import MainWindow

DEMO_BANNER = "This is the demo: a small network inside this machine. Nothing you do here is kept."


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    _take_windows(studio)
    _take_editor(studio)
    _take_pasted(studio)
    _take_forward_dialogs(studio)


def _take_windows(studio: Studio) -> None:
    settings = Settings(appearance=studio.scheme)
    all_ = connections()
    notice = Problem(ProblemKind.NO_SAFE_KEYRING)
    for name, snapshot, chosen in (
        ("empty", Snapshot(settings=settings), ""),
        ("connections", Snapshot(connections=all_, settings=settings), "lab"),
        ("broken", Snapshot(connections=all_, settings=settings), "database"),
        ("connecting", Snapshot(connections=all_, settings=settings), "cluster"),
        ("retrying", Snapshot(connections=all_, settings=settings, notices=(notice,)), "backup"),
        ("forwards", Snapshot(connections=all_, settings=settings), "every-kind"),
        (
            "bring-back",
            Snapshot(connections=all_, settings=settings, to_bring_back=tuple(one.connection.id for one in all_[1:4])),
            "lab",
        ),
        ("log-in-again", Snapshot(connections=all_, settings=settings), "mail"),
    ):
        bridge = Bridge(Canned(snapshot))
        banner = DEMO_BANNER if name == "connecting" else ""
        window = MainWindow(bridge, studio.theme, tray_shown=lambda: True, banner=banner)
        if chosen:
            window.connections.choose(chosen)
        studio.save(window, name, QSize(1040, 840 if name == "forwards" else 680))
        bridge.close()


def _take_editor(studio: Studio) -> None:
    lab = connections()[0].connection
    key = Auth(identity_files=("~/.ssh/id_ed25519",), identities_only=True)
    lab = replace(lab, target=replace(lab.target, auth=key))
    for number, name in enumerate(("connection", "way", "login", "forwards", "advanced")):
        editor = ConnectionEditor(lab, {lab.name: lab.id})
        editor.tabs.setCurrentIndex(number)
        studio.save(editor, f"editor-{name}")
    _take_options(studio, lab)
    editor = ConnectionEditor(None, {lab.name: lab.id})
    QTest.keyClicks(editor.name.line, lab.name)
    QTest.keyClicks(editor.target.line, "ann@gpu-07:port")
    studio.save(editor, "editor-invalid")


def _take_options(studio: Studio, lab: Connection) -> None:
    """What is folded away for most, and a connection that follows a file."""
    hop = replace(
        lab.target,
        algorithms=Algorithms(ciphers=("aes256-ctr", "aes256-gcm@openssh.com")),
        address_family=AddressFamily.INET6,
        known_hosts_files=("~/.ssh/known_hosts", "~/.ssh/known lab"),
    )
    full = replace(lab, target=hop, forward_agent="yes", send_env=("LANG", "LC_*"), remote_command="htop")
    editor = ConnectionEditor(full, {lab.name: lab.id})
    editor.tabs.setCurrentWidget(editor.login)
    studio.save(editor, "editor-options", QSize(680, 1240))
    editor = ConnectionEditor(full, {lab.name: lab.id})
    editor.tabs.setCurrentWidget(editor.advanced)
    studio.save(editor, "editor-terminal", QSize(680, 820))
    editor = ConnectionEditor(replace(lab, link=SshConfigLink(host="gpu")), {lab.name: lab.id})
    studio.save(editor, "editor-follows")
    editor = ConnectionEditor(replace(lab, link=SshConfigLink(host="gpu")), {lab.name: lab.id})
    editor.tabs.setCurrentWidget(editor.login)
    studio.save(editor, "editor-follows-login")


def _take_pasted(studio: Studio) -> None:
    lab = connections()[0].connection
    remark = "-M 20000 is left out: Towpath sees by itself whether the connection is alive."
    link = SshConfigLink(host="ann@inner", options=("ProxyJump=gate",))
    for name, text, read in (
        ("empty", "", SshCommandRead(connection=lab)),
        (
            "own",
            "autossh -M 20000 -N -L 8080:wiki:80 -J gate ann@inner",
            SshCommandRead(connection=lab, remarks=(remark,)),
        ),
        ("follows", "ssh -J gate ann@inner", SshCommandRead(connection=replace(lab, link=link))),
        ("refused", "ssh ann@inner | less", SshCommandRead(connection=lab)),
    ):
        bridge = Bridge(Canned(Snapshot(), reports={ReadSshCommand: read}))
        dialog = PasteDialog(bridge, {})
        dialog.command.setPlainText(text)
        QTest.qWait(2 * PAUSE_MS)
        studio.settle()
        studio.save(dialog, f"paste-{name}", dialog.size())
        bridge.close()


def _take_forward_dialogs(studio: Studio) -> None:
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
        studio.save(dialog, f"forward-{name}", QSize(640, 660))


# --- what they show


def hop(text: str) -> Hop:
    user, _, host = text.partition("@")
    return Hop(host=host, user=user)


GATEWAY = hop("ann@gateway.corp.example")


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
        link=SshConfigLink(host="cluster"),
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
    waits = Problem(ProblemKind.LOGIN_NEEDED, str(GATEWAY), {"reason": "no answer for 45 s"})
    return (
        state(lab, Status.DEGRADED, (up, up, up), (up, off, Status.FAILED), privileged),
        state(intranet, up, (up,)),
        state(database, Status.FAILED, (up, Status.FAILED), (off,), refused),
        state(cluster, Status.WAITING_FOR_USER, (up, Status.WAITING_FOR_USER, off, off)),
        state(backup, Status.RETRYING, (Status.RETRYING,), problem=lost),
        every_kind(),
        replace(
            state(mail, Status.WAITING_FOR_USER, (Status.WAITING_FOR_USER,), problem=waits),
            hops=(HopState(name=str(GATEWAY), status=Status.WAITING_FOR_USER, problem=waits),),
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
