"""What the command line shows of transfers: the bar at any width, figures, names that are not UTF-8."""

import io
import json

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from towpath.cli.file_values import encode, entry_values, result_values, transfer_values
from towpath.cli.ls import long_columns
from towpath.cli.progress import Progress, drawn, duration
from towpath.cli.transfer_report import summary
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes, Entry, FileKind
from towpath.model.parse import parse_rate
from towpath.model.transfer import (
    ActiveFile,
    Amounts,
    Batch,
    FileOutcome,
    FileResult,
    Place,
    TransferState,
    TransferStatus,
)

STATE = TransferState(
    batch=Batch(id="b", sources=(Place("", b"/a"),), destination=Place("lab", b"/b")),
    status=TransferStatus.RUNNING,
    amounts=Amounts(
        files_found=200,
        bytes_found=4_000_000,
        listed=True,
        files_done=20,
        files_skipped=3,
        bytes_done=1_000_000,
        bytes_sent=900_000,
    ),
    rate=500_000.0,
    seconds_left=65.0,
    active=(ActiveFile(source=b"/home/ann/\x1b[31m/\xff/figures.pdf", size=2_000_000, moved=500_000),),
    began=100.0,
    ended=102.0,
)


def shown(state: TransferState, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        console.print(drawn(state, width))
    return captured.get().splitlines()


def test_the_bar_tells_everything_where_there_is_room() -> None:
    file, bar = shown(STATE, 120)
    assert file == r"/home/ann/\x1b[31m/\xff/figures.pdf 500 kB of 2.0 MB"
    assert bar.split("  ", 1)[1].strip() == "25 %  1.0 MB of 4.0 MB  20 of 200 files  500 kB/s  1:05 left"


@pytest.mark.parametrize("width", range(12, 121, 4))
def test_the_bar_is_two_lines_at_any_width(width: int) -> None:
    lines = shown(STATE, width)
    assert len(lines) == 2
    assert all(len(line.rstrip()) <= width for line in lines)


def test_wide_characters_have_their_columns() -> None:
    wide = replace(STATE, active=(ActiveFile(source="/家/".encode() + "写真".encode() * 40, size=1000, moved=0),))
    file, _bar = shown(wide, 60)
    assert cell_len(file) <= 60
    assert file.endswith("写真 0 B of 1.0 kB")


def test_narrow_terminals_keep_what_matters_most() -> None:
    assert "25 %" in shown(STATE, 20)[1]
    assert "files" not in shown(STATE, 60)[1]
    assert "1:05 left" in shown(STATE, 60)[1]
    assert shown(STATE, 20)[0].endswith("figures.pdf")


def test_no_share_is_told_of_what_is_not_known_yet() -> None:
    more = replace(STATE, amounts=replace(STATE.amounts, listed=False), seconds_left=None)
    bar = shown(more, 120)[1]
    assert "%" not in bar
    assert "left" not in bar
    assert "20 of 200+ files" in bar


def test_empty_files_are_counted() -> None:
    empty = replace(STATE, amounts=Amounts(files_found=4, files_done=1, listed=True))
    assert "25 %" in shown(empty, 80)[1]


def test_what_it_waits_for_is_said_with_the_reason() -> None:
    waits = replace(STATE, status=TransferStatus.WAITING_FOR_CONNECTION, problem=Problem(ProblemKind.LOST, "ann@gate"))
    assert shown(waits, 120)[0] == "waits for the connection: connection to ann@gate lost"


def test_the_bar_is_gone_when_it_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = io.StringIO()
    progress = Progress(Console(file=out, width=80, force_terminal=True, legacy_windows=False))
    progress.hide()
    assert out.getvalue() == ""
    progress.show(STATE)
    progress.show(replace(STATE, seconds_left=10.0))
    assert out.getvalue().count("\n") < 8, "it is redrawn where it is"
    length = len(out.getvalue())
    progress.hide()
    assert "\x1b[2K" in out.getvalue()[length:], "its lines are erased"
    assert out.getvalue().endswith("\x1b[?25h") or "\x1b[?25h" in out.getvalue()[length:], "the cursor is back"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1:00"), (185, "3:05"), (3723, "1:02:03")]
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_the_summary_counts_what_was_stored() -> None:
    assert summary(STATE) == "17 files, 900 kB in 2 s, 450 kB/s; 3 skipped"
    one = replace(STATE, amounts=Amounts(files_found=1, files_done=1, listed=True))
    assert summary(one) == "1 file, 0 B in 2 s"


def test_names_that_are_not_utf_8_are_there_twice() -> None:
    entry = Entry(b"a\xffb", Attributes(kind=FileKind.LINK, size=3, mtime=1_500_000_000, mode=0o777), b"caf\xc3\xa9")
    values = json.loads(encode(entry_values(entry)))
    assert (values["name"], values["name_base64"]) == (r"a\xffb", "Yf9i")
    assert (values["target"], "target_base64" in values) == ("café", False)
    assert (values["mtime"], values["mode"], values["kind"]) == (1.5, "0777", "link")


def test_results_and_progress_are_one_line_each() -> None:
    denied = Problem(ProblemKind.PERMISSION_DENIED, "/a\nb")
    result = FileResult(source=b"/a\nb", destination=b"/c", outcome=FileOutcome.FAILED, problem=denied)
    values = json.loads(encode(result_values(result)))
    assert "\n" not in encode(result_values(result))
    assert (values["source"], values["problem"]) == ("/a\nb", "permission-denied")
    assert values["reason"].startswith(r"/a\x0ab: permission denied")
    values = json.loads(encode(transfer_values(STATE)))
    assert (values["status"], values["files_done"], values["bytes_found"]) == ("running", 20, 4_000_000)


def test_long_listings_arelong_columns() -> None:
    old = Attributes(kind=FileKind.FILE, size=12345, mtime=0, mode=0o4755, uid=0, gid=10, links=2)
    new = Attributes(kind=FileKind.FOLDER, size=9, mtime=1_600_000_000 * SECOND, mode=0o1777, uid=1000, gid=7, links=10)
    bare = Attributes(kind=FileKind.OTHER)
    lines = [column.decode() for column in long_columns([old, new, bare])]
    assert len({len(line) for line in lines}) == 1
    assert lines[0].startswith("-rwsr-xr-x    0 10 12345 19")
    assert lines[1].startswith("drwxrwxrwt 1000  7     9 2020-09-1")
    assert lines[2].split() == ["?" * 10, "?", "?", "0", "?"]


@pytest.mark.parametrize(
    ("text", "rate"),
    [("0", 0), ("500k", 500_000), ("2M", 2_000_000), ("1.5MB/s", 1_500_000), ("10 b", 10), ("3G", 3_000_000_000)],
)
def test_rates(text: str, rate: int) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "fast", "-1", "2X", "1e6", "0.1", "k", "nan"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(TowpathError) as refused:
        parse_rate(text)
    assert refused.value.problem.kind is ProblemKind.INVALID
