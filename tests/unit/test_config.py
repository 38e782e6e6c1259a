"""The configuration file survives damage, newer versions, crashes and full disks."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from towpath.model.connection import Connection, Hop
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.parse import parse_forward
from towpath.model.settings import Config, FileSettings, Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings, SiteRule
from towpath.store.config import MIGRATIONS, ConfigStore
from towpath.store.paths import PROFILE_VARIABLE, Profile, find_profile


def config(*names: str) -> Config:
    forward = parse_forward(ForwardKind.LOCAL, "web=8080:intranet:80", "f")
    return Config(
        connections=tuple(
            Connection(
                id=name, name=name, target=Hop(host="inner"), jumps=(Hop(host="gate", port=2222),), forwards=(forward,)
            )
            for name in names
        )
    )


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile", tmp_path)


@pytest.fixture
def store(profile: Profile) -> ConfigStore:
    return ConfigStore(profile)


def test_a_first_start_has_nothing_and_says_nothing(store: ConfigStore, profile: Profile) -> None:
    assert store.load() == (Config(), ())
    assert not profile.folder.exists()


def test_what_was_saved_is_loaded(store: ConfigStore) -> None:
    store.save(config("a", "b"))
    assert store.load() == (config("a", "b"), ())


def test_the_version_before_the_last_change_is_the_backup(store: ConfigStore, profile: Profile) -> None:
    store.save(config("a"))
    first = profile.config.read_bytes()
    store.save(config("a", "b"))
    store.save(config("a", "b"))
    assert profile.backup.read_bytes() == first


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\x00" * 500,
        b"{not json",
        b"[]",
        b'{"settings": {}}',
        b'{"version": "one"}',
        b'{"version": -1}',
        b"[" * 100_000,
        b'{"version": 1, "connections": [{"id": "x"}]}',
        b'{"version": 1, "surprise": true}',
        b'{"version": 1, "connections": [{"id":"x","name":"x","target":{"host":"h","port":0}}]}',
    ],
)
def test_a_damaged_file_is_kept_aside_and_the_backup_used(store: ConfigStore, profile: Profile, damage: bytes) -> None:
    store.save(config("a"))
    store.save(config("a", "b"))
    profile.config.write_bytes(damage)
    loaded, (notice,) = store.load()
    assert loaded == config("a")
    assert notice.kind is ProblemKind.CONFIG_DAMAGED
    assert Path(notice.facts["file"]).read_bytes() == damage
    assert store.load() == (config("a"), ())


def test_damage_without_a_backup_starts_empty_and_loses_nothing(store: ConfigStore, profile: Profile) -> None:
    profile.folder.mkdir()
    profile.config.write_bytes(b"{")
    loaded, (notice,) = store.load()
    assert loaded == Config()
    store.save(config("new"))
    assert Path(notice.facts["file"]).read_bytes() == b"{"


def test_two_connections_of_one_name_are_damage(store: ConfigStore, profile: Profile) -> None:
    profile.folder.mkdir()
    twice = config("a", "b")
    twin = msgspec.structs.replace(twice.connections[1], name="a")
    profile.config.write_bytes(msgspec.json.encode(Config(connections=(twice.connections[0], twin))))
    assert store.load()[1][0].kind is ProblemKind.CONFIG_DAMAGED


@pytest.mark.parametrize("hop", [Hop(host="h", port=0), Hop(host="h", timeout=math.nan)])
def test_what_could_not_be_read_again_is_not_written(store: ConfigStore, profile: Profile, hop: Hop) -> None:
    store.save(config("a"))
    before = profile.config.read_bytes()
    with pytest.raises(TowpathError) as caught:
        store.save(Config(connections=(Connection(id="b", name="b", target=hop),)))
    assert caught.value.problem.kind is ProblemKind.INVALID
    assert profile.config.read_bytes() == before
    assert not profile.backup.exists()


def test_a_file_of_a_newer_program_is_left_alone(store: ConfigStore, profile: Profile) -> None:
    profile.folder.mkdir()
    content = b'{"version": 99, "new": true}'
    profile.config.write_bytes(content)
    with pytest.raises(TowpathError) as caught:
        store.load()
    assert caught.value.problem.kind is ProblemKind.CONFIG_TOO_NEW
    assert profile.config.read_bytes() == content
    assert list(profile.folder.iterdir()) == [profile.config]


def test_an_older_file_is_migrated_step_by_step(profile: Profile) -> None:
    def rename(document: dict[str, Any]) -> dict[str, Any]:
        document["connections"] = [
            {"id": c["name"], "name": c["name"], "target": {"host": c["host"]}} for c in document.pop("hosts")
        ]
        return document

    profile.folder.mkdir()
    profile.config.write_bytes(b'{"version": 0, "hosts": [{"name": "n", "host": "h"}]}')
    loaded, notices = ConfigStore(profile, {0: rename, **MIGRATIONS}).load()
    assert notices == ()
    assert loaded == Config(connections=(Connection(id="n", name="n", target=Hop(host="h")),))


def test_an_unreadable_file_stops_the_program_instead_of_being_replaced(store: ConfigStore, profile: Profile) -> None:
    profile.config.mkdir(parents=True)
    with pytest.raises(TowpathError) as caught:
        store.load()
    assert caught.value.problem.kind is ProblemKind.FILE_UNREADABLE


def test_the_profile_is_found_by_option_then_variable_then_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(PROFILE_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert find_profile().folder == tmp_path / "xdg" / "towpath"
    monkeypatch.setenv(PROFILE_VARIABLE, str(tmp_path / "variable"))
    assert find_profile().folder == tmp_path / "variable"
    assert find_profile(str(tmp_path / "option")).folder == tmp_path / "option"


def test_a_file_of_version_1_is_read_as_it_was(profile: Profile) -> None:
    forward = (
        b'{"id":"f","kind":"L","listen":{"host":"127.0.0.1","port":1},"target":{"host":"h","port":2},"label":"web"}'
    )
    profile.folder.mkdir()
    profile.config.write_bytes(
        b'{"version": 1, "connections": [{"id":"c","name":"c","target":{"host":"h"},"forwards":[' + forward + b"]}]}"
    )
    loaded, notices = ConfigStore(profile).load()
    assert notices == ()
    assert loaded.connections[0].forwards == (
        Forward(id="f", label="web", listen=Endpoint("127.0.0.1", 1), target=Endpoint("h", 2)),
    )


def test_a_file_of_version_4_gets_no_site_rules_and_has_them_later(profile: Profile) -> None:
    profile.folder.mkdir()
    profile.config.write_bytes(b'{"version": 4, "settings": {"files": {"show_hidden": true}}, "connections": []}')
    store = ConfigStore(profile)
    loaded, notices = store.load()
    assert (loaded.version, loaded.settings, notices) == (7, Settings(files=FileSettings(show_hidden=True)), ())
    rule = SiteRule(id="r", pattern="corp.example", connection="c")
    browser = BrowserSettings(mode=BrowserMode.RULES, rules=(rule,), router_port=4711, own_ports={"c": 4712})
    store.save(replace(loaded, settings=replace(loaded.settings, browser=browser)))
    assert store.load()[0].settings.browser == browser
