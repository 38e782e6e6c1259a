"""A real ssh-agent of the tests' own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.support import process
from tests.support.askpass import Askpass
from tests.support.keys import KeyFile
from tests.support.wait import wait_for

SSH_ADD_SECONDS = 20


class Agent:
    """ssh-agent(1) in the foreground, on a socket whose path is short enough for any system."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        """`env` is what it has an askpass run with, for keys that are confirmed."""
        self._env = env
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-agent-"))
        self.socket = self._directory / "socket"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        log = self._directory / "log"
        self._process = process.start(["ssh-agent", "-D", "-a", str(self.socket)], log=log, env=self._env)
        try:
            wait_for(self._listens, what=lambda: f"the agent's socket; its log: {process.tail(log)}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            process.stop(self._process)
        shutil.rmtree(self._directory, ignore_errors=True)

    def _listens(self) -> bool:
        """Its socket is there a moment before."""
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(str(self.socket)) == 0

    def add(self, key: KeyFile, *, confirm: bool = False) -> None:
        """Add a key, with the certificate that lies beside it."""
        askpass = Askpass(self._directory / "askpass", [key.passphrase])
        self._ssh_add([*(["-c"] if confirm else []), str(key.path)], askpass.env)

    def remove_all(self) -> None:
        self._ssh_add(["-D"], dict(os.environ))

    def lock(self, passphrase: str) -> None:
        askpass = Askpass(self._directory / "askpass", [passphrase] * 2)
        self._ssh_add(["-x"], askpass.env)

    def _ssh_add(self, arguments: list[str], env: dict[str, str]) -> None:
        subprocess.run(
            ["ssh-add", "-q", *arguments],
            env={**env, "SSH_AUTH_SOCK": str(self.socket)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SSH_ADD_SECONDS,
            check=True,
        )
