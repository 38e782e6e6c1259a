"""Makes two folders equal: rules, the plan to be looked at and changed, and what came of it."""

from __future__ import annotations

import uuid
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from towpath.model.command import CarryOut, Compare
from towpath.model.error import Problem
from towpath.model.event import Compared, FilesEnded
from towpath.model.file_work import Withdraw
from towpath.model.text import path_text, printable, sentence
from towpath.model.transfer import Place, Plan
from towpath.model.words import line
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.confirm import confirm
from towpath.qt.glyph import Glyph
from towpath.qt.synchronise.growing import Growing
from towpath.qt.synchronise.outcome import Outcome, amount_text
from towpath.qt.synchronise.plan_model import PlanModel
from towpath.qt.synchronise.plan_tree import Amount, PlanTree
from towpath.qt.synchronise.plan_view import PlanView
from towpath.qt.synchronise.rules import Rules
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled


class SynchroniseDialog(QDialog):
    """Not modal. The left is the comparison's first place. Closing it while it runs leaves that to the queue."""

    def __init__(
        self, bridge: Bridge, left: tuple[str, Place], right: tuple[str, Place], parent: QWidget | None = None
    ) -> None:
        """Each side is what its machine is called, and the folder."""
        super().__init__(parent)
        self.setObjectName("synchronise")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Synchronise"))
        self._bridge = bridge
        self._left, self._right = left, right
        self._id = ""
        """Of the comparison that is under way or shown."""
        self._growing: Growing | None = None
        self._plan: Plan | None = None
        self._running = False
        self._amount = Amount()
        self.rules = Rules()
        self.view = PlanView()
        self.message = plain_label()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setObjectName("synchronise-message")
        self.outcome = Outcome()
        self.stack = QStackedWidget()
        for page in (self._middle(), self.view, self.outcome):
            self.stack.addWidget(page)
        self.amount = plain_label()
        self.amount.setObjectName("synchronise-amount")
        self.left_alone = MutedLabel()
        self.left_alone.setWordWrap(True)
        self.compare_button = QPushButton(self.tr("&Compare"))
        self.compare_button.setObjectName("synchronise-compare")
        self.compare_button.clicked.connect(self.compare)
        self.stop_button = QPushButton(self.tr("S&top"))
        self.stop_button.setObjectName("synchronise-stop")
        self.stop_button.clicked.connect(self._stop_comparing)
        self.run_button = QPushButton(self.tr("&Synchronise"))
        self.run_button.setObjectName("synchronise-run")
        self.run_button.clicked.connect(self._ask_to_run)
        self.decide_button = QPushButton(self.tr("&What to do…"))
        self.decide_button.setObjectName("synchronise-decide")
        self.decide_button.setToolTip(self.tr("Decide something else for the chosen rows"))
        self.decide_button.clicked.connect(self._offer)
        self.close_button = QPushButton(self.tr("Clos&e"))
        self.close_button.setObjectName("synchronise-close")
        self.close_button.clicked.connect(self.close)

        foot = QHBoxLayout()
        foot.addWidget(self.compare_button)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.decide_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.run_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        layout.addLayout(self._places())
        layout.addWidget(self.rules)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.amount)
        layout.addWidget(self.left_alone)
        layout.addLayout(foot)
        self.rules.edited.connect(self._rules_edited)
        self.view.chosen.connect(self._show_amount)
        bridge.changed.connect(self._follow)
        bridge.files_ended.connect(self._take_results)
        self._show_hint(self.tr("Choose the rules, then compare. Nothing is changed before you have seen the plan."))
        self.rules.direction.setFocus()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(1080, 700).boundedTo(self.screen().availableSize())

    # --- comparing

    def compare(self) -> None:
        """Find out what would have to be done."""
        self._forget_plan()
        files = self._bridge.snapshot.settings.files
        try:
            comparison = self.rules.comparison(f"sync-{uuid.uuid4().hex}", self._left[1], self._right[1], files)
        except ValueError:
            self._show_hint(self.tr("A quotation mark in “Leave out” has no end."))
            return
        self._id = comparison.id
        self._bridge.ask(Compare(comparison=comparison), self._compared, partial(self._compared_all, comparison.id))
        self.busy.setVisible(True)
        self._show_message(self.tr("Comparing…"))
        self._show_buttons()

    def _compared(self, answer: Answer) -> None:
        if isinstance(answer, Compared):
            self._plan = answer.plan

    def _compared_all(self, comparison: str, problem: Problem | None) -> None:
        if comparison != self._id:
            return
        self.busy.setVisible(False)
        if problem is not None:
            self._id = ""
            self._show_hint(sentence(line(problem)))
        elif self._plan is not None and self._plan.steps:
            self.busy.setVisible(True)
            self._growing = Growing(self._plan, self._show_plan, self)
        else:
            self._withdraw()
            self._id = ""
            self._show_hint(self.tr("The two folders are the same, by these rules."))
            self._show_left_alone()
        self._show_buttons()

    def _show_plan(self, tree: PlanTree) -> None:
        self._growing = None
        self.busy.setVisible(False)
        assert self._plan is not None
        self.view.show_model(PlanModel(tree, self._plan.comparison.differ, self.view))
        self.stack.setCurrentWidget(self.view)
        self.view.setFocus()
        self._show_amount()
        self._show_left_alone()
        self._show_buttons()

    def _show_left_alone(self) -> None:
        problems = self._plan.problems if self._plan else ()
        shown = [line(result.problem) for result in problems[:3] if result.problem]
        text = self.tr("{n} could not be looked at and will be left alone: {which}")
        which = "; ".join(shown) + ("…" if len(problems) > len(shown) else "")
        self.left_alone.setText(text.format(n=len(problems), which=which))
        self.left_alone.setVisible(bool(problems))

    def _stop_comparing(self) -> None:
        self._forget_plan()
        self._show_hint(self.tr("The comparison was stopped."))

    def _rules_edited(self) -> None:
        if self._id:
            self._forget_plan()
            self._show_hint(self.tr("The rules are others now: compare again."))

    def _forget_plan(self) -> None:
        if self._growing:
            self._growing.stop()
            self._growing = None
        if self._id and not self._running:
            self._withdraw()
        self._id, self._plan = "", None
        self.busy.setVisible(False)

    def _withdraw(self) -> None:
        """End the comparison, or have its plan forgotten by the engine, too."""
        self._bridge.withdraw(self._id)
        if self._plan is not None:
            self._bridge.submit(Withdraw(request=self._id))

    def _offer(self) -> None:
        self.view.offer(self.decide_button.mapToGlobal(self.decide_button.rect().bottomLeft()))

    # --- carrying it out

    def _ask_to_run(self) -> None:
        amount = self._amount
        if not amount.deleted:
            self._run()
            return
        there = amount.deleted - amount.deleted_first
        sides = [(amount.deleted_first, self._left), (there, self._right)]
        places = [
            self.tr("{n} on {machine}, in {folder}").format(
                n=count, machine=printable(name), folder=printable(path_text(place.path))
            )
            for count, (name, place) in sides
            if count
        ]
        confirm(
            self,
            "synchronise-confirm",
            self.windowTitle(),
            self.tr("Delete {n} files and folders?").format(n=amount.deleted),
            "\n".join([*places, self.tr("What is deleted so does not go to the trash.")]),
            act=self.tr("&Delete and synchronise"),
            acted=self._run,
        )

    def _run(self) -> None:
        model = self.view.plan()
        if model is None or not self._id:
            return
        command = CarryOut(comparison=self._id, changed=model.tree.changed(), told=True)
        self._running = True
        self.rules.setEnabled(False)
        self.outcome.begin(self._amount)
        self.stack.setCurrentWidget(self.outcome)
        self._bridge.submit(command, self._ran)
        self._show_buttons()

    def _follow(self) -> None:
        """How far it is."""
        if self._running:
            state = next((one for one in self._bridge.snapshot.transfers if one.batch.id == self._id), None)
            if state is not None:
                self.outcome.show_state(state)

    def _take_results(self, ended: FilesEnded) -> None:
        if self._running and ended.batch == self._id:
            self.outcome.take(ended.results)

    def _ran(self, problem: Problem | None) -> None:
        if not self._running:
            return  # it was closed: the queue tells what came of it
        self._follow()
        self._running, self._id, self._plan = False, "", None
        self.rules.setEnabled(True)
        self.outcome.end(problem)
        self._show_buttons()
        self.close_button.setFocus()

    # --- what is seen

    def _places(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE + 4)
        for (name, place), side in ((self._left, self.tr("Left")), (self._right, self.tr("Right"))):
            card = QFrame()
            card.setObjectName("card")
            inner = QHBoxLayout(card)
            inner.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
            inner.addWidget(Glyph("server" if place.connection else "computer"))
            text = QVBoxLayout()
            text.setSpacing(0)
            text.addWidget(MutedLabel(self.tr("{side}: {machine}").format(side=side, machine=printable(name))))
            path = plain_label(printable(path_text(place.path)))
            path.setFont(scaled(path.font(), 1, strong=True))
            text.addWidget(path)
            inner.addLayout(text, 1)
            row.addWidget(card, 1)
        return row

    def _middle(self) -> QWidget:
        page = QFrame()
        page.setObjectName("card")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setAccessibleName(self.tr("Comparing"))
        self.busy.setMaximumWidth(260)
        self.busy.setVisible(False)
        column = QVBoxLayout(page)
        column.setSpacing(SPACE)
        column.addStretch(1)
        column.addWidget(self.message)
        column.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _show_hint(self, text: str) -> None:
        self._show_message(text)
        self._show_buttons()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.stack.setCurrentIndex(0)
        self.amount.setVisible(False)
        self.left_alone.setVisible(False)

    def _show_amount(self) -> None:
        model = self.view.plan()
        if model is not None:
            self._amount = model.tree.amount()
            self.amount.setText(amount_text(self._amount))
            self.amount.setVisible(True)
            self._show_buttons()

    def _show_buttons(self) -> None:
        shown = self.stack.currentWidget() is self.view
        ready = shown and not self._amount.nothing
        comparing = bool(self._id) and not shown and not self._running
        self.compare_button.setVisible(not comparing and not self._running)
        self.stop_button.setVisible(comparing)
        self.decide_button.setVisible(shown)
        self.run_button.setEnabled(ready)
        self.amount.setVisible(shown)
        for button, primary in ((self.compare_button, not ready), (self.run_button, ready)):
            button.setProperty("primary", primary)
            button.setDefault(primary)
            button.style().polish(button)

    def done(self, result: int) -> None:
        """However it is closed: nobody wants to know the rest."""
        self._forget_plan()
        self._running = False
        self._bridge.changed.disconnect(self._follow)
        self._bridge.files_ended.disconnect(self._take_results)
        super().done(result)
