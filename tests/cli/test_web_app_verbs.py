"""The verb `open`: a web page behind real servers, in the browser of this machine."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.verbs import Here
from tests.support.browser_stub import BrowserStub
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.process import ROOT
from tests.support.profile import connection, hop, know, save
from tests.support.program import AtTerminal, Started
from tests.support.sshd import Sshd

STAYS = "Ctrl-C takes it down."
TOKEN = "canary0token9c6f0a4be1d24fd5b73f"


@pytest.fixture
def lab(sshd: Sshd, user_key: KeyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrowserStub:
    """A connection to where the site is, and a browser."""
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    return BrowserStub(tmp_path / "desktop", monkeypatch)


def page(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # of a test's server
        return bytes(answer.read())


def address_in(out: str) -> str:
    return next(line for line in out.splitlines() if line.startswith("http"))


def test_a_page_is_opened_and_stays_until_ctrl_c(lab: BrowserStub, site: HttpServer) -> None:
    with Started("open", "lab", str(site.port)) as opened:
        address = address_in(opened.wait_for(STAYS))
        assert page(address) == site.pages["/"]
        assert lab.opened() == [address]
        assert f"port {site.port} is taken" in opened.err
        done = opened.end(signal.SIGINT)
    assert (done.code, done.out) == (0, f"{address}\n{STAYS}\n")
    with pytest.raises(OSError, match="refused"):
        page(address)


def test_in_a_running_engine_it_stays_open_and_is_ended_by_its_id(
    lab: BrowserStub, here: Here, site: HttpServer
) -> None:
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        opened = here("open", "lab", f":{site.port}", "--no-browser")
        assert (opened.code, lab.opened(0)) == (0, [])
        assert page(opened.out.strip()) == site.pages["/"]
        (listed,) = here.listed("open", "--list")
        assert listed["open"] is True
        assert listed["name"] in here.do("open", "--list")
        here.do("open", "--end", listed["id"])
        (listed,) = here.listed("open", "--list")
        assert listed["open"] is False
        again = json.loads(here("open", "--again", listed["id"], "--no-browser", "--json").out)
        assert page(again["address"]) == site.pages["/"]


def test_from_stdin_the_token_is_in_no_command_line(lab: BrowserStub, here: Here, site: HttpServer) -> None:
    printed = f"Jupyter is at:\n  http://localhost:{site.port}/?token={TOKEN}\n"
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        opened = subprocess.run(
            [sys.executable, "-m", "towpath", "open", "lab", "-", "--machine", ""],
            input=printed,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            start_new_session=True,
        )
        assert opened.returncode == 0, opened.stderr
        assert opened.stdout.strip().endswith(f"/?token={TOKEN}")
        assert TOKEN not in here.do("status", "--json") + here.do("open", "--list", "--json")


def test_at_the_terminal_an_address_is_pasted_unseen(lab: BrowserStub, site: HttpServer) -> None:
    with AtTerminal("open", "lab", "-", "--machine", "", "--no-browser") as terminal:
        terminal.answer("Paste the address (it is not shown): ", f"http://localhost:{site.port}/?token={TOKEN}")
        terminal.wait_for(STAYS)
        assert terminal.screen.count(TOKEN) == 1, "only where the address here is printed"
        terminal.press("\x03")
        assert terminal.end().code == 0


def test_whose_loopback_it_is_is_asked_once_at_the_terminal(lab: BrowserStub, site: HttpServer) -> None:
    with AtTerminal("open", "lab", f"localhost:{site.port}", "--no-browser") as terminal:
        terminal.answer("On which machine is localhost? [127.0.0.1] ", "")
        terminal.wait_for(STAYS)
        terminal.press("\x03")
        assert terminal.end().code == 0
    with AtTerminal("open", "lab", f"localhost:{site.port}", "--no-browser") as terminal:
        terminal.wait_for(STAYS)
        assert "On which machine" not in terminal.screen
        assert "as the last time" in terminal.err


def test_where_nobody_can_be_asked_it_ends_with_3(lab: BrowserStub, here: Here, site: HttpServer) -> None:
    said = here.error_of("open", "lab", f"localhost:{site.port}", code=3)
    assert "on which machine is localhost?" in said
    assert "name it with --machine" in said


def test_where_nothing_listens_it_fails_with_advice(here: Here, lab: BrowserStub) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        said = here.error_of("open", "lab", str(unused.getsockname()[1]), code=1)
    assert "does not answer" in said
    assert "see that it runs on 127.0.0.1" in said


def test_without_a_browser_its_address_is_there_all_the_same(lab: BrowserStub, site: HttpServer) -> None:
    lab.fail()
    with Started("open", "lab", str(site.port)) as opened:
        assert page(address_in(opened.wait_for(STAYS))) == site.pages["/"]
        assert "did not start" in opened.err


def test_servers_that_run_there_are_listed_and_the_only_one_is_opened(
    lab: BrowserStub, here: Here, sshd: Sshd, site: HttpServer
) -> None:
    runtime = sshd.home / ".local" / "share" / "jupyter" / "runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    note = runtime / f"jpserver-{os.getpid()}.json"
    info = {"url": f"http://localhost:{site.port}/", "port": site.port, "token": TOKEN, "root_dir": "/srv/\x1b[2J"}
    note.write_text(json.dumps(info))
    try:
        assert here.listed("open", "lab", "--find") == [
            {"address": f"http://localhost:{site.port}/", "folder": "/srv/\x1b[2J"}
        ]
        assert "\x1b" not in here.do("open", "lab", "--find")
        with Started("open", "lab", "--find", "--open", "--no-browser") as opened:
            assert opened.wait_for(STAYS).splitlines()[0].endswith(f"/?token={TOKEN}")
    finally:
        note.unlink()
    assert here("open", "lab", "--find").err.startswith("towpath: no ")
    assert "nothing to open" in here.error_of("open", "lab", "--find", "--open", code=2)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("lab",),
        ("lab", "8888", "--find"),
        ("lab", "--list"),
        ("lab", "8888", "--open"),
        ("--list", "--end", "x"),
        ("lab", "--find", "--machine", "x"),
        ("lab", "ftp://box/"),
        ("lab", ""),
    ],
)
def test_wrong_usage(here: Here, lab: BrowserStub, arguments: tuple[str, ...]) -> None:
    here.error_of("open", *arguments, code=2)


def test_what_is_unknown_is_named(here: Here, lab: BrowserStub) -> None:
    assert "no connection has this name" in here.error_of("open", "nowhere.invalid", "8888", code=1)
    assert "not among those" in here.error_of("open", "--end", "x", code=2)
