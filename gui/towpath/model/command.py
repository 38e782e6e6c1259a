"""Commands that go down to the engine. They travel over the control socket as they are (tagged JSON)."""

from __future__ import annotations

import msgspec

from towpath.model.activity import ActivityCommand, ActivityQuestion
from towpath.model.browsing import BrowserCommand, BrowserQuestion
from towpath.model.connection import Connection
from towpath.model.desktop import DesktopCommand, DesktopQuestion
from towpath.model.editing import EditCommand
from towpath.model.file_work import FileCommand
from towpath.model.forward import Forward
from towpath.model.host_config import HostCommand, HostQuestion
from towpath.model.keys import KeyCommand, KeyQuestion
from towpath.model.prompt import Answer
from towpath.model.remembered import Remember
from towpath.model.settings import Settings
from towpath.model.transfer import Act, Batch, Comparison
from towpath.model.trust import TrustCommand, TrustQuestion
from towpath.model.web_app import WebAppCommand, WebAppQuestion


class Up(msgspec.Struct, frozen=True, kw_only=True, tag="up"):
    """Connect, and bring forwards up. Ends (its future resolves) when each of them is up, or fails with the reason.

    `forwards` are ids; empty means those that are `enabled`. `asker` names the terminal that gets the questions first.
    """

    connection: str
    """Id of the connection."""
    forwards: tuple[str, ...] = ()
    asker: str = ""
    persistent: bool = False
    """A failure that may pass is tried again, as after a loss, even of the first try. Ends with the first outcome
    all the same; the connection's state tells whether it goes on."""
    quiet: bool = False
    """Nobody is asked: what needs a person is WAITING_FOR_USER, as after a loss, until they log in. With
    `persistent`, for what is brought back at start."""
    people: tuple[str, ...] = ()
    """With `quiet`: machines on the way (`HopState.name`) where somebody had to type something the last time. Nothing
    is dialled before somebody has logged in there."""
    elsewhere: dict[str, int] = {}
    """Ports that forwards (by their ids) listen on in place of theirs, as `ListenElsewhere` has it."""
    start_programs: bool = True
    """Start the programs of the forwards that come up. Not when they were up already in another process."""


class Down(msgspec.Struct, frozen=True, kw_only=True, tag="down"):
    """Take forwards down; with none named, the whole connection, and so with the last one unless a stream of
    `towpath stdio` is open."""

    connection: str
    forwards: tuple[str, ...] = ()


class RetryNow(msgspec.Struct, frozen=True, kw_only=True, tag="retry-now"):
    """Try at once what waits: for its next try, for the network, or for the user to log in again.

    An empty `connection` means all that wait, except those that wait for the user. Ends as `Up` does.
    """

    connection: str = ""
    asker: str = ""


class CheckForwards(msgspec.Struct, frozen=True, kw_only=True, tag="check-forwards"):
    """See now whether the targets accept, and show it. Ends when all have answered; none named means all that
    are up."""

    connection: str
    forwards: tuple[str, ...] = ()


class ListenElsewhere(msgspec.Struct, frozen=True, kw_only=True, tag="listen-elsewhere"):
    """Let a forward whose port is taken listen on another port until its connection is taken down.

    `port` 0 lets the system choose. Ends as `Up` does; where it listens is in its state.
    """

    connection: str
    forward: str
    port: int = 0


class SetForwardPassword(msgspec.Struct, frozen=True, kw_only=True, tag="set-forward-password"):
    """Keep the password that clients of a dynamic forward with a `user` must give; in memory where no keyring is."""

    connection: str
    forward: str
    password: str

    def __repr__(self) -> str:
        return f"SetForwardPassword({self.connection!r}, {self.forward!r}, <hidden>)"


class SaveConnection(msgspec.Struct, frozen=True, kw_only=True, tag="save-connection"):
    """Add a connection, or replace the one with the same id. A session that is up keeps going as it was made;
    forwards are added, changed and removed live."""

    connection: Connection
    save: bool = True
    """Otherwise it is there until this engine ends (Quick connect). One that is saved already stays so."""


class RemoveConnection(msgspec.Struct, frozen=True, kw_only=True, tag="remove-connection"):
    """Take it down, forget it and its secrets."""

    connection: str


class AddForward(msgspec.Struct, frozen=True, kw_only=True, tag="add-forward"):
    """Add a forward; it comes up at once when the connection is up. `save` keeps it in the configuration."""

    connection: str
    forward: Forward
    save: bool = True
    asker: str = ""


class RemoveForward(msgspec.Struct, frozen=True, kw_only=True, tag="remove-forward"):
    """Take a forward down and forget it."""

    connection: str
    forward: str


class GiveAnswer(msgspec.Struct, frozen=True, kw_only=True, tag="answer"):
    """Answer question `id`. An answer to a question that is no longer open is dropped."""

    id: int
    answer: Answer


class SaveSettings(msgspec.Struct, frozen=True, kw_only=True, tag="save-settings"):
    """Replace the settings, but for what the commands of `model.browsing` are for: that stays as it is."""

    settings: Settings


class StartTransfer(msgspec.Struct, frozen=True, kw_only=True, tag="start-transfer"):
    """Put a batch into the queue, which brings its connections up. Ends when it has ended: with the problem of a batch
    that could not begin, TRANSFER_INCOMPLETE when files failed, Cancelled's when it was cancelled.

    One with the id of a batch that is there, or with the sources, destination and options of one that is PAUSED since
    its program ended, goes on with that.
    """

    batch: Batch


class PauseTransfer(msgspec.Struct, frozen=True, kw_only=True, tag="pause-transfer"):
    """Stop it so that it can go on later; what has arrived stays."""

    id: str


class ResumeTransfer(msgspec.Struct, frozen=True, kw_only=True, tag="resume-transfer"):
    """Go on with one that is paused, waits for its next try, or ended with failures (which are tried again)."""

    id: str
    asker: str = ""


class CancelTransfer(msgspec.Struct, frozen=True, kw_only=True, tag="cancel-transfer"):
    """End it. What was published stays, unfinished files are removed where their machine can be reached: then only
    is the command finished."""

    id: str


class ClearTransfers(msgspec.Struct, frozen=True, kw_only=True, tag="clear-transfers"):
    """Forget these, paused ones too, or, with none named, all that have ended. Finished as CancelTransfer is."""

    ids: tuple[str, ...] = ()


class ArrangeTransfer(msgspec.Struct, frozen=True, kw_only=True, tag="arrange-transfer"):
    """Give a batch another priority or speed limit, or (`before`, another's id) another place among its equals."""

    id: str
    priority: int | None = None
    limit: int | None = None
    """Bytes a second; 0 for none. Works at once."""
    before: str | None = None


class ExportTransfers(msgspec.Struct, frozen=True, kw_only=True, tag="export-transfers"):
    """Write the batches that have not ended, or ended with failures, into a file of this machine (JSON), so that
    `ImportTransfers` can bring them back, here or elsewhere. Connections are named, not described: no secrets."""

    path: str
    """Absolute; replaced if it is there."""


class ImportTransfers(msgspec.Struct, frozen=True, kw_only=True, tag="import-transfers"):
    """Put the batches of such a file into the queue, PAUSED. Those whose connections are not known here are named in
    the problem it ends with; the others are taken."""

    path: str


class Compare(msgspec.Struct, frozen=True, kw_only=True, tag="compare"):
    """Compare two folders. The plan comes as a `Compared` event for the asker before it ends, and is kept until it
    is carried out, replaced or the asker is gone."""

    comparison: Comparison


class CarryOut(msgspec.Struct, frozen=True, kw_only=True, tag="carry-out"):
    """Carry a plan out as a batch of the queue, which gets the id of the comparison. Ends as `StartTransfer` does."""

    comparison: str
    """Its id."""
    changed: dict[int, Act] = {}
    """Steps (by their place in the plan) that shall do something else."""
    told: bool = False
    asker: str = ""


class ShowWindow(msgspec.Struct, frozen=True, kw_only=True, tag="show"):
    """Bring the window to the front (a second start of the program)."""

    url: str = ""
    """An `ssh://` or `sftp://` URL that fills in Quick connect. Nothing connects by it."""


class HandOver(msgspec.Struct, frozen=True, kw_only=True, tag="hand-over"):
    """A starting window asks a command-line engine to close its sessions and give up the profile.

    When it is done the profile's lock is free. What was up is in the snapshot taken before; a window engine refuses.
    """


TransferCommand = (
    StartTransfer
    | PauseTransfer
    | ResumeTransfer
    | CancelTransfer
    | ClearTransfers
    | ArrangeTransfer
    | ExportTransfers
    | ImportTransfers
    | Compare
    | CarryOut
)

Inquiry = (
    BrowserQuestion | HostQuestion | KeyQuestion | TrustQuestion | DesktopQuestion | WebAppQuestion | ActivityQuestion
)
"""With answers, which come as `Reported` for the asker before they end."""

Command = (
    Up
    | Down
    | RetryNow
    | CheckForwards
    | ListenElsewhere
    | SetForwardPassword
    | SaveConnection
    | RemoveConnection
    | AddForward
    | RemoveForward
    | GiveAnswer
    | SaveSettings
    | TransferCommand
    | FileCommand
    | EditCommand
    | BrowserCommand
    | HostCommand
    | KeyCommand
    | TrustCommand
    | DesktopCommand
    | WebAppCommand
    | ActivityCommand
    | Remember
    | ShowWindow
    | HandOver
)
