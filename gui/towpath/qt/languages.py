"""The languages that the window speaks, and the one it does. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from towpath.model import language
from towpath.qt.resources import resources

ENGLISH = "en"
"""What is written in the sources."""


class Language(msgspec.Struct, frozen=True):
    """One to choose."""

    code: str
    """As in the names of the translations: `de`."""
    name: str
    """What its speakers call it."""


@cache
def available() -> tuple[Language, ...]:
    """English, then the others by their names."""
    names = [path.name for path in (resources() / "translations").iterdir() if path.name.endswith(".qm")]
    codes = [name.removeprefix("towpath_").removesuffix(".qm") for name in names]
    others = [Language(code, QLocale(code).nativeLanguageName()) for code in codes]
    return (Language(ENGLISH, "English"), *sorted(others, key=lambda one: one.name.casefold()))


def spoken(wanted: str, system: Sequence[str]) -> str:
    """The code of the language that is wanted, or else of the first that the system's user prefers; English where
    there is none. `system` is as in BCP 47: `de-AT`."""
    codes = {one.code for one in available()}
    prefers = [wanted, *system]
    return next((code for one in prefers for code in (one, one.partition("-")[0]) if code in codes), ENGLISH)


def use_language(app: QCoreApplication, wanted: str) -> None:
    """Speak it from now on, before any window is made; `wanted` is empty for the system's. Texts that are shown
    already stay as they are, so that a change takes a restart."""
    code = spoken(wanted, QLocale.system().uiLanguages())
    if code == ENGLISH:
        return
    ours, qts = str(resources() / "translations"), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qts), (f"towpath_{code}", ours)):
        translator = QTranslator(app)
        if translator.load(name, folder):  # Qt has not all languages
            app.installTranslator(translator)
    language.speak(_look_up)
    app.aboutToQuit.connect(language.speak)  # the engine outlives the application, and must not ask it then


def _look_up(context: str, text: str) -> str:
    """What a server or a file name says has characters that Qt does not take, or takes for the end. It is in no
    dictionary."""
    return QCoreApplication.translate(context, text) if text.replace("\n", "").isprintable() else text
