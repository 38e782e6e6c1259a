"""Opening files in other programs: which command is started, what it gets, and what is never opened."""

import asyncio
import json
import os
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.system.could_be_run import could_be_run
from towpath.system.desktop_entry import DesktopEntry, find_entry, read_entry
from towpath.system.opener import LinuxDesktop, MacDesktop, Opener, WindowsDesktop
from towpath.system.programs import environment_for_others

SETTLE = 0.4
WRITES_ITS_ARGUMENTS = """\
#!{python}
import json, os, pathlib, sys
seen = dict(arguments=sys.argv[1:], descriptors=sorted(os.listdir("/proc/self/fd")), pid=os.getpid(),
            environment=dict(os.environ))
pathlib.Path("{out}.part").write_text(json.dumps(seen))
os.rename("{out}.part", "{out}")
{then}
"""


class FakeDesktop:
    """Programs of the desktop in a PATH of their own; each writes down how it was called."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.out = folder / "seen.json"
        self.share = folder / "share"
        (self.share / "applications").mkdir(parents=True)
        self.environment = {"PATH": str(self.bin), "HOME": str(folder), "XDG_DATA_DIRS": str(self.share)}

    def program(self, name: str, then: str = "") -> Path:
        path = self.bin / name
        path.write_text(WRITES_ITS_ARGUMENTS.format(python=sys.executable, out=self.out, then=then))
        path.chmod(0o755)
        return path

    def default(self, entry: str, text: str) -> None:
        """The desktop's program for plain text."""
        (self.bin / "xdg-mime").write_text(f'#!/bin/sh\n[ "$*" = "query default text/plain" ] && echo {entry}\n')
        (self.bin / "xdg-mime").chmod(0o755)
        (self.share / "applications" / entry).write_text(text)

    @property
    def opener(self) -> Opener:
        return Opener(LinuxDesktop(self.environment), SETTLE)

    def edit(self, path: Path, editor: str = "") -> list[str]:
        asyncio.run(self.opener.edit(path, editor))
        return self.arguments()

    def arguments(self) -> list[str]:
        wait_for(self.out.exists, what="the program to run")
        found: list[str] = json.loads(self.out.read_text())["arguments"]
        return found


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDesktop:
    made = FakeDesktop(tmp_path)
    monkeypatch.setenv("PATH", str(made.bin) + os.pathsep + os.environ["PATH"])
    made.environment["PATH"] = str(made.bin)
    return made


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "-rf $(reboot);'\" a.txt"
    path.write_text("text")
    return path


def problem_of(opener: Opener, path: Path, editor: str = "") -> Problem:
    with pytest.raises(TowpathError) as failure:
        asyncio.run(opener.edit(path, editor))
    assert failure.value.problem.kind is ProblemKind.NOT_OPENED
    assert failure.value.problem.subject == path.name
    return failure.value.problem


# --- the editor


def test_the_editor_of_the_settings_gets_the_path_as_one_word(desktop: FakeDesktop, text: Path) -> None:
    editor = desktop.program("my editor")
    assert desktop.edit(text, f"'{editor}' --wait \"a b\" $HOME") == ["--wait", "a b", "$HOME", str(text)]


def test_the_desktops_editor_is_started_as_its_entry_says(desktop: FakeDesktop, text: Path) -> None:
    editor = desktop.program("writer")
    exec_line = f'"{editor}" --new %i %c "%f" 100%% %U'
    desktop.default("org.x.writer.desktop", f"[Desktop Entry]\nName=The Writer\nExec={exec_line}\n")
    assert desktop.edit(text) == ["--new", "The Writer", "%f", "100%", str(text)]


def test_an_editor_of_terminals_gets_one(desktop: FakeDesktop, text: Path) -> None:
    desktop.program("x-terminal-emulator")
    desktop.default("nano.desktop", "[Desktop Entry]\nExec=nano\nTerminal=true\n")
    assert desktop.edit(text) == ["-e", "nano", str(text)]


def test_without_a_default_a_known_editor_is_looked_for(desktop: FakeDesktop, text: Path) -> None:
    desktop.program("leafpad")
    assert desktop.edit(text) == [str(text)]


def test_a_default_that_makes_no_sense_is_passed_over(desktop: FakeDesktop, text: Path) -> None:
    desktop.default("broken.desktop", '[Desktop Entry]\nExec="writer\n')
    desktop.program("leafpad")
    assert desktop.edit(text) == [str(text)]


def test_without_any_editor_it_says_what_to_do(desktop: FakeDesktop, text: Path) -> None:
    problem = problem_of(desktop.opener, text)
    assert problem.facts == {"detail": "no text editor was found", "advice": "name one in the settings"}


@pytest.mark.parametrize(
    ("editor", "detail"),
    [
        ("no-such-editor", "no-such-editor: it is not found"),
        ("'open quote", "'open quote: a quotation mark is not closed, or a backslash ends it"),
        ("false", "false ended at once with status 1"),
        ("sh -c 'kill -9 $$'", "sh ended at once with signal 9"),
    ],
)
def test_why_an_editor_does_not_start(desktop: FakeDesktop, text: Path, editor: str, detail: str) -> None:
    assert problem_of(desktop.opener, text, editor).facts["detail"] == detail


def test_one_that_goes_on_is_left_alone_and_leaves_no_zombie(desktop: FakeDesktop, text: Path) -> None:
    editor = desktop.program("stays", then="import time; time.sleep(600)")
    desktop.edit(text, str(editor))
    seen = json.loads(desktop.out.read_text())
    assert seen["descriptors"][:3] == ["0", "1", "2"]
    assert len(seen["descriptors"]) == 4  # and that of the listing
    running = psutil.Process(seen["pid"])
    assert running.is_running()
    running.kill()
    wait_for(lambda: not psutil.pid_exists(running.pid), what="it to be gone for good")


def test_editors_of_other_systems() -> None:
    path = Path("/tmp/-x y")
    assert MacDesktop().text_editor(path) == ["open", "-t", str(path)]
    assert MacDesktop().application(path) == ["open", str(path)]
    assert WindowsDesktop().text_editor(path) == ["notepad.exe", str(path)]


# --- what the desktop opens


def test_a_document_is_opened_by_the_desktop(desktop: FakeDesktop, text: Path) -> None:
    desktop.program("xdg-open")
    asyncio.run(desktop.opener.open(text))
    assert desktop.arguments() == [str(text)]


def test_what_the_desktop_has_no_program_for(desktop: FakeDesktop, text: Path) -> None:
    desktop.program("xdg-open", then="sys.exit(3)")
    with pytest.raises(TowpathError) as failure:
        asyncio.run(desktop.opener.open(text))
    facts = failure.value.problem.facts
    assert facts["detail"] == "xdg-open ended at once with status 3"
    assert "the settings of the desktop" in facts["advice"]


def test_a_folder_is_opened_by_the_desktop(desktop: FakeDesktop, tmp_path: Path) -> None:
    desktop.program("xdg-open")
    asyncio.run(desktop.opener.open(tmp_path))
    assert desktop.arguments() == [str(tmp_path)]


@pytest.mark.parametrize(
    ("name", "mode", "content"),
    [
        ("run.desktop", 0o600, b"anything"),
        ("notes.txt", 0o600, b"#!/bin/sh\nreboot\n"),
        ("picture.png", 0o600, b"\x7fELF\x02\x01"),
        ("notes", 0o600, b"# comment\n[Desktop Entry]\nExec=reboot\n"),
        ("notes.txt", 0o700, b"text"),
        ("notes.txt", 0o610, b"text"),
        ("notes.txt", 0o601, b"text"),
        ("PHOTO.JPG.EXE", 0o600, b""),
        ("setup.exe. ", 0o600, b""),
        ("x.AppImage", 0o600, b""),
        ("a.jar", 0o600, b"PK"),
        ("link.url", 0o600, b""),
        ("odd.data", 0o600, b"MZ\x90\x00"),
        (".bat", 0o600, b"start calc"),
        ("place.fileloc", 0o600, b"<plist>"),
    ],
)
def test_what_could_be_run_is_never_opened(
    desktop: FakeDesktop, tmp_path: Path, name: str, mode: int, content: bytes
) -> None:
    desktop.program("xdg-open")
    desktop.program("leafpad")
    path = tmp_path / name
    path.write_bytes(content)
    path.chmod(mode)
    with pytest.raises(TowpathError) as failure:
        asyncio.run(desktop.opener.open(path))
    assert failure.value.problem.kind is ProblemKind.NOT_OPENED
    assert failure.value.problem.facts["advice"] == "view or edit it instead"
    assert not desktop.out.exists()
    assert desktop.edit(path) == [str(path)]  # as a text


def test_a_link_to_what_could_be_run_is_not_opened(desktop: FakeDesktop, tmp_path: Path) -> None:
    desktop.program("xdg-open")
    (tmp_path / "run.command").write_text("reboot")
    link = tmp_path / "notes.txt"
    link.symlink_to("run.command")
    with pytest.raises(TowpathError):
        asyncio.run(desktop.opener.open(link))
    assert not desktop.out.exists()


def test_a_copy_of_a_program_is_not_opened_though_it_cannot_be_run(desktop: FakeDesktop, text: Path) -> None:
    desktop.program("xdg-open")
    with pytest.raises(TowpathError):
        asyncio.run(desktop.opener.open(text, 0o755))
    assert not desktop.out.exists()


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "photo.jpg", "exe", ".profile", "table.csv", "x.html", "a.shx"])
def test_documents_could_not_be_run(name: str) -> None:
    assert not could_be_run(name, 0o644, b"%PDF-1.7")


@pytest.mark.parametrize("path", ["/dev/null", "/nonexistent/file"])
def test_what_is_no_file_is_not_opened(desktop: FakeDesktop, path: str) -> None:
    desktop.program("xdg-open")
    with pytest.raises(TowpathError) as failure:
        asyncio.run(desktop.opener.open(Path(path)))
    assert failure.value.problem.kind is ProblemKind.NOT_OPENED
    assert not desktop.out.exists()


# --- entries and the environment


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("app %f", ["app", "/p"]),
        ("app", ["app", "/p"]),
        ("app --x=%f", ["app", "--x=%f", "/p"]),
        (r'"a\\"b" %u', ['a"b', "/p"]),
        (r'sh -c "echo \\$x" %d %k %F', ["sh", "-c", "echo $x", "/p"]),
    ],
)
def test_the_words_of_an_entry(line: str, expected: list[str]) -> None:
    entry = read_entry(
        f"# x\n[Other]\nExec=no\n[Desktop Entry]\nExec = {line}\nExec=later\n[Desktop Action]\nExec=no\n"
    )
    assert entry
    assert entry.arguments("/p") == expected


@pytest.mark.parametrize("line", ['"open', '"a"b', "%i"])
def test_an_entry_that_is_none(line: str) -> None:
    with pytest.raises(ValueError, match=r"it names no program|not closed"):
        DesktopEntry(line, False, "").arguments("/p")


def test_where_an_entry_is_looked_for(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "XDG_DATA_DIRS": f"{tmp_path}/one:{tmp_path}/two"}
    places = [tmp_path / ".local/share", tmp_path / "one", tmp_path / "two"]
    assert find_entry("x-y.desktop", environment) is None
    for place in reversed(places):
        (place / "applications" / "x").mkdir(parents=True)
        (place / "applications" / "x" / "y.desktop").write_text(f"[Desktop Entry]\nExec={place}\n")
        found = find_entry("x-y.desktop", environment)
        assert found
        assert found.command == str(place)
        (place / "x.desktop").write_text("[Desktop Entry]\nExec=reboot\n")
    assert find_entry("../x.desktop", environment) is None
    (tmp_path / "mine" / "applications").mkdir(parents=True)
    (tmp_path / "mine" / "applications" / "x-y.desktop").write_text("[Desktop Entry]\nExec=mine\n")
    found = find_entry("x-y.desktop", environment | {"XDG_DATA_HOME": str(tmp_path / "mine")})
    assert found
    assert found.command == "mine"


def test_no_entry_without_a_command() -> None:
    assert read_entry("[Desktop Entry]\nName=x\n") is None


def test_others_get_nothing_that_is_for_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/towpath", raising=False)
    ours = {
        "LD_LIBRARY_PATH": "/opt/towpath:/x",
        "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
        "QT_PLUGIN_PATH": "/opt/towpath/plugins:/usr/lib/qt6/plugins",
        "PYTHONHOME": "/opt/towpath",
        "NOTIFY_SOCKET": "/run/notify",
        "LANG": "de_DE.UTF-8",
    }
    assert environment_for_others(ours) == {
        "LD_LIBRARY_PATH": "/usr/local/lib",
        "QT_PLUGIN_PATH": "/usr/lib/qt6/plugins",
        "LANG": "de_DE.UTF-8",
    }
