"""The file with what is up, for the next start. One that cannot be read is as good as none."""

from __future__ import annotations

from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.was_up import WasUp
from towpath.store.document import Document, read_document

VERSION = 1


class _Document(Document, frozen=True, kw_only=True):
    was_up: WasUp


class WasUpFile:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> WasUp:
        """What was kept last; nothing, after an orderly end, where the file is missing, damaged or a newer
        program's."""
        document = read_document(self._path, _Document, VERSION)
        return document.was_up if document else WasUp(ended=True)

    def save(self, was_up: WasUp) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        write_atomically(self._path, msgspec.json.encode(_Document(version=VERSION, was_up=was_up)))
