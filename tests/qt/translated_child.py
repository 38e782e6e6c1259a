"""A process of its own that shows every canned scene in a language: `python -m tests.qt.translated_child LANGUAGE`.

Prints, as JSON, what is wrong with each scene. The scenes leave windows behind, and a look.
"""

from __future__ import annotations

import json
import os
import sys

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from docs.screenshots.fit import cut_off
from docs.screenshots.make import SECTIONS
from docs.screenshots.studio import Studio
from tests.support.letters import shared_letters
from towpath.model.settings import Appearance
from towpath.qt.languages import use_language


class Inspector(Studio):
    """Looks closely where a studio takes pictures."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, [], folder=None)
        self.wrong: dict[str, list[str]] = {}

    def save(self, widget: QWidget, name: str, size: QSize | None = None) -> None:
        if not widget.isVisible():
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            widget.resize(size or widget.sizeHint())
            widget.show()
        self.settle()
        if wrong := [*shared_letters(widget), *cut_off(widget)]:
            self.wrong[name] = wrong
        widget.hide()


def main(language: str) -> None:
    app = QApplication([])
    app.setFont(QFont("DejaVu Sans", 9))
    use_language(app, language)
    inspector = Inspector(app)
    inspector.use(Appearance.LIGHT)
    for scenes in SECTIONS:
        scenes.take(inspector)
    json.dump(inspector.wrong, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # Python would delete a hundred windows in any order


if __name__ == "__main__":
    main(sys.argv[1])
