"""A web site behind the tests' servers."""

from collections.abc import Iterator

import pytest

from tests.support.http import HttpServer


@pytest.fixture(scope="package")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running
