"""Files that are handed over: what is packed comes out, whatever its name; other programs are understood."""

import pytest
from PySide6.QtCore import QMimeData

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.transfer import HERE, Place
from towpath.qt.files.mime import GNOME, KDE, OURS, Parcel, has_files, is_ours, pack, path_of, unpack, url_of

HOSTILE = (
    b"/a/-rf",
    b"/a/$(reboot)",
    b"/a/new\nline",
    b"/a/\xe2\x80\xaegnp.exe",
    b"/a/not utf-8 \xff\xfe",
    b"/a/100%25 #1?;x=y&z",
    b"/a/ leading and trailing ",
    b"/a/file:\\\\x",
)


def offered(**formats: bytes) -> QMimeData:
    """Data of another program; the names of formats with `_` for what no Python name can have."""
    data = QMimeData()
    for name, value in formats.items():
        data.setData({"urls": "text/uri-list", "gnome": GNOME, "kde": KDE, "ours": OURS}[name], value)
    return data


@pytest.mark.parametrize("path", HOSTILE)
def test_every_byte_of_a_name_survives(path: bytes) -> None:
    assert path_of(url_of(path)) == path
    parcel = Parcel((Place(HERE, path), Place(HERE, b"/b")), cut=True)
    data = pack(parcel)
    assert unpack(data) == parcel
    data.removeFormat(OURS)
    assert unpack(data) == parcel
    data.removeFormat(GNOME)
    assert unpack(data) == parcel


def test_files_of_another_machine_are_promised_to_nobody() -> None:
    data = pack(Parcel((Place("lab", b"/srv/x"),)))
    assert data.formats() == [OURS]
    assert unpack(data).places == (Place("lab", b"/srv/x"),)


def test_a_list_of_another_program() -> None:
    data = offered(urls=b"file:///home/ann/%C3%BC%20x\r\nfile://localhost/srv/folder/\r\n")
    assert has_files(data)
    assert not is_ours(data)
    assert unpack(data) == Parcel((Place(HERE, "/home/ann/ü x".encode()), Place(HERE, b"/srv/folder")))


@pytest.mark.parametrize(
    ("data", "cut"),
    [
        (offered(urls=b"file:///x\r\n", kde=b"1"), True),
        (offered(urls=b"file:///x\r\n", kde=b"0"), False),
        (offered(gnome=b"cut\nfile:///x"), True),
        (offered(gnome=b"copy\nfile:///x\n"), False),
        (offered(gnome=b"copy\nfile:///x\0"), False),
    ],
)
def test_what_other_programs_cut(data: QMimeData, *, cut: bool) -> None:
    assert has_files(data)
    assert unpack(data) == Parcel((Place(HERE, b"/x"),), cut=cut)


@pytest.mark.parametrize(
    ("urls", "why"),
    [
        (b"file://elsewhere/x", "it lies on another machine, elsewhere"),
        (b"https://example.org/x", "only files can be taken from another program"),
        (b"file:///ok\r\nsmb://server/x", "only files can be taken from another program"),
    ],
)
def test_what_lies_elsewhere_is_refused(urls: bytes, why: str) -> None:
    with pytest.raises(TowpathError) as raised:
        unpack(offered(urls=urls))
    assert raised.value.problem.kind is ProblemKind.INVALID
    assert raised.value.problem.facts["detail"] == why


@pytest.mark.parametrize("data", [offered(ours=b"{}"), offered(ours=b"\xff"), offered(ours=b'{"places":[1]}')])
def test_damage_is_told(data: QMimeData) -> None:
    with pytest.raises(TowpathError, match="it is damaged"):
        unpack(data)


def test_a_text_is_no_file() -> None:
    text = QMimeData()
    text.setText("file:///etc/passwd")
    assert not has_files(text)
    assert not has_files(QMimeData())


@pytest.mark.parametrize("data", [offered(gnome=b""), offered(gnome=b"copy")])
def test_an_empty_list_has_nothing(data: QMimeData) -> None:
    assert unpack(data).places == ()
