"""The Activity page, and its dialog for exports."""

import datetime as dt

from PySide6.QtCore import QSize

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.activity import Activity, ActivityRead, Happening, Level, ReadActivity
from towpath.model.error import Problem, ProblemKind
from towpath.model.settings import Settings
from towpath.model.state import Snapshot
from towpath.qt.activity.export_dialog import ExportDialog
from towpath.qt.bridge import Bridge
from towpath.qt.window import MainWindow

SIZE = QSize(1200, 780)
CRASH = "/home/ann/.local/state/towpath/log/crashes/crash-2026-03-02-081122-01.txt"
_MORNING = dt.datetime(2026, 3, 2, 8, 12, tzinfo=dt.UTC).timestamp()
_SILENT = Problem(ProblemKind.STOPPED_ANSWERING, "ann@gate.uni.example:22", {"seconds": "45"})
_REFUSED = Problem(ProblemKind.REFUSED, "ann@gate.uni.example:22", {})
_CODE = Problem(ProblemKind.LOGIN_NEEDED, "ann@gate.uni.example:22", {"reason": "no answer for 45 s"})


def happened() -> tuple[Activity, ...]:
    """A morning."""
    name = connections()[0].connection.name
    second = connections()[1].connection.name
    told: list[tuple[float, Happening, Level, str, str, Problem | None, dict[str, str]]] = [
        (0, Happening.STARTED, Level.NOTE, "", "", None, {"version": "1.0"}),
        (0, Happening.CRASHED_BEFORE, Level.WARNING, "", CRASH, None, {}),
        (4, Happening.ASKED, Level.NOTE, name, "ann@gate.uni.example:22", None, {"question": "code"}),
        (
            17,
            Happening.ANSWERED,
            Level.NOTE,
            name,
            "ann@gate.uni.example:22",
            None,
            {"question": "code", "how": "answered"},
        ),
        (18, Happening.UP, Level.NOTE, name, "", None, {}),
        (40, Happening.UP, Level.NOTE, second, "", None, {}),
        (95, Happening.APP_OPENED, Level.NOTE, second, "Jupyter on spirit64-01:8888", None, {}),
        (600, Happening.TRANSFER_BEGAN, Level.NOTE, name, "results.tar +2", None, {}),
        (
            781,
            Happening.TRANSFER_ENDED,
            Level.FAILURE,
            name,
            "results.tar +2",
            Problem(ProblemKind.TRANSFER_INCOMPLETE, "1 of 1,204 files"),
            {"status": "failed", "files": "1204", "failed": "1", "bytes": "4400000000"},
        ),
        (1900, Happening.NETWORK_GONE, Level.WARNING, "", "", None, {}),
        (1931, Happening.LOST, Level.WARNING, name, "", _SILENT, {}),
        (1931, Happening.LOST, Level.WARNING, second, "", _SILENT, {}),
        (1931, Happening.WAITS_FOR_NETWORK, Level.WARNING, second, "", None, {}),
        (1931, Happening.WAITS_FOR_USER, Level.WARNING, name, "", _CODE, {}),
        (
            2305,
            Happening.RETRYING,
            Level.WARNING,
            second,
            "",
            _REFUSED,
            {"tries": "12", "since": str(_MORNING + 1931)},
        ),
        (2318, Happening.UP, Level.NOTE, second, "", None, {"tries": "13"}),
    ]
    return tuple(
        Activity(
            number=number,
            at=_MORNING + at,
            what=what,
            level=level,
            connection=connection,
            subject=subject,
            problem=problem,
            facts=facts,
        )
        for number, (at, what, level, connection, subject, problem, facts) in enumerate(told, start=1)
    )


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    snapshot = Snapshot(connections=connections(), settings=Settings(appearance=studio.scheme))
    for name, entries in (("activity", happened()), ("activity-empty", ())):
        read = ActivityRead(entries=entries, log_folder="/home/ann/.local/state/towpath/log", crash_reports=(CRASH,))
        bridge = Bridge(Canned(snapshot, reports={ReadActivity: read}))
        window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
        window.show_page(window.activity)
        window.activity.look()
        studio.settle()
        if entries:
            window.activity.table.choose(window.activity.model.index_of(15))
        studio.save(window, name, SIZE)
        bridge.close()
    bridge = Bridge(Canned(snapshot))
    studio.save(ExportDialog(bridge), "activity-export")
    bridge.close()
