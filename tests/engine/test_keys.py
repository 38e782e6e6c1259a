"""Keys and agents through the engine, with its real parts: real files, a real ssh-agent, real sshds."""

import base64
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import MemorySecrets
from tests.support.agent import Agent
from tests.support.engine import Profiles, ask, do
from tests.support.keys import KeyFile, KeyMaker
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.key_finding import FoundKey
from towpath.engine.key_listing import KeyPlaces, agent_sockets, is_too_open
from towpath.engine.lock import EngineKind
from towpath.model.command import GiveAnswer
from towpath.model.connection import Auth, AuthMethod, Connection, Hop, HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.event import Event, QuestionAsked
from towpath.model.keys import (
    AddToAgent,
    ChangePassphrase,
    ConvertKey,
    GenerateKey,
    InstallKey,
    KeyCommand,
    KeyInstalled,
    KeyMade,
    KeysListed,
    KeyTested,
    KeyType,
    ListKeys,
    RemoveFromAgent,
    RepairPermissions,
    TestKey,
)
from towpath.model.prompt import Answer, PassphraseAsked, Refuse, Secrets
from towpath.model.secret_text import SecretText
from towpath.ssh import openssh_key
from towpath.ssh.keys import join_strings, parse_public_line

PASSPHRASE = "open sesame"


@pytest.fixture
def ssh_folder(profiles: Profiles) -> Path:
    folder = profiles.home / ".ssh"
    folder.mkdir(mode=0o700, parents=True)
    return folder


@pytest.fixture
def agent() -> Iterator[Agent]:
    with Agent() as running:
        yield running


def copied(made: KeyFile, folder: Path, name: str) -> Path:
    shutil.copy2(made.path, folder / name)
    shutil.copy2(made.public_path, folder / f"{name}.pub")
    return folder / name


def hop(sshd: Sshd, key: KeyFile) -> Hop:
    auth = Auth(identity_files=(str(key.path),), use_agent=False)
    return Hop(host="127.0.0.1", port=sshd.port, user=sshd.user, auth=auth, host_key_policy=HostKeyPolicy.ACCEPT_NEW)


def box(sshd: Sshd, key: KeyFile, *jumps: Hop) -> Connection:
    return Connection(id="box", name="Box", target=hop(sshd, key), jumps=jumps)


class Person:
    """At the window: answers each question in the same way."""

    def __init__(self, engine: Engine, answer: Answer) -> None:
        self.asked: list[object] = []
        self.answer = answer
        self._engine = engine
        engine.subscribe(self._hear, answers=True)

    def _hear(self, event: Event) -> None:
        if isinstance(event, QuestionAsked):
            self.asked.append(event.question.asked)
            self._engine.submit(GiveAnswer(id=event.question.id, answer=self.answer))


def types_passphrase(engine: Engine) -> Person:
    return Person(engine, Secrets(values=(PASSPHRASE,)))


def listed(engine: Engine) -> KeysListed:
    return ask(engine, ListKeys(request="r"), KeysListed)


# --- the list


def test_all_keys_are_listed(
    profiles: Profiles, ssh_folder: Path, keys: KeyMaker, agent: Agent, tmp_path: Path, sshd: Sshd
) -> None:
    first = copied(keys.key(), ssh_folder, "id_ed25519")
    held = keys.key("ecdsa", name="held", passphrase=PASSPHRASE)
    elsewhere = copied(held, tmp_path, "elsewhere")
    only_held = keys.key("rsa", name="only-held")
    agent.add(held)
    agent.add(only_held)
    named = Auth(identity_files=("~/.ssh/id_ed25519", str(elsewhere), str(tmp_path / "missing"), "~/.ssh/id_rsa"))
    gateway = replace(hop(sshd, keys.key()), auth=Auth(identity_files=("~/.ssh/id_ed25519.pub",)))
    profiles.save(
        Connection(id="a", name="A", target=Hop(host="a", auth=named)),
        Connection(id="b", name="B", target=Hop(host="b"), jumps=(gateway,)),
    )
    found = listed(profiles.own(EngineKind.COMMAND_LINE, agent=agent.socket).engine)
    assert [key.path for key in found.keys] == [str(first), str(elsewhere), str(tmp_path / "missing"), ""]
    assert [key.in_agent for key in found.keys] == [False, True, False, True]
    assert [key.used_by for key in found.keys] == [("a", "b"), ("a",), ("a",), ()]
    assert [key.encrypted for key in found.keys] == [False, True, False, False]
    assert [key.fingerprint for key in found.keys] == [
        keys.key().fingerprint,
        held.fingerprint,
        "",
        only_held.fingerprint,
    ]
    assert found.keys[2].problem
    [usual] = found.agents
    assert (usual.socket, usual.name, usual.keys, usual.problem) == (str(agent.socket), "ssh-agent", 2, None)
    assert (found.folder, found.folder_too_open) == (str(ssh_folder), False)


def test_an_agent_that_is_gone_is_told(profiles: Profiles, tmp_path: Path) -> None:
    [gone] = listed(profiles.own(EngineKind.COMMAND_LINE, agent=tmp_path / "gone").engine).agents
    assert gone.problem
    assert gone.problem.kind is ProblemKind.AGENT_FAILED


def test_a_key_is_one_by_whatever_name(profiles: Profiles, ssh_folder: Path, keys: KeyMaker, tmp_path: Path) -> None:
    path = copied(keys.key(), ssh_folder, "key")
    link = tmp_path / "link"
    link.symlink_to(path)
    profiles.save(Connection(id="a", name="A", target=Hop(host="a", auth=Auth(identity_files=(str(link),)))))
    asked = ListKeys(request="r", files=(str(path), f"{path}.pub", str(link)))
    [key] = ask(profiles.own(EngineKind.COMMAND_LINE).engine, asked, KeysListed).keys
    assert (key.path, key.used_by) == (str(path), ("a",))


@pytest.mark.parametrize(("mode", "too_open"), [(0o700, False), (0o500, False), (0o710, True), (0o701, True)])
def test_who_can_look_into_the_folder(ssh_folder: Path, mode: int, too_open: bool) -> None:
    ssh_folder.chmod(mode)
    assert is_too_open(ssh_folder) is too_open


def test_a_profile_with_a_home_of_its_own_leaves_the_agents_of_the_person_alone(tmp_path: Path, agent: Agent) -> None:
    (tmp_path / "ssh-agent.socket").symlink_to(agent.socket)
    environment = {"HOME": str(tmp_path / "person"), "XDG_RUNTIME_DIR": str(tmp_path)}
    assert agent_sockets(KeyPlaces(tmp_path / "other", "", environment), ()) == ()
    assert agent_sockets(KeyPlaces(tmp_path / "person", "", environment), ()) == (tmp_path / "ssh-agent.socket",)


def test_a_hundred_keys_are_listed_soon(profiles: Profiles, ssh_folder: Path, keys: KeyMaker) -> None:
    for number in range(100):
        copied(keys.key(("ed25519", "rsa", "ecdsa")[number % 3]), ssh_folder, f"key-{number}")
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    began = time.monotonic()
    assert len(listed(engine).keys) == 100
    assert time.monotonic() - began < 1  # a tenth of that, were it alone


# --- key files


def test_a_key_is_made(profiles: Profiles, ssh_folder: Path) -> None:
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    path = ssh_folder / "new"
    command = GenerateKey(request="r", path=str(path), passphrase=SecretText(PASSPHRASE), rounds=1)
    made = ask(engine, command, KeyMade).key
    assert (made.path, made.type, made.bits, made.encrypted) == (str(path), "ED25519", 256, True)
    assert "@" in made.comment
    assert made.public_line == path.with_name("new.pub").read_text().strip()
    subprocess.run(["ssh-keygen", "-y", "-P", PASSPHRASE, "-f", str(path)], check=True, capture_output=True, timeout=20)
    refused = do(engine, command)
    assert refused
    assert refused.kind is ProblemKind.FILE_EXISTS


def test_a_key_is_made_as_wished(profiles: Profiles, ssh_folder: Path) -> None:
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    path = ssh_folder / "new"
    wish = GenerateKey(
        request="r", path=str(path), passphrase=SecretText(PASSPHRASE), rounds=2, comment="as wished",
        kind=KeyType.ECDSA, bits=521,
    )  # fmt: skip
    made = ask(engine, wish, KeyMade).key
    assert (made.type, made.bits, made.comment) == ("ECDSA", 521, "as wished")
    content = base64.b64decode("".join(path.read_text().splitlines()[1:-1]))
    options = content.partition(b"bcrypt")[2]
    salt_then_rounds = 4 + 4 + 16  # behind two lengths (openssh's PROTOCOL.key)
    assert int.from_bytes(options[salt_then_rounds : salt_then_rounds + 4]) == 2


def test_a_changed_passphrase_is_forgotten(profiles: Profiles, ssh_folder: Path, keys: KeyMaker) -> None:
    keyring = MemorySecrets()
    path = copied(keys.key(passphrase=PASSPHRASE), ssh_folder, "key")
    keyring.set("passphrase", str(path), PASSPHRASE)
    engine = profiles.own(EngineKind.COMMAND_LINE, keyring).engine
    wrong = do(engine, ChangePassphrase(request="r", path=str(path), old=SecretText("?"), new=SecretText("new")))
    assert wrong
    assert wrong.kind is ProblemKind.PASSPHRASE_WRONG
    assert keyring.get("passphrase", str(path)) == PASSPHRASE
    command = ChangePassphrase(
        request="r", path="~/.ssh/key", old=SecretText(PASSPHRASE), new=SecretText("new"), rounds=1
    )
    assert ask(engine, command, KeyMade).key.encrypted
    assert keyring.get("passphrase", str(path)) is None


def test_no_passphrase_is_told_to_anybody(
    profiles: Profiles, ssh_folder: Path, keys: KeyMaker, agent: Agent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    canary = "canary in the coal mine"
    path = copied(keys.key(passphrase=PASSPHRASE), ssh_folder, "key")
    engine = profiles.own(EngineKind.WINDOW, agent=agent.socket).engine
    heard: list[object] = []
    engine.subscribe(heard.append)
    Person(engine, Secrets(values=(canary,)))
    new = str(ssh_folder / "new")
    commands: list[KeyCommand] = [
        GenerateKey(request="a", path=new, passphrase=SecretText(canary), rounds=1),
        GenerateKey(request="b", path=new, passphrase=SecretText(canary), rounds=1),
        AddToAgent(path=new),
        ChangePassphrase(request="c", path=str(path), old=SecretText(canary), new=SecretText(canary)),
        ChangePassphrase(request="d", path=new, old=SecretText(canary), new=SecretText(canary * 2), rounds=1),
        ConvertKey(request="e", path=new, to=str(path), passphrase=SecretText(canary)),
        AddToAgent(path=str(path)),
    ]
    outcomes = [do(engine, command) for command in commands]
    told = [problem.kind if problem else None for problem in outcomes]
    assert told == [
        None,
        ProblemKind.FILE_EXISTS,
        None,
        ProblemKind.PASSPHRASE_WRONG,
        None,
        ProblemKind.KEY_UNREADABLE,
        ProblemKind.PASSPHRASE_WRONG,
    ]
    said = repr([commands, outcomes, heard, engine.snapshot()]) + caplog.text
    assert canary not in said
    written = [file for file in profiles.home.parent.rglob("*") if file.is_file()]
    assert not [file for file in written if canary.encode() in file.read_bytes()]


def test_a_key_is_converted(profiles: Profiles, ssh_folder: Path, keys: KeyMaker) -> None:
    path = copied(keys.key("rsa", pem=True), ssh_folder, "old")
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    made = ask(engine, ConvertKey(request="r", path=str(path), to=str(ssh_folder / "new")), KeyMade).key
    assert made.fingerprint == keys.key("rsa", pem=True).fingerprint


def test_permissions_are_repaired(profiles: Profiles, ssh_folder: Path, keys: KeyMaker) -> None:
    path = copied(keys.key(), ssh_folder, "key")
    path.chmod(0o644)
    ssh_folder.chmod(0o755)
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    before = listed(engine)
    assert (before.folder_too_open, before.keys[0].too_open) == (True, True)
    assert do(engine, RepairPermissions(paths=(str(path),))) is None
    after = listed(engine)
    assert (after.folder_too_open, after.keys[0].too_open) == (False, False)
    missing = do(engine, RepairPermissions(paths=("~/.ssh/missing",)))
    assert missing
    assert missing.kind is ProblemKind.FILE_UNWRITABLE


# --- agents


def test_a_key_is_added_with_its_passphrase_and_removed(
    profiles: Profiles, ssh_folder: Path, keys: KeyMaker, agent: Agent
) -> None:
    path = copied(keys.key(passphrase=PASSPHRASE), ssh_folder, "key")
    engine = profiles.own(EngineKind.WINDOW, agent=agent.socket).engine
    person = types_passphrase(engine)
    assert do(engine, AddToAgent(path=str(path), lifetime=3600)) is None
    [asked] = person.asked
    assert isinstance(asked, PassphraseAsked)
    [key] = listed(engine).keys
    assert key.in_agent
    assert do(engine, RemoveFromAgent(fingerprint=key.fingerprint)) is None
    assert not listed(engine).keys[0].in_agent
    unknown = do(engine, RemoveFromAgent(fingerprint=key.fingerprint))
    assert unknown
    assert unknown.kind is ProblemKind.UNKNOWN_KEY
    assert do(engine, AddToAgent(path=str(path))) is None
    assert do(engine, RemoveFromAgent()) is None
    assert not listed(engine).keys[0].in_agent


def test_a_certificate_is_added_and_removed_with_its_key(profiles: Profiles, keys: KeyMaker, agent: Agent) -> None:
    made = keys.certificate(keys.key(), ca=keys.key(name="ca"), principals=["me"], name="for-agent")
    engine = profiles.own(EngineKind.COMMAND_LINE, agent=agent.socket).engine
    assert do(engine, AddToAgent(path=str(made.path))) is None
    assert listed(engine).agents[0].keys == 2
    assert do(engine, RemoveFromAgent(fingerprint=made.fingerprint)) is None
    assert listed(engine).agents[0].keys == 0


def test_a_key_in_a_security_key_is_added(profiles: Profiles, ssh_folder: Path, agent: Agent) -> None:
    """The agent alone can use it; its file holds a handle, here with a passphrase."""
    public = join_strings(b"sk-ssh-ed25519@openssh.com", bytes(range(32)), b"ssh:")
    fields = public + bytes([1]) + join_strings(b"handle", b"")
    path = ssh_folder / "id_ed25519_sk"
    path.write_bytes(openssh_key.write(public, fields, "yubi", PASSPHRASE, 1))
    path.chmod(0o600)
    engine = profiles.own(EngineKind.WINDOW, agent=agent.socket).engine
    types_passphrase(engine)
    assert do(engine, AddToAgent(path=str(path), lifetime=60)) is None
    [key] = listed(engine).keys
    assert (key.in_agent, key.is_token, key.type) == (True, True, "ED25519-SK")


def test_without_an_agent_it_is_said(profiles: Profiles, keys: KeyMaker) -> None:
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    for command in (AddToAgent(path=str(keys.key().path)), RemoveFromAgent()):
        problem = do(engine, command)
        assert problem
        assert problem.kind is ProblemKind.AGENT_FAILED


def test_who_asks_for_a_passphrase_goes_with_the_engine(profiles: Profiles, keys: KeyMaker, agent: Agent) -> None:
    """Nothing waits for ever: the guards would find its thread."""
    owned = profiles.own(EngineKind.WINDOW, agent=agent.socket)
    asked: list[Event] = []
    owned.engine.subscribe(asked.append, answers=True)
    owned.engine.submit(AddToAgent(path=str(keys.key(passphrase=PASSPHRASE).path)))
    wait_for(lambda: any(isinstance(event, QuestionAsked) for event in asked))
    owned.close()


# --- on other machines


@pytest.fixture(scope="module")
def home_sshd(servers_directory: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Reads ~/.ssh/authorized_keys besides."""
    with Sshd(servers_directory, name="keys-home", authorized=[user_key], reads_home=True) as server:
        yield server


@pytest.fixture
def server(home_sshd: Sshd) -> Sshd:
    shutil.rmtree(home_sshd.home / ".ssh", ignore_errors=True)
    return home_sshd


def test_a_key_is_installed_once_and_verified(
    profiles: Profiles, server: Sshd, sshd: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    """Behind a gateway, whose login is shared."""
    new = keys.key("ecdsa", name="new")
    profiles.save(box(server, user_key, hop(sshd, user_key)))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    gateway = sshd.mark()
    mark = server.mark()
    command = InstallKey(request="r", path=str(new.path), connection="box")
    first = ask(engine, command, KeyInstalled)
    assert (first.added, first.verified, first.problem) == (True, True, None)
    second = ask(engine, command, KeyInstalled)
    assert (second.added, second.verified) == (False, True)
    assert (server.home / ".ssh" / "authorized_keys").read_text() == f"{new.public_line}\n"
    assert [new.fingerprint in line for line in server.logins(since=mark)] == [False, True, True]
    assert len(sshd.logins(since=gateway)) == 1


def test_an_encrypted_key_is_signed_with_or_at_least_taken(
    profiles: Profiles, server: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    new = keys.key("ecdsa", name="new", passphrase=PASSPHRASE)
    profiles.save(box(server, user_key))
    engine = profiles.own(EngineKind.WINDOW).engine
    person = types_passphrase(engine)
    command = InstallKey(request="r", path=str(new.path), connection="box")
    told = ask(engine, command, KeyInstalled)
    assert (told.added, told.verified, told.problem) == (True, True, None)
    person.answer = Refuse()
    told = ask(engine, command, KeyInstalled)
    assert (told.added, told.verified) == (False, True)
    assert told.problem
    assert told.problem.kind is ProblemKind.CANCELLED
    assert [type(asked) for asked in person.asked] == [PassphraseAsked] * 2


def test_who_is_asked_while_a_key_is_tried_goes_with_the_engine(
    profiles: Profiles, server: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    """Nothing waits for ever: the guards would find its thread."""
    locked = keys.key("ecdsa", name="new", passphrase=PASSPHRASE)
    profiles.save(box(server, user_key))
    authorized = server.home / ".ssh" / "authorized_keys"
    authorized.parent.mkdir(mode=0o700)
    authorized.write_text(f"{locked.public_line}\n")
    owned = profiles.own(EngineKind.WINDOW)
    asked: list[Event] = []
    owned.engine.subscribe(asked.append, answers=True)
    owned.engine.submit(TestKey(request="r", path=str(locked.path), connection="box"))
    wait_for(lambda: any(isinstance(event, QuestionAsked) for event in asked))
    owned.close()


def test_a_site_that_reads_other_files_is_told_of(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    new = keys.key("ecdsa", name="new")
    profiles.save(box(sshd, user_key))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    try:
        told = ask(engine, InstallKey(request="r", path=str(new.path), connection="box"), KeyInstalled)
    finally:
        shutil.rmtree(sshd.home / ".ssh")
    assert (told.added, told.verified) == (True, False)
    assert told.problem
    assert told.problem.kind is ProblemKind.INSTALL_REFUSED
    assert "still refused" in told.problem.facts["detail"]


def test_keys_are_tried(profiles: Profiles, sshd: Sshd, user_key: KeyFile, keys: KeyMaker, agent: Agent) -> None:
    """With nothing else: neither the connection's own keys nor the agent's others help."""
    other = keys.key("ecdsa", name="other")
    profiles.save(box(sshd, user_key))
    engine = profiles.own(EngineKind.COMMAND_LINE, agent=agent.socket).engine
    agent.add(user_key)

    def tried(path: str) -> KeyTested:
        return ask(engine, TestKey(request="r", path=path, connection="box"), KeyTested)

    assert tried(str(user_key.path)) == KeyTested(accepted=True)
    refused = tried(str(other.path))
    assert not refused.accepted
    assert refused.problem
    assert refused.problem.kind is ProblemKind.KEYS_REFUSED
    assert tried(user_key.fingerprint) == KeyTested(accepted=True), "one of the agent's"
    unknown = do(engine, TestKey(request="r", path="SHA256:none", connection="box"))
    assert unknown
    assert unknown.kind is ProblemKind.UNKNOWN_KEY


def test_a_key_that_belongs_to_another_public_half_is_refused(
    profiles: Profiles, ssh_folder: Path, sshd: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    """The machine would take the one that is offered; what is signed is of another."""
    path = copied(keys.key("ecdsa", name="other", pem=True, passphrase=PASSPHRASE), ssh_folder, "key")
    shutil.copy2(user_key.public_path, f"{path}.pub")
    profiles.save(box(sshd, user_key))
    engine = profiles.own(EngineKind.WINDOW).engine
    types_passphrase(engine)
    told = ask(engine, TestKey(request="r", path=str(path), connection="box"), KeyTested)
    assert not told.accepted
    assert told.problem
    assert told.problem.kind is ProblemKind.KEYS_REFUSED


def test_a_key_is_tried_alone(keys: KeyMaker, tmp_path: Path) -> None:
    """Nothing of the connection's own helps it, and nothing stays in an agent."""
    own = Auth(
        identity_files=("own",),
        certificate_files=("own-cert.pub",),
        identity_agent="own.socket",
        add_keys_to_agent="yes",
        use_agent=False,
    )
    public = parse_public_line(keys.key().public_line)
    alone = Auth(use_agent=True, identities_only=True, methods=(AuthMethod.PUBLICKEY,), add_keys_to_agent="no")
    of_file = replace(alone, identity_files=("file",), identity_agent="own.socket")
    assert FoundKey(public, path="file").alone(own, tmp_path) == of_file
    of_agent = replace(alone, identity_files=(str(tmp_path),), identity_agent="its.socket")
    assert FoundKey(public, agent="its.socket").alone(own, tmp_path) == of_agent


def test_what_is_wrong_with_the_way_is_no_judgement_of_the_key(profiles: Profiles, user_key: KeyFile) -> None:
    profiles.save(Connection(id="lost", name="Lost", target=Hop(host="127.0.0.1", port=1)))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    problem = do(engine, TestKey(request="r", path=str(user_key.path), connection="lost"))
    assert problem
    assert problem.kind is ProblemKind.REFUSED


def test_a_machine_that_wants_a_code_besides_takes_the_key(
    profiles: Profiles, key_otp_sshd: Sshd, user_key: KeyFile
) -> None:
    """And nobody is asked for it."""
    profiles.save(box(key_otp_sshd, user_key))
    engine = profiles.own(EngineKind.WINDOW).engine
    person = Person(engine, Refuse())
    told = ask(engine, TestKey(request="r", path=str(user_key.path), connection="box"), KeyTested)
    assert told == KeyTested(accepted=True)
    assert person.asked == []
