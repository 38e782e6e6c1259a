"""Back and forward through the places of a tab."""

from towpath.model.transfer import HERE, Place
from towpath.qt.files.history import MOST, History

A, B, C, D = (Place(HERE, b"/" + name) for name in (b"a", b"b", b"c", b"d"))


def visited(*places: Place) -> History:
    history = History()
    for place in places:
        history.visit(place)
    return history


def seen(history: History) -> list[Place]:
    """All the way back, and then forward."""
    while history.can_go_back:
        history.back()
    assert history.here
    found = [history.here]
    while history.can_go_forward:
        found.append(history.forward())
    return found


def test_it_begins_nowhere() -> None:
    history = History()
    assert (history.here, history.can_go_back, history.can_go_forward) == (None, False, False)
    history.correct(A)
    assert history.here is None


def test_back_and_forward() -> None:
    history = visited(A, B, C)
    assert (history.back(), history.back(), history.can_go_back) == (B, A, False)
    assert (history.forward(), history.forward(), history.can_go_forward) == (B, C, False)


def test_what_is_ahead_is_forgotten_when_one_goes_elsewhere() -> None:
    history = visited(A, B, C)
    history.back()
    history.visit(D)
    assert not history.can_go_forward
    assert seen(history) == [A, B, D]


def test_the_same_place_again_is_no_step() -> None:
    assert seen(visited(A, A, B, B)) == [A, B]


def test_a_place_that_turned_out_to_be_called_otherwise() -> None:
    history = visited(A, Place(HERE, b"~"))
    history.correct(B)
    assert seen(history) == [A, B]
    history = visited(A, B, Place(HERE, b"b/../b"))
    history.correct(B)
    assert history.here == B
    assert seen(history) == [A, B]


def test_steps_long_ago_are_forgotten() -> None:
    places = [Place(HERE, b"/%d" % number) for number in range(MOST + 10)]
    history = visited(*places)
    assert history.here == places[-1]
    assert seen(history) == places[10:]
