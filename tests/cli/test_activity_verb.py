"""What happened, told in a shell, of the running program or from its log."""

import json
from pathlib import Path

from tests.cli.verbs import do, error_of
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.program import Started, towpath
from tests.support.sshd import Sshd
from towpath.store.paths import find_profile


def test_of_a_running_one_and_then_of_its_log(sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)), connection("other", hop(sshd, user_key)))
    with Started("up", "lab") as up:
        up.wait_for("Ctrl-C takes it down.")
        lines = do("activity", "--connection", "lab").splitlines()
        told = json.loads(do("activity", "--json"))
        exported = tmp_path / "export.txt"
        said = do("activity", "export", str(exported), "--hide-names")
    assert [line[21:] for line in lines] == ["lab: Connected"]
    assert told["running"]
    assert [one["told"] for one in told["entries"]][1:] == ["Connected"]
    assert "Secrets removed: 0." in said
    assert "connection-1: Connected" in exported.read_text()
    assert user_key.path.name not in exported.read_text()
    done = towpath("activity")
    assert done.code == 0
    assert done.err == "Towpath is not running. The last lines of its log:\n"
    log = done.out.splitlines()
    assert log[-1].endswith("towpath.activity: ended")
    assert any("towpath.activity: up | lab" in line for line in log)
    assert find_profile().logs.stat().st_mode & 0o777 == 0o700


def test_of_nothing_yet() -> None:
    assert towpath("activity").err == "Towpath is not running. Its log says nothing of this.\n"
    assert json.loads(do("activity", "--json")) == {"running": False, "entries": [], "log": []}
    assert "no connection has this name" in error_of("activity", "--connection", "nobody", code=1)
