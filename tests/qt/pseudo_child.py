"""A process of its own that reads every canned scene in the pseudo language: `python -m tests.qt.pseudo_child FOLDER`.

Prints, as JSON, each text with the first scene that it was seen in. The scenes leave windows behind, and a look.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QWidget

from docs.screenshots.make import SECTIONS
from docs.screenshots.studio import Studio
from tests.support.pseudo_language import speak_pseudo, texts_of
from towpath.model import language
from towpath.model.settings import Appearance


class Reader(Studio):
    """Reads where a studio takes pictures."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, [], folder=None)
        self.seen: dict[str, str] = {}

    def save(self, widget: QWidget, name: str, size: QSize | None = None) -> None:
        if not widget.isVisible():
            widget.resize(size or widget.sizeHint())
            widget.show()
        for text in texts_of(widget):
            self.seen.setdefault(text, name)
        widget.hide()


def main(folder: str) -> None:
    app = QApplication([])
    speak_pseudo(app, Path(folder))
    language.speak(QCoreApplication.translate)
    reader = Reader(app)
    reader.use(Appearance.LIGHT)
    for scenes in SECTIONS:
        scenes.take(reader)
    json.dump(reader.seen, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # Python would delete a hundred windows in any order


if __name__ == "__main__":
    main(sys.argv[1])
