"""Makes a forward of whichever kind on a session."""

from __future__ import annotations

from towpath.model.forward import Forward, ForwardKind
from towpath.model.ports import ForwardEvents, RunningForward
from towpath.ssh.dynamic import DynamicForward
from towpath.ssh.local import LocalForward
from towpath.ssh.remote import RemoteForward
from towpath.ssh.session import Session


def make_forward(session: Session, forward: Forward, events: ForwardEvents, password: str = "") -> RunningForward:
    """Not started yet. `password` is what clients of a dynamic forward with a `user` must give. Never waits."""
    match forward.kind:
        case ForwardKind.LOCAL:
            return LocalForward(session, forward, events)
        case ForwardKind.REMOTE:
            return RemoteForward(session, forward, events)
        case ForwardKind.DYNAMIC:
            return DynamicForward(session, forward, events, password)
