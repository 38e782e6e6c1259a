"""The files of far machines that are open in programs of this one: a line for each, while there are any."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from towpath.model.command import Command
from towpath.model.editing import EditState, EditStatus, EndEdit, OpenFile, UploadEdit
from towpath.model.error import Problem, ProblemKind
from towpath.model.text import printable
from towpath.model.words import explain
from towpath.qt.amounts import clock
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.confirm import confirm
from towpath.qt.files.file_words import machine_name, shown
from towpath.qt.glyph import SignLabel
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, ElidedLabel, plain_label, scaled, tool_tip

MOST_LINES = 4
"""That are seen at once; more can be scrolled to."""
_UNSAVED = (EditStatus.UPLOADING, EditStatus.WAITING_FOR_USER, EditStatus.NOT_UPLOADED)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Edits", text)


def word(status: EditStatus) -> str:
    """The one word (or few) for a state."""
    return {
        EditStatus.DOWNLOADING: _tr("OPENING"),
        EditStatus.WATCHED: _tr("UP TO DATE"),
        EditStatus.UPLOADING: _tr("UPLOADING"),
        EditStatus.WAITING_FOR_USER: _tr("WAITING FOR YOU"),
        EditStatus.NOT_UPLOADED: _tr("NOT UPLOADED"),
    }[status]


_LOOKS = {
    EditStatus.DOWNLOADING: ("state-transferring", "busy"),
    EditStatus.WATCHED: ("state-up", "good"),
    EditStatus.UPLOADING: ("state-transferring", "busy"),
    EditStatus.WAITING_FOR_USER: ("state-waiting-for-user", "asking"),
    EditStatus.NOT_UPLOADED: ("state-degraded", "warning"),
}


class EditStrip(QFrame):
    """Hidden when no file is open."""

    failed = Signal(object)
    """Carries the Problem of a command."""
    uploaded = Signal(object)
    """Carries the `Place` of a file that was saved on its machine."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Files being edited"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.lines: dict[str, EditLine] = {}
        """By id, in the order in which they were opened."""
        content = QWidget()
        content.setObjectName("edit-lines")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._scroll = _Lines(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE // 2, SPACE // 2, SPACE // 2)
        layout.addWidget(self._scroll)
        bridge.changed.connect(self._follow)
        self._follow(Changes(edits=True))

    def _follow(self, changes: Changes) -> None:
        if not changes.edits and not changes.connections:
            return
        edits = {edit.id: edit for edit in self._bridge.snapshot.edits}
        for edit_id in [known for known in self.lines if known not in edits]:
            gone = self.lines.pop(edit_id)
            gone.hide()
            gone.deleteLater()
        for edit_id, edit in edits.items():
            if edit_id not in self.lines:
                self.lines[edit_id] = line = EditLine(edit_id)
                line.asked.connect(self._submit)
                self._layout.addWidget(line)
            before = self.lines[edit_id].uploaded
            self.lines[edit_id].show_state(edit, machine_name(self._bridge.snapshot, edit.place.connection))
            if edit.uploaded > before:
                self.uploaded.emit(edit.place)
        self._scroll.updateGeometry()
        self.setVisible(bool(self.lines))

    def _submit(self, command: Command) -> None:
        self._bridge.submit(command, self._tell)

    def _tell(self, problem: Problem | None) -> None:
        if problem and problem.kind not in (ProblemKind.CANCELLED, ProblemKind.FILE_CHANGED):  # its line says that
            self.failed.emit(problem)


class EditLine(QWidget):
    """One file."""

    asked = Signal(object)
    """Carries a command."""

    def __init__(self, edit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: EditState | None = None
        self.setObjectName("edit-line")
        self.sign = SignLabel()
        for status in EditStatus:
            self.sign.reserve(word(status))
        self.name = plain_label()
        self.name.setWordWrap(False)
        self.name.setFont(scaled(self.name.font(), 1, strong=True))
        self.where = ElidedLabel()
        self.note = ElidedLabel()
        self.open_button = self._button("edit", "edit-again", self._open)
        self.upload_button = self._button("upload", "edit-upload", lambda: self.asked.emit(UploadEdit(id=edit_id)))
        self.end_button = self._button("close", "edit-end", self._end)
        file = QWidget()
        beside = QHBoxLayout(file)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE)
        beside.addWidget(self.name)
        beside.addWidget(self.where, 1)
        for part in (file, self.note):  # the same room in every line
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.sign)
        layout.addWidget(file, 3)
        layout.addWidget(self.note, 2)
        for button in (self.open_button, self.upload_button, self.end_button):
            layout.addWidget(button)

    @property
    def uploaded(self) -> int:
        """How often it was, as far as is shown."""
        return self._state.uploaded if self._state else 0

    def show_state(self, state: EditState, machine: str) -> None:
        """Show how it is."""
        self._state = state
        folder, _, name = state.place.path.rpartition(b"/")
        self.sign.show_sign(*_LOOKS[state.status], word(state.status))
        self.name.setText(shown(name))
        self.where.setText(self.tr("{folder} on {machine}").format(folder=shown(folder) or "/", machine=machine))
        self.where.setToolTip(tool_tip(self.where.text()))
        self.note.setText(self._note(state))
        self.note.setToolTip(tool_tip(self._told(state)))
        self.setAccessibleName(f"{self.name.text()}, {word(state.status)}, {self.note.text()}")
        ready = state.status is not EditStatus.DOWNLOADING
        self.open_button.setEnabled(ready)
        self.upload_button.setEnabled(state.status in (EditStatus.WATCHED, EditStatus.NOT_UPLOADED))
        for button, text in (
            (self.open_button, self.tr("Open {name} again")),
            (self.upload_button, self.tr("Upload {name} now")),
            (self.end_button, self.tr("Stop editing {name}")),
        ):
            button.setAccessibleName(text.format(name=self.name.text()))
            button.setToolTip(tool_tip(text.format(name=self.name.text())))

    def _note(self, state: EditState) -> str:
        if state.problem:
            words = explain(state.problem)
            return words.why or words.what
        if state.status is EditStatus.WAITING_FOR_USER:
            return self.tr("the file there was changed meanwhile")
        if state.uploaded:
            return self.tr("uploaded at {time}").format(time=clock(state.uploaded_at, time.time()))
        return self.tr("uploaded whenever it is saved") if state.status is EditStatus.WATCHED else ""

    def _told(self, state: EditState) -> str:
        parts = [self._note(state)]
        if state.problem and (to_do := explain(state.problem).to_do):
            parts.append(to_do)
        parts.append(self.tr("the copy here is {path}").format(path=printable(state.copy)))
        return "; ".join(part for part in parts if part)

    def _button(self, sign: str, name: str, pressed: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setIcon(icon(sign))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(pressed)
        return button

    def _open(self) -> None:
        if self._state:
            self.asked.emit(OpenFile(place=self._state.place))

    def _end(self) -> None:
        if self._state is None:
            return
        edit_id = self._state.id
        if self._state.status not in _UNSAVED:
            self.asked.emit(EndEdit(id=edit_id))
            return
        confirm(
            self.window(),
            "discard-edit",
            self.tr("Stop editing"),
            self.tr("Discard the changes of {name}?").format(name=self.name.text()),
            self.tr("They were not uploaded, and only the copy here has them. It will be deleted."),
            act=self.tr("&Discard changes"),
            instead=self.tr("&Keep editing"),
            acted=lambda: self.asked.emit(EndEdit(id=edit_id, discard=True)),
        )


class _Lines(QScrollArea):
    """As high as its lines, up to MOST_LINES of them."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setObjectName("edit-list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        lines = self._content.findChildren(EditLine)
        high = max((line.sizeHint().height() for line in lines), default=0)
        return QSize(super().sizeHint().width(), high * min(MOST_LINES, len(lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
