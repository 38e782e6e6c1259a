"""What people type becomes values, or an error that says what is wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.connection import Hop
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint, ForwardKind
from towpath.model.parse import (
    parse_endpoint,
    parse_forward,
    parse_forwards,
    parse_hop,
    parse_jumps,
    parse_label,
    parse_name,
)


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
        ("*:8888:inner:80", ("*", 8888), ("inner", 80), ""),
        (":8888:inner:80", ("*", 8888), ("inner", 80), ""),
        ("[::1]:8888:[fe80::1]:80", ("::1", 8888), ("fe80::1", 80), ""),
        ("0:inner:80", ("127.0.0.1", 0), ("inner", 80), ""),
    ],
)
def test_local_forwards(text: str, listen: tuple[str, int], target: tuple[str, int], label: str) -> None:
    forward = parse_forward(ForwardKind.LOCAL, text, "id")
    assert (forward.listen, forward.target) == (Endpoint(*listen), Endpoint(*target))
    assert forward.label == label
    assert forward.name == (label or forward.spec)


def test_the_spec_of_a_forward_is_read_back_as_the_same_forward() -> None:
    for text in ("8888:inner:80", "[::1]:1:[fe80::1]:2", "10.0.0.1:0:h:5"):
        forward = parse_forward(ForwardKind.LOCAL, text, "id")
        assert parse_forward(ForwardKind.LOCAL, forward.spec, "id") == forward


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("L", "/run/near.sock:inner:80"),
        ("L", "8888:/run/far.sock"),
        ("L", "[::1]:8888:/run/far.sock"),
        ("L", "/run/near.sock:/run/far.sock"),
        ("R", "3838:localhost:22"),
        ("R", "*:3838:localhost:22"),
        ("R", "/run/far.sock:127.0.0.1:22"),
        ("D", "1080"),
        ("D", "*:1080"),
        ("D", "[::1]:0"),
    ],
)
def test_every_kind_of_forward_is_read_back_from_its_spec(kind: str, text: str) -> None:
    forward = parse_forward(ForwardKind(kind), text, "id")
    assert forward.spec == text
    assert parse_forward(ForwardKind(kind), forward.spec, "id") == forward
    assert forward.option == f"-{kind} {text}"


def test_a_range_of_ports_makes_a_forward_for_each() -> None:
    ids = iter("abcd")
    forwards = parse_forwards(ForwardKind.LOCAL, "jupyter=8888-8891:inner:9888-9891", lambda: next(ids))
    assert [(f.id, f.label, f.spec) for f in forwards] == [
        ("a", "jupyter-8888", "8888:inner:9888"),
        ("b", "jupyter-8889", "8889:inner:9889"),
        ("c", "jupyter-8890", "8890:inner:9890"),
        ("d", "jupyter-8891", "8891:inner:9891"),
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("L", "8888-8891:inner:80"),
        ("L", "8891-8888:inner:8891-8888"),
        ("L", "1-200:inner:1-200"),
        ("L", "0-3:inner:1-4"),
        ("L", "1:/"),
        ("L", "1:/" + "x" * 200),
        ("R", "1080"),
        ("D", "1:h:2"),
        ("D", "/run/socks.sock"),
        ("D", "1-"),
    ],
)
def test_bad_forwards_of_other_kinds_are_refused(kind: str, text: str) -> None:
    with pytest.raises(TowpathError):
        parse_forwards(ForwardKind(kind), text, lambda: "id")


@pytest.mark.parametrize(
    ("end", "public"),
    [
        (Endpoint("*", 80), True),
        (Endpoint("0.0.0.0", 80), True),
        (Endpoint("::", 80), True),
        (Endpoint("192.168.1.7", 80), True),
        (Endpoint("my-laptop", 80), True),
        (Endpoint("127.0.0.1", 80), False),
        (Endpoint("127.0.0.2", 80), False),
        (Endpoint("::1", 80), False),
        (Endpoint("localhost", 80), False),
        (Endpoint.unix("/run/x"), False),
    ],
)
def test_what_other_machines_can_reach_is_public(end: Endpoint, public: bool) -> None:
    assert end.is_public is public


@pytest.mark.parametrize(
    "text", ["", "80", "1:2", "a:b:80", "1:h:", "1:h:0", "1:2:3:4:5", "=1:h:2", "x:y=1:h:2", "1::2"]
)
def test_bad_forwards_are_refused(text: str) -> None:
    with pytest.raises(TowpathError):
        parse_forward(ForwardKind.LOCAL, text, "id")


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
    for kind in ForwardKind:
        parse_kind = functools.partial(parse_forwards, kind, make_id=lambda: "id")
        assert outcome(parse_kind, text) in (None, ProblemKind.INVALID)


def test_a_password_in_an_address_is_no_part_of_a_name() -> None:
    with pytest.raises(TowpathError) as refused:
        parse_hop("ssh://ann:canary@host")
    assert "there is a password in it" in str(refused.value)
    assert "canary" not in repr(refused.value.problem)
    assert parse_hop("ann:target@host").user == "ann:target", "bastions take such names, and no URL has them"
