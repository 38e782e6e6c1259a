"""What is left out is what rsync leaves out."""

import os
import subprocess
from pathlib import Path

import pytest

from towpath.transfer.excludes import Excludes

TREE = (
    b"a.o",
    b"b.c",
    b"build/x.o",
    b"build/sub/build/y",
    b"src/build/z.o",
    b"src/a/b/c.txt",
    b"src/a/b/d[1].txt",
    b"src/a/b/d1.txt",
    b"a/b/c.txt",
    b"sub/a/b/c.txt",
    b"star*name",
    b"back\\slash",
    b"node_modules/left/pad.js",
    b"deep/node_modules/x",
    b"deep/file/node_modules",
    b"sp ace/new\nline",
    b"bad\xff\xfename/in\xe9",
    b"UPPER/Case7",
    b".hidden/.x",
    b"caret^",
    b"da-sh",
    b"foo",
    b"x/foo",
    b"x/y/foo",
    b"x/foobar",
    b"x/yfoo/k",
)
PATTERNS = (
    "*.o",
    "/*.o",
    "/build",
    "build/",
    "node_modules/",
    "node_modules",
    "/node_modules",
    "b/c.txt",
    "/a/b/c.txt",
    "a/b",
    "a/*/c.txt",
    "a/**/*.txt",
    "src/**",
    "/src/**",
    "src/***",
    "**/foo",
    "**foo",
    "/**/foo",
    "foo**",
    "x/**/foo",
    "**/",
    "*/foo",
    "x/*",
    "?.o",
    "?/b",
    "d[1].txt",
    "d\\[1].txt",
    "d[[]1].txt",
    "d[0-9].txt",
    "d[!0-9]*.txt",
    "d[^[:alpha:]]*",
    "[A-Z]*",
    "Case[[:digit:]]",
    "d[1",
    "star\\*name",
    "star*name",
    "back\\slash",
    "back\\*",
    "back\\\\*",
    "bad*",
    "bad??name",
    "new\nline",
    "*\n*",
    ".*",
    "caret[]^]",
    "da[a-]sh",
    "da[!]]sh",
    "x[/]foo",
    "x?foo",
    "x*foo",
    "/",
    "",
    "/x/",
    "/foo/",
    "*",
    "**",
    "***",
    "***/foo",
    "y*/",
    "deep/*/",
    "[]-]*",
    "[z-a]*",
    "da\\-*",
    "*\\",
)


def _ours(root: bytes, excludes: Excludes) -> set[bytes]:
    found: set[bytes] = set()

    def enter(folder: bytes) -> None:
        for entry in os.scandir(root + b"/" + folder):
            path = folder + entry.name
            if not excludes.matches(path, entry.is_dir()):
                found.add(path)
                if entry.is_dir():
                    enter(path + b"/")

    enter(b"")
    return found


def _all_below(root: bytes) -> set[bytes]:
    return _ours(root, Excludes(()))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    for path in TREE:
        file = root / os.fsdecode(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return root


@pytest.mark.parametrize("pattern", PATTERNS)
def test_same_as_rsync(tree: Path, tmp_path: Path, pattern: str) -> None:
    subprocess.run(["rsync", "-a", f"--exclude={pattern}", f"{tree}/", str(tmp_path)], check=True)
    assert _ours(os.fsencode(tree), Excludes([pattern])) == _all_below(os.fsencode(tmp_path))


def test_several_patterns_and_undecodable_ones() -> None:
    excludes = Excludes(["*.o", "bad\udcff*"])
    assert excludes.matches(b"x/a.o", False)
    assert excludes.matches(b"bad\xffname", False)
    assert not excludes.matches(b"bad\xfename", False)
