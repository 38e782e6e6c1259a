"""Texts of menus."""

from __future__ import annotations


def menu_text(text: str, *, over_bus: bool = False) -> str:
    """What makes a menu show `text`, without taking a part of it for the mark of a key (com.canonical.dbusmenu, label).

    Over D-Bus that mark is `_`. Qt makes one of the first `&` (so that `&&` becomes `_&`, which is shown as `&`) but
    leaves everything else as it is.
    """
    return text.replace("_", "__").replace("&", "&&", 1) if over_bus else text.replace("&", "&&")
