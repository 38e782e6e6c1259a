"""One forward on the page: a switch, both its ends, its state as shape and word, rates, and what is wrong with it."""

from __future__ import annotations

import enum
import time

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetricsF
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import ForwardKind
from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.model.text import sentence
from towpath.model.words import explain
from towpath.qt.amounts import ago, clock, rates, totals, widest_rates
from towpath.qt.forward_words import (
    KIND_ICONS,
    direction,
    ends,
    far_name,
    kind_note,
    looks_like_web,
    shared_mark,
    web_address,
)
from towpath.qt.glyph import Glyph, SharedMark, StatusLabel
from towpath.qt.icons import icon
from towpath.qt.status import active, retry_text, word
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled, tool_tip

_INDENT = 16 + SPACE
"""Where the texts begin: behind the column of the switches and signs."""
_NARROWEST = 80
_PORT_TAKEN = (ProblemKind.PORT_IN_USE, ProblemKind.REMOTE_LISTEN_REFUSED)


class ForwardAct(enum.Enum):
    """What a row can be asked for."""

    TOGGLE = enum.auto()
    COPY_ADDRESS = enum.auto()
    OPEN = enum.auto()
    CHECK = enum.auto()
    USE_ANOTHER_PORT = enum.auto()
    CHOOSE_PORT = enum.auto()
    RETRY = enum.auto()
    COPY_COMMAND = enum.auto()
    EDIT = enum.auto()
    REMOVE = enum.auto()


class ForwardRow(QFrame):
    """Updated in place, and only where something changed; `asked` tells what the user wants of it."""

    asked = Signal(object, str)
    """Carries a `ForwardAct` and the forward's id."""

    def __init__(self, forward_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = forward_id
        self._shown: tuple[object, ...] = ()
        self._forward: ForwardState | None = None
        self.setObjectName(f"forward-{forward_id}")
        self._make_menu()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE // 2, 0, SPACE // 2)
        layout.setSpacing(2)
        layout.addLayout(self._first_line())
        layout.addLayout(self._second_line())
        self.mark = SharedMark()
        self.reason = plain_label()
        self.note = MutedLabel()
        self.note.setWordWrap(True)
        self.note.setFont(scaled(self.font(), 0.92))
        layout.addWidget(self.mark)
        below = QVBoxLayout()
        below.setContentsMargins(_INDENT, 0, 0, 0)
        below.setSpacing(2)
        below.addWidget(self.reason)
        below.addLayout(self._helpers())
        below.addWidget(self.note)
        for label in (self.way, self.reason, self.note):
            label.setMinimumWidth(_NARROWEST)  # a long path must not push the buttons out of sight
        layout.addLayout(below)

    # --- building

    def _first_line(self) -> QHBoxLayout:
        self.switch = _Switch()
        self.switch.setFont(scaled(self.font(), 1, strong=True))
        self.switch.clicked.connect(lambda: self._ask(ForwardAct.TOGGLE))
        self.state = StatusLabel()
        self.state.setFont(scaled(self.font(), 0.85, strong=True))
        self.state.reserve(word(Status.CONNECTING))
        self.open = self._tool_button("browser", ForwardAct.OPEN)
        self.open.setText(self.tr("Open"))
        self.open.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        keep = self.open.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.open.setSizePolicy(keep)
        self.copy = self._tool_button("copy", ForwardAct.COPY_ADDRESS)
        self.copy.setToolTip(self.tr("Copy the address"))
        self.more = QToolButton()
        self.more.setAutoRaise(True)
        self.more.setIcon(icon("more"))
        self.more.setToolTip(self.tr("More"))
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        result = QHBoxLayout()
        result.setSpacing(SPACE // 2)
        result.addWidget(self.switch, 1)
        result.addWidget(self.state)
        for button in (self.open, self.copy, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            result.addWidget(button)
        return result

    def _second_line(self) -> QHBoxLayout:
        small = scaled(self.font(), 0.92)
        self.kind = Glyph("forward-local", 16)
        self.way = MutedLabel()
        self.way.setWordWrap(True)
        self.way.setFont(small)
        self.way.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.rates = MutedLabel()
        self.rates.setFont(small)
        self.rates.setMinimumWidth(round(QFontMetricsF(small).horizontalAdvance(widest_rates())) + 2)
        self.rates.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        result = QHBoxLayout()
        result.setSpacing(SPACE)
        result.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        result.addWidget(self.way, 1)
        result.addWidget(self.rates)
        return result

    def _helpers(self) -> QHBoxLayout:
        """The ways out of trouble, offered where the trouble is told."""
        self.another_port = QPushButton(self.tr("Use another port"))
        self.another_port.setToolTip(self.tr("A free one, until the connection is taken down"))
        self.another_port.clicked.connect(lambda: self._ask(ForwardAct.USE_ANOTHER_PORT))
        self.retry = QPushButton(icon("retry"), self.tr("Retry now"))
        self.retry.clicked.connect(lambda: self._ask(ForwardAct.RETRY))
        self.countdown = MutedLabel()
        self.countdown.setWordWrap(True)
        result = QHBoxLayout()
        result.setSpacing(SPACE)
        result.setContentsMargins(0, 2, 0, 2)
        for widget in (self.another_port, self.retry, self.countdown):
            widget.setVisible(False)
            result.addWidget(widget, 1 if widget is self.countdown else 0)
        result.addStretch(0)
        return result

    def _make_menu(self) -> None:
        self.menu = QMenu(self)
        self.copy_action = self._action("copy", self.tr("Copy address"), ForwardAct.COPY_ADDRESS)
        self.open_action = self._action("browser", self.tr("Open in browser"), ForwardAct.OPEN)
        self.check_action = self._action("check", self.tr("Check now"), ForwardAct.CHECK)
        self.port_action = self._action("forward-local", self.tr("Listen on another port…"), ForwardAct.CHOOSE_PORT)
        self.menu.addSeparator()
        self.command_action = self._action("terminal", self.tr("Copy as ssh command"), ForwardAct.COPY_COMMAND)
        self.menu.addSeparator()
        self.edit_action = self._action("edit", self.tr("Edit…"), ForwardAct.EDIT)
        self.remove_action = self._action("remove", self.tr("Remove…"), ForwardAct.REMOVE)

    def _action(self, sign: str, text: str, act: ForwardAct) -> QAction:
        action = self.menu.addAction(icon(sign), text)
        action.triggered.connect(lambda: self._ask(act))
        return action

    def _tool_button(self, sign: str, act: ForwardAct) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIcon(icon(sign))
        button.clicked.connect(lambda: self._ask(act))
        return button

    # --- showing

    def show_state(self, state: ConnectionState, forward: ForwardState) -> None:
        """Bring up to date what is another than before."""
        on_the_way = None if _carries(state) else state.problem
        far = far_name(state.connection)
        shown = (forward, on_the_way, far)
        if shown == self._shown:
            self.switch.setChecked(active(forward.status))  # Qt turned it at the click
            return
        self._shown = shown
        self._forward = forward
        self._show_ends(forward, far)
        self._show_traffic(forward)
        # What broke the connection is told beside the drawing of the way, not for each forward again.
        self._show_problem(forward, None if forward.problem == on_the_way else forward.problem)
        self.tick()

    def tick(self) -> None:
        """A second has passed: count down, and let what was seen grow older."""
        forward = self._forward
        if forward is None:
            return
        now = time.time()
        self.countdown.setText(retry_text(forward))
        notes = []
        if forward.checked_at and active(forward.status):
            notes.append(self.tr("checked {ago}").format(ago=ago(now - forward.checked_at)))
        if forward.last_error and forward.last_error != forward.problem:
            when = clock(forward.last_error_at, now)
            notes.append(self.tr("{when}: {what}").format(when=when, what=_briefly(forward.last_error)))
        self.note.setText("  ·  ".join(notes))
        self.note.setVisible(bool(notes))

    @property
    def ticks(self) -> bool:
        """Something in it changes with the time alone."""
        forward = self._forward
        return forward is not None and bool(forward.retry_at or (forward.checked_at and active(forward.status)))

    def _show_ends(self, state: ForwardState, far: str) -> None:
        forward, status = state.forward, state.status
        listens = state.listens
        name = forward.name
        if not state.saved:
            name = self.tr("{name} (this session only)").format(name=name)
        self.switch.setText(name.replace("&", "&&"))
        self.switch.setToolTip(tool_tip(name))
        self.switch.setChecked(active(status))
        said = self.tr("Forward {name}, {state}").format(name=forward.name, state=word(status))
        self.switch.setAccessibleName(said)
        self.switch.setAccessibleDescription(direction([forward], far))
        self.kind.show_what(KIND_ICONS[forward.kind])
        self.kind.setToolTip(tool_tip(kind_note(forward.kind)))
        self.way.setText(ends(forward, listens, far))
        self.way.setToolTip(tool_tip(direction([forward], far)))
        self.state.show_status(status)
        self.mark.show_mark(shared_mark(forward.kind, far) if state.is_shared else "")
        self.copy.setAccessibleName(self.tr("Copy {address}").format(address=listens))
        self.more.setAccessibleName(self.tr("More for {name}").format(name=forward.name))
        up = status in (Status.UP, Status.DEGRADED)
        address = web_address(state) if up else ""
        self.open_action.setVisible(forward.kind is ForwardKind.LOCAL)
        self.open_action.setEnabled(bool(address))
        self.open.setVisible(bool(address) and looks_like_web(forward))
        self.open.setToolTip(tool_tip(self.tr("Open {address} in the browser").format(address=address)))
        self.open.setAccessibleName(self.tr("Open {name} in the browser").format(name=forward.name))
        self.check_action.setEnabled(up)
        self.port_action.setEnabled(active(status) and not listens.path)

    def _show_traffic(self, state: ForwardState) -> None:
        traffic = state.traffic
        idle = self.tr("{n} open").format(n=traffic.open) if traffic.open else ""
        self.rates.setText(rates(traffic) or idle)
        told = tool_tip(totals(traffic)) if traffic.connections else ""
        self.rates.setToolTip(told)
        self.state.setToolTip(told)

    def _show_problem(self, state: ForwardState, problem: Problem | None) -> None:
        self.reason.setVisible(problem is not None)
        if problem is not None:
            words = explain(problem)
            text = ": ".join(part for part in (words.what, words.why) if part)
            self.reason.setText(sentence(f"{text} — {words.to_do}" if words.to_do else text))
        taken = problem is not None and problem.kind in _PORT_TAKEN and not state.forward.listen.path
        self.another_port.setVisible(taken and active(state.status))
        waits = bool(state.retry_at) and state.status is Status.RETRYING
        self.retry.setVisible(waits)
        self.countdown.setVisible(waits)

    # --- asking

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def _ask(self, act: ForwardAct) -> None:
        self.asked.emit(act, self._id)


class _Switch(QCheckBox):
    """A check box that ends its text with an ellipsis where there is not enough room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)


def _carries(state: ConnectionState) -> bool:
    return state.status in (Status.UP, Status.DEGRADED)


def _briefly(problem: Problem) -> str:
    words = explain(problem)
    return ": ".join(part for part in (words.what, words.why) if part)
