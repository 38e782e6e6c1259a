"""Passphrases that a verb needs before it begins: typed at the terminal, or from a descriptor. Never from an argument
or a variable, which other programs of the user could read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import click

from towpath.cli.terminal import Terminal, open_terminal
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.parse import invalid
from towpath.model.secret_text import SecretText

MOST_BYTES = 1 << 20


def passphrase_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a click command with the descriptor that its passphrase may come from."""
    option = click.option(
        "--passphrase-fd",
        "descriptor",
        metavar="N",
        type=click.IntRange(0),
        help="Read the passphrase from this open file, up to the end of its first line. [ask at the terminal]",
    )
    return option(verb)


def given_passphrase(prompt: str, descriptor: int | None) -> SecretText:
    """One that is known. Raises NEEDS_ANSWER without a terminal."""
    if descriptor is not None:
        return _read(descriptor)
    with _at_terminal(prompt) as terminal:
        return SecretText(terminal.secret(f"{prompt}: "))


def chosen_passphrase(prompt: str, descriptor: int | None, *, may_be_empty: bool = False) -> SecretText:
    """A new one: typed twice, since nobody sees what is typed. Raises NEEDS_ANSWER without a terminal, and INVALID."""
    if descriptor is not None:
        chosen = _read(descriptor)
    else:
        with _at_terminal(prompt) as terminal:
            chosen = SecretText(terminal.secret(f"{prompt}: "))
            if terminal.secret(f"{prompt}, once more: ") != chosen.value:
                raise invalid(prompt, "the two passphrases differ", "type the same one twice")
    if not chosen and not may_be_empty:
        raise invalid(prompt, "it is empty", "choose one that you can remember")
    return chosen


@contextlib.contextmanager
def _at_terminal(prompt: str) -> Iterator[Terminal]:
    with open_terminal() as terminal:
        if terminal is None:
            raise TowpathError(Problem(ProblemKind.NEEDS_ANSWER, "this command", {"question": prompt}))
        yield terminal


def _read(descriptor: int) -> SecretText:
    try:
        content = b""
        while b"\n" not in content and len(content) < MOST_BYTES and (piece := os.read(descriptor, 4096)):
            content += piece
        return SecretText(content.partition(b"\n")[0].decode())
    except OSError as error:
        raise invalid(f"--passphrase-fd {descriptor}", error.strerror or str(error)) from error
    except UnicodeDecodeError:
        raise invalid(f"--passphrase-fd {descriptor}", "it is no text in UTF-8") from None
