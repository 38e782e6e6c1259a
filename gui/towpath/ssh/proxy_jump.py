"""`ProxyCommand ssh GATE -W TARGET` is a jump: it is recognised here, so that GATE becomes one of our shared logins.

Whatever is not plainly that, or carries an option that a login of ours would not honour, stays a command.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import PurePath

import msgspec

from towpath.model.connection import Auth, Hop, HostKeyPolicy
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.parse import parse_endpoint, parse_hop, parse_port
from towpath.ssh.proxy_command import expand_tokens, shell_of

_NO_MATTER = frozenset("aACkKnNqTtvxXyY")
"""Flags of ssh(1) that change nothing about a -W (-C is honoured)."""
_OPTIONS_NO_MATTER = frozenset(
    ("controlmaster", "controlpath", "controlpersist", "forwardagent", "forwardx11", "loglevel", "requesttty")
)
"""Options of ssh_config(5) that do not either: Towpath shares its logins anyway."""
_POLICIES = {
    "yes": HostKeyPolicy.STRICT,
    "ask": HostKeyPolicy.ASK,
    "accept-new": HostKeyPolicy.ACCEPT_NEW,
    "no": HostKeyPolicy.ACCEPT_NEW,
    "off": HostKeyPolicy.ACCEPT_NEW,
}

# A word of the shell's grammar (sh(1)) with its quotes; what the pattern cannot read is left to the shell.
_INSIDE = r"""(?:[^()'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")"""
_SUBSTITUTION = rf"`(?:[^`\\]|\\.)*`|\$\((?:{_INSIDE}|\({_INSIDE}*\))*\)"
_DOUBLE = rf'"(?:{_SUBSTITUTION}|[^"\\`$]|\\.|\$(?!\())*"'
_WORD = re.compile(rf"""(?:{_SUBSTITUTION}|{_DOUBLE}|'[^']*'|\\.|\$(?!\()|[^\s'"\\`$;&|<>()])+""")
_NOT_LITERAL = re.compile(r"[$`*?\[~{#!]")


class Jump(msgspec.Struct, frozen=True):
    """Log in to `gateway` and open a channel to `target` there."""

    gateway: Hop
    target: Endpoint
    options: tuple[str, ...] = ()
    """What the command says of the gateway besides its user, `key=value` each as with ssh's -o."""


class JumpCommand(msgspec.Struct, frozen=True):
    """`ssh GATE -W WORD`, as it was read."""

    gateway: Hop
    word: str
    """TARGET, still a word of the shell."""
    options: tuple[str, ...]

    @property
    def target(self) -> Endpoint | None:
        """None when it takes the shell to know it."""
        text = _literal(self.word)
        return None if text is None else parse_endpoint(text)


def read_jump(command: str, hop: Hop, local_user: str) -> JumpCommand | None:
    """The jump that a ProxyCommand to `hop` stands for, or None if it is none. Runs nothing. Raises INVALID."""
    return parse(expand_tokens(command, hop, local_user), hop)


def as_jump(command: str, hop: Hop, *, local_user: str, environment: Mapping[str, str], timeout: float) -> Jump | None:
    """The jump that a ProxyCommand to `hop` stands for, or None if it has to be run.

    May wait `timeout` seconds for the shell, where the target is the output of another command.
    Raises TowpathError INVALID, PROXY_COMMAND_FAILED.
    """
    read = read_jump(command, hop, local_user)
    if read is None:
        return None
    return Jump(read.gateway, read.target or _expanded(read.word, hop, environment, timeout), read.options)


def parse(command: str, hop: Hop) -> JumpCommand | None:
    """The jump that a command without tokens is; None when it is not just that."""
    words = _split(re.sub(r"\s+2>\s*/dev/null\s*$", "", command))
    if words[:1] == ["exec"]:
        words = words[1:]
    if not words or PurePath(_literal(words[0]) or "").name != "ssh":
        return None
    reading = _Reading(words[1:])
    try:
        reading.run()
        gateway = reading.gateway(hop)
    except (_NotAJumpError, TowpathError, msgspec.ValidationError):
        return None
    return JumpCommand(gateway, reading.target, reading.options)


class _NotAJumpError(Exception):
    """The command has to be run."""


class _Reading:
    """ssh(1)'s command line, read once from left to right; as there, the first value of an option wins."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._options: dict[str, str] = {}
        self._identity_files: list[str] = []
        self._host = ""
        self.target = ""

    def run(self) -> None:
        while self._words:
            word = self._words.pop(0)
            if word.startswith("-") and word != "-":
                self._flags(word[1:])
            elif self._host:
                raise _NotAJumpError  # a remote command
            else:
                self._gateway_named(self._plain(word))
        if not self._host or not self.target:
            raise _NotAJumpError

    @property
    def options(self) -> tuple[str, ...]:
        """As for ssh's -o. A user's name is none of them: as one, newer versions of ssh would look for tokens in it."""
        files = (f"identityfile={file}" for file in self._identity_files)
        return (*(f"{name}={value}" for name, value in self._options.items() if name != "user"), *files)

    def gateway(self, hop: Hop) -> Hop:
        """As typed; limits and policy are those of the hop behind it unless it says otherwise."""
        told = self._options
        policy = told.get("stricthostkeychecking", str(hop.host_key_policy)).lower()
        if policy not in _POLICIES and policy not in list(HostKeyPolicy):
            raise _NotAJumpError
        return Hop(
            host=self._host,
            port=parse_port(told.get("port", "22")),
            user=told.get("user", ""),
            host_key_alias=told.get("hostkeyalias", ""),
            host_key_policy=_POLICIES.get(policy, hop.host_key_policy),
            compression=told.get("compression", "no").lower() == "yes",
            timeout=_seconds(told.get("connecttimeout"), hop.timeout),
            auth=Auth(identity_files=tuple(self._identity_files)),
        )

    def _gateway_named(self, place: str) -> None:
        """`[user@]host` or `ssh://[user@]host[:port]`."""
        named = parse_hop(place)
        is_address = place.startswith("ssh://")
        if place.startswith("-") or (not is_address and named.port != 22):
            raise _NotAJumpError  # ssh takes host:port for a name
        self._host = named.host
        if named.user:
            self._options.setdefault("user", named.user)
        if is_address and re.search(r":\d+/?$", place):
            self._options.setdefault("port", str(named.port))

    def _flags(self, letters: str) -> None:
        """One word of flags, `-XCW` as well as `-p2222`: a flag with a value takes the rest, or the next word."""
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter == "C":
                self._options.setdefault("compression", "yes")
            elif letter in _NO_MATTER:
                continue
            elif letter in "WplioS":
                self._value(letter, letters or self._next())
                return
            else:
                raise _NotAJumpError

    def _value(self, letter: str, word: str) -> None:
        if letter == "W":
            self.target = self.target or word
            return
        home = "~/" if letter == "i" and word.startswith("~/") else ""  # who reads the file knows what it means
        text = home + self._plain(word.removeprefix(home))
        if letter == "o":
            name, _, value = re.sub(r"\s*[=\s]\s*", "=", text.strip(), count=1).partition("=")
            self._option(name.lower(), value)
        elif letter == "i":
            self._identity_files.append(text)
        elif letter == "S":
            return  # another way to share logins
        else:
            self._options.setdefault({"p": "port", "l": "user"}[letter], text)

    def _option(self, name: str, value: str) -> None:
        if name == "identityfile":
            self._identity_files.append(value)
        elif name == "user" and ("%" in value or "${" in value):
            raise _NotAJumpError  # versions of ssh differ in what that means
        elif name in ("user", "port", "hostkeyalias", "compression", "connecttimeout", "stricthostkeychecking"):
            self._options.setdefault(name, value)
        elif name not in _OPTIONS_NO_MATTER:
            raise _NotAJumpError

    def _next(self) -> str:
        if not self._words:
            raise _NotAJumpError
        return self._words.pop(0)

    @staticmethod
    def _plain(word: str) -> str:
        text = _literal(word)
        if text is None:
            raise _NotAJumpError
        return text


def _seconds(text: str | None, otherwise: float) -> float:
    if text is None or text == "none":
        return otherwise
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise _NotAJumpError
    return float(text)


def _split(command: str) -> list[str]:
    """The words, quotes and all; none when it is more than one simple command."""
    words: list[str] = []
    rest = command.strip(" \t")
    while rest:
        found = _WORD.match(rest)
        after = rest[found.end() :] if found else ""
        if not found or (after and after[0] not in " \t"):
            return []
        words.append(found[0])
        rest = after.lstrip(" \t")
    return words


def _literal(word: str) -> str | None:
    """What the shell makes of a word; None when that takes the shell."""
    if _NOT_LITERAL.search(re.sub(r"'[^']*'", "", word)):
        return None
    return "".join(shlex.split(word))


def _expanded(word: str, hop: Hop, environment: Mapping[str, str], timeout: float) -> Endpoint:
    """Let the user's shell expand TARGET as it would on the way to ssh. It is the user's own text."""
    try:
        done = subprocess.run(
            [shell_of(environment), "-c", f"printf '%s\\n' {word}"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _failed(hop, f"{word}: no answer within {timeout:g} s") from error
    except OSError as error:
        raise _failed(hop, f"{word}: {error.strerror}") from error
    expanded = done.stdout.decode(errors="replace").removesuffix("\n")
    try:
        return parse_endpoint(expanded)
    except TowpathError as error:
        said = done.stderr.decode(errors="replace").split("\n")
        why = next((line.strip() for line in reversed(said) if line.strip()), f"{expanded!r} is no host and port")
        raise _failed(hop, f"{word}: {why}") from error


def _failed(hop: Hop, detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.PROXY_COMMAND_FAILED, str(hop), {"detail": detail}))
