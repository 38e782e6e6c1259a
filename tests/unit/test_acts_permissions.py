"""Permission bits: which are changed of what, and that nobody is locked out in the midst of it."""

import os
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.acts import Acted, here
from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.memory_tree import Node
from tests.support.unprivileged import unprivileged
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import AppliesTo, Progressed, SetPermissions
from towpath.model.filesystem import Abilities, Attributes, FileKind, FileSystem
from towpath.transfer.local import LocalFileSystem

FAR = "someone@far:22"


def change(
    files: FileSystem,
    *paths: bytes,
    on: int = 0,
    off: int = 0,
    recursive: bool = True,
    applies_to: AppliesTo = AppliesTo.ALL,
) -> Acted:
    command = SetPermissions(
        request="r", places=here(*paths), on=on, off=off, recursive=recursive, applies_to=applies_to
    )
    return Acted(files, command)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with a file, a folder with a file, and a link to a file outside."""
    tree = tmp_path / "tree"
    (tree / "below").mkdir(parents=True)
    for file in (tmp_path / "outside", tree / "file", tree / "below" / "file"):
        file.write_bytes(b"")
        file.chmod(0o640)
    for folder in (tree, tree / "below"):
        folder.chmod(0o750)
    (tree / "link").symlink_to(tmp_path / "outside")
    return tree


def modes(tree: Path) -> dict[str, str]:
    """In octal, of all but links."""
    paths = [tree, *tree.rglob("*")]
    return {
        str(path.relative_to(tree)): f"{stat.S_IMODE(path.stat().st_mode):o}" for path in paths if not path.is_symlink()
    }


def mode(files: MemoryFileSystem, path: bytes) -> int | None:
    attributes = files.look(path)
    return attributes.mode if attributes else None


@pytest.mark.parametrize(
    ("applies_to", "recursive", "expected"),
    [
        (AppliesTo.ALL, True, {".": "755", "below": "755", "file": "645", "below/file": "645"}),
        (AppliesTo.FILES, True, {".": "750", "below": "750", "file": "645", "below/file": "645"}),
        (AppliesTo.FOLDERS, True, {".": "755", "below": "755", "file": "640", "below/file": "640"}),
        (AppliesTo.ALL, False, {".": "755", "below": "750", "file": "640", "below/file": "640"}),
    ],
)
def test_bits_are_switched_on(tree: Path, applies_to: AppliesTo, recursive: bool, expected: dict[str, str]) -> None:
    acted = change(LocalFileSystem(), os.fsencode(tree), on=0o005, recursive=recursive, applies_to=applies_to)
    assert acted.problem is None
    assert modes(tree) == expected
    assert acted.last(Progressed).done == sum(mode[-1] == "5" for mode in expected.values())
    assert stat.S_IMODE((tree.parent / "outside").stat().st_mode) == 0o640


def test_bits_are_switched_off_and_others_stay(tree: Path) -> None:
    (tree / "file").chmod(0o6777)
    assert change(LocalFileSystem(), os.fsencode(tree / "file"), off=0o4022).problem is None
    assert stat.S_IMODE((tree / "file").stat().st_mode) == 0o2755


def test_a_link_that_is_named_is_left_alone(tree: Path) -> None:
    assert change(LocalFileSystem(), os.fsencode(tree / "link"), on=0o777).problem is None
    assert stat.S_IMODE((tree.parent / "outside").stat().st_mode) == 0o640


def test_folders_are_closed_after_and_opened_before_what_is_in_them(tree: Path) -> None:
    with unprivileged():
        assert change(LocalFileSystem(), os.fsencode(tree), off=0o777).problem is None
        assert stat.S_IMODE(tree.stat().st_mode) == 0
        assert change(LocalFileSystem(), os.fsencode(tree), on=0o700).problem is None
    assert set(modes(tree).values()) == {"700"}


@pytest.mark.parametrize("bits", [0o100, 0o400])
def test_what_nobody_could_reach_after_it_is_changed_before(tree: Path, bits: int) -> None:
    with unprivileged():
        assert change(LocalFileSystem(), os.fsencode(tree), off=bits).problem is None
    (tree / "below").chmod(0o700)
    assert not (tree / "below" / "file").stat().st_mode & bits
    assert not tree.stat().st_mode & bits


def test_bits_beyond_the_rights_are_switched_on_too(tree: Path) -> None:
    assert change(LocalFileSystem(), os.fsencode(tree / "below"), on=0o2000, recursive=False).problem is None
    assert stat.S_IMODE((tree / "below").stat().st_mode) == 0o2750


def test_pipes_are_among_the_files(tree: Path) -> None:
    os.mkfifo(tree / "pipe", 0o640)
    assert change(LocalFileSystem(), os.fsencode(tree), on=0o005, applies_to=AppliesTo.FILES).problem is None
    assert stat.S_IMODE((tree / "pipe").stat().st_mode) == 0o645


def test_what_is_in_a_folder_that_cannot_be_changed_is_changed() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/tree/file", mode=0o600)

    def refuse(method: str, path: bytes) -> None:
        if (method, path) == ("set_attributes", b"/tree"):
            raise TowpathError(Problem(ProblemKind.PERMISSION_DENIED, "tree"))

    files.before = refuse
    acted = change(files, b"/tree", on=0o044)
    assert acted.left == {}, "it has these bits"
    assert mode(files, b"/tree/file") == 0o644
    acted = change(files, b"/tree", on=0o022)
    assert acted.left == {b"/tree": ProblemKind.PERMISSION_DENIED}
    assert mode(files, b"/tree/file") == 0o666


@pytest.mark.parametrize("kind", [ProblemKind.UNSUPPORTED, ProblemKind.FILE_FAILED])
def test_a_machine_that_only_seems_to_tell_links_apart(kind: ProblemKind) -> None:
    files = MemoryFileSystem(FAR, abilities=Abilities(link_times=True))
    files.put(b"/file", mode=0o600)

    def refuse(method: str, path: bytes) -> None:
        if method == "set_attributes":
            files.before = None
            raise TowpathError(Problem(kind, "file"))

    files.before = refuse
    assert change(files, b"/file", on=0o044).problem is None
    assert mode(files, b"/file") == 0o644


class WithoutModes(MemoryFileSystem):
    """Servers need not tell permissions."""

    def _attributes(self, node: Node, *, listed: bool = False) -> Attributes:
        return replace(super()._attributes(node, listed=listed), mode=None)


def test_permissions_that_are_not_told_are_not_changed() -> None:
    files = WithoutModes(FAR)
    files.put(b"/file", mode=0o600)
    acted = change(files, b"/file", on=0o044)
    assert acted.left == {b"/file": ProblemKind.UNSUPPORTED}
    assert files.tree()[b"file"].mode == 0o600


def test_what_cannot_be_changed_is_told_and_the_rest_is_done() -> None:
    files = MemoryFileSystem(FAR)
    for name in (b"a", b"b", b"c"):
        files.put(b"/tree/" + name, mode=0o600)

    def refuse(method: str, path: bytes) -> None:
        if method == "set_attributes" and path == b"/tree/b":
            raise TowpathError(Problem(ProblemKind.PERMISSION_DENIED, "b"))

    files.before = refuse
    acted = change(files, b"/tree", on=0o044)
    assert (acted.kind, acted.left) == (
        ProblemKind.FILES_LEFT,
        {b"/tree/b": ProblemKind.PERMISSION_DENIED},
    )
    assert [mode(files, b"/tree/" + name) for name in (b"a", b"b", b"c")] == [0o644, 0o600, 0o644]


def test_what_has_the_bits_already_costs_no_request() -> None:
    files = MemoryFileSystem(FAR)
    for number in range(100):
        files.put(b"/tree/%d" % number, mode=0o644)
    acted = change(files, b"/tree", on=0o044)
    assert (acted.problem, files.calls["set_attributes"]) == (None, 0)
    assert acted.last(Progressed).done == 101


@pytest.mark.parametrize("link_times", [True, False])
def test_a_file_that_becomes_a_link_does_not_lead_outside(link_times: bool) -> None:
    files = MemoryFileSystem(FAR, abilities=Abilities(link_times=link_times))
    files.put(b"/outside", mode=0o600)
    files.put(b"/tree/file", mode=0o600)

    def swap(method: str, path: bytes) -> None:
        if path == b"/tree/file" and method in ("set_attributes", "stat"):
            files.put(b"/tree/file", b"/outside", kind=FileKind.LINK)

    files.before = swap
    change(files, b"/tree", on=0o077)
    assert mode(files, b"/outside") == 0o600
