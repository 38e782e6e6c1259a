"""What the desktop is told: what needs a person and what they would miss, each once, and nothing that they see."""

from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, forward, question, state_of
from tests.qt.paper import Paper
from towpath.model.command import RetryNow
from towpath.model.desktop import BringBack
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import (
    ConnectionChanged,
    QuestionAsked,
    QuestionWithdrawn,
    SettingsChanged,
    ToBringBackChanged,
)
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.host_config import CommandKind, ImportedCommand
from towpath.model.prompt import (
    Asked,
    CodeAsked,
    CommandAsked,
    HostKeyAsked,
    Line,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
)
from towpath.model.settings import GeneralSettings, Settings
from towpath.model.state import ConnectionState, Status
from towpath.qt.bridge import Bridge
from towpath.qt.messages.message import Act
from towpath.qt.messages.messages import Messages
from towpath.qt.messages.telling import AGAIN_SECONDS
from towpath.qt.messages.words import question_message

GATE = "ann@gate.example"
OFFLINE = Problem(ProblemKind.NETWORK_DOWN, "ann@lab.example")
SILENT = Problem(ProblemKind.STOPPED_ANSWERING, "ann@lab.example", {"seconds": "45"})
REFUSED = Problem(ProblemKind.KEYS_REFUSED, "ann@lab.example")


class Desk:
    """The policy, its clock and what became of it."""

    def __init__(self, engine: FakeEngine, bridge: Bridge) -> None:
        self.engine = engine
        self.now = 1000.0
        self.in_sight = False
        self.paper = Paper()
        self.messages = Messages(bridge, self.paper, lambda: self.in_sight, clock=lambda: self.now)  # type: ignore[arg-type]  # the same signals and methods
        self.messages.look()

    def pass_by(self, seconds: float) -> None:
        """Time goes on, and the timer that would have woken it."""
        until = self.now + seconds
        while self.now < until:
            self.now = min(self.now + 1.0, until)
            self.messages.look()

    def publish(self, *states: ConnectionState) -> None:
        for state in states:
            self.engine.publish(ConnectionChanged(state))
        self.messages.look()

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(message.title, message.text) for message in self.paper.there.values()]


@pytest.fixture
def desk(engine: FakeEngine, bridge: Bridge) -> Iterator[Desk]:
    desk = Desk(engine, bridge)
    yield desk
    desk.messages.close()


def up(number: int) -> list[ConnectionState]:
    return [state_of(connection(f"machine {n}", forward("web", 8000 + n)), Status.UP) for n in range(number)]


def now(states: Sequence[ConnectionState], status: Status, problem: Problem | None = None) -> list[ConnectionState]:
    return [replace(changed(state, status), problem=problem) for state in states]


def waiting(name: str, machine: str = GATE) -> ConnectionState:
    problem = Problem(ProblemKind.LOGIN_NEEDED, machine, {"reason": "no answer for 45 s"})
    return state_of(connection(name), Status.WAITING_FOR_USER, problem=problem)


# --- losses


def test_ten_connections_and_one_message(desk: Desk) -> None:
    ten = up(10)
    desk.publish(*ten)
    for state in ten:  # each finds out by itself
        desk.publish(*now([state], Status.WAITING_FOR_NETWORK, OFFLINE))
        desk.pass_by(0.9)
    assert desk.paper.shown == [], "the first was lost less than ten seconds ago"
    desk.pass_by(30)
    hope = "This machine has no network. They come back by themselves as soon as they can."
    names = "machine 0, machine 1, machine 2, machine 3 and 6 more"
    assert desk.texts == [("10 connections are lost", f"{hope}\n{names}")]
    assert [act for act, _ in desk.paper.there["trouble"].acts] == [Act.OPEN]

    for status in (Status.CONNECTING, Status.RETRYING, Status.WAITING_FOR_NETWORK, Status.CONNECTING):
        desk.publish(*now(ten, status, SILENT))
        desk.pass_by(20)
    desk.publish(*now(ten[:7], Status.UP))
    desk.publish(*now(ten[7:], Status.FAILED, REFUSED))
    desk.pass_by(3)
    assert desk.texts == [
        ("3 connections did not come back", "machine 7, machine 8, machine 9\n7 connections are back")
    ]
    assert desk.paper.popped_up == 1

    desk.publish(*now(ten, Status.UP))
    assert desk.texts == []
    desk.pass_by(600)
    assert desk.paper.popped_up == 1


def test_a_connection_that_is_back_at_once_is_not_worth_a_word(desk: Desk) -> None:
    (lab,) = up(1)
    for _ in range(5):
        desk.publish(lab)
        desk.publish(*now([lab], Status.RETRYING, SILENT))
        desk.pass_by(9)
    desk.publish(lab)
    desk.pass_by(60)
    assert desk.paper.shown == []


def test_those_that_go_soon_after_are_told_with_the_first(desk: Desk) -> None:
    ten = up(10)
    desk.publish(*ten)
    for state in ten[:9]:
        desk.publish(*now([state], Status.RETRYING, SILENT))
        desk.pass_by(0.8)
    desk.pass_by(2.8)
    assert desk.paper.shown == []
    desk.publish(*now(ten[9:], Status.RETRYING, SILENT))  # may be back at once
    desk.pass_by(1)
    assert [message.title for _, message in desk.paper.shown] == ["9 connections are lost"]
    desk.publish(*ten)
    assert desk.texts == []


def test_one_that_is_lost(desk: Desk) -> None:
    (lab,) = up(1)
    desk.publish(lab)
    desk.publish(*now([lab], Status.RETRYING, SILENT))
    desk.pass_by(10)
    assert desk.texts == [
        ("machine 0 is disconnected", "No answer for 45 s. It comes back by itself as soon as it can.")
    ]
    desk.paper.chosen.emit("trouble", Act.RETRY.value)
    assert desk.engine.commands == [RetryNow(connection="machine 0")]
    shown = QSignalSpy(desk.messages.show_connection)
    desk.paper.chosen.emit("trouble", Act.OPEN.value)
    assert shown.at(0) == ["machine 0"]


def test_a_try_that_ends_in_failure_says_why(desk: Desk) -> None:
    (lab,) = up(1)
    desk.publish(lab)
    desk.publish(*now([lab], Status.FAILED, REFUSED))
    desk.pass_by(10)
    ((title, text),) = desk.texts
    assert title == "machine 0 did not come back"
    assert text
    desk.paper.chosen.emit("trouble", Act.CONNECT.value)
    assert desk.engine.commands == [RetryNow(connection="machine 0")]


def test_what_the_user_does_is_not_told(desk: Desk) -> None:
    one, two = up(2)
    desk.publish(one, *now([two], Status.OFF))
    desk.publish(*now([one], Status.OFF))  # taken down
    desk.publish(*now([two], Status.CONNECTING))  # brought up, in vain
    desk.publish(*now([two], Status.FAILED, REFUSED))
    desk.pass_by(600)
    assert desk.paper.shown == []


def test_a_message_that_was_closed_stays_away(desk: Desk) -> None:
    ten = up(10)
    desk.publish(*ten)
    desk.publish(*now(ten[:5], Status.RETRYING, SILENT))
    desk.pass_by(10)
    desk.paper.dismiss("trouble")
    for state in ten[5:]:
        desk.publish(*now([state], Status.RETRYING, SILENT))
        desk.pass_by(15)
    assert desk.paper.popped_up == 1
    desk.publish(*now(ten, Status.FAILED, REFUSED))
    desk.pass_by(AGAIN_SECONDS)
    assert desk.paper.popped_up == 2, "what did not come back needs somebody"


def test_nothing_is_told_to_who_looks_at_the_window(desk: Desk) -> None:
    ten = up(10)
    desk.publish(*ten)
    desk.in_sight = True
    desk.publish(*now(ten, Status.RETRYING, SILENT))
    desk.pass_by(60)
    desk.in_sight = False
    desk.pass_by(60)
    assert desk.paper.shown == []


def test_the_message_goes_when_the_window_comes(desk: Desk) -> None:
    (lab,) = up(1)
    desk.publish(lab)
    desk.publish(*now([lab], Status.RETRYING, SILENT))
    desk.pass_by(10)
    assert desk.texts
    desk.in_sight = True
    desk.pass_by(1)
    assert not desk.texts


def test_it_goes_at_once_when_the_focus_moves_to_the_window(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    (lab,) = up(1)
    desk.publish(lab)
    desk.publish(*now([lab], Status.RETRYING, SILENT))
    desk.pass_by(60)
    assert desk.texts
    settled = QTimer(singleShot=True)
    with qtbot.wait_signal(settled.timeout):  # after its own first look
        settled.start(0)
    desk.in_sight = True
    qapp.focusWindowChanged.emit(None)
    qtbot.wait_until(lambda: not desk.texts, timeout=900)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (GeneralSettings(), {"trouble", "questions", "queue", "edit"}),
        (GeneralSettings(tell_of_losses=False), {"trouble", "questions", "queue", "edit"}),
        (GeneralSettings(tell_of_logins=False), {"trouble", "queue", "edit"}),
        (GeneralSettings(tell_of_transfers=False), {"trouble", "questions", "edit"}),
        (GeneralSettings(tell_of_losses=False, tell_of_logins=False), {"queue", "edit"}),
    ],
)
def test_the_settings(desk: Desk, settings: GeneralSettings, told: set[str]) -> None:
    desk.engine.publish(SettingsChanged(Settings(general=settings)))
    (lab,) = up(1)
    desk.publish(lab)
    desk.publish(*now([lab], Status.RETRYING, SILENT), waiting("office"))
    desk.engine.publish(QuestionAsked(question(1, PasswordAsked(account=GATE))))
    desk.pass_by(10)
    desk.messages.tell_of_queue("2 files transferred", "", False)
    desk.messages.tell_of_edit("notes.txt is not uploaded", "")
    assert set(desk.paper.there) == told


# --- logins


def test_a_lost_login_is_told_once_however_many_share_it(desk: Desk) -> None:
    desk.publish(*(waiting(f"machine {n}") for n in range(5)))
    desk.pass_by(1)
    why = "No answer for 45 s; a password or code was given for it, and is not repeated by itself"
    assert desk.texts == [(f"{GATE} waits for you to log in", why)]
    alarmed = QSignalSpy(desk.messages.needs_person)
    desk.paper.chosen.emit("trouble", Act.LOG_IN.value)
    assert desk.engine.commands == [RetryNow(connection="machine 0")]
    desk.publish(*now([waiting(f"machine {n}") for n in range(5)], Status.UP))
    assert desk.texts == []
    assert alarmed.count() == 0
    desk.publish(waiting("machine 3"))
    desk.pass_by(2)
    assert (desk.paper.popped_up, alarmed.count()) == (2, 1)


def test_while_somebody_logs_in_again_nothing_is_called_lost(desk: Desk) -> None:
    (lab,) = up(1)
    desk.publish(lab)
    desk.publish(waiting(lab.connection.name))
    desk.pass_by(30)
    assert [title for title, _ in desk.texts] == [f"{GATE} waits for you to log in"]
    for status in (Status.CONNECTING, Status.WAITING_FOR_USER, Status.CONNECTING):
        desk.publish(*now([lab], status))
        desk.pass_by(30)
        assert desk.texts == []
    desk.publish(*now([lab], Status.FAILED, REFUSED))
    desk.pass_by(AGAIN_SECONDS)
    assert [title for title, _ in desk.texts] == ["machine 0 did not come back"]


def test_several_machines_and_one_message(desk: Desk) -> None:
    ten = up(10)
    desk.publish(*ten)
    for number, state in enumerate(ten):
        desk.publish(waiting(state.connection.name, f"ann@gate{number}"))
        desk.pass_by(3)
    ((title, text),) = desk.texts
    assert title == "10 machines wait for you to log in"
    assert text == "ann@gate0, ann@gate1, ann@gate2, ann@gate3 and 6 more"
    assert desk.paper.popped_up == 1
    desk.paper.chosen.emit("trouble", Act.LOG_IN.value)
    assert desk.engine.commands == [RetryNow(connection=state.connection.id) for state in ten]


def test_a_network_that_is_gone_takes_both_kinds_in_one_message(desk: Desk) -> None:
    ten = up(10)
    desk.publish(*ten)
    desk.publish(*now(ten[:6], Status.WAITING_FOR_NETWORK, OFFLINE))
    desk.publish(*(waiting(state.connection.name) for state in ten[6:]))
    desk.pass_by(60)
    ((title, text),) = desk.texts
    assert title == f"{GATE} waits for you to log in"
    assert "6 connections are lost: This machine has no network." in text
    assert desk.paper.popped_up == 1


# --- questions


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, False) for text in texts)


@pytest.mark.parametrize(
    ("asked", "title", "urgent"),
    [
        (CodeAsked(account=GATE, lines=lines("Verification code:")), f"{GATE} asks for a code", True),
        (CodeAsked(account=GATE, lines=lines("Password: ")), f"{GATE} asks for a password", True),
        (PasswordAsked(account=GATE), f"{GATE} asks for a password", False),
        (PassphraseAsked(file="/home/ann/.ssh/id_ed25519"), "The key id_ed25519 is locked", False),
        (
            HostKeyAsked(host="gate.example", key_type="ssh-ed25519", fingerprint="SHA256:x", randomart=""),
            "Is this the right machine? The host key of gate.example is new",
            False,
        ),
        (
            OverwriteAsked(
                source=b"/a/b\xff",
                source_attributes=Attributes(kind=FileKind.FILE),
                destination=b"/c/b\x1b\xff",
                destination_attributes=Attributes(kind=FileKind.FILE),
            ),
            "b\\x1b\\xff is there already",
            False,
        ),
        (
            CommandAsked(command=ImportedCommand(kind=CommandKind.PROXY_COMMAND, text="nc")),
            "A command wants to run on this machine",
            False,
        ),
    ],
)
def test_each_question_in_words(asked: Asked, title: str, urgent: bool) -> None:
    message = question_message([question(1, asked)])
    assert (message.title, message.text, message.urgent) == (title, "Connection lab", urgent)
    assert message.stands, "it waits until somebody comes back to the desk"


def test_a_question_that_nobody_sees(desk: Desk) -> None:
    code = CodeAsked(account=GATE, lines=lines("Verification code:"))
    desk.engine.publish(QuestionAsked(question(1, code)))
    desk.messages.look()
    assert desk.texts == [], "its dialog may come to the front"
    desk.pass_by(1)
    assert desk.texts == [(f"{GATE} asks for a code", "Connection lab")]
    wanted = QSignalSpy(desk.messages.answer)
    desk.paper.chosen.emit("questions", Act.OPEN.value)
    assert wanted.count() == 1
    desk.engine.publish(QuestionAsked(question(2, PasswordAsked(account="ann@other"))))
    desk.pass_by(3)
    assert desk.texts == [("2 questions wait for you", f"{GATE} asks for a code\nann@other asks for a password")]
    for number in (1, 2):
        desk.engine.publish(QuestionWithdrawn(number))
    desk.pass_by(1)
    assert desk.texts == []
    assert desk.paper.popped_up == 1


def test_questions_of_terminals_are_theirs(desk: Desk) -> None:
    desk.engine.publish(QuestionAsked(question(1, PasswordAsked(account=GATE), asker="terminal")))
    desk.pass_by(60)
    assert desk.paper.shown == []


def test_a_dialog_that_was_seen_is_not_told_of_while_the_code_is_looked_up(desk: Desk) -> None:
    desk.in_sight = True
    desk.engine.publish(QuestionAsked(question(1, PasswordAsked(account=GATE))))
    desk.pass_by(0.5)
    desk.in_sight = False
    desk.pass_by(60)
    assert desk.paper.shown == []


# --- others


def test_what_could_be_brought_back(desk: Desk) -> None:
    desk.publish(*now(up(3), Status.OFF))
    desk.engine.publish(ToBringBackChanged(("machine 0", "machine 2")))
    desk.pass_by(6)
    assert desk.texts == [("2 connections were up when Towpath ended", "machine 0, machine 2")]
    desk.paper.chosen.emit("bring-back", Act.CONNECT.value)
    assert desk.engine.commands == [BringBack(accepted=True)]
    desk.engine.publish(ToBringBackChanged(()))
    desk.pass_by(1)
    assert desk.texts == []


def test_a_failure_of_a_click_leads_to_the_connection(desk: Desk) -> None:
    desk.messages.say(Problem(ProblemKind.CANCELLED))
    assert desk.paper.shown == []
    desk.messages.say(Problem(ProblemKind.REFUSED, "ann@lab"), "lab")
    ((title, text),) = desk.texts
    assert title == "Cannot reach ann@lab"
    assert "refused" in text
    shown = QSignalSpy(desk.messages.show_connection)
    desk.paper.chosen.emit("click", Act.OPEN.value)
    assert shown.at(0) == ["lab"]


def test_the_queue_leads_to_the_files(desk: Desk) -> None:
    shown = QSignalSpy(desk.messages.show_files)
    desk.messages.tell_of_queue("2 files transferred", "", True)
    assert desk.paper.there["queue"].sound == "complete"
    for act in (Act.OPEN, Act.SHOW_QUEUE):
        desk.paper.chosen.emit("queue", act.value)
    assert shown.count() == 2


def test_what_nobody_saw_is_told_when_the_message_service_comes(desk: Desk) -> None:
    """At login it may come later than the program."""
    desk.publish(waiting("lab"))
    desk.pass_by(1)
    desk.paper.unseen.emit("trouble")
    desk.paper.dismiss("trouble")
    desk.pass_by(600)
    assert desk.texts == []
    desk.paper.service_came.emit()
    assert [title for title, _ in desk.texts] == [f"{GATE} waits for you to log in"]


def test_its_own_timer_wakes_it(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    paper = Paper()
    messages = Messages(bridge, paper, lambda: False)  # type: ignore[arg-type]  # the same signals and methods
    engine.publish(ConnectionChanged(waiting("lab")))
    qtbot.wait_until(lambda: "trouble" in paper.there)
    messages.close()
