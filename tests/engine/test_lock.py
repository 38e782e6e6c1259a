"""The profile's lock: one holder, and none that is dead."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.wait import wait_for
from towpath.engine.lock import EngineKind, Holder, ProfileLock
from towpath.model.error import ProblemKind, TowpathError

HOLDER = Holder(4711, EngineKind.COMMAND_LINE, "/run/towpath.sock", "")
HOLD = """
import sys, time
from pathlib import Path
from towpath.engine.lock import EngineKind, Holder, ProfileLock
import os
lock = ProfileLock(Path(sys.argv[1]))
assert lock.acquire()
lock.publish(Holder(os.getpid(), EngineKind.WINDOW, "/nowhere"))
print("held", flush=True)
time.sleep(60)
"""


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    first, second = ProfileLock(tmp_path / "lock"), ProfileLock(tmp_path / "lock")
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_the_holder_tells_how_to_reach_it(tmp_path: Path) -> None:
    first, second = ProfileLock(tmp_path / "new" / "lock"), ProfileLock(tmp_path / "new" / "lock")
    assert first.acquire()
    assert second.holder() is None
    first.publish(HOLDER)
    assert second.holder() == HOLDER
    assert (tmp_path / "new" / "lock").stat().st_mode & 0o777 == 0o600
    first.release()
    assert second.holder() is None


@pytest.mark.parametrize("text", [b"", b"{", b"nonsense\n", b'{"pid":1}\n', b"\xff\xfe\n"])
def test_what_is_no_holder_is_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "lock").write_bytes(text)
    assert ProfileLock(tmp_path / "lock").holder() is None


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        lock = ProfileLock(path)
        assert not lock.acquire()
        holder = lock.holder()
        assert holder is not None
        assert holder.pid == process.pid
        os.kill(process.pid, signal.SIGKILL)
        wait_for(lock.acquire, what="the lock of a dead process")
    assert lock.holder() is None
    lock.release()


def test_children_do_not_inherit_it(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path / "lock")
    assert lock.acquire()
    with subprocess.Popen(["sleep", "60"]) as child:
        lock.release()
        assert lock.acquire()
        child.kill()
    lock.release()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TowpathError) as raised:
        ProfileLock(tmp_path / "file" / "lock").acquire()
    assert raised.value.problem.kind is ProblemKind.FILE_UNWRITABLE
