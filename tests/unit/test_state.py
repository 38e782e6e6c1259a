"""What a forward's state says of itself."""

from __future__ import annotations

import pytest

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.state import ForwardState, Status


@pytest.mark.parametrize(
    ("host", "found", "shared"),
    [
        ("localhost", None, False),
        ("*", None, True),
        ("localhost", ProblemKind.LISTENS_WIDER, True),
        ("*", ProblemKind.LISTENS_NARROWER, False),
        ("*", ProblemKind.TARGET_REFUSES, True),
    ],
)
def test_shared_is_what_other_machines_can_reach(host: str, found: ProblemKind | None, shared: bool) -> None:
    remote = Forward(id="1", kind=ForwardKind.REMOTE, listen=Endpoint(host, 3838), target=Endpoint("localhost", 22))
    problem = Problem(found, str(remote.listen)) if found else None
    assert ForwardState(forward=remote, status=Status.UP, problem=problem).is_shared is shared
