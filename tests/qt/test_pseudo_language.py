"""All that the window shows is looked up: seen in a language that no text of the sources is in."""

from __future__ import annotations

import ast
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from docs.screenshots import studio
from resources.translations.texts import ROOT
from tests.support.pseudo_language import pseudo, speak_pseudo
from towpath.model import language
from towpath.model.error import Problem, ProblemKind
from towpath.model.words import line

NO_TEXT_OF_OURS = re.compile(
    r"""
    Close\ Tab | Save | Cancel | Close | Press\ shortcut  # Qt's own, which has translations of its own
    | SHA256:[\w+/]+ | user@host:port | NAME=value | Ciphers | Ed25519 | sudo\ /usr/lib/openssh/sftp-server
    | English | Deutsch | proxy\.example\.com:1080 | gate\.example | \*\.example\.org,!test\.example\.org | http://127\.0\.0\.1:8888/lab\?token=…
    | (Jupyter|TensorBoard|Dask|VNC|Web\ application)\ on\ [\w.-]+:\d+  # names that were given when it was opened
    | \d+(\.\d+)?\ [kMGT]?B | [-rwxsStT]{9}(\ \(\d+\))? | FileZilla
    | [A-Z][A-Za-z]*[A-Z][A-Za-z]*  # keywords of ssh_config(5), key types, acronyms
    """,
    re.VERBOSE,
)


def test_all_that_is_shown_is_looked_up(tmp_path: Path) -> None:
    child = [sys.executable, "-m", "tests.qt.pseudo_child", str(tmp_path)]
    ended = subprocess.run(child, cwd=ROOT, check=True, capture_output=True, text=True)
    seen = json.loads(ended.stdout)
    assert sum("⟦" in text for text in seen) > len(seen) / 2
    canned = _canned()
    left = {text: scene for text, scene in seen.items() if "⟦" not in text and not _is_data(text, canned)}
    assert not left


def _is_data(text: str, canned: list[str]) -> bool:
    """What the scenes bring along, and what is the same in all languages."""
    plain = html.unescape(re.sub("</?span>", "", text))
    if plain in canned:
        return True
    rest = NO_TEXT_OF_OURS.sub(" ", plain)
    for literal in canned:
        rest = rest.replace(literal, " ")
    return not re.search(r"[^\W\d_]{2,}", rest)


def _canned() -> list[str]:
    """The literals of the scenes, the longest first."""
    found: set[str] = set()
    for path in Path(studio.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                text = node.value.decode() if isinstance(node.value, bytes) else node.value
                found |= {text, *re.split(r"[/:\n]", text)}
    return sorted((text for text in found if len(text) > 2), key=len, reverse=True)


@pytest.fixture(scope="module")
def _pseudo_language(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    translator = speak_pseudo(qapp, tmp_path_factory.mktemp("pseudo"))
    language.speak(QCoreApplication.translate)
    yield
    language.speak()
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("_pseudo_language")
@pytest.mark.parametrize("kind", list(ProblemKind))
def test_a_problem_is_said_in_the_language_with_its_facts(kind: ProblemKind) -> None:
    facts = {"detail": "{odd} ENOENT", "via": "gate", "line": "7", "hint": "choose another name"}
    said = line(Problem(kind, "{subject} x", facts))
    assert "⟦" in said
    assert not re.findall(r"{(?!odd|subject)\w+}", said)


def test_the_pseudo_language_keeps_what_has_to_stay() -> None:
    assert pseudo("&Save {name}\nnow") == "⟦&Sávé {name}\nnöw~~~~~~⟧"
