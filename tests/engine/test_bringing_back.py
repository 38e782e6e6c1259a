"""What comes back when Towpath starts: after a kill, after an orderly end, and what waits for a person."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import (
    CODE,
    Bench,
    MemoryAutostart,
    MemoryConfig,
    MemoryWasUp,
    Outcome,
    answer_to,
    connection,
    forward,
)
from tests.support.engine import ask
from tests.support.wait import wait_for
from towpath.engine import bringing_back
from towpath.engine.lock import EngineKind
from towpath.model.command import AddForward, Down, ListenElsewhere, RemoveConnection, RetryNow, SaveConnection, Up
from towpath.model.connection import Connection
from towpath.model.desktop import AutostartState, BringBack, ReadAutostart, SetAutostart
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, QuestionAsked
from towpath.model.prompt import Asked, PasswordAsked
from towpath.model.settings import BringingBack, Config, GeneralSettings, Settings
from towpath.model.state import Status
from towpath.model.was_up import KeptUp, WasUp

Restart = Callable[..., Bench]


@pytest.fixture(autouse=True)
def kept_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing_back, "WRITE_SECONDS", 0.02)


@pytest.fixture
def window(bench: StartBench) -> Restart:
    """The engine of a window; with `after`, one that finds what that one has kept, by a kill or an orderly end."""

    def start(
        *connections: Connection, after: Bench | None = None, killed: bool = True, wish: BringingBack = BringingBack.ASK
    ) -> Bench:
        config = MemoryConfig()
        config.config = after.config.config if after else Config(connections=connections)
        general = GeneralSettings(bring_back=wish)
        config.config = replace(config.config, settings=Settings(general=general))
        kept = None
        if after:
            kept = MemoryWasUp(replace(after.was_up.kept, ended=not killed))
        made = bench(kind=EngineKind.WINDOW, config=config, was_up=kept)
        made.engine.subscribe(lambda _: None, answers=True)
        made.engine.settle_in(())
        return made

    return start


def kept(b: Bench, *ids: str) -> WasUp:
    """Wait until just these are kept."""

    def are() -> bool:
        return [one.connection for one in b.was_up.kept.connections] == list(ids)

    wait_for(are, what=lambda: f"{ids} in {b.was_up.kept}")
    return b.was_up.kept


def test_what_was_up_comes_back_after_a_kill(window: Restart) -> None:
    first = window(connection("box", 8001, 8002), connection("other", 8003), connection("plain"))
    first.do(Up(connection="box", forwards=("f8001",)))
    first.do(Up(connection="plain"))
    assert kept(first, "box", "plain").ended is False

    second = window(after=first)
    second.wait_status("box", Status.UP)
    second.wait_status("plain", Status.UP)
    assert [one.status for one in second.state("box").forwards] == [Status.UP, Status.OFF]
    assert second.state("other").status is Status.OFF
    assert second.programs == []
    assert second.engine.snapshot().to_bring_back == ()
    kept(second, "box", "plain")


@pytest.mark.parametrize("wish", [BringingBack.ASK, BringingBack.ALWAYS])
def test_what_makes_the_program_crash_does_not_do_so_at_every_start(window: Restart, wish: BringingBack) -> None:
    first = window(connection("box", 8001))
    first.do(Up(connection="box"))
    kept(first, "box")
    second = window(after=first, wish=wish)
    second.wait_status("box", Status.UP)
    third = window(after=second, wish=wish)
    third.wait_status("box", Status.UP)
    fourth = window(after=third, wish=wish)
    wait_for(lambda: fourth.engine.snapshot().to_bring_back == ("box",), what="the offer")
    assert fourth.connector.logins == {}


def test_a_program_that_ran_for_a_while_did_not_crash_by_it(window: Restart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing_back, "STEADY_SECONDS", 0.05)
    run = window(connection("box", 8001))
    run.do(Up(connection="box"))
    kept(run, "box")

    def run_for_a_while(before: Bench) -> Bench:
        run = window(after=before)
        run.wait_status("box", Status.UP)
        wait_for(lambda: run.was_up.kept.short_runs == 0, what="the run to be a long one")
        return run

    for _ in range(3):
        run = run_for_a_while(run)


def test_what_was_taken_down_stays_down(window: Restart) -> None:
    first = window(connection("box", 8001), connection("other", 8003))
    first.do(Up(connection="box"))
    first.do(Up(connection="other"))
    kept(first, "box", "other")
    first.do(Down(connection="box"))
    kept(first, "other")
    second = window(after=first)
    second.wait_status("other", Status.UP)
    assert second.state("box").status is Status.OFF
    assert "box" not in second.connector.logins


def test_temporary_forwards_other_ports_and_unsaved_connections_come_back(window: Restart) -> None:
    first = window(connection("box", 8001))
    first.do(SaveConnection(connection=connection("quick"), save=False))
    first.do(Up(connection="quick"))
    first.do(Up(connection="box"))
    first.do(AddForward(connection="box", forward=forward(8005), save=False))
    first.do(ListenElsewhere(connection="box", forward="f8001", port=9001))
    wait_for(lambda: any(one.elsewhere for one in first.was_up.kept.connections), what="the other port to be kept")

    second = window(after=first)
    second.wait_status("box", Status.UP)
    second.wait_status("quick", Status.UP)
    assert second.forwards.listening == {9001, 8005}
    assert [one.saved for one in second.state("box").forwards] == [True, False]
    assert not second.state("quick").saved
    assert [one.id for one in second.config.config.connections] == ["box"]


@pytest.mark.parametrize("accepted", [True, False])
def test_after_an_orderly_end_it_is_offered(window: Restart, accepted: bool) -> None:
    first = window(connection("box", 8001), connection("other"))
    first.do(Up(connection="box"))
    kept(first, "box")
    first.engine.stop()
    assert first.was_up.kept.ended
    assert [one.connection for one in first.was_up.kept.connections] == ["box"]

    second = window(after=first, killed=False)
    wait_for(lambda: second.engine.snapshot().to_bring_back == ("box",), what="the offer")
    assert second.state("box").status is Status.OFF
    second.do(BringBack(accepted=accepted))
    assert second.engine.snapshot().to_bring_back == ()
    if accepted:
        second.wait_status("box", Status.UP)
        kept(second, "box")
    else:
        kept(second)
        assert second.connector.logins == {}


@pytest.mark.parametrize("accepted", [True, False])
def test_an_unsaved_connection_is_shown_while_it_is_offered(window: Restart, accepted: bool) -> None:
    first = window(connection("box"))
    first.do(SaveConnection(connection=connection("quick", 8001), save=False))
    first.do(Up(connection="quick"))
    kept(first, "quick")
    second = window(after=first, killed=False)
    wait_for(lambda: second.engine.snapshot().names_of(second.engine.snapshot().to_bring_back) == ["Quick"], what="it")
    second.do(BringBack(accepted=accepted))
    if accepted:
        second.wait_status("quick", Status.UP)
    else:
        assert second.engine.snapshot().by_id("quick") is None


def test_what_somebody_changed_while_it_was_offered_comes_back_changed(window: Restart) -> None:
    first = window(connection("box"))
    first.do(SaveConnection(connection=connection("quick", 8001), save=False))
    first.do(Up(connection="quick"))
    kept(first, "quick")
    second = window(after=first, killed=False)
    wait_for(lambda: second.engine.snapshot().by_id("quick"), what="it")
    second.do(SaveConnection(connection=replace(connection("quick", 8001), name="Changed"), save=False))
    second.do(BringBack(accepted=True))
    assert second.wait_status("quick", Status.UP).connection.name == "Changed"


def test_an_offer_that_nobody_answered_stays_one_after_a_kill(window: Restart) -> None:
    first = window(connection("box", 8001), connection("other"))
    first.do(Up(connection="box"))
    kept(first, "box")
    second = window(after=first, killed=False)
    wait_for(lambda: all(one.offered for one in second.was_up.kept.connections), what="the offer to be kept")
    third = window(after=second)
    wait_for(lambda: third.engine.snapshot().to_bring_back == ("box",), what="the offer")
    assert third.connector.logins == {}


def test_who_brings_it_up_or_removes_it_has_answered(window: Restart) -> None:
    first = window(connection("box"), connection("other"))
    first.do(Up(connection="box"))
    first.do(Up(connection="other"))
    kept(first, "box", "other")
    second = window(after=first, killed=False)
    wait_for(lambda: second.engine.snapshot().to_bring_back == ("box", "other"), what="the offer")
    second.do(Up(connection="box"))
    assert second.engine.snapshot().to_bring_back == ("other",)
    second.do(RemoveConnection(connection="other"))
    assert second.engine.snapshot().to_bring_back == ()


@pytest.mark.parametrize(("wish", "comes"), [(BringingBack.ALWAYS, True), (BringingBack.NEVER, False)])
def test_the_settings_decide(window: Restart, wish: BringingBack, comes: bool) -> None:
    first = window(connection("box", 8001))
    first.do(Up(connection="box"))
    kept(first, "box")
    second = window(after=first, killed=not comes, wish=wish)
    if comes:
        second.wait_status("box", Status.UP)
    else:
        kept(second)
        assert second.connector.logins == {}
    assert second.engine.snapshot().to_bring_back == ()


def test_what_needed_a_code_is_not_even_dialled_and_one_login_brings_all(window: Restart) -> None:
    first = window(connection("box", 8001), connection("other", 8002), connection("plain", 8003, jumps=()))
    first.connector.questions["gate"] = CODE
    ups = [first.submit(Up(connection=one)) for one in ("box", "other", "plain")]
    first.engine.submit(answer_to(first.question().id))
    assert [up.problem() for up in ups] == [None] * 3
    wait_for(lambda: [one.people for one in first.was_up.kept.connections] == [("gate",), ("gate",), ()], what="people")

    second = window(after=first)
    second.connector.questions["gate"] = CODE
    second.wait_status("plain", Status.UP)
    for one in ("box", "other"):
        state = second.wait_status(one, Status.WAITING_FOR_USER)
        assert state.problem
        assert (state.problem.kind, state.problem.subject) == (ProblemKind.LOGIN_NEEDED, "gate")
        assert [hop.status for hop in state.hops] == [Status.WAITING_FOR_USER, Status.OFF]
    assert second.connector.logins == {"plain": 1}
    assert second.engine.snapshot().questions == ()
    kept(second, "box", "other", "plain")

    again = second.submit(RetryNow(connection="box"))
    second.engine.submit(answer_to(second.question().id))
    assert again.problem() is None
    second.wait_status("other", Status.UP)
    assert second.connector.logins["gate"] == 1
    assert second.forwards.listening == {8001, 8002, 8003}


@pytest.mark.parametrize("asked", [CODE, PasswordAsked(account="me@gate:22")])
def test_what_asks_for_the_first_time_waits_without_a_question(window: Restart, asked: Asked) -> None:
    first = window(connection("box", 8001))
    first.do(Up(connection="box"))
    kept(first, "box")
    second = window(after=first, wish=BringingBack.NEVER)
    second.connector.questions["gate"] = asked
    questions: list[Event] = []
    second.engine.subscribe(lambda event: questions.append(event) if isinstance(event, QuestionAsked) else None)
    up = Outcome()
    second.engine.submit(Up(connection="box", persistent=True, quiet=True), up)
    assert up.kind() is ProblemKind.LOGIN_NEEDED
    assert second.state("box").status is Status.WAITING_FOR_USER
    assert questions == []

    again = second.submit(RetryNow(connection="box"))
    second.engine.submit(answer_to(second.question().id))
    assert again.problem() is None


def test_a_security_key_is_not_left_blinking(window: Restart) -> None:
    b = window(connection("box"))
    b.connector.touched.add("gate")
    gate = b.connector.hold("gate")
    up = Outcome()
    b.engine.submit(Up(connection="box", persistent=True, quiet=True), up)
    assert up.kind() is ProblemKind.LOGIN_NEEDED
    assert b.state("box").status is Status.WAITING_FOR_USER
    assert gate.is_set(), "its login was ended"

    b.connector.hold("gate")
    b.submit(RetryNow(connection="box"))
    wait_for(lambda: b.state("box").touch, what="somebody to touch it")
    b.connector.gates["gate"].set()
    b.wait_status("box", Status.UP)


def test_somebody_who_wants_the_same_gateway_is_asked(window: Restart) -> None:
    b = window(connection("box"), connection("other"))
    b.connector.questions["gate"] = CODE
    gate = b.connector.hold("gate")
    b.submit(Up(connection="box", persistent=True, quiet=True))
    b.wait_status("box", Status.CONNECTING)
    loud = b.submit(Up(connection="other"))
    b.wait_status("other", Status.CONNECTING)
    gate.set()
    b.engine.submit(answer_to(b.question().id))
    assert loud.problem() is None
    b.wait_status("box", Status.UP)


def test_without_a_network_it_waits_for_one(bench: StartBench) -> None:
    was_up = MemoryWasUp(WasUp(connections=(KeptUp(connection="box", forwards=("f8001",)),)))
    b = bench(connection("box", 8001), kind=EngineKind.WINDOW, was_up=was_up)
    b.connector.failures["gate"] = Problem(ProblemKind.UNREACHABLE, "gate")
    b.engine.network_changed(False)
    b.engine.settle_in(())
    b.wait_status("box", Status.WAITING_FOR_NETWORK)
    b.connector.failures.clear()
    b.engine.network_changed(True)
    b.wait_status("box", Status.UP)


def test_what_fails_is_tried_again_the_next_time_unless_it_never_was_up(window: Restart) -> None:
    first = window(connection("box", 8001, reconnect=False), connection("typo", jumps=("nowhere",)))
    first.connector.failures["nowhere"] = Problem(ProblemKind.KEYS_REFUSED, "nowhere")
    first.do(Up(connection="typo"))
    first.do(Up(connection="box"))
    first.connector.sessions["box"].lose()
    first.wait_status("box", Status.FAILED)
    assert kept(first, "box").connections[0].forwards == ("f8001",)

    second = window(after=first)
    second.wait_status("box", Status.UP)
    second.connector.failures["gate"] = Problem(ProblemKind.KEYS_REFUSED, "gate")
    second.connector.sessions["gate"].lose()
    second.wait_status("box", Status.FAILED)
    kept(second, "box")
    second.do(Down(connection="box"))
    kept(second)


def test_what_only_others_brought_up_is_not_kept(window: Restart) -> None:
    b = window(connection("box"), connection("other"))
    ended = Outcome()
    b.engine.submit(Up(connection="other"))
    b.engine._loop.post(lambda: b.engine._catalogue.connection("box").reach("", ended))
    assert ended.problem() is None
    b.wait_status("box", Status.UP)
    kept(b, "other")


def test_connections_that_are_no_more_are_passed_over(bench: StartBench) -> None:
    was_up = MemoryWasUp(
        WasUp(
            connections=(
                KeptUp(connection="gone", forwards=("f1",)),
                KeptUp(connection="box", forwards=("f1",)),
                KeptUp(connection="other", forwards=("f8001", "f9")),
            )
        )
    )
    b = bench(connection("box", 8001), connection("other", 8001), kind=EngineKind.WINDOW, was_up=was_up)
    b.engine.settle_in(())
    b.wait_status("other", Status.UP)
    assert b.state("box").status is Status.OFF
    kept(b, "other")


def test_what_another_engine_had_up_wins(bench: StartBench) -> None:
    was_up = MemoryWasUp(WasUp(connections=(KeptUp(connection="box"), KeptUp(connection="other"))))
    b = bench(connection("box"), connection("other"), kind=EngineKind.WINDOW, was_up=was_up)
    b.engine.settle_in(("box",))
    b.wait_status("other", Status.UP)
    assert b.state("box").status is Status.OFF


def test_a_session_that_ends_counts_as_orderly_until_something_changes(window: Restart) -> None:
    b = window(connection("box"), connection("other"))
    b.do(Up(connection="box"))
    kept(b, "box")
    b.engine.session_ends()
    wait_for(lambda: b.was_up.kept.ended, what="the end to be kept")
    b.do(Up(connection="other"))
    assert kept(b, "box", "other").ended is False


def test_the_engine_of_a_command_keeps_nothing(bench: StartBench) -> None:
    b = bench(connection("box"))
    b.do(Up(connection="box"))
    b.engine.stop()
    assert b.was_up.kept == WasUp(ended=True)


# --- the start at login


def state_of(b: Bench) -> AutostartState:
    return ask(b.engine, ReadAutostart(request="r", asker=b.engine.asker), AutostartState)


def test_switching_the_start_at_login(window: Restart) -> None:
    b = window(connection("box"))
    assert not state_of(b).starts
    assert b.do(SetAutostart(enabled=True)) is None
    assert state_of(b).starts
    assert b.engine.snapshot().settings.general.bring_back is BringingBack.ALWAYS
    assert b.do(SetAutostart(enabled=False)) is None
    assert not state_of(b).starts


@pytest.mark.parametrize(("wish", "restore"), [(BringingBack.ASK, False), (BringingBack.NEVER, True)])
def test_who_does_not_wish_it_gets_nothing_back(window: Restart, wish: BringingBack, restore: bool) -> None:
    b = window(connection("box"), wish=wish)
    b.do(SetAutostart(enabled=True, restore=restore))
    assert b.engine.snapshot().settings.general.bring_back is wish


@pytest.mark.parametrize(
    ("changes", "renewed"),
    [
        ({}, True),
        ({"other": "the program is not there"}, True),
        ({"other": "hidden", "switched_off": True}, False),
        ({"enabled": False}, False),
        ({"ours": False}, False),
    ],
)
def test_a_program_that_has_moved_is_found_at_the_next_login(
    bench: StartBench, changes: dict[str, object], renewed: bool
) -> None:
    moved = AutostartState(enabled=True, place="x", command=("/old/towpath", "--hidden"), ours=True)
    b = bench(connection("box"), kind=EngineKind.WINDOW)
    b.autostart.state = replace(moved, **changes)
    b.engine.settle_in(())
    state_of(b)  # asked after it
    b.engine.stop()
    assert (b.autostart.state.command == MemoryAutostart(("/opt/towpath", "--hidden")).command) is renewed
