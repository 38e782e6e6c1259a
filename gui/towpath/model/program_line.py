"""Command lines that a person typed: of the program that belongs to a forward, with the place filled in where it
listens, and of the text editor."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping

from towpath.model.forward import Endpoint
from towpath.model.parse import invalid

_EVERYWHERE = {"*": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}
_EXAMPLE = Endpoint("127.0.0.1", 5901)


def program_arguments(command: str, listen: Endpoint) -> list[str]:
    """The line split as a shell splits it. In each word %h becomes the host to connect to (or the path of the Unix
    socket), %p the port, %% a percent sign. Raises ValueError with what is wrong with it."""
    arguments = _split(command)
    if not any(arguments):
        raise ValueError("no program is named")
    values = {"h": listen.path or _EVERYWHERE.get(listen.host, listen.host), "p": str(listen.port), "%": "%"}
    return [_filled(argument, values) for argument in arguments]


def parse_program(text: str) -> str:
    """A command line as typed, or nothing. Raises TowpathError INVALID for one that could never be started."""
    command = text.strip()
    if command:
        try:
            program_arguments(command, _EXAMPLE)
        except ValueError as error:
            raise invalid(command, str(error), "write for example: vncviewer %h::%p") from error
    return command


def editor_arguments(command: str, path: str) -> list[str]:
    """The line split as a shell splits it, and the path behind it, whatever is in that. Raises ValueError."""
    arguments = _split(command)
    if not arguments or not arguments[0]:
        raise ValueError("no program is named")
    return [*arguments, path]


def _split(command: str) -> list[str]:
    """Words, with the quotes gone. On Windows a backslash is part of a path."""
    splitter = shlex.shlex(command, posix=True, punctuation_chars=False)
    splitter.whitespace_split = True
    splitter.commenters = ""
    if sys.platform == "win32":
        splitter.escape = ""
    try:
        return list(splitter)
    except ValueError:
        raise ValueError("a quotation mark is not closed, or a backslash ends it") from None


def _filled(word: str, values: Mapping[str, str]) -> str:
    def value(token: re.Match[str]) -> str:
        if token[1] not in values:
            raise ValueError(f"%{token[1]} is not known there; use %h, %p or %%")
        return values[token[1]]

    return re.sub(r"%(.?)", value, word, flags=re.DOTALL)
