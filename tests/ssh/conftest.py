"""What most tests of sessions and forwards begin with."""

from collections.abc import Iterator

import pytest

from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.sshd import Sshd
from towpath.ssh.session import Session


@pytest.fixture
def session(sshd: Sshd, user_key: KeyFile) -> Iterator[Session]:
    """A session of the test's own on the shared server."""
    session = log_in(sshd, user_key)
    yield session
    session.close()
