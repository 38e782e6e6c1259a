"""The top of the page: the switch, what it means, and what the desktop's proxy setting is to Towpath right now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from towpath.model.browsing import BrowserState, SetBrowserMode, SystemProxyStatus
from towpath.model.error import Problem
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.model.words import as_sentence
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.browser.browsers_menu import BrowserButton
from towpath.qt.browser.leak_check import LeakCheckDialog
from towpath.qt.browser.mode_switch import ModeSwitch
from towpath.qt.browser.words import mode_sentence, system_sentence
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

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
        self.meaning.setFont(scaled(self.meaning.font(), 1, strong=True))
        self.system_sign = Glyph(Status.OFF, 16)
        self.system_text = plain_label()
        self.system_text.setObjectName("system-proxy")
        self.take_back = self._button("take-back", self.tr("&Take it back"), self._again)
        self.leave = self._button("leave-it", self.tr("Leave it and switch o&ff"), self._switch_off)
        self.try_again = self._button("try-again", self.tr("Tr&y again"), self._again)
        self.router_sign = Glyph("info", 16)
        self.router_text = plain_label()
        self.router_text.setObjectName("router-state")
        self.copy_pac = self._button("copy-pac-url", self.tr("&Copy the PAC address"), self._copy_pac)
        self.remark = MutedLabel()
        self.remark.setWordWrap(True)

        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(self.leak_button)
        top.addWidget(self.browser_button)
        system = _line(self.system_sign, self.system_text, self.take_back, self.leave, self.try_again)
        router = _line(self.router_sign, self.router_text, self.copy_pac)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addWidget(self.meaning)
        layout.addLayout(system)
        layout.addWidget(self.remark)
        layout.addLayout(router)
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
        self.meaning.setText(mode_sentence(browser, snapshot))
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
        self.remark.setText(printable(browser.system.remark))
        self.remark.setVisible(bool(browser.system.remark))

    def _show_router(self, browser: BrowserState) -> None:
        sign: str | Status = "info"
        if browser.problem is not None:
            text, sign = as_sentence(browser.problem), Status.DEGRADED if browser.router else Status.FAILED
        elif browser.router is not None:
            text = self.tr("Browsers reach Towpath at {port}.").format(port=browser.router)
        else:
            text = self.tr("Browsers cannot reach Towpath yet.")
        self.router_text.setText(text)
        self.router_sign.show_what(sign)
        self.copy_pac.setVisible(bool(browser.pac_url))

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


def _line(sign: QWidget, text: QWidget, *buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE)
    line.addWidget(sign)
    line.addWidget(text, 1)
    for button in buttons:
        line.addWidget(button)
    return line
