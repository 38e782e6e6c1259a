"""The translations that are shipped: complete, and what `dev.py translations` makes of the sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resources.translations import make, ts_file
from resources.translations.texts import Text, all_texts

LANGUAGES = sorted(path.stem.removeprefix("towpath_") for path in make.HERE.glob("*.ts"))


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """Those of the sources."""
    return all_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_what_the_command_makes(language: str, texts: list[Text], tmp_path: Path) -> None:
    committed = ts_file.read(make.source_of(language))
    assert list(committed) == texts, "run: python3 dev.py translations"
    written, compiled = tmp_path / "anew.ts", tmp_path / "anew.qm"
    ts_file.write(written, language, texts, committed)
    assert written.read_bytes() == make.source_of(language).read_bytes()
    make.compile_it(written, compiled)
    assert compiled.read_bytes() == make.compiled_of(language).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_what_has_to_stay(language: str) -> None:
    wrong = [
        (text.source, translated)
        for text, translated in ts_file.read(make.source_of(language)).items()
        if translated and _bones(text.source) != _bones(translated)
    ]
    assert not wrong


def _bones(text: str) -> tuple[object, ...]:
    """What is put into it, whether Alt chooses it, and what stands at its ends for another text to follow."""
    return make.places(text), bool(re.search(r"&\w", text)), _blanks(text), _blanks(text[::-1]), text.count("(*")


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def test_a_text_that_moved_keeps_its_translation() -> None:
    moved = make.carried_over([Text("New", "Save"), Text("New", "Copy")], {Text("Old", "Save"): "Speichern"})
    assert moved == {Text("New", "Save"): "Speichern", Text("New", "Copy"): ""}


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    texts = [Text("A", 'one\n<two> & "three"'), Text("A", " "), Text("B", "")]
    path = tmp_path / "x.ts"
    ts_file.write(path, "de", texts, {texts[0]: 'eins\n<zwei> & "drei"'})
    assert ts_file.read(path) == {texts[0]: 'eins\n<zwei> & "drei"', texts[1]: "", texts[2]: ""}
    assert ts_file.read(tmp_path / "none.ts") == {}


def test_what_is_no_language_gets_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    before = set(make.HERE.iterdir())
    assert make.main(["--help"]) == 2
    assert "Not the name of a language: --help" in capsys.readouterr().err
    assert set(make.HERE.iterdir()) == before
