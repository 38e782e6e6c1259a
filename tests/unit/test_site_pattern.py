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


HOSTILE = ["a" * 253, "a" * 126 + "." + "a" * 126, "1" * 253, "a1" * 126, "." * 253, "a." * 126, "-" * 253]


@given(st.from_regex(re.compile(r"[ab.1(){},|?*+\[\]^$\\d-]{1,24}", re.ASCII), fullmatch=True))
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
