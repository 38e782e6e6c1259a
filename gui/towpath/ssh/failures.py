"""What paramiko and the system say when a login breaks off, turned into a `Problem`. The only place that does.

(Dialling explains itself in `net/dial.py`, refused channels are explained in `refusal.py`.)
"""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence

from paramiko.ssh_exception import IncompatiblePeer, SSHException

from towpath.model.error import Problem, ProblemKind

_TOO_MANY_TRIES = re.compile(r"too many|max\w*\W+(auth\w*\W+)?tries", re.IGNORECASE)
# What servers and gateways say in place of their version when they turn somebody away: OpenSSH's MaxStartups and
# PerSourcePenalties, TCP wrappers, appliances.
_TURNED_AWAY = re.compile(r"MaxStartups|not allowed|too many|denied|refused|try again", re.IGNORECASE)
_HUNG_UP = {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ENOTCONN, errno.EBADF}
_NO_ALGORITHMS = ("ext-info-", "kex-strict-")  # markers that travel among the names of key exchanges

Lists = dict[str, tuple[Sequence[str], Sequence[str]]]
"""For each kind of algorithm what this side and the server propose."""


def key_exchange_failed(
    error: BaseException | None,
    subject: str,
    *,
    first_line: str,
    greeted: bool,
    said: str,
    lists: Lists,
    limited: bool = False,
) -> Problem:
    """Why the connection ended before it was encrypted.

    `first_line` is the first the server sent, `greeted` whether its version came, `said` its disconnect message,
    `lists` what both sides proposed, `limited` whether the user wants only some of ours. A server that hangs up without
    a word is most often an SSH server that is overloaded or does not want us, and is reported as that; one that says
    something else first is not.
    """
    mismatch = _mismatch(lists)
    if mismatch or isinstance(error, IncompatiblePeer):
        option = {"option": "the algorithms"} if limited else {}
        return Problem(ProblemKind.NO_COMMON_ALGORITHM, subject, {"detail": mismatch or str(error), **option})
    if said:
        return _lost(subject, said)
    if not greeted:
        if not first_line:
            return _lost(subject, "it sent no SSH greeting")
        if _TURNED_AWAY.search(first_line):
            return _lost(subject, first_line)
        return Problem(ProblemKind.NOT_SSH, subject, {"detail": first_line})
    return hung_up(error, subject, said="")


def hung_up(error: BaseException | None, subject: str, *, said: str) -> Problem:
    """Why the connection ended during login. `said` is the server's disconnect message."""
    if not said and isinstance(error, OSError) and error.errno not in _HUNG_UP:
        said = error.strerror or str(error)
    if not said and isinstance(error, SSHException):
        said = str(error)
    return _lost(subject, said)


def means_too_many_tries(said: str) -> bool:
    """Whether a disconnect message is about MaxAuthTries: OpenSSH's "Too many authentication failures" and its like."""
    return _TOO_MANY_TRIES.search(said) is not None


def _lost(subject: str, detail: str) -> Problem:
    return Problem(ProblemKind.LOST_DURING_LOGIN, subject, {"detail": detail} if detail else {})


def _mismatch(lists: Lists) -> str:
    """The kinds for which the two sides have nothing in common, with what each proposes."""
    return "; ".join(
        f"{kind}: the server has {_names(theirs)}, we have {_names(ours)}"
        for kind, (ours, theirs) in lists.items()
        if not set(ours) & set(theirs)
    )


def _names(algorithms: Sequence[str]) -> str:
    return ", ".join(name for name in algorithms if not name.startswith(_NO_ALGORITHMS)) or "none"
