"""The only place that writes files: atomically, privately, and without losing what was there. And reads them whole,
where a name may lead to something that has no end."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from towpath.model.error import Problem, ProblemKind, TowpathError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def read_whole(path: Path, most: int) -> bytes:
    """What is in a file of up to `most` bytes. Raises OSError, also where there are more, for a pipe and a device."""
    with open(path, "rb", opener=at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is a pipe or a device", str(path))
        content = file.read(most + 1)
    if len(content) > most:
        size = f"{most >> 20} MiB" if most >> 20 else f"{most >> 10} KiB"
        raise OSError(errno.EFBIG, f"it has more than {size}", str(path))
    return content


def at_once(path: str, flags: int) -> int:
    """An opener for `open`: else it would wait for who writes into a pipe, maybe for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # which Windows has not


def private_folder(folder: Path) -> Path:
    """Make `folder` (and its parents) if it is missing; a folder made here is readable by its owner only.

    Raises TowpathError FILE_UNWRITABLE.
    """
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


def private_file(path: Path) -> None:
    """Make `path` an empty file that only its owner can read, if it is missing. For who writes it in its own way.

    Raises TowpathError FILE_UNWRITABLE.
    """
    private_folder(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
    except OSError as error:
        raise _unwritable(path, error) from error


def write_atomically(path: Path, content: bytes, *, instead_of: bytes | None = None) -> None:
    """Replace `path` by `content` so that a reader, a crash or a full disk sees the old file or the new one.

    The mode of an existing file is kept, a new one is private. A symbolic link stays a link: its target is replaced.
    `instead_of` is what must stand there until then, where other programs write the file, too.
    Raises TowpathError FILE_UNWRITABLE, FILE_CHANGED; the old file is then untouched.
    """
    target = Path(os.path.realpath(path))
    private_folder(target.parent)
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else PRIVATE_FILE
        with _written_beside(target, content, mode) as temporary:
            if instead_of is not None and target.read_bytes() != instead_of:
                raise changed(path)
            os.replace(temporary, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_new(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Write a file whose name nobody has yet; the name comes with the content, so that a crash leaves both or none.

    Raises TowpathError FILE_EXISTS, FILE_UNWRITABLE; nothing is left behind then.
    """
    private_folder(path.parent)
    try:
        with _written_beside(path, content, mode) as temporary:
            _name_new(temporary, path)
        try:
            _sync_folder(path.parent)
        except BaseException:
            path.unlink()
            raise
    except FileExistsError as error:
        raise TowpathError(Problem(ProblemKind.FILE_EXISTS, str(path), {"hint": "choose another name"})) from error
    except OSError as error:
        raise _unwritable(path, error) from error


def make_private(path: Path) -> None:
    """Take everybody else's rights away. Raises TowpathError FILE_UNWRITABLE."""
    try:
        path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
    except OSError as error:
        raise _unwritable(path, error) from error


def append_line(path: Path, line: str) -> None:
    """Append one line with a single write, after mending a missing final newline; what is there stays as it is.

    A new file is private (0600) and so is its folder (0700), as ssh makes ~/.ssh. Raises TowpathError FILE_UNWRITABLE.
    """
    private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
        with open(descriptor, "r+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            content = line.encode() + b"\n"
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                content = b"\n" + content
            written = file.write(content)
            if written != len(content):
                os.ftruncate(descriptor, size)
                raise OSError("the disk is full")
            os.fsync(descriptor)
    except OSError as error:
        raise _unwritable(path, error) from error


def keep_aside(path: Path, suffix: str) -> Path:
    """Rename `path` to a free name `path.suffix`, `path.suffix-2`, …; nothing is overwritten. Returns the new name.

    Raises TowpathError FILE_UNWRITABLE.
    """
    number = 1
    while True:
        aside = path.with_name(f"{path.name}.{suffix}" + (f"-{number}" if number > 1 else ""))
        try:
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL, PRIVATE_FILE))  # the name is ours now
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise _unwritable(aside, error) from error
        try:
            os.replace(path, aside)
        except OSError as error:
            os.unlink(aside)
            raise _unwritable(aside, error) from error
        return aside


def changed(path: Path) -> TowpathError:
    """FILE_CHANGED for a file that another program has written meanwhile."""
    facts = {"detail": "another program has changed it meanwhile", "hint": "nothing was written; look at it again"}
    return TowpathError(Problem(ProblemKind.FILE_CHANGED, str(path), facts))


@contextlib.contextmanager
def _written_beside(target: Path, content: bytes, mode: int) -> Iterator[str]:
    """A temporary file that is on the disk, with its mode, and gone afterwards unless it got another name."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        yield temporary
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)


def _name_new(temporary: str, path: Path) -> None:
    """Raises FileExistsError where that name is taken, be it by a link to nothing."""
    if os.name == "nt":
        os.rename(temporary, path)  # refuses there what is there already
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: the file is empty for a moment
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
        try:
            os.replace(temporary, path)
        except BaseException:
            path.unlink()
            raise


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut. Windows cannot open folders and does not need it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> TowpathError:
    return TowpathError(Problem(ProblemKind.FILE_UNWRITABLE, str(path), {"detail": error.strerror or str(error)}))
