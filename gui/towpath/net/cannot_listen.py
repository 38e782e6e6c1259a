"""Why a socket cannot listen somewhere."""

from __future__ import annotations

import errno
import os
import socket
import stat

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint


def problem_of_listening(wished: Endpoint, error: OSError) -> Problem:
    """Why nothing listens there. Who holds the place is another question, as it takes time to find out."""
    subject, detail = str(wished), {"detail": error.strerror or str(error)}
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return Problem(ProblemKind.TOO_MANY_OPEN_FILES, subject, detail)
    if wished.path:
        return _problem_of_path(wished.path, error)
    if isinstance(error, socket.gaierror):
        return Problem(ProblemKind.ADDRESS_NOT_LOCAL, subject, detail)
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return Problem(ProblemKind.ADDRESS_NOT_LOCAL, subject, detail)
    if error.errno in (errno.EACCES, errno.EPERM) and wished.port < 1024:
        return Problem(ProblemKind.PORT_PRIVILEGED, subject)
    if error.errno in (errno.EADDRINUSE, errno.EACCES):  # Windows: EACCES where the holder insists on being alone
        return Problem(ProblemKind.PORT_IN_USE, subject)
    return Problem(ProblemKind.INTERNAL, subject, detail)


def _problem_of_path(path: str, error: OSError) -> Problem:
    if error.errno == errno.EADDRINUSE:
        if stat.S_ISSOCK(os.lstat(path).st_mode):
            return Problem(ProblemKind.PORT_IN_USE, path)
        return Problem(ProblemKind.FILE_UNWRITABLE, path, {"detail": "there is a file of that name already"})
    return Problem(ProblemKind.FILE_UNWRITABLE, path, {"detail": error.strerror or str(error)})
