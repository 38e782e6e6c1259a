"""The whole window program as `towpath` starts it, in a process of its own, which also tells where things are on the
display: a test's mouse has to know. Run as a program, it answers each line of its stdin with one of JSON."""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from tests.support import process
from tests.support.wait import wait_for
from towpath import app
from towpath.model.desktop import Start
from towpath.model.transfer import HERE, Place
from towpath.qt.files.drop_hint import DropHint
from towpath.qt.files.pane import Pane
from towpath.qt.window import MainWindow
from towpath.store.paths import find_profile

Point = tuple[int, int]
SECONDS = 30.0


class WindowAtDisplay:
    """The test's side. A context manager."""

    def __init__(self, env: Mapping[str, str]) -> None:
        """`env` names the display."""
        self._env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", **env}
        self._log = Path(tempfile.mkstemp(prefix="towpath-window-")[1])

    def __enter__(self) -> Self:
        with self._log.open("ab") as log:
            argv = [sys.executable, "-m", "tests.support.window_at_display"]
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *argv],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self._env,
                cwd=process.ROOT,
            )
        try:
            wait_for(lambda: self.ask("shown"), timeout=SECONDS, what=self._log.read_text)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        said = self._log.read_text()
        self._log.unlink()
        assert not said, said

    def go(self, pane: str, connection: str, path: Path) -> None:
        """Show a folder in the left or right pane, and wait for its list."""
        self.ask("go", pane, connection, str(path))
        wanted = [connection, str(path)]
        self.wait(lambda: self.ask("place", pane) == wanted, f"{wanted} in the {pane} pane")

    def place(self, pane: str) -> list[str]:
        """The connection and the path that are shown, once they are listed."""
        found = self.ask("place", pane)
        assert isinstance(found, list)
        return found

    def names(self, pane: str) -> set[str]:
        return set(self.ask("rows", pane))

    def row(self, pane: str, name: str) -> Point:
        """Where a file is on the display."""
        x, y = self.ask("rows", pane)[name]
        return x, y

    def below(self, pane: str) -> Point:
        """In the list, below its last row."""
        x, y = self.ask("below", pane)
        return x, y

    def selected(self, pane: str) -> set[str]:
        return set(self.ask("selected", pane))

    def hint(self) -> str:
        """What is said of a drag."""
        return str(self.ask("hint"))

    def transfers(self) -> list[str]:
        """The states of all transfers."""
        return [str(status) for status in self.ask("transfers")]

    def put(self, path: Path, connection: str, folder: Path) -> None:
        """Put a file into the queue."""
        self.ask("put", str(path), connection, str(folder))

    def page(self) -> str:
        """The page that is shown, as the rail calls it."""
        return str(self.ask("page"))

    def queue(self) -> dict[str, Point]:
        """The names in the list of transfers, in their order, and where they are on the display."""
        return {name: (x, y) for name, (x, y) in self.ask("queue")}

    def rules(self) -> dict[str, Point]:
        """The patterns of the site rules, in the order of their rows, and where these are on the display."""
        return {pattern: (x, y) for pattern, (x, y) in self.ask("rules")}

    def wait(self, condition: Callable[[], object], what: str) -> None:
        wait_for(condition, timeout=SECONDS, what=lambda: f"{what}; {self._state()}")

    def ask(self, *question: str) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        stdin.write(json.dumps(question).encode() + b"\n")
        stdin.flush()
        ready, _, _ = select.select([stdout], [], [], SECONDS)
        answer = stdout.readline() if ready else b""
        assert answer, f"the window does not answer {question}: {self._log.read_text()}"
        return json.loads(answer)

    def _state(self) -> str:
        panes = [(pane, self.place(pane), sorted(self.names(pane))) for pane in ("left", "right")]
        return f"{panes}; transfers: {self.transfers()}; {self._log.read_text()}"


class Answers(QObject):
    """The program's side: answers in the main thread, in which the window lives."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def read(self) -> None:
        """In a thread of its own."""
        for line in sys.stdin:
            self.asked.emit(line)

    def _answer(self, line: str) -> None:
        what, *rest = json.loads(line)
        answer = getattr(self, f"_{what}")(*rest)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    @property
    def _window(self) -> MainWindow:
        return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))

    def _pane(self, name: str) -> Pane:
        files = self._window.files
        return files.left if name == "left" else files.right

    def _shown(self) -> bool:
        return any(isinstance(widget, MainWindow) and widget.isVisible() for widget in QApplication.topLevelWidgets())

    def _go(self, pane: str, connection: str, path: str) -> None:
        self._pane(pane).go(Place(connection, os.fsencode(path)))

    def _place(self, pane: str) -> list[str]:
        shown = self._pane(pane)
        return [shown.place.connection, os.fsdecode(shown.place.path)] if shown.ready and not shown.view.listing else []

    def _rows(self, pane: str) -> dict[str, Point]:
        view = self._pane(pane).view
        found = {}
        for row in range(view.model().rowCount()):
            middle = view.visualRect(view.model().index(row, 0)).center()
            entry = view.entry_at(middle)
            if entry is not None:
                found[os.fsdecode(entry.name)] = _on_display(view.viewport(), middle)
        return found

    def _below(self, pane: str) -> Point:
        viewport = self._pane(pane).view.viewport()
        return _on_display(viewport, viewport.rect().bottomLeft() + QPoint(80, -40))

    def _selected(self, pane: str) -> list[str]:
        return [os.fsdecode(entry.name) for entry in self._pane(pane).view.selected()]

    def _hint(self) -> str:
        return "".join(hint.text for hint in self._window.findChildren(DropHint) if hint.isVisible())

    def _page(self) -> str:
        shown = [button for button in self._window.findChildren(QToolButton) if button.isChecked()]
        return next(name[5:] for button in shown if (name := button.objectName()).startswith("rail-"))

    def _put(self, path: str, connection: str, folder: str) -> None:
        transferring = self._window.files.transferring
        transferring.start([Place(HERE, os.fsencode(path))], Place(connection, os.fsencode(folder)))

    def _queue(self) -> list[tuple[str, Point]]:
        queue = self._window.files.queue
        indexes = [queue.model.index(row, 0) for row in range(queue.model.rowCount())]
        middles = [queue.view.visualRect(index).center() for index in indexes]
        return [
            (str(index.data()), _on_display(queue.view.viewport(), middle))
            for index, middle in zip(indexes, middles, strict=True)
        ]

    def _rules(self) -> list[tuple[str, Point]]:
        table, model = self._window.browser.rules.table, self._window.browser.rules.model
        middles = [table.visualRect(model.index(row, 0)).center() for row in range(model.rowCount())]
        rows = zip(model.rules(), middles, strict=True)
        return [(rule.pattern, _on_display(table.viewport(), middle)) for rule, middle in rows]

    def _transfers(self) -> list[str]:
        return [state.status.value for state in self._window.files.bridge.snapshot.transfers]


def _on_display(widget: QWidget, point: QPoint) -> Point:
    there = widget.mapToGlobal(point)
    return there.x(), there.y()


def main() -> int:
    answers = Answers()
    threading.Thread(target=answers.read, name="answers", daemon=True).start()
    return app.start(find_profile(), Start())


if __name__ == "__main__":
    sys.exit(main())
