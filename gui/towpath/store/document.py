"""JSON documents of little worth: one that cannot be read is as good as none."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TypeVar

import msgspec

log = logging.getLogger(__name__)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What each of these files holds, besides what is in it."""

    version: int
    """Grows when an older program would misunderstand it."""


_Document = TypeVar("_Document", bound=Document)


def read_document(path: Path, kind: type[_Document], version: int) -> _Document | None:
    """None where the file is missing, damaged or a newer program's."""
    try:
        document = msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        log.info("%s is ignored: %s", path, error)
        return None
    if document.version > version:
        log.info("%s is ignored: a newer Towpath wrote it (version %s)", path, document.version)
        return None
    return document
