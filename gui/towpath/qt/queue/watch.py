"""Sees when the last transfer has ended, for the one message and the one sound that a whole queue is worth."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from towpath.model.command import SaveSettings
from towpath.model.settings import AfterQueue
from towpath.model.transfer import TransferState
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.queue.progress import Overall, Stretch
from towpath.qt.queue.summary import outcome


class QueueWatch(QObject):
    """Follows the transfers that were started in the window: terminals tell of theirs themselves.

    `is_in_sight` says whether the person looks at the queue right now; nothing needs to be told then.
    """

    ended = Signal(str, str, bool)
    """What the desktop shows: a line, what to do about it, and whether it may be heard."""

    def __init__(self, bridge: Bridge, is_in_sight: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_in_sight = is_in_sight
        self._stretch = Stretch(self._is_mine)
        self._stretch.follow(bridge.snapshot.transfers)
        bridge.changed.connect(self._look)

    def _is_mine(self, state: TransferState) -> bool:
        return state.batch.asker == self._bridge.asker

    def _look(self, changes: Changes) -> None:
        if not changes.transfers:
            return
        overall = self._stretch.follow(self._bridge.snapshot.transfers)
        if overall.just_ended:
            self._tell(overall)

    def _tell(self, overall: Overall) -> None:
        loud = self._bridge.snapshot.settings.files.after_queue is AfterQueue.SOUND
        if loud:
            QApplication.beep()
            settings = self._bridge.snapshot.settings
            once = replace(settings, files=replace(settings.files, after_queue=AfterQueue.NOTHING))
            self._bridge.submit(SaveSettings(settings=once))
        something_ended = overall.files_done or overall.files_failed or overall.failed
        if something_ended and not self._is_in_sight():
            advice = self.tr("Open the queue to see why, and to try again.")
            self.ended.emit(outcome(overall), advice if overall.failed else "", loud)
