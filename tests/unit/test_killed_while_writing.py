"""Killed at every moment of writing a file: what was there is there, or what comes; and the next run works."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from towpath import files
from towpath.engine.backups import put_back
from towpath.model.connection import Connection, Hop
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.keys import KeyType
from towpath.model.settings import Config
from towpath.model.trust import LineNamed
from towpath.ssh.key_facts import keys_below
from towpath.ssh.key_file import KeyFile, is_encrypted, public_file_beside
from towpath.ssh.key_writer import change_passphrase, generate, write_pair
from towpath.ssh.known_hosts_files import lines_of, remove, trust_authority
from towpath.store import backup
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile
from towpath.store.secret_index import SecretIndex

CALLS = ["open", "close", "write", "fsync", "ftruncate", "chmod", "mkdir", "link", "rename", "replace", "unlink"]
"""All by which a program changes a disk; what Python writes itself stands between two of them."""
KILLED = 9
MOST = 100
KEYS = [generate(KeyType.ED25519), generate(KeyType.ED25519)]
LINES = [key.public.line() for key in KEYS]
ROUNDS = 1
"""Of bcrypt, for speed."""


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do it in a process that ends with that call, before it; False where it makes fewer."""
    child = os.fork()
    if not child:
        code = 1
        try:
            left = count(number, -1)

            def dying(real: Callable[..., Any]) -> Callable[..., Any]:
                def call(*arguments: Any, **options: Any) -> Any:
                    if not next(left):
                        os._exit(KILLED)
                    return real(*arguments, **options)

                return call

            for name in CALLS:
                setattr(os, name, dying(getattr(os, name)))
            work()
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


def at_every_moment(
    folder: Path, prepare: Callable[[Path], object], work: Callable[[Path], object], check: Callable[[Path], object]
) -> int:
    """In a new folder for each; `check` also ends what was begun. How many moments there were."""
    for number in range(MOST):
        here = folder / str(number)
        here.mkdir(mode=0o700)
        prepare(here)
        open_before = open_to_others(here)
        killed = killed_at(number, partial(work, here))
        assert open_before or not open_to_others(here)
        check(here)
        if not killed:
            return number
    raise AssertionError("it never ends")


def open_to_others(folder: Path) -> list[Path]:
    """But what is meant for them."""
    return [path for path in folder.rglob("*") if path.lstat().st_mode & 0o077 and ".pub" not in path.name]


def nothing(_: Path) -> None:
    """There is nothing before."""


def test_a_new_key(tmp_path: Path) -> None:
    def work(folder: Path) -> None:
        write_pair(folder / "ssh" / "key", KEYS[0], "me@here", "", ROUNDS)

    def check(folder: Path) -> None:
        path = folder / "ssh" / "key"
        if not path.exists():
            work(folder)
        assert KeyFile.read(path).open(None).public == KEYS[0].public
        found = keys_below(path.parent)
        assert found[0].path == str(path), "what was left behind comes after it"
        beside = public_file_beside(path)
        assert beside is None or beside.blob == KEYS[0].public.blob
        change_passphrase(path, "", "new", ROUNDS)
        assert KeyFile.read(path).open("new").public == KEYS[0].public

    assert at_every_moment(tmp_path, nothing, work, check) > 10


def test_another_passphrase(tmp_path: Path) -> None:
    def prepare(folder: Path) -> None:
        write_pair(folder / "key", KEYS[0], "me@here", "", ROUNDS)

    def work(folder: Path) -> None:
        change_passphrase(folder / "key", "", "new", ROUNDS)

    def check(folder: Path) -> None:
        path = folder / "key"
        if not is_encrypted(path.read_bytes()):
            work(folder)
        assert KeyFile.read(path).open("new").public == KEYS[0].public
        assert keys_below(folder)[0].path == str(path)

    assert at_every_moment(tmp_path, prepare, work, check) > 5


def test_restored_keys(tmp_path: Path) -> None:
    def content(folder: Path, name: str) -> bytes:
        return (folder / name).read_bytes()

    write_pair(tmp_path / "key", KEYS[0], "me@here", "", ROUNDS)
    kept = tuple(
        backup.KeyFile(f".ssh/{name}{ending}", content(tmp_path, f"key{ending}"))
        for name in ("one", "two")
        for ending in ("", ".pub")
    )

    def work(folder: Path) -> None:
        put_back(kept, folder, dry_run=False)

    def check(folder: Path) -> None:
        assert put_back(kept, folder, dry_run=False).left_out == (), "nothing half written is in the way"
        for one in kept:
            assert content(folder, one.path) == one.content
            assert stat.S_IMODE((folder / one.path).stat().st_mode) == one.mode

    (tmp_path / "moments").mkdir()
    assert at_every_moment(tmp_path / "moments", nothing, work, check) > 20


def test_a_backup_over_the_last_one(tmp_path: Path) -> None:
    def check(folder: Path) -> None:
        assert (folder / "saved.age").read_bytes() in (b"old" * 1000, b"new" * 5000)
        files.write_atomically(folder / "saved.age", b"newest")
        assert (folder / "saved.age").read_bytes() == b"newest"

    at_every_moment(
        tmp_path,
        lambda folder: files.write_atomically(folder / "saved.age", b"old" * 1000),
        lambda folder: files.write_atomically(folder / "saved.age", b"new" * 5000),
        check,
    )


def test_the_configuration(tmp_path: Path) -> None:
    before, after = (
        Config(connections=(Connection(id=name, name=name, target=Hop(host="a")),)) for name in ("one", "two")
    )

    def store(folder: Path) -> ConfigStore:
        return ConfigStore(Profile(folder, folder))

    def check(folder: Path) -> None:
        assert store(folder).load() in ((before, ()), (after, ()))
        store(folder).save(after)
        assert store(folder).load() == (after, ())

    at_every_moment(
        tmp_path, lambda folder: store(folder).save(before), lambda folder: store(folder).save(after), check
    )


def test_a_damaged_configuration(tmp_path: Path) -> None:
    def prepare(folder: Path) -> None:
        files.write_atomically(folder / "towpath.json", b"damaged")

    def work(folder: Path) -> None:
        ConfigStore(Profile(folder, folder)).load()

    def check(folder: Path) -> None:
        work(folder)
        assert b"damaged" in [path.read_bytes() for path in folder.iterdir()]

    at_every_moment(tmp_path, prepare, work, check)


def test_the_index_of_secrets(tmp_path: Path) -> None:
    before, after = {("password", "a"): 1.0}, {("password", "a"): 1.0, ("passphrase", "b"): 2.0}

    def index(folder: Path) -> SecretIndex:
        return SecretIndex(folder / "secret_index.json")

    def check(folder: Path) -> None:
        assert index(folder).load() in (before, after)
        index(folder).save(after)
        assert index(folder).load() == after

    at_every_moment(
        tmp_path, lambda folder: index(folder).save(before), lambda folder: index(folder).save(after), check
    )


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_line_more_in_known_hosts(tmp_path: Path, end: str) -> None:
    before = f"one.example {LINES[0]}{end}".encode()

    def work(folder: Path) -> None:
        trust_authority(folder / "known_hosts", "*.example", LINES[1])

    def check(folder: Path) -> None:
        work(folder)
        work(folder)
        assert [line.hosts for line in lines_of(folder / "known_hosts")] == ["one.example", "*.example"]
        assert (folder / "known_hosts").read_bytes().startswith(before)

    at_every_moment(tmp_path, lambda folder: (folder / "known_hosts").write_bytes(before), work, check)


def test_the_first_line_of_known_hosts(tmp_path: Path) -> None:
    def work(folder: Path) -> None:
        trust_authority(folder / "ssh" / "known_hosts", "*.example", LINES[1])

    def check(folder: Path) -> None:
        work(folder)
        assert [line.hosts for line in lines_of(folder / "ssh" / "known_hosts")] == ["*.example"]

    at_every_moment(tmp_path, nothing, work, check)


def test_a_line_less_in_known_hosts(tmp_path: Path) -> None:
    before = f"one.example {LINES[0]}\ntwo.example {LINES[1]}\n".encode()
    after = before.splitlines(keepends=True)[1]

    def work(folder: Path) -> None:
        file = folder / "known_hosts"
        remove(LineNamed(one.file, one.line, one.text) for one in lines_of(file) if one.hosts == "one.example")

    def check(folder: Path) -> None:
        file = folder / "known_hosts"
        assert file.read_bytes() in (before, after)
        work(folder)
        assert (file.read_bytes(), file.with_name("known_hosts.old").read_bytes()) == (after, before)

    at_every_moment(tmp_path, lambda folder: (folder / "known_hosts").write_bytes(before), work, check)


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "key"
    if there:
        path.write_bytes(b"old")
        with pytest.raises(TowpathError) as caught:
            files.write_new(path, b"new")
        assert caught.value.problem.kind is ProblemKind.FILE_EXISTS
    else:
        files.write_new(path, b"new", 0o644)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [(one, one.read_bytes()) for one in tmp_path.iterdir()] == [(path, b"old" if there else b"new")]
