"""Names for a second file of the same name."""

from __future__ import annotations

LONGEST = 255
"""Bytes of a name, on every usual disk."""
LONGEST_EXTENSION = 20
"""Bytes after the last dot that still are taken for the kind of a file."""


def numbered(path: bytes, number: int) -> bytes:
    """`folder/name (2).txt`: shortened before the number where a name would get too long, never within a character."""
    folder, slash, name = path.rpartition(b"/")
    stem, extension = stem_and_extension(name)
    mark = b" (%d)" % number
    return folder + slash + _shortened(stem, LONGEST - len(mark) - len(extension)) + mark + extension


def stem_and_extension(name: bytes) -> tuple[bytes, bytes]:
    """`archive.tar.gz` is `archive` and `.tar.gz`; `.profile` has no extension."""
    stem, dot, kind = name.rpartition(b".")
    if not stem.strip(b".") or len(kind) > LONGEST_EXTENSION:
        return name, b""
    if stem.endswith(b".tar") and stem != b".tar":
        stem, kind = stem[:-4], b"tar." + kind
    return stem, dot + kind


def _shortened(stem: bytes, most: int) -> bytes:
    end = min(len(stem), most)
    while 0 < end < len(stem) and end > most - 4 and stem[end] & 0xC0 == 0x80:
        end -= 1
    return stem[:end]
