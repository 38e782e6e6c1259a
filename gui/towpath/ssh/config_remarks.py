"""What an ssh_config sets that cannot be done here, in words: nothing is dropped without a word."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from towpath.model.language import translate
from towpath.ssh.ssh_config import Values


class _Lack(msgspec.Struct, frozen=True):
    """A key that ssh honours and we do not."""

    harmless: frozenset[str]
    """Its values, as `ssh -G` prints them, that ask for nothing."""
    words: str


_OFF = frozenset({"no", "false", "none", ""})
_LACKS = {
    "gssapiauthentication": _Lack(_OFF, "GSSAPIAuthentication: Kerberos tickets are not used here, other methods are"),
    "hostbasedauthentication": _Lack(_OFF, "HostbasedAuthentication: is not possible here"),
    "pkcs11provider": _Lack(_OFF, "PKCS11Provider: add the token to your agent instead (ssh-add -s)"),
    "tunnel": _Lack(_OFF, "Tunnel: network devices are not tunnelled here"),
    "localcommand": _Lack(_OFF, "LocalCommand: does not run here"),
    "bindinterface": _Lack(_OFF, "BindInterface: is not honoured; BindAddress is"),
    "revokedhostkeys": _Lack(_OFF, "RevokedHostKeys: is not read; @revoked lines of known_hosts are"),
    "verifyhostkeydns": _Lack(_OFF, "VerifyHostKeyDNS: keys are not looked up in DNS"),
    "proxyusefdpass": _Lack(_OFF, "ProxyUseFdpass: is not possible here"),
    "nohostauthenticationforlocalhost": _Lack(_OFF, "NoHostAuthenticationForLocalhost: host keys are always checked"),
}


def remarks_on(values: Values, defaults: Values) -> tuple[str, ...]:
    """For one host. What its defaults say as well is nobody's wish."""
    found = []
    for key, value in values.others:
        lack = _LACKS.get(key)
        if lack and value not in lack.harmless and (key, value) not in defaults.others:
            found.append(lack.words)
    if values.one("stricthostkeychecking") in ("no", "off", "false"):
        found.append("StrictHostKeyChecking no: new keys are accepted, but a changed one never is")
    methods = values.one("preferredauthentications").split(",")
    if lost := [name for name in methods if name in ("gssapi-with-mic", "hostbased")]:
        found.append(
            translate("Fact", "PreferredAuthentications: {lost} cannot be used here").format(lost=", ".join(lost))
        )
    for key, (name, known) in _lists().items():
        text = values.one(key)
        missing = [one for one in text.split(",") if one and one not in known]
        if missing and text != defaults.one(key):
            found.append(
                translate("Fact", "{name}: {missing} cannot be used here").format(name=name, missing=", ".join(missing))
            )
    return tuple(found)


def _lists() -> dict[str, tuple[str, Collection[str]]]:
    """What is known here of each list."""
    from towpath.ssh.algorithms import KEY_EXCHANGES  # with paramiko, which takes its time
    from towpath.ssh.stock import StockTransport

    return {
        "ciphers": ("Ciphers", StockTransport._cipher_info),
        "macs": ("MACs", StockTransport._mac_info),
        "kexalgorithms": ("KexAlgorithms", KEY_EXCHANGES),
    }
