"""What was put into the keyring, since keyring(3) cannot list: kinds and keys, never a secret."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import msgspec

from towpath.files import write_atomically

log = logging.getLogger(__name__)

VERSION = 1
"""Grows when an older program would misunderstand it."""


class _Secret(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    key: str
    stored_at: float = 0.0


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    secrets: tuple[_Secret, ...]


class SecretIndex:
    """One JSON document, replaced atomically. May be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> dict[tuple[str, str], float]:
        """When each was stored, by kind and key; nothing where the file is missing or damaged: the secrets of
        connections are found in the keyring all the same."""
        try:
            document = msgspec.json.decode(self._path.read_bytes(), type=_Document)
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            log.info("%s is ignored: %s", self._path, error)
            return {}
        return {(one.kind, one.key): one.stored_at for one in document.secrets}

    def save(self, stored_at: Mapping[tuple[str, str], float]) -> None:
        """Replace it. Raises TowpathError FILE_UNWRITABLE."""
        secrets = tuple(_Secret(kind=kind, key=key, stored_at=when) for (kind, key), when in stored_at.items())
        write_atomically(self._path, msgspec.json.encode(_Document(version=VERSION, secrets=secrets)))
