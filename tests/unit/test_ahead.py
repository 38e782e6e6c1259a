"""Many questions at once, answers in order."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import aclosing
from typing import Any

import pytest

from towpath.transfer.ahead import answers


class Questions:
    """The later one is asked, the sooner it is answered."""

    def __init__(self, count: int, *, fails: int = -1) -> None:
        self.count = count
        self.fails = fails
        self.begun = 0

    async def _question(self, number: int) -> int:
        self.begun += 1
        for _ in range(self.count - number):
            await asyncio.sleep(0)
        if number == self.fails:
            raise LookupError(number)
        return number

    def all(self) -> Iterator[Coroutine[Any, Any, int]]:
        return (self._question(number) for number in range(self.count))


def test_answers_come_in_order_and_few_are_asked_ahead() -> None:
    async def work() -> None:
        questions = Questions(20)
        taken: list[int] = []
        async with aclosing(answers(questions.all(), 5)) as coming:
            async for number in coming:
                taken.append(number)
                assert questions.begun <= number + 5
        assert taken == list(range(20))

    asyncio.run(work())


def test_a_failure_comes_in_its_place_and_ends_the_others() -> None:
    async def work() -> None:
        questions = Questions(20, fails=3)
        async with aclosing(answers(questions.all(), 5)) as coming:
            assert [await anext(coming) for _ in range(3)] == [0, 1, 2]
            with pytest.raises(LookupError):
                await anext(coming)
        assert questions.begun < 20
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(work())


def test_who_stops_early_leaves_nothing_under_way() -> None:
    async def work() -> None:
        questions = Questions(20)
        async with aclosing(answers(questions.all(), 5)) as coming:
            async for _ in coming:
                break
        assert questions.begun == 5
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(work())
