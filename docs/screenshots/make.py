"""Makes every picture of the user interface from canned states, through the real widgets, light and dark.

    python3 dev.py screenshots [NAME ...]

Runs offscreen and without an engine, so that a picture changes only when the look does.
"""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

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
from towpath.model.settings import Appearance

SECTIONS = (connections, prompts, tray, files_page, file_dialogs, browser_page, keys_page, first_start, web_apps)
SCALE = 1.5
SCREEN = Path(__file__).with_name("screen.json")
"""The offscreen platform's own one is smaller than some dialogs."""


def _say(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):  # the offscreen platform says so at each window
        print(message, file=sys.stderr)


def main(wanted: list[str]) -> int:
    qInstallMessageHandler(_say)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"
    os.environ["QT_SCALE_FACTOR"] = str(SCALE)
    os.environ["TZ"] = "UTC"  # the times of files would differ from place to place
    time.tzset()
    app = QApplication([])
    if "DejaVu Sans" not in QFontDatabase.families():
        print("The font DejaVu Sans is missing: fonts-dejavu-core", file=sys.stderr)
        return 1
    app.setFont(QFont("DejaVu Sans", 9))
    app.setCursorFlashTime(0)  # a blinking cursor would make two runs differ
    studio = Studio(app, wanted)
    for scheme in (Appearance.LIGHT, Appearance.DARK):
        studio.use(scheme)
        for pictures in SECTIONS:
            pictures.take(studio)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
