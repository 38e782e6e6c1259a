"""WinSCP's sites, of its WinSCP.ini or of the registry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from msgspec.structs import replace

from towpath.model.connection import Auth, Connection
from towpath.model.error import TowpathError
from towpath.model.host_config import SiteFormat
from towpath.model.language import translate
from towpath.model.parse import parse_sftp_command
from towpath.model.secret_text import SecretText
from towpath.store.importers.session_values import Values, connection_of
from towpath.store.importers.site import (
    Collecting,
    NotCarriedError,
    ParsedSites,
    StoredPasswords,
    checked_hop,
    identity_files,
)

_SESSIONS = "Sessions\\"
_DEFAULTS = "Default Settings"
_NO_SSH = {"5": "FTP", "6": "WebDAV", "7": "S3"}
"""FSProtocol; SCP and SFTP are the others."""


def is_ini(text: str) -> bool:
    """Whether a file looks like one."""
    return re.search(r"^\[(?:Sessions|Configuration)\\", text, re.MULTILINE) is not None


def sections_of(text: str) -> dict[str, Values]:
    """Of an ini file. No parser of Python's: a value may be anything there, and a name come twice."""
    found: dict[str, Values] = {}
    values: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            values = {}
            found[line.rstrip()[1:-1]] = values
        elif not line.startswith(";") and "=" in line:
            name, _, value = line.partition("=")
            values[name.strip()] = _plain(value.strip())
    return found


def _plain(value: str) -> str:
    """As WinSCP writes a text that is not ASCII: in percent signs, after a mark."""
    return unquote(value).removeprefix("\ufeff") if value.startswith("%EF%BB%BF") else value


def read(sections: Mapping[str, Values]) -> ParsedSites:
    """Of these sections, by their names. A folder is a part of a name."""
    collecting = Collecting(SiteFormat.WINSCP)
    locked = sections.get("Configuration\\Security", {}).get("UseMasterPassword") == "1"
    sessions = {_site_name(name): values for name, values in sections.items() if name.startswith(_SESSIONS)}
    for path, values in sessions.items():
        group, _, name = path.rpartition("/")
        if values.get("IsWorkspace") == "1" or (name == _DEFAULTS and not values.get("HostName")):
            continue
        remarks: list[str] = []
        try:
            connection = _connection(values, remarks)
        except NotCarriedError as error:
            collecting.leave_out(path, str(error))
            continue
        if locked:
            remarks += ["its password is behind WinSCP's master password"] if "Password" in values else []
            passwords = StoredPasswords()
        else:
            passwords = StoredPasswords(
                target=_password(values, "UserName", "HostName", "Password"),
                jump=_password(values, "TunnelUserName", "TunnelHostName", "TunnelPassword"),
                proxy=_password(values, "ProxyUsername", "ProxyHost", "ProxyPassword"),
            )
        folder = _as_bytes(values.get("RemoteDirectory", ""))
        collecting.add(name, replace(connection, group=group), passwords, remarks, folder)
    return collecting.found()


def _site_name(section: str) -> str:
    return unquote(section.removeprefix(_SESSIONS)).replace("\ufeff", "")


def _as_bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape") if path.startswith("/") else b""


def _connection(values: Values, remarks: list[str]) -> Connection:
    """Raises NotCarriedError."""
    protocol = values.get("FSProtocol", "")
    if protocol in _NO_SSH:
        raise NotCarriedError(translate("Fact", "it is an {what} site").format(what=_NO_SSH[protocol]))
    connection = connection_of(values, lambda name: None, remarks)
    if values.get("Tunnel") == "1":
        auth = Auth(identity_files=identity_files(values.get("TunnelPublicKeyFile", ""), remarks))
        host, port = values.get("TunnelHostName", ""), values.get("TunnelPortNumber", "")
        jump = checked_hop(host, port, values.get("TunnelUserName", ""), auth)
        connection = replace(connection, jumps=(jump,))
    if command := values.get("SftpServer", ""):
        try:
            connection = replace(connection, sftp_command=parse_sftp_command(command))
        except TowpathError as error:
            remarks.append(translate("Fact", "its SFTP server is not carried over: {error}").format(error=error))
    return connection


# --- passwords: not encrypted, only made hard to read over somebody's shoulder (Security.cpp of WinSCP)

_MAGIC = 0xA3
_IS_KEYED = 0xFF
_SHORT, _LONG = 0, 2


def _password(values: Values, user: str, host: str, name: str) -> SecretText:
    """Empty where there is none, or it is of another account: WinSCP asks then, too."""
    coded = values.get(name, "")
    return SecretText(_decoded(coded, values.get(user, "") + values.get(host, "")))


def _decoded(coded: str, key: str) -> str:
    if not re.fullmatch(r"(?:[0-9A-F]{2})+", coded):
        return ""
    plain = bytes(~(byte ^ _MAGIC) & 0xFF for byte in bytes.fromhex(coded))
    if plain[0] != _IS_KEYED:
        length, rest = plain[0], plain[1:]
    elif plain[1:2] == bytes([_SHORT]):
        length, rest = plain[2] if plain[2:] else 0, plain[3:]
    elif plain[1:2] == bytes([_LONG]):
        length, rest = int.from_bytes(plain[2:4], "big"), plain[4:]
    else:
        return ""
    if not rest:
        return ""
    password = rest[1 + rest[0] :][:length]  # after as many random bytes as the first one says
    if len(password) < length:
        return ""
    if plain[0] == _IS_KEYED:
        begins = key.encode()
        if not password.startswith(begins):
            return ""
        password = password[len(begins) :]
    return password.decode("utf-8", "replace")
