"""Lines of known_hosts found, taken out and added: as ssh-keygen does, and not a byte besides."""

import base64
import io
import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.support.keys import KEY_TYPES, KeyMaker, hashed_known_hosts
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.trust import HostMarker, KnownHostLine, LineNamed
from towpath.ssh.keys import join_strings
from towpath.ssh.known_hosts_files import (
    has_fingerprint,
    is_about,
    lines_of,
    name_typed,
    remove,
    revoke,
    trust_authority,
)


def public(keys: KeyMaker, key_type: str = "ed25519", name: str = "host") -> str:
    return " ".join(keys.key(key_type, name=name).public_line.split()[:2])


@pytest.fixture
def file(tmp_path: Path, keys: KeyMaker) -> Path:
    """A file as years make it."""
    key, other, rsa = public(keys), public(keys, name="other"), public(keys, "rsa")
    hashed = hashed_known_hosts(f"hidden.example {key}\n[hidden.example]:2222 {other}\n", tmp_path)
    content = (
        b"# the machines of the lab \xe4\xff\r\n"
        b"\n"
        + f"gate.example,10.0.0.1 {key} root@gate\r\n".encode()
        + f"  \tgate.example {rsa}   a comment  with spaces  \n".encode()
        + f"[gate.example]:2222 {other} grüße\n".encode()
        + f"*.example,!gate.example {other}\n".encode()
        + f"@cert-authority *.example {other} authority\n".encode()
        + f"@revoked gate.example {other} lost\n".encode()
        + b"@unknown gate.example ssh-ed25519 AAAA\n"
        + b"gate.example ssh-ed25519 notakey\n"
        + b"gate.example 1024 35 1234567\n"
        + b"#gate.example commented out\n"
        + hashed.encode()
        + b"   \n"
        + f"GATE.example {other} last, without an end".encode()
    )
    path = tmp_path / "known_hosts"
    path.write_bytes(content)
    path.chmod(0o640)
    return path


def named(lines: list[KnownHostLine]) -> list[LineNamed]:
    return [LineNamed(line.file, line.line, line.text) for line in lines]


def keygen(*arguments: str | Path) -> str:
    done = subprocess.run(["ssh-keygen", *arguments], capture_output=True, text=True, check=False, errors="replace")
    return done.stdout


NAMES = [
    "gate.example",
    "10.0.0.1",
    "[gate.example]:2222",
    "hidden.example",
    "[hidden.example]:2222",
    "x.example",
    "no",
]


@pytest.mark.parametrize("host", NAMES)
def test_finds_the_lines_that_ssh_keygen_finds(host: str, file: Path) -> None:
    found = [line.line for line in lines_of(file) if is_about(line, host)]
    said = [line for line in keygen("-F", host, "-f", file).splitlines() if line.startswith("# Host")]
    assert found == [int(line.split("line ")[1].split()[0]) for line in said]


@pytest.mark.parametrize("host", NAMES)
def test_removes_the_lines_that_ssh_keygen_removes(host: str, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    readable = [line for line in file.read_bytes().splitlines(keepends=True) if b"@unknown" not in line]
    before = b"".join(line for line in readable if b" 1024 " not in line)  # with such lines ssh-keygen does nothing
    file.write_bytes(before)
    copy.write_bytes(before)
    keygen("-R", host, "-f", copy)
    remove(named([line for line in lines_of(file) if is_about(line, host) and line.marker is HostMarker.PLAIN]))
    assert file.read_bytes().rstrip(b"\n") == copy.read_bytes().rstrip(b"\n")
    assert (host == "no") == (file.read_bytes() == before)
    backup = file.with_name("known_hosts.old")
    assert host == "no" or backup.read_bytes() == before == copy.with_name("copy.old").read_bytes()
    assert file.stat().st_mode & 0o777 == 0o640


def test_each_line_goes_alone_and_leaves_every_other_byte(file: Path) -> None:
    before = file.read_bytes()
    whole = before.splitlines(keepends=True)
    for line in lines_of(file):
        remove(named([line]))
        kept = [one for number, one in enumerate(whole, start=1) if number != line.line]
        assert file.read_bytes() == b"".join(kept)
        file.write_bytes(before)


def test_a_key_with_a_character_that_is_none_of_it_is_none(tmp_path: Path, keys: KeyMaker) -> None:
    key_type, key = public(keys).split()
    file = tmp_path / "known_hosts"
    file.write_text(f"gate.example {key_type} {key[:30]}!{key[30:]}\n")
    assert (
        "is not a public key file"
        in subprocess.run(["ssh-keygen", "-l", "-f", file], capture_output=True, text=True, check=False).stderr
    )
    assert [line.fingerprint for line in lines_of(file)] == [""]


def test_says_what_stands_in_a_line(file: Path, keys: KeyMaker) -> None:
    lines = {line.line: line for line in lines_of(file)}
    assert sorted(lines) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16]
    key = keys.key(name="host")
    first = lines[3]
    assert (first.hosts, first.type, first.bits, first.comment) == (
        "gate.example,10.0.0.1",
        "ED25519",
        256,
        "root@gate",
    )
    assert (first.fingerprint, first.randomart) == (key.fingerprint, key.randomart)
    assert (lines[5].comment, lines[4].type, lines[13].hashed) == ("grüße", "RSA", True)
    assert [lines[number].marker for number in (6, 7, 8)] == ["", "@cert-authority", "@revoked"]
    assert [number for number, line in lines.items() if line.problem] == [9, 10, 11]
    assert lines[9].problem == "the marker @unknown is not known"


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_a_line_has_both_fingerprints_of_its_key(key_type: str, keys: KeyMaker, tmp_path: Path) -> None:
    key = keys.key(key_type, name="host")
    file = tmp_path / "known_hosts"
    file.write_text(f"gate.example {key.public_line}\n")
    [line] = lines_of(file)
    md5 = keygen("-l", "-E", "md5", "-f", key.public_path).split()[1]
    assert has_fingerprint(line, key.fingerprint)
    assert has_fingerprint(line, md5)
    assert not has_fingerprint(line, keys.key(name="other").fingerprint)
    assert not has_fingerprint(line, md5[:-1] + ("0" if md5[-1] != "0" else "1"))


def kind_of(error: pytest.ExceptionInfo[TowpathError]) -> ProblemKind:
    return error.value.problem.kind


def test_a_file_that_changed_meanwhile_is_left_alone(file: Path) -> None:
    lines = lines_of(file)
    changed = b"# a new first line\n" + file.read_bytes()
    file.write_bytes(changed)
    with pytest.raises(TowpathError) as error:
        remove(named(lines[:2]))
    assert kind_of(error) is ProblemKind.FILE_CHANGED
    assert file.read_bytes() == changed
    file.unlink()
    with pytest.raises(TowpathError) as error:
        remove(named(lines[:1]))
    assert kind_of(error) is ProblemKind.FILE_CHANGED
    assert not file.with_name("known_hosts.old").exists()


def test_a_line_that_comes_while_another_goes_is_not_lost(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ssh may append one just then."""
    lines = lines_of(file)
    chmod = os.chmod

    def appended_before(path: str, mode: int) -> None:
        with file.open("ab") as open_file:
            open_file.write(b"\nnew.example ssh-ed25519 AAAA\n")
        chmod(path, mode)

    before = file.read_bytes()
    remove([])
    with monkeypatch.context() as during:
        file.with_name("known_hosts.old").write_bytes(before)
        during.setattr(os, "chmod", appended_before)
        with pytest.raises(TowpathError) as error:
            remove(named(lines[:1]))
    assert kind_of(error) is ProblemKind.FILE_CHANGED
    assert file.read_bytes().startswith(before)
    assert b"new.example" in file.read_bytes()
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".known")] == []


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "hosts"
    real.parent.mkdir()
    file.rename(real)
    file.symlink_to(real)
    [first, *_] = lines_of(file)
    before = real.read_bytes()
    remove(named([first]))
    assert file.is_symlink()
    assert first.text.encode("latin-1") not in real.read_bytes()
    assert file.with_name("known_hosts.old").read_bytes() == before


def test_a_file_that_cannot_be_written_says_so(file: Path) -> None:
    lines = lines_of(file)
    file.with_name("known_hosts.old").mkdir()
    before = file.read_bytes()
    with pytest.raises(TowpathError) as error:
        remove(named(lines[:1]))
    assert kind_of(error) is ProblemKind.FILE_UNWRITABLE
    assert file.read_bytes() == before


def test_no_file_has_no_lines_and_a_folder_is_none(tmp_path: Path) -> None:
    assert lines_of(tmp_path / "missing") == []
    with pytest.raises(TowpathError) as error:
        lines_of(tmp_path)
    assert kind_of(error) is ProblemKind.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Gate.example", "gate.example"),
        ("ann@gate.example:2222", "[gate.example]:2222"),
        ("gate.example:22", "gate.example"),
        ("[gate.example]:2222", "[gate.example]:2222"),
        ("[gate.example]", "gate.example"),
        ("fe80::1", "fe80::1"),
        ("[::1]:2222", "[::1]:2222"),
        ("gate:ssh", "gate:ssh"),
    ],
)
def test_a_host_is_named_as_people_type_it(typed: str, name: str) -> None:
    assert name_typed(typed) == name


def test_lines_are_added_once_and_ssh_keygen_reads_them(file: Path, keys: KeyMaker) -> None:
    before = file.read_bytes()
    authority = keys.key(name="authority").public_line
    for _ in range(2):
        trust_authority(file, "*.lab.example, !test.lab.example", authority)
        revoke(file, "*", f"bad.example {public(keys, name='lost')}")
    added = file.read_bytes().removeprefix(before).decode()
    assert added == (
        f"\n@cert-authority *.lab.example,!test.lab.example {authority}\n@revoked * {public(keys, name='lost')}\n"
    )
    assert "CA" in keygen("-F", "x.lab.example", "-f", file)
    assert keys.key(name="authority").fingerprint in keygen("-lF", "x.lab.example", "-f", file)


@pytest.mark.parametrize(
    "hosts",
    ["", " , ", "!only.example", "two words", "*.example,#x", "|1|abc|def", "@revoked", 'a"b', "line\nbreak", "!"],
)
def test_what_is_no_pattern_is_not_written(hosts: str, file: Path, keys: KeyMaker) -> None:
    before = file.read_bytes()
    with pytest.raises(TowpathError) as error:
        trust_authority(file, hosts, public(keys))
    assert kind_of(error) is ProblemKind.INVALID
    assert file.read_bytes() == before


def test_what_is_no_key_is_not_written(file: Path, keys: KeyMaker) -> None:
    before = file.read_bytes()
    private = keys.key(name="host")
    certificate = keys.certificate(keys.key(name="certified"), ca=private, principals=["x"], host=True)
    texts = ["", "ssh-ed25519", "ssh-ed25519 AAAA", "hello world", public(keys)[:-8], private.path.read_text()]
    for text in [*texts, certificate.certificate_path.read_text()]:
        with pytest.raises(TowpathError) as error:
            revoke(file, "*", text)
        assert kind_of(error) is ProblemKind.INVALID
        assert private.path.read_text().splitlines()[1] not in str(error.value)
    assert file.read_bytes() == before


def test_the_first_line_of_all_makes_the_file(tmp_path: Path, keys: KeyMaker) -> None:
    file = tmp_path / ".ssh" / "known_hosts"
    trust_authority(file, "*.example", public(keys))
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    blocked = tmp_path / "not-a-folder" / "known_hosts"
    (tmp_path / "not-a-folder").write_text("")
    with pytest.raises(TowpathError) as error:
        trust_authority(blocked, "*.example", public(keys))
    assert kind_of(error) is ProblemKind.KNOWN_HOSTS_UNWRITABLE


def test_whatever_bytes_stand_there_only_the_named_lines_go(tmp_path: Path, keys: KeyMaker) -> None:
    """Files that no program has written."""
    rng = random.Random(7)  # noqa: S311 - no secret
    file = tmp_path / "known_hosts"
    key = public(keys).encode()
    pieces = [
        b"\n",
        b"\r\n",
        b"\x00",
        b"\xff\xfe",
        b" ",
        b"\t",
        b"#",
        b"@revoked ",
        b"|1|",
        b"gate ",
        key,
        b"\x0b",
        b"\x85",
    ]
    for _ in range(150):
        content = b"".join(rng.choices(pieces, k=rng.randrange(40)))
        file.write_bytes(content)
        lines = lines_of(file)
        chosen = [line for line in lines if rng.random() < 0.5]
        whole = io.BytesIO(content).readlines()
        gone = {line.line for line in chosen}
        remove(named(chosen))
        assert file.read_bytes() == b"".join(one for number, one in enumerate(whole, start=1) if number not in gone)


def test_a_key_of_a_kind_that_nobody_has_spoils_no_other_line(file: Path, keys: KeyMaker) -> None:
    """A compressed point of a curve, which RFC 5656 leaves open and no library reads."""
    blob = join_strings(b"ecdsa-sha2-nistp256", b"nistp256", b"\2" + bytes(32))
    public = " ".join(keys.key().public_line.split()[:2])
    file.write_text(f"odd ecdsa-sha2-nistp256 {base64.b64encode(blob).decode()}\nplain {public}\n")
    odd, plain = lines_of(file)
    assert odd.problem
    assert not plain.problem
