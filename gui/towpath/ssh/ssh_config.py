"""ssh_config(5): which hosts it names, which files it is made of, and the values that ssh would use for a host.

Where there is an ssh, it is asked (`ssh -G`); elsewhere our own reading of the files stands in, which refuses by name
what it cannot do. All of this waits for files and programs: never on the engine's or the window's thread.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.host_config import CommandKind, HostAlias, ImportedCommand, ResolvedBy
from towpath.ssh.config_by_ssh import ask_ssh
from towpath.ssh.config_evaluation import Evaluation, Question
from towpath.ssh.config_forwards import DYNAMIC, LOCAL
from towpath.ssh.config_includes import ConfigFile, Place, Walk, content, system_folder
from towpath.ssh.config_lines import ConfigLine, clean
from towpath.ssh.config_match import exec_texts, literal_names
from towpath.ssh.config_refusal import refused
from towpath.ssh.config_values import HONOURED

NO_FILE = "none"
"""As ssh's `-F none`: no file is read at all."""

_FORBIDDEN = re.compile(r"[\0\r\n]")
_OF_SYSTEMD = frozenset((".host", "machine/.host"))
"""This machine itself, in the ssh_config that systemd brings along (systemd-ssh-proxy(1)): nobody's choice."""


class Values(msgspec.Struct, frozen=True):
    """What applies to one host: the keys we honour, in lower case, with values as `ssh -G` prints them, in its order.

    Lists are repeated keys. By TOWPATH, what no file sets is absent, but for `hostname`, `user` and `port`.
    """

    entries: tuple[tuple[str, str], ...]
    by: ResolvedBy
    others: tuple[tuple[str, str], ...] = ()
    """What ssh would use besides, of keys that we do not honour. Only by SSH."""

    def one(self, key: str) -> str:
        """The value, or an empty text."""
        return next((value for name, value in self.entries if name == key), "")

    def all(self, key: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.entries if name == key)


class ConfigFiles(msgspec.Struct, frozen=True):
    """What is read where no other file is named."""

    user: Path
    system: Path


class Reader:
    """Any thread; every call waits."""

    def __init__(self, *, home: Path, local_user: str, environment: Mapping[str, str], ssh: str | None = "ssh") -> None:
        """`ssh` is a path, or a name to be found in the environment's PATH; None for doing without."""
        self._home = home
        self._local_user = local_user
        self._environment = environment
        self._ssh = shutil.which(ssh, path=environment.get("PATH")) if ssh else None
        folder = system_folder(environment)
        self.own_files = ConfigFiles(home / ".ssh" / "config", folder / "ssh_config")
        self._place = Place(home=str(home), system_folder=str(folder), environment=environment)

    @property
    def by(self) -> ResolvedBy:
        """Who reads the values."""
        return ResolvedBy.SSH if self._ssh else ResolvedBy.TOWPATH

    def aliases(self, file: str = "") -> tuple[tuple[HostAlias, ...], tuple[Problem, ...]]:
        """Names that `Host` and `Match` lines give without wildcards, each where it stands first, and why some files
        could not be read. Raises FILE_UNREADABLE, SSH_CONFIG_REFUSED when that is `file` itself."""
        walk = self._walk(file)
        found: dict[str, HostAlias] = {}
        for line in walk.lines():
            if line.keyword in ("host", "match"):
                for name in literal_names(line):
                    if name not in found and name not in _OF_SYSTEMD:
                        found[name] = HostAlias(name=clean(name), file=clean(line.file), line=line.number)
        return tuple(found.values()), tuple(walk.problems)

    def files(self, file: str = "") -> tuple[Path, ...]:
        """Every file that is read, and where further ones could appear: what is worth watching."""
        walk = self._walk(file)
        for _ in walk.lines():
            pass
        return tuple(Path(path) for path in dict.fromkeys([*walk.looked_at, *walk.files]))

    def exec_commands(self, file: str = "") -> tuple[ImportedCommand, ...]:
        """Every text that a `Match exec` in these files would run, whatever the host; none is approved yet.

        Raises SSH_CONFIG_REFUSED, FILE_UNREADABLE where that cannot be told, as some file was not read.
        """
        commands: dict[ImportedCommand, None] = {}
        walks = [self._walk(file)]
        home = _system_home(self._local_user)
        if self._ssh and home != self._home:  # to ssh, that is what ~ means in an Include
            walks.append(Walk(self._roots(file), msgspec.structs.replace(self._place, home=str(home))))
        for walk in walks:
            for line in walk.lines():
                if line.keyword == "match":
                    for text in exec_texts(line):
                        commands[_match_exec(text, line)] = None
            if walk.problems:
                raise TowpathError(walk.problems[0])
        return tuple(commands)

    def place_of(self, keyword: str, value: str, file: str = "") -> tuple[str, int]:
        """The file and line that give a keyword this value; nothing and 0 when none does, such as for an option."""
        found = (line for line in self._walk(file).lines() if line.keyword == keyword and line.rest == value)
        return next(((clean(line.file), line.number) for line in found), ("", 0))

    def check(self, file: str = "") -> None:
        """Raises SSH_CONFIG_REFUSED for the first file that is not the user's, nor root's, or that others may write:
        where ssh minds. It does not for a file that is named, and for the system's; for what these include it does."""
        walk = self._walk(file)
        for _ in walk.lines():
            pass
        for problem in walk.problems:
            if problem.kind is ProblemKind.SSH_CONFIG_REFUSED:
                raise TowpathError(problem)

    def values(
        self, host: str, *, file: str = "", options: Sequence[str] = (), user: str = "", port: int = 0
    ) -> Values:
        """What ssh would use for `host` with these options (`Key=value` or `Key value`), of which, as on its command
        line, the first of a kind wins; then come `user` and `port`, then the files.

        Runs the commands of `Match exec`: who calls has asked. Raises INVALID, SSH_CONFIG_REFUSED, FILE_UNREADABLE.
        """
        _must_be_plain(host, options, user)
        if self._ssh:
            return self._values_by_ssh(self._ssh, host, file, options, user, port)
        if self._is_missing(file):
            raise refused(file, 0, "No such file or directory", "look at the file")
        question = Question(
            host=host,
            options=tuple(options),
            user=user,
            port=port,
            local_user=self._local_user,
            files=tuple(self._roots(file)),
        )
        entries = Evaluation(question, self._place).entries()
        return Values(tuple((key, clean(value)) for key, value in entries), ResolvedBy.TOWPATH)

    def _values_by_ssh(self, ssh: str, host: str, file: str, options: Sequence[str], user: str, port: int) -> Values:
        arguments: list[str] = []
        if named := file or self._named_for_ssh():
            arguments += ["-F", named]
        for option in options:
            arguments += ["-o", option]
        if user:
            arguments += ["-l", user]
        if port:
            arguments += ["-p", str(port)]
        lines = ask_ssh(ssh, [*arguments, "--", host], self._environment, named or str(self.own_files.user))
        pairs = _without_echoes([(key, value) for key, _, value in (line.partition(" ") for line in lines if line)])
        honoured = tuple(pair for pair in pairs if pair[0] in HONOURED)
        return Values(honoured, ResolvedBy.SSH, tuple(pair for pair in pairs if pair[0] not in HONOURED))

    def _named_for_ssh(self) -> str:
        """ssh takes the home that the system knows the user by. Where ours is another, the file there is named,
        and looked at as ssh would; ssh leaves the system's file out then."""
        if self._home == _system_home(self._local_user):
            return ""
        if content(ConfigFile(str(self.own_files.user), is_users=True)) is None:
            return NO_FILE
        return str(self.own_files.user)

    def _walk(self, file: str) -> Walk:
        if self._is_missing(file):
            facts = {"detail": "there is no such file"}
            raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, file, facts))
        return Walk(self._roots(file), self._place)

    def _is_missing(self, file: str) -> bool:
        """A file that is named has to be there, those that are always read need not be."""
        return bool(file) and file != NO_FILE and content(self._roots(file)[0]) is None

    def _roots(self, file: str) -> list[ConfigFile]:
        if file == NO_FILE:
            return []
        if file:
            return [ConfigFile(file, is_users=True, must_be_safe=False)]
        return [
            ConfigFile(str(self.own_files.user), is_users=True),
            ConfigFile(str(self.own_files.system), is_users=False, must_be_safe=False),
        ]


def _without_echoes(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`ssh -G` prints a LocalForward to a socket file twice, the first time as if it were a DynamicForward."""
    locals_ = [value.partition(" ") for key, value in pairs if key == LOCAL]
    echoes = {(DYNAMIC, listen) for listen, _, target in locals_ if not target.startswith("[")}
    return [pair for pair in pairs if pair not in echoes]


def _must_be_plain(host: str, options: Sequence[str], user: str) -> None:
    """Nothing that could be taken for an option, or that no argument can hold."""
    if not host or host.startswith("-") or _FORBIDDEN.search(host):
        raise TowpathError(Problem(ProblemKind.INVALID, host, {"detail": "it is no name of a host"}))
    if user.startswith("-") or _FORBIDDEN.search(user):
        raise TowpathError(Problem(ProblemKind.INVALID, user, {"detail": "it is no name of a user"}))
    for option in options:
        if _FORBIDDEN.search(option):
            raise TowpathError(Problem(ProblemKind.INVALID, option, {"detail": "an option is one line"}))


def _match_exec(text: str, line: ConfigLine) -> ImportedCommand:
    return ImportedCommand(kind=CommandKind.MATCH_EXEC, text=clean(text), file=clean(line.file), line=line.number)


def _system_home(user: str) -> Path:
    """What the system has as that user's home folder."""
    return Path(os.path.expanduser(f"~{user}"))  # noqa: PTH111 - Path.expanduser() raises for an unknown user
