"""A busy queue: each state that its rows can tell of."""

from docs.screenshots.folders import LAB, LEFT, RIGHT
from towpath.model.error import Problem, ProblemKind
from towpath.model.transfer import (
    HERE,
    ActiveFile,
    Amounts,
    Batch,
    FileOutcome,
    FileResult,
    Options,
    Place,
    TransferState,
    TransferStatus,
)
from towpath.qt.files.places import child


def transfers() -> tuple[TransferState, ...]:
    """The queue in its order."""
    now = 1_788_170_700
    checkpoints = TransferState(
        batch=Batch(id="checkpoints", sources=(child(RIGHT, b"checkpoints"),), destination=LEFT),
        status=TransferStatus.RUNNING,
        amounts=Amounts(
            files_found=412, bytes_found=31_400_000_000, listed=True, files_done=187, bytes_done=12_900_000_000
        ),
        rate=94_300_000,
        files_rate=1.2,
        seconds_left=196,
        active=(
            ActiveFile(source=RIGHT.path + b"/checkpoints/epoch-0187.pt", size=812_000_000, moved=530_000_000),
            ActiveFile(source=RIGHT.path + b"/checkpoints/epoch-0188.pt", size=812_000_000, moved=74_000_000),
        ),
        began=now - 137,
    )
    figures = TransferState(
        batch=Batch(
            id="figures",
            sources=tuple(child(LEFT, name) for name in (b"figures", b"draft.pdf", b"response-surface.pdf")),
            destination=RIGHT,
            options=Options(limit=5_000_000),
            priority=1,
        ),
        status=TransferStatus.WAITING_FOR_USER,
        amounts=Amounts(files_found=38, bytes_found=64_000_000, listed=True, files_done=21, bytes_done=29_800_000),
        began=now - 20,
    )
    notebooks = TransferState(
        batch=Batch(id="notebooks", sources=(child(LEFT, b"notebooks"),), destination=RIGHT),
        amounts=Amounts(),
    )
    denied = Problem(ProblemKind.PERMISSION_DENIED, "/data/genomes/index/chr1.idx")
    full = Problem(ProblemKind.DISK_FULL, "/data/genomes/index/chr2.idx")
    genomes = TransferState(
        batch=Batch(
            id="genomes",
            sources=(Place(HERE, b"/home/ann/index"),),
            destination=Place(LAB, b"/data/genomes"),
        ),
        status=TransferStatus.FAILED,
        amounts=Amounts(
            files_found=24,
            bytes_found=9_100_000_000,
            listed=True,
            files_done=22,
            files_failed=2,
            bytes_done=8_600_000_000,
        ),
        failures=(
            _failed("chr1.idx", denied),
            _failed("chr2.idx", full),
        ),
        began=now - 900,
        ended=now - 300,
    )
    source = TransferState(
        batch=Batch(id="src", sources=(child(LEFT, b"src"), child(LEFT, b"Makefile")), destination=RIGHT),
        status=TransferStatus.DONE,
        amounts=Amounts(files_found=64, bytes_found=1_900_000, listed=True, files_done=64, bytes_done=1_900_000),
        began=now - 1000,
        ended=now - 996,
    )
    return (checkpoints, figures, notebooks, genomes, source)


def _failed(name: str, problem: Problem) -> FileResult:
    return FileResult(
        source=b"/home/ann/index/" + name.encode(),
        destination=b"/data/genomes/index/" + name.encode(),
        outcome=FileOutcome.FAILED,
        problem=problem,
    )
