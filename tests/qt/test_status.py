"""States in words, and what is shown for several states together."""

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QPalette

from tests.qt.fake_engine import connection, forward, state_of
from towpath.model.state import Snapshot, Status
from towpath.qt import status
from towpath.qt.colours import DARK, LIGHT, Colours
from towpath.qt.resources import svg
from towpath.qt.theme import status_colour


def test_every_state_has_its_own_word_and_shape() -> None:
    assert len({status.word(one) for one in Status}) == len(Status)
    assert len({svg(f"state-{one}") for one in Status}) == len(Status)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_texts_and_states_can_be_read(scheme: Colours) -> None:
    palette = QPalette(QColor(scheme.window))
    palette.setColor(QPalette.ColorRole.Window, QColor(scheme.window))
    inks = [QColor(scheme.text), QColor(scheme.muted), *(status_colour(one, palette) for one in Status)]
    for ground in (scheme.window, scheme.base, scheme.raised):
        for ink in inks:
            assert contrast(ink, QColor(ground)) >= 4.5, (ink.name(), ground)
    assert contrast(QColor(scheme.on_accent), QColor(scheme.accent)) >= 4.5


def test_what_to_do_with_a_security_key_is_said() -> None:
    lab = state_of(connection("lab", jumps=("gate",)), Status.WAITING_FOR_USER)
    assert "security key" not in status.reason(lab)
    lab = replace(lab, hops=(replace(lab.hops[0], touch=True), lab.hops[1]))
    assert status.reason(lab) == "touch your security key"
    assert status.overall_text(Snapshot(connections=(lab, lab))).endswith("2 waiting for you, touch your security key")


def test_the_overall_line_counts() -> None:
    states = (
        state_of(connection("a"), Status.UP),
        state_of(connection("b", forward("web")), Status.UP, forwards=Status.FAILED),
        state_of(connection("c"), Status.FAILED),
    )
    assert status.overall_text(Snapshot(connections=states)) == "2 of 3 up, 1 failed, 1 degraded"
    assert status.overall_status(states) is Status.FAILED
    assert status.overall_text(Snapshot()) == "No connections yet"
    assert status.overall_text(Snapshot(connections=(state_of(connection("a")),))) == "All connections are off"


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1, relative luminance and contrast ratio."""

    def luminance(colour: QColor) -> float:
        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

        red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
