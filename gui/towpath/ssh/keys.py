"""Public and private keys, certificates and signatures as they travel. `key_file.py` reads them from files."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from paramiko.message import Message

CERTIFICATE_SUFFIX = "-cert-v01@openssh.com"

RSA_HASHES: dict[str, hashes.HashAlgorithm] = {"rsa-sha2-512": hashes.SHA512(), "rsa-sha2-256": hashes.SHA256()}
"""Signature algorithms for RSA keys, the preferred first (RFC 8332). SHA-1 (`ssh-rsa`) is not spoken."""

UNREADABLE = (ValueError, UnsupportedAlgorithm, NotImplementedError)
"""What `cryptography` raises for keys that it cannot read; the last for a compressed point of a curve (RFC 5656)."""

# How many fields of a public key follow its type, and follow type and nonce in its certificate (PROTOCOL.certkeys).
_KEY_FIELDS = {
    "ssh-ed25519": 1,
    "ssh-rsa": 2,
    "ecdsa-sha2-nistp256": 2,
    "ecdsa-sha2-nistp384": 2,
    "ecdsa-sha2-nistp521": 2,
    "sk-ssh-ed25519@openssh.com": 2,
    "sk-ecdsa-sha2-nistp256@openssh.com": 3,
}
_CURVE_HASHES: dict[str, hashes.HashAlgorithm] = {
    "secp256r1": hashes.SHA256(),
    "secp384r1": hashes.SHA384(),
    "secp521r1": hashes.SHA512(),
}


class PassphraseMissing(Exception):  # noqa: N818 -- a request, not an error
    """The key is encrypted and no passphrase was given."""


class PassphraseWrong(Exception):  # noqa: N818 -- as above
    """The key does not open with this passphrase."""


@dataclass(frozen=True)
class PublicKey:
    """A public key or a certificate as it travels: its type and its blob (RFC 4253, section 6.6)."""

    type: str
    blob: bytes
    comment: str = ""

    def line(self, comment: str = "") -> str:
        """As a `.pub` file has it, one line; with its own comment unless another is given."""
        shown = "".join(letter if letter.isprintable() else " " for letter in comment or self.comment)
        return f"{self.type} {base64.b64encode(self.blob).decode()} {shown}".rstrip()

    @property
    def is_certificate(self) -> bool:
        return self.type.endswith(CERTIFICATE_SUFFIX)

    @property
    def plain_type(self) -> str:
        """The type of the key itself, also when this is its certificate."""
        if not self.is_certificate:
            return self.type
        # Certificates of keys in tokens are named sk-…-cert-v01@openssh.com, the keys sk-…@openssh.com.
        bare = self.type.removesuffix(CERTIFICATE_SUFFIX)
        return f"{bare}@openssh.com" if bare.startswith("sk-") else bare

    @property
    def needs_touch(self) -> bool:
        """Lives in a token that may wait for a finger."""
        return self.type.startswith("sk-")

    @property
    def usable(self) -> bool:
        """Of a kind that servers of today take; others would only use up a try."""
        return self.plain_type in _KEY_FIELDS

    def plain(self) -> PublicKey:
        """The key that a certificate is about; a plain key gives itself. Raises ValueError for a damaged one."""
        if not self.is_certificate:
            return self
        fields = split_strings(self.blob, limit=2 + _KEY_FIELDS.get(self.plain_type, 0))
        return PublicKey(self.plain_type, join_strings(self.plain_type.encode(), *fields[2:]), self.comment)


class PrivateKey:
    """An opened private key. It is never stored, shown or logged; `repr` names only its type."""

    def __init__(self, key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        self.public = parse_public_line(line.decode())

    def __repr__(self) -> str:
        return f"PrivateKey({self.public.type})"

    def sign(self, data: bytes, algorithm: str) -> bytes:
        """The signature blob for `algorithm`, which for RSA names the hash (RFC 8332, RFC 5656, RFC 8709)."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            name = algorithm.removesuffix(CERTIFICATE_SUFFIX)
            return join_strings(name.encode(), self._key.sign(data, padding.PKCS1v15(), RSA_HASHES[name]))
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return join_strings(self.public.type.encode(), self._key.sign(data))
        curve_hash = _CURVE_HASHES[self._key.curve.name]
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(curve_hash)))
        return join_strings(self.public.type.encode(), Message().add_mpint(r).add_mpint(s).asbytes())

    def fields(self, certificate: PublicKey | None = None) -> bytes:
        """The whole key as agents (draft-ietf-sshm-ssh-agent, 3.2) and key files (PROTOCOL.key) have it: its type, its
        public part or `certificate`, its secret part. A secret."""
        begin = join_strings(certificate.type.encode(), certificate.blob) if certificate else b""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            name, public = split_strings(self.public.blob, limit=2)
            return (begin or join_strings(name)) + join_strings(public, self._key.private_bytes_raw() + public)
        if isinstance(self._key, rsa.RSAPrivateKey):
            secret = self._key.private_numbers()
            parts = [secret.d, secret.iqmp, secret.p, secret.q]
            if not certificate:  # the modulus comes first here, the exponent in the public key
                begin = join_strings(b"ssh-rsa")
                parts = [secret.public_numbers.n, secret.public_numbers.e, *parts]
            return begin + b"".join(Message().add_mpint(part).asbytes() for part in parts)
        number = Message().add_mpint(self._key.private_numbers().private_value).asbytes()
        return (begin or self.public.blob) + number


def parse_public_line(line: str) -> PublicKey:
    """`TYPE BASE64 COMMENT`, as in a `.pub` file. Raises ValueError."""
    words = line.split(None, 2)
    if len(words) < 2:
        raise ValueError("not a public key")
    try:
        blob = base64.b64decode(words[1], validate=True)
    except binascii.Error as error:
        raise ValueError("not a public key") from error
    if split_strings(blob, limit=1)[0] != words[0].encode():
        raise ValueError("not a public key")
    return PublicKey(words[0], blob, words[2].strip() if len(words) > 2 else "")


def split_strings(data: bytes, *, limit: int) -> list[bytes]:
    """The first `limit` strings (RFC 4251, section 5) of `data`. Raises ValueError when they are cut short."""
    found = []
    offset = 0
    for _ in range(limit):
        start = offset + 4
        offset = start + int.from_bytes(data[offset:start])
        if start > len(data) or offset > len(data):
            raise ValueError("cut short")
        found.append(data[start:offset])
    return found


def join_strings(*parts: bytes) -> bytes:
    """Each part as a string of RFC 4251, section 5."""
    return b"".join(len(part).to_bytes(4) + part for part in parts)
