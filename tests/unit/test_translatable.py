"""Every text that the window shows is one that `dev.py translations` finds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.translations.texts import FACT, PROGRAM, ROOT, Text, UnreadableError, all_texts, sources, texts_in

SHOWING = frozenset(
    [
        *("setText", "setTitle", "setWindowTitle", "setPlaceholderText", "setToolTip", "setStatusTip", "setSuffix"),
        *("setPrefix", "setSpecialValueText", "setAccessibleName", "setAccessibleDescription", "setInformativeText"),
        *("setHorizontalHeaderLabels", "setHeaderLabels", "setTabText", "setItemText", "setLabelText"),
        *("addAction", "addTab", "addItem", "addItems", "addRow", "addButton", "addMenu", "addSection", "insertItem"),
        *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QAction", "QGroupBox", "QMenu"),
        *("plain_label", "MutedLabel", "LongText", "card", "entitle", "add_note", "add_line", "top_label", "complain"),
    ]
)
"""What puts a text before somebody's eyes, or into a screen reader's voice."""

THE_SAME_EVERYWHERE = {
    "Towpath",  # a name
    # What is typed is typed in every language.
    *("corp.example", "user@host:port", "inner:8888", "proxy.example.com:1080", "https://", "SHA256:…"),
    *("ssh-ed25519 AAAA…", "*.example.org,!test.example.org", "ssh -J ann@gate -L 8080:intranet:80 ann@inner"),
    "http://127.0.0.1:8888/lab?token=…",
}
NO_WORDS = re.compile(r"[A-Z][a-z]+([A-Z][a-z]+)+|[a-z]*(-[a-z]+)+")
"""A keyword of ssh_config(5), or the name of a widget."""


def test_texts_are_written_so_that_they_are_found() -> None:
    for path in sources():
        list(texts_in(path))


def test_no_bare_text_is_shown() -> None:
    window = [*sorted((PROGRAM / "qt").rglob("*.py")), PROGRAM / "app.py"]
    bare = [f"{path.relative_to(ROOT)}:{found}" for path in window for found in _bare_texts(path)]
    assert not bare


def test_what_is_put_into_a_text_has_its_place_there() -> None:
    wrong = [f"{path.relative_to(ROOT)}:{found}" for path in sources() for found in _misplaced(path)]
    assert not wrong


def _misplaced(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(ast.Attribute(ast.Call(translator, [*_, ast.Constant(str(text))]), "format"), [], keywords):
                given = {word.arg for word in keywords}
                if _name(translator) in ("tr", "_tr", "translate") and given != set(re.findall(r"{(\w+)", text)):
                    yield f"{node.lineno}: {text!r} with {given}"


def _bare_texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or _name(node.func) not in SHOWING:
            continue
        values = [*node.args, *(word.value for word in node.keywords if word.arg in ("text", "title", "placeholder"))]
        for literal in (literal for value in values for literal in _literals(value)):
            said = re.search(r"[^\W\d_]{2,}", literal) and not NO_WORDS.fullmatch(literal)
            if said and literal not in THE_SAME_EVERYWHERE:
                yield f"{node.lineno}: {literal!r}"


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def _literals(value: ast.expr) -> Iterator[str]:
    """What may be said by an expression without asking a translator."""
    match value:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts) | ast.BoolOp(_, parts) | ast.List(parts) | ast.Tuple(parts):
            for part in parts:
                yield from _literals(part)
        case ast.IfExp(_, first, second) | ast.BinOp(first, _, second):
            yield from _literals(first)
            yield from _literals(second)
        case ast.Call(ast.Attribute(base, "format" | "join")):
            yield from _literals(base)


def _texts_of(source: str, tmp_path: Path) -> list[Text]:
    path = tmp_path / "one.py"
    path.write_text(source, encoding="utf-8")
    return list(texts_in(path))


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("class Page:\n    def f(self): return self.tr('x y')", "Page"),
        ("class Page:\n    def f(self):\n        tr = self.tr\n        return tr('x y')", "Page"),
        ("class Page:\n    def f(self):\n        a, tr = 1, self.tr\n        return tr('x ' 'y')", "Page"),
        (
            "def _tr(text): return QCoreApplication.translate('W', text)\nclass P:\n    def f(self): return _tr('x y')",
            "W",
        ),
        ("def f(): return translate('Problem', 'x y').format(a=1)", "Problem"),
        ("def f(): raise invalid(text, 'x y')", FACT),
        ("def f(): return {'detail': 'x y' if text else other}", FACT),
    ],
)
def test_a_text_has_the_context_that_it_is_looked_up_in(source: str, context: str, tmp_path: Path) -> None:
    assert _texts_of(source, tmp_path) == [Text(context, "x y")]


@pytest.mark.parametrize(
    "source",
    [
        "class Page:\n    def f(self): return self.tr(f'{x} y')",
        "class Page:\n    def f(self): return self.tr('x ' + y)",
        "class Page:\n    def f(self): return self.menu.tr('x')",
        "TITLE = QCoreApplication.translate('Page', 'x')",
        "def f(): return QCoreApplication.translate(context, 'x')",
    ],
)
def test_what_would_not_be_found_is_refused(source: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        _texts_of(source, tmp_path)


def test_a_text_stands_once_in_its_context() -> None:
    texts = all_texts()
    assert len(texts) == len(set(texts))
    assert Text("Status", "WAITING FOR YOU") in texts
    assert Text(FACT, "not a port number") in texts
