"""Doing without root's privileges for a while, in one thread."""

import contextlib
import ctypes
import os
from collections.abc import Iterator

VERSION_3 = 0x20080522  # _LINUX_CAPABILITY_VERSION_3, capget(2)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Set(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """This thread, and all that it starts meanwhile, is to the kernel what an ordinary user's is (capabilities(7)).

    Programs that root starts get the privileges back: start them before.
    """
    had = _capabilities()
    _set_effective(had, [0, 0])
    try:
        yield
    finally:
        _set_effective(had, [part.effective for part in had])


def _capabilities() -> list[_Set]:
    sets = (_Set * 2)()
    _call("capget", sets)
    return [_Set(part.effective, part.permitted, part.inheritable) for part in sets]


def _set_effective(had: list[_Set], effective: list[int]) -> None:
    pairs = zip(had, effective, strict=True)
    _call("capset", (_Set * 2)(*(_Set(wanted, part.permitted, part.inheritable) for part, wanted in pairs)))


def _call(name: str, sets: "ctypes.Array[_Set]") -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(ctypes.byref(_Header(VERSION_3, 0)), sets):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
