"""The right half of the page: everything about the chosen connection."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, Status
from towpath.model.text import sentence
from towpath.model.words import explain
from towpath.qt.apps.open_apps import OpenApps
from towpath.qt.card import card
from towpath.qt.connections.forward_row import ForwardRow
from towpath.qt.connections.path_view import PathView
from towpath.qt.glyph import StatusLabel
from towpath.qt.icons import icon
from towpath.qt.status import active, lost_login, retry_text, touch_text
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled
from towpath.qt.tool_button import tool_button
from towpath.qt.web_app_words import is_app_forward

_ABOUT_A_LINE = (ProblemKind.HOST_KEY_CHANGED, ProblemKind.HOST_KEY_REVOKED)
"""Those that name a line of known_hosts."""


class Detail(QScrollArea):
    """Name, state, the drawn way, the trouble in words, and the forwards with their switches."""

    toggle = Signal()
    """Connect or disconnect."""
    edit = Signal()
    browse = Signal()
    """Show the files of the machine."""
    add_forward = Signal()
    retry = Signal()
    """Try now what waits, or log in again."""
    show_line = Signal(str, int)
    """Show a line of known_hosts: carries its file and its number."""
    forward_asked = Signal(object, str)
    """Carries a `ForwardAct` and the forward's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ConnectionState | None = None
        self._rows: dict[str, ForwardRow] = {}
        self._problem: Problem | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is inside, and that scrolls
        self.setFrameShape(QFrame.Shape.NoFrame)
        content = QWidget()
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._layout.setSpacing(2 * SPACE)
        self._layout.addLayout(self._header())
        self._layout.addWidget(self._way_card())
        self._layout.addWidget(self._forwards_card())
        self.apps = OpenApps()
        self._layout.addWidget(self._apps_card())
        self._layout.addStretch(1)
        self.setWidget(content)

    def _header(self) -> QVBoxLayout:
        self.title = plain_label()
        self.title.setFont(scaled(self.font(), 1.35, strong=True))
        self.state_label = StatusLabel(18)
        self.state_label.setFont(scaled(self.font(), 0.92, strong=True))
        self.note = MutedLabel()
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.state_label)
        line.addWidget(self.note, 1)
        self.edit_button = QPushButton(icon("edit"), self.tr("&Edit…"))
        self.edit_button.clicked.connect(self.edit)
        self.toggle_button = QPushButton()
        self.toggle_button.setObjectName("toggle")
        self.toggle_button.clicked.connect(self.toggle)
        self.more = QToolButton()
        self.more.setAutoRaise(True)
        self.more.setIcon(icon("more"))
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleName(self.tr("More for this connection"))
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.title, 1)
        self.browse_button = tool_button("browse-files", "files", self.tr("Browse files"), self.browse.emit)
        for button in (self.browse_button, self.edit_button, self.toggle_button, self.more):
            top.addWidget(button)
        header = QVBoxLayout()
        header.setSpacing(0)
        header.addLayout(top)
        header.addLayout(line)
        self.place = MutedLabel()
        self.place.setObjectName("config-place")
        self.place.setWordWrap(True)
        self.place.setVisible(False)
        header.addWidget(self.place)
        return header

    def show_place(self, text: str) -> None:
        """Where the connection lives, if not here."""
        self.place.setText(text)
        self.place.setVisible(bool(text))

    def _way_card(self) -> QFrame:
        self.path = PathView()
        self.path.chosen.connect(self._node_chosen)
        self.what = plain_label()
        self.what.setFont(scaled(self.font(), 1, strong=True))
        self.why = plain_label()
        self.to_do = plain_label()
        way, layout = card(self.tr("Way there"))
        layout.addWidget(self.path)
        for label in (self.what, self.why, self.to_do):
            layout.addWidget(label)
        layout.addLayout(self._ways_out())
        return way

    def _ways_out(self) -> QHBoxLayout:
        """Offered where the trouble is told."""
        self.login_button = QPushButton(icon("key", on_accent=True), self.tr("&Log in again"))
        self.login_button.setObjectName("log-in-again")
        self.login_button.setProperty("primary", True)
        self.retry_button = QPushButton(icon("retry"), self.tr("&Retry now"))
        self.retry_button.setObjectName("retry-now")
        self.line_button = QPushButton(icon("server"), self.tr("&Show that line"))
        self.line_button.setObjectName("show-known-host")
        self.line_button.setVisible(False)
        self.line_button.clicked.connect(self._show_line)
        self.countdown = MutedLabel()
        line = QHBoxLayout()
        line.setContentsMargins(0, SPACE // 2, 0, 0)
        line.setSpacing(SPACE)
        for button in (self.login_button, self.retry_button):
            button.setVisible(False)
            button.clicked.connect(self.retry)
            line.addWidget(button)
        line.addWidget(self.line_button)
        line.addWidget(self.countdown)
        line.addStretch(1)
        return line

    def _forwards_card(self) -> QFrame:
        forwards, layout = card(self.tr("Forwards"))
        self._forward_layout = QVBoxLayout()
        self._forward_layout.setSpacing(SPACE // 2)
        layout.addLayout(self._forward_layout)
        self.no_forwards = MutedLabel(
            self.tr(
                "No forwards yet. One makes a service behind this connection reachable here,"
                " or one of yours reachable there."
            )
        )
        self.no_forwards.setWordWrap(True)
        layout.addWidget(self.no_forwards)
        line = QHBoxLayout()
        self.add_button = QPushButton(icon("add"), self.tr("Add &forward…"))
        self.add_button.clicked.connect(self.add_forward)
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        return forwards

    def _apps_card(self) -> QFrame:
        apps, layout = card(self.tr("Web apps"))
        layout.addWidget(self.apps)
        return apps

    def show_state(self, state: ConnectionState) -> None:
        """Show a connection, or a new state of the one that is shown."""
        self._state = state
        self.title.setText(state.connection.name)
        self.state_label.show_status(state.status)
        on = active(state.status)
        self.toggle_button.setText(self.tr("&Disconnect") if on else self.tr("&Connect"))
        self.toggle_button.setIcon(icon("disconnect") if on else icon("connect", on_accent=True))
        if self.toggle_button.property("primary") is not (not on):
            self.toggle_button.setProperty("primary", not on)
            self.toggle_button.style().polish(self.toggle_button)
        self.login_button.setVisible(lost_login(state) is not None)
        self.retry_button.setVisible(state.status in (Status.RETRYING, Status.WAITING_FOR_NETWORK))
        self.path.show_state(state)
        self._show_problem(_problem_on_the_way(state))
        self._show_forwards(state)
        self.tick()

    def tick(self) -> None:
        """A second has passed: count down."""
        if self._state is not None:
            self.note.setText(str(self._state.connection.target))
            tried = self.tr("tried {n} times in vain").format(n=self._state.tries) if self._state.tries > 1 else ""
            self.countdown.setText(
                " · ".join(part for part in (touch_text(self._state), retry_text(self._state), tried) if part)
            )
            self.countdown.setVisible(bool(self.countdown.text()))
            for row in self._rows.values():
                row.tick()

    @property
    def ticks(self) -> bool:
        """Something on the page changes with the time alone."""
        return any(row.ticks for row in self._rows.values())

    def _show_problem(self, problem: Problem | None) -> None:
        words = explain(problem) if problem else None
        texts = (words.what, words.why, words.to_do) if words else ("", "", "")
        if self._state is not None and self._state.status in (Status.RETRYING, Status.WAITING_FOR_NETWORK):
            texts = (*texts[:2], "")  # what it does by itself needs no advice
        for label, text in zip((self.what, self.why, self.to_do), texts, strict=True):
            label.setText(sentence(text))
            label.setVisible(bool(text))
        self._problem = problem
        about_a_line = problem is not None and problem.kind in _ABOUT_A_LINE and "line" in problem.facts
        self.line_button.setVisible(about_a_line)

    def _show_line(self) -> None:
        if self._problem is not None:
            self.show_line.emit(self._problem.facts["file"], int(self._problem.facts["line"]))

    def _node_chosen(self, number: int) -> None:
        if self._state is not None:
            self._show_problem(self.path.nodes[number].problem or _problem_on_the_way(self._state))

    def _show_forwards(self, state: ConnectionState) -> None:
        wanted = {one.forward.id: one for one in state.forwards if not is_app_forward(one.forward.id)}
        for forward_id in [known for known in self._rows if known not in wanted]:
            row = self._rows.pop(forward_id)
            self._forward_layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for number, (forward_id, forward) in enumerate(wanted.items()):
            if forward_id not in self._rows:
                self._rows[forward_id] = ForwardRow(forward_id)
                self._rows[forward_id].asked.connect(self.forward_asked)
                self._forward_layout.insertWidget(number, self._rows[forward_id])
            self._rows[forward_id].show_state(state, forward)
        self.no_forwards.setVisible(not wanted)


def _problem_on_the_way(state: ConnectionState) -> Problem | None:
    """While the way is there, what is wrong is a forward's, and its row tells it."""
    return None if state.status in (Status.UP, Status.DEGRADED) else state.problem
