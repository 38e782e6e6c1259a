"""A window's engine in a process of its own, which is given a batch and killed: `engine_child.py FOLDER BATCH`."""

import sys
import threading
from pathlib import Path

import msgspec

from tests.support.engine import Profiles
from towpath.engine.lock import EngineKind
from towpath.model.command import StartTransfer
from towpath.model.transfer import Batch

PROGRAM = (sys.executable, "-m", "tests.engine.engine_child")
encode = msgspec.json.encode

if __name__ == "__main__":
    owned = Profiles(Path(sys.argv[1])).own(EngineKind.WINDOW)
    owned.engine.submit(StartTransfer(batch=msgspec.json.decode(sys.argv[2], type=Batch)))
    threading.Event().wait()
