"""Saved filters and the quick one."""

import pytest

from towpath.model.settings import NameFilter
from towpath.qt.files.name_filters import leaves_out, looks_for


def left_out(name: str, *patterns: str, is_folder: bool = False, match_case: bool = False) -> bool:
    leaves = leaves_out([NameFilter(label="", patterns=patterns, enabled=True, match_case=match_case)])
    assert leaves is not None
    return leaves(name, is_folder)


@pytest.mark.parametrize(
    ("name", "pattern", "expected"),
    [
        ("main.o", "*.o", True),
        ("main.obj", "*.o", False),
        ("a.o\nb", "*.o", False),
        ("x1", "x?", True),
        ("x12", "x?", False),
        ("a1", "a[0-9]", True),
        ("ax", "a[!0-9]", True),
        ("[", "[", True),
        ("a", "[z-a]", False),
        ("core", "core", True),
        ("score", "core", False),
        ("$(reboot)", "$(reboot)", True),
        ("a+b", "a+b", True),
    ],
)
def test_patterns_mean_what_they_mean_to_a_shell(name: str, pattern: str, expected: bool) -> None:
    assert left_out(name, pattern) is expected


def test_a_slash_at_the_end_means_folders_only() -> None:
    assert left_out("build", "build/", is_folder=True)
    assert not left_out("build", "build/", is_folder=False)
    assert left_out("build", "build", is_folder=True)


def test_case_matters_only_if_it_shall() -> None:
    assert left_out("MAIN.O", "*.o")
    assert not left_out("MAIN.O", "*.o", match_case=True)


def test_filters_that_are_off_or_empty_leave_nothing_out() -> None:
    assert (
        leaves_out([NameFilter(label="", patterns=("*",)), NameFilter(label="", patterns=("", "/"), enabled=True)])
        is None
    )


def test_several_filters_leave_out_together() -> None:
    objects = NameFilter(label="", patterns=("*.o", "*.a"), enabled=True)
    exact = NameFilter(label="", patterns=("Tmp", "cache/"), enabled=True, match_case=True)
    leaves = leaves_out([objects, exact])
    assert leaves is not None
    assert [leaves(name, False) for name in ("x.O", "x.a", "Tmp", "tmp", "cache")] == [True, True, True, False, False]
    assert leaves("cache", True)


def test_many_stars_do_not_take_for_ever() -> None:
    assert not left_out("a" * 200 + "c", "*a" * 30 + "b")


def test_what_is_typed_is_looked_for_anywhere_in_the_name() -> None:
    wanted = looks_for("OTE")
    assert wanted is not None
    assert [wanted(name) for name in ("notes.txt", "note", "not")] == [True, True, False]


def test_with_stars_the_whole_name_must_match() -> None:
    wanted = looks_for("*.TXT")
    assert wanted is not None
    assert [wanted(name) for name in ("a.txt", "a.txt.gz")] == [True, False]
    wanted = looks_for("?.txt")
    assert wanted is not None
    assert [wanted(name) for name in ("a.txt", "aa.txt", "?.txt")] == [True, False, True]


def test_brackets_stand_for_themselves_when_typed() -> None:
    wanted = looks_for("*[1]*")
    assert wanted is not None
    assert [wanted(name) for name in ("photo[1].png", "photo1.png")] == [True, False]


def test_nothing_typed_shows_all() -> None:
    assert looks_for("") is None
