"""Where pictures are taken: one scheme at a time, one widget at a time."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from towpath.model.settings import Appearance
from towpath.qt.theme import Theme

FOLDER = Path(__file__).resolve().parent
TURNS = 40
"""Of the event loop, until what was asked for is shown: more than any widget needs."""


class Studio:
    """Saves a picture under its name and that of the scheme, if it is among the wanted ones."""

    def __init__(self, app: QApplication, wanted: list[str]) -> None:
        self._app = app
        self._wanted = wanted
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
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            widget.resize(size or widget.sizeHint())
            widget.show()
        self._app.processEvents()
        path = FOLDER / f"{name}-{self.scheme}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        widget.hide()
        print(path.relative_to(FOLDER.parent.parent))
