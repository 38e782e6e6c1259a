"""How far a synchronisation is, and at its end what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QListWidget, QProgressBar, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.text import sentence, size
from towpath.model.transfer import FileOutcome, FileResult, TransferState
from towpath.model.words import line
from towpath.qt.synchronise.plan_tree import Amount
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

MOST_FAILURES = 1_000
"""That are listed."""
_STEPS = 1_000
"""Of the bar."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Outcome", text)


def amount_text(amount: Amount) -> str:
    """`3 to copy, 2 to update, 1 to delete; 12 MB to the right`."""
    parts = [
        text.format(n=count)
        for count, text in (
            (amount.copied, _tr("{n} to copy")),
            (amount.updated, _tr("{n} to update")),
            (amount.deleted, _tr("{n} to delete")),
            (amount.undecided, _tr("{n} undecided, left as they are")),
        )
        if count
    ]
    moved = [
        text.format(size=size(count))
        for count, text in (
            (amount.bytes_to_second, _tr("{size} to the right")),
            (amount.bytes_to_first, _tr("{size} to the left")),
        )
        if count
    ]
    if not parts:
        return _tr("Only folders to make.") if not amount.nothing else _tr("Nothing is chosen.")
    return "; ".join(part for part in (", ".join(parts), ", ".join(moved)) if part) + "."


class Outcome(QFrame):
    """First a bar, then a report with every failure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.heading = plain_label()
        self.heading.setObjectName("synchronise-outcome")
        self.heading.setFont(scaled(self.heading.font(), 1.15, strong=True))
        self.detail = MutedLabel()
        self.detail.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.failures = QListWidget()
        self.failures.setObjectName("synchronise-failures")
        self.failures.setAccessibleName(self.tr("What failed, and why"))
        self.failures.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        for widget in (self.heading, self.detail, self.bar):
            layout.addWidget(widget)
        layout.addWidget(self.failures, 1)
        layout.addStretch()
        self._state: TransferState | None = None
        self._failed = 0

    def begin(self, amount: Amount) -> None:
        """A plan is being carried out that does so much."""
        self._state, self._failed = None, 0
        self.failures.clear()
        self.failures.setVisible(False)
        self.bar.setValue(0)
        self.bar.setVisible(True)
        self.heading.setText(self.tr("Synchronising…"))
        self.detail.setText(amount_text(amount))

    def show_state(self, state: TransferState) -> None:
        """How far it is now."""
        self._state = state
        amounts = state.amounts
        done = amounts.bytes_done / amounts.bytes_found if amounts.bytes_found else 0.0
        self.bar.setValue(round(_STEPS * min(1.0, done)))
        text = self.tr("{done} of {found} files, {bytes} of {all}")
        parts = [
            text.format(
                done=amounts.files_done,
                found=amounts.files_found,
                bytes=size(amounts.bytes_done),
                all=size(amounts.bytes_found),
            )
        ]
        if state.rate:
            parts.append(self.tr("{rate}/s").format(rate=size(state.rate)))
        if state.problem:
            parts.append(sentence(line(state.problem)))
        self.detail.setText(", ".join(parts))

    def take(self, results: Iterable[FileResult]) -> None:
        """What has ended."""
        for result in results:
            if result.outcome is FileOutcome.FAILED and result.problem:
                self._failed += 1
                if self._failed <= MOST_FAILURES:
                    self.failures.addItem(sentence(line(result.problem)))
                self.failures.setVisible(True)

    def end(self, problem: Problem | None) -> None:
        """It is over."""
        self.bar.setVisible(False)
        amounts = self._state.amounts if self._state else None
        failed = max(self._failed, amounts.files_failed if amounts else 0)
        if failed:
            self.heading.setText(self.tr("Done but for {n} that failed").format(n=failed))
        else:
            self.heading.setText(sentence(line(problem)) if problem else self.tr("Done"))
        if amounts is not None:
            copied = max(0, amounts.files_done - amounts.files_skipped)
            text = self.tr("{copied} files copied or updated, {deleted} deleted, {size} moved.")
            self.detail.setText(text.format(copied=copied, deleted=amounts.deleted, size=size(amounts.bytes_done)))
