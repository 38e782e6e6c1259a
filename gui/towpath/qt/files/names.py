"""What may be the name of a file."""

from __future__ import annotations

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate

MOST_NAME_BYTES = 255
"""What nearly every file system takes (NAME_MAX)."""


def check_name(name: str) -> bytes:
    """The bytes of a file's name. Raises TowpathError INVALID. What else a machine does not take, it says itself."""
    try:
        raw = name.encode()
    except UnicodeEncodeError:
        raise _wrong(name, "that cannot be written in a name") from None
    if not raw:
        raise _wrong(name, "a name is needed")
    if raw in (b".", b".."):
        raise _wrong(name, "these dots mean a folder that is there already")
    if b"/" in raw:
        raise _wrong(name, "no name can contain a slash")
    if not name.isprintable():
        raise _wrong(name, "there are characters in it that cannot be seen")
    if len(raw) > MOST_NAME_BYTES:
        raise _wrong(
            name,
            translate("Fact", "it is too long: {n} bytes of {most_name_bytes}").format(
                n=len(raw), most_name_bytes=MOST_NAME_BYTES
            ),
        )
    return raw


def _wrong(name: str, detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.INVALID, name, {"detail": detail}))
