"""One entry as the list holds it: 100,000 of these are made while a folder streams in, so each is made cheaply."""

from __future__ import annotations

import re
import unicodedata

from towpath.model.filesystem import Entry, FileKind
from towpath.model.text import path_text, printable
from towpath.qt.files.comparison import Mark

_DIGITS = re.compile(r"0*([0-9]+)")


class Row:
    """An entry with what sorting, filtering and painting need of it at once. The texts of the cells are made when they
    are first painted."""

    __slots__ = ("bytes", "cells", "entry", "folded", "is_folder", "key", "left_out", "mark", "text")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.is_folder = entry.attributes.kind is FileKind.FOLDER
        self.bytes = 0 if self.is_folder else entry.attributes.size
        self.text = printable(path_text(entry.name))
        self.folded = self.text.casefold()
        self.key = f"{natural(self.folded)}\0{self.text}"
        self.left_out = False
        """By the choice about hidden files or by a filter."""
        self.mark: Mark | None = None
        self.cells: list[str] | None = None


def natural(folded: str) -> str:
    """A text whose order is that of names as people count: `file2` before `file10`, accents beside their letters."""
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
    return _DIGITS.sub(_number, folded)


def _number(digits: re.Match[str]) -> str:
    """Numbers stand where digits do; a longer one is greater."""
    number = digits[1]
    return f"0{chr(min(len(number), 0xFFFF))}{number}"


def by_key(row: Row) -> str:
    """For sorting by name."""
    return row.key
