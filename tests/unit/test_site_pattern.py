"""What can be written as a pattern, and what is said of the rest."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towpath.model.error import TowpathError
from towpath.model.site_pattern import Domain, Host, HostRegex, Network, canonical, parse_pattern


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("corp.example", Domain, "corp.example"),
        ("*.Corp.Example.", Domain, "corp.example"),
        (" intranet ", Domain, "intranet"),
        ("bücher.example", Domain, "xn--bcher-kva.example"),
        ("=Wiki.corp.example", Host, "=wiki.corp.example"),
        ("_dmarc.corp", Domain, "_dmarc.corp"),
        ("__proto__", Domain, "__proto__"),
        ("10.0.0.0/8", Network, "10.0.0.0/8"),
        ("10.1.2.3/8", Network, "10.0.0.0/8"),
        ("10.1.2.3", Network, "10.1.2.3"),
        ("=10.1.2.3", Network, "10.1.2.3"),
        ("10.1.2.3/32", Network, "10.1.2.3"),
        ("fd00::/8", Network, "fd00::/8"),
        ("[fd00::]/8", Network, "fd00::/8"),
        ("[FD00::1]", Network, "fd00::1"),
        ("0.0.0.0/0", Network, "0.0.0.0/0"),
        ("/^wiki[0-9]+\\.corp$/", HostRegex, "/^wiki[0-9]+\\.corp$/"),
        ("/a\\/b/", HostRegex, "/a\\/b/"),
    ],
)
def test_patterns(typed: str, kind: type, text: str) -> None:
    pattern = parse_pattern(typed)
    assert isinstance(pattern, kind)
    assert str(pattern) == text
    assert canonical(text) == text


@pytest.mark.parametrize(
    "typed",
    [
        *("", "*", "*.", "=", "=*", "foo*.corp", "a b", "https://corp.example", "corp.example:8080", "corp..example"),
        *(
            "-corp",
            "corp-",
            "x" * 64,
            ".".join(["x" * 60] * 5),
            "10.0.0.0/33",
            "corp/8",
            "1.2.3.999",
            "//",
            "/",
            "cörp /",
        ),
        *(
            "/(?=a)/",
            "/(?P<n>a)/",
            "/(?i)a/",
            "/\\1/",
            "/\\bx/",
            "/\\u0041/",
            "/a**/",
            "/a*+/",
            "/a{,3}/",
            "/a{3,1}/",
            "/[]/",
        ),
        *(
            "/[/",
            "/[]a]/",
            "/[z-a]/",
            "/[a[b]/",
            "/[a&&b]/",
            "/[a--b]/",
            "/(/",
            "/)/",
            "/*a/",
            "/^*/",
            "/(?:^a)?b/",
            "/a((b|^c)){0,2}/",
            "/a{/",
            "/a}/",
            "/ü/",
        ),
        *(
            "/(a+)+/",
            "/(a|a)*/",
            "/(a*)*/",
            "/((a?){9}){9}/",
            "/.*a.*b.*c.*d/",
            "/(.+\\.)*x/",
            "/(a|a){16}(a|a){16}x/",
            "/(a?){16}(a?){16}x/",
            f"/{'(a|aa)' * 24}x/",
            f"/{'a{1,99}' * 5}x/",
            "/a*a*a*x/",
            "/\\/",
            "/a\\/",
            "/[\\d-x]/",
        ),
    ],
)
def test_what_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(TowpathError) as raised:
        parse_pattern(typed)
    assert raised.value.problem.facts["detail"]


@pytest.mark.parametrize(
    ("typed", "detail"),
    [
        ("corp.example:8080", "rules do not tell ports apart, and it is no IPv6 address"),
        ("/a{2}{3}/", "a quantifier follows another one"),
        (f"/{'(' * 400}a{')' * 400}/", "too many groups lie inside each other"),
    ],
)
def test_the_reason_is_the_real_one(typed: str, detail: str) -> None:
    with pytest.raises(TowpathError) as raised:
        parse_pattern(typed)
    assert detail in raised.value.problem.facts["detail"]


@pytest.mark.parametrize(
    "typed",
    [
        "/^.*wiki.*corp.*$/",
        "/^(.+\\.)?(www|git|wiki)[0-9]*\\.(corp|lab)\\.example$/",
        "/[a-z]+[0-9]+\\.(corp|lab|dev)\\.example$/",
        "/^10(\\.\\d{1,3}){3}$/",
        "/^([a-z]{1,3}\\.){1,3}example$/",
        "/^[0-9a-f]{32}\\./",
    ],
)
def test_what_people_write_is_accepted(typed: str) -> None:
    assert str(parse_pattern(typed)) == typed


HOSTILE = ["a" * 253, "a" * 126 + "." + "a" * 126, "1" * 253, "a1" * 126, "." * 253, "a." * 126, "-" * 253]


SIGNS = st.from_regex(re.compile(r"[ab.1(){},|?*+\[\]^$\\d-]{1,24}", re.ASCII), fullmatch=True)
PARTS = st.sampled_from(["a*", ".+", "a?", "(a|a)", "(a|aa)", "(a|a){4}", "(a?a?){3}", "a{1,30}", "(a{1,9}){2}", "^"])


@given(SIGNS | st.lists(PARTS, max_size=16).map(lambda parts: "".join((*parts, "x"))))
@settings(deadline=None)
def test_what_is_accepted_is_fast(source: str) -> None:
    try:
        pattern = parse_pattern(f"/{source}/")
    except TowpathError:
        return
    assert isinstance(pattern, HostRegex)
    compiled = re.compile(pattern.source, re.ASCII | re.IGNORECASE)
    for host in HOSTILE:
        begun = time.process_time()
        compiled.search(host)
        assert time.process_time() - begun < 2.0, source
