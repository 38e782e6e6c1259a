"""Which algorithms are proposed to a server: ours, or just those that the user wants.

The lists are KexAlgorithms, Ciphers, MACs and HostKeyAlgorithms of ssh_config(5), with all wildcards expanded.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from paramiko.kex_curve25519 import KexCurve25519

from towpath.model.connection import Algorithms
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.ssh.stock import StockTransport

# RFC 8731's own name of what paramiko knows by the older one alone.
KEY_EXCHANGES = {**StockTransport._kex_info, "curve25519-sha256": KexCurve25519}
COMPRESSION = ("zlib@openssh.com", "none")


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What one side of a key exchange names, the preferred first (RFC 4253, 7.1)."""

    key_exchange: tuple[str, ...]
    ciphers: tuple[str, ...]
    macs: tuple[str, ...]
    host_keys: tuple[str, ...]


OURS = Proposal(
    key_exchange=("curve25519-sha256", *StockTransport._preferred_kex),
    ciphers=(
        # GCM needs no separate MAC and is by far the fastest here.
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
    ),
    macs=(
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-512-etm@openssh.com",
        "hmac-sha2-256",
        "hmac-sha2-512",
        "hmac-sha1",
    ),
    host_keys=tuple(StockTransport._preferred_keys),
)

_Possible = tuple[str, str, Collection[str]]
_KEY_EXCHANGE: _Possible = ("key exchange", "KexAlgorithms", KEY_EXCHANGES)
_CIPHER: _Possible = ("cipher", "Ciphers", StockTransport._cipher_info)
_MAC: _Possible = ("MAC", "MACs", StockTransport._mac_info)
_HOST_KEY: _Possible = ("host key", "HostKeyAlgorithms", StockTransport._key_info)


def proposal(wanted: Algorithms, subject: str) -> Proposal:
    """What to propose to `subject`. Its host keys may be certificates too. Raises NO_COMMON_ALGORITHM."""
    return Proposal(
        key_exchange=_possible(_KEY_EXCHANGE, wanted.key_exchange, subject) or OURS.key_exchange,
        ciphers=_possible(_CIPHER, wanted.ciphers, subject) or OURS.ciphers,
        macs=_possible(_MAC, wanted.macs, subject) or OURS.macs,
        host_keys=_possible(_HOST_KEY, wanted.host_keys, subject) or OURS.host_keys,
    )


def _possible(kind: _Possible, wanted: Sequence[str], subject: str) -> tuple[str, ...]:
    """Those that are known here, in the order of the wish; none when nothing is wished."""
    name, option, known = kind
    found = tuple(dict.fromkeys(algorithm for algorithm in wanted if algorithm in known))
    if found or not wanted:
        return found
    detail = f"{name}: this connection allows {', '.join(wanted)}, Towpath has {', '.join(known)}"
    raise TowpathError(Problem(ProblemKind.NO_COMMON_ALGORITHM, subject, {"detail": detail, "option": option}))
