"""Asking a person at the terminal, whatever stdin and stdout are connected to, as ssh(1) does."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator

from towpath.model.prompt import (
    Accept,
    Answer,
    Asked,
    Choice,
    CodeAsked,
    CommandAsked,
    HostKeyAsked,
    Line,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Refuse,
    Scope,
    Secrets,
)
from towpath.model.text import path_text, printable, size
from towpath.model.transfer import Conflict

Wanted = Callable[[], bool]
_LOOK_AGAIN = 0.2
"""Seconds between looks at whether the question is still open."""


def _always() -> bool:
    """For what is asked on this side: nobody withdraws it."""
    return True


class Terminal:
    """The controlling terminal. Used by the main thread only.

    `engine_stays` says that what is kept in its memory is of use after the verb's own work.
    """

    def __init__(self, descriptor: int, *, engine_stays: bool = True) -> None:
        self._tty = descriptor
        self._engine_stays = engine_stays

    def answer(self, asked: Asked, wanted: Wanted) -> Answer | None:
        """Ask; None when the question was withdrawn (answered in the window, or the server hung up) meanwhile."""
        if isinstance(asked, HostKeyAsked):
            return self._host_key(asked, wanted)
        if isinstance(asked, OverwriteAsked):
            return self._overwrite(asked, wanted)
        if isinstance(asked, CommandAsked):
            return self._command(asked, wanted)
        if asked.refused_before:
            self._say("That was refused; try again.")
        if isinstance(asked, CodeAsked | PasswordAsked):
            self._say(asked.banner)
        if isinstance(asked, CodeAsked):
            self._say(asked.title, asked.instruction)
            # As ssh does: a server's own words must not pass for another machine's.
            lines = tuple(Line(f"({asked.account}) {line.text}", line.echo) for line in asked.lines)
            typed = self._lines(lines, wanted)
            return None if typed is None else Secrets(values=typed)
        return self._secret(asked, wanted)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; whatever is not a yes is a no."""
        typed = self._line(printable(question), True, _always)
        return (typed or "").strip().lower() in ("y", "yes")

    def ask(self, question: str) -> str:
        """Ask for a line."""
        return self._line(printable(question), True, _always) or ""

    def secret(self, prompt: str) -> str:
        """Ask for something that is not seen while it is typed."""
        return self._line(printable(prompt), False, _always) or ""

    def enter_pressed(self) -> bool:
        """Whether a line was typed since the last question. Never waits; never while another program is in front."""
        try:
            if os.tcgetpgrp(self._tty) != os.getpgrp() or not select.select([self._tty], [], [], 0)[0]:
                return False
            return os.read(self._tty, 4096).endswith(b"\n")
        except OSError:  # the terminal was closed, and we were told to go on (nohup(1))
            return False

    def _host_key(self, asked: HostKeyAsked, wanted: Wanted) -> Answer | None:
        self._say(f"The host key of {asked.host} is not known yet.")
        if asked.other_known_types:
            self._say(
                f"WARNING: other keys of this host ARE known ({', '.join(asked.other_known_types)}):"
                " someone may be listening in."
            )
        self._say(f"{asked.key_type} {asked.fingerprint}", asked.randomart)
        while True:
            remembered = f", and remember it in {asked.file}" if asked.file else ""
            typed = self._line(f"Trust it{remembered}? (yes/no/fingerprint): ", True, wanted)
            if typed is None:
                return None
            if typed.strip() in ("yes", asked.fingerprint):
                return Accept()
            if typed.strip() == "no":
                return Refuse()
            self._say("Please type yes, no, or the whole fingerprint.")

    def _command(self, asked: CommandAsked, wanted: Wanted) -> Answer | None:
        command = asked.command
        place = f" ({command.file}:{command.line})" if command.file else ""
        self._say(f"The settings for {asked.host}{place} want this to run on your computer:", f"    {command.text}")
        while True:
            typed = self._line("Run it, now and from now on? (yes/no): ", True, wanted)
            if typed is None:
                return None
            if typed.strip() in ("yes", "no"):
                return Accept() if typed.strip() == "yes" else Refuse()
            self._say("Please type yes or no.")

    def _overwrite(self, asked: OverwriteAsked, wanted: Wanted) -> Answer | None:
        there, source = asked.destination_attributes, asked.source_attributes
        self._say(
            f"{path_text(asked.destination)} is there already: {size(there.size)}; the source has {size(source.size)}."
        )
        choices = {
            "overwrite": Conflict.OVERWRITE,
            "newer": Conflict.NEWER,
            "size": Conflict.SIZE_DIFFERS,
            "rename": Conflict.RENAME,
            "skip": Conflict.SKIP,
        }
        scopes = {"": Scope.FILE, "all": Scope.BATCH, "folder": Scope.FOLDER, "type": Scope.TYPE}
        while True:
            typed = self._line(f"{'/'.join(choices)} (with `all`, `folder`, `type` for others): ", True, wanted)
            if typed is None:
                return None
            word, _, rest = typed.strip().partition(" ")
            if word in choices and rest.strip() in scopes:
                return Choice(conflict=choices[word], scope=scopes[rest.strip()])
            self._say("Please type one of the words.")

    def _secret(self, asked: PasswordAsked | PassphraseAsked, wanted: Wanted) -> Secrets | None:
        if asked.cannot_remember_why and not asked.refused_before:
            self._say(f"The keyring cannot keep it: {asked.cannot_remember_why}.")
        what = f"{asked.account}'s password" if isinstance(asked, PasswordAsked) else f"Passphrase of {asked.file}"
        values = self._lines((Line(f"{what}: ", echo=False),), wanted)
        if values is None:
            return None
        can_keep = asked.can_keep and self._engine_stays
        if asked.can_remember and can_keep:
            question, keyring, session = "Remember it? (no/session/keyring): ", "keyring", "session"
        elif asked.can_remember:
            question, keyring, session = "Remember it in the system's keyring? (yes/no): ", "yes", ""
        elif can_keep:
            question, keyring, session = "Remember it until Towpath ends? (yes/no): ", "", "yes"
        else:
            return Secrets(values=values)
        typed = self._line(question, True, wanted)
        if typed is None:
            return None
        word = typed.strip().lower()
        return Secrets(values=values, remember=word == keyring != "", for_session=word == session != "")

    def _lines(self, lines: tuple[Line, ...], wanted: Wanted) -> tuple[str, ...] | None:
        values = []
        for line in lines:
            typed = self._line(printable(line.text, keep_newlines=True), line.echo, wanted)
            if typed is None:
                return None
            values.append(typed)
        return tuple(values)

    def _say(self, *texts: str) -> None:
        for text in texts:
            if text:
                os.write(self._tty, (printable(text, keep_newlines=True) + "\n").encode())

    def _line(self, prompt: str, echo: bool, wanted: Wanted) -> str | None:
        """One typed line; None when the question is no longer wanted. EOF (Ctrl-D) interrupts, as Ctrl-C does."""
        with _echo(self._tty, echo):
            os.write(self._tty, prompt.encode())  # not before: a quick answer would be seen, and thrown away
            typed = b""
            try:
                while not typed.endswith(b"\n"):
                    if not wanted():
                        os.write(self._tty, b"\n(the question was withdrawn)\n")
                        return None
                    if not select.select([self._tty], [], [], _LOOK_AGAIN)[0]:
                        continue
                    piece = os.read(self._tty, 4096)
                    if not piece:
                        raise KeyboardInterrupt
                    typed += piece
            except KeyboardInterrupt:
                os.write(self._tty, b"\n")
                raise
        if not echo:
            os.write(self._tty, b"\n")
        return typed[:-1].decode(errors="surrogateescape")


@contextlib.contextmanager
def _echo(descriptor: int, echo: bool) -> Iterator[None]:
    """Typing is seen, or not (termios(3) ECHO), and the terminal is as before afterwards."""
    import termios

    before = termios.tcgetattr(descriptor)
    during = termios.tcgetattr(descriptor)
    during[3] |= termios.ICANON
    during[3] = during[3] | termios.ECHO if echo else during[3] & ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSAFLUSH, during)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


@contextlib.contextmanager
def open_terminal(*, engine_stays: bool = True) -> Iterator[Terminal | None]:
    """The terminal this process belongs to, or None: cron, a service, a pipe without a terminal, Windows.

    On Windows questions are answered in the window, since its console cannot be waited for together with a withdrawal.
    """
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        yield None
        return
    sys.stdout.flush()
    try:
        yield Terminal(descriptor, engine_stays=engine_stays)
    finally:
        os.close(descriptor)
