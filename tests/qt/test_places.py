"""Paths within a pane, and what may be the name of a file."""

import pytest

from tests.support.entries import entry, folder
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import FileKind
from towpath.model.transfer import Place
from towpath.qt.files.names import check_name
from towpath.qt.files.places import child, is_folder, may_be_folder, parent


@pytest.mark.parametrize(
    ("path", "above"), [(b"/a/b", b"/a"), (b"/a/b/", b"/a"), (b"/a", b"/"), (b"/a\xff/ ", b"/a\xff")]
)
def test_what_is_above(path: bytes, above: bytes) -> None:
    assert parent(Place("lab", path)) == Place("lab", above)


@pytest.mark.parametrize("path", [b"/", b"//", b""])
def test_nothing_is_above_the_root(path: bytes) -> None:
    assert parent(Place("lab", path)) is None


@pytest.mark.parametrize(("path", "below"), [(b"/", b"/x"), (b"/a", b"/a/x"), (b"/a/", b"/a/x")])
def test_what_is_below(path: bytes, below: bytes) -> None:
    assert child(Place("lab", path), b"x") == Place("lab", below)


def test_a_link_may_be_a_folder() -> None:
    found = [folder("d"), entry("l", kind=FileKind.LINK), entry("f"), entry("p", kind=FileKind.OTHER)]
    assert [is_folder(one) for one in found] == [True, False, False, False]
    assert [may_be_folder(one) for one in found] == [True, True, False, False]


@pytest.mark.parametrize("name", ["a b", "-rf", "$(reboot)", ".x", "...", "é" * 127, "x" * 255])
def test_names(name: str) -> None:
    assert check_name(name) == name.encode()


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("", "a name is needed"),
        (".", "these dots mean a folder that is there already"),
        ("..", "these dots mean a folder that is there already"),
        ("a/b", "no name can contain a slash"),
        ("a\nb", "there are characters in it that cannot be seen"),
        ("a\0b", "there are characters in it that cannot be seen"),
        ("a\u202eb", "there are characters in it that cannot be seen"),
        ("é" * 128, "it is too long: 256 bytes of 255"),
        ("\ud800", "that cannot be written in a name"),
    ],
)
def test_what_is_no_name(name: str, detail: str) -> None:
    with pytest.raises(TowpathError) as refused:
        check_name(name)
    assert refused.value.problem.kind is ProblemKind.INVALID
    assert refused.value.problem.facts["detail"] == detail
