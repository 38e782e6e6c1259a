"""What can be done with the rules that are selected in the table. Each act is enabled where it does something."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction

from towpath.model.browsing import ArrangeRule, BrowserCommand, RemoveRules, SaveRule
from towpath.model.error import Problem
from towpath.model.site_rule import SiteRule
from towpath.qt.bridge import Bridge
from towpath.qt.browser.rule_dialog import RuleDialog
from towpath.qt.browser.rule_model import RuleModel
from towpath.qt.browser.rule_table import RuleTable
from towpath.qt.browser.rule_words import site
from towpath.qt.confirm import confirm
from towpath.qt.icons import icon

MOST_NAMED = 8
"""Rules that a question names one by one."""
_LONGEST_NAME = 80


class RuleActs(QObject):
    """The actions, with the keys that they have in the table. They are in its menu; what they ask for is told by the
    engine's news."""

    failed = Signal(object)
    """An act that the engine refused, as a `Problem`."""

    def __init__(self, bridge: Bridge, model: RuleModel, table: RuleTable) -> None:
        super().__init__(table)
        self._bridge = bridge
        self._model = model
        self._table = table
        tr = self.tr
        self.add = self._action("add", tr("&Add a rule…"), self._add)
        self.add.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # of the whole page
        table.menu.addSeparator()
        self.edit = self._action("edit", tr("&Edit…"), self._edit)
        self.duplicate = self._action("duplicate", tr("&Duplicate…"), self._duplicate)
        self.switch = self._action("switch", tr("Switch &on"), self._switch, sign="check")
        table.menu.addSeparator()
        self.sooner = self._action("sooner", tr("Move &up"), self._move_up, sign="up")
        self.later = self._action("later", tr("Move dow&n"), self._move_down, sign="down")
        table.menu.addSeparator()
        self.remove = self._action("remove", tr("&Remove…"), self._remove)
        table.chosen_changed.connect(self.refresh)
        table.activated.connect(lambda _index: self.edit.trigger())
        model.moved.connect(self.move)
        model.ticked.connect(self._tick)
        self.refresh()

    def _action(self, name: str, text: str, triggered: Callable[[], None], *, sign: str = "") -> QAction:
        action = QAction(icon(sign or name), text, self)
        action.setObjectName(f"{name}-rule")
        self._bridge.shortcuts.bind(f"rules.{name}", action)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(triggered)
        self._table.addAction(action)
        self._table.menu.addAction(action)
        return action

    def refresh(self) -> None:
        """Enable what does something for the selected rules."""
        chosen = self._table.chosen
        self.edit.setEnabled(len(chosen) == 1)
        self.duplicate.setEnabled(len(chosen) == 1)
        for action in (self.switch, self.sooner, self.later, self.remove):
            action.setEnabled(bool(chosen))
        on = all(rule.enabled for rule in chosen)
        self.switch.setText(self.tr("Switch &off") if chosen and on else self.tr("Switch &on"))

    # --- doing it

    def submit(self, command: BrowserCommand) -> None:
        """Send it down; what comes of it is in the next snapshot, or told by `failed`."""
        self._bridge.submit(command, self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)

    def open_dialog(self, rule: SiteRule | None) -> None:
        """For a rule that is there, for one that is only proposed, or for a new one."""
        dialog = RuleDialog(self._bridge, rule, self._table.window())
        dialog.saved.connect(self._show_saved)
        dialog.open()

    def _show_saved(self, rule_id: str) -> None:
        self._table.choose([rule_id])

    def _add(self) -> None:
        self.open_dialog(None)

    def _edit(self) -> None:
        for rule in self._table.chosen[:1]:
            self.open_dialog(rule)

    def _duplicate(self) -> None:
        for rule in self._table.chosen[:1]:
            self.open_dialog(replace(rule, id=uuid.uuid4().hex, expires=0.0))

    def _tick(self, rule_id: str) -> None:
        for rule in self._bridge.snapshot.browser.rules:
            if rule.id == rule_id:
                self.submit(SaveRule(rule=replace(rule, enabled=not rule.enabled)))

    def _switch(self) -> None:
        chosen = self._table.chosen
        on = not all(rule.enabled for rule in chosen)
        for rule in chosen:
            if rule.enabled is not on:
                self.submit(SaveRule(rule=replace(rule, enabled=on)))

    def _remove(self) -> None:
        chosen = self._table.chosen
        ids = tuple(rule.id for rule in chosen)
        one, many = self.tr("Remove this rule?"), self.tr("Remove {n} rules?")
        names = [_short(site(rule.pattern)) for rule in chosen[:MOST_NAMED]]
        if len(chosen) > MOST_NAMED:
            names.append(self.tr("and {n} more").format(n=len(chosen) - MOST_NAMED))
        confirm(
            self._table.window(),
            "remove-rules",
            self.tr("Remove rules"),
            one if len(chosen) == 1 else many.format(n=len(chosen)),
            self.tr("Lost for good:\n{rules}").format(rules="\n".join(names)),
            act=self.tr("&Remove"),
            acted=lambda: self.submit(RemoveRules(ids=ids)),
        )

    # --- the order

    def _move_up(self) -> None:
        ids = [rule.id for rule in self._table.chosen]
        shown = [rule.id for rule in self._model.rules()]
        first = shown.index(ids[0])
        if first or ids != shown[: len(ids)]:
            self.move(ids, self._model.before(max(0, first - 1), ids))

    def _move_down(self) -> None:
        ids = [rule.id for rule in self._table.chosen]
        shown = [rule.id for rule in self._model.rules()]
        last = shown.index(ids[-1])
        if last < len(shown) - 1 or ids != shown[-len(ids) :]:
            self.move(ids, self._model.before(last + 2, ids))

    def move(self, ids: Sequence[str], before: str) -> None:
        """Put these, in this order, before another one or (empty) behind all others."""
        for one in ids:
            self.submit(ArrangeRule(id=one, before=before))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"
