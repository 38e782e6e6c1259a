"""Somebody who comes to the demo with other programs than ours."""

import os
import subprocess
from pathlib import Path

from tests.support import process
from tests.support.askpass import Askpass
from towpath.demo.accounts import KEY_USER, PASSWORD_USER
from towpath.demo.intranet import INNER_NAME, INTRANET_NAME
from towpath.demo.lab import Lab

SECONDS = 30
GET = b"GET / HTTP/1.0\r\n\r\n"


class Visitor:
    """Somebody with OpenSSH, who has the demo's key and knows its host keys."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self.folder = folder
        self._lab = lab
        self._config = folder / "ssh_config"
        known_hosts = folder / "known_hosts"
        gateway, inner = (m.host_key.get_base64() for m in (lab.gateway, lab.inner))
        known_hosts.write_text(f"[127.0.0.1]:{lab.port} ssh-ed25519 {gateway}\n{INNER_NAME} ssh-ed25519 {inner}\n")
        self._config.write_text(
            f"Host gateway\n HostName 127.0.0.1\n Port {lab.port}\n"
            f"Host {INNER_NAME}\n ProxyJump gateway\n"
            f"Host *\n User {KEY_USER}\n IdentityFile {lab.key_file}\n IdentitiesOnly yes\n IdentityAgent none\n"
            f" UserKnownHostsFile {known_hosts}\n GlobalKnownHostsFile none\n StrictHostKeyChecking yes\n"
            " NumberOfPasswordPrompts 1\n"
        )

    def ssh(
        self, *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return self._run("ssh", *arguments, stdin=stdin, env=env or {**os.environ, "SSH_ASKPASS_REQUIRE": "never"})

    def sftp(self, *commands: str, host: str = "gateway") -> subprocess.CompletedProcess[bytes]:
        stdin = "\n".join(commands).encode(errors="surrogateescape")
        return self._run("sftp", "-q", "-b", "-", host, stdin=stdin, env=dict(os.environ))

    def scp(self, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
        return self._run("scp", "-q", *map(str, arguments), stdin=b"", env=dict(os.environ))

    def psftp(self, *commands: str) -> subprocess.CompletedProcess[bytes]:
        """With PuTTY's program, of which FileZilla's engine is made."""
        key, script = self.folder / "key.ppk", self.folder / "psftp.txt"
        subprocess.run(["puttygen", self._lab.key_file, "-o", key], check=True, timeout=SECONDS)
        script.write_bytes("".join(f"{command}\n" for command in commands).encode(errors="surrogateescape"))
        login = ["-P", str(self._lab.port), "-l", KEY_USER, "-i", str(key), "-noagent"]
        login += ["-hostkey", self._lab.gateway.host_key.fingerprint]
        argv = ["psftp", *login, "-batch", "-b", str(script), "127.0.0.1"]
        return subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)

    def log_in(self, answers: list[str], name: str) -> tuple[bool, list[str]]:
        """Log in with password and code; whether it worked (the page came), and the prompts."""
        askpass = Askpass(self.folder / name, answers)
        done = self.ssh("-l", PASSWORD_USER, "-W", f"{INTRANET_NAME}:80", "gateway", stdin=GET, env=askpass.env)
        return b"intranet" in done.stdout, askpass.prompts

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return process.start(["ssh", "-F", str(self._config), *arguments], log=self.folder / "log")

    def _run(
        self, program: str, *arguments: str, stdin: bytes, env: dict[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        argv = [program, "-F", str(self._config), *arguments]
        return subprocess.run(argv, input=stdin, env=env, capture_output=True, timeout=SECONDS, check=False)
