"""How many files are open at once on one server."""

from __future__ import annotations

import asyncio

from towpath.ssh.mailbox import Mailbox
from towpath.ssh.sftp_handles import SPARE, Handles


def test_no_more_are_open_than_the_server_allows() -> None:
    async def work() -> None:
        handles, mailbox = Handles(SPARE + 2), Mailbox(asyncio.get_running_loop())
        for _ in range(2):
            await handles.take(mailbox)
        given_up, waiting = (asyncio.ensure_future(handles.take(mailbox)) for _ in range(2))
        await asyncio.sleep(0)
        assert not given_up.done()
        given_up.cancel()
        handles.give_back()
        await asyncio.wait_for(waiting, 10)
        assert given_up.cancelled()

    asyncio.run(work())
