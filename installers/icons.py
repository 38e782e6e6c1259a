"""Makes the icons that desktops want from the drawings in resources/identity: `python3 dev.py icons`.

The drawings are the source; what this writes beside them is committed, so that packing needs no renderer.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

IDENTITY = Path(__file__).resolve().parents[1] / "resources" / "identity"
SMALL_UP_TO = 24
"""Pixels up to which the simpler drawing is used."""
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)


def main(target: Path = IDENTITY) -> None:
    """Write all icons into a folder."""
    for size in PNG_SIZES:
        drawn(size).save(target / f"towpath-{size}.png", optimize=True)
    save_all(target / "towpath.ico", ICO_SIZES)
    save_all(target / "towpath.icns", ICNS_SIZES)


def drawn(size: int) -> Image.Image:
    """The icon with so many pixels a side."""
    name = "towpath-small" if size <= SMALL_UP_TO else "towpath"
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(IDENTITY / f"{name}.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
    return Image.open(BytesIO(buffer.data().data())).convert("RGBA")


def save_all(path: Path, sizes: tuple[int, ...]) -> None:
    """One file with every size, each drawn for itself; the suffix says which kind of file."""
    images = [drawn(size) for size in sizes]
    images[-1].save(path, sizes=[image.size for image in images], append_images=images[:-1])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
