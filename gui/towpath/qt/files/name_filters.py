"""Which names a pane leaves out or looks for: saved filters with a shell's patterns, and what is typed quickly."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence

from towpath.model.settings import NameFilter

Leaves = Callable[[str, bool], bool]
"""Whether a name (as text) is left out; the second tells of folders."""


def leaves_out(filters: Sequence[NameFilter]) -> Leaves | None:
    """What the enabled ones of these filters leave out together; None when that is nothing."""
    names: list[str] = []
    folders: list[str] = []
    for one in filters:
        if not one.enabled:
            continue
        for pattern in one.patterns:
            bare = pattern.removesuffix("/")
            if not bare:
                continue
            expression = fnmatch.translate(bare) if one.match_case else f"(?i:{fnmatch.translate(bare)})"
            (folders if pattern.endswith("/") else names).append(expression)
    if not names and not folders:
        return None
    any_name, folder_name = _one_of(names), _one_of([*names, *folders])
    return lambda name, is_folder: (folder_name if is_folder else any_name)(name) is not None


def looks_for(text: str) -> Callable[[str], bool] | None:
    """Whether a name, casefolded, is one that was typed: a part of it, or with `*` and `?` all of it. None for all."""
    wanted = text.casefold()
    if not wanted:
        return None
    if "*" not in wanted and "?" not in wanted:
        return lambda folded: wanted in folded
    # Brackets are common in names and rare in what people type: they stand for themselves here.
    matched = re.compile(fnmatch.translate(wanted.replace("[", "[[]"))).match
    return lambda folded: matched(folded) is not None


def _one_of(expressions: list[str]) -> Callable[[str], re.Match[str] | None]:
    # Without any, an expression that matches nothing.
    return re.compile("|".join(expressions) if expressions else r"(?!)").match
