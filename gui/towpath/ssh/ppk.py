"""PuTTY's format of private key files, versions 2 and 3 (PuTTY's manual, appendix C).

Its public part and comment stand there in the clear; a checksum over both and the secret part tells a wrong passphrase.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2d, Argon2i, Argon2id

from towpath.ssh.keys import PassphraseMissing, PassphraseWrong, PrivateKey, PublicKey, join_strings, split_strings

_MARK = b"PuTTY-User-Key-File-"
_ARGON: dict[str, type[Argon2id | Argon2i | Argon2d]] = {
    "Argon2id": Argon2id,
    "Argon2i": Argon2i,
    "Argon2d": Argon2d,
}
_MOST_MEMORY = 1 << 20
"""KiB for Argon2: a file must not take all there is."""
_MOST_WORK = 1 << 26
"""KiB to go through, which takes a minute; PuTTY goes for a tenth of a second."""
_AES_KEY, _AES_IV = 32, 16
_MAC_KEY = 32
_CURVES: dict[str, ec.EllipticCurve] = {
    "ecdsa-sha2-nistp256": ec.SECP256R1(),
    "ecdsa-sha2-nistp384": ec.SECP384R1(),
    "ecdsa-sha2-nistp521": ec.SECP521R1(),
}
_USABLE = ("ssh-ed25519", "ssh-rsa", *_CURVES)


class Ppk:
    """One file. The secret part is kept as it stands there; the default `repr` says nothing of it."""

    def __init__(self, content: bytes) -> None:
        """Raises ValueError, with why in words."""
        self._headers: dict[str, str] = {}
        blocks: dict[str, bytes] = {}
        lines = iter(content.decode("latin-1").replace("\r\n", "\n").rstrip("\n").split("\n"))
        try:
            for line in lines:
                name, colon, value = line.partition(": ")
                if not colon:
                    raise ValueError(line)
                self._headers[name] = value
                if name.endswith("-Lines"):
                    blocks[name] = base64.b64decode("".join(next(lines) for _ in range(int(value))))
            self._version, self._type = next(
                (name[len(_MARK) :], value) for name, value in self._headers.items() if name.startswith(_MARK.decode())
            )
            self._encryption = self._headers["Encryption"]
            self._secret = blocks["Private-Lines"]
            self._mac = bytes.fromhex(self._headers["Private-MAC"])
            # PuTTY writes comments as bytes of the system's character set.
            comment = self._headers["Comment"].encode("latin-1").decode("utf-8", "replace")
            self.public = PublicKey(self._type, blocks["Public-Lines"], comment)
        except (ValueError, KeyError, StopIteration, RuntimeError) as error:
            raise ValueError("it is damaged") from error
        if self._version not in ("2", "3"):
            raise ValueError(f"version {self._version} of PuTTY's format is not known; save it anew with PuTTYgen")
        if self._encryption not in ("none", "aes256-cbc"):
            raise ValueError(f"its encryption ({self._encryption}) is not known")

    @property
    def encrypted(self) -> bool:
        """It needs a passphrase."""
        return self._encryption != "none"

    def open(self, passphrase: str | None) -> PrivateKey:
        """Raises PassphraseMissing, PassphraseWrong, or ValueError with why in words."""
        if self.encrypted and passphrase is None:
            raise PassphraseMissing
        secret, mac_key = self._decrypted(passphrase or "")
        checked = join_strings(
            self._type.encode(),
            self._encryption.encode(),
            self._headers["Comment"].encode("latin-1"),
            self.public.blob,
            secret,
        )
        made = hmac.digest(mac_key, checked, "sha1" if self._version == "2" else "sha256")
        if not hmac.compare_digest(made, self._mac):
            if self.encrypted:
                raise PassphraseWrong
            raise ValueError("it is damaged: its checksum is wrong")
        return self._key(secret)

    def _decrypted(self, passphrase: str) -> tuple[bytes, bytes]:
        """The secret part, and the key of its checksum."""
        given = passphrase.encode() if self.encrypted else b""
        mac_key = b""
        if self._version == "2":
            mac_key = hashlib.sha1(b"putty-private-key-file-mac-key" + given).digest()  # noqa: S324  # as PuTTY does
        if not self.encrypted:
            return self._secret, mac_key
        if self._version == "2":
            halves = (hashlib.sha1(bytes([0, 0, 0, number]) + given).digest() for number in (0, 1))  # noqa: S324  # as above
            key, iv = b"".join(halves)[:_AES_KEY], bytes(_AES_IV)
        else:
            made = self._derived(passphrase)
            key, iv = made[:_AES_KEY], made[_AES_KEY : _AES_KEY + _AES_IV]
            mac_key = made[_AES_KEY + _AES_IV :]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        try:
            return decryptor.update(self._secret) + decryptor.finalize(), mac_key
        except ValueError as error:
            raise ValueError("it is damaged") from error

    def _derived(self, passphrase: str) -> bytes:
        try:
            memory, passes = int(self._headers["Argon2-Memory"]), int(self._headers["Argon2-Passes"])
            if memory > _MOST_MEMORY or memory * passes > _MOST_WORK:
                raise ValueError("too much memory, or too often")
            return _ARGON[self._headers["Key-Derivation"]](
                salt=bytes.fromhex(self._headers["Argon2-Salt"]),
                length=_AES_KEY + _AES_IV + _MAC_KEY,
                iterations=passes,
                lanes=int(self._headers["Argon2-Parallelism"]),
                memory_cost=memory,
            ).derive(passphrase.encode())
        except (KeyError, ValueError) as error:
            raise ValueError("its encryption is not one that PuTTY makes") from error

    def _key(self, secret: bytes) -> PrivateKey:
        if self._type not in _USABLE:
            raise ValueError(f"keys of the type {self._type} are not supported")
        try:
            key = _private_key(self.public, secret)
        except ValueError as error:
            raise ValueError("it is damaged: its parts do not belong together") from error
        if key.public.blob != self.public.blob:
            raise ValueError("it is damaged: its parts do not belong together")
        return key


def is_one(content: bytes) -> bool:
    """Whether a file's content is in this format."""
    return content.startswith(_MARK)


def _private_key(public: PublicKey, secret: bytes) -> PrivateKey:
    if public.type == "ssh-rsa":
        e, n = (int.from_bytes(part) for part in split_strings(public.blob, limit=3)[1:])
        d, p, q, iqmp = (int.from_bytes(part) for part in split_strings(secret, limit=4))
        numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), iqmp, rsa.RSAPublicNumbers(e, n))
        return PrivateKey(numbers.private_key())
    [number] = split_strings(secret, limit=1)
    if public.type == "ssh-ed25519":
        return PrivateKey(ed25519.Ed25519PrivateKey.from_private_bytes(number))
    return PrivateKey(ec.derive_private_key(int.from_bytes(number), _CURVES[public.type]))
