"""What the engine's events say has happened: each thing once, with what a person needs to know of it."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from tests.engine.fakes import connection
from towpath.engine.happenings import Happenings
from towpath.model.activity import Activity, Happening, Level
from towpath.model.browsing import BrowserState, SystemProxyState, SystemProxyStatus
from towpath.model.editing import EditState, EditStatus
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import (
    BrowserChanged,
    ConnectionChanged,
    EditChanged,
    EditRemoved,
    TransferChanged,
    TransferRemoved,
    WebAppsChanged,
)
from towpath.model.forward import Endpoint
from towpath.model.site_rule import BrowserMode
from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.model.transfer import HERE, Amounts, Batch, Place, TransferState, TransferStatus
from towpath.model.web_app import WebApp, WebAppState

LAB = connection("lab", 8001)
WHY = Problem(ProblemKind.LOST, "lab:22")
BATCH = Batch(
    id="b", sources=(Place(HERE, b"/home/big.iso"), Place(HERE, b"/home/folder/")), destination=Place("lab", b"/data")
)


class Noted:
    """Takes the notes, as the activity log does."""

    def __init__(self) -> None:
        self.entries: list[Activity] = []
        self.happenings = Happenings(self.note, {"lab": "Lab", HERE: ""}.__getitem__, lambda: 1000.0)

    def note(
        self,
        what: Happening,
        level: Level = Level.NOTE,
        *,
        connection: str = "",
        subject: str = "",
        problem: Problem | None = None,
        facts: dict[str, str] | None = None,
        instead_of: Activity | None = None,
    ) -> Activity:
        entry = Activity(
            number=instead_of.number if instead_of else len(self.entries),
            at=0.0,
            what=what,
            level=level,
            connection=connection,
            subject=subject,
            problem=problem,
            facts=facts or {},
        )
        self.entries[entry.number :] = [entry]
        return entry

    def new(self) -> Sequence[Activity]:
        """Since it was asked the last time."""
        found, self.entries = self.entries, []
        return found


@pytest.fixture
def noted() -> Noted:
    return Noted()


def entry(what: Happening, level: Level = Level.NOTE, **of: object) -> Activity:
    return replace(Activity(number=0, at=0.0, what=what, level=level), **of)


def heard(noted: Noted, *states: ConnectionState) -> Sequence[Activity]:
    """The entries of these states, one after the other, all numbered alike."""
    found: list[Activity] = []
    for state in states:
        noted.happenings.hear(ConnectionChanged(state))
        found += [replace(one, number=0) for one in noted.new()]
    return found


def lab(status: Status, problem: Problem | None = None, *, forward: ForwardState | None = None) -> ConnectionState:
    forwards = (forward,) if forward else ()
    return ConnectionState(connection=LAB, status=status, problem=problem, forwards=forwards)


# --- connections


def test_who_is_told_of_knows_which_connection_and_why(noted: Noted) -> None:
    login = Problem(ProblemKind.LOGIN_NEEDED, "gate")
    states = (
        lab(Status.CONNECTING),
        lab(Status.UP),
        lab(Status.RETRYING, WHY),
        lab(Status.WAITING_FOR_NETWORK, WHY),
        lab(Status.WAITING_FOR_USER, login),
        lab(Status.OFF),
    )
    assert heard(noted, *states) == [
        entry(Happening.CONNECTING, Level.DETAIL, connection="Lab"),
        entry(Happening.UP, connection="Lab"),
        entry(Happening.LOST, Level.WARNING, connection="Lab", problem=WHY),
        entry(Happening.WAITS_FOR_NETWORK, Level.WARNING, connection="Lab"),
        entry(Happening.WAITS_FOR_USER, Level.WARNING, connection="Lab", problem=login),
        entry(Happening.DOWN, connection="Lab"),
    ]


def test_who_asks_is_told_as_the_question_only(noted: Noted) -> None:
    assert heard(noted, lab(Status.WAITING_FOR_USER)) == []


def of_forward(status: Status, problem: Problem | None = None) -> ForwardState:
    (forward,) = LAB.forwards
    bound = Endpoint("127.0.0.1", 8001) if status is Status.UP else None
    return ForwardState(forward=forward, saved=True, status=status, bound=bound, problem=problem)


def test_forwards_that_come_and_go_with_their_connection_are_details(noted: Noted) -> None:
    on, off = of_forward(Status.UP), of_forward(Status.OFF)
    entries = heard(
        noted,
        lab(Status.CONNECTING, forward=off),
        lab(Status.UP, forward=on),
        lab(Status.UP, forward=off),
        lab(Status.UP, forward=on),
        lab(Status.OFF, forward=off),
    )
    forwards = [(one.what, one.level) for one in entries if one.what in (Happening.FORWARD_UP, Happening.FORWARD_DOWN)]
    assert forwards == [
        (Happening.FORWARD_UP, Level.DETAIL),
        (Happening.FORWARD_DOWN, Level.NOTE),
        (Happening.FORWARD_UP, Level.NOTE),
        (Happening.FORWARD_DOWN, Level.DETAIL),
    ]


def test_a_forward_that_fails_is_told_once_for_each_reason(noted: Noted) -> None:
    taken = Problem(ProblemKind.PORT_IN_USE, "127.0.0.1:8001")
    heard(noted, lab(Status.UP, forward=of_forward(Status.UP)))
    failed = lab(Status.DEGRADED, forward=of_forward(Status.FAILED, taken))
    again = lab(Status.DEGRADED, forward=of_forward(Status.FAILED, replace(taken)))
    other = lab(Status.DEGRADED, forward=of_forward(Status.FAILED, WHY))
    name = LAB.forwards[0].name
    assert heard(noted, failed, again, other) == [
        entry(Happening.FORWARD_TROUBLE, Level.WARNING, connection="Lab", subject=name, problem=taken),
        entry(Happening.FORWARD_TROUBLE, Level.WARNING, connection="Lab", subject=name, problem=WHY),
    ]


# --- files


def test_a_batch_is_told_at_its_beginning_and_its_end(noted: Noted) -> None:
    amounts = Amounts(files_found=9, files_failed=2, bytes_done=700)
    for status in (
        TransferStatus.QUEUED,
        TransferStatus.WAITING_FOR_CONNECTION,
        TransferStatus.RUNNING,
        TransferStatus.WAITING_FOR_USER,
        TransferStatus.RUNNING,
        TransferStatus.FAILED,
        TransferStatus.FAILED,
    ):
        noted.happenings.hear(TransferChanged(TransferState(batch=BATCH, status=status, problem=WHY, amounts=amounts)))
    began, ended = noted.new()
    assert began == entry(Happening.TRANSFER_BEGAN, connection="Lab", subject="big.iso +1")
    assert replace(ended, number=0) == entry(
        Happening.TRANSFER_ENDED,
        Level.FAILURE,
        connection="Lab",
        subject="big.iso +1",
        problem=WHY,
        facts={"status": "failed", "files": "9", "failed": "2", "bytes": "700"},
    )


@pytest.mark.parametrize("status", [TransferStatus.DONE, TransferStatus.CANCELLED, TransferStatus.PAUSED])
def test_an_end_without_trouble_is_a_note(noted: Noted, status: TransferStatus) -> None:
    noted.happenings.hear(TransferChanged(TransferState(batch=BATCH, status=TransferStatus.RUNNING)))
    assert [one.what for one in noted.new()] == [Happening.TRANSFER_BEGAN]
    noted.happenings.hear(TransferChanged(TransferState(batch=BATCH, status=status)))
    (ended,) = noted.new()
    assert (ended.what, ended.level, ended.facts["status"]) == (Happening.TRANSFER_ENDED, Level.NOTE, status.value)


def test_a_batch_that_had_ended_before_the_start_is_not_told(noted: Noted) -> None:
    noted.happenings.hear(TransferChanged(TransferState(batch=BATCH, status=TransferStatus.DONE)))
    noted.happenings.hear(TransferRemoved("b"))
    assert noted.new() == []


def test_changes_that_only_the_copy_has_are_told_once(noted: Noted) -> None:
    state = EditState(
        id="e", place=Place("lab", b"/etc/motd"), copy="/tmp/motd", status=EditStatus.NOT_UPLOADED, problem=WHY
    )
    trouble = entry(Happening.EDIT_TROUBLE, Level.WARNING, connection="Lab", subject="/etc/motd", problem=WHY)
    for _ in range(2):
        noted.happenings.hear(EditChanged(state))
    assert noted.new() == [trouble]
    noted.happenings.hear(EditChanged(replace(state, status=EditStatus.UPLOADING)))
    assert noted.new() == []
    noted.happenings.hear(EditChanged(state))
    assert noted.new() == [trouble]
    noted.happenings.hear(EditRemoved("e"))
    assert noted.new() == []


# --- browsers


def browser(status: SystemProxyStatus, *, mode: BrowserMode = BrowserMode.OFF, via: str = "") -> BrowserChanged:
    system = SystemProxyState(status=status, desktop="GNOME", problem=WHY)
    return BrowserChanged(BrowserState(mode=mode, everything_via=via, system=system))


def test_what_browsers_take_is_told(noted: Noted) -> None:
    noted.happenings.begin_with(BrowserState(), ())
    noted.happenings.hear(browser(SystemProxyStatus.NOT_OURS, via=HERE))
    assert noted.new() == [], "it was looked at for the first time"
    noted.happenings.hear(browser(SystemProxyStatus.NOT_OURS, mode=BrowserMode.EVERYTHING, via="lab"))
    assert noted.new() == [entry(Happening.BROWSER_SWITCHED, facts={"mode": "everything", "via": "Lab"})]


@pytest.mark.parametrize(
    ("status", "level"),
    [
        (SystemProxyStatus.OURS, Level.NOTE),
        (SystemProxyStatus.TAKEN, Level.WARNING),
        (SystemProxyStatus.FAILED, Level.WARNING),
    ],
)
def test_whose_the_setting_of_the_desktop_is(noted: Noted, status: SystemProxyStatus, level: Level) -> None:
    noted.happenings.hear(browser(SystemProxyStatus.NOT_OURS))
    for _ in range(2):
        noted.happenings.hear(browser(status))
    facts = {"status": status.value}
    assert noted.new() == [entry(Happening.PROXY_TAKEN, level, subject="GNOME", problem=WHY, facts=facts)]


def test_web_applications_that_are_opened_and_ended(noted: Noted) -> None:
    def app(app_id: str, *, is_open: bool) -> WebAppState:
        known = WebApp(id=app_id, connection="lab", address="http://inner:1")
        return WebAppState(app=known, name=f"App {app_id}", forward=f"app-{app_id}" if is_open else "", port=1)

    noted.happenings.begin_with(BrowserState(), (app("1", is_open=True), app("2", is_open=False)))
    noted.happenings.hear(WebAppsChanged((app("1", is_open=True), app("2", is_open=True))))
    assert noted.new() == [entry(Happening.APP_OPENED, connection="Lab", subject="App 2")]
    noted.happenings.hear(WebAppsChanged((app("1", is_open=False), app("2", is_open=True))))
    assert noted.new() == [entry(Happening.APP_ENDED, connection="Lab", subject="App 1")]
