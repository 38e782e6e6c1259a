"""The colours of the light and of the dark scheme, by what they mean."""

from __future__ import annotations

import msgspec


class Colours(msgspec.Struct, frozen=True):
    """One scheme. Text on `window` and `base` has a contrast of at least 4.5 : 1 (WCAG AA), status colours too."""

    window: str
    base: str
    raised: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    selected: str
    good: str
    busy: str
    asking: str
    warning: str
    bad: str
    warning_ground: str
    bad_ground: str


LIGHT = Colours(
    window="#f4f6f8",
    base="#ffffff",
    raised="#ffffff",
    line="#d5dbe3",
    text="#1c2430",
    muted="#566172",
    disabled="#98a2b0",
    accent="#2563c9",
    on_accent="#ffffff",
    selected="#dfe9fa",
    good="#187443",
    busy="#2563c9",
    asking="#7a3fc4",
    warning="#8f5a00",
    bad="#b42b1a",
    warning_ground="#fdf3dc",
    bad_ground="#fdeae7",
)
DARK = Colours(
    window="#1c2026",
    base="#15181d",
    raised="#232830",
    line="#39414d",
    text="#e7ebf1",
    muted="#a2adbc",
    disabled="#6b7584",
    accent="#6ea8fe",
    on_accent="#0c1626",
    selected="#2a3b57",
    good="#56c98a",
    busy="#6ea8fe",
    asking="#c29bf5",
    warning="#e8b04b",
    bad="#ff8a78",
    warning_ground="#3a2f17",
    bad_ground="#43211d",
)
