"""What paramiko and the system raise while one hop is being reached, turned into `Problem`s. The only place that does.

(Channels that are refused on a session that is up are explained in `refusal.py`.)
"""

from __future__ import annotations

import errno
import re
import socket

from paramiko.ssh_exception import IncompatiblePeer, SSHException

from towpath.model.error import Problem, ProblemKind

_TOO_MANY_TRIES = re.compile(r"too many|max\w*\W+(auth\w*\W+)?tries", re.IGNORECASE)
_NOT_SSH = re.compile(r"Error reading SSH protocol banner|Indecipherable protocol version|Invalid SSH banner")
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EACCES}
_HUNG_UP = {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ENOTCONN, errno.EBADF}

Lists = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""For each kind of algorithm what this side and the server propose."""


def key_exchange_failed(
    error: BaseException | None, subject: str, *, said: str, greeting: str, lists: Lists
) -> Problem:
    """Why the transport ended before it was encrypted.

    `said` is the server's disconnect message, `greeting` its version line if it got that far, `lists` what both sides
    proposed. A server that hangs up before its version line may be no SSH server at all, but most often it is one
    that turns us away (MaxStartups, a firewall), and is reported as that.
    """
    if isinstance(error, IncompatiblePeer) and lists:
        return Problem(ProblemKind.NO_COMMON_ALGORITHM, subject, {"detail": _mismatch(lists) or str(error)})
    if said:
        return Problem(ProblemKind.LOST_DURING_LOGIN, subject, {"detail": said})
    if isinstance(error, OSError):
        return from_system(error, subject)
    text = str(error) if isinstance(error, SSHException) else ""
    if not greeting and (shown := _shown_instead(text)) is not None:
        return Problem(ProblemKind.NOT_SSH, subject, {"detail": shown} if shown else {})
    return Problem(ProblemKind.LOST_DURING_LOGIN, subject, {"detail": text} if text else {})


def hung_up(error: BaseException | None, subject: str, *, said: str) -> Problem:
    """Why the connection ended during authentication. `said` is the server's disconnect message."""
    detail = said or (str(error) if isinstance(error, SSHException) else "")
    return Problem(ProblemKind.LOST_DURING_LOGIN, subject, {"detail": detail} if detail else {})


def means_too_many_tries(said: str) -> bool:
    """Whether a disconnect message is about MaxAuthTries: OpenSSH's "Too many authentication failures" and its like."""
    return _TOO_MANY_TRIES.search(said) is not None


def from_system(error: OSError, subject: str) -> Problem:
    """A socket's error on the way to a machine."""
    detail = error.strerror or str(error)
    if isinstance(error, socket.gaierror):
        return Problem(ProblemKind.NAME_UNKNOWN, subject)
    if isinstance(error, ConnectionRefusedError):
        return Problem(ProblemKind.REFUSED, subject)
    if error.errno in _UNREACHABLE:
        return Problem(ProblemKind.UNREACHABLE, subject, {"detail": detail})
    return Problem(ProblemKind.LOST_DURING_LOGIN, subject, {} if error.errno in _HUNG_UP else {"detail": detail})


def _mismatch(lists: Lists) -> str:
    """The kinds for which the two sides have nothing in common, with what each proposes."""
    return "; ".join(
        f"{kind}: the server has {', '.join(theirs) or 'none'}, we have {', '.join(ours)}"
        for kind, (ours, theirs) in lists.items()
        if not set(ours) & set(theirs)
    )


def _shown_instead(text: str) -> str | None:
    """The line that came in place of an SSH version, empty when none came; None when `text` is about something else."""
    if not _NOT_SSH.match(text):
        return None
    quoted = re.match(r'Indecipherable protocol version "(.*)"', text, re.DOTALL)
    return quoted[1][:200] if quoted else ""
