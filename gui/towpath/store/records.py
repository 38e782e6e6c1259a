"""The traces that a program leaves on the disk: its log and its crash reports."""

from __future__ import annotations

from pathlib import Path

from towpath.store.crash_reports import Crashed, CrashReports
from towpath.store.log_files import Failed, LogFiles, Warned

MOST_LOG_BYTES = 600_000
"""Of the log in an export: more is read by nobody."""


class Records:
    """Those of one profile, in `folder`. They can be read in any case; only a program that stays starts to write them,
    once the profile is its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = LogFiles(folder)
        self._crashes = CrashReports(folder / "crashes", self._log.soon)
        self.crashed: Crashed | None = None
        """How the run before has ended, if that was not as it should be."""

    @property
    def are_written(self) -> bool:
        """Between `start` and `close`."""
        return self._log.is_written

    def start(self) -> None:
        """From now on, all that this process has to say is written down. May wait for the disk."""
        self._log.start()
        self.crashed = self._crashes.start()

    def follow(self, warned: Warned, failed: Failed) -> None:
        """See `LogFiles.follow`."""
        self._log.follow(warned, failed)

    def set_detailed(self, detailed: bool) -> None:
        """See `LogFiles.set_detailed`. Any thread; without an effect before `start`."""
        if self.are_written:
            self._log.set_detailed(detailed)

    def close(self) -> None:
        """The program comes to its orderly end."""
        if self.are_written:
            self._crashes.close()
            self._log.close()

    # --- these may wait for the disk

    def log_tails(self, most: int = MOST_LOG_BYTES) -> list[tuple[str, str]]:
        """See `LogFiles.tails`."""
        return self._log.tails(most)

    def crash_paths(self) -> tuple[str, ...]:
        """Of the reports, the latest first."""
        return tuple(map(str, self._crashes.paths()))

    def crash_texts(self) -> list[tuple[str, str]]:
        """Names and texts of the reports."""
        return self._crashes.texts()

    def clear(self) -> None:
        """Delete all of it. Raises OSError."""
        self._log.clear()
        self._crashes.clear()
