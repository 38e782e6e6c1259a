"""What a far machine says about its Jupyter servers: understood, and never trusted."""

import json
from collections.abc import Sequence

import pytest

from towpath.engine.web_app_finding import LONGEST_FOLDER, MOST_SERVERS, read_servers
from towpath.model.web_app import FoundWebApp

SERVER: dict[str, object] = {
    "base_url": "/",
    "hostname": "localhost",
    "password": False,
    "pid": 1,
    "port": 8888,
    "root_dir": "/home/ann",
    "secure": False,
    "sock": "",
    "token": "secret",
    "url": "http://localhost:8888/",
    "version": "2.14.0",
}


def server(**changes: object) -> dict[str, object]:
    return SERVER | changes


def found(*values: object, before: str = "TOWPATH-LIST\n") -> Sequence[FoundWebApp]:
    return read_servers(before + "\n".join(json.dumps(value) for value in values)).apps


def test_each_server_is_found_once_whoever_tells() -> None:
    other = server(port=8889, url="http://inner:8889/", hostname="inner", base_url="/user/ann/", token="")
    apps = found([server(), other], server(), other)
    assert [app.address.value for app in apps] == [
        "http://localhost:8888/?token=secret",
        "http://inner:8889/user/ann/",
    ]
    assert [app.shown for app in apps] == ["http://localhost:8888/", "http://inner:8889/user/ann/"]


@pytest.mark.parametrize("hostname", ["", "0.0.0.0", "::", "*"])
def test_one_that_listens_everywhere_is_that_machine(hostname: str) -> None:
    (app,) = found(server(hostname=hostname, url="http://spirit64-01:8888/"))
    assert app.shown == "http://localhost:8888/"


def test_older_notebooks_name_their_folder_otherwise() -> None:
    (app,) = found(server(root_dir="", notebook_dir="/srv/books"))
    assert app.folder == "/srv/books"


def test_what_the_shell_says_before_is_no_server() -> None:
    noise = json.dumps(server(port=1)) + "\nWelcome to [spirit64-01] {new}\nTOWPATH-LIST\n"
    assert [app.shown for app in found(server(), before=noise)] == ["http://localhost:8888/"]


HOSTILE: dict[str, object] = {
    "another scheme": server(url="javascript://localhost:8888/"),
    "a viewer": server(url="vnc://localhost:8888/"),
    "a file": server(url="file:///etc/passwd"),
    "no port": server(port=0),
    "a huge port": server(port=99999),
    "a port in words": server(port="ssh"),
    "an option for a host": server(url="http://-oProxyCommand=x:8888/", hostname="x"),
    "another structure": {"url": ["http://localhost"]},
    "no structure": "http://localhost:8888/",
    "nothing": None,
    "brackets": server(url="http://[::1/", hostname="x"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_server_is_left_out(name: str) -> None:
    assert [app.shown for app in found(HOSTILE[name], server())] == ["http://localhost:8888/"]


def test_a_token_cannot_become_another_part_of_the_address() -> None:
    (app,) = found(server(token="a&b=c#d e\n"))
    assert app.address.value == "http://localhost:8888/?token=a%26b%3Dc%23d%20e%0A"
    (app,) = found(server(base_url="/a b?\x1b[2J", token=""))
    assert app.address.value == "http://localhost:8888/a%20b%3F%1B%5B2J"


def test_much_of_it_is_cut_short() -> None:
    apps = found(*(server(port=port, root_dir="x" * 10_000) for port in range(1000, 2000)))
    assert len(apps) == MOST_SERVERS
    assert len(apps[0].folder) == LONGEST_FOLDER


@pytest.mark.parametrize("text", ["", "[" * 5000, "{" * 5000, "[" * 100_000, '[{"url": ', "\x00[]", "TOWPATH-LIST\n]"])
def test_no_text_makes_it_fail(text: str) -> None:
    told = read_servers(text)
    assert told.apps == ()
    assert told.remark


def test_it_tells_whether_there_is_a_jupyter_at_all() -> None:
    assert "no jupyter was found" in read_servers("TOWPATH-LIST\nTOWPATH-NONE\n").remark
    assert "no Jupyter server" in read_servers("TOWPATH-LIST\n[]\n").remark
    assert "runs no commands" in read_servers("This account is for forwarding only.\n").remark
