"""What the rules of a synchronisation ask for, and what is told of its end."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from towpath.model.error import Problem, ProblemKind
from towpath.model.settings import FileSettings
from towpath.model.transfer import (
    HERE,
    Amounts,
    Batch,
    Comparison,
    Conflict,
    Differ,
    Direction,
    FileOutcome,
    FileResult,
    Options,
    Place,
    TransferState,
    TransferStatus,
)
from towpath.qt.synchronise import outcome
from towpath.qt.synchronise.outcome import Outcome, amount_text
from towpath.qt.synchronise.plan_tree import Amount
from towpath.qt.synchronise.rules import Rules

FIRST, SECOND = Place(HERE, b"/a"), Place("lab", b"/b")


@pytest.fixture
def rules(qtbot: QtBot) -> Rules:
    made = Rules()
    qtbot.add_widget(made)
    return made


def choose(rules: Rules, direction: Direction) -> None:
    rules.direction.setCurrentIndex(rules.direction.findData(direction))


def asked(rules: Rules, limit: int = 0) -> Comparison:
    return rules.comparison("x", FIRST, SECOND, FileSettings(limit=limit))


def conflicts(rules: Rules) -> list[Conflict]:
    return [Conflict(rules.conflict.itemData(row)) for row in range(rules.conflict.count())]


def test_it_begins_with_what_does_no_harm(rules: Rules) -> None:
    assert asked(rules) == Comparison(
        id="x",
        first=FIRST,
        second=SECOND,
        direction=Direction.UP,
        differ=Differ.TIME,
        delete=False,
        options=Options(conflict=Conflict.OVERWRITE),
    )


def test_what_is_left_out_is_split_as_a_shell_does(rules: Rules) -> None:
    rules.excludes.setText("*.o 'a b' node_modules/")
    assert asked(rules, limit=7).options == Options(
        conflict=Conflict.OVERWRITE, excludes=("*.o", "a b", "node_modules/"), limit=7
    )
    rules.excludes.setText("'*.o")
    with pytest.raises(ValueError, match="quotation"):
        asked(rules)


def test_both_ways_nothing_is_deleted_and_nobody_leads(rules: Rules) -> None:
    rules.delete.setChecked(True)
    assert asked(rules).delete
    choose(rules, Direction.BOTH)
    assert not rules.delete.isEnabled()
    assert not asked(rules).delete
    assert conflicts(rules) == [Conflict.ASK, Conflict.NEWER]
    choose(rules, Direction.DOWN)
    assert rules.delete.isEnabled()
    assert asked(rules).delete
    assert conflicts(rules) == [Conflict.OVERWRITE, Conflict.NEWER, Conflict.ASK]


def test_what_was_chosen_stays_where_it_is_still_offered(rules: Rules) -> None:
    rules.conflict.setCurrentIndex(1)
    choose(rules, Direction.BOTH)
    assert asked(rules).options.conflict is Conflict.NEWER


def test_every_change_is_told(qtbot: QtBot, rules: Rules) -> None:
    with qtbot.wait_signal(rules.edited):
        choose(rules, Direction.DOWN)
    with qtbot.wait_signal(rules.edited):
        rules.differ.setCurrentIndex(1)
    with qtbot.wait_signal(rules.edited):
        rules.conflict.setCurrentIndex(2)
    with qtbot.wait_signal(rules.edited):
        rules.delete.click()
    with qtbot.wait_signal(rules.edited):
        QTest.keyClicks(rules.excludes, "x")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(), "Nothing is chosen."),
        (Amount(folders=2), "Only folders to make."),
        (Amount(undecided=2), "2 undecided, left as they are."),
        (
            Amount(copied=3, updated=2, deleted=1, bytes_to_second=12_000_000, bytes_to_first=5),
            "3 to copy, 2 to update, 1 to delete; 12 MB to the right, 5 B to the left.",
        ),
    ],
)
def test_an_amount_in_words(amount: Amount, text: str) -> None:
    assert amount_text(amount) == text


def results(count: int) -> list[FileResult]:
    problem = Problem(ProblemKind.PERMISSION_DENIED, "/a")
    failed = FileResult(source=b"/a", destination=b"/b", outcome=FileOutcome.FAILED, problem=problem)
    return [failed] * count + [FileResult(source=b"/c", destination=b"/d", outcome=FileOutcome.STORED)]


def state(amounts: Amounts) -> TransferState:
    batch = Batch(id="x", sources=(FIRST,), destination=SECOND, synchronises="x")
    return TransferState(batch=batch, status=TransferStatus.RUNNING, amounts=amounts)


def test_what_came_of_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "MOST_FAILURES", 3)
    shown = Outcome()
    qtbot.add_widget(shown)
    shown.begin(Amount(copied=4))
    shown.take(results(5))
    assert shown.failures.count() == 3
    amounts = Amounts(files_found=9, files_done=6, files_skipped=2, files_failed=4, deleted=3, bytes_done=5)
    shown.show_state(state(amounts))
    shown.end(Problem(ProblemKind.TRANSFER_INCOMPLETE))
    assert shown.heading.text() == "Done but for 5 that failed"
    assert shown.detail.text() == "4 files copied or updated, 3 deleted, 5 B moved."

    shown.begin(Amount(copied=4))
    assert shown.failures.count() == 0
    shown.end(None)
    assert shown.heading.text() == "Done"
    shown.begin(Amount(copied=4))
    shown.show_state(state(amounts))
    shown.end(None)
    assert shown.heading.text() == "Done but for 4 that failed", "as the queue counts, though nobody told which"
