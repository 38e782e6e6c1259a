"""The icons that are committed are those that the script draws."""

from pathlib import Path

import pytest
from PIL import IcnsImagePlugin, IcoImagePlugin, Image, ImageChops, ImageStat

from installers import icons

SMALLEST_PART = 0.05


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons")
    icons.main(folder)
    return folder


def _alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether a person would take them for the same; renderers round differently."""
    assert one.size == other.size
    difference = ImageStat.Stat(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")))
    return max(difference.mean) < 2


@pytest.mark.parametrize("size", icons.PNG_SIZES)
def test_each_size_is_as_the_script_draws_it(anew: Path, size: int) -> None:
    name = f"towpath-{size}.png"
    with Image.open(icons.IDENTITY / name) as committed, Image.open(anew / name) as drawn:
        assert committed.size == (size, size)
        assert _alike(committed, drawn)


def test_the_windows_icon_has_each_size_as_the_script_draws_it(anew: Path) -> None:
    with (
        IcoImagePlugin.IcoImageFile(icons.IDENTITY / "towpath.ico") as committed,
        IcoImagePlugin.IcoImageFile(anew / "towpath.ico") as drawn,
    ):
        assert sorted(committed.ico.sizes()) == [(size, size) for size in icons.ICO_SIZES]
        for size in committed.ico.sizes():
            assert _alike(committed.ico.getimage(size), drawn.ico.getimage(size))


def test_the_mac_icon_has_each_size_as_the_script_draws_it(anew: Path) -> None:
    with (
        IcnsImagePlugin.IcnsImageFile(icons.IDENTITY / "towpath.icns") as committed,
        IcnsImagePlugin.IcnsImageFile(anew / "towpath.icns") as drawn,
    ):
        sizes = committed.icns.itersizes()
        assert {side * scale for side, _, scale in sizes} == {*icons.ICNS_SIZES}
        for size in sizes:
            assert _alike(committed.icns.getimage(size), drawn.icns.getimage(size))


@pytest.mark.parametrize("size", icons.PNG_SIZES)
def test_tunnel_and_path_can_be_told_apart(size: int) -> None:
    """Enough pixels are nearly white, and nearly the path's yellow, at each size: not all run into one blue."""
    with Image.open(icons.IDENTITY / f"towpath-{size}.png") as image:
        red, green, blue, _ = image.convert("RGBA").split()
    white = _above(200, red, green, blue)
    yellow = _above(200, red) - _above(130, red, blue)
    assert min(white, yellow) > SMALLEST_PART


def _above(least: int, *bands: Image.Image) -> float:
    """The part of the pixels that have more than this in each of these colours."""
    darkest = bands[0]
    for band in bands[1:]:
        darkest = ImageChops.darker(darkest, band)
    counts = darkest.histogram()
    return sum(counts[least:]) / sum(counts)


def test_the_symbolic_drawing_has_one_colour() -> None:
    text = (icons.IDENTITY / "towpath-symbolic.svg").read_text(encoding="utf-8")
    assert text.count("#2e3436") == text.count("#")
