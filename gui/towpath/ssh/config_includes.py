"""The files of an ssh_config: who may have written them, and which others they include."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from towpath.files import at_once
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.ssh.config_lines import ConfigLine, config_lines, text_of
from towpath.ssh.config_refusal import refused
from towpath.ssh.config_tokens import expand_home

DEEPEST = 16
"""How many Includes may stand one in the other, as in ssh."""
MOST_BYTES = 16 << 20
"""Of one file; nobody writes so much."""
MOST_FILES = 10_000
"""Files that include each other many times over would be read for ever."""

_UNCLEAR = re.compile(r"\[:|\[.*\\")
"""A class, or a backslash in a set: glob(3) has them, Python has not."""
_OTHERS_WRITE, _GROUP_WRITES = 0o002, 0o020


class ConfigFile(msgspec.Struct, frozen=True):
    """One that is read."""

    path: str
    is_users: bool
    """Other than the system's: its relative Includes are in ~/.ssh, not in the system's folder."""
    must_be_safe: bool = True
    """Its owner and permissions count: not those of the system's own file, nor of one that was named with -F."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What an Include is relative to."""

    home: str
    system_folder: str
    environment: Mapping[str, str]


def content(file: ConfigFile) -> bytes | None:
    """What is in it; None where there is no such file. A folder is empty, as for ssh.

    Raises FILE_UNREADABLE, and SSH_CONFIG_REFUSED for a file that others could have written.
    """
    try:
        with open(file.path, "rb", opener=at_once) as opened:
            status = os.fstat(opened.fileno())
            if file.must_be_safe and not _is_safe(status):
                raise refused(
                    file.path,
                    0,
                    "its owner is somebody else, or others may write to it",
                    f"chmod go-w {file.path}, and see whose it is",
                )
            if not stat.S_ISREG(status.st_mode):
                raise refused(file.path, 0, "it is a pipe or a device", "use a file")
            read = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return b""
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, file.path, facts)) from error
    if len(read) > MOST_BYTES:
        raise refused(file.path, 0, f"it has more than {MOST_BYTES >> 20} MiB")
    return read


def included(line: ConfigLine, file: ConfigFile, place: Place) -> Iterator[tuple[str, list[ConfigFile]]]:
    """For each word of an Include: where ssh looks for it, and the files that are there. Raises SSH_CONFIG_REFUSED."""
    for word in line.words():
        if not word:
            raise refused(line.file, line.number, "keyword include empty argument")
        if word.startswith("~") and not file.is_users:
            raise refused(line.file, line.number, f"bad include path {word}")
        if _UNCLEAR.search(word):
            detail = f"Include: what the brackets in {word} stand for is not known here"
            raise refused(line.file, line.number, detail, "write the names, or a * in its place")
        path = expand_home(word, place.home)
        if not Path(path).is_absolute():
            folder = Path(place.home) / ".ssh" if file.is_users else Path(place.system_folder)
            path = str(folder / path)
        yield path, [ConfigFile(found, file.is_users) for found in _matches(path)]


class Walk:
    """Every line of a tree of files, each file once, whatever host it may be for: what `Include` could bring in.

    What cannot be read is kept in `problems`, and the walk goes on.
    """

    def __init__(self, roots: list[ConfigFile], place: Place) -> None:
        self._roots = roots
        self._place = place
        self.files: list[str] = []
        """That were read."""
        self.looked_at: list[str] = []
        """Folders and files where further ones could appear."""
        self.problems: list[Problem] = []
        self._seen: set[tuple[str, bool]] = set()

    def lines(self) -> Iterator[ConfigLine]:
        for root in self._roots:
            self.looked_at.append(root.path)
            yield from self._of(root, 0)

    def _of(self, file: ConfigFile, depth: int) -> Iterator[ConfigLine]:
        key = (os.path.realpath(file.path), file.is_users)
        if depth > DEEPEST or key in self._seen:  # ssh ends at that depth, and reads nothing then
            return
        self._seen.add(key)
        try:
            if len(self._seen) > MOST_FILES:
                raise refused(file.path, 0, f"there are more than {MOST_FILES} files")
            read = content(file)
        except TowpathError as error:
            self.problems.append(error.problem)
            return
        if read is None:
            return
        self.files.append(file.path)
        for line in config_lines(text_of(read), file.path):
            if line.keyword != "include":
                yield line
                continue
            for further in self._further(line, file):
                yield from self._of(further, depth + 1)

    def _further(self, line: ConfigLine, file: ConfigFile) -> list[ConfigFile]:
        found: list[ConfigFile] = []
        try:
            for path, files in included(_for_any_host(line, self._place.environment), file, self._place):
                self.looked_at.append(_still_folder(path))
                found += files
        except TowpathError as error:
            self.problems.append(error.problem)
        return found


def _is_safe(status: os.stat_result) -> bool:
    """As Debian's ssh judges it: its own, or root's, and nobody else may write; a group that has only its owner is
    nobody else."""
    if not hasattr(os, "getuid"):  # Windows has no such owners and modes
        return True
    own = os.getuid()
    if status.st_uid not in (0, own) or status.st_mode & _OTHERS_WRITE:
        return False
    return not status.st_mode & _GROUP_WRITES or _is_private_group(status.st_gid, own)


def _is_private_group(group: int, user: int) -> bool:
    import grp
    import pwd

    try:
        members = set(grp.getgrgid(group).gr_mem)
        own_name = pwd.getpwuid(user).pw_name
    except KeyError:
        return False
    members |= {entry.pw_name for entry in pwd.getpwall() if entry.pw_gid == group}
    return members == {own_name}


def _for_any_host(line: ConfigLine, environment: Mapping[str, str]) -> ConfigLine:
    """With variables replaced and any text in the place of a token: OpenSSH 10 has both in an Include."""
    if "%" not in line.rest and "${" not in line.rest:
        return line

    def value(variable: re.Match[str]) -> str:
        return environment.get(variable[1], variable[0])

    text = re.sub(r"\$\{(\w+)\}", value, line.rest)
    return ConfigLine(line.file, line.number, line.keyword, re.sub(r"%.", "*", text.replace("%%", "%")))


def _matches(pattern: str) -> list[str]:
    """As the glob(3) that ssh brings with it finds and orders them: byte by byte."""
    ours = re.sub(r"\\(.)", r"[\1]", pattern, flags=re.DOTALL)
    if glob.has_magic(ours):
        found = sorted(glob.glob(os.fsencode(ours)))  # noqa: PTH207 - a Path would change how it is written
        return [os.fsdecode(path) for path in found]
    return [pattern] if os.path.lexists(pattern) else []


def _still_folder(path: str) -> str:
    """The part of a pattern that is one file or folder."""
    still = path
    while glob.has_magic(still):
        still = str(Path(still).parent)
    return still


def system_folder(environment: Mapping[str, str]) -> Path:
    """Where the configuration for all users is."""
    if os.name == "nt":
        return Path(environment.get("PROGRAMDATA", r"C:\ProgramData")) / "ssh"
    return Path("/etc/ssh")
