"""The file with the web applications that were opened lately. It is of little worth: one that cannot be read is as good
as none. There are no tokens in it."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.web_app import KeptWebApps

log = logging.getLogger(__name__)

VERSION = 1
"""Grows when an older program would misunderstand it."""


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    web_apps: KeptWebApps


class WebAppsFile:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> KeptWebApps:
        """What was kept last; nothing where the file is missing, damaged or a newer program's."""
        try:
            document = msgspec.json.decode(self._path.read_bytes(), type=_Document)
        except FileNotFoundError:
            return KeptWebApps()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            log.info("%s is ignored: %s", self._path, error)
            return KeptWebApps()
        return document.web_apps if document.version <= VERSION else KeptWebApps()

    def save(self, web_apps: KeptWebApps) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        write_atomically(self._path, msgspec.json.encode(_Document(version=VERSION, web_apps=web_apps)))
