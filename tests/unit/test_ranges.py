"""Which parts of a file have arrived: the same as a set of offsets would tell."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from towpath.model.ranges import Ranges

END = 40
SPANS = st.lists(st.tuples(st.integers(0, END), st.integers(0, END)), max_size=12)


@given(SPANS, st.integers(0, END + 5))
def test_ranges_are_what_a_set_of_offsets_is(spans: list[tuple[int, int]], size: int) -> None:
    ranges = Ranges()
    offsets: set[int] = set()
    for start, end in spans:
        ranges.add(start, end)
        offsets.update(range(start, end))
    found = ranges.all()
    assert {offset for start, end in found for offset in range(start, end)} == offsets
    assert ranges.total == len(offsets)
    assert ranges.end == max(offsets, default=-1) + 1
    assert ranges.prefix == next(offset for offset in range(END + 2) if offset not in offsets)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found)), "in order, with gaps"
    assert all(start < end for start, end in found)
    missing = [offset for start, end in ranges.missing(size) for offset in range(start, end)]
    assert missing == [offset for offset in range(size) if offset not in offsets]
    assert all(start < end for start, end in ranges.missing(size))
    assert Ranges(found).all() == found
