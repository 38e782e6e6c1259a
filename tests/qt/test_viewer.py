"""The beginning of a file: text whatever its encoding, images within limits, hexadecimal for the rest."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Content, Peek
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.viewed import LONGEST_LINE, MOST_HEX, MOST_LINES, as_hex, as_image, as_text
from towpath.qt.files.dialogs.viewer import MOST_BYTES, MOST_IMAGE_BYTES, Viewer


def image(width: int, height: int) -> bytes:
    """A white one, as PNG."""
    drawn = QImage(width, height, QImage.Format.Format_Mono)
    drawn.fill(1)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(drawn)
    return bytes(buffer.data().data())


class Shown:
    """A viewer that has been told what is in the file."""

    def __init__(self, qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
        engine.holds = True
        self.qtbot, self.engine = qtbot, engine
        self._host = QWidget()
        qtbot.add_widget(self._host)
        self.viewer = Viewer(bridge, Place(HERE, b"/srv/read\x1bme"), self._host)
        with qtbot.wait_exposed(self.viewer):
            self.viewer.show()

    def tell(self, content: bytes, size: int | None = None, *, until: str) -> None:
        command = self.engine.asked(Peek)
        self.engine.report(command.request, Content(content=content, size=len(content) if size is None else size))
        self.engine.finish(command)
        self.qtbot.wait_until(lambda: until in self.viewer.about.text())


@pytest.fixture
def shown(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Shown:
    return Shown(qtbot, engine, bridge)


def test_text_is_shown_escaped_and_what_is_missing_is_said(shown: Shown) -> None:
    assert shown.engine.asked(Peek).most == MOST_BYTES
    shown.tell("grün \x1b[2J\n\tend\u202e".encode(), 5_000_000, until="UTF-8")
    assert shown.viewer.text.toPlainText() == "grün \\x1b[2J\n\tend\\u202e"
    assert shown.viewer.about.text() == "5.0 MB, UTF-8 (only the beginning is shown: 18 B)"
    assert shown.viewer.heading.text() == "read\\x1bme"
    shown.viewer.reject()


def test_text_is_searched_round_and_round(shown: Shown) -> None:
    shown.tell(b"one two one\nONE", until="ASCII")
    viewer = shown.viewer
    QTest.keyClick(viewer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert viewer.focusWidget() is viewer.find_line
    QTest.keyClicks(viewer.find_line, "one")
    found = [viewer.text.textCursor().position()]
    for _ in range(3):
        QTest.keyClick(viewer.find_line, Qt.Key.Key_Return)
        found.append(viewer.text.textCursor().position())
    viewer.find_back()
    found.append(viewer.text.textCursor().position())
    assert found == [3, 11, 15, 3, 15]
    QTest.keyClicks(viewer.find_line, "x")
    assert viewer.found.text() == "not found"
    viewer.reject()


def test_hexadecimal_on_demand(shown: Shown) -> None:
    shown.tell(b"abc", until="ASCII")
    shown.viewer.hex.setChecked(True)
    assert shown.viewer.text.toPlainText().startswith("00000000  61 62 63")
    shown.viewer.hex.setChecked(False)
    assert shown.viewer.text.toPlainText() == "abc"
    shown.viewer.reject()


def test_a_large_image_is_fetched_whole(shown: Shown) -> None:
    picture = image(300, 200)
    shown.tell(picture[:100], len(picture), until="reading")
    shown.qtbot.wait_until(lambda: shown.engine.asked(Peek).most == MOST_IMAGE_BYTES)
    shown.tell(picture, until=" × ")  # noqa: RUF001
    assert "300 × 200" in shown.viewer.about.text()  # noqa: RUF001
    assert not shown.viewer.image.pixmap().isNull()
    assert not shown.viewer.find_line.isVisible()
    shown.viewer.reject()


def test_an_unreadable_file_says_why(qtbot: QtBot, shown: Shown) -> None:
    shown.engine.finish(shown.engine.asked(Peek), Problem(ProblemKind.PERMISSION_DENIED, "/srv/x"))
    qtbot.wait_until(shown.viewer.problem_label.isVisible)
    assert "permission denied" in shown.viewer.problem_label.text()
    shown.viewer.reject()


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        (b"", "", "ASCII"),
        (b"a\r\nb\rc", "a\nb\\x0dc", "ASCII"),
        ("\ufeffä".encode(), "ä", "UTF-8"),
        ("ä\n".encode("utf-16"), "ä\n", "UTF-16"),
        ("ä".encode("latin-1"), "ä", "not UTF-8, read as Latin-1"),
    ],
)
def test_encodings_are_guessed(content: bytes, text: str, note: str) -> None:
    viewed = as_text(content, is_cut=False)
    assert viewed
    assert (viewed.text, viewed.note) == (text, note)


def test_a_character_cut_in_two_is_no_reason_for_another_encoding() -> None:
    content = "aä".encode()[:-1]
    cut, whole = as_text(content, is_cut=True), as_text(content, is_cut=False)
    assert cut
    assert whole
    assert (cut.text, whole.note) == ("a", "not UTF-8, read as Latin-1")


def test_lines_are_folded_where_they_would_hold_the_window_up() -> None:
    viewed = as_text(b"x" * (2 * LONGEST_LINE + 1), is_cut=False)
    assert viewed
    assert [len(line) for line in viewed.text.split("\n")] == [LONGEST_LINE, LONGEST_LINE, 1]


def test_zero_bytes_are_no_text() -> None:
    assert as_text(b"ab\0c", is_cut=False) is None
    rows = as_hex(bytes(range(0x40, 0x60))).text.split("\n")
    assert rows[1] == "00000010  50 51 52 53 54 55 56 57  58 59 5a 5b 5c 5d 5e 5f  PQRSTUVWXYZ[\\]^_"
    assert len(as_hex(bytes(MOST_HEX + 16)).text.split("\n")) == MOST_HEX // 16


def test_images_that_name_files_or_fill_the_memory_are_refused(qtbot: QtBot) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
    assert as_image(svg) is None
    assert as_image(b"not an image") is None
    assert as_image(image(20_000, 20_000)) is None
    assert as_image(image(20, 10)[:-30]) is None
    large = as_image(image(4096, 1024))
    assert large
    assert large[0].size().toTuple() == (2048, 512)


def test_more_lines_than_the_widget_takes_at_once_are_left_out() -> None:
    viewed = as_text(b"\n" * (MOST_LINES + 5), is_cut=False)
    assert viewed
    assert viewed.text.count("\n") == MOST_LINES - 1
    assert viewed.note == "ASCII, the first 20,000 lines"


def test_an_image_that_would_hold_the_window_up_is_not_shown_as_one() -> None:
    """Each scan of a progressive JPEG goes through all of it, and there may be any number of a few bytes each."""
    image = QImage(2000, 2000, QImage.Format.Format_RGB32)
    image.fill(0x123456)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setProgressiveScanWrite(True)
    assert writer.write(image)
    content = bytes(buffer.data().data())
    assert as_image(content)
    last_scan = content[content.rfind(b"\xff\xda") : -2]
    assert as_image(content[:-2] + 100 * last_scan + content[-2:]) is None
