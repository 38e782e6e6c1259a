"""Programs that are started for a forward: their arguments, and that they stand on their own."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.wait import wait_for
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.system.programs import start_program

WRITES_WHAT_IT_SEES = """\
#!{python}
import json, os, pathlib, sys
out = pathlib.Path(sys.argv[1])
seen = dict(
    arguments=sys.argv[2:], environment=dict(os.environ), pid=os.getpid(), session=os.getsid(0),
    descriptors={{fd: os.readlink(f"/proc/self/fd/{{fd}}") for fd in os.listdir("/proc/self/fd")
                 if os.path.exists(f"/proc/self/fd/{{fd}}")}},
)
out.with_suffix(".part").write_text(json.dumps(seen))
out.with_suffix(".part").rename(out)
if sys.argv[-1] == "stay":
    sys.stdin.read()
    import time
    time.sleep(600)
"""


class Program:
    """A program in a folder with a space, and what it saw."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "my programs"
        self.folder.mkdir()
        self.file = self.folder / "viewer"
        self.file.write_text(WRITES_WHAT_IT_SEES.format(python=sys.executable))
        self.file.chmod(0o755)
        self.out = folder / "seen.json"

    def start(self, arguments: str, listen: Endpoint) -> None:
        start_program(f'"{self.file}" {self.out} {arguments}', listen)

    def seen(self) -> dict[str, Any]:
        wait_for(self.out.exists, what="the program to run")
        found: dict[str, Any] = json.loads(self.out.read_text())
        return found


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "listen", "expected"),
    [
        ("%h:%p", Endpoint("127.0.0.1", 5901), ["127.0.0.1:5901"]),
        ("/v:%h /port:%p", Endpoint("::1", 3389), ["/v:::1", "/port:3389"]),
        ("%h", Endpoint("*", 1), ["127.0.0.1"]),
        ("%h", Endpoint("0.0.0.0", 1), ["127.0.0.1"]),
        ("%h", Endpoint("::", 1), ["::1"]),
        ("%h", Endpoint.unix("/run/my db"), ["/run/my db"]),
        ("100%% %%h", Endpoint("localhost", 1), ["100%", "%h"]),
        ("'a b' \"$HOME\" `id` ; | # > x", Endpoint("localhost", 1), ["a b", "$HOME", "`id`", ";", "|", "#", ">", "x"]),
        ("'' %h", Endpoint("a b; c", 1), ["", "a b; c"]),
    ],
)
def test_the_words_of_the_line(program: Program, arguments: str, listen: Endpoint, expected: list[str]) -> None:
    program.start(arguments, listen)
    assert program.seen()["arguments"] == expected


def test_it_gets_nothing_of_ours(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/notify")
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    program.start("", Endpoint("127.0.0.1", 1))
    seen = program.seen()
    assert not {"NOTIFY_SOCKET", "LISTEN_FDS"} & seen["environment"].keys()
    assert seen["environment"]["LANG"] == "de_DE.UTF-8"
    assert seen["descriptors"] == dict.fromkeys("012", "/dev/null")
    assert seen["session"] == seen["pid"] != os.getsid(0)


def test_it_is_not_waited_for_and_leaves_no_zombie(program: Program) -> None:
    program.start("stay", Endpoint("127.0.0.1", 1))
    running = psutil.Process(program.seen()["pid"])
    assert running.is_running()
    assert running.status() != psutil.STATUS_ZOMBIE
    running.kill()
    wait_for(lambda: not psutil.pid_exists(running.pid), what="it to be gone for good")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("no-such-viewer %h", "it is not found"),
        ("{folder}/page.txt", "it may not be run"),
        ("{folder}", "it may not be run"),
        ("viewer '%h", "a quotation mark is not closed, or a backslash ends it"),
        ("viewer %x", "%x is not known there; use %h, %p or %%"),
        ("viewer 100%", "% is not known there; use %h, %p or %%"),
        ("  ", "no program is named"),
        ("''", "no program is named"),
    ],
)
def test_why_it_cannot_be_started(tmp_path: Path, command: str, reason: str) -> None:
    (tmp_path / "page.txt").write_text("no program")
    command = command.format(folder=tmp_path)
    with pytest.raises(TowpathError) as failure:
        start_program(command, Endpoint("127.0.0.1", 1))
    problem = failure.value.problem
    assert (problem.kind, problem.subject) == (ProblemKind.PROGRAM_NOT_STARTED, command)
    assert problem.facts["detail"] == reason
