"""What SFTP version 3 tells of a file, on the wire and as `ls -l` (draft-ietf-secsh-filexfer-02, sections 5 and 7)."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from paramiko import Message

SIZE, OWNER, PERMISSIONS, TIMES = 1, 2, 4, 8
EXTENDED = 0x80000000
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""In English wherever this runs: clients read them."""
HALF_A_YEAR = 182 * 24 * 3600
"""Seconds; of files older than this the year is shown instead of the time."""


class Wanted(NamedTuple):
    """Attributes to be set."""

    size: int | None = None
    owner: tuple[int, int] | None = None
    mode: int | None = None
    times: tuple[int, int] | None = None
    """Of the last access and the last change: seconds since the epoch."""

    def apply(self, to: int | Path, *, follow: bool = True) -> None:
        """Set them on an open file or at a path, where a link is meant itself unless `follow`.

        Raises OSError, or NotImplementedError for what this system cannot do to a link.
        """
        if self.size is not None:
            if not follow:
                raise NotImplementedError("a link has no size")
            os.truncate(to, self.size)
        if self.owner is not None:
            os.chown(to, *self.owner, follow_symlinks=follow)
        if self.mode is not None:
            os.chmod(to, self.mode, follow_symlinks=follow)  # noqa: PTH101  # of a descriptor too
        if self.times is not None:
            os.utime(to, self.times, follow_symlinks=follow)


def read_wanted(message: Message) -> Wanted:
    """The attributes that come next in a message."""
    flags = message.get_int()
    return Wanted(
        size=message.get_int64() if flags & SIZE else None,
        owner=(message.get_int(), message.get_int()) if flags & OWNER else None,
        mode=stat.S_IMODE(message.get_int()) if flags & PERMISSIONS else None,
        times=(message.get_int(), message.get_int()) if flags & TIMES else None,
    )


def add_attributes(message: Message, of: os.stat_result) -> None:
    """Tell all of a file."""
    message.add_int(SIZE | OWNER | PERMISSIONS | TIMES)
    message.add_int64(of.st_size)
    for value in (of.st_uid, of.st_gid, of.st_mode, _seconds(of.st_atime), _seconds(of.st_mtime)):
        message.add_int(value)


def add_no_attributes(message: Message) -> None:
    """Tell nothing."""
    message.add_int(0)


def long_name(name: bytes, of: os.stat_result) -> bytes:
    """One line of `ls -ln`, as sftp-server writes it: some clients show it as it is, others read the owner from it."""
    when = time.localtime(of.st_mtime)
    is_recent = abs(time.time() - of.st_mtime) < HALF_A_YEAR
    clock = f"{when.tm_hour:02}:{when.tm_min:02}" if is_recent else f"{when.tm_year:5}"
    date = f"{MONTHS[when.tm_mon - 1]} {when.tm_mday:2} {clock}"
    facts = f"{stat.filemode(of.st_mode)} {of.st_nlink:3} {of.st_uid:<8} {of.st_gid:<8} {of.st_size:8} {date} "
    return facts.encode() + name


def _seconds(of: float) -> int:
    """As many as fit in the message."""
    return min(max(int(of), 0), 0xFFFFFFFF)
