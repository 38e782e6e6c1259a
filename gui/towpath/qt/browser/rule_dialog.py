"""The dialog that makes or changes one rule, and says in words what it will mean."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from towpath.model.browsing import SaveRule
from towpath.model.error import Problem, TowpathError
from towpath.model.host_name import host_of_site
from towpath.model.site_pattern import SitePattern, fits, parse_pattern
from towpath.model.site_rule import Route, SiteRule, WhenDown
from towpath.model.state import Status
from towpath.model.text import printable, sentence
from towpath.qt.bridge import Bridge
from towpath.qt.browser.lifetime_box import LifetimeBox
from towpath.qt.browser.rule_words import reading, site
from towpath.qt.browser.words import way_icon
from towpath.qt.choice_card import ChoiceCard
from towpath.qt.connections.fields import CheckedLine, in_words
from towpath.qt.glyph import Glyph
from towpath.qt.icons import status_icon
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, MutedLabel, plain_label, take_any_width

_LETTERS = 72
"""How wide it is."""


class RuleDialog(SavingDialog):
    """For a new rule, or one that is given: a rule that is there keeps its place, any other comes first."""

    saved = Signal(str)
    """Carries the id of the rule, once the engine has it."""

    def __init__(self, bridge: Bridge, rule: SiteRule | None, parent: QWidget | None = None) -> None:
        super().__init__(self._save, lambda: self._made() == self._before, parent)
        self._bridge = bridge
        snapshot = bridge.snapshot
        self._others = [one for one in snapshot.browser.rules if rule is None or one.id != rule.id]
        places = [one.id for one in snapshot.browser.rules]
        is_new = rule is None or rule.id not in places
        above = () if rule is None or is_new else snapshot.browser.rules[: places.index(rule.id)]
        self._above = [one for one in above if one.enabled]
        self._rule = rule or _proposed(snapshot.browser.rules, [one.connection.id for one in snapshot.connections])
        self.setObjectName("rule-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add a rule") if is_new else self.tr("Edit rule"))
        self.save_button.setText(self.tr("&Add") if is_new else self.tr("&Save"))
        self.summary.setVisible(False)
        self._make_fields()
        self._arrange()
        for line in (self.site.line, self.note, self.host):
            line.textChanged.connect(self._refresh)
        self._ways.buttonClicked.connect(self._refresh)
        self.connection.activated.connect(self._refresh)
        self._refresh()
        self._before = self._made()
        self.site.setFocus()

    # --- building

    def _make_fields(self) -> None:
        rule, tr = self._rule, self.tr
        self.site = CheckedLine(read_site, rule.pattern, placeholder="corp.example")
        self.site.line.setObjectName("rule-site")
        self.site.name(tr("Site"))
        self.reading = MutedLabel()
        self.reading.setObjectName("rule-reading")
        self.reading.setWordWrap(True)
        take_any_width(self.reading)
        self.ways: dict[Route, ChoiceCard] = {}
        self._ways = QButtonGroup(self)
        for route, title, note in (
            (Route.VIA, tr("Through a connection"), tr("The far machine looks its name up")),
            (Route.DIRECT, tr("Direct"), tr("As if Towpath were not there")),
            (Route.BLOCK, tr("Blocked"), tr("The browser gets an error page")),
        ):
            card = ChoiceCard(way_icon(route), title, note)
            card.setObjectName(f"rule-{route}")
            card.setChecked(route is rule.route)
            self._ways.addButton(card)
            self.ways[route] = card
        self.connection = _combo("rule-connection", tr("Connection"))
        for state in self._bridge.snapshot.connections:
            self.connection.addItem(status_icon(state.status), printable(state.connection.name), state.connection.id)
        self.connection.setCurrentIndex(self.connection.findData(rule.connection))
        none = tr("There is none yet: add one on the page Connections")
        self.connection.setPlaceholderText(tr("Choose one") if self.connection.count() else none)
        self.when_down = _combo("rule-when-down", tr("If that is down"))
        self.when_down.addItem(tr("Error page: nothing leaves another way"), WhenDown.CLOSED.value)
        self.when_down.addItem(tr("Go direct instead"), WhenDown.DIRECT.value)
        self.when_down.setCurrentIndex(self.when_down.findData(rule.when_down.value))
        self.lasts = LifetimeBox("rule-lasts", rule.lifetime)
        self.note = QLineEdit(rule.note)
        self.note.setObjectName("rule-note")
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText(tr("For yourself"))
        self.enabled = QCheckBox(tr("The rule is &on"))
        self.enabled.setObjectName("rule-enabled")
        self.enabled.setChecked(rule.enabled)
        self.host = QLineEdit()
        self.host.setObjectName("rule-try")
        self.host.setAccessibleName(tr("Try a site"))
        self.host.setPlaceholderText(tr("A URL or a host, to see whether the rule is for it"))
        self.tried_sign = Glyph(Status.OFF, 16)
        self.tried = plain_label()
        self.tried.setObjectName("rule-tried")
        take_any_width(self.tried)

    def _arrange(self) -> None:
        tr = self.tr
        self._form = QFormLayout()
        self._form.setVerticalSpacing(SPACE + 2)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        cards = QHBoxLayout()
        cards.setSpacing(SPACE)
        for card in self.ways.values():
            cards.addWidget(card, 1)
        self._form.addRow(tr("S&ite"), _column(self.site, self.reading))
        self._form.addRow(tr("Goes"), cards)
        self._form.addRow(tr("&Through"), self.connection)
        self._form.addRow(tr("If that is &down"), self.when_down)
        self._form.addRow(tr("&Lasts"), self.lasts)
        self._form.addRow(tr("&Note"), self.note)
        self._form.addRow("", self.enabled)
        trying = QFrame()
        trying.setObjectName("card")
        inside = QFormLayout(trying)
        inside.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        inside.setHorizontalSpacing(2 * SPACE)
        answer = QHBoxLayout()
        answer.setSpacing(SPACE)
        answer.addWidget(self.tried_sign, 0, Qt.AlignmentFlag.AlignTop)
        answer.addWidget(self.tried, 1)
        inside.addRow(tr("T&ry"), self.host)
        inside.addRow("", answer)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, SPACE)
        inner.setSpacing(2 * SPACE)
        inner.addLayout(self._form)
        inner.addWidget(trying)
        inner.addStretch(1)
        self._content = content
        room = QScrollArea()
        room.setWidget(content)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 2 * SPACE)
        foot.addWidget(self.summary)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(room, 1)
        layout.addLayout(foot)

    def sizeHint(self) -> QSize:
        """With room for one more line, so that typing moves nothing."""
        width = max(self.fontMetrics().averageCharWidth() * _LETTERS, self._content.minimumSizeHint().width())
        height = max(self._content.sizeHint().height(), self._content.heightForWidth(width))
        height += self.buttons.sizeHint().height() + 6 * SPACE + self.fontMetrics().height()
        return QSize(width + 2 * SPACE, height).boundedTo(self.screen().availableSize() * 0.95)

    # --- what was typed

    @property
    def pattern(self) -> SitePattern | None:
        """What the rule is for; None while that cannot be understood."""
        return None if self.site.problem else read_site(self.site.text)

    @property
    def route(self) -> Route:
        """Which way it sends that."""
        return next(route for route, card in self.ways.items() if card.isChecked())

    def _made(self) -> SiteRule:
        """As it was typed, right or not."""
        via = self.route is Route.VIA
        return SiteRule(
            id=self._rule.id,
            pattern=str(self.pattern or self.site.text),
            route=self.route,
            connection=self.connection.currentData() or "" if via else "",
            when_down=WhenDown(self.when_down.currentData()) if via else WhenDown.CLOSED,
            enabled=self.enabled.isChecked(),
            note=self.note.text().strip(),
            lifetime=self.lasts.lifetime,
            expires=self._rule.expires if self.lasts.lifetime is self._rule.lifetime else 0.0,
        )

    def _save(self) -> None:
        rule = self._made()
        self._bridge.submit(SaveRule(rule=rule), self.finish_saving)

    def finish_saving(self, problem: Problem | None) -> None:
        if problem is None:
            self.saved.emit(self._rule.id)
        super().finish_saving(problem)

    def _refresh(self) -> None:
        pattern, via = self.pattern, self.route is Route.VIA
        self.reading.setVisible(pattern is not None)
        self.reading.setText(self._reading(pattern) if pattern else "")
        for field in (self.connection, self.when_down):
            self._form.setRowVisible(field, via)
        missing = via and self.connection.currentIndex() < 0
        gone = missing and bool(self._rule.connection)
        self.summary.setText(self.tr("Its connection was removed: choose another one") if gone else "")
        self.summary.setVisible(gone)
        self.save_button.setEnabled(pattern is not None and not missing)
        self._try(pattern)

    def _reading(self, pattern: SitePattern) -> str:
        text = reading(pattern)
        if any(one.pattern == str(pattern) for one in self._others):
            text += ". " + self.tr("There is another rule for exactly this.")
        return text

    def _try(self, pattern: SitePattern | None) -> None:
        """Say whether the rule is for the host that is tried."""
        sign, text = Status.OFF, ""
        typed = self.host.text().strip()
        if typed and pattern is not None:
            try:
                sign, text = self._tried(pattern, host_of_site(typed)[0])
            except TowpathError as error:
                sign, text = Status.DEGRADED, sentence(in_words(error.problem))
        self.tried_sign.show_what(sign)
        self.tried.setText(text)
        for widget in (self.tried_sign, self.tried):
            widget.setVisible(bool(text))

    def _tried(self, pattern: SitePattern, host: str) -> tuple[Status, str]:
        if not fits(pattern, host):
            return Status.OFF, self.tr("The rule is not for {host}").format(host=printable(host))
        first = next((one for one in self._above if fits(parse_pattern(one.pattern), host)), None)
        if first is None:
            return Status.UP, self.tr("The rule is for {host}").format(host=printable(host))
        text = self.tr("The rule is for {host}, but another one stands above it and decides: {rule}")
        return Status.DEGRADED, text.format(host=printable(host), rule=site(first.pattern))


def read_site(text: str) -> SitePattern:
    """A pattern, or a URL that somebody copied: then its host with all below it. Raises INVALID."""
    return parse_pattern(host_of_site(text)[0] if "://" in text else text)


def _proposed(rules: Sequence[SiteRule], connections: Sequence[str]) -> SiteRule:
    """A new rule: through the connection that the first of the others names, or else the first there is."""
    named = next((rule.connection for rule in rules if rule.connection in connections), "")
    return SiteRule(id=uuid.uuid4().hex, pattern="", connection=named or next(iter(connections), ""))


def _combo(name: str, accessible: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(accessible)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)  # names may be very long
    return box


def _column(*widgets: QWidget) -> QWidget:
    """Below each other, close together; the first gets the focus."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE // 2)
    for widget in widgets:
        layout.addWidget(widget)
    column.setFocusProxy(widgets[0])
    return column
