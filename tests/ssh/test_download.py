"""URLs that the far machine downloads, from a web server of the tests."""

import asyncio
import contextlib
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import pytest

from tests.support.dropbear import Dropbear, dropbear_missing
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Progressed
from towpath.model.url import check_url, name_in_url, without_password
from towpath.ssh import download
from towpath.ssh.command import RunningCommand
from towpath.ssh.download import download_command, download_url
from towpath.ssh.session import Session
from towpath.ssh.sftp import SftpFileSystem

PAGE = bytes(range(256)) * 4000
HOSTILE = "/$(touch${IFS}hacked);'\"`touch${IFS}hacked`&|<>\\n%0a*{a,b}[1-9]"


@pytest.fixture
def site() -> Iterator[HttpServer]:
    with HttpServer({"/file.bin": PAGE, "/dir/": b"index", "/a%20b%2Fc.txt": b"named"}) as server:
        yield server
        for gate in server.gates.values():
            gate.set()


@pytest.fixture
def far(session: Session) -> Iterator[SftpFileSystem]:
    files = SftpFileSystem(session)
    yield files
    files.end()


@pytest.fixture(params=["curl", "wget"])
def tool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "wget":
        monkeypatch.setattr(download, "download_command", without_curl)
    return str(request.param)


def without_curl(path: bytes, mark: str) -> bytes:
    command = download_command(path, mark)
    assert command.count(b"command -v curl") == 1
    return command.replace(b"command -v curl", b"false")


class There:
    """A folder of the far machine, into which is downloaded."""

    def __init__(self, files: SftpFileSystem, folder: Path) -> None:
        self.files = files
        self.folder = folder
        self.told: list[Progressed] = []

    async def fetch(self, url: str, name: bytes = b"") -> None:
        async def tell(progress: Progressed) -> None:
            self.told.append(progress)

        await download_url(self.files, url, os.fsencode(self.folder), name, tell)

    def get(self, url: str, name: bytes = b"") -> None:
        asyncio.run(self.fetch(url, name))

    def problem(self, url: str, name: bytes = b"") -> Problem:
        with pytest.raises(TowpathError) as failure:
            self.get(url, name)
        return failure.value.problem

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def there(far: SftpFileSystem, tmp_path: Path) -> There:
    folder = tmp_path / "it's a $(folder)"
    folder.mkdir()
    return There(far, folder)


def test_a_url_is_downloaded_there(there: There, site: HttpServer, tool: str) -> None:
    there.get(f"http://127.0.0.1:{site.port}/file.bin#part")
    assert (there.folder / "file.bin").read_bytes() == PAGE
    assert there.names == ["file.bin"]
    assert there.told[-1] == Progressed(done=len(PAGE), total=len(PAGE), current=os.fsencode(there.folder / "file.bin"))
    assert site.visits == 1


def test_progress_is_told_and_the_end_waits_for_all_of_it(there: There, site: HttpServer, tool: str) -> None:
    gate = site.gates["/file.bin"] = threading.Event()

    async def watch() -> None:
        fetching = asyncio.ensure_future(there.fetch(f"http://127.0.0.1:{site.port}/file.bin"))
        while not any(progress.done for progress in there.told):
            await asyncio.wait([fetching], timeout=0.05)
            assert not fetching.done()
        gate.set()
        await fetching

    asyncio.run(watch())
    half = next(progress for progress in there.told if progress.done)
    assert half.done <= len(PAGE) // 2
    assert half.total == len(PAGE)
    assert half.rate > 0
    assert (there.folder / "file.bin").read_bytes() == PAGE


@pytest.mark.parametrize(
    ("path", "wished", "name"),
    [("/dir/", b"", "download"), ("/a%20b%2Fc.txt", b"", "download"), ("/file.bin", b"-rf $(x)\n", "-rf $(x)\n")],
)
def test_how_the_file_is_called(there: There, site: HttpServer, path: str, wished: bytes, name: str) -> None:
    there.get(f"http://127.0.0.1:{site.port}{path}", wished)
    assert there.names == [name]


@pytest.mark.parametrize("name", [b"..", b"a/b", b"/etc/x", b"\0"])
def test_no_name_leads_elsewhere(there: There, site: HttpServer, name: bytes) -> None:
    assert there.problem(f"http://127.0.0.1:{site.port}/file.bin", name).kind is ProblemKind.NAME_IMPOSSIBLE
    assert not site.visits


def test_nothing_is_ever_replaced(there: There, site: HttpServer) -> None:
    (there.folder / "file.bin").write_bytes(b"mine")
    assert there.problem(f"http://127.0.0.1:{site.port}/file.bin").kind is ProblemKind.FILE_EXISTS
    assert not site.visits
    assert (there.folder / "file.bin").read_bytes() == b"mine"


def test_a_link_that_leads_nowhere_is_something_too(there: There, site: HttpServer) -> None:
    (there.folder / "file.bin").symlink_to("nothing")
    assert there.problem(f"http://127.0.0.1:{site.port}/file.bin").kind is ProblemKind.FILE_EXISTS
    assert not site.visits


def test_the_longest_name(there: There, site: HttpServer) -> None:
    there.get(f"http://127.0.0.1:{site.port}/file.bin", b"x" * 255)
    assert there.names == ["x" * 255]


class Said:
    """In place of a command: what it printed."""

    status = None
    last_words = ""

    def __init__(self, *lines: bytes) -> None:
        self._lines = lines

    async def lines(self) -> AsyncIterator[bytes]:
        for line in self._lines:
            yield line


def reading(far: SftpFileSystem, *lines: bytes, url: str = "http://me:secret@host/x") -> download._Download:
    """Up to the end of these lines."""
    made = download._Download(cast("RunningCommand", Said(*lines)), far, url, b"/x", "mark")
    asyncio.run(made._read())
    return made


def test_the_length_is_that_of_the_last_answer_and_none_that_is_too_short(far: SftpFileSystem) -> None:
    moved = b"HTTP/1.1 302 Found", b"Content-Length: 500", b"Location: /y", b""
    assert reading(far, *moved, b"HTTP/1.1 200 OK", b"Content-Length: 900")._progress(10, b"/x").total == 900
    assert reading(far, *moved, b"HTTP/1.1 200 OK")._progress(10, b"/x").total is None
    packed = reading(far, b"HTTP/1.1 200 OK", b"Content-Length: 900")
    assert packed._progress(901, b"/x").total is None, "it was compressed on its way"


def test_a_password_that_the_program_repeats_is_not_told(far: SftpFileSystem) -> None:
    failure = reading(far, b"http://me:secret@host/x: it went wrong")._failure(1)
    assert failure.problem.facts["detail"] == "http://me@host/x: it went wrong"


def test_what_came_meanwhile_is_not_replaced_either(there: There, site: HttpServer) -> None:
    gate = site.gates["/file.bin"] = threading.Event()

    async def come_between() -> None:
        fetching = asyncio.ensure_future(there.fetch(f"http://127.0.0.1:{site.port}/file.bin"))
        while not site.visits:
            await asyncio.wait([fetching], timeout=0.05)
        (there.folder / "file.bin").write_bytes(b"mine")
        gate.set()
        await fetching

    with pytest.raises(TowpathError) as failure:
        asyncio.run(come_between())
    assert failure.value.problem.kind is ProblemKind.FILE_EXISTS
    assert (there.folder / "file.bin").read_bytes() == b"mine"
    wait_for(lambda: there.names == ["file.bin"], what="the rest to be removed")


def test_what_the_program_says_is_told(there: There, site: HttpServer, tool: str) -> None:
    problem = there.problem(f"http://me:secret@127.0.0.1:{site.port}/missing")
    assert problem.kind is ProblemKind.FILE_FAILED
    assert "404" in problem.facts["detail"]
    assert "secret" not in f"{problem}"
    wait_for(lambda: not there.names, what="the rest to be removed")


def test_nobody_listens_there(there: There, tool: str) -> None:
    problem = there.problem("http://127.0.0.1:1/x")
    assert problem.kind is ProblemKind.FILE_FAILED
    assert "refused" in problem.facts["detail"] or "connect" in problem.facts["detail"]
    wait_for(lambda: not there.names, what="the rest to be removed")


def test_a_hostile_url_is_only_a_url(there: There, site: HttpServer, tool: str) -> None:
    there.problem(f"http://127.0.0.1:{site.port}{HOSTILE}", b"name")
    assert site.visits
    assert all(path.startswith("/$(touch$%7BIFS%7Dhacked);'%22%60touch") for path in site._visits)
    wait_for(lambda: not there.names, what="the rest to be removed")
    assert not (there.folder.parent / "hacked").exists()


def test_cancelling_ends_it_there(there: There, site: HttpServer, tool: str) -> None:
    site.gates["/file.bin"] = threading.Event()

    async def cancel() -> None:
        fetching = asyncio.ensure_future(there.fetch(f"http://127.0.0.1:{site.port}/file.bin"))
        while not any(progress.done for progress in there.told):
            await asyncio.wait([fetching], timeout=0.05)
        fetching.cancel()
        await asyncio.wait([fetching])
        assert fetching.cancelled()

    asyncio.run(cancel())
    wait_for(lambda: not there.names, what="the unfinished file to be removed")
    wait_for(lambda: not running(str(there.folder)), what=lambda: f"{running(str(there.folder))} to end")


def test_a_machine_that_does_not_clean_up_is_cleaned_up(
    there: There, site: HttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untidy(path: bytes, mark: str) -> bytes:
        return download_command(path, mark).replace(b"rm -f", b":")

    monkeypatch.setattr(download, "download_command", untidy)
    site.gates["/file.bin"] = threading.Event()

    async def cancel() -> None:
        fetching = asyncio.ensure_future(there.fetch(f"http://127.0.0.1:{site.port}/file.bin"))
        while not any(progress.done for progress in there.told):
            await asyncio.wait([fetching], timeout=0.05)
        fetching.cancel()
        await asyncio.wait([fetching])
        assert fetching.cancelled()

    asyncio.run(cancel())
    assert not there.names


def running(text: str) -> list[str]:
    """The command lines of the curls and wgets that have this in it."""
    ours = [line for line in command_lines() if line.startswith((b"curl\0", b"wget\0")) and os.fsencode(text) in line]
    return [os.fsdecode(line) for line in ours]


def command_lines() -> list[bytes]:
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has ended
            found.append(process.read_bytes())
    return found


def test_a_password_in_the_url_is_in_no_command_line(there: There, site: HttpServer, tool: str) -> None:
    gate = site.gates["/file.bin"] = threading.Event()

    async def look() -> list[bytes]:
        url = f"http://me:secret@127.0.0.1:{site.port}/file.bin"
        fetching = asyncio.ensure_future(there.fetch(url))
        while not site.visits:
            await asyncio.wait([fetching], timeout=0.05)
        lines = command_lines()
        gate.set()
        await fetching
        return lines

    lines = asyncio.run(look())
    assert any(line.startswith(tool.encode()) for line in lines)
    assert not any(b"secret@" in line for line in lines)


def test_nothing_else_of_the_session_ends_with_it(tmp_path: Path, user_key: KeyFile, site: HttpServer) -> None:
    """Dropbear runs all commands of a session, and itself for it, as one group of processes."""
    if missing := dropbear_missing():
        pytest.skip(missing)
    with Dropbear(tmp_path, authorized=[user_key]) as server:
        session = log_in(server, user_key)
        files = SftpFileSystem(session)
        (server.home / "files").mkdir()
        there = There(files, server.home / "files")
        for name in (b"a", b"b", b"c"):
            there.get(f"http://127.0.0.1:{site.port}/file.bin", name)
        assert there.names == ["a", "b", "c"]
        assert session.alive
        files.end()
        session.close()


def test_a_machine_without_either_program(there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = lambda path, mark: without_curl(path, mark).replace(b"command -v wget", b"false")  # noqa: E731
    monkeypatch.setattr(download, "download_command", bare)
    problem = there.problem("http://127.0.0.1:1/x")
    assert problem.kind is ProblemKind.UNSUPPORTED
    assert problem.facts["detail"] == "there is neither curl nor wget"
    assert not there.names


def test_a_shell_that_sees_other_files_is_found_out(there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "download_command", lambda path, mark: download_command(b"/nowhere" + path, mark))
    problem = there.problem("http://127.0.0.1:1/x")
    assert problem.facts["detail"] == "commands see other files there than SFTP does"
    assert not there.names


def test_a_folder_that_takes_nothing(there: There) -> None:
    assert there.problem("http://127.0.0.1:1/x/", b"").kind is not ProblemKind.FILE_NOT_FOUND
    there.folder = there.folder / "missing"
    assert there.problem("http://127.0.0.1:1/x").kind is ProblemKind.FILE_NOT_FOUND


# --- URLs


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        (" https://example.org ", "https://example.org/"),
        ("HTTPS://Example.org/a b".replace(" b", "%20b"), "https://Example.org/a%20b"),
        ("http://x/$(reboot);'\"", "http://x/$(reboot);'%22"),
        ("http://[::1]:80/x?q=ä#f", "http://[::1]:80/x?q=%C3%A4"),
        ("http://müller.example:8080/", "http://xn--mller-kva.example:8080/"),
        ("http://me:pass@müller.example/", "http://me:pass@xn--mller-kva.example/"),
        ("ftp://x/y", "ftp://x/y"),
    ],
)
def test_urls_as_they_are_sent(typed: str, sent: str) -> None:
    assert check_url(typed) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "/etc/passwd",
        "file:///etc/passwd",
        "gopher://x/",
        "-o/etc/x",
        "http://",
        "http://[x/",
        "http://x:y/",
        "http://x/\n-o/etc/x",
        "\thttp://x/",
        "http://x/ y",
        "http://x/\x00",
        "http://x/\u202e",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_url(typed: str) -> None:
    with pytest.raises(TowpathError) as failure:
        check_url(typed)
    assert failure.value.problem.kind is ProblemKind.INVALID


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://x/a/b.tar.gz?x=/y", "b.tar.gz"),
        ("http://x/a%20%C3%A4", "a ä"),
        ("http://x", "download"),
        ("http://x/", "download"),
        ("http://x/..", "download"),
        ("http://x/%2e%2e", "download"),
        ("http://x/%2e%2e%2f%2e%2e%2fetc%2fx", "download"),
        ("http://x/a%00b", "download"),
        ("http://x/a%0ab", "download"),
        ("http://x/%ff", "download"),
        ("http://x/" + "a" * 201, "download"),
        ("http://x/a%e2%80%aeb", "download"),
        ("http://x/-rf", "-rf"),
    ],
)
def test_what_a_downloaded_file_is_called(url: str, name: str) -> None:
    assert name_in_url(url) == name


def test_a_password_is_not_shown() -> None:
    assert without_password("http://me:secret@x:8/y?z") == "http://me@x:8/y?z"
    assert without_password("http://x/y") == "http://x/y"
