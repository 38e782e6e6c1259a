"""AutoProxy lists (GFWList), plain lists of sites, and hosts files."""

import pytest

from tests.support.rule_files import FOLDER, lost, read, read_file, remarks, rules
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.site_rule import Route
from towpath.routing.importers.url_pattern import PATH, PORT


@pytest.mark.parametrize("name", ["gfwlist.txt", "gfwlist-base64.txt"])
def test_gfwlist(name: str) -> None:
    found = read_file(name, via="box")
    assert found.format == "AutoProxy"
    assert rules(found) == [
        "free.corp.example direct",  # exceptions come first
        "198.51.100.31 via box",
        "198.51.100.18 via box",
        "corp.example via box",
        r"/(?:^|\.)cdn.*\.pics\.example$/ via box",
        "casino.example via box",
        "share.labs.example via box",
        "labs.example via box",
        "=www.one.example via box",
        "s3.cloud.example via box",
        r"/\.book\.example/ via box",
        "xn--4gq171p.example via box",
        "xn--bcher-kva.example via box",
    ]
    assert lost(found) == [
        (10, "203.0.113.230:8898"),
        (18, "|http://www.two.example/live"),
        (20, ".store.example/books"),
        (21, "forbidden"),
        (23, r"/^https?:\/\/([^\/]+\.)*mirror\.example\/sub\/page/"),
        (24, "|http://pics.example/*.gif.html"),
        (27, "||ads.example^$third-party"),
        (30, "@@|http://store.corp.example"),  # https would go direct, too, and does not there
        (31, "@@|https://www.china.example/maps"),
    ]
    assert remarks(found) == [(8, "|http://198.51.100.31/ and 3 more"), (17, "|https://www.one.example and 1 more")]


def test_every_line_of_gfwlist_is_told() -> None:
    lines = (FOLDER / "gfwlist.txt").read_text().splitlines()
    meant = [line for line in lines if line and not line.startswith(("!", "["))]
    found = read_file("gfwlist.txt", via="box")
    assert len(found.rules) + len(lost(found)) == len(meant)


def test_a_list_without_a_header() -> None:
    assert rules(read(b"||corp.example\n@@||free.corp.example\n", via="box")) == [
        "free.corp.example direct",
        "corp.example via box",
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("||corp.example:8443^", PORT),
        ("203.0.113.7:8898", PORT),
        ("||corp.example/live", PATH),
        ("/live", PATH),
    ],
)
def test_why_a_line_becomes_no_rule(line: str, why: str) -> None:
    found = read(f"[AutoProxy 0.2.9]\n{line}\n".encode(), via="box")
    assert [(one.line, one.text, one.why) for one in found.left_out] == [(2, line, why)]
    assert not found.rules


def test_a_url_without_a_path_is_a_site() -> None:
    assert rules(read(b"https://corp.example\n", via="box")) == ["=corp.example via box"]


def test_list_of_sites() -> None:
    found = read_file("domains.txt", via="box")
    assert found.format == "list of sites"
    assert rules(found) == [
        "corp.example via box",
        "labs.example via box",
        "docs.example via box",
        "wiki.example.org via box",
        "=only.example.org via box",
        "10.0.0.0/8 via box",
        "192.0.2.7 via box",
        r"/^build[0-9]+\.ci\.example$/ via box",
        "=tickets.example.org via box",
        "xn--bcher-kva.example via box",
    ]
    assert [line for line, _ in lost(found)] == [11, 13, 14]
    assert remarks(found) == [(10, "https://tickets.example.org/")]


def test_the_ways_of_a_list() -> None:
    assert rules(read(b"corp.example\n", route=Route.DIRECT)) == ["corp.example direct"]
    assert rules(read(b"corp.example\n", route=Route.BLOCK, via="box")) == ["corp.example block"]
    nowhere = read(b"corp.example\n")
    assert not nowhere.rules
    assert nowhere.left_out[0].why == "no connection is known for these sites: say through which it shall go"


def test_what_goes_direct_is_never_more_than_in_the_file() -> None:
    found = read(b"https://corp.example/\n*.labs.example\n", route=Route.DIRECT)
    assert rules(found) == ["labs.example direct"]
    assert lost(found) == [(1, "https://corp.example/")]


def test_hosts_file() -> None:
    found = read_file("hosts.txt", route=Route.BLOCK)
    assert found.format == "hosts file"
    assert rules(found) == [
        "ads.example block",
        "track.example.net block",
        "count.example.net block",
        "under_score.example block",
    ]
    assert not found.left_out


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<!DOCTYPE html>\n<html><body>\n<p>Not found, sorry</p>\n", "1"),
        (b"corp.example\nsome prose follows here\nand more of it here\n", "2"),
        (b"corp.example\n\xff\xfebad\n", "2"),
        (b"corp.example\nlabs\0.example\n", "2"),
        (b"W0F1dG9Qcm94IDAuMi45XQ==\n$$$\n", "2"),
        (b"W0F1dG9Qcm94IDAuMi45X\n", "1"),
    ],
)
def test_malformed(content: bytes, line: str) -> None:
    with pytest.raises(TowpathError) as caught:
        read(content, via="box")
    assert caught.value.problem.kind is ProblemKind.RULE_FILE_MALFORMED
    assert caught.value.problem.subject == "the file"
    assert caught.value.problem.facts["line"] == line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert rules(read("bücher.example\r\ncorp.example\r\n".encode(encoding), via="box")) == [
        "xn--bcher-kva.example via box",
        "corp.example via box",
    ]


def test_an_empty_file_has_no_rules() -> None:
    assert not read(b"", via="box").rules
    assert not read(b"# nothing\n", via="box").rules


def test_too_much() -> None:
    with pytest.raises(TowpathError) as caught:
        read(b"x.example\n" * 60_000, via="box")
    assert "more than 50000 rules" in str(caught.value)
