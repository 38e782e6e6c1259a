"""How a line or a file of ssh_config is refused: SSH_CONFIG_REFUSED, always with the place."""

from __future__ import annotations

from towpath.model.error import Problem, ProblemKind, TowpathError

_LONGEST = 300
"""Characters; a line of a file may have any number."""


def refused(file: str, line: int, detail: str, hint: str = "") -> TowpathError:
    """`line` 0 stands for the file as a whole, `file` empty for what was given besides files."""
    facts = {"detail": _shown(detail)}
    if line:
        facts["line"] = str(line)
    if hint:
        facts["hint"] = hint
    return TowpathError(Problem(ProblemKind.SSH_CONFIG_REFUSED, _shown(file) or "the options", facts))


def _shown(text: str) -> str:
    """Bytes that are no UTF-8 come this far as half characters, which nothing else can carry."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return short.encode("utf-8", "backslashreplace").decode()
