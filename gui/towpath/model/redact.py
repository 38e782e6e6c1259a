"""Secrets in texts that leave the program: log files, crash reports, exports.

No secret is meant to get into them. But a server's words, a pasted address or a mistake of ours may bring one along, so
that everything written there goes through here. Rather too much is taken away than too little.
"""

from __future__ import annotations

import re

REMOVED = "<removed>"

_NAMES = r"(?:password|passwd|passphrase|passcode|pwd|secret|token|api[-_]?key|access[-_]?key|credentials?|otp|totp)"
_PART = r"[\w.-]{0,40}"
_IN_ADDRESS = rf"(?:{_PART}(?:token|passw|secret|key|auth|sig|session|ticket|code|pwd|pin){_PART}|sid|pass)"
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_NOT_YET = rf"(?!{REMOVED})"

# Every repetition that something has to follow is limited: a server's words may be long, and made for this.
_REMOVALS = tuple(
    (re.compile(pattern, re.DOTALL | re.MULTILINE), instead.replace("…", REMOVED))
    for pattern, instead in (
        # A private key, also one that was cut off: PEM and OpenSSH (RFC 7468), then PuTTY's.
        (
            r"(-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----).*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY-----|(?=\s?\Z))",
            r"\1 …",
        ),
        (r"(Private-Lines: ?\d{1,6}\s).*?(?=Private-MAC|\s?\Z)", r"\1…\n"),
        (r"(Private-MAC: ?)[0-9a-fA-F]+", r"\1…"),
        # What HTTP says of who somebody is (RFC 9110, 11.6.2; RFC 6265).
        (r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie)(\"?'?\s{0,3}[:=]\s{0,3})[^\r\n]+", r"\1\2…"),
        (r"(?i)\b(bearer|basic|digest) {1,3}(?=[\w+/=.~-]{0,60}[\d=])[\w+/=.~-]{8,}", r"\1 …"),
        # User information and parameters of an address (RFC 3986, 3.2.1 and 3.4).
        (r"(?i)(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,20}://[^\s/:@?#]{0,200}):[^\s/@?#]{1,500}@", r"\1:…@"),
        (rf"(?i)([?&#;]{_IN_ADDRESS}=){_NOT_YET}[^\s&#;\"'<>]+", r"\1…"),
        (r"\beyJ[\w-]{8,2000}\.[\w-]{8,}(?:\.[\w-]*)?", "…"),
        # Options of a command, and whatever is called a secret.
        (rf"(?i)(--?{_PART}{_NAMES}(?:=|\s{{1,3}})){_NOT_YET}(?:{_QUOTED}|[^\s\"']+)", r"\1…"),
        (rf"(\bsshpass\s{{1,3}}-p\s{{0,3}}){_NOT_YET}(?:{_QUOTED}|[^\s\"']+)", r"\1…"),
        (rf"(?i)(?<![a-z0-9-])({_NAMES}[\"']?\s{{0,3}}=\s{{0,3}}){_NOT_YET}(?:{_QUOTED}|[^\s,;&)\"']+)", r"\1…"),
        (rf"(?i)([\"']{_PART}{_NAMES}[\"']\s{{0,3}}:\s{{0,3}}){_NOT_YET}(?:{_QUOTED}|[^\s,;}}\"']+)", r"\1…"),
        (rf"(?i)(?<![\w-])({_NAMES}(?: is| was|:)?\s{{1,3}})(?=[\w+/=-]{{0,60}}\d)[\w+/=-]{{16,}}", r"\1…"),
        (rf"(?i)(?<![\w-])((?:password|passphrase|one-time code): {{1,3}}){_NOT_YET}\S+$", r"\1…"),
    )
)
_SUSPICIOUS = re.compile(
    r"(?i)pass|pwd|secret|token|key|credential|otp|private-|authorization|cookie|bearer|basic|digest|://|[?&#;]\S|eyJ"
)
"""Most lines have none of these, and need no closer look."""


def redact(text: str) -> str:
    """The text with REMOVED in place of what is, or looks like, a secret. What was removed once stays as it is."""
    if not _SUSPICIOUS.search(text):
        return text
    for pattern, instead in _REMOVALS:
        text = pattern.sub(instead, text)
    return text


def removed_in(text: str) -> int:
    """How many secrets are missing in a redacted text."""
    return text.count(REMOVED)
