"""Every way to log in to a real sshd, and every way to be refused."""

import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest
from msgspec.structs import replace
from paramiko.common import AUTH_FAILED
from paramiko.message import Message

from tests.ssh.person import Computer, Keyring, Person, hop_to
from tests.support.agent import Agent as RealAgent
from tests.support.keys import KeyFile, KeyMaker
from tests.support.pam import PamService
from tests.support.recorder import Recorder
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd
from towpath.model.connection import AuthMethod, Hop
from towpath.model.error import SECRET_SENT, Cancelled, ProblemKind, TowpathError
from towpath.model.prompt import CodeAsked, Line, PassphraseAsked, PasswordAsked, Refuse, Secrets
from towpath.model.state import Status
from towpath.ssh.auth import _asks_account_password
from towpath.ssh.userauth import InfoRequest, Outcome, UserAuth

KEY_TYPES = ("ed25519", "rsa", "ecdsa")


@pytest.fixture
def computer() -> Computer:
    return Computer(Path.home())


@pytest.fixture(scope="module")
def ca(keys: KeyMaker) -> KeyFile:
    return keys.key(name="ca")


@pytest.fixture(scope="module")
def key_sshd(servers_directory: Path, keys: KeyMaker, ca: KeyFile) -> Iterator[Sshd]:
    """Takes keys of each type, some with a passphrase, and certificates; after 4 tries it hangs up."""
    authorized = [keys.key(key_type) for key_type in KEY_TYPES]
    authorized += [keys.key(key_type, passphrase="open sesame") for key_type in KEY_TYPES]
    authorized += [keys.key("rsa", passphrase="open sesame", pem=True)]
    with Sshd(servers_directory, name="keys", authorized=authorized, user_ca=ca, max_auth_tries=4) as server:
        yield server


@pytest.fixture(scope="module")
def agent() -> Iterator[RealAgent]:
    with RealAgent() as running:
        yield running


def pam_of(sshd: Sshd) -> PamService:
    assert sshd.pam
    return sshd.pam


def refused(computer: Computer, hop: Hop, person: Person | None = None) -> TowpathError:
    with pytest.raises(TowpathError) as caught:
        computer.login(hop, person)
    return caught.value


def account(hop: Hop) -> tuple[str, str]:
    return "password", hop.account("")


# --- keys


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_key(computer: Computer, key_sshd: Sshd, keys: KeyMaker, key_type: str) -> None:
    person = Person()
    session = computer.login(hop_to(key_sshd, keys.key(key_type)), person)
    assert session.alive
    assert not session.needed_person
    assert not person.asked
    assert computer.reported == [Status.CONNECTING, Status.WAITING_FOR_USER, Status.CONNECTING, Status.UP]
    session.close()


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_key_with_passphrase(computer: Computer, key_sshd: Sshd, keys: KeyMaker, key_type: str) -> None:
    key = keys.key(key_type, passphrase="open sesame")
    person = Person("wrong", "open sesame", remember=True)
    session = computer.login(hop_to(key_sshd, key), person)
    assert not session.needed_person, "what was typed is kept"
    session.close()
    assert person.kinds == ["passphrase", "passphrase!"]
    asked = person.asked[0]
    assert isinstance(asked, PassphraseAsked)
    assert (asked.file, asked.fingerprint, asked.can_remember) == (str(key.path), key.fingerprint, True)
    assert computer.keyring.kept == {("passphrase", str(key.path)): "open sesame"}
    again = Person()
    session = computer.login(hop_to(key_sshd, key), again)
    assert not session.needed_person
    assert not again.asked
    session.close()


def test_passphrase_is_asked_only_for_a_key_that_the_server_takes(
    computer: Computer, key_sshd: Sshd, keys: KeyMaker
) -> None:
    unknown = keys.key("ecdsa", passphrase="never asked", name="unknown")
    person = Person()
    computer.login(hop_to(key_sshd, unknown, keys.key()), person).close()
    assert not person.asked


def test_key_that_hides_its_public_half(computer: Computer, key_sshd: Sshd, keys: KeyMaker, tmp_path: Path) -> None:
    copy = KeyFile(tmp_path / "alone")
    copy.path.write_bytes(keys.key("rsa", passphrase="open sesame", pem=True).path.read_bytes())
    copy.path.chmod(0o600)
    person = Person("open sesame")
    computer.login(hop_to(key_sshd, copy), person).close()
    assert person.kinds == ["passphrase"]


def test_stored_passphrase_that_is_wrong_is_forgotten(computer: Computer, key_sshd: Sshd, keys: KeyMaker) -> None:
    key = keys.key(passphrase="open sesame")
    computer.keyring.set("passphrase", str(key.path), "old")
    person = Person("open sesame")
    computer.login(hop_to(key_sshd, key), person).close()
    assert person.kinds == ["passphrase!"]
    assert not computer.keyring.kept


def test_wrong_passphrases(computer: Computer, key_sshd: Sshd, keys: KeyMaker) -> None:
    key = keys.key(passphrase="open sesame")
    person = Person("a", "b", "c", "open sesame")
    error = refused(computer, hop_to(key_sshd, key), person)
    assert error.problem.kind is ProblemKind.PASSPHRASE_WRONG
    assert len(person.asked) == 3


@pytest.mark.parametrize("key_type", KEY_TYPES)
@pytest.mark.parametrize("by_agent", [False, True])
def test_certificate(
    key_sshd: Sshd, agent: RealAgent, keys: KeyMaker, ca: KeyFile, key_type: str, by_agent: bool
) -> None:
    plain = keys.key(key_type, name="certified-user")
    made = keys.certificate(plain, ca=ca, principals=[key_sshd.user])
    agent.remove_all()
    computer = Computer(Path.home(), agent=agent.socket)
    mark = key_sshd.mark()
    if by_agent:
        agent.add(made)
        hop = hop_to(key_sshd, use_agent=True)
    else:
        hop = hop_to(key_sshd, made)
    computer.login(hop).close()
    assert "-CERT" in key_sshd.log_text(since=mark)
    if not by_agent:
        named = hop_to(key_sshd, plain, certificates=[made.certificate_path])
        computer.login(named).close()


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_agent(key_sshd: Sshd, agent: RealAgent, keys: KeyMaker, key_type: str) -> None:
    agent.remove_all()
    agent.add(keys.key(key_type, passphrase="open sesame"))
    person = Person()
    computer = Computer(Path.home(), agent=agent.socket)
    computer.login(hop_to(key_sshd, use_agent=True), person).close()
    assert not person.asked


def test_agent_with_many_keys(key_sshd: Sshd, agent: RealAgent, keys: KeyMaker) -> None:
    agent.remove_all()
    for number in range(4):
        agent.add(keys.key(name=f"other-{number}"))
    agent.add(keys.key())
    computer = Computer(Path.home(), agent=agent.socket)
    error = refused(computer, hop_to(key_sshd, use_agent=True))
    assert error.problem.kind is ProblemKind.TOO_MANY_TRIES
    assert "other-0-ed25519 (agent)" in str(error)
    named = hop_to(key_sshd, keys.key(), use_agent=True, identities_only=True)
    computer.login(named).close()
    computer.login(hop_to(key_sshd, keys.key(), use_agent=True)).close()  # the named key comes first


def test_wrong_key(computer: Computer, key_sshd: Sshd, keys: KeyMaker) -> None:
    wrong = keys.key(name="wrong")
    error = refused(computer, hop_to(key_sshd, wrong))
    assert error.problem.kind is ProblemKind.KEYS_REFUSED
    assert error.problem.facts["tried"] == str(wrong.path)
    assert "install your public key there" in str(error)


def test_no_key_at_all(computer: Computer, key_sshd: Sshd) -> None:
    error = refused(computer, hop_to(key_sshd))
    assert error.problem.kind is ProblemKind.KEYS_REFUSED
    assert "no key, as none was found" in str(error)


def test_named_key_that_others_can_read(computer: Computer, key_sshd: Sshd, keys: KeyMaker, tmp_path: Path) -> None:
    copy = KeyFile(tmp_path / "key")
    copy.path.write_bytes(keys.key().path.read_bytes())
    copy.path.chmod(0o640)
    assert "too open" in str(refused(computer, hop_to(key_sshd, copy)))
    computer.login(hop_to(key_sshd, copy, keys.key())).close()


def test_no_method_in_common(computer: Computer, key_sshd: Sshd) -> None:
    error = refused(computer, hop_to(key_sshd, methods=[AuthMethod.PASSWORD]))
    assert error.problem.kind is ProblemKind.NO_METHOD_LEFT
    assert error.problem.facts["methods"] == "publickey"


# --- passwords


METHODS = [AuthMethod.PASSWORD, AuthMethod.KEYBOARD_INTERACTIVE]


def test_what_the_server_says_first_comes_with_the_first_question(
    computer: Computer, servers_directory: Path, password_sshd: Sshd, tmp_path: Path
) -> None:
    banner = tmp_path / "banner"
    banner.write_text("Members of the lab only.\nEverything is \x1b[31mlogged\x1b[0m.\n")
    pam = pam_of(password_sshd)
    with Sshd(servers_directory, name="banner", pam=pam, extra=f"Banner {banner}") as server:
        person = Person("mistyped", pam.password)
        computer.login(hop_to(server, methods=[AuthMethod.PASSWORD]), person).close()
    first, second = person.asked
    assert isinstance(first, PasswordAsked)
    assert isinstance(second, PasswordAsked)
    assert first.banner.splitlines() == ["Members of the lab only.", "Everything is \x1b[31mlogged\x1b[0m."]
    assert second.banner == ""


@pytest.mark.parametrize("method", METHODS)
def test_password(computer: Computer, password_sshd: Sshd, method: AuthMethod) -> None:
    hop = hop_to(password_sshd, methods=[method])
    person = Person(pam_of(password_sshd).password, remember=True)
    session = computer.login(hop, person)
    assert not session.needed_person, "what was typed is kept"
    session.close()
    [asked] = person.asked
    assert asked == PasswordAsked(account=hop.account(""), can_remember=True, can_keep=True)
    assert computer.keyring.kept == {account(hop): pam_of(password_sshd).password}
    again = Person()
    session = computer.login(hop, again)
    assert not session.needed_person
    assert not again.asked
    session.close()


def for_session(secret: str) -> Secrets:
    return Secrets(values=(secret,), for_session=True)


@pytest.mark.parametrize("method", METHODS)
def test_password_is_kept_until_the_end(password_sshd: Sshd, method: AuthMethod) -> None:
    computer = Computer(Path.home(), keyring=Keyring(broken=True))
    password = pam_of(password_sshd).password
    hop = hop_to(password_sshd, methods=[method])
    person = Person(for_session("mistyped"), for_session(password))
    session = computer.login(hop, person)
    assert not session.needed_person
    session.close()
    assert (computer.keyring.in_memory, computer.keyring.kept) == ({account(hop): password}, {})
    again = Person()
    computer.login(hop, again).close()
    assert not again.asked
    computer.keyring.in_memory[account(hop)] = "of yesterday"
    computer.login(hop, Person(password)).close()
    assert computer.keyring.in_memory == {}, "what was refused is forgotten"


def test_passphrase_is_kept_until_the_end(computer: Computer, key_sshd: Sshd, keys: KeyMaker) -> None:
    key = keys.key(passphrase="open sesame")
    session = computer.login(hop_to(key_sshd, key), Person(for_session("open sesame")))
    assert not session.needed_person
    session.close()
    assert computer.keyring.kept == {}
    computer.login(hop_to(key_sshd, key), again := Person()).close()
    assert not again.asked
    computer.keyring.in_memory["passphrase", str(key.path)] = "of yesterday"
    computer.login(hop_to(key_sshd, key), Person("open sesame")).close()
    assert computer.keyring.in_memory == {}


@pytest.mark.parametrize("method", METHODS)
def test_password_is_kept_only_if_the_person_says_so(password_sshd: Sshd, method: AuthMethod) -> None:
    computer = Computer(Path.home(), keyring=Keyring(broken=True))
    person = Person(pam_of(password_sshd).password)
    computer.login(hop_to(password_sshd, methods=[method]), person).close()
    [asked] = person.asked
    assert isinstance(asked, PasswordAsked)
    assert not asked.can_remember
    assert asked.cannot_remember_why == "no keyring here"
    assert not computer.keyring.kept


@pytest.mark.parametrize("methods", [*([m] for m in METHODS), METHODS])
def test_stored_password_is_tried_once_and_forgotten_when_refused(
    computer: Computer, password_sshd: Sshd, methods: list[AuthMethod]
) -> None:
    hop = hop_to(password_sshd, methods=methods)
    computer.keyring.set(*account(hop), "the old one")
    person = Person("mistyped", pam_of(password_sshd).password, remember=True)
    mark = password_sshd.mark()
    computer.login(hop, person).close()
    assert person.kinds == ["password!", "password!"]
    assert computer.keyring.kept == {account(hop): pam_of(password_sshd).password}
    assert len(password_sshd.refusals(since=mark)) == 2


@pytest.mark.parametrize("forgets", [True, False])
def test_refused_password_is_not_sent_again(
    password_sshd: Sshd, monkeypatch: pytest.MonkeyPatch, forgets: bool
) -> None:
    """Not even if the keyring does not forget it."""
    computer = Computer(Path.home())
    hop = hop_to(password_sshd)
    computer.keyring.set(*account(hop), "the old one")
    if not forgets:
        monkeypatch.setattr(computer.keyring, "forget", lambda _kind, _key: None)
    mark = password_sshd.mark()
    computer.login(hop, Person(pam_of(password_sshd).password)).close()
    assert len(password_sshd.refusals(since=mark)) == 1
    assert bool(computer.keyring.kept) is not forgets


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("ending", [ProblemKind.LOST_DURING_LOGIN, ProblemKind.TIMED_OUT])
def test_a_login_that_breaks_off_says_that_a_password_was_sent(
    computer: Computer,
    password_sshd: Sshd,
    monkeypatch: pytest.MonkeyPatch,
    method: AuthMethod,
    ending: ProblemKind,
) -> None:
    with LinkRelay(password_sshd.port) as link:
        hop = replace(hop_to(password_sshd, methods=[method], timeout=2.0), port=link.port)
        computer.keyring.set(*account(hop), pam_of(password_sshd).password)
        send = UserAuth._send

        def break_the_link(userauth: UserAuth, message: Message) -> None:
            if pam_of(password_sshd).password.encode() in message.asbytes():
                (link.freeze if ending is ProblemKind.TIMED_OUT else link.reset)()
            send(userauth, message)

        monkeypatch.setattr(UserAuth, "_send", break_the_link)
        monkeypatch.setattr("towpath.ssh.userauth.SECONDS_FOR_SECRETS", 0.1)
        problem = refused(computer, hop).problem
    assert problem.kind is ending
    assert SECRET_SENT in problem.facts


def test_a_login_that_breaks_off_before_a_password_was_sent(
    computer: Computer, password_sshd: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkRelay(password_sshd.port) as link:
        hop = replace(hop_to(password_sshd), port=link.port)
        try_none = UserAuth.try_none

        def break_the_link(userauth: UserAuth) -> Outcome:
            link.reset()
            return try_none(userauth)

        monkeypatch.setattr(UserAuth, "try_none", break_the_link)
        problem = refused(computer, hop).problem
    assert problem.kind is ProblemKind.LOST_DURING_LOGIN
    assert SECRET_SENT not in problem.facts


@pytest.mark.parametrize("methods", [*([m] for m in METHODS), METHODS])
def test_wrong_password_is_asked_three_times(
    computer: Computer, password_sshd: Sshd, methods: list[AuthMethod]
) -> None:
    person = Person("a", "b", "c", "d", remember=True)
    error = refused(computer, hop_to(password_sshd, methods=methods), person)
    assert error.problem.kind is ProblemKind.PASSWORD_REFUSED
    assert person.kinds == ["password", "password!", "password!"]
    assert not computer.keyring.kept


def test_closing_the_question_ends_the_login(computer: Computer, password_sshd: Sshd) -> None:
    with pytest.raises(Cancelled):
        computer.login(hop_to(password_sshd), Person(Refuse()))


# --- one-time codes


def test_password_and_code(computer: Computer, otp_sshd: Sshd) -> None:
    pam = pam_of(otp_sshd)
    person = Person(pam.password, pam.code(), remember=True)
    hop = hop_to(otp_sshd)
    session = computer.login(hop, person)
    assert session.needed_person
    session.close()
    assert person.kinds == ["password", "code"]
    code = person.asked[1]
    assert isinstance(code, CodeAsked)
    [line] = code.lines
    assert not line.echo
    assert "One-time password" in line.text
    assert computer.keyring.kept == {account(hop): pam.password}  # and no code
    again = Person(pam.code())
    session = computer.login(hop, again)
    assert again.kinds == ["code"]
    assert session.needed_person
    session.close()


def test_wrong_code(computer: Computer, otp_sshd: Sshd) -> None:
    pam = pam_of(otp_sshd)
    hop = hop_to(otp_sshd)
    computer.keyring.set(*account(hop), pam.password)
    person = Person(pam.wrong_code(), pam.password, pam.code())
    computer.login(hop, person).close()
    assert person.kinds == ["code", "password", "code!"]
    assert computer.keyring.kept == {account(hop): pam.password}


def test_wrong_codes(computer: Computer, otp_sshd: Sshd) -> None:
    pam = pam_of(otp_sshd)
    person = Person(*(3 * (pam.password, pam.wrong_code())))
    error = refused(computer, hop_to(otp_sshd), person)
    assert error.problem.kind is ProblemKind.CODE_REFUSED
    assert len(person.asked) == 6


def test_key_then_password_and_code(computer: Computer, key_otp_sshd: Sshd, user_key: KeyFile) -> None:
    pam = pam_of(key_otp_sshd)
    person = Person(pam.password, pam.code())
    mark = key_otp_sshd.mark()
    computer.login(hop_to(key_otp_sshd, user_key), person).close()
    assert person.kinds == ["password", "code"]
    assert "Partial publickey" in key_otp_sshd.log_text(since=mark)


def test_key_alone_where_more_is_wanted(computer: Computer, key_otp_sshd: Sshd, user_key: KeyFile) -> None:
    error = refused(computer, hop_to(key_otp_sshd, user_key, methods=[AuthMethod.PUBLICKEY]))
    assert error.problem.kind is ProblemKind.NO_METHOD_LEFT
    assert error.problem.facts["methods"] == "keyboard-interactive"


# --- servers of their own kind


def test_every_line_is_passed_on_as_asked(computer: Computer, keys: KeyMaker) -> None:
    prompts = (("User name: ", True), ("Password: ", False), ("\x1b[31mPIN", False))
    with Recorder(keys.key(name="recorder"), prompts=prompts) as recorder:
        person = Person(("me", "secret", "1234"), Refuse())
        with pytest.raises(Cancelled):
            computer.login(Hop(host="127.0.0.1", port=recorder.port, user="me"), person)
        assert recorder.secrets == ("me\nsecret\n1234",)
    first = person.asked[0]
    assert isinstance(first, CodeAsked)
    assert first.lines == tuple(Line(text, echo) for text, echo in prompts)
    assert person.kinds == ["code", "code!"]


@pytest.mark.parametrize(
    ("prompt", "instruction", "echo", "is_password"),
    [
        ("Password: ", "", False, True),
        ("password:", "", False, True),
        ("root@gate's password: ", "", False, True),
        ("Password for root@gate:", "", False, True),
        ("Password: ", "", True, False),
        ("Password: ", "Type the six digits", False, False),
        ("One-time password (OATH) for `root':", "", False, False),
        ("Current password: ", "", False, False),
        ("New password: ", "", False, False),
        ("Verification code: ", "", False, False),
    ],
)
def test_what_counts_as_the_account_password(prompt: str, instruction: str, echo: bool, is_password: bool) -> None:
    assert _asks_account_password(InfoRequest("", instruction, (Line(prompt, echo),))) is is_password


def test_two_lines_are_never_answered_from_the_keyring() -> None:
    assert not _asks_account_password(InfoRequest("", "", (Line("Password: ", False),) * 2))


class WantsNewPassword(paramiko.ServerInterface):
    """Answers a password with SSH_MSG_USERAUTH_PASSWD_CHANGEREQ (RFC 4252, section 8)."""

    def __init__(self, transport: paramiko.Transport) -> None:
        self._transport = transport

    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        request = paramiko.Message()
        request.add_byte(bytes([60])).add_string("Your password has expired.").add_string("")
        self._transport._send_message(request)  # type: ignore[attr-defined]  # no public way
        return AUTH_FAILED


def test_server_that_wants_a_new_password(computer: Computer, keys: KeyMaker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        servers: list[paramiko.Transport] = []

        def serve() -> None:
            server = paramiko.Transport(listener.accept()[0])
            server.set_log_channel("tests.expired")
            server.add_server_key(paramiko.PKey.from_path(keys.key(name="recorder").path))
            servers.append(server)
            server.start_server(event=threading.Event(), server=WantsNewPassword(server))

        thread = threading.Thread(target=serve)
        thread.start()
        hop = Hop(host="127.0.0.1", port=listener.getsockname()[1], user="me")
        error = refused(computer, hop, Person("the old one"))
        thread.join()
        servers[0].close()
    assert error.problem.kind is ProblemKind.PASSWORD_EXPIRED
    assert "Your password has expired" in str(error)


# --- secrets stay secret


def test_secrets_are_never_logged_or_shown(
    computer: Computer, otp_sshd: Sshd, caplog: pytest.LogCaptureFixture
) -> None:
    pam = pam_of(otp_sshd)
    code = pam.code()
    wrong = pam.wrong_code()
    person = Person("not-the-password", pam.password, wrong, pam.password, code)
    with caplog.at_level(logging.DEBUG):
        computer.login(hop_to(otp_sshd), person).close()
    shown = caplog.text + repr(person.asked) + repr(computer.connector.__dict__)
    assert caplog.records
    for secret in ("not-the-password", pam.password, wrong, code):
        assert secret not in shown
