"""Dropbear on loopback: the SSH server of small machines, with OpenSSH's sftp-server behind it."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.support import process
from tests.support.keys import KeyFile
from tests.support.namespace import namespaces_missing
from tests.support.pam import current_user
from tests.support.sshd import START_TRIES, free_port
from tests.support.wait import wait_for

START_SECONDS = 20.0
LISTENING = "Not backgrounding"
CANNOT_LISTEN = "Failed listening"
KEYGEN_SECONDS = 60


def dropbear_missing() -> str:
    """Why it cannot run here, or an empty string."""
    try:
        subprocess.run(["dropbear", "-V"], capture_output=True, check=False)
    except FileNotFoundError:
        return "dropbear is not installed (apt install dropbear-bin)"
    return namespaces_missing()


class Dropbear:
    """One server, which logs in the user who runs the tests by the keys given as `authorized`.

    Dropbear looks for keys in the home that the user database names, so it gets a database of its own (laid over
    the system's for it alone): HOME and SFTP's first folder are `home`.
    """

    def __init__(self, directory: Path, *, name: str = "dropbear", authorized: Sequence[KeyFile] = ()) -> None:
        self.name = name
        self.port = 0
        self.user = current_user()
        self.log = directory / name / "log"
        self.home = directory / name / "home"
        self._directory = directory / name
        self._process: subprocess.Popen[bytes] | None = None
        keys = self.home / ".ssh" / "authorized_keys"
        keys.parent.mkdir(mode=0o700, parents=True)
        keys.write_text("".join(f"{key.public_line}\n" for key in authorized))
        keys.chmod(0o600)
        self._host_key = self._directory / "host_key"
        self._host_key_line = _new_host_key(self._host_key)
        self._users = self._directory / "passwd"
        self._users.write_text(_with_home(Path("/etc/passwd").read_text(), self.user, self.home))

    def __enter__(self) -> Self:
        for _ in range(START_TRIES):
            self.port = free_port()
            if self._start_once():
                return self
            self.stop()
        raise RuntimeError(f"dropbear {self.name} does not start: {process.tail(self.log)}")

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start_once(self) -> bool:
        mark = len(self.log_text())
        lay_users = f'mount --bind "{self._users}" /etc/passwd\nexec "$@"'
        server = ["dropbear", "-F", "-E", "-m", "-s", "-p", f"127.0.0.1:{self.port}", "-r", str(self._host_key)]
        self._process = started = process.start(
            ["unshare", "--mount", "sh", "-ec", lay_users, "sh", *server], log=self.log
        )

        def settled() -> bool:
            return LISTENING in self.log_text()[mark:] or started.poll() is not None

        wait_for(settled, timeout=START_SECONDS, what=lambda: f"{self.name} to listen: {self.log_text()}")
        return started.poll() is None and CANNOT_LISTEN not in self.log_text()[mark:]

    def stop(self) -> None:
        """End the server and all its sessions."""
        if self._process:
            self.drop_sessions()
            process.stop(self._process)
            self._process = None

    def drop_sessions(self) -> None:
        """Cut every session (the server goes on listening)."""
        if self._process:
            process.end_all(process.descendants(self._process.pid))

    def known_hosts_lines(self, *, host: str = "127.0.0.1") -> str:
        """What known_hosts must hold so that the server is known."""
        return f"[{host}]:{self.port} {self._host_key_line}\n"

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


def _new_host_key(path: Path) -> str:
    """Make one in Dropbear's own format; `TYPE BASE64`."""
    made = subprocess.run(
        ["dropbearkey", "-t", "ed25519", "-f", str(path)],
        capture_output=True,
        text=True,
        timeout=KEYGEN_SECONDS,
        check=True,
    )
    line = re.search(r"^ssh-ed25519 \S+", made.stdout, re.MULTILINE)
    assert line, made.stdout
    return line[0]


def _with_home(users: str, user: str, home: Path) -> str:
    """The text of passwd(5) in which this user lives elsewhere."""
    fields = [line.split(":") for line in users.splitlines()]
    return "".join(":".join([*one[:5], str(home), *one[6:]] if one[0] == user else one) + "\n" for one in fields)
