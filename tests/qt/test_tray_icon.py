"""The icon in the panel: a shape for each state, also at 16 pixels and without colour, and the bar of the transfers."""

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage, qGray
from PySide6.QtWidgets import QApplication

from towpath.model.state import Status
from towpath.qt.icons import TRAY_SIZES
from towpath.qt.tray_icon import GLYPHS, STEPS, step_of, tray_icon

GROUNDS = ("#f0f0f0", "#808080", "#202020")
SHAPES = {name: status for status, name in GLYPHS.items()}


def greys(status: Status, size: int, ground: str, step: int | None = None) -> list[int]:
    """How a panel of this colour shows it to who sees no colours."""
    picture = tray_icon(status, step).pixmap(size, size).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    below = qGray(QColor(ground).rgb())
    pixels = [picture.pixelColor(x, y) for y in range(size) for x in range(size)]
    return [round(qGray(one.rgb()) * one.alphaF() + below * (1 - one.alphaF())) for one in pixels]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("size", [16, 22, 24])
def test_shapes_differ_without_colour(qapp: QApplication, size: int, ground: str) -> None:
    assert set(GLYPHS) == set(Status)
    seen = {name: greys(status, size, ground) for name, status in SHAPES.items()}
    for one, other in combinations(seen, 2):
        differs = sum(abs(a - b) > 48 for a, b in zip(seen[one], seen[other], strict=True))
        assert differs > size * size / 8, (one, other)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("status", SHAPES.values())
def test_each_stands_out_of_the_panel(qapp: QApplication, status: Status, ground: str) -> None:
    below = qGray(QColor(ground).rgb())
    assert sum(abs(grey - below) > 48 for grey in greys(status, 16, ground)) > 40


def test_the_bar_can_be_read(qapp: QApplication) -> None:
    plain = greys(Status.UP, 16, "#202020")
    steps = [greys(Status.UP, 16, "#202020", step) for step in range(STEPS + 1)]
    assert all(step != plain for step in steps)
    assert all(one != other for one, other in combinations(steps, 2))
    assert [step_of(fraction) for fraction in (0.0, 0.01, 0.5, 0.999, 1.0)] == [0, 0, 6, 11, 12]


def test_what_looks_the_same_is_the_same(qapp: QApplication) -> None:
    """A panel is told over the bus of each other one."""
    assert tray_icon(Status.UP, 3).cacheKey() == tray_icon(Status.UP, 3).cacheKey()
    assert tray_icon(Status.UP, 3).cacheKey() != tray_icon(Status.UP, 4).cacheKey()
    assert {size.width() for size in tray_icon(Status.UP, 3).availableSizes()} == set(TRAY_SIZES)
