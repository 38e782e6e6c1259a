"""Finds every text of the program that a person may see in their language, by reading the sources.

Qt's own lupdate takes the class that a text stands in for its context, also where a module says it through a function
that has its own (`_tr`), and passes over whatever it cannot read. This reads the forms that docs/translating.md names,
each with the context that it has when the program runs, and refuses all others.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "gui" / "towpath"
ENGLISH_ONLY = ("cli", "demo")
"""Scripts read what the command line says."""

PROBLEM = "Problem"
FACT = "Fact"
FACTS = frozenset(["detail", "hint", "advice", "step", "wish", "act", "question"])
"""Those facts of a problem that are sentences. `model.words` looks them up when it puts the problem into words."""
FACTS_OF = {"invalid": 1, "_invalid": 1, "wrong": 0, "_wrong": 1, "refused": 2, "_impossible": 1, "_not_taken": 1}
"""Functions that make problems, and from which argument on these are facts."""

_TWO = "(the first argument)"
"""For a function that is told the context at each call."""


class Text(NamedTuple):
    """What is looked up when the program runs."""

    context: str
    source: str


class UnreadableError(Exception):
    """A text that would never be found in a dictionary."""


def all_texts() -> list[Text]:
    """Each once, in the order of contexts, then of files and lines."""
    found = dict.fromkeys(text for path in sources() for text in texts_in(path))
    return sorted(found, key=lambda text: text.context)


def sources() -> Iterator[Path]:
    """The files of the program that speak the person's language."""
    for path in sorted(PROGRAM.rglob("*.py")):
        if path.relative_to(PROGRAM).parts[0] not in ENGLISH_ONLY:
            yield path


def texts_in(path: Path) -> Iterator[Text]:
    """Those of one file. Raises UnreadableError."""
    reader = _Reader(path)
    reader.visit(ast.parse(path.read_text(encoding="utf-8")))
    yield from reader.found


class _Reader(ast.NodeVisitor):
    """Goes through one file, from the top."""

    def __init__(self, path: Path) -> None:
        self.found: list[Text] = []
        self._path = path
        self._says_problems = path.parent.name == "sentences"
        self._classes: list[str] = []
        self._names: list[dict[str, str]] = [{"translate": _TWO}]
        """What stands for a translating function, with its context: of the file, then of each function around."""
        self._handed: list[set[str]] = []
        """What these functions are called with."""

    # --- where a text stands --------------------------------------------------------------------------------------

    def visit_Module(self, node: ast.Module) -> None:
        """Its functions are there before any of them is called."""
        for function in (statement for statement in node.body if isinstance(statement, ast.FunctionDef)):
            if context := _context_of(function):
                self._names[-1][function.name] = context
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._enter(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._enter(node)

    def _enter(self, function: ast.FunctionDef | ast.Lambda) -> None:
        self._names.append({})
        self._handed.append({argument.arg for argument in function.args.args})
        self.generic_visit(function)
        self._handed.pop()
        self._names.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        for name, value in _pairs(node.targets[0], node.value):
            if context := self._context(value):
                self._names[-1][name] = context
            if name in FACTS:
                self._take_facts(value)
            elif name.endswith("_DETAILS") and isinstance(value, ast.Dict):
                for detail in value.values:
                    self._take_facts(detail)
        self.generic_visit(node)

    # --- texts ----------------------------------------------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        context = self._context(called)
        if context == _TWO:
            if not _is_text(node.args[0]):
                raise self._unreadable(node, "its context is no literal")
            context, texts = ast.literal_eval(node.args[0]), node.args[1:2]
        else:
            texts = node.args[:1]
        if context:
            self._take(node, context, texts)
        elif isinstance(called, ast.Attribute) and called.attr == "tr":
            raise self._unreadable(node, "only `self` knows its context")
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        if name in FACTS_OF:
            for argument in node.args[FACTS_OF[name] :]:
                self._take_facts(argument)
        for keyword in node.keywords:
            if keyword.arg in FACTS and not context:
                self._take_facts(keyword.value)
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in FACTS:
                self._take_facts(value)
        self.generic_visit(node)

    def _context(self, called: ast.expr) -> str:
        """That of a translating function; empty if it is none."""
        match called:
            case ast.Attribute(ast.Name("self"), "tr"):
                return self._classes[-1]
            case ast.Attribute(ast.Name("QCoreApplication" | "app"), "translate"):
                return _TWO
            case ast.Name("say") | ast.Attribute(ast.Name("say"), "if_told") if self._says_problems:
                return PROBLEM
            case ast.Attribute(ast.Name("self"), "if_told"):
                return PROBLEM
            case ast.Name(name):
                return next((names[name] for names in reversed(self._names) if name in names), "")
        return ""

    def _take(self, node: ast.Call, context: str, texts: Iterable[ast.expr]) -> None:
        if len(self._names) == 1:
            raise self._unreadable(node, "it is looked up at import, before the language is known")
        for text in texts:
            if isinstance(text, ast.Name) and text.id in self._handed[-1]:
                continue  # it passes on what it is told, as `_tr` does itself
            if not _is_text(text):
                raise self._unreadable(node, "it is no literal")
            self.found.append(Text(context, ast.literal_eval(text)))

    def _take_facts(self, value: ast.expr) -> None:
        match value:
            case ast.Constant(str(text)) if " " in text or text.isalpha():
                self.found.append(Text(FACT, text))
            case ast.IfExp(_, first, second):
                self._take_facts(first)
                self._take_facts(second)
            case ast.BoolOp(_, values):
                for one in values:
                    self._take_facts(one)

    def _unreadable(self, node: ast.AST, why: str) -> UnreadableError:
        return UnreadableError(f"{self._path}:{getattr(node, 'lineno', 0)}: {why}")


def _context_of(function: ast.FunctionDef) -> str:
    """That of `def _tr(text): return translate("Context", text)`."""
    match function.body[-1]:
        case ast.Return(ast.Call(ast.Attribute(_, "translate") | ast.Name("translate"), [context, ast.Name(_)])):
            return str(ast.literal_eval(context)) if _is_text(context) else ""
    return ""


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names that are assigned to."""
    match target, value:
        case ast.Name(name), _:
            yield name, value
        case ast.Tuple(names), ast.Tuple(values):
            for one, its in zip(names, values, strict=True):
                yield from _pairs(one, its)


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
