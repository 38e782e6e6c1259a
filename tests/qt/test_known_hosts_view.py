"""Known hosts: what is told of a line, finding it, comparing a fingerprint, and what the buttons ask of the engine."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.support.window import texts
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged
from towpath.model.trust import (
    CompareFingerprint,
    FingerprintCompared,
    ForgetKnownHosts,
    HostMarker,
    KnownHostLine,
    KnownHostsListed,
    LineNamed,
    ListKnownHosts,
    RevokeHostKey,
    TrustAuthority,
)
from towpath.qt.bridge import Bridge
from towpath.qt.trust.compare_dialog import CompareDialog
from towpath.qt.trust.host_model import Column
from towpath.qt.trust.line_dialogs import LineDialog
from towpath.qt.trust.page import KnownHostsView

Kind = TypeVar("Kind", bound=QWidget)
FILE = "/home/ann/.ssh/known_hosts"
EVIL = "evil\x1b[2J\u202ehost"


def line(
    number: int,
    hosts: str,
    *,
    hashed: bool = False,
    marker: HostMarker = HostMarker.PLAIN,
    used_by: tuple[str, ...] = (),
    writable: bool = True,
    problem: str = "",
) -> KnownHostLine:
    return KnownHostLine(
        file=FILE,
        line=number,
        text=f"{hosts} ssh-ed25519 AAAA{number}",
        marker=marker,
        hosts=hosts,
        hashed=hashed,
        type="ED25519",
        bits=256,
        fingerprint="" if problem else f"SHA256:key{number}0123456789",
        randomart="" if problem else "+--[ED25519 256]--+",
        comment=f"comment{number}",
        used_by=used_by,
        writable=writable,
        problem=problem,
    )


GATE = line(1, "gate,10.0.0.1", used_by=("lab", "gone"))
HIDDEN = line(2, "|1|salt|hash", hashed=True, used_by=("lab",))
CA = line(3, "*.example", marker=HostMarker.AUTHORITY)
STOLEN = line(4, "*", marker=HostMarker.REVOKED)
BROKEN = line(5, "old", problem="its key is damaged", writable=False)
LISTED = KnownHostsListed(lines=(GATE, HIDDEN, CA, STOLEN, BROKEN), files=(FILE,))


@pytest.fixture
def view(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[KnownHostsView]:
    engine.holds = True
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    view = KnownHostsView(bridge)
    qtbot.add_widget(view)
    view.resize(1100, 600)
    with qtbot.wait_exposed(view):
        view.show()
    yield view
    view.hide()


def shown(view: KnownHostsView) -> list[int]:
    """The numbers of the lines in the table."""
    rows = (view.model.value(view.model.index(row, 0)) for row in range(view.model.rowCount()))
    return [one.line for one in rows if one is not None]


def answer(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView, listed: KnownHostsListed = LISTED) -> None:
    """As the engine answers the question that is open."""
    command = engine.asked(ListKnownHosts)
    engine.report(command.request, listed)
    engine.finish(command)
    qtbot.wait_until(lambda: shown(view) == [one.line for one in listed.lines] and view.stack.currentIndex() != 3)


def cells(view: KnownHostsView, row: int) -> list[str]:
    return [str(view.model.index(row, column).data()) for column in Column]


def dialog_of(view: KnownHostsView, kind: type[Kind]) -> Kind:
    return next(dialog for dialog in view.window().findChildren(kind) if dialog.isVisible())


def test_lines_are_listed_with_what_is_so_about_them(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    assert "Reading known hosts…" in texts(view)
    answer(qtbot, engine, view)
    assert cells(view, 0) == ["gate, 10.0.0.1", "ED25519", "SHA256:key1012345…", "known_hosts:1", "used by 2"]
    assert cells(view, 1)[0] == "(hashed)"
    assert [cells(view, row)[4] for row in range(1, 5)] == [
        "hashed, used by 1",
        "authority",
        "revoked",
        "of no use, read only",
    ]
    assert cells(view, 3)[0] == "every host (*)"
    said = str(view.model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "*.example, ED25519, SHA256:key3012345…, known_hosts:3, authority"


def test_the_chosen_line_is_shown_in_full(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    answer(qtbot, engine, view)
    detail = view.detail
    assert detail.title.text() == "gate, 10.0.0.1"
    assert detail.fingerprint.text == GATE.fingerprint
    assert detail.facts.text("place") == f"{FILE}, line 1"
    assert detail.facts.text("comment") == "comment1"
    with qtbot.wait_signal(view.show_connection) as wanted:
        users = [button for button in detail.findChildren(QPushButton, "host-user") if button.isVisible()]
        assert [button.text() for button in users] == ["lab"], "one that was removed is not told"
        users[0].click()
    assert wanted.args == ["lab"]
    view.choose(FILE, 5)
    answer(qtbot, engine, view)
    qtbot.wait_until(lambda: "ssh passes this line over: its key is damaged" in texts(detail))
    assert not view.acts.forget.isEnabled(), "the file is not ours"
    assert not detail.fingerprint.isVisible()


def test_hashed_names_are_found_when_they_are_typed(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    answer(qtbot, engine, view)
    QTest.keyClick(view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.search.hasFocus()
    view.search.setText("10.0")
    assert shown(view) == [1]
    view.search.setText("inner.example:2222")
    assert shown(view) == []
    assert any("A hashed name is found when it is typed in full" in text for text in texts(view))
    qtbot.wait_until(lambda: engine.asked(ListKnownHosts).host == "inner.example:2222")
    question = engine.asked(ListKnownHosts)
    engine.report(question.request, KnownHostsListed(lines=(HIDDEN, CA)))
    engine.finish(question)
    qtbot.wait_until(lambda: shown(view) == [2])
    view.search.setText("lab")
    assert shown(view) == [1, 2], "by the connections that lead there"
    view.search.clear()
    assert len(shown(view)) == 5


def test_forgetting_is_confirmed_and_names_the_line(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    answer(qtbot, engine, view)
    view.activateWindow()
    view.enter()
    qtbot.wait_until(view.table.hasFocus)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    dialog_of(view, QMessageBox).reject()
    view.detail.forget_button.click()
    box = dialog_of(view, QMessageBox)
    assert box.text() == "Forget the key of gate,10.0.0.1?"
    assert "asks whether its key can be trusted" in box.informativeText()
    assert f"{FILE}, line 1 is removed" in box.informativeText()
    assert ".old" in box.informativeText()
    next(button for button in box.findChildren(QPushButton) if button.text() == "&Forget").click()
    command = engine.asked(ForgetKnownHosts)
    assert command.lines == (LineNamed(FILE, 1, GATE.text),)
    problem = Problem(ProblemKind.FILE_CHANGED, FILE)
    with qtbot.wait_signal(view.failed) as failed:
        engine.finish(command, problem)
    assert failed.args == [problem]
    answer(qtbot, engine, view, KnownHostsListed(lines=(CA, STOLEN)))
    assert view.detail.title.text() == "*.example"


VERDICTS = [
    (FingerprintCompared(understood="SHA256:x", same=(GATE,)), "gate", "It is the same key", "known_hosts, line 1"),
    (FingerprintCompared(understood="SHA256:x", other=(GATE,)), "gate", "It is another key", "known by other keys"),
    (FingerprintCompared(understood="SHA256:x", same=(STOLEN,)), "", "Revoked: do not trust it", "line 4"),
    (FingerprintCompared(understood="SHA256:x"), "gate", "Nothing to compare with", "No key of gate is known yet"),
    (FingerprintCompared(understood="SHA256:x"), "", "No known host has this key", "SHA256:x"),
]


@pytest.mark.parametrize(("found", "host", "verdict", "told"), VERDICTS)
def test_the_verdict_on_a_fingerprint(
    qtbot: QtBot,
    engine: FakeEngine,
    view: KnownHostsView,
    found: FingerprintCompared,
    host: str,
    verdict: str,
    told: str,
) -> None:
    answer(qtbot, engine, view)
    view.compare_button.click()
    dialog = dialog_of(view, CompareDialog)
    assert not dialog.compare_button.isEnabled()
    dialog.text.setPlainText("SHA256:typed")
    dialog.host.setText(host)
    dialog.compare_button.click()
    question = engine.asked(CompareFingerprint)
    assert (question.text, question.host) == ("SHA256:typed", host)
    engine.report(question.request, found)
    engine.finish(question)
    qtbot.wait_until(lambda: dialog.verdict.text() == verdict)
    assert told in dialog.told.text()
    dialog.text.setPlainText("SHA256:other")
    assert not dialog.verdict.isVisible(), "it was about what was typed before"
    dialog.reject()


@pytest.mark.parametrize(("same", "verdict"), [((GATE,), "It is the same key"), ((CA,), "It is another key")])
def test_one_line_is_compared_with_its_own_key_only(
    qtbot: QtBot, engine: FakeEngine, view: KnownHostsView, same: tuple[KnownHostLine, ...], verdict: str
) -> None:
    answer(qtbot, engine, view)
    view.detail.compare_button.click()
    dialog = dialog_of(view, CompareDialog)
    assert not dialog.host.isVisible()
    dialog.text.setPlainText("SHA256:typed")
    dialog.compare_button.click()
    question = engine.asked(CompareFingerprint)
    engine.report(question.request, FingerprintCompared(understood="SHA256:typed", same=same))
    engine.finish(question)
    qtbot.wait_until(lambda: dialog.verdict.text() == verdict)
    dialog.reject()


def test_what_is_no_fingerprint_is_said(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    answer(qtbot, engine, view)
    view.compare_button.click()
    dialog = dialog_of(view, CompareDialog)
    dialog.text.setPlainText("hello")
    dialog.compare_button.click()
    problem = Problem(ProblemKind.INVALID, "this text", {"detail": "no fingerprint is in it", "hint": "paste one"})
    engine.finish(engine.asked(CompareFingerprint), problem)
    qtbot.wait_until(lambda: "no fingerprint is in it" in dialog.problem_label.text())
    assert not dialog.verdict.isVisible()
    dialog.reject()


def test_an_authority_is_trusted_and_a_key_revoked(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    answer(qtbot, engine, view, KnownHostsListed(lines=()))
    assert "No known hosts yet" in texts(view)
    view.enter()
    assert view.authority_button.hasFocus()
    view.authority_button.click()
    dialog = dialog_of(view, LineDialog)
    assert not dialog.add_button.isEnabled()
    dialog.key.setPlainText("ssh-ed25519 AAAA ca")
    dialog.hosts.setText("*.example")
    dialog.add_button.click()
    command = engine.asked(TrustAuthority)
    assert command == TrustAuthority(hosts="*.example", public_line="ssh-ed25519 AAAA ca")
    engine.finish(command, Problem(ProblemKind.INVALID, "this key", {"detail": "it is no public key", "hint": "x"}))
    qtbot.wait_until(lambda: "it is no public key" in dialog.problem_label.text())
    assert dialog.key.toPlainText() == "ssh-ed25519 AAAA ca"
    dialog.add_button.click()
    with qtbot.wait_signal(dialog.finished):
        engine.finish(engine.asked(TrustAuthority))
    answer(qtbot, engine, view)
    view.acts.revoke.trigger()
    dialog = dialog_of(view, LineDialog)
    dialog.key.setPlainText("ssh-ed25519 AAAA stolen")
    dialog.add_button.click()
    assert engine.asked(RevokeHostKey) == RevokeHostKey(public_line="ssh-ed25519 AAAA stolen", hosts="*")
    with qtbot.wait_signal(dialog.finished):
        engine.finish(engine.asked(RevokeHostKey))


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    problem = Problem(ProblemKind.FILE_UNREADABLE, "/etc/ssh/ssh_known_hosts", {"detail": "Permission denied"})
    answer(qtbot, engine, view, KnownHostsListed(lines=(GATE,), problems=(problem,)))
    assert "ssh_known_hosts" in view.notice.words
    assert "Permission denied" in view.notice.words


def test_texts_of_the_file_stay_texts(qtbot: QtBot, engine: FakeEngine, view: KnownHostsView) -> None:
    answer(qtbot, engine, view, KnownHostsListed(lines=(line(1, f"<b>{EVIL}"),)))
    view.acts.forget.trigger()
    box = dialog_of(view, QMessageBox)
    said = (*cells(view, 0), *texts(view), *texts(box))
    box.reject()
    for text in said:
        assert "\x1b" not in text
        assert "\u202e" not in text
