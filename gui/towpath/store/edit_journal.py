"""The copies of files that are edited here, each in a private folder of its own, with a record of what it is."""

from __future__ import annotations

import contextlib
import logging
import shutil
from pathlib import Path

import msgspec

from towpath.files import private_folder, write_atomically
from towpath.model.kept_edit import FROZEN, KeptEdit

log = logging.getLogger(__name__)

_RECORD = ".json"


class EditJournal:
    """Any thread, one at a time for each edit. It lies with the profile, and not where the system clears away what was
    left behind: a copy may be all there is of somebody's work."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy_of(self, edit_id: str, name: str) -> Path:
        """The path of a copy."""
        return self._folder / edit_id / name

    def make_room(self, edit_id: str) -> None:
        """The private folder of a new copy. Raises TowpathError FILE_UNWRITABLE."""
        private_folder(self._folder)
        private_folder(self._folder / edit_id)

    def keep(self, kept: KeptEdit) -> None:
        """Write the record. Raises TowpathError FILE_UNWRITABLE."""
        write_atomically(self._folder / (kept.id + _RECORD), msgspec.json.encode(kept))

    def forget(self, edit_id: str) -> None:
        """Delete the copy, what an editor put beside it, and the record."""
        shutil.rmtree(self._folder / edit_id, ignore_errors=True)
        (self._folder / (edit_id + _RECORD)).unlink(missing_ok=True)

    def let_go(self, edit_id: str) -> None:
        """Delete the copy, and what an editor put beside it. Folder and record are there until the next `load`: an
        editor that is still open can save once more, and that is found. So is what cannot be deleted now."""
        with contextlib.suppress(OSError):
            for path in (self._folder / edit_id).iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def load(self) -> tuple[KeptEdit, ...]:
        """What an engine that ended left behind, without those whose copy is gone, or never was all there."""
        self._remove_unfinished()
        kept: list[KeptEdit] = []
        for path in sorted(self._folder.glob("*" + _RECORD)):
            try:
                found = msgspec.json.decode(path.read_bytes(), type=KeptEdit)
            except (OSError, msgspec.MsgspecError) as error:
                log.warning("cannot read %s: %s", path, error)  # the copy beside it stays
                continue
            if self.copy_of(found.id, found.name).exists():
                kept.append(found)
            else:
                self.forget(found.id)
        return tuple(kept)

    def _remove_unfinished(self) -> None:
        """Nobody has seen a copy that has no record: it was still being made. Nor the second copies of uploads."""
        for path in self._folder.glob("*"):
            if path.is_dir() and not path.with_suffix(_RECORD).exists():
                self.forget(path.name)
            elif path.suffix == FROZEN:
                path.unlink(missing_ok=True)
