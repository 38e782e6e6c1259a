"""The programs that are compared: each copies and lists as a person would have it do, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, known_hosts, save
from tests.support.sshd import Sshd
from towpath.model.forward import Forward


class Way(NamedTuple):
    """How to log in: to the server itself, or by a slow link's port."""

    sshd: Sshd
    key: KeyFile
    port: int
    scratch: Path
    """Where programs may keep what they need for that."""


class Ran(NamedTuple):
    """A command that has ended well."""

    seconds: float
    mebibytes: float
    """The most it had resident."""


def run(command: list[str], env: dict[str, str] | None = None) -> Ran:
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed: {said.decode(errors='replace')}")
    return Ran(seconds, usage.ru_maxrss / 1024)


class Program(ABC):
    """One of them. Paths are absolute; folders are copied with all that is in them, to a name that is not there."""

    name: str

    def __init__(self, way: Way) -> None:
        self.way = way

    @abstractmethod
    def get(self, remote: Path, local: Path) -> Ran: ...

    @abstractmethod
    def put(self, local: Path, remote: Path) -> Ran: ...

    def list(self, remote: Path) -> Ran | None:
        """Print the names in a folder; None where the program cannot do just that."""
        return None


class Towpath(Program):
    name = "towpath"

    def get(self, remote: Path, local: Path) -> Ran:
        return self._run("get", "-r", connection_name(self.way), str(remote), str(local))

    def put(self, local: Path, remote: Path) -> Ran:
        return self._run("put", "-r", connection_name(self.way), str(local), str(remote))

    def list(self, remote: Path) -> Ran:
        return self._run("ls", connection_name(self.way), str(remote))

    def _run(self, *arguments: str) -> Ran:
        return run([sys.executable, "-m", "towpath", *arguments])


class OpenSsh(Program):
    """With its defaults."""

    name = "sftp"

    def get(self, remote: Path, local: Path) -> Ran:
        return self._batch(f"get -r {remote} {local}")

    def put(self, local: Path, remote: Path) -> Ran:
        return self._batch(f"put -r {local} {remote}")

    def list(self, remote: Path) -> Ran:
        return self._batch(f"ls -1 {remote}")

    def _batch(self, text: str) -> Ran:
        batch = self.way.scratch / "batch"
        batch.write_text(text + "\n")
        return run(["sftp", "-q", "-b", str(batch), *ssh_options(self.way, "-P")])


def ssh_options(way: Way, port_option: str) -> list[str]:
    """Where to, for ssh (`-p`) and sftp (`-P`), with nothing of the user's own configuration."""
    unchecked = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"]
    key = ["-i", str(way.key.path), "-o", "IdentitiesOnly=yes"]
    return ["-F", "none", *unchecked, *key, port_option, str(way.port), f"{way.sshd.user}@127.0.0.1"]


class Putty(Program):
    name = "psftp"

    def __init__(self, way: Way) -> None:
        super().__init__(way)
        self._key = way.scratch / "key.ppk"
        subprocess.run(["puttygen", way.key.path, "-O", "private", "-o", self._key], check=True, capture_output=True)

    def get(self, remote: Path, local: Path) -> Ran:
        return self._batch(f"get -r {remote} {local}")

    def put(self, local: Path, remote: Path) -> Ran:
        return self._batch(f"put -r {local} {remote}")

    def _batch(self, text: str) -> Ran:
        batch = self.way.scratch / "batch"
        batch.write_text(text + "\n")
        login = ["-P", str(self.way.port), "-i", str(self._key), "-hostkey", self.way.sshd.host_key().fingerprint]
        return run(["psftp", "-batch", *login, "-b", str(batch), f"{self.way.sshd.user}@127.0.0.1"])


class Rclone(Program):
    name = "rclone"

    def get(self, remote: Path, local: Path) -> Ran:
        return self._copy(f":sftp:{remote}", str(local), remote)

    def put(self, local: Path, remote: Path) -> Ran:
        return self._copy(str(local), f":sftp:{remote}", local)

    def _copy(self, source: str, destination: str, what: Path) -> Ran:
        way = self.way
        login = ["--sftp-host", "127.0.0.1", "--sftp-port", str(way.port), "--sftp-user", way.sshd.user]
        verb = "copy" if what.is_dir() else "copyto"
        key = ["--sftp-key-file", str(way.key.path), "--config", "/dev/null"]
        return run(["rclone", verb, *login, *key, source, destination])


def connection_name(way: Way) -> str:
    return f"bench-{way.port}"


def save_connections(*ways: Way, forwards: Sequence[Forward] = ()) -> None:
    """What the user of ours has; the forwards are those of the first."""
    hops = [replace(hop(way.sshd, way.key), port=way.port) for way in ways]
    names = [connection_name(way) for way in ways]
    save(
        *(connection(name, to, *forwards[: None if to is hops[0] else 0]) for name, to in zip(names, hops, strict=True))
    )
    know(ways[0].sshd)
    lines = known_hosts().read_text()
    known_hosts().write_text("".join(lines.replace(f":{ways[0].sshd.port} ", f":{way.port} ") for way in ways))


def installed(way: Way) -> list[Program]:
    """Ours first, then those that can be had."""
    programs: list[Program] = [Towpath(way), OpenSsh(way)]
    if shutil.which("psftp") and shutil.which("puttygen"):
        programs.append(Putty(way))
    if shutil.which("rclone"):
        programs.append(Rclone(way))
    return programs
