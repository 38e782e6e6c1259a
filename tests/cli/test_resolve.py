"""`resolve` and `import`: what ssh would make of a host, and connections that follow an ssh_config."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tests.cli.verbs import Here
from tests.support.program import AtTerminal
from towpath.cli.main import make_program

TEXT = """\
Host box
    HostName 10.0.0.7
    Port 2222
    User ada
    ProxyJump gate
    LocalForward 8080 intranet:80
    SetEnv GREETING="good morning"
Host gate
    HostName gate.example
    GSSAPIAuthentication yes
Host *.cluster !no.cluster
    User remote
    ProxyCommand nc gate.example 22
"""


@pytest.fixture
def config() -> Path:
    file = Path.home() / ".ssh" / "config"
    file.parent.mkdir(mode=0o700)
    file.write_text(TEXT)
    file.chmod(0o600)
    return file


def test_resolve_prints_what_ssh_prints(here: Here, config: Path) -> None:
    printed = here.do("resolve", "-F", str(config), "-o", "Compression=yes", "box").splitlines()
    ssh = subprocess.run(
        ["ssh", "-G", "-F", str(config), "-o", "Compression=yes", "box"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line for line in ssh if line in printed] == printed, "the same lines in the same order"
    assert {"hostname 10.0.0.7", "port 2222", "proxyjump gate", "compression yes"} <= set(printed)
    assert {line.partition(" ")[0] for line in ssh if line not in printed}.isdisjoint(
        {"identityfile", "user", "localforward", "ciphers", "serveraliveinterval"}
    )
    assert here.do("resolve", "box") == here.do("resolve", "-F", str(config), "box"), (
        "the user's own file, where none is named"
    )


def test_resolve_as_json_says_what_cannot_be_done(here: Here, config: Path) -> None:
    found = json.loads(here.do("resolve", "--json", "gate"))
    assert (found["host"], found["by"]) == ("gate", "ssh")
    assert found["values"]["hostname"] == ["gate.example"]
    (remark,) = found["remarks"]
    assert "GSSAPIAuthentication" in remark


def test_resolve_without_ssh_says_so(here: Here, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    found = json.loads(here.do("resolve", "--json", "box"))
    assert found["by"] == "towpath"
    assert found["values"]["hostname"] == ["10.0.0.7"]


def test_a_faulty_line_is_named(here: Here, config: Path) -> None:
    config.write_text("Host box\n    Prot 22\n")
    error = here.error_of("resolve", "box", code=1)
    assert f"{config}, line 2" in error
    assert "prot" in error.lower()
    config.write_text("Host box\n    Port 22\n")
    config.chmod(0o666)
    assert str(config) in here.error_of("resolve", "box", code=1)


@pytest.mark.parametrize("host", ["-oProxyCommand=x", "a b", ""])
def test_what_is_no_host_is_refused(here: Here, config: Path, host: str) -> None:
    here.error_of("resolve", "--", host, code=2)


def test_an_exec_needs_somebody_who_approves_it(here: Here, config: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    config.write_text(f'Match host box exec "touch {ran}"\n    Port 99\n')
    error = here.error_of("resolve", "box", code=3)
    assert f"touch {ran}" in error
    assert not ran.exists()
    with AtTerminal("resolve", "box") as terminal:
        terminal.wait_for(f"touch {ran}")
        assert not ran.exists()
        terminal.type("yes")
        terminal.wait_for("port 99")
        assert terminal.end().code == 0
    assert ran.exists()
    assert "port 99" in here.do("resolve", "box"), "approved once and for all"


def test_showing_a_connection_asks_nobody(here: Here, config: Path, tmp_path: Path) -> None:
    here("import", "--host", "box")
    config.write_text(f'Match host box exec "touch {tmp_path / "ran"}"\n    Port 99\n' + TEXT)
    with AtTerminal("show", "box") as terminal:
        assert terminal.end().code == 0
        assert "has not been approved" in terminal.err
    assert not (tmp_path / "ran").exists()


def test_import_saves_connections_that_follow_the_file(here: Here, config: Path) -> None:
    done = here("import")
    assert (done.code, done.out.splitlines()) == (0, ["box", "gate"])
    assert done.err.splitlines() == [line for line in done.err.splitlines() if "GSSAPIAuthentication" in line]
    box, gate = here.listed("list")
    assert (box["target"], box["jumps"]) == ("ada@10.0.0.7:2222", ["gate.example"])
    assert [forward["spec"] for forward in box["forwards"]] == ["8080:intranet:80"]
    assert gate["target"] == "gate.example"
    assert here.listed("show", "box")["settings"]["link"] == {"host": "box"}
    shown = here.do("show", "gate")
    assert re.search(r"^follows +gate in ~/.ssh/config$", shown, re.MULTILINE)
    assert re.search(r"^not done +GSSAPIAuthentication", shown, re.MULTILINE)
    again = here("import")
    assert (again.code, again.out, again.err) == (0, "", "towpath: 2 were there already\n")


def test_import_of_one_host_and_of_another_file(here: Here, config: Path, tmp_path: Path) -> None:
    other = tmp_path / "other_config"
    other.write_text("Host far near\n    HostName far.example\n")
    assert here.do("import", str(other), "--host", "near") == "near\n"
    (near,) = here.listed("list")
    assert near["target"] == "far.example"
    assert here.listed("show", "near")["settings"]["link"] == {"host": "near", "file": str(other)}
    assert str(tmp_path / "nothing") in here.error_of("import", str(tmp_path / "nothing"), code=1)


def test_hosts_are_completed(config: Path) -> None:
    (config.parent / "known_hosts").write_text("db.example ssh-ed25519 AAAA\n|1|x=|y= ssh-ed25519 AAAA\n")
    shell = ShellComplete(make_program(lambda _profile, _how: 0), {}, "towpath", "_TOWPATH_COMPLETE")
    assert {item.value for item in shell.get_completions(["resolve"], "")} >= {"box", "gate", "db.example"}
    assert [item.value for item in shell.get_completions(["up"], "b")] == ["box"]


def test_up_takes_a_host_that_only_a_pattern_knows(here: Here, config: Path) -> None:
    error = here.error_of("up", "no.cluster", code=1)
    assert "no.cluster" in error
    assert "no connection" in error
    error = here.error_of("up", "box.cluster", code=3)
    assert "nc gate.example 22" in error, "its command is not approved"
    assert here.listed("list") == []
