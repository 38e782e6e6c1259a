"""The command line where nothing of a desktop works: no Qt, no display, no bus, no keyring."""

import os
import re
import signal
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import Done, Started, towpath
from tests.support.sshd import Sshd

STAYS = "Ctrl-C takes it down."
MISSING = "libEGL.so.1: cannot open shared object file: No such file or directory"
LISTING_IMPORTS = (sys.executable, "-X", "importtime", "-m", "towpath")
DESKTOP = re.compile(r"^(DISPLAY|WAYLAND_|XDG_|DBUS_|QT_|GNOME_|KDE_)")
IMPORTED = re.compile(r"^import time:.*\| +(\S+)$", re.MULTILINE)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment without a desktop, in which PySide6 is there but lacks a library of the system."""
    broken = tmp_path / "broken" / "PySide6"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(f"raise ImportError({MISSING!r})\n")
    temporary = Path.home().parent / "tmp"
    temporary.mkdir()
    env = {name: value for name, value in os.environ.items() if not DESKTOP.match(name)}
    yield {**env, "PYTHONPATH": str(broken.parent), "TMPDIR": str(temporary)}
    assert not [path for path in temporary.rglob("*") if not path.is_dir()], "temporary files are left"


def one_line(done: Done) -> str:
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    return done.err


def imported(text: str) -> set[str]:
    """The top-level packages and our own modules, from what `-X importtime` writes."""
    modules = IMPORTED.findall(text)
    assert "towpath.cli.main" in modules
    return {name if name.startswith("towpath.") else name.partition(".")[0] for name in modules}


def test_tunnels_work(bare: dict[str, str], sshd: Sshd, user_key: KeyFile) -> None:
    with HttpServer() as site:
        assert towpath("add", "lab", f"{sshd.user}@127.0.0.1:{sshd.port}", "-i", str(user_key.path), env=bare).code == 0
        know(sshd)
        with Started("forward", "lab", "-L", f"0:127.0.0.1:{site.port}", env=bare) as up:
            port = up.wait_for(STAYS).split()[1].rpartition(":")[2]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as reply:
                assert reply.read() == site.pages["/"]
            listed = towpath("status", env=bare)
            assert (listed.code, listed.err) == (0, "")
            assert " up" in listed.out
            done = up.end(signal.SIGINT)
        assert (done.code, done.err) == (0, "")


def test_the_demo_checks_itself_and_leaves_nothing(bare: dict[str, str]) -> None:
    # The user's folder for control sockets stays, as tmux's does, with nothing in it.
    runtime = Path(bare["TMPDIR"]) / f"towpath-{os.getuid()}"

    def files() -> list[Path]:
        return sorted(path for path in Path.home().parent.rglob("*") if path.name != "tmp" and path != runtime)

    before = files()
    done = towpath("demo", "--check", env=bare)
    assert (done.code, done.err) == (0, "")
    *steps, last = done.out.splitlines()
    assert last == f"{len(steps)} passed, 0 failed"
    assert len(steps) >= 10
    assert [step for step in steps if not step.startswith("ok ")] == []
    assert files() == before
    assert list(Path(bare["TMPDIR"]).glob("towpath-demo-*")) == []
    assert [process.cmdline() for process in psutil.process_iter() if bare["TMPDIR"] in _environment(process)] == []


def _environment(process: psutil.Process) -> str:
    try:
        return process.environ().get("TMPDIR", "")
    except psutil.Error:
        return ""


def test_the_window_says_that_there_is_no_display() -> None:
    env = {name: value for name, value in os.environ.items() if not DESKTOP.match(name)}
    expected = (
        "towpath: cannot open a window: no display was found"
        " (use the command line: `towpath up NAME`, or `towpath --help`)\n"
    )
    assert one_line(towpath(env=env)) == expected
    assert one_line(towpath(env={**env, "DISPLAY": ":987", "WAYLAND_DISPLAY": "/nonexistent/wayland-0"})) == expected


def test_the_window_says_what_qt_lacks(bare: dict[str, str]) -> None:
    assert one_line(towpath(env={**bare, "QT_QPA_PLATFORM": "offscreen"})) == (
        f"towpath: cannot open a window: {MISSING}"
        " (install the missing system library, or use the command line: `towpath --help`)\n"
    )


def test_the_engine_never_imports_qt(sshd: Sshd, user_key: KeyFile) -> None:
    """Here PySide6 would work, and who joins an engine needs no SSH of its own."""
    know(sshd)
    save(connection("lab", hop(sshd, user_key), forward("web", 80)))
    with Started("up", "lab", program=LISTING_IMPORTS) as up:
        up.wait_for(STAYS)
        joined = imported(towpath("status", program=LISTING_IMPORTS).err)
        engine = imported(up.end(signal.SIGINT).err)
    assert {"paramiko", "towpath.engine.engine", "towpath.ssh.local"} <= engine
    assert engine & {"PySide6", "shiboken6", "towpath.app", "towpath.qt", "towpath.demo.lab"} == set()
    assert "towpath.engine.client" in joined
    assert joined & {"PySide6", "towpath.qt", "paramiko", "keyring", "towpath.engine.engine"} == set()


def test_the_demo_without_a_window_does_not_import_qt() -> None:
    demo = imported(towpath("demo", "--check", program=LISTING_IMPORTS).err)
    assert "towpath.demo.lab" in demo
    assert demo & {"PySide6", "shiboken6", "towpath.qt"} == set()
