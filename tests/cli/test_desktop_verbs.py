"""`towpath autostart`, and what the command makes of addresses in place of a verb."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.verbs import Here
from tests.support.engine import Profiles
from towpath.cli.main import make_program, run
from towpath.engine.host import Owned
from towpath.engine.lock import EngineKind
from towpath.engine.own_program import own_program
from towpath.model.desktop import Start
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile, find_profile

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the registry of whoever runs the tests")


def entry() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "towpath.desktop"


def bring_back() -> str:
    return ConfigStore(find_profile()).load()[0].settings.general.bring_back.value


def test_switching_it_on_and_off(here: Here) -> None:
    assert here.do("autostart", "status") == "off\n"
    told = here.do("autostart", "on")
    assert told.splitlines() == [
        f"on: {own_program('towpath-gui')[0]} --hidden",
        f"in {entry()}",
        "What was up comes back by itself from now on (see Settings, General).",
    ]
    assert here.do("autostart", "on").splitlines() == told.splitlines()[:2]
    assert bring_back() == "always"
    status = json.loads(here.do("autostart", "status", "--json"))
    assert status == {
        "on": True,
        "place": str(entry()),
        "command": [*own_program("towpath-gui"), "--hidden"],
        "why_not": "",
        "bring_back": "always",
    }
    assert here.do("autostart", "off") == "off\n"
    assert not entry().exists()
    assert bring_back() == "always"


def test_it_says_why_it_will_not_start(here: Here) -> None:
    here.do("autostart", "on", "--no-restore")
    assert bring_back() == "ask"
    entry().write_text(entry().read_text() + "Hidden=true\n")
    assert here.do("autostart", "status").startswith("off: it is switched off in the settings of the desktop\n")
    assert json.loads(here.do("autostart", "status", "--json"))["on"] is False
    here.do("autostart", "on")
    assert here.do("autostart", "status").startswith("on: ")


def test_another_profile_is_named(here: Here, tmp_path: Path) -> None:
    told = here.do("--config", str(tmp_path / "other one"), "autostart", "on")
    assert f"--config '{tmp_path / 'other one'}' --hidden" in told
    assert here.do("autostart", "status") == "off\n"


def test_a_folder_that_cannot_be_written(here: Here) -> None:
    entry().parent.parent.mkdir(parents=True, exist_ok=True)
    entry().parent.write_text("in the way")
    done = here("autostart", "on")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert str(entry().parent) in done.err


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Owned]:
    profiles = Profiles(tmp_path)
    yield profiles.own(EngineKind.WINDOW)
    profiles.close()


def test_a_profile_that_is_thrown_away_is_not_started(here: Here, tmp_path: Path, window: Owned) -> None:
    done = here("--config", str(tmp_path / "profile"), "autostart", "on")
    assert done.code == 1
    assert "this profile is thrown away" in done.err


# --- starting the window


def started(*arguments: str) -> tuple[int, list[Start]]:
    starts: list[Start] = []

    def start(_profile: Profile, how: Start) -> int:
        starts.append(how)
        return 0

    return run(make_program(start), arguments), starts


def test_the_window_is_started_hidden_or_with_an_address() -> None:
    assert started() == (0, [Start()])
    assert started("--hidden") == (0, [Start(hidden=True)])
    assert started("ssh://ann@gate") == (0, [Start(url="ssh://ann@gate")])
    assert started("--config", "x", "sftp://gate/a%20b") == (0, [Start(url="sftp://gate/a%20b")])


@pytest.mark.parametrize(
    "arguments",
    [
        ["ssh://-oProxyCommand=x/"],
        ["ssh://ann:secret@gate"],
        ["http://gate"],
        ["ssh://gate", "ssh://other"],
        ["--", "-oProxyCommand=x"],
        ["-oProxyCommand=x"],
        ["gate"],
        ["--hidden", "list"],
        ["--hidden", "ssh://gate"],
    ],
)
def test_what_is_no_address_starts_nothing(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert started(*arguments) == (2, [])
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "secret" not in err
