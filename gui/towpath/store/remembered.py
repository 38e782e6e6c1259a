"""The file with what the window remembers. It is of little worth: one that cannot be read is as good as none."""

from __future__ import annotations

from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.remembered import Remembered
from towpath.store.document import Document, read_document

VERSION = 1


class _Document(Document, frozen=True, kw_only=True):
    remembered: Remembered


class RememberedFile:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Remembered:
        """What was remembered last; nothing where the file is missing, damaged or a newer program's."""
        document = read_document(self._path, _Document, VERSION)
        return document.remembered if document else Remembered()

    def save(self, remembered: Remembered) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        document = _Document(version=VERSION, remembered=remembered)
        write_atomically(self._path, msgspec.json.encode(document))
