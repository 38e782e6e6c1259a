"""The top of the queue panel: which transfers are shown, what can be done with all of them, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QTabBar, QToolButton, QVBoxLayout, QWidget

from towpath.model.command import ArrangeTransfer, Command, SaveSettings
from towpath.model.settings import AfterQueue, FileSettings
from towpath.model.text import size
from towpath.model.transfer import ENDED, TransferState, TransferStatus
from towpath.qt.bridge import Bridge
from towpath.qt.icons import icon
from towpath.qt.queue.limit_dialog import LimitDialog
from towpath.qt.queue.model import Shown
from towpath.qt.queue.progress import Overall
from towpath.qt.queue.summary import progress_text
from towpath.qt.queue.words import was_interrupted
from towpath.qt.theme import SPACE, ElidedLabel, plain_label
from towpath.qt.tool_button import tool_button

_LIMITS = (0, 100_000, 500_000, 1_000_000, 5_000_000, 20_000_000)
_PER_MILLE = 1000


class QueueHeader(QWidget):
    """Tabs with counts and buttons in one line; while something is under way figures between them, and a bar below."""

    filtered = Signal(object)
    """Carries `Shown`."""

    def __init__(self, bridge: Bridge, submit: Callable[[Command], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._submit = submit
        self.tabs = QTabBar()
        self.tabs.setObjectName("transfer-tabs")
        self.tabs.setAccessibleName(self.tr("Which transfers are shown"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        for _ in Shown:
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(lambda number: self.filtered.emit(list(Shown)[number]))
        self.pause_all = tool_button("pause-all", "pause", self.tr("Pause all transfers"))
        self.resume_all = tool_button("resume-all", "play", self.tr("Resume all paused transfers"))
        self.clear_ended = tool_button("clear-ended", "clear-done", self.tr("Remove all that have ended from the list"))
        self.limit = self._menu_button("speed-limit", "speed", self.tr("Speed limit of each transfer"))
        self.after = self._menu_button("after-queue", "bell", self.tr("What happens after the last transfer"))
        self.more = self._menu_button("queue-more", "more", self.tr("More"))
        self._limits = self._fill_limits(self.limit.menu())
        self._afters = self._fill_afters(self.after.menu())
        self.bar = QProgressBar()
        self.bar.setObjectName("total-progress")
        self.bar.setAccessibleName(self.tr("Progress of all transfers"))
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)
        self.text = ElidedLabel()
        self.text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.text.setObjectName("total-figures")

        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(SPACE // 2)
        top.addWidget(self.tabs)
        top.addWidget(self.text, 1)
        top.addSpacing(SPACE)
        for button in (self.pause_all, self.resume_all, self.clear_ended, self.limit, self.after, self.more):
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self._make_interrupted())

    def _make_interrupted(self) -> QWidget:
        """What the last end of the program left behind, with the way on."""
        self._interrupted = QWidget()
        self._interrupted_text = plain_label()
        self.go_on = QPushButton(icon("play"), self.tr("&Resume"))
        self.go_on.setObjectName("resume-interrupted")
        row = QHBoxLayout(self._interrupted)
        row.setContentsMargins(SPACE, 0, 0, 0)
        row.addWidget(self._interrupted_text, 1)
        row.addWidget(self.go_on)
        return self._interrupted

    def _menu_button(self, name: str, sign: str, text: str) -> QToolButton:
        button = tool_button(name, sign, text)
        button.setMenu(QMenu(button))
        return button

    # --- showing

    def show_counts(self, transfers: Iterable[TransferState]) -> None:
        """How many each tab holds, and which buttons do something."""
        states = list(transfers)
        statuses = [state.status for state in states]
        words = {
            Shown.ALL: self.tr("All"),
            Shown.QUEUED: self.tr("Queued"),
            Shown.ACTIVE: self.tr("Active"),
            Shown.FAILED: self.tr("Failed"),
            Shown.DONE: self.tr("Done"),
        }
        for number, shown in enumerate(Shown):
            count = sum(status in shown.value for status in statuses)
            text = f"{words[shown]} {count}" if count else words[shown]
            if text != self.tabs.tabText(number):
                self.tabs.setTabText(number, text)
        self.pause_all.setEnabled(any(status not in (*ENDED, TransferStatus.PAUSED) for status in statuses))
        self.resume_all.setEnabled(TransferStatus.PAUSED in statuses)
        self.clear_ended.setEnabled(any(status in ENDED for status in statuses))
        interrupted = sum(was_interrupted(state) for state in states)
        self._interrupted.setVisible(bool(interrupted))
        one = self.tr("A transfer was interrupted when Towpath ended.")
        many = self.tr("{n} transfers were interrupted when Towpath ended.")
        self._interrupted_text.setText(one if interrupted == 1 else many.format(n=interrupted))

    def show_overall(self, overall: Overall) -> None:
        """How far all of them are; nothing while nothing is under way."""
        self.bar.setVisible(bool(overall.working))
        self.bar.setValue(round(overall.fraction * _PER_MILLE))
        self.text.setText(progress_text(overall) if overall.working else "")

    def show_settings(self, settings: FileSettings) -> None:
        """The choices for the whole queue."""
        _set_text(self.limit, f"{size(settings.limit)}/s" if settings.limit else "")
        for limit, action in self._limits.items():
            action.setChecked(limit == settings.limit)
        self._afters[settings.after_queue].setChecked(True)
        texts = {AfterQueue.SOUND: self.tr("Then a sound"), AfterQueue.DISCONNECT: self.tr("Then disconnect")}
        _set_text(self.after, texts.get(settings.after_queue, ""))

    # --- choices

    def _fill_limits(self, menu: QMenu) -> dict[int, QAction]:
        group = QActionGroup(menu)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        actions: dict[int, QAction] = {}
        for limit in _LIMITS:
            action = menu.addAction(f"{size(limit)}/s" if limit else self.tr("&No limit"))
            action.setObjectName(f"limit-{limit}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, chosen=limit: self._set_limit(chosen))
            group.addAction(action)
            actions[limit] = action
        menu.addSeparator()
        other = menu.addAction(self.tr("&Other…"))
        other.setObjectName("limit-other")
        other.triggered.connect(self._ask_limit)
        return actions

    def _ask_limit(self) -> None:
        about = self.tr("For all transfers in the queue, and for new ones")
        LimitDialog(about, self._bridge.snapshot.settings.files.limit, self._set_limit, self).open()

    def _set_limit(self, limit: int) -> None:
        self._save(replace(self._bridge.snapshot.settings.files, limit=limit))
        for state in self._bridge.snapshot.transfers:
            if state.status not in ENDED and state.batch.options.limit != limit:
                self._submit(ArrangeTransfer(id=state.batch.id, limit=limit))

    def _fill_afters(self, menu: QMenu) -> dict[AfterQueue, QAction]:
        group = QActionGroup(menu)
        actions: dict[AfterQueue, QAction] = {}
        for after, text in (
            (AfterQueue.NOTHING, self.tr("Do &nothing")),
            (AfterQueue.SOUND, self.tr("Play a &sound")),
            (AfterQueue.DISCONNECT, self.tr("&Disconnect")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"after-{after}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, chosen=after: self._set_after(chosen))
            group.addAction(action)
            actions[after] = action
        return actions

    def _set_after(self, after: AfterQueue) -> None:
        self._save(replace(self._bridge.snapshot.settings.files, after_queue=after))

    def _save(self, files: FileSettings) -> None:
        self._submit(SaveSettings(settings=replace(self._bridge.snapshot.settings, files=files)))
        self.show_settings(self._bridge.snapshot.settings.files)  # the engine's answer decides, not the click


def _set_text(button: QToolButton, text: str) -> None:
    """Beside its icon; without one it is as narrow as the other buttons."""
    button.setText(text)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
    button.setToolButtonStyle(style)
