"""`towpath add NAME --from-ssh-command`, and the connection as a command again."""

from pathlib import Path

from tests.cli.verbs import Here


def test_a_typed_command_is_added_and_printed_again(here: Here) -> None:
    here.do("add", "lab", "--from-ssh-command", "ssh -p 2222 -J ann@gate -fNL 8080:web:80 -c aes256-ctr bob@inner")
    assert here.do("show", "lab", "--as-ssh-command") == (
        "ssh -N -o ServerAliveInterval=15 -o ServerAliveCountMax=3 -o ExitOnForwardFailure=yes"
        " -L 127.0.0.1:8080:web:80 -J ann@gate -p 2222 -c aes256-ctr bob@inner\n"
    )
    assert any(line.split() == ["Ciphers", "aes256-ctr"] for line in here.do("show", "lab").splitlines())


def test_options_come_on_top(here: Here) -> None:
    here.do("add", "lab", "--from-ssh-command", "ssh inner", "--group", "Research", "-D", "1080")
    shown = here.listed("show", "lab")
    assert (shown["group"], shown["forwards"][0]["spec"]) == ("Research", "1080")


def test_what_is_left_out_is_told_on_stderr(here: Here) -> None:
    done = here("add", "lab", "--from-ssh-command", "autossh -M 0 inner")
    assert done.code == 0
    assert done.err == "towpath: -M 0 is left out: Towpath sees by itself whether the connection is alive.\n"


def test_wrong_usage(here: Here) -> None:
    assert "either a host or --from-ssh-command" in here.error_of("add", "lab", code=2)
    assert "either a host or --from-ssh-command" in here.error_of(
        "add", "lab", "h", "--from-ssh-command", "ssh h", code=2
    )
    assert here.error_of("add", "lab", "--from-ssh-command", "ssh a; b", code=2) == (
        ";: a shell would begin another command (paste the one command alone)"
    )
    assert here.listed("list") == []


def test_what_a_config_says_is_changed_there(here: Here, tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_text("Host inner\n  Port 2222\n")
    here.do("add", "lab", "--from-ssh-command", f"ssh -F {file} inner")
    assert here.listed("show", "lab")["target"] == "inner:2222"
    assert f"inner in {file}" in here.do("show", "lab")
    assert here.do("show", "lab", "--as-ssh-command") == f"ssh -N -F {file} inner\n"
    assert here.error_of("edit", "lab", "-J", "gate", code=2) == (
        f"lab: it is what {file} says of inner (change it in {file})"
    )
    here.do("edit", "lab", "-L", "8080:web:80")
    assert here.listed("show", "lab")["forwards"][0]["spec"] == "8080:web:80"
