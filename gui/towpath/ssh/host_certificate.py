"""Host certificates: a host key signed by an authority that known_hosts marks with `@cert-authority`.

The format is OpenSSH's PROTOCOL.certkeys; what makes one valid is what ssh(1) asks of it.
"""

from __future__ import annotations

import base64
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    SSHCertificate,
    SSHCertificateType,
    load_ssh_public_identity,
)
from paramiko import Message

from towpath.ssh.keys import UNREADABLE

SUFFIX = "-cert-v01@openssh.com"
_SHA1_SIGNATURES = ("ssh-rsa", "ssh-dss")


def authority_of(certificate: bytes) -> bytes | None:
    """The key that signed `certificate` (both in wire format), or None when the signature does not hold."""
    loaded = _load(certificate)
    if loaded is None or _signature_type(certificate) in _SHA1_SIGNATURES:
        return None
    try:
        loaded.verify_cert_signature()
    except (InvalidSignature, *UNREADABLE):
        return None
    line = loaded.signature_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return base64.b64decode(line.split()[1])


def is_for(certificate: bytes, key: bytes, host: str) -> bool:
    """Whether it is a host certificate of the public `key` that names `host` and is valid now.

    As for ssh(1), one that names no host at all is good for every host, and a critical option that nobody
    knows spoils it.
    """
    loaded = _load(certificate)
    if loaded is None:
        return False
    line = loaded.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    names = [principal.decode(errors="replace") for principal in loaded.valid_principals]
    return (
        base64.b64decode(line.split()[1]) == key
        and loaded.type is SSHCertificateType.HOST
        and loaded.valid_after <= time.time() < loaded.valid_before
        and not loaded.critical_options
        and (not names or host in names)
    )


def _load(certificate: bytes) -> SSHCertificate | None:
    try:
        key_type = Message(certificate).get_text().encode()
        loaded = load_ssh_public_identity(key_type + b" " + base64.b64encode(certificate))
        if not isinstance(loaded, SSHCertificate):
            return None
        loaded.public_key(), loaded.signature_key()  # which are read only now
    except UNREADABLE:
        return None
    return loaded


def _signature_type(certificate: bytes) -> str:
    """Which algorithm the authority signed with; the certificate has been parsed as a whole before."""
    message = Message(certificate)
    plain_type = message.get_text().removesuffix(SUFFIX)
    for _ in range(1 + (1 if plain_type == "ssh-ed25519" else 2)):  # the nonce, then the fields of the key
        message.get_binary()
    message.get_bytes(8 + 4)  # serial number, kind
    message.get_binary()  # key id
    message.get_binary()  # principals
    message.get_bytes(8 + 8)  # valid from, to
    for _ in range(4):  # critical options, extensions, reserved, the authority's key
        message.get_binary()
    return Message(message.get_binary()).get_text()
