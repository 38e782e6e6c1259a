"""Events that come up from the engine. Receivers keep the latest per object and read the snapshot for the rest."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from towpath.model.activity import Activity, ActivityReport
from towpath.model.browsing import BrowserReport, BrowserState, SiteSeen
from towpath.model.desktop import DesktopReport
from towpath.model.editing import EditState
from towpath.model.error import Problem
from towpath.model.file_work import Report
from towpath.model.filesystem import Entry
from towpath.model.host_config import HostReport
from towpath.model.keys import KeyReport
from towpath.model.prompt import Question
from towpath.model.remembered import Remembered
from towpath.model.settings import Settings
from towpath.model.state import ConnectionState, Snapshot
from towpath.model.transfer import FileResult, Plan, TransferState
from towpath.model.trust import TrustReport
from towpath.model.web_app import WebAppReport, WebAppState


class ConnectionChanged(msgspec.Struct, frozen=True, tag="connection-changed"):
    """A connection is new or in a new state."""

    state: ConnectionState


class ConnectionRemoved(msgspec.Struct, frozen=True, tag="connection-removed"):
    """A connection is gone from the configuration."""

    id: str


class QuestionAsked(msgspec.Struct, frozen=True, tag="question-asked"):
    """Somebody has to answer. Comes again, with the same id, when the question moves to another asker."""

    question: Question


class QuestionWithdrawn(msgspec.Struct, frozen=True, tag="question-withdrawn"):
    """Answered, or no longer of interest: close its dialog."""

    id: int


class NoticeRaised(msgspec.Struct, frozen=True, tag="notice"):
    """Something about the whole program that the user should know."""

    problem: Problem


class SettingsChanged(msgspec.Struct, frozen=True, tag="settings-changed"):
    """The settings were replaced."""

    settings: Settings


class TransferChanged(msgspec.Struct, frozen=True, tag="transfer-changed"):
    """A batch is new, in a new state, or farther. At most a few times a second for each."""

    state: TransferState


class TransferRemoved(msgspec.Struct, frozen=True, tag="transfer-removed"):
    """A batch was cleared from the queue."""

    id: str


class TransfersArranged(msgspec.Struct, frozen=True, tag="transfers-arranged"):
    """The queue has this order now."""

    ids: tuple[str, ...]


class FilesEnded(msgspec.Struct, frozen=True, tag="files-ended"):
    """For the asker of a batch that is `told`: what has ended since the last one."""

    asker: str
    batch: str
    results: tuple[FileResult, ...]


class FolderListed(msgspec.Struct, frozen=True, tag="folder-listed"):
    """For the asker of a `ListFolder`: some of the entries."""

    asker: str
    request: str
    path: bytes
    """The folder, absolute."""
    entries: tuple[Entry, ...]
    free_space: int | None = None
    """Bytes, with the last of these events, where the machine tells."""


Finding = Report | BrowserReport | HostReport | KeyReport | TrustReport | DesktopReport | WebAppReport | ActivityReport


class Reported(msgspec.Struct, frozen=True, tag="reported"):
    """For the asker of a `FileCommand` or of another question: what was found out."""

    asker: str
    request: str
    report: Finding


class Compared(msgspec.Struct, frozen=True, tag="compared"):
    """For the asker of a `Compare`."""

    asker: str
    plan: Plan


class EditChanged(msgspec.Struct, frozen=True, tag="edit-changed"):
    """A file is being edited, or in a new state."""

    state: EditState


class EditRemoved(msgspec.Struct, frozen=True, tag="edit-removed"):
    """A file is edited no more."""

    id: str


class RememberedChanged(msgspec.Struct, frozen=True, tag="remembered"):
    """The window remembers something else."""

    remembered: Remembered


class BrowserChanged(msgspec.Struct, frozen=True, tag="browser-changed"):
    """The switch, the rules, the router or the desktop's proxy setting."""

    state: BrowserState


class SitesSeen(msgspec.Struct, frozen=True, tag="sites-seen"):
    """All that browsers asked for lately, the latest first. At most once a second."""

    sites: tuple[SiteSeen, ...]


class ShowRequested(msgspec.Struct, frozen=True, tag="show-requested"):
    """A second start asks for the window."""

    url: str = ""
    """As in `ShowWindow`."""


class ToBringBackChanged(msgspec.Struct, frozen=True, tag="to-bring-back"):
    """`Snapshot.to_bring_back` is another."""

    connections: tuple[str, ...]


class WebAppsChanged(msgspec.Struct, frozen=True, tag="web-apps-changed"):
    """`Snapshot.web_apps` is another."""

    apps: tuple[WebAppState, ...]


class Happened(msgspec.Struct, frozen=True, tag="happened"):
    """Something for the page of activity. It is in no snapshot: `ReadActivity` tells what was before."""

    activity: Activity


class HandedOver(msgspec.Struct, frozen=True, tag="handed-over"):
    """A window takes the profile over: this engine closes its sessions and ends."""


Event = (
    ConnectionChanged
    | ConnectionRemoved
    | QuestionAsked
    | QuestionWithdrawn
    | NoticeRaised
    | SettingsChanged
    | TransferChanged
    | TransferRemoved
    | TransfersArranged
    | FilesEnded
    | FolderListed
    | Reported
    | Compared
    | EditChanged
    | EditRemoved
    | RememberedChanged
    | BrowserChanged
    | SitesSeen
    | ToBringBackChanged
    | WebAppsChanged
    | Happened
    | ShowRequested
    | HandedOver
)

Addressed = FilesEnded | FolderListed | Reported | Compared
"""Only for the front end whose `asker` they name; the others never see them."""


def applied(snapshot: Snapshot, event: Event) -> Snapshot:
    """The snapshot after `event`: the engine and the control client keep theirs by this one rule."""
    match event:
        case ConnectionChanged(state):
            known = snapshot.by_id(state.connection.id)
            kept = tuple(state if c is known else c for c in snapshot.connections)
            return replace(snapshot, connections=kept if known else (*kept, state))
        case ConnectionRemoved(id):
            return replace(snapshot, connections=tuple(c for c in snapshot.connections if c.connection.id != id))
        case QuestionAsked() | QuestionWithdrawn():
            return replace(snapshot, questions=_questions_after(snapshot.questions, event))
        case NoticeRaised(problem):
            return replace(snapshot, notices=(*snapshot.notices, problem))
        case TransferChanged() | TransferRemoved() | TransfersArranged():
            return replace(snapshot, transfers=_transfers_after(snapshot.transfers, event))
        case EditChanged() | EditRemoved():
            return replace(snapshot, edits=_edits_after(snapshot.edits, event))
        case SettingsChanged() | RememberedChanged() | BrowserChanged() | SitesSeen() | WebAppsChanged():
            return _with_whole(snapshot, event)
        case ToBringBackChanged(connections):
            return replace(snapshot, to_bring_back=connections)
        case FilesEnded() | FolderListed() | Reported() | Compared() | Happened() | ShowRequested() | HandedOver():
            return snapshot


def _with_whole(
    snapshot: Snapshot, event: SettingsChanged | RememberedChanged | BrowserChanged | SitesSeen | WebAppsChanged
) -> Snapshot:
    """Of these there is one, and it comes anew as a whole."""
    match event:
        case SettingsChanged(settings):
            return replace(snapshot, settings=settings)
        case RememberedChanged(remembered):
            return replace(snapshot, remembered=remembered)
        case BrowserChanged(browser):
            return replace(snapshot, browser=browser)
        case SitesSeen(sites):
            return replace(snapshot, sites=sites)
        case WebAppsChanged(apps):
            return replace(snapshot, web_apps=apps)


def _transfers_after(
    transfers: tuple[TransferState, ...], event: TransferChanged | TransferRemoved | TransfersArranged
) -> tuple[TransferState, ...]:
    match event:
        case TransferChanged(state):
            known = any(t.batch.id == state.batch.id for t in transfers)
            kept = tuple(state if t.batch.id == state.batch.id else t for t in transfers)
            return kept if known else (*kept, state)
        case TransferRemoved(id):
            return tuple(t for t in transfers if t.batch.id != id)
        case TransfersArranged(ids):
            place = {one: number for number, one in enumerate(ids)}
            return tuple(sorted(transfers, key=lambda t: place.get(t.batch.id, len(place))))


def _edits_after(edits: tuple[EditState, ...], event: EditChanged | EditRemoved) -> tuple[EditState, ...]:
    match event:
        case EditChanged(state):
            known = any(e.id == state.id for e in edits)
            kept = tuple(state if e.id == state.id else e for e in edits)
            return kept if known else (*kept, state)
        case EditRemoved(id):
            return tuple(e for e in edits if e.id != id)


def _questions_after(questions: tuple[Question, ...], event: QuestionAsked | QuestionWithdrawn) -> tuple[Question, ...]:
    match event:
        case QuestionAsked(question):
            return (*(q for q in questions if q.id != question.id), question)
        case QuestionWithdrawn(id):
            return tuple(q for q in questions if q.id != id)
