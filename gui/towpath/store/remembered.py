"""The file with what the window remembers. It is of little worth: one that cannot be read is as good as none."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.remembered import Remembered

log = logging.getLogger(__name__)

VERSION = 1
"""Grows when an older program would misunderstand it."""


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    remembered: Remembered


class RememberedFile:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Remembered:
        """What was remembered last; nothing where the file is missing, damaged or a newer program's."""
        try:
            document = msgspec.json.decode(self._path.read_bytes(), type=_Document)
        except FileNotFoundError:
            return Remembered()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            log.info("%s is ignored: %s", self._path, error)
            return Remembered()
        if document.version > VERSION:
            log.info("%s is ignored: a newer Towpath wrote it (version %s)", self._path, document.version)
            return Remembered()
        return document.remembered

    def save(self, remembered: Remembered) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        document = _Document(version=VERSION, remembered=remembered)
        write_atomically(self._path, msgspec.json.encode(document))
