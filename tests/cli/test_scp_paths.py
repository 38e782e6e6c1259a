"""Paths of get and put mean what they mean to scp(1): the same trees, and success or failure alike."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.verbs import Here
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, known_hosts, save
from tests.support.program import Started
from tests.support.sshd import Sshd

CASES: list[tuple[str, Sequence[str], str]] = [
    ("file into a folder", ["a"], "dst"),
    ("file into a folder with a slash", ["a"], "dst/"),
    ("file with a new name", ["a"], "new"),
    ("file into a missing folder", ["a"], "new/"),
    ("file over a file", ["a"], "there"),
    ("file over a file with a slash", ["a"], "there/"),
    ("file into a folder of a missing one", ["a"], "new/deep"),
    ("file over a folder of its name", ["a"], "taken"),
    ("files into a folder", ["a", "b"], "dst"),
    ("files over a file", ["a", "b"], "there"),
    ("folder without -r", ["d"], "dst"),
    ("folder without -r, and a file", ["d", "a"], "dst"),
    ("a missing one, and a file", ["missing", "a"], "dst"),
    ("folder into a folder", ["-r", "d"], "dst"),
    ("folder with a new name", ["-r", "d"], "new"),
    ("folder with a slash into a folder", ["-r", "d/"], "dst"),
    ("folder with a slash and a new name", ["-r", "d/"], "new/"),
    ("what is in a folder", ["-r", "d/."], "dst"),
    ("folder over a file", ["-r", "d"], "there"),
    ("folder over a file of its name", ["-r", "d"], "taken"),
    ("folder and file into a folder", ["-r", "d", "a"], "dst"),
    ("folder into one that has it", ["-r", "d"], "merged"),
    ("file behind a link", ["link"], "dst"),
    ("pattern", ["[ab]"], "dst"),
    ("pattern and a missing one", ["missing*", "a"], "dst"),
]

SCPS_OWN_WAY = {
    ("put", "missing"): "scp gives everything up when one source is missing",
    ("put", "new/"): "scp tries to resolve what is not there yet",
    ("put", "[ab]"): "the shell expands them",
    ("put", "missing*"): "the shell expands them",
}


def fill(root: Path) -> Path:
    """What is copied, and what is there before."""
    source = root / "src"
    (source / "d" / "sub").mkdir(parents=True)
    (source / "d" / "empty").mkdir()
    for name in ("a", "b", "d/x", "d/sub/y", "c?"):
        (source / name).write_text(f"this is {name}")
    (source / "link").symlink_to("a")
    (root / "dst").mkdir()
    (root / "there").write_text("was there")
    (root / "taken" / "a").mkdir(parents=True)
    (root / "taken" / "d").write_text("was there")
    (root / "merged" / "d" / "sub").mkdir(parents=True)
    (root / "merged" / "d" / "sub" / "kept").write_text("was there")
    (root / "merged" / "d" / "x").write_text("was there")
    return source


def tree(root: Path) -> dict[str, str]:
    """All that is there but the source: contents of files, targets of links."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if not name.startswith("src"):
            found[name] = str(path.readlink()) if path.is_symlink() else path.read_text() if path.is_file() else "/"
    return found


def scp(
    server: Sshd, key: KeyFile, verb: str, options: Sequence[str], sources: Sequence[str], target: str
) -> list[str]:
    """The command that does the same."""
    far = f"{server.user}@127.0.0.1:"
    from_, to = (far, "") if verb == "get" else ("", far)
    command = ["scp", "-q", "-F", "none", "-o", f"UserKnownHostsFile={known_hosts()}", "-o", "BatchMode=yes"]
    command += ["-i", str(key.path), "-P", str(server.port), *options]
    return [*command, *(f"{from_}{source}" for source in sources), f"{to}{target}"]


@pytest.mark.parametrize("verb", ["get", "put"])
def test_paths_mean_what_they_mean_to_scp(here: Here, sshd: Sshd, user_key: KeyFile, tmp_path: Path, verb: str) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    different = {}
    with Started("up", "lab") as up:  # one login for all of them
        up.wait_for("Ctrl-C takes it down.")
        for number, (title, words, target) in enumerate(CASES):
            options = [word for word in words if word.startswith("-")]
            names = [word for word in words if not word.startswith("-")]
            if any((verb, word) in SCPS_OWN_WAY for word in (*names, *(target for _ in options))):
                continue
            theirs, ours = tmp_path / f"{number}-theirs", tmp_path / f"{number}-ours"
            source = fill(theirs)
            command = scp(sshd, user_key, verb, options, [f"{source}/{name}" for name in names], f"{theirs}/{target}")
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as peer:
                source = fill(ours)
                done = here(verb, "lab", *options, *(f"{source}/{name}" for name in names), f"{ours}/{target}")
                _, said = peer.communicate(timeout=30)
            if (tree(ours), min(done.code, 1)) != (tree(theirs), min(peer.returncode, 1)) or done.code > 1:
                different[title] = (tree(theirs), peer.returncode, said), (tree(ours), done)
    assert different == {}
