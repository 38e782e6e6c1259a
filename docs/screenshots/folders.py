"""The files of the pictures: a project on this machine, and what a cluster has of it."""

import datetime as dt

from towpath.model.filesystem import SECOND, Attributes, Entry, FileKind
from towpath.model.transfer import HERE, Place

LAB = "lab"
"""The connection's id."""
LEFT = Place(HERE, b"/home/ann/papers/response-surface")
RIGHT = Place(LAB, b"/data/shared/response-surface")


def when(text: str) -> int:
    """`2026-08-28 18:58`, as a file's time."""
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp()) * SECOND


def folder(name: str, changed: str, mode: int = 0o755, owner: str = "ann", group: str = "ann") -> Entry:
    known = Attributes(kind=FileKind.FOLDER, size=4096, mtime=when(changed), mode=mode)
    return Entry(name.encode(), known, None, owner, group)


def file(name: str, size: int, changed: str, mode: int = 0o644, owner: str = "ann", group: str = "ann") -> Entry:
    known = Attributes(kind=FileKind.FILE, size=size, mtime=when(changed), atime=when(changed), mode=mode, links=1)
    return Entry(name.encode(), known, None, owner, group)


def link(name: str, target: str, changed: str) -> Entry:
    known = Attributes(kind=FileKind.LINK, size=len(target), mtime=when(changed), mode=0o777)
    return Entry(name.encode(), known, target.encode(), "ann", "ann")


def far(entry: Entry) -> Entry:
    """The same as the cluster has it."""
    return Entry(entry.name, entry.attributes, entry.target, "ann", "research")


SAME = (
    file("LICENSE", 1_071, "2026-01-11 09:30"),
    file("Makefile", 2_214, "2026-02-03 16:20"),
    file("environment.yml", 812, "2026-03-19 10:02"),
    file("design.csv", 48_220, "2026-05-27 13:41"),
)
LOCAL = (
    folder("figures", "2026-08-28 18:58"),
    folder("notebooks", "2026-08-30 11:12"),
    folder("src", "2026-08-29 09:47"),
    *SAME,
    file("draft.tex", 91_445, "2026-08-30 22:15"),
    file("draft.pdf", 2_480_113, "2026-08-30 22:16"),
    file("references.bib", 38_004, "2026-08-24 08:51"),
    file("response-surface.pdf", 2_480_113, "2026-08-28 18:58"),
    file("fit-model.py", 17_302, "2026-08-29 09:47", 0o755),
    file("notes.md", 6_408, "2026-08-27 14:30"),
    file("cover letter to the editor.odt", 21_890, "2026-08-30 22:40"),
    link("data", "../measured/data", "2026-01-11 09:31"),
    file(".gitignore", 96, "2026-01-11 09:30"),
    folder(".git", "2026-08-30 22:41"),
)
REMOTE = (
    folder("checkpoints", "2026-08-31 04:10", 0o2775, "ann", "research"),
    folder("figures", "2026-08-12 17:05", 0o2775, "ann", "research"),
    folder("src", "2026-08-29 09:47", 0o2775, "ann", "research"),
    *map(far, SAME),
    file("fit-model.py", 16_980, "2026-08-20 15:33", 0o755, "ann", "research"),
    file("notes.md", 6_731, "2026-08-30 10:04", 0o664, "brigitte", "research"),
    file("response-surface.pdf", 1_912_004, "2026-08-12 17:05", 0o644, "ann", "research"),
    file("references.bib", 38_004, "2026-08-24 08:51", 0o644, "ann", "research"),
    file("samples-2026-08.h5", 18_403_220_112, "2026-08-31 04:10", 0o640, "ann", "research"),
    file("slurm-20481.out", 4_118_032, "2026-08-31 04:10", 0o640, "ann", "research"),
    file("slurm-20455.out", 3_920_775, "2026-08-26 21:58", 0o640, "ann", "research"),
)
FOLDERS = {
    Place(HERE, b"/"): (folder("etc", "2026-08-01 07:00"), folder("home", "2026-01-10 12:00")),
    Place(HERE, b"/home"): (folder("ann", "2026-08-30 22:41"),),
    Place(HERE, b"/home/ann"): (
        folder("Documents", "2026-07-02 10:00"),
        folder("Downloads", "2026-08-30 19:22"),
        folder("Pictures", "2026-06-14 20:45"),
        folder("papers", "2026-08-12 08:15"),
        folder("src", "2026-08-29 09:12"),
        file("todo.txt", 1_402, "2026-08-30 08:00"),
    ),
    Place(HERE, b"/home/ann/papers"): (
        folder("ablation-study", "2026-06-30 12:00"),
        folder("response-surface", "2026-08-30 22:41"),
        folder("shared", "2026-05-02 09:00"),
        folder("thesis", "2026-04-18 23:59"),
    ),
    LEFT: LOCAL,
    Place(LAB, b"/"): (folder("data", "2026-01-10 12:00"), folder("home", "2026-01-10 12:00")),
    Place(LAB, b"/data"): (folder("scratch", "2026-08-31 04:10"), folder("shared", "2026-08-12 17:05")),
    Place(LAB, b"/data/shared"): (
        folder("genomes", "2026-03-02 11:11"),
        folder("response-surface", "2026-08-31 04:10"),
    ),
    RIGHT: REMOTE,
    Place(LAB, b"/home/ann"): (folder("bin", "2026-02-02 10:00"), file(".bashrc", 3_526, "2026-01-10 12:00")),
}
