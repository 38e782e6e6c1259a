"""The verbs about known hosts and stored secrets."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call

from tests.cli.verbs import Here, do
from tests.support.desktop import CALL_SECONDS, GnomeKeyring, SessionBus
from tests.support.keys import KeyMaker
from tests.support.profile import connection, hop, know, save
from tests.support.program import AtTerminal, towpath
from tests.support.sshd import Sshd
from towpath.model.connection import AuthMethod, Connection, Hop

SERVICE = "org.freedesktop.secrets"
BUS = "DBUS_SESSION_BUS_ADDRESS"
NO_BUS = {BUS: "unix:path=/nonexistent/bus"}


@pytest.fixture
def file(keys: KeyMaker) -> Path:
    """The user's known_hosts, with two keys of a host that a connection uses."""
    path = Path.home() / ".ssh" / "known_hosts"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    first, second = keys.key(name="host").public_line, keys.key("rsa", name="host").public_line
    path.write_text(f"# mine\ngate {first}\ngate {second}\nother {first}\n@cert-authority * {second}\n")
    save(Connection(id="lab", name="lab", target=Hop(host="gate")))
    return path


def test_known_hosts_are_listed_and_forgotten(here: Here, file: Path, keys: KeyMaker) -> None:
    listing = here("known-hosts", "list", "gate", "--json")
    lines = [one for one in json.loads(listing.out) if one["file"] == str(file)]
    assert [(one["line"], one["type"], one["marker"]) for one in lines] == [
        (2, "ED25519", ""),
        (3, "RSA", ""),
        (5, "RSA", "@cert-authority"),
    ]
    assert lines[0]["connections"] == ["lab"]
    assert keys.key(name="host").fingerprint in here("known-hosts", "list").out
    before = file.read_text()
    forgotten = here("known-hosts", "forget", "gate")
    assert forgotten.code == 0
    assert f"{file}:2: ED25519 {keys.key(name='host').fingerprint} removed" in forgotten.out
    assert f"{file}.old has what was there before" in forgotten.out
    assert [line.split()[0] for line in file.read_text().splitlines()] == ["#", "other", "@cert-authority"]
    assert file.with_name("known_hosts.old").read_text() == before
    again = here("known-hosts", "forget", "gate")
    assert (again.code, again.err) == (
        1,
        "towpath: gate: no key of it is known (see: towpath known-hosts list)\n",
    )


def test_a_fingerprint_is_compared(here: Here, file: Path, keys: KeyMaker) -> None:
    first = keys.key(name="host").fingerprint
    same = here("known-hosts", "compare", first, "gate")
    assert (same.code, same.out.splitlines()[0]) == (0, f"the same: {first}")
    other = here("known-hosts", "compare", keys.key(name="impostor").fingerprint, "gate")
    assert other.code == 1
    assert "gate is known by other keys" in other.out
    assert first in other.out
    unknown = here("known-hosts", "compare", keys.key(name="impostor").fingerprint)
    assert (unknown.code, "no known key has it" in unknown.out) == (1, True)
    assert here("known-hosts", "revoke", str(keys.key(name="host").public_path)).code == 0
    revoked = here("known-hosts", "compare", first, "gate")
    assert (revoked.code, revoked.out.splitlines()[0]) == (1, f"REVOKED: {first} must not be trusted")
    assert here("known-hosts", "compare", "nonsense").code == 2


def test_a_key_of_one_host_is_compared_and_revoked_for_that_only(here: Here, file: Path, keys: KeyMaker) -> None:
    first, second = keys.key(name="host"), keys.key("rsa", name="host")
    file.write_text(f"gate {first.public_line}\nother {second.public_line}\n")
    assert here("known-hosts", "compare", second.fingerprint).code == 0
    assert here("known-hosts", "compare", second.fingerprint, "gate").code == 1
    here.do("known-hosts", "revoke", second.public_line, "--hosts", "other")
    assert file.read_text().splitlines()[-1] == f"@revoked other {second.public_line}"
    here.do("known-hosts", "revoke", second.public_line)
    assert file.read_text().splitlines()[-1] == f"@revoked * {second.public_line}"


@pytest.mark.parametrize("arguments", [(), ("password",), ("--all", "password", "me@gate")])
def test_what_is_to_be_forgotten_has_to_be_clear(here: Here, arguments: tuple[str, ...]) -> None:
    assert "name KIND and KEY, or give --all" in here.error_of("secrets", "forget", *arguments, code=2)


def test_an_authority_is_trusted(here: Here, file: Path, keys: KeyMaker) -> None:
    line = keys.key(name="authority").public_line
    assert here("known-hosts", "trust-authority", "*.example", line).code == 0
    assert file.read_text().endswith(f"@cert-authority *.example {line}\n")
    assert here("known-hosts", "trust-authority", "two words", line).code == 2
    missing = here("known-hosts", "trust-authority", "*.example", "/nonexistent")
    assert (missing.code, missing.err.count("cannot read /nonexistent")) == (1, 1)


def test_what_is_stored_is_named_and_forgotten(password_sshd: Sshd, gnome_keyring: GnomeKeyring) -> None:
    """With a real Secret Service, from typing it to forgetting it. It is asked no more while it is there."""
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd, methods=[AuthMethod.PASSWORD])))
    env = {**os.environ, BUS: gnome_keyring.env[BUS]}
    account = f"{password_sshd.user}@127.0.0.1:{password_sshd.port}"
    with AtTerminal("up", "lab", env=env) as up:
        up.answer_secret("'s password: ", password_sshd.pam.password, keep="keyring")
        up.wait_for("Ctrl-C takes it down.")
        assert "Remember it? (no/session/keyring)" in up.screen
        up.press("\x03")
        assert up.end().code == 0
    [found] = json.loads(do("secrets", "list", "--json", env=env))
    assert found["stored_at"] > 0
    assert (found["kind"], found["key"], found["place"], found["connections"], found["missing"]) == (
        "password",
        account,
        "keyring",
        ["lab"],
        False,
    )
    assert towpath("ls", "lab", env=env).code == 0, "nobody was asked"
    do("secrets", "forget", "password", account, env=env)
    done = towpath("secrets", "forget", "password", account, env=env)
    assert done.code == 1
    assert done.err == f"towpath: password {account}: none is stored (see: towpath secrets list)\n"


IMPATIENT = """
import functools, sys
from towpath.store import secrets
secrets.KeyringSecrets = functools.partial(secrets.KeyringSecrets, time_limit=0.5)
from towpath.__main__ import main
sys.exit(main())
"""
REASONS = {
    "locked": "the system's keyring is locked, and was not unlocked",
    "silent": "the system's keyring did not answer within 0.5 s (is it locked?)",
    "absent": "no system keyring that encrypts was found",
}
TO_DO = {
    "locked": "unlock it with the desktop's program for passwords and keys",
    "silent": "unlock it with the desktop's program for passwords and keys",
    "absent": "what you type can be kept until Towpath ends",
}


@pytest.fixture(params=list(REASONS))
def unusable(request: pytest.FixtureRequest) -> Iterator[tuple[str, dict[str, str]]]:
    """How the desktop's keyring is, and what a program needs to meet it."""
    if request.param == "absent":
        yield request.param, {**os.environ, **NO_BUS}
        return
    with SessionBus() as bus, bus.connect() as calls, ExitStack() as running:

        def call(name: str, path: str, interface: str, method: str, signature: str, *body: object) -> None:
            address = DBusAddress(path, name, interface)
            calls.send_and_get_reply(new_method_call(address, method, signature, body), timeout=CALL_SECONDS)

        if request.param == "silent":  # a name that nobody answers for; 4: do not queue for it
            bus_name = "org.freedesktop.DBus"
            call(bus_name, "/org/freedesktop/DBus", bus_name, "RequestName", "su", SERVICE, 4)
        else:
            running.enter_context(GnomeKeyring(bus))
            folder = "/org/freedesktop/secrets"
            call(SERVICE, folder, "org.freedesktop.Secret.Service", "Lock", "ao", [f"{folder}/collection/login"])
        yield request.param, {**os.environ, **bus.env}


def test_of_a_keyring_that_cannot_be_used_it_is_told_why(
    password_sshd: Sshd, unusable: tuple[str, dict[str, str]]
) -> None:
    """Where the password is asked for, and where secrets are listed; it can be kept in memory all the same."""
    state, env = unusable
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd, methods=[AuthMethod.PASSWORD]), reconnect=True))
    program = (sys.executable, "-c", IMPATIENT)
    with AtTerminal("up", "lab", env=env, program=program) as up:
        up.answer_secret("'s password: ", password_sshd.pam.password, keep="yes")
        up.wait_for("Ctrl-C takes it down.")
        assert f"The keyring cannot keep it: {REASONS[state]}." in up.screen
        assert "Remember it until Towpath ends? (yes/no)" in up.screen
        done = towpath("secrets", "list", "--json")
        assert f"the keyring cannot keep secrets: {REASONS[state]} ({TO_DO[state]}" in done.err
        [found] = json.loads(done.out)
        assert (found["place"], found["connections"]) == ("session", ["lab"])
        password_sshd.drop_sessions()
        up.wait_until(lambda: "lab: up again" in up.err)
        assert up.screen.count("'s password: ") == 1, "it was known"
        assert password_sshd.pam.password not in up.screen + up.err + done.out + done.err
        up.press("\x03")
        assert up.end().code == 0
    after = towpath("secrets", "list", "--json", env=env, program=program)
    assert json.loads(after.out) == []
    assert REASONS[state] in after.err
