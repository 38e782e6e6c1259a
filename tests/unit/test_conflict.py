"""What happens to a file whose name is taken."""

import pytest

from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.numbered import numbered
from towpath.model.transfer import Conflict
from towpath.transfer.conflict import Decision, decide

NOON = 1_700_000_000


def file(size: int = 10, mtime: float | None = NOON) -> Attributes:
    return Attributes(kind=FileKind.FILE, size=size, mtime=None if mtime is None else round(mtime * SECOND))


@pytest.mark.parametrize(
    ("policy", "source", "there", "skew", "decision"),
    [
        (Conflict.OVERWRITE, file(), file(), 0, Decision.OVERWRITE),
        (Conflict.SKIP, file(), file(1, 0), 0, Decision.SKIP),
        (Conflict.RENAME, file(), file(), 0, Decision.RENAME),
        (Conflict.ASK, file(), file(), 0, Decision.ASK),
        (Conflict.SIZE_DIFFERS, file(1), file(2), 0, Decision.OVERWRITE),
        (Conflict.SIZE_DIFFERS, file(2, NOON + 9), file(2), 0, Decision.SKIP),
        (Conflict.NEWER, file(mtime=NOON + 1), file(), 0, Decision.OVERWRITE),
        (Conflict.NEWER, file(mtime=NOON), file(), 0, Decision.SKIP),
        (Conflict.NEWER, file(mtime=NOON - 1), file(), 0, Decision.SKIP),
        # Servers keep whole seconds: what is left of the source's is no reason.
        (Conflict.NEWER, file(mtime=NOON + 0.9), file(), 0, Decision.SKIP),
        (Conflict.NEWER, file(mtime=None), file(), 0, Decision.SKIP),
        (Conflict.NEWER, file(), file(mtime=None), 0, Decision.SKIP),
        # A copy with its original's time is none the older because the clocks differ.
        (Conflict.NEWER, file(), file(), 100, Decision.SKIP),
        (Conflict.NEWER, file(), file(), -100, Decision.SKIP),
        (Conflict.NEWER, file(mtime=NOON + 50), file(), -100, Decision.SKIP),
        (Conflict.NEWER, file(mtime=NOON + 150), file(), -100, Decision.OVERWRITE),
        (Conflict.NEWER, file(mtime=NOON + 50), file(), 100, Decision.OVERWRITE),
    ],
)
def test_decisions(policy: Conflict, source: Attributes, there: Attributes, skew: float, decision: Decision) -> None:
    assert decide(policy, source, there, skew) is decision


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        (b"/a/name.txt", b"/a/name (2).txt"),
        (b"/a.b/name", b"/a.b/name (2)"),
        (b"/a/.profile", b"/a/.profile (2)"),
        (b"/a/..x", b"/a/..x (2)"),
        (b"/a/archive.tar.gz", b"/a/archive (2).tar.gz"),
        (b"/a/.tar.gz", b"/a/.tar (2).gz"),
        (b"/a/ends.", b"/a/ends (2)."),
        (b"/a/\xff\xfe.txt", b"/a/\xff\xfe (2).txt"),
        (b"/a/name.this is no extension at all", b"/a/name.this is no extension at all (2)"),
        (b"/a/" + b"n" * 255, b"/a/" + b"n" * 251 + b" (2)"),
        (b"/a/" + b"n" * 251 + b".txt", b"/a/" + b"n" * 247 + b" (2).txt"),
        # 'ä' has two bytes: none of it stays alone.
        (b"/a/" + b"n" + "ä".encode() * 127, b"/a/" + b"n" + "ä".encode() * 125 + b" (2)"),
        (b"/a/" + b"\x80" * 255, b"/a/" + b"\x80" * 247 + b" (2)"),
    ],
)
def test_a_name_beside_another(path: bytes, beside: bytes) -> None:
    assert numbered(path, 2) == beside
    assert len(beside.rpartition(b"/")[2]) <= 255
