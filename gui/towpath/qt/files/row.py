"""One entry as the list holds it: 100,000 of these are made while a folder streams in, so each is made cheaply."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from towpath.model.filesystem import Entry, FileKind
from towpath.model.text import path_text, printable
from towpath.qt.files.comparison import Mark

_DIGITS = re.compile(r"0*([0-9]+)")


class Row(msgspec.Struct, gc=False, eq=False):
    """An entry with what sorting, filtering and painting need of it at once. The texts of the cells are made when they
    are first painted. The garbage collector knows nothing of rows: none leads back to itself."""

    entry: Entry
    is_folder: bool
    bytes: int
    """0 for folders."""
    text: str
    """The name, safe to be shown."""
    folded: str
    """For looking for a part of it."""
    key: str
    """Its order by name, folders first."""
    left_out: bool = False
    """By the choice about hidden files, by a filter, or as the same on both sides."""
    mark: Mark | None = None
    cells: list[str] | None = None


def make_row(entry: Entry) -> Row:
    """Takes microseconds."""
    text = printable(path_text(entry.name))
    folded = text.casefold()
    if entry.attributes.kind is FileKind.FOLDER:
        return Row(entry, True, 0, text, folded, f"0{natural(folded)}\0{text}")
    return Row(entry, False, entry.attributes.size, text, folded, f"1{natural(folded)}\0{text}")


def natural(folded: str) -> str:
    """A text whose order is that of names as people count: `file2` before `file10`, accents beside their letters."""
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
    return _DIGITS.sub(_number, folded)


def _number(digits: re.Match[str]) -> str:
    """Numbers stand where digits do; a longer one is greater."""
    number = digits[1]
    return f"0{chr(min(len(number), 0xFFFF))}{number}"
