"""Whether garbage is collected in the event loop of the window, and nowhere else."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from towpath.qt.garbage import Garbage


class Knot:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[Garbage]:
    made = Garbage()
    yield made
    made.close()


def test_it_is_found_in_the_event_loop(garbage: Garbage, qtbot: QtBot) -> None:
    collected_in: list[threading.Thread] = []
    knot = Knot()
    weakref.finalize(knot, lambda: collected_in.append(threading.current_thread()))
    del knot

    def make_objects() -> None:
        kept = [[number] for number in range(5000)]  # enough for Python to collect here
        assert len(kept) == 5000

    worker = threading.Thread(target=make_objects)
    worker.start()
    worker.join()
    make_objects()
    assert collected_in == []

    kept = [[number] for number in range(5000)]
    qtbot.waitUntil(lambda: bool(collected_in), timeout=5000)
    assert collected_in == [threading.main_thread()]
    assert len(kept) == 5000


def test_python_does_it_again_afterwards(garbage: Garbage) -> None:
    assert not gc.isenabled()
    garbage.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
