"""Calls from other threads into event loops, and the places that tasks wait for there."""

import asyncio
import threading

from towpath.ssh.mailbox import Mailbox
from towpath.ssh.sftp_handles import SPARE, UNKNOWN_MOST, Handles

SECONDS = 20


def test_every_call_of_many_threads_is_made_in_the_loop_and_in_order() -> None:
    each, threads = 5000, 4
    came: list[tuple[int, int]] = []

    async def listen() -> None:
        mailbox, all_came = Mailbox(asyncio.get_running_loop()), asyncio.Event()

        def note(thread: int, number: int) -> None:
            assert threading.current_thread() is loop_thread
            came.append((thread, number))
            if len(came) == each * threads:
                all_came.set()

        def post(thread: int) -> None:
            for number in range(each):
                mailbox.post(note, thread, number)

        loop_thread = threading.current_thread()
        posters = [threading.Thread(target=post, args=(thread,)) for thread in range(threads)]
        for poster in posters:
            poster.start()
        await asyncio.wait_for(all_came.wait(), SECONDS)
        for poster in posters:
            poster.join()

    asyncio.run(listen())
    for thread in range(threads):
        assert [number for its, number in came if its == thread] == list(range(each))


def test_calls_for_a_loop_that_has_ended_go_nowhere() -> None:
    async def leave() -> Mailbox:
        return Mailbox(asyncio.get_running_loop())

    mailbox = asyncio.run(leave())
    mailbox.post(lambda: None)
    mailbox.post(lambda: None)


def test_no_more_handles_than_allowed_and_none_is_lost() -> None:
    most = SPARE + 3

    async def use() -> int:
        mailbox, handles = Mailbox(asyncio.get_running_loop()), Handles(most)
        taken = highest = 0

        async def one() -> None:
            nonlocal taken, highest
            await handles.take(mailbox)
            taken += 1
            highest = max(highest, taken)
            try:
                await asyncio.sleep(0)
            finally:
                taken -= 1
                threading.Thread(target=handles.give_back).start()

        tasks = [asyncio.ensure_future(one()) for _ in range(60)]
        for _ in range(3):
            await asyncio.sleep(0)
        for task in tasks[10:30]:
            task.cancel()  # some of them in the very moment that a place is theirs
            await asyncio.sleep(0)
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), SECONDS)
        for _ in range(3):
            await asyncio.wait_for(handles.take(mailbox), SECONDS)
        return highest

    assert asyncio.run(use()) == 3


def test_a_server_that_tells_no_number_gets_a_careful_one() -> None:
    async def take_all() -> None:
        mailbox, handles = Mailbox(asyncio.get_running_loop()), Handles(0)
        for _ in range(UNKNOWN_MOST):
            await handles.take(mailbox)
        waiting = asyncio.ensure_future(handles.take(mailbox))
        await asyncio.sleep(0)
        assert not waiting.done()
        handles.give_back()
        await asyncio.wait_for(waiting, SECONDS)

    asyncio.run(take_all())
