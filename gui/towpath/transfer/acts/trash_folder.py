"""The trash as freedesktop.org's Trash specification 1.0 has it, on Linux and its relatives.

Only by rename: each disk has a trash of its own, and nothing is copied to another one. The library that does it on
other systems refuses links that lead nowhere here, and leaves records behind of what it could not move.
"""

from __future__ import annotations

import os
import stat
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote_from_bytes

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.text import path_text

LONGEST = 200
"""Bytes of a name that are kept: a number and `.trashinfo` come behind it."""


class _Trash(NamedTuple):
    folder: bytes
    top: bytes
    """What the paths in its records are relative to; empty for absolute ones."""


def put_into_trash(path: bytes) -> None:
    """A file, a link itself or a folder. Raises OSError, and TowpathError UNSUPPORTED where the disk has no trash."""
    os.lstat(path)
    folder, name = os.path.split(path)
    real = os.path.join(os.path.realpath(folder), name)
    trash = _trash_for(real)
    origin = os.path.relpath(real, trash.top) if trash.top else real
    now = datetime.now().strftime("%Y-%m-%dT%H:%M:%S")  # noqa: DTZ005 - in local time, says the specification
    record = f"[Trash Info]\nPath={quote_from_bytes(origin)}\nDeletionDate={now}\n"
    name, info = _reserve(trash.folder, name[:LONGEST], record.encode())
    try:
        os.rename(real, trash.folder + b"/files/" + name)
    except BaseException:
        os.unlink(info)
        raise


def _trash_for(path: bytes) -> _Trash:
    """That of the disk it is on, made if need be."""
    disk = _disk_of(os.path.dirname(path))
    data = os.environb.get(b"XDG_DATA_HOME", b"")
    home = (data if os.path.isabs(data) else os.path.expanduser(b"~/.local/share")) + b"/Trash"
    try:
        if _disk_of(home) == disk:
            return _Trash(_own(home), b"")
        top = os.path.dirname(path)
        while top != b"/" and _disk_of(os.path.dirname(top)) == disk:
            top = os.path.dirname(top)
        user = str(os.getuid()).encode()
        shared = os.path.join(top, b".Trash")
        if _is_shared(shared):
            return _Trash(_own(shared + b"/" + user), top)
        return _Trash(_own(os.path.join(top, b".Trash-") + user), top)
    except OSError as error:
        facts = {"detail": f"its disk has no trash ({error.strerror})", "hint": "delete it for good, or leave it"}
        raise TowpathError(Problem(ProblemKind.UNSUPPORTED, path_text(path), facts)) from error


def _disk_of(folder: bytes) -> int:
    """Also of one that is still to be made."""
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return os.stat(folder).st_dev


def _is_shared(folder: bytes) -> bool:
    """Made by an administrator for all; anything else of that name is not to be used."""
    try:
        found = os.lstat(folder)
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and bool(found.st_mode & stat.S_ISVTX)


def _own(trash: bytes) -> bytes:
    """What somebody else made, or a link, is no trash of ours."""
    os.makedirs(trash, 0o700, exist_ok=True)
    found = os.lstat(trash)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise PermissionError(0, "what is there instead is somebody else's")
    for part in (b"/files", b"/info"):
        os.makedirs(trash + part, 0o700, exist_ok=True)
    return trash


def _reserve(trash: bytes, name: bytes, record: bytes) -> tuple[bytes, bytes]:
    """A free name there, and the path of its record, which keeps it free for us."""
    stem, ending = os.path.splitext(name)
    number = 1
    while True:
        one = name if number == 1 else b"%s %d%s" % (stem, number, ending)
        info = b"%s/info/%s.trashinfo" % (trash, one)
        number += 1
        if os.path.lexists(trash + b"/files/" + one):
            continue
        try:
            descriptor = os.open(info, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            continue
        try:
            with open(descriptor, "wb") as file:
                file.write(record)
        except OSError:
            os.unlink(info)
            raise
        return one, info
