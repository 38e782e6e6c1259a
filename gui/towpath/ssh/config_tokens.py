"""What stands for something else in a value of ssh_config(5): `%h` and its like, `${NAME}` and `~`."""

from __future__ import annotations

import hashlib
import os
import re
import socket
from collections.abc import Mapping

from towpath.model.error import Problem, ProblemKind, TowpathError

_VARIABLE = re.compile(r"\$\{(?:(\w*)\})?", re.ASCII)


def expand_tokens(text: str, tokens: Mapping[str, str]) -> str:
    """`text` with each `%x` replaced, in one pass so that no value is expanded again; `%%` need not be in `tokens`.

    Raises INVALID for one that is not known.
    """

    def value(token: re.Match[str]) -> str:
        if token[1] == "%":
            return "%"
        if token[1] not in tokens:
            raise _invalid(text, f"%{token[1]} is not known there", "see TOKENS in ssh_config(5)")
        return tokens[token[1]]

    return re.sub(r"%(.?)", value, text, flags=re.DOTALL)


def expand_variables(text: str, environment: Mapping[str, str]) -> str:
    """`text` with `${NAME}` replaced. Raises INVALID for one that is not set."""

    def value(variable: re.Match[str]) -> str:
        name = variable[1]
        if not name:
            raise _invalid(text, "${ begins a variable's name there", "write ${NAME}")
        if name not in environment:
            raise _invalid(
                text, f"the environment variable {name} is not set", f"set {name}, or write the value itself"
            )
        return environment[name]

    return _VARIABLE.sub(value, text)


def expand_all(text: str, tokens: Mapping[str, str], environment: Mapping[str, str]) -> str:
    """Tokens and variables, in one pass as well. Raises INVALID."""
    parts = re.split(r"(\$\{\w*\}?)", text, flags=re.ASCII)
    return "".join(
        expand_variables(part, environment) if part.startswith("${") else expand_tokens(part, tokens) for part in parts
    )


def expand_home(path: str, home: str) -> str:
    """`~` and `~user` at its beginning replaced; a user that does not exist stays, as a name of a file."""
    if not path.startswith("~"):
        return path
    name, slash, rest = path.partition("/")
    folder = home if name == "~" else os.path.expanduser(name)  # noqa: PTH111 - keeps what it cannot expand
    return folder + slash + rest


def expand_path(text: str, home: str, environment: Mapping[str, str]) -> str:
    """A path with `~` and `${NAME}` replaced. Raises INVALID."""
    return expand_variables(expand_home(text, home), environment)


def connection_tokens(
    *,
    typed: str,
    host: str,
    port: int,
    user: str,
    local_user: str,
    home: str,
    host_key_alias: str = "",
    jump_host: str = "",
) -> dict[str, str]:
    """The tokens that ssh_config(5) has for nearly every keyword. `typed` is the host as it was asked for; the jump
    host is the last one on the way, without user and port."""
    here = socket.gethostname()
    known = (here, host, str(port), user, jump_host)
    return {
        "C": hashlib.sha1("".join(known).encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest(),
        "L": here.partition(".")[0],
        "d": home,
        "h": host,
        "i": str(os.getuid()) if hasattr(os, "getuid") else "",
        "j": jump_host,
        "k": host_key_alias or typed,
        "l": here,
        "n": typed,
        "p": str(port),
        "r": user,
        "u": local_user,
    }


def _invalid(text: str, detail: str, hint: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.INVALID, text, {"detail": detail, "hint": hint}))
