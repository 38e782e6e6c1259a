"""A typed command line of ssh, scp, sftp or autossh, understood: where it leads, in the terms of ssh_config(5).

What is in it and cannot be in a connection is told as a remark, or refused where nothing sensible would be left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from towpath.model.error import TowpathError
from towpath.model.forward import ForwardKind
from towpath.model.language import translate
from towpath.model.nested_ssh import through
from towpath.model.parse import forward_ends, invalid, parse_forward, parse_port
from towpath.model.shell_words import split_words
from towpath.model.ssh_options import Option, forward_keyword, quoted, quoted_list
from towpath.model.ssh_words import HONOURED, NO_MATTER, SYNTAX, own_command
from towpath.model.typed_command import TypedCommand
from towpath.model.words import said

LONGEST = 32_768
"""Characters; what is pasted may be anything."""
DEEPEST = 16
"""How many commands may be one in the other."""
_NOT_IN_HOST = re.compile(r"[\s\x00-\x1f\x7f'`\"$\\;&<>|(){},]|^-|^$")
_OPTION = re.compile(r"\s*([A-Za-z0-9]+)(?:\s*=\s*|\s+)(.*?)\s*", re.DOTALL)
_URL = re.compile(r"(ssh|scp|sftp)://(?:([^@/]*)@)?(\[[^\]]*\]|[^:/@]+)(?::(\d+))?(/.*)?")
_DOES_NOT_CONNECT = {"V": "tells ssh's version", "Q": "tells what ssh can do", "O": "talks to another ssh"}
_LOUDER = {
    "A": (("ForwardAgent", "yes"),),
    "a": (("ForwardAgent", "no"),),
    "C": (("Compression", "yes"),),
    "4": (("AddressFamily", "inet"),),
    "6": (("AddressFamily", "inet6"),),
    "g": (("GatewayPorts", "yes"),),
    "X": (("ForwardX11", "yes"),),
    "x": (("ForwardX11", "no"),),
    "Y": (("ForwardX11", "yes"), ("ForwardX11Trusted", "yes")),
    "T": (("RequestTTY", "no"),),
}
"""Flags that count more than an -o, wherever it stands; the last of them wins."""
_LOUDER_VALUES = {"c": "Ciphers", "m": "MACs", "b": "BindAddress"}
_VALUES = {"p": "Port", "l": "User", "J": "ProxyJump", "i": "IdentityFile", "P": "Tag"}
_LEFT_OUT = {
    "B": "-B {value}: the interface cannot be chosen here, an address of it can (-b).",
    "I": "-I {value}: keys in a PKCS#11 module are used through the agent (ssh-add -s {value}).",
    "K": "-K: Kerberos logins are not possible here.",
    "w": "-w {value}: tunnel devices are not possible here, forwards are.",
    "W": "-W {value}: a connection does not join standard input and output to a machine; `towpath stdio` does, and a"
    " forward to it makes it reachable.",
    "s": "-s: the subsystem is not started; files are on the page Files.",
    "G": "-G: only prints the configuration; here it becomes a connection.",
}
_OF_TRANSFERS = {  # what has another meaning there than with ssh
    "scp": {"P": "Port", "A": "A", "D": "", "l": "", "S": "", "X": ""},
    "sftp": {"P": "Port", "A": "A", "B": "", "b": "", "D": "", "l": "", "R": "", "S": "", "X": ""},
}
_NO_REMARK = {"scp": "12BdfOqstTv", "sftp": "12Nqv"}


def read_command(text: str, depth: int = 0) -> TypedCommand:
    """Understand it, the way the program itself would; it may be in that many others. Raises TowpathError INVALID,
    which says what is wrong."""
    if len(text) > LONGEST:
        raise invalid(f"{text[:20]}…", "too long for a command", "paste the one command alone")
    program, words, before = own_command(split_words(text))
    reading = _Transfer(program, words) if program in _OF_TRANSFERS else _Login(program, words, depth)
    reading.remarks += before
    return reading.run()


class _Reading:
    """Words read once from left to right, as getopt(3) does."""

    def __init__(self, program: str, words: Sequence[str]) -> None:
        self.program = program
        self.words = list(words)
        self.remarks: list[str] = []
        self.settings: list[Option] = []
        self.louder: dict[str, str] = {}
        self.config_file = ""
        self.terminated = False
        self.without_shell = False
        """-N was said last of what is about terminals."""

    def flags(self) -> None:
        """Up to the next word that is no flag."""
        while self.words and self.words[0].startswith("-") and self.words[0] != "-" and not self.terminated:
            letters = self.words.pop(0)[1:]
            if letters == "-":
                self.terminated = True
                return
            if letters.startswith("-"):
                raise invalid(
                    f"-{letters}",
                    translate("Fact", "{program} has no long options").format(program=self.program),
                    "see: man ssh",
                )
            while letters:
                letter, letters = letters[0], letters[1:]
                if letter in SYNTAX[self.program].with_value:
                    self.value(letter, letters or self._next(letter))
                    break
                if letter not in SYNTAX[self.program].alone:
                    raise invalid(
                        f"-{letter}", translate("Fact", "{program} has no such option").format(program=self.program)
                    )
                self.flag(letter)

    def _next(self, letter: str) -> str:
        if not self.words:
            raise invalid(f"-{letter}", "its value is missing")
        return self.words.pop(0)

    def flag(self, letter: str) -> None:
        """One that stands alone, of those that mean the same to all."""
        for keyword, value in _LOUDER.get(letter, ()):
            self.louder[keyword] = value

    def value(self, letter: str, value: str) -> None:
        """One with its value; the same."""
        if letter == "o":
            self._option(value)
        elif letter == "F":
            if not value.startswith(("/", "~")) and value != "none":
                raise invalid(f"-F {value}", "a file in the folder where ssh would run", "write its whole path")
            self.config_file = "none" if value == "/dev/null" else value
        elif letter in _LOUDER_VALUES:
            self.louder[_LOUDER_VALUES[letter]] = value
        elif letter in _VALUES:
            self._set(_VALUES[letter], value)

    def _set(self, keyword: str, value: str) -> None:
        if keyword == "Port":
            parse_port(value)
        if keyword == "ProxyJump" and (not value or re.search(r"\s", value)):
            raise invalid(f"-J {value}", "not a list of gateways", "write user@gateway:port,…")
        self.settings.append((keyword, value if keyword in ("Port", "ProxyJump") else quoted(value)))

    def _option(self, text: str) -> None:
        found = _OPTION.fullmatch(text)
        if not found or not found[2]:
            raise invalid(f"-o {text}", "not a keyword with its value", "write -o Keyword=value")
        key = found[1].lower()
        if key in HONOURED:
            self.settings.append((HONOURED[key], found[2]))
        elif key not in NO_MATTER:
            self.remarks.append(
                translate("Fact", "{what} is left out: there is nothing like it here.").format(what=found[1])
            )

    def place(self, text: str) -> tuple[str, str]:
        """`[user@]host`, and what follows a URL's host. A user that was said before counts more, as does a port."""
        url = _URL.fullmatch(text)
        user, at, host = text.rpartition("@")
        rest = ""
        if url:
            given_user, _, password = (url[2] or "").partition(":")
            user, host, rest = unquote(given_user), url[3].strip("[]"), url[5] or ""
            if password:
                self.remarks.append("The password in the address is not taken over: it is asked for.")
            if url[4]:
                self._set("Port", url[4])
        elif at and not user:
            raise invalid(text, "the user name is missing", "write user@host")
        if _NOT_IN_HOST.search(host):
            raise invalid(text, "not a host name", "write user@host")
        given = any(keyword == "User" for keyword, _ in self.settings)
        return (f"{user}@{host}" if user and not given else host), rest

    def result(self, host: str, sftp_command: str = "") -> TypedCommand:
        """What was understood."""
        said = [*self.louder.items(), *self.settings]
        # The user before the host was said first: place() has seen to that.
        unheard = {*(["User"] if "@" in host else []), *(["RequestTTY"] if self.without_shell else [])}
        settings = tuple(one for one in said if one[0] not in unheard)
        return TypedCommand(
            program=self.program,
            host=host,
            settings=settings,
            config_file=self.config_file,
            sftp_command=sftp_command,
            remarks=tuple(dict.fromkeys(self.remarks)),
        )

    def run(self) -> TypedCommand:
        raise invalid(self.program, "not a command that connects")


class _Login(_Reading):
    """ssh, and autossh, which hands all but -M on to it."""

    def __init__(self, program: str, words: Sequence[str], depth: int) -> None:
        super().__init__(program, words)
        self._depth = depth

    def run(self) -> TypedCommand:
        self.flags()
        if not self.words:
            raise invalid(self.program, "no machine is named", "as in: ssh ann@host")
        host, _ = self.place(self.words.pop(0))
        self.flags()  # ssh takes them after the host, too
        command = " ".join(self.words)
        if not command:
            return self.result(host)
        if inner := _nested(command, self._depth + 1):
            outer = self.result(host)
            if chained := through(outer, inner):
                return chained
        self.settings.append(("RemoteCommand", command.replace("%", "%%")))
        self.remarks.append(
            translate(
                "Fact", "{command}: runs when a terminal of this connection is opened, not when it comes up."
            ).format(command=command)
        )
        return self.result(host)

    def flag(self, letter: str) -> None:
        super().flag(letter)
        if letter == "1":
            raise invalid("-1", "version 1 of the protocol, which no ssh speaks any more", "leave it out")
        if letter in _DOES_NOT_CONNECT:
            raise invalid(
                f"-{letter}",
                translate("Fact", "{what} and connects to nothing").format(what=said(_DOES_NOT_CONNECT[letter])),
            )
        if letter in "NtT":
            self.without_shell = letter == "N"
        if letter == "N":
            self.louder.pop("RequestTTY", None)
        if letter == "t":
            self.louder["RequestTTY"] = "force" if self.louder.get("RequestTTY") in ("yes", "force") else "yes"
        if letter in _LEFT_OUT:
            self.remarks.append(_LEFT_OUT[letter])

    def value(self, letter: str, value: str) -> None:
        super().value(letter, value)
        if letter in _DOES_NOT_CONNECT:
            raise invalid(
                f"-{letter} {value}",
                translate("Fact", "{what} and connects to nothing").format(what=said(_DOES_NOT_CONNECT[letter])),
            )
        if letter in "LRD":
            self._forward(ForwardKind(letter), value)
        elif letter == "M":
            self.remarks.append(
                translate(
                    "Fact", "-M {value} is left out: Towpath sees by itself whether the connection is alive."
                ).format(value=value)
            )
        elif letter in _LEFT_OUT:
            self.remarks.append(said(_LEFT_OUT[letter]).format(value=value))

    def _forward(self, kind: ForwardKind, spec: str) -> None:
        if kind is ForwardKind.REMOTE and re.fullmatch(r"(?:(?:\[[^\]]*\]|[^:\[\]]*):)?\d+", spec):
            self.remarks.append(
                translate(
                    "Fact", "-R {spec} is left out: a SOCKS proxy for the far machine is not possible here."
                ).format(spec=spec)
            )
            return
        if "=" in spec:
            raise invalid(f"-{kind.value} {spec}", "not a forward", "as in: -L 8080:intranet:80")
        parse_forward(kind, spec, "")
        listen, target = forward_ends(kind, spec)
        self.settings.append((forward_keyword(kind), quoted_list([listen, *([target] if target else [])])))


class _Transfer(_Reading):
    """scp and sftp: the machine whose files are meant."""

    def __init__(self, program: str, words: Sequence[str]) -> None:
        super().__init__(program, words)
        self._others = _OF_TRANSFERS[program]
        self._sftp_command = ""

    def run(self) -> TypedCommand:
        operands = self._operands()
        remote = [one for one in operands if self._is_remote(one)]
        if not remote:
            raise invalid(self.program, "no other machine is named", "as in: scp file ann@host:folder")
        host, path = self._remote(remote[0])
        if any(self._remote(one)[0] != host for one in remote[1:]):
            self.remarks.append("Only the first of these machines becomes a connection.")
        if path:
            self.remarks.append(
                translate(
                    "Fact", "Copying {path} is left out: files are on the page Files, or see `towpath get`."
                ).format(path=path)
            )
        return self.result(host, self._sftp_command)

    def _operands(self) -> list[str]:
        operands: list[str] = []
        while self.words:
            self.flags()
            if self.words:
                operands.append(self.words.pop(0))
        return operands

    def _is_remote(self, operand: str) -> bool:
        return self.program == "sftp" or bool(_URL.fullmatch(operand)) or _colon(operand) > 0

    def _remote(self, operand: str) -> tuple[str, str]:
        if _URL.fullmatch(operand):
            host, path = self.place(operand)
            return host, path.removeprefix("/")
        colon = _colon(operand)
        host = operand[:colon] if colon > 0 else operand
        return self.place(re.sub(r"\[([^\]]*)\]$", r"\1", host))[0], operand[colon + 1 :] if colon > 0 else ""

    def flag(self, letter: str) -> None:
        if letter in "46AaC":
            super().flag(letter)
        elif letter not in _NO_REMARK[self.program]:
            self.remarks.append(translate("Fact", "-{letter} is left out: it is about copying.").format(letter=letter))

    def value(self, letter: str, value: str) -> None:
        if letter == "s" and "/" in value:
            self._sftp_command = value
        elif letter == "P":
            self._set("Port", value)
        elif letter not in "cFiJo":
            self.remarks.append(
                translate("Fact", "-{letter} {value} is left out: it is about copying.").format(
                    letter=letter, value=value
                )
            )
        else:
            super().value(letter, value)


def _colon(operand: str) -> int:
    """Where the path begins after `host:`, as scp finds it; -1 for a file of this machine."""
    found = re.match(r"(?:[^@/]*@)?\[[^\]]*\]:|[^:/]+:", operand)
    return found.end() - 1 if found else -1


def _nested(command: str, depth: int) -> TypedCommand | None:
    """The ssh that is run on the other machine, if the command is just that."""
    if depth > DEEPEST:
        return None
    try:
        inner = read_command(command, depth)
    except TowpathError:
        return None
    return inner if inner.program == "ssh" else None
