"""What is dragged over a pane, and what dropping it would mean."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDropEvent

from towpath.model.error import TowpathError
from towpath.model.text import sentence
from towpath.model.transfer import Place
from towpath.model.words import explain
from towpath.qt.files.file_words import several, shown
from towpath.qt.files.mime import has_files, is_ours, unpack
from towpath.qt.files.transferring import Transferring, is_within, lies_in


class Load(msgspec.Struct, frozen=True):
    """Files, or why they cannot be taken. Copied; moved only if they come from a pane of ours and Shift is held."""

    places: tuple[Place, ...]
    ours: bool
    moves: bool = False
    refusal: str = ""

    def pointless(self, folder: Place) -> bool:
        """They are there already, or are that very folder, or cannot be taken."""
        blocked: Iterator[bool] = (is_within(folder, source) or lies_in(source, folder) for source in self.places)
        return not self.places or any(blocked)

    def in_words(self, folder: Place) -> str:
        """What dropping them there does."""
        text = _tr("Move {what} to {folder}") if self.moves else _tr("Copy {what} to {folder}")
        what = several([place.path.rpartition(b"/")[2] for place in self.places])
        return text.format(what=what, folder=shown(folder.path))

    def drop(self, folder: Place, transferring: Transferring) -> None:
        """Do it."""
        transferring.start(self.places, folder, move=self.moves)


def load_of(event: QDropEvent) -> Load | None:
    """What an event carries; None where that is nothing like files."""
    data = event.mimeData()
    if not has_files(data):
        return None
    try:
        places, refusal = unpack(data).places, ""
    except TowpathError as error:
        places, refusal = (), sentence(explain(error.problem).why)
    return Load(places, is_ours(data), refusal=refusal)


def holds_shift(event: QDropEvent) -> bool:
    """Whether Shift is down."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def answer(event: QDropEvent, *, takes: bool) -> None:
    """Copying is what the other side is told in any case: moving is the engine's work, which deletes what it copied."""
    if takes:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.ignore()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Load", text)
