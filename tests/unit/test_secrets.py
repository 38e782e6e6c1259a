"""Secrets stay in a keyring that encrypts, or nowhere: tried with a real Secret Service, locked, silent and missing."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keyring.backend
import pytest
from jeepney import DBusAddress, new_method_call

from tests.support.desktop import CALL_SECONDS, GnomeKeyring, SessionBus
from towpath.model.error import ProblemKind
from towpath.store.secrets import EARLY_SECONDS, ENCRYPTING_BACKENDS, KeyringSecrets

SECRET = "canary-3f9c0b"
COLLECTION = "/org/freedesktop/secrets/collection/login"
SECRET_SERVICE = "keyring.backends.SecretService"
SERVICE = DBusAddress("/org/freedesktop/secrets", "org.freedesktop.secrets", "org.freedesktop.Secret.Service")

# Calls come on stdin and results go to stdout, both as JSON; everything that is logged goes to stderr.
PROGRAM = """
import json, logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from towpath.store.secrets import KeyringSecrets
limit, calls = json.load(sys.stdin)
secrets = KeyringSecrets(time_limit=limit)
print(json.dumps([repr(result) if name in ("unusable", "set") else result
                  for name, *arguments in calls for result in [getattr(secrets, name)(*arguments)]]))
"""


class Done:
    """What a process with its own `KeyringSecrets` returned, and what it wrote elsewhere."""

    def __init__(self, env: Mapping[str, str], *calls: tuple[str, ...], time_limit: float = 10.0) -> None:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, **env},
            input=json.dumps([time_limit, calls]),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        self.results: list[str | None] = json.loads(done.stdout)
        self.log = done.stderr


def on_bus(bus: SessionBus, method: str, signature: str, *body: object) -> None:
    """Call the Secret Service as its control program would."""
    with bus.connect() as connection:
        connection.send_and_get_reply(new_method_call(SERVICE, method, signature, body), timeout=CALL_SECONDS)


@pytest.fixture
def own_bus() -> Iterator[SessionBus]:
    """A bus whose names the test gives away."""
    with SessionBus() as bus:
        yield bus


@pytest.fixture
def own_keyring(own_bus: SessionBus) -> Iterator[GnomeKeyring]:
    """A keyring that the test may spoil."""
    with GnomeKeyring(own_bus) as service:
        yield service


def test_a_secret_is_there_for_the_next_process_until_it_is_forgotten(gnome_keyring: GnomeKeyring) -> None:
    entry = ("password", "ann@gate:22")
    stored = Done(gnome_keyring.env, ("unusable",), ("set", *entry, SECRET), ("get", *entry))
    assert stored.results == ["None", "None", SECRET]
    other = Done(gnome_keyring.env, ("get", *entry), ("get", "passphrase", "ann@gate:22"), ("forget", *entry))
    assert other.results == [SECRET, None, None]
    assert Done(gnome_keyring.env, ("get", *entry), ("forget", *entry)).results == [None, None]
    assert SECRET not in stored.log + other.log


def test_the_probe_leaves_nothing_behind(gnome_keyring: GnomeKeyring) -> None:
    assert Done(gnome_keyring.env, ("unusable",)).results == ["None"]
    code = "import contextlib, secretstorage as s\nwith contextlib.closing(s.dbus_init()) as bus:\n"
    code += "    print([i.get_label() for i in s.get_default_collection(bus).get_all_items()])"
    env = {**os.environ, **gnome_keyring.env}
    listed = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=30, check=True
    )
    assert "probe" not in listed.stdout


@pytest.mark.parametrize("address", ["", "unix:path=/nonexistent/bus"])
def test_without_a_bus_nothing_is_saved_and_it_says_so(address: str) -> None:
    done = Done(
        {"DBUS_SESSION_BUS_ADDRESS": address}, ("unusable",), ("set", "password", "k", SECRET), ("get", "k", "k")
    )
    unusable, refused, missing = done.results
    assert ProblemKind.NO_SAFE_KEYRING.name in str(unusable)
    assert refused == unusable
    assert missing is None
    assert SECRET not in done.log + str(done.results)


def test_a_bus_without_a_keyring_is_no_keyring(own_bus: SessionBus) -> None:
    assert ProblemKind.NO_SAFE_KEYRING.name in str(Done(own_bus.env, ("unusable",)).results)


def test_a_keyring_without_a_collection_is_no_keyring(own_bus: SessionBus, own_keyring: GnomeKeyring) -> None:
    """It would make one, and nobody is there to choose its password."""
    on_bus(own_bus, "SetAlias", "so", "default", "/")
    done = Done(own_keyring.env, ("unusable",), ("set", "password", "k", SECRET))
    assert [ProblemKind.NO_SAFE_KEYRING.name in str(result) for result in done.results] == [True, True]
    assert SECRET not in done.log + str(done.results)


def test_a_locked_keyring_is_no_keyring(own_bus: SessionBus, own_keyring: GnomeKeyring) -> None:
    on_bus(own_bus, "Lock", "ao", [COLLECTION])
    done = Done(own_keyring.env, ("unusable",), ("get", "password", "k"), ("set", "password", "k", SECRET))
    unusable, missing, refused = done.results
    assert "unlock" in str(unusable)
    assert missing is None
    assert refused == unusable
    assert SECRET not in done.log + str(done.results)


def test_a_silent_keyring_costs_the_time_limit_once(own_bus: SessionBus) -> None:
    """A locked keyring waits for a person; here nobody ever answers the bus."""
    with own_bus.connect() as silent:
        bus_itself = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        name = ("org.freedesktop.secrets", 4)  # 4: do not queue for the name
        silent.send_and_get_reply(new_method_call(bus_itself, "RequestName", "su", name), timeout=CALL_SECONDS)
        done = Done(own_bus.env, ("unusable",), *[("get", "password", "k")] * 1000, time_limit=0.2)
    assert "did not answer within 0.2 s" in str(done.results[0])
    assert set(done.results[1:]) == {None}


def backend(module: str, priority: int = 5, **methods: Callable[..., object]) -> Any:
    """A backend that keeps texts in `.kept`, of a class that says it is defined in `module`."""
    kept: dict[tuple[str, str], str] = {}
    working: dict[str, object] = {
        "priority": priority,
        "set_password": lambda _, service, name, secret: kept.update({(service, name): secret}),
        "get_password": lambda _, service, name: kept.get((service, name)),
        "delete_password": lambda _, service, name: kept.pop((service, name)),
        "kept": kept,
        "__module__": module,
    }
    made = type("Keyring", (keyring.backend.KeyringBackend,), working | methods)
    keyring.backend.KeyringBackend._classes.discard(made)  # else every user of keyring in this process finds it
    return made()


@pytest.mark.parametrize(
    "module",
    ["keyrings.alt.file", "keyring.backends.null", "keyring.backends.chainer", "keyring.backends.SecretServices"],
)
def test_only_backends_known_to_encrypt_are_used(module: str) -> None:
    plain = backend(module)
    secrets = KeyringSecrets(lambda: [plain])
    problem = secrets.set("password", "ann@gate:22", SECRET)
    assert problem is not None
    assert problem.kind is ProblemKind.NO_SAFE_KEYRING
    assert secrets.get("password", "ann@gate:22") is None
    assert plain.kept == {}


@pytest.mark.parametrize("module", ENCRYPTING_BACKENDS)
def test_the_one_that_encrypts_is_chosen_even_if_another_is_preferred(module: str) -> None:
    plain, safe = backend("keyrings.alt.file", priority=99), backend(module, priority=1)
    secrets = KeyringSecrets(lambda: [plain, safe])
    assert secrets.set("password", "ann@gate:22", SECRET) is None
    assert secrets.get("password", "ann@gate:22") == SECRET
    assert (list(safe.kept.values()), plain.kept) == ([SECRET], {})


def _raise(*_: object) -> None:
    raise RuntimeError("the wallet is closed")


@pytest.mark.parametrize(
    "faulty",
    [
        {"set_password": _raise},
        {"get_password": _raise},
        {"get_password": lambda *_: None},
        {"delete_password": _raise},
    ],
    ids=["cannot store", "cannot read", "reads something else", "cannot delete"],
)
def test_a_backend_that_fails_the_probe_is_not_used(faulty: dict[str, Any]) -> None:
    secrets = KeyringSecrets(lambda: [backend(SECRET_SERVICE, **faulty)])
    problem = secrets.unusable()
    assert problem is not None
    assert problem.kind is ProblemKind.NO_SAFE_KEYRING


def test_a_keyring_that_comes_later_than_the_program_at_login_is_found() -> None:
    seconds, found = 0.0, list[Any]()
    looked = 0

    def backends() -> list[Any]:
        nonlocal looked
        looked += 1
        return found

    secrets = KeyringSecrets(backends, now=lambda: seconds)
    assert secrets.unusable() is not None
    seconds = EARLY_SECONDS - 1
    found.append(backend(SECRET_SERVICE))
    assert secrets.get("password", "k") is None
    assert looked == 1, "not at each login"
    seconds = EARLY_SECONDS
    assert secrets.set("password", "k", SECRET) is None
    assert secrets.get("password", "k") == SECRET
    assert looked == 2


def test_one_that_fails_later_is_not_tried_at_each_login() -> None:
    times, looked = iter((0.0, 1.0, EARLY_SECONDS, 2 * EARLY_SECONDS, 3 * EARLY_SECONDS)), 0

    def backends() -> list[Any]:
        nonlocal looked
        looked += 1
        return []

    secrets = KeyringSecrets(backends, now=lambda: next(times))
    for _ in range(4):
        assert secrets.unusable() is not None
    assert looked == 2


def test_no_secret_shows_in_logs_problems_or_reprs(caplog: pytest.LogCaptureFixture) -> None:
    """Not even when the keyring breaks while it holds the secret."""
    caplog.set_level(logging.DEBUG)
    real = backend(SECRET_SERVICE)
    secrets = KeyringSecrets(lambda: [real])
    assert secrets.set("password", "k", SECRET) is None
    assert secrets.get("password", "k") == SECRET
    type(real).set_password = _raise
    problem = secrets.set("password", "k", SECRET)
    assert problem is not None
    assert problem.kind is ProblemKind.KEYRING_FAILED
    assert SECRET not in caplog.text + repr(problem) + repr(secrets) + repr(vars(secrets))
