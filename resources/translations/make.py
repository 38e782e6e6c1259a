"""Gathers the texts of the window and makes the files that have them in other languages.

    python3 dev.py translations [LANGUAGE ...]

Brings `towpath_LANGUAGE.ts` up to date with the sources (new texts unfinished; what is no longer said leaves) and
compiles it to the `.qm` that the program reads. A language that is named and has no file yet gets one. A language of
which too much is unfinished has no `.qm`, and so is not offered; until then single texts are shown in English.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from resources.translations import ts_file
from resources.translations.texts import Text, all_texts

HERE = Path(__file__).parent
COMPLETE_ENOUGH = 0.95
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
"""As Qt names them: `de`, `pt_BR`."""


def main(languages: list[str]) -> int:
    if wrong := [language for language in languages if not _LANGUAGE.fullmatch(language)]:
        print(f"{__doc__}\nNot the name of a language: {' '.join(wrong)}", file=sys.stderr)
        return 2
    texts = all_texts()
    print(f"{len(texts)} texts")
    present = [path.stem.removeprefix("towpath_") for path in HERE.glob("towpath_*.ts")]
    for language in sorted({*present, *languages}):
        path = source_of(language)
        before = ts_file.read(path)
        after = carried_over(texts, before)
        ts_file.write(path, language, texts, after)
        missing = sum(not after[text] for text in texts)
        print(f"{language}: {missing} unfinished, {len(before.keys() - after.keys())} gone")
        if 1 - missing / len(texts) < COMPLETE_ENOUGH:
            compiled_of(language).unlink(missing_ok=True)
            print(f"{language}: not offered until {COMPLETE_ENOUGH:.0%} is translated")
        else:
            compile_it(path, compiled_of(language))
    return 0


def source_of(language: str) -> Path:
    """What translators write in."""
    return HERE / f"towpath_{language}.ts"


def compiled_of(language: str) -> Path:
    """What the program reads."""
    return HERE / f"towpath_{language}.qm"


def carried_over(texts: list[Text], before: Mapping[Text, str]) -> dict[Text, str]:
    """What has been translated already; a text that only moved is found by what it says."""
    by_source = {text.source: translated for text, translated in before.items() if translated}
    return {text: before.get(text) or by_source.get(text.source, "") for text in texts}


def compile_it(source: Path, target: Path) -> None:
    """By Qt's own tool, which comes with PySide6."""
    release = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([release, "-silent", "-nounfinished", source, "-qm", target], check=True)


def places(text: str) -> list[str]:
    """What is put into a text: a translation has the same, in an order of its own."""
    return sorted(re.findall(r"{\w*}", text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
