"""Brings in the rules of another program's file: what is in it is shown before anything is added."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QTabWidget,
    QWidget,
)

from towpath.model.browsing import ImportRules, RulesRead
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.site_rule import Route
from towpath.model.text import path_text, printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.browser.lifetime_box import LifetimeBox
from towpath.qt.browser.rule_model import Column, RuleModel
from towpath.qt.browser.rule_table import RuleTable
from towpath.qt.browser.words import way_icon
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.icons import icon, status_icon
from towpath.qt.left_out import LeftOutTable
from towpath.qt.theme import SPACE, plain_label

_SHARES = {Column.SITE: 45, Column.WAY: 30}
"""Of the width of the table, in hundredths. What else the table could show is the same for all."""


class _Way(msgspec.Struct, frozen=True):
    """What becomes of that which went through a proxy there."""

    route: Route
    via: str = ""
    """Id of a connection; empty with VIA to go by the proxy's port."""


class ImportDialog(ActDialog):
    """Looks into the file at once, and again whenever something else is chosen; only the button adds the rules."""

    def __init__(self, bridge: Bridge, path: str, parent: QWidget | None = None) -> None:
        super().__init__(bridge, "import-rules", parent)
        self._path = path
        self._request = ""
        self._read: RulesRead | None = None
        name = printable(path_text(os.fsencode(Path(path).name)))
        self.entitle(self.tr("Import rules"), self.tr("Rules of {file}").format(file=name))
        self._make_choices()
        self.found = plain_label()
        self.found.setObjectName("import-found")
        self.model = RuleModel(self, read_only=True)
        self.table = RuleTable(self.model, "import-rules-table", shares=_SHARES)
        self.table.setAccessibleName(self.tr("Rules that can be added"))
        self.table.setDragDropMode(RuleTable.DragDropMode.NoDragDrop)
        self.left_out = LeftOutTable()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("import-tabs")
        self.tabs.addTab(self.table, "")
        self.tabs.addTab(self.left_out, "")
        self.add_button = self.buttons.addButton(self.tr("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setObjectName("import-add")
        self.make_default(self.add_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._add)
        self.body.addWidget(self.found)
        self.body.addLayout(self._form)
        self.body.addWidget(self.tabs, 1)
        self.fit(800, 560)
        self._show(None)
        self._look()
        self.way.setFocus()

    def _make_choices(self) -> None:
        tr = self.tr
        self.way = QComboBox()
        self.way.setObjectName("import-way")
        self.way.setAccessibleName(tr("Its sites go"))
        self._ways: list[_Way] = []
        by_port = tr("through the connection with a SOCKS forward on the proxy's port")
        self._offer(_Way(Route.VIA), icon(way_icon(Route.VIA)), by_port)
        for state in self._bridge.snapshot.connections:
            text = tr("through {name}").format(name=printable(state.connection.name))
            self._offer(_Way(Route.VIA, state.connection.id), status_icon(state.status), text)
        direct = tr("direct, where the file is only a list of sites")
        self._offer(_Way(Route.DIRECT), icon(way_icon(Route.DIRECT)), direct)
        blocked = tr("nowhere: blocked, where the file is only a list of sites")
        self._offer(_Way(Route.BLOCK), icon(way_icon(Route.BLOCK)), blocked)
        self.lasts = LifetimeBox("import-lasts")
        for box in (self.way, self.lasts):
            box.activated.connect(self._look)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(SPACE)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(tr("&Its sites go"), self.way)
        self._form.addRow(tr("&Lasts"), self.lasts)

    def _offer(self, way: _Way, sign: QIcon, text: str) -> None:
        self._ways.append(way)
        self.way.addItem(sign, text)

    # --- looking into it

    @property
    def _chosen(self) -> _Way:
        return self._ways[self.way.currentIndex()]

    def _command(self, *, dry_run: bool) -> ImportRules:
        return ImportRules(
            request=new_request(),
            path=self._path,
            via=self._chosen.via,
            route=self._chosen.route,
            lifetime=self.lasts.lifetime,
            dry_run=dry_run,
            asker=self._bridge.asker,
        )

    def _look(self) -> None:
        if self._request:
            self.withdraw(self._request)
        command = self._command(dry_run=True)
        self._request = command.request
        self.add_button.setEnabled(False)
        self.ask(command, self._hear, self._looked)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, RulesRead):
            self._read = answer.report

    def _looked(self, problem: Problem | None) -> None:
        self._request = ""
        self.say(problem)
        if problem is not None:
            self._read = None
        self._show(problem)

    def _show(self, problem: Problem | None) -> None:
        read = self._read
        rules = read.rules if read else ()
        left_out = read.left_out if read else ()
        self.model.show(rules, self._bridge.snapshot)
        self.left_out.show_left_out(left_out)
        self.tabs.setTabText(0, self.tr("To be added: {n}").format(n=len(rules)))
        self.tabs.setTabText(1, self.tr("Not quite carried over: {n}").format(n=len(left_out)))
        self.tabs.setTabEnabled(1, bool(left_out))
        had_none = not self.tabs.isTabEnabled(0)
        self.tabs.setTabEnabled(0, bool(rules) or not left_out)  # Qt leaves a tab that is disabled
        if had_none and rules:
            self.tabs.setCurrentIndex(0)
        self.found.setText(self._found(read) if read else "" if problem else self.tr("Reading the file…"))
        self.found.setVisible(bool(self.found.text()))
        one, many = self.tr("&Add the rule"), self.tr("&Add {n} rules")
        self.add_button.setText(one if len(rules) == 1 else many.format(n=len(rules)))
        self.add_button.setEnabled(bool(rules))

    def _found(self, read: RulesRead) -> str:
        parts = [self.tr("Read as {format}.").format(format=printable(read.format))]
        if not read.rules and not read.already and not read.left_out:
            parts.append(self.tr("There are no rules in it."))
        if read.already:
            one = self.tr("One of its rules is there already and is not added again.")
            many = self.tr("{n} of its rules are there already and are not added again.")
            parts.append(one if read.already == 1 else many.format(n=read.already))
        if read.left_out:
            one = self.tr("One thing in it cannot be carried over, or not quite as it is.")
            many = self.tr("{n} things in it cannot be carried over, or not quite as they are.")
            parts.append(one if len(read.left_out) == 1 else many.format(n=len(read.left_out)))
        if read.left_out and not read.rules and self._chosen == _Way(Route.VIA):
            parts.append(self.tr("Choose where its sites go."))
        return " ".join(parts)

    # --- adding them

    def _add(self) -> None:
        if self.add_button.isEnabled():
            self.add_button.setEnabled(False)
            self.ask(self._command(dry_run=False), self._hear, self._added)

    def _added(self, problem: Problem | None) -> None:
        if problem is None:
            self.accept()
            return
        self.say(problem)
        self.add_button.setEnabled(True)
