"""What the desktop is told of a queue, by the whole program: its progress in the tray, and one message at its end."""

from pathlib import Path

from tests.support.desktop import SessionBus, Xvfb
from tests.support.keys import KeyFile
from tests.support.message_service import MessageService
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.tray_watcher import TrayItem, TrayWatcher
from tests.support.wait import wait_for
from tests.support.window_at_display import WindowAtDisplay
from towpath.model.settings import AfterQueue, FileSettings, Settings


def line(watcher: TrayWatcher, item: TrayItem) -> str:
    """What the tray's menu says of transfers."""
    return next((entry.label for entry in watcher.menu(item).children if entry.label.startswith("Transfers: ")), "")


def test_progress_in_the_tray_and_one_message(
    xvfb: Xvfb,
    session_bus: SessionBus,
    tray_watcher: TrayWatcher,
    message_service: MessageService,
    sshd: Sshd,
    user_key: KeyFile,
    tmp_path: Path,
) -> None:
    know(sshd)
    slow_and_loud = FileSettings(limit=500_000, after_queue=AfterQueue.SOUND)
    save(connection("lab", hop(sshd, user_key)), settings=Settings(files=slow_and_loud))
    far = tmp_path / "far"
    far.mkdir()
    with WindowAtDisplay(xvfb.env | session_bus.env) as window:
        item = tray_watcher.wait_for_item()
        for name in ("a", "b"):
            (tmp_path / name).write_bytes(b"x" * 1_000_000)
            window.put(tmp_path / name, "lab", far)
        wait_for(lambda: "%" in line(tray_watcher, item), timeout=20, what="the progress in the tray")
        assert line(tray_watcher, item) in str(tray_watcher.property(item, "ToolTip"))
        window.wait(lambda: window.transfers() == ["done", "done"], "both to arrive")
        wait_for(lambda: message_service.texts, timeout=20, what="the message")
        wait_for(lambda: not line(tray_watcher, item), timeout=20, what="the line in the tray to go")
        (told,) = message_service.calls
        assert (told.summary, told.body, told.hints["sound-name"]) == ("2 files (2.0 MB) transferred", "", "complete")
        assert window.page() == "connections"
        message_service.click(told.id, "show-queue")
        window.wait(lambda: window.page() == "files", "the files to be shown")
