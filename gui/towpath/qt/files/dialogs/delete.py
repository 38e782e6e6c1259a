"""Asks before files are deleted, and says what will be lost: their names, and how much there is in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Reported
from towpath.model.file_work import Measure, Measured
from towpath.model.filesystem import Entry, FileKind
from towpath.model.state import Status
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.file_words import counted, machine_name, several, shown
from towpath.qt.glyph import Glyph
from towpath.qt.icons import entry_icon, icon
from towpath.qt.theme import SPACE, MutedLabel, plain_label

MOST_NAMED = 8


class DeleteDialog(ActDialog):
    """`confirmed` is emitted once, if at all. What loses for good is never what Return presses."""

    confirmed = Signal()

    def __init__(
        self, bridge: Bridge, places: Sequence[Place], entries: Sequence[Entry], *, trash: bool, parent: QWidget
    ) -> None:
        super().__init__(bridge, "delete-dialog", parent)
        what = several([entry.name for entry in entries])
        if trash:
            self.entitle(self.tr("Move to trash"), self.tr("Move {what} to the trash?").format(what=what))
        else:
            self.entitle(self.tr("Delete for good"), self.tr("Delete {what} for good?").format(what=what))
        self._entries = entries
        self._measured: Measured | None = None
        self.body.addWidget(self._names())
        self.count_label = plain_label(self.tr("counting…"))
        self.count_label.setObjectName("delete-count")
        self.count_label.setVisible(any(entry.attributes.kind is FileKind.FOLDER for entry in entries))
        self.body.addWidget(self.count_label)
        if any(entry.attributes.kind is FileKind.LINK for entry in entries):
            note = MutedLabel(self.tr("Of links, the link goes; what it leads to stays."))
            note.setWordWrap(True)
            self.body.addWidget(note)
        if not trash:
            self.body.addLayout(self._warning(machine_name(bridge.snapshot, places[0].connection)))
        self.delete_button = QPushButton(self.tr("Move to &trash") if trash else self.tr("&Delete for good"))
        self.delete_button.setObjectName("delete-now")
        self.delete_button.setIcon(icon("remove", on_accent=trash))
        self.delete_button.clicked.connect(self._confirm)
        self.buttons.addButton(self.delete_button, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.cancel_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        default = self.delete_button if trash else self.cancel_button
        self.make_default(default)
        default.setFocus()
        self.fit(460)
        self.ask(Measure(request=new_request(), places=tuple(places)), self._hear, self._counted)

    def _names(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE // 2)
        for entry in self._entries[:MOST_NAMED]:
            row = QHBoxLayout()
            row.setSpacing(SPACE)
            sign = plain_label()
            sign.setPixmap(entry_icon(entry.attributes.kind).pixmap(QSize(16, 16), self.devicePixelRatioF()))
            row.addWidget(sign)
            row.addWidget(plain_label(shown(entry.name)), 1)
            layout.addLayout(row)
        if (more := len(self._entries) - MOST_NAMED) > 0:
            layout.addWidget(MutedLabel(self.tr("and {n} more").format(n=f"{more:,}")))
        return frame

    def _warning(self, machine: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(Glyph(Status.DEGRADED, 20))
        text = self.tr("What is deleted on {machine} is gone at once and for good: there is no way back.")
        row.addWidget(plain_label(text.format(machine=machine)), 1)
        return row

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=Measured() as measured):
                self._measured = measured
                self.count_label.setText(self.tr("{count}, counting…").format(count=counted(measured)))

    def _counted(self, problem: Problem | None) -> None:
        if self._measured is not None:
            text = self.tr("In all: {count}").format(count=counted(self._measured))
            if self._measured.unreadable:
                text += self.tr("; some folders cannot be listed, so that there may be more")
            self.count_label.setText(text)
        elif problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self.count_label.setText(self.tr("How much is in it could not be counted."))

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()
