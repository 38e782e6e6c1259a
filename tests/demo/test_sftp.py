"""The demo's SFTP server as other people's clients find it: OpenSSH's sftp and scp, and PuTTY's psftp."""

import errno
import os
import re
import shutil
import struct
from pathlib import Path
from typing import NamedTuple

import pytest
from paramiko import Message, sftp

from tests.demo.visitor import Visitor
from tests.support.batches import batch_of, carry_out, ends, remote_files
from tests.support.disk_trees import ODD_NAMES, OLD, facts, write_file
from tests.support.keys import KeyFile
from towpath.demo.accounts import KEY_USER
from towpath.demo.lab import Lab
from towpath.demo.sftp_server import ENTRIES, MOST_HANDLES, Requests
from towpath.demo.sftp_tree import Tree


@pytest.fixture
def tree(lab: Lab) -> Path:
    return lab.home / "files"


def make_folder(folder: Path) -> Path:
    """Odd names, an empty file, a folder below, links, times and modes."""
    (folder / "below").mkdir(parents=True)
    for number, name in enumerate(ODD_NAMES):
        path = folder / os.fsdecode(name)
        path.write_bytes(os.urandom(number * 10_000))
        path.chmod(0o640 if number % 2 else 0o400)
        os.utime(path, (OLD, OLD + number))
    (folder / "below" / "deep").write_text("deep")
    return folder


class TestSftp:
    def test_files_are_listed_fetched_stored_and_renamed(self, tree: Path, visitor: Visitor) -> None:
        here = visitor.folder
        (here / "new file").write_bytes(os.urandom(300_000))
        done = visitor.sftp(
            f'put "{here}/new file" "results/neu ä"',
            'rename "results/neu ä" /results/renamed',
            f'get /results/renamed "{here}/back"',
            "mkdir made",
            "chmod 600 results/renamed",
            "ls -l results",
            "rm results/renamed",
            "rmdir made",
        )
        assert done.returncode == 0, done.stderr
        assert (here / "back").read_bytes() == (here / "new file").read_bytes()
        listed = done.stdout.decode()
        assert all(name in listed for name in ("2026-11.csv", "notes on ü.txt", "renamed"))
        assert {path.name for path in tree.iterdir()} == {"readme.txt", "results"}
        assert visitor.sftp("rename -l readme.txt results/2026-11.csv").returncode != 0, "it would overwrite a file"

    def test_what_is_unfinished_is_gone_on_with(self, tree: Path, visitor: Visitor) -> None:
        here = visitor.folder
        content = os.urandom(5_000_000)
        (here / "whole").write_bytes(content)
        (here / "part").write_bytes(content[:1_234_567])
        (tree / "there").write_bytes(content[:2_345_678])
        done = visitor.sftp(f"reput {here}/whole there", f"reget there {here}/part", "rm there")
        assert done.returncode == 0, done.stderr
        assert (here / "part").read_bytes() == content

    def test_a_folder_goes_there_and_back(self, tree: Path, visitor: Visitor) -> None:
        sent = make_folder(visitor.folder / "sent")
        done = visitor.sftp("mkdir copied", f"put -Rp {sent}/* copied", f"get -Rpf copied {visitor.folder}/back")
        assert done.returncode == 0, done.stderr
        assert facts(tree / "copied") == facts(sent)
        assert facts(visitor.folder / "back") == facts(sent)
        shutil.rmtree(tree / "copied")

    def test_extensions_do_what_they_say(self, tree: Path, visitor: Visitor) -> None:
        done = visitor.sftp(
            "ln readme.txt second",
            "ln -s results/2026-11.csv link",
            f"get link {visitor.folder}/through-link",
            "cp readme.txt copy",
            "rename readme.txt copy",
            f"put -f {visitor.folder}/through-link synced",
            "df",
            "ls -la",
            "chmod 444 synced",
            "cd results",
            "pwd",
            "cd ..",
            "rename second readme.txt",
            "rm link",
            "rm copy",
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout.decode()
        assert (visitor.folder / "through-link").read_text() == (tree / "results" / "2026-11.csv").read_text()
        assert "Remote working directory: /results" in said
        assert re.search(r"^lrwxrwxrwx .* link$", said, re.MULTILINE)
        assert re.search(r"^-rw\S+ +2 .* second$", said, re.MULTILINE), said
        assert re.search(r"%Capacity\n +[1-9]", said), said
        assert (tree / "synced").stat().st_mode & 0o777 == 0o444
        (tree / "synced").unlink()
        assert {path.name for path in tree.iterdir()} == {"readme.txt", "results"}

    def test_a_failure_is_told_and_the_rest_goes_on(self, visitor: Visitor) -> None:
        done = visitor.sftp("-get nowhere", "-rm results", "-mkdir results", "-rmdir results", "ls readme.txt")
        assert done.returncode == 0
        assert b"nowhere" in done.stderr
        assert done.stdout.count(b"readme.txt") == 2


class TestScp:
    def test_a_folder_goes_there_and_back(self, tree: Path, visitor: Visitor) -> None:
        sent = make_folder(visitor.folder / "sent")
        there = visitor.scp("-rp", sent, "gateway:copied")
        assert (there.returncode, there.stderr) == (0, b"")
        assert facts(tree / "copied") == facts(sent)
        back = visitor.scp("-rp", "gateway:~/copied", visitor.folder / "back")
        assert (back.returncode, back.stderr) == (0, b"")
        assert facts(visitor.folder / "back") == facts(sent)
        shutil.rmtree(tree / "copied")


class TestPsftp:
    def test_everything_a_person_does(self, tree: Path, visitor: Visitor) -> None:
        here = visitor.folder
        content = os.urandom(3_000_000)
        (here / "whole").write_bytes(content)
        (here / "part").write_bytes(content[:1_000_000])
        (tree / "there").write_bytes(content[:2_000_000])
        done = visitor.psftp(
            f"lcd {here}",
            "pwd",
            "ls",
            "mkdir made",
            "reput whole there",
            "reget there part",
            'put whole "made/caf\udce9 \U0001f6a2"',
            "chmod 600 there",
            "mv there made/moved",
            "get -r made back",
            "cd made",
            "del moved",
            "del caf*",
            "cd ..",
            "rmdir made",
            "quit",
        )
        assert done.returncode == 0, done.stderr + done.stdout
        assert (here / "part").read_bytes() == content
        assert (here / "back" / "moved").read_bytes() == content
        assert (here / "back" / "caf\udce9 \U0001f6a2").read_bytes() == content
        said = done.stdout.decode(errors="replace")
        assert "Remote working directory is /\n" in said
        assert re.search(r"^-rw.* readme.txt$", said, re.MULTILINE)
        assert {path.name for path in tree.iterdir()} == {"readme.txt", "results"}


class Gateway(NamedTuple):
    """A `tests.support.login.Server`."""

    port: int
    name: str = "gateway"
    user: str = KEY_USER


def test_our_own_transfers(lab: Lab, tree: Path, tmp_path: Path) -> None:
    """Small files, and one that is large and gone on with; what is there already is replaced."""
    sent = make_folder(tmp_path / "sent")
    write_file(sent / "large", 3_000_000)
    with remote_files(Gateway(lab.port), KeyFile(lab.key_file)) as files:
        for _ in range(2):
            assert not carry_out(batch_of([sent], "copied", up=True), *ends(files, up=True)).failures
            assert facts(tree / "copied") == facts(sent)
            batch = batch_of(["copied"], tmp_path / "back", up=False)
            assert not carry_out(batch, *ends(files, up=False)).failures
            assert facts(tmp_path / "back") == facts(sent)
    shutil.rmtree(tree / "copied")


NOWHERE = [
    "get {path} stolen",
    "get ..{path} stolen",
    "get results/../../profile-secret stolen",
    "ls {folder}",
    "ln {path} planted",
    "get link stolen",
    "get folder-link/profile-secret stolen",
    "get results/folder-link/profile-secret stolen",
    "ls folder-link/",
    "put {mine} link",
    "put {mine} folder-link/planted",
    "chmod 777 link",
    "rename folder-link/profile-secret taken",
    "rename readme.txt folder-link/planted",
    "rm folder-link/profile-secret",
    "mkdir folder-link/planted",
    "get mine-too stolen",
    "get mine-too-relative stolen",
]


@pytest.mark.parametrize("command", NOWHERE)
def test_no_path_and_no_link_leads_out_of_the_tree(tmp_path: Path, command: str) -> None:
    """Some links were put there by the owner of the machine, some by the visitor."""
    with Lab() as lab:
        visitor = Visitor(lab, tmp_path)
        secret, mine = lab.home / "profile-secret", tmp_path / "mine"
        secret.write_text("not for visitors")
        secret.chmod(0o600)
        mine.write_text("planted")
        tree = lab.home / "files"
        (tree / "link").symlink_to(secret)
        (tree / "folder-link").symlink_to(lab.home)
        (tree / "results" / "folder-link").symlink_to("../..")
        before = {path: path.lstat().st_mtime_ns for path in lab.home.iterdir() if path != tree}
        line = command.format(path=secret, folder=lab.home, mine=mine)
        links = (f"ln -s {secret} mine-too", "ln -s ../profile-secret mine-too-relative")
        assert visitor.sftp(*links).returncode == 0
        done = visitor.sftp(f"lcd {tmp_path}", line)
        assert done.returncode != 0, done.stdout
        assert b"profile-secret" not in done.stdout.replace(line.encode(), b"")
        assert not (tmp_path / "stolen").exists() or not (tmp_path / "stolen").read_text()
        assert (secret.read_text(), secret.stat().st_mode & 0o777) == ("not for visitors", 0o600)
        assert {path: path.lstat().st_mtime_ns for path in lab.home.iterdir() if path != tree} == before


class TestRequests:
    """What no client of the above can be made to ask."""

    @pytest.fixture
    def requests(self, tmp_path: Path) -> Requests:
        (tmp_path / "file").write_text("content")
        return Requests(Tree(tmp_path))

    def test_too_many_open_files(self, requests: Requests) -> None:
        for _ in range(MOST_HANDLES):
            assert ask(requests, sftp.CMD_OPENDIR, b"/")[0] == sftp.CMD_HANDLE
        assert failure(requests, sftp.CMD_OPENDIR, b"/") == (sftp.SFTP_FAILURE, os.strerror(errno.EMFILE))
        requests.close()
        assert ask(requests, sftp.CMD_OPENDIR, b"/")[0] == sftp.CMD_HANDLE

    def test_a_file_that_must_be_new(self, requests: Requests, tmp_path: Path) -> None:
        flags = sftp.SFTP_FLAG_WRITE | sftp.SFTP_FLAG_CREATE | sftp.SFTP_FLAG_EXCL
        (tmp_path / "link").symlink_to("new")
        for taken in (b"file", b"link"):
            assert failure(requests, sftp.CMD_OPEN, taken, flags, 0) == (sftp.SFTP_FAILURE, os.strerror(errno.EEXIST))
        assert ask(requests, sftp.CMD_OPEN, b"new", flags, 0)[0] == sftp.CMD_HANDLE
        requests.close()

    def test_links_in_a_circle(self, requests: Requests, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")
        assert failure(requests, sftp.CMD_STAT, b"a") == (sftp.SFTP_NO_SUCH_FILE, os.strerror(errno.ELOOP))
        assert ask(requests, sftp.CMD_LSTAT, b"a")[0] == sftp.CMD_ATTRS

    def test_times_of_a_link_itself(self, requests: Requests, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(tmp_path.parent)
        before = tmp_path.parent.stat()
        assert failure(requests, sftp.CMD_EXTENDED, b"lsetstat@openssh.com", b"link", 8, OLD, OLD)[0] == sftp.SFTP_OK
        assert link.lstat().st_mtime == OLD
        size = struct.unpack(">2I", struct.pack(">Q", 0))
        for attributes in ((1, *size), (4, 0o777)):
            wanted = failure(requests, sftp.CMD_EXTENDED, b"lsetstat@openssh.com", b"link", *attributes)
            assert wanted[0] == sftp.SFTP_OP_UNSUPPORTED
        assert tmp_path.parent.stat() == before

    def test_what_it_does_not_know(self, requests: Requests) -> None:
        assert failure(requests, sftp.CMD_EXTENDED, b"other@example.com")[0] == sftp.SFTP_OP_UNSUPPORTED
        assert failure(requests, 99)[0] == sftp.SFTP_OP_UNSUPPORTED
        assert failure(requests, sftp.CMD_CLOSE, b"17")[0] == sftp.SFTP_NO_SUCH_FILE
        assert failure(requests, sftp.CMD_STAT, b"a\0b")[0] == sftp.SFTP_BAD_MESSAGE
        assert failure(requests, sftp.CMD_STAT, b"y" * 300)[0] == sftp.SFTP_BAD_MESSAGE

    def test_a_folder_of_many_comes_in_parts(self, requests: Requests, tmp_path: Path) -> None:
        for number in range(2 * ENTRIES):
            (tmp_path / str(number)).touch()
        handle = ask(requests, sftp.CMD_OPENDIR, b"")[1].get_string()
        counts = []
        while (answer := ask(requests, sftp.CMD_READDIR, handle))[0] == sftp.CMD_NAME:
            counts.append(answer[1].get_int())
        assert counts == [ENTRIES, ENTRIES, 3], "with `.`, `..` and the file"


def ask(requests: Requests, kind: int, *values: bytes | int) -> tuple[int, Message]:
    """The kind of the answer, and what follows the request's number."""
    message = Message()
    message.add_int(1)
    for value in values:
        if isinstance(value, int):
            message.add_int(value)
        else:
            message.add_string(value)
    packet = requests.answer(kind, message.asbytes())
    size, answered, number = struct.unpack_from(">IBI", packet)
    assert (size, number) == (len(packet) - 4, 1)
    return answered, Message(packet[9:])


def failure(requests: Requests, kind: int, *values: bytes | int) -> tuple[int, str]:
    """The status and the text of an answer that is one."""
    answered, rest = ask(requests, kind, *values)
    assert answered == sftp.CMD_STATUS
    return rest.get_int(), rest.get_text()
