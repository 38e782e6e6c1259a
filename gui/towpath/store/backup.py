"""What a backup holds: a tar with the configuration and with key files as they lie on the disk.

Keys stay encrypted in it as they are there. Whoever made such a file may mean no good: it is read with suspicion.
"""

from __future__ import annotations

import io
import tarfile
from pathlib import PurePosixPath

import msgspec

from towpath.model.language import translate
from towpath.model.settings import Config

CONFIG = "towpath.json"
ABOUT = "backup.json"
HOME = "home"
"""The folder in it for files below the home folder."""
MOST_BYTES = 16 << 20
MOST_FILES = 10_000
LARGEST_KEY = 1 << 20
_PRIVATE, _PUBLIC = 0o600, 0o644


class KeyFile(msgspec.Struct, frozen=True):
    """A file of a key: private, public, or a certificate."""

    path: str
    """From the home folder on, with slashes."""
    content: bytes

    @property
    def mode(self) -> int:
        """What ssh wishes for."""
        return _PUBLIC if self.path.endswith(".pub") else _PRIVATE


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What it holds."""

    config: Config
    home: str
    """The home folder where it was made."""
    keys: tuple[KeyFile, ...] = ()


class _About(msgspec.Struct, frozen=True):
    home: str
    backup: int = 1
    """The version of this format."""


class NotABackup(Exception):  # noqa: N818 - becomes a TowpathError with the name of the file
    """It is none, or one that must not be trusted; `str()` says why."""


def pack(backup: Backup) -> bytes:
    """As a tar."""
    members = [
        (ABOUT, msgspec.json.encode(_About(backup.home)), _PRIVATE),
        (CONFIG, msgspec.json.format(msgspec.json.encode(backup.config), indent=2), _PRIVATE),
        *((f"{HOME}/{key.path}", key.content, key.mode) for key in backup.keys),
    ]
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content, mode in members:
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(content), mode
            tar.addfile(about, io.BytesIO(content))
    return packed.getvalue()


def unpack(content: bytes) -> Backup:
    """Raises NotABackup: for anything in it that `pack` would not have put there."""
    members = _members(content)
    try:
        about = msgspec.json.decode(members.pop(ABOUT), type=_About)
        config = members.pop(CONFIG)
        version = msgspec.json.decode(config).get("version", 0)
    except (KeyError, AttributeError, msgspec.DecodeError) as error:
        raise NotABackup("it holds no profile") from error
    if about.backup > 1 or version > Config().version:
        raise NotABackup("it was made by a newer version of Towpath")
    try:
        read = msgspec.json.decode(config, type=Config)
    except msgspec.DecodeError as error:
        raise NotABackup(translate("Fact", "its profile is damaged: {error}").format(error=error)) from error
    return Backup(config=read, home=about.home, keys=_keys(members))


def is_private_key(content: bytes) -> bool:
    """By its beginning: OpenSSH's and PEM's have the same, PuTTY's another."""
    first = content[:200].lstrip().partition(b"\n")[0]
    return (first.startswith(b"-----BEGIN ") and b"PRIVATE KEY-----" in first) or first.startswith(
        b"PuTTY-User-Key-File-"
    )


_NO_KEYS = {"authorized_keys", "authorized_keys2", "config", "environment", "known_hosts", "rc"}


def is_key_place(path: str) -> bool:
    """Whether a key may lie there, seen from the home folder: in ~/.ssh under a name that no program follows, or in a
    folder that is not hidden."""
    folders, name = PurePosixPath(path).parts[:-1], PurePosixPath(path).name
    hidden = [one for one in (*folders[1:], name) if one.startswith(".")]
    first = folders[0] if folders else ""
    return not hidden and name not in _NO_KEYS and (first == ".ssh" or not first.startswith("."))


def companions(private: str) -> tuple[str, str]:
    """The names of the public key and of the certificate that belong to a private one, as ssh looks for them."""
    return f"{private}.pub", f"{private}-cert.pub"


def _members(content: bytes) -> dict[str, bytes]:
    """Plain files with names that lead nowhere else."""
    found: dict[str, bytes] = {}
    size = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            for member in tar:
                _check(member)
                size += member.size
                if member.name in found or len(found) == MOST_FILES or size > MOST_BYTES:
                    raise NotABackup("it has too much in it, or a file twice")
                file = tar.extractfile(member)
                found[member.name] = file.read() if file else b""
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise NotABackup("it is damaged") from error
    return found


def _check(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if not member.isreg() or member.issparse():
        raise NotABackup(translate("Fact", "{name} in it is a link, or no file at all").format(name=member.name))
    is_strange = not member.name.isprintable() or "\\" in member.name or ":" in member.name or str(path) != member.name
    if path.is_absolute() or ".." in path.parts or is_strange:
        raise NotABackup(translate("Fact", "{name} in it would lie elsewhere").format(name=member.name))


def _keys(members: dict[str, bytes]) -> tuple[KeyFile, ...]:
    """Nothing but keys: not what ssh, or a shell, would follow."""
    below = {name.removeprefix(f"{HOME}/"): content for name, content in members.items() if name.startswith(f"{HOME}/")}
    private = [name for name, content in below.items() if is_private_key(content)]
    keys = {*private, *(one for name in private for one in companions(name))}
    wrong = (name for name in members if name.removeprefix(f"{HOME}/") not in keys)
    strange = next(wrong, None) or next((name for name in below if not is_key_place(name)), None)
    too_large = next((name for name, content in below.items() if len(content) > LARGEST_KEY), None)
    if strange or too_large:
        raise NotABackup(translate("Fact", "{what} in it is no key").format(what=strange or too_large))
    return tuple(KeyFile(name, below[name]) for name in sorted(below))  # private ones before what belongs to them
