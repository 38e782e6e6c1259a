"""The dialog that makes or changes one forward, from the page as from the connection's editor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from towpath.model.forward import Forward, ForwardKind
from towpath.model.text import sentence
from towpath.qt.choice_card import ChoiceCard
from towpath.qt.connections.forward_drawing import ForwardDrawing
from towpath.qt.connections.forward_fields import ForwardFields
from towpath.qt.forward_words import KIND_ICONS, kind_note, kind_title
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, plain_label

_WIDTH = 640


class ForwardDialog(SavingDialog):
    """Draws the direction while one types. `others` are the connection's other forwards, `far` is its machine."""

    asked_to_save = Signal(object, str)
    """Carries the tuple of forwards and the password typed for them; the answer goes to `finish_saving`."""

    def __init__(
        self, forward: Forward | None, others: Sequence[Forward], far: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(self._emit, lambda: self.fields.is_untouched, parent)
        self.setObjectName("forward-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Edit forward") if forward else self.tr("Add forward"))
        self.drawing = ForwardDrawing()
        self.sentence = plain_label()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.fields = ForwardFields(forward, others, far)
        self.summary.setVisible(False)
        self.save_button.setText(self.tr("&Save") if forward else self.tr("&Add"))

        card = QFrame()
        card.setObjectName("card")
        drawn = QVBoxLayout(card)
        drawn.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE + 4)
        drawn.addWidget(self.drawing)
        drawn.addWidget(self.sentence)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        inner.setSpacing(2 * SPACE)
        inner.addLayout(self._kinds())
        inner.addWidget(card)
        inner.addWidget(self.fields)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 2 * SPACE)
        bottom.addWidget(self.summary)
        bottom.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(bottom)
        self.fields.edited.connect(self._refresh)
        self._refresh()
        (self.fields.target if self.fields.kind is not ForwardKind.DYNAMIC else self.fields.listen).setFocus()

    def sizeHint(self) -> QSize:
        """With room for the warning, so that ticking its box moves nothing."""
        width = max(_WIDTH, self._content.minimumSizeHint().width() + 3 * SPACE)
        height = self._content.heightForWidth(width) + self.buttons.sizeHint().height() + 9 * SPACE
        if self.fields.warning.isHidden():
            height += self.fields.warning.heightForWidth(width) + SPACE
        return QSize(width, height).boundedTo(self.screen().availableSize() * 0.95)

    def _kinds(self) -> QHBoxLayout:
        self.kinds: dict[ForwardKind, ChoiceCard] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for kind in ForwardKind:
            card = ChoiceCard(KIND_ICONS[kind], kind_title(kind), kind_note(kind))
            card.setObjectName(f"kind-{kind.value}")
            card.setChecked(kind is self.fields.kind)
            self._group.addButton(card)
            self.kinds[kind] = card
            row.addWidget(card, 1)
        self._group.buttonClicked.connect(self._kind_chosen)
        return row

    def _emit(self) -> None:
        self.asked_to_save.emit(self.fields.forwards(), self.fields.new_password)

    def _kind_chosen(self) -> None:
        self.fields.show_kind(next(kind for kind, card in self.kinds.items() if card.isChecked()))

    def _refresh(self) -> None:
        drawn, words = self.fields.drawn()
        self.drawing.show_drawn(drawn, words)
        self.sentence.setText(words)
        problem = self.fields.problem
        self.save_button.setEnabled(not problem)
        # What is wrong with a field is said beside it; what is wrong with two together, here.
        fields_are_right = not any(field.problem for field in (self.fields.target, self.fields.listen))
        self.summary.setText(sentence(problem))
        self.summary.setVisible(bool(problem) and fields_are_right and not self.fields.is_untouched)
