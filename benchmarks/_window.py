"""The window program with its real engine, in this process, and what is done in it while its pulse is felt."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from tests.support.window import JoinedWindow
from towpath.model.command import CancelTransfer, ClearTransfers, StartTransfer
from towpath.model.error import Problem
from towpath.model.transfer import HERE, Batch, Place, TransferState
from towpath.qt.files.pane import Pane

FAR = "server"
"""The id and name of the connection there is."""
PATIENCE = 120.0
LOOK_MS = 20
SCROLL_MS = 50
STAY_SECONDS = 3.0
"""So long a folder is scrolled before another one is shown."""


class Program(JoinedWindow):
    """With the Files page shown."""

    def appear(self) -> None:
        self.window.browse("")
        super().appear()
        self.wait(self.window.isVisible, "the window")

    # --- time

    def run(self, seconds: float) -> None:
        """Let the event loop run."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def wait(self, true: Callable[[], object], what: str) -> float:
        """Let the event loop run until it is so; the seconds that took."""
        began = time.perf_counter()
        while not true():
            if time.perf_counter() - began > PATIENCE:
                raise RuntimeError(f"waited in vain for {what}")
            self.run(LOOK_MS / 1000)
        return time.perf_counter() - began

    # --- folders

    def show(self, pane: Pane, place: Place, count: int) -> float:
        """Have a pane list a folder of so many entries; seconds until all are shown."""
        seconds: list[float] = []
        began = time.perf_counter()

        def listed(_: object) -> None:
            if pane.place.path == place.path and pane.view.totals().shown == count:
                seconds.append(time.perf_counter() - began)

        pane.listed.connect(listed)
        pane.go(place)
        self.wait(lambda: seconds, f"{count} entries")
        pane.listed.disconnect(listed)
        return seconds[0]

    @contextmanager
    def scrolled(self, pane: Pane) -> Iterator[None]:
        """By a page every now and then, from the top to the bottom and from there again."""

        def scroll() -> None:
            bar = pane.view.verticalScrollBar()
            bar.setValue(0 if bar.value() == bar.maximum() else bar.value() + bar.pageStep())

        timer = QTimer()
        timer.timeout.connect(scroll)
        timer.start(SCROLL_MS)
        try:
            yield
        finally:
            timer.stop()

    def show_and_scroll(self, pane: Pane, places: tuple[tuple[Place, int], ...], seconds: float) -> list[float]:
        """One place after the other, each scrolled for a while; how long each took to be shown."""
        taken: list[list[float]] = [[] for _ in places]
        end = time.perf_counter() + seconds
        with self.scrolled(pane):
            while time.perf_counter() < end:
                for number, (place, count) in enumerate(places):
                    taken[number].append(self.show(pane, place, count))
                    self.run(STAY_SECONDS if count > 1 else 0.2)
        return taken[0]

    # --- transfers

    @contextmanager
    def transferred(self, file: Path, folder: Path, *, up: bool) -> Iterator[Callable[[], float]]:
        """A file again and again, as fast as it goes; the bytes a second that were moved so far."""
        here, there = (HERE, FAR) if up else (FAR, HERE)
        goes_on = True
        began = time.perf_counter()

        def start(_: Problem | None = None) -> None:
            if goes_on:
                batch = Batch(
                    id=uuid.uuid4().hex,
                    sources=(Place(here, os.fsencode(file)),),
                    destination=Place(there, os.fsencode(folder)),
                )
                self.bridge.submit(StartTransfer(batch=batch), start)

        def states() -> tuple[TransferState, ...]:
            return self.bridge.snapshot.transfers

        def rate() -> float:
            return sum(state.amounts.bytes_sent for state in states()) / (time.perf_counter() - began)

        start()
        self.wait(lambda: any(state.amounts.bytes_sent for state in states()), "the transfer to begin")
        began = time.perf_counter()
        try:
            yield rate
        finally:
            goes_on = False
            for state in states():
                if not state.ended:
                    self.bridge.submit(CancelTransfer(id=state.batch.id))

            def cleared() -> bool:
                self.bridge.submit(ClearTransfers())
                return not states()

            self.wait(cleared, "the transfers to end")
