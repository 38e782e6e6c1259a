"""The queue panel: rows that are changed in place, and what can be done with them by mouse and by keyboard."""

import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.command import (
    ArrangeTransfer,
    CancelTransfer,
    ClearTransfers,
    Command,
    ExportTransfers,
    ImportTransfers,
    PauseTransfer,
    ResumeTransfer,
    SaveSettings,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, SettingsChanged, TransferChanged, TransferRemoved, TransfersArranged
from towpath.model.settings import AfterQueue, FileSettings, Settings
from towpath.model.state import Snapshot
from towpath.model.transfer import (
    HERE,
    ActiveFile,
    Amounts,
    Batch,
    FileOutcome,
    FileResult,
    Options,
    Place,
    TransferState,
    TransferStatus,
)
from towpath.qt.bridge import Bridge
from towpath.qt.queue.acts import WORTH_A_QUESTION
from towpath.qt.queue.limit_dialog import LimitDialog
from towpath.qt.queue.model import QueueModel, Shown
from towpath.qt.queue.panel import QueuePanel
from towpath.qt.queue.words import sign, word

RUNNING, QUEUED, PAUSED = TransferStatus.RUNNING, TransferStatus.QUEUED, TransferStatus.PAUSED
DONE, FAILED, CANCELLED = TransferStatus.DONE, TransferStatus.FAILED, TransferStatus.CANCELLED


def transfer(name: str, status: TransferStatus = QUEUED, *, priority: int = 0, limit: int = 0) -> TransferState:
    """One whose id and file are its name."""
    batch = Batch(
        id=name,
        sources=(Place(HERE, b"/home/ann/" + name.encode()),),
        destination=Place("lab", b"/srv/in/"),
        options=Options(limit=limit),
        priority=priority,
    )
    return TransferState(batch=batch, status=status)


def failed(name: str, *files: bytes, in_all: int = 0) -> TransferState:
    results = tuple(
        FileResult(
            source=file,
            destination=b"/srv/in",
            outcome=FileOutcome.FAILED,
            problem=Problem(ProblemKind.DISK_FULL, "/srv/in", {"detail": "no space left on device"}),
        )
        for file in files
    )
    amounts = Amounts(files_found=9, files_failed=in_all or len(files), listed=True)
    return replace(transfer(name, FAILED), failures=results, amounts=amounts)


@pytest.fixture
def panel(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[QueuePanel]:
    """With a connection called lab, and nothing in the queue."""
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    panel = QueuePanel(bridge)
    panel.resize(900, 400)
    with qtbot.wait_exposed(panel):
        panel.show()
    panel.activateWindow()
    yield panel
    panel.hide()


def publish(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel, *transfers: TransferState) -> None:
    """Have the panel show these as well, or as they are now."""
    with qtbot.wait_signal(panel._bridge.changed):
        for state in transfers:
            engine.publish(TransferChanged(state))


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def rows(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    """As a screen reader says them."""
    parent = parent or QModelIndex()
    indexes = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in indexes]


def names(panel: QueuePanel) -> list[str]:
    return panel.model.ids()


def choose(panel: QueuePanel, *ids: str) -> None:
    """Click rows, all but the first with Ctrl."""
    panel.view.setFocus()
    for number, one in enumerate(ids):
        where = panel.view.visualRect(panel.model.index_of(one)).center()
        modifier = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, modifier, where)


def press(panel: QueuePanel, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.view, key, modifiers)


def click(button: QAbstractButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


ALT = Qt.KeyboardModifier.AltModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

# --- what is shown


def test_a_transfer_that_was_started_comes_into_sight(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    panel.resize(600, 200)
    view = panel.view

    def in_sight(name: str) -> bool:
        return view.viewport().rect().contains(view.visualRect(panel.model.index_of(name)).center())

    publish(qtbot, engine, panel, *(transfer(f"old-{number}", DONE) for number in range(20)))
    view.scrollToTop()
    publish(qtbot, engine, panel, transfer("old-19", FAILED))
    assert in_sight("old-0"), "it jumped to one that is not new"
    publish(qtbot, engine, panel, transfer("new"))
    assert in_sight("new")


def test_an_empty_queue_says_how_to_fill_it(panel: QueuePanel) -> None:
    assert panel.stack.currentWidget() is panel.empty
    assert panel.empty.text() == "Nothing to transfer. Drag files from one pane to the other."
    assert not panel.header.pause_all.isEnabled()
    assert not panel.header.bar.isVisible()


def test_a_row_says_what_goes_where_and_how_far_it_is(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    amounts = Amounts(files_found=120, files_done=3, bytes_found=4_000_000_000, bytes_done=1_200_000_000, listed=True)
    state = replace(transfer("data", RUNNING), amounts=amounts, rate=12_000_000.0, seconds_left=121.0)
    two = replace(state.batch, sources=(*state.batch.sources, Place(HERE, b"/b"), Place(HERE, b"/c")))
    publish(qtbot, engine, panel, replace(state, batch=two))
    assert rows(panel.model)[0].split("\n") == [
        "data and 2 more",
        "this computer → lab: /srv/in",
        "TRANSFERRING",
        "3 of 120 files, 1.2 GB of 4.0 GB, 12 MB/s, 2 min left",
    ]
    assert panel.header.text.text() == "1.2 GB of 4.0 GB, 30 %, 12 MB/s, 2 min left"
    assert panel.header.bar.value() == 300


def test_a_renamed_connection_is_called_by_its_new_name(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a"))
    with qtbot.wait_signal(panel._bridge.changed):
        engine.publish(ConnectionChanged(state_of(replace(connection("lab"), name="Lab & co"))))
    assert rows(panel.model)[0].split("\n")[1] == "this computer → Lab & co: /srv/in"


def test_every_state_has_a_word_and_a_shape_of_its_own() -> None:
    assert len({word(status) for status in TransferStatus}) == len(TransferStatus)
    assert len({sign(status) for status in TransferStatus}) == len(TransferStatus)


def test_files_under_way_and_failures_are_below_their_transfer(
    qtbot: QtBot, engine: FakeEngine, panel: QueuePanel
) -> None:
    active = ActiveFile(source=b"/home/ann/data/a", size=900, moved=450)
    publish(
        qtbot, engine, panel, replace(failed("data", b"/x/\x1b[1m\xff", in_all=3), status=RUNNING, active=(active,))
    )
    parent = panel.model.index_of("data")
    assert rows(panel.model, parent) == [
        "/home/ann/data/a",
        r"/x/\x1b[1m\xff: no space left on device (make room, then retry)",
        "and 2 more failures",
    ]
    panel.view.setCurrentIndex(parent)
    panel.view.setFocus()
    press(panel, Qt.Key.Key_Right)
    assert panel.view.isExpanded(parent)


def test_rows_stay_as_they_are_while_others_change(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    """What is selected, unfolded and scrolled to would be lost by a reset."""
    publish(qtbot, engine, panel, transfer("a"), failed("b", b"/x"), transfer("c"))
    choose(panel, "b")
    panel.view.expand(panel.model.index_of("b"))
    resets, changed = [], []
    panel.model.modelReset.connect(lambda: resets.append(1))
    panel.model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    publish(qtbot, engine, panel, transfer("a", RUNNING))
    assert changed == [0]
    with qtbot.wait_signal(panel._bridge.changed):
        engine.publish(TransfersArranged(("c", "b", "a")))
    assert names(panel) == ["c", "b", "a"]
    with qtbot.wait_signal(panel._bridge.changed):
        engine.publish(TransferRemoved("c"))
        engine.publish(TransferChanged(transfer("d")))
    assert names(panel) == ["b", "a", "d"]
    assert not resets
    assert [state.batch.id for state in panel.view.chosen] == ["b"]
    assert panel.view.isExpanded(panel.model.index_of("b"))


def test_parts_come_and_go_in_place(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    files = [ActiveFile(source=f"/f{n}".encode(), size=9, moved=n) for n in range(4)]
    for count in (1, 4, 2, 2, 0, 3):
        publish(qtbot, engine, panel, replace(transfer("a", RUNNING), active=tuple(files[:count]), rate=count + 1.0))
        assert panel.model.rowCount(panel.model.index_of("a")) == count


def test_the_tabs_show_some_of_them(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(
        qtbot,
        engine,
        panel,
        transfer("runs", RUNNING),
        transfer("queued"),
        transfer("paused", PAUSED),
        failed("bad", b"/x"),
        transfer("done", DONE),
        transfer("gone", CANCELLED),
    )
    tabs = panel.header.tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["All 6", "Queued 2", "Active 1", "Failed 1", "Done 2"]
    wanted = [
        ["runs", "queued", "paused", "bad", "done", "gone"],
        ["queued", "paused"],
        ["runs"],
        ["bad"],
        ["done", "gone"],
    ]
    tabs.setFocus()
    for number, shown in enumerate(wanted):
        assert tabs.currentIndex() == number
        assert names(panel) == shown
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    tabs.setCurrentIndex(list(Shown).index(Shown.FAILED))
    publish(qtbot, engine, panel, transfer("bad", RUNNING))
    assert names(panel) == []
    assert panel.empty.text() == "None of the transfers."


def test_hundreds_of_transfers_are_shown_four_times_a_second(
    qtbot: QtBot, engine: FakeEngine, panel: QueuePanel
) -> None:
    publish(qtbot, engine, panel, *(transfer(f"t{n}") for n in range(500)))
    states = {f"t{n}": transfer(f"t{n}", RUNNING) for n in range(500)}
    for state in states.values():
        engine.publish(TransferChanged(state))
    qtbot.wait_until(lambda: panel.header.tabs.tabText(2) == "Active 500")
    engine.publish(TransferChanged(replace(states["t3"], rate=5.0)))
    began = time.process_time()
    panel._show_transfers()
    assert time.process_time() - began < 0.05


def test_long_names_leave_room_for_the_state(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("x" * 200, RUNNING))
    panel.resize(400, 300)
    needed = QFontMetricsF(panel.font()).horizontalAdvance("x" * 200)
    assert panel.view.sizeHintForColumn(0) < needed
    assert not panel.view.horizontalScrollBar().isVisible()


# --- what can be done


def test_space_pauses_and_goes_on(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING), transfer("b"))
    choose(panel, "a", "b")
    press(panel, Qt.Key.Key_Space)
    assert engine.commands == [PauseTransfer(id="a"), PauseTransfer(id="b")]
    engine.commands.clear()
    publish(qtbot, engine, panel, transfer("a", PAUSED), transfer("b", PAUSED))
    press(panel, Qt.Key.Key_Space)
    assert engine.commands == [ResumeTransfer(id="a"), ResumeTransfer(id="b")]


def test_what_failed_is_tried_again(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, failed("a", b"/x"))
    parent = panel.model.index_of("a")
    panel.view.expand(parent)
    panel.view.setCurrentIndex(panel.model.index(0, 0, parent))  # a failure stands for its transfer
    assert panel.acts.retry.isVisible()
    assert not panel.acts.pause.isEnabled()
    panel.view.setFocus()
    press(panel, Qt.Key.Key_Space)
    assert engine.commands == [ResumeTransfer(id="a")]


def test_delete_cancels_or_clears(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING), transfer("b", DONE))
    choose(panel, "a")
    press(panel, Qt.Key.Key_Delete)
    choose(panel, "b")
    press(panel, Qt.Key.Key_Delete)
    assert engine.commands == [CancelTransfer(id="a"), ClearTransfers(ids=("b",))]


def test_each_act_is_for_those_that_it_does_something_to(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING), transfer("b", DONE), transfer("c", TransferStatus.RETRYING))
    choose(panel, "a")
    assert not panel.acts.clear.isEnabled()
    assert panel.acts.show_folder.isEnabled()
    choose(panel, "a", "b")
    assert not panel.acts.show_folder.isEnabled()
    panel.acts.clear.trigger()
    assert engine.commands == [ClearTransfers(ids=("b",))]
    choose(panel, "c")
    panel.acts.resume.trigger()
    assert engine.commands[1:] == [ResumeTransfer(id="c")]


def test_buttons_are_enabled_where_they_do_something(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    header = panel.header
    buttons = (header.pause_all, header.resume_all, header.clear_ended)
    for status, enabled in (
        (RUNNING, [True, False, False]),
        (PAUSED, [False, True, False]),
        (DONE, [False, False, True]),
    ):
        publish(qtbot, engine, panel, transfer("a", status))
        assert [button.isEnabled() for button in buttons] == enabled


def test_an_act_that_was_cancelled_is_no_failure(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING))
    told: list[Problem] = []
    panel.failed.connect(told.append)
    choose(panel, "a")
    for kind in (ProblemKind.CANCELLED, ProblemKind.UNKNOWN_TRANSFER):
        engine.refusal = Problem(kind)
        press(panel, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: bool(told))
    assert told == [Problem(ProblemKind.UNKNOWN_TRANSFER)]


def test_much_is_not_thrown_away_unasked(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    amounts = Amounts(files_found=1, bytes_found=2 * WORTH_A_QUESTION, bytes_done=WORTH_A_QUESTION, listed=True)
    publish(qtbot, engine, panel, replace(transfer("a", RUNNING), amounts=amounts))
    choose(panel, "a")
    press(panel, Qt.Key.Key_Delete)
    assert engine.commands == []
    box = panel.findChild(QMessageBox, "cancel-transfers")
    assert isinstance(box, QMessageBox)
    button = next(one for one in box.buttons() if one.text() == "&Cancel it")
    click(button)
    assert engine.commands == [CancelTransfer(id="a")]


def test_priority_by_keyboard(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a"), transfer("b", priority=2))
    choose(panel, "a", "b")
    press(panel, Qt.Key.Key_Up, CONTROL_SHIFT)
    assert engine.commands == [ArrangeTransfer(id="a", priority=1)]
    engine.commands.clear()
    press(panel, Qt.Key.Key_Down, CONTROL_SHIFT)
    assert engine.commands == [ArrangeTransfer(id="a", priority=-1), ArrangeTransfer(id="b", priority=1)]
    publish(qtbot, engine, panel, transfer("a", priority=-2))
    assert rows(panel.model)[0].endswith("lowest priority — waits for its turn")


def arranged(ids: list[str], commands: list[Command]) -> list[str]:
    """The queue's order after these commands, as the engine obeys them."""
    order = list(ids)
    for command in commands:
        assert isinstance(command, ArrangeTransfer)
        order.remove(command.id)
        order.insert(order.index(command.before or ""), command.id)
    return order


@pytest.mark.parametrize(
    ("chosen", "key", "wanted"),
    [
        ("b", Qt.Key.Key_Up, "bacd"),
        ("a", Qt.Key.Key_Up, "abcd"),
        ("cd", Qt.Key.Key_Up, "acdb"),
        ("bd", Qt.Key.Key_Up, "bdac"),
        ("ac", Qt.Key.Key_Up, "acbd"),
        ("a", Qt.Key.Key_Down, "bacd"),
        ("c", Qt.Key.Key_Down, "abdc"),
        ("ab", Qt.Key.Key_Down, "cabd"),
        ("bc", Qt.Key.Key_Down, "adbc"),
        ("d", Qt.Key.Key_Down, "abcd"),
        ("abcd", Qt.Key.Key_Down, "abcd"),
    ],
)
def test_the_order_by_keyboard(
    qtbot: QtBot, engine: FakeEngine, panel: QueuePanel, chosen: str, key: Qt.Key, wanted: str
) -> None:
    publish(qtbot, engine, panel, *(transfer(name) for name in "abcd"))
    choose(panel, *chosen)
    press(panel, key, ALT)
    assert "".join(arranged(list("abcd"), engine.commands)) == wanted


@pytest.mark.parametrize(
    ("dragged", "row", "wanted"), [("d", 1, "adbc"), ("a", 3, "bcad"), ("ab", 4, "cdab"), ("bd", 0, "bdac")]
)
def test_the_order_by_mouse(
    qtbot: QtBot, engine: FakeEngine, panel: QueuePanel, dragged: str, row: int, wanted: str
) -> None:
    """As the view does when rows are dropped between others (a drag itself needs a screen)."""
    publish(qtbot, engine, panel, *(transfer(name) for name in "abcd"))
    data = panel.model.mimeData([panel.model.index_of(name) for name in dragged])
    assert not panel.model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex()), "it takes rows away"
    assert "".join(arranged(list("abcd"), engine.commands)) == wanted


def test_what_is_dropped_on_a_row_comes_behind_it(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, *(transfer(name) for name in "abcd"))
    data = panel.model.mimeData([panel.model.index_of("d")])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, panel.model.index_of("a"))
    assert "".join(arranged(list("abcd"), engine.commands)) == "adbc"


def test_every_state_is_in_one_of_the_tabs() -> None:
    for status in TransferStatus:
        assert sum(status in shown.value for shown in Shown if shown is not Shown.ALL) == 1


def test_only_transfers_are_dragged_and_what_is_not_known_has_no_row(panel: QueuePanel) -> None:
    unknown = replace(failed("y"), amounts=Amounts(files_found=9, files_failed=3, listed=True))
    panel.model.show(Snapshot(transfers=(failed("x", b"/1"), unknown)))
    batch, other = panel.model.index_of("x"), panel.model.index_of("y")
    part = panel.model.index(0, 0, batch)
    assert panel.model.flags(batch) & Qt.ItemFlag.ItemIsDragEnabled
    assert not panel.model.flags(part) & Qt.ItemFlag.ItemIsDragEnabled
    assert panel.model.rowCount(other) == 0


def test_seconds_are_counted_down_where_there_are_some(panel: QueuePanel) -> None:
    waiting = replace(transfer("b", TransferStatus.RETRYING), retry_at=time.time() + 9)
    panel.model.show(Snapshot(transfers=(transfer("a"), waiting)))
    painted: list[int] = []
    panel.model.dataChanged.connect(lambda first, _last: painted.append(first.row()))
    panel.model.tick()
    assert painted == [1]


def test_the_limit_of_a_transfer(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING, limit=1_234_567))
    choose(panel, "a")
    panel.acts.limit.trigger()
    dialog = panel.findChild(LimitDialog)
    assert isinstance(dialog, LimitDialog)
    assert dialog.rate.limit == 1_234_567, "what was not touched is not rounded"
    dialog.rate.lineEdit().selectAll()
    QTest.keyClicks(dialog.rate, "250")
    QTest.keyClick(dialog.rate, Qt.Key.Key_Return)
    assert engine.commands == [ArrangeTransfer(id="a", limit=250_000)]
    publish(qtbot, engine, panel, transfer("a", RUNNING, limit=250_000))
    assert rows(panel.model)[0].endswith("at most 250 kB/s")


def test_the_folder_of_a_transfer_is_shown(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    exact = transfer("b", DONE)
    exact = replace(exact, batch=replace(exact.batch, exact=True, destination=Place("lab", b"/srv/in/new name")))
    whole = replace(exact.batch, id="c", synchronises="x", destination=Place("lab", b"/srv/in"))
    publish(qtbot, engine, panel, transfer("a", DONE), exact, replace(exact, batch=whole))
    for name in "abc":
        choose(panel, name)
        with qtbot.wait_signal(panel.show_place) as shown:
            press(panel, Qt.Key.Key_Return)
        assert shown.args == [Place("lab", b"/srv/in")]


def test_buttons_for_the_whole_queue(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING), transfer("b"), transfer("c", PAUSED), transfer("d", FAILED))
    for button in (panel.header.pause_all, panel.header.resume_all, panel.header.clear_ended):
        click(button)
    # The last first: the pause of one that runs would let the next begin.
    assert engine.commands == [
        PauseTransfer(id="b"),
        PauseTransfer(id="a"),
        ResumeTransfer(id="c"),
        ClearTransfers(),
    ]


def test_what_the_end_of_the_program_stopped_is_offered(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    assert not panel.header.go_on.isVisible()
    stopped = replace(transfer("a", PAUSED), problem=Problem(ProblemKind.TRANSFER_INTERRUPTED))
    publish(qtbot, engine, panel, stopped, transfer("b", PAUSED))
    assert "A transfer was interrupted when Towpath ended." in texts(panel)
    assert rows(panel.model)[0].endswith("PAUSED\nthe transfer was interrupted: the program ended before it was done")
    click(panel.header.go_on)
    assert engine.commands == [ResumeTransfer(id="a")]
    publish(qtbot, engine, panel, transfer("a"))
    assert not panel.header.go_on.isVisible()


def test_a_refused_act_is_told(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a", RUNNING))
    engine.refusal = Problem(ProblemKind.UNKNOWN_TRANSFER, "a")
    choose(panel, "a")
    with qtbot.wait_signal(panel.failed) as told:
        press(panel, Qt.Key.Key_Space)
    assert told.args == [engine.refusal]


# --- choices for the queue


def pick(button: QToolButton, name: str) -> None:
    action = next(action for action in button.menu().actions() if action.objectName() == name)
    action.trigger()


def test_a_limit_for_all(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    same = transfer("c", RUNNING, limit=1_000_000)
    publish(qtbot, engine, panel, transfer("a", RUNNING), transfer("b", DONE), same)
    pick(panel.header.limit, "limit-1000000")
    checked = [action.objectName() for action in panel.header.limit.menu().actions() if action.isChecked()]
    assert checked == ["limit-0"], "until the engine says so"
    settings = Settings(files=FileSettings(limit=1_000_000))
    assert engine.commands == [SaveSettings(settings=settings), ArrangeTransfer(id="a", limit=1_000_000)]
    assert panel.header.limit.text() == ""
    with qtbot.wait_signal(panel._bridge.changed):
        engine.publish(SettingsChanged(settings))
    assert panel.header.limit.text() == "1.0 MB/s"


def test_what_comes_after_the_queue(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    with qtbot.wait_signal(panel._bridge.changed):
        engine.publish(SettingsChanged(Settings(files=FileSettings(limit=7))))
    pick(panel.header.after, "after-sound")
    settings = Settings(files=FileSettings(after_queue=AfterQueue.SOUND, limit=7))
    assert engine.commands == [SaveSettings(settings=settings)]
    with qtbot.wait_signal(panel._bridge.changed):
        engine.publish(SettingsChanged(settings))
    assert panel.header.after.text() == "Then a sound"


@pytest.mark.parametrize(
    ("act", "dialog", "command"),
    [
        ("export-queue", "export-queue-dialog", ExportTransfers),
        ("import-queue", "import-queue-dialog", ImportTransfers),
    ],
)
def test_the_queue_goes_to_a_file_and_back(
    engine: FakeEngine, panel: QueuePanel, act: str, dialog: str, command: type[ExportTransfers | ImportTransfers]
) -> None:
    pick(panel.header.more, act)
    found = panel.findChild(QFileDialog, dialog)
    assert isinstance(found, QFileDialog)
    found.fileSelected.emit("/somewhere/queue.json")
    found.close()
    assert engine.commands == [command(path="/somewhere/queue.json")]


def test_keys_of_the_list_are_not_those_of_the_page(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    """The page has a Delete and an Alt+Up of its own."""
    stolen: list[str] = []
    for key in ("Del", "Alt+Up", "Space", "Return"):
        QShortcut(QKeySequence(key), panel, lambda key=key: stolen.append(key))
    publish(qtbot, engine, panel, transfer("a"), transfer("b"))
    choose(panel, "b")
    press(panel, Qt.Key.Key_Up, ALT)
    press(panel, Qt.Key.Key_Space)
    press(panel, Qt.Key.Key_Delete)
    assert engine.commands == [ArrangeTransfer(id="b", before="a"), PauseTransfer(id="b"), CancelTransfer(id="b")]
    assert not stolen


def test_every_control_can_be_reached_and_has_a_name(panel: QueuePanel) -> None:
    for widget in (panel.view, panel.header.tabs, *panel.header.findChildren(QToolButton)):
        if widget.parent() is panel.header.tabs:
            continue  # its scroll buttons: arrow keys do the same
        assert isinstance(widget, QWidget)
        assert widget.objectName()
        assert widget.accessibleName() or widget.text()  # type: ignore[attr-defined]  # all others are buttons
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    texts = [action.text().replace("&", "", 1) for action in panel.view.menu.actions() if not action.isSeparator()]
    mnemonics = [a.text()[a.text().index("&") + 1].lower() for a in panel.view.menu.actions() if "&" in a.text()]
    assert all(texts)
    assert len(mnemonics) == len(set(mnemonics))


def test_the_menu_key_opens_the_menu_at_the_row(qtbot: QtBot, engine: FakeEngine, panel: QueuePanel) -> None:
    publish(qtbot, engine, panel, transfer("a"))
    choose(panel, "a")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(panel.view.viewport(), event)
    assert panel.view.menu.isVisible()
    assert panel.view.menu.activeAction() is None
    panel.view.menu.close()


def test_the_model_keeps_qt_s_promises() -> None:
    """Every way from one queue to another, also of what is below the transfers, checked by Qt's own tester."""
    model = QueueModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number, order in enumerate(("abc", "cab", "xcb", "", "abcdef", "fedcba", "bdf", "xaybzc", "bx", "xb", "bx")):
        files = [f"/{n}".encode() for n in range(number % 4)]
        states = tuple(failed(name, *files) if name in "bx" else transfer(name) for name in order)
        model.show(Snapshot(transfers=states))
        assert "".join(model.ids()) == order
    tester.deleteLater()
