"""Does a browser look up names on this machine, where whoever runs the network's DNS servers can read them?"""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from towpath.model.browsing import BrowsersFound, CheckLeaks, FindBrowsers, Leak, LeakChecked
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.glyph import Glyph
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

_DESKTOPS_OWN = ""
_WIDTH = 560


class LeakCheckDialog(ActDialog):
    """Which browser, what came of it, and what to do about it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, "leak-check", parent)
        self.entitle(self.tr("Check for DNS leaks"))
        about = MutedLabel(
            self.tr(
                "The browser opens a page that Towpath itself answers. If it asks Towpath for the page's name, names"
                " stay inside the tunnel; if it looks the name up itself, others can read which sites you visit."
            )
        )
        about.setWordWrap(True)
        self.browser = QComboBox()
        self.browser.setObjectName("leak-browser")
        self.browser.addItem(self.tr("The desktop's browser"), _DESKTOPS_OWN)
        label = QLabel(self.tr("&Browser"))
        label.setBuddy(self.browser)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label)
        row.addWidget(self.browser, 1)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Waiting for the browser"))
        self.bar.setVisible(False)
        self.sign = Glyph(Status.OFF, 24)
        self.outcome = plain_label()
        self.outcome.setObjectName("leak-result")
        self.outcome.setFont(scaled(self.outcome.font(), 1, strong=True))
        self.advice = plain_label()
        self.advice.setObjectName("leak-advice")
        told = QHBoxLayout()
        told.setSpacing(SPACE)
        told.addWidget(self.sign)
        told.addWidget(self.outcome, 1)
        self.body.addWidget(about)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)
        self.body.addLayout(told)
        self.body.addWidget(self.advice)
        self.body.addStretch(1)
        self.check_button = QPushButton(self.tr("C&heck"))
        self.check_button.setObjectName("leak-go")
        self.check_button.clicked.connect(self._check)
        self.buttons.addButton(self.check_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.make_default(self.check_button)
        self._say(None, "", "")
        self.ask(FindBrowsers(request=new_request(), asker=bridge.asker), self._hear, self._found)
        self.fit(_WIDTH)

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=BrowsersFound(browsers=browsers)):
                for browser in browsers:
                    name = self.tr("{browser}, opened by Towpath").format(browser=printable(browser.name))
                    self.browser.addItem(name, browser.id)
            case Reported(report=LeakChecked(leak=leak)):
                self._show(leak)

    def _found(self, problem: Problem | None) -> None:
        self.say(problem)
        self.fit(_WIDTH)

    def _check(self) -> None:
        self.say(None)
        self._say(None, self.tr("Waiting for the browser…"), "")
        self._wait(waiting=True)
        chosen = self.browser.currentData()
        command = CheckLeaks(request=new_request(), browser=chosen or None, asker=self._bridge.asker)
        self.ask(command, self._hear, self._checked)

    def _checked(self, problem: Problem | None) -> None:
        self._wait(waiting=False)
        if problem is not None:
            self._say(None, "", "")
            self.say(problem)
        self.fit(_WIDTH)

    def _wait(self, *, waiting: bool) -> None:
        self.bar.setVisible(waiting)
        self.check_button.setEnabled(not waiting)
        self.browser.setEnabled(not waiting)

    def _show(self, leak: Leak) -> None:
        match leak:
            case Leak.NONE:
                result = self.tr("No leak: the browser asked Towpath for the name, and nobody else heard of it.")
                self._say(Status.UP, result, "")
            case Leak.RESOLVED_HERE:
                result = self.tr("A leak: the browser looked the name up on this machine.")
                advice = self.tr(
                    "Open a browser from here, in which that cannot happen. In a Firefox that is set by hand, switch on"
                    " “Proxy DNS when using SOCKS v5” in its network settings."
                )
                self._say(Status.FAILED, result, advice)
            case Leak.NOT_ASKED:
                self._say(Status.DEGRADED, self.tr("The browser did not ask Towpath at all."), self._not_asked_advice())

    def _not_asked_advice(self) -> str:
        if self.browser.currentData() != _DESKTOPS_OWN:
            return self.tr("Look whether it started, and check again.")
        if self._bridge.snapshot.browser.mode is BrowserMode.OFF:
            return self.tr("The switch is off, so it goes its own way. Switch to Rules and check again.")
        return self.tr(
            "It does not follow the desktop's proxy setting: an extension or a setting of its own decides, or it has to"
            " be started again. Or open a browser from here."
        )

    def _say(self, sign: Status | None, result: str, advice: str) -> None:
        self.sign.setVisible(sign is not None)
        if sign is not None:
            self.sign.show_what(sign)
        self.outcome.setText(result)
        self.outcome.setVisible(bool(result))
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
