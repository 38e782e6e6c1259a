"""What can be done with the transfers that are selected in the queue. Each act is enabled where it does something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from towpath.model.command import (
    ArrangeTransfer,
    CancelTransfer,
    ClearTransfers,
    Command,
    PauseTransfer,
    ResumeTransfer,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.text import size
from towpath.model.transfer import ENDED, Place, TransferState, TransferStatus
from towpath.qt.bridge import Bridge
from towpath.qt.confirm import confirm
from towpath.qt.icons import icon
from towpath.qt.queue.limit_dialog import LimitDialog
from towpath.qt.queue.model import QueueModel
from towpath.qt.queue.view import QueueView
from towpath.qt.queue.words import PRIORITIES, was_interrupted, what

WORTH_A_QUESTION = 50_000_000
"""Bytes that have arrived of a transfer to be cancelled: what of them belongs to unfinished files is lost."""


class QueueActs(QObject):
    """The actions, with the keys that they have in the list. They are in the view's `actions()` and its menu."""

    show_place = Signal(object)
    """A `Place` to be shown in a pane."""
    failed = Signal(object)
    """An act that the engine refused, as a `Problem`."""

    def __init__(self, bridge: Bridge, model: QueueModel, view: QueueView) -> None:
        super().__init__(view)
        self._bridge = bridge
        self._model = model
        self._view = view
        tr = self.tr
        self.pause = self._action("pause", tr("&Pause"), self._pause)
        self.resume = self._action("resume", tr("&Resume"), self._resume, "pause", sign="play")
        self.retry = self._action("retry", tr("Re&try what failed"), self._resume, "pause")
        self._separate()
        self.sooner = self._action("sooner", tr("Move &up"), self._move_up, sign="up")
        self.later = self._action("later", tr("Move &down"), self._move_down, sign="down")
        self.raise_priority = self._action(
            "raise-priority", tr("&Higher priority"), lambda: self._prioritise(1), sign="priority-up"
        )
        self.lower_priority = self._action(
            "lower-priority",
            tr("Lo&wer priority"),
            lambda: self._prioritise(-1),
            sign="priority-down",
        )
        self.limit = self._action("limit", tr("Speed &limit…"), self._ask_limit, sign="speed")
        self._separate()
        self.show_folder = self._action("show-folder", tr("Show &folder"), self._show_folder, sign="folder")
        self._separate()
        self.cancel = self._action("cancel", tr("&Cancel"), self._cancel, sign="close")
        self.clear = self._action("clear", tr("Remove from the l&ist"), self._clear, "cancel", sign="clear-done")
        view.chosen_changed.connect(self.refresh)
        view.doubleClicked.connect(lambda _index: self.show_folder.trigger())
        model.moved.connect(self.move)
        self.refresh()

    def _action(self, name: str, text: str, triggered: Callable[[], None], act: str = "", *, sign: str = "") -> QAction:
        """`act` is the one whose keys it shares with others, none of which can be done when it can."""
        action = QAction(icon(sign or name), text, self)
        action.setObjectName(f"{name}-transfer")
        action.triggered.connect(triggered)
        self._bridge.shortcuts.bind(f"queue.{act or name}", action)
        self._view.addAction(action)
        self._view.menu.addAction(action)
        return action

    def _separate(self) -> None:
        self._view.menu.addSeparator()

    # --- what is possible

    def refresh(self) -> None:
        """Enable what does something for one of the selected transfers."""
        chosen = self._view.chosen
        alive = [state for state in chosen if state.status not in ENDED]
        paused = [state for state in chosen if state.status is TransferStatus.PAUSED]
        failed = [state for state in chosen if state.status is TransferStatus.FAILED]
        self.pause.setEnabled(len(alive) > len(paused))
        self.resume.setEnabled(bool(paused or self._those(TransferStatus.RETRYING)))
        self.resume.setVisible(not failed or self.resume.isEnabled())
        self.retry.setEnabled(bool(failed))
        self.retry.setVisible(bool(failed))
        for action in (self.sooner, self.later, self.limit, self.cancel):
            action.setEnabled(bool(alive))
        self.raise_priority.setEnabled(any(state.batch.priority < PRIORITIES[-1] for state in alive))
        self.lower_priority.setEnabled(any(state.batch.priority > PRIORITIES[0] for state in alive))
        self.show_folder.setEnabled(len(chosen) == 1)
        self.clear.setEnabled(len(chosen) > len(alive))

    def _those(self, *statuses: TransferStatus) -> list[TransferState]:
        return [state for state in self._view.chosen if state.status in statuses]

    @property
    def _alive(self) -> list[TransferState]:
        return [state for state in self._view.chosen if state.status not in ENDED]

    # --- doing it

    def submit(self, command: Command) -> None:
        """Send it down; what comes of it is in the next snapshot, or told by `failed`."""
        self._bridge.submit(command, self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self.failed.emit(problem)

    def pause_all(self) -> None:
        """All that go on or wait for their turn; the last first, so that none begins in the place of another."""
        for state in reversed(self._bridge.snapshot.transfers):
            if state.status not in (*ENDED, TransferStatus.PAUSED):
                self.submit(PauseTransfer(id=state.batch.id))

    def resume_all(self) -> None:
        """All that are paused; what failed stays as it is."""
        for state in self._bridge.snapshot.transfers:
            if state.status is TransferStatus.PAUSED:
                self._go_on(state)

    def resume_interrupted(self) -> None:
        """Those that an end of the program stopped; not what the person paused."""
        for state in self._bridge.snapshot.transfers:
            if was_interrupted(state):
                self._go_on(state)

    def clear_ended(self) -> None:
        """Forget all that have ended."""
        self.submit(ClearTransfers())

    def _go_on(self, state: TransferState) -> None:
        self.submit(ResumeTransfer(id=state.batch.id, asker=self._bridge.asker))

    def _pause(self) -> None:
        for state in self._alive:
            if state.status is not TransferStatus.PAUSED:
                self.submit(PauseTransfer(id=state.batch.id))

    def _resume(self) -> None:
        for state in self._those(TransferStatus.PAUSED, TransferStatus.FAILED, TransferStatus.RETRYING):
            self._go_on(state)

    def _cancel(self) -> None:
        doomed = self._alive
        arrived = sum(state.amounts.bytes_done for state in doomed)
        if arrived < WORTH_A_QUESTION:
            self._cancel_now(doomed)
            return
        one, many = self.tr("Cancel this transfer?"), self.tr("Cancel {n} transfers?")
        told = self.tr(
            "{size} have arrived. Files that are complete stay; what there is of the others is deleted. "
            "A paused transfer can go on later."
        )
        confirm(
            self._view,
            "cancel-transfers",
            self.tr("Cancel"),
            one if len(doomed) == 1 else many.format(n=len(doomed)),
            told.format(size=size(arrived)),
            act=self.tr("&Cancel it") if len(doomed) == 1 else self.tr("&Cancel them"),
            instead=self.tr("&Go on"),
            acted=lambda: self._cancel_now(doomed),
        )

    def _cancel_now(self, doomed: list[TransferState]) -> None:
        for state in reversed(doomed):
            self.submit(CancelTransfer(id=state.batch.id))

    def _clear(self) -> None:
        ended = tuple(state.batch.id for state in self._view.chosen if state.status in ENDED)
        if ended:
            self.submit(ClearTransfers(ids=ended))

    def _prioritise(self, step: int) -> None:
        for state in self._alive:
            priority = min(max(state.batch.priority + step, PRIORITIES[0]), PRIORITIES[-1])
            if priority != state.batch.priority:
                self.submit(ArrangeTransfer(id=state.batch.id, priority=priority))

    def _ask_limit(self) -> None:
        chosen = self._alive
        ids = [state.batch.id for state in chosen]
        about = what(chosen[0].batch) if len(ids) == 1 else self.tr("{n} transfers").format(n=len(ids))

        def set_limit(limit: int) -> None:
            for one in ids:
                self.submit(ArrangeTransfer(id=one, limit=limit))

        LimitDialog(about, chosen[0].batch.options.limit, set_limit, self._view).open()

    def _show_folder(self) -> None:
        batch = self._view.chosen[0].batch
        machine, path = batch.destination.connection, batch.destination.path.rstrip(b"/")
        if batch.exact and not batch.synchronises:
            path = path.rpartition(b"/")[0]
        self.show_place.emit(Place(machine, path or batch.destination.path[:1]))

    # --- the order

    def _move_up(self) -> None:
        ids, moving = self._model.ids(), [state.batch.id for state in self._view.chosen]
        first = ids.index(moving[0])
        if first or moving != ids[: len(moving)]:
            self.move(moving, ids[max(0, first - 1)])

    def _move_down(self) -> None:
        ids, moving = self._model.ids(), [state.batch.id for state in self._view.chosen]
        after = ids[ids.index(moving[-1]) + 1 :]
        if after or moving != ids[-len(moving) :]:
            self.move(moving, after[1] if len(after) > 1 else "")

    def move(self, ids: list[str], before: str) -> None:
        """Put these, in this order, before another one or (empty) behind all others."""
        order = [state.batch.id for state in self._bridge.snapshot.transfers]
        others = [one for one in order if one not in ids]
        if not ids or not others:
            return
        if before in ids:
            before = next((one for one in order[order.index(before) :] if one in others), "")
        anchor = before or others[-1]
        for one in ids:
            self.submit(ArrangeTransfer(id=one, before=anchor))
        if not before:  # there is no "behind": the last one goes before them in its turn
            self.submit(ArrangeTransfer(id=anchor, before=ids[0]))
