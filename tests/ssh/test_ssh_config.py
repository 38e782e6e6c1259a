"""Reading ssh_config: what is refused, who may have written it, and files that nobody should have written."""

import contextlib
import os
import pwd
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.host_config import CommandKind, ResolvedBy
from towpath.ssh import config_by_ssh, config_evaluation, ssh_config
from towpath.ssh.config_lines import config_line, split_words
from towpath.ssh.config_tokens import connection_tokens, expand_all, expand_path, expand_tokens
from towpath.ssh.config_values import HONOURED
from towpath.ssh.ssh_config import Reader

USER = pwd.getpwuid(os.getuid())
SOMEBODY = 54321
BOTH = pytest.mark.parametrize("ssh", ["ssh", None], ids=["with ssh", "without ssh"])
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")

Write = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / ".ssh").mkdir(parents=True, mode=0o700)
    return tmp_path / "home"


@pytest.fixture
def write(home: Path) -> Write:
    """Write a file below ~/.ssh; the path of it."""

    def writing(text: str, name: str = "config", mode: int = 0o600) -> str:
        path = home / ".ssh" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return str(path)

    return writing


def reader(home: Path, ssh: str | None = None, **environment: str) -> Reader:
    variables = {**os.environ, "HOME": str(home), **environment}
    return Reader(home=home, local_user=USER.pw_name, environment=variables, ssh=ssh)


def refusal(read: Callable[..., object], *arguments: Any, **options: Any) -> Problem:
    with pytest.raises(TowpathError) as caught:
        read(*arguments, **options)
    assert caught.value.problem.kind is ProblemKind.SSH_CONFIG_REFUSED
    return caught.value.problem


def ask_ssh(home: Path, *arguments: str) -> list[tuple[str, str]]:
    done = subprocess.run(
        ["ssh", "-G", *arguments], env={**os.environ, "HOME": str(home)}, capture_output=True, text=True, check=True
    )
    pairs = (line.partition(" ") for line in done.stdout.splitlines())
    return [(key, value) for key, _, value in pairs if key in HONOURED]


# --- whose files


@BOTH
@pytest.mark.parametrize("mode", [0o602, 0o666])
def test_a_file_that_others_may_write_is_refused(home: Path, write: Write, ssh: str | None, mode: int) -> None:
    own = write("Host a\n  Port 1\n", mode=mode)
    by = reader(home, ssh)
    assert refusal(by.values, "a").subject == own
    assert refusal(by.check).subject == own
    names, problems = by.aliases()
    assert not names
    assert [problem.subject for problem in problems] == [own]


@BOTH
@AS_ROOT
def test_a_file_that_a_group_may_write_is_refused(home: Path, write: Write, ssh: str | None) -> None:
    own = write("Port 1\n", mode=0o660)
    os.chown(own, os.getuid(), SOMEBODY)
    assert refusal(reader(home, ssh).values, "a").subject == own


@BOTH
@AS_ROOT
def test_a_file_of_somebody_else_is_refused_wherever_it_is_included(home: Path, write: Write, ssh: str | None) -> None:
    theirs = write("Port 1\n", "theirs")
    os.chown(theirs, SOMEBODY, SOMEBODY)
    write("Host a\n  Include theirs\n")
    named = write("Include theirs\n", "named", mode=0o666)
    by = reader(home, ssh)
    assert refusal(by.values, "b").subject == theirs
    assert refusal(by.check).subject == theirs
    assert refusal(by.values, "b", file=named).subject == theirs
    assert [alias.name for alias in by.aliases()[0]] == ["a"]
    os.chown(theirs, os.getuid(), os.getgid())
    by.check()
    assert by.values("a").one("port") == "1"


@BOTH
def test_a_file_that_is_named_may_be_anybodys(home: Path, write: Write, ssh: str | None) -> None:
    """As with ssh's -F."""
    named = write("Port 7\n", "named", mode=0o666)
    by = reader(home, ssh)
    by.check(named)
    assert by.values("a", file=named).one("port") == "7"


def test_a_group_that_is_the_users_alone_may_write(home: Path, write: Write) -> None:
    """Debian's ssh, and ours, take a umask of 002 for what it is there."""
    own = write("Port 7\n", mode=0o664)
    os.chown(own, os.getuid(), USER.pw_gid)
    assert reader(home).values("a").one("port") == "7"
    assert reader(home, "ssh").values("a").one("port") == "7"


# --- what is read


@BOTH
def test_without_any_file_there_are_the_defaults(home: Path, ssh: str | None) -> None:
    by = reader(home, ssh)
    assert by.by is (ResolvedBy.SSH if ssh else ResolvedBy.TOWPATH)
    values = by.values("a")
    assert (values.one("hostname"), values.one("user"), values.one("port")) == ("a", USER.pw_name, "22")
    assert values.by is by.by


@BOTH
def test_relative_includes_and_those_with_a_tilde_are_in_the_users_folder(
    home: Path, write: Write, ssh: str | None
) -> None:
    write("Port 1\nInclude deeper/two\n", "one")
    write("User two\n", "deeper/two")
    write("BindAddress 127.0.0.3\n", "three.conf")
    write("Include one ~/.ssh/*.conf missing\n")
    values = reader(home, ssh).values("a")
    assert (values.one("port"), values.one("user"), values.one("bindaddress")) == ("1", "two", "127.0.0.3")


@BOTH
def test_patterns_of_an_include_are_those_of_glob(home: Path, write: Write, ssh: str | None) -> None:
    write("Port 1\n", "x1")
    write("User two\n", "x2")
    write("BindAddress 127.0.0.3\n", "x*")
    write("HostKeyAlias hidden\n", ".x")
    named = write("Host a\n Include x[!13*]\nHost b\n Include x\\*\nHost c\n Include x? *x\n", "named")
    by = reader(home, ssh)
    found = {}
    for host in "abc":
        values = by.values(host, file=named)
        found[host] = [values.one("port"), values.one("user"), values.one("bindaddress"), values.one("hostkeyalias")]
    assert found == {
        "a": ["22", "two", "", ""],
        "b": ["22", USER.pw_name, "127.0.0.3", ""],
        "c": ["1", "two", "127.0.0.3", ""],
    }
    assert {home / ".ssh" / name for name in ("x1", "x2", "x*")} <= set(by.files(named))


@BOTH
def test_options_and_the_typed_user_and_port_come_before_the_files(home: Path, write: Write, ssh: str | None) -> None:
    named = write("User file\nPort 1\nIdentityFile ~/b\nBindAddress 127.0.0.2\n", "named")
    by = reader(home, ssh)
    typed = by.values("a", file=named, user="typed", port=2, options=["IdentityFile=~/a", "BindAddress 127.0.0.1"])
    assert (typed.one("user"), typed.one("port"), typed.one("bindaddress")) == ("typed", "2", "127.0.0.1")
    assert typed.all("identityfile") == ("~/a", "~/b")
    told = by.values("a", file=named, user="typed", options=["user=option"])
    assert told.one("user") == "option"
    assert by.values("a", file="none").one("port") == "22"


@BOTH
def test_a_second_reading_is_for_the_name_that_was_found(home: Path, write: Write, ssh: str | None) -> None:
    named = write(
        "Host a\n HostName Real.Example\nHost real.example\n Port 5\nMatch final host real.*\n User found\n", "f"
    )
    values = reader(home, ssh).values("a", file=named)
    assert (values.one("hostname"), values.one("port"), values.one("user")) == ("real.example", "5", "found")


def test_ssh_is_asked_for_its_own_files_with_the_host_behind_a_double_dash(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "ssh"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\necho "port 9"\necho "host h"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    found = {**os.environ, "PATH": f"{program.parent}:/bin"}
    by = Reader(home=Path(USER.pw_dir), local_user=USER.pw_name, environment=found)
    values = by.values("h", options=["User=a b"], user="u", port=3)
    assert (tmp_path / "asked").read_text(encoding="utf-8").split("\n")[:-1] == [
        *("-G", "-o", "User=a b", "-l", "u", "-p", "3", "--", "h")
    ]
    assert values.entries == (("port", "9"),)
    assert values.others == (("host", "h"),)


def test_a_forward_to_a_socket_is_no_dynamic_one(home: Path, write: Write) -> None:
    """`ssh -G` prints one as such, besides."""
    named = write("LocalForward 8080 /run/x.sock\nDynamicForward 1080\n", "named")
    printed = ask_ssh(home, "-F", named, "a")
    assert ("dynamicforward", "8080") in printed
    values = reader(home, "ssh").values("a", file=named)
    assert values.all("dynamicforward") == ("1080",)
    assert values.all("localforward") == ("8080 /run/x.sock",)


def test_the_names_are_listed_with_their_places(home: Path, write: Write) -> None:
    other = write('Host d "e f" !g h*\n', "other")
    own = write("Host a b # c\nMatch host x,y* originalhost=z !host w user u\nInclude other\nHost a d\n")
    names, problems = reader(home).aliases()
    own_names = {name: (own, line) for name, line in (("a", 1), ("b", 1), ("x", 2), ("z", 2))}
    assert {a.name: (a.file, a.line) for a in names if "/home/" in a.file} == {
        **own_names,
        "d": (other, 1),
        "e f": (other, 1),
    }
    assert not problems


def test_what_systemd_brings_along_is_no_host_of_anybody(home: Path, write: Write) -> None:
    write("Host .host machine/.host\n  ProxyUseFdpass yes\nHost unix/* vsock/* machine/*\nHost a machine/b\n")
    assert [alias.name for alias in reader(home).aliases()[0]] == ["a", "machine/b"]


def test_the_files_to_watch_are_those_read_and_where_others_could_appear(home: Path, write: Write) -> None:
    own = write("Include one conf.d/*.conf not-yet\n")
    one = write("", "one")
    folder = write("", "conf.d/x.conf")
    watched = set(reader(home).files())
    assert {Path(own), Path(one), Path(folder), Path(folder).parent, home / ".ssh" / "not-yet"} <= watched


def test_a_file_that_is_named_must_be_there(home: Path) -> None:
    for ask in (reader(home).aliases, reader(home).files, reader(home).check):
        with pytest.raises(TowpathError) as caught:
            ask(str(home / "missing"))
        assert caught.value.problem.kind is ProblemKind.FILE_UNREADABLE


@BOTH
def test_a_file_that_is_named_must_be_there_for_values_too(home: Path, ssh: str | None) -> None:
    missing = str(home / "missing")
    problem = refusal(reader(home, ssh).values, "a", file=missing)
    assert (problem.subject, problem.facts["detail"]) == (missing, "No such file or directory")


# --- commands


def test_every_command_of_a_match_is_found_whoever_it_is_for(home: Path, write: Write) -> None:
    other = write("Match host=q exec=three\n", "q.conf")
    own = write("Match host nobody exec \"one  two\" !exec 'four'\nHost z\n Include %h.conf ${NOWHERE}/x\n")
    found = reader(home).exec_commands()
    mine = [c for c in found if "/home/" in c.file]
    assert {(c.text, c.file, c.line) for c in mine} == {
        ("one  two", own, 1),
        ("'four'", own, 1),  # so to OpenSSH 9
        ("four", own, 1),  # and so to OpenSSH 10
        ("three", other, 1),
    }
    assert all(c.kind is CommandKind.MATCH_EXEC for c in found)


@pytest.mark.parametrize("line", ["exec one host", "exec one nonsense x", 'exec one "" x'])
def test_a_command_is_found_before_what_is_wrong_with_its_line(home: Path, write: Write, line: str) -> None:
    """ssh has run it by the time it refuses the line."""
    named = write(f"Match {line}\n", "named")
    runs = home / "ran"
    shell = home / "shell"
    shell.write_text(f'#!/bin/sh\necho "$2" >> {runs}\n')
    shell.chmod(0o700)
    variables = {**os.environ, "SHELL": str(shell)}
    done = subprocess.run(["ssh", "-G", "-F", named, "--", "a"], env=variables, capture_output=True, check=False)
    assert (done.returncode != 0, runs.exists() and runs.read_text()) == (True, "one\n")
    assert [command.text for command in reader(home).exec_commands(named)] == ["one"]


def test_commands_are_found_where_ssh_would_look(home: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is the home that the system knows, also where HOME says something else."""
    of_the_system = home.with_name("other-home")
    (of_the_system / ".ssh").mkdir(parents=True, mode=0o700)
    (of_the_system / ".ssh" / "more").write_text('Match exec "there"\n')
    write("Include more\n")
    write('Match exec "here"\n', "more")
    monkeypatch.setattr(ssh_config, "_system_home", lambda user: of_the_system)
    assert [command.text for command in reader(home, "ssh").exec_commands()] == ["here", "there"]
    assert [command.text for command in reader(home, None).exec_commands()] == ["here"]


def test_a_name_in_an_include_has_bytes(home: Path, write: Write) -> None:
    write('Match exec "two bytes"\n', "é.conf")
    write("Include ??.conf\n")
    assert [command.text for command in reader(home).exec_commands()] == ["two bytes"]


@pytest.mark.parametrize("pattern", ["[[:alpha:]].conf", "[x\\]y].conf"])
def test_brackets_in_an_include_hide_no_command(home: Path, write: Write, pattern: str) -> None:
    """ssh knows them, the glob of Python takes them for something else."""
    write('Match exec "hidden"\n', "x.conf")
    write(f"Include {pattern}\n")
    assert pattern in refusal(reader(home).exec_commands).facts["detail"]
    assert pattern in refusal(reader(home).values, "a").facts["detail"]


def test_commands_cannot_be_told_where_a_file_was_not_read(home: Path, write: Write) -> None:
    os.mkfifo(home / "pipe", 0o600)
    write(f'Match exec "one"\nInclude {home}/pipe\n')
    assert refusal(reader(home).exec_commands).subject == str(home / "pipe")


@BOTH
def test_commands_of_a_match_decide(home: Path, write: Write, ssh: str | None) -> None:
    named = write(
        'Match exec "test %h-%n-%p-%r = real-a-22-ann"\n Port 1\nMatch !exec false\n BindAddress 127.0.0.9\n', "named"
    )
    values = reader(home, ssh).values("a", file=named, options=["HostName=real", "User=ann"])
    assert (values.one("port"), values.one("bindaddress")) == ("1", "127.0.0.9")


@BOTH
def test_a_command_is_not_run_where_something_before_it_does_not_fit(home: Path, write: Write, ssh: str | None) -> None:
    named = write(f'Match host other exec "touch {home}/ran"\n Port 1\n', "named")
    reader(home, ssh).values("a", file=named)
    assert not (home / "ran").exists()
    reader(home, ssh).values("other", file=named)
    assert (home / "ran").exists()


@BOTH
def test_a_command_that_does_not_end_is_ended(
    home: Path, write: Write, ssh: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_by_ssh, "LONGEST_SECONDS", 0.3)
    monkeypatch.setattr(config_evaluation, "LONGEST_SECONDS", 0.3)
    named = write('Match exec "exec sleep 60"\n Port 1\n', "named")
    began = time.monotonic()
    assert "did not end within 0.3 s" in refusal(reader(home, ssh).values, "a", file=named).facts["detail"]
    assert time.monotonic() - began < 5


# --- what is refused


@BOTH
def test_a_refusal_names_file_and_line(home: Path, write: Write, ssh: str | None) -> None:
    bad = write("Port 1\nNoSuchThing yes\n", "bad")
    named = write("Host a\n\nInclude bad\n", "named")
    problem = refusal(reader(home, ssh).values, "a", file=named)
    assert (problem.subject, problem.facts["line"]) == (bad, "2")
    assert problem.facts["detail"] == "Bad configuration option: nosuchthing"


@BOTH
def test_an_option_is_refused_as_such(home: Path, ssh: str | None) -> None:
    for option in ("Port=none", "Host=b", "Include=/dev/null", "Match=all"):
        problem = refusal(reader(home, ssh).values, "a", options=[option])
        assert "line" not in problem.facts


@BOTH
@pytest.mark.parametrize("host", ["", "-oProxyCommand=touch x", "a\nb", "a\0b", "-"])
def test_what_cannot_be_a_host_is_never_given_to_a_program(home: Path, ssh: str | None, host: str) -> None:
    with pytest.raises(TowpathError) as caught:
        reader(home, ssh).values(host)
    assert caught.value.problem.kind is ProblemKind.INVALID


@BOTH
@pytest.mark.parametrize("host", ["a;b", "$(id)", "a b", "`id`"])
def test_a_host_that_a_shell_would_misread_is_refused(home: Path, ssh: str | None, host: str) -> None:
    assert "invalid characters" in refusal(reader(home, ssh).values, host).facts["detail"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CanonicalizeHostname yes", "canonicalizehostname"),
        ("CanonicalizePermittedCNAMEs *:*", "canonicalizepermittedcnames"),
        ("Ciphers +aes128-cbc", "ciphers"),
        ("KexAlgorithms -diffie*", "kexalgorithms"),
        ("HostKeyAlgorithms ssh-*", "hostkeyalgorithms"),
        ("Match localnetwork 10.0.0.0/8", "Match localnetwork"),
        ("Match tagged x", "Match tagged"),
        ("Match sessiontype shell", "Match sessiontype"),
        ("Match version 9*", "Match version"),
        ("Match command x", "Match command"),
        ("Match host 'a'", "Match"),
        ("Include ${HOME}/x", "Include"),
        ("User %u", "user"),
        ("SetEnv A=%h", "setenv"),
    ],
)
def test_without_ssh_what_it_would_take_is_refused_by_name(home: Path, write: Write, text: str, name: str) -> None:
    named = write(f"Port 1\n{text}\n", "named")
    problem = refusal(reader(home).values, "a", file=named)
    assert problem.facts["detail"].startswith(f"{name}:")
    assert (problem.subject, problem.facts["line"]) == (named, "2")


@BOTH
@pytest.mark.parametrize("asked", ["all host a", "final user me all", "host", "nonsense a"])
def test_a_match_that_asks_for_no_sense_is_refused_with_its_line(
    home: Path, write: Write, ssh: str | None, asked: str
) -> None:
    named = write(f"Port 1\nMatch {asked}\nUser b\n", "named")
    problem = refusal(reader(home, ssh).values, "a", file=named)
    assert (problem.subject, problem.facts["line"]) == (named, "2")


def test_an_ssh_that_cannot_be_started_is_said(home: Path) -> None:
    broken = home / "ssh"
    broken.write_text("#!/nowhere/at/all\n", encoding="utf-8")
    broken.chmod(0o755)
    assert f"cannot start {broken}" in refusal(reader(home, str(broken)).values, "a").facts["detail"]


# --- files that nobody should have written


def test_includes_that_go_round_are_refused(home: Path, write: Write) -> None:
    named = write("Include other\nHost a\n", "named")
    write("Include named\nHost b\n", "other")
    for ssh in ("ssh", None):
        assert "Too many recursive" in refusal(reader(home, ssh).values, "a", file=named).facts["detail"]
    assert [alias.name for alias in reader(home).aliases(named)[0]] == ["b", "a"]


def test_includes_that_multiply_end(home: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config_evaluation, "MOST_FILES", 500)
    for number in range(12):
        write(f"Include {number + 1} {number + 1}\n", str(number))
    named = write("Include 0\n", "named")
    assert "more than 500 files" in refusal(reader(home).values, "a", file=named).facts["detail"]
    assert len(reader(home).files(named)) < 20


def test_a_pipe_a_folder_and_a_huge_file_are_not_read(home: Path, write: Write) -> None:
    os.mkfifo(home / "pipe", 0o600)
    (home / "folder").mkdir()
    huge = home / "huge"
    with huge.open("wb") as file:
        file.truncate(1 << 30)
    huge.chmod(0o600)
    named = write(f"Include {home}/folder\nInclude {home}/huge\nInclude {home}/pipe\n", "named")
    _, problems = reader(home).aliases(named)
    assert [problem.subject for problem in problems] == [str(huge), str(home / "pipe")]
    assert refusal(reader(home).values, "a", file=named).subject == str(huge)


def test_a_line_of_a_megabyte_is_one_line(home: Path, write: Write) -> None:
    long = "x" * (1 << 20)
    named = write(
        f'Host a\n Port 1\nHost "{long}" b\n ProxyCommand {long}\nHost {long}*{long}*\n Port {long}\n', "named"
    )
    began = time.monotonic()
    assert [alias.name for alias in reader(home).aliases(named)[0]] == ["a", long, "b"]
    assert len(refusal(reader(home).values, "a", file=named).facts["detail"]) < 1000
    assert time.monotonic() - began < 3


def test_no_pattern_takes_for_ever(home: Path, write: Write) -> None:
    named = write(f"Host {'*a' * 40}b\n Port 1\n", "named")
    began = time.monotonic()
    assert reader(home).values("a" * 200, file=named).one("port") == "22"
    assert time.monotonic() - began < 1


def test_ten_thousand_hosts_are_listed_at_once(home: Path, write: Write) -> None:
    named = write(
        "".join(f"Host host{n} host{n}.example\n  User u{n}\n  Port {n + 1}\n" for n in range(10_000)), "named"
    )
    began = time.perf_counter()
    names, _ = reader(home).aliases(named)
    took = time.perf_counter() - began
    assert len(names) == 20_000
    assert took < 0.3 * 3, took  # a busy machine
    assert reader(home).values("host9999", file=named).one("port") == "10000"


def test_what_is_no_unicode_is_carried_through(home: Path) -> None:
    named = home / "named"
    named.write_bytes(b"Host caf\xe9 \xff\xfe\nUser \xc3\xa9\xff\nIdentityFile a\0b\n\x00Port 3\n")
    by = reader(home)
    assert [alias.name for alias in by.aliases(str(named))[0]] == ["caf�", "��"]
    values = by.values("caf�", file=str(named))
    assert values.one("port") == "22"
    assert reader(home, "ssh").values("x", file=str(named)).one("port") == "22"


_WORDS = st.sampled_from(
    [
        *(
            "Host",
            "Match",
            "Include",
            "all",
            "final",
            "host",
            "user",
            "exec",
            "!",
            "*",
            "?",
            "=",
            '"',
            "'",
            "\\",
            "#",
            ",",
        ),
        *(
            "Port",
            "22",
            "LocalForward",
            "[::1]:80",
            "a:1",
            "ProxyJump",
            "ssh://",
            "@",
            "none",
            "%h",
            "%",
            "${",
            "}",
            "~",
        ),
        *(
            "SetEnv",
            "SendEnv",
            "A=",
            "-",
            "ConnectTimeout",
            "1h",
            "IdentityAgent",
            "$X",
            "User",
            "HostName",
            "\0",
            "\f",
        ),
        *(
            "Ciphers",
            "AddKeysToAgent",
            "confirm",
            "UserKnownHostsFile",
            "RemoteCommand",
            "\r",
            "\n",
            "\n",
            " ",
            " ",
            "\t",
        ),
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(_WORDS | st.binary(max_size=3).map(lambda raw: raw.decode("latin-1")), max_size=40))
def test_whatever_is_in_a_file_it_is_read_or_refused(home: Path, parts: Sequence[str]) -> None:
    named = home / "any"
    named.write_bytes("".join(parts).encode("latin-1"))
    by = reader(home, SHELL="/bin/true")
    by.aliases(str(named))
    by.files(str(named))
    by.exec_commands(str(named))
    with contextlib.suppress(TowpathError):
        for _, value in by.values("a", file=str(named)).entries:
            value.encode()


# --- lines and tokens


@pytest.mark.parametrize(
    ("raw", "keyword", "rest"),
    [
        ("Port 22", "port", "22"),
        ("  Port\t=  22  ", "port", "22"),
        ("Port=22\r", "port", "22"),
        ("Port ==22", "port", "=22"),
        ('"Port" 22', "port", "22"),
        ("=Port 22", "port", "22"),
        ("Port", "port", ""),
        ("IdentityFile a b \f", "identityfile", "a b"),
        ("Port 22\0 33", "port", "22"),
    ],
)
def test_a_line_is_a_keyword_and_the_rest(raw: str, keyword: str, rest: str) -> None:
    line = config_line(raw, "f", 1)
    assert line
    assert (line.keyword, line.rest) == (keyword, rest)


def test_comments_and_unclosed_keywords_are_no_lines() -> None:
    assert [config_line(raw, "f", 1) for raw in ("", "  ", "# Port 1", "\t#", '"Port 22')] == [None] * 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a  b\tc", ["a", "b", "c"]),
        ('"a b" c', ["a b", "c"]),
        ("a'b c'd", ["ab cd"]),
        (r"a\ b \"c\" \d", ["a b", '"c"', r"\d"]),
        (r'"a\ b" \\', [r"a\ b", "\\"]),
        ("a # b", ["a"]),
        ("a#b", ["a#b"]),
        ('""', [""]),
        ('"a', None),
    ],
)
def test_words_have_quotes_and_backslashes(text: str, words: list[str] | None) -> None:
    assert split_words(text) == words


def test_tokens_are_expanded_once() -> None:
    tokens = {"h": "100%n", "n": "no"}
    assert expand_tokens("%h-%%h-%n", tokens) == "100%n-%h-no"
    assert expand_all("%n ${A}", tokens, {"A": "%n ${A}"}) == "no %n ${A}"
    for unknown in ("%q", "50%"):
        with pytest.raises(TowpathError):
            expand_tokens(unknown, tokens)


def test_paths_have_homes_and_variables() -> None:
    assert expand_path("~/a", "/home/me", {}) == "/home/me/a"
    assert expand_path("~root/a", "/home/me", {}) == f"{pwd.getpwnam('root').pw_dir}/a"
    assert expand_path("~nobody-at-all/a", "/home/me", {}) == "~nobody-at-all/a"
    assert expand_path("${X}/a", "/home/me", {"X": "/x"}) == "/x/a"
    for text in ("${Y}", "${", "${}"):
        with pytest.raises(TowpathError):
            expand_path(text, "/home/me", {"X": "/x"})


def test_tokens_of_a_connection_are_ssh_s(home: Path, write: Write) -> None:
    named = write(
        "RemoteCommand %C %L %d %h %k %l %n %p %r %u %%\nHostName real\nPort 44\nUser ann\nHostKeyAlias Key\n", "f"
    )
    values = reader(home, "ssh").values("a", file=named)
    tokens = connection_tokens(
        typed="a",
        host="real",
        port=44,
        user="ann",
        local_user=USER.pw_name,
        home=USER.pw_dir,
        host_key_alias="key",
    )
    assert values.one("remotecommand") == expand_tokens("%C %L %d %h %k %l %n %p %r %u %%", tokens)
