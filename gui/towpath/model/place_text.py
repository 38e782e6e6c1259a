"""What people type, paste or read where a folder of some machine is meant: paths, `sftp://…`, `user@host:port/path`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote_to_bytes, urlsplit

import msgspec
from msgspec.structs import replace

from towpath.model.connection import Connection, Hop
from towpath.model.parse import invalid, parse_hop
from towpath.model.text import path_text, printable
from towpath.model.transfer import HERE, Place

HOME = b"~"
_SCHEMES = ("sftp", "ssh", "scp")
_SCP = re.compile(r"(?P<account>(?:[^@:/]*@)?(?:[^@:/\[\]]+|\[[^\]/]*\])):(?P<path>(?!\d+(?:/|$)|$).*)", re.DOTALL)
"""As scp(1) names files: what stands behind the colon is a path unless it is a port."""
_MISUSED = str.maketrans({":": " ", ",": " "})
"""What names of connections must not have (`parse_name`)."""


class FarPlace(msgspec.Struct, frozen=True):
    """A folder of a machine that is named by its address; the home folder where no path was given."""

    hop: Hop
    path: bytes = HOME


def shown_path(path: bytes) -> str:
    """A path on one line, with everything escaped that could mislead."""
    return printable(path_text(path))


def read_path(text: str, here: bytes, known: Mapping[str, bytes]) -> bytes:
    r"""The path that was typed. A relative one begins at `here`.

    `known` are names by the text they are shown as: one that is not UTF-8, or holds control characters, is shown as
    `\xff`, and typed so it is still the same name.
    """
    parts = [known.get(part) or part.encode("utf-8", "surrogateescape") for part in text.split("/")]
    path = b"/".join(parts)
    if not path or path == HOME or path.startswith(HOME + b"/"):
        return path or HOME
    return normal(posixpath.join(here, path))


def normal(path: bytes) -> bytes:
    """Without `.`, `..` and doubled slashes."""
    found = posixpath.normpath(path)
    return found[1:] if found.startswith(b"//") else found


def names_in(path: bytes) -> dict[str, bytes]:
    """The names of which a path is made, by the text they are shown as: for `read_path`."""
    return {shown_path(part): part for part in path.split(b"/") if part}


def is_address(text: str) -> bool:
    """Whether a text is a URL rather than a path."""
    return "://" in text


def read_url(text: str) -> FarPlace | Place:
    """`sftp://user@host:port/path` (also `ssh:`, `scp:`), or `file:///path` of this machine. Raises INVALID."""
    try:
        url = urlsplit(text.strip())
        host, password = url.hostname or "", url.password
    except ValueError:
        raise invalid(without_password(text), "not an address", "write sftp://user@host/path") from None
    path = unquote_to_bytes(url.path)
    if b"\0" in path:
        raise invalid(text, "not a path")
    if url.scheme == "file" and host in ("", "localhost"):
        return Place(HERE, path or HOME)
    if url.scheme not in _SCHEMES:
        raise invalid(without_password(text), "not an address of files", "write sftp://user@host/path")
    if password is not None:
        raise invalid(without_password(text), "has a password in it", "leave it out: you are asked for it")
    account = url.netloc if "%" not in url.netloc else unquote_to_bytes(url.netloc).decode("utf-8", "replace")
    return FarPlace(parse_hop(account), _after_home(path) if path.strip(b"/") else HOME)


def _after_home(path: bytes) -> bytes:
    """Some programs write `/~/folder` for what is below the home folder."""
    return path[1:] if path.startswith(b"/~/") or path == b"/~" else path


def without_password(text: str) -> str:
    """What was typed or handed over, as it may be shown."""
    before, at, after = text.rpartition("@")
    scheme, slashes, account = before.partition("://") if "://" in before else ("", "", before)
    return f"{scheme}{slashes}{account.partition(':')[0]}{at}{after}"


def read_quick(text: str, connections: Iterable[Connection]) -> FarPlace | Place:
    """What was typed into Quick connect: a connection's name, `user@host[:port][/path]`, `user@host:path` as for
    scp(1), or a URL. Raises INVALID."""
    text = text.strip()
    if text.startswith("-"):
        raise invalid(text, "begins with a dash", "write user@host")
    for connection in connections:
        if connection.name == text:
            return Place(connection.id, HOME)
    if is_address(text):
        return read_url(text)
    account, _, path = text.partition("/")
    user, at, _host = account.rpartition("@")
    if at and ":" in user:
        raise invalid(without_password(text), "has a password in it", "leave it out: you are asked for it")
    if as_scp := _SCP.match(text):
        after = as_scp["path"].encode("utf-8", "surrogateescape")
        return FarPlace(
            parse_hop(as_scp["account"]), after if after[:1] in (b"/", HOME) else posixpath.join(HOME, after)
        )
    if not path.strip("/"):
        return FarPlace(parse_hop(account))
    return FarPlace(parse_hop(account), _after_home(normal(b"/" + path.encode("utf-8", "surrogateescape"))))


def connection_to(hop: Hop, connections: Sequence[Connection], new_id: str) -> tuple[Connection, bool]:
    """The connection that leads to this machine, and whether it is a new one (`new_id`), to be made first.

    One that is there is taken where its host, port and, if any was given, user are the same; or where it follows an
    ssh_config under that very name.
    """
    for connection in connections:
        target, link = connection.target, connection.link
        if link and not link.options and link.host == str(hop):
            return connection, False
        if (target.host, target.port) == (hop.host, hop.port) and hop.user in ("", target.user):
            return connection, False
    taken = {connection.name for connection in connections}
    return Connection(id=new_id, name=_free_name(hop, taken), target=hop), True


def _free_name(hop: Hop, taken: set[str]) -> str:
    """A name that `parse_name` accepts, and nobody else has."""
    port = f" {hop.port}" if hop.port != Hop(host="").port else ""
    wished = str(replace(hop, port=Hop(host="").port)).translate(_MISUSED)[:70] + port
    name, number = wished, 2
    while name in taken:
        name = f"{wished} {number}"
        number += 1
    return name
