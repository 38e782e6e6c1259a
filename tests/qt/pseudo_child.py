"""A process of its own that reads every canned scene in the pseudo language: `python -m tests.qt.pseudo_child FOLDER`.

Prints, as JSON, each text with the first scene that it was seen in. The scenes leave windows behind, and a look.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QWidget

from docs.screenshots import (
    browser_page,
    connections,
    file_dialogs,
    files_page,
    first_start,
    keys_page,
    prompts,
    tray,
    web_apps,
)
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
    translator = speak_pseudo(app, Path(folder))
    language.speak(QCoreApplication.translate)
    reader = Reader(app)
    reader.use(Appearance.LIGHT)
    scenes = (browser_page, connections, file_dialogs, files_page, first_start, keys_page, prompts, tray, web_apps)
    for one in scenes:
        one.take(reader)
    app.removeTranslator(translator)
    json.dump(reader.seen, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
