"""User keys, host keys and certificates made by ssh-keygen, so that nothing of ours judges its own work."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

KEYGEN_SECONDS = 60

# ssh-keygen's options for each name used in tests; RSA is as small as servers still accept, for speed.
KEY_TYPES: dict[str, list[str]] = {
    "ed25519": ["-t", "ed25519"],
    "rsa": ["-t", "rsa", "-b", "2048"],
    "ecdsa": ["-t", "ecdsa", "-b", "256"],
    "ecdsa-384": ["-t", "ecdsa", "-b", "384"],
    "ecdsa-521": ["-t", "ecdsa", "-b", "521"],
}


@dataclass(frozen=True)
class KeyFile:
    """A private key file; the public half lies beside it as ssh-keygen puts it."""

    path: Path
    passphrase: str = field(default="", repr=False)

    @property
    def public_path(self) -> Path:
        return self.path.with_name(self.path.name + ".pub")

    @property
    def certificate_path(self) -> Path:
        return self.path.with_name(self.path.name + "-cert.pub")

    @property
    def public_line(self) -> str:
        """`TYPE BASE64 COMMENT`, as authorized_keys wants it."""
        return self.public_path.read_text().strip()

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` as ssh-keygen prints it."""
        return _keygen(["-l", "-f", str(self.public_path)]).split()[1]

    @property
    def randomart(self) -> str:
        """The picture ssh shows with VisualHostKey, without the line of the fingerprint."""
        return _keygen(["-l", "-v", "-f", str(self.public_path)]).split("\n", 1)[1].rstrip("\n")


class KeyMaker:
    """Makes each kind of key once; tests that ask for the same kind share the file and must not change it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._made: dict[tuple[str, str, str, bool], KeyFile] = {}

    def key(self, key_type: str = "ed25519", *, passphrase: str = "", name: str = "user", pem: bool = False) -> KeyFile:
        """A key of KEY_TYPES; different names are different keys. `pem` is the file format of old OpenSSH."""
        wanted = (key_type, passphrase, name, pem)
        if wanted not in self._made:
            path = self._directory / f"{name}-{key_type}-{len(self._made)}"
            form = ["-m", "PEM"] if pem else []
            options = [*KEY_TYPES[key_type], *form, "-N", passphrase, "-C", f"{name}-{key_type}"]
            # -a 1: the fewest rounds for the passphrase; tests open these files often.
            _keygen(["-q", "-a", "1", *options, "-f", str(path)])
            self._made[wanted] = KeyFile(path, passphrase)
        return self._made[wanted]

    def certificate(
        self,
        key: KeyFile,
        *,
        ca: KeyFile,
        principals: Sequence[str],
        name: str = "certified",
        validity: str = "-5m:+1d",
        host: bool = False,
    ) -> KeyFile:
        """A copy of `key` with a certificate beside it (`….-cert.pub`), signed by `ca`.

        A copy, because ssh tries a certificate that lies beside a key without being told.
        """
        copy = KeyFile(self._directory / f"{name}-{key.path.name}", key.passphrase)
        shutil.copy2(key.path, copy.path)
        shutil.copy2(key.public_path, copy.public_path)
        kind = ["-h"] if host else []
        grant = ["-I", name, "-n", ",".join(principals), "-V", validity]
        _keygen(["-q", "-s", str(ca.path), *kind, *grant, str(copy.public_path)])
        return copy


def hashed_known_hosts(lines: str, directory: Path) -> str:
    """The same known_hosts text with its host names hashed by ssh-keygen (HashKnownHosts)."""
    path = directory / "known_hosts_to_hash"
    path.write_text(lines)
    _keygen(["-q", "-H", "-f", str(path)])
    return path.read_text()


def _keygen(arguments: list[str]) -> str:
    done = subprocess.run(
        ["ssh-keygen", *arguments], capture_output=True, text=True, timeout=KEYGEN_SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(f"ssh-keygen failed: {done.stderr.strip()}")
    return done.stdout
