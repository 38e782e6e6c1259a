"""Finds what is not code: packed into the wheel as `towpath/resources`, beside `gui/` in a source tree."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resources() -> Traversable:
    """The folder that holds icons, translations and desktop files."""
    packed = files("towpath") / "resources"
    if (packed / "icons").is_dir():
        return packed
    return Path(__file__).resolve().parents[3] / "resources"


@cache
def svg(name: str) -> str:
    """The text of the icon called `name`."""
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def mark(small: bool) -> str:
    """The program's own icon; the drawing for few pixels is a simpler one."""
    return (resources() / "identity" / ("towpath-small.svg" if small else "towpath.svg")).read_text(encoding="utf-8")


def icon_folder() -> str:
    """The icons' folder as style sheets want it."""
    return str(resources() / "icons").replace("\\", "/")
