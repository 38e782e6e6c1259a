"""The bodies of SFTP's requests and replies, version 3: draft-ietf-secsh-filexfer-02, sections 5 to 7.

What a server sends is believed only as far as it is there: anything cut short raises `MalformedError`.
"""

from __future__ import annotations

import stat
import struct

import msgspec
from paramiko.sftp import (
    SFTP_BAD_MESSAGE,
    SFTP_EOF,
    SFTP_FAILURE,
    SFTP_NO_SUCH_FILE,
    SFTP_OK,
    SFTP_OP_UNSUPPORTED,
    SFTP_PERMISSION_DENIED,
)

from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import SECOND, Attributes, Changes, Entry, FileKind
from towpath.model.text import path_text

OPEN_READ, OPEN_WRITE, OPEN_APPEND, OPEN_CREATE, OPEN_TRUNCATE = 0x01, 0x02, 0x04, 0x08, 0x10
"""SSH_FXF_*, section 6.3."""
_SIZE, _OWNER, _PERMISSIONS, _TIMES, _EXTENDED = 0x01, 0x02, 0x04, 0x08, 0x80000000
"""SSH_FILEXFER_ATTR_*, section 5."""
_ALL_BUT_EXTENDED = _SIZE | _OWNER | _PERMISSIONS | _TIMES

_INT = struct.Struct(">I")
_LONG = struct.Struct(">Q")
_TWO_INTS = struct.Struct(">II")
_USUAL = struct.Struct(">IQIIIII")
"""The attributes that OpenSSH always sends: flags, size, uid, gid, permissions, atime, mtime."""
_STATVFS = struct.Struct(">11Q")
_READ_ONLY = 0x1
"""SSH2_FXE_STATVFS_ST_RDONLY."""
_MOST_SECONDS = 0xFFFFFFFF
_MOST_BYTES = (1 << 63) - 1
"""Of a file anywhere. Whatever a server claims beyond it, no number gets too large for a disk or a database here."""
_MOST_DIGITS = 9
"""Of a number of names."""

_KINDS = {stat.S_IFREG: FileKind.FILE, stat.S_IFDIR: FileKind.FOLDER, stat.S_IFLNK: FileKind.LINK}
_KINDS_OF_LETTERS = {b"-": FileKind.FILE, b"d": FileKind.FOLDER, b"l": FileKind.LINK}
"""How `ls -l` begins a line, for servers that send no permissions."""

NO_ATTRIBUTES = bytes(4)


class MalformedError(ValueError):
    """A reply that is not what the protocol says."""


class Status(msgspec.Struct, frozen=True):
    """The end of a request without other results."""

    code: int
    text: str = ""


class DiskSpace(msgspec.Struct, frozen=True):
    """What a disk still takes."""

    free: int
    """Bytes that this account may write."""
    no_more_files: bool
    read_only: bool


# --- requests


def text(data: bytes) -> bytes:
    """A string of the protocol."""
    return _INT.pack(len(data)) + data


def texts(*parts: bytes) -> bytes:
    """Several of them."""
    return b"".join(_INT.pack(len(part)) + part for part in parts)


def attributes_to_set(changes: Changes) -> bytes:
    """The attributes of a SETSTAT. Times that a server cannot keep become the nearest that it can."""
    flags, fields = 0, b""
    if changes.uid is not None and changes.gid is not None:
        flags |= _OWNER
        fields += _TWO_INTS.pack(changes.uid, changes.gid)
    if changes.mode is not None:
        flags |= _PERMISSIONS
        fields += _INT.pack(changes.mode & 0o7777)
    if changes.mtime is not None and changes.atime is not None:
        flags |= _TIMES
        fields += _TWO_INTS.pack(_seconds(changes.atime), _seconds(changes.mtime))
    return _INT.pack(flags) + fields


def size_to_set(size: int) -> bytes:
    """The attributes of an FSETSTAT that cuts or extends a file."""
    return _INT.pack(_SIZE) + _LONG.pack(size)


def mode_to_set(mode: int | None) -> bytes:
    """The attributes of what is made."""
    return NO_ATTRIBUTES if mode is None else _TWO_INTS.pack(_PERMISSIONS, mode & 0o7777)


def _seconds(nanoseconds: int) -> int:
    return max(0, min(nanoseconds // SECOND, _MOST_SECONDS))


# --- replies


def read_status(body: bytes) -> Status:
    """A STATUS. Old servers leave out the text."""
    if len(body) < 4:
        raise MalformedError("a status is cut short")
    code: int = _INT.unpack_from(body)[0]
    if len(body) < 8:
        return Status(code)
    return Status(code, _string_at(body, 4)[0].decode(errors="replace"))


def read_handle(body: bytes) -> bytes:
    """A HANDLE: at most 256 bytes."""
    handle, _ = _string_at(body, 0)
    if len(handle) > 256:
        raise MalformedError("a handle is too long")
    return handle


def read_data(body: bytes) -> bytes:
    """A DATA."""
    return _string_at(body, 0)[0]


def read_attributes(body: bytes) -> Attributes:
    """An ATTRS."""
    return _attributes_at(body, 0)[0]


def read_names(body: bytes) -> list[Entry]:
    """A NAME: the entries of a folder but `.` and `..`."""
    entries = []
    try:
        count, at = _INT.unpack_from(body)[0], 4
        for _ in range(count):  # however many it claims: each takes its part of the body, or ends this
            (size,) = _INT.unpack_from(body, at)
            at += 4 + size
            name = body[at - size : at]
            (long_size,) = _INT.unpack_from(body, at)
            at += 4 + long_size
            if at > len(body):
                raise MalformedError("a name is cut short")
            long_name = body[at - long_size : at]
            links, owner, group = _told_by(long_name)
            attributes, at = _attributes_at(body, at, long_name, links)
            if name == b"." or name == b"..":
                continue
            if not name or b"/" in name or b"\0" in name:
                raise MalformedError(f"a folder has an entry of the name {name[:300]!r}")
            entries.append(Entry(name, attributes, None, owner, group))
    except struct.error:
        raise MalformedError("a list of names is cut short") from None
    return entries


def read_only_name(body: bytes) -> bytes:
    """A NAME that answers REALPATH or READLINK."""
    if len(body) < 4 or _INT.unpack_from(body)[0] != 1:
        raise MalformedError("there is not one name")
    return _string_at(body, 4)[0]


def owner_to_name(uid: int, gid: int) -> bytes:
    """The body of a users-groups-by-id@openssh.com: a string of numbers for accounts, another one for groups."""
    return texts(_INT.pack(uid), _INT.pack(gid))


def read_owner(body: bytes) -> tuple[str, str]:
    """The reply to it for one of each: strings of names, an empty one for what has none."""
    users, at = _string_at(body, 0)
    groups, _ = _string_at(body, at)
    user, group = _string_at(users, 0)[0], _string_at(groups, 0)[0]
    return user.decode(errors="backslashreplace"), group.decode(errors="backslashreplace")


def read_disk_space(body: bytes) -> DiskSpace:
    """The reply to statvfs@openssh.com."""
    if len(body) < _STATVFS.size:
        raise MalformedError("the figures of a disk are cut short")
    _, fragment, _, _, available, files, _, files_left, _, flags, _ = _STATVFS.unpack_from(body)
    return DiskSpace(fragment * available, files > 0 and files_left == 0, bool(flags & _READ_ONLY))


def _string_at(body: bytes, at: int) -> tuple[bytes, int]:
    """The string there, and where it ends."""
    if len(body) - at < 4:
        raise MalformedError("a string is cut short")
    begin = at + 4
    end = begin + _INT.unpack_from(body, at)[0]
    if end > len(body):
        raise MalformedError("a string is cut short")
    return body[begin:end], end


def _attributes_at(body: bytes, at: int, long_name: bytes = b"", links: int | None = None) -> tuple[Attributes, int]:
    """The attributes there, and where they end; `long_name` is their line of `ls -l` in a listing."""
    try:
        flags = _INT.unpack_from(body, at)[0]
        if flags == _ALL_BUT_EXTENDED:
            _, size, uid, gid, mode, atime, mtime = _USUAL.unpack_from(body, at)
            found = Attributes(
                kind=_KINDS.get(mode & 0o170000, FileKind.OTHER),
                size=min(size, _MOST_BYTES),
                mtime=mtime * SECOND,
                atime=atime * SECOND,
                mode=mode & 0o7777,
                uid=uid,
                gid=gid,
                links=links,
            )
            return found, at + _USUAL.size
        return _rare_attributes_at(body, at, flags, long_name, links)
    except struct.error:
        raise MalformedError("attributes are cut short") from None


def _rare_attributes_at(
    body: bytes, at: int, flags: int, long_name: bytes, links: int | None
) -> tuple[Attributes, int]:
    at += 4
    size, uid, gid, mode, atime, mtime = 0, None, None, None, None, None
    kind = _KINDS_OF_LETTERS.get(long_name[:1], FileKind.OTHER) if long_name else FileKind.FILE
    if flags & _SIZE:
        size, at = min(_LONG.unpack_from(body, at)[0], _MOST_BYTES), at + 8
    if flags & _OWNER:
        (uid, gid), at = _TWO_INTS.unpack_from(body, at), at + 8
    if flags & _PERMISSIONS:
        mode, at = _INT.unpack_from(body, at)[0], at + 4
        kind = _KINDS.get(mode & 0o170000, kind if mode < 0o10000 else FileKind.OTHER)
        mode &= 0o7777
    if flags & _TIMES:
        (atime, mtime), at = _TWO_INTS.unpack_from(body, at), at + 8
        atime, mtime = atime * SECOND, mtime * SECOND
    if flags & _EXTENDED:
        count, at = _INT.unpack_from(body, at)[0], at + 4
        for _ in range(count):
            _, at = _string_at(body, at)
            _, at = _string_at(body, at)
    found = Attributes(kind=kind, size=size, mtime=mtime, atime=atime, mode=mode, uid=uid, gid=gid, links=links)
    return found, at


def _told_by(long_name: bytes) -> tuple[int | None, str, str]:
    """The number of names, the owner and the group, which `ls -l` has behind the permissions; nothing where it looks
    otherwise."""
    fields = long_name.split(None, 4)
    if len(fields) < 5 or len(fields[0]) < 10 or not fields[1].isdigit() or len(fields[1]) > _MOST_DIGITS:
        return None, "", ""
    return int(fields[1]), fields[2].decode(errors="backslashreplace"), fields[3].decode(errors="backslashreplace")


# --- problems

_PROBLEMS = {
    SFTP_NO_SUCH_FILE: ProblemKind.FILE_NOT_FOUND,
    SFTP_PERMISSION_DENIED: ProblemKind.PERMISSION_DENIED,
    SFTP_OP_UNSUPPORTED: ProblemKind.UNSUPPORTED,
    # of later versions, which some servers send all the same: draft-ietf-secsh-filexfer-13, section 9.1
    10: ProblemKind.FILE_NOT_FOUND,
    11: ProblemKind.FILE_EXISTS,
    12: ProblemKind.PERMISSION_DENIED,
    14: ProblemKind.DISK_FULL,
    15: ProblemKind.DISK_FULL,
    18: ProblemKind.FOLDER_NOT_EMPTY,
    19: ProblemKind.NOT_A_FOLDER,
    20: ProblemKind.NAME_IMPOSSIBLE,
    21: ProblemKind.LINK_LOOP,
    24: ProblemKind.IS_A_FOLDER,
}
_DETAILS = {12: "the disk is read-only", 15: "the disk quota is used up"}
_SAYS_NOTHING = {"failure", "bad message", "no such file", "permission denied", "operation unsupported", ""}
"""What OpenSSH's server says with every status of a kind."""


def problem_of_status(status: Status, path: bytes, via: str) -> Problem:
    """Why a request that concerns `path` failed; FILE_FAILED when the server does not tell a reason we know."""
    kind = _PROBLEMS.get(status.code, ProblemKind.FILE_FAILED)
    facts = {"via": via}
    if status.code in _DETAILS:
        facts["detail"] = _DETAILS[status.code]
    elif kind is ProblemKind.FILE_FAILED:
        said = "" if status.text.strip().lower() in _SAYS_NOTHING else status.text.strip()
        facts["detail"] = said or _plain_reason(status.code)
    return Problem(kind, path_text(path), facts)


def _plain_reason(code: int) -> str:
    if code in (SFTP_OK, SFTP_EOF):
        return "the server answered out of turn"
    if code == SFTP_BAD_MESSAGE:  # OpenSSH's server says so for EINVAL and ENAMETOOLONG
        return "the server takes the request for invalid"
    return "" if code == SFTP_FAILURE else f"the server reports error {code}"
