"""Where pictures are taken: one scheme at a time, one widget at a time."""

import gc
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from docs.screenshots.fit import SCREEN, cut_off
from docs.screenshots.keyboard import missed
from towpath.model.settings import Appearance
from towpath.qt.theme import Theme

FOLDER = Path(__file__).resolve().parent
TURNS = 40
"""Of the event loop, until what was asked for is shown: more than any widget needs."""


class Studio:
    """Saves a picture under its name and that of the scheme, if it is among the wanted ones.

    With `text_size`, the texts are larger than usual, and windows as large as the screen has room for. Without a folder
    no pictures are taken: `found` has what is cut off, and what the keys do not reach.
    """

    def __init__(
        self, app: QApplication, wanted: list[str], *, folder: Path | None = FOLDER, text_size: int = 100
    ) -> None:
        gc.disable()  # or Python deletes widgets in the middle of their paintings: see qt/garbage.py
        self._app = app
        self._wanted = wanted
        self._folder = folder
        self._text_size = text_size
        self.found: dict[str, list[str]] = {}
        """By picture."""
        self._examined: list[QWidget] = []
        """Kept: Python would delete them while they have the focus."""
        if text_size != 100:
            font = app.font()
            font.setPointSizeF(font.pointSizeF() * text_size / 100)
            app.setFont(font)
        self.theme = Theme(app)
        self.scheme = Appearance.LIGHT

    def use(self, scheme: Appearance) -> None:
        """For all that is shown from now on."""
        self.scheme = scheme
        self.theme.apply(scheme)

    def wants(self, name: str) -> bool:
        """Whether it is worth setting up."""
        return not self._wanted or any(word in name for word in self._wanted)

    def settle(self) -> None:
        """Let everything happen that was begun."""
        for _ in range(TURNS):
            self._app.processEvents()

    def save(self, widget: QWidget, name: str, size: QSize | None = None) -> None:
        """As it would be without the focus; one that is shown already is taken as it is."""
        if not self.wants(name):
            return
        if not widget.isVisible():
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, self._folder is not None)
            widget.resize(self._room(widget, size))
            widget.show()
            self._app.processEvents()
        self._app.processEvents()  # texts that are broken into lines now have told their cards
        if self._folder is None:
            self._examine(widget, name)
        else:
            path = self._folder / f"{name}-{self.scheme}.png"
            if not widget.grab().save(str(path)):
                raise OSError(f"cannot write {path}")
            print(path.relative_to(FOLDER.parent.parent) if path.is_relative_to(FOLDER) else path)
        widget.hide()

    def _examine(self, widget: QWidget, name: str) -> None:
        """Also as the active window, as which it is not shown for pictures."""
        found = cut_off(widget)
        if isinstance(widget, (QMainWindow, QDialog)):
            for other in self._app.topLevelWidgets():
                if other.isVisible() and other is not widget:  # it might take the keys
                    other.hide()
            if widget.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen):
                widget.hide()
                widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
                widget.show()
            widget.activateWindow()
            QTest.qWaitForWindowActive(widget)
            found += missed(widget)
        if found:
            self.found[name] = found
        self._examined.append(widget)

    def _room(self, widget: QWidget, size: QSize | None) -> QSize:
        if self._text_size == 100:
            return size or widget.sizeHint()
        if isinstance(widget, QMainWindow):
            return SCREEN
        if widget.testAttribute(Qt.WidgetAttribute.WA_Resized):  # it has seen to that
            return widget.size().boundedTo(SCREEN)
        return widget.sizeHint().expandedTo(size or QSize()).boundedTo(SCREEN)
