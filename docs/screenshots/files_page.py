"""The Files page of the main window: its panes and the queue below them."""

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest

from docs.screenshots.canned import Canned
from docs.screenshots.folders import FOLDERS, LAB, LEFT, RIGHT
from docs.screenshots.studio import Studio
from docs.screenshots.transfers import transfers
from towpath.model.connection import Connection, Hop
from towpath.model.editing import EditState, EditStatus
from towpath.model.error import Problem, ProblemKind
from towpath.model.remembered import Remembered, RememberedPane
from towpath.model.settings import Appearance, Settings
from towpath.model.state import ConnectionState, HopState, Snapshot, Status
from towpath.model.transfer import HERE, Place, TransferStatus
from towpath.qt.bridge import Bridge
from towpath.qt.files.comparison import By
from towpath.qt.files.places import child
from towpath.qt.window import MainWindow

SIZE = QSize(1280, 800)
CHOSEN = (b"draft.pdf", b"draft.tex", b"references.bib", b"response-surface.pdf")


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    plain = shown(studio.scheme)
    for name, snapshot, arrange in (
        ("files-empty", replace(plain, remembered=Remembered()), nothing),
        ("files", plain, choose),
        ("files-queue", replace(plain, transfers=transfers()), open_rows),
        ("files-comparison", plain, compare),
        ("files-quick-filter", plain, filter_names),
        ("files-tree", replace(plain, remembered=with_tabs()), choose),
        ("files-edits", replace(plain, edits=edits()), choose),
    ):
        if studio.wants(name):
            bridge = Bridge(Canned(snapshot, FOLDERS))
            window = open_page(studio, bridge)
            arrange(window)
            studio.settle()
            studio.save(window, name)
            bridge.close()


def open_page(studio: Studio, bridge: Bridge) -> MainWindow:
    """The main window as a person has it in front."""
    window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
    window.resize(SIZE)
    window.browse("")
    studio.settle()
    return window


# --- what is done in them


def nothing(_window: MainWindow) -> None:
    """As it is."""


def choose(window: MainWindow) -> None:
    window.files.left.view.select_names(CHOSEN)


def open_rows(window: MainWindow) -> None:
    """Those that say more when they are opened."""
    queue = window.files.queue
    rows = range(queue.model.rowCount())
    wordy = (TransferStatus.RUNNING, TransferStatus.FAILED)
    for index in (queue.model.index(row, 0) for row in rows):
        state = queue.model.transfer(index)
        if state is not None and state.status in wordy:
            queue.view.expand(index)
    window.files.rows.setSizes([380, 330])


def compare(window: MainWindow) -> None:
    window.files.together.compare_by(By.TIME)


def filter_names(window: MainWindow) -> None:
    QTest.keyClicks(window.files.left.view, "dra")


# --- what they show


def machine(id_: str, name: str, target: str, status: Status) -> ConnectionState:
    user, _, host = target.partition("@")
    connection = Connection(id=id_, name=name, target=Hop(host=host, user=user))
    return ConnectionState(connection=connection, status=status, hops=(HopState(name=target, status=status),))


def shown(scheme: Appearance) -> Snapshot:
    """Two panes with a project in each."""
    return Snapshot(
        connections=(
            machine(LAB, "Lab cluster", "ann@login.lab.example", Status.UP),
            machine("office", "Office", "ann@gateway.corp.example", Status.OFF),
        ),
        settings=Settings(appearance=scheme),
        remembered=Remembered(left=RememberedPane(tabs=(LEFT,)), right=RememberedPane(tabs=(RIGHT,))),
    )


def with_tabs() -> Remembered:
    """Both trees, and some tabs on the left."""
    tabs = (LEFT, Place(HERE, b"/home/ann/papers/thesis"), Place(HERE, b"/home/ann/Downloads"))
    narrow = ("type", "permissions", "owner")
    return Remembered(
        left=RememberedPane(tabs=tabs, tree=True, hidden_columns=narrow),
        right=RememberedPane(tabs=(RIGHT,), tree=True, hidden_columns=narrow),
    )


def edits() -> tuple[EditState, ...]:
    lost = Problem(ProblemKind.PERMISSION_DENIED, "/data/shared/response-surface/notes.md")
    return (
        EditState(
            id="fit",
            place=child(RIGHT, b"fit-model.py"),
            copy="/run/user/1000/towpath/edits/1/fit-model.py",
            status=EditStatus.WATCHED,
            uploaded=2,
            uploaded_at=1_788_000_000,
        ),
        EditState(
            id="notes",
            place=child(RIGHT, b"notes.md"),
            copy="/run/user/1000/towpath/edits/2/notes.md",
            status=EditStatus.NOT_UPLOADED,
            problem=lost,
        ),
    )
