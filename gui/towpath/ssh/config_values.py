"""The keywords of ssh_config(5), and how the value of each is written: what `ssh -G` would print for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from towpath.ssh.config_algorithms import ALGORITHMS
from towpath.ssh.config_forwards import DYNAMIC, LOCAL, REMOTE, Malformed, forward_text, port_number

_ORDER = (
    *("user", "hostname", "port", "addressfamily", "compression", "exitonforwardfailure", "forwardx11"),
    *("forwardx11trusted", "gatewayports", "hashknownhosts", "identitiesonly", "kbdinteractiveauthentication"),
    *("passwordauthentication", "pubkeyauthentication", "requesttty", "stricthostkeychecking", "tcpkeepalive"),
    *("serveralivecountmax", "serveraliveinterval", "bindaddress", "ciphers", "hostkeyalgorithms", "hostkeyalias"),
    *("identityagent", "kexalgorithms", "remotecommand", "macs", "preferredauthentications"),
    *("pubkeyacceptedalgorithms", "knownhostscommand", DYNAMIC, LOCAL, REMOTE, "identityfile", "certificatefile"),
    *("globalknownhostsfile", "userknownhostsfile", "sendenv", "setenv", "addkeystoagent", "forwardagent"),
    *("connecttimeout", "proxycommand", "proxyjump"),
)
"""Of those we honour, as `ssh -G` orders them."""
HONOURED = frozenset(_ORDER)

COMMANDS = frozenset(("proxycommand", "knownhostscommand", "remotecommand", "localcommand"))
"""Whose value is the rest of the line as it stands."""
LISTS = frozenset((LOCAL, REMOTE, DYNAMIC, "identityfile", "certificatefile", "sendenv"))
"""Of which every line counts; of all others it is the first."""
SYNONYMS = {
    "challengeresponseauthentication": "kbdinteractiveauthentication",
    "dsaauthentication": "pubkeyauthentication",
    "hostbasedkeytypes": "hostbasedacceptedalgorithms",
    "identityfile2": "identityfile",
    "keepalive": "tcpkeepalive",
    "protocolkeepalives": "serveraliveinterval",
    "pubkeyacceptedkeytypes": "pubkeyacceptedalgorithms",
    "rsaminsize": "requiredrsasize",
    "setuptimeout": "serveraliveinterval",
    "skeyauthentication": "kbdinteractiveauthentication",
    "smartcarddevice": "pkcs11provider",
    "tisauthentication": "kbdinteractiveauthentication",
}
WITHOUT_MEANING = frozenset(
    (
        *("protocol", "cipher", "fallbacktorsh", "globalknownhostsfile2", "rhostsauthentication"),
        *("userknownhostsfile2", "useroaming", "usersh", "useprivilegedport", "afstokenpassing"),
        *("kerberosauthentication", "kerberostgtpassing", "rsaauthentication", "rhostsrsaauthentication"),
        "compressionlevel",
    )
)
"""ssh passes these over, whatever they say."""

_MOST_KNOWN_HOSTS = 32
_MOST = 2**31 - 1
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_TIME = re.compile(r"\s*\+?(\d+)([smhdw]?)", re.ASCII | re.IGNORECASE)
_YES_NO = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}
_TRUE_FALSE = {"true": "true", "false": "false", "yes": "true", "no": "false"}
_YES_NO_ASK = {**_TRUE_FALSE, "ask": "ask"}

Read = Callable[[Sequence[str]], tuple[str, ...]]
"""From the words of a line to values; raises Malformed. None at all means that the line leaves the value unset."""


def in_order(found: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The values of the keywords that we honour, as `ssh -G` lists them."""
    return [(key, value) for key in _ORDER for value in found.get(key, ())]


def read_words(keyword: str, words: Sequence[str], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The values that a line gives. Raises Malformed, and KeyError for an unknown keyword."""
    if keyword in (LOCAL, REMOTE, DYNAMIC):
        return (forward_text(keyword, words, environment),)
    return _GRAMMAR[keyword](words)


def _one(words: Sequence[str]) -> str:
    if not words or not words[0]:
        raise Malformed("Missing argument.")
    if len(words) > 1:
        raise Malformed("extra arguments at end of line")
    return words[0]


def _string(words: Sequence[str]) -> tuple[str, ...]:
    return (_one(words),)


def _anything(words: Sequence[str]) -> tuple[str, ...]:
    if not words:
        raise Malformed("Missing argument.")
    return (" ".join(words),)


def _choice(names: Mapping[str, str]) -> Read:
    """One of these words in any case; the value that `ssh -G` prints for each."""

    def read(words: Sequence[str]) -> tuple[str, ...]:
        word = _one(words)
        if word.lower() not in names:
            raise Malformed(f'unsupported option "{word}".')
        return (names[word.lower()],)

    return read


def _integer(words: Sequence[str]) -> tuple[str, ...]:
    word = _one(words)
    if not re.fullmatch(r"\s*\+?\d{1,19}", word, re.ASCII) or int(word) > _MOST:
        raise Malformed("integer value is invalid or too large.")
    return (str(int(word)),)


def _time(words: Sequence[str]) -> tuple[str, ...]:
    word = _one(words)
    return () if word == "none" else (str(seconds(word)),)


def seconds(text: str) -> int:
    """`90`, `1h30m`. Raises Malformed."""
    total, at = 0, 0
    while at < len(text):
        part = _TIME.match(text, at)
        if not part or len(part[1]) > len(str(_MOST)) or (not part[2] and part.end() < len(text)):
            raise Malformed("invalid time value.")
        total += int(part[1]) * _SECONDS[part[2].lower()]
        at = part.end()
    if not text or total > _MOST:
        raise Malformed("invalid time value.")
    return total


def _port(words: Sequence[str]) -> tuple[str, ...]:
    word = _one(words)
    if (number := port_number(word)) <= 0:
        raise Malformed(f"Bad port '{word}'.")
    return (str(number),)


def _files(words: Sequence[str]) -> tuple[str, ...]:
    if any(not word for word in words):
        raise Malformed("empty argument")
    if len(words) > 1 and any(word.lower() == "none" for word in words):
        raise Malformed('"none" argument must appear alone.')
    if len(words) > _MOST_KNOWN_HOSTS:
        raise Malformed("too many entries.")
    return tuple(words)


def _names_to_send(words: Sequence[str]) -> tuple[str, ...]:
    if not words or any(not word or "=" in word for word in words):
        raise Malformed("Invalid environment name.")
    return tuple(words)


def _variables(words: Sequence[str]) -> tuple[str, ...]:
    if not words or any("=" not in word for word in words):
        raise Malformed("Invalid SetEnv.")
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.partition("=")[0], word)
    return tuple(first.values())


def _agent_keys(words: Sequence[str]) -> tuple[str, ...]:
    """AddKeysToAgent."""
    names = {**_YES_NO_ASK, "confirm": "confirm"}
    match [word.lower() for word in words]:
        case [name] if name in names:
            return (names[name],)
        case [_]:
            return (str(seconds(words[0])) if seconds(words[0]) else "true",)
        case ["confirm", _]:
            return (f"confirm {seconds(words[1])}" if seconds(words[1]) else "confirm",)
        case _:
            raise Malformed("unsupported option")


def _algorithms(keyword: str) -> Read:
    """A list of names alone: what `+`, `-`, `^` and wildcards mean depends on the defaults of an ssh."""

    def read(words: Sequence[str]) -> tuple[str, ...]:
        word = _one(words)
        if word[0] in "+-^" or re.search(r"[*?!]", word):
            raise Malformed(f"{word} goes by ssh's own list, which is not known here; write the names themselves")
        names = word.split(",")
        for name in names:
            if name not in ALGORITHMS[keyword]:
                raise Malformed(f"Bad spec '{word}': {name or 'an empty name'} is not known")
        return (",".join(dict.fromkeys(names)),)

    return read


_FLAGS = (
    *("batchmode", "canonicalizefallbacklocal", "checkhostip", "clearallforwardings", "enableescapecommandline"),
    *("enablesshkeysign", "exitonforwardfailure", "forkafterauthentication", "forwardx11", "forwardx11trusted"),
    *("gatewayports", "gssapiauthentication", "gssapidelegatecredentials", "gssapikeyexchange"),
    *("gssapirenewalforcesrekey", "gssapitrustdns", "hashknownhosts", "hostbasedauthentication", "identitiesonly"),
    *("kbdinteractiveauthentication", "nohostauthenticationforlocalhost", "passwordauthentication"),
    *("permitlocalcommand", "proxyusefdpass", "stdinnull", "streamlocalbindunlink", "tcpkeepalive", "visualhostkey"),
)
_STRINGS = (
    *("bindaddress", "bindinterface", "certificatefile", "controlpath", "gssapiclientidentity", "forwardagent"),
    *("gssapiserveridentity", "hostkeyalias", "hostname", "identityagent", "identityfile", "ignoreunknown"),
    *("kbdinteractivedevices", "pkcs11provider", "preferredauthentications", "revokedhostkeys"),
    *("securitykeyprovider", "tag", "user", "xauthlocation"),
)
_INTEGERS = (
    *("canonicalizemaxdots", "connectionattempts", "numberofpasswordprompts", "requiredrsasize"),
    "serveralivecountmax",
)
_NOT_LOOKED_AT = (
    *("canonicaldomains", "canonicalizepermittedcnames", "channeltimeout", "controlpersist", "escapechar"),
    *("fingerprinthash", "gssapikexalgorithms", "ipqos", "loglevel", "logverbose", "obscurekeystroketiming"),
    *("permitremoteopen", "refuseconnection", "rekeylimit", "streamlocalbindmask", "syslogfacility"),
    *("tunneldevice", "versionaddendum", "warnweakcrypto"),
)
"""Nothing is done with them here, or they are refused as soon as they count."""
_GRAMMAR: dict[str, Read] = {
    **dict.fromkeys(_FLAGS, _choice(_YES_NO)),
    **dict.fromkeys(_STRINGS, _string),
    **dict.fromkeys(_INTEGERS, _integer),
    **dict.fromkeys(("connecttimeout", "forwardx11timeout", "serveraliveinterval"), _time),
    **dict.fromkeys(_NOT_LOOKED_AT, _anything),
    **{keyword: _algorithms(keyword) for keyword in ALGORITHMS},
    "addkeystoagent": _agent_keys,
    "addressfamily": _choice({"inet": "inet", "inet6": "inet6", "any": "any"}),
    "canonicalizehostname": _choice({**_TRUE_FALSE, "always": "always"}),
    "compression": _choice({"yes": "yes", "no": "no"}),
    "controlmaster": _choice({**_YES_NO_ASK, "auto": "auto", "autoask": "autoask"}),
    "globalknownhostsfile": _files,
    "port": _port,
    "pubkeyauthentication": _choice({**_TRUE_FALSE, "unbound": "unbound", "host-bound": "host-bound"}),
    "requesttty": _choice({**_TRUE_FALSE, "force": "force", "auto": "auto"}),
    "sendenv": _names_to_send,
    "sessiontype": _choice({"none": "none", "subsystem": "subsystem", "default": "default"}),
    "setenv": _variables,
    "stricthostkeychecking": _choice({**_YES_NO_ASK, "off": "false", "accept-new": "accept-new"}),
    "tunnel": _choice({**_TRUE_FALSE, "ethernet": "ethernet", "point-to-point": "point-to-point"}),
    "updatehostkeys": _choice(_YES_NO_ASK),
    "userknownhostsfile": _files,
    "verifyhostkeydns": _choice(_YES_NO_ASK),
}
