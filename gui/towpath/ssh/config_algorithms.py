"""Names of algorithms that an ssh_config may have in its lists: those of OpenSSH 9.2 to 10.0."""

from __future__ import annotations

from collections.abc import Mapping

_CURVES = ("nistp256", "nistp384", "nistp521")
_AES = tuple(f"aes{bits}-{mode}" for bits in (128, 192, 256) for mode in ("cbc", "ctr"))
_HASHES = ("hmac-sha1", "hmac-sha1-96", "hmac-sha2-256", "hmac-sha2-512", "hmac-md5", "hmac-md5-96")
_SIGNATURES = (
    *("ssh-ed25519", *(f"ecdsa-sha2-{curve}" for curve in _CURVES)),
    *("rsa-sha2-256", "rsa-sha2-512", "ssh-rsa", "ssh-dss"),
)
_KEYS = frozenset(
    (
        *_SIGNATURES,
        *(f"{name}-cert-v01@openssh.com" for name in (*_SIGNATURES, "sk-ssh-ed25519", "sk-ecdsa-sha2-nistp256")),
        *("sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"),
        *("webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"),
    )
)

ALGORITHMS: Mapping[str, frozenset[str]] = {
    "ciphers": frozenset(
        (
            *("3des-cbc", *_AES, "aes128-gcm@openssh.com", "aes256-gcm@openssh.com"),
            "chacha20-poly1305@openssh.com",
        )
    ),
    "macs": frozenset(
        (
            *(*_HASHES, *(f"{name}-etm@openssh.com" for name in _HASHES)),
            *("umac-64@openssh.com", "umac-128@openssh.com", "umac-64-etm@openssh.com", "umac-128-etm@openssh.com"),
        )
    ),
    "kexalgorithms": frozenset(
        (
            *("mlkem768x25519-sha256", "sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com"),
            *("curve25519-sha256", "curve25519-sha256@libssh.org", *(f"ecdh-sha2-{curve}" for curve in _CURVES)),
            *("diffie-hellman-group-exchange-sha1", "diffie-hellman-group-exchange-sha256"),
            *("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group14-sha256"),
            *("diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512"),
        )
    ),
    "hostkeyalgorithms": _KEYS,
    "pubkeyacceptedalgorithms": _KEYS,
    "hostbasedacceptedalgorithms": _KEYS,
    "casignaturealgorithms": _KEYS,
}
"""By the keyword they may stand after."""
