"""Our own reading of ssh_config(5), for machines without an ssh: what `ssh -G` would print for one host.

What it cannot know, or what versions of ssh read differently, it refuses by name; nothing is guessed.
"""

from __future__ import annotations

import re
import socket
import subprocess

import msgspec

from towpath.model.error import TowpathError
from towpath.ssh.config_by_ssh import LONGEST_SECONDS
from towpath.ssh.config_final_values import SSH_PORT, finished, impossible
from towpath.ssh.config_forwards import Malformed
from towpath.ssh.config_includes import DEEPEST, MOST_FILES, ConfigFile, Place, content, included
from towpath.ssh.config_jumps import Jump, read_jump
from towpath.ssh.config_lines import BLANKS, ConfigLine, config_line, config_lines, lower, text_of
from towpath.ssh.config_match import Who, all_fit, criteria, host_line_fits, matches_list, matches_pattern
from towpath.ssh.config_refusal import refused
from towpath.ssh.config_tokens import connection_tokens, expand_tokens, expand_variables
from towpath.ssh.config_values import COMMANDS, LISTS, SYNONYMS, WITHOUT_MEANING, in_order, read_words
from towpath.ssh.proxy_command import shell_of

_MOST_IDENTITIES = 100
_AGENT_VARIABLE = re.compile(r"\$([A-Za-z_]\w*|\{.*)", re.ASCII | re.DOTALL)
_FAMILIES = {"": socket.AF_UNSPEC, "any": socket.AF_UNSPEC, "inet": socket.AF_INET, "inet6": socket.AF_INET6}
_FLAGS = ("yes", "no", "true", "false")
_BAD_IN_HOST = re.compile(r"""^-|['`"$\\;&<>|(){}\s\x00-\x1f\x7f]""", re.ASCII)
_BAD_IN_USER = re.compile(r"""^-|['`";&<>|(){}]|\s-|\\$""", re.ASCII)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Whose values are wanted, and from where."""

    host: str
    options: tuple[str, ...]
    user: str
    port: int
    local_user: str
    files: tuple[ConfigFile, ...]


class _Reading(msgspec.Struct, frozen=True):
    """A file while its lines are applied."""

    file: ConfigFile
    depth: int
    never_matches: bool
    """It is included from a section for other hosts: its lines are only checked."""


class Evaluation:
    """One question, answered once. Waits for files and for the commands of `Match exec`."""

    def __init__(self, question: Question, place: Place) -> None:
        self._question = question
        self._place = place
        self._found: dict[str, list[str]] = {}
        self._places: dict[str, ConfigLine] = {}
        """Where the value of a keyword was found."""
        self._identities: set[tuple[str, str, bool]] = set()
        self._jump: Jump | None = None
        self._host = question.host
        self._is_final = False
        self._finals: dict[bool, ConfigLine] = {}
        """The first `Match final`, and the first `Match !final`."""
        self._files_read = 0

    def entries(self) -> list[tuple[str, str]]:
        """Keywords and values in the order of `ssh -G`. Raises SSH_CONFIG_REFUSED."""
        asked = self._question
        if not valid_host(asked.host):
            raise refused("", 0, "hostname contains invalid characters")
        if not valid_user(asked.user):
            raise refused("", 0, "remote username contains invalid characters")
        for option in asked.options:
            self._apply_option(option)
        if asked.user:
            self._found.setdefault("user", [asked.user])
        if asked.port:
            self._found.setdefault("port", [str(asked.port)])
        self._read_all()
        self._host = _numeric(lower(self._host_now()), _FAMILIES[self._first("addressfamily")])
        if self._first("canonicalizehostname") not in ("", "false"):
            raise impossible(self._places["canonicalizehostname"], "it asks the name service")
        self._found["hostname"] = [self._host]
        if False in self._finals:
            self._is_final = True
            self._read_all()
        elif True in self._finals:
            detail = "!final: versions of ssh differ in whether it has the files read twice"
            raise impossible(self._finals[True], detail)
        self._found.setdefault("user", [asked.local_user])
        self._found.setdefault("port", [str(SSH_PORT)])
        return in_order(finished(self._found, self._places, self._jump, self._tokens(self._host), self._place))

    # --- lines

    def _read_all(self) -> None:
        self._files_read = 0
        for file in self._question.files:
            self._read(_Reading(file, 0, never_matches=False), applies=True)

    def _read(self, reading: _Reading, *, applies: bool) -> None:
        if reading.depth > DEEPEST:
            raise refused(reading.file.path, 0, "Too many recursive configuration includes")
        self._files_read += 1
        if self._files_read > MOST_FILES:
            raise refused(reading.file.path, 0, f"Include: there are more than {MOST_FILES} files")
        for line in config_lines(text_of(content(reading.file) or b""), reading.file.path):
            if line.keyword == "include" and line.rest:
                self._include(line, reading, applies=applies)
            elif line.keyword in ("host", "match") and line.rest:
                fits = self._fits(line, reading)
                applies = fits and not reading.never_matches
            else:
                self._apply(line, applies=applies, is_users=reading.file.is_users)

    def _fits(self, line: ConfigLine, reading: _Reading) -> bool:
        if line.keyword == "host":
            return host_line_fits(line, self._host)
        asked = criteria(line)
        for criterion in asked:
            if criterion.name == "final":
                self._finals.setdefault(criterion.negated, line)
        return all_fit(asked, self._who(), lambda command: self._run(command, line))

    def _include(self, line: ConfigLine, reading: _Reading, *, applies: bool) -> None:
        if "%" in line.rest or "${" in line.rest:
            detail = "Include: versions of ssh differ in what % and ${ mean there"
            raise refused(line.file, line.number, detail, "write the path itself")
        for _, files in included(line, reading.file, self._place):
            for file in files:
                never = reading.never_matches or not applies
                self._read(_Reading(file, reading.depth + 1, never), applies=applies)

    def _apply_option(self, option: str) -> None:
        line = config_line(option, "", 0)
        if line and line.keyword in ("host", "match", "include"):
            raise refused("", 0, f"{line.keyword} directive not supported as a command-line option")
        if line:
            self._apply(line, applies=True, is_users=True)

    def _apply(self, line: ConfigLine, *, applies: bool, is_users: bool) -> None:
        if not line.rest:
            raise refused(line.file, line.number, f'no argument after keyword "{line.keyword}"')
        words = line.words()
        keyword = SYNONYMS.get(line.keyword, line.keyword)
        if keyword in WITHOUT_MEANING:
            return
        try:
            if keyword in COMMANDS:
                values: tuple[str, ...] = (line.rest.lstrip(BLANKS + "="),)
            elif keyword == "proxyjump":
                self._set_jump(read_jump(line.rest.lstrip(BLANKS + "=")), line, applies=applies)
                return
            else:
                values = read_words(keyword, words, self._place.environment)
        except Malformed as error:
            raise refused(line.file, line.number, f"{line.keyword}: {error}") from None
        except KeyError:
            if matches_list(line.keyword, self._first("ignoreunknown"), any_case=True):
                return
            raise refused(line.file, line.number, f"Bad configuration option: {line.keyword}") from None
        if keyword in ("identityagent", "forwardagent"):
            self._must_be_agent_path(keyword, values[0], line)
        if applies:
            self._store(keyword, values, line, is_users=is_users)

    # --- values

    def _store(self, keyword: str, values: tuple[str, ...], line: ConfigLine, *, is_users: bool) -> None:
        if keyword == "forwardagent":  # a path counts besides yes and no
            keyword = keyword if lower(values[0]) in _FLAGS else "forwardagent path"
        if keyword == "proxycommand" and self._jump:
            return
        if keyword not in LISTS:
            if values and keyword not in self._found:
                self._found[keyword] = list(values)
                self._places[keyword] = line
            return
        self._places[keyword] = line
        have = self._found.setdefault(keyword, [])
        for value in values:
            if keyword in ("identityfile", "certificatefile"):
                if (keyword, value, is_users) in self._identities:
                    continue
                self._identities.add((keyword, value, is_users))
                if len(have) >= _MOST_IDENTITIES:
                    raise refused(line.file, line.number, f"{keyword}: Too many identity files specified")
            elif keyword == "sendenv" and value.startswith("-"):
                have[:] = [name for name in have if not matches_pattern(name, value[1:])]
                continue
            elif keyword != "sendenv" and value in have:
                continue
            have.append(value)

    def _set_jump(self, jump: Jump | None, line: ConfigLine, *, applies: bool) -> None:
        if applies and "proxycommand" not in self._found and "proxyjump" not in self._found:
            self._jump = jump
            self._found["proxyjump"] = [str(jump)] if jump else []
            self._places["proxyjump"] = line

    def _must_be_agent_path(self, keyword: str, value: str, line: ConfigLine) -> None:
        if keyword == "forwardagent" and lower(value) in _FLAGS:
            return
        try:
            expand_variables(value, self._place.environment)
        except TowpathError as error:
            detail = f"{keyword}: Invalid environment expansion: {error.problem.facts['detail']}"
            raise refused(line.file, line.number, detail) from None
        if value.startswith("$") and not _AGENT_VARIABLE.fullmatch(value):
            raise refused(line.file, line.number, f"{keyword}: Invalid environment name {value[1:]}.")

    def _first(self, keyword: str) -> str:
        return next(iter(self._found.get(keyword, ())), "")

    # --- what lines can be about

    def _host_now(self) -> str:
        """The host after HostName, as far as it is known."""
        if self._is_final or "hostname" not in self._found:
            return self._host
        try:
            return expand_tokens(self._first("hostname"), {"h": self._host})
        except TowpathError as error:
            raise impossible(self._places["hostname"], error.problem.facts["detail"]) from None

    def _who(self) -> Who:
        return Who(
            host=self._host_now(),
            original_host=self._question.host,
            user=self._first("user") or self._question.local_user,
            local_user=self._question.local_user,
            is_final=self._is_final,
        )

    def _run(self, command: str, line: ConfigLine) -> bool:
        """Run a `Match exec` in the user's shell, as ssh does."""
        try:
            expanded = expand_tokens(command, self._tokens(self._host_now()))
        except TowpathError as error:
            raise refused(line.file, line.number, f"match exec: {error.problem.facts['detail']}") from None
        try:
            done = subprocess.run(
                [shell_of(self._place.environment), "-c", expanded],
                env=dict(self._place.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            detail = f"match exec: {expanded} did not end within {LONGEST_SECONDS:g} s"
            raise refused(line.file, line.number, detail) from None
        except OSError as error:
            raise refused(line.file, line.number, f"match exec: {error.strerror or error}") from None
        if done.returncode < 0:
            raise refused(line.file, line.number, f"match exec: {expanded} ended abnormally")
        return done.returncode == 0

    def _tokens(self, host: str) -> dict[str, str]:
        return connection_tokens(
            typed=self._question.host,
            host=host,
            port=int(self._first("port") or SSH_PORT),
            user=self._first("user") or self._question.local_user,
            local_user=self._question.local_user,
            home=self._place.home,
            host_key_alias=self._first("hostkeyalias"),
            jump_host=self._jump.last.host if self._jump else "",
        )


def _numeric(host: str, family: socket.AddressFamily) -> str:
    """An address as the system writes it: `127.1` is `127.0.0.1`. A name stays."""
    try:
        found = socket.getaddrinfo(host, None, family, socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return socket.getnameinfo(found[0][4], socket.NI_NUMERICHOST)[0]
    except (OSError, UnicodeError, ValueError):
        return host


def valid_host(host: str) -> bool:
    """Whether ssh takes it from its command line."""
    return not _BAD_IN_HOST.search(host)


def valid_user(user: str) -> bool:
    """The same."""
    return not _BAD_IN_USER.search(user)
