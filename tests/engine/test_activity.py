"""What the engine says has happened: each change of state once, with its reason, and no secret."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import CODE, Bench, MemoryConfig, answer_to, connection
from tests.support.wait import wait_for
from towpath import __version__
from towpath.engine.activity import LONGEST_FACT, MOST_KEPT
from towpath.engine.happenings import Happenings
from towpath.model.activity import (
    Activity,
    ActivityExported,
    ActivityRead,
    ExportActivity,
    ForgetActivity,
    Happening,
    Level,
    ReadActivity,
)
from towpath.model.command import Down, GiveAnswer, SaveSettings, Up
from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, Event, Happened, Reported
from towpath.model.prompt import Refuse
from towpath.model.sentences.activity import advice, reason, told, whole_line
from towpath.model.settings import GeneralSettings, Settings
from towpath.model.state import ConnectionState, Status

SECRET = "canary-4711-secret"


@pytest.fixture
def bench() -> Iterator[Bench]:
    lab = connection("lab", 8888)
    named = replace(lab, group="Acme & Sons", forwards=tuple(replace(one, label="payroll") for one in lab.forwards))
    bench = Bench(named)
    bench.engine.start()
    yield bench
    bench.engine.stop()


def entries(bench: Bench) -> list[Activity]:
    """All that is kept."""
    return list(read(bench).entries)


def read(bench: Bench) -> ActivityRead:
    heard: list[ActivityRead] = []
    stop = bench.engine.subscribe(
        lambda event: (
            heard.append(event.report)
            if isinstance(event, Reported) and isinstance(event.report, ActivityRead)
            else None
        )
    )
    assert bench.do(ReadActivity(request="read")) is None
    stop()
    return heard[-1]


def whats(bench: Bench, *, but: tuple[Happening, ...] = (Happening.STARTED,)) -> list[Happening]:
    return [one.what for one in entries(bench) if one.what not in but]


def test_up_and_down(bench: Bench) -> None:
    bench.do(Up(connection="lab"))
    bench.do(Down(connection="lab"))
    assert [told(one) for one in entries(bench)] == [f"Towpath {__version__} started", "Connected", "Disconnected"]
    assert {one.connection for one in entries(bench)} == {"", "Lab"}


def test_a_loss_and_the_tries_after_it_are_three_entries(bench: Bench) -> None:
    bench.do(Up(connection="lab"))
    bench.connector.failures["lab"] = Problem(ProblemKind.REFUSED, "lab:22")
    bench.connector.sessions["lab"].lose(Problem(ProblemKind.STOPPED_ANSWERING, "lab:22", {"seconds": "45"}))
    wait_for(lambda: bench.connector.logins["lab"] > 5, what="some tries")
    del bench.connector.failures["lab"]
    bench.wait_status("lab", Status.UP)
    up, lost, retrying, again = entries(bench)[1:]
    assert (up.what, lost.what, retrying.what, again.what) == (
        Happening.UP,
        Happening.LOST,
        Happening.RETRYING,
        Happening.UP,
    )
    assert "no answer for 45 s" in reason(lost)
    assert f"tried {retrying.facts['tries']} times since" in told(retrying)
    assert "refused" in reason(retrying)
    assert advice(retrying)
    assert int(retrying.facts["tries"]) > 4
    assert told(again) == f"Connected at try {int(retrying.facts['tries']) + 1}"


def test_a_login_that_fails(bench: Bench) -> None:
    bench.connector.failures["lab"] = Problem(ProblemKind.KEYS_REFUSED, "me@lab:22")
    bench.do(Up(connection="lab"))
    (entry,) = entries(bench)[1:]
    assert (entry.what, entry.level, entry.connection) == (Happening.FAILED, Level.FAILURE, "Lab")
    assert reason(entry)


@pytest.mark.parametrize(("how", "said"), [("answered", "Answered: "), ("refused", "Declined: ")])
def test_a_question_and_its_end_but_never_the_answer(bench: Bench, how: str, said: str) -> None:
    bench.connector.questions["lab"] = CODE
    stop = bench.engine.subscribe(lambda _: None, answers=True)
    outcome = bench.submit(Up(connection="lab"))
    question = bench.question()
    bench.do(answer_to(question.id, SECRET) if how == "answered" else GiveAnswer(id=question.id, answer=Refuse()))
    if how == "answered":
        assert outcome.problem() is None
    asked, ended = [one for one in entries(bench) if one.what in (Happening.ASKED, Happening.ANSWERED)]
    assert told(asked) == "Asked for: a code for me@gate:22"
    assert told(ended) == f"{said}a code for me@gate:22"
    assert SECRET not in repr(entries(bench))
    stop()


def test_a_question_that_nobody_needs_any_more(bench: Bench) -> None:
    bench.connector.questions["lab"] = CODE
    stop = bench.engine.subscribe(lambda _: None, answers=True)
    bench.submit(Up(connection="lab"))
    bench.question()
    bench.do(Down(connection="lab"))
    assert "No longer asked for: a code for me@gate:22" in [told(one) for one in entries(bench)]
    stop()


def test_the_machine(bench: Bench) -> None:
    bench.engine.woke_up()
    bench.engine.network_changed(False)
    bench.engine.network_changed(True)  # a detail
    bench.engine.logged(40, "unexpected error in towpath-x")
    assert whats(bench) == [Happening.WOKE_UP, Happening.NETWORK_GONE, Happening.LOGGED]
    assert entries(bench)[-1].level is Level.FAILURE
    assert told(entries(bench)[-1]) == "Unexpected: unexpected error in towpath-x"


def test_who_fails_at_each_line_of_the_log_hears_of_one(bench: Bench) -> None:
    """As where the window has a fault: the failure is logged, which it hears of, and fails at."""

    def fail(event: Event) -> None:
        if isinstance(event, Happened) and event.activity.what is Happening.LOGGED:
            bench.engine.logged(40, "unexpected error in a receiver of the engine")

    bench.engine.subscribe(fail)
    bench.engine.logged(40, "something")
    for _ in range(3):
        entries(bench)  # takes a moment, in which it would be heard of again
    logged = [one.subject for one in entries(bench) if one.what is Happening.LOGGED]
    assert logged == ["something", "unexpected error in a receiver of the engine"]


def test_notices(bench: Bench) -> None:
    bench.engine.tell(Problem(ProblemKind.NO_SAFE_KEYRING, ""))
    bench.engine.tell(Problem(ProblemKind.NO_SAFE_KEYRING, ""))
    assert whats(bench) == [Happening.NOTICE]


def test_little_is_kept_of_what_a_server_says(bench: Bench) -> None:
    bench.engine.tell(Problem(ProblemKind.UNREACHABLE, "gate:22", {"detail": "x" * 250_000}))
    bench.engine.logged(40, "y" * 250_000)
    notice, logged = entries(bench)[1:]
    assert notice.problem is not None
    assert len(notice.problem.facts["detail"]) == len(logged.subject) == LONGEST_FACT


def test_heard_live(bench: Bench) -> None:
    heard: list[Activity] = []
    stop = bench.engine.subscribe(lambda event: heard.append(event.activity) if isinstance(event, Happened) else None)
    bench.do(Up(connection="lab"))
    stop()
    assert heard == entries(bench)[1:]


def test_kept_up_to_a_limit(bench: Bench) -> None:
    for _ in range(MOST_KEPT + 10):
        bench.engine.woke_up()
    kept = entries(bench)
    assert len(kept) == MOST_KEPT
    assert kept[-1].number == MOST_KEPT + 11
    assert [one.number for one in kept] == sorted(one.number for one in kept)


def test_forgotten(bench: Bench) -> None:
    bench.engine.woke_up()
    assert bench.do(ForgetActivity()) is None
    assert entries(bench) == []


def test_a_storm_of_events_costs_next_to_nothing() -> None:
    """A connection with twenty forwards that carry traffic is told of each second; nothing has happened to it."""
    noted: list[Happening] = []

    def note(what: Happening, level: Level = Level.NOTE, **_: object) -> Activity:
        noted.append(what)
        return Activity(number=0, at=0.0, what=what)

    happenings = Happenings(note, str, time.time)
    state = Bench(connection("lab", *range(8000, 8020))).state("lab")
    happenings.hear(ConnectionChanged(state))
    count = 10_000
    best = min(_seconds_for(happenings, state, count) for _ in range(3))
    assert best / count < 20e-6
    assert noted == []


def _seconds_for(happenings: Happenings, state: ConnectionState, count: int) -> float:
    event = ConnectionChanged(ConnectionState(connection=state.connection, forwards=state.forwards))
    begun = time.perf_counter()
    for _ in range(count):
        happenings.hear(event)
    return time.perf_counter() - begun


def export(bench: Bench, path: Path, *, hide_names: bool) -> tuple[str, int]:
    heard: list[ActivityExported] = []
    stop = bench.engine.subscribe(
        lambda event: (
            heard.append(event.report)
            if isinstance(event, Reported) and isinstance(event.report, ActivityExported)
            else None
        )
    )
    assert bench.do(ExportActivity(request="export", path=str(path), hide_names=hide_names)) is None
    stop()
    return path.read_text(), heard[0].removed


def test_exported(bench: Bench, tmp_path: Path) -> None:
    bench.connector.failures["lab"] = Problem(
        ProblemKind.SERVER_MISBEHAVES, "me@lab:22", {"detail": f"http://lab/?token={SECRET}"}
    )
    bench.do(Up(connection="lab"))
    text, removed = export(bench, tmp_path / "activity.txt", hide_names=False)
    assert SECRET not in text
    assert removed >= 1
    assert f"Secrets removed: {removed}." in text
    for part in ("Towpath ", "paramiko ", "Lab: Could not connect", '"host": "lab"', "== Settings =="):
        assert part in text
    assert (tmp_path / "activity.txt").stat().st_mode & 0o777 == 0o600


def test_an_export_knows_the_versions_of_all_libraries(bench: Bench, tmp_path: Path) -> None:
    text, _ = export(bench, tmp_path / "activity.txt", hide_names=False)
    for library in ("PySide6", "paramiko", "sshtunnel", "cryptography", "keyring"):
        assert re.search(rf"^{library}\S* \d+\.\d+", text, re.MULTILINE)


def test_exported_without_names(bench: Bench, tmp_path: Path) -> None:
    bench.connector.failures["lab"] = Problem(ProblemKind.REFUSED, "me@lab:22", {"via": "gate"})
    bench.do(Up(connection="lab"))
    text, _ = export(bench, tmp_path / "activity.txt", hide_names=True)
    assert re.search(r"\blab\b", text, re.IGNORECASE) is None
    assert "gate" not in text.casefold()
    assert "web.intra" not in text
    assert [name for name in ("payroll", "Acme") if name in text] == []
    assert "Could not connect" in text


def test_an_export_hides_names_that_look_like_any_word(tmp_path: Path) -> None:
    target = Hop(host="narwhal", user="quokka")
    b = Bench(replace(connection("lab", jumps=("walrus",)), name="Wombat project", target=target))
    b.engine.start()
    try:
        for subject in ("the quokka of narwhal and walrus", "wombat project"):
            b.engine.tell(Problem(ProblemKind.SERVER_MISBEHAVES, subject, {"detail": subject}))
        text, _ = export(b, tmp_path / "activity.txt", hide_names=True)
    finally:
        b.engine.stop()
    assert "server" in text
    for name in ("quokka", "narwhal", "walrus", "wombat"):
        assert name not in text.casefold()


def test_details_are_kept_where_the_settings_say_so() -> None:
    config = MemoryConfig(connection("lab"))
    b = Bench(config=config)
    b.engine.start()
    b.do(Up(connection="lab"))
    assert Happening.CONNECTING not in whats(b)
    b.do(Down(connection="lab"))
    assert b.do(SaveSettings(settings=Settings(general=GeneralSettings(detailed_log=True)))) is None
    b.do(Up(connection="lab"))
    assert whats(b).count(Happening.CONNECTING) == 1
    b.engine.stop()
    again = Bench(config=config)
    again.engine.start()
    again.do(Up(connection="lab"))
    assert Happening.CONNECTING in whats(again)
    again.engine.stop()


def test_an_export_that_cannot_be_written(bench: Bench, tmp_path: Path) -> None:
    kind = bench.do(ExportActivity(request="export", path=str(tmp_path / "file" / "x"), hide_names=False))
    assert kind is None, "its folder is made"
    (tmp_path / "folder").mkdir()
    assert bench.do(ExportActivity(request="x", path=str(tmp_path / "folder"))) is ProblemKind.FILE_UNWRITABLE


def test_a_line_of_the_log() -> None:
    entry = Activity(
        number=1,
        at=0.0,
        what=Happening.FORWARD_UP,
        connection="lab",
        subject="web\x1b",
        facts={"listens": "127.0.0.1:8888"},
    )
    assert whole_line(entry)[20:] == " lab: Forward web\\x1b listens on 127.0.0.1:8888"


@pytest.mark.parametrize("what", Happening)
def test_each_happening_has_words_even_without_facts(what: Happening) -> None:
    facts = {"since": "0", "tries": "3"} if what is Happening.RETRYING else {}
    assert told(Activity(number=1, at=0.0, what=what, subject="x", facts=facts)) or what in (
        Happening.BROWSER_SWITCHED,
        Happening.PROXY_TAKEN,
    )
