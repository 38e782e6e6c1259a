"""What was put into the keyring, since keyring(3) cannot list: kinds and keys, never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.store.document import Document, read_document

VERSION = 1


class _Secret(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    key: str
    stored_at: float = 0.0


class _Document(Document, frozen=True, kw_only=True):
    secrets: tuple[_Secret, ...]


class SecretIndex:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> dict[tuple[str, str], float]:
        """When each was stored, by kind and key; nothing where the file is missing or damaged: the secrets of
        connections are found in the keyring all the same."""
        document = read_document(self._path, _Document, VERSION)
        if document is None:
            return {}
        return {(one.kind, one.key): one.stored_at for one in document.secrets}

    def save(self, stored_at: Mapping[tuple[str, str], float]) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        secrets = tuple(_Secret(kind=kind, key=key, stored_at=when) for (kind, key), when in stored_at.items())
        write_atomically(self._path, msgspec.json.encode(_Document(version=VERSION, secrets=secrets)))
