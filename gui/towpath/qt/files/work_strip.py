"""What is being done to files in a pane: a line for each act, with a bar and Cancel, and what it could not do."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Reported
from towpath.model.file_work import Delete, DownloadUrl, Left, Progressed, SetPermissions
from towpath.model.state import Status
from towpath.model.text import path_text, printable, size
from towpath.model.transfer import FileResult
from towpath.model.words import as_sentence
from towpath.model.words import line as in_words
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.dialogs.left import LeftDialog
from towpath.qt.files.file_words import without_overwriting
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel, plain_label, tool_tip

Work = Delete | SetPermissions | DownloadUrl
Ended = Callable[[Problem | None], None]
SHOWN_AFTER_MS = 400
"""What is done sooner needs no line."""
MOST_LEFT_SHOWN = 2000


class WorkStrip(QWidget):
    """Hidden while there is nothing to show."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE // 2)
        self.lines: list[WorkLine] = []
        """Those that are shown, or will be; the oldest first."""
        self.setVisible(False)

    def run(self, command: Work, title: str, left_title: str, ended: Ended) -> WorkLine:
        """Do it, and say how far it is. `left_title` has a `{n}` for the number of what could not be done; `ended` is
        told how it ended: of a cancelled one when nothing of it goes on any more."""
        work = self._line(title)
        work.start(replace(command, request=new_request()), left_title, ended)
        return work

    def say(self, problem: Problem) -> None:
        """An act in this pane failed that needs no line otherwise; what was said of another one before goes."""
        for old in [one for one in self.lines if one.only_says]:
            self._remove(old)
        self._line("").say(problem)

    def _line(self, title: str) -> WorkLine:
        work = WorkLine(self._bridge, title, self)
        self.lines.append(work)
        self._layout.addWidget(work)
        work.shown.connect(lambda: self.setVisible(True))
        work.gone.connect(lambda: self._remove(work))
        return work

    def _remove(self, work: WorkLine) -> None:
        self.lines.remove(work)
        work.hide()
        work.deleteLater()
        self.setVisible(any(not one.isHidden() for one in self.lines))


class WorkLine(QFrame):
    """One act. When it has ended well it goes; otherwise it stays, and says what went wrong, until dismissed."""

    shown = Signal()
    gone = Signal()

    def __init__(self, bridge: Bridge, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._left_title = ""
        self._ended: Ended = lambda _problem: None
        self._request = ""
        self.only_says = False
        """It is no work, but what became of an act."""
        self._left: list[FileResult] = []
        self._left_count = 0
        self.setObjectName("card")
        self.setVisible(False)
        self.sign = Glyph(Status.DEGRADED, 16)
        self.sign.setVisible(False)
        self.title = plain_label(title)
        self.title.setWordWrap(False)
        self.amount = MutedLabel()
        self.bar = QProgressBar()
        self.bar.setObjectName("work-bar")
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(14 * SPACE)
        self.bar.setMaximumHeight(SPACE)
        self.details_button = QPushButton(self.tr("&Details…"))
        self.details_button.setObjectName("work-details")
        self.details_button.setVisible(False)
        self.details_button.clicked.connect(self._show_details)
        self.cancel_button = QToolButton()
        self.cancel_button.setObjectName("work-cancel")
        self.cancel_button.setIcon(icon("close"))
        self.cancel_button.setAutoRaise(True)
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name_button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE // 2, SPACE // 2, SPACE // 2)
        layout.setSpacing(SPACE)
        layout.addWidget(self.sign)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.amount)
        layout.addWidget(self.bar)
        layout.addWidget(self.details_button)
        layout.addWidget(self.cancel_button)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show)

    def say(self, problem: Problem) -> None:
        """Show only what went wrong."""
        self.only_says = True
        self._complain(as_sentence(without_overwriting(problem)))

    def start(self, command: Work, left_title: str, ended: Ended) -> None:
        """Send it down."""
        self._left_title, self._ended = left_title, ended
        self._request = command.request
        self._is_download = isinstance(command, DownloadUrl)
        self._later.start(SHOWN_AFTER_MS)
        self._bridge.ask(command, self._hear, self._end)

    def _show(self) -> None:
        self.setVisible(True)
        self.shown.emit()

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=Progressed() as progress):
                self._show_progress(progress)
            case Reported(report=Left(results=results)):
                self._left_count += len(results)
                self._left += results[: MOST_LEFT_SHOWN - len(self._left)]

    def _show_progress(self, progress: Progressed) -> None:
        done = size(progress.done) if self._is_download else f"{progress.done:,}"
        if progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * min(1.0, progress.done / progress.total)))
            total = size(progress.total) if self._is_download else f"{progress.total:,}"
            done = self.tr("{done} of {total}").format(done=done, total=total)
        if progress.rate:
            done = self.tr("{done}, {rate}/s").format(done=done, rate=size(progress.rate))
        self.amount.setText(done)
        self.title.setToolTip(tool_tip(printable(path_text(progress.current))))

    def _cancel(self) -> None:
        if self._request:
            request, self._request = self._request, ""
            ended = self._ended  # this line is gone by then
            self._bridge.withdraw(request, lambda _problem: ended(Problem(ProblemKind.CANCELLED)))
        self.gone.emit()

    def _end(self, problem: Problem | None) -> None:
        self._request = ""
        self._later.stop()
        self._ended(problem)
        if self._left_count:
            self._complain(self._left_words())
            self.details_button.setVisible(True)
        elif problem is None or problem.kind is ProblemKind.CANCELLED:
            self.gone.emit()
        else:
            done = f" ({self.amount.text()})" if self.amount.text() else ""
            self._complain(f"{self.title.text()}{done}: {in_words(without_overwriting(problem))}")

    def _complain(self, text: str) -> None:
        self.title.setText(text)
        self.title.setWordWrap(True)
        self.title.setToolTip("")
        self.sign.setVisible(True)
        self.bar.setVisible(False)
        self.amount.setVisible(False)
        self._name_button(self.tr("Dismiss"))
        self._show()

    def _left_words(self) -> str:
        return self._left_title.format(n=f"{self._left_count:,}")

    def _name_button(self, name: str) -> None:
        self.cancel_button.setToolTip(name)
        self.cancel_button.setAccessibleName(name)

    def _show_details(self) -> None:
        LeftDialog(self._bridge, self._left_words(), self._left, self.window()).open()
