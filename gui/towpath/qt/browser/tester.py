"""Why does this site go that way? A field, and the answer: the rule that decided, and the way as a drawing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from towpath.model.browsing import ExplainSite, SiteExplained
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.site_rule import Route, SiteRule, WhenDown
from towpath.model.state import ConnectionState, Status
from towpath.model.text import printable, sentence
from towpath.qt.bridge import Answer, Bridge, Changes
from towpath.qt.browser.rule_words import site as rule_text
from towpath.qt.browser.words import way_icon, way_text
from towpath.qt.connections.fields import in_words, message_label
from towpath.qt.connections.path_view import Node, PathView
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.glyph import Glyph
from towpath.qt.status import active, reason, word
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled, take_any_width, tool_tip

_MOST_NAMED = 5
"""Rules that come later."""
_UP = (Status.UP, Status.DEGRADED)


class SiteTester(QWidget):
    """The answer is kept up to date: a rule or a connection may change while it is shown."""

    failed = Signal(object)
    show_rule = Signal(str)
    """The user wants to see the rule with this id."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._asked = self._request = ""
        self._answer: SiteExplained | None = None
        label = QLabel(self.tr("Si&te"))
        self.site = QLineEdit()
        self.site.setObjectName("site-to-explain")
        self.site.setPlaceholderText(self.tr("An address, such as https://wiki.corp.example/start"))
        self.site.setAccessibleName(self.tr("Site"))
        self.site.setClearButtonEnabled(True)
        self.site.returnPressed.connect(self._go)
        self.site.textChanged.connect(self._typed)
        label.setBuddy(self.site)
        self.go_button = QPushButton(self.tr("E&xplain"))
        self.go_button.setObjectName("explain")
        self.go_button.clicked.connect(self._go)
        self.message = message_label()
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(label)
        line.addWidget(self.site, 1)
        line.addWidget(self.go_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addLayout(line)
        layout.addWidget(self.message)
        layout.addWidget(self._make_answer())
        layout.addStretch(1)
        bridge.changed.connect(self._refresh)

    def _make_answer(self) -> QWidget:
        self.answer = QWidget()
        self.answer.setVisible(False)
        self.sign = Glyph("globe")
        self.verdict = plain_label()
        self.verdict.setObjectName("verdict")
        self.verdict.setFont(scaled(self.verdict.font(), 1, strong=True))
        self.because = plain_label()
        self.because.setObjectName("because")
        self.rule_button = QPushButton(self.tr("Show the r&ule"))
        self.rule_button.setObjectName("show-rule")
        self.rule_button.clicked.connect(self._show_rule)
        self.path = PathView()
        self.path.setAccessibleName(self.tr("The way to the site"))
        self.state = plain_label()
        self.state.setObjectName("way-state")
        self.later = MutedLabel()
        self.later.setObjectName("shadowed-rules")
        self.later.setWordWrap(True)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(SPACE)
        first.addWidget(self.sign)
        first.addWidget(self.verdict, 1)
        second.addWidget(self.because, 1)
        second.addWidget(self.rule_button)
        for label in (self.verdict, self.because, self.state, self.later):
            take_any_width(label)
        layout = QVBoxLayout(self.answer)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.path)
        layout.addWidget(self.state)
        layout.addWidget(self.later)
        return self.answer

    def explain(self, site: str) -> None:
        """Ask about a site as if it had been typed."""
        self.site.setText(site)
        self._go()

    # --- asking

    def _typed(self) -> None:
        self._complain("")
        if not self.site.text().strip():
            self._forget()

    def _forget(self) -> None:
        if self._request:
            self._bridge.withdraw(self._request)
        self._asked, self._request, self._answer = "", "", None
        self.answer.setVisible(False)

    def _go(self) -> None:
        site = self.site.text().strip()
        if site:
            self._forget()
            self._asked = site
            self._ask()
        else:
            self.site.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        if self._request:
            self._bridge.withdraw(self._request)
        self._request = new_request()
        command = ExplainSite(request=self._request, site=self._asked, asker=self._bridge.asker)
        self._bridge.ask(command, self._hear, self._ended)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, SiteExplained):
            self._answer = answer.report
            self._show(answer.report)

    def _ended(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is not None:
            self._forget()
            self._complain(sentence(in_words(problem)))

    def _complain(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.site.setAccessibleDescription(text)

    def _refresh(self, changes: Changes) -> None:
        if self._answer is None:
            return
        if changes.browser:
            self._ask()
        elif self._answer.connection in changes.connections:
            self._show(self._answer)

    # --- the answer

    def _show(self, found: SiteExplained) -> None:
        host = printable(found.host)
        snapshot = self._bridge.snapshot
        state = snapshot.by_id(found.connection) if found.route is Route.VIA else None
        way = way_text(found.route, found.connection, snapshot)
        if found.route is Route.BLOCK:
            text = self.tr("{host} is blocked.")
        elif found.local:
            text = self.tr("{host} is this machine itself: browsers never ask a proxy for it.")
        else:
            text = self.tr("{host} goes {way}.")
        self.sign.show_what("computer" if found.local else way_icon(found.route))
        self.verdict.setText(text.format(host=host, way=way))
        self.verdict.setToolTip(tool_tip(self.verdict.text()))
        self.because.setText(self._because(found))
        self.because.setVisible(not found.local)
        self.rule_button.setVisible(found.rule is not None and not found.local)
        self.path.setVisible(not found.local)
        self.path.show_state(state, Node(name=host, icon="globe", status=None, stretch=_last_stretch(found, state)))
        self.state.setText(self._state_text(found, state))
        self.state.setVisible(bool(self.state.text()))
        self.later.setText(self._later_text(found.shadowed))
        self.later.setVisible(bool(found.shadowed))
        self.answer.setVisible(True)

    def _because(self, found: SiteExplained) -> str:
        if found.rule is not None:
            return self.tr("The rule “{pattern}” decides: it is the first that fits.").format(
                pattern=rule_text(found.rule.pattern)
            )
        if found.route is Route.VIA:
            return self.tr("No rule is for it, and the switch is at Everything.")
        return self.tr("No rule is for it.")

    def _state_text(self, found: SiteExplained, state: ConnectionState | None) -> str:
        if found.route is not Route.VIA:
            return ""
        direct = found.rule is not None and found.rule.when_down is WhenDown.DIRECT
        if state is None:
            text = self.tr("The connection was removed.")
        elif state.status in _UP:
            return self.tr("{name} is {word}.").format(name=printable(state.connection.name), word=word(state.status))
        elif active(state.status) or state.status is Status.FAILED:
            name, why = printable(state.connection.name), reason(state)
            said = self.tr("{name} is {word}").format(name=name, word=word(state.status))
            text = f"{said}: {why}." if why else f"{said}."
        else:
            name = printable(state.connection.name)
            text = self.tr("{name} is OFF: the first request brings it up.").format(name=name)
        closed = self.tr("While it cannot be had, browsers show an error page.")
        instead = self.tr("While it cannot be had, the site goes direct, as the rule says.")
        return f"{text} {instead if direct else closed}"

    def _later_text(self, shadowed: tuple[SiteRule, ...]) -> str:
        names = ", ".join(rule_text(rule.pattern) for rule in shadowed[:_MOST_NAMED])
        if len(shadowed) > _MOST_NAMED:
            names = self.tr("{names} and {n} more").format(names=names, n=len(shadowed) - _MOST_NAMED)
        return self.tr("Fit, too, but come later: {names}").format(names=names)

    def _show_rule(self) -> None:
        if self._answer is not None and self._answer.rule is not None:
            self.show_rule.emit(self._answer.rule.id)


def _last_stretch(found: SiteExplained, state: ConnectionState | None) -> Status:
    """From the last machine on the way to the site."""
    if found.route is Route.DIRECT:
        return Status.UP
    if found.route is Route.BLOCK or state is None:
        return Status.FAILED
    return Status.UP if state.status in _UP else Status.OFF
