"""URLs that a person typed, to be downloaded by another machine."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit, urlunsplit

from towpath.model.parse import invalid

_SCHEMES = ("http", "https", "ftp")
_KEPT = "%/:=&?~#+!$,;'@()*[]-._"
"""What a URL may have in it as it is (RFC 3986 section 2.2); the rest is written as `%22`."""
UNNAMED = "download"
LONGEST = 200
"""Bytes of a name that is found in a URL."""


def check_url(text: str) -> str:
    """A URL that can be downloaded, as it is sent: without the fragment, in ASCII. Raises TowpathError INVALID."""
    text = text.strip(" ")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
        if parts.scheme not in _SCHEMES or not host or any(not char.isprintable() or char == " " for char in text):
            raise ValueError
        where = parts.netloc if parts.netloc.isascii() else _in_ascii(parts.netloc, host)
    except ValueError:  # also of brackets that are no IPv6 address, and of a port that is no number
        detail = "a URL begins with https://, http:// or ftp:// and the name of a machine, and has no spaces"
        raise invalid("this URL", detail, "write for example: https://example.org/file.tar.gz") from None
    return quote(urlunsplit((parts.scheme, where, parts.path or "/", parts.query, "")), safe=_KEPT)


def name_in_url(url: str) -> str:
    """What a file from there is called: the last part of the path, or `download` if that is no name for people."""
    name = unquote(urlsplit(url).path.rpartition("/")[2], errors="replace")
    possible = name not in ("", ".", "..") and "/" not in name and "\ufffd" not in name and name.isprintable()
    return name if possible and len(name.encode()) <= LONGEST else UNNAMED


def without_password(url: str) -> str:
    """The URL as it may be shown."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host))


def _in_ascii(netloc: str, host: str) -> str:
    """With the host's name as DNS has it; what is before and behind it stays."""
    before, at, rest = netloc.rpartition("@")
    port = rest[len(host) :]
    return quote(before, safe=_KEPT) + at + host.encode("idna").decode() + port
