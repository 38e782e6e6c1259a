"""A NetworkWatch in a network namespace of its own: runs the commands it reads, and prints what it is told."""

import shlex
import subprocess
import sys
import threading

from tests.support.wait import wait_for
from towpath.system.network import NetworkWatch


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # the parent reads it


if __name__ == "__main__":
    watch = NetworkWatch(lambda online: say(f"changed to {online}"))
    watch.start()
    say(f"starts with {watch.online}")
    for line in sys.stdin:
        subprocess.run(shlex.split(line), check=True)
        say(f"ran {line.strip()}")
    watch.stop()
    wait_for(lambda: threading.active_count() == 1, timeout=1, what="the thread to end")
    say("ended")
