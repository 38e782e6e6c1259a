"""The file with what is up, for the next start. One that cannot be read is as good as none."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.was_up import WasUp

log = logging.getLogger(__name__)

VERSION = 1
"""Grows when an older program would misunderstand it."""


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    was_up: WasUp


class WasUpFile:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> WasUp:
        """What was kept last; nothing, after an orderly end, where the file is missing, damaged or a newer
        program's."""
        try:
            document = msgspec.json.decode(self._path.read_bytes(), type=_Document)
        except FileNotFoundError:
            return WasUp(ended=True)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            log.info("%s is ignored: %s", self._path, error)
            return WasUp(ended=True)
        if document.version > VERSION:
            log.info("%s is ignored: a newer Towpath wrote it (version %s)", self._path, document.version)
            return WasUp(ended=True)
        return document.was_up

    def save(self, was_up: WasUp) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        write_atomically(self._path, msgspec.json.encode(_Document(version=VERSION, was_up=was_up)))
