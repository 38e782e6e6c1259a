"""Names of machines, users and paths made into `host-1`, `user-1`, `path-1`: the same one always into the same.

For a text that goes to strangers. What is known to be a name is hidden wherever it stands; of the rest, what looks like
one: addresses, `user@host`, `host:port`, names with dots, paths, fingerprints. Rather too much than too little.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable

_URL = re.compile(
    r"(?i)\b([a-z][a-z0-9+.-]{1,20}://)(?:([^\s/@\"']{1,200})@)?(\[[^\]\s]{1,60}\]|[^\s/:\"'<>?#]{1,255})([^\s\"'<>]*)"
)
_USER_AT_HOST = re.compile(r"(?i)(?<![\w.@-])([\w.+-]{1,64})@(\[[0-9a-f:.]{2,60}\]|[\w-]{1,63}(?:\.[\w-]{1,63})*)")
_ADDRESS = re.compile(
    r"(?i)(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4})(?![\w.]|:[0-9a-f]{1,4}:)"
)
_DOTTED = re.compile(r"(?i)(?<![\w.@/\\-])\*?\.?[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){1,10}(?![\w-])")
_HOST_AND_PORT = re.compile(r"(?i)(?<![\w.:@/-])([a-z][\w-]{0,62})(?=:\d{2,5}(?![\w:]))")
_PATH = re.compile(r"(?i)(?<![\w.:/~<])(?:~[\w-]*/|/(?=[\w.~])|[a-z]:\\)[^\s\"':;,()<>|]+")
_FINGERPRINT = re.compile(r"\bSHA256:[A-Za-z0-9+/]{20,}=*")
_NO_ADDRESS = re.compile(r"0\.0\.0\.0|127(?:\.\d{1,3}){3}|::1?|\d{1,2}:\d{2}(?::\d{2})?")
_CODE = re.compile(r".*[/\\](?:site-packages|lib[/\\]python3\.\d+|gui)[/\\](.*)")
_OWN_DOTTED = sys.stdlib_module_names | {
    "towpath", "paramiko", "sshtunnel", "PySide6", "shiboken6", "msgspec", "click", "keyring", "cryptography", "psutil",
    "platformdirs",
}  # fmt: skip
_ALGORITHM_MAKERS = frozenset(["openssh.com", "libssh.org", "lysator.liu.se"])
"""Their names are in those of algorithms (RFC 4251, 6)."""
_MADE = re.compile(r"(?:host|user)-\d+")
_FILE_ENDS = frozenset(["py", "json", "log", "txt", "sqlite", "pac", "pub", "ppk", "so", "desktop"])
_NEVER = frozenset(["", "localhost", "root", "user", "none", "true", "false", "null", "target", "host"])


class Pseudonyms:
    """Remembers what it called whom."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._known: re.Pattern[str] | None = None

    def know(self, kind: str, names: Iterable[str]) -> None:
        """These are names, wherever they stand."""
        for name in names:
            if len(name) > 1 and name.casefold() not in _NEVER and not _NO_ADDRESS.fullmatch(name):
                self._call(kind, name)
        longest_first = sorted(self._names, key=len, reverse=True)
        texts = "|".join(re.escape(name) for name in longest_first)
        self._known = re.compile(rf"(?<![\w-])(?:{texts})(?![\w-])", re.IGNORECASE) if texts else None

    def hide(self, text: str) -> str:
        """The text without names."""
        text = _FINGERPRINT.sub(lambda m: self._call("fingerprint", m[0]), text)
        text = _URL.sub(self._hide_url, text)
        text = _PATH.sub(self._hide_path, text)
        text = _USER_AT_HOST.sub(self._hide_account, text)
        text = _ADDRESS.sub(lambda m: self._host(m[0]), text)
        text = _DOTTED.sub(lambda m: self._dotted(m[0]), text)
        text = _HOST_AND_PORT.sub(lambda m: self._host(m[0]), text)
        return self._known.sub(lambda m: self._names[m[0].casefold()], text) if self._known else text

    def _call(self, kind: str, name: str) -> str:
        key = name.casefold()
        if key not in self._names:
            self._counts[kind] += 1
            self._names[key] = f"{kind}-{self._counts[kind]}"
        return self._names[key]

    def _user(self, name: str) -> str:
        return name if name.casefold() in _NEVER or _MADE.fullmatch(name) else self._call("user", name)

    def _host(self, name: str) -> str:
        bare = name.strip("[]")
        if bare.casefold() in _NEVER or _NO_ADDRESS.fullmatch(bare) or _MADE.fullmatch(bare):
            return name
        return self._call("host", bare)

    def _dotted(self, name: str) -> str:
        first, last = name.lstrip("*.").split(".")[0], name.rsplit(".", 1)[-1]
        is_ours = first in _OWN_DOTTED or last.casefold() in _FILE_ENDS
        return name if is_ours or not re.fullmatch(r"[a-z][a-z-]*", last, re.IGNORECASE) else self._host(name)

    def _hide_account(self, match: re.Match[str]) -> str:
        if match[2].casefold() in _ALGORITHM_MAKERS:
            return match[0]
        return f"{self._user(match[1])}@{self._host(match[2])}"

    def _hide_url(self, match: re.Match[str]) -> str:
        user = f"{self._user(match[2])}@" if match[2] else ""
        port = re.match(r":\d+", match[4])
        more = match[4][port.end() :] if port else match[4]
        return f"{match[1]}{user}{self._host(match[3])}{port[0] if port else ''}{'/…' if more.strip('/') else more}"

    def _hide_path(self, match: re.Match[str]) -> str:
        if code := _CODE.match(match[0]):
            return f"…/{code[1]}"
        return self._call("path", match[0].rstrip("/."))
