"""Keys and fingerprints as people pass them on: by mail, in a wiki, as a terminal printed them."""

from __future__ import annotations

import base64
import re
import unicodedata

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.ssh.fingerprint import fingerprint
from towpath.ssh.keys import CERTIFICATE_SUFFIX, PublicKey, parse_public_line
from towpath.ssh.known_hosts_lines import Unusable, fields, is_key

_QUOTES = re.compile("[\"'`\u00b4\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb<>]")
_SHA256 = re.compile(r"(?<![A-Za-z0-9+/])(?:SHA-?256[: ] ?)?([A-Za-z0-9+/]{43})=?(?![A-Za-z0-9+/=])", re.IGNORECASE)
_SHA256_HEX = re.compile(r"(?<![0-9a-f:])(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}(?![0-9a-f:])", re.IGNORECASE)
_MD5 = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{2}:){15}[0-9a-f]{2}(?![0-9a-f:])", re.IGNORECASE)
_MD5_BARE = re.compile(r"(?<![0-9a-z+/])[0-9a-f]{32}(?![0-9a-z+/])", re.IGNORECASE)


def read_public_key(text: str) -> PublicKey:
    """The key of a public key line, or of a line of known_hosts. Raises TowpathError INVALID."""
    line = " ".join(_plain(text).split())
    if "PRIVATE KEY" in line:
        raise _invalid("a private key", "nobody else may see it", "paste the line of its .pub file")
    if found := _public_key(line):
        if found.type.endswith(CERTIFICATE_SUFFIX):
            raise _invalid("this key", "it is a certificate", "paste the public key of the authority")
        return found
    raise _invalid("this key", "it is no public key", "paste a whole line: ssh-ed25519 AAAA… comment")


def read_fingerprint(text: str) -> str:
    """`SHA256:…` or `MD5:…` of a text with one of these, however it is written, or with a whole public key.

    Raises TowpathError INVALID.
    """
    plain = _plain(text)
    keys = [key for line in plain.splitlines() if (key := _public_key(line.strip()))]
    found = {fingerprint(key.blob) for key in keys} or _fingerprints(plain)
    if not found:  # a long line that a mail program has broken
        found = _fingerprints("".join(plain.split()))
    if len(found) > 1:
        raise _invalid("this text", "several fingerprints are in it", "paste one of them")
    if not found:
        raise _invalid(
            "this text", "no fingerprint is in it", "paste SHA256:…, sixteen pairs like 3f:c2:…, or a public key"
        )
    return found.pop()


def _fingerprints(text: str) -> set[str]:
    if found := {f"SHA256:{encoded}" for encoded in _SHA256.findall(text)}:
        return found
    if pairs := {hexadecimal.replace(":", "").lower() for hexadecimal in _SHA256_HEX.findall(text)}:
        return {"SHA256:" + base64.b64encode(bytes.fromhex(one)).decode().rstrip("=") for one in pairs}
    bare = (bytes.fromhex(one).hex(":") for one in _MD5_BARE.findall(text))
    return {f"MD5:{pairs.lower()}" for pairs in (*_MD5.findall(text), *bare)}


def _public_key(line: str) -> PublicKey | None:
    """That of a .pub file's line or of known_hosts'."""
    try:
        key = parse_public_line(line)
    except ValueError:
        try:
            parts = fields(line)
        except Unusable:
            return None
        if parts is None:
            return None
        key = PublicKey(parts.type, parts.blob, parts.comment)
    return key if is_key(key.type, key.blob) else None


def _plain(text: str) -> str:
    """Without quotes, invisible and control characters; every kind of space is one, every kind of line's end, too."""
    lines = _QUOTES.sub(" ", text).splitlines()
    return "\n".join("".join(map(_plain_char, line)) for line in lines)


def _plain_char(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in ("Cf", "Cc") else char


def _invalid(subject: str, detail: str, hint: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.INVALID, subject, {"detail": detail, "hint": hint}))
