"""Why pyproject.toml caps PySide6: 6.12.0 on Python 3.11 drops a reference to True and False at each signal.

The interpreter dies with `Fatal Python error: bool_dealloc` after some hundred signals. Raise the cap when
this passes with the newer release on Python 3.11.
"""

import subprocess
import sys

EMIT_20_000_SIGNALS = """
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(bool)

heard = []
bell = Bell()
bell.rung.connect(heard.append)
for number in range(20_000):
    bell.rung.emit(number % 2 == 0)
print(heard.count(True), heard.count(False))
"""


def test_signals_leave_the_reference_counts_of_true_and_false_alone() -> None:
    """In a process of its own: a crash would take the other tests along."""
    emitted = subprocess.run(
        [sys.executable, "-c", EMIT_20_000_SIGNALS], check=False, capture_output=True, text=True, timeout=60
    )
    assert (emitted.returncode, emitted.stdout.split()) == (0, ["10000", "10000"]), emitted.stderr
