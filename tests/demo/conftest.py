"""The demo, and somebody who visits it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.visitor import Visitor
from towpath.demo.lab import Lab


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


@pytest.fixture
def visitor(lab: Lab, tmp_path: Path) -> Visitor:
    return Visitor(lab, tmp_path)
