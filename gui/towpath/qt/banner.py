"""A line across the top of the window: a notice about the whole program, or that this is the demo."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.state import Status
from towpath.model.words import as_sentence
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, plain_label

MOST_SAID = 3
"""Failed acts that are told at a time: there must be room to go on."""


class Banner(QFrame):
    """Plain text with a sign in front and, where it may be dismissed, a button to do so."""

    dismissed = Signal()

    def __init__(
        self,
        text: str,
        *,
        sign: str | Status = Status.DEGRADED,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("loud", sign == Status.FAILED)
        self.setProperty("quiet", sign == "info")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE + 4, SPACE, SPACE, SPACE)
        self.row.setSpacing(SPACE)
        self.row.addWidget(Glyph(sign))
        self.label = plain_label(text)
        self.row.addWidget(self.label, 1)
        if closable:
            close = QToolButton()
            close.setIcon(icon("close"))
            close.setAutoRaise(True)
            close.setAccessibleName(self.tr("Dismiss"))
            close.setToolTip(self.tr("Dismiss"))
            close.clicked.connect(self.dismissed)
            self.row.addWidget(close)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """One line; where the text needs more, the layout asks `heightForWidth`."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


class Notices(QWidget):
    """The banners. Notices of the snapshot stay until dismissed; what came of a single act is added by `say` and
    `tell`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)
        self._banners: dict[str, Banner] = {}
        self._dismissed: set[str] = set()
        self._said: list[str] = []
        self.setVisible(False)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is shown, the oldest first."""
        return tuple(self._banners)

    def show_notices(self, notices: tuple[Problem, ...]) -> None:
        """Show exactly these, and what was said."""
        wanted = [text for text in map(as_sentence, notices) if text not in self._dismissed] + self._said
        for text in [text for text in self._banners if text not in wanted]:
            self._remove(text)
        for text in wanted:
            if text not in self._banners:
                self._add(text)

    def say(self, problem: Problem) -> None:
        """An act of the user failed."""
        self._say(as_sentence(problem), Status.DEGRADED)

    def tell(self, text: str) -> None:
        """Something about an act that did not fail."""
        self._say(text, "info")

    def _say(self, text: str, sign: str | Status) -> None:
        if text not in self._banners:
            self._said.append(text)
            self._add(text, sign)
        if len(self._said) > MOST_SAID:
            self._dismiss(self._said[0])

    def _add(self, text: str, sign: str | Status = Status.DEGRADED) -> None:
        banner = Banner(text, sign=sign)
        banner.dismissed.connect(lambda: self._dismiss(text))
        self._banners[text] = banner
        self._layout.addWidget(banner)
        self.setVisible(True)

    def _dismiss(self, text: str) -> None:
        if text in self._said:
            self._said.remove(text)
        else:
            self._dismissed.add(text)
        self._remove(text)

    def _remove(self, text: str) -> None:
        banner = self._banners.pop(text)
        banner.hide()
        banner.deleteLater()
        self.setVisible(bool(self._banners))
