"""A secret on its way from a person to where it is needed."""

from __future__ import annotations

import msgspec


class SecretText(msgspec.Struct, frozen=True):
    """Never printed: `repr` hides it, and it is in no file."""

    value: str = ""

    def __repr__(self) -> str:
        return "SecretText(<hidden>)"

    def __bool__(self) -> bool:
        return bool(self.value)
