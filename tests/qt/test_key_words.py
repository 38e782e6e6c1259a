"""What is said of a key: what needs somebody comes first, and nothing is said by a colour alone."""

from msgspec.structs import replace

from tests.qt.keys import certificate, key
from towpath.model.error import Problem, ProblemKind
from towpath.model.keys import AgentInfo, KeyInfo
from towpath.qt.keys.key_words import agent_text, key_name, marks, short_fingerprint, type_text, validity

NOW = 1_800_000_000.0
DAY = 86_400.0


def words(one: KeyInfo) -> list[str]:
    return [mark.word for mark in marks(one, NOW)]


def test_a_key_as_it_should_be() -> None:
    assert words(key("id")) == ["passphrase"]
    assert words(key("id", in_agent=True, used_by=("a", "b"))) == ["passphrase", "in agent", "used by 2"]


def test_what_is_wrong_comes_first() -> None:
    bad = key("id", encrypted=False, too_open=True, used_by=("a",))
    assert words(bad) == ["too open", "no passphrase", "used by 1"]
    assert "0644" in marks(bad, NOW)[0].said
    broken = replace(bad, problem=Problem(ProblemKind.KEY_UNREADABLE, "id"))
    assert words(broken)[:2] == ["of no use", "too open"]
    assert "no passphrase" not in words(broken), "nobody knows"


def test_only_a_public_part() -> None:
    assert words(replace(key("id.pub", encrypted=False), has_private=False)) == ["public part only"]


def test_a_key_on_a_security_key_needs_no_passphrase() -> None:
    assert words(replace(key("id_sk", encrypted=False), is_token=True)) == ["security key"]


def test_certificates() -> None:
    def mark(since: float = 0.0, until: float = 0.0) -> tuple[str, str]:
        found = marks(key("id", certificate=certificate(since=since, until=until)), NOW)[0]
        return found.word, found.meaning

    assert mark() == ("certificate", "good")
    assert mark(until=NOW - 1) == ("certificate expired", "bad")
    assert mark(since=NOW + DAY, until=NOW + 2 * DAY) == ("certificate not valid yet", "warning")
    assert mark(until=NOW + DAY) == ("certificate until 2027-01-16", "good")
    assert validity(certificate()) == "always"
    assert validity(certificate(until=NOW)).startswith("until 2027-01-15")
    assert validity(certificate(since=NOW - DAY, until=2.0**63)).startswith("from 2027-01-14"), "a far time is no error"


def test_names() -> None:
    assert key_name(key("id")) == "id"
    alone = KeyInfo(type="ED25519", bits=256, fingerprint="SHA256:abcdefghijklmnop", comment="git\x1b[2J")
    assert key_name(alone) == r"git\x1b[2J"
    assert key_name(replace(alone, comment="")) == short_fingerprint(alone.fingerprint) == "SHA256:abcdefghij…"
    assert type_text(alone) == "ED25519"
    assert type_text(key("id", kind="RSA", bits=3072)) == "RSA 3072"
    assert type_text(KeyInfo()) == "unknown"


def test_agents() -> None:
    assert agent_text(AgentInfo(name="GNOME Keyring", keys=2)) == "GNOME Keyring holds 2 keys"
    assert agent_text(AgentInfo(keys=1)) == "ssh-agent holds one key"
    assert agent_text(AgentInfo()) == "ssh-agent runs, and holds no keys"
    locked = AgentInfo(problem=Problem(ProblemKind.AGENT_FAILED, "", {"detail": "it is locked"}))
    assert "it is locked" in agent_text(locked)
