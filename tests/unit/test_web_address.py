"""Addresses of web applications as people paste them: understood, shown without what is secret, and rewritten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.web_address import LONGEST_TEXT, app_name, read_web_address, redacted, rewritten
from towpath.model.web_app import WebAppKind
from towpath.model.words import line

TOKEN = "9c6f0a4be1d24fd5b73f2c1f8a6e5d40c9b8a7f6e5d4c3b2"

PASTED = {
    f"http://spirit64-01:8888/lab?token={TOKEN}": ("http", "spirit64-01", 8888, f"/lab?token={TOKEN}"),
    "https://Hub.Example.ORG/user/ann/lab": ("https", "hub.example.org", 443, "/user/ann/lab"),
    "HTTP://inner/": ("http", "inner", 80, ""),
    "inner:6006": ("http", "inner", 6006, ""),
    "  inner:6006/#scalars \n": ("http", "inner", 6006, "/#scalars"),
    ":8787/status": ("http", "", 8787, "/status"),
    "8888": ("http", "", 8888, ""),
    "8888/lab": ("http", "", 8888, "/lab"),
    "inner:443": ("https", "inner", 443, ""),
    "[2001:DB8::1]:8080": ("http", "2001:db8::1", 8080, ""),
    "http://[::1]:8080/a": ("http", "::1", 8080, "/a"),
    "vnc://inner:5901": ("vnc", "inner", 5901, ""),
    "vnc://inner:1": ("vnc", "inner", 5901, ""),
    "vnc://inner": ("vnc", "inner", 5900, ""),
    "vnc://inner::7000": ("vnc", "inner", 7000, ""),
    "vnc://inner:99": ("vnc", "inner", 5999, ""),
    "vnc://inner:100": ("vnc", "inner", 100, ""),
    "inner::5901": ("vnc", "inner", 5901, ""),
    "inner::7000": ("vnc", "inner", 7000, ""),
    "inner:5902": ("vnc", "inner", 5902, ""),
    "inner:3389": ("rdp", "inner", 3389, ""),
    "rdp://inner": ("rdp", "inner", 3389, ""),
    "http://grün.example:81": ("http", "xn--grn-ioa.example", 81, ""),
}


@pytest.mark.parametrize(("text", "meant"), PASTED.items())
def test_what_people_paste_is_understood(text: str, meant: tuple[str, str, int, str]) -> None:
    address = read_web_address(text)
    assert (address.scheme, address.host, address.port, address.rest.value) == meant


PRINTED_BY_JUPYTER = f"""
    To access the server, open this file in a browser:
        file:///home/ann/.local/share/jupyter/runtime/jpserver-4711-open.html
    Or copy and paste one of these URLs:
        http://127.0.0.1:8889/lab?token={TOKEN}
        http://spirit64-01:8889/lab?token={TOKEN}
"""


def test_of_what_a_program_printed_the_address_with_a_name_is_taken() -> None:
    address = read_web_address(PRINTED_BY_JUPYTER)
    assert (address.host, address.port) == ("spirit64-01", 8889)
    assert address.rest.value == f"/lab?token={TOKEN}"


def test_where_no_address_has_a_name_the_first_is_taken() -> None:
    address = read_web_address("http://localhost:8888/lab?token=a\nhttp://127.0.0.1:8888/lab?token=a")
    assert address.host == "localhost"
    assert address.is_this_machine


PRINTED_BY_TENSORBOARD = """
NOTE: Using experimental fast data loading logic. To disable, pass "--load_fast=false". More details:
https://github.com/tensorflow/tensorboard/issues/4784
Serving TensorBoard on localhost; to expose to the network, use a proxy or pass --bind_all
TensorBoard 2.16.2 at http://localhost:6006/ (Press CTRL+C to quit)
"""


def test_a_page_that_a_program_only_mentions_is_not_taken() -> None:
    assert read_web_address(PRINTED_BY_TENSORBOARD).place == "localhost:6006"
    mentioned = f"see https://jupyter.org/?token=x\n{PRINTED_BY_JUPYTER}\nor http://docs.example/"
    assert read_web_address(mentioned).place == "spirit64-01:8889"
    assert read_web_address("https://jupyter.org and https://hub.example").host == "jupyter.org"


def test_an_older_jupyter_prints_two_names_in_one_address() -> None:
    assert read_web_address("http://(inner or 127.0.0.1):8888/?token=a").place == "inner:8888"


def test_a_sentence_around_an_address_is_not_part_of_it() -> None:
    said = "TensorBoard 2.16 at http://inner:6006/ (Press CTRL+C to quit), or (http://inner:6006/)."
    assert read_web_address(said).rest.value == ""
    assert read_web_address("see <http://inner:1/a>.").rest.value == "/a"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "0.0.0.0", "[::]", "LOCALHOST"])
def test_addresses_that_say_this_machine(host: str) -> None:
    assert read_web_address(f"http://{host}:8888/").is_this_machine


@pytest.mark.parametrize("text", ["8888", ":8888", "inner:8888", "http://localhost.example:1", "10.0.0.1:8888"])
def test_addresses_that_do_not(text: str) -> None:
    assert not read_web_address(text).is_this_machine


KINDS = {
    "inner:8888": WebAppKind.JUPYTER,
    "http://inner:9000/lab/tree/a.ipynb": WebAppKind.JUPYTER,
    "http://inner:9000/user/ann/tree": WebAppKind.JUPYTER,
    "http://inner:9000/?token=a": WebAppKind.JUPYTER,
    "http://inner:9000/labour": WebAppKind.WEB,
    "inner:6006": WebAppKind.TENSORBOARD,
    "inner:8787": WebAppKind.WEB,
    "inner:8787/status": WebAppKind.DASK,
    "http://10.0.0.1:40123/status": WebAppKind.DASK,
    "inner:5901": WebAppKind.VNC,
    "inner:3389": WebAppKind.RDP,
    "inner:80": WebAppKind.WEB,
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_what_it_is_shows_in_its_address(text: str, kind: WebAppKind) -> None:
    assert read_web_address(text).kind is kind


def test_what_it_is_called() -> None:
    assert app_name(WebAppKind.JUPYTER, "inner:8888") == "Jupyter on inner:8888"
    assert app_name(WebAppKind.WEB, ":80") == "Web application on :80"


REFUSED = {
    "": "there is no address",
    "inner": "names no port",
    "inner:": "names no port",
    "inner:0": "not a number from 1",
    "http://inner:99999/": "not a number from 1",
    "http://inner:secret/": "not a number from 1",
    "http://-oProxyCommand=x:80/": "names no machine",
    "-l:80": "names no machine",
    "http://:80/": "names no machine",
    "javascript://inner:80/": "only http",
    "file:///etc/passwd": "only http",
    "ftp://inner/": "only http",
    "http://inner:80/\x1b[2J": "control characters",
    "http://inner:80/\u202e": "control characters",
    "http://inner:" + "1" * 5 + "/" + "a" * 9000: "too long",
    "a" * (LONGEST_TEXT + 1): "too long",
}


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_what_is_no_address_is_refused_without_being_repeated(text: str, why: str) -> None:
    with pytest.raises(TowpathError) as raised:
        read_web_address(text)
    assert raised.value.problem.kind is ProblemKind.INVALID
    said = line(raised.value.problem)
    assert why in said
    assert raised.value.problem.facts["hint"]
    assert "secret" not in repr(raised.value.problem)


def test_one_bad_address_among_good_ones_is_passed_over() -> None:
    assert read_web_address("http://inner:99999/ http://inner:8888/").port == 8888


SHOWN = {
    f"http://spirit64-01:8888/lab?token={TOKEN}": "http://spirit64-01:8888/lab",
    f"http://ann:{TOKEN}@inner:81/a#access_token={TOKEN}": "http://inner:81/a",
    f"http://inner:8080/{TOKEN}/index.html": "http://inner:8080/",
    f"http://inner:8080/p/{TOKEN[:20]}/x": "http://inner:8080/p/",
    f"http://inner:8080/a;jsessionid={TOKEN}": "http://inner:8080/",
    "http://inner:8080/tkn=abc/x": "http://inner:8080/",
    "http://inner:8080/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc": "http://inner:8080/",
    "http://inner:8080/%39c6f0a4be1d24fd5b73f/x": "http://inner:8080/",
    "http://inner:8888/lab/tree/fits/Analysis-2024.ipynb": "http://inner:8888/lab/tree/fits/Analysis-2024.ipynb",
    "http://inner:8080/documentation-of-model-2/x": "http://inner:8080/documentation-of-model-2/x",
    "https://inner/": "https://inner",
    "[::1]:8080/a": "http://[::1]:8080/a",
    "8888/lab?token=a": ":8888/lab",
    ":443": ":443",
    "vnc://inner:1": "vnc://inner:5901",
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.items())
def test_what_is_shown_of_it_has_no_token_and_leads_to_the_same_place(text: str, shown: str) -> None:
    address = read_web_address(text)
    assert redacted(address) == shown
    again = read_web_address(redacted(address))
    assert (again.scheme, again.host, again.port) == (address.scheme, address.host, address.port)


def test_nothing_secret_shows_in_a_repr() -> None:
    assert TOKEN not in repr(read_web_address(f"http://ann:{TOKEN}@inner:81/{TOKEN}?token={TOKEN}"))


def test_rewritten_it_leads_to_this_machine_with_all_that_it_had() -> None:
    assert rewritten(read_web_address("http://inner:8888/lab?token=a#b"), 8890).value == (
        "http://127.0.0.1:8890/lab?token=a#b"
    )
    assert rewritten(read_web_address("https://ann:pw@inner/x"), 8443).value == "https://ann:pw@localhost:8443/x"
    assert rewritten(read_web_address("inner:5901"), 5901).value == "vnc://127.0.0.1:5901"


@given(st.text(max_size=60) | st.from_regex(r"(https?|vnc)://\S{0,40}", fullmatch=True))
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    try:
        address = read_web_address(text)
    except TowpathError as error:
        kind: ProblemKind | None = error.problem.kind
    else:
        kind = None
        again = read_web_address(redacted(address))
        assert (again.host, again.port) == (address.host, address.port)
    assert kind in (None, ProblemKind.INVALID)
