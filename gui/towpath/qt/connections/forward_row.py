"""One forward on the page: a switch, where it listens and leads, its state as shape and word, and the reason."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.model.text import sentence
from towpath.model.words import explain
from towpath.qt.glyph import StatusLabel
from towpath.qt.icons import icon
from towpath.qt.status import active, word
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled, tool_tip


class ForwardRow(QFrame):
    """Updated in place; `toggled` asks to take the forward up or down."""

    toggled = Signal(str)

    def __init__(self, forward_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = forward_id
        self._address = ""
        self._status = Status.OFF
        self.setObjectName(f"forward-{forward_id}")
        self.switch = _Switch()
        self.switch.setFont(scaled(self.font(), 1, strong=True))
        self.switch.clicked.connect(lambda: self.toggled.emit(self._id))
        self.way = MutedLabel()
        self.way.setWordWrap(True)
        self.way.setFont(scaled(self.font(), 0.92))
        self.state = StatusLabel()
        self.state.setFont(scaled(self.font(), 0.85, strong=True))
        self.state.reserve(Status.CONNECTING)
        self.reason = plain_label()
        self.copy = QToolButton()
        self.copy.setAutoRaise(True)
        self.copy.setIcon(icon("copy"))
        self.copy.setToolTip(self.tr("Copy the local address"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._address))

        layout = QGridLayout(self)
        layout.setContentsMargins(0, SPACE // 2, 0, SPACE // 2)
        layout.setHorizontalSpacing(SPACE)
        layout.setVerticalSpacing(2)
        layout.addWidget(self.switch, 0, 0)
        layout.addWidget(self.way, 1, 0)
        layout.addWidget(self.state, 0, 1)
        layout.addWidget(self.copy, 0, 2, 2, 1)
        layout.addWidget(self.reason, 2, 0, 1, 3)
        layout.setColumnStretch(0, 1)

    def show_state(self, state: ConnectionState, forward: ForwardState) -> None:
        """Bring everything up to date."""
        self._status = forward.status
        listens = forward.bound or forward.forward.listen
        self._address = str(listens)
        name = forward.forward.name
        if not forward.saved:
            name = self.tr("{name} (this session only)").format(name=name)
        self.switch.setText(name.replace("&", "&&"))
        self.switch.setToolTip(tool_tip(name))
        self.switch.setChecked(active(self._status))
        at = self.tr("a free port") if not listens.port else self._address
        self.way.setText(f"{at}  →  {forward.forward.target}")
        self.state.show_status(self._status)
        # What broke the connection is told beside the drawing of the way, not for each forward again.
        problem = None if forward.problem == state.problem and not _carries(state) else forward.problem
        words = explain(problem) if problem else None
        self.reason.setVisible(words is not None)
        if words is not None:
            parts = [words.what, words.why]
            text = ": ".join(part for part in parts if part)
            self.reason.setText(sentence(f"{text} — {words.to_do}" if words.to_do else text))
        self.copy.setAccessibleName(self.tr("Copy {address}").format(address=self._address))
        self.switch.setAccessibleName(
            self.tr("Forward {name}, {state}").format(name=forward.forward.name, state=word(self._status))
        )


class _Switch(QCheckBox):
    """A check box that ends its text with an ellipsis where there is not enough room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)


def _carries(state: ConnectionState) -> bool:
    return state.status in (Status.UP, Status.DEGRADED)
