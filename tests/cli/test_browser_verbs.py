"""The verbs about browsers and site rules: proxy, route, pac, browse, rules."""

import json
import os
import re
import signal
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete

from tests.cli.verbs import Here
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.program import Started
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.cli.main import make_program
from towpath.model.connection import Connection, Hop
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserSettings, Route, SiteRule, WhenDown

STAYS = "Ctrl-C takes it down."
SECONDS = 20.0
OWN = urllib.request.build_opener(urllib.request.ProxyHandler({}))


RULES = (
    SiteRule(id="1", pattern="wiki.corp.example", route=Route.DIRECT),
    SiteRule(id="2", pattern="corp.example", connection="lab", note="the [b]intranet"),
    SiteRule(id="3", pattern="10.0.0.0/8", connection="lab", when_down=WhenDown.DIRECT),
    SiteRule(id="4", pattern="=ads.example", route=Route.BLOCK),
)


@pytest.fixture
def lab() -> None:
    """A connection, and these rules."""
    saved = Connection(id="lab", name="lab", target=Hop(host="gate"))
    save(saved, settings=Settings(browser=BrowserSettings(rules=RULES)))


class Verbs(Here):
    """With a word for rules."""

    def patterns(self) -> list[str]:
        return [rule["pattern"] for rule in self.listed("rules", "list")]


@pytest.fixture
def here(lab: None, capsys: pytest.CaptureFixture[str]) -> Verbs:
    return Verbs(capsys)


def proxied(port: str, url: str) -> tuple[int, str]:
    """Status and text of a page through the router."""
    handler = urllib.request.ProxyHandler({"http": f"http://{port}"})
    try:
        with urllib.request.build_opener(handler).open(url, timeout=SECONDS) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def said(out: str, what: str) -> str:
    """The value after `what: `."""
    found = re.search(rf"^{what}: ([^\s,]+)", out, re.MULTILINE)
    assert found, out
    return found[1]


def test_the_table_of_rules(here: Verbs) -> None:
    assert here.do("rules", "list").splitlines() == [
        "PATTERN            WAY      REMARKS",
        "wiki.corp.example  direct",
        "corp.example       via lab  the [b]intranet",
        "10.0.0.0/8         via lab  or direct",
        "=ads.example       block",
    ]
    assert here.listed("rules", "list")[2] == {
        "pattern": "10.0.0.0/8",
        "route": "via",
        "via": "lab",
        "when_down": "direct",
        "enabled": True,
        "note": "",
        "lifetime": "lasting",
        "expires": 0.0,
    }


def test_rules_are_added_where_one_says_and_removed_by_their_patterns(here: Verbs) -> None:
    here.do("rules", "add", "first.example", "--block", "--first")
    here.do("rules", "add", "tenth.example", "--direct", "--before", "10.0.0.0/8")
    assert here.patterns() == ["first.example", "wiki.corp.example", "corp.example", "tenth.example", "10.0.0.0/8",
                          "=ads.example"]  # fmt: skip
    here.do("rules", "remove", "first.example", "*.CORP.example")
    assert here.patterns() == ["wiki.corp.example", "tenth.example", "10.0.0.0/8", "=ads.example"]
    failed = here("rules", "remove", "tenth.example", "gone.example")
    assert (failed.code, failed.out) == (1, "")
    assert failed.err.startswith("towpath: no rule gone.example")
    assert "tenth.example" in here.patterns(), "all or none"


def test_a_rule_that_never_decides_is_added_with_a_warning(here: Verbs) -> None:
    done = here("rules", "add", "db.corp.example", "--direct")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "towpath: warning: db.corp.example: an earlier rule decides: "
        "corp.example via lab (the [b]intranet) (see --first)\n"
    )


@pytest.mark.parametrize(
    ("site", "lines"),
    [
        ("https://db.corp.example:8443/x?y", ["via lab", "rule: corp.example via lab (the [b]intranet)"]),
        ("http://10.1.2.3", ["via lab", "rule: 10.0.0.0/8 via lab (or direct)"]),
        ("ads.example", ["BLOCK", "rule: =ads.example block"]),
        ("sub.ads.example", ["DIRECT", "no rule is for it"]),
        ("localhost:80", ["DIRECT", "it is this machine: browsers ask no proxy for it"]),
        (
            "WIKI.corp.example.",
            [
                "DIRECT",
                "rule: wiki.corp.example direct",
                "fits, too, but comes later: corp.example via lab (the [b]intranet)",
            ],
        ),
    ],
)
def test_the_way_of_a_site(here: Verbs, site: str, lines: list[str]) -> None:
    assert here.do("route", site).splitlines() == lines


def test_the_way_of_a_site_for_programs(here: Verbs) -> None:
    found = here.listed("route", "http://wiki.corp.example/")
    assert (found["host"], found["port"], found["route"], found["via"]) == ("wiki.corp.example", 80, "direct", "")
    assert found["rule"]["pattern"] == "wiki.corp.example"
    assert [rule["pattern"] for rule in found["shadowed"]] == ["corp.example"]


def test_a_rule_outlives_its_connection(here: Verbs) -> None:
    here.do("remove", "lab")
    assert here.do("route", "corp.example").splitlines()[0] == "via a connection that was removed"
    assert here.listed("rules", "list")[1]["via"] == ""


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["rules", "add", "a.example"], 2, "give one of --via, --direct and --block"),
        (["rules", "add", "a.example", "--via", "lab", "--block"], 2, "give one of --via, --direct and --block"),
        (["rules", "add", "a.example", "--block", "--or-direct"], 2, "--or-direct goes with --via"),
        (["rules", "add", "a.example", "--block", "--first", "--before", "b"], 2, "exclude each other"),
        (["rules", "add", "a.example", "--block", "--before", "b.example"], 1, "no rule b.example"),
        (["rules", "add", "a.example", "--via", "gone"], 1, "no connection has this name; there is lab"),
        (["rules", "add", "http://a.example/", "--via", "lab"], 2, "a rule is for hosts, not for pages"),
        (["rules", "add", "/(/", "--via", "lab"], 2, "/(/"),
        (["rules", "add", "a.example", "--via", "lab", "--hour"], 2, "no Towpath is running that could keep the rule"),
        (["rules", "import", "/nonexistent", "--via", "lab"], 1, "/nonexistent"),
        (["rules", "export", "/dev/null/x.pac"], 1, "/dev/null"),
        (["route", "a b"], 2, "a b"),
        (["proxy"], 2, "Missing argument"),
        (["proxy", "everything"], 2, "is not one of 'off', 'rules', 'all', 'status'"),
        (["proxy", "all"], 2, "name the connection with --via"),
        (["proxy", "rules", "--via", "lab"], 2, "--via goes with `all`"),
        (["proxy", "off", "--json"], 2, "--json goes with `status`"),
        (["browse", "--json"], 2, "--json goes with --list"),
        (["browse", "--browser", "netscape"], 1, "cannot start netscape: it is not installed"),
        (["browse", "--", "--proxy-server=x"], 2, "not the address of a web site"),
        (["browse", "file:///etc/passwd"], 2, "not the address of a web site"),
        (["browse", "--via", "gone"], 1, "no connection has this name"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(here: Verbs, arguments: list[str], code: int, error: str) -> None:
    done = here(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("towpath: ")
    assert done.err.count("\n") == 1
    assert error in done.err


def test_a_list_of_domains_is_imported_once_and_what_is_left_out_is_told(here: Verbs, tmp_path: Path) -> None:
    file = tmp_path / "sites.txt"
    file.write_text("# ours\none.example\ntwo.example\nnot a domain\n")
    tried = here("rules", "import", str(file), "--via", "lab", "--dry-run")
    assert (tried.code, tried.out.splitlines()[:2]) == (0, ["one.example via lab", "two.example via lab"])
    assert "2 rules to be added" in tried.out
    assert "one.example" not in here.patterns()
    done = here("rules", "import", str(file), "--via", "lab")
    assert done.code == 0
    assert "2 rules added, 1 left out" in done.out
    assert done.err.startswith(f"towpath: {file}:4: ")
    assert done.err.count("\n") == 1
    assert here.patterns()[-2:] == ["one.example", "two.example"]
    again = here("rules", "import", str(file), "--via", "lab", "--json")
    found = json.loads(again.out)
    assert (again.code, found["rules"], found["already"], found["left_out"][0]["line"]) == (0, [], 2, 4)


def test_an_import_of_nothing_fails(here: Verbs, tmp_path: Path) -> None:
    file = tmp_path / "sites.txt"
    file.write_text("one.example\n")
    done = here("rules", "import", str(file))
    assert done.code == 1
    assert f"towpath: {file}:1: one.example: " in done.err
    assert here.do("rules", "import", str(file), "--block") != ""
    assert here.listed("rules", "list")[-1]["route"] == "block"


def test_rules_are_exported_for_other_programs(here: Verbs, tmp_path: Path) -> None:
    done = here("rules", "export")
    assert done.code == 0
    assert [proxy["hostname"] for proxy in json.loads(done.out)["data"] if "corp.example" in json.dumps(proxy)]
    pac = tmp_path / "rules.pac"
    assert here.do("rules", "export", str(pac)) == ""
    assert pac.read_text() == here.do("rules", "export", "--format", "pac") == here.do("pac")
    assert "FindProxyForURL" in pac.read_text()


def test_patterns_are_completed(here: Verbs) -> None:
    shell = ShellComplete(make_program(lambda _profile, _how: 0), {}, "towpath", "_TOWPATH_COMPLETE")
    for words in (["rules", "remove"], ["rules", "add", "x", "--before"]):
        assert [item.value for item in shell.get_completions(words, "=a")] == ["=ads.example"]


@pytest.fixture
def real(sshd: Sshd, user_key: KeyFile) -> None:
    """A connection that can be had."""
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))


@pytest.fixture
def beside(real: None, capsys: pytest.CaptureFixture[str]) -> Verbs:
    """For commands while a program runs."""
    return Verbs(capsys)


def test_the_switch_stays_on_until_somebody_turns_it_off(beside: Verbs) -> None:
    """Rules act at once, a connection comes up when it is needed, and temporary rules end with the program."""
    with Started("proxy", "rules") as proxy:
        lines = proxy.wait_for(STAYS).splitlines()
        assert lines[0] == "rules"
        router = said(proxy.out, "proxy")
        status = beside.listed("proxy", "status")
        assert (status["mode"], status["proxy"], status["rules"]) == ("rules", router, 0)
        assert said(proxy.out, "PAC file") == status["pac_url"]
        with OWN.open(status["pac_url"], timeout=SECONDS) as reply:
            assert reply.read().decode() == beside.do("pac")

        beside.do("rules", "add", "ads.far.example", "--block")
        code, text = proxied(router, "http://ads.far.example/")
        assert code == 403
        assert "ads.far.example" in text
        beside.do("rules", "add", "far.example", "--via", "lab", "--hour")
        assert beside.patterns() == ["far.example", "ads.far.example"]
        assert "until " in beside.do("rules", "list").splitlines()[1]
        assert beside.listed("status")[0]["state"] == "off"
        code, _ = proxied(router, "http://wiki.far.example/")
        assert code >= 500, "nobody knows the name, there neither"
        assert beside.listed("status")[0]["state"] == "up"
        assert beside.do("proxy", "rules").splitlines()[0] == "rules", "it is there already"
        beside.do("down", "lab")
        beside.do("proxy", "off")
        done = proxy.end()
    assert (done.code, done.out.splitlines()[-1]) == (0, "Everything was taken down.")
    assert beside.patterns() == ["ads.far.example"]
    assert beside.do("proxy", "status") == "off\n"


def test_everything_goes_through_one_connection_and_ctrl_c_ends_it(beside: Verbs) -> None:
    with Started("proxy", "all", "--via", "lab") as proxy:
        assert proxy.wait_for(STAYS).splitlines()[0] == "all via lab"
        assert beside.do("route", "any.example").splitlines() == [
            "via lab",
            "no rule is for it, and the switch is at Everything",
        ]
        assert beside.do("proxy", "rules").splitlines()[0] == "rules"
        assert beside.do("proxy", "all").splitlines()[0] == "all via lab", "as the last time"
        port = said(proxy.out, "proxy")
        assert proxy.end(signal.SIGINT).code == 0
    assert beside.do("proxy", "status").splitlines() == ["off", "the window will turn it to all when it starts"]
    with Started("proxy", "all") as proxy:
        proxy.wait_for(STAYS)
        assert said(proxy.out, "proxy") == port, "the port is kept"


def test_a_browser_is_started_with_the_router_as_its_proxy(
    beside: Verbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "arguments"
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{out}.part; mv {out}.part {out}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")

    def arguments() -> list[str]:
        wait_for(out.exists, timeout=SECONDS, what="the browser to start")
        found = out.read_text().splitlines()
        out.unlink()
        return found

    found: list[dict[str, Any]] = beside.listed("browse", "--list")
    assert found[0] == {"id": "chromium", "name": "Chromium", "family": "chromium"}
    with Started("browse", "http://wiki.far.example/") as browse:
        browse.wait_for(STAYS)
        given = arguments()
        router = beside.listed("proxy", "status")["proxy"]
        assert f"--proxy-server=socks5://{router}" in given
        assert given[-1] == "http://wiki.far.example/"
        assert beside.do("browse", "--via", "lab", "--browser", "chromium") == ""
        own = next(one for one in arguments() if one.startswith("--proxy-server="))
        assert own != f"--proxy-server=socks5://{router}"
        code, _ = proxied(own.removeprefix("--proxy-server=socks5://"), "http://wiki.far.example/")
        assert code >= 500
        assert beside.listed("status")[0]["state"] == "up", "though no rule is for it"
        browse.end(signal.SIGINT)
