"""What comes back at start, with real servers: keys alone, codes wait for a person, approved commands only."""

from pathlib import Path

import pytest

from tests.engine.ssh_config_desk import Desk, for_all, host, linked
from tests.support.engine import Profiles, Typist, do, state, wait_status
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine import bringing_back
from towpath.engine.lock import EngineKind
from towpath.model.command import RetryNow, SaveSettings, Up
from towpath.model.connection import HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.settings import BringingBack, GeneralSettings, Settings
from towpath.model.state import Status

ALWAYS = SaveSettings(settings=Settings(general=GeneralSettings(bring_back=BringingBack.ALWAYS)))


@pytest.fixture(autouse=True)
def kept_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing_back, "WRITE_SECONDS", 0.02)


def test_a_code_is_waited_for_and_nobody_is_dialled(
    profiles: Profiles, otp_sshd: Sshd, inner_sshd: Sshd, sshd: Sshd, user_key: KeyFile
) -> None:
    assert otp_sshd.pam
    gate = hop(otp_sshd, policy=HostKeyPolicy.ACCEPT_NEW)
    inner = hop(inner_sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)
    plain = hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)
    profiles.save(connection("plain", plain), *(connection(name, inner, jumps=[gate]) for name in ("one", "two")))
    first = profiles.own(EngineKind.WINDOW)
    Typist(first.engine, otp_sshd.pam)
    assert do(first.engine, ALWAYS) is None
    for name in ("plain", "one", "two"):
        assert do(first.engine, Up(connection=name)) is None
    first.close()

    before, inner_before = otp_sshd.mark(), inner_sshd.mark()
    second = profiles.own(EngineKind.WINDOW)
    typist = Typist(second.engine, otp_sshd.pam)
    wait_status(second.engine, "plain", Status.UP)
    for name in ("one", "two"):
        wait_status(second.engine, name, Status.WAITING_FOR_USER)
        problem = state(second.engine, name).problem
        assert problem
        assert (problem.kind, problem.subject) == (ProblemKind.LOGIN_NEEDED, str(gate))
    assert "Connection from" not in otp_sshd.log_text(since=before)
    assert typist.asked == []

    assert do(second.engine, RetryNow(connection="two")) is None
    wait_status(second.engine, "one", Status.UP)
    assert len(otp_sshd.logins(since=before)) == 1
    assert len(inner_sshd.logins(since=inner_before)) == 1


def test_a_machine_that_nobody_has_vouched_for_waits(profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> None:
    unknown = hop(sshd, user_key, policy=HostKeyPolicy.ASK)
    profiles.save(connection("lab", unknown))
    engine = profiles.own(EngineKind.WINDOW).engine
    engine.subscribe(lambda _: None, answers=True)
    problem = do(engine, Up(connection="lab", persistent=True, quiet=True))
    assert problem
    assert problem.kind is ProblemKind.LOGIN_NEEDED
    assert state(engine, "lab").status is Status.WAITING_FOR_USER
    assert engine.snapshot().questions == ()
    engine.submit(RetryNow(connection="lab"))
    wait_for(lambda: engine.snapshot().questions, what="the question about its key")


def test_a_command_of_the_file_runs_only_when_somebody_has_seen_it(
    desk: Desk, profiles: Profiles, sshd: Sshd, user_key: KeyFile, tmp_path: Path
) -> None:
    desk.write(host("lab", sshd, user_key) + for_all(desk.home))
    desk.save(linked("lab"))
    desk.sit_down()
    assert do(desk.engine, ALWAYS) is None
    assert desk.up("lab") is None
    profiles.close()

    ran = tmp_path / "ran"
    desk.write(host("lab", sshd, user_key, f"ProxyCommand touch {ran}; false") + for_all(desk.home))
    person = desk.sit_down()
    wait_status(desk.engine, "lab", Status.FAILED)
    problem = state(desk.engine, "lab").problem
    assert problem
    assert problem.kind is ProblemKind.COMMAND_REFUSED
    assert person.shown == []
    assert not ran.exists()

    desk.up("lab")
    assert len(person.shown) == 1
    assert ran.exists()
