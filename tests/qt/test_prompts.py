"""The prompts: one at a time, withdrawn when nobody wants an answer, plain text only, safe defaults."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, question
from towpath.model.command import GiveAnswer
from towpath.model.event import QuestionAsked, QuestionWithdrawn
from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.prompt import (
    Accept,
    Choice,
    CodeAsked,
    HostKeyAsked,
    Line,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Refuse,
    Scope,
    Secrets,
)
from towpath.model.transfer import Conflict
from towpath.qt.bridge import Bridge
from towpath.qt.path_label import PathLabel
from towpath.qt.prompts.code import CodeDialog
from towpath.qt.prompts.dialog import PromptDialog
from towpath.qt.prompts.host_key import HostKeyDialog
from towpath.qt.prompts.overwrite import OverwriteDialog
from towpath.qt.prompts.queue import PromptQueue
from towpath.qt.prompts.secrets import SecretDialog

EVIL = "<b>bold<br>\x1b[31m\u202egnp"
SHOWN = r"<b>bold<br>\x1b[31m\u202egnp"
HOST_KEY = HostKeyAsked(host="gate", key_type="ssh-ed25519", fingerprint="SHA256:abc", randomart="+--+\n|oo|\n+--+")

OVERWRITE = OverwriteAsked(
    source=b"/here/a",
    source_attributes=Attributes(kind=FileKind.FILE, size=2_000_000, mtime=1_700_000_000 * SECOND + 1),
    destination=b"/there/\xff",
    destination_attributes=Attributes(kind=FileKind.FILE, size=1_000, mtime=1_600_000_000 * SECOND),
)


@pytest.fixture
def queue(engine: FakeEngine, bridge: Bridge) -> PromptQueue:
    return PromptQueue(bridge)


def ask(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, number: int, asked: object) -> PromptDialog:
    engine.publish(QuestionAsked(question(number, asked)))  # type: ignore[arg-type]  # one of the kinds below
    qtbot.wait_until(lambda: queue.dialog is not None)
    assert queue.dialog is not None
    return queue.dialog


def texts(dialog: PromptDialog) -> list[str]:
    labels = dialog.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels if "<" in label.text())
    return [label.text() for label in labels if label.isVisibleTo(dialog)]


def test_return_and_escape_do_not_trust_a_host_key(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    for number, key in enumerate((Qt.Key.Key_Return, Qt.Key.Key_Escape), start=1):
        dialog = ask(qtbot, engine, queue, number, HOST_KEY)
        assert not dialog.isModal()
        QTest.keyClick(dialog, key)
        assert engine.commands[-1] == GiveAnswer(id=number, answer=Refuse())
        engine.publish(QuestionWithdrawn(number))
        qtbot.wait_until(lambda: queue.dialog is None)


def test_a_host_key_is_trusted_by_its_button(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = ask(qtbot, engine, queue, 1, HOST_KEY)
    assert isinstance(dialog, HostKeyDialog)
    shown = texts(dialog)
    assert HOST_KEY.fingerprint in shown
    assert HOST_KEY.randomart in shown
    assert not any("used to show another key" in text for text in shown)
    dialog.yes_button.click()
    assert engine.commands == [GiveAnswer(id=1, answer=Accept())]


def test_another_known_key_is_warned_of(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = ask(qtbot, engine, queue, 1, replace(HOST_KEY, other_known_types=("ssh-rsa",)))
    shown = " ".join(texts(dialog))
    assert "This machine used to show another key" in shown
    assert "ssh-rsa" in shown
    dialog.reject()


def test_a_password_is_sent_and_forgotten(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = ask(qtbot, engine, queue, 1, PasswordAsked(account="ann@gate", can_remember=True, can_keep=True))
    assert isinstance(dialog, SecretDialog)
    assert dialog.line.echoMode() == QLineEdit.EchoMode.Password
    assert [dialog.keep.itemText(row) for row in range(dialog.keep.count())] == [
        "no",
        "until Towpath ends",
        "in the system's keyring",
    ]
    assert dialog.keep.currentText() == "no", "nothing is kept unless somebody says so"
    QTest.keyClicks(dialog.line, "hunter2")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert engine.commands == [GiveAnswer(id=1, answer=Secrets(values=("hunter2",)))]
    assert dialog.line.text() == ""


@pytest.mark.parametrize(
    ("chosen", "answer"),
    [
        ("until Towpath ends", Secrets(values=("hunter2",), for_session=True)),
        ("in the system's keyring", Secrets(values=("hunter2",), remember=True)),
    ],
)
def test_a_password_is_kept_where_the_person_says(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, chosen: str, answer: Secrets
) -> None:
    dialog = ask(qtbot, engine, queue, 1, PasswordAsked(account="ann@gate", can_remember=True, can_keep=True))
    assert isinstance(dialog, SecretDialog)
    QTest.keyClicks(dialog.line, "hunter2")
    dialog.keep.setCurrentText(chosen)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert engine.commands == [GiveAnswer(id=1, answer=answer)]


def test_without_a_keyring_it_can_be_kept_until_the_end(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    asked = PasswordAsked(account="ann@gate", can_keep=True, cannot_remember_why="it is locked")
    dialog = ask(qtbot, engine, queue, 1, asked)
    assert isinstance(dialog, SecretDialog)
    assert [dialog.keep.itemText(row) for row in range(dialog.keep.count())] == ["no", "until Towpath ends"]
    assert "The keyring cannot keep it: it is locked" in texts(dialog)
    dialog.reject()


def test_return_logs_in_also_where_the_desktop_puts_cancel_first(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, qapp: QApplication
) -> None:
    """As GNOME does: Qt, left to itself, has Return press the first button."""
    before = qapp.styleSheet()
    qapp.setStyleSheet(
        f"{before} QDialogButtonBox {{ button-layout: {QDialogButtonBox.ButtonLayout.GnomeLayout.value} }}"
    )
    try:
        dialog = ask(qtbot, engine, queue, 1, PasswordAsked(account="ann@gate"))
        assert isinstance(dialog, SecretDialog)
        QTest.keyClicks(dialog.line, "hunter2")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    finally:
        qapp.setStyleSheet(before)
    assert engine.commands == [GiveAnswer(id=1, answer=Secrets(values=("hunter2",)))]


@pytest.mark.usefixtures("theme")
def test_what_return_does_stands_out(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = ask(qtbot, engine, queue, 1, PasswordAsked(account="ann@gate"))
    log_in, cancel = dialog.findChildren(QPushButton)
    assert (log_in.isDefault(), cancel.isDefault()) == (True, False)
    beside_text = [button.grab().toImage().pixelColor(6, 12) for button in (log_in, cancel)]
    assert beside_text[0] != beside_text[1]
    dialog.reject()


def test_remembering_is_offered_only_where_it_is_possible(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    asked = PassphraseAsked(file="~/.ssh/id", cannot_remember_why="no keyring", refused_before=True)
    dialog = ask(qtbot, engine, queue, 1, asked)
    assert isinstance(dialog, SecretDialog)
    assert not dialog.keep.isVisible()
    assert "The keyring cannot keep it: no keyring" in texts(dialog)
    assert "The passphrase is wrong. Try again." in texts(dialog)
    QTest.keyClicks(dialog.line, "x")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert engine.commands == [GiveAnswer(id=1, answer=Secrets(values=("x",)))]


def test_several_codes_keep_their_echo(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    asked = CodeAsked(
        account="ann@gate", title="Login", instruction="Two\nlines", lines=(Line("PIN: ", False), Line("Code: ", True))
    )
    dialog = ask(qtbot, engine, queue, 1, asked)
    assert isinstance(dialog, CodeDialog)
    assert [line.echoMode() for line in dialog.lines] == [QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal]
    assert {"Login", "Two\nlines", "PIN:", "Code:"} <= set(texts(dialog))
    QTest.keyClicks(dialog.lines[0], "1234")
    QTest.keyClick(dialog.lines[0], Qt.Key.Key_Return)
    assert engine.commands == [], "Return goes on to the empty line"
    QTest.keyClicks(dialog.lines[1], "000111")
    QTest.keyClick(dialog.lines[1], Qt.Key.Key_Return)
    assert engine.commands == [GiveAnswer(id=1, answer=Secrets(values=("1234", "000111")))]


def test_a_refused_code_is_asked_again(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    asked = CodeAsked(account="ann@gate", lines=(Line("Code: ", echo=True),), refused_before=True)
    dialog = ask(qtbot, engine, queue, 1, asked)
    assert "The server refused what was typed. Try again." in texts(dialog)
    dialog.reject()


def test_a_request_without_lines_can_be_answered(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = ask(qtbot, engine, queue, 1, CodeAsked(account="ann@gate", instruction="Touch your key"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert engine.commands == [GiveAnswer(id=1, answer=Secrets(values=()))]


def overwrite(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, asked: OverwriteAsked) -> OverwriteDialog:
    dialog = ask(qtbot, engine, queue, 1, asked)
    assert isinstance(dialog, OverwriteDialog)
    return dialog


def overwrite_again(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, number: int) -> OverwriteDialog:
    dialog = ask(qtbot, engine, queue, number, OVERWRITE)
    assert isinstance(dialog, OverwriteDialog)
    return dialog


def test_both_files_are_shown_with_what_tells_them_apart(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = overwrite(qtbot, engine, queue, OVERWRITE)
    shown = texts(dialog)
    assert {"/here", "a", "/there", r"\xff", "2.0 MB, larger", "1.0 kB"} <= set(shown)
    assert [text.startswith("changed 20") for text in shown if "changed" in text] == [True, True]
    assert [text.endswith(", newer") for text in shown if "changed" in text] == [False, True]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert engine.commands == [GiveAnswer(id=1, answer=Refuse())]


def test_sizes_that_look_alike_are_told_to_the_byte(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    nearly = replace(OVERWRITE.source_attributes, size=2_000_001)
    dialog = overwrite(qtbot, engine, queue, replace(OVERWRITE, destination_attributes=nearly, can_resume=True))
    shown = texts(dialog)
    assert {"2000000 bytes", "2000001 bytes, larger"} <= set(shown)
    assert [text.endswith(", at the same time") for text in shown if "changed" in text] == [True, True]
    assert any("may be the beginning of this file" in text for text in shown)
    dialog.reject()


def marked(dialog: PromptDialog) -> list[str]:
    """What stands out by its weight and a sign, but for names."""
    usual = dialog.font().weight()
    labels = [one for one in dialog.findChildren(QLabel) if not isinstance(one, PathLabel) and one.text()]
    return [
        one.text() for one in labels if one.font().weight() > usual and ("B" in one.text() or "changed" in one.text())
    ]


def test_what_is_the_same_or_not_known_does_not_stand_out(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    timeless = replace(OVERWRITE.source_attributes, mtime=None)
    dialog = overwrite(qtbot, engine, queue, replace(OVERWRITE, destination_attributes=timeless))
    shown = texts(dialog)
    assert shown.count("2.0 MB, the same") == 2
    assert [text.endswith(", newer") for text in shown if "changed" in text] == [False], "nobody knows"
    assert marked(dialog) == []
    dialog.reject()
    qtbot.wait_until(lambda: queue.dialog is None)
    engine.publish(QuestionWithdrawn(1))
    dialog = overwrite_again(qtbot, engine, queue, 2)
    assert [text.endswith((", larger", ", newer")) for text in marked(dialog)] == [True, True]
    dialog.reject()


def test_a_hostile_path_is_shown_escaped_and_not_all_of_it(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue
) -> None:
    path = b"/" + b"x" * 100_000 + "/a.t\u202ext".encode()
    dialog = overwrite(qtbot, engine, queue, replace(OVERWRITE, destination=path))
    assert max(map(len, texts(dialog))) < 10_000
    assert dialog.scopes[Scope.TYPE].text() == r"A&ll .t\u202ext files"
    dialog.reject()


def test_return_overwrites_nothing(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    QTest.keyClick(overwrite(qtbot, engine, queue, OVERWRITE), Qt.Key.Key_Return)
    assert engine.commands == [GiveAnswer(id=1, answer=Choice(conflict=Conflict.SKIP))]


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize(
    ("button", "conflict"),
    [
        ("skip_button", Conflict.SKIP),
        ("keep_both_button", Conflict.RENAME),
        ("overwrite_button", Conflict.OVERWRITE),
    ],
)
def test_each_button_says_what_to_do(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, button: str, conflict: Conflict, scope: Scope
) -> None:
    dialog = overwrite(qtbot, engine, queue, OVERWRITE)
    assert dialog.scopes[Scope.FILE].isChecked()
    dialog.scopes[scope].click()
    getattr(dialog, button).click()
    assert engine.commands == [GiveAnswer(id=1, answer=Choice(conflict=conflict, scope=scope))]


def test_a_type_is_called_by_its_ending(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = overwrite(qtbot, engine, queue, replace(OVERWRITE, destination=b"/there/a&b.tar.g&z"))
    assert dialog.scopes[Scope.TYPE].text() == "A&ll .tar.g&&z files"
    dialog.reject()
    qtbot.wait_until(lambda: queue.dialog is None)
    engine.publish(QuestionWithdrawn(1))
    dialog = overwrite_again(qtbot, engine, queue, 2)
    assert dialog.scopes[Scope.TYPE].text() == "A&ll files without an ending"
    dialog.reject()


def test_a_conflict_is_decided_by_keyboard_alone(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    dialog = overwrite(qtbot, engine, queue, OVERWRITE)
    dialog.activateWindow()
    qtbot.wait_until(dialog.isActiveWindow)
    keys = [a.text().partition("&")[2][:1].lower() for a in (*dialog.scopes.values(), *dialog.buttons.buttons())]
    assert len(set(keys)) == len(keys) == 8
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    qtbot.wait_until(dialog.scopes[Scope.FOLDER].isChecked)
    QTest.keyClick(dialog, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.wait_until(lambda: bool(engine.commands))
    assert engine.commands == [GiveAnswer(id=1, answer=Choice(conflict=Conflict.OVERWRITE, scope=Scope.FOLDER))]


@pytest.mark.parametrize(
    ("button", "conflict"),
    [("skip_button", Conflict.SKIP), ("keep_both_button", Conflict.RENAME), ("overwrite_button", Conflict.OVERWRITE)],
)
def test_an_edited_file_has_words_of_its_own(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, button: str, conflict: Conflict
) -> None:
    dialog = overwrite(qtbot, engine, queue, replace(OVERWRITE, edited=True))
    assert {"This file has changed on the server while you edited it", "On the server now", "Your copy"} <= set(
        texts(dialog)
    )
    assert not dialog.scopes, "there is only this one"
    assert dialog.skip_button.text() == "&Do not upload"
    getattr(dialog, button).click()
    assert engine.commands == [GiveAnswer(id=1, answer=Choice(conflict=conflict))]


def test_long_paths_stay_within_the_dialog(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    long = b"/" + b"x" * 250 + b"/" + b"y" * 250
    dialog = overwrite(qtbot, engine, queue, replace(OVERWRITE, source=long, destination=long))
    assert dialog.width() < 800
    names = [label for label in dialog.findChildren(PathLabel) if label.text() == "y" * 250]
    assert len(names) == 2
    for label in names:
        qtbot.wait_until(lambda label=label: label.height() >= label.heightForWidth(label.width()))  # type: ignore[misc]
    dialog.reject()


@pytest.mark.parametrize(("place", "conflict"), [(0, Conflict.NEWER), (1, Conflict.SIZE_DIFFERS)])
def test_overwriting_may_depend_on_the_files(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, place: int, conflict: Conflict
) -> None:
    dialog = overwrite(qtbot, engine, queue, OVERWRITE)
    dialog.overwrite_if_button.menu().actions()[place].trigger()
    assert engine.commands == [GiveAnswer(id=1, answer=Choice(conflict=conflict))]


@pytest.mark.parametrize(
    "asked",
    [
        HostKeyAsked(host=EVIL, key_type=EVIL, fingerprint=EVIL, randomart=EVIL, other_known_types=(EVIL,), file=EVIL),
        PasswordAsked(account=EVIL, cannot_remember_why=EVIL),
        PassphraseAsked(file=EVIL, fingerprint=EVIL),
        CodeAsked(account=EVIL, title=EVIL, instruction=EVIL, lines=(Line(EVIL, echo=True),)),
        OverwriteAsked(
            source=EVIL.encode(),
            source_attributes=Attributes(kind=FileKind.FILE),
            destination=EVIL.encode(),
            destination_attributes=Attributes(kind=FileKind.FILE),
        ),
    ],
)
def test_texts_from_outside_are_shown_as_they_are(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, asked: object
) -> None:
    dialog = ask(qtbot, engine, queue, 1, asked)
    shown = "".join(texts(dialog))
    assert SHOWN in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    dialog.reject()


def test_questions_queue_up_and_are_withdrawn(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue) -> None:
    first = ask(qtbot, engine, queue, 1, PasswordAsked(account="a"))
    engine.publish(QuestionAsked(question(2, PasswordAsked(account="b"))))
    engine.publish(QuestionAsked(question(3, PasswordAsked(account="c"), asker="terminal")))
    qtbot.wait_until(lambda: first.waiting.text() == "One more question after this one")
    qtbot.wait_until(lambda: first.height() >= first.sizeHint().height())
    engine.publish(QuestionWithdrawn(1))
    qtbot.wait_until(lambda: queue.dialog is not first)
    assert queue.dialog is not None
    assert queue.dialog.question.id == 2
    assert engine.commands == [], "a withdrawn question is not answered"
    queue.dialog.reject()
    assert engine.commands == [GiveAnswer(id=2, answer=Refuse())]
    assert queue.dialog is None, "the third belongs to a terminal"


def test_a_question_of_a_terminal_that_left_comes_to_the_window(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue
) -> None:
    engine.publish(QuestionAsked(question(1, PasswordAsked(account="a"), asker="terminal")))
    qtbot.wait(20)
    assert queue.dialog is None
    engine.publish(QuestionAsked(question(1, PasswordAsked(account="a"))))
    qtbot.wait_until(lambda: queue.dialog is not None)
    queue.close()
    assert engine.commands == []


@pytest.mark.parametrize(
    "asked", [PasswordAsked(account="ann@gate"), CodeAsked(account="ann@gate", lines=(Line("Password:", False),))]
)
def test_the_rest_of_a_secret_reaches_no_other_prompt(
    qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, asked: PasswordAsked | CodeAsked
) -> None:
    first = ask(qtbot, engine, queue, 1, asked)
    QTest.keyClicks(first.findChildren(QLineEdit)[0], "sec")
    engine.publish(QuestionAsked(question(2, PasswordAsked(account="bob@other"))))
    engine.publish(QuestionWithdrawn(1))
    qtbot.wait_until(lambda: first.expired)
    assert queue.dialog is first
    assert "This is not asked any more" in first.waiting.text()
    assert not first.typed

    QTest.keyClicks(first.focusWidget(), " ret")
    assert queue.dialog is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert queue.dialog is not first
    assert queue.dialog is not None
    assert queue.dialog.question.id == 2
    assert not queue.dialog.typed
    assert engine.commands == []
    engine.publish(QuestionWithdrawn(2))
    qtbot.wait_until(lambda: queue.dialog is None)


@pytest.mark.parametrize(
    "asked",
    [
        CodeAsked(account="ann@gate", instruction="line\n" * 3000, lines=(Line("Code:", True),)),
        CodeAsked(account="ann@gate", title="W" * 100_000, lines=(Line("W" * 100_000, True),)),
        CodeAsked(account="ann@gate", lines=(Line("Code:", True),) * 64),
    ],
    ids=["many lines", "long words", "many questions"],
)
def test_the_buttons_stay_in_sight(qtbot: QtBot, engine: FakeEngine, queue: PromptQueue, asked: CodeAsked) -> None:
    dialog = ask(qtbot, engine, queue, 1, asked)
    screen = dialog.screen().availableSize()
    assert dialog.width() <= screen.width()
    assert dialog.height() <= screen.height()
    for button in dialog.buttons.buttons():
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().center()))
    assert all(len(text) < 10_000 for text in texts(dialog))
    dialog.reject()
