"""Finds every text of the program that a person may see in their language, by reading the sources.

Qt's own lupdate takes the class that a text stands in for its context, also where a module says it through a function
that has its own (`_tr`), and passes over whatever it cannot read. This reads the forms that docs/translating.md names,
each with the context that it has when the program runs, and refuses all others.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "gui" / "towpath"
ENGLISH_ONLY = ("cli", "demo")
"""Scripts read what the command line says."""

WINDOW = ("qt", "app.py", "__main__.py")
PROBLEM = "Problem"
FACT = "Fact"
"""What is said below the window, in English; whoever shows it looks it up (`model.words`: `explain`, `said`)."""
_SENTENCE = re.compile(r"(?!(\w+, )+\w+$)(?=.*[a-z]{2},? [a-z']{2})([^\n$<>|=\\%*{}]|{\w+})+")
"""Words with blanks between them, and nothing that a program would read."""
_FACTS = frozenset(["detail", "hint", "advice", "step", "wish", "act", "question"])
"""Those facts of a problem that are texts of ours, even of one word."""
_FACTS_OF = {"invalid": 1, "_invalid": 1, "wrong": 0, "_wrong": 1, "refused": 2, "_impossible": 1, "_not_taken": 1}
"""Functions that make problems, and from which argument on these are such facts."""
_NOT_SHOWN = frozenset(
    [
        *("debug", "info", "warning", "error", "exception", "compile", "execute", "executescript", "encode", "field"),
        *("ValueError", "RuntimeError", "AssertionError", "KeyError", "TypeError", "NewType"),
    ]
)
"""Calls whose texts are for a log, a database or a programmer."""

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
        inside = path.relative_to(PROGRAM).parts[0] if path.is_relative_to(PROGRAM) else ""
        self._below = inside not in WINDOW and not self._says_problems
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

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._enter(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._enter(node)

    def _enter(self, function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        self._names.append({})
        self._handed.append({argument.arg for argument in function.args.args})
        self.generic_visit(function)
        self._handed.pop()
        self._names.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        for name, value in _pairs(node.targets[0], node.value):
            if context := self._context(value):
                self._names[-1][name] = context
            if name in _FACTS:
                self._take_facts(value)
        self.generic_visit(node)

    # --- texts ----------------------------------------------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        context = self._context(called)
        if context == _TWO:
            if not _is_text(node.args[0]) and not self._passes_on(node.args[0]):
                raise self._unreadable(node, "its context is no literal")
            context, texts = str(ast.literal_eval(node.args[0])) if _is_text(node.args[0]) else "", node.args[1:2]
        else:
            texts = node.args[:1]
        if context:
            self._take(node, context, texts)
        elif isinstance(called, ast.Attribute) and called.attr == "tr":
            raise self._unreadable(node, "only `self` knows its context")
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        if name in _NOT_SHOWN:
            self.visit(called)
            return
        for argument in node.args[_FACTS_OF[name] :] if name in _FACTS_OF else ():
            self._take_facts(argument)
        for part in (called, *(() if context else node.args), *node.keywords):
            self.visit(part)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in _FACTS:
                self._take_facts(value)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if self._below and isinstance(node.value, str) and _SENTENCE.fullmatch(node.value):
            self.found.append(Text(FACT, node.value))

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # what a docstring says is not shown
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        """Says nothing to a person."""

    def visit_Compare(self, node: ast.Compare) -> None:
        """What it compares with came from elsewhere."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Its annotation is none."""

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
            if self._passes_on(text):
                continue
            if not _is_text(text):
                raise self._unreadable(node, "it is no literal")
            self.found.append(Text(context, ast.literal_eval(text)))

    def _passes_on(self, value: ast.expr) -> bool:
        """Whether it is what the function around was told, as in `_tr` itself."""
        return isinstance(value, ast.Name) and bool(self._handed) and value.id in self._handed[-1]

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
