"""How far the clocks of two machines are apart, as the times of their files tell."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from towpath.model.error import TowpathError
from towpath.model.filesystem import SECOND, FileSystem, OpenMode
from towpath.transfer.failing import ends_batch
from towpath.transfer.names import SUFFIX

WHOLE_SECONDS = 0.5
"""By how much a time may be off that was cut to whole seconds, once half a second is added to it."""


async def clock_skew(
    first: FileSystem,
    first_folder: bytes,
    second: FileSystem,
    second_folder: bytes,
    clock: Callable[[], float] = time.time,
) -> float:
    """Seconds by which the second machine's clock is ahead of the first's. 0.0 where that is less than can be measured
    (a second and the round trip), and where a folder takes no new file: then nothing is known.

    An empty file is made in the folder, looked at and removed; its time was given by the machine there. Raises only
    what ends a session.
    """
    ahead = 0.0
    uncertain = 0.0
    for machine, folder, sign in ((first, first_folder, -1), (second, second_folder, 1)):
        if machine.is_local:
            continue  # its clock is ours
        found = await _ahead_of_ours(machine, folder, clock)
        if found is None:
            return 0.0
        ahead += sign * found[0]
        uncertain += found[1]
    return ahead if abs(ahead) > uncertain + WHOLE_SECONDS else 0.0


async def _ahead_of_ours(machine: FileSystem, folder: bytes, clock: Callable[[], float]) -> tuple[float, float] | None:
    """By how many seconds a machine's clock is ahead of ours, and by how many that may be wrong."""
    path = b"%s/.clock.%s%s" % (folder, secrets.token_hex(4).encode(), SUFFIX)
    try:
        before = clock()
        file = await machine.open(path, OpenMode.CREATE, permissions=0o600)
        after = clock()
        try:
            mtime = (await file.attributes()).mtime
        finally:
            try:
                await file.close()
            finally:
                await machine.remove(path)
    except TowpathError as error:
        if ends_batch(error.problem):
            raise
        return None
    if mtime is None:
        return None
    return mtime / SECOND + WHOLE_SECONDS - (before + after) / 2, WHOLE_SECONDS + (after - before) / 2
