"""What people type becomes values, or an error that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.connection import Hop
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.parse import parse_endpoint, parse_hop, parse_jumps, parse_label, parse_local_forward, parse_name


@pytest.mark.parametrize(
    ("text", "hop"),
    [
        ("gate", Hop(host="gate")),
        ("me@gate", Hop(host="gate", user="me")),
        ("me@gate:2222", Hop(host="gate", user="me", port=2222)),
        ("ssh://me@gate:2222/", Hop(host="gate", user="me", port=2222)),
        ("me@::1", Hop(host="::1", user="me")),
        ("me@[::1]:2222", Hop(host="::1", user="me", port=2222)),
        ("me@corp.example@gate", Hop(host="gate", user="me@corp.example")),
        ("bücher.example", Hop(host="xn--bcher-kva.example")),
    ],
)
def test_hops(text: str, hop: Hop) -> None:
    assert parse_hop(text) == hop


@pytest.mark.parametrize(
    "text",
    [
        *("", "-oProxyCommand=touch x", "me@-gate", "a b", "@gate", "gate:", "gate:0", "gate:99999", "gate:٣"),
        *("$(x)@gate", "[::1", "[::1]x", "gate;x", "-me@gate", "me me@gate", "[::zz]:22", "me\x1b[2J@gate"),
    ],
)
def test_bad_hops_are_refused_in_words(text: str) -> None:
    with pytest.raises(TowpathError) as caught:
        parse_hop(text)
    assert caught.value.problem.kind is ProblemKind.INVALID
    assert caught.value.problem.facts["detail"]


def test_jumps() -> None:
    assert parse_jumps("none") == ()
    assert parse_jumps("a,me@b:23") == (Hop(host="a"), Hop(host="b", user="me", port=23))


@pytest.mark.parametrize(
    ("text", "listen", "target", "label"),
    [
        ("8888:inner:80", ("127.0.0.1", 8888), ("inner", 80), ""),
        ("jupyter=8888:inner:80", ("127.0.0.1", 8888), ("inner", 80), "jupyter"),
        ("localhost:8888:inner:80", ("127.0.0.1", 8888), ("inner", 80), ""),
        ("*:8888:inner:80", ("0.0.0.0", 8888), ("inner", 80), ""),
        (":8888:inner:80", ("0.0.0.0", 8888), ("inner", 80), ""),
        ("[::1]:8888:[fe80::1]:80", ("::1", 8888), ("fe80::1", 80), ""),
        ("0:inner:80", ("127.0.0.1", 0), ("inner", 80), ""),
    ],
)
def test_local_forwards(text: str, listen: tuple[str, int], target: tuple[str, int], label: str) -> None:
    forward = parse_local_forward(text, "id")
    assert (forward.listen, forward.target) == (Endpoint(*listen), Endpoint(*target))
    assert forward.label == label
    assert forward.name == (label or forward.spec)


def test_the_spec_of_a_forward_is_read_back_as_the_same_forward() -> None:
    for text in ("8888:inner:80", "[::1]:1:[fe80::1]:2", "10.0.0.1:0:h:5"):
        forward = parse_local_forward(text, "id")
        assert parse_local_forward(forward.spec, "id") == forward


@pytest.mark.parametrize(
    "text", ["", "80", "1:2", "a:b:80", "1:h:", "1:h:0", "1:2:3:4:5", "=1:h:2", "x:y=1:h:2", "1::2"]
)
def test_bad_forwards_are_refused(text: str) -> None:
    with pytest.raises(TowpathError):
        parse_local_forward(text, "id")


def test_endpoints() -> None:
    assert parse_endpoint("inner:80") == Endpoint("inner", 80)
    assert str(parse_endpoint("[::1]:80")) == "[::1]:80"


@pytest.mark.parametrize("name", ["", " ", "a:b", "a,b", "-x", "a\nb", "x" * 81, "a\x1b[31m"])
def test_bad_names_are_refused(name: str) -> None:
    with pytest.raises(TowpathError):
        parse_name(name)


def outcome(parse: Callable[[str], object], text: str) -> ProblemKind | None:
    try:
        parse(text)
    except TowpathError as error:
        return error.problem.kind
    return None


@given(st.text())
def test_nothing_typed_can_break_the_parsers(text: str) -> None:
    for parse in (parse_hop, parse_jumps, parse_endpoint, parse_name, parse_label):
        assert outcome(parse, text) in (None, ProblemKind.INVALID)
    assert outcome(lambda t: parse_local_forward(t, "id"), text) in (None, ProblemKind.INVALID)
