"""Forwards of every kind as saved, listed and taken away; nothing is connected."""

import json
import shlex
from typing import Any

import pytest

from tests.cli.verbs import Here
from tests.support.program import Done, towpath
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile


def done(here: Here, *arguments: str, warned: str = "") -> str:
    """Run a command that must succeed and warn of just this; returns what it printed."""
    found = here(*arguments)
    assert (found.code, found.err) == (0, warned), found
    return found.out


def forwards(here: Here, name: str = "lab") -> dict[str, Any]:
    """As `show --json` has them, by label."""
    return {f["label"]: f for f in json.loads(done(here, "show", name, "--json"))["forwards"]}


def saved_program(label: str) -> str:
    (connection,) = ConfigStore(find_profile()).peek().connections
    return next(f.program for f in connection.forwards if f.label == label)


def failed(here: Here, *arguments: str) -> Done:
    found = here(*arguments)
    assert found.code != 0
    assert found.out == ""
    return found


def test_each_kind_is_listed_with_both_its_ends(here: Here) -> None:
    done(
        here,
        *("add", "lab", "ann@inner", "-L", "web=8080:intranet:80", "-L", "sock=/tmp/here.sock:/run/there.sock"),
        *("-R", "back=3838:127.0.0.1:22", "-R", "hook=/run/hook.sock:localhost:9000", "-D", "socks=1080"),
    )
    found = forwards(here)
    assert {label: (f["kind"], f["listen"], f["target"]) for label, f in found.items()} == {
        "web": ("local", "127.0.0.1:8080", "intranet:80"),
        "sock": ("local", "/tmp/here.sock", "/run/there.sock"),
        "back": ("remote", "localhost:3838", "127.0.0.1:22"),
        "hook": ("remote", "/run/hook.sock", "localhost:9000"),
        "socks": ("dynamic", "127.0.0.1:1080", ""),
    }
    assert not any(f["public"] for f in found.values())
    lines = [" ".join(line.split()) for line in done(here, "list").splitlines()[2:]]
    assert lines == [
        "web 127.0.0.1:8080 -> intranet:80",
        "sock /tmp/here.sock -> /run/there.sock",
        "back localhost:3838 on inner -> 127.0.0.1:22",
        "hook /run/hook.sock on inner -> localhost:9000",
        "socks SOCKS proxy 127.0.0.1:1080",
    ]


def test_what_other_machines_can_use_is_warned_of_and_marked(here: Here) -> None:
    warning = "towpath: warning: {} is shared: whoever can reach {} network can use it\n"
    done(
        here,
        *("add", "lab", "inner", "-g", "-L", "web=8080:intranet:80", "-R", "back=3838:localhost:22"),
        warned=warning.format("web", "this machine's") + warning.format("back", "the server's"),
    )
    assert {label: (f["listen"], f["public"]) for label, f in forwards(here).items()} == {
        "web": ("*:8080", True),
        "back": ("*:3838", True),
    }
    for listing in ("list", "status", "show"):
        text = done(here, listing, *(["lab"] if listing == "show" else []))
        assert "*:8080 -> intranet:80 (shared with the network)" in text
        assert "*:3838 on inner -> localhost:22 (shared with the network)" in text
    done(here, "edit", "lab", "-L", "all=0.0.0.0:7000:x:1", warned=warning.format("all", "this machine's"))
    done(here, "edit", "lab", "-L", "own=127.0.0.2:7001:x:1")


def test_a_range_of_ports_comes_and_goes_as_one(here: Here) -> None:
    done(here, "add", "lab", "inner", "-L", "web=8888-8890:intranet:80-82", "-D", "1080")
    assert [f["spec"] for f in forwards(here).values()] == [
        "8888:intranet:80",
        "8889:intranet:81",
        "8890:intranet:82",
        "1080",
    ]
    assert list(forwards(here))[:3] == ["web-8888", "web-8889", "web-8890"]
    done(here, "unforward", "lab", "-L", "8888-8890:intranet:80-82")
    assert [f["spec"] for f in forwards(here).values()] == ["1080"]


def test_unforward_names_one_of_each_kind(here: Here) -> None:
    done(here, "add", "lab", "inner", "-L", "3838:localhost:22", "-R", "3838:localhost:22", "-D", "1080-1082")
    done(here, "unforward", "lab", "-R", "3838:localhost:22")
    assert [f["kind"] for f in here.listed("show", "lab")["forwards"]] == ["local", *["dynamic"] * 3]
    done(here, "unforward", "lab", "-D", "1080-1082")
    done(here, "unforward", "lab", "-L", "3838:localhost:22")
    assert forwards(here) == {}
    missing = failed(here, "unforward", "lab", "-D", "1080")
    assert missing.code == 1
    assert missing.err.startswith("towpath: lab:1080: the connection has no such forward")


def test_a_program_belongs_to_a_label_and_stays_when_the_forward_moves(here: Here) -> None:
    done(here, "add", "lab", "inner", "-L", "vnc=5901:desk:5900", "--program", "vnc=vncviewer %h::%p")
    assert saved_program("vnc") == "vncviewer %h::%p"
    assert "vncviewer %h::%p" in done(here, "show", "lab")
    done(here, "edit", "lab", "-L", "vnc=5902:desk:5900")
    assert (forwards(here)["vnc"]["listen"], saved_program("vnc")) == ("127.0.0.1:5902", "vncviewer %h::%p")
    done(here, "edit", "lab", "--program", "vnc=")
    assert saved_program("vnc") == ""
    assert failed(here, "edit", "lab", "--program", "rdp=x").code == 2


def test_how_long_and_how_often(here: Here) -> None:
    done(here, "add", "lab", "inner", "--give-up-after", "3600", "--check-interval", "0")
    settings = json.loads(done(here, "show", "lab", "--json"))["settings"]
    assert (settings["reconnect"]["give_up_after"], settings["checks"]["interval"]) == (3600, 0)
    shown = done(here, "show", "lab")
    assert "for 3600 s" in shown
    assert "when asked" in shown
    done(here, "edit", "lab", "--no-reconnect", "--check-interval", "5")
    settings = json.loads(done(here, "show", "lab", "--json"))["settings"]
    assert (settings["reconnect"], settings["checks"]["interval"]) == (
        {**settings["reconnect"], "enabled": False, "give_up_after": 3600},
        5,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "x", "h", "-g"], "-g goes with -L, -R or -D"),
        (["add", "x", "h", "-g", "-L", "/tmp/a:/tmp/b"], "a Unix socket cannot be shared"),
        (["add", "x", "h", "-L", "80:a:1", "-D", "80"], "-L 80:a:1 has the same label or listening end"),
        (["add", "x", "h", "-L", "8000-8002:a:1-2"], "the two ranges of ports differ in length"),
        (["forward", "x", "-L", "1:a:1", "-D", "1080"], "give one of -L, -R and -D"),
        (["forward", "x", "-L", "1:a:1", "--user", "me"], "--user goes with -D"),
        (["unforward", "x", "-L", "1:a:1", "-D", "1080"], "give the forward's LABEL, or one of"),
        (["show", "x", "--json", "--as-ssh-config"], "exclude each other"),
        (["forward", "x", "-L", "1:a:1", "--program", "viewer '%p"], "a quotation mark is not closed"),
        (["add", "x", "h", "-L", "v=1:a:1", "--program", "v=viewer %x"], "%x is not known there; use %h, %p or %%"),
    ],
)
def test_wrong_usage(here: Here, arguments: list[str], said: str) -> None:
    found = failed(here, *arguments)
    assert found.code == 2
    assert said in found.err


def test_show_as_ssh_command_and_as_ssh_config(here: Here) -> None:
    done(
        here,
        "add",
        "my lab",
        "ann@inner:2222",
        "-J",
        "gate",
        "-L",
        "web=8080:intranet:80",
        "-D",
        "socks=1080",
        "-L",
        "any=0:x:1",
    )
    command = shlex.split(done(here, "show", "my lab:web", "--as-ssh-command"))
    assert (command[0], command[-1]) == ("ssh", "ann@inner")
    assert "127.0.0.1:8080:intranet:80" in command
    assert "-D" not in command
    refused = failed(here, "show", "my lab", "--as-ssh-command")
    assert "any: ssh cannot let the system choose the port" in refused.err
    done(here, "unforward", "my lab", "any")
    whole = shlex.split(done(here, "show", "my lab", "--as-ssh-command"))
    assert whole.count("-L") == whole.count("-D") == whole.count("-J") == 1
    snippet = towpath("show", "my lab", "--as-ssh-config").out  # which names the program that runs
    assert "\nHost my-lab\n" in snippet
    assert "towpath stdio 'my lab' %h %p\n" in snippet


def test_there_is_nothing_to_check_in_a_connection_that_is_off(here: Here) -> None:
    done(here, "add", "lab", "inner", "-L", "web=8080:intranet:80")
    found = here("check", "lab")
    assert (found.code, found.out, found.err) == (1, "lab: off: nothing is up\n", "")


def test_no_second_forward_with_the_same_label(here: Here) -> None:
    done(here, "add", "my lab", "inner", "-L", "web=8080:intranet:80")
    found = failed(here, "forward", "my lab", "-R", "web=8081:intranet:80", "--save")
    assert found.code == 2
    assert found.err == (
        "towpath: web: the connection has a forward with this label"
        " (choose another label, or change that one: towpath edit 'my lab' -R …)\n"
    )
    assert [f["spec"] for f in forwards(here, "my lab").values()] == ["8080:intranet:80"]
