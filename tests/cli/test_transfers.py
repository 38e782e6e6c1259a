"""get, put, copy, ls and sync with real servers, as people and scripts use them."""

import base64
import json
import os
import signal
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.verbs import Here
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.program import TOWPATH, AtTerminal, Started, towpath
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.connection import Connection

STAYS = "Ctrl-C takes it down."
PASSWORD = "'s password: "
ODD_NAMES = [b"with space", b"new\nline", b"quo'te\"", "😀 é".encode(), b"\xff\xfe", b"-r", b"a" * 255, b"[x]*?"]
TIME = 1_500_000_000


@pytest.fixture
def lab(sshd: Sshd, user_key: KeyFile) -> Connection:
    """A saved connection to a server that is known."""
    saved = connection("lab", hop(sshd, user_key))
    know(sshd)
    save(saved)
    return saved


@pytest.fixture
def near(tmp_path: Path) -> Path:
    """A folder on this side."""
    (tmp_path / "near").mkdir()
    return tmp_path / "near"


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """A folder on the server, which is the same machine."""
    (tmp_path / "far").mkdir()
    return tmp_path / "far"


def fill(folder: Path) -> None:
    """Files of many names, times and modes."""
    (folder / "empty").mkdir()
    (folder / "sub").mkdir()
    for number, name in enumerate(ODD_NAMES):
        path = os.fsencode(folder / "sub") + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123 - its name is bytes
            file.write(name * number * 1000)
        os.chmod(path, 0o600 + number)  # noqa: PTH101
        os.utime(path, (TIME + number, TIME + number))
    (folder / "link").symlink_to("sub/with space")


def tree(folder: Path) -> dict[bytes, object]:
    """Kinds, contents, modes and times of all that is in it."""
    found: dict[bytes, object] = {}
    root = os.fsencode(folder)
    for place, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = place + b"/" + name
            key = path.removeprefix(root + b"/")
            if os.path.islink(path):  # noqa: PTH114
                found[key] = os.readlink(path)  # noqa: PTH115
            elif os.path.isdir(path):  # noqa: PTH112
                found[key] = "folder"
            else:
                stat = os.stat(path)  # noqa: PTH116
                with open(path, "rb") as file:  # noqa: PTH123
                    found[key] = file.read(), stat.st_mode & 0o7777, int(stat.st_mtime)
    return found


def big(folder: Path, size: int = 3_000_000) -> Path:
    """A file that takes a while at a limited rate."""
    path = folder / "big"
    path.write_bytes(os.urandom(size))
    return path


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


# --- there and back


@pytest.mark.usefixtures("lab")
def test_a_folder_goes_there_and_back_exactly(here: Here, near: Path, far: Path, tmp_path: Path) -> None:
    fill(near)
    done = here("put", "lab", "-r", f"{near}", f"{far}/copy")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{len(ODD_NAMES) + 1} files, ")
    assert "\x1b" not in done.out, "no bar on a pipe"
    assert tree(far / "copy") == tree(near)
    done = here("get", "lab", "-r", "--verify", f"{far}/copy/.", f"{tmp_path}/back")
    assert (done.code, done.err) == (0, "")
    assert tree(tmp_path / "back") == tree(near)


@pytest.mark.usefixtures("lab")
def test_names_that_are_not_utf_8_can_be_typed_and_read(near: Path, far: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    (near / name).write_text("x")
    assert towpath("put", "lab", f"{near}/{name}", f"{far}/").code == 0
    assert [bytes(path.relative_to(far)) for path in far.iterdir()] == [b"caf\xe9"]
    done = towpath("get", "lab", "--json", f"{far}/{name}", f"{near}/back")
    assert done.code == 0
    (file,) = (event for event in events(done.out) if event["event"] == "file")
    assert file["source"].endswith(r"caf\xe9")
    assert file["source_base64"]
    assert (near / "back").read_text() == "x"


@pytest.mark.usefixtures("lab")
def test_one_failure_is_a_line_and_the_rest_goes_on(here: Here, near: Path, far: Path) -> None:
    (near / "there").write_text("x")
    done = here("put", "lab", f"{near}/missing", f"{near}/there", f"{near}", f"{far}")
    assert done.code == 1
    first, second, last = done.err.splitlines()
    lines = {first, second}
    assert f"towpath: {near}/missing: no such file or folder (check the path)" in lines
    assert any(line.startswith(f"towpath: {near}: it is a folder") and "-r" in line for line in lines)
    assert last.startswith("towpath: not everything was transferred: 2 of ")
    assert (far / "there").read_text() == "x"


@pytest.mark.usefixtures("lab")
def test_events_tell_all(here: Here, near: Path, far: Path) -> None:
    fill(near)
    done = here("put", "lab", "-r", "--json", f"{near}/sub", f"{near}/missing", f"{far}")
    told = events(done.out)
    assert done.code == 1
    assert (told[0]["event"], told[-1]["event"]) == ("started", "finished")
    stored = [event for event in told if event["event"] == "file" and event["outcome"] == "stored"]
    assert len(stored) == len(ODD_NAMES)
    assert [event["problem"] for event in told if event["event"] == "failed"] == ["file-not-found"]
    assert (told[-1]["files_done"], told[-1]["files_failed"]) == (len(ODD_NAMES), 1)


def test_files_go_from_one_server_to_another(
    here: Here, hop_sshds: Sequence[Sshd], user_key: KeyFile, near: Path, far: Path
) -> None:
    first, _, second = hop_sshds
    know(first, second)
    save(connection("one", hop(first, user_key)), connection("two", hop(second, user_key)))
    fill(near)
    done = here("copy", "-r", f"one:{near}/", f"two:{far}/copy")
    assert (done.code, done.err) == (0, "")
    assert tree(far / "copy") == tree(near)


@pytest.mark.usefixtures("lab")
def test_an_sftp_server_command_is_run_instead(here: Here, near: Path, far: Path, tmp_path: Path) -> None:
    (near / "a").write_text("x")
    command = f"touch {tmp_path}/used; exec /usr/lib/openssh/sftp-server"
    assert here("edit", "lab", "--sftp-command", command).code == 0
    assert here("put", "lab", f"{near}/a", f"{far}").code == 0
    assert (tmp_path / "used").exists()
    assert (far / "a").read_text() == "x"
    assert here("edit", "lab", "--sftp-command", "echo no; exit 1").code == 0
    done = here("put", "lab", f"{near}/a", f"{far}")
    assert done.code == 1
    assert "no file transfer with" in done.err


# --- conflicts


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(
    ("policy", "stays", "both"),
    [
        ("overwrite", False, False),
        ("newer", True, False),
        ("size", False, False),
        ("skip", True, False),
        ("rename", True, True),
    ],
)
def test_a_policy_decides(here: Here, near: Path, far: Path, policy: str, stays: bool, both: bool) -> None:
    (near / "a.txt").write_text("new")
    os.utime(near / "a.txt", (TIME, TIME))
    (far / "a.txt").write_text("there before")
    assert here("put", "lab", "--conflict", policy, f"{near}/a.txt", f"{far}").code == 0
    assert ((far / "a.txt").read_text() == "there before") is stays
    assert (far / "a (2).txt").exists() is both


@pytest.mark.usefixtures("lab")
def test_in_place_the_file_stays_the_same_one(here: Here, near: Path, far: Path) -> None:
    for name in "ab":
        (near / name).write_text("new")
        (far / name).write_text("there before")
    before = {name: (far / name).stat().st_ino for name in "ab"}
    assert here("put", "lab", "--in-place", f"{near}/a", f"{far}").code == 0
    assert here("put", "lab", f"{near}/b", f"{far}").code == 0
    assert ((far / "a").read_text(), (far / "b").read_text()) == ("new", "new")
    assert [(far / name).stat().st_ino == before[name] for name in "ab"] == [True, False]


@pytest.mark.usefixtures("lab")
def test_nobody_is_there_to_be_asked(near: Path, far: Path) -> None:
    for name in "ab":
        (near / name).write_text("new")
    (far / "a").write_text("there before")
    done = towpath("put", "lab", "--conflict", "ask", f"{near}/a", f"{near}/b", f"{far}")
    assert done.code == 3
    assert "needs an answer" in done.err
    assert ((far / "a").read_text(), (far / "b").read_text()) == ("there before", "new")


@pytest.mark.usefixtures("lab")
def test_the_terminal_is_asked(near: Path, far: Path) -> None:
    for name in "abc":
        (near / name).write_text("new")
        (far / name).write_text("there before")
    with AtTerminal("put", "lab", "--conflict", "ask", *(f"{near}/{name}" for name in "abc"), f"{far}") as put:
        put.wait_for("is there already: 12 B; the source has 3 B.")
        put.answer("for others): ", "skip")
        put.wait_for("for others): ", times=2)
        put.type("overwrite all")
        assert put.end().code == 0
    assert sorted((far / name).read_text() for name in "abc") == ["new", "new", "there before"]


@pytest.mark.usefixtures("lab")
def test_the_terminal_is_asked_once_for_a_type(near: Path, far: Path) -> None:
    names = ["a.c", "b.c", "c.h"]
    for name in names:
        (near / name).write_text("new")
        (far / name).write_text("there before")
    with AtTerminal("put", "lab", "--conflict", "ask", *(f"{near}/{name}" for name in names), f"{far}") as put:
        put.answer("for others): ", "overwrite type")
        put.wait_for("for others): ", times=2)
        put.type("skip folder")
        assert put.end().code == 0
    assert [(far / name).read_text() for name in names] in (
        ["new", "new", "there before"],
        ["there before"] * 2 + ["new"],
    )


# --- interruptions


@pytest.mark.usefixtures("lab")
def test_ctrl_c_says_what_stays_and_resume_goes_on(here: Here, near: Path, far: Path) -> None:
    source = big(near)
    arguments = ("put", "lab", f"{source}", f"{far}/")
    with AtTerminal(*arguments, "--limit", "1M") as put:
        put.wait_for("% ")
        put.wait_for("MB of 3.0 MB")
        put.press("\x03")
        done = put.end()
    assert done.code == 1
    assert "go on with --resume\n" in done.err
    assert done.err.endswith("towpath: cancelled\n")
    assert "\x1b[?25h" in done.out, "the cursor is back"
    assert not (far / "big").exists()
    done = here(*arguments, "--resume", "--json")
    assert (done.code, done.err) == (0, "")
    assert events(done.out)[-1]["bytes_sent"] < 3_000_000
    assert (far / "big").read_bytes() == source.read_bytes()
    assert list(far.iterdir()) == [far / "big"]


@pytest.mark.usefixtures("lab")
def test_what_was_interrupted_is_gone_once_it_is_done(here: Here, near: Path, far: Path) -> None:
    """Of copies that were begun anew, and of a synchronisation."""
    source = big(near)
    copy = ("put", "lab", f"{source}", f"{far}/")
    synchronise = ("sync", "lab", f"{near}", f"{far}", "--up")
    for arguments in (copy, copy, synchronise):
        with Started(*arguments, "--limit", "1M", "--json") as verb:
            wait_for(partial(_moves, verb), timeout=30, what="bytes to move")
            verb.end(signal.SIGINT)
    assert len(list(far.iterdir())) == 2, "of the copies, which can be gone on with"
    assert here(*copy).code == 0
    assert list(far.iterdir()) == [far / "big"]


@pytest.mark.usefixtures("lab")
def test_after_a_kill_the_same_command_goes_on(here: Here, near: Path, far: Path) -> None:
    source = big(near)
    arguments = ("put", "lab", f"{source}", f"{far}/")
    with Started(*arguments, "--limit", "1M", "--json") as put:
        wait_for(lambda: _bytes_done(put.out) > 1_000_000, timeout=30, what=lambda: put.out)
        put.end(signal.SIGKILL)
    done = here(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    assert events(done.out)[-1]["bytes_sent"] < 2_500_000
    assert (far / "big").read_bytes() == source.read_bytes()
    assert list(far.iterdir()) == [far / "big"]


@pytest.mark.usefixtures("lab")
def test_a_running_program_carries_it_out_with_its_session(here: Here, sshd: Sshd, near: Path, far: Path) -> None:
    (near / "a").write_text("x")
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        mark = sshd.mark()
        assert here("put", "lab", f"{near}/a", f"{far}").code == 0
        assert here("ls", "lab", f"{far}").out == "a\n"
        assert sshd.logins(since=mark) == []


@pytest.mark.usefixtures("lab")
def test_a_verb_outlives_the_program_that_carried_it_out(near: Path, far: Path) -> None:
    source = big(near)
    with Started("up", "lab") as up:
        up.wait_for(STAYS)
        with Started("put", "lab", f"{source}", f"{far}/", "--limit", "1M", "--json") as put:
            wait_for(lambda: _bytes_done(put.out) > 0, timeout=30, what=lambda: put.out)
            assert up.end(signal.SIGTERM).code == 0
            assert put.end().code == 0
    assert (far / "big").read_bytes() == source.read_bytes()


def test_a_lost_link_is_waited_for(sshd: Sshd, user_key: KeyFile, near: Path, far: Path) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key), reconnect=True))
    source = big(near)
    with Started("put", "lab", f"{source}", f"{far}/", "--limit", "1M") as put:
        wait_for(lambda: len(list(far.iterdir())) == 1, timeout=30)
        sshd.drop_sessions()
        done = put.end()
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert "waiting-for-connection: connection to" in done.err
    assert (far / "big").read_bytes() == source.read_bytes()


@pytest.mark.usefixtures("lab")
def test_a_link_that_stays_lost_leaves_what_arrived(here: Here, sshd: Sshd, near: Path, far: Path) -> None:
    source = big(near)
    arguments = ("put", "lab", f"{source}", f"{far}/")
    with Started(*arguments, "--limit", "1M", "--json") as put:
        wait_for(lambda: _bytes_done(put.out) > 500_000, timeout=30, what=lambda: put.out)
        sshd.drop_sessions()
        done = put.end()
    assert done.code == 1
    assert done.err.startswith("towpath: what has arrived of unfinished files stays: go on with --resume\n")
    assert "lost" in done.err
    done = here(*arguments, "--resume", "--json")
    assert done.code == 0
    assert events(done.out)[-1]["bytes_sent"] < 2_800_000
    assert (far / "big").read_bytes() == source.read_bytes()


def test_a_lost_login_that_needs_a_person(password_sshd: Sshd, near: Path, far: Path) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd), reconnect=True))
    source = big(near)
    with AtTerminal("put", "lab", f"{source}", f"{far}/", "--limit", "1M") as put:
        put.answer_secret(PASSWORD, password_sshd.pam.password)
        put.wait_for("MB of 3.0 MB")
        password_sshd.drop_sessions()
        put.wait_until(lambda: "Press Enter to log in again." in put.err)
        put.type("")
        put.answer_secret(PASSWORD, password_sshd.pam.password, times=2)
        done = put.end()
    assert done.code == 0
    assert (far / "big").read_bytes() == source.read_bytes()


def _moves(verb: Started) -> bool:
    return _bytes_done(verb.out) > 500_000


def _bytes_done(out: str) -> int:
    whole = out[: out.rfind("\n") + 1]
    return max((event["bytes_done"] for event in events(whole) if event["event"] == "progress"), default=0)


def test_a_password_is_asked_before(password_sshd: Sshd, near: Path, far: Path) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd)))
    (near / "a").write_text("x")
    assert towpath("put", "lab", f"{near}/a", f"{far}").code == 3
    with AtTerminal("put", "lab", f"{near}/a", f"{far}") as put:
        put.answer_secret(PASSWORD, password_sshd.pam.password)
        assert put.end().code == 0
    assert (far / "a").read_text() == "x"


@pytest.mark.usefixtures("lab")
def test_the_bar_leaves_a_clean_screen(near: Path, far: Path) -> None:
    source = big(near, 1_000_000)
    script = 'exec "$@" 2>&1'
    words = ("put", "lab", f"{near}/missing", f"{source}", f"{far}/", "--limit", "1M")
    with AtTerminal(*words, program=("sh", "-c", script, "sh", *TOWPATH)) as put:
        put.wait_for(f"towpath: {near}/missing: no such file or folder")
        put.wait_for("% ")
        done = put.end()
    assert done.code == 1
    assert done.out.rstrip().endswith("(see the failures, then retry)")


# --- ls


@pytest.mark.usefixtures("lab")
def test_a_listing_is_exact(far: Path) -> None:
    fill(far)
    names = sorted(ODD_NAMES)
    done = towpath("ls", "lab", f"{far}/sub", "--zero", program=("sh", "-c", '"$@" | base64 -w0', "sh", *TOWPATH))

    assert sorted(base64.b64decode(done.out).rstrip(b"\0").split(b"\0")) == names
    entries = json.loads(towpath("ls", "lab", f"{far}", "--json").out)
    kinds = {entry["name"]: entry["kind"] for entry in entries}
    assert kinds == {"empty": "folder", "sub": "folder", "link": "link"}
    long = towpath("ls", "lab", f"{far}", "-l").out.splitlines()
    assert [line[0] for line in long] == ["d", "l", "d"]
    done = towpath("ls", "lab", f"{far}/sub/with space", "-l")
    assert done.out.startswith("-rw------- ")
    assert done.out.endswith(" with space\n")
    done = towpath("ls", "lab", f"{far}/missing")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"towpath: {far}/missing: no such file or folder")


@pytest.mark.usefixtures("lab")
def test_many_entries_come_as_they_are_read(here: Here, far: Path) -> None:
    for number in range(5000):
        (far / f"file-{number:05d}").touch()
    assert len(here("ls", "lab", f"{far}").out.splitlines()) == 5000
    done = towpath("ls", "lab", f"{far}", program=("sh", "-c", '"$@" | head -1', "sh", *TOWPATH))
    assert done.out.startswith("file-")
    assert done.err == "", "a reader that has enough is no failure to tell of"


# --- sync


@pytest.mark.usefixtures("lab")
def test_folders_become_equal(near: Path, far: Path) -> None:
    fill(near)
    dry = towpath("sync", "lab", f"{near}", f"{far}", "--up", "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert "copy-up sub/with space" in dry.out.splitlines()
    assert list(far.iterdir()) == []

    assert towpath("sync", "lab", f"{near}", f"{far}", "--up").code == 0
    assert tree(far) == tree(near)
    assert towpath("sync", "lab", f"{near}", f"{far}", "--up").out == "nothing to do\n"

    (far / "extra").write_text("only there")
    (near / "sub" / "with space").write_text("changed here")
    dry = towpath("sync", "lab", f"{near}", f"{far}", "--up", "--delete", "--dry-run")
    assert sorted(dry.out.splitlines()) == [
        "1 to update, 1 to delete",
        "delete-second extra",
        "update-up sub/with space",
    ]
    done = towpath("sync", "lab", f"{near}", f"{far}", "--up", "--delete")
    assert done.code == 0
    assert "; 1 deleted" in done.out
    assert tree(far) == tree(near)


@pytest.mark.usefixtures("lab")
def test_each_gets_what_it_lacks_and_a_conflict_is_said(here: Here, near: Path, far: Path) -> None:
    (near / "here").write_text("only here")
    (far / "there").write_text("only there")
    (near / "both").write_text("mine")
    (far / "both").write_text("theirs, longer")
    done = here("sync", "lab", f"{near}", f"{far}")
    assert done.code == 1
    assert done.err.startswith("towpath: both: they differ")
    assert sorted(path.name for path in near.iterdir()) == sorted(path.name for path in far.iterdir())
    assert ((near / "both").read_text(), (far / "both").read_text()) == ("mine", "theirs, longer")
    os.utime(near / "both", (TIME, TIME))
    assert here("sync", "lab", f"{near}", f"{far}", "--conflict", "newer").code == 0
    assert (near / "both").read_text() == "theirs, longer"


@pytest.mark.usefixtures("lab")
def test_excluded_files_are_left_alone(here: Here, near: Path, far: Path) -> None:
    for name in ("keep.o", "a"):
        (near / name).write_text("x")
    (far / "old.o").write_text("y")
    done = here("sync", "lab", f"{near}", f"{far}", "--up", "--delete", "--exclude", "*.o")
    assert (done.code, done.err) == (0, "")
    assert sorted(path.name for path in far.iterdir()) == ["a", "old.o"]
