"""What people type where a folder is meant."""

import pytest

from towpath.model.connection import Connection, Hop
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.parse import parse_name
from towpath.model.place_text import (
    FarPlace,
    connection_to,
    names_in,
    read_path,
    read_quick,
    read_url,
    shown_path,
)
from towpath.model.transfer import HERE, Place

LAB = Connection(id="1", name="lab", target=Hop(host="lab.example", user="ann"))


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/srv/data", b"/srv/data"),
        ("/srv//data/../x/", b"/srv/x"),
        ("docs", b"/home/ann/docs"),
        ("../bob", b"/home/bob"),
        ("~", b"~"),
        ("~/docs", b"~/docs"),
        ("", b"~"),
        ("//", b"/"),
        ("/ümlaut", "/ümlaut".encode()),
        ("-rf", b"/home/ann/-rf"),
        ("$(reboot)", b"/home/ann/$(reboot)"),
    ],
)
def test_paths(typed: str, path: bytes) -> None:
    assert read_path(typed, b"/home/ann", {}) == path


@pytest.mark.parametrize(
    "path", [b"/a\nb/c", b"/\xff\xfe/x", "/a\u202egnp.exe".encode(), b"/plain", b"/back\\x0aslash"]
)
def test_a_path_that_is_shown_and_entered_again_is_the_same(path: bytes) -> None:
    shown = shown_path(path)
    assert shown.isprintable()
    assert read_path(shown, b"/", names_in(path)) == path


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("sftp://ann@lab.example/srv/a%20b", FarPlace(Hop(host="lab.example", user="ann"), b"/srv/a b")),
        ("sftp://lab.example", FarPlace(Hop(host="lab.example"), b"~")),
        ("ssh://ann@lab.example:2222/", FarPlace(Hop(host="lab.example", user="ann", port=2222), b"~")),
        ("sftp://ann@[::1]:22/x", FarPlace(Hop(host="::1", user="ann"), b"/x")),
        ("sftp://ann@lab.example/~/docs", FarPlace(Hop(host="lab.example", user="ann"), b"~/docs")),
        ("sftp://lab.example/%ff", FarPlace(Hop(host="lab.example"), b"/\xff")),
        ("file:///etc", Place(HERE, b"/etc")),
    ],
)
def test_urls(typed: str, place: FarPlace | Place) -> None:
    assert read_url(typed) == place


@pytest.mark.parametrize(
    "typed",
    ["http://x/", "sftp://", "sftp://-oProxyCommand=x/", "file://elsewhere/etc", "sftp://x/%00", "sftp://[::1/"],
)
def test_urls_that_are_none(typed: str) -> None:
    with pytest.raises(TowpathError) as raised:
        read_url(typed)
    assert raised.value.problem.kind is ProblemKind.INVALID


@pytest.mark.parametrize("typed", ["sftp://ann:secret@lab.example/", "ann:secret@lab.example", "ssh://ann:secret@x:22"])
def test_a_password_in_an_address_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(TowpathError) as raised:
        read_quick(typed, [])
    assert "secret" not in str(raised.value)
    assert "password" in str(raised.value)


@pytest.mark.parametrize("typed", ["ftp://ann:secret@lab.example/", "sftp://ann:secret@[::1/x"])
def test_what_is_no_address_is_repeated_without_its_password(typed: str) -> None:
    with pytest.raises(TowpathError) as raised:
        read_quick(typed, [])
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("lab", Place("1", b"~")),
        ("ann@other.example", FarPlace(Hop(host="other.example", user="ann"))),
        ("other.example:2222/srv", FarPlace(Hop(host="other.example", port=2222), b"/srv")),
        ("ann@other.example/", FarPlace(Hop(host="other.example", user="ann"))),
        (" ann@other.example/~/x ", FarPlace(Hop(host="other.example", user="ann"), b"~/x")),
        ("sftp://ann@other.example/x", FarPlace(Hop(host="other.example", user="ann"), b"/x")),
        ("ann@other.example:/srv/x", FarPlace(Hop(host="other.example", user="ann"), b"/srv/x")),
        ("other.example:notes/a b", FarPlace(Hop(host="other.example"), b"~/notes/a b")),
        ("ann@[2001:db8::1]:~/x", FarPlace(Hop(host="2001:db8::1", user="ann"), b"~/x")),
        ("[2001:db8::1]:2222/x", FarPlace(Hop(host="2001:db8::1", port=2222), b"/x")),
        ("other.example:2222", FarPlace(Hop(host="other.example", port=2222))),
    ],
)
def test_quick_connect(typed: str, place: FarPlace | Place) -> None:
    assert read_quick(typed, [LAB]) == place


@pytest.mark.parametrize("typed", ["", "-oProxyCommand=reboot", "ann@-x", "a b", "x:99999", "ann@host;reboot"])
def test_quick_connect_refuses(typed: str) -> None:
    with pytest.raises(TowpathError):
        read_quick(typed, [LAB])


def test_the_connection_that_is_there_is_taken() -> None:
    assert connection_to(Hop(host="lab.example"), [LAB], "new") == (LAB, False)
    assert connection_to(Hop(host="lab.example", user="ann"), [LAB], "new") == (LAB, False)
    for other in (Hop(host="lab.example", user="bob"), Hop(host="lab.example", port=2222)):
        connection, is_new = connection_to(other, [LAB], "new")
        assert (connection.id, connection.target, is_new) == ("new", other, True)


@pytest.mark.parametrize(
    ("hop", "name"),
    [
        (Hop(host="x.example", user="ann"), "ann@x.example"),
        (Hop(host="x.example", port=2222), "x.example 2222"),
        (Hop(host="::1", user="ann"), "ann@  1"),
    ],
)
def test_a_new_connection_has_a_name_that_is_one(hop: Hop, name: str) -> None:
    first, _ = connection_to(hop, [], "1")
    assert first.name == name
    assert parse_name(first.name)
    second, _ = connection_to(Hop(host="y", user=""), [first, LAB], "2")
    assert second.name == "y"
    taken = Connection(id="3", name=name, target=LAB.target)
    assert connection_to(hop, [taken], "4")[0].name == f"{name} 2"
