"""OpenSSH's sshd on loopback, with its own configuration, host keys, users' keys and log."""

import contextlib
import functools
import os
import random
import re
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.support import process
from tests.support.keys import KeyFile, KeyMaker
from tests.support.pam import PamService, current_user
from tests.support.wait import wait_for

START_SECONDS = 20.0
START_TRIES = 5
PORTS = range(12_000, 32_000)
"""Linux's clients begin at 32768 (ip(7), ip_local_port_range)."""
PRIVILEGE_SEPARATION = Path("/run/sshd")


def sshd_program() -> str:
    """sshd lies in /usr/sbin, which an ordinary user's PATH may lack."""
    found = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found:
        raise RuntimeError("sshd is not installed (apt install openssh-server)")
    return found


@functools.cache
def openssh_version() -> tuple[int, int]:
    """sshd's version; 9.2 does not know -V, but names its version in the complaint."""
    said = subprocess.run([sshd_program(), "-V"], capture_output=True, text=True, timeout=10, check=False)
    match = re.search(r"OpenSSH_(\d+)\.(\d+)", said.stderr + said.stdout)
    if not match:
        raise RuntimeError(f"cannot tell sshd's version from: {said.stderr}")
    return int(match[1]), int(match[2])


def free_port(address: str = "127.0.0.1") -> int:
    """A port that was free a moment ago, and is none of those that the system gives to clients meanwhile."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    while True:
        port = random.choice(PORTS)  # noqa: S311  # no secret
        with contextlib.suppress(OSError), socket.socket(family) as probe:
            probe.bind((address, port))
            return port


class Sshd:
    """One server. A hop chain is several of them: each forwards to the next one's port.

    It logs in the user who runs the tests, by the keys given as `authorized`, by a certificate of `user_ca`,
    or through `pam` (its password, and its code). HOME and SFTP's first folder are `home`, not the user's
    real one. `sftp` is the subsystem's command, empty for none. `auth_methods` and `extra` are sshd_config text
    (AuthenticationMethods; further lines), `verbose` patterns of LogVerbose. `enter` is put before its command line
    (see `Namespace.enter`).
    With `reads_home` the keys in ~/.ssh/authorized_keys log in, too.
    """

    def __init__(
        self,
        directory: Path,
        *,
        name: str = "sshd",
        host_key_types: Sequence[str] = ("ed25519",),
        addresses: Sequence[str] = ("127.0.0.1",),
        port: int = 0,
        authorized: Sequence[KeyFile] = (),
        auth_methods: str = "",
        pam: PamService | None = None,
        user_ca: KeyFile | None = None,
        allow_tcp_forwarding: str = "yes",
        login_grace_seconds: int = 120,
        max_sessions: int = 10,
        max_auth_tries: int = 6,
        max_startups: int = 500,
        sftp: str = "internal-sftp -d {home}",
        extra: str = "",
        verbose: Sequence[str] = (),
        enter: Sequence[str] = (),
        reads_home: bool = False,
    ) -> None:
        self.name = name
        self.port = port
        self.addresses = tuple(addresses)
        self.user = current_user()
        self.pam = pam
        self.log = directory / name / "log"
        self.home = directory / name / "home"
        self.authorized_keys = directory / name / "authorized_keys"
        self._directory = directory / name
        self._auth_methods = auth_methods
        self._user_ca = user_ca
        self._allow_tcp_forwarding = allow_tcp_forwarding
        self._login_grace_seconds = login_grace_seconds
        self._max_sessions = max_sessions
        self._max_auth_tries = max_auth_tries
        self._max_startups = max_startups
        self._sftp = sftp
        self._extra = extra
        self._verbose = ("auth2.c:input_userauth_request*", "serverloop.c:server_request_direct*", *verbose)
        self._enter = tuple(enter)
        self._reads_home = reads_home
        self._process: subprocess.Popen[bytes] | None = None
        self.home.mkdir(parents=True)
        self._host_key_maker = KeyMaker(self._directory / "host_keys")
        self._host_key_names = dict.fromkeys(host_key_types, "host")
        self.authorized_keys.write_text("".join(f"{key.public_line}\n" for key in authorized))

    # --- running

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; a port taken by somebody else in the meantime is replaced unless it was asked for."""
        chosen = self.port
        for _ in range(START_TRIES):
            self.port = chosen or free_port(self.addresses[0])
            if self._start_once():
                return
            if chosen:
                break
        raise RuntimeError(f"sshd {self.name} does not start: {process.tail(self.log)}")

    def _start_once(self) -> bool:
        if os.geteuid() == 0:
            PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        config = self._directory / "sshd_config"
        config.write_text(self._config())
        mark = self.mark()
        self._process = started = process.start(
            [*self._enter, self._program(), "-D", "-e", "-f", str(config)],
            log=self.log,
            env={name: value for name, value in os.environ.items() if name != "SSH_AUTH_SOCK"},
        )

        def settled() -> bool:
            listening = self.log_text(since=mark).count("Server listening on")
            return listening >= len(self.addresses) or started.poll() is not None

        wait_for(settled, timeout=START_SECONDS, what=lambda: f"{self.name} to listen: {self.log_text()}")
        return started.poll() is None

    def stop(self) -> None:
        """End the server and all its sessions."""
        self.drop_sessions()
        if self._process:
            process.stop(self._process)
            self._process = None

    def kill(self) -> None:
        """End the server and all its sessions at once, as a crash of the machine's sshd would."""
        if self._process:
            sessions = process.descendants(self._process.pid)  # nobody's children once their parent is dead
            self._process.kill()
            process.end_all(sessions)
            process.stop(self._process)
            self._process = None

    def restart(self) -> None:
        """Stop and start on the same port, with the configuration and host keys of now."""
        self.stop()
        self.start()

    def drop_sessions(self) -> None:
        """Cut every session (the server goes on listening)."""
        if not self._process:
            return
        listener = self._process.pid
        dropped = process.children(listener)
        process.end_all(process.descendants(listener))
        if self._process.poll() is None:  # let it see to its dead children
            wait_for(lambda: not set(dropped) & set(process.children(listener)), what="sessions to end")

    # --- who may log in

    def authorize(self, key: KeyFile) -> None:
        with self.authorized_keys.open("a") as lines:
            lines.write(f"{key.public_line}\n")

    # --- host keys

    def host_key(self, key_type: str = "ed25519") -> KeyFile:
        return self._host_key_maker.key(key_type, name=self._host_key_names[key_type])

    def host_key_line(self, key_type: str = "ed25519") -> str:
        """`TYPE BASE64` of the present host key."""
        return " ".join(self.host_key(key_type).public_line.split()[:2])

    def known_hosts_lines(self, *, host: str = "") -> str:
        """What known_hosts must hold so that the server is known, under its address or another name."""
        name = f"[{host or self.addresses[0]}]:{self.port}"
        return "".join(f"{name} {self.host_key_line(key_type)}\n" for key_type in self._host_key_names)

    def swap_host_key(self) -> None:
        """Restart with other host keys of the same types, as a reinstalled (or false) server would have."""
        self._host_key_names = {key_type: f"{name}-new" for key_type, name in self._host_key_names.items()}
        self.restart()

    # --- the log

    def mark(self) -> int:
        """A place in the log: give it as `since` to see only what came after it."""
        return self.log.stat().st_size if self.log.exists() else 0

    def log_text(self, *, since: int = 0) -> str:
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(since)
            return log.read().decode(errors="replace").replace("\r\n", "\n")

    def logins(self, *, since: int = 0) -> list[str]:
        """One line per login: `Accepted METHOD for USER from …`."""
        return re.findall(r"^Accepted \S+ for .*$", self.log_text(since=since), re.MULTILINE)

    def refusals(self, *, since: int = 0) -> list[str]:
        """One line per refused attempt with a secret or a signature: `Failed METHOD for USER from …`."""
        return re.findall(r"^Failed .*$", self.log_text(since=since), re.MULTILINE)

    def auth_requests(self, *, since: int = 0) -> list[tuple[str, str]]:
        """(user, method) of every request to authenticate, `none` included: proof that nobody tried."""
        pattern = r"userauth-request for user (\S*) service \S+ method (\S+)"
        return re.findall(pattern, self.log_text(since=since))

    def forwarded_to(self, *, since: int = 0) -> list[str]:
        """`HOST:PORT` of every direct-tcpip channel that was asked for, oldest first."""
        pattern = r"server_request_direct_tcpip.* originator .* target (\S+) port (\d+)"
        return [f"{host}:{port}" for host, port in re.findall(pattern, self.log_text(since=since))]

    # --- configuration

    def _authorized_keys_files(self) -> Sequence[Path]:
        in_home = [self.home / ".ssh" / "authorized_keys"] if self._reads_home else []
        return [self.authorized_keys, *in_home]

    def _program(self) -> str:
        """Before 9.8 the PAM service is the name sshd was started by: start a link of that name."""
        program = sshd_program()
        if not self.pam or openssh_version() >= (9, 8):
            return program
        link = self._directory / self.pam.name
        if not link.exists():
            link.symlink_to(program)
        return str(link)

    def _config(self) -> str:
        bracketed = [f"[{address}]" if ":" in address else address for address in self.addresses]
        lines = [
            *(f"ListenAddress {address}:{self.port}" for address in bracketed),
            *(f"HostKey {self.host_key(key_type).path}" for key_type in self._host_key_names),
            "PidFile none",
            # Not DEBUG1 for all: the child that runs a command would log to the command's stderr.
            "LogLevel VERBOSE",
            f"LogVerbose {','.join(self._verbose)}",
            "StrictModes no",
            "UseDNS no",
            "PrintMotd no",
            "PrintLastLog no",
            f"AuthorizedKeysFile {' '.join(map(str, self._authorized_keys_files()))}",
            f"AllowTcpForwarding {self._allow_tcp_forwarding}",
            f"LoginGraceTime {self._login_grace_seconds}",
            f"MaxStartups {self._max_startups}",
            f"MaxSessions {self._max_sessions}",
            f"MaxAuthTries {self._max_auth_tries}",
            f"SetEnv HOME={self.home}",
            *([f"Subsystem sftp {self._sftp.format(home=self.home)}"] if self._sftp else []),
            f"PermitRootLogin {'yes' if self.user == 'root' else 'no'}",
            f"UsePAM {'yes' if self.pam else 'no'}",
            f"KbdInteractiveAuthentication {'yes' if self.pam else 'no'}",
            # PAM answers the method "password" too, as long as it asks for nothing else.
            f"PasswordAuthentication {'yes' if self.pam and not self.pam.asks_code else 'no'}",
        ]
        if self.pam and openssh_version() >= (9, 8):
            lines.append(f"PAMServiceName {self.pam.name}")
        if openssh_version() >= (9, 8):
            lines.append("PerSourcePenalties no")
        if self._user_ca:
            lines.append(f"TrustedUserCAKeys {self._user_ca.public_path}")
        if self._auth_methods:
            lines.append(f"AuthenticationMethods {self._auth_methods}")
        return "\n".join([*lines, self._extra]) + "\n"
