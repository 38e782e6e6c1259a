"""What this machine's system says about a file, as a Problem."""

from __future__ import annotations

import errno

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.text import path_text

_KINDS = {
    errno.ENOENT: ProblemKind.FILE_NOT_FOUND,
    errno.EEXIST: ProblemKind.FILE_EXISTS,
    errno.EACCES: ProblemKind.PERMISSION_DENIED,
    errno.EPERM: ProblemKind.PERMISSION_DENIED,
    errno.EROFS: ProblemKind.PERMISSION_DENIED,
    errno.ENOSPC: ProblemKind.DISK_FULL,
    errno.EDQUOT: ProblemKind.DISK_FULL,
    errno.EFBIG: ProblemKind.DISK_FULL,
    errno.ENOTDIR: ProblemKind.NOT_A_FOLDER,
    errno.EISDIR: ProblemKind.IS_A_FOLDER,
    errno.ENOTEMPTY: ProblemKind.FOLDER_NOT_EMPTY,
    errno.ELOOP: ProblemKind.LINK_LOOP,
    errno.ENAMETOOLONG: ProblemKind.NAME_IMPOSSIBLE,
    errno.EILSEQ: ProblemKind.NAME_IMPOSSIBLE,
    errno.ENOTSUP: ProblemKind.UNSUPPORTED,
    errno.EOPNOTSUPP: ProblemKind.UNSUPPORTED,
    errno.ENOSYS: ProblemKind.UNSUPPORTED,
    errno.ENXIO: ProblemKind.SPECIAL_FILE,
}

_DETAILS = {
    errno.EROFS: "the disk is read-only",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file is larger than the disk, or a limit of this account, allows",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EILSEQ: "the disk takes no name that is not valid text",
    errno.EPERM: "the system does not permit it",
}


def file_error(error: OSError, path: bytes) -> TowpathError:
    """The failure of what was done with `path`: to be raised from `error`."""
    number = error.errno or 0
    kind = _KINDS.get(number, ProblemKind.FILE_FAILED)
    detail = _DETAILS.get(number, "")
    if not detail and kind is ProblemKind.FILE_FAILED:
        detail = error.strerror or str(error)
    return TowpathError(Problem(kind, path_text(path), {"detail": detail} if detail else {}))
