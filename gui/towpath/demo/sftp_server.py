"""What the demo's SFTP server does: version 3 on a tree, with OpenSSH's extensions (its file PROTOCOL, section 4)."""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from paramiko import Message, sftp

from towpath.demo.sftp_attributes import add_attributes, add_no_attributes, long_name, read_wanted
from towpath.demo.sftp_tree import Tree, target_of

VERSION = 3
MOST_PACKET = 256 * 1024
MOST_DATA = MOST_PACKET - 1024
"""In one read or write."""
MOST_HANDLES = 1000
ENTRIES = 100
"""Names in one answer of a listing."""
COPY_CHUNK = 1 << 20
NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_OPEN_FLAGS = {
    sftp.SFTP_FLAG_CREATE: os.O_CREAT,
    sftp.SFTP_FLAG_TRUNC: os.O_TRUNC,
    sftp.SFTP_FLAG_EXCL: os.O_EXCL,
}
_STATUS = {
    errno.ENOENT: sftp.SFTP_NO_SUCH_FILE,
    errno.ENOTDIR: sftp.SFTP_NO_SUCH_FILE,
    errno.EBADF: sftp.SFTP_NO_SUCH_FILE,
    errno.ELOOP: sftp.SFTP_NO_SUCH_FILE,
    errno.EPERM: sftp.SFTP_PERMISSION_DENIED,
    errno.EACCES: sftp.SFTP_PERMISSION_DENIED,
    errno.EINVAL: sftp.SFTP_BAD_MESSAGE,
    errno.ENAMETOOLONG: sftp.SFTP_BAD_MESSAGE,
    errno.ENOSYS: sftp.SFTP_OP_UNSUPPORTED,
}
"""As sftp-server translates what the system says; SFTP_FAILURE for the rest."""


class _Folder:
    """A listing under way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names = iter([b".", b"..", *sorted(os.fsencode(entry.name) for entry in path.iterdir())])


_Handle = int | _Folder
"""A file's descriptor, or a listing."""
_H = TypeVar("_H", int, _Folder)


class Requests:
    """Carries out requests on a tree, one after the other, and makes the answers. Holds the open handles."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._handles: dict[bytes, _Handle] = {}
        self._opened = 0
        self._methods: dict[int, _Method] = {
            sftp.CMD_OPEN: self._open,
            sftp.CMD_CLOSE: self._close,
            sftp.CMD_READ: self._read,
            sftp.CMD_WRITE: self._write,
            sftp.CMD_LSTAT: self._lstat,
            sftp.CMD_FSTAT: self._fstat,
            sftp.CMD_SETSTAT: self._setstat,
            sftp.CMD_FSETSTAT: self._fsetstat,
            sftp.CMD_OPENDIR: self._opendir,
            sftp.CMD_READDIR: self._readdir,
            sftp.CMD_REMOVE: self._remove,
            sftp.CMD_MKDIR: self._mkdir,
            sftp.CMD_RMDIR: self._rmdir,
            sftp.CMD_REALPATH: self._realpath,
            sftp.CMD_STAT: self._stat,
            sftp.CMD_RENAME: self._rename,
            sftp.CMD_READLINK: self._readlink,
            sftp.CMD_SYMLINK: self._symlink,
            sftp.CMD_EXTENDED: self._extended,
        }
        self._extensions: dict[bytes, tuple[bytes, _Method]] = {
            b"posix-rename@openssh.com": (b"1", self._posix_rename),
            b"hardlink@openssh.com": (b"1", self._hardlink),
            b"fsync@openssh.com": (b"1", self._fsync),
            b"lsetstat@openssh.com": (b"1", self._lsetstat),
            b"limits@openssh.com": (b"1", self._limits),
            b"expand-path@openssh.com": (b"1", self._expand_path),
            b"copy-data": (b"1", self._copy_data),
        }
        if sys.platform != "win32":  # which has no such call
            self._extensions[b"statvfs@openssh.com"] = (b"2", self._statvfs)
            self._extensions[b"fstatvfs@openssh.com"] = (b"2", self._fstatvfs)

    def answer(self, kind: int, body: bytes) -> bytes:
        """Do what a request asks; the packet to be sent back."""
        if kind == sftp.CMD_INIT:
            return _packet(sftp.CMD_VERSION, self._hello().asbytes())
        request = Message(body)
        number = body[:4]
        request.get_int()
        try:
            method = self._methods.get(kind)
            answer = method(request) if method else _unsupported()
        except OSError as error:
            answer = _status(_STATUS.get(error.errno or 0, sftp.SFTP_FAILURE), error.strerror or str(error))
        except NotImplementedError:
            answer = _unsupported()
        except (ValueError, OverflowError) as error:  # a name or a number that cannot be
            answer = _status(sftp.SFTP_BAD_MESSAGE, str(error))
        reply, message = answer
        return _packet(reply, number + message.asbytes())

    def close(self) -> None:
        """Close what the visitor left open."""
        for handle in self._handles.values():
            if isinstance(handle, int):
                os.close(handle)
        self._handles.clear()

    # --- handles

    def _keep(self, handle: _Handle) -> _Answer:
        self._opened += 1
        name = b"%d" % self._opened
        self._handles[name] = handle
        return sftp.CMD_HANDLE, _message(name)

    def _handle(self, request: Message, kind: type[_H]) -> _H:
        handle = self._handles.get(request.get_string())
        if not isinstance(handle, kind):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return handle

    def _open(self, request: Message) -> _Answer:
        path, flags, wanted = request.get_string(), request.get_int(), read_wanted(request)
        is_new = bool(flags & sftp.SFTP_FLAG_EXCL)
        mode = 0o666 if wanted.mode is None else wanted.mode & 0o777
        with self._room(), self._tree.at(path, follow=not is_new) as real:
            return self._keep(os.open(real, _system_flags(flags) | NOT_FOLLOWED, mode))

    def _opendir(self, request: Message) -> _Answer:
        with self._room(), self._tree.at(request.get_string()) as real:
            return self._keep(_Folder(real))

    @contextlib.contextmanager
    def _room(self) -> Iterator[None]:
        if len(self._handles) >= MOST_HANDLES:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        yield

    def _close(self, request: Message) -> _Answer:
        handle = self._handles.pop(request.get_string(), None)
        if handle is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if isinstance(handle, int):
            os.close(handle)
        return _ok()

    def _read(self, request: Message) -> _Answer:
        descriptor, offset, size = self._handle(request, int), request.get_int64(), request.get_int()
        os.lseek(descriptor, offset, os.SEEK_SET)  # nobody else uses it, and not every system has pread(2)
        content = os.read(descriptor, min(size, MOST_DATA))
        return (sftp.CMD_DATA, _message(content)) if content or not size else _end()

    def _write(self, request: Message) -> _Answer:
        descriptor, offset, content = self._handle(request, int), request.get_int64(), request.get_string()
        os.lseek(descriptor, offset, os.SEEK_SET)
        _write_all(descriptor, content)
        return _ok()

    def _fstat(self, request: Message) -> _Answer:
        return _attributes(os.fstat(self._handle(request, int)))

    def _fsetstat(self, request: Message) -> _Answer:
        descriptor = self._handle(request, int)
        read_wanted(request).apply(descriptor)
        return _ok()

    def _fsync(self, request: Message) -> _Answer:
        os.fsync(self._handle(request, int))
        return _ok()

    def _copy_data(self, request: Message) -> _Answer:
        source, offset, length = self._handle(request, int), request.get_int64(), request.get_int64()
        sink, sink_offset = self._handle(request, int), request.get_int64()
        left = length or sys.maxsize  # 0: to the end of the file
        while left:
            os.lseek(source, offset, os.SEEK_SET)
            if not (content := os.read(source, min(left, COPY_CHUNK))):
                break
            os.lseek(sink, sink_offset, os.SEEK_SET)
            _write_all(sink, content)
            offset, sink_offset, left = offset + len(content), sink_offset + len(content), left - len(content)
        return _ok()

    def _readdir(self, request: Message) -> _Answer:
        folder = self._handle(request, _Folder)
        entries: list[tuple[bytes, os.stat_result]] = []
        for name in folder.names:
            with contextlib.suppress(OSError):  # it vanished meanwhile
                entries.append((name, (folder.path / os.fsdecode(name)).lstat()))
            if len(entries) == ENTRIES:
                break
        if not entries:
            return _end()
        message = Message()
        message.add_int(len(entries))
        for name, status in entries:
            message.add_string(name)
            message.add_string(long_name(name, status))
            add_attributes(message, status)
        return sftp.CMD_NAME, message

    # --- paths

    def _stat(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string()) as real:
            return _attributes(real.lstat())

    def _lstat(self, request: Message) -> _Answer:
        path = request.get_string()
        with self._tree.at(path, follow=path.endswith(b"/")) as real:
            return _attributes(real.lstat())

    def _setstat(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string()) as real:
            read_wanted(request).apply(real)
        return _ok()

    def _lsetstat(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string(), follow=False) as real:
            read_wanted(request).apply(real, follow=not real.is_symlink())
        return _ok()

    def _remove(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string(), follow=False) as real:
            real.unlink()
        return _ok()

    def _mkdir(self, request: Message) -> _Answer:
        path, wanted = request.get_string(), read_wanted(request)
        with self._tree.at(path, follow=False) as real:
            real.mkdir(0o777 if wanted.mode is None else wanted.mode & 0o777)
        return _ok()

    def _rmdir(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string(), follow=False) as real:
            real.rmdir()
        return _ok()

    def _rename(self, request: Message) -> _Answer:
        """Never over what is there."""
        with self._two_paths(request) as (old, new):
            if os.path.lexists(new):
                raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
            old.rename(new)
        return _ok()

    def _posix_rename(self, request: Message) -> _Answer:
        with self._two_paths(request) as (old, new):
            old.replace(new)
        return _ok()

    def _hardlink(self, request: Message) -> _Answer:
        with self._two_paths(request) as (old, new):
            os.link(old, new, follow_symlinks=False)
        return _ok()

    @contextlib.contextmanager
    def _two_paths(self, request: Message) -> Iterator[tuple[Path, Path]]:
        with (
            self._tree.at(request.get_string(), follow=False) as old,
            self._tree.at(request.get_string(), follow=False) as new,
        ):
            yield old, new

    def _symlink(self, request: Message) -> _Answer:
        """The target comes first, against the draft, as in OpenSSH since ever (its file PROTOCOL, section 4.1)."""
        target = request.get_string()
        with self._tree.at(request.get_string(), follow=False) as real:
            real.symlink_to(os.fsdecode(target))
        return _ok()

    def _readlink(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string(), follow=False) as real:
            return _one_name(target_of(real))

    def _realpath(self, request: Message) -> _Answer:
        return _one_name(self._tree.absolute(request.get_string()))

    def _expand_path(self, request: Message) -> _Answer:
        """Every visitor's home is the root."""
        path = request.get_string()
        if path.startswith(b"~"):
            path = path.partition(b"/")[2]
        return _one_name(self._tree.absolute(path))

    # --- the rest

    def _extended(self, request: Message) -> _Answer:
        _version, method = self._extensions.get(request.get_string(), (b"", None))
        return method(request) if method else _unsupported()

    def _limits(self, _request: Message) -> _Answer:
        message = Message()
        for limit in (MOST_PACKET, MOST_DATA, MOST_DATA, MOST_HANDLES):
            message.add_int64(limit)
        return sftp.CMD_EXTENDED_REPLY, message

    def _statvfs(self, request: Message) -> _Answer:
        with self._tree.at(request.get_string()) as real:
            return _disk(os.statvfs(real))

    def _fstatvfs(self, request: Message) -> _Answer:
        return _disk(os.statvfs(self._handle(request, int)))

    def _hello(self) -> Message:
        message = Message()
        message.add_int(VERSION)
        for name, (version, _) in self._extensions.items():
            message.add_string(name)
            message.add_string(version)
        return message


_Answer = tuple[int, Message]
"""The kind of a reply and what comes after the request's number."""
_Method = Callable[[Message], _Answer]


def _packet(kind: int, body: bytes) -> bytes:
    return struct.pack(">IB", len(body) + 1, kind) + body


def _message(text: bytes) -> Message:
    message = Message()
    message.add_string(text)
    return message


def _status(code: int, text: str) -> _Answer:
    message = Message()
    message.add_int(code)
    message.add_string(text)
    message.add_string("")  # its language
    return sftp.CMD_STATUS, message


def _ok() -> _Answer:
    return _status(sftp.SFTP_OK, "Success")


def _end() -> _Answer:
    return _status(sftp.SFTP_EOF, "End of file")


def _unsupported() -> _Answer:
    return _status(sftp.SFTP_OP_UNSUPPORTED, "Operation unsupported")


def _attributes(of: os.stat_result) -> _Answer:
    message = Message()
    add_attributes(message, of)
    return sftp.CMD_ATTRS, message


def _one_name(name: bytes) -> _Answer:
    message = Message()
    message.add_int(1)
    message.add_string(name)
    message.add_string(name)
    add_no_attributes(message)
    return sftp.CMD_NAME, message


def _disk(of: os.statvfs_result) -> _Answer:
    message = Message()
    blocks = (of.f_bsize, of.f_frsize, of.f_blocks, of.f_bfree, of.f_bavail)
    for value in (*blocks, of.f_files, of.f_ffree, of.f_favail, of.f_fsid, of.f_flag, of.f_namemax):
        message.add_int64(value)
    return sftp.CMD_EXTENDED_REPLY, message


def _system_flags(flags: int) -> int:
    """For open(2). Appending is left to visitors, who name their offsets."""
    reads, writes = flags & sftp.SFTP_FLAG_READ, flags & sftp.SFTP_FLAG_WRITE
    access = (os.O_RDWR if reads else os.O_WRONLY) if writes else os.O_RDONLY
    return access | sum(system for one, system in _OPEN_FLAGS.items() if flags & one)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
