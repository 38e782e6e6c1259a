"""Makes every picture of the user interface from canned states, through the real widgets, light and dark.

    python3 dev.py screenshots [--text-size PER_CENT] [--check] [--into FOLDER] [NAME ...]

Runs offscreen and without an engine, so that a picture changes only when the look does.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from docs.screenshots import (
    activity,
    browser_page,
    connections,
    file_dialogs,
    files_page,
    first_start,
    keys_page,
    prompts,
    settings,
    tray,
    web_apps,
)
from docs.screenshots.studio import FOLDER, Studio
from towpath.model.settings import Appearance

SECTIONS = (
    connections,
    prompts,
    tray,
    files_page,
    file_dialogs,
    browser_page,
    keys_page,
    first_start,
    activity,
    settings,
    web_apps,
)
SCALE = 1.5
SCREEN = Path(__file__).with_name("screen.json")
"""The offscreen platform's own one is smaller than some dialogs."""
SMALL_SCREEN = Path(__file__).with_name("small-screen.json")
"""Many small pixels, used at 200 %: there everything has to fit with the largest text."""


def _say(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):  # the offscreen platform says so at each window
        print(message, file=sys.stderr)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 dev.py screenshots")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only those with this in their names")
    parser.add_argument("--text-size", type=int, default=100, help="per cent; larger ones on a small screen")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder of the pictures")
    parser.add_argument(
        "--check", action="store_true", help="no pictures: tell what is cut off, or not reached by keys"
    )
    wanted = parser.parse_args(arguments)
    qInstallMessageHandler(_say)
    large = wanted.text_size > 100
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SMALL_SCREEN if large else SCREEN}"
    os.environ["QT_SCALE_FACTOR"] = str(2 if large else SCALE)
    os.environ["TZ"] = "UTC"  # the times of files would differ from place to place
    time.tzset()
    app = QApplication([])
    if "DejaVu Sans" not in QFontDatabase.families():
        print("The font DejaVu Sans is missing: fonts-dejavu-core", file=sys.stderr)
        return 1
    app.setFont(QFont("DejaVu Sans", 9))
    app.setCursorFlashTime(0)  # a blinking cursor would make two runs differ
    folder = None if wanted.check else wanted.into
    studio = Studio(app, wanted.names, folder=folder, text_size=wanted.text_size)
    for scheme in (Appearance.LIGHT,) if wanted.check else (Appearance.LIGHT, Appearance.DARK):
        studio.use(scheme)
        for pictures in SECTIONS:
            pictures.take(studio)
    for name, cut in studio.found.items():
        print(f"{name}:", *cut, sep="\n    ")
    sys.stdout.flush()
    if wanted.check:
        os._exit(1 if studio.found else 0)  # Python would delete a hundred windows in any order
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
