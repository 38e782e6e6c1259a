"""Which language the window speaks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from towpath.model import language
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import Status
from towpath.model.words import line
from towpath.qt.languages import ENGLISH, Language, available, spoken, use_language
from towpath.qt.status import word


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """One that speaks English again afterwards."""
    yield qapp
    language.speak()
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        shiboken6.delete(translator)


def test_languages_have_the_names_that_their_speakers_know() -> None:
    assert available() == (Language(ENGLISH, "English"), Language("de", "Deutsch"))


@pytest.mark.parametrize(
    ("wanted", "system", "code"),
    [
        ("", ["de-AT", "de", "en"], "de"),
        ("", ["en-GB", "en", "de"], "en"),
        ("", ["xx-YY", "xx", "de-DE"], "de"),
        ("", ["C"], "en"),
        ("", [], "en"),
        ("de", ["en-US", "en"], "de"),
        ("en", ["de-DE", "de"], "en"),
        ("xx", ["de-DE", "de"], "de"),
    ],
)
def test_the_one_that_was_chosen_comes_before_those_of_the_system(wanted: str, system: list[str], code: str) -> None:
    assert spoken(wanted, system) == code


def test_all_parts_speak_it(app: QApplication) -> None:
    use_language(app, "de")
    assert word(Status.UP) == "STEHT"
    assert line(Problem(ProblemKind.REFUSED, "gate:22")) == (
        "gate:22 ist nicht erreichbar: Verbindung abgelehnt: An diesem Port lauscht nichts"
        " (Host und Port prüfen; vielleicht läuft der Server nicht)"
    )
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"  # Qt's own


def test_english_needs_no_dictionary(app: QApplication) -> None:
    use_language(app, ENGLISH)
    assert word(Status.UP) == "UP"
    assert not app.findChildren(QTranslator)


def test_what_is_from_elsewhere_is_shown_whole(app: QApplication) -> None:
    use_language(app, "de")
    problem = Problem(ProblemKind.UNREACHABLE, "gate:22", {"detail": "caf\udce9 \0 behind"})
    assert "caf\\udce9 \\x00 behind" in line(problem)


def test_an_application_that_ends_is_not_asked_any_more() -> None:
    script = (
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from towpath.model.language import translate\n"
        "from towpath.qt.languages import use_language\n"
        "app = QCoreApplication([])\n"
        "use_language(app, 'de')\n"
        "print(translate('Problem', 'try again'))\n"
        "QTimer.singleShot(0, app.exit)\n"
        "app.exec()\n"
        "print(translate('Problem', 'try again'))\n"
    )
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert said.stdout.split("\n") == ["noch einmal versuchen", "try again", ""]


def test_words_in_place_of_a_name_are_said_in_the_language_and_names_are_not(app: QApplication) -> None:
    use_language(app, "de")
    assert line(Problem(ProblemKind.CONNECTION_BUSY, "this address")).startswith("diese Adresse: ")
    assert line(Problem(ProblemKind.CONNECTION_BUSY, "restore")).startswith("restore: ")
