"""Throwing away as the desktops of Linux do: what is thrown away can be found, and nothing is ever deleted instead."""

import errno
import os
import stat
import sys
import time
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from tests.support.acts import Acted, here
from tests.support.disk_trees import ODD_NAMES
from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.unprivileged import unprivileged
from towpath.model.error import ProblemKind
from towpath.model.file_work import Delete, Progressed
from towpath.transfer.acts import trash_folder
from towpath.transfer.local import LocalFileSystem

pytestmark = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="has a trash of another kind")


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's, on the same disk as the test's files; not made yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "Trash"


def throw_away(*paths: Path) -> Acted:
    places = here(*(os.fsencode(path) for path in paths))
    return Acted(LocalFileSystem(), Delete(request="r", places=places, trash=True))


def origins(trash: Path) -> dict[bytes, bytes]:
    """Where each thing in the trash was, by its name there; both halves of each are there."""
    found = {}
    for record in (trash / "info").iterdir():
        first, path, date = record.read_text("ascii").splitlines()
        assert (first, path[:5], date[:13]) == ("[Trash Info]", "Path=", "DeletionDate=")
        assert time.strptime(date[13:], "%Y-%m-%dT%H:%M:%S")
        found[os.fsencode(record.stem)] = unquote_to_bytes(path[5:])
    assert set(found) == {os.fsencode(path.name) for path in (trash / "files").iterdir()}
    return found


def test_odd_names_are_kept_and_recorded(tmp_path: Path, trash: Path) -> None:
    files = []
    for number, name in enumerate(ODD_NAMES):
        (tmp_path / str(number)).mkdir()
        files.append(tmp_path / str(number) / os.fsdecode(name))
        files[-1].write_bytes(name)
    acted = throw_away(*files)
    assert acted.problem is None
    assert acted.last(Progressed).done == acted.last(Progressed).total == len(files)
    assert not any(os.path.lexists(file) for file in files)
    assert set(origins(trash).values()) == {os.fsencode(file) for file in files}
    assert {path.read_bytes() for path in (trash / "files").iterdir()} == set(ODD_NAMES)
    assert stat.S_IMODE(trash.stat().st_mode) == 0o700


def test_folders_and_links_go_as_they_are(tmp_path: Path, trash: Path) -> None:
    (tmp_path / "folder" / "below").mkdir(parents=True)
    (tmp_path / "folder" / "below" / "file").write_bytes(b"x")
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to("kept")
    (tmp_path / "nowhere").symlink_to("nothing")
    assert throw_away(*(tmp_path / name for name in ("folder", "link", "nowhere"))).problem is None
    assert (trash / "files" / "folder" / "below" / "file").read_bytes() == b"x"
    assert (trash / "files" / "link").is_symlink()
    assert (trash / "files" / "nowhere").is_symlink()
    assert (tmp_path / "kept").is_dir()


def test_a_name_that_is_there_already_gets_a_number(tmp_path: Path, trash: Path) -> None:
    for content in (b"1", b"2", b"3"):
        (tmp_path / "a.txt").write_bytes(content)
        assert throw_away(tmp_path / "a.txt").problem is None
    assert set(origins(trash)) == {b"a.txt", b"a 2.txt", b"a 3.txt"}
    assert (trash / "files" / "a 3.txt").read_bytes() == b"3"


def test_something_without_a_record_is_not_overwritten(tmp_path: Path, trash: Path) -> None:
    (trash / "files").mkdir(parents=True, mode=0o700)
    (trash / "files" / "a").write_bytes(b"old")
    (tmp_path / "a").write_bytes(b"new")
    assert throw_away(tmp_path / "a").problem is None
    assert (trash / "files" / "a").read_bytes() == b"old"
    assert (trash / "files" / "a 2").read_bytes() == b"new"


def test_a_record_without_a_file_and_a_link_that_leads_nowhere_are_kept(tmp_path: Path, trash: Path) -> None:
    for folder in ("files", "info"):
        (trash / folder).mkdir(parents=True, mode=0o700)
    (trash / "info" / "a.trashinfo").write_text("theirs")
    (trash / "files" / "a 2").symlink_to("nothing")
    (tmp_path / "a").write_bytes(b"new")
    assert throw_away(tmp_path / "a").problem is None
    assert (trash / "info" / "a.trashinfo").read_text() == "theirs"
    assert (trash / "files" / "a 2").is_symlink()
    assert (trash / "files" / "a 3").read_bytes() == b"new"


def test_a_relative_data_folder_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So says the XDG Base Directory Specification."""
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").write_bytes(b"new")
    assert throw_away(tmp_path / "a").problem is None
    assert (tmp_path / "home/.local/share/Trash/files/a").read_bytes() == b"new"


def test_the_trash_of_somebody_else_is_not_used(tmp_path: Path, trash: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trash.mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"kept")
    monkeypatch.setattr(os, "getuid", lambda: trash.stat().st_uid + 1)
    acted = throw_away(tmp_path / "file")
    assert acted.left == {os.fsencode(tmp_path / "file"): ProblemKind.UNSUPPORTED}
    assert (tmp_path / "file").read_bytes() == b"kept"


def test_what_cannot_be_moved_stays_and_leaves_no_record(tmp_path: Path, trash: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "file").write_bytes(b"kept")
    (tmp_path / "other").write_bytes(b"")
    closed.chmod(0o500)
    with unprivileged():
        acted = throw_away(closed / "file", tmp_path / "no", tmp_path / "other")
    assert acted.kind is ProblemKind.FILES_LEFT
    assert acted.left == {
        os.fsencode(closed / "file"): ProblemKind.PERMISSION_DENIED,
        os.fsencode(tmp_path / "no"): ProblemKind.FILE_NOT_FOUND,
    }
    assert (closed / "file").read_bytes() == b"kept"
    assert set(origins(trash)) == {b"other"}


def test_where_there_can_be_no_trash_nothing_is_deleted(tmp_path: Path, trash: Path) -> None:
    trash.parent.mkdir()
    (tmp_path / "elsewhere").mkdir()
    trash.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").write_bytes(b"kept")
    acted = throw_away(tmp_path / "file")
    assert acted.left == {os.fsencode(tmp_path / "file"): ProblemKind.UNSUPPORTED}
    assert (tmp_path / "file").read_bytes() == b"kept"


@pytest.mark.parametrize("shared", [True, False, None])
def test_another_disk_has_a_trash_of_its_own(
    tmp_path: Path, trash: Path, monkeypatch: pytest.MonkeyPatch, shared: bool | None
) -> None:
    """`shared`: whether an administrator made one for all; None where it lacks the sticky bit that tells so."""
    disk = tmp_path / "disk"
    (disk / "below").mkdir(parents=True)
    monkeypatch.setattr(trash_folder, "_disk_of", lambda folder: int(os.fsencode(disk) in folder))
    if shared is not False:
        (disk / ".Trash").mkdir()
        (disk / ".Trash").chmod(0o1777 if shared else 0o777)
    (disk / "below" / "file").write_bytes(b"x")
    assert throw_away(disk / "below" / "file").problem is None
    user = str(os.getuid())
    own = disk / ".Trash" / user if shared else disk / f".Trash-{user}"
    assert origins(own) == {b"file": b"below/file"}
    assert not trash.exists()


def test_between_disks_nothing_is_copied(tmp_path: Path, trash: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_old: bytes, _new: bytes) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    (tmp_path / "file").write_bytes(b"kept")
    monkeypatch.setattr(os, "rename", refuse)
    acted = throw_away(tmp_path / "file")
    assert acted.left == {os.fsencode(tmp_path / "file"): ProblemKind.FILE_FAILED}
    assert (tmp_path / "file").read_bytes() == b"kept"
    assert origins(trash) == {}


def test_other_machines_have_none() -> None:
    files = MemoryFileSystem("someone@far:22")
    files.put(b"/file", b"kept")
    acted = Acted(files, Delete(request="r", places=here(b"/file"), trash=True))
    assert acted.kind is ProblemKind.UNSUPPORTED
    assert files.content(b"/file") == b"kept"
