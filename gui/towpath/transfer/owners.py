"""The names of this machine's accounts and groups. Windows has them otherwise, and tells none."""

from __future__ import annotations

import sys
from collections.abc import Callable

if sys.platform != "win32":
    import grp
    import pwd


class Owners:
    """Each is looked up once: that may go through the network. What has no name is called by its number. Any thread."""

    def __init__(self) -> None:
        self._users: dict[int, str] = {}
        self._groups: dict[int, str] = {}

    def user(self, uid: int) -> str:
        """An account."""
        name = self._users.get(uid)
        if name is None:
            name = self._users[uid] = _found(_user, uid)
        return name

    def group(self, gid: int) -> str:
        """A group."""
        name = self._groups.get(gid)
        if name is None:
            name = self._groups[gid] = _found(_group, gid)
        return name


def _found(name: Callable[[int], str], number: int) -> str:
    try:
        return name(number)
    except (KeyError, OverflowError, OSError):
        return str(number)


def _user(uid: int) -> str:
    return "" if sys.platform == "win32" else pwd.getpwuid(uid).pw_name


def _group(gid: int) -> str:
    return "" if sys.platform == "win32" else grp.getgrgid(gid).gr_name
