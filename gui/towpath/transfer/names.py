"""The names under which files are written."""

from __future__ import annotations

import os
import re
import zlib

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.model.numbered import LONGEST
from towpath.model.text import path_text

KEPT_OF_A_NAME = 100
"""Bytes of it that a temporary name begins with: some disks (encrypted ones) take less than LONGEST."""
SUFFIX = b".towpath"

_TEMPORARY = re.compile(rb"\..*\.[0-9a-f]{8}" + re.escape(SUFFIX), re.DOTALL)
_DEVICES = {b"con", b"prn", b"aux", b"nul", *(b"%s%d" % (name, n) for name in (b"com", b"lpt") for n in range(1, 10))}
_NOT_ON_WINDOWS = frozenset(b'<>:"\\|?*') | frozenset(range(32))


def temporary_name(batch_id: str, destination: bytes) -> bytes:
    """Where a file is written until it is published: in the same folder, hidden, the same in every run of the batch."""
    folder, _, name = destination.rpartition(b"/")
    end = min(len(name), KEPT_OF_A_NAME)
    while end > KEPT_OF_A_NAME - 4 and end < len(name) and name[end] & 0xC0 == 0x80:  # within a character
        end -= 1
    mark = zlib.crc32(destination, zlib.crc32(batch_id.encode()))
    return b"%s/.%s.%08x%s" % (folder, name[:end], mark, SUFFIX)


def is_temporary(name: bytes) -> bool:
    """Whether it may be one of those: an unfinished transfer, of any batch."""
    return _TEMPORARY.fullmatch(name) is not None


def check_name(destination: bytes, *, is_local: bool) -> None:
    """NAME_IMPOSSIBLE for what no file can be called there; before anything is sent."""
    name = destination[destination.rfind(b"/") + 1 :]
    if len(name) > LONGEST:
        raise _impossible(
            destination,
            translate("Fact", "the name has {n} bytes, and {longest} are possible").format(
                n=len(name), longest=LONGEST
            ),
        )
    if name in (b"", b".", b"..") or 0 in name:
        raise _impossible(destination, "no file can be called that")
    if is_local and os.name == "nt" and not possible_on_windows(name):
        raise _impossible(destination, "no file can be called that on Windows")


def possible_on_windows(name: bytes) -> bool:
    """The names of devices are taken in every folder, with any extension; the last dot or space would be dropped."""
    stem = name.partition(b".")[0].rstrip(b" ").lower()
    return stem not in _DEVICES and not _NOT_ON_WINDOWS.intersection(name) and name[-1:] not in (b".", b" ")


def _impossible(path: bytes, detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(path), {"detail": detail}))
