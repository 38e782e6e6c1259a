"""Two listings side by side: what is marked how."""

import pytest

from tests.support.entries import NOON, entry, folder
from towpath.model.filesystem import SECOND, Entry, FileKind
from towpath.qt.files.comparison import STEP, By, Mark, Marks, compare


def compared(left: list[Entry], right: list[Entry], by: By) -> tuple[Marks, Marks]:
    """What comes of it, however many steps it takes."""
    steps = compare(left, right, by)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            both: tuple[Marks, Marks] = ended.value
            return both


def marks(left: Entry, right: Entry, by: By) -> tuple[Mark | None, Mark | None]:
    """Of one name that both sides have."""
    both = compared([left], [right], by)
    return both[0].get(left.name), both[1].get(right.name)


def test_others_have_their_turn_meanwhile() -> None:
    many = [entry(str(number)) for number in range(5 * STEP)]
    assert len(list(compare(many, many, By.SIZE))) == 5


def test_what_has_no_counterpart_is_marked_on_its_side() -> None:
    left, right = compared([entry("a"), entry("both")], [entry("both"), folder("b")], By.SIZE)
    assert left == {b"a": Mark.ONLY_HERE, b"both": Mark.SAME}
    assert right == {b"b": Mark.ONLY_HERE, b"both": Mark.SAME}


def test_sizes_decide_without_times() -> None:
    later = entry("f", 7, mtime=NOON + 3600 * SECOND)
    assert marks(later, entry("f", 7), By.SIZE) == (Mark.SAME, Mark.SAME)
    assert marks(later, entry("f", 8), By.SIZE) == (Mark.DIFFERENT, Mark.DIFFERENT)


def test_later_and_earlier_are_each_others_opposite() -> None:
    later = entry("f", 7, mtime=NOON + 2 * SECOND)
    assert marks(later, entry("f", 7), By.TIME) == (Mark.NEWER, Mark.OLDER)
    assert marks(entry("f", 7), later, By.TIME) == (Mark.OLDER, Mark.NEWER)


@pytest.mark.parametrize("difference", [0, 1, SECOND // 2, SECOND])
def test_a_second_is_no_difference_for_servers_tell_no_fractions(difference: int) -> None:
    assert marks(entry("f", 7, mtime=NOON + difference), entry("f", 7), By.TIME) == (Mark.SAME, Mark.SAME)


def test_at_the_same_time_sizes_still_differ() -> None:
    assert marks(entry("f", 7), entry("f", 8), By.TIME) == (Mark.DIFFERENT, Mark.DIFFERENT)


def test_without_times_sizes_decide() -> None:
    assert marks(entry("f", 7, mtime=None), entry("f", 7), By.TIME) == (Mark.SAME, Mark.SAME)
    assert marks(entry("f", 7, mtime=None), entry("f", 8), By.TIME) == (Mark.DIFFERENT, Mark.DIFFERENT)


def test_folders_on_both_sides_are_not_judged() -> None:
    assert marks(folder("d"), folder("d"), By.SIZE) == (None, None)


def test_a_file_is_not_the_folder_of_its_name() -> None:
    assert marks(entry("d", 4096), folder("d"), By.SIZE) == (Mark.DIFFERENT, Mark.DIFFERENT)


def test_links_are_the_same_when_they_lead_to_the_same() -> None:
    here = entry("l", 3, kind=FileKind.LINK, target=b"a")
    assert marks(here, entry("l", 3, kind=FileKind.LINK, target=b"a"), By.TIME) == (Mark.SAME, Mark.SAME)
    assert marks(here, entry("l", 3, kind=FileKind.LINK, target=b"b"), By.SIZE) == (Mark.DIFFERENT, Mark.DIFFERENT)


def test_names_are_compared_byte_by_byte() -> None:
    left, right = compared([entry(b"caf\xe9"), entry("A")], [entry("café"), entry("a")], By.SIZE)
    assert set(left.values()) == set(right.values()) == {Mark.ONLY_HERE}
