"""What a live forward is given: the tools that all share, and its connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

from towpath.engine.forward_passwords import ForwardPasswords
from towpath.engine.loop import Loop
from towpath.engine.questions import Origin
from towpath.engine.ticker import Ticker
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import ForwardEvents, RunningForward

if TYPE_CHECKING:
    from towpath.ssh.session import Session


class MakeForward(Protocol):
    """Makes a forward of any kind (ssh/forwards.py). Never waits."""

    def __call__(
        self, session: Session, forward: Forward, events: ForwardEvents, password: str = ""
    ) -> RunningForward: ...


StartProgram = Callable[[str, Endpoint], None]
"""Starts a command line for a forward that listens there (system/programs.py). Raises PROGRAM_NOT_STARTED."""


class Workshop(msgspec.Struct, frozen=True):
    """What every forward of an engine works with."""

    loop: Loop
    ticker: Ticker
    make: MakeForward
    passwords: ForwardPasswords
    start_program: StartProgram


class Owner(Protocol):
    """The connection of a forward."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def check_interval(self) -> float:
        """Seconds between two looks at a target; 0 for none."""
        ...

    @property
    def session(self) -> Session | None:
        """The session to the target, while there is one."""
        ...

    def keeps(self, forward_id: str) -> bool:
        """This forward is saved with it. Any thread."""
        ...

    def origin(self) -> Origin:
        """Who is asked for its password."""
        ...

    def forward_changed(self) -> None: ...
