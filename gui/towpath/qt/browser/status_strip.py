"""The top of the page: the switch, what it means, and what the desktop's proxy setting is to Towpath right now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from towpath.model.browsing import BrowserState, SetBrowserMode, SystemProxyStatus
from towpath.model.error import Problem
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Status
from towpath.model.text import printable, sentence
from towpath.model.words import as_sentence, said
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.browser.browsers_menu import BrowserButton
from towpath.qt.browser.leak_check import LeakCheckDialog
from towpath.qt.browser.mode_switch import ModeSwitch
from towpath.qt.browser.words import mode_sentence, system_sentence
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, ElidedLabel, MutedLabel, plain_label, scaled, take_any_width
from towpath.qt.tool_button import tool_button

_SIGNS: dict[SystemProxyStatus, str | Status] = {
    SystemProxyStatus.UNSUPPORTED: "info",
    SystemProxyStatus.NOT_OURS: Status.OFF,
    SystemProxyStatus.OURS: Status.UP,
    SystemProxyStatus.TAKEN: Status.DEGRADED,
    SystemProxyStatus.FAILED: Status.FAILED,
}


class StatusStrip(QFrame):
    """Follows the snapshot. What is wrong is said here for as long as it is so; `failed` tells of acts."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._looks: object = None
        self.setObjectName("card")
        self.switch = ModeSwitch(bridge)
        self.switch.failed.connect(self._tell)
        self.browser_button = BrowserButton(bridge)
        self.browser_button.failed.connect(self.failed)
        self.leak_button = QPushButton(icon("shield"), self.tr("Check for &leaks…"))
        self.leak_button.setObjectName("check-leaks")
        self.leak_button.clicked.connect(self._check_leaks)
        self.meaning = plain_label()
        self.meaning.setObjectName("mode-meaning")
        self.meaning.setWordWrap(False)
        self.meaning.setFont(scaled(self.meaning.font(), 1, strong=True))
        self.system_sign = Glyph(Status.OFF, 16)
        self.system_text = plain_label()
        self.system_text.setObjectName("system-proxy")
        self.take_back = self._button("take-back", self.tr("Take it ba&ck"), self._again)
        self.leave = self._button("leave-it", self.tr("Leave it and switch o&ff"), self._switch_off)
        self.try_again = self._button("try-again", self.tr("Tr&y again"), self._again)
        self.router = ElidedLabel()
        self.router.setObjectName("router-address")
        self.router.setToolTip(self.tr("Where browsers reach Towpath, by SOCKS or HTTP"))
        self.copy_pac = tool_button("copy-pac-url", "copy", self.tr("Copy the address of the PAC file"), self._copy_pac)
        self.problem_sign = Glyph(Status.DEGRADED, 16)
        self.problem_text = plain_label()
        self.problem_text.setObjectName("router-problem")
        self.remark = MutedLabel()
        self.remark.setWordWrap(True)
        for label in (self.system_text, self.problem_text, self.remark):
            take_any_width(label)

        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(self.leak_button)
        top.addWidget(self.browser_button)
        system = _line(self.system_sign, self.system_text, self.take_back, self.leave, self.try_again)
        system.setStretch(1, 1)
        meaning = _line(self.meaning, self.switch.connection, self.router, self.copy_pac)
        meaning.insertStretch(2, 1)
        problem = _line(self.problem_sign, self.problem_text)
        problem.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addLayout(meaning)
        layout.addLayout(system)
        layout.addWidget(self.remark)
        layout.addLayout(problem)
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def _button(self, name: str, text: str, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(clicked)
        return button

    # --- showing

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        browser, change_system = snapshot.browser, snapshot.settings.browser.change_system
        looks = (browser, change_system, [(s.connection.id, s.connection.name, s.status) for s in snapshot.connections])
        if looks == self._looks:  # most of what happens is about transfers
            return
        self._looks = looks
        self.switch.show_state(snapshot)
        self.meaning.setText(mode_sentence(browser.mode))
        self._show_system(browser, change_system=change_system)
        self._show_router(browser)

    def _show_system(self, browser: BrowserState, *, change_system: bool) -> None:
        status = browser.system.status
        self.system_sign.show_what(_SIGNS[status])
        self.system_text.setText(system_sentence(browser, change_system=change_system))
        taken = status is SystemProxyStatus.TAKEN and browser.mode is not BrowserMode.OFF
        self.take_back.setVisible(taken)
        self.leave.setVisible(taken)
        self.try_again.setVisible(status is SystemProxyStatus.FAILED)
        remark = "" if status is SystemProxyStatus.UNSUPPORTED else printable(said(browser.system.remark))
        self.remark.setText(f"{sentence(remark)}.")
        self.remark.setVisible(bool(remark))

    def _show_router(self, browser: BrowserState) -> None:
        self.router.setText(str(browser.router) if browser.router else "")
        self.router.setVisible(browser.router is not None)
        self.copy_pac.setVisible(bool(browser.pac_url))
        problem = browser.problem
        self.problem_sign.setVisible(problem is not None)
        self.problem_text.setVisible(problem is not None)
        if problem is not None:
            self.problem_sign.show_what(Status.DEGRADED if browser.router else Status.FAILED)
            self.problem_text.setText(as_sentence(problem))

    # --- acts

    def _again(self) -> None:
        self._turn(self._bridge.snapshot.browser.mode)

    def _switch_off(self) -> None:
        self._turn(BrowserMode.OFF)

    def _turn(self, mode: BrowserMode) -> None:
        self._bridge.submit(SetBrowserMode(mode=mode), self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self._tell(problem)

    def _tell(self, problem: Problem) -> None:
        """What the strip says by itself need not be said twice."""
        browser = self._bridge.snapshot.browser
        if problem not in (browser.problem, browser.system.problem):
            self.failed.emit(problem)

    def _copy_pac(self) -> None:
        QApplication.clipboard().setText(self._bridge.snapshot.browser.pac_url)

    def _check_leaks(self) -> None:
        LeakCheckDialog(self._bridge, self.window()).open()


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE)
    for widget in widgets:
        line.addWidget(widget)
    return line
