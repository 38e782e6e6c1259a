"""Throwing away: into the desktop's trash of this machine. What cannot go there stays where it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial

from towpath.model.error import TowpathError
from towpath.model.file_failures import file_error
from towpath.model.file_work import Progressed
from towpath.transfer.acts.telling import Leftovers, Tell, regularly
from towpath.transfer.local_file import in_thread


async def throw_away(paths: Sequence[bytes], tell: Tell) -> None:
    """Links themselves, and folders with all that is in them. FILES_LEFT."""
    left = Leftovers(tell)
    done, at = 0, b""

    async def tell_progress() -> None:
        await left.tell()
        await tell(Progressed(done=done, total=len(paths), current=at))

    async with regularly(tell_progress):
        for at in paths:
            try:
                await in_thread(partial(_throw, at))
            except TowpathError as error:
                left.add(at, error.problem)
            else:
                done += 1
    left.check("{} could not be put into the trash")


def _throw(path: bytes) -> None:
    try:
        if sys.platform in ("darwin", "win32"):
            from send2trash import send2trash

            send2trash(os.fsdecode(path))
        else:
            from towpath.transfer.acts.trash_folder import put_into_trash

            put_into_trash(path)
    except OSError as error:
        raise file_error(error, path) from error
