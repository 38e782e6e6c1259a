"""Which local files may keep a thread waiting."""

from __future__ import annotations

import os
from pathlib import Path

SLOW = 0.02
"""Seconds that a write may take in a session's thread."""
OFTEN = 3
"""Longer writes of one file after which its disk is a slow one. A single one may be due to a busy machine."""
NETWORK_TYPES = frozenset(
    (
        "9p",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
    )
)
_MOUNTS = Path("/proc/self/mountinfo")


def is_far(descriptor: int, mounts: Path = _MOUNTS) -> bool:
    """Whether the file lies on a file system that may wait for a network. False where the system does not tell."""
    device = os.fstat(descriptor).st_dev
    number = f"{os.major(device)}:{os.minor(device)}".encode() if hasattr(os, "major") else b""
    try:
        lines = mounts.read_bytes().splitlines()
    except OSError:
        return False
    for line in lines:  # proc(5): the number is the third field, the type the first after a lonely dash
        fields = line.split()
        if fields[2] == number:
            kind = fields[fields.index(b"-") + 1].decode(errors="replace")
            return kind in NETWORK_TYPES or kind.startswith("fuse")
    return False
