"""The verbs that need no server: what they print, where, and with which exit code."""

import json
import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tests.cli.verbs import Here, do, error_of, listed
from tests.support.program import TOWPATH, towpath
from towpath.__main__ import main
from towpath.cli.main import make_program

CONNECTION_KEYS = {
    "name", "group", "favourite", "saved", "target", "jumps", "state", "reason", "problem", "since", "retry_at",
    "tries", "forwards",
}  # fmt: skip


def add_lab(here: Here) -> None:
    here.do(
        "add", "lab", "ann@inner:2222", "-J", "gate,bob@[::1]:2200", "-L", "web=8080:intranet:80", "--group", "Work"
    )


def test_favourites(here: Here) -> None:
    here.do("add", "lab", "ann@inner", "--favourite")
    assert [one["favourite"] for one in here.listed("list")] == [True]
    here.do("edit", "lab", "--no-favourite")
    assert [one["favourite"] for one in here.listed("list")] == [False]


def test_what_is_added_is_listed_shown_edited_and_removed(here: Here) -> None:
    assert here.listed("list") == []
    add_lab(here)
    (lab,) = here.listed("list")
    assert set(lab) == CONNECTION_KEYS
    assert (lab["name"], lab["group"], lab["target"]) == ("lab", "Work", "ann@inner:2222")
    assert lab["jumps"] == ["gate", "bob@[::1]:2200"]
    (web,) = lab["forwards"]
    assert web == {
        "label": "web",
        "kind": "local",
        "spec": "8080:intranet:80",
        "listen": "127.0.0.1:8080",
        "target": "intranet:80",
        "public": False,
        "enabled": True,
        "saved": True,
        "program": "",
        "user": "",
        "state": "off",
        "reason": "",
        "problem": "",
        "retry_at": 0,
        "last_error": "",
        "last_error_at": 0,
        "checked_at": 0,
        "traffic": {"down": 0, "up": 0, "down_rate": 0, "up_rate": 0, "open": 0, "connections": 0},
    }
    (now,) = listed("status")
    assert {**now, "since": lab["since"]} == lab, "the same, from another process"
    shown = here.listed("show", "lab")
    assert set(shown) == CONNECTION_KEYS | {"settings"}
    assert shown["settings"]["target"]["port"] == 2222

    here.do(
        "edit",
        "lab",
        "carl@far",
        "-L",
        "web=[::1]:9090:intranet:443",
        "-L",
        "7000:db:5432",
        "--name",
        "lab 2",
        "-J",
        "none",
    )
    (lab,) = here.listed("list")
    assert (lab["name"], lab["target"], lab["jumps"], lab["group"]) == ("lab 2", "carl@far", [], "Work")
    assert [f["listen"] for f in lab["forwards"]] == ["[::1]:9090", "127.0.0.1:7000"]
    here.do("unforward", "lab 2", "-L", "7000:db:5432")
    here.do("unforward", "lab 2", "web")
    assert here.listed("show", "lab 2")["forwards"] == []
    here.do("remove", "lab 2")
    assert here.listed("list") == []


def test_every_option_is_kept_and_can_be_taken_back(here: Here) -> None:
    here.do(
        "add",
        "x",
        "h",
        "-i",
        "~/.ssh/a",
        "-i",
        "b",
        "-C",
        "--host-keys",
        "strict",
        "--timeout",
        "7.5",
        "--no-reconnect",
    )
    settings = here.listed("show", "x")["settings"]
    assert settings["target"]["auth"]["identity_files"] == ["~/.ssh/a", "b"]
    assert (settings["target"]["compression"], settings["target"]["timeout"]) == (True, 7.5)
    assert settings["target"]["host_key_policy"] == "strict"
    assert settings["reconnect"]["enabled"] is False
    here.do("edit", "x", "--no-compression", "--reconnect", "--proxy", "socks5://me@proxy:1080")
    settings = here.listed("show", "x")["settings"]
    assert (settings["target"]["compression"], settings["reconnect"]["enabled"]) == (False, True)
    assert settings["proxy"] == {"kind": "socks5", "host": "proxy", "port": 1080, "user": "me"}
    here.do("edit", "x", "--proxy", "none", "--proxy-command", "nc %h %p")
    settings = here.listed("show", "x")["settings"]
    assert (settings["proxy"], settings["proxy_command"]) == (None, "nc %h %p")
    here.do("edit", "x", "--sftp-command", "sudo /usr/lib/openssh/sftp-server")
    assert re.search(r"^SFTP server +sudo /usr/lib/openssh/sftp-server$", here.do("show", "x"), re.MULTILINE)
    here.do("edit", "x", "--sftp-command", "")
    assert "SFTP server" not in here.do("show", "x")
    assert re.search(r"^ProxyCommand +nc %h %p$", here.do("show", "x"), re.MULTILINE)


def test_tables_for_people(here: Here) -> None:
    assert here.do("list").strip() == ""
    add_lab(here)
    lines = here.do("list").splitlines()
    assert lines[0].split() == ["NAME", "WHERE", "GROUP"]
    assert lines[1].split() == ["lab", "gate", ">", "bob@[::1]:2200", ">", "ann@inner:2222", "Work"]
    assert lines[2].split() == ["web", "127.0.0.1:8080", "->", "intranet:80"]
    states = here.do("status").splitlines()
    assert states[0].split() == ["NAME", "WHERE", "STATE", "TRAFFIC", "REASON"]
    assert [line.split()[-1] for line in states[1:]] == ["off", "off"]
    shown = dict(line.strip().split(maxsplit=1) for line in here.do("show", "lab").splitlines())
    assert shown["target"] == "ann@inner:2222"
    assert shown["forward"] == "-L web: 127.0.0.1:8080 -> intranet:80 (off)"


def test_tables_are_neither_cut_nor_coloured_in_a_pipe_and_nothing_is_read_as_markup(here: Here) -> None:
    name = "[red]" + "n" * 70
    here.do("add", name, f"{'u' * 100}@{'h' * 60}.example")
    out = do("list", env={**os.environ, "COLUMNS": "40", "TERM": "xterm-256color"})
    assert name in out
    assert f"{'u' * 100}@{'h' * 60}.example" in out
    assert "\x1b" not in out


def test_the_file_is_private_and_holds_no_more_than_was_said(here: Here) -> None:
    add_lab(here)
    path = Path(os.environ["XDG_CONFIG_HOME"], "towpath", "towpath.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert json.loads(path.read_text())["connections"][0]["name"] == "lab"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["--frobnicate"], "No such option"),
        (["list", "--frobnicate"], "No such option"),
        (["list", "too", "much"], "unexpected extra argument"),
        (["show"], "Missing argument 'NAME[:LABEL]'"),
        (["up"], "Missing argument"),
        (["add", "x"], "give either a host"),
        (["add", "x", "h:99999"], "not a port number"),
        (["add", "x", "h", "-L", "80"], "not a local forward"),
        (["add", "x", "h", "-L", "a=1:h:2", "-L", "a=3:h:4"], "has the same label"),
        (["add", "x", "h", "-L", "1:h:2", "-L", "1:h:4"], "has the same label or listening end"),
        (["add", "x", "-host"], "No such option"),
        (["add", "a:b", "h"], "not a name"),
        (["add", "x", "us er@h"], "not a user name"),
        (["add", "x", "h", "-J", "a,,b"], "not a host name"),
        (["add", "x", "h", "--host-keys", "never"], "'never' is not one of"),
        (["add", "x", "h", "--timeout", "0"], "0"),
        (["add", "x", "h", "--timeout", "nan"], "nan"),
        (["add", "x", "h", "--timeout", "inf"], "inf"),
        (["add", "x", "h", "--proxy", "socks5://p:0"], "not a proxy"),
        (["add", "x", "h", "--sftp-command", "a\nb"], "not a command"),
        (["add", "x", "h", "--proxy", "http://[::1:1"], "not a proxy"),
        (["add", "x", "h", "--proxy", "ftp://p:1"], "not a proxy"),
        (["add", "x", "h", "--proxy", "socks5://p:1", "--proxy-command", "nc"], "exclude each other"),
        (["unforward", "x"], "give the forward's LABEL, or one of -L, -R and -D"),
        (["forward", "x"], "give one of -L, -R and -D"),
        (["demo", "--screenshot", "x.png"], "--check"),
    ],
)
def test_wrong_usage_exits_2_with_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["towpath", *arguments])
    code = main()
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith("towpath: ")
    assert (err.count("\n"), err[-1]) == (1, "\n")
    assert said in err


def test_usage_errors_leave_the_process_with_their_code() -> None:
    assert error_of("frobnicate", code=2) == "usage: No such command 'frobnicate'. (see `towpath --help`)"
    assert error_of("up", code=2) == "usage: Missing argument 'NAME[:LABEL]…'. (see `towpath up --help`)"


def test_a_verb_of_verbs_alone_names_these() -> None:
    assert error_of("autostart", code=2) == "usage: say which: off, on, status (see `towpath autostart --help`)"


def test_a_password_in_a_proxys_url_is_refused_and_not_repeated(here: Here) -> None:
    assert "canary" not in here.error_of("add", "x", "h", "--proxy", "http://me:canary@p:1", code=2)


def test_unknown_names_list_the_choices(here: Here) -> None:
    add_lab(here)
    here.do("add", "other", "h")
    for verb in ("show", "up"):
        assert here.error_of(verb, "nope", code=1) == (
            "nope: no connection has this name; there is lab, other (see `towpath list`)"
        )
    assert here.error_of("forward", "nope", "-L", "1:h:2", code=1).startswith("nope: no connection")
    for arguments in (["up", "lab:nope"], ["unforward", "lab", "nope"]):
        assert here.error_of(*arguments, code=1) == (
            "lab:nope: the connection has no such forward; there is web (see `towpath show`)"
        )


def test_a_name_is_taken_once(here: Here) -> None:
    add_lab(here)
    here.do("add", "other", "h")
    for arguments in (["add", "lab", "h"], ["edit", "other", "--name", "lab"]):
        said = here.error_of(*arguments, code=1)
        assert said == "lab: a connection with this name exists (choose another name, or edit it)"
    assert [c["name"] for c in here.listed("list")] == ["lab", "other"]


def test_config_and_variable_choose_the_profile(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    here.do("--config", str(first), "add", "one", "h")
    with monkeypatch.context() as named:
        named.setenv("TOWPATH_CONFIG", str(second))
        here.do("add", "two", "h")
        assert [c["name"] for c in here.listed("list")] == ["two"]
        # The option wins over the variable.
        assert [c["name"] for c in here.listed("--config", str(first), "list")] == ["one"]
    assert [c["name"] for c in here.listed("--config", str(first), "list")] == ["one"]
    assert here.listed("list") == [], "the usual place was never touched"


def test_a_damaged_file_is_kept_aside_and_reported(tmp_path: Path) -> None:
    (tmp_path / "towpath.json").write_text('{"version": 1, "conn')
    done = towpath("--config", str(tmp_path), "list", "--json")
    assert (done.code, json.loads(done.out)) == (0, [])
    kept = tmp_path / "towpath.json.damaged"
    assert done.err == (
        f"towpath: cannot read {tmp_path}/towpath.json: the file is damaged: Input data was truncated"
        f" (it was kept as {kept}; starting with nothing saved)\n"
    )
    assert kept.read_text() == '{"version": 1, "conn'
    assert do("--config", str(tmp_path), "list", "--json") == "[]\n"


@pytest.mark.parametrize(
    ("text", "said"), [('{"version": 99}', "written by a newer Towpath (version 99)"), (None, "Is a directory")]
)
def test_a_profile_that_cannot_be_used_fails_with_one_line(
    here: Here, tmp_path: Path, text: str | None, said: str
) -> None:
    config = tmp_path / "towpath.json"
    if text is None:
        config.mkdir()
    else:
        config.write_text(text)
    assert said in here.error_of("--config", str(tmp_path), "list", code=1)
    assert said in here.error_of("--config", str(tmp_path), "add", "x", "h", code=1)
    assert text is None or config.read_text() == text


def test_a_profile_that_cannot_be_made_fails_with_one_line(here: Here, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    line = here.error_of("--config", str(tmp_path / "file" / "profile"), "list", code=1)
    assert line.startswith("cannot write ")


def test_a_reader_that_has_enough_is_no_error(here: Here) -> None:
    add_lab(here)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nobody_reads:
        done = subprocess.run(
            [*TOWPATH, "list", "--json"], stdout=nobody_reads, stderr=subprocess.PIPE, timeout=30, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_commands_at_the_same_time_lose_nothing() -> None:
    """Each is the engine, or talks to the one that is just then."""
    names = [f"c{number}" for number in range(6)]
    with ThreadPoolExecutor(len(names)) as pool:
        done = list(pool.map(lambda name: towpath("add", name, "h"), names))
    assert [(d.code, d.err) for d in done] == [(0, "")] * len(names)
    assert {c["name"] for c in listed("list")} == set(names)


@pytest.mark.parametrize(("shell", "form"), [("bash", "plain,{}"), ("zsh", "plain\n{}\n_"), ("fish", "plain,{}")])
def test_completion_knows_the_connections(here: Here, shell: str, form: str, tmp_path: Path) -> None:
    add_lab(here)
    here.do("--config", str(tmp_path), "add", "lathe", "h")

    def completed(words: str, begun: str) -> list[str]:
        env = {**os.environ, "_TOWPATH_COMPLETE": f"{shell}_complete", "COMP_WORDS": f"towpath {words} {begun}"}
        env["COMP_CWORD"] = begun if shell == "fish" else str(len(words.split()) + 1)
        done = towpath(env=env)
        assert done.err == ""
        return [name for name in ("lab", "lathe") if form.format(name) in done.out]

    assert completed("up", "la") == ["lab"]
    assert completed(f"--config {tmp_path} up", "la") == ["lathe"]
    script = towpath(env={**os.environ, "_TOWPATH_COMPLETE": f"{shell}_source"})
    assert script.code == 0
    assert f"_TOWPATH_COMPLETE={shell}_complete" in script.out


def test_every_verb_with_a_name_completes_it(here: Here) -> None:
    add_lab(here)
    here.do("add", "lake", "h")
    shell = ShellComplete(make_program(lambda _profile, _how: 0), {}, "towpath", "_TOWPATH_COMPLETE")
    with_name = ["show", "edit", "remove", "up", "down", "forward", "unforward", "check", "retry", "stdio"]
    with_name += ["get", "put", "ls", "sync"]
    via = (["proxy", "all", "--via"], ["browse", "--via"], ["rules", "add", "x", "--via"], ["rules", "import", "--via"])
    for verb in (*([verb] for verb in with_name), ["up", "lake"], *via):
        assert [item.value for item in shell.get_completions(verb, "la")] == ["lab", "lake"]
        assert [item.value for item in shell.get_completions(verb, "lak")] == ["lake"]
    for verb in (["up"], ["down"], ["check"], ["show"]):
        assert [item.value for item in shell.get_completions(verb, "lab:")] == ["lab:web"]
    for verb in (["copy"], ["copy", "lake:x"]):
        assert [item.value for item in shell.get_completions(verb, "lak")] == ["lake:"]
    assert [item.value for item in shell.get_completions(["unforward", "lab"], "")] == ["web"]
    assert shell.get_completions(["unforward", "lake"], "") == []


def test_help_and_version(here: Here) -> None:
    verbs = ["list", "show", "add", "edit", "remove", "status", "up", "down", "forward", "unforward", "demo"]
    verbs += ["check", "retry", "stdio", "get", "put", "copy", "ls", "sync"]
    verbs += ["proxy", "route", "pac", "rules", "browse"]
    shown = do("-h")
    assert [verb for verb in verbs if f"\n  {verb} " not in shown] == []
    assert here.do("up", "--help").startswith("Usage: towpath up [OPTIONS] NAME[:LABEL]…")
    assert here.do("--version").startswith("towpath, version ")


def test_the_installed_command_is_the_same() -> None:
    installed = Path(sys.executable).with_name("towpath")
    if not installed.exists():
        pytest.skip("not installed beside this Python")
    assert do("--version", program=[str(installed)]) == do("--version")
