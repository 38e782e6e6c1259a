"""Making, renaming and looking at single files."""

import hashlib
import os
from pathlib import Path

import pytest

from tests.support.acts import Acted, here
from tests.support.memory_filesystem import MemoryFileSystem
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import (
    Checksum,
    Checksummed,
    Content,
    Inspect,
    Inspected,
    MakeFile,
    MakeFolder,
    Peek,
    Rename,
)
from towpath.model.filesystem import FileKind
from towpath.model.transfer import HERE, Place
from towpath.transfer.acts import properties
from towpath.transfer.acts.carry_out import ActOnFiles
from towpath.transfer.local import LocalFileSystem


def act(command: ActOnFiles) -> Acted:
    return Acted(LocalFileSystem(), command)


def place(path: Path) -> Place:
    return Place(HERE, os.fsencode(path))


def test_a_folder_and_a_file_are_made(tmp_path: Path) -> None:
    assert act(MakeFolder(request="r", place=place(tmp_path / "folder"))).problem is None
    assert act(MakeFile(request="r", place=place(tmp_path / "folder" / "file"))).problem is None
    assert (tmp_path / "folder" / "file").read_bytes() == b""
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["file"]


def test_nothing_is_ever_replaced(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").mkdir()
    for command in (
        MakeFile(request="r", place=place(tmp_path / "a")),
        MakeFolder(request="r", place=place(tmp_path / "folder")),
        Rename(request="r", place=place(tmp_path / "a"), path=os.fsencode(tmp_path / "b")),
        Rename(request="r", place=place(tmp_path / "folder"), path=os.fsencode(tmp_path / "empty")),
    ):
        assert act(command).kind is ProblemKind.FILE_EXISTS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "empty", "folder"]
    assert (tmp_path / "b").read_bytes() == b"b"


def test_a_link_is_renamed_itself(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    command = Rename(request="r", place=place(tmp_path / "link"), path=os.fsencode(tmp_path / "new"))
    assert act(command).problem is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "new"]
    assert (tmp_path / "new").is_symlink()


@pytest.mark.parametrize("name", [b"n\0ul", b"x" * 256])
def test_names_that_no_file_can_have(tmp_path: Path, name: bytes) -> None:
    command = MakeFile(request="r", place=Place(HERE, os.fsencode(tmp_path) + b"/" + name))
    assert act(command).kind is ProblemKind.NAME_IMPOSSIBLE


def test_names_that_no_file_can_have_are_not_sent() -> None:
    files = MemoryFileSystem("someone@far:22")
    files.put(b"/a", b"")
    [old], [new] = here(b"/a"), here(b"/" + b"x" * 256)
    for command in (
        MakeFile(request="r", place=new),
        MakeFolder(request="r", place=new),
        Rename(request="r", place=old, path=new.path),
    ):
        assert Acted(files, command).kind is ProblemKind.NAME_IMPOSSIBLE
    assert files.calls.keys() <= {"resolve"}


def test_a_new_name_is_not_where_a_link_of_that_name_leads(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to("elsewhere")
    command = Rename(request="r", place=place(tmp_path / "a"), path=os.fsencode(tmp_path / "link"))
    assert act(command).kind is ProblemKind.FILE_EXISTS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "link"]


def test_properties_of_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"123")
    (tmp_path / "link").symlink_to("file")
    path = os.fsencode(tmp_path) + b"/link"
    [seen] = act(Inspect(request="r", place=Place(HERE, path))).all(Inspected)
    assert (seen.path, seen.resolved) == (path, os.fsencode(tmp_path) + b"/file")
    assert (seen.entry.name, seen.entry.target, seen.entry.attributes.kind) == (b"link", b"file", FileKind.LINK)
    assert seen.followed is not None
    assert (seen.followed.kind, seen.followed.size) == (FileKind.FILE, 3)
    assert seen.entry.owner == (tmp_path / "file").owner()
    assert seen.entry.group == (tmp_path / "file").group()


@pytest.mark.parametrize("target", ["nothing", "link"])
def test_properties_of_a_link_that_leads_nowhere(tmp_path: Path, target: str) -> None:
    (tmp_path / "link").symlink_to(target)
    acted = act(Inspect(request="r", place=place(tmp_path / "link")))
    assert acted.problem is None
    assert acted.last(Inspected).followed is None


def test_a_machine_that_is_lost_is_no_link_that_leads_nowhere() -> None:
    files = MemoryFileSystem("someone@far:22")
    files.put(b"/link", b"/nothing", kind=FileKind.LINK)

    def lose(method: str, path: bytes) -> None:
        if method == "stat" and files.calls["stat"] > 1:
            raise TowpathError(Problem(ProblemKind.LOST))

    files.before = lose
    assert Acted(files, Inspect(request="r", place=here(b"/link")[0])).kind is ProblemKind.LOST


def test_properties_of_the_home() -> None:
    files = MemoryFileSystem("someone@far:22")
    assert Acted(files, Inspect(request="r", place=here(b"~")[0])).last(Inspected).path == b"/"


def test_properties_of_the_root() -> None:
    seen = act(Inspect(request="r", place=Place(HERE, b"/"))).last(Inspected)
    assert (seen.path, seen.entry.name, seen.entry.attributes.kind) == (b"/", b"/", FileKind.FOLDER)


def test_a_checksum(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"123")
    seen = act(Checksum(request="r", place=place(tmp_path / "file"))).last(Checksummed)
    assert seen.sha256 == hashlib.sha256(b"123").hexdigest()


def test_the_beginning_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    for most, expected in ((4, b"0123"), (10, b"0123456789"), (99, b"0123456789"), (0, b""), (-1, b"")):
        command = Peek(request="r", place=place(tmp_path / "file"), most=most)
        assert act(command).last(Content) == Content(content=expected, size=10)
    monkeypatch.setattr(properties, "MOST_PEEKED", 3)
    assert act(Peek(request="r", place=place(tmp_path / "file"), most=10)).last(Content).content == b"012"


def test_only_files_have_content(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, kind in ((tmp_path, ProblemKind.IS_A_FOLDER), (tmp_path / "pipe", ProblemKind.SPECIAL_FILE)):
        assert act(Peek(request="r", place=place(path), most=1)).kind is kind
        assert act(Checksum(request="r", place=place(path))).kind is kind


def test_what_has_no_content_is_not_opened_and_what_has_is_closed() -> None:
    files = MemoryFileSystem("someone@far:22")
    files.put(b"/pipe", kind=FileKind.OTHER)
    for command in (Peek(request="r", place=here(b"/pipe")[0], most=1), Checksum(request="r", place=here(b"/pipe")[0])):
        assert Acted(files, command).kind is ProblemKind.SPECIAL_FILE
    assert files.calls.keys() <= {"resolve", "stat"}
    files.put(b"/file", b"1")
    assert Acted(files, Peek(request="r", place=here(b"/file")[0], most=1)).last(Content).content == b"1"
    assert files.open_files == 0


def test_a_relative_path_begins_at_home() -> None:
    files = MemoryFileSystem("someone@far:22")
    assert Acted(files, MakeFolder(request="r", place=here(b"folder")[0])).problem is None
    assert files.look(b"/folder") is not None
