"""A text without blanks, a path or a fingerprint or a key: shown in full in however little width, and selectable."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from towpath.qt.theme import fixed_font


class LongText(QTextEdit):
    """As high as its text needs; broken anywhere, where its blanks do not suffice."""

    def __init__(self, name: str, spoken: str, *, fixed: bool = False, parent: QWidget | None = None) -> None:
        """`fixed` for what people compare letter by letter."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        by = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(by)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a screen reader has it by its name
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        if fixed:
            self.setFont(fixed_font(self.font()))

    @property
    def text(self) -> str:
        """What is shown."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Plain, and safe to be shown already."""
        if text != self.text:
            self.setPlainText(text)
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 1)
