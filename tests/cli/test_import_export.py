"""The verbs that bring connections in, and take them elsewhere."""

import base64
import os
from pathlib import Path

import msgspec

from tests.cli.verbs import PASSPHRASE, Here, error_of, with_passphrase
from tests.support.desktop import GnomeKeyring
from tests.support.keys import KeyMaker
from tests.support.profile import know
from tests.support.program import AtTerminal, towpath
from tests.support.sites import FILEZILLA, PUTTY_REGISTRY, WINSCP, filezilla, write_putty_sessions
from tests.support.sshd import Sshd

BUS = "DBUS_SESSION_BUS_ADDRESS"


def names(here: Here) -> list[str]:
    return [connection["name"] for connection in here.listed("list")]


def test_import_a_file(here: Here, tmp_path: Path) -> None:
    file = tmp_path / "sites.xml"
    file.write_bytes(FILEZILLA)
    done = here("import", str(file), "--host", "Box", "--host", "Keys")
    assert (done.code, done.out) == (0, "Box\nKeys\n")
    assert "one has a password stored there" in done.err
    done = here("import", str(file))
    assert done.out.splitlines() == ["Locked", "old.example.org", "Box 2"]
    assert "towpath: Work / Shop: left out: it is no SFTP site but FTP" in done.err
    assert "towpath: 2 were there already" in done.err
    assert names(here) == ["Box", "Keys", "Locked", "old.example.org", "Box 2"]
    assert "pässword" not in done.err + done.out
    assert "no connection of this name" in here.error_of("import", str(file), "--host", "None", code=2)


def test_import_of_all_kinds(here: Here, tmp_path: Path) -> None:
    write_putty_sessions(tmp_path / "putty", {"a%20box": {"HostName": "a"}})
    (tmp_path / "w.ini").write_bytes(WINSCP.encode())
    (tmp_path / "p.reg").write_bytes(PUTTY_REGISTRY.encode("utf-16"))
    assert here.do("import", str(tmp_path / "putty")) == "a box\n"
    assert here("import", str(tmp_path / "w.ini")).out.splitlines() == ["my box", "tunnel", "größe"]
    assert "behind" in here("import", str(tmp_path / "p.reg")).out.splitlines()


def test_no_keyring_is_told(tmp_path: Path) -> None:
    (tmp_path / "w.ini").write_bytes(WINSCP.encode())
    done = towpath("import", str(tmp_path / "w.ini"), "--passwords")
    assert done.code == 1
    assert "no passwords went into the keyring" in done.err
    assert "keyring" in done.err.splitlines()[-2]


def test_export_goes_elsewhere(here: Here, tmp_path: Path) -> None:
    here.do("add", "box", "ann@box.example.org:2222", "-L", "8080:intranet:80")
    here.do("add", "gate", "gw@gate.example.org")
    text = here.do("export", "box")
    assert "Host box\n" in text
    assert "gate" not in text
    out = tmp_path / "out.json"
    here.do("export", "--format", "towpath", "-o", str(out))
    assert [one["name"] for one in msgspec.json.decode(out.read_bytes())["connections"]] == ["box", "gate"]
    done = here("--config", str(tmp_path / "other"), "import", str(out))
    assert (done.code, done.out) == (0, "box\ngate\n")
    assert here.do("export", "--format", "towpath") == out.read_text()


def test_backup_and_restore(here: Here, tmp_path: Path, keys: KeyMaker) -> None:
    folder = Path.home() / ".ssh"
    folder.mkdir(mode=0o700)
    key = folder / "id_lab"
    key.write_bytes(keys.key().path.read_bytes())
    key.chmod(0o600)
    here.do("add", "box", "ann@box.example.org")
    file = tmp_path / "all.age"
    done = with_passphrase("backup", str(file))
    assert (done.returncode, done.stdout) == (0, f"1 connection and 1 key in {file}\n"), done.stderr
    key.unlink()
    here.do("remove", "box")
    done = with_passphrase("restore", str(file))
    assert done.stdout == f"connection box\nkey {key}\n", done.stderr
    assert names(here) == ["box"]
    assert key.read_bytes() == keys.key().path.read_bytes()


def test_backup_at_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "all.age"
    with AtTerminal("backup", str(file), "--no-keys") as terminal:
        terminal.answer("Passphrase of the backup: ", PASSPHRASE)
        terminal.answer("once more: ", "another")
        done = terminal.end()
    assert done.code == 2
    assert "the two passphrases differ" in done.err
    assert PASSPHRASE not in terminal.screen
    assert not file.exists()


def test_nobody_to_ask(tmp_path: Path) -> None:
    assert "nobody to ask" in error_of("backup", str(tmp_path / "x"), code=3)
    assert "it is empty" in with_passphrase("backup", str(tmp_path / "x"), passphrase="").stderr
    (tmp_path / "x").write_text("no backup")
    assert "it is no backup" in with_passphrase("restore", str(tmp_path / "x")).stderr


def test_a_password_of_filezilla_opens_the_door(
    password_sshd: Sshd, gnome_keyring: GnomeKeyring, tmp_path: Path
) -> None:
    """From the other program's file into the keyring, and from there into a login that asks nobody."""
    env = {**os.environ, BUS: gnome_keyring.env[BUS]}
    know(password_sshd)
    assert password_sshd.pam
    password = base64.b64encode(password_sshd.pam.password.encode()).decode()
    server = (
        f"<Server><Host>127.0.0.1</Host><Port>{password_sshd.port}</Port><Protocol>1</Protocol>"
        f'<User>{password_sshd.user}</User><Pass encoding="base64">{password}</Pass><Name>box</Name></Server>'
    )
    file = tmp_path / "sites.xml"
    file.write_bytes(filezilla(server))
    done = towpath("import", str(file), "--passwords", env=env)
    assert (done.code, done.out) == (0, "box\n"), done.err
    assert "one password went into the keyring" in done.err
    assert towpath("ls", "box", env=env).code == 0, "nobody was asked"
