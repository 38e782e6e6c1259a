"""Every problem has words, on one line, with nothing dangerous in it; and secrets have none."""

from __future__ import annotations

import pytest

from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.prompt import Secrets
from towpath.model.text import printable
from towpath.model.words import explain, line

FACTS = (
    *("detail", "host", "holder", "file", "line", "old", "new", "methods", "tried", "seconds", "pid"),
    *("choices", "question", "hint", "via", "step", "backup"),
)
SILENT = {ProblemKind.CANCELLED}


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_problem_says_what_why_and_what_to_do(kind: ProblemKind) -> None:
    facts = dict.fromkeys(FACTS, "FACT\x1b[31m\n")
    words = explain(Problem(kind, "SUBJECT\x07", facts))
    assert words.what
    if kind not in SILENT:
        assert words.why
        assert words.to_do
    text = line(Problem(kind, "SUBJECT\x07", facts))
    assert text.isprintable()
    assert "\\x1b" in text or "FACT" not in text


def test_a_text_from_outside_cannot_fill_the_screen() -> None:
    assert len(line(Problem(ProblemKind.LOST, "gate", {"detail": "x" * 250_000}))) < 1000


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_words_need_no_fact(kind: ProblemKind) -> None:
    assert explain(Problem(kind, "x")).what


def test_an_error_prints_as_its_line() -> None:
    error = TowpathError(Problem(ProblemKind.PORT_IN_USE, "127.0.0.1:80", {"holder": "nginx (PID 7)"}))
    assert str(error) == (
        "cannot listen on 127.0.0.1:80: nginx (PID 7) already listens there (stop it, or choose another port)"
    )
    assert isinstance(Cancelled("x"), TowpathError)


def test_typed_secrets_have_no_repr() -> None:
    assert "hunter2" not in repr(Secrets(values=("hunter2",), remember=True))
    assert "hunter2" not in str(Secrets(values=("hunter2",)))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain ü 漢", "plain ü 漢"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("user\u202etxt.exe", "user\\u202etxt.exe"),
        ("a\nb", "a\\x0ab"),
        ("\u2028", "\\u2028"),
    ],
)
def test_control_characters_are_escaped(raw: str, shown: str) -> None:
    assert printable(raw) == shown


def test_newlines_may_be_kept_where_lines_are_shown() -> None:
    assert printable("a\nb\r", keep_newlines=True) == "a\nb\\x0d"


def test_a_sentence_of_a_server_ends_without_its_stop() -> None:
    refused = Problem(ProblemKind.REMOTE_LISTEN_REFUSED, "localhost:80", {"via": "gate", "detail": "It is disabled."})
    assert line(refused).startswith("gate does not listen on localhost:80: It is disabled (choose")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("intranet:80", "forward to intranet:80 is refused: me@gate does not allow forwarding to it (ask"),
        ("me@gate", "cannot forward through me@gate: it allows no forwarding, or only to some targets (ask"),
    ],
)
def test_a_proxy_that_may_go_nowhere_names_the_gateway_and_no_target(subject: str, said: str) -> None:
    facts = {"via": "me@gate", "detail": "open failed"}
    assert line(Problem(ProblemKind.FORWARDING_PROHIBITED, subject, facts)).startswith(said)
