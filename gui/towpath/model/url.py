"""URLs that a person typed, to be downloaded by another machine."""

from __future__ import annotations

from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from towpath.model.parse import invalid

_SCHEMES = ("http", "https", "ftp")
_KEPT = "%/:=&?~#+!$,;'@()*[]-._"
"""What a URL may have in it as it is (RFC 3986 section 2.2); the rest is written as `%22`."""
UNNAMED = b"download"


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


def name_in_url(url: str) -> bytes:
    """What a file from there is called: the last part of the path, or `download` if that cannot be a name."""
    name = unquote_to_bytes(urlsplit(url).path.rpartition("/")[2])
    possible = name not in (b"", b".", b"..") and not any(byte < 32 or byte in b"/\x7f" for byte in name)
    return name[-200:] if possible else UNNAMED


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
