"""What is copied to be pasted elsewhere means the file, and nothing else, whatever its name."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from towpath.model.connection import Connection, Hop
from towpath.model.file_address import path_lines, scp_command, sftp_urls, shell_word

HOSTILE = (
    b"-rf",
    b"$(touch reboot)",
    b"`touch reboot`",
    b"a b",
    b"line\nbreak",
    b"it's",
    b"'\n$(touch reboot)'",
    b"back\\slash",
    b"\\'\n",
    b"*",
    b"[ab]?",
    b"~",
    b"bell\x07\x1b[2J1",
    b"\xff\xfe",
    "right\u202eto left".encode(),
    "grün".encode(),
    b"; touch reboot #",
    b"!!",
)


def test_every_name_is_one_word_for_a_shell(tmp_path: Path) -> None:
    line = "printf '%s\\0' " + " ".join(shell_word(name) for name in HOSTILE)
    told = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=True).stdout
    assert tuple(told.split(b"\0")[:-1]) == HOSTILE
    assert not any(tmp_path.iterdir())


def test_a_word_shows_nothing_that_a_terminal_would_act_on() -> None:
    for name in HOSTILE:
        assert shell_word(name).isprintable()


def test_plain_paths_are_copied_as_they_are() -> None:
    assert path_lines([b"/srv/a b", b"/srv/$x"]) == "/srv/a b\n/srv/$x"
    assert path_lines([b"/srv/a\nb"]) == r"$'/srv/a\012b'"


def test_real_scp_fetches_exactly_the_named_files(sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    far, here = tmp_path / "far", tmp_path / "here"
    here.mkdir()
    far.mkdir()
    for name in HOSTILE:
        Path(os.fsdecode(os.fsencode(far) + b"/" + name)).write_bytes(b"content of " + name)
    (far / "not wanted").write_text("matches the pattern *")
    server = hop(sshd, user_key)
    options = f"-o UserKnownHostsFile={tmp_path / 'known'} -o GlobalKnownHostsFile=none -F none"
    (tmp_path / "known").write_text(sshd.known_hosts_lines())
    paths = [os.fsencode(far) + b"/" + name for name in HOSTILE]
    command = scp_command(connection("lab", server), paths, recursive=False)
    assert command.startswith("scp -s -P ")
    ran = subprocess.run(
        ["bash", "-c", command.replace("scp ", f"scp {options} ", 1)],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    there = {name: Path(os.fsdecode(os.fsencode(here) + b"/" + name)).read_bytes() for name in HOSTILE}
    assert there == {name: b"content of " + name for name in HOSTILE}
    assert len(list(here.iterdir())) == len(HOSTILE)


def test_the_way_through_gateways_is_in_the_command() -> None:
    jump = Hop(host="gate", user="ann", port=2222)
    inner = Connection(id="i", name="inner", target=Hop(host="fd00::1", user="bob", port=2200), jumps=(jump,))
    command = scp_command(inner, [b"/srv/a b"], recursive=True)
    assert command == "scp -s -r -J ann@gate:2222 -P 2200 'bob@[fd00::1]:/srv/a b' ."


def test_urls_carry_any_name() -> None:
    saved = Connection(id="i", name="lab", target=Hop(host="lab.example", user="a@b", port=2200))
    for name in HOSTILE:
        url = urlsplit(sftp_urls(saved, [b"/srv/" + name]))
        assert (url.scheme, url.hostname, url.port, url.username) == ("sftp", "lab.example", 2200, "a%40b")
        assert unquote_to_bytes(url.path) == b"/srv/" + name
