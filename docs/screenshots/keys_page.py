"""The Keys page, and its dialogs."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Finding
from towpath.model.keys import (
    AgentInfo,
    CertificateInfo,
    ChangePassphrase,
    GenerateKey,
    InstallKey,
    KeyFormat,
    KeyInfo,
    KeyInstalled,
    KeyMade,
    KeysListed,
    ListKeys,
)
from towpath.model.settings import Settings
from towpath.model.state import Snapshot
from towpath.model.trust import (
    CompareFingerprint,
    FingerprintCompared,
    HostMarker,
    KnownHostLine,
    KnownHostsListed,
    ListKnownHosts,
    ListSecrets,
    SecretPlace,
    SecretsListed,
    StoredSecret,
)
from towpath.qt.bridge import Bridge
from towpath.qt.keys.agent_dialog import AgentDialog
from towpath.qt.keys.new_key_dialog import NewKeyDialog
from towpath.qt.keys.passphrase_dialog import PassphraseDialog
from towpath.qt.keys.server_dialogs import install_dialog
from towpath.qt.trust.compare_dialog import CompareDialog
from towpath.qt.trust.line_dialogs import authority_dialog
from towpath.qt.window import MainWindow

SIZE = QSize(1200, 780)


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    _take_pages(studio)
    _take_other_tabs(studio)
    _take_dialogs(studio)


def _take_pages(studio: Studio) -> None:
    snapshot = Snapshot(connections=connections(), settings=Settings(appearance=studio.scheme))
    none = KeysListed(keys=(), folder=FOLDER)
    for name, listed, chosen in (
        ("keys", LISTED, "id_ed25519"),
        ("keys-certificate", LISTED, "id_ecdsa_hpc"),
        ("keys-empty", none, ""),
    ):
        bridge = Bridge(Canned(snapshot, reports={ListKeys: listed}))
        window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
        window.show_page(window.keys)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(SIZE)
        window.show()
        studio.settle()
        if chosen:
            window.keys.keys.choose(f"{FOLDER}/{chosen}")
        if name == "keys":
            window.keys.keys.detail.fingerprint.picture_button.click()
        studio.settle()
        studio.save(window, name, SIZE)
        bridge.close()


def _take_other_tabs(studio: Studio) -> None:
    snapshot = Snapshot(connections=connections(), settings=Settings(appearance=studio.scheme))
    unusable = SecretsListed(secrets=STORED.secrets[:1], problem=Problem(ProblemKind.NO_SAFE_KEYRING))
    tabs: tuple[tuple[str, int, type, Finding], ...] = (
        ("known-hosts", 1, ListKnownHosts, KNOWN),
        ("known-hosts-empty", 1, ListKnownHosts, KnownHostsListed(lines=(), files=KNOWN.files)),
        ("secrets", 2, ListSecrets, STORED),
        ("secrets-no-keyring", 2, ListSecrets, unusable),
        ("secrets-empty", 2, ListSecrets, SecretsListed(secrets=(), keyring=STORED.keyring)),
    )
    for name, tab, asked, report in tabs:
        bridge = Bridge(Canned(snapshot, reports={asked: report}))
        window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
        window.show_page(window.keys)
        window.keys.tabs.setCurrentIndex(tab)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(SIZE)
        window.show()
        studio.settle()
        studio.save(window, name, SIZE)
        bridge.close()


def _take_dialogs(studio: Studio) -> None:
    bridge = Bridge(Canned(Snapshot(connections=connections()), reports=REPORTS))
    new, made = NewKeyDialog(bridge, LISTED, None), NewKeyDialog(bridge, LISTED, None)
    for filled in (new, made):
        for line in (filled.passphrase.first, filled.passphrase.again):
            line.setText("blue river canal lock")
    install = install_dialog(bridge, LISTED.keys[0], None)
    passphrase = PassphraseDialog(bridge, LISTED.keys[0], None)
    agent = AgentDialog(bridge, LISTED.keys[0], LISTED.agents, None)
    compare, authority = CompareDialog(bridge, KNOWN.lines[1], None), authority_dialog(bridge, None)
    dialogs: tuple[QDialog, ...] = (new, made, install, passphrase, agent, compare, authority)
    for dialog in dialogs:  # they grow with what happens, once they are shown
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        dialog.show()
    made.make_button.click()
    install.go_button.click()
    passphrase.fields.first.setText("river")
    compare.text.setPlainText(KNOWN.lines[1].fingerprint)
    compare.compare_button.click()
    studio.settle()
    names = (
        "new-key",
        "new-key-made",
        "install-key",
        "change-passphrase",
        "add-to-agent",
        "compare-fingerprint",
        "trust-authority",
    )
    for dialog, name in zip(dialogs, names, strict=True):
        studio.save(dialog, name)
    bridge.close()


# --- what they show

FOLDER = f"{Path.home()}/.ssh"
RANDOMART = """\
+--[ED25519 256]--+
|        ..o+*=.  |
|       . .o.+=o  |
|      . o.o*.o.. |
|     . + +=.=  . |
|      o S.o= .  .|
|       . .o.o   o|
|        .. o o.o.|
|       ..E. + o+.|
|      .o.  ..ooo |
+----[SHA256]-----+"""
BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIJ0Wq3dTzVxk7c1Zr8uYt5mHn2LpQfXaGb4eSvRj9KcD"
AUTHORITY = "SHA256:8sDk2mQ0pYb7LxVwZr4TgNfHc1JaUe9iKoXt5EqRyM4"

ED25519 = KeyInfo(
    path=f"{FOLDER}/id_ed25519", has_private=True, type="ED25519", bits=256, encrypted=True, in_agent=True,
    fingerprint="SHA256:m3Xq0wTj5uKzB1eYcRd8vLhN7aPfGs2oQxI4tU6kWyE", randomart=RANDOMART, comment="ann@laptop",
    format=KeyFormat.OPENSSH, public_line=f"ssh-ed25519 {BLOB} ann@laptop", permissions="0600",
    used_by=("intranet", "database"),
)  # fmt: skip
LISTED = KeysListed(
    keys=(
        ED25519,
        KeyInfo(
            path=f"{FOLDER}/id_ecdsa_hpc", has_private=True, type="ECDSA", bits=256, encrypted=True,
            fingerprint="SHA256:Qf7Lr2VbXn0cWs5ZyTk9JdGh3MaPe8UoRi1EqKt6NxA", comment="ann@hpc",
            format=KeyFormat.OPENSSH, public_line=f"ecdsa-sha2-nistp256 {BLOB} ann@hpc", permissions="0600",
            certificate=CertificateInfo(
                file=f"{FOLDER}/id_ecdsa_hpc-cert.pub", key_id="ann@site (requested 2026-11-20)", serial=4711,
                principals=("ann", "ann-admin"), valid_after=1_763_600_000, valid_before=4_102_444_800,
                authority=AUTHORITY,
            ),
        ),
        KeyInfo(
            path=f"{FOLDER}/deploy", has_private=True, type="RSA", bits=4096, too_open=True, permissions="0644",
            fingerprint="SHA256:Zt4Kc8PbWq1NxLr6VdTg0JyHm5EaSf3UoIi7QsXe2Rw", comment="deploy@build",
            format=KeyFormat.PEM, public_line=f"ssh-rsa {BLOB * 8} deploy@build", used_by=("every-kind",),
        ),
        KeyInfo(
            path=f"{FOLDER}/yubikey_sk", has_private=True, type="ED25519-SK", bits=256, is_token=True,
            fingerprint="SHA256:Lh9Xc2QbNr5WsVd1ZyTk4JgM7aPe0UoRi8EqKt3FxGs", comment="YubiKey 5",
            format=KeyFormat.OPENSSH, public_line=f"sk-ssh-ed25519@openssh.com {BLOB} YubiKey 5", permissions="0600",
        ),
        KeyInfo(
            path=f"{FOLDER}/office.ppk", has_private=True, type="RSA", bits=3072, encrypted=True,
            fingerprint="SHA256:Br6Vd3NxLq0WsZt9KcPb8JyTg5EhMa2UoIi4QfXe7Rs", comment="rsa-key-20240229",
            format=KeyFormat.PPK, public_line=f"ssh-rsa {BLOB * 5} rsa-key-20240229", permissions="0600",
        ),
        KeyInfo(
            type="ED25519", bits=256, in_agent=True, comment="git@work (1Password)",
            fingerprint="SHA256:Wn1Zr7VbXq4cLs8KyTk2JdGh9MaPe3UoRi6EqKt0NxB",
            public_line=f"ssh-ed25519 {BLOB} git@work",
        ),
    ),
    agents=(
        AgentInfo(socket="/run/user/1000/keyring/ssh", name="GNOME Keyring", keys=2),
    ),
    folder=FOLDER,
)  # fmt: skip
STORED = SecretsListed(
    secrets=(
        StoredSecret(
            kind="passphrase", key=f"{FOLDER}/id_ed25519", place=SecretPlace.SESSION, used_by=("intranet", "database"),
            stored_at=1_795_250_000,
        ),
        StoredSecret(
            kind="password", key="ann@gate.example:22", place=SecretPlace.KEYRING, used_by=("intranet",),
            stored_at=1_793_000_000,
        ),
        StoredSecret(kind="password", key="ann@old.example:22", place=SecretPlace.KEYRING, stored_at=1_770_000_000),
        StoredSecret(
            kind="proxy-password", key="ann@proxy.corp.example:3128", place=SecretPlace.KEYRING, missing=True,
            stored_at=1_780_000_000,
        ),
    ),
    keyring="GNOME Keyring (Secret Service)",
)  # fmt: skip
GATE = KnownHostLine(
    file=f"{FOLDER}/known_hosts", line=2, text="gate.example ssh-ed25519 …", hosts="gate.example,192.0.2.7",
    type="ED25519", bits=256, fingerprint="SHA256:Kc4Zt8PbWq1NxLr6VdTg0JyHm5EaSf3UoIi7QsXe2Rw", randomart=RANDOMART,
    used_by=("intranet",),
)  # fmt: skip
KNOWN = KnownHostsListed(
    lines=(
        KnownHostLine(
            file=f"{FOLDER}/known_hosts", line=1, text="@cert-authority …", marker=HostMarker.AUTHORITY,
            hosts="*.corp.example", type="ED25519", bits=256, fingerprint=AUTHORITY, comment="host authority 2026",
        ),
        GATE,
        KnownHostLine(
            file=f"{FOLDER}/known_hosts", line=3, text="|1|…", hosts="|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7",
            hashed=True, type="ECDSA", bits=256, fingerprint="SHA256:Qf7Lr2VbXn0cWs5ZyTk9JdGh3MaPe8UoRi1EqKt6NxA",
            used_by=("database",),
        ),
        KnownHostLine(
            file=f"{FOLDER}/known_hosts", line=5, text="@revoked …", marker=HostMarker.REVOKED, hosts="*", type="RSA",
            bits=2048, fingerprint="SHA256:Lh9Xc2QbNr5WsVd1ZyTk4JgM7aPe0UoRi8EqKt3FxGs",
        ),
        KnownHostLine(
            file="/etc/ssh/ssh_known_hosts", line=1, text="build.corp.example …", hosts="build.corp.example",
            type="RSA", bits=3072, fingerprint="SHA256:Br6Vd3NxLq0WsZt9KcPb8JyTg5EhMa2UoIi4QfXe7Rs", writable=False,
        ),
    ),
    files=(f"{FOLDER}/known_hosts", "/etc/ssh/ssh_known_hosts"),
)  # fmt: skip
REPORTS: Mapping[type, Finding] = {
    GenerateKey: KeyMade(key=ED25519),
    ChangePassphrase: KeyMade(key=ED25519),
    CompareFingerprint: FingerprintCompared(understood=GATE.fingerprint, same=(GATE,)),
    InstallKey: KeyInstalled(added=True, verified=True, file="~/.ssh/authorized_keys"),
}
