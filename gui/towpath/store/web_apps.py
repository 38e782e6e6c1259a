"""The file with the web applications that were opened lately. There are no tokens in it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.web_app import KeptWebApps
from towpath.store.document import Document, read_document

VERSION = 1


class _Document(Document, frozen=True, kw_only=True):
    web_apps: KeptWebApps


class WebAppsFile:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> KeptWebApps:
        """What was kept last."""
        document = read_document(self._path, _Document, VERSION)
        return document.web_apps if document else KeptWebApps()

    def save(self, web_apps: KeptWebApps) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        write_atomically(self._path, msgspec.json.encode(_Document(version=VERSION, web_apps=web_apps)))
