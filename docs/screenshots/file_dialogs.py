"""What the Files page asks and tells in windows of their own."""

from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from docs.screenshots.canned import Canned
from docs.screenshots.files_page import shown
from docs.screenshots.folders import FOLDERS, LEFT, LOCAL, REMOTE, RIGHT, file, when
from docs.screenshots.studio import Studio
from towpath.model.file_work import (
    Checksum,
    Checksummed,
    Content,
    Found,
    FoundEntry,
    Measure,
    Measured,
    Peek,
    Report,
    Search,
)
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import Act, Place, Step
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.delete import DeleteDialog
from towpath.qt.files.dialogs.permissions import PermissionsDialog
from towpath.qt.files.dialogs.properties import PropertiesDialog
from towpath.qt.files.dialogs.search import SearchDialog
from towpath.qt.files.dialogs.url import UrlDialog
from towpath.qt.files.dialogs.viewer import Viewer
from towpath.qt.files.places import child
from towpath.qt.files.quick_connect import QuickConnectDialog
from towpath.qt.synchronise.dialog import SynchroniseDialog

SHA256 = "9f2b6c41d7e05a8836cf1e24b97d0453aa8e6f1c20d59b73e4f60d18c7a2953b"
PROGRAM = """#!/usr/bin/env python3
\"\"\"Fit the response surface to the samples of one month.\"\"\"

import argparse

import h5py
import numpy as np

LEVELS = ("low", "middle", "high")


def surface(points: np.ndarray, values: np.ndarray) -> np.ndarray:
    \"\"\"Least squares with all terms of the second order.\"\"\"
    columns = [np.ones(len(points)), *points.T]
    columns += [a * b for a in points.T for b in points.T]
    found, *_ = np.linalg.lstsq(np.stack(columns, axis=1), values, rcond=None)
    return found
"""


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    bridge = Bridge(Canned(shown(studio.scheme), FOLDERS, REPORTS, STEPS))
    parent = QWidget()
    for name, dialog in _dialogs(bridge, parent):
        if studio.wants(name):
            dialog.show()
            studio.settle()
            if isinstance(field := dialog.focusWidget(), QLineEdit):
                field.deselect()
            studio.save(dialog, name)
        dialog.close()
    bridge.close()


def _dialogs(bridge: Bridge, parent: QWidget) -> Iterator[tuple[str, QDialog]]:
    some = [entry for entry in REMOTE if entry.name in (b"checkpoints", b"slurm-20481.out", b"slurm-20455.out")]
    yield "delete", _delete(bridge, RIGHT, some, parent)
    folders = [entry for entry in REMOTE if entry.attributes.kind is FileKind.FOLDER]
    permissions = PermissionsDialog(bridge, _places(RIGHT, folders), folders, parent)
    permissions.recursive.setChecked(True)
    permissions.boxes.octal.clear()
    QTest.keyClicks(permissions.boxes.octal, "2770")
    yield "permissions", permissions
    properties = PropertiesDialog(bridge, [child(LEFT, b"fit-model.py")], parent)
    yield "properties", properties
    search = SearchDialog(bridge, RIGHT, parent)
    QTest.keyClicks(search.pattern, "*.py")
    search.find_button.click()
    yield "search", search
    url = UrlDialog(bridge, RIGHT, parent)
    QTest.keyClicks(url.url.line, "https://data.example/genomes/GRCh38.fa.gz")
    yield "download-url", url
    yield "viewer", Viewer(bridge, child(LEFT, b"fit-model.py"), parent)
    quick = QuickConnectDialog(bridge, parent)
    QTest.keyClicks(quick.address.line, "sftp://ann@gpu-07.lab.example/scratch")
    yield "quick-connect", quick
    synchronise = SynchroniseDialog(bridge, ("This computer", LEFT), ("Lab cluster", RIGHT), parent)
    synchronise.rules.delete.setChecked(True)
    synchronise.compare()
    yield "synchronise", synchronise


def _delete(bridge: Bridge, folder: Place, entries: list[Entry], parent: QWidget) -> DeleteDialog:
    return DeleteDialog(bridge, _places(folder, entries), entries, trash=False, parent=parent)


def _places(folder: Place, entries: list[Entry]) -> list[Place]:
    return [child(folder, entry.name) for entry in entries]


# --- what they show


def _found(path: str, size: int, changed: str) -> FoundEntry:
    return FoundEntry(RIGHT.path + b"/" + path.encode(), file(path.rpartition("/")[2], size, changed))


REPORTS: dict[type, Report] = {
    Measure: Measured(files=414, folders=13, bytes=31_408_038_807, unreadable=0),
    Checksum: Checksummed(sha256=SHA256),
    Peek: Content(content=PROGRAM.encode(), size=17_302),
    Search: Found(
        entries=(
            _found("fit-model.py", 16_980, "2026-08-20 15:33"),
            _found("src/surface/__init__.py", 212, "2026-03-19 10:02"),
            _found("src/surface/kernels.py", 8_817, "2026-08-29 09:47"),
            _found("src/surface/sampling.py", 12_402, "2026-08-21 17:26"),
            _found("src/tests/test_kernels.py", 5_090, "2026-08-29 09:40"),
        ),
        folders=131,
    ),
}


def _known(size: int, changed: str, kind: FileKind = FileKind.FILE) -> Attributes:
    return Attributes(kind=kind, size=size, mtime=when(changed), mode=0o644)


def _steps() -> tuple[Step, ...]:
    ours = {entry.name: entry.attributes for entry in LOCAL}
    theirs = {entry.name: entry.attributes for entry in REMOTE}
    folder_ = _known(4096, "2026-08-30 11:12", FileKind.FOLDER)
    return (
        Step(path=b"notebooks", act=Act.COPY_UP, first=folder_),
        Step(path=b"notebooks/01-explore.ipynb", act=Act.COPY_UP, first=_known(412_330, "2026-08-02 12:00")),
        Step(path=b"notebooks/02-fit.ipynb", act=Act.COPY_UP, first=_known(1_204_118, "2026-08-30 11:12")),
        Step(
            path=b"figures/surface-3d.pdf",
            act=Act.UPDATE_UP,
            first=_known(880_412, "2026-08-28 18:58"),
            second=_known(861_009, "2026-08-12 17:05"),
        ),
        Step(path=b"figures/old-axes.pdf", act=Act.DELETE_SECOND, second=_known(120_004, "2026-02-12 10:05")),
        Step(path=b"draft.pdf", act=Act.COPY_UP, first=ours[b"draft.pdf"]),
        Step(path=b"draft.tex", act=Act.COPY_UP, first=ours[b"draft.tex"]),
        Step(
            path=b"fit-model.py",
            act=Act.UPDATE_UP,
            first=ours[b"fit-model.py"],
            second=theirs[b"fit-model.py"],
        ),
        Step(path=b"notes.md", act=Act.UPDATE_UP, first=ours[b"notes.md"], second=theirs[b"notes.md"]),
        Step(path=b"slurm-20455.out", act=Act.DELETE_SECOND, second=theirs[b"slurm-20455.out"]),
        Step(path=b"slurm-20481.out", act=Act.DELETE_SECOND, second=theirs[b"slurm-20481.out"]),
    )


STEPS = _steps()
