"""A file's SHA-256: computed when asked for, copied, and compared with one that somebody published."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.file_work import Checksum, Checksummed, Progressed
from towpath.model.state import Status
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, fixed_font, plain_label


class ChecksumRow(QWidget):
    """Lives in a dialog, which withdraws the work when it is closed."""

    def __init__(self, dialog: ActDialog, place: Place) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._place = place
        self._request = ""
        self.compute_button = QPushButton(self.tr("Co&mpute"))
        self.compute_button.setObjectName("compute-checksum")
        self.compute_button.setAutoDefault(False)
        self.compute_button.clicked.connect(self._start_or_stop)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Computing the checksum"))
        self.bar.setVisible(False)
        self.result = QLineEdit()
        self.result.setObjectName("checksum")
        self.result.setReadOnly(True)
        self.result.setAccessibleName(self.tr("SHA-256"))
        self.result.setFont(fixed_font(self.font()))
        self.result.setVisible(False)
        self.copy_button = QPushButton(icon("copy"), self.tr("Cop&y"))
        self.copy_button.setObjectName("copy-checksum")
        self.copy_button.setAutoDefault(False)
        self.copy_button.setVisible(False)
        self.copy_button.clicked.connect(lambda: QApplication.clipboard().setText(self.result.text()))
        self.expected = QLineEdit()
        self.expected.setObjectName("expected-checksum")
        self.expected.setPlaceholderText(self.tr("Paste one to compare it with"))
        self.expected.setAccessibleName(self.tr("Expected SHA-256"))
        self.expected.setVisible(False)
        self.expected.textChanged.connect(self._compare)
        self.sign = Glyph(Status.UP, 16)
        self.sign.setVisible(False)
        self.verdict = plain_label()
        self.verdict.setObjectName("checksum-verdict")
        self.verdict.setWordWrap(False)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.compute_button)
        top.addWidget(self.bar, 1)
        top.addWidget(self.result, 1)
        top.addWidget(self.copy_button)
        top.addStretch()
        below = QHBoxLayout()
        below.setSpacing(SPACE)
        below.addWidget(self.expected, 1)
        below.addWidget(self.sign)
        below.addWidget(self.verdict)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(top)
        layout.addLayout(below)

    def _start_or_stop(self) -> None:
        if self._request:
            self._dialog.withdraw(self._request)
            self._rest()
            return
        command = Checksum(request=new_request(), place=self._place)
        self._request = command.request
        self.compute_button.setText(self.tr("&Stop"))
        self.bar.setVisible(True)
        self._dialog.say(None)
        self._dialog.ask(command, self._hear, self._end)

    def _rest(self) -> None:
        self._request = ""
        self.bar.setVisible(False)
        self.bar.setRange(0, 0)
        self.compute_button.setText(self.tr("Co&mpute"))

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=Progressed(done=done, total=int(total))) if total:
                self.bar.setRange(0, 1000)
                self.bar.setValue(min(1000, 1000 * done // total))
            case Reported(report=Checksummed(sha256=sha256)):
                self.result.setText(sha256)
                self.result.setCursorPosition(0)

    def _end(self, problem: Problem | None) -> None:
        had_focus = self.compute_button.hasFocus()
        self._rest()
        self._dialog.say(problem)
        if problem is None:
            self.compute_button.setVisible(False)
            for widget in (self.result, self.copy_button, self.expected):
                widget.setVisible(True)
            if had_focus:
                self.expected.setFocus()
            self._compare()

    def _compare(self) -> None:
        expected = same_writing(self.expected.text())
        self.sign.setVisible(bool(expected))
        is_same = expected == self.result.text()
        self.sign.show_what(Status.UP if is_same else Status.FAILED)
        self.verdict.setText("" if not expected else self.tr("is the same") if is_same else self.tr("differs"))


def same_writing(text: str) -> str:
    """A checksum as people paste it: in capitals, with blanks, or as `sha256sum` prints it before the name."""
    words = text.strip().lower().removeprefix("sha256:").split()
    return words[0] if words and len(words[0]) == 64 else "".join(words)
