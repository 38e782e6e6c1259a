"""Searching and counting below a folder."""

import os
from pathlib import Path

import pytest

from tests.support.acts import Acted, here
from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.unprivileged import unprivileged
from towpath.model.error import ProblemKind
from towpath.model.file_work import Found, Measure, Measured, Search
from towpath.model.filesystem import FileKind, FileSystem
from towpath.transfer.acts.search import matcher
from towpath.transfer.local import LocalFileSystem

FAR = "someone@far:22"


def search(files: FileSystem, folder: bytes, pattern: str, *, match_case: bool = False) -> Acted:
    return Acted(files, Search(request="r", place=here(folder)[0], pattern=pattern, match_case=match_case))


def found(acted: Acted) -> set[bytes]:
    paths = [one.path for report in acted.all(Found) for one in report.entries]
    assert len(set(paths)) == len(paths)
    return set(paths)


@pytest.mark.parametrize(
    ("pattern", "match_case", "name", "fits"),
    [
        ("port", False, b"Report.txt", True),
        ("port", False, b"REPORT", True),
        ("port", True, b"REPORT", False),
        ("", False, b"anything", True),
        ("*.txt", False, b"a.TXT", True),
        ("*.txt", True, b"a.TXT", False),
        ("*.txt", False, b"a.txt.bak", False),
        ("?.c", False, b"a.c", True),
        ("?.c", False, b"aa.c", False),
        ("[ab].c", False, b"c.c", False),
        ("[!ab].c", False, b"c.c", True),
        ("a.c", False, b"abc", False),
        ("*\nb", False, b"a\nb", True),
        ("caf\u00e9", False, "cafe\u0301".encode(), True),
        ("STRASSE", False, "stra\u00dfe".encode(), True),
        ("*", False, b"\xff\xfe", True),
        ("caf", False, b"caf\xe9", True),
    ],
)
def test_what_a_pattern_fits(pattern: str, match_case: bool, name: bytes, fits: bool) -> None:
    assert matcher(pattern, match_case=match_case)(name) is fits


def test_finds_are_files_folders_and_links_which_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a note" / "below").mkdir(parents=True)
    (tmp_path / "a note" / "below" / "NOTE").write_bytes(b"12")
    (tmp_path / "a note" / "circle-note").symlink_to("..")
    (tmp_path / "other").write_bytes(b"")
    acted = search(LocalFileSystem(), os.fsencode(tmp_path), "note")
    assert acted.problem is None
    below = os.fsencode(tmp_path) + b"/a note"
    assert found(acted) == {below, below + b"/below/NOTE", below + b"/circle-note"}
    assert acted.last(Found).folders == 3


def test_folders_that_cannot_be_listed_are_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    (tmp_path / "file").write_bytes(b"")
    with unprivileged():
        acted = search(LocalFileSystem(), os.fsencode(tmp_path), "f")
    assert (acted.problem, found(acted)) == (None, {os.fsencode(tmp_path / "file")})
    assert acted.left == {os.fsencode(tmp_path / "closed"): ProblemKind.PERMISSION_DENIED}


def test_a_folder_that_is_not_there() -> None:
    acted = search(MemoryFileSystem(FAR), b"/no", "x")
    assert acted.left == {b"/no": ProblemKind.FILE_NOT_FOUND}


def test_a_folder_that_went_meanwhile_is_not_told() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/tree/gone/file")
    files.put(b"/tree/file")

    def remove(method: str, path: bytes) -> None:
        if (method, path) == ("list", b"/tree/gone"):
            files.tree()[b"tree"].names.pop(b"gone", None)

    files.before = remove
    acted = search(files, b"/tree", "file")
    assert (acted.problem, acted.left, found(acted)) == (None, {}, {b"/tree/file"})


def test_paths_below_the_root_and_below_a_link() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/real/file")
    files.put(b"/link", b"/real", kind=FileKind.LINK)
    assert found(search(files, b"/", "file")) == {b"/real/file"}
    assert found(search(files, b"/link", "file")) == {b"/real/file"}


def test_finds_come_in_pieces() -> None:
    files = MemoryFileSystem(FAR)
    for number in range(2500):
        files.put(b"/many/%d/file" % number)
    acted = search(files, b"/many", "fi*")
    assert len(found(acted)) == 2500
    assert max(len(report.entries) for report in acted.all(Found)) < 1100


def test_all_is_counted_links_themselves(tmp_path: Path) -> None:
    (tmp_path / "tree" / "below").mkdir(parents=True)
    (tmp_path / "tree" / "below" / "file").write_bytes(b"12345")
    (tmp_path / "tree" / "link").symlink_to(tmp_path)
    (tmp_path / "single").write_bytes(b"67")
    (tmp_path / "tree" / "closed").mkdir(mode=0o000)
    places = here(os.fsencode(tmp_path / "tree"), os.fsencode(tmp_path / "single"))
    with unprivileged():
        acted = Acted(LocalFileSystem(), Measure(request="r", places=places))
    assert acted.problem is None
    assert acted.last(Measured) == Measured(files=3, folders=3, bytes=7, unreadable=1)


def test_a_link_that_is_named_counts_itself() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/tree/file", b"12345")
    files.put(b"/link", b"/tree", kind=FileKind.LINK)
    acted = Acted(files, Measure(request="r", places=here(b"/link")))
    assert acted.last(Measured) == Measured(files=1, folders=0, bytes=0, unreadable=0)
