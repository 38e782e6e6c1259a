"""An export for who looks for a fault: all that helps is in it, and none of the secrets that were about."""

from pathlib import Path

from msgspec.structs import replace

from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import AtTerminal, towpath
from tests.support.sshd import Sshd
from towpath.model.settings import GeneralSettings, Settings
from towpath.store.paths import find_profile

PASSPHRASE = "canary-passphrase-3107"
TOKEN = "canary-token-3108-0123456789"


def test_with_all_details(otp_sshd: Sshd, sshd: Sshd, keys: KeyMaker, tmp_path: Path) -> None:
    assert otp_sshd.pam
    locked: KeyFile = keys.key(name="canary-export", passphrase=PASSPHRASE)
    sshd.authorize(locked)
    know(otp_sshd, sshd)
    web = replace(forward("web", 1), program=f"true http://127.0.0.1/?token={TOKEN}")
    saved = connection("lab", hop(sshd, locked), web, jumps=[hop(otp_sshd)])
    save(saved, settings=Settings(general=GeneralSettings(detailed_log=True)))
    code = otp_sshd.pam.code()
    secrets = (otp_sshd.pam.password, code, PASSPHRASE, TOKEN)
    plain, hidden = tmp_path / "plain.txt", tmp_path / "hidden.txt"
    with AtTerminal("up", "lab") as up:
        up.answer_secret("'s password: ", otp_sshd.pam.password, keep="yes")
        up.answer("One-time password", code)
        up.answer_secret("Passphrase of", PASSPHRASE, keep="no")
        up.wait_for("Ctrl-C takes it down.")
        for arguments in ((str(plain),), (str(hidden), "--hide-names")):
            done = towpath("activity", "export", *arguments)
            assert done.code == 0, done
            assert "Secrets removed: " in done.out
        up.press("\x03")
        up.end()
    texts = {path.name: path.read_text() for path in (plain, hidden, *find_profile().logs.glob("*.log"))}
    assert set(texts) == {"plain.txt", "hidden.txt", "towpath.log"}
    assert [(name, secret) for name, text in texts.items() for secret in secrets if secret in text] == []
    for said in (
        "lab: Connected",
        "Answered: the passphrase of",
        "paramiko ",
        "?token=<removed>",
        "== Log towpath.log ==",
    ):
        assert said in texts["plain.txt"]
    assert "connection-1: Connected" in texts["hidden.txt"]
    assert [name for name in ("canary-export", str(Path.home())) if name in texts["hidden.txt"]] == []
