"""What is thought of a passphrase: on the low side, and longer is never worse."""

import pytest

from towpath.model.passphrase import strength


@pytest.mark.parametrize("text", ["", "a", "password1", "P@ssw0rd", "12345678", "a" * 18, "hello", "Tr0ub4dor&3"])
def test_what_guessers_try_first_is_weak(text: str) -> None:
    assert strength(text).score <= 1
    assert "add" in strength(text).words


@pytest.mark.parametrize("text", ["correct horse battery staple", "wkq92mzpa81xRt7&!", "blue river canal lock towpath"])
def test_long_ones_are_good(text: str) -> None:
    assert strength(text).score >= 3
    assert strength(text).words in ("Good", "Strong")


def test_more_words_are_never_worse() -> None:
    words = "barge lock water horse bridge tunnel basin".split()  # noqa: SIM905 - as they are typed
    scores = [strength(" ".join(words[:count])).score for count in range(len(words) + 1)]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0, 4)


def test_the_same_word_again_adds_next_to_nothing() -> None:
    assert strength("river river river river river").score <= strength("river canal").score
