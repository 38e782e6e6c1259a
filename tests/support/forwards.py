"""What a running forward tells, collected."""

from tests.support.wait import wait_for
from towpath.model.error import Problem
from towpath.model.forward import Endpoint


class Told:
    """The events of one forward (a `model.ports.ForwardEvents`)."""

    def __init__(self) -> None:
        self.bound: Endpoint | None = None
        self.failure: Problem | None = None
        self.told_problems: list[Problem | None] = []
        self.noted_problems: list[Problem] = []

    def listening(self, bound: Endpoint) -> None:
        self.bound = bound

    def failed(self, problem: Problem) -> None:
        self.failure = problem

    def told(self, problem: Problem | None) -> None:
        self.told_problems.append(problem)

    def noted(self, problem: Problem) -> None:
        self.noted_problems.append(problem)

    def wait_bound(self) -> Endpoint:
        """Where it listens."""
        wait_for(lambda: self.bound or self.failure, what="the forward to listen")
        assert self.bound is not None, self.failure
        return self.bound
