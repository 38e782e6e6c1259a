"""The bytes of SFTP: what we send is what the draft says, and what a server sends does no harm."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.error import ProblemKind
from towpath.model.filesystem import SECOND, Attributes, Changes, FileKind
from towpath.ssh.sftp_messages import (
    MalformedError,
    Status,
    attributes_to_set,
    mode_to_set,
    problem_of_status,
    read_attributes,
    read_data,
    read_disk_space,
    read_handle,
    read_names,
    read_only_name,
    read_status,
    size_to_set,
    text,
    texts,
)

READERS: list[Callable[[bytes], object]] = [
    read_attributes,
    read_data,
    read_disk_space,
    read_handle,
    read_names,
    read_only_name,
    read_status,
]
USUAL = struct.pack(">IQIIIII", 15, 7, 1, 2, 0o100640, 3, 4)
LONG_NAME = b"-rw-r-----    3 one      two             7 Jan  1  1970 file"


def names(*entries: tuple[bytes, bytes, bytes], count: int | None = None) -> bytes:
    body = b"".join(texts(name, long_name) + attributes for name, long_name, attributes in entries)
    return struct.pack(">I", len(entries) if count is None else count) + body


# --- requests


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (Changes(), "00000000"),
        (Changes(mode=0o104755), "00000004 000009ed"),
        (Changes(uid=1, gid=2), "00000002 00000001 00000002"),
        (Changes(mtime=2 * SECOND + 5, atime=3 * SECOND), "00000008 00000003 00000002"),
        (Changes(mtime=-SECOND, atime=1 << 80), "00000008 ffffffff 00000000"),
        (Changes(mtime=SECOND), "00000000"),
        (Changes(mode=0, uid=0, gid=0, mtime=0, atime=0), "0000000e" + "00" * 20),
    ],
)
def test_attributes_to_set(changes: Changes, expected: str) -> None:
    assert attributes_to_set(changes) == bytes.fromhex(expected)


def test_other_attributes() -> None:
    assert size_to_set(1 << 40) == struct.pack(">IQ", 1, 1 << 40)
    assert mode_to_set(None) == bytes(4)
    assert mode_to_set(0o644) == struct.pack(">II", 4, 0o644)


# --- replies


def test_the_attributes_openssh_sends() -> None:
    expected = Attributes(kind=FileKind.FILE, size=7, mtime=4 * SECOND, atime=3 * SECOND, mode=0o640, uid=1, gid=2)
    assert read_attributes(USUAL) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (struct.pack(">I", 0), Attributes(kind=FileKind.FILE)),
        (struct.pack(">IQ", 1, 5), Attributes(kind=FileKind.FILE, size=5)),
        (struct.pack(">IQ", 1, (1 << 64) - 1), Attributes(kind=FileKind.FILE, size=(1 << 63) - 1)),
        (struct.pack(">II", 4, 0o41777), Attributes(kind=FileKind.FOLDER, mode=0o1777)),
        (struct.pack(">II", 4, 0o120777), Attributes(kind=FileKind.LINK, mode=0o777)),
        (struct.pack(">II", 4, 0o140700), Attributes(kind=FileKind.OTHER, mode=0o700)),
        (struct.pack(">III", 8, 1, 2), Attributes(kind=FileKind.FILE, atime=SECOND, mtime=2 * SECOND)),
        (
            struct.pack(">IQI", 0x80000001, 5, 2) + texts(b"acl@example", b"x", b"y", b""),
            Attributes(kind=FileKind.FILE, size=5),
        ),
    ],
)
def test_attributes_that_other_servers_send(body: bytes, expected: Attributes) -> None:
    assert read_attributes(body) == expected


def test_a_number_of_names_that_nobody_could_count() -> None:
    (entry,) = read_names(names((b"file", LONG_NAME.replace(b" 3 ", b" " + b"9" * 5000 + b" "), USUAL)))
    assert entry.attributes.links is None


def test_a_folder_s_entries_keep_their_bytes() -> None:
    odd = b"caf\xe9\n'\" \xff" + b"x" * 200
    entries = read_names(names((b".", b"", USUAL), (b"..", b"", USUAL), (odd, LONG_NAME, USUAL)))
    assert [(entry.name, entry.attributes.links, entry.attributes.size) for entry in entries] == [(odd, 3, 7)]


@pytest.mark.parametrize(
    ("long_name", "owner", "group"),
    [
        (LONG_NAME, "one", "two"),
        (b"-rw-r--r--    1 0        1000            0 Nov 21 10:00 -rw-r--r-- 1 x y", "0", "1000"),
        (b"-rw-r--r--    1 caf\xe9    \xe2\x80\xae        0 Nov 21 10:00 name", "caf\\xe9", "\u202e"),
        (b"11-21-26  10:00AM       <DIR>          name", "", ""),
        (b"name", "", ""),
        (b"", "", ""),
    ],
)
def test_the_long_name_tells_owner_and_group(long_name: bytes, owner: str, group: str) -> None:
    (entry,) = read_names(names((b"file", long_name, USUAL)))
    assert (entry.owner, entry.group) == (owner, group)


def test_the_long_name_tells_the_kind_where_the_permissions_do_not() -> None:
    (entry,) = read_names(names((b"below", b"drwx------ whatever", struct.pack(">I", 0))))
    assert entry.attributes == Attributes(kind=FileKind.FOLDER)


@pytest.mark.parametrize("name", [b"", b"a/b", b"../x", b"nul\0"])
def test_a_name_that_leads_elsewhere_is_none(name: bytes) -> None:
    with pytest.raises(MalformedError):
        read_names(names((name, LONG_NAME, USUAL)))


def test_more_names_claimed_than_sent() -> None:
    with pytest.raises(MalformedError):
        read_names(names((b"one", LONG_NAME, USUAL), count=0xFFFFFFFF))


@pytest.mark.parametrize("reader", READERS)
@given(body=st.binary(max_size=200))
def test_nothing_but_malformed_comes_of_garbage(reader: Callable[[bytes], object], body: bytes) -> None:
    try:
        reader(body)
    except MalformedError:
        pass


@given(data=st.data())
def test_nothing_but_malformed_comes_of_names_damaged_or_cut_short(data: st.DataObject) -> None:
    whole = names((b"one", LONG_NAME, USUAL), (b"two", b"", struct.pack(">IQ", 1, 5)))
    body = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, max(0, len(body) - 1)), max_size=4)):
        if body:
            body[place] = data.draw(st.integers(0, 255))
    try:
        for entry in read_names(bytes(body)):
            assert b"/" not in entry.name
    except MalformedError:
        pass


# --- problems


@pytest.mark.parametrize(
    ("status", "kind", "detail"),
    [
        (Status(2, "No such file"), ProblemKind.FILE_NOT_FOUND, None),
        (Status(3, "Permission denied"), ProblemKind.PERMISSION_DENIED, None),
        (Status(4, "Failure"), ProblemKind.FILE_FAILED, ""),
        (Status(4, "Quota exceeded by 3 MB"), ProblemKind.FILE_FAILED, "Quota exceeded by 3 MB"),
        (Status(8, "Operation unsupported"), ProblemKind.UNSUPPORTED, None),
        (Status(11), ProblemKind.FILE_EXISTS, None),
        (Status(15), ProblemKind.DISK_FULL, "the disk quota is used up"),
        (Status(99), ProblemKind.FILE_FAILED, "the server reports error 99"),
        (Status(0), ProblemKind.FILE_FAILED, "the server answered out of turn"),
    ],
)
def test_what_a_status_means(status: Status, kind: ProblemKind, detail: str | None) -> None:
    problem = problem_of_status(status, b"caf\xe9", "me@there")
    assert (problem.kind, problem.subject, problem.facts["via"]) == (kind, "caf\\xe9", "me@there")
    assert problem.facts.get("detail") == detail


def test_a_status_without_its_text() -> None:
    assert read_status(struct.pack(">I", 4)) == Status(4)
    assert read_status(struct.pack(">I", 4) + text(b"why \xff") + text(b"en")) == Status(4, "why �")
