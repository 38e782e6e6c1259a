"""The beginning of a file as something a person can read: text, an image, or hexadecimal digits."""

from __future__ import annotations

import codecs

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from towpath.model.text import printable

MOST_HEX = 256 * 1024
"""Bytes; a quarter of them is a line of text each."""
LONGEST_LINE = 4000
"""Characters; the widget lays out a line at once, however long it is."""
MOST_LINES = 20_000
"""The widget needs some microseconds for each, at once."""
LARGEST_SIDE = 2048
_IMAGE_MEGABYTES = 256
_IMAGES = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (8, b"WEBP", "webp"),
)
"""Where they have which bytes. Only formats that name no other files, and that many programs have read for long."""
_MOST_PIXELS = 8_000_000
_MOST_JPEG_PIXELS = 60_000_000
"""It is decoded at the wanted size; the others whole, while the window waits."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_JPEG_WORK = 250_000_000
"""Pixels times scans: each scan of a progressive one goes through all of it, and a few bytes are enough for a scan."""
_JPEG_SCAN = b"\xff\xda"
_HEX_WIDTH = 16


class Viewed(msgspec.Struct, frozen=True):
    """What is shown, and a word about how it was read."""

    text: str
    note: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("Viewed", text)


def as_text(content: bytes, *, is_cut: bool) -> Viewed | None:
    """None for what is no text. `is_cut` if the file goes on, perhaps in the middle of a character."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            decoded = codecs.getincrementaldecoder(encoding)("replace").decode(content, final=not is_cut)
            return _text(decoded, encoding.removesuffix("-sig").upper())
    if b"\0" in content:
        return None
    try:
        decoded = codecs.getincrementaldecoder("utf-8")("strict").decode(content, final=not is_cut)
    except UnicodeDecodeError:
        return _text(content.decode("latin-1"), _tr("not UTF-8, read as Latin-1"))
    return _text(decoded, "ASCII" if decoded.isascii() else "UTF-8")


def _text(decoded: str, encoding: str) -> Viewed:
    text, whole = _shown(decoded)
    if not whole:
        encoding += ", " + _tr("the first {n} lines").format(n=f"{MOST_LINES:,}")
    return Viewed(text, encoding)


def as_hex(content: bytes) -> Viewed:
    """As `hexdump -C` writes it."""
    rows = []
    for offset in range(0, min(len(content), MOST_HEX), _HEX_WIDTH):
        part = content[offset : offset + _HEX_WIDTH]
        digits = f"{part[:8].hex(' ')}  {part[8:].hex(' ')}".ljust(3 * _HEX_WIDTH)
        rows.append(f"{offset:08x}  {digits}  {part.translate(_READABLE).decode('ascii')}")
    note = _tr("binary, the first {n} bytes").format(n=f"{MOST_HEX:,}") if len(content) > MOST_HEX else _tr("binary")
    return Viewed("\n".join(rows), note)


_READABLE = bytes(byte if 0x20 <= byte < 0x7F else ord(".") for byte in range(256))


def image_format(content: bytes) -> str:
    """By the first bytes, whatever it is called; empty for what is not shown as an image."""
    return next((name for at, mark, name in _IMAGES if content.startswith(mark, at)), "")


def as_image(content: bytes) -> tuple[QImage, str] | None:
    """With its size in words. None for one that is broken, or would need too much memory."""
    name = image_format(content)
    if not name:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_IMAGE_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(name.encode()))
    reader.setAutoDetectImageFormat(False)  # no other plugin gets to read it
    reader.setAutoTransform(True)
    size = reader.size()
    most = _MOST_PIXELS
    if name == "jpeg":
        most = min(_MOST_JPEG_PIXELS, _MOST_JPEG_WORK // max(1, content.count(_JPEG_SCAN)))
    if not size.isValid() or size.width() * size.height() > most:
        return None
    if max(size.width(), size.height()) > LARGEST_SIDE:
        side = QSize(LARGEST_SIDE, LARGEST_SIDE)
        reader.setScaledSize(size.scaled(side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else (image, f"{size.width()} × {size.height()}")  # noqa: RUF001  # the sign for it


def _shown(text: str) -> tuple[str, bool]:
    """Safe to be shown as plain text, and whether that is all of it."""
    # `printable` takes its time, and most texts need it for few characters, over and over.
    unsafe = {ord(char): printable(char) for char in set(text) if not char.isprintable() and char not in "\n\t"}
    lines = text.replace("\r\n", "\n").split("\n", MOST_LINES)
    folded: list[str] = []
    for line in lines[:MOST_LINES]:
        safe = line.translate(unsafe) if unsafe else line
        folded += [safe[at : at + LONGEST_LINE] for at in range(0, len(safe), LONGEST_LINE)] or [""]
    return "\n".join(folded), len(lines) <= MOST_LINES
