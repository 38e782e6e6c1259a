"""Commands of imported texts: none runs before a person has looked at it and said yes, once for each text."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.host_config import ImportedCommand
from towpath.model.ports import Asker
from towpath.model.prompt import Accept, CommandAsked


class Approvals:
    """Any thread; `check` blocks while a person thinks."""

    def __init__(self, saved: Callable[[], Collection[str]], save: Callable[[str], None]) -> None:
        """`saved` are the texts approved before (`HostSettings.approved`); `save` keeps one more."""
        self._saved = saved
        self._save = save
        self._lock = threading.Lock()
        self._new: set[str] = set()
        """Kept for as long as the engine, even where saving failed."""

    def has(self, command: ImportedCommand) -> bool:
        """Somebody has said yes to exactly this text."""
        text = _text(command)
        with self._lock:
            return text in self._new or text in self._saved()

    def check(self, command: ImportedCommand, host: str, ask: Asker | None) -> None:
        """Ask unless it is approved. Raises COMMAND_REFUSED when the answer is no, or when `ask` is None: nobody has
        done anything that could mean it; and what `ask` raises."""
        if self.has(command):
            return
        if ask is None:
            raise refused(command, host)
        if not isinstance(ask(CommandAsked(command=command, host=host)), Accept):
            raise refused(command, host)
        with self._lock:
            self._new.add(_text(command))
        self._save(_text(command))


def refused(command: ImportedCommand, host: str) -> TowpathError:
    """It does not run."""
    where = f", {command.file} line {command.line}" if command.line else ""
    return TowpathError(
        Problem(ProblemKind.COMMAND_REFUSED, host, {"detail": f"`{command.text}` ({command.kind}{where})"})
    )


def _text(command: ImportedCommand) -> str:
    return f"{command.kind} {command.text}"
