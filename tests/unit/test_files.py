"""Writing files: atomic, private, and nothing that was there is lost."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from towpath.files import append_line, keep_aside, make_private, private_folder, write_atomically, write_new
from towpath.model.error import ProblemKind, TowpathError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_and_its_folder_are_private(tmp_path: Path) -> None:
    path = tmp_path / "made" / "file"
    write_atomically(path, b"text")
    assert path.read_bytes() == b"text"
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


def test_replacing_keeps_the_mode_and_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert mode(real) == 0o640


def test_a_disk_that_fills_up_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    """RLIMIT_FSIZE makes the kernel refuse the bytes past a limit, as a full disk does."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from towpath.files import write_atomically\n"
        "from towpath.model.error import TowpathError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_atomically(Path(sys.argv[1]), b'x' * 5000)\n"
        "except TowpathError as error:\n"
        "    print(error.problem.kind)\n"
    )
    result = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ProblemKind.FILE_UNWRITABLE
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_append_adds_one_line_and_changes_no_byte_before_it(tmp_path: Path) -> None:
    path = tmp_path / ".ssh" / "known_hosts"
    append_line(path, "one")
    append_line(path, "two")
    assert path.read_bytes() == b"one\ntwo\n"
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


def test_append_mends_a_missing_final_newline(tmp_path: Path) -> None:
    path = tmp_path / "known_hosts"
    path.write_bytes(b"# caf\xe9 latin-1 stays as it is\nhost ssh-rsa AAAA")
    append_line(path, "new")
    assert path.read_bytes() == b"# caf\xe9 latin-1 stays as it is\nhost ssh-rsa AAAA\nnew\n"


def test_append_to_a_folder_in_the_place_of_the_file_fails_in_words(tmp_path: Path) -> None:
    with pytest.raises(TowpathError) as caught:
        append_line(tmp_path, "line")
    assert caught.value.problem.kind is ProblemKind.FILE_UNWRITABLE
    assert str(tmp_path) in str(caught.value)


def test_keeping_aside_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "file"
    names = []
    for content in (b"1", b"2", b"3"):
        path.write_bytes(content)
        names.append(keep_aside(path, "damaged"))
    assert [n.name for n in names] == ["file.damaged", "file.damaged-2", "file.damaged-3"]
    assert [n.read_bytes() for n in names] == [b"1", b"2", b"3"]
    assert not path.exists()


def test_private_folder_keeps_the_mode_of_an_existing_one(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert private_folder(tmp_path) == tmp_path
    assert mode(tmp_path) == 0o755


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(10):
        write_atomically(tmp_path / "a", b"x")
        append_line(tmp_path / "b", "x")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("there", ["file", "link"])
def test_a_new_file_takes_no_name_that_is_taken(tmp_path: Path, there: str) -> None:
    path = tmp_path / "file"
    if there == "file":
        path.write_bytes(b"old")
    else:
        path.symlink_to("nowhere")
    with pytest.raises(TowpathError) as caught:
        write_new(path, b"new")
    assert caught.value.problem.kind is ProblemKind.FILE_EXISTS
    assert path.is_symlink() or path.read_bytes() == b"old"
    assert not (tmp_path / "nowhere").exists()


def test_a_new_file_for_everybody(tmp_path: Path) -> None:
    write_new(tmp_path / "file", b"new", 0o644)
    assert (mode(tmp_path / "file"), (tmp_path / "file").read_bytes()) == (0o644, b"new")


def test_nothing_is_left_of_a_new_file_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(TowpathError, match="No space left"):
        write_new(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_rights_of_others_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0o755)
    (tmp_path / "folder" / "file").touch(mode=0o644)
    make_private(tmp_path / "folder")
    make_private(tmp_path / "folder" / "file")
    assert (mode(tmp_path / "folder"), mode(tmp_path / "folder" / "file")) == (0o700, 0o600)
    with pytest.raises(TowpathError, match="No such file"):
        make_private(tmp_path / "missing")
