"""A window's engine in a process of its own, which opens a file and is killed: `edit_child.py FOLDER PLACE`."""

import sys
import threading
from pathlib import Path

import msgspec

from tests.support.engine import Profiles, do
from towpath.engine.lock import EngineKind
from towpath.model.command import SaveSettings
from towpath.model.editing import OpenFile
from towpath.model.settings import FileSettings, Settings
from towpath.model.transfer import Place

if __name__ == "__main__":
    engine = Profiles(Path(sys.argv[1])).own(EngineKind.WINDOW).engine
    do(engine, SaveSettings(settings=Settings(files=FileSettings(editor="true"))))
    problem = do(engine, OpenFile(place=msgspec.json.decode(sys.argv[2], type=Place)))
    print("opened" if problem is None else problem, flush=True)  # noqa: T201
    threading.Event().wait()
