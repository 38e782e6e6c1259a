"""The first start, and the dialogs that bring connections in."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.browsing import LeftOut
from towpath.model.connection import Connection, Hop
from towpath.model.event import Finding
from towpath.model.host_config import (
    BackupRestored,
    FindHosts,
    FoundSite,
    HostAlias,
    HostsFound,
    ReadSites,
    RestoreBackup,
    SiteFormat,
    SitesRead,
)
from towpath.model.keys import AgentInfo, KeyInfo, KeysListed, ListKeys
from towpath.model.settings import Settings
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge
from towpath.qt.hosts.backup_dialogs import BackupDialog, RestoreDialog
from towpath.qt.hosts.import_dialog import HostsDialog, SitesDialog
from towpath.qt.window import MainWindow

SIZE = QSize(1200, 780)
PASSPHRASE = "blue river canal lock"
HOME = Path.home()


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    bridge = Bridge(Canned(Snapshot(settings=Settings(appearance=studio.scheme)), reports=FOUND))
    window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(SIZE)
    window.show()
    studio.settle()
    studio.save(window, "welcome", SIZE)
    bridge.close()
    _take_dialogs(studio)


def _take_dialogs(studio: Studio) -> None:
    snapshot = Snapshot(connections=connections(), settings=Settings(appearance=studio.scheme))
    bridge = Bridge(Canned(snapshot, reports=FOUND))
    window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
    backup, restore = (
        BackupDialog(bridge, "towpath-backup.age", window),
        RestoreDialog(bridge, "towpath-backup.age", window),
    )
    dialogs: Mapping[str, QDialog] = {
        "import-hosts": HostsDialog(bridge, "", window),
        "import-sites": SitesDialog(bridge, f"{HOME}/sitemanager.xml", window),
        "back-up": backup,
        "restore": restore,
    }
    for dialog in dialogs.values():
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        dialog.show()
    for line in (backup.fields.first, backup.fields.again, restore.passphrase):
        line.setText(PASSPHRASE)
    restore.go_button.click()
    studio.settle()
    for name, dialog in dialogs.items():
        studio.save(dialog, name)
    bridge.close()


# --- what they show


def _site(name: str, target: Hop, *remarks: str, jumps: tuple[Hop, ...] = (), has_password: bool = False) -> FoundSite:
    connection = Connection(id=name, name=name, target=target, jumps=jumps)
    form = SiteFormat.FILEZILLA
    return FoundSite(name=name, connection=connection, format=form, has_password=has_password, remarks=remarks)


CONFIG = f"{HOME}/.ssh/config"
LINES = {"gate": 1, "gpu-01": 7, "gpu-02": 7, "archive": 12, "office": 18}
FOUND: Mapping[type, Finding] = {
    FindHosts: HostsFound(
        hosts=tuple(HostAlias(name=name, file=CONFIG, line=line) for name, line in LINES.items()), file=CONFIG
    ),
    ReadSites: SitesRead(
        path="",
        sites=(
            _site("Web server", Hop(host="web.example", user="deploy"), has_password=True),
            _site("Lab data", Hop(host="data.lab.example", user="ann", port=2222)),
            _site("Mirror", Hop(host="mirror.example"), "its password is behind FileZilla's master password"),
        ),
        left_out=(LeftOut(0, "Old shop", "it is no SFTP site but FTP"),),
    ),
    ListKeys: KeysListed(
        keys=tuple(KeyInfo(path=f"{HOME}/.ssh/{name}", has_private=True) for name in ("id_ed25519", "id_rsa")),
        agents=(AgentInfo(socket="/run/user/1000/keyring/ssh", name="GNOME Keyring", keys=2),),
        folder=f"{HOME}/.ssh",
    ),
    RestoreBackup: BackupRestored(
        connections=("Intranet", "GPU cluster"),
        keys=(f"{HOME}/.ssh/id_ed25519",),
        left_out=(LeftOut(0, f"{HOME}/.ssh/id_rsa", "another file has this name"),),
    ),
}
