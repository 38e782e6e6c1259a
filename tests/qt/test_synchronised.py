"""Where the other pane goes."""

import pytest

from towpath.model.transfer import Place
from towpath.qt.files.history import History
from towpath.qt.files.synchronised import followed


@pytest.mark.parametrize(
    ("before", "after", "other", "goal"),
    [
        (b"/a", b"/a/x", b"/b", b"/b/x"),
        (b"/a/x", b"/a", b"/b/x", b"/b"),
        (b"/a/x", b"/a/y/z", b"/b/x", b"/b/y/z"),
        (b"/a", b"/a", b"/b", b"/b"),
        (b"/a/x", b"/", b"/b/x", b"/"),
        (b"/a/b/c", b"/a", b"/z", None),
        (b"/", b"/a", b"/b", b"/b/a"),
    ],
)
def test_the_same_way(before: bytes, after: bytes, other: bytes, goal: bytes | None) -> None:
    found = followed(Place("", before), Place("", after), Place("lab", other))
    assert found == (None if goal is None else Place("lab", goal))


def test_not_to_another_machine() -> None:
    assert followed(Place("", b"/a"), Place("web", b"/a/x"), Place("lab", b"/b")) is None


def test_history_goes_back_and_forward_and_forgets_what_was_ahead() -> None:
    history = History()
    assert history.here is None
    places = [Place("", b"/%d" % number) for number in range(4)]
    for place in places[:3]:
        history.visit(place)
        history.visit(place)
    assert history.back() == places[1]
    assert history.back() == places[0]
    assert not history.can_go_back
    assert history.forward() == places[1]
    history.visit(places[3])
    assert not history.can_go_forward
    assert history.back() == places[1]


def test_a_place_that_is_called_otherwise_is_one_place() -> None:
    history = History()
    history.visit(Place("", b"/home/ann"))
    history.visit(Place("", b"~"))
    history.correct(Place("", b"/home/ann"))
    assert history.here == Place("", b"/home/ann")
    assert not history.can_go_back


def test_history_is_bounded() -> None:
    history = History()
    for number in range(1000):
        history.visit(Place("", b"/%d" % number))
    steps = 0
    while history.can_go_back:
        history.back()
        steps += 1
    assert 10 < steps < 300
