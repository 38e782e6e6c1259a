"""Tells when what was saved did not reach its server: the person looks at the editor then, and not at the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from towpath.model.editing import EditState, EditStatus
from towpath.model.text import sentence
from towpath.model.words import explain
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.files.file_words import shown


class EditMessages(QObject):
    """Follows the edits. `is_in_sight` says whether the person sees their list right now."""

    not_uploaded = Signal(str, str)
    """What the desktop shows: a line, and why and what to do about it."""

    def __init__(self, bridge: Bridge, is_in_sight: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_in_sight = is_in_sight
        self._told: set[str] = set()
        bridge.changed.connect(self._look)

    def begin(self) -> None:
        """Tell of what an earlier program left behind, now that somebody hears it."""
        self._look(Changes(edits=True))

    def _look(self, changes: Changes) -> None:
        if not changes.edits:
            return
        edits = self._bridge.snapshot.edits
        safe = {edit.id for edit in edits if edit.status is EditStatus.WATCHED}
        self._told = {edit.id for edit in edits if edit.id in self._told} - safe
        for edit in edits:
            if edit.status is EditStatus.NOT_UPLOADED and edit.id not in self._told:
                self._told.add(edit.id)
                if not self._is_in_sight():
                    self._tell(edit)

    def _tell(self, edit: EditState) -> None:
        title = self.tr("{name} is not uploaded").format(name=shown(edit.place.path.rpartition(b"/")[2]))
        words = explain(edit.problem) if edit.problem else None
        parts = (words.why or words.what, words.to_do) if words else ()
        self.not_uploaded.emit(title, "\n".join(sentence(part) for part in parts if part))
