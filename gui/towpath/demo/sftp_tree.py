"""The demo's small SFTP tree: a real folder, out of which no path and no link leads."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

FILES = {
    "readme.txt": "Files of the demo. Put yours here; they vanish with the demo.\n",
    "results/2026-11.csv": "day,value\n1,0.31\n2,0.36\n",
    "results/notes on ü.txt": "Names with spaces and umlauts arrive as they are.\n",
}
MOST_LINKS = 40
"""In one path, as on Linux: more of them are a loop."""


def make_tree(folder: Path) -> None:
    """Fill `folder` with the demo's files."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Tree:
    """A folder that is all there is to its visitors, as after chroot(2): `..` and links, wherever they were meant to
    lead, stop at its root. Visitors may make links, and several of them be at it at once."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._changing = threading.RLock()

    @contextlib.contextmanager
    def at(self, path: bytes, *, follow: bool = True) -> Iterator[Path]:
        """Where a path of a visitor's lies on this disk. Nobody puts a link in its way before the block ends.

        `follow` tells whether a link at its end is meant itself or leads on. Raises OSError.
        """
        with self._changing:
            yield self._here(self._parts(path, follow=follow))

    def absolute(self, path: bytes) -> bytes:
        """The same path in the visitors' eyes, without links and `..`. Raises OSError."""
        with self._changing:
            return b"/" + b"/".join(self._parts(path, follow=True))

    def _parts(self, path: bytes, *, follow: bool) -> list[bytes]:
        place: list[bytes] = []
        rest = _split(path)
        links = 0
        while rest:
            part = rest.pop()
            if part == b"..":
                place = place[:-1]
                continue
            target = _target(self._here([*place, part])) if rest or follow else None
            if target is None:
                place.append(part)
                continue
            if (links := links + 1) > MOST_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            rest += _split(target)
            if target.startswith(b"/"):
                place = []
        return place

    def _here(self, parts: list[bytes]) -> Path:
        return self._root.joinpath(*map(os.fsdecode, parts))


def target_of(link: Path) -> bytes:
    """Where a link leads, as it was given (a `Path` would leave out dots and slashes). Raises OSError."""
    return os.fsencode(os.readlink(link))  # noqa: PTH115


def _split(path: bytes) -> list[bytes]:
    """The parts of a path, the last one first."""
    if os.sep != "/" and (b"\\" in path or b":" in path):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # they would mean more to this system than to visitors
    return [part for part in reversed(path.split(b"/")) if part not in (b"", b".")]


def _target(path: Path) -> bytes | None:
    """Where a link leads; None for anything else."""
    try:
        return target_of(path)
    except OSError:
        return None
