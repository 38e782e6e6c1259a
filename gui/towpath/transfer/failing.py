"""Which failures concern one path, and which the machine it is on."""

from __future__ import annotations

from towpath.model.error import Problem, ProblemKind, TowpathError

_ENDING = frozenset(
    {
        ProblemKind.LOST,
        ProblemKind.STOPPED_ANSWERING,
        ProblemKind.NETWORK_DOWN,
        ProblemKind.SFTP_UNAVAILABLE,
        ProblemKind.SERVER_MISBEHAVES,
        ProblemKind.CANCELLED,
    }
)
_PASSING = frozenset(
    {
        ProblemKind.FILE_CHANGED,
        ProblemKind.FILE_FAILED,
        ProblemKind.TIMED_OUT,
        ProblemKind.TOO_MANY_OPEN_FILES,
        ProblemKind.VERIFY_FAILED,
    }
)


def ends_batch(problem: Problem) -> bool:
    """Nothing more can be done on that machine: the batch as a whole stops."""
    return problem.kind in _ENDING


def may_pass(problem: Problem) -> bool:
    """A second try, when all else is done, may succeed."""
    return problem.kind in _PASSING


def first_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The failure that ended the tasks: a lost machine rather than what came of it."""
    leaves: list[BaseException] = []
    groups: list[BaseExceptionGroup[BaseException]] = [group]
    while groups:
        for error in groups.pop().exceptions:
            if isinstance(error, BaseExceptionGroup):
                groups.append(error)
            else:
                leaves.append(error)
    return next((error for error in leaves if isinstance(error, TowpathError)), leaves[0])
