"""How many files and sockets this process may have open: each connection through a forward takes one."""

from __future__ import annotations

import contextlib
import sys

ENOUGH = 65_536


def raise_limit() -> None:
    """Raise the soft limit (RLIMIT_NOFILE) as far as the hard one allows, up to ENOUGH. Windows has no such limit.

    The usual 1,024 is for programs that call select(2), which nothing here does.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):  # macOS has a lower limit that it does not tell
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
