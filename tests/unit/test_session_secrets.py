"""Secrets in memory until the end, and the list of what is in the keyring."""

import itertools
import json
from pathlib import Path

import pytest

from tests.engine.fakes import MemoryIndex, MemorySecrets
from towpath.engine.session_secrets import SessionSecrets
from towpath.model.error import Problem, ProblemKind
from towpath.model.trust import SecretPlace
from towpath.store.secret_index import SecretIndex

ANN = ("password", "ann@gate:22")
KEY = ("passphrase", "/home/ann/.ssh/id_ed25519")
CANARY = "canary-5b1f"


@pytest.fixture
def keyring() -> MemorySecrets:
    return MemorySecrets()


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex()


@pytest.fixture
def secrets(keyring: MemorySecrets, index: MemoryIndex) -> SessionSecrets:
    ticks = itertools.count(1.0)
    return SessionSecrets(keyring, index, now=lambda: next(ticks))


def listed(secrets: SessionSecrets, *perhaps: tuple[str, str]) -> list[tuple[str, str, float, bool]]:
    return [(one.key, one.place, one.stored_at, one.missing) for one in secrets.listed(perhaps)]


def test_what_is_kept_for_the_session_is_found_first_and_is_in_no_keyring(
    secrets: SessionSecrets, keyring: MemorySecrets, index: MemoryIndex
) -> None:
    keyring.kept[ANN] = "old"
    secrets.keep(*ANN, CANARY)
    assert secrets.get(*ANN) == CANARY
    assert (keyring.kept, index.stored_at) == ({ANN: "old"}, {})
    assert CANARY not in repr(secrets)
    assert SessionSecrets(keyring, index).get(*ANN) == "old"


def test_what_goes_into_the_keyring_is_listed_and_no_longer_in_memory(
    secrets: SessionSecrets, keyring: MemorySecrets
) -> None:
    secrets.keep(*ANN, "typed before")
    assert secrets.set(*ANN, CANARY) is None
    assert keyring.kept == {ANN: CANARY}
    keyring.kept[ANN] = "changed elsewhere"
    assert secrets.get(*ANN) == "changed elsewhere"
    assert listed(secrets) == [(ANN[1], SecretPlace.KEYRING, 2.0, False)]


def test_forgetting_is_for_both_places(secrets: SessionSecrets, keyring: MemorySecrets) -> None:
    secrets.set(*ANN, "stored")
    secrets.keep(*ANN, "typed")
    assert len(secrets.listed(())) == 2
    assert secrets.forget(*ANN) is None
    assert secrets.get(*ANN) is None
    assert (keyring.kept, secrets.listed(())) == ({}, [])


def test_the_keyring_is_asked_for_what_was_stored_before(secrets: SessionSecrets, keyring: MemorySecrets) -> None:
    keyring.kept[ANN] = "by an older Towpath"
    assert listed(secrets) == []
    assert listed(secrets, ANN, KEY) == [(ANN[1], SecretPlace.KEYRING, 0.0, False)]


def test_what_has_gone_from_the_keyring_is_told(secrets: SessionSecrets, keyring: MemorySecrets) -> None:
    secrets.set(*ANN, "stored")
    keyring.kept.clear()
    assert listed(secrets) == [(ANN[1], SecretPlace.KEYRING, 1.0, True)]
    assert secrets.forget(*ANN) is None
    assert listed(secrets) == []


def test_a_locked_keyring_keeps_what_is_known_of_it(secrets: SessionSecrets, keyring: MemorySecrets) -> None:
    secrets.set(*ANN, "stored")
    keyring.problem = Problem(ProblemKind.NO_SAFE_KEYRING, facts={"detail": "it is locked"})
    assert listed(secrets) == [(ANN[1], SecretPlace.KEYRING, 1.0, False)]
    assert secrets.forget(*ANN) == keyring.problem
    assert listed(secrets) == [(ANN[1], SecretPlace.KEYRING, 1.0, False)]
    secrets.keep(*KEY, "for now")
    assert secrets.forget(*KEY) is None
    assert secrets.set(*KEY, "stored") == keyring.problem
    assert [one.key for one in secrets.listed(())] == [ANN[1]]


def test_what_could_not_be_stored_is_not_listed(
    secrets: SessionSecrets, keyring: MemorySecrets, index: MemoryIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = Problem(ProblemKind.KEYRING_FAILED, ANN[1])
    with monkeypatch.context() as full:
        full.setattr(MemorySecrets, "set", lambda *_: failure)
        assert secrets.set(*ANN, "x") == failure
        assert index.stored_at == {}
    index.broken = Problem(ProblemKind.FILE_UNWRITABLE, "secrets.json")
    assert secrets.set(*ANN, "x") == index.broken
    assert keyring.kept == {}, "nothing is stored that could not be listed"


def test_what_could_not_be_changed_stays_listed(
    secrets: SessionSecrets, index: MemoryIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.set(*ANN, "stored")
    failure = Problem(ProblemKind.KEYRING_FAILED, ANN[1])
    monkeypatch.setattr(MemorySecrets, "set", lambda *_: failure)
    assert secrets.set(*ANN, "new") == failure
    assert list(index.stored_at) == [ANN], "the old one is there still"


def test_the_index_has_no_secret_and_is_private(tmp_path: Path, keyring: MemorySecrets) -> None:
    path = tmp_path / "profile" / "secrets.json"
    secrets = SessionSecrets(keyring, SecretIndex(path))
    assert secrets.listed(()) == []
    secrets.set(*ANN, CANARY)
    secrets.set(*KEY, CANARY)
    secrets.keep(*ANN, CANARY)
    assert CANARY not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(SecretIndex(path).load()) == {ANN, KEY}
    secrets.forget(*ANN)
    assert set(SecretIndex(path).load()) == {KEY}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_index_is_as_good_as_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_bytes(content)
    index = SecretIndex(path)
    assert index.load() == {}
    index.save({ANN: 1.5})
    assert index.load() == {ANN: 1.5}
    assert json.loads(path.read_bytes())["version"] == 1
