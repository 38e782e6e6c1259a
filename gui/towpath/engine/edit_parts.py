"""What files are edited with: given to the engine, and to each of its edits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from towpath.engine.file_systems import FileSystems
from towpath.engine.loop import Loop
from towpath.engine.questions import Questions
from towpath.model.error import Problem
from towpath.model.kept_edit import Saved
from towpath.model.ports import Done
from towpath.store.edit_journal import EditJournal

if TYPE_CHECKING:
    from towpath.engine.edit_work import EditWork


class Programs(Protocol):
    """Opens files of this machine (system/opener.py)."""

    async def edit(self, path: Path, editor: str) -> None: ...
    async def open(self, path: Path, permissions: int | None = None) -> None: ...


class EditParts(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine is given."""

    journal: EditJournal
    programs: Programs


class EditSurroundings(msgspec.Struct, frozen=True):
    """What every edit of an engine works with."""

    loop: Loop
    file_systems: FileSystems
    questions: Questions
    journal: EditJournal
    programs: Programs
    editor: Callable[[], str]
    """The command line of the settings; empty for the desktop's own."""
    changed: Callable[[EditWork], None]
    fetched: Callable[[EditWork, Saved], None]
    """The copy is there: watch it."""
    twin: Callable[[EditWork], EditWork | None]
    """Another one of the same file, which was reached by another path."""
    gone: Callable[[EditWork], None]
    """There is nothing left of it."""
    finished: Callable[[Done, Problem | None], None]
