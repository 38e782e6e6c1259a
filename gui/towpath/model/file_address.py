"""How a file is named outside Towpath: its path, an `scp` command that fetches it, an sftp URL.

What is pasted into a shell is one word per name, whatever the name: `$(reboot)`, `-rf` and line breaks do nothing.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from urllib.parse import quote

from towpath.model.connection import Connection
from towpath.model.ssh_command import login_options
from towpath.model.ssh_options import SSH_PORT
from towpath.model.text import printable

_MAGIC = re.compile(rb"([*?\[\]\\])")
"""What scp(1) takes for a pattern, in the names of files there."""


def shell_word(text: bytes) -> str:
    r"""One word for a POSIX shell. `$'\n'` where there is more than can be seen or typed: a terminal that gets a raw
    control character may act on it before any shell reads the quotes."""
    try:
        shown = text.decode()
    except UnicodeDecodeError:
        shown = ""
    if text and printable(shown) == shown and shown:
        return shlex.quote(shown)
    return "$'" + "".join(_escaped(byte) for byte in text) + "'"


def _escaped(byte: int) -> str:
    char = chr(byte)
    if char in "\\'":
        return f"\\{char}"
    # Octal ends after three digits; hexadecimal would go on into a digit that follows.
    return char if 0x20 <= byte < 0x7F else f"\\{byte:03o}"


def path_lines(paths: Sequence[bytes]) -> str:
    """The paths as they are, one on each line; those that cannot be told as text are written as a shell reads them."""
    return "\n".join(_path_line(path) for path in paths)


def _path_line(path: bytes) -> str:
    word = shell_word(path)
    return word if word.startswith("$'") else path.decode()


def scp_command(connection: Connection, paths: Sequence[bytes], *, recursive: bool) -> str:
    """Fetches these into the current folder. `-s`, since without SFTP a shell of that machine would read the paths."""
    target = connection.target
    host = f"[{target.host}]" if ":" in target.host else target.host
    account = f"{target.user}@{host}" if target.user else host
    options = ["-s", *(["-r"] if recursive else []), *login_options(connection, connection.hops, port_option="-P")]
    files = [shell_word(f"{account}:".encode() + _MAGIC.sub(rb"\\\1", path)) for path in paths]
    return " ".join([shlex.join(["scp", *options]), *files, "."])


def sftp_urls(connection: Connection, paths: Sequence[bytes]) -> str:
    """One on each line, without a password. Gateways cannot be said in it."""
    target = connection.target
    host = f"[{target.host}]" if ":" in target.host else target.host
    user = f"{quote(target.user, safe='')}@" if target.user else ""
    port = f":{target.port}" if target.port != SSH_PORT else ""
    return "\n".join(f"sftp://{user}{host}{port}{quote(path, safe='/')}" for path in paths)
