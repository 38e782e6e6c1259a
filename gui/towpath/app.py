"""The window program: builds the pieces and joins them. Qt is imported only once it is known to work here."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from towpath.engine.host import Owned, Shown, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.own_program import program_for
from towpath.engine.parts import parts_of, recorded
from towpath.model.desktop import Start
from towpath.model.ports import EngineAccess
from towpath.qt.probe import require_qt
from towpath.store.paths import Profile

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from towpath.qt.application import Application
    from towpath.qt.window import MainWindow

SWITCH_SECONDS = 0.001
"""With Python's default of 5 ms, busy threads make the window stall for up to 0.4 s."""


def start(profile: Profile, how: Start) -> int:
    """Run until the user quits; a second start only brings the first one's window to the front.

    Raises TowpathError NO_DISPLAY, QT_UNUSABLE, ENGINE_HELD, and what reading the configuration raises.
    """
    require_qt()
    opened = open_profile(profile.folder, EngineKind.WINDOW, lambda: recorded(parts_of(profile)), start=how)
    if isinstance(opened, Shown):
        return 0
    assert isinstance(opened, Owned), "a window takes over; only a command line joins"
    with contextlib.closing(opened):
        try:
            return _run(opened, profile, how)
        except Exception:  # noqa: BLE001 - nobody catches it later, either
            sys.excepthook(*sys.exc_info())  # which keeps a report, while the records are open
            return 1


def _run(opened: Owned, profile: Profile, how: Start) -> int:
    from towpath.qt.bridge import Bridge
    from towpath.qt.files.edit_messages import EditMessages
    from towpath.qt.garbage import Garbage
    from towpath.qt.languages import use_language
    from towpath.qt.late_window import LateWindow
    from towpath.qt.messages.messages import Messages
    from towpath.qt.messages.outlet import Outlet, desktop_service
    from towpath.qt.prompts.queue import PromptQueue
    from towpath.qt.queue.watch import QueueWatch
    from towpath.qt.session_end import SessionEnd
    from towpath.qt.stop_signals import StopSignals
    from towpath.qt.theme import Theme
    from towpath.qt.tray import Tray
    from towpath.qt.tray_absence import TrayAbsence

    sys.setswitchinterval(SWITCH_SECONDS)
    program = program_for(profile.folder)
    app = _make_application()

    def leave() -> None:
        app.exit()  # app.quit() would close the window first, which asks where there is no tray

    signals = StopSignals(leave, app)
    garbage = Garbage(app)
    bridge = Bridge(opened.engine)
    use_language(app, bridge.snapshot.settings.general.language)
    theme = Theme(app)
    theme.follow(bridge.snapshot.settings)  # questions may come before the window
    tray = Tray(bridge)
    banner = app.translate(
        "Program", "This is the demo: a small network inside this machine. Nothing you do here is kept."
    )

    def make_window() -> MainWindow:
        from towpath.qt.window import MainWindow  # only here: a start at login needs none of its pages

        made = MainWindow(
            bridge,
            theme,
            tray_shown=lambda: tray.host.available,
            banner=banner if profile.throw_away else "",
            program=program,
        )
        made.quit.connect(leave)
        return made

    window = LateWindow(bridge, make_window)
    session_end = SessionEnd(app, app)
    session_end.prepared.connect(opened.engine.session_ends)
    session_end.prepared.connect(window.session_ends)
    app.url_asked.connect(window.bring_up)
    prompts = PromptQueue(bridge)
    outlet = Outlet(tray.host, desktop_service())
    messages = Messages(bridge, outlet, lambda: app.activeWindow() is not None)
    messages.answer.connect(prompts.bring_up)
    messages.show_connection.connect(lambda connection: window().show_connection(connection))
    messages.show_files.connect(lambda: window().browse(""))
    messages.needs_person.connect(window.call_for_attention)  # where there is no tray
    edits = EditMessages(bridge, lambda: (page := window.shown_files) is not None and page.edits.isVisible())
    edits.not_uploaded.connect(messages.tell_of_edit)
    transfers = QueueWatch(bridge, lambda: (page := window.shown_files) is not None and page.queue.isVisible())
    transfers.ended.connect(messages.tell_of_queue)
    tray.content.failed.connect(messages.say)
    tray.host.activated.connect(window.bring_up)
    tray.content.open_window.connect(window.bring_up)
    tray.content.open_app.connect(lambda: window().open_web_app())
    tray.content.show_files.connect(lambda: window().browse(""))
    tray.content.show_browser.connect(lambda: window().show_browser())
    tray.content.show_settings.connect(lambda: window().show_settings())
    tray.content.quick_connect.connect(lambda: window().quick_connect())
    absence = TrayAbsence(tray.host, outlet)
    absence.open_window.connect(window.bring_up)
    absence.show_minimised.connect(lambda: window().showMinimized())
    tray.content.quit.connect(leave)
    if how.hidden:
        absence.begin()
    else:
        window().show()
        if how.url:
            window.bring_up(how.url)
    edits.begin()
    for command in opened.were_up:
        bridge.submit(command)
    code = app.exec()
    bridge.close()
    prompts.close()
    messages.close()
    outlet.close()
    tray.host.hide()
    window.hide()
    signals.close()
    garbage.close()
    return code


def save_screenshot(engine: EngineAccess, path: Path) -> None:
    """Take a picture of the main window as it would look now, also where there is no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    require_qt()
    from towpath.qt.bridge import Bridge
    from towpath.qt.languages import use_language
    from towpath.qt.theme import Theme
    from towpath.qt.window import MainWindow

    app = _make_application()
    bridge = Bridge(engine)
    use_language(app, bridge.snapshot.settings.general.language)
    window = MainWindow(bridge, Theme(app), tray_shown=lambda: True)
    window.show()
    app.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    saved = window.grab().save(str(path))
    bridge.close()
    window.hide()
    if not saved:
        raise OSError(0, "the picture cannot be written", str(path))


def _make_application() -> Application:
    from PySide6.QtCore import qInstallMessageHandler

    from towpath.qt.application import Application
    from towpath.qt.icons import app_icon

    qInstallMessageHandler(_log_qt_message)
    app = Application(["towpath"])  # X11 shows this name to window managers (WM_CLASS)
    app.setApplicationName("towpath")
    app.setApplicationDisplayName("Towpath")
    app.setDesktopFileName("towpath")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    return app


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    from PySide6.QtCore import QtMsgType

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logging.getLogger("towpath.qt").log(levels.get(kind, logging.ERROR), "%s", message)
