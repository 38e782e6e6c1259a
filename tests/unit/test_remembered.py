"""The file with what the window remembers."""

import logging
from pathlib import Path

import pytest

from towpath.model.remembered import Remembered, RememberedPane
from towpath.model.transfer import HERE, Place
from towpath.store.remembered import RememberedFile

SOME = Remembered(
    geometry="AdnQ",
    splitters={"panes": "AAAA"},
    left=RememberedPane(tabs=(Place(HERE, b"/tmp/\xff\n"), Place("box", b"")), current=1, columns={"name": 100}),
    recent=(Place("box", b"\x80"),),
    recent_hosts=("me@box",),
)


def test_what_is_written_is_read_again_and_private(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "remembered.json"
    assert RememberedFile(path).load() == Remembered()
    RememberedFile(path).save(SOME)
    assert RememberedFile(path).load() == SOME
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 1, "remembered": {}, "more": ' + b"[" * 100_000,
        b'{"version": 1, "remembered": {"geometry": "\xff"}}',
        b"[]",
        b'{"remembered": {}}',
        b'{"version": 1, "remembered": {"geometry": 5}}',
        b'{"version": 1, "remembered": {"recent": [["box", "not base64!"]]}}',
        b'{"version": 2, "remembered": {"geometry": "x"}}',
    ],
)
def test_what_cannot_be_understood_is_nothing(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "remembered.json"
    path.write_bytes(content)
    with caplog.at_level(logging.INFO):
        assert RememberedFile(path).load() == Remembered()
    assert [(one.levelno, str(path) in one.message) for one in caplog.records] == [(logging.INFO, True)]
    RememberedFile(path).save(SOME)
    assert RememberedFile(path).load() == SOME


def test_a_file_that_may_not_be_read_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "remembered.json").mkdir()
    assert RememberedFile(tmp_path / "remembered.json").load() == Remembered()
