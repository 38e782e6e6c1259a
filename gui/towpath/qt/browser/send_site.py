"""Send a site that was just seen another way: one click makes a rule for all of its domain."""

from __future__ import annotations

import uuid

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QWidget

from towpath.model.browsing import SaveRule, SiteSeen
from towpath.model.error import Problem, TowpathError
from towpath.model.site_pattern import canonical
from towpath.model.site_rule import Lifetime, Route, SiteRule
from towpath.model.state import Snapshot, Status
from towpath.model.text import printable
from towpath.qt.bridge import Bridge
from towpath.qt.browser.words import connection_name, way_icon
from towpath.qt.icons import icon, status_icon
from towpath.qt.menu_text import menu_text
from towpath.qt.theme import SPACE, ElidedLabel, tool_tip
from towpath.qt.tool_button import tool_button

_LETTERS = 20
"""Of a connection's name, on the button."""


class SendSite(QWidget):
    """Buttons for the site that `show_site` names. The new rule comes before all others, so that it decides."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._site: SiteSeen | None = None
        self._via = ""
        """Id of the connection that the first button is for."""
        self.text = ElidedLabel()
        self.text.setForegroundRole(self.text.palette().ColorRole.WindowText)
        self.text.setObjectName("site-to-send")
        self.through = self._button("send-through", Route.VIA)
        self.others = tool_button("send-through-other", "chevron-down", self.tr("Through another connection"))
        self.others.setMenu(QMenu(self.others))
        self.others.menu().aboutToShow.connect(self._fill_others)
        self.direct = self._button("send-direct", Route.DIRECT)
        self.direct.setText(self.tr("&Direct"))
        self.block = self._button("send-block", Route.BLOCK)
        self.block.setText(self.tr("Bloc&k"))
        self.lifetime = QComboBox()
        self.lifetime.setObjectName("send-lifetime")
        self.lifetime.setAccessibleName(self.tr("How long"))
        for text, lifetime in (
            (self.tr("always"), Lifetime.LASTING),
            (self.tr("until Towpath ends"), Lifetime.SESSION),
            (self.tr("for an hour"), Lifetime.HOUR),
        ):
            self.lifetime.addItem(text, lifetime.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.text, 1)
        for widget in (self.through, self.others, self.direct, self.block, self.lifetime):
            layout.addWidget(widget)

    def _button(self, name: str, route: Route) -> QPushButton:
        button = QPushButton(icon(way_icon(route)), "")
        button.setObjectName(name)
        button.clicked.connect(lambda: self.send(route, self._via if route is Route.VIA else ""))
        return button

    def show_site(self, site: SiteSeen | None, snapshot: Snapshot) -> None:
        """Which site the buttons are for; None for none."""
        self._site = site
        self._via = self._preferred(snapshot)
        self.text.setText(
            self.tr("Send {domain}").format(domain=printable(site.domain))
            if site
            else self.tr("Choose a site to send it another way.")
        )
        name, metrics = connection_name(self._via, snapshot), self.fontMetrics()
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _LETTERS * metrics.averageCharWidth())
        self.through.setText(self.tr("&Through {name}").format(name=menu_text(short)))
        self.through.setToolTip(tool_tip(name))
        self.through.setVisible(bool(self._via))
        self.others.setVisible(len(snapshot.connections) > 1)
        for widget in (self.through, self.others, self.direct, self.block, self.lifetime):
            widget.setEnabled(site is not None)

    def _preferred(self, snapshot: Snapshot) -> str:
        """The one of the last time, or one that is up."""
        if snapshot.by_id(self._via) is not None:
            return self._via
        up = [state for state in snapshot.connections if state.status is Status.UP]
        return next((state.connection.id for state in (*up, *snapshot.connections)), "")

    def fill_ways(self, menu: QMenu, *, whole: bool) -> None:
        """Offer the connections; `whole` for a menu that stands alone, with the other ways and the site's name."""
        snapshot = self._bridge.snapshot
        domain = menu_text(printable(self._site.domain)) if self._site else ""
        through = self.tr("Send {domain} through {name}") if whole else self.tr("Through {name}")
        for state in snapshot.connections:
            name = menu_text(printable(state.connection.name))
            action = menu.addAction(status_icon(state.status), through.format(domain=domain, name=name))
            action.triggered.connect(lambda _checked=False, via=state.connection.id: self.send(Route.VIA, via))
        if whole:
            for text, route in (
                (self.tr("Send {domain} direct"), Route.DIRECT),
                (self.tr("Block {domain}"), Route.BLOCK),
            ):
                action = menu.addAction(icon(way_icon(route)), text.format(domain=domain))
                action.triggered.connect(lambda _checked=False, chosen=route: self.send(chosen, ""))

    def _fill_others(self) -> None:
        self.others.menu().clear()
        self.fill_ways(self.others.menu(), whole=False)

    def send(self, route: Route, via: str) -> None:
        """Make the rule, or change the one that is there for the same sites and as long."""
        if self._site is None:
            return
        self._via = via or self._via
        try:
            pattern = canonical(self._site.domain)
        except TowpathError as error:
            self.failed.emit(error.problem)
            return
        lifetime = Lifetime(self.lifetime.currentData())
        rules = self._bridge.snapshot.browser.rules
        old = next((rule for rule in rules if (rule.pattern, rule.lifetime) == (pattern, lifetime)), None)
        if old is None:
            rule = SiteRule(id=uuid.uuid4().hex, pattern=pattern, route=route, connection=via, lifetime=lifetime)
            command = SaveRule(rule=rule)
        else:
            rule = replace(old, route=route, connection=via, enabled=True, expires=0.0)
            command = SaveRule(rule=rule, before=None if rules[0].id == old.id else rules[0].id)
        self._bridge.submit(command, self._sent)

    def _sent(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
