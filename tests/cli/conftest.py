"""A web site behind the tests' servers, and the verbs in the tests' own process."""

from collections.abc import Iterator

import pytest

from tests.cli.verbs import Here
from tests.support.http import HttpServer


@pytest.fixture(scope="package")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Here:
    """The verbs, in this process."""
    return Here(capsys)
